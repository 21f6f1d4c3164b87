"""Tests handing out and grading with the real nbgrader and kernel, with submissions of every sort."""

import contextlib
import copy
import csv
import html
import io
import json
import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest
import urllib.error
import urllib.request
from pathlib import Path
from unittest import mock

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from hyperlead import assignments, course
from hyperlead.places import NOTEBOOKS
from hyperlead.trouble import Trouble

sys.path.insert(0, str(NOTEBOOKS / "classroom"))
import isolation  # noqa: E402
import names  # noqa: E402

ISOLATED = isolation.is_possible() or "CI" in os.environ  # on which it must work

BODY = """int twice(int x) {
    // by hand, without multiplyExact, shifted
    int y = 0;
    // BEGIN SOLUTION
    y = 2 * x;
    // END SOLUTION
    return y;
}"""
TEST = """Check.number("2 · 1", twice(ONE), "(1)").withHint("x, not 2x", 1).isNear(2, 0);
// BEGIN HIDDEN TESTS
Check.number("2 · 21", twice(21), "(1)").isNear(42, 0);
// END HIDDEN TESTS"""
OTHER = 'Check.number("one", ONE, "(2)").isNear(1, 0);'
IMPORT = "import hyperlead.notebook.assignments.Check; int ONE = 1;"
MARK = "86420.97531"  # seconds that a submission's program would sleep, for recognising it


def cell(name, source, grade=False, locked=False, solution=False, **points):
    marks = {"schema_version": 3, "grade_id": name, "grade": grade, "locked": locked,
             "solution": solution, "task": False, "cell_type": "code", **points}  # fmt: skip
    made = new_code_cell(source, metadata={"nbgrader": marks})
    made["id"] = name
    return made


def written(name, text, points):
    marks = {"schema_version": 3, "grade_id": name, "grade": True, "locked": False,
             "solution": True, "task": False, "cell_type": "markdown", "points": points}  # fmt: skip
    made = new_markdown_cell(text, metadata={"nbgrader": marks})
    made["id"] = name
    return made


def small():
    """Read-only, solution, test, a test that needs no solution, and a question in words."""
    notebook = new_notebook(cells=[
        new_markdown_cell(r"Equation (1): $y_1 = 2 \cdot x$.", id="title"),
        cell("given", IMPORT, locked=True),
        cell("twice", BODY, solution=True),
        cell("twice-test", TEST, grade=True, locked=True, points=3),
        cell("one-test", OTHER, grade=True, locked=True, points=1),
        written("why", "Because two is one and one.", points=2),
    ])  # fmt: skip
    notebook.metadata["kernelspec"] = {"name": "java", "display_name": "Java", "language": "java"}
    return notebook


def answer(line):
    return BODY.replace("y = 2 * x;", line).replace("// BEGIN SOLUTION", "").replace("// END SOLUTION", "")


def by_id(notebook, name):
    return next(each for each in notebook.cells if each.get("id") == name)


def changed(text=answer("y = x + x;"), **sources):
    """The student version with the task solved, and with other cells written."""
    notebook = assignments.student_version(small())
    for name, source in {"twice": text, **sources}.items():
        by_id(notebook, name).source = source
    return notebook


def with_cell(source, behind="given"):
    """A right answer, and a cell of the student's own."""
    notebook = changed()
    notebook.cells.insert(notebook.cells.index(by_id(notebook, behind)) + 1, new_code_cell(source))
    return notebook


def copied():
    """A draft before the answer, and a blank copy behind it that an editor gave another id."""
    notebook = changed()
    draft, blank = copy.deepcopy(by_id(notebook, "twice")), by_id(assignments.student_version(small()), "twice")
    draft.source, draft["id"], blank["id"] = "int twice(int x) { return 0; }", "draft", "blank"
    place = notebook.cells.index(by_id(notebook, "twice"))
    notebook.cells[place : place + 1] = [draft, notebook.cells[place], blank]
    return notebook


def stripped():
    """What an editor leaves that drops metadata."""
    notebook = changed()
    for each in notebook.cells:
        each.metadata = {}
    return notebook


def gutted():
    """Tests deleted and emptied, points raised, the order turned around."""
    notebook = changed(**{"given": "int ONE = 2;", "one-test": "", "why": ""})
    by_id(notebook, "one-test").metadata["nbgrader"].update(points=100, locked=False, schema_version=99)
    notebook.cells = [each for each in reversed(notebook.cells) if each.id != "twice-test"]
    return notebook


def quick_kernel(folder):
    """The project's kernel with the first compiler only: these cells run once, and never for long."""
    spec = KernelSpecManager().get_kernel_spec("java")
    target = shutil.copytree(spec.resource_dir, Path(folder, "kernels", "java"))  # its settings lie beside it
    spec.argv.insert(1, "-XX:TieredStopAtLevel=1")
    (target / "kernel.json").write_text(spec.to_json(), encoding="utf-8")
    path = os.pathsep.join([str(folder), os.environ.get("JUPYTER_PATH", "")])
    return mock.patch.dict(os.environ, JUPYTER_PATH=path)


@contextlib.contextmanager
def source_of(notebook, folder, name="twice"):
    """An assignment in the place of the project's."""
    path = Path(folder, name, f"{name}.ipynb")
    path.parent.mkdir(parents=True)
    nbformat.write(notebook, path)
    with mock.patch.object(course, "ASSIGNMENTS", Path(folder)):
        yield


def graded(submissions, to, timeout):
    """The rows of the CSV."""
    with contextlib.redirect_stdout(io.StringIO()):
        course.grade(submissions, [], to, timeout)
    with to.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class HandOutTest(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory()
        self.addCleanup(scratch.cleanup)
        self.scratch = Path(scratch.name)

    def hand_out(self, notebook):
        folder = tempfile.mkdtemp(dir=self.scratch)
        with source_of(notebook, folder), contextlib.redirect_stdout(io.StringIO()):
            course.student(self.scratch / "out", ["twice"])
        return nbformat.read(self.scratch / "out" / "twice" / "twice.ipynb", as_version=4)

    def test_what_is_handed_out_gives_nothing_away_and_is_locked(self):
        notebook = self.hand_out(small())
        stub = "int twice(int x) {\n    // by hand, without multiplyExact, shifted\n    int y = 0;\n    // YOUR CODE HERE\n    return y;\n}"
        self.assertEqual(by_id(notebook, "twice").source, stub)
        self.assertEqual(by_id(notebook, "twice-test").source, TEST.split("\n")[0])
        self.assertEqual(by_id(notebook, "why").source, "YOUR ANSWER HERE")
        self.assertIs(by_id(notebook, "twice-test").metadata["editable"], False)
        self.assertIs(by_id(notebook, "twice").metadata["deletable"], False)
        self.assertEqual(by_id(notebook, "given").outputs, [])

    def test_work_is_never_overwritten(self):
        self.hand_out(small())
        notebook = self.scratch / "out" / "twice" / "twice.ipynb"
        notebook.write_text("work", encoding="utf-8")
        with self.assertRaisesRegex(Trouble, "somebody's work"):
            self.hand_out(small())
        self.assertEqual(notebook.read_text(encoding="utf-8"), "work")

    def test_sources_that_would_be_misunderstood_are_refused(self):
        wrong = {
            "twice the same id": lambda n: n.cells.append(copy.deepcopy(by_id(n, "given"))),
            "a test without points": lambda n: by_id(n, "one-test").metadata.nbgrader.pop("points"),
            "an open region": lambda n: by_id(n, "twice").update(source="// BEGIN SOLUTION"),
            "a nested region": lambda n: by_id(n, "twice").update(source="// BEGIN SOLUTION\n" * 2),
            "a solution in a test": lambda n: by_id(n, "one-test").update(source=BODY),
            "a hidden test in a solution": lambda n: by_id(n, "twice").update(source=BODY + "\n" + TEST),
        }
        for what, spoil in wrong.items():
            notebook = small()
            spoil(notebook)
            with self.subTest(what), self.assertRaises(Trouble):
                self.hand_out(notebook)

    def test_nothing_to_grade_is_said(self):
        (self.scratch / "submitted" / "somebody").mkdir(parents=True)
        with self.assertRaisesRegex(Trouble, "nothing was handed in"):
            course.grade(self.scratch / "submitted", [], self.scratch / "grades.csv", 30)

    def test_unknown_names_are_refused(self):
        with self.assertRaisesRegex(Trouble, "no assignment nothing; there are: 01-soft-bellman, "):
            course.student(self.scratch, ["nothing"])

    def test_submissions_in_the_folder_that_is_made_anew_are_left_alone(self):
        submitted = self.scratch / "grades.course" / "submitted"
        (submitted / "somebody").mkdir(parents=True)
        for folder in (submitted, submitted.parent):
            with self.assertRaisesRegex(Trouble, "made anew"):
                course.grade(folder, [], self.scratch / "grades.csv", 30)
        self.assertTrue((submitted / "somebody").exists())

    def test_a_folder_in_the_place_of_the_csv_is_refused_before_anything_is_graded(self):
        with self.assertRaisesRegex(Trouble, "is a folder: name a file, such as .*grades.csv"):
            course.grade(self.scratch, [], self.scratch, 30)

    def test_names_of_folders_that_nbgrader_cannot_speak(self):
        self.assertEqual(course.speakable("Jörg [2]"), "Jörg ［2］")
        self.assertEqual(course.speakable(os.fsdecode(b"M\xfcller")), "Müller")


class NamesTest(unittest.TestCase):
    def test_names_that_a_cell_takes(self):
        takes = {
            "class Check { }": "Check",
            "final class Check { }": "Check",
            "record Check(int x) { }": "Check",
            "@interface Check { }": "Check",
            r"class \u0043heck { }": "Check",
            "import foo.Check;": "Check",
            "import static foo.Bar.Check ;": "Check",
            "import java.util.Arrays;": "",
            "import java.util.*;": "",
            "var gamma = 2;": "gamma",
            "double a = 1, gamma = 2;": "a gamma",
            "double a, gamma;": "a gamma",
            "double[] gamma;": "gamma",
            "gamma *= 2;": "gamma",
            "int f() { return 3; } double gamma = 3;": "f gamma",
            "Map<String, List<Check>> m = null;": "m",
            "boolean b = x > gamma;": "b",
            "double f(double gamma) { double tau = 3; return tau; }": "f",
            "if (x == gamma) throw new Check(); else Check.that(1);": "",
            'String s = "class Check { }"; // class Check': "s",
            "/* class Check */ int z;": "z",
            "%load other": "%",
            "public final Check one = Check.of(1);": "one",
            r'/* \\u002a/ " */ class Check { } /* " */': "Check",
        }
        for code, expected in takes.items():
            with self.subTest(code):
                self.assertEqual(names.taken(code), set(expected.split()))

    def test_names_that_a_test_uses(self):
        given = cell("given", "double gamma = 0.9; double[] reward = weight(2);", locked=True)
        answer = cell("sweep", "double[] sweep(double[] r, double gamma) { return r; }", solution=True)
        test = cell("test", 'double[] low = sweep(reward, gamma); Check.that("Bad", low.length, (x, y) -> x + y);',
                    grade=True, locked=True)  # fmt: skip
        self.assertEqual(names.reserved([given, test], [answer]), {"gamma", "reward", "weight", "Check", "%"})

    def test_names_that_an_answer_borrows(self):
        task = "double f(double x) {\n    // by hand, without Matrix, solve, .kept\n}"
        own = ["double helper(double x) { return deeper(x); }", "double deeper(double x) { return a.solve(x); }"]
        borrows = {
            "return Matrix.of(x).at(0);": "Matrix",
            "return helper(x);": "solve",
            "return other(x); // Matrix": "",
            'return "solve".length();': "",
            "return resolve(x);": "",
            "return a.kept(x);": ".kept",
            "return map(A::kept);": ".kept",
            "return kept(x);": "",
        }
        for body, expected in borrows.items():
            with self.subTest(body):
                answer = f"double f(double x) {{ {body} }}"
                self.assertEqual(names.borrowed(answer, task, own), set(expected.split()))
        imported = ["import static hyperlead.algebra.Matrix.of;"]
        self.assertEqual(names.borrowed("double f() { return of(1); }", task, imported), {"Matrix"})
        self.assertEqual(names.borrowed("double f() { return 1; }", task, own), set())

    def test_long_cells_are_read_in_no_time(self):
        for text in ("/*", '"""', '"\\"', "import a.", "a<", "({", "a, ", "\n ", "%a\n"):
            with self.subTest(text):
                begin = time.process_time()
                names.taken(text * 20_000)
                self.assertLess(time.process_time() - begin, 5)



INSIDE = """
cat $readable
ls $scratch
[ "$(pwd)" = $scratch ] && echo there
[ -e $secret ] || echo hidden
(echo x > $readable) 2>/dev/null || echo kept
(echo x > /usr/bin/made) 2>/dev/null || echo kept
echo x > $scratch/made && ls $scratch
echo x > $shared/made
umount /usr/bin 2>/dev/null || mount -t tmpfs none /mnt 2>/dev/null || echo locked
kill -0 $parent 2>/dev/null || echo alone
echo $(cut -d: -f1 /proc/net/dev | tail -n +3)
"""


@unittest.skipUnless(ISOLATED, "submissions cannot be isolated here")
class IsolationTest(unittest.TestCase):
    """Without a kernel."""

    def test_what_can_be_seen_and_done_inside(self):
        with tempfile.TemporaryDirectory() as folder:
            path = {name: str(Path(folder, name)) for name in ("shared", "scratch", "secret", "readable")}
            Path(path["shared"]).mkdir()
            Path(path["scratch"]).mkdir()
            for name in ("secret", "readable"):
                Path(path[name]).write_text(f"{name}\n", encoding="utf-8")
            Path(path["scratch"], "theirs").write_text("theirs", encoding="utf-8")
            script = "".join(f"{name}={value}\n" for name, value in {**path, "parent": os.getpid()}.items())
            visible, shell = [*isolation.system(), path["readable"]], ["sh", "-c", script + INSIDE]
            command = isolation.bubblewrap(visible, path["shared"], path["scratch"], shell)
            done = subprocess.run(command, capture_output=True, text=True)
            said = "readable there hidden kept kept made locked alone lo".split()
            self.assertEqual(done.stdout.split(), said, done.stderr)
            self.assertEqual(os.listdir(path["shared"]), ["made"])
            self.assertEqual(os.listdir(path["scratch"]), ["theirs"])

    def test_where_it_does_not_work_it_is_said(self):
        isolation.is_possible.cache_clear()
        self.addCleanup(isolation.is_possible.cache_clear)
        with mock.patch("shutil.which", return_value=None), contextlib.redirect_stderr(io.StringIO()) as said:
            self.assertFalse(isolation.is_possible())
        self.assertIn("submissions are not isolated", said.getvalue())


THIEF = """for (String path : List.of(%s)) {
    try {
        System.out.println("READ " + path + Files.isDirectory(Path.of(path)) + Files.readString(Path.of(path)));
    } catch (java.io.IOException hidden) {
        System.out.println("hidden " + path);
    }
}"""
VANDAL = """for (String path : List.of(%s)) {
    try { Files.writeString(Path.of(path), "spoilt"); } catch (java.io.IOException hidden) { }
    try { Files.delete(Path.of(path)); } catch (java.io.IOException hidden) { }
}
try (var files = Files.list(Path.of("."))) { System.out.println("here: " + files.toList()); }"""
CALLER = """try {
    new Socket("127.0.0.1", %d).close();
    System.out.println("REACHED");
} catch (java.io.IOException refused) {
    System.out.println("refused");
}"""
LINGERER = """Thread busy = new Thread(() -> { while (true) { } });
busy.start();
new ProcessBuilder("sleep", "%s").start();"""
CHEAT = """class Check {
    static Check number(String name, double came, String equation) { return new Check(); }
    void isNear(double reference, double tolerance) { }
}"""
UNSPEAKABLE = """class Bad extends RuntimeException { public String getMessage() { throw new Error(); } }
int twice(int x) { throw new Bad(); }"""
NOT_READABLE = {
    "empty": "",
    "html": "<html>404</html>",
    "old": json.dumps({"worksheets": [], "nbformat": 3}),
    "odd": json.dumps({"cells": [{"cell_type": "code"}], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}),
}


def java_list(paths):
    return ", ".join(json.dumps(str(path)) for path in paths)


class GradeTest(unittest.TestCase):
    """One run over a folder; each student has one thing to show."""

    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = Path(scratch.name)
        cls.enterClassContext(source_of(small(), cls.folder / "assignments"))
        cls.enterClassContext(quick_kernel(cls.folder / "kernels"))
        cls.course, cls.calls = cls.folder / "new" / "grades.course", []
        server = socket.create_server(("127.0.0.1", 0))
        cls.addClassCleanup(server.close)
        threading.Thread(target=cls.answer_calls, args=(server,), daemon=True).start()
        cls.hand_in(server.getsockname()[1])
        cls.others = cls.sockets()  # of somebody who was killed
        cls.rows = graded(cls.folder / "submitted", cls.folder / "new" / "grades.csv", 10)

    @classmethod
    def sockets(cls):
        return set(Path("/tmp").glob("kernel-*/connection.json"))

    @classmethod
    def answer_calls(cls, server):
        with contextlib.suppress(OSError):  # closed: the tests are over
            while True:
                cls.calls.append(server.accept())

    @classmethod
    def secrets(cls):
        """The solutions, and what nbgrader keeps; one of them lies in the working directory."""
        inside = ["gradebook.db", "source/twice/twice.ipynb", "autograded/thief/twice/twice.ipynb"]
        return [next(NOTEBOOKS.glob("assignments/*/*.ipynb")), *(cls.course / path for path in inside)]

    @classmethod
    def hand_in(cls, port):
        good = cls.folder / "submitted" / "good" / "twice.ipynb"
        targets = [good, cls.course / "submitted" / "good" / "twice" / "twice.ipynb", cls.course / "gradebook.db"]
        java = "import java.net.*; import java.nio.file.*; import java.util.*;\n"
        loop = "while (x > y) { try { Thread.sleep(1); } catch (Throwable t) { } }"
        notebooks = {
            "good": changed(),
            "nested": changed(),
            "renamed": changed(),
            "words": changed(why="One and one is two."),
            "only-what-shows": changed(answer("y = 2;")),
            "hinted": changed(answer("y = x;")),
            "borrows": changed("int twice(int x) { return Math.multiplyExact(2, x); }"),
            "borrows-behind": with_cell("int theirs(int x) { return Math.multiplyExact(2, x); }"),
            "talks": changed(answer('y = 2 * x; System.err.println("done");')),
            "endless": changed(answer("while (x > y) { }")),
            "stubborn": changed(answer(loop)),
            "prints": changed(answer("y = 2 * x;") + "\nfor (int i = 0; true; i++) System.out.println(i);"),
            "exits": changed(answer("System.exit(0);")),
            "exits-at-once": changed(answer("y = 2 * x;") + "\nSystem.exit(0);"),
            "typo": changed("int twice(int x) { return 2 x; }"),
            "unresolved": changed("int twice(int x) { return thrice(x) - x; }"),
            "own": with_cell('throw new IllegalStateException("mine");'),
            "copied": copied(),
            "stripped": stripped(),
            "gutted": gutted(),
            "cheat": with_cell(CHEAT),
            "unspeakable": changed(UNSPEAKABLE),
            "too-long-a-text": changed(answer("y = 0;") + f'\nString text = "{"x" * 70_000}";'),
            "other-one": with_cell("int ONE = 2;"),
            "thief": with_cell(java + THIEF % java_list(cls.secrets())),
            "vandal": with_cell(java + VANDAL % java_list(targets)),
            "caller": with_cell(java + CALLER % port),
            "lingerer": with_cell(LINGERER % MARK),
        }
        by_id(notebooks["cheat"], "twice").source = "int twice(int x) { return 0; }"
        by_id(notebooks["borrows-behind"], "twice").source = "int twice(int x) { return theirs(x); }"
        files = {name: nbformat.writes(notebook) for name, notebook in notebooks.items()} | NOT_READABLE
        places = {"nested": "nested/twice/my work.ipynb", "renamed": "renamed/twice (1).ipynb"}
        for name, text in files.items():
            cls.write(places.get(name, f"{name}/twice.ipynb"), text)
        for name in ("a", "b"):
            cls.write(f"two/twice/{name}.ipynb", files["good"])
        cls.write("odd [name]/twice.ipynb", files["good"], "utf-8-sig")
        cls.write("wide/twice.ipynb", files["good"], "utf-16")
        (cls.folder / "submitted" / "nothing").mkdir()
        cls.handed_in = files["good"]

    @classmethod
    def write(cls, place, text, encoding="utf-8"):
        path = cls.folder / "submitted" / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding)

    def points(self, name):
        return {row["cell"]: row["points"] for row in self.rows if row["student"] == name}

    def reason(self, name, test="twice-test"):
        return next(r["reason"] for r in self.rows if (r["student"], r["cell"]) == (name, test))

    def autograded(self, name):
        path = self.course / "autograded" / name / "twice" / "twice.ipynb"
        return nbformat.read(path, as_version=4)

    def output(self, name):
        """What the student's own cells printed."""
        own = [each for each in self.autograded(name).cells if each.id.startswith("own-cell-")]
        return "".join(output.get("text", "") for each in own for output in each.get("outputs", []))

    def test_every_student_has_all_rows_and_who_handed_in_nothing_only_a_total(self):
        students = sorted({row["student"] for row in self.rows})
        self.assertEqual(len(students), 36)
        cells, lost = ["twice-test", "one-test", "why", "total"], [*NOT_READABLE, "two", "nothing"]
        self.assertEqual([(row["student"], row["cell"]) for row in self.rows],
                         [(name, each) for name in students for each in cells if each == "total" or name not in lost])  # fmt: skip
        self.assertEqual({row["max"] for row in self.rows if row["cell"] == "total"}, {"6"})

    def test_right_answers_have_their_points_whatever_else_was_done_to_the_notebook(self):
        whole = {"twice-test": "3", "one-test": "1", "why": "0", "total": "4"}
        for name in ("good", "nested", "renamed", "talks", "borrows", "borrows-behind", "own", "copied", "stripped", "gutted", "other-one",
                     "thief", "vandal", "caller", "lingerer", "odd ［name］", "wide"):  # fmt: skip
            with self.subTest(name):
                self.assertEqual(self.points(name), whole, self.reason(name))

    def test_answers_in_words_are_left_to_a_person_and_missing_ones_are_zero(self):
        expected = {"twice-test": "3", "one-test": "1", "why": "", "total": "4"}
        self.assertEqual(self.points("words"), expected)
        self.assertEqual(self.reason("words", "why"), "marked by hand")
        self.assertEqual(self.reason("good", "why"), "no answer")

    def test_wrong_answers_lose_their_own_points_only_for_a_reason_that_names_the_cell(self):
        unknown = "twice: CompilationException: cannot find symbol, symbol:   method twice(int)"
        reasons = {
            "only-what-shows": "twice: CheckFailed: 2 · 21 is not right, expected: what the equation gives, exactly, "
            "came:     2.0, look at:  (1)",
            "endless": "twice: TooLong: ran too long",
            "stubborn": "twice: TooLong: ran too long",
            "prints": f"{unknown}; before it, twice: TooLong: ran too long",
            "exits": "twice: DeadKernel: the kernel ended",
            "exits-at-once": f"{unknown}; before it, twice: DeadKernel: the kernel ended",
            "typo": f"{unknown}; before it, twice: CompilationException: ';' expected, not a statement",
            "unresolved": "twice: UnresolvedReferenceException: Attempt to use definition snippet with unresolved "
            "references in MethodSnippet:twice",
            "unspeakable": "twice: NoAnswer: the kernel fell silent in this test or before it",
            "cheat": "twice: CheckFailed: 2 · 1 is not right, expected: what the equation gives, exactly, came:     0.0,"
            " look at:  (1); before it, own-cell-3: NameTaken: not run, as tests use the name Check",
        }
        for name, reason in reasons.items():
            with self.subTest(name):
                self.assertEqual(self.reason(name), reason)
                self.assertEqual(self.points(name)["one-test"], "1", self.reason(name, "one-test"))
                self.assertEqual(self.points(name)["total"], "1")

    def test_tests_of_which_the_kernel_says_nothing_are_not_passed(self):
        self.assertEqual(self.points("too-long-a-text")["total"], "0")
        self.assertRegex(self.reason("too-long-a-text"), "^twice: NoAnswer: ")

    def test_who_takes_a_name_of_the_tests_is_shown_even_where_nothing_is_lost(self):
        for student, name in {"cheat": "Check", "other-one": "ONE"}.items():
            flagged = f"own-cell-3: NameTaken: not run, as tests use the name {name}"
            self.assertEqual(self.reason(student, "total"), flagged)

    def test_who_borrows_what_is_to_be_made_by_hand_is_shown(self):
        for student in ("borrows", "borrows-behind"):
            self.assertEqual(self.reason(student, "total"), "twice: not by hand, as it uses multiplyExact")
        self.assertEqual({self.reason(name, "total") for name in ("good", "own", "hinted")}, {""})

    def test_a_hint_is_among_the_first_that_teacher_and_student_read(self):
        reason = "twice: CheckFailed: 2 · 1 is not right, hint:     x, not 2x, expected: "
        self.assertTrue(self.reason("hinted").startswith(reason), self.reason("hinted"))
        page = (self.course / "feedback" / "hinted" / "twice" / "twice.html").read_text(encoding="utf-8")
        text = html.unescape(re.sub("<[^>]*>", "", page[: page.index("Equation (1)")]))
        first = text[text.index("The first thing to mend") :]
        for part in ("twice-test", "2 · 1 is not right", "came:     1.0", "hint:     x, not 2x"):
            self.assertIn(part, first)
        page = (self.course / "feedback" / "words" / "twice" / "twice.html").read_text(encoding="utf-8")
        self.assertNotIn("The first thing to mend", page)

    def test_what_cannot_be_read_is_zero_with_a_reason(self):
        reasons = dict.fromkeys(NOT_READABLE, "could not read or grade it")
        for name, reason in {**reasons, "two": "2 notebooks, none named twice", "nothing": "nothing handed in"}.items():
            with self.subTest(name):
                self.assertEqual(self.points(name), {"total": "0"})
                self.assertIn(reason, self.reason(name, "total"))

    def test_drafts_and_own_cells_stay_where_they_were(self):
        code = [each.id for each in self.autograded("copied").cells if each.cell_type == "code"]
        self.assertEqual(code, ["given", "own-cell-3", "twice", "twice-test", "one-test"])
        code = [each.id for each in self.autograded("own").cells if each.cell_type == "code"]
        self.assertEqual(code, ["given", "own-cell-3", "twice", "twice-test", "one-test"])

    def test_feedback_needs_no_network_and_hides_the_hidden_tests(self):
        for name in ("good", "typo", "only-what-shows", "endless"):
            page = (self.course / "feedback" / name / "twice" / "twice.html").read_text(encoding="utf-8")
            self.assertNotRegex(page, r"(src|href)=.(https?:)?//")
            text = re.sub("<[^>]*>", "", page)
            self.assertIn("twice(ONE)", text)
            self.assertNotIn("twice(21)", text)
            self.assertRegex(page, r"<math[^>]*><mrow><msub><mi>y</mi><mn>1</mn></msub>")

    def test_marks_given_by_hand_come_with_the_next_report(self):
        with course.opened(self.course).gradebook as gradebook:
            gradebook.find_grade("why", "twice", "twice", "words").manual_score = 1.5
            gradebook.find_comment("why", "twice", "twice", "words").manual_comment = "Why one?"
            gradebook.db.commit()
        rows = graded(None, self.course.with_suffix(".csv"), 10)
        row = next(row for row in rows if (row["student"], row["cell"]) == ("words", "why"))
        self.assertEqual((row["points"], row["reason"]), ("1.5", "marked by hand"))
        page = (self.course / "feedback" / "words" / "twice" / "twice.html").read_text(encoding="utf-8")
        self.assertIn("Why one?", page)

    def test_the_course_serves_nbgraders_own_commands(self):
        """Here its exporter; the settings are those of a course of the teacher's own."""
        to = self.folder / "own.csv"
        command = [sys.executable, "-m", "nbgrader", "export", "--to", str(to), "--assignment=['twice']"]
        done = subprocess.run(command, cwd=self.course, capture_output=True, text=True)
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = {(row["student"], row["cell"]): row for row in csv.DictReader(to.open(encoding="utf-8", newline=""))}
        for row in self.rows:
            if row["student"] != "words":
                self.assertEqual(rows[row["student"], row["cell"]], row)

    def test_the_formgrader_opens(self):
        with subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", "--ServerApp.port=0"]
            + ["--ServerApp.token=secret", "--ServerApp.ip=127.0.0.1"],
            cwd=self.course, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True,
        ) as server:  # fmt: skip
            try:
                found = (re.search(r"(http://127.0.0.1:\d+)/lab", line) for line in server.stderr)
                address = next(filter(None, found))[1]
                threading.Thread(target=server.stderr.read, daemon=True).start()
                page = self.fetch(f"{address}/formgrader/gradebook/twice/twice", server)
                self.assertIn("Manual Grading", page)
            finally:
                server.terminate()

    def fetch(self, address, server):
        """Jupyter says its address before it listens there."""
        request = urllib.request.Request(address, headers={"Authorization": "token secret"})
        while True:
            try:
                with urllib.request.urlopen(request) as answer:
                    return answer.read().decode()
            except urllib.error.URLError as refused:
                self.assertIsInstance(refused.reason, ConnectionRefusedError)
                self.assertIsNone(server.poll(), "the server ended")
                time.sleep(0.1)

    @unittest.skipUnless(ISOLATED, "submissions cannot be isolated here")
    def test_a_submission_cannot_read_the_solutions(self):
        self.assertTrue(all(path.exists() for path in self.secrets()))
        expected = [f"hidden {path}" for path in self.secrets()]
        self.assertEqual(self.output("thief").splitlines(), expected)

    @unittest.skipUnless(ISOLATED, "submissions cannot be isolated here")
    def test_a_submission_cannot_change_anything(self):
        self.assertIn("here: [", self.output("vandal"))
        for path in ("submitted/good/twice.ipynb", "new/grades.course/submitted/good/twice/twice.ipynb"):
            self.assertEqual((self.folder / path).read_text(encoding="utf-8"), self.handed_in)

    @unittest.skipUnless(ISOLATED, "submissions cannot be isolated here")
    def test_a_submission_cannot_reach_the_network(self):
        self.assertEqual(self.output("caller"), "refused\n")
        self.assertEqual(self.calls, [])

    @unittest.skipUnless(sys.platform == "linux", "reads /proc")
    def test_nothing_goes_on_running(self):
        running = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            with contextlib.suppress(OSError):  # ended meanwhile
                running.append(path.read_bytes().decode("utf-8", "replace"))
        self.assertEqual([line for line in running if MARK in line or str(self.folder) in line], [])
        self.assertEqual(self.sockets() - self.others, set())


if __name__ == "__main__":
    unittest.main()
