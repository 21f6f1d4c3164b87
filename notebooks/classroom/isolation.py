"""Shuts a kernel in: it sees Java, the library and an empty folder, no other file and no network.

`Isolated` puts bubblewrap before the kernel's command, or unshare where that is missing. The network
inside ends there; so this file, run as a program inside, carries the channels of Jupyter's protocol
between the kernel's ports and sockets that are files in a folder of the kernel's own.
"""

import contextlib
import functools
import glob
import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time

SYSTEM = (
    "/bin /lib /lib32 /lib64 /usr/bin /usr/lib /usr/lib32 /usr/lib64 /usr/share/font* /usr/share/zoneinfo"
    " /usr/local/share/fonts /etc/alternatives /etc/fonts /etc/java* /etc/ld.so.cache"
).split()
WARNING = (
    "WARNING: submissions are not isolated, because neither bubblewrap nor unshare works here. They are "
    "programs that run with your rights: they can read the solutions, change other submissions and the "
    "gradebook, and use the network."
)
SIZE = 1 << 28  # bytes of a folder that can be written inside: it lies in memory
PYTHON = [os.path.realpath(sys.executable), "-I", "-S"]
INSIDE = "/tmp/connection.json"
LOOPBACK_UP = (
    "import fcntl, socket, struct;"
    "fcntl.ioctl(socket.socket(), 0x8914, struct.pack('16sH', b'lo', 1))"  # SIOCSIFFLAGS, IFF_UP
)


def bubblewrap(visible, shared, empty, command):
    """The command where it sees what is visible, to read, and what is shared, to write."""
    words = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    words += ["--proc", "/proc", "--dev", "/dev"]
    for folder in ("/tmp", empty):
        words += ["--size", str(SIZE), "--tmpfs", folder]
    for path in visible:
        words += ["--ro-bind", path, path]
    return [*words, "--bind", shared, shared, "--chdir", empty, "--", *command]


def unshare(visible, shared, empty, command):
    """The same by hand, in a shell that is root of namespaces of its own and gives that up."""
    tmpfs = f"mount -t tmpfs -o size={SIZE},mode=1777,nosuid,nodev none"
    lines = ["set -e", shlex.join([*PYTHON, "-c", LOOPBACK_UP]), f"{tmpfs} /mnt", "cd /mnt", "mkdir proc tmp old"]
    lines += ["mount -t proc none proc"]
    for folder in ("/tmp", empty):
        lines += [f"mkdir -p .{shlex.quote(folder)}", f"{tmpfs} .{shlex.quote(folder)}"]
    for path in [*visible, shared, *(f"/dev/{name}" for name in ("null", "zero", "random", "urandom"))]:
        here, there = shlex.quote(path), f".{shlex.quote(path)}"
        made = f"mkdir -p {there}" if os.path.isdir(path) else f'mkdir -p "$(dirname {there})"; touch {there}'
        lines += [f"[ -e {there} ] || ({made})", f"mount --bind {here} {there}"]
        lines += [f"mount -o remount,bind,ro,nosuid,nodev {there}"] if path in visible else []
    lines += ["pivot_root . old", "umount -l old", f"cd {shlex.quote(empty)}"]
    lines += ["exec setpriv --no-new-privs --inh-caps=-all --bounding-set=-all -- " + shlex.join(command)]
    namespaces = "--user --map-root-user --mount --pid --net --ipc --uts --fork --kill-child".split()
    return ["unshare", *namespaces, "sh", "-c", "\n".join(lines)]


@functools.lru_cache
def wall():
    """The way to shut in that works on this machine; none is said plainly."""
    with tempfile.TemporaryDirectory() as shared, tempfile.TemporaryDirectory() as empty:
        for way in (bubblewrap, unshare):
            command = way(system(), shared, empty, [*PYTHON, "-c", "pass"])
            if shutil.which(command[0]) and not subprocess.run(command, capture_output=True).returncode:
                return way
    print(WARNING, file=sys.stderr, flush=True)
    return None


def system():
    """Programs and libraries of the system, Python's among them."""
    places = [path for pattern in SYSTEM for path in glob.glob(pattern)]
    return [*places, PYTHON[0], os.path.join(sys.base_prefix, "lib")]


def needed(command, variables):
    """Files and folders that a kernel's command and its variables name; all of the JDK, if it is one's program."""
    words = [word for text in [*command, *variables.values()] for word in re.split("[=:,]", text)]
    found = [os.path.dirname(word) if word.endswith("/*") else word for word in words if os.path.isabs(word)]
    program = os.path.realpath(shutil.which(command[0]))
    home = os.path.dirname(os.path.dirname(program))
    found.append(home if os.path.exists(f"{home}/lib/modules") else program)
    return sorted(path for path in set(found) if os.path.exists(path) and path != "/")


def outermost(paths):
    """Without those below others: what is visible already may be a link, where nothing can be laid."""
    paths = list(paths)
    return [path for path in paths if not any(path.startswith(f"{other}/") for other in paths)]


def carry(source, target):
    """Until one of them ends, which is then said to the other."""
    with contextlib.suppress(OSError):
        while data := source.recv(1 << 16):
            target.sendall(data)
    for end in (source, target):
        with contextlib.suppress(OSError):  # the other direction was first
            end.shutdown(socket.SHUT_RDWR)


def listen(listener, port, started):
    while True:
        outside = listener.accept()[0]
        inside = None
        while not inside:
            try:
                inside = socket.create_connection(("127.0.0.1", port))
            except ConnectionRefusedError:
                time.sleep(0.05)  # the kernel is starting
        started.set()
        for pair in ((outside, inside), (inside, outside)):
            threading.Thread(target=carry, args=pair, daemon=True).start()


def relay(connection_file, command):
    """Runs the kernel with a connection file of its own, and carries what is said there.

    What it prints past the protocol goes nowhere, as a teacher's terminal is no place for it; but the
    reason why it did not start does.
    """
    with open(connection_file) as file:
        outside = json.load(file)
    names = [name for name in outside if name.endswith("_port")]
    inside = {**outside, "transport": "tcp", "ip": "127.0.0.1"}
    started = threading.Event()
    for port, name in enumerate(names, 20000):  # below those that connections get
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(f"{outside['ip']}-{outside[name]}")
        listener.listen()
        threading.Thread(target=listen, args=(listener, port, started), daemon=True).start()
        inside[name] = port
    with open(INSIDE, "w") as file:
        json.dump(inside, file)
    with open("/tmp/kernel.log", "w+b") as log:
        status = subprocess.call(command, stdout=log, stderr=log)
        log.seek(0)
        if not started.is_set():
            sys.stderr.write(log.read(2000).decode("utf-8", "replace"))
    return status


if __name__ == "__main__":
    sys.exit(relay(sys.argv[1], sys.argv[2:]))

from jupyter_client.manager import AsyncKernelManager  # noqa: E402  (not inside)
from traitlets import List, Unicode  # noqa: E402


class Isolated(AsyncKernelManager):
    """Starts any kernel that jupyter_client knows, shut in."""

    visible = List(Unicode(), help="More files and folders that kernels may read.").tag(config=True)

    def __init__(self, **options):
        super().__init__(**options)
        if wall():
            self.folder = tempfile.TemporaryDirectory(prefix="kernel-", dir="/tmp")  # a socket's name is short
            self.transport, self.connection_file = "ipc", f"{self.folder.name}/connection.json"

    def format_kernel_cmd(self, extra_arguments=None):
        command = super().format_kernel_cmd(extra_arguments)
        if not wall():
            return command
        empty, own = os.path.abspath(self._launch_args.get("cwd") or "/tmp/work"), self.kernel_spec.env
        beside = [path for path in glob.glob(f"{glob.escape(empty)}/*") if not path.endswith(".ipynb")]
        visible = [*system(), *self.visible, *needed(command, own), os.path.abspath(__file__), *beside]
        visible = outermost(path for path in visible if path != self.connection_file)
        command = [INSIDE if word == os.path.realpath(self.connection_file) else word for word in command]
        variables = {"PATH": "/usr/bin:/bin", "HOME": "/tmp", "LC_ALL": "C.UTF-8", **own}
        command = [*PYTHON, os.path.abspath(__file__), self.connection_file, *command]
        command = ["env", "-i", *(f"{name}={value}" for name, value in variables.items()), *command]
        return wall()(visible, self.folder.name, empty, command)

    def cleanup_resources(self, restart=False):
        done = super().cleanup_resources(restart)
        if wall() and not restart:
            self.folder.cleanup()
        return done
