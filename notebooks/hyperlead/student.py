"""Writes the students' versions of assignments."""

import argparse
import sys
import tempfile
from pathlib import Path

from hyperlead import course
from hyperlead.places import BUILT
from hyperlead.trouble import Trouble


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="jupyter.sh student")
    parser.add_argument("--to", type=Path, default=BUILT / "assignments", metavar="FOLDER",
                        help="where to write NAME/NAME.ipynb (target/assignments)")  # fmt: skip
    parser.add_argument("names", nargs="*", metavar="NAME", help="such as 01-soft-bellman (all)")
    return parser.parse_args()


def main(to: Path, names: list) -> None:
    assignments = course.sources(names)
    with tempfile.TemporaryDirectory() as folder:
        course.write(Path(folder), assignments)
        api = course.opened(Path(folder))
        for name in assignments:
            course.release(api, name)
            for source in sorted(Path(folder, "release", name).rglob("*")):
                if source.is_file():
                    hand_out(source.read_bytes(), to / source.relative_to(Path(folder, "release")))


def hand_out(content: bytes, file: Path) -> None:
    if file.exists() and file.read_bytes() != content:
        raise Trouble(f"{file} exists and differs: it may hold somebody's work. Remove it first")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(content)
    print(file)


if __name__ == "__main__":
    try:
        main(**vars(options()))
    except Trouble as trouble:
        sys.exit(str(trouble))
