"""Tests the Java kernel through the Jupyter protocol, on every JDK in KERNEL_JAVA_HOMES.

KERNEL_JAVA_HOMES: JDK directories, separated by colons; by default that of the java on the path.
KERNEL_STARTS: how often the start is tried, by default 100.
"""

import base64
import os
import shutil
import statistics
import subprocess
import sys
import time
import unittest
import warnings

from kernel_client import SCRATCH, Kernel
from jupyter_client.session import Session

STARTS = int(os.environ.get("KERNEL_STARTS", "100"))
TRAINING = """
import hyperlead.*;
import hyperlead.environments.FourRooms;
import hyperlead.estimators.ExactHypergradient;
import hyperlead.followers.SoftPolicyIteration;
"""
LONG_TRAINING = """
var problem = FourRooms.problem(0.001);
var training = LeaderTraining
    .of(problem, new SoftPolicyIteration(problem), ExactHypergradient.of(problem))
    .withUpdates(100_000_000)
    .withListener((seed, update, updates, objective) -> {
      if (update == 10) System.out.println("training");
    });
Run run = training.run(1);
run.interrupted()
"""


class StartTest:
    def test_every_start_is_answered(self):
        times = []
        for _ in range(STARTS):
            begin = time.monotonic()
            kernel = Kernel(self.java)
            try:
                self.assertTrue(kernel.is_ready_within(15), f"no answer after {len(times)} starts")
                times.append(time.monotonic() - begin)
            finally:
                kernel.__exit__()
        median = statistics.median(times)
        print(f"{len(times)} of {STARTS} starts, ready in {median:.2f} s (median), "
              f"{max(times):.2f} s (longest)", flush=True)
        self.assertLess(median, 2.0)

    def test_the_first_cell_waits_for_what_it_needs(self):
        with Kernel(self.java) as kernel:
            self.assertEqual(kernel.run("List.of(1, 2).stream().mapToInt(x -> x).sum()").text, "3")

    def test_it_says_nothing_on_its_own_error_stream(self):
        with Kernel(self.java) as kernel:
            kernel.run('import hyperlead.notebook.Notebook; Notebook.show("x");')
            kernel.run("import org.knowm.xchart.*; Notebook.show(new XYChartBuilder().build());")
            kernel.run('System.err.println("for the notebook"); throw new Exception("x");')
            kernel.manager.shutdown_kernel()
            self.assertEqual(kernel.stderr_text(), "")


class LifeTest:
    def test_shutdown_is_answered_and_ends_the_process_while_a_cell_runs(self):
        with Kernel(self.java) as kernel:
            process = kernel.manager.provisioner.process
            kernel.start_printing('System.out.println("go"); while (true) {}')
            request = kernel.client.shutdown()
            reply = kernel.client.get_control_msg(timeout=5)
            self.assertEqual(reply["parent_header"]["msg_id"], request)
            self.assertIs(reply["content"]["restart"], False)
            self.assertEqual(process.wait(timeout=5), 0)

    def test_a_restart_forgets_the_state_and_works(self):
        with Kernel(self.java) as kernel:
            kernel.run("int kept = 7;")
            kernel.manager.restart_kernel()
            kernel.client.wait_for_ready(timeout=60)
            outcome = kernel.run("kept")
            self.assertEqual(outcome.status, "error")
            self.assertIn("cannot find symbol: variable kept", outcome.traceback[0])
            self.assertEqual(kernel.run("6 * 7").text, "42")

    def test_it_ends_with_its_parent(self):
        # The kernel of a short-lived Python process, which leaves without asking for a shutdown.
        code = (f"import sys, os; sys.path.insert(0, {os.path.dirname(__file__)!r})\n"
                "from kernel_client import Kernel\n"
                f"kernel = Kernel({self.java!r})\n"
                "print(kernel.pid if kernel.is_ready_within(15) else 'not ready', flush=True)\n"
                "sys.stdin.readline(); os._exit(0)")
        pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
        with subprocess.Popen([sys.executable, "-c", code], **pipes) as parent:
            pid = int(parent.stdout.readline())
            self.assertTrue(is_alive(pid))
            parent.stdin.close()  # its leave to go
            parent.wait(timeout=20)
        deadline = time.monotonic() + 20
        while is_alive(pid) and time.monotonic() < deadline:
            time.sleep(0.2)
        self.assertFalse(is_alive(pid))

    def test_ports_are_on_loopback_only(self):
        with Kernel(self.java) as kernel:
            loopback = {"0100007F", "0000000000000000FFFF00000100007F"}
            addresses = kernel.listening_addresses()
            self.assertEqual(len(addresses), 5)
            self.assertEqual(set(addresses) - loopback, set())

    def test_a_message_with_a_wrong_signature_is_dropped(self):
        with Kernel(self.java) as kernel:
            kernel.run("int counter = 0;")
            genuine = kernel.client.session
            forger = Session(key=b"not the key", signature_scheme=genuine.signature_scheme)
            content = {"code": "counter++;", "silent": False, "store_history": True,
                       "user_expressions": {}, "allow_stdin": False, "stop_on_error": True}
            for channel in (kernel.client.shell_channel, kernel.client.control_channel):
                forger.send(channel.socket, "execute_request", content)
            unsigned = genuine.msg("execute_request", content)
            frames = genuine.serialize(unsigned)
            frames[1] = b""
            kernel.client.shell_channel.socket.send_multipart(frames)
            time.sleep(0.5)
            self.assertEqual(kernel.run("counter").text, "0")
            genuine.send(kernel.client.shell_channel.socket, "execute_request", content)
            self.assertEqual(kernel.run("counter").text, "1")


class OutputTest:
    def test_lines_of_several_threads_stay_whole_and_in_order(self):
        outcome = self.kernel.run("""
            var threads = IntStream.range(0, 4).mapToObj(t -> new Thread(() -> {
              for (int i = 0; i < 500; i++) System.out.println("thread " + t + " line " + i);
            })).toList();
            System.out.println("first");
            threads.forEach(Thread::start);
            for (Thread t : threads) t.join();
            System.out.println("last");""")
        lines = outcome.stream("stdout").splitlines()
        self.assertEqual((lines[0], lines[-1], len(lines)), ("first", "last", 2002))
        for t in range(4):
            mine = [line for line in lines if line.startswith(f"thread {t} ")]
            self.assertEqual(mine, [f"thread {t} line {i}" for i in range(500)])

    def test_streams_and_displays_keep_their_order(self):
        outcome = self.kernel.run("""
            {
              System.out.print("a"); System.err.print("b"); System.out.print("c");
              display("d"); System.out.print("e");
            }
            "f\"""")
        said = [content.get("text") or content["data"]["text/plain"]
                for kind, content in outcome.messages
                if kind in ("stream", "display_data", "execute_result")]
        self.assertEqual(said, ["a", "b", "c", "d", "e", "f"])

    def test_much_output_is_complete_when_the_cell_ends(self):
        outcome = self.kernel.run('for (int i = 0; i < 20_000; i++) System.out.println(i);')
        self.assertEqual(outcome.stream("stdout").split(), [str(i) for i in range(20_000)])

    def test_an_exception_of_a_thread_is_reported(self):
        outcome = self.kernel.run("""
            Thread t = new Thread(() -> { throw new IllegalStateException("in a thread"); });
            t.start(); t.join();""")
        self.assertIn("IllegalStateException: in a thread", outcome.stream("stderr"))

    def test_text_of_all_planes(self):
        self.assertEqual(self.kernel.run('System.out.print("θ € 𝛻");').stream("stdout"), "θ € 𝛻")

    def test_a_result_that_cannot_be_shown_is_an_error_of_the_cell(self):
        outcome = self.kernel.run("""
            new Object() { public String toString() { throw new RuntimeException("shy"); } }""")
        self.assertEqual(outcome.traceback[0], "RuntimeException: shy")
        self.assertEqual(self.kernel.run("1 + 1").text, "2")


class ShowTest:
    IMPORTS = "import hyperlead.notebook.*; import tech.tablesaw.api.*; import org.knowm.xchart.*;"

    def setUp(self):
        self.assertEqual(self.kernel.run(self.IMPORTS).status, "ok")

    def shown(self, code):
        display, = self.kernel.run(code).contents("display_data")
        return display["data"]

    def test_a_table_is_html_and_text(self):
        table = 'Table.create("t", IntColumn.create("n", IntStream.range(0, 50).toArray()))'
        shown = self.shown(f"Notebook.show({table});")
        self.assertEqual(set(shown), {"text/html", "text/plain"})
        self.assertIn("t: 50 rows, the first and last 10 shown", shown["text/html"])
        self.assertEqual(self.kernel.run(table).result, shown)

    def test_charts_and_images_are_png(self):
        code = "new XYChartBuilder().width(80).height(40).build()"
        for each in (code, f"BitmapEncoder.getBufferedImage({code})"):
            shown = self.shown(f"Notebook.show({each});")
            self.assertEqual(set(shown), {"image/png", "text/plain"})
            self.assertEqual(shown["text/plain"], "image 80×40")
            self.assertEqual(base64.b64decode(shown["image/png"])[:4], b"\x89PNG")
            self.assertEqual(self.kernel.run(each).result, shown)

    def test_values_have_no_hash_codes(self):
        self.assertEqual(self.shown("Notebook.show(new double[] {1, 2});")["text/plain"], "[1.0, 2.0]")
        self.assertEqual(self.kernel.run("new Object()").text, "Object")
        self.assertEqual(self.kernel.run("Runnable r = () -> {}; r").text, "lambda")

    def test_the_id_of_a_display_is_not_a_result(self):
        self.assertIsNone(self.kernel.run('display("x")').result)

    def test_progress_is_one_display_whose_last_text_is_stored(self):
        outcome = self.kernel.run("""
            try (var progress = Progress.named("work")) {
              for (int i = 1; i <= 70; i++) { Thread.sleep(10); progress.report(i, 70, "value " + i); }
            }""")
        displays = outcome.contents("display_data") + outcome.contents("update_display_data")
        self.assertEqual(len({d["transient"]["display_id"] for d in displays}), 1)
        self.assertGreaterEqual(len(displays), 3)
        self.assertLessEqual(len(displays), 6)
        self.assertIn("left", displays[0]["data"]["text/plain"])
        self.assertEqual(displays[-1]["data"]["text/plain"], "work: 70 of 70, value 70")


class LanguageTest:
    def test_kernel_info(self):
        request = self.kernel.client.kernel_info()
        self.assertEqual(self.kernel.reply(request)["language_info"]["file_extension"], ".jshell")

    def test_completion_on_library_types(self):
        self.assertIn("problem(", self.completions("hyperlead.environments.FourRooms.pro"))
        self.assertIn("Notebook", self.completions("hyperlead.notebook.Noteb"))
        self.kernel.run("import hyperlead.notebook.*;")
        self.assertEqual(self.completions("int x = 1;\nNotebook.sh"), ["show("])
        self.assertEqual(self.completions("no.such.thi"), [])

    def completions(self, code):
        reply = self.kernel.reply(self.kernel.client.complete(code))
        self.assertEqual(reply["cursor_end"], len(code))
        self.assertLessEqual(reply["cursor_start"], reply["cursor_end"])
        return reply["matches"]

    def test_completion_counts_code_points(self):
        code = '"𝛻𝛻".len'
        reply = self.kernel.reply(self.kernel.client.complete(code))
        start, end = reply["cursor_start"], reply["cursor_end"]
        self.assertEqual((reply["matches"], code[start:end]), (["length()"], "len"))

    def test_inspection_on_library_types(self):
        self.assertIn("show(Object value)", self.inspection("hyperlead.notebook.Notebook.show(1)", 32))
        self.assertIn("Progress", self.inspection("hyperlead.notebook.Progress", 24))
        reply = self.kernel.reply(self.kernel.client.inspect("nothing.here", 3))
        self.assertFalse(reply["found"])

    def inspection(self, code, cursor):
        reply = self.kernel.reply(self.kernel.client.inspect(code, cursor))
        self.assertTrue(reply["found"], code)
        return reply["data"]["text/plain"]

    def test_is_complete(self):
        for code, status in [("1 + 1", "complete"), ("int f() {", "incomplete"), ("", "complete"),
                             ("int x = 1; for (;;) {", "incomplete"), ("int = ;", "invalid")]:
            reply = self.kernel.reply(self.kernel.client.is_complete(code))
            self.assertEqual(reply["status"], status, code)


class StateTest:
    def test_an_error_says_its_cause_then_the_line(self):
        outcome = self.kernel.run('int before = 3;\nint d = 0;\nint after = before / d;')
        self.assertEqual(outcome.status, "error")
        self.assertEqual(outcome.traceback[0], "ArithmeticException: / by zero")
        self.assertRegex(outcome.traceback[1], r"^cell \d+, line 3:$")
        self.assertEqual(outcome.traceback[2].strip(), "int after = before / d;")
        self.assertEqual(self.kernel.run("before").text, "3")

    def test_a_compile_error_says_its_cause_then_the_line(self):
        outcome = self.kernel.run("int good = 5;\n\n  int bad = unknown + 1;\nint never = 1;")
        self.assertEqual(outcome.traceback[0], "CompileError: cannot find symbol: variable unknown")
        self.assertRegex(outcome.traceback[1], r"^cell \d+, line 3:$")
        self.assertEqual(outcome.traceback[2:], ["      int bad = unknown + 1;", "                ^^^^^^^"])
        self.assertEqual(self.kernel.run("good").text, "5")
        self.assertEqual(self.kernel.run("never").status, "error")

    def test_cells_queued_behind_an_error_are_refused(self):
        client = self.kernel.client
        requests = [client.execute(code) for code in
                    ("int ran = 1;", 'throw new Exception("stop");', "ran = 2;", "ran = 3;")]
        statuses = [self.kernel.reply(request)["status"] for request in requests]
        self.assertEqual(statuses, ["ok", "error", "error", "error"])
        self.assertEqual(self.kernel.run("ran").text, "1")

    def test_redefinition(self):
        run = self.kernel.run
        run("int f(int x) { return x + 1; }\nint g(int x) { return 10 * f(x); }")
        self.assertEqual(run("g(1)").text, "20")
        run("int f(int x) { return x + 2; }")
        self.assertEqual(run("g(1)").text, "30")
        run("record P(int a) {}\nvar p = new P(1);")
        self.assertEqual(run("p").text, "P[a=1]")
        self.assertEqual(run('record P(int a, String b) {}\nnew P(1, "x")').text, "P[a=1, b=x]")
        run("int v = 1;")
        self.assertEqual(run('String v = "text";\nv').text, "text")

    def test_a_forward_reference_says_what_is_missing(self):
        outcome = self.kernel.run("int early() { return late(); }")
        self.assertEqual(outcome.status, "ok")
        self.assertEqual(outcome.stream("stderr"), "early cannot be used yet: method late() is missing\n")
        self.assertEqual(self.kernel.run("early()").traceback[0],
                         "UnresolvedReference: early cannot be used yet: method late() is missing")
        self.assertEqual(self.kernel.run("int late() { return 8; }\nearly()").text, "8")

    def test_functions_of_ijava(self):
        self.assertEqual(self.kernel.run('eval("20 + 1")').text, "21")
        self.assertEqual(self.kernel.run('render("x", "text/html").getClass().getSimpleName()').text,
                         "DisplayData")
        outcome = self.kernel.run('String id = display("old", "text/html"); updateDisplay(id, "new");')
        shown, = outcome.contents("display_data")
        updated, = outcome.contents("update_display_data")
        self.assertEqual(shown["data"]["text/html"], "old")
        self.assertEqual(updated["data"]["text/plain"], "new")
        self.assertEqual(shown["transient"], updated["transient"])

    def test_magics_of_ijava(self):
        directory = os.path.join(SCRATCH, "classes")
        os.makedirs(directory, exist_ok=True)
        with open(os.path.join(directory, "found.txt"), "w", encoding="utf-8") as file:
            file.write("yes")
        code = f'%classpath {directory}\nThread.currentThread().getContextClassLoader()' \
               '.getResource("found.txt") != null'
        self.assertEqual(self.kernel.run(code).text, "true")
        self.assertIn("No file matches", self.kernel.run(f"%jars {directory}/*.jar").traceback[0])


class InterruptTest:
    def setUp(self):
        self.kernel.run("int earlier = 42;")
        while self.kernel.burns(0.5) > 0.1:
            pass  # JShell still indexes the class path

    def interrupt(self, code):
        """Interrupts a cell when it has printed, and measures the time to its end and what it still
        burns. The better of up to three tries counts: other work on the machine can only add time."""
        for _ in range(3):
            request = self.kernel.start_printing(code)
            time.sleep(0.3)  # for the snippet after the one that printed
            begin = time.monotonic()
            self.kernel.manager.interrupt_kernel()
            outcome = self.kernel.outcome(request)
            seconds = time.monotonic() - begin
            burns = self.kernel.burns()
            self.assertEqual(self.kernel.run("earlier").text, "42")
            if seconds < 1.0 and burns < 0.5:
                return outcome
        self.fail(f"ended after {seconds:.2f} s, then burns {burns:.2f} of a core")

    def assert_stopped(self, outcome):
        self.assertEqual(outcome.traceback[0], "KeyboardInterrupt: the cell was interrupted")

    def test_an_endless_loop_is_stopped(self):
        self.assert_stopped(self.interrupt('System.out.println("go"); while (true) {}'))

    def test_an_endless_loop_in_a_method_of_an_earlier_cell_is_stopped(self):
        self.kernel.run("void forever() { long n = 0; while (true) n++; }")
        self.assert_stopped(self.interrupt('System.out.println("go"); Runnable r = () -> forever(); r.run();'))

    def test_a_loop_that_prints_is_stopped_and_output_still_works(self):
        self.assert_stopped(self.interrupt('while (true) System.out.println("more");'))
        self.assertEqual(self.kernel.run('System.out.print("fine");').stream("stdout"), "fine")

    def test_a_sleeping_cell_is_woken(self):
        outcome = self.interrupt('System.out.println("go"); Thread.sleep(100_000);')
        self.assertIn("InterruptedException", outcome.traceback[0])

    def test_a_loop_after_eval_is_stopped(self):
        self.assert_stopped(self.interrupt('eval("1"); System.out.println("go"); while (true) {}'))

    def test_a_polling_loop_keeps_what_it_has(self):
        outcome = self.interrupt("""
            System.out.println("go");
            while (!Thread.interrupted()) { Thread.onSpinWait(); }
            "partial result\"""")
        self.assertEqual((outcome.status, outcome.text), ("ok", "partial result"))

    def test_a_training_run_keeps_what_it_has(self):
        self.kernel.run(TRAINING)
        outcome = self.interrupt(LONG_TRAINING)
        self.assertEqual((outcome.status, outcome.text), ("ok", "true"))
        self.assertGreaterEqual(int(self.kernel.run("run.log().rowCount()").text), 2)

    def test_an_interrupt_between_cells_does_nothing(self):
        self.kernel.manager.interrupt_kernel()
        time.sleep(0.3)  # it travels on a channel of its own
        self.assertEqual(self.kernel.run("1 + 1").text, "2")


def is_alive(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return file.read().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def shared(tests):
    """One kernel for all tests of a class: they also show that a kernel survives much."""

    class Shared(tests):
        @classmethod
        def setUpClass(cls):
            cls.kernel = Kernel(cls.java).__enter__()

        @classmethod
        def tearDownClass(cls):
            cls.kernel.__exit__()

    return Shared


def suite():
    homes = os.environ.get("KERNEL_JAVA_HOMES", "")
    javas = [os.path.join(home, "bin", "java") for home in homes.split(":") if home] \
        or [shutil.which("java")]
    loader = unittest.TestLoader()
    everything = unittest.TestSuite()
    for java in javas:
        for tests in (StartTest, LifeTest, *map(shared, (OutputTest, ShowTest, LanguageTest,
                                                         StateTest, InterruptTest))):
            name = f"{tests.__mro__[-2].__name__} on {os.path.dirname(os.path.dirname(java))}"
            case = type(name, (tests, unittest.TestCase), {"java": java})
            everything.addTests(loader.loadTestsFromTestCase(case))
    return everything


class Counting(unittest.TextTestResult):
    """Counts what passed: tests whose class could not be set up are not among those run."""

    passed = 0

    def addSuccess(self, test):
        super().addSuccess(test)
        self.passed += 1


def main():
    warnings.simplefilter("ignore", ResourceWarning)
    result = unittest.TextTestRunner(verbosity=2, resultclass=Counting).run(suite())
    failed = len(result.failures) + len(result.errors)
    print(f"{result.passed} passed, {failed} failed", flush=True)
    shutil.rmtree(SCRATCH, ignore_errors=True)
    return 1 if failed or result.passed == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
