"""Grades a folder of submissions with nbgrader, and writes a CSV of points with reasons."""

import argparse
import sys
import warnings
from concurrent.futures import ProcessPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import List, Optional, Tuple

from nbgrader.apps import NbGraderAPI
from nbgrader.utils import rmtree
from sqlalchemy.exc import SAWarning

from hyperlead import course
from hyperlead.trouble import Trouble

AT_ONCE = 2  # each kernel may take 2 GB and more than one core
LAYOUTS = ("{0}.ipynb", "{0}/{0}.ipynb", "{0}/*.ipynb", "{0}[ (_]*.ipynb", "{0}-Copy*.ipynb")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="jupyter.sh grade")
    parser.add_argument("submissions", type=Path, nargs="?", metavar="SUBMISSIONS",
                        help="folder of STUDENT/ASSIGNMENT.ipynb or STUDENT/ASSIGNMENT/*.ipynb; "
                        "without it only the CSV and the feedback are written again")  # fmt: skip
    parser.add_argument("names", nargs="*", metavar="NAME", help="assignments (those that anybody handed in)")
    parser.add_argument("--to", type=Path, default=Path("grades.csv"), metavar="FILE",
                        help="the CSV; nbgrader's course is kept beside it, in the folder of that name")  # fmt: skip
    parser.add_argument("--timeout", type=int, default=30, metavar="SECONDS",
                        help="for one cell (30); a notebook may take ten times as long")  # fmt: skip
    return parser.parse_args()


def found(student: Path, name: str) -> List[Path]:
    """The notebooks of the first layout that matches; one is clear, several are not."""
    layouts = (sorted(student.glob(layout.format(name))) for layout in LAYOUTS)
    return next(filter(None, layouts), [])


def collect(submissions: Path, folder: Path, names: List[str]) -> List[Tuple[str, str]]:
    """Copies what was handed in to where nbgrader expects it; students and assignments to grade."""
    work = []
    for student in sorted(path for path in submissions.iterdir() if path.is_dir() and path.name[0] != "."):
        (folder / student.name).mkdir(parents=True)
        for name in names:
            notebooks = found(student, name)
            for path in notebooks:
                target = folder / student.name / name / (f"{name}.ipynb" if len(notebooks) == 1 else path.name)
                target.parent.mkdir(exist_ok=True)
                target.write_bytes(path.read_bytes())
            work += [(student.name, name)] if len(notebooks) == 1 else []
    return work


@lru_cache
def opened(folder: Path) -> NbGraderAPI:
    return course.opened(folder)


def grade(folder: Path, work: Tuple[str, str]) -> str:
    """Grades one submission, keeps nbgrader's log, and says what the submission got."""
    warnings.simplefilter("ignore", SAWarning)  # nbgrader's own, about nbgrader
    api, (student, name) = opened(folder), work
    result = api.autograde(name, student)
    log = folder / "logs" / f"{student} {name}.log"
    log.parent.mkdir(exist_ok=True)
    log.write_text(result.get("log", "") + result.get("error", ""), encoding="utf-8")
    if not result["success"]:
        return f"{student} {name}: not graded, see {log}"
    with api.gradebook as gradebook:
        submission = gradebook.find_submission(name, student)
        return f"{student} {name}: {submission.score:g} of {submission.max_score:g}"


def grade_all(submissions: Path, names: List[str], folder: Path, timeout: int) -> None:
    """Everything anew, but for what a person marked: that stays in the gradebook."""
    if not submissions.is_dir():
        raise Trouble(f"no such folder: {submissions}")
    for step in ("submitted", "autograded", "feedback"):
        if (folder / step).exists():
            rmtree(str(folder / step))
    assignments = course.sources(names)
    work = collect(submissions, folder / "submitted", list(assignments))
    wanted = names or sorted({path.name for path in (folder / "submitted").glob("*/*")})
    if not wanted:
        raise Trouble(f"nothing was handed in: no STUDENT/ASSIGNMENT.ipynb in {submissions}")
    course.write(folder, {name: assignments[name] for name in wanted}, f"c.Execute.timeout = {timeout}\n")
    for name in wanted:
        course.release(opened(folder), name)
    with opened(folder).gradebook as gradebook:  # before two processes would do it at once
        for student in sorted({student for student, _ in work}):
            gradebook.update_or_create_student(student)
    from isolation import wall  # found by way of the course's settings

    wall()  # says so once if there is none
    with ProcessPoolExecutor(AT_ONCE) as pool:
        for line in pool.map(partial(grade, folder), work):
            print(line, flush=True)


def report(names: List[str], folder: Path, to: Path) -> None:
    """The CSV and the feedback pages, with what a person has marked by now."""
    api = opened(folder)
    with api.gradebook as gradebook:
        api.config.ExportApp.plugin_class(parent=api, assignment=names, to=str(to)).export(gradebook)
    print(f"→ {to}")
    for name in sorted({path.name for path in (folder / "autograded").glob("*/*")}):
        result = api.generate_feedback(name)  # of all that can have it, whatever happens to one
        if not result["success"]:
            raise Trouble(f"no feedback for some of {name}:\n{result.get('error', '')}{result.get('log', '')}")
    print(f"→ {folder / 'feedback'}")


def main(submissions: Optional[Path], names: List[str], to: Path, timeout: int) -> None:
    folder = to.absolute().with_suffix(".course")
    to.parent.mkdir(parents=True, exist_ok=True)
    if submissions:
        grade_all(submissions, names, folder, timeout)
    elif not (folder / course.SETTINGS).exists():
        raise Trouble(f"name a folder of submissions: there is no course {folder} yet")
    report(names, folder, to)


if __name__ == "__main__":
    try:
        main(**vars(options()))
    except Trouble as trouble:
        sys.exit(str(trouble))
