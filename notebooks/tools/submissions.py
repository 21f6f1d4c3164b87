"""What students handed in: read with patience, and brought back to the instructor's cells."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Dict, List, Optional, Tuple

import nbformat

from assignments import code_cells, is_code, is_solution, marks, student_version, written_cells


class BrokenSubmission(Exception):
    """A file that no cells can be read from."""


@dataclass(frozen=True)
class Cell:
    """Code to execute; no name: a cell that the student added."""

    name: Optional[str]
    source: str


def read(path: Path) -> List[dict]:
    """The cells of a notebook: type, text and metadata, whatever else is wrong with it."""
    try:
        document = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise BrokenSubmission(f"not readable: {error}") from None
    cells = document.get("cells") if isinstance(document, dict) else None
    if not isinstance(cells, list):
        raise BrokenSubmission("not a notebook of format 4: it has no list of cells")
    return [plain_cell(number, cell) for number, cell in enumerate(cells, 1)]


def plain_cell(number: int, cell: object) -> dict:
    if not isinstance(cell, dict):
        raise BrokenSubmission(f"cell {number} is not an object")
    source, metadata = cell.get("source"), cell.get("metadata")
    lines = source if isinstance(source, list) else [source]
    if not all(isinstance(line, str) and is_encodable(line) for line in lines):
        raise BrokenSubmission(f"cell {number} has no text")
    return {
        "cell_type": cell.get("cell_type"),
        "source": "".join(lines),
        "metadata": metadata if isinstance(metadata, dict) else {},
        "id": cell.get("id"),
    }


def is_encodable(text: str) -> bool:
    """Half a surrogate pair passes as JSON, but not on to a kernel."""
    return text == text.encode("utf-8", "ignore").decode("utf-8")


def restored(source: nbformat.NotebookNode, submitted: List[dict]) -> List[Cell]:
    """The cells to execute, in the source's order.

    Test and read-only cells are the source's, with the hidden tests, whatever the student did to
    them. A solution cell is the student's; of several the last one, as in nbgrader; if it was
    deleted, the blank one. Cells of the student's own stay behind the cell that they follow.
    """
    answers, own = sorted_out(source, submitted)
    cells = list(own[None])
    for cell, blank in zip(code_cells(source), code_cells(student_version(source))):
        text = answers.get(cell.id, blank.source) if is_solution(cell) else cell.source
        cells += [Cell(cell.id, text), *own[cell.id]]
    return cells


def sorted_out(source: nbformat.NotebookNode, submitted: List[dict]) -> Tuple[Dict, Dict]:
    """The texts of the known cells by name, and the other code by the known cell before it."""
    known = {cell.id: is_solution(cell) for cell in code_cells(source)}
    names = [name_of(cell, known) for cell in submitted]
    last = {name: number for number, name in enumerate(names)}
    answers, own, here = {}, {name: [] for name in [None, *known]}, None
    for number, (cell, name) in enumerate(zip(submitted, names)):
        if name and last[name] == number:
            answers[name], here = cell["source"], name
        elif is_code(cell) and known.get(name, True):
            own[here].append(Cell(None, cell["source"]))
    return answers, own


def texts(source: nbformat.NotebookNode, submitted: List[dict]) -> Dict[str, str]:
    """The student's free text by the name of its cell; of several cells the last one's."""
    known = {cell.id: True for cell in written_cells(source)}
    found = {name_of(cell, known): cell["source"] for cell in submitted}
    return {name: text for name, text in found.items() if name}


def name_of(cell: dict, known: dict) -> Optional[str]:
    """The source's cell that it is: by nbgrader's name, or by its id if an editor lost that."""
    for name in (marks(cell).get("grade_id"), cell["id"]):
        if isinstance(name, str) and name in known:
            return name
    return None
