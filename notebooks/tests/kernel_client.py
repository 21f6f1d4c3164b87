"""A Jupyter front end in small, to test the Java kernel with: starts it, runs cells, looks at it."""

import json
import os
import pathlib
import queue
import tempfile
import time

SCRATCH = tempfile.mkdtemp(prefix="kernel-test-")
# Nothing of this test belongs in the user's home; jupyter_client reads these when imported.
for name in ("JUPYTER_RUNTIME_DIR", "JUPYTER_DATA_DIR", "JUPYTER_CONFIG_DIR", "IPYTHONDIR"):
    os.environ[name] = os.path.join(SCRATCH, name.lower())

from jupyter_client import KernelManager  # noqa: E402
from jupyter_client.kernelspec import KernelSpecManager  # noqa: E402

LIBRARY = pathlib.Path(__file__).resolve().parents[2] / "library" / "target"
PATIENCE = 60


def kernelspec(java):
    """A directory of kernelspecs with one for a Java command."""
    jars = [jar for jar in LIBRARY.glob("hyperlead-*.jar") if jar.stem.endswith("SNAPSHOT")]
    if len(jars) != 1 or not (LIBRARY / "lib").is_dir():
        raise FileNotFoundError(f"{LIBRARY} lacks the library's jar or lib: run mvn package")
    specs = pathlib.Path(tempfile.mkdtemp(dir=SCRATCH))
    (specs / "java").mkdir()
    argv = [java, "-Djava.awt.headless=true", "-cp", f"{jars[0]}:{LIBRARY}/lib/*",
            "hyperlead.kernel.JavaKernel", "{connection_file}"]
    spec = {"argv": argv, "display_name": "Java", "language": "java", "interrupt_mode": "message"}
    (specs / "java" / "kernel.json").write_text(json.dumps(spec))
    return str(specs)


class Outcome:
    """What one cell said: its reply, and its messages in their order."""

    def __init__(self, messages, reply):
        self.messages = messages
        self.reply = reply
        self.status = reply["status"]

    def contents(self, kind):
        return [content for each, content in self.messages if each == kind]

    def stream(self, name):
        return "".join(c["text"] for c in self.contents("stream") if c["name"] == name)

    @property
    def result(self):
        results = self.contents("execute_result")
        return results[0]["data"] if results else None

    @property
    def text(self):
        return self.result and self.result["text/plain"]

    @property
    def traceback(self):
        return [line for error in self.contents("error") for line in error["traceback"]]


class Kernel:
    """A running kernel and the client that talks to it."""

    def __init__(self, java):
        specs = KernelSpecManager(kernel_dirs=[kernelspec(java)], ensure_native_kernel=False)
        self.manager = KernelManager(kernel_name="java", kernel_spec_manager=specs)
        self.stderr = tempfile.TemporaryFile(dir=SCRATCH)
        self.manager.start_kernel(stderr=self.stderr)
        self.client = self.manager.blocking_client()
        self.client.start_channels()

    def __enter__(self):
        self.client.wait_for_ready(timeout=PATIENCE)
        return self

    def __exit__(self, *_):
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)
        self.stderr.close()

    @property
    def pid(self):
        return self.manager.provisioner.process.pid

    def is_ready_within(self, seconds):
        """Whether kernel_info is answered in time; waits for nothing else."""
        self.client.kernel_info()
        try:
            self.client.get_shell_msg(timeout=seconds)
            return True
        except queue.Empty:
            return False

    def reply(self, request, timeout=PATIENCE):
        while True:
            message = self.client.get_shell_msg(timeout=timeout)
            if message["parent_header"].get("msg_id") == request:
                return message["content"]

    def outcome(self, request):
        """Reads until the kernel has answered a cell and is idle again."""
        messages = []
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") != request:
                continue
            content = message["content"]
            if content.get("execution_state") == "idle":
                return Outcome(messages, self.reply(request))
            messages.append((message["msg_type"], content))

    def run(self, code):
        return self.outcome(self.client.execute(code))

    def start_printing(self, code):
        """Starts a cell, and returns when its first output is here: it is certainly running."""
        request = self.client.execute(code)
        while True:
            message = self.client.get_iopub_msg(timeout=PATIENCE)
            if message["parent_header"].get("msg_id") == request and message["msg_type"] == "stream":
                return request

    def cpu_seconds(self):
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rsplit(")", 1)[1].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def burns(self, seconds=1.0):
        """The share of one core that the kernel uses from now on."""
        before = self.cpu_seconds()
        time.sleep(seconds)
        return (self.cpu_seconds() - before) / seconds

    def listening_addresses(self):
        """The addresses that the process listens on, in the kernel's hexadecimal notation."""
        descriptors = pathlib.Path(f"/proc/{self.pid}/fd").iterdir()
        links = [os.readlink(each) for each in descriptors]
        sockets = {link[len("socket:["):-1] for link in links if link.startswith("socket:")}
        found = []
        for table in ("tcp", "tcp6"):
            rows = pathlib.Path(f"/proc/{self.pid}/net/{table}").read_text().splitlines()[1:]
            fields = [row.split() for row in rows]
            found += [f[1].rsplit(":", 1)[0] for f in fields if f[3] == "0A" and f[9] in sockets]
        return found

    def stderr_text(self):
        self.stderr.seek(0)
        return self.stderr.read().decode()
