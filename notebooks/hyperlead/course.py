"""Hands out and grades the project's assignments with nbgrader, as `student …` and `grade …`."""

import argparse
import codecs
import contextlib
import os
import re
import shutil
import signal
import sys
import tempfile
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from typing import List, Optional

import psutil
from nbgrader.apps import NbGraderAPI
from nbgrader.utils import rmtree
from sqlalchemy.engine import URL
from sqlalchemy.exc import SAWarning
from traitlets.config import PyFileConfigLoader

from hyperlead.assignments import ASSIGNMENTS
from hyperlead.environment import VENV
from hyperlead.places import BUILT, COMMAND, PARTS
from hyperlead.trouble import Trouble

SETTINGS = "nbgrader_config.py"
AT_ONCE = 2  # each kernel may take 2 GB and more than one core
LAYOUTS = ("{0}.ipynb", "{0}/{0}.ipynb", "{0}/*.ipynb", "{0}[ (_]*.ipynb", "{0}-Copy*.ipynb")


def options() -> dict:
    parser = argparse.ArgumentParser(prog=COMMAND)
    commands = parser.add_subparsers(dest="run", required=True)
    add = commands.add_parser("student", help="write the students' versions of assignments").add_argument
    add("--to", type=Path, default=BUILT / "assignments", help=f"for NAME/NAME.ipynb ({BUILT / 'assignments'})")
    add("names", nargs="*", metavar="NAME", help="such as 01-soft-bellman (all)")
    add = commands.add_parser("grade", help="grade submissions, or only write the CSV again").add_argument
    add("submissions", type=Path, nargs="?", help="of STUDENT/ASSIGNMENT.ipynb or STUDENT/ASSIGNMENT/*.ipynb")
    add("names", nargs="*", metavar="NAME", help="assignments (those that anybody handed in)")
    add("--to", type=Path, default=Path("grades.csv"), help="the CSV; nbgrader's folder is kept beside it")
    add("--timeout", type=int, default=30, help="seconds for a cell (30), ten times as long for a notebook")
    return vars(parser.parse_args())


def make(folder: Path, timeout: int = 30) -> NbGraderAPI:
    """A course with the project's assignments; whatever else lies in its folder stays."""
    shutil.copytree(ASSIGNMENTS, folder / "source", dirs_exist_ok=True)
    load = f"c = get_config()\nload_subconfig({SETTINGS!r}, path={str(PARTS / 'notebooks' / 'classroom')!r})\n"
    (folder / SETTINGS).write_text(f"{load}c.Execute.timeout = {timeout}\n", encoding="utf-8")
    return opened(folder)


def opened(folder: Path) -> NbGraderAPI:
    config = PyFileConfigLoader(SETTINGS, path=str(folder)).load_config()
    config.CourseDirectory.root = str(folder)
    gradebook = URL.create("sqlite", database=str(folder / "gradebook.db"), query={"timeout": "60"})
    config.CourseDirectory.db_url = gradebook.render_as_string()  # others write, too: hence the time
    return NbGraderAPI(config=config)


def known(names: List[str], course: NbGraderAPI) -> List[str]:
    """Names of assignments, which shells complete with a slash."""
    names, there = [name.rstrip("/\\") for name in names], course.get_source_assignments()
    for name in names:
        if name not in there:
            raise Trouble(f"no assignment {name}; there are: {', '.join(sorted(there))}")
    return names


def log(result: dict) -> str:
    return result.get("error", "") + result.get("log", "")


def require(result: dict) -> None:
    if not result["success"]:
        raise Trouble(f"nbgrader refused:\n{log(result)}")


def student(to: Path, names: List[str]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        course = make(Path(folder))
        course.coursedir.release_directory = str(to.absolute())
        for name in known(names, course) or sorted(course.get_source_assignments()):
            if (to / name).exists():
                raise Trouble(f"{to / name} exists: it may hold somebody's work. Remove it first")
            require(course.generate_assignment(name))
            print(to / name)


def collect(submissions: Path, course: NbGraderAPI, names: List[str]) -> None:
    """Copies what was handed in to where nbgrader expects it; of several notebooks none can be meant."""
    target = Path(course.coursedir.root, "submitted")
    with course.gradebook as gradebook:
        for folder in sorted(path for path in submissions.glob("[!.]*") if path.is_dir()):
            student = speakable(folder.name)
            gradebook.update_or_create_student(student)
            for name in names:
                layouts = (filter(Path.is_file, folder.glob(layout.format(name))) for layout in LAYOUTS)
                found = next(filter(None, map(sorted, layouts)), [])
                for path in found:
                    copy = target / student / name / (f"{name}.ipynb" if len(found) == 1 else path.name)
                    copy.parent.mkdir(parents=True, exist_ok=True)
                    copy.write_bytes(without_mark(path.read_bytes()))


def speakable(name: str) -> str:
    """Without what nbgrader takes for a pattern; bytes that are no UTF-8 are read as Latin-1."""
    name = re.sub("[\udc80-\udcff]", lambda byte: chr(ord(byte[0]) - 0xDC00), name)
    return name.translate(str.maketrans("[]*?", "［］＊？"))


def without_mark(text: bytes) -> bytes:
    """As UTF-8, which editors on Windows mark at the beginning, or exchange for UTF-16."""
    wide = text.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    return text.decode("utf-16", "replace").encode() if wide else text.removeprefix(codecs.BOM_UTF8)


def autograde(folder: Path, submission: Path) -> str:
    """Grades one submission, and keeps nbgrader's log."""
    warnings.simplefilter("ignore", SAWarning)  # nbgrader's own, about nbgrader
    result = opened(folder).autograde(submission.name, submission.parent.name)
    file = folder / "logs" / f"{submission.parent.name} {submission.name}.log"
    file.write_text(log(result), encoding="utf-8", errors="backslashreplace")
    return f"{file.stem}: {'graded' if result['success'] else f'not graded, see {file}'}"


def grade(submissions: Optional[Path], names: List[str], to: Path, timeout: int) -> None:
    """Everything anew, but for what a person marked: that stays in the gradebook."""
    folder = to.absolute().with_suffix(".course")
    if not (submissions or folder).is_dir():
        raise Trouble(f"no such folder: {submissions or folder}")
    if to.is_dir():
        raise Trouble(f"{to} is a folder: name a file, such as {to / 'grades.csv'}")
    if submissions and folder.resolve() in [submissions.resolve(), *submissions.resolve().parents]:
        raise Trouble(f"{submissions} lies in {folder}, which is made anew: name the folder it was copied from")
    if set("[]*?%{}") & set(f"{folder}{VENV}"):
        raise Trouble(f"nbgrader works in no folder with one of []*?%{{}} in its path: {folder}, {VENV}")
    course = make(folder, timeout)
    names = known(names, course)
    if submissions:
        for step in ("submitted", "autograded", "feedback", "logs"):
            if (folder / step).exists():
                rmtree(str(folder / step))
        (folder / "logs").mkdir()
        collect(submissions, course, names or course.get_source_assignments())
    work = sorted(folder.glob("submitted/*/*"))
    names = names or sorted({path.name for path in work})
    if not names:
        raise Trouble("nothing was handed in: there is no STUDENT/ASSIGNMENT.ipynb")
    if submissions:
        for name in names:
            require(course.generate_assignment(name))
        with ProcessPoolExecutor(AT_ONCE) as pool:
            try:
                for line in pool.map(partial(autograde, folder), work):
                    print(line, flush=True)
            except KeyboardInterrupt:
                end_all()
                print("interrupted", file=sys.stderr, flush=True)
                os._exit(130)  # waits for nothing
    with course.gradebook as gradebook:
        course.config.ExportApp.plugin_class(parent=course, assignment=names, to=str(to)).export(gradebook)
    print(f"→ {to}")
    for name in sorted({path.name for path in folder.glob("autograded/*/*")}):
        require(course.generate_feedback(name))
    print(f"→ {folder / 'feedback'}")


def end_all() -> None:
    """The processes that grade, and their kernels, which run in sessions of their own."""
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.NoSuchProcess):  # it ended with its parent
            process.kill()


if __name__ == "__main__":
    arguments = options()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        {"student": student, "grade": grade}[arguments.pop("run")](**arguments)
    except Trouble as trouble:
        sys.exit(str(trouble))
