"""Notebooks in JupyterLab 4 and in Notebook 7: the server of `jupyter.sh open` and a browser."""

import os
import re
import subprocess
import tempfile
import threading
import time
import unittest
from pathlib import Path

import nbformat
import psutil
from browsers import LEGIBLE, PATIENCE, SCREENSHOTS, launch
from playwright.sync_api import expect, sync_playwright

from hyperlead import kernelspec
from hyperlead.places import NOTEBOOKS

COMPLAINT = re.compile(r"^(SEVERE|WARNING|Exception|Error|Caused by|java|\tat )")  # Java's

# A table, a chart and a run are last values: the kernel shows them by the library's extension.
SETUP = """import hyperlead.*;
import hyperlead.environments.ThreeStates;
import hyperlead.estimators.*;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.notebook.*; import hyperlead.notebook.pictures.*;
var problem = ThreeStates.problem();
var exact = ExactHypergradient.of(problem);
var training = LeaderTraining.of(problem, new SoftPolicyIteration(), new Exact<>());"""
TABLE = "exact.at(problem.initialParameters(new java.util.SplittableRandom(1)))"
CHART = """var axes = Axes.of("x", "y").withTitle("A line");
Plots.xy(axes).withLine("y", new double[] {0, 1}, new double[] {0, 1}).image()"""
TRAINING = 'var run = training.withUpdates(%d).withListener(Progress.named("training")::report).run(1);'
LAST_RUN = "LeaderTraining.lastRuns().get(0)"
FRAMES = """Frames.over("slope", new double[] {1, 2, 3}, slope ->
    Plots.xy(axes).withLine("y", new double[] {0, 1}, new double[] {0, slope}))"""
SOURCES = [SETUP, TABLE, CHART, TRAINING % 100, LAST_RUN, FRAMES]


def setUpModule() -> None:
    """Starts the server in a folder of its own, with settings of its own."""
    global FOLDER, ADDRESS, TOKEN
    folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
    unittest.addModuleCleanup(folder.cleanup)
    FOLDER = Path(folder.name).resolve()
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    settings = {f"JUPYTERLAB_{name}_DIR": f"{FOLDER}/.{name}" for name in ("SETTINGS", "WORKSPACES")}
    server = subprocess.Popen(
        [NOTEBOOKS / "jupyter.sh", "open", "--no-browser", "-y", FOLDER],  # -y: Ctrl-C ends it
        cwd=FOLDER,
        env=os.environ | settings,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    log, found = [], None
    reader = threading.Thread(target=log.extend, args=[server.stdout], daemon=True)
    unittest.addModuleCleanup(stop, server, reader, log)
    for line in server.stdout:
        log.append(line)
        found = re.search(r"(http://127\.0\.0\.1:\d+)/\S*\?(token=\w+)", line)
        if found:
            break
    reader.start()
    if not found:
        raise AssertionError("the server ended:\n" + "".join(log))
    ADDRESS, TOKEN = found.groups()


def stop(server: subprocess.Popen, reader: threading.Thread, log: list) -> None:
    """Ends the server as a user does; its kernels must end with it, and nobody have complained."""
    server.terminate()
    _, alive = psutil.wait_procs(started_here(), timeout=60)
    for process in alive:
        process.kill()
    server.wait()
    reader.join()
    (SCREENSHOTS / "server.log").write_text("".join(log), encoding="utf-8")
    if alive:
        raise AssertionError(f"still running after the server was told to end: {alive}")
    complaints = [line for line in log if COMPLAINT.search(line)]
    if complaints:
        raise AssertionError("the server or a kernel complained:\n" + "".join(complaints))


def started_here() -> list:
    """The server and the kernels: whoever works in the folder of the tests."""
    known = psutil.process_iter(["cwd"])
    return [each for each in known if Path(each.info["cwd"] or "/").is_relative_to(FOLDER)]


def small_notebook() -> nbformat.NotebookNode:
    spec = {"name": kernelspec.NAME, "display_name": kernelspec.DISPLAY_NAME, "language": "java"}
    cells = [nbformat.v4.new_code_cell(source) for source in SOURCES]
    return nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": spec})


class Lab(unittest.TestCase):
    """JupyterLab; its other face, Notebook 7, differs only in how a notebook is opened."""

    @classmethod
    def setUpClass(cls):
        expect.set_options(timeout=PATIENCE)
        playwright = sync_playwright().start()
        cls.addClassCleanup(playwright.stop)
        cls.chromium = launch(playwright)
        cls.addClassCleanup(cls.chromium.close)

    def visit(self, name: str) -> None:
        self.page.goto(f"{ADDRESS}/lab/tree/{name}?reset&{TOKEN}")

    def open(self, notebook: nbformat.NotebookNode) -> None:
        name = f"{self.id().partition('.')[2]}.ipynb"
        nbformat.write(notebook, FOLDER / name)
        context = self.chromium.new_context(viewport={"width": 1200, "height": 1600})
        context.set_default_timeout(PATIENCE)
        self.addCleanup(context.close)
        self.addCleanup(lambda: self.assertEqual([], self.complaints))
        self.addCleanup(self.shot, "end")
        self.complaints, self.connected = [], False
        context.on("console", self.note)
        context.on("page", self.listen)
        self.page = context.new_page()
        self.visit(name)
        until = time.monotonic() + PATIENCE / 1000
        while not self.connected:
            self.assertLess(time.monotonic(), until, "no kernel answered")
            self.page.wait_for_timeout(50)

    def note(self, message) -> None:
        """Not what Jupyter's own scripts say of themselves; the library has none."""
        place = message.location["url"]
        if message.type == "error" and not re.search("/static/|/lab/extensions/", place):
            self.complaints.append(f"{place}: {message.text}")

    def shot(self, name: str) -> None:
        self.page.screenshot(path=SCREENSHOTS / f"{self.id().partition('.')[2]}-{name}.png")

    def listen(self, page) -> None:
        """What runs before the kernel has answered its first question is lost."""

        def hear(data) -> None:
            text = data if isinstance(data, str) else data.decode("latin-1")
            self.connected |= "kernel_info_reply" in text

        page.on("websocket", lambda socket: socket.on("framereceived", hear))

    def menu(self, *labels: str) -> None:
        css = ".lm-MenuBar-itemLabel, .lm-Menu-itemLabel"
        for label in labels:
            self.page.locator(css, has_text=re.compile(f"^{label}…?$")).click()

    def cell(self, index: int):
        return self.page.locator(".jp-Notebook .jp-CodeCell").nth(index)

    def editor(self, index: int):
        return self.cell(index).locator(".cm-content")

    def outputs(self, index: int):
        return self.cell(index).locator(".jp-OutputArea-output")

    def write(self, index: int, text: str) -> None:
        """In one stroke, because the editor completes brackets that are typed."""
        self.editor(index).click()
        self.page.keyboard.press("Control+a")
        self.page.keyboard.insert_text(text)

    def run_cell(self, index: int) -> None:
        self.editor(index).click()
        self.page.keyboard.press("Control+Enter")

    def expect_count(self, index: int, count: object) -> None:
        expect(self.cell(index).locator(".jp-InputPrompt")).to_have_text(f"[{count}]:")

    def expect_results(self) -> None:
        """Those of the small notebook, run from its first cell to its last."""
        for index in range(len(SOURCES)):
            self.expect_count(index, index + 1)
        expect(self.outputs(1).locator("caption")).to_have_text("Hypergradient of 3 parameters")
        chart = self.outputs(2).locator("img")
        self.assertGreater(chart.evaluate("async (e) => { await e.decode(); return e.naturalWidth; }"), 0)
        expect(self.outputs(3)).to_have_count(1)
        line = re.compile(r"^\s*training: 100 of 100, mean objective \d\.\d+\s*$")
        expect(self.outputs(3)).to_have_text(line)
        expect(self.outputs(4).locator("table")).to_be_visible()
        expect(self.page.locator(".jp-OutputArea-output[data-mime-type*='stderr']")).to_have_count(0)

    def test_all_cells_run_and_can_be_read_in_the_dark_and_again_after_a_restart(self):
        self.open(small_notebook())
        self.menu("Run", "Run All Cells")
        self.expect_results()
        self.shot("light")
        self.menu("Settings", "Theme", "JupyterLab Dark")
        expect(self.page.locator("body")).to_have_attribute("data-jp-theme-light", "false")
        texts = [f".jp-OutputArea {css}" for css in ("td", "caption", "pre")]
        expect(self.page.locator("#jupyterlab-splash")).to_have_count(0)
        look = self.page.evaluate(LEGIBLE, {"texts": texts, "pictures": ".jp-OutputArea img"})
        self.shot("dark")
        self.assertLess(look["paper"], 0.5)
        for css, found in look["found"].items():
            self.assertGreater(found["seen"], 0, css)
            self.assertGreaterEqual(found["least"], 4.5, css)
        self.menu("Settings", "Theme", "JupyterLab Light")
        self.menu("Kernel", "Restart Kernel and Clear Outputs of All Cells")
        self.page.get_by_role("button", name="Confirm").click()
        expect(self.page.locator(".jp-OutputArea-output")).to_have_count(0)
        self.menu("Run", "Run All Cells")
        self.expect_results()

    def test_an_interrupted_training_is_there_in_the_next_cell(self):
        self.open(small_notebook())
        self.write(3, TRAINING % 1_000_000_000)
        self.run_cell(0)
        self.run_cell(3)
        expect(self.outputs(3)).to_contain_text("of 1000000000, mean objective")
        self.page.locator("[data-jp-item-name=interrupt]").click()
        expect(self.cell(3)).to_contain_text("Evaluation interrupted")
        self.run_cell(4)
        self.expect_count(4, 3)
        expect(self.outputs(4).locator("table")).to_contain_text("(interrupted)")

    def test_a_slider_changes_its_picture(self):
        """By the mouse: JupyterLab takes the keys for its own."""
        self.open(small_notebook())
        self.menu("Run", "Run All Cells")
        self.expect_results()
        figure = self.outputs(5).locator("figure")
        expect(figure.locator("output")).to_have_text("2")
        before = figure.locator("img").get_attribute("src")
        figure.locator("input").fill("2")
        expect(figure.locator("output")).to_have_text("3")
        self.assertNotEqual(before, figure.locator("img").get_attribute("src"))

    def test_tab_completes_a_name_of_the_library(self):
        self.open(small_notebook())
        self.run_cell(0)
        self.expect_count(0, 1)
        self.write(1, "ThreeStates.pro")
        self.page.keyboard.press("Tab")
        self.page.locator(".jp-Completer-item").get_by_text("problem(").click()
        expect(self.editor(1)).to_have_text(re.compile(r"ThreeStates\.problem"))

    def test_a_locked_cell_of_an_assignment_stays_as_it_is(self):
        notebook = nbformat.read(NOTEBOOKS / "handout/01-soft-bellman.ipynb", as_version=4)
        self.open(notebook)
        code = [cell for cell in notebook.cells if cell.cell_type == "code"]
        for index, locked in ((1, True), (2, False)):
            self.assertEqual(locked, code[index].metadata.get("editable") is False)
            before = self.editor(index).inner_text()
            self.write(index, "// mine")
            expect(self.editor(index)).to_have_text(before if locked else "// mine", use_inner_text=True)


class Notebook7(Lab):
    def visit(self, name: str) -> None:
        self.page.goto(f"{ADDRESS}/tree?{TOKEN}")
        with self.page.expect_popup() as opened:
            self.page.get_by_text(name, exact=True).dblclick()
        self.page.close()
        self.page = opened.value


if __name__ == "__main__":
    unittest.main(verbosity=2)
