"""Starts the kernel, or the one named, and shows a chart with the library; prints what came. Part of the doctor."""

import queue
import sys
import time

from jupyter_client.kernelspec import NoSuchKernel
from jupyter_client.manager import start_new_kernel

from hyperlead import kernelspec
from hyperlead.doctor import SETUP, report

FONTS = "install fonts, for example with: apt-get install fontconfig fonts-dejavu-core"
DRAW = """var image = new java.awt.image.BufferedImage(90, 30, java.awt.image.BufferedImage.TYPE_INT_RGB);
image.createGraphics().drawString("θ", 9, 20);
hyperlead.notebook.Notebook.show(image);"""


def outputs(client, code: str) -> dict:
    """What a cell shows, by type of content; an error's text under `error`."""
    found = {}

    def collect(message: dict) -> None:
        content = message["content"]
        found.update(content.get("data", {}))
        if message["msg_type"] == "error":
            found["error"] = f"{content['ename']}: {content['evalue']}"

    client.execute_interactive(code, timeout=60, output_hook=collect)
    return found


def check(name: str) -> bool:
    started = time.monotonic()
    manager, client = start_new_kernel(kernel_name=name, startup_timeout=60)
    seconds = time.monotonic() - started
    try:
        two, drawn = outputs(client, "1 + 1"), outputs(client, DRAW)
    finally:
        client.stop_channels()
        manager.shutdown_kernel(now=True)
    problem = "" if two.get("text/plain") == "2" else f"1 + 1 gave {two}"
    works = report(f"Kernel, ready in {seconds:.1f} s", problem, SETUP)
    problem = "" if "image/png" in drawn else drawn.get("error", "no picture came")
    return report("Charts and fonts", problem, FONTS) and works


if __name__ == "__main__":
    try:
        healthy = check(*sys.argv[1:] or [kernelspec.NAME])
    except NoSuchKernel:
        healthy = report("Kernel", "not installed", SETUP)
    except (RuntimeError, TimeoutError, queue.Empty) as failure:
        healthy = report("Kernel", str(failure) or repr(failure), SETUP)
    sys.exit(not healthy)
