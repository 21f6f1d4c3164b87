"""Tests the assignments with the real nbgrader and kernel.

The solved version scores everything, the blank one nothing, and each of the wrong solutions in
tests/assignments/NAME.java loses exactly the test cells that its heading names. An assignment that
`jupyter.sh new` has just begun goes through the same tests.
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
from names import taken, words

from hyperlead import assignments, course
from hyperlead.assignments import SOLUTION, student_version
from hyperlead.places import NOTEBOOKS, ROOT

BEGUN = "99-just-begun"
COUNTS = {5: "five", 6: "six", 7: "seven", 8: "eight"}
HEADING = re.compile(r"^//// (\S+) \| (\S+) \| (.*)$")
REGION = "// BEGIN SOLUTION\n{}\n// END SOLUTION"


@dataclass(frozen=True)
class Mistake:
    """A wrong solution: what stands in the solution region of a cell, and which tests it loses.

    Or one that loses nothing, but borrows what its task is to do without.
    """

    name: str
    cell: str
    lost: list
    body: str
    borrowed: list


def mistakes(path):
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        heading = HEADING.match(line)
        if heading:
            found.append((heading, []))
        elif found:
            found[-1][1].append(line)
        elif line and not line.startswith("// "):
            raise ValueError(f"{path.name}: expected //// NAME | CELL | LOST: {line}")
    return [mistake(*heading.groups(), "\n".join(body)) for heading, body in found]


def mistake(name, cell, outcome, body):
    lost, _, borrowed = outcome.partition("borrows ")
    return Mistake(name, cell, lost.split(), body, borrowed.split())


def marks(cell):
    return cell.metadata.get("nbgrader", {})


def code_cells(notebook):
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def tests_of(notebook):
    return [cell for cell in code_cells(notebook) if marks(cell).get("grade")]


def reached(cells):
    """The tests behind the first cell that use it, or use what uses it."""
    names = taken(cells[0].source)
    for cell in cells[1:]:
        if words(cell.source) & names:
            names |= taken(cell.source)
            if marks(cell)["grade"]:
                yield cell


def with_mistakes(source, wrong):
    """An assignment whose kernel meets all mistakes, one after the other.

    Behind the solved cells each mistake is a solution cell of its own, followed by the tests that it
    can reach and by the right cell. Solutions are methods, so that a kernel forgets a mistake when it
    gets the next definition; all tests once more, with everything right again, are the proof.
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

    for mistake in [*wrong, Mistake("right-again", order[0], [], "", [])]:
        place = order.index(mistake.cell)
        if mistake.body:
            text = SOLUTION.sub(lambda _, body=mistake.body: REGION.format(body), cells[place].source)
            add(mistake.name, cells[place], text)
        for cell in reached(cells[place:]) if mistake.body else tests_of(source):
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
        places = {"ASSIGNMENTS": cls.folder / "begun", "MISTAKES": cls.folder}
        with mock.patch.multiple(assignments, **places):
            assignments.begin(BEGUN, 'a "title"')
        cls.own = sorted(path.stem for path in course.ASSIGNMENTS.glob("*/*.ipynb"))
        files = [*course.ASSIGNMENTS.glob("*/*.ipynb"), *cls.folder.glob("begun/*/*.ipynb")]
        cls.paths = {path.stem: path for path in sorted(files)}
        wrong = [*assignments.MISTAKES.glob("*.java"), *cls.folder.glob("*.java")]
        cls.mistakes = {path.stem: mistakes(path) for path in wrong}
        cls.sources = {name: nbformat.read(path, as_version=4) for name, path in cls.paths.items()}
        for name, source in cls.sources.items():
            trial = with_mistakes(source, cls.mistakes[name])
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

    def test_every_list_names_all(self):
        """notebooks_test looks at the index's links."""
        guide = (course.ASSIGNMENTS / "README.md").read_text(encoding="utf-8")
        for name in self.own:
            self.assertIn(f"(../handout/{name}.ipynb)", guide)
        counted = rf"(?i)\b{COUNTS[len(self.own)]} (graded )?(assignments|notebooks)\b"
        for path in (ROOT / "README.md", NOTEBOOKS / "index.ipynb", course.ASSIGNMENTS / "README.md"):
            self.assertRegex(path.read_text(encoding="utf-8"), counted)

    def test_the_solved_version_scores_everything(self):
        for name, _ in self.sources.items():
            self.assertEqual(self.lost("solved", name), {})
            self.assertEqual(self.rows["solved", name, "total"]["reason"], "")

    def test_the_blank_version_scores_nothing(self):
        for name, source in self.sources.items():
            self.assertEqual(self.rows["blank", name, "total"]["points"], "0")
            lost = self.lost("blank", name)
            self.assertEqual(set(lost), {cell.id for cell in source.cells if worth(cell)})
            for cell, reason in lost.items():
                self.assertRegex(reason, "^[a-z-]+: [A-Za-z]+: |^no answer$", cell)
            self.assertEqual(self.rows["blank", name, "total"]["max"], str(sum(map(worth, source.cells))))

    def test_the_blank_version_compiles(self):
        for name, _ in self.sources.items():
            broken = {cell: reason for cell, reason in self.lost("blank", name).items()
                      if "Compilation" in reason or "Unresolved" in reason}  # fmt: skip
            self.assertEqual(broken, {})

    def test_wrong_solutions_lose_what_they_should(self):
        for name, source in self.sources.items():
            for mistake in self.mistakes[name]:
                with self.subTest(mistake.name):
                    lost = self.lost("wrong", f"wrong-{name}", f"{mistake.name}--")
                    self.assertNotEqual(mistake.lost, mistake.borrowed)
                    self.assertEqual(set(lost), set(mistake.lost), lost)
            self.assertEqual(self.lost("wrong", f"wrong-{name}", "right-again--"), {})
            again = {cell for who, each, cell in self.rows if each == f"wrong-{name}" and cell.startswith("right-again--")}
            self.assertEqual(again, {f"right-again--{cell.id}" for cell in tests_of(source)})

    def test_who_borrows_what_is_to_be_made_by_hand_is_shown_and_nobody_else(self):
        for name in self.sources:
            expected = [f"{mistake.name}--{mistake.cell}: not by hand, as it uses {', '.join(mistake.borrowed)}"
                        for mistake in self.mistakes[name] if mistake.borrowed]  # fmt: skip
            self.assertEqual(self.rows["wrong", f"wrong-{name}", "total"]["reason"], "; ".join(expected))

    def test_there_are_enough_wrong_solutions_for_every_task(self):
        for name, source in self.sources.items():
            solutions = {cell.id for cell in code_cells(source) if marks(cell).get("solution")}
            wrong = [each for each in self.mistakes[name] if each.lost]
            self.assertGreaterEqual(len({mistake.name for mistake in wrong}), 10 if name in self.own else 2)
            self.assertEqual({mistake.cell for mistake in wrong}, solutions)
            lost = {cell for mistake in wrong for cell in mistake.lost}
            self.assertEqual(lost, {cell.id for cell in tests_of(source)})

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

    def test_points_stand_in_the_cells_and_all_texts_agree(self):
        for name, source in self.sources.items():
            guide = self.paths[name].with_name("MARKING.md").read_text(encoding="utf-8")
            said, found = [], []
            for cell in source.cells:
                if cell.cell_type == "markdown" and cell.source.startswith("## "):
                    points = re.search(r"\((\d+) points?\b", cell.source.splitlines()[0])
                    said.append((cell.id, int(points[1]) if points else 0))
                    found.append((cell.id, 0))
                elif worth(cell):
                    found[-1] = (found[-1][0], found[-1][1] + worth(cell))
            self.assertEqual(said, found)
            how = next(cell.source for cell in source.cells if cell.id == "how")
            self.assertRegex(how, rf"\bThere are {sum(map(worth, source.cells))} points\b")
            for cell in tests_of(source):
                self.assertRegex(guide, rf"(?m)^\| `{cell.id}` \| {worth(cell)} \|")
            self.assertIn(f"| total | {sum(map(worth, tests_of(source)))} | |", guide)
            rows = [in_guide(mistake, source) for mistake in self.mistakes[name]]
            self.assertEqual([], [row for row in rows if row not in guide])

    def test_how_it_works_is_said_alike_everywhere(self):
        said = set()
        for name, source in self.sources.items():
            how = next(cell.source for cell in source.cells if cell.id == "how")
            self.assertIn(f"./notebooks/jupyter.sh open {name}`", how)
            said.add(how.replace(name, "NAME").split("There are")[0])
        self.assertEqual(len(said), 1)


def worth(cell):
    return marks(cell).get("points", 0)


def in_guide(mistake, source):
    """The beginning of its row."""
    left = sum(worth(cell) for cell in tests_of(source) if cell.id not in mistake.lost)
    listed = ", ".join(f"`{each}`" for each in mistake.lost or mistake.borrowed)
    return f"| `{mistake.name}` | `{mistake.cell}` | {listed} |" + (f" {left} |" if mistake.lost else "")


if __name__ == "__main__":
    unittest.main()
