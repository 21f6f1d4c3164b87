"""What nbgrader lacks for a class whose students edit their notebooks with anything, in Java."""

import csv
import html
import re
import time
from pathlib import Path

import nbformat
from latex2mathml.converter import convert
from names import taken, used
from nbclient.exceptions import DeadKernelError
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_output
from nbgrader.plugins import ExportPlugin
from nbgrader.preprocessors import Execute, NbGraderPreprocessor
from nbgrader.utils import is_grade, is_locked, is_solution

OWN = "own-"  # and the number in the submission: the id of a cell that a student added
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
FORMULA = re.compile(r"\$\$(.+?)\$\$|\$([^$\n]+?)\$", re.DOTALL)
MATHJAX = re.compile(r"<!-- Load mathjax -->.*?<!-- End of mathjax configuration -->", re.DOTALL)
MOST_KERNELS = 20  # for one notebook
FATAL = ("TooLong", "DeadKernel")  # errors after which a kernel cannot be trusted


def released(coursedir, assignment, notebook):
    """The notebook as students got it."""
    folder = coursedir.format_path(coursedir.release_directory, ".", assignment)
    return nbformat.read(Path(folder, f"{notebook}.ipynb"), as_version=4)


def released_for(preprocessor, resources):
    """The one that the submission in hand answers; exporter and converter are the parents."""
    at = resources["nbgrader"]
    return released(preprocessor.parent.parent.coursedir, at["assignment"], at["notebook"])


def names_of(cell):
    """Those that a cell is known by: nbgrader's, and its id, which stays if an editor drops the former."""
    marks = cell.metadata.get("nbgrader")
    names = [marks.get("grade_id") if isinstance(marks, dict) else None, cell.get("id")]
    return [name for name in names if isinstance(name, str)]


class Restore(NbGraderPreprocessor):
    """The released cells in their order, with the student's answers and own cells.

    Of several copies of an answer the last one counts that is not as it was handed out. The others,
    like all cells that were not handed out, stay behind the cell that they follow.
    """

    def preprocess(self, nb, resources):
        notebook = released_for(self, resources)
        known = {name: index for index, cell in enumerate(notebook.cells) for name in names_of(cell)}
        answers, own, here = {}, {-1: []}, -1
        origins = [next((known[name] for name in names_of(cell) if name in known), None) for cell in nb.cells]
        for cell, index in zip(nb.cells, origins):
            blank = notebook.cells[index] if index is not None else cell
            if not is_locked(blank) and cell.source.strip() not in ("", blank.source.strip()):
                answers[index] = cell
        for number, (cell, index) in enumerate(zip(nb.cells, origins), 1):
            if index is not None and (answers.get(index, cell) is cell or is_locked(notebook.cells[index])):
                here = index
            elif cell.source.strip() and (index is None or cell.source != notebook.cells[index].source):
                own.setdefault(here, []).append(own_cell(number, cell))
        for index, cell in enumerate(notebook.cells):
            cell.source = answers[index].source if index in answers else cell.source
        notebook.cells = [*own[-1], *(each for index, cell in enumerate(notebook.cells)
                                      for each in (cell, *own.get(index, [])))]  # fmt: skip
        return notebook, resources


def own_cell(number, cell):
    made = (new_code_cell if cell.cell_type == "code" else new_markdown_cell)(cell.source)
    made.id = f"{OWN}{number}"
    return made


class ExecuteAll(Execute):
    """Executes every cell, whatever the others did, and gives each failure one line that explains it.

    When a cell ended the kernel or ran too long, the rest goes on in a new kernel, where the cells
    that had passed run again first. A cell of the student's that takes a name for itself which the
    instructor's cells use is not executed. All of it may take ten times as long as one cell.
    """

    def preprocess(self, nb, resources=None, km=None):
        self.passed, self.ended, self.kernels = [], "", 1
        self.deadline = time.monotonic() + 10 * self.timeout
        self.reserved = set().union(*(used(cell.source) for cell in nb.cells if is_code(cell) and is_locked(cell)))
        for cell in released_for(self, resources).cells:
            if is_code(cell) and not is_locked(cell):
                self.reserved -= taken(cell.source)
        return super().preprocess(nb, resources, km)

    def preprocess_cell(self, cell, resources, index):
        if not is_code(cell):
            return cell, resources
        names = set() if is_locked(cell) else {n for n in taken(cell.source) if n in self.reserved or n[0] == "%"}
        if time.monotonic() > self.deadline:
            self.ended = self.ended or "the notebook took too long"
        if names:
            fail(cell, "NameTaken", f"not run (reserved for the tests: {', '.join(sorted(names))})")
        elif self.ended:
            fail(cell, "NotRun", self.ended)
        else:
            self.execute_or_explain(cell, resources, index)
        return cell, resources

    def execute_or_explain(self, cell, resources, index):
        try:
            super().preprocess_cell(cell, resources, index)
        except DeadKernelError:
            fail(cell, "DeadKernel", "the kernel ended")
        error = error_of(cell)
        if not error:
            self.passed.append(cell.source)
        elif error.ename in FATAL:
            self.go_on()
        if error and is_locked(cell):  # a compiler's error shows the line, be it of a hidden test
            fail(cell, error.ename, explained(error))

    def go_on(self):
        begin = time.monotonic()
        self._cleanup_kernel()
        self.create_kernel_manager()
        self.start_new_kernel()
        self.start_new_kernel_client()
        self.deadline += time.monotonic() - begin
        self.kernels += 1
        if self.kernels > MOST_KERNELS:
            self.ended = f"{MOST_KERNELS} kernels had ended"
        try:
            for source in self.passed:
                self.wait_for_reply(self.kc.execute(source, store_history=False))
        except DeadKernelError:
            self.ended = "the kernel ended again, in a cell that had passed"


def is_code(cell):
    return cell.cell_type == "code"


def error_of(cell):
    """The last one says why: a time limit is reported after the interrupt that it made."""
    return next((output for output in reversed(cell.get("outputs", [])) if output.output_type == "error"), None)


def fail(cell, name, value):
    kept = [output for output in cell.get("outputs", []) if output.output_type != "error"]
    cell.outputs = [*kept, new_output("error", ename=name, evalue=value, traceback=[value])]


def explained(error):
    """What went wrong, without code: the message, or for a compiler's error what JJava prints below the line."""
    unresolved = re.search(r"UnresolvedReferenceException.*?Snippet:(\w+)", error.evalue)
    if unresolved:
        return f"UnresolvedReferenceException, {unresolved[1]} uses a name that is not there"
    if error.ename != "CompilationException":
        return error.evalue
    lines = [line.strip() for text in error.traceback for line in COLOUR.sub("", text).splitlines()]
    return ", ".join(line for line in lines[: (*lines, "").index("")] if line[0] != "|")


def message(error):
    """In one line: the kind of error without its package, and the beginning of what it says."""
    name, line = error.ename, (explained(error).strip().splitlines() or [""])[0]
    thrown = re.match(r"([\w.$]+)[,:] (.*)", line)
    if name == "RuntimeException" and thrown:  # JJava's, around any exception of the code's own
        name, line = thrown.groups()
    return f"{name.rpartition('.')[2]}: {line}"[:200]


def shown(cell):
    return f"cell {cell.id.removeprefix(OWN)} of the submission" if cell.id.startswith(OWN) else names_of(cell)[0]


class ReasonsExporter(ExportPlugin):
    """A row for each graded cell of each submission, with a reason for every point that is not given.

    Students are those with a folder of submissions; assignments, unless named, those that anybody
    handed in.
    """

    def export(self, gradebook):
        students = sorted(path.name for path in self.folder("submitted", ".", ".").iterdir() if path.is_dir())
        handed_in = {path.name for name in students for path in self.folder("submitted", name, ".").iterdir()}
        notebooks = [(each.name, notebook.name) for each in sorted(gradebook.assignments, key=lambda each: each.name)
                     if each.name in (self.assignment or handed_in) for notebook in each.notebooks]  # fmt: skip
        with open(self.to or "grades.csv", "w", newline="", encoding="utf-8") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(("student", "assignment", "cell", "points", "max", "reason"))
            for student in (name for name in students if name in (self.student or students)):
                for assignment, notebook in notebooks:
                    for cell, points, most, reason in self.rows(gradebook, student, assignment, notebook):
                        shown_points = "" if points is None else f"{points:g}"
                        table.writerow((student, assignment, cell, shown_points, f"{most:g}", reason))

    def folder(self, step, student, assignment):
        coursedir = self.parent.coursedir
        return Path(coursedir.format_path(getattr(coursedir, f"{step}_directory"), student, assignment))

    def rows(self, gradebook, student, assignment, notebook):
        """Cell, points (none: a person has yet to mark it), most points, reason; the last one is the total."""
        graded = self.folder("autograded", student, assignment) / f"{notebook}.ipynb"
        if graded.exists():
            cells = nbformat.read(graded, as_version=4).cells
            grades = gradebook.find_submission_notebook(notebook, assignment, student).grades
            rows = list(reasons(cells, {grade.name: grade for grade in grades}))
        else:
            cells = released(self.parent.coursedir, assignment, notebook).cells
            trouble = why_not(self.folder("submitted", student, assignment), notebook)
            rows = [(names_of(cell)[0], 0, most_points(cell), trouble) for cell in cells if is_grade(cell)]
        notes = [f"{shown(cell)} {error_of(cell).evalue}" for cell in cells if is_flagged(cell)]
        notes += [f"without {name}: marked by hand" for name, points, _, _ in rows if points is None]
        return [*rows, ("total", sum(row[1] or 0 for row in rows), sum(row[2] for row in rows), "; ".join(notes))]


def reasons(cells, grades):
    """The rows of an executed notebook; a reason names the student's cell that a test is about."""
    about, before = "", ""
    for cell in cells:
        error = error_of(cell)
        if is_grade(cell):
            grade, most = grades[names_of(cell)[0]], most_points(cell)
            unmarked = grade.manual_score is None and grade.auto_score is None
            if unmarked or grade.manual_score is not None:
                reason = "marked by hand"
            elif grade.score >= most:
                reason = ""
            elif is_solution(cell):
                reason = "no answer"
            else:
                reason = about + (f"{message(error)}{before}" if error else "a part of the points")
            yield grade.name, None if unmarked else grade.score, most, reason
        elif is_code(cell) and not is_locked(cell):
            about = f"{shown(cell)}: " if is_solution(cell) else about
            if error and error.ename != "NotRun":
                before = f"; before it, {shown(cell)}: {message(error)}"


def most_points(cell):
    return float(cell.metadata.nbgrader.points)


def is_flagged(cell):
    return is_code(cell) and any(output.get("ename") == "NameTaken" for output in cell.outputs)


def why_not(folder, notebook):
    """Why a submission was not graded."""
    names = [path.name for path in folder.glob("*.ipynb")]
    if not names:
        return "nothing handed in"
    if f"{notebook}.ipynb" not in names:
        return f"{len(names)} notebooks, none named {notebook}"
    try:
        nbformat.read(folder / f"{notebook}.ipynb", as_version=4)
    except Exception as error:  # whatever a file can do to its reader is what we came to ask
        return f"not readable: {(str(error).splitlines() or [type(error).__name__])[0]}"[:200]
    return "nbgrader could not grade it: its log says why"

class Feedback(HTMLExporter):
    """Pages that are whole without a network: formulas as MathML, which browsers show by themselves."""

    def from_notebook_node(self, nb, resources=None, **options):
        formulas = []

        def keep(found):
            formulas.append(mathml(found))
            return f"FORMULA{len(formulas)}END"

        for cell in nb.cells:
            if cell.cell_type == "markdown":
                cell.source = FORMULA.sub(keep, cell.source)
        page, resources = super().from_notebook_node(nb, resources, **options)
        page = re.sub(r"FORMULA(\d+)END", lambda found: formulas[int(found[1]) - 1], page)
        return MATHJAX.sub("", page), resources


def mathml(found):
    try:
        return convert(found[1] or found[2], display="block" if found[1] else "inline")
    except Exception:  # a student wrote it; whatever is wrong with it, it can be read as it stands
        return html.escape(found[0])
