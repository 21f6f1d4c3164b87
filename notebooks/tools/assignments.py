"""Assignments in nbgrader's format: which cells there are, what a student gets, what is graded.

Follows nbgrader's documented rules (cell metadata schema 3), without nbgrader: a solution region
becomes a stub, hidden tests go, test and read-only cells of a submission are the instructor's.
"""

import copy
import hashlib
from pathlib import Path
from typing import Dict, List

import nbformat

ASSIGNMENTS = Path(__file__).resolve().parent.parent / "assignments"
STUB = "// YOUR CODE HERE"
TEXT_STUB = "YOUR ANSWER HERE"
SOLUTION = ("BEGIN SOLUTION", "END SOLUTION")
HIDDEN = ("BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


class AssignmentError(Exception):
    """A source notebook that breaks the rules of its format."""


def sources() -> Dict[str, Path]:
    """Names and source notebooks, in their order."""
    return {path.stem: path for path in sorted(ASSIGNMENTS.glob("*/*.ipynb"))}


def chosen(names: List[str]) -> Dict[str, Path]:
    """The sources asked for; all if none is named."""
    known = sources()
    for name in names:
        if name not in known:
            raise AssignmentError(f"no assignment {name}; there are: {', '.join(known) or 'none'}")
    return {name: path for name, path in known.items() if not names or name in names}


def is_source(path: Path) -> bool:
    return ASSIGNMENTS in path.resolve().parents


def read_source(path: Path) -> nbformat.NotebookNode:
    notebook = nbformat.read(path, as_version=4)
    check(notebook, path.stem)
    return notebook


def marks(cell: dict) -> dict:
    """What nbgrader knows about a cell; students' editors may have lost or broken it."""
    found = cell["metadata"].get("nbgrader")
    return found if isinstance(found, dict) else {}


def is_test(cell: dict) -> bool:
    return bool(marks(cell).get("grade"))


def is_solution(cell: dict) -> bool:
    return bool(marks(cell).get("solution"))


def is_locked(cell: dict) -> bool:
    return bool(marks(cell).get("locked"))


def is_code(cell: dict) -> bool:
    return cell["cell_type"] == "code"


def code_cells(notebook: nbformat.NotebookNode) -> list:
    return [cell for cell in notebook.cells if is_code(cell)]


def written_cells(notebook: nbformat.NotebookNode) -> list:
    """Free text that is marked by hand."""
    return [cell for cell in notebook.cells if not is_code(cell) and marks(cell)]


def check(notebook: nbformat.NotebookNode, name: str) -> None:
    """Refuses a source whose cells nbgrader or the grader would misunderstand."""
    cells = code_cells(notebook) + written_cells(notebook)
    ids = [marks(cell).get("grade_id") for cell in cells]
    for cell, grade_id in zip(cells, ids):
        for problem in problems(cell):
            raise AssignmentError(f"{name}: cell {grade_id or cell.source[:40]!r} {problem}")
        if ids.count(grade_id) > 1:
            raise AssignmentError(f"{name}: grade_id {grade_id!r} stands twice")


def problems(cell: nbformat.NotebookNode) -> List[str]:
    """What breaks the rules in a cell of a source."""
    found = []
    if not marks(cell).get("grade_id") or marks(cell).get("schema_version") != 3:
        return ["needs nbgrader metadata of schema 3 with a grade_id"]
    kind = (is_test(cell), is_locked(cell), is_solution(cell))
    if is_code(cell) and kind not in ((True, True, False), (False, True, False), (False, False, True)):
        found.append("must be a test (locked), read-only or a solution: one of the three")
    if not is_code(cell) and kind != (True, False, True):
        found.append("must be a graded solution: other free text needs no metadata")
    if cell.id != marks(cell)["grade_id"]:
        found.append(f"must have its grade_id as its id, which is {cell.id!r}")
    if is_test(cell) and not marks(cell).get("points", 0) > 0:
        found.append(f"must have points above 0: {marks(cell).get('points')}")
    if is_code(cell) and is_solution(cell) != has_region(cell.source, SOLUTION):
        found.append("must hold a solution region if it is a solution cell, and only then")
    if has_region(cell.source, HIDDEN) and not is_test(cell):
        found.append("must not hold hidden tests: it is no test cell")
    return found


def has_region(source: str, delimiters: tuple) -> bool:
    return replaced(source, delimiters, []) != source


def replaced(source: str, delimiters: tuple, stub: List[str]) -> str:
    """Puts a stub, indented like the first delimiter, in the place of each region."""
    begin, end = delimiters
    lines, inside = [], False
    for line in source.split("\n"):
        if begin in line or end in line:
            if inside == (begin in line):
                raise AssignmentError(f"{line.strip()!r} is out of place")
            inside = not inside
            indent = line[: len(line) - len(line.lstrip())]
            lines += [indent + each for each in stub] if inside else []
        elif not inside:
            lines.append(line)
    if inside:
        raise AssignmentError(f"{begin!r} without {end!r}")
    return "\n".join(lines)


def student_version(source: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """Without solutions, hidden tests and outputs; cells locked, with nbgrader's checksums."""
    notebook = copy.deepcopy(source)
    for cell in code_cells(notebook):
        cell.outputs, cell.execution_count = [], None
        cell.source = replaced(replaced(cell.source, SOLUTION, [STUB]), HIDDEN, [])
    for cell in written_cells(notebook):
        cell.source = TEXT_STUB
    for cell in code_cells(notebook) + written_cells(notebook):
        cell.metadata["deletable"] = False
        if is_locked(cell):
            cell.metadata["editable"] = False
        cell.metadata["nbgrader"]["checksum"] = checksum(cell)
    return notebook


def with_solution(cell: nbformat.NotebookNode, body: str) -> str:
    """The text of a solution cell with something else in its region."""
    return replaced(cell.source, SOLUTION, body.split("\n"))


def checksum(cell: nbformat.NotebookNode) -> str:
    """nbgrader's: MD5 of the text, the cell's type, its three flags, its name and its points."""
    flags = (is_test(cell), is_solution(cell), is_locked(cell))
    parts = [cell.source, cell.cell_type, *map(str, flags), marks(cell)["grade_id"]]
    if is_test(cell):
        parts.append(str(float(marks(cell)["points"])))
    return hashlib.md5("".join(parts).encode()).hexdigest()
