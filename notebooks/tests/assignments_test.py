"""Tests the assignments in the real kernel: assignments_test.py [NAME…].

The solved version scores everything, the blank one nothing, and each of the wrong solutions in
tests/assignments/NAME.java loses exactly the test cells that its heading names.
"""

import json
import os
import re
import sys
import tempfile
import time
import unittest
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Set

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))

import nbformat  # noqa: E402

import assignments  # noqa: E402
import grading  # noqa: E402

LIMIT = 30
HEADING = re.compile(r"^//// (\S+) \| (\S+) \| (.*)$")
RESULTS = {}


@dataclass(frozen=True)
class Mistake:
    """A wrong solution: what stands in the solution region of a cell, and which tests it loses."""

    name: str
    cell: str
    lost: Set[str]
    body: str


def mistakes(name: str) -> List[Mistake]:
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


def lost(scores: List[grading.Score]) -> Dict[str, str]:
    return {score.cell: score.reason for score in scores if score.points < score.most}


def whole(source: nbformat.NotebookNode, notebook: nbformat.NotebookNode) -> Dict[str, str]:
    """The way a submission goes: written to a file, read back, restored, run in a new kernel."""
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory, "submission.ipynb")
        nbformat.write(notebook, path)
        return lost(grading.grade(source, path, LIMIT, 10 * LIMIT))


def one_by_one(source: nbformat.NotebookNode, wrong: List[Mistake]) -> Dict[str, Dict[str, str]]:
    """Each mistake replaces the right cell in one kernel, which then runs the tests behind it.

    Solutions are methods, so that a kernel forgets a mistake when it gets the next definition.
    The last entry, all tests with everything right again, is the proof.
    """
    cells = {cell.id: cell for cell in assignments.code_cells(source)}
    order = list(cells)
    found = {}
    with grading.Session() as session:

        def lost_from(start: int) -> Dict[str, str]:
            tests = [cells[each] for each in order[start:] if assignments.is_test(cells[each])]
            return lost([grading.score(each, session.run(each.source, LIMIT)) for each in tests])

        for cell in cells.values():
            session.run(cell.source, LIMIT)
        for each in wrong:
            right = cells[each.cell]
            session.run(assignments.with_solution(right, each.body), LIMIT)
            found[each.name] = lost_from(order.index(each.cell))
            session.run(right.source, LIMIT)
        found["right again"] = lost_from(0)
    return found


def install_quick_kernel(directory: str) -> None:
    """The project's kernel with the first compiler only: these cells run once, and never for long."""
    installed = HERE.parents[1] / "target" / "jupyter" / "data" / "kernels" / "java" / "kernel.json"
    spec = json.loads(installed.read_text(encoding="utf-8"))
    spec["argv"].insert(1, "-XX:TieredStopAtLevel=1")
    kernel = Path(directory, "kernels", "java")
    kernel.mkdir(parents=True)
    (kernel / "kernel.json").write_text(json.dumps(spec), encoding="utf-8")
    os.environ["JUPYTER_PATH"] = directory


class AssignmentTest:
    """For one assignment; subclasses say which."""

    name = ""

    @property
    def tests(self) -> Set[str]:
        return {cell.id for cell in grading.tests_of(RESULTS[self.name]["source"])}

    def test_the_solved_version_scores_everything(self):
        self.assertEqual(RESULTS[self.name]["solved"].result(), {})

    def test_the_blank_version_scores_nothing(self):
        self.assertEqual(set(RESULTS[self.name]["blank"].result()), self.tests)

    def test_the_blank_version_compiles(self):
        broken = {cell: reason for cell, reason in RESULTS[self.name]["blank"].result().items()
                  if "CompileError" in reason or "UnresolvedReference" in reason}
        self.assertEqual(broken, {})

    def test_wrong_solutions_lose_what_they_should(self):
        results = RESULTS[self.name]["wrong"].result()
        for mistake in mistakes(self.name):
            with self.subTest(mistake.name):
                self.assertNotEqual(mistake.lost, set())
                self.assertEqual(set(results[mistake.name]), mistake.lost, results[mistake.name])
        self.assertEqual(results["right again"], {})

    def test_there_are_enough_wrong_solutions_for_every_task(self):
        wrong = mistakes(self.name)
        # Of code: a free-text cell is a solution, too, but is marked by hand.
        solutions = {cell.id for cell in assignments.code_cells(RESULTS[self.name]["source"])
                     if assignments.is_solution(cell)}
        self.assertGreaterEqual(len({mistake.name for mistake in wrong}), 10)
        self.assertEqual({mistake.cell for mistake in wrong}, solutions)

    def test_the_student_version_gives_nothing_away(self):
        text = nbformat.writes(assignments.student_version(RESULTS[self.name]["source"]))
        for word in (*assignments.SOLUTION, *assignments.HIDDEN):
            self.assertNotIn(word, text)

    def test_every_test_cell_ends_in_a_check_without_a_value(self):
        for version in (RESULTS[self.name]["source"],
                        assignments.student_version(RESULTS[self.name]["source"])):
            for cell in filter(assignments.is_test, assignments.code_cells(version)):
                code = re.sub(r'"[^"\n]*"', '""', cell.source)
                code = re.sub(r"^\s*//.*$", "", code, flags=re.MULTILINE)
                self.assertRegex(code.rstrip().rsplit(";\n", 1)[-1].strip(), r"^Check\.[^;]*;$")

    def test_the_source_holds_no_outputs(self):
        cells = assignments.code_cells(RESULTS[self.name]["source"])
        self.assertEqual([cell.id for cell in cells if cell.outputs or cell.execution_count], [])

    def test_the_marking_guide_names_every_cell(self):
        path = assignments.sources()[self.name].with_name("MARKING.md")
        guide = path.read_text(encoding="utf-8")
        for cell in grading.tests_of(RESULTS[self.name]["source"]):
            points = assignments.marks(cell)["points"]
            self.assertRegex(guide, rf"(?m)^\| `{cell.id}` \| {points} \|")
        for mistake in mistakes(self.name):
            self.assertIn(f"`{mistake.name}`", guide)


def start(name: str, path: Path, pool: ThreadPoolExecutor) -> None:
    source = assignments.read_source(path)
    RESULTS[name] = {
        "source": source,
        "solved": pool.submit(whole, source, source),
        "blank": pool.submit(whole, source, assignments.student_version(source)),
        "wrong": pool.submit(one_by_one, source, mistakes(name)),
    }


def load_tests(loader, _tests, _pattern):
    suite = unittest.TestSuite()
    for name in RESULTS:
        case = type(f"Test {name}", (AssignmentTest, unittest.TestCase), {"name": name})
        suite.addTests(loader.loadTestsFromTestCase(case))
    return suite


if __name__ == "__main__":
    begin = time.monotonic()
    # Two: as many kernels as the grader starts at once.
    with tempfile.TemporaryDirectory() as scratch, ThreadPoolExecutor(2) as executor:
        install_quick_kernel(scratch)
        for each, file in assignments.chosen(sys.argv[1:]).items():
            start(each, file, executor)
        executor.shutdown()
    print(f"{len(RESULTS)} assignments graded in {time.monotonic() - begin:.0f} s", flush=True)
    unittest.main(argv=sys.argv[:1])
