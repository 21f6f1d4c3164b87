"""Shuts a kernel in: it sees Java, the library and an empty folder, no other file and no network.

`Isolated` puts bubblewrap before the kernel's command. The network inside ends there; so this file,
run as a program inside, carries the channels of Jupyter's protocol between the kernel's ports and
sockets that are files in a folder of the kernel's own.
"""

import asyncio
import contextlib
import functools
import glob
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

SYSTEM = (
    "/bin /lib /lib32 /lib64 /usr/bin /usr/lib /usr/lib32 /usr/lib64 /usr/share/font* /usr/share/zoneinfo"
    " /usr/local/share/fonts /etc/alternatives /etc/fonts /etc/java* /etc/ld.so.cache"
).split()
WARNING = (
    "WARNING: submissions are not isolated, because bubblewrap (apt-get install bubblewrap) is missing or "
    "does not work here. They are programs that run with your rights: they can read the solutions, change "
    "other submissions and the gradebook, and use the network."
)
SIZE = 1 << 28  # bytes of a folder that can be written inside: it lies in memory
PYTHON = [os.path.realpath(sys.executable), "-I", "-S"]
INSIDE = "/tmp/connection.json"


def bubblewrap(visible, shared, empty, command):
    """The command where it sees what is visible, to read, and what is shared, to write."""
    words = ["bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--cap-drop", "ALL"]
    words += ["--proc", "/proc", "--dev", "/dev"]
    for folder in ("/tmp", empty):
        words += ["--size", str(SIZE), "--tmpfs", folder]
    for path in visible:
        words += ["--ro-bind", path, path]
    return [*words, "--bind", shared, shared, "--chdir", empty, "--", *command]


@functools.lru_cache
def is_possible():
    """Whether it works on this machine; if not, that is said plainly."""
    with tempfile.TemporaryDirectory() as shared, tempfile.TemporaryDirectory() as empty:
        command = bubblewrap(system(), shared, empty, [*PYTHON, "-c", "pass"])
        if shutil.which(command[0]) and not subprocess.run(command, capture_output=True).returncode:
            return True
    print(WARNING, file=sys.stderr, flush=True)
    return False


def system():
    """Programs and libraries of the system, Python's among them."""
    places = [path for pattern in SYSTEM for path in glob.glob(pattern)]
    return [*places, PYTHON[0], os.path.join(sys.base_prefix, "lib")]


def jdk(program):
    """The folder of the JDK whose program this is, or a link leads to; nothing for other programs."""
    home = os.path.dirname(os.path.dirname(os.path.realpath(shutil.which(program))))
    return home if os.path.exists(f"{home}/lib/modules") else None


def needed(command, variables):
    """What a kernel's command and its variables name; all of the JDK, if it is one's program."""
    words = [word for text in [*command, *variables.values()] for word in re.split("[=:,]", text)]
    found = [os.path.dirname(word) if word.endswith("/*") else word for word in words if os.path.isabs(word)]
    found.append(jdk(command[0]) or os.path.realpath(shutil.which(command[0])))
    return sorted(path for path in set(found) if os.path.exists(path) and path != "/")


def outermost(paths):
    """Without those below others: what is visible already may be a link, where nothing can be laid."""
    paths = list(paths)
    return [path for path in paths if not any(path.startswith(f"{other}/") for other in paths)]


async def carry(source, target):
    """Until the source ends, which is then said to the target."""
    with contextlib.suppress(OSError):  # the other direction was first
        while data := await source.read(1 << 16):
            target.write(data)
            await target.drain()
    target.close()


async def connect(port, started, source, target):
    """One connection from outside goes on inside."""
    while True:
        try:
            answers, questions = await asyncio.open_connection("127.0.0.1", port)
            break
        except ConnectionRefusedError:
            await asyncio.sleep(0.05)  # the kernel is starting
    started.set()
    await asyncio.gather(carry(source, questions), carry(answers, target))


async def relay(connection_file, *command):
    """Runs the kernel with a connection file of its own, and carries what is said there.

    What it prints past the protocol goes nowhere, as a teacher's terminal is no place for it; but the
    reason why it did not start does.
    """
    with open(connection_file) as file:
        outside = json.load(file)
    inside, started = {**outside, "transport": "tcp", "ip": "127.0.0.1"}, asyncio.Event()
    for port, name in enumerate((name for name in outside if name.endswith("_port")), 20000):
        inside[name] = port  # below those that connections get
        path = f"{outside['ip']}-{outside[name]}"
        await asyncio.start_unix_server(functools.partial(connect, port, started), path)
    with open(INSIDE, "w") as file:
        json.dump(inside, file)
    with open("/tmp/kernel.log", "w+b") as log:
        kernel = await asyncio.create_subprocess_exec(*command, stdout=log, stderr=log)
        status = await kernel.wait()
        log.seek(0)
        if not started.is_set():
            sys.stderr.write(log.read(2000).decode("utf-8", "replace"))
    return status


if __name__ == "__main__":
    sys.exit(asyncio.run(relay(*sys.argv[1:])))

from jupyter_client.manager import AsyncKernelManager  # noqa: E402  (not inside)
from traitlets import List, Unicode  # noqa: E402


class Isolated(AsyncKernelManager):
    """Starts any kernel that jupyter_client knows, shut in."""

    visible = List(Unicode(), help="More files and folders that kernels may read.").tag(config=True)

    def __init__(self, **options):
        super().__init__(**options)
        if is_possible():
            self.folder = tempfile.TemporaryDirectory(prefix="kernel-", dir="/tmp")  # a socket's name is short
            self.transport, self.connection_file = "ipc", f"{self.folder.name}/connection.json"

    def format_kernel_cmd(self, extra_arguments=None):
        command = super().format_kernel_cmd(extra_arguments)
        if not is_possible():
            return command
        if jdk(command[0]):  # a link from elsewhere leads nowhere inside
            command[0] = os.path.realpath(shutil.which(command[0]))
        empty, own = os.path.abspath(self._launch_args.get("cwd") or "/tmp/work"), self.kernel_spec.env
        beside = [path for path in glob.glob(f"{glob.escape(empty)}/*") if not path.endswith(".ipynb")]
        visible = [*system(), *self.visible, *needed(command, own), os.path.abspath(__file__), *beside]
        visible = outermost(path for path in visible if path != self.connection_file)
        command = [INSIDE if word == os.path.realpath(self.connection_file) else word for word in command]
        variables = {"PATH": "/usr/bin:/bin", "HOME": "/tmp", "LC_ALL": "C.UTF-8", **own}
        command = [*PYTHON, os.path.abspath(__file__), self.connection_file, *command]
        command = ["/usr/bin/env", "-i", *(f"{name}={value}" for name, value in variables.items()), *command]
        return bubblewrap(visible, self.folder.name, empty, command)

    def cleanup_resources(self, restart=False):
        done = super().cleanup_resources(restart)
        if is_possible() and not restart:
            self.folder.cleanup()
        return done
