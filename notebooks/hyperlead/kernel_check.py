"""Starts the kernel, evaluates 1 + 1, shows a chart; prints a line each. Part of the doctor."""

import queue
import sys
import time

from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import start_new_kernel

from hyperlead.doctor import SETUP, report
FONTS = "install fonts, for example with: apt-get install fontconfig fonts-dejavu-core"
DRAW = """new java.awt.image.BufferedImage(9, 9, java.awt.image.BufferedImage.TYPE_INT_RGB)
    .createGraphics().getFontMetrics().stringWidth("H") > 0"""


def value(client, code: str) -> str:
    """The text/plain of the cell's last expression, or its error."""
    found = []

    def collect(message: dict) -> None:
        content = message["content"]
        if message["msg_type"] in ("execute_result", "display_data"):
            found.append(content["data"].get("text/plain", ""))
        elif message["msg_type"] == "error":
            found.append(f"{content['ename']}: {content['evalue']}")

    client.execute_interactive(code, timeout=60, output_hook=collect)
    return "\n".join(found).strip() or "no result"


def report(what: str, problem: str, fix: str) -> bool:
    print(f"FIX  {what}: {problem}\n     {fix}" if problem else f"OK   {what}")
    return not problem


def check() -> bool:
    started = time.monotonic()
    manager, client = start_new_kernel(kernel_name="java", startup_timeout=60)
    seconds = time.monotonic() - started
    try:
        two, drawn = value(client, "1 + 1"), value(client, DRAW)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    kernel = report(f"Kernel, ready in {seconds:.1f} s", "" if two == "2" else f"1 + 1 gave {two}", SETUP)
    fonts = report("Fonts", "" if drawn == "true" else f"drawing text gave {drawn}", FONTS)
    return kernel and fonts


try:
    healthy = check()
except NoSuchKernel:
    healthy = report("Kernel", "not installed", SETUP)
except (RuntimeError, TimeoutError, queue.Empty) as failure:
    healthy = report("Kernel", str(failure) or repr(failure), SETUP)
sys.exit(not healthy)
