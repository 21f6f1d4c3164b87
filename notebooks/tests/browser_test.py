"""Runs a notebook in the real Notebook server, in headless Chromium.

Usage: browser_test.py [NOTEBOOK] [--charts N] [--timeout SECONDS]; jupyter.sh test sets things up.
Works on a copy of the notebooks. Leaves a screenshot and the server's log in target/browser/.
Written for the page of Notebook 6; Notebook 7 has another one.
"""

import argparse
import base64
import os
import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

NOTEBOOKS = Path(__file__).resolve().parent.parent
KEPT = NOTEBOOKS.parent / "target" / "browser"
COPY = KEPT / "notebooks"
BROWSERS = ["chromium", "chromium-browser", "google-chrome"]
CHROMIUM_ARGUMENTS = [
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1100,900",
]

# What the page shows, as one object. Pictures and tables count only if they are visible outputs.
LOOK = """
const all = (css) => Array.from(document.querySelectorAll(css));
const shown = (element) => element.getClientRects().length > 0;
const code = all('.code_cell').filter((e) => e.querySelector('.CodeMirror').CodeMirror.getValue().trim());
return {
  cells: code.length,
  numbered: code.filter((e) => /\\d/.test(e.querySelector('.input_prompt').innerText)).length,
  waiting: code.filter((e) => e.querySelector('.input_prompt').innerText.includes('*')).length,
  errors: all('.output_error').map((e) => e.innerText),
  stderr: all('.output_stderr').map((e) => e.innerText),
  charts: all('.output_area img').filter((e) => shown(e) && e.naturalWidth > 200).length,
  tables: all('.output_area table').filter((e) => shown(e) && e.rows.length > 1).length,
};
"""


class Checks:
    """Counts and prints the outcome of named checks."""

    def __init__(self):
        self.passed = self.failed = 0

    def that(self, name: str, holds: bool, otherwise: object = "") -> None:
        if holds:
            self.passed += 1
            print(f"ok {name}", flush=True)
        else:
            self.failed += 1
            print(f"FAILED {name}: {otherwise}", flush=True)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("notebook", nargs="?", default="01-four-rooms.ipynb")
    parser.add_argument("--charts", type=int, default=3, help="least number of charts (3)")
    parser.add_argument("--timeout", type=int, default=300, help="seconds for all cells (300)")
    return parser.parse_args()


@contextmanager
def server():
    """The server as a user would start it; yields its port and token."""
    shutil.rmtree(COPY, ignore_errors=True)
    shutil.copytree(NOTEBOOKS, COPY, ignore=shutil.ignore_patterns(".ipynb_checkpoints", "tests", "tools"))
    with open(KEPT / "server.log", "w+", encoding="utf-8") as log:
        process = subprocess.Popen(
            [str(NOTEBOOKS / "jupyter.sh"), "open", "--no-browser", str(COPY)],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
        try:
            yield address(process, KEPT / "server.log")
        finally:
            process.terminate()
            process.wait(timeout=30)


def address(process: subprocess.Popen, log: Path) -> tuple:
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        text = log.read_text(encoding="utf-8")
        found = re.search(r"http://127\.0\.0\.1:(\d+)/\S*\?token=(\w+)", text)
        if found:
            return int(found.group(1)), found.group(2)
        if process.poll() is not None:
            sys.exit(f"the server ended with status {process.returncode}:\n{text}")
        time.sleep(0.2)
    sys.exit(f"the server printed no address within 120 s, see {log}")


@contextmanager
def chromium():
    options = webdriver.ChromeOptions()
    options.binary_location = next(filter(None, map(shutil.which, BROWSERS)), "")
    profile = KEPT / "profile"
    shutil.rmtree(profile, ignore_errors=True)
    for argument in [*CHROMIUM_ARGUMENTS, f"--user-data-dir={profile}"]:
        options.add_argument(argument)
    if os.geteuid() == 0:
        options.add_argument("--no-sandbox")  # Chromium refuses to sandbox root's processes
    home = {"XDG_CONFIG_HOME": str(profile), "XDG_CACHE_HOME": str(profile)}
    service = Service(shutil.which("chromedriver"), env={**os.environ, **home})
    driver = webdriver.Chrome(service=service, options=options)
    try:
        yield driver
    finally:
        driver.quit()


def status_without_token(port: int) -> int:
    try:
        return urllib.request.urlopen(f"http://127.0.0.1:{port}/api/kernels", timeout=10).status
    except urllib.error.HTTPError as refusal:
        return refusal.code


def listening_addresses(port: int) -> list:
    """The addresses, as Linux's tables print them, on which someone listens at the port."""
    found = []
    tables = filter(Path.exists, map(Path, ["/proc/net/tcp", "/proc/net/tcp6"]))
    for table in tables:
        for line in table.read_text().splitlines()[1:]:
            _, local, _, state = line.split()[:4]
            host, local_port = local.split(":")
            if state == "0A" and int(local_port, 16) == port:
                found.append(host)
    return found


def run_all_cells(driver, timeout: int) -> None:
    """Clears all outputs, so that only new ones count, and runs all cells through the menu."""
    driver.execute_script("Jupyter.notebook.clear_all_output()")
    driver.find_element(By.ID, "celllink").click()
    driver.find_element(By.ID, "run_all_cells").click()
    WebDriverWait(driver, timeout, poll_frequency=0.5).until(
        lambda d: d.execute_script("return !Jupyter.notebook.kernel_busy")
        and d.execute_script(LOOK)["waiting"] == 0
    )
    time.sleep(1)  # the last pictures are decoded after the kernel is idle


def screenshot(driver, path: Path) -> None:
    """The whole notebook: the page scrolls inside of an element, so the window must grow."""
    height = driver.execute_script("return (document.querySelector('#notebook') || document.body).scrollHeight + 150")
    size = {"width": 1100, "height": min(height, 16000), "deviceScaleFactor": 1, "mobile": False}
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)
    time.sleep(0.5)
    picture = driver.execute_cdp_cmd("Page.captureScreenshot", {"format": "png"})
    path.write_bytes(base64.b64decode(picture["data"]))


def check_notebook(checks: Checks, driver, options: argparse.Namespace) -> None:
    """Expects the notebook's page to be loading."""
    WebDriverWait(driver, 90).until(
        lambda d: d.execute_script(
            "return !!(window.Jupyter && Jupyter.notebook && Jupyter.notebook.kernel"
            " && Jupyter.notebook.kernel.is_connected() && Jupyter.notebook.kernel.info_reply.language_info)"
        ),
        "no kernel connected within 90 s",
    )
    language = driver.execute_script("return Jupyter.notebook.kernel.info_reply.language_info.name")
    kernel = driver.execute_script("return Jupyter.notebook.kernel.name")
    checks.that("kernel is the Java one", kernel == "java" and language.lower() == "java", f"{kernel}, {language}")
    try:
        run_all_cells(driver, options.timeout)
    except TimeoutException:
        checks.that("all cells end", False, f"not within {options.timeout} s")
    look = driver.execute_script(LOOK)
    ran = f"{look['numbered']} of {look['cells']} cells ran"
    checks.that("all cells ran", 0 < look["cells"] == look["numbered"], ran)
    checks.that("no error output", not look["errors"], "\n".join(look["errors"]))
    checks.that("no stderr output", not look["stderr"], "\n".join(look["stderr"]))
    checks.that(f"{options.charts} charts visible", look["charts"] >= options.charts, look["charts"])
    checks.that("a table visible", look["tables"] >= 1, look["tables"])


def main() -> None:
    options = arguments()
    name = Path(options.notebook).resolve()
    name = str(name.relative_to(NOTEBOOKS)) if name.is_relative_to(NOTEBOOKS) else options.notebook
    if not (NOTEBOOKS / name).is_file():
        sys.exit(f"no notebook {name} in {NOTEBOOKS}")
    KEPT.mkdir(parents=True, exist_ok=True)
    picture = KEPT / f"{Path(name).stem}.png"
    checks = Checks()
    with server() as (port, token), chromium() as driver:
        checks.that("server asks for its token", status_without_token(port) == 403)
        if os.path.exists("/proc/net/tcp"):
            hosts = listening_addresses(port)
            checks.that("server listens on 127.0.0.1 only", hosts == ["0100007F"], hosts)
        driver.get(f"http://127.0.0.1:{port}/notebooks/{name}?token={token}")
        try:
            check_notebook(checks, driver, options)
        except TimeoutException as late:
            checks.that("notebook opens", False, late.msg)
        screenshot(driver, picture)
    print(f"screenshot: {picture.relative_to(NOTEBOOKS.parent)}")
    print(f"{checks.passed} passed, {checks.failed} failed")
    sys.exit(checks.failed > 0)


main()
