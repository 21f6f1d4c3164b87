"""Tests the assignments with the real nbgrader and kernel.

The solved version scores everything, the blank one nothing, and each of the wrong solutions in
tests/assignments/NAME.java loses exactly the test cells that its heading names.
"""

import copy
import re
import tempfile
import unittest
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import nbformat
from classroom_test import graded, quick_kernel

from hyperlead import course
from hyperlead.assignments import SOLUTION, student_version

HERE = Path(__file__).resolve().parent
HEADING = re.compile(r"^//// (\S+) \| (\S+) \| (.*)$")
REGION = "// BEGIN SOLUTION\n{}\n// END SOLUTION"


@dataclass(frozen=True)
class Mistake:
    """A wrong solution: what stands in the solution region of a cell, and which tests it loses."""

    name: str
    cell: str
    lost: set
    body: str


def mistakes(name):
    found = []
    for line in (HERE / "assignments" / f"{name}.java").read_text(encoding="utf-8").splitlines():
        heading = HEADING.match(line)
        if heading:
            found.append((heading, []))
        elif found:
            found[-1][1].append(line)
        elif line and not line.startswith("// "):
            raise ValueError(f"{name}.java: expected //// NAME | CELL | LOST: {line}")
    return [Mistake(h[1], h[2], set(h[3].split()), "\n".join(body)) for h, body in found]


def marks(cell):
    return cell.metadata.get("nbgrader", {})


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tests_of(notebook):
    return [cell for cell in code_cells(notebook) if marks(cell).get("grade")]


def with_mistakes(source, wrong):
    """An assignment whose kernel meets all mistakes, one after the other.

    Behind the solved cells each mistake is a solution cell of its own, followed by the tests behind
    it and by the right cell. Solutions are methods, so that a kernel forgets a mistake when it gets
    the next definition; all tests once more, with everything right again, are the proof.
    """
    cells = code_cells(source)
    order = [cell.id for cell in cells]
    notebook = copy.copy(source)
    notebook.cells = list(cells)

    def add(prefix, cell, text=None):
        made = copy.deepcopy(cell)
        made.id = made.metadata.nbgrader["grade_id"] = f"{prefix}--{cell.id}"
        made.source = text or cell.source
        notebook.cells.append(made)

    for mistake in [*wrong, Mistake("right-again", order[0], set(), "")]:
        place = order.index(mistake.cell)
        if mistake.body:
            text = SOLUTION.sub(lambda _, body=mistake.body: REGION.format(body), cells[place].source)
            add(mistake.name, cells[place], text)
        for cell in cells[place:]:
            if marks(cell)["grade"]:
                add(mistake.name, cell)
        if mistake.body:
            add(f"{mistake.name}-undone", cells[place])
    return notebook


class AssignmentsTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        scratch = tempfile.TemporaryDirectory()
        cls.addClassCleanup(scratch.cleanup)
        cls.folder = Path(scratch.name)
        cls.enterClassContext(quick_kernel(cls.folder / "kernels"))
        cls.paths = {path.stem: path for path in sorted(course.ASSIGNMENTS.glob("*/*.ipynb"))}
        cls.sources = {name: nbformat.read(path, as_version=4) for name, path in cls.paths.items()}
        for name, source in cls.sources.items():
            trial = with_mistakes(source, mistakes(name))
            cls.write("assignments", f"{name}/{name}", source)
            cls.write("assignments", f"wrong-{name}/wrong-{name}", trial)
            cls.write("submitted", f"solved/{name}", source)
            cls.write("submitted", f"blank/{name}", student_version(source))
            cls.write("submitted", f"wrong/wrong-{name}", trial)
        with mock.patch.object(course, "ASSIGNMENTS", cls.folder / "assignments"):
            rows = graded(cls.folder / "submitted", cls.folder / "grades.csv", 120)
        cls.rows = {(row["student"], row["assignment"], row["cell"]): row for row in rows}

    @classmethod
    def write(cls, folder, place, notebook):
        path = cls.folder / folder / f"{place}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)

    def lost(self, student, assignment, prefix=""):
        """The tests that did not get all their points, and why."""
        return {
            cell.removeprefix(prefix): row["reason"]
            for (who, name, cell), row in self.rows.items()
            if (who, name) == (student, assignment) and cell != "total" and cell.startswith(prefix)
            and row["points"] != row["max"] and row["reason"] != "marked by hand"
        }  # fmt: skip

    def test_there_are_five(self):
        self.assertEqual(len(self.sources), 5)

    def test_the_solved_version_scores_everything(self):
        for name, _ in self.sources.items():
            self.assertEqual(self.lost("solved", name), {})
            self.assertIn(("solved", name, "total"), self.rows)

    def test_the_blank_version_scores_nothing(self):
        for name, _ in self.sources.items():
            self.assertEqual(self.rows["blank", name, "total"]["points"], "0")
            for cell, reason in self.lost("blank", name).items():
                self.assertRegex(reason, "^[a-z-]+: [A-Za-z]+: |^no answer$", cell)
            self.assertIn(self.rows["blank", name, "total"]["max"], ("20", "25"))

    def test_the_blank_version_compiles(self):
        for name, _ in self.sources.items():
            broken = {cell: reason for cell, reason in self.lost("blank", name).items()
                      if "Compilation" in reason or "Unresolved" in reason}  # fmt: skip
            self.assertEqual(broken, {})

    def test_wrong_solutions_lose_what_they_should(self):
        for name, source in self.sources.items():
            for mistake in mistakes(name):
                with self.subTest(mistake.name):
                    lost = self.lost("wrong", f"wrong-{name}", f"{mistake.name}--")
                    self.assertNotEqual(mistake.lost, set())
                    self.assertEqual(set(lost), mistake.lost, lost)
            self.assertEqual(self.lost("wrong", f"wrong-{name}", "right-again--"), {})
            again = {cell for who, each, cell in self.rows if each == f"wrong-{name}" and "again--" in cell}
            self.assertEqual(again, {f"right-again--{cell.id}" for cell in tests_of(source)})

    def test_there_are_enough_wrong_solutions_for_every_task(self):
        for name, source in self.sources.items():
            solutions = {cell.id for cell in code_cells(source) if marks(cell).get("solution")}
            wrong = mistakes(name)
            self.assertGreaterEqual(len({mistake.name for mistake in wrong}), 10)
            self.assertEqual({mistake.cell for mistake in wrong}, solutions)

    def test_readers_of_the_site_see_what_students_get(self):
        """The site has a way of its own to make it, without nbgrader."""
        for name, source in self.sources.items():
            path = self.folder / "grades.course" / "release" / name / f"{name}.ipynb"
            given, shown = nbformat.read(path, as_version=4), student_version(source)
            for cell in given.cells:
                marks(cell).pop("checksum", None)
            self.assertEqual(given.cells, shown.cells)
            self.assertNotRegex(nbformat.writes(given), "(BEGIN|END) (SOLUTION|HIDDEN TESTS)")

    def test_cells_are_of_a_known_kind(self):
        """Solution, test or read-only; free text is marked by hand; the id is nbgrader's name."""
        kinds = {"solution": (False, False, True), "test": (True, True, False), "given": (False, True, False)}
        for _, source in self.sources.items():
            for cell in source.cells:
                kind = tuple(marks(cell).get(key) for key in ("grade", "locked", "solution"))
                with self.subTest(cell.id):
                    if cell.cell_type == "code":
                        self.assertIn(kind, kinds.values())
                        self.assertEqual(kind == kinds["solution"], bool(SOLUTION.search(cell.source)))
                    elif marks(cell):
                        self.assertEqual(kind, (True, False, True))
                    if marks(cell):
                        self.assertEqual(cell.id, marks(cell)["grade_id"])

    def test_every_test_cell_ends_in_a_check_without_a_value(self):
        for _, source in self.sources.items():
            for cell in tests_of(source) + tests_of(student_version(source)):
                code = re.sub(r'"[^"\n]*"', '""', cell.source)
                code = re.sub(r"^\s*//.*$", "", code, flags=re.MULTILINE)
                self.assertRegex(code.rstrip().rsplit(";\n", 1)[-1].strip(), r"^Check\.[^;]*;$")

    def test_the_source_holds_no_outputs(self):
        for _, source in self.sources.items():
            cells = code_cells(source)
            self.assertEqual([cell.id for cell in cells if cell.outputs or cell.execution_count], [])

    def test_the_marking_guide_names_every_cell(self):
        for name, source in self.sources.items():
            guide = self.paths[name].with_name("MARKING.md").read_text(encoding="utf-8")
            for cell in tests_of(source):
                self.assertRegex(guide, rf"(?m)^\| `{cell.id}` \| {marks(cell)['points']} \|")
            for mistake in mistakes(name):
                self.assertIn(f"`{mistake.name}`", guide)


if __name__ == "__main__":
    unittest.main()
