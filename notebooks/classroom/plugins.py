"""What nbgrader lacks for a class whose students edit their notebooks with anything, in Java."""

import csv
import html
import re
import secrets
import time
from itertools import product
from pathlib import Path

import nbformat
from jinja2 import pass_context
from latex2mathml.converter import convert
from names import borrowed, reserved, taken
from nbclient.exceptions import DeadKernelError
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.plugins import ExportPlugin
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from nbgrader.utils import is_grade, is_locked, is_solution

FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+?)\$", re.DOTALL)
CHECK = re.compile(r"^(?=Check\s*\.|(?:for|if|while|try)\b)", re.MULTILINE)
OWN = "own-cell-"  # begins the id of a cell that was not handed out
MATHJAX = re.compile(r"<!-- Load mathjax -->.*?<!-- End of mathjax configuration -->", re.DOTALL)


def released(course, assignment, notebook):
    """The notebook as students got it."""
    folder = course.format_path(course.release_directory, ".", assignment)
    return nbformat.read(Path(folder, f"{notebook}.ipynb"), as_version=4)


def released_to(preprocessor, resources):
    """That of the submission at hand; exporter and converter are the parents."""
    at = resources["nbgrader"]
    return released(preprocessor.parent.parent.coursedir, at["assignment"], at["notebook"])


def names_of(cell):
    """nbgrader's name of a cell, and its id, which stays if an editor drops the former."""
    marks = cell.metadata.get("nbgrader")
    names = (marks.get("grade_id") if isinstance(marks, dict) else None, cell.get("id"))
    return [name for name in names if isinstance(name, str)]


class Restore(NbGraderPreprocessor):
    """The released cells in their order, with the student's answers and own cells.

    Of several copies of an answer the last one counts that is not as it was released. The others, like
    all cells that were not released, stay behind the cell that they follow.
    """

    def preprocess(self, nb, resources):
        notebook = released_to(self, resources)
        known = {name: index for index, cell in enumerate(notebook.cells) for name in names_of(cell)}
        written, answers, here = [[] for _ in notebook.cells], {}, 0
        for number, cell in enumerate(nb.cells, 1):
            index = next((known[name] for name in names_of(cell) if name in known), None)
            here = here if index is None else index
            blank, source = notebook.cells[here], cell.source.strip()
            if source and (index is None or not is_locked(blank) and source != blank.source.strip()):
                new_cell = new_code_cell if cell.cell_type == "code" else new_markdown_cell
                written[here].append(new_cell(cell.source, id=f"{OWN}{number}"))
                answers.update({} if index is None else {index: written[here][-1]})
        cells, notebook.cells = notebook.cells, []
        for index, cell in enumerate(cells):
            answer = answers.get(index)
            order = [cell if each is answer else each for each in written[index]]
            notebook.cells += order if answer else [cell, *order]
            cell.source = answer.source if answer else cell.source
        return notebook, resources


class ExecuteAll(Execute):
    """Executes every cell, whatever the others did, and gives each failure one line that explains it.

    When a cell ended the kernel or ran too long, the rest goes on in a new kernel, where the cells
    that had passed run again first. A cell of the student's that takes a name for itself which the
    instructor's cells use is not executed. All of it may take ten times as long as one cell.
    """

    def preprocess(self, nb, resources=None, km=None):
        blank = [cell for cell in released_to(self, resources).cells if not is_locked(cell)]
        self.reserved = reserved([cell for cell in nb.cells if is_locked(cell)], blank)
        self.deadline = time.monotonic() + 10 * self.timeout
        self.passed, self.about, self.before = [], "", ""
        return super().preprocess(nb, resources, km)

    def preprocess_cell(self, cell, resources, index):
        if cell.cell_type == "code":
            names = set() if is_locked(cell) else taken(cell.source) & self.reserved
            if names:
                fail(cell, "NameTaken", f"not run, as tests use the name {', '.join(sorted(names))}")
            elif time.monotonic() > self.deadline:
                fail(cell, "NotRun", "the notebook took too long, or ended its kernel twice")
            else:
                self.run_or_restart(cell, resources, index)
            self.explain(cell, error_of(cell))
        return cell, resources

    def run_or_restart(self, cell, resources, index):
        try:
            if is_grade(cell) and is_locked(cell):
                self.run_to_the_end(cell, resources, index)
            else:
                super().preprocess_cell(cell, resources, index)
        except DeadKernelError:
            fail(cell, "DeadKernel", "the kernel ended")
        error = error_of(cell)
        if not error:
            self.passed.append(cell.source)
        elif error.ename in ("TooLong", "DeadKernel"):
            self._cleanup_kernel()
            self.create_kernel_manager()
            self.start_new_kernel()
            self.start_new_kernel_client()
            try:
                for source in self.passed:
                    self.wait_for_reply(self.kc.execute(source, store_history=False))
            except DeadKernelError:  # again, in a cell that had passed
                self.deadline = 0

    def run_to_the_end(self, cell, resources, index):
        """A test passes if the kernel gives back a word behind it, and how many checks came to their end.

        By silence it does not: JJava says nothing of an exception that cannot be shown, and goes on,
        nor of anything behind a literal that is too long.
        """
        source, word = cell.source, f"_{secrets.token_hex()}"
        counted = f"for (int i{word} = 0; i{word} < 1; i{word}++, n{word}++) "
        counting, checks = CHECK.subn(counted, source)
        cell.source = f'int n{word} = 0; {counting}\n"{word}" + n{word}'
        try:
            super().preprocess_cell(cell, resources, index)
        finally:
            cell.source = source
        shown = [output.get("data", {}).get("text/plain") for output in cell.outputs]
        error = error_of(cell)
        if word in "".join(said(error)) if error else f"{word}{checks}" not in shown:
            fail(cell, "NoAnswer", "the kernel fell silent in this test or before it")
        cell.outputs = [each for each in cell.outputs if word not in str(each.get("data"))]

    def explain(self, cell, error):
        """A line for the CSV: it names the student's cell that failed, or that the failed test is about."""
        if error and is_locked(cell):
            fail(cell, error.ename, *said(error))
            error_of(cell).evalue = f"{self.about}{line(error)}{self.before}"
        elif error:
            error.evalue = f"{cell.id}: {line(error)}"
            self.before = self.before if error.ename == "NotRun" else f"; before it, {error.evalue}"
        self.about = f"{cell.id}: " if is_solution(cell) else self.about


def error_of(cell):
    """The last one says why: a time limit is reported after the interrupt that it made."""
    errors = [output for output in cell.get("outputs", []) if output.output_type == "error"]
    return errors[-1] if errors else None


def fail(cell, name, *lines):
    kept = [output for output in cell.get("outputs", []) if output.output_type != "error"]
    cell.outputs = [*kept, new_output("error", ename=name, evalue="", traceback=list(lines))]


def said(error):
    """What the kernel says without the code that it shows behind bars, be it of a hidden test."""
    lines = re.sub(r"\x1b\[[0-9;]*m|[\0-\b\x0e-\x1f]", "", "\n".join(error.traceback)).splitlines()
    shown = [each for each in lines if each.strip() and each[0] not in "|\t"]
    return shown or [error.evalue.partition("/")[0]]


def line(error):
    """The kind of error without its package, and the beginning of what it says; a hint comes early."""
    kind = "" if error.ename == "RuntimeException" else f"{error.ename}: "  # JJava's, around any other
    first, *more = map(str.strip, said(error))
    more.sort(key=lambda each: not each.startswith("hint:"))
    return re.sub(r"^(\w+\.)+(?=\w+:)", "", kind + ", ".join([first, *more]))[:200]


class Reasons(ExportPlugin):
    """A row for each graded cell of each student, with a reason for every point that is not given."""

    def export(self, gradebook):
        with open(self.to or "grades.csv", "w", newline="", encoding="utf-8") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(("student", "assignment", "cell", "points", "max", "reason"))
            students = [each.id for each in gradebook.students if each.id in (self.student or [each.id])]
            for student, assignment in product(sorted(students), gradebook.assignments):
                if assignment.name in (self.assignment or [assignment.name]):
                    for notebook in assignment.notebooks:
                        for row in self.rows(gradebook, student, assignment.name, notebook):
                            shown = [f"{each:g}" if isinstance(each, float) else each for each in row]
                            table.writerow((student, assignment.name, *shown))

    def rows(self, gradebook, student, assignment, notebook):
        """Cell, points (none: a person has yet to mark it), most points, reason; at last the total."""
        course, file = self.parent.coursedir, f"{notebook.name}.ipynb"
        graded = Path(course.format_path(course.autograded_directory, student, assignment), file)
        if graded.exists():
            cells = nbformat.read(graded, as_version=4).cells
            grades = gradebook.find_submission_notebook(notebook.name, assignment, student).grades
            grades = {grade.name: grade for grade in grades}
            rows = [marks(cell, grades[cell.metadata.nbgrader.grade_id]) for cell in cells if is_grade(cell)]
            points = float(sum(row[1] or 0 for row in rows))
            flagged = flags(cells, released(course, assignment, notebook.name).cells)
            return [*rows, ("total", points, float(notebook.max_score), "; ".join(flagged))]
        submitted = Path(course.format_path(course.submitted_directory, student, assignment), file)
        return [("total", 0, float(notebook.max_score), why_not(submitted))]


def flags(cells, blank):
    """What a teacher should look at, whatever points it got: names taken, and answers not by hand."""
    tasks = {names_of(cell)[0]: cell.source for cell in blank if is_solution(cell)}
    own = [cell.source for cell in cells if cell.cell_type == "code" and cell.id.startswith(OWN)]
    for cell in cells:
        error = error_of(cell)
        if error and error.ename == "NameTaken":
            yield error.evalue
        names = borrowed(cell.source, tasks[names_of(cell)[0]], own) if is_solution(cell) else ()
        if names:
            yield f"{cell.id}: not by hand, as it uses {', '.join(sorted(names))}"


def marks(cell, grade):
    """The row of a cell that was graded."""
    error = error_of(cell)
    if grade.manual_score is not None or grade.auto_score is None:
        return grade.name, grade.manual_score, grade.max_score, "marked by hand"
    lost = error.evalue if error else "no answer" if is_solution(cell) else "a part of the points"
    return grade.name, grade.score, grade.max_score, lost if grade.score < grade.max_score else ""


def why_not(submitted):
    """Why a submission was not graded."""
    names = [path.name for path in submitted.parent.glob("*.ipynb")]
    if submitted.name in names:
        return "nbgrader could not read or grade it: its log says why"
    return f"{len(names)} notebooks, none named {submitted.stem}" if names else "nothing handed in"


class Feedback(HTMLExporter):
    """Pages that are whole without a network: formulas as MathML, which browsers show by themselves.

    They begin with the first error, and with its hint, if there is one.
    """

    @pass_context
    def markdown2html(self, context, source):
        return FORMULA.sub(mathml, super().markdown2html(context, source))

    def from_notebook_node(self, nb, resources=None, **options):
        failed = next(filter(error_of, nb.cells), None)
        if failed:
            text = "\n".join(f"    {each}" for each in [failed.id, *said(error_of(failed))])
            first = new_markdown_cell(f"**The first thing to mend**\n\n{text}")
            nb = nbformat.from_dict({**nb, "cells": [first, *nb.cells]})
        page, resources = super().from_notebook_node(nb, resources, **options)
        return MATHJAX.sub("", page), resources


def mathml(found):
    try:
        return convert(html.unescape(found[1] or found[2]), display="block" if found[1] else "inline")
    except Exception:  # a student wrote it; whatever is wrong with it, it can be read as it stands
        return found[0]
