"""Tests student versions and grading on a small assignment, with submissions of every sort."""

import contextlib
import copy
import csv
import io
import json
import os
import sys
import tempfile
import unittest
from pathlib import Path
from unittest import mock

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))

import nbformat  # noqa: E402
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook  # noqa: E402

import assignments  # noqa: E402
import grade  # noqa: E402
import student  # noqa: E402
import submissions  # noqa: E402

BODY = """int twice(int x) {
    int y = 0;
    // BEGIN SOLUTION
    y = 2 * x;
    // END SOLUTION
    return y;
}"""
TEST = """Check.number("2 · 1", twice(1), "(1)").isNear(2, 0);
// BEGIN HIDDEN TESTS
Check.number("2 · 21", twice(21), "(1)").isNear(42, 0);
// END HIDDEN TESTS"""
OTHER = 'Check.number("one", ONE, "(2)").isNear(1, 0);'


def cell(name, source, grade=False, locked=False, solution=False, **points):
    marks = {"schema_version": 3, "grade_id": name, "grade": grade, "locked": locked,
             "solution": solution, "task": False, "cell_type": "code", **points}
    made = new_code_cell(source, metadata={"nbgrader": marks})
    made["id"] = name
    return made


def written(name, text, points):
    marks = {"schema_version": 3, "grade_id": name, "grade": True, "locked": False,
             "solution": True, "task": False, "cell_type": "markdown", "points": points}
    made = new_markdown_cell(text, metadata={"nbgrader": marks})
    made["id"] = name
    return made


def small():
    """Read-only, solution, test, a test that needs no solution, and a question in words."""
    notebook = new_notebook(cells=[
        new_markdown_cell("# Twice"),
        cell("given", "import hyperlead.assignments.Check; int ONE = 1;", locked=True),
        cell("twice", BODY, solution=True),
        cell("twice-test", TEST, grade=True, locked=True, points=3),
        cell("one-test", OTHER, grade=True, locked=True, points=1),
        written("why", "Because two is one and one.", points=2),
    ])
    notebook.metadata["kernelspec"] = {"name": "java", "display_name": "Java", "language": "java"}
    return notebook


def by_id(notebook, name):
    return next(each for each in notebook.cells if each.id == name)


def changed(name, source):
    """The student version with one cell filled in."""
    notebook = assignments.student_version(small())
    by_id(notebook, name).source = source
    return notebook


def answer(line):
    return BODY.replace("y = 2 * x;", line).replace("// BEGIN SOLUTION", "").replace("// END SOLUTION", "")


def restored(notebook):
    """Names and texts of the cells that would be executed."""
    plain = [submissions.plain_cell(i, json.loads(json.dumps(each)))
             for i, each in enumerate(notebook.cells, 1)]
    return [(each.name, each.source) for each in submissions.restored(small(), plain)]


class StudentVersionTest(unittest.TestCase):
    def setUp(self):
        self.notebook = assignments.student_version(small())

    def test_the_solution_becomes_a_stub_with_its_indentation(self):
        expected = "int twice(int x) {\n    int y = 0;\n    // YOUR CODE HERE\n    return y;\n}"
        self.assertEqual(by_id(self.notebook, "twice").source, expected)

    def test_hidden_tests_are_gone_and_visible_ones_stay(self):
        self.assertEqual(by_id(self.notebook, "twice-test").source, TEST.split("\n")[0])

    def test_written_answers_become_a_stub(self):
        self.assertEqual(by_id(self.notebook, "why").source, "YOUR ANSWER HERE")

    def test_cells_are_locked_as_nbgrader_locks_them(self):
        self.assertIs(by_id(self.notebook, "twice-test").metadata["editable"], False)
        self.assertIs(by_id(self.notebook, "twice").metadata["deletable"], False)
        self.assertNotIn("editable", by_id(self.notebook, "twice").metadata)

    def test_outputs_are_cleared(self):
        source = small()
        by_id(source, "given").outputs = [nbformat.v4.new_output("stream", text="42")]
        self.assertEqual(by_id(assignments.student_version(source), "given").outputs, [])
        self.assertEqual(len(by_id(source, "given").outputs), 1, "the source is left as it is")

    def test_a_checksum_depends_on_text_points_and_flags(self):
        test = by_id(self.notebook, "one-test")
        first = test.metadata["nbgrader"]["checksum"]
        # md5sum of "int ONE;", "code", the three flags as Python writes them, and "given".
        given = cell("given", "int ONE;", locked=True)
        self.assertEqual(assignments.checksum(given), "c1dc29876576a4e409f650328ab26408")
        for key, value in (("points", 2), ("locked", False), ("grade_id", "other")):
            with mock.patch.dict(test.metadata["nbgrader"], {key: value}):
                self.assertNotEqual(assignments.checksum(test), first)

    def test_it_never_overwrites_work(self):
        with tempfile.TemporaryDirectory() as scratch, small_assignment(scratch):
            command = ["student", "--to", f"{scratch}/out", "twice"]
            self.assertIsNone(run(student.main, command))
            self.assertIsNone(run(student.main, command), "the same again is no loss")
            Path(scratch, "out", "twice", "twice.ipynb").write_text("work", encoding="utf-8")
            self.assertIn("somebody's work", run(student.main, command))

    def test_sources_that_would_be_misunderstood_are_refused(self):
        wrong = {
            "no metadata": lambda n: by_id(n, "given").metadata.clear(),
            "twice the same id": lambda n: n.cells.append(copy.deepcopy(by_id(n, "given"))),
            "a test without points": lambda n: by_id(n, "one-test").metadata.nbgrader.pop("points"),
            "a test that is not locked": lambda n: by_id(n, "one-test").metadata.nbgrader.update(locked=False),
            "a solution without a region": lambda n: by_id(n, "twice").update(source="int y;"),
            "an open region": lambda n: by_id(n, "twice").update(source="// BEGIN SOLUTION"),
            "a nested region": lambda n: by_id(n, "twice").update(source="// BEGIN SOLUTION\n" * 2),
            "an answer in words that is locked": lambda n: by_id(n, "why").metadata.nbgrader.update(locked=True),
            "an answer in words without points": lambda n: by_id(n, "why").metadata.nbgrader.pop("points"),
            "a hidden test in a solution": lambda n: by_id(n, "twice").update(source=BODY + "\n" + TEST),
        }
        assignments.check(small(), "small")
        for what, spoil in wrong.items():
            with self.subTest(what), self.assertRaises(assignments.AssignmentError):
                notebook = small()
                spoil(notebook)
                assignments.check(notebook, "small")


class RestoredTest(unittest.TestCase):
    WHOLE = [("given", "import hyperlead.assignments.Check; int ONE = 1;"), ("twice", answer("y = x + x;")),
             ("twice-test", TEST), ("one-test", OTHER)]

    def setUp(self):
        self.notebook = changed("twice", answer("y = x + x;"))

    def test_tests_and_read_only_cells_are_the_instructors(self):
        by_id(self.notebook, "twice-test").source = "// nothing to see"
        by_id(self.notebook, "given").source = "int ONE = 2;"
        by_id(self.notebook, "twice-test").metadata["nbgrader"].update(points=100, locked=False)
        self.assertEqual(restored(self.notebook), self.WHOLE)

    def test_the_order_is_the_sources(self):
        self.notebook.cells.reverse()
        self.assertEqual(restored(self.notebook), self.WHOLE)

    def test_deleted_cells_come_back_and_a_deleted_answer_is_blank(self):
        self.notebook.cells = []
        stub = by_id(assignments.student_version(small()), "twice").source
        self.assertEqual(restored(self.notebook), [self.WHOLE[0], ("twice", stub), *self.WHOLE[2:]])

    def test_of_copies_the_last_one_counts_and_the_others_are_the_students_own(self):
        first = copy.deepcopy(by_id(self.notebook, "twice"))
        first.source = "int draft;"
        self.notebook.cells.insert(2, first)
        self.assertEqual(restored(self.notebook), [self.WHOLE[0], (None, "int draft;"), *self.WHOLE[1:]])

    def test_copies_of_tests_vanish(self):
        self.notebook.cells += [copy.deepcopy(by_id(self.notebook, "twice-test"))] * 2
        self.assertEqual(restored(self.notebook), self.WHOLE)

    def test_own_cells_stay_behind_the_cell_before_them(self):
        self.notebook.cells.insert(0, new_code_cell("int early;"))
        self.notebook.cells.insert(3, new_code_cell("int helper;"))
        self.notebook.cells.insert(4, new_markdown_cell("a remark"))
        expected = [(None, "int early;"), self.WHOLE[0], (None, "int helper;"), *self.WHOLE[1:]]
        self.assertEqual(restored(self.notebook), expected)

    def test_an_editor_that_drops_metadata_does_no_harm(self):
        for each in self.notebook.cells:
            each.metadata = {}
        self.assertEqual(restored(self.notebook), self.WHOLE)

    def test_an_answer_in_a_cell_of_the_wrong_type_is_an_answer(self):
        by_id(self.notebook, "twice").cell_type = "markdown"
        self.assertEqual(restored(self.notebook), self.WHOLE)


@contextlib.contextmanager
def small_assignment(scratch):
    """The small assignment in the place of the project's."""
    path = Path(scratch, "assignments", "twice", "twice.ipynb")
    path.parent.mkdir(parents=True)
    nbformat.write(small(), path)
    with mock.patch.object(assignments, "ASSIGNMENTS", path.parent.parent):
        yield


def run(main, arguments):
    """What the command exits with; None if it ends well."""
    with mock.patch.object(sys, "argv", arguments), contextlib.redirect_stdout(io.StringIO()):
        try:
            return main()
        except SystemExit as end:
            return end.code


class GradeTest(unittest.TestCase):
    """One run over a folder; each student has one thing to show."""

    @classmethod
    def setUpClass(cls):
        with tempfile.TemporaryDirectory() as scratch, small_assignment(scratch):
            folder = Path(scratch, "submitted")
            cls.hand_in(folder)
            output = Path(scratch, "new", "grades.csv")
            command = ["grade", str(folder), "--to", str(output), "--timeout", "10"]
            cls.exit = run(grade.main, command)
            with output.open(encoding="utf-8", newline="") as file:
                cls.rows = list(csv.DictReader(file))

    @staticmethod
    def hand_in(folder):
        def write(student, text, name="twice.ipynb"):
            path = folder / student / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

        complete = changed("twice", answer("y = x << 1;"))
        good = nbformat.writes(complete)
        by_id(complete, "why").source = "One and one is two."
        write("words", nbformat.writes(complete))
        write("good", good)
        write("nested", good, "twice/my work.ipynb")
        write("two", good, "twice/a.ipynb")
        write("two", good, "twice/b.ipynb")
        write("only-what-shows", nbformat.writes(changed("twice", answer("y = 2;"))))
        write("endless", nbformat.writes(changed("twice", answer("while (x > y) {}"))))
        write("exits", nbformat.writes(changed("twice", answer("System.exit(0);"))))
        write("typo", nbformat.writes(changed("twice", "int twice(int x) { return 2 x; }")))
        write("empty", "")
        write("html", "<html>404</html>")
        write("old", json.dumps({"worksheets": [], "nbformat": 3}))
        write("odd", json.dumps({"cells": [{"cell_type": "code"}]}))
        write("surrogate", json.dumps({"cells": [{"cell_type": "code", "source": "\ud800"}]}))
        (folder / "nothing").mkdir()

    def points(self, name):
        return {row["cell"]: row["points"] for row in self.rows if row["student"] == name}

    def reason(self, name, test):
        return next(r["reason"] for r in self.rows if (r["student"], r["cell"]) == (name, test))

    def test_the_command_ends_well_and_every_student_has_all_rows(self):
        self.assertIsNone(self.exit)
        students = sorted({row["student"] for row in self.rows})
        self.assertEqual(len(students), 14)
        cells = ["twice-test", "one-test", "why", "total"]
        self.assertEqual([(row["student"], row["cell"]) for row in self.rows],
                         [(name, each) for name in students for each in cells])
        self.assertEqual({row["max"] for row in self.rows if row["cell"] == "total"}, {"6"})

    def test_right_answers_score_in_either_layout(self):
        for name in ("good", "nested"):
            expected = {"twice-test": "3", "one-test": "1", "why": "0", "total": "4"}
            self.assertEqual(self.points(name), expected)

    def test_answers_in_words_are_left_to_a_person_and_missing_ones_are_zero(self):
        expected = {"twice-test": "3", "one-test": "1", "why": "", "total": "4"}
        self.assertEqual(self.points("words"), expected)
        self.assertEqual(self.reason("words", "why"), "marked by hand")
        self.assertEqual(self.reason("words", "total"), "without why: marked by hand")
        self.assertEqual(self.reason("good", "why"), "no answer")

    def test_hidden_tests_are_run(self):
        self.assertEqual(self.points("only-what-shows")["total"], "1")
        self.assertEqual(self.reason("only-what-shows", "twice-test"), "CheckFailed: 2 · 21 is not right")

    def test_an_endless_loop_costs_its_own_points_only(self):
        self.assertEqual(self.points("endless")["one-test"], "1")
        self.assertEqual(self.reason("endless", "twice-test"), "ran for more than 10 s")

    def test_a_cell_that_ends_the_kernel_takes_the_rest_along(self):
        self.assertEqual(self.points("exits")["total"], "0")
        self.assertEqual(self.reason("exits", "twice-test"), "the kernel ended")
        self.assertEqual(self.reason("exits", "one-test"), "not run: in twice-test, the kernel ended")

    def test_the_reason_names_the_cell_that_does_not_compile(self):
        self.assertIn("; before it, twice: CompileError", self.reason("typo", "twice-test"))
        self.assertEqual(self.points("typo")["total"], "1")

    def test_what_cannot_be_read_is_zero_with_a_reason(self):
        reasons = {"empty": "not readable", "html": "not readable", "old": "no list of cells",
                   "odd": "cell 1 has no text", "surrogate": "cell 1 has no text",
                   "two": "2 notebooks", "nothing": "nothing handed in"}
        for name, expected in reasons.items():
            with self.subTest(name):
                self.assertEqual(set(self.points(name).values()), {"0"})
                self.assertIn(expected, self.reason(name, "one-test"))


if __name__ == "__main__":
    from assignments_test import install_quick_kernel

    with tempfile.TemporaryDirectory() as kernels:
        install_quick_kernel(kernels)
        unittest.main()
