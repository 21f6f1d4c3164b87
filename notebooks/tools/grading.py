"""Runs the cells of a submission in a kernel of its own and gives points. Needs no nbgrader."""

import queue
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional

import nbformat
from jupyter_client import KernelManager

import assignments
import submissions

START_LIMIT = 120
INTERRUPT_LIMIT = 10


@dataclass(frozen=True)
class Score:
    """The points of a cell, None if it is marked by hand; the reason why they are not all."""

    cell: str
    points: Optional[float]
    most: float
    reason: str = ""


class KernelEnded(Exception):
    """The process is gone, or had to be killed."""


class Session:
    """A kernel in an empty working directory, which runs one text after another."""

    def __enter__(self) -> "Session":
        self.directory = tempfile.TemporaryDirectory(prefix="grading-")
        self.manager = KernelManager(kernel_name="java")
        self.manager.start_kernel(cwd=self.directory.name)
        self.client = self.manager.client()
        self.client.start_channels()
        self.client.wait_for_ready(timeout=START_LIMIT)
        return self

    def __exit__(self, *_) -> None:
        self.client.stop_channels()
        del self.client  # at the end of the process its finaliser would meet half of Python gone
        self.manager.shutdown_kernel(now=True)
        self.directory.cleanup()

    def run(self, text: str, limit: float) -> Optional[str]:
        """None if the text ran, else the first line of its error. Outputs are not kept."""
        request = self.client.execute(text, store_history=False, allow_stdin=False)
        try:
            return self.error_of(request, limit)
        except TimeoutError:
            self.manager.interrupt_kernel()
        try:
            self.error_of(request, INTERRUPT_LIMIT)
        except TimeoutError:
            self.manager.shutdown_kernel(now=True)
            raise KernelEnded(f"ran for more than {limit:g} s and could not be interrupted") from None
        return f"ran for more than {limit:g} s"

    def error_of(self, request: str, limit: float) -> Optional[str]:
        """Reads until the kernel is done with a request."""
        error, deadline = None, time.monotonic() + limit
        while time.monotonic() < deadline:
            try:
                message = self.client.get_iopub_msg(timeout=0.5)
            except queue.Empty:
                if not self.manager.is_alive():
                    raise KernelEnded("the kernel ended") from None
                continue
            if message["parent_header"].get("msg_id") != request:
                continue
            content = message["content"]
            if message["msg_type"] == "error":
                error = error or one_line(f"{content['ename']}: {content['evalue']}")
            elif content.get("execution_state") == "idle":
                return error
        raise TimeoutError


def one_line(text: str) -> str:
    return (text.strip().splitlines() or [""])[0][:200]


def tests_of(source) -> list:
    return [cell for cell in assignments.code_cells(source) if assignments.is_test(cell)]


def zeros(source, reason: str) -> List[Score]:
    return [score(cell, reason) for cell in tests_of(source)]


def score(cell: nbformat.NotebookNode, reason: Optional[str]) -> Score:
    """nbgrader's rule: a test cell that throws scores 0, any other all its points."""
    most = float(assignments.marks(cell)["points"])
    return Score(cell.id, 0.0 if reason else most, most, reason or "")


def grade(source, path: Path, limit: float, total: float) -> List[Score]:
    """One score for each test cell, whatever state the file is in."""
    try:
        cells = submissions.restored(source, submissions.read(path))
    except submissions.BrokenSubmission as broken:
        return zeros(source, str(broken))
    with Session() as session:
        errors = run_all(session, cells, limit, time.monotonic() + total)
    return scores(source, cells, errors)


def written(source, path: Optional[Path]) -> List[Score]:
    """nbgrader's rule for free text: unchanged it is 0, anything else is marked by hand."""
    try:
        texts = submissions.texts(source, submissions.read(path)) if path else {}
    except submissions.BrokenSubmission:
        texts = {}
    found = []
    for cell in assignments.written_cells(source):
        most = float(assignments.marks(cell)["points"])
        answered = texts.get(cell.id, "").strip() not in ("", assignments.TEXT_STUB)
        reason = "marked by hand" if answered else "no answer"
        found.append(Score(cell.id, None if answered else 0.0, most, reason))
    return found


def run_all(session: Session, cells: List[submissions.Cell], limit: float, deadline: float) -> list:
    """What went wrong in each cell, or None; after the end of the kernel nothing runs."""
    errors, ended = [], None
    for cell in cells:
        if not ended and time.monotonic() > deadline:
            ended = "not run: the notebook took too long"
        try:
            errors.append(ended or session.run(cell.source, limit))
        except KernelEnded as end:
            errors.append(str(end))
            ended = f"not run: in {cell.name or 'a cell of the student'}, {end}"
    return errors


def scores(source, cells: List[submissions.Cell], errors: list) -> List[Score]:
    """The reason of a lost test cell names the failed cell of the student's before it, too."""
    tests = {cell.id: cell for cell in tests_of(source)}
    found, cause = [], ""
    for cell, error in zip(cells, errors):
        if cell.name in tests:
            found.append(score(tests[cell.name], error and error + cause))
        elif error:
            cause = f"; before it, {cell.name or 'a cell of the student'}: {error}"
    return found
