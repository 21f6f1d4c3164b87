"""Writes the students' versions of assignments. Called by jupyter.sh."""

import argparse
import sys
from pathlib import Path

import nbformat

import assignments

TARGET = assignments.ASSIGNMENTS.parent.parent / "target" / "assignments"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="jupyter.sh student")
    parser.add_argument("--to", type=Path, default=TARGET, metavar="FOLDER",
                        help="where to write NAME/NAME.ipynb; default: target/assignments")
    parser.add_argument("names", nargs="*", metavar="NAME", help="01-soft-bellman; default: all")
    return parser.parse_args()


def main() -> None:
    options = arguments()
    for name, path in assignments.chosen(options.names).items():
        notebook = assignments.student_version(assignments.read_source(path))
        text = nbformat.writes(notebook).rstrip("\n") + "\n"
        file = options.to / name / path.name
        if file.exists() and file.read_text(encoding="utf-8") != text:
            sys.exit(f"{file} exists and differs: it may hold somebody's work. Remove it first")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        print(file)


if __name__ == "__main__":
    try:
        main()
    except assignments.AssignmentError as error:
        sys.exit(str(error))
