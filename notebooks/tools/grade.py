"""Grades a folder of submissions into a CSV of points. Called by jupyter.sh.

Submissions are programs: they run as the user who grades, with that user's rights.
"""

import argparse
import csv
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import List, Optional

import assignments
import grading

AT_ONCE = 2  # each kernel may take 2 GB and more than one core
LAYOUTS = ("{0}.ipynb", "{0}/{0}.ipynb", "{0}/*.ipynb")
COLUMNS = ("student", "assignment", "cell", "points", "max", "reason")


@dataclass(frozen=True)
class Submission:
    """What a student handed in for an assignment; no path: nothing, or nothing clear."""

    student: str
    assignment: str
    path: Optional[Path]
    reason: str = ""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="jupyter.sh grade")
    parser.add_argument("submissions", type=Path, metavar="SUBMISSIONS",
                        help="folder of STUDENT/ASSIGNMENT.ipynb or STUDENT/ASSIGNMENT/*.ipynb")
    parser.add_argument("names", nargs="*", metavar="NAME",
                        help="assignments; default: those that anybody handed in")
    parser.add_argument("--to", type=Path, default=Path("grades.csv"), metavar="FILE")
    parser.add_argument("--timeout", type=float, default=30, metavar="SECONDS",
                        help="for one cell (30); a notebook may take ten times as long")
    return parser.parse_args()


def submission(student: Path, name: str) -> Submission:
    """The first layout that matches; of several notebooks in nbgrader's folder none is taken."""
    for layout in LAYOUTS:
        found = sorted(student.glob(layout.format(name)))
        if len(found) == 1:
            return Submission(student.name, name, found[0])
        if found:
            return Submission(student.name, name, None, f"{len(found)} notebooks, none named {name}")
    return Submission(student.name, name, None, "nothing handed in")


def collected(options: argparse.Namespace) -> List[Submission]:
    students = sorted(p for p in options.submissions.iterdir() if p.is_dir() and p.name[0] != ".")
    if not students:
        raise assignments.AssignmentError(f"no folders of students in {options.submissions}")
    every = {name: [submission(student, name) for student in students]
             for name in assignments.chosen(options.names)}
    wanted = [each for name, each in every.items() if options.names or any(s.path for s in each)]
    if not wanted:
        raise assignments.AssignmentError(f"no assignment was handed in in {options.submissions}")
    return sorted((s for each in wanted for s in each), key=lambda s: (s.student, s.assignment))


def graded(each: Submission, options: argparse.Namespace, sources: dict) -> List[grading.Score]:
    source = sources[each.assignment]
    written = grading.written(source, each.path)
    if each.path is None:
        return grading.zeros(source, each.reason) + written
    return grading.grade(source, each.path, options.timeout, 10 * options.timeout) + written


def rows(each: Submission, scores: List[grading.Score]) -> List[tuple]:
    """A row for each graded cell, then the total, which lacks what is marked by hand."""
    by_hand = [score.cell for score in scores if score.points is None]
    note = f"without {', '.join(by_hand)}: marked by hand" if by_hand else ""
    points = sum(score.points or 0 for score in scores)
    total = grading.Score("total", points, sum(score.most for score in scores), note)
    print(f"{each.student} {each.assignment}: {points:g} of {total.most:g} {note}".rstrip(), flush=True)
    return [(each.student, each.assignment, score.cell,
             "" if score.points is None else f"{score.points:g}", f"{score.most:g}", score.reason)
            for score in [*scores, total]]


def main() -> None:
    options = arguments()
    if not options.submissions.is_dir():
        sys.exit(f"no such folder: {options.submissions}")
    work = collected(options)
    paths = assignments.chosen(options.names)
    sources = {each.assignment: assignments.read_source(paths[each.assignment]) for each in work}
    options.to.parent.mkdir(parents=True, exist_ok=True)
    with options.to.open("w", newline="", encoding="utf-8") as file, \
            ThreadPoolExecutor(AT_ONCE) as pool:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(COLUMNS)
        for each, scores in zip(work, pool.map(lambda s: graded(s, options, sources), work)):
            table.writerows(rows(each, scores))
            file.flush()  # what is graded stays graded, should something stop the rest
    print(f"→ {options.to}")


if __name__ == "__main__":
    try:
        main()
    except assignments.AssignmentError as error:
        sys.exit(str(error))
