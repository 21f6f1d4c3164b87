"""nbgrader courses made of the project's assignments. Needs nbgrader."""

import shutil
from pathlib import Path
from typing import Dict, List

from nbgrader.apps import NbGraderAPI
from traitlets.config import PyFileConfigLoader

from hyperlead.places import NOTEBOOKS
from hyperlead.trouble import Trouble

ASSIGNMENTS = NOTEBOOKS / "assignments"
SETTINGS = "nbgrader_config.py"


def sources(names: List[str]) -> Dict[str, Path]:
    """The folders of the assignments named; of all if none is."""
    known = {path.stem: path.parent for path in sorted(ASSIGNMENTS.glob("*/*.ipynb"))}
    for name in names:
        if name not in known:
            raise Trouble(f"no assignment {name}; there are: {', '.join(known) or 'none'}")
    return {name: path for name, path in known.items() if not names or name in names}


def write(folder: Path, assignments: Dict[str, Path], settings: str = "") -> None:
    """A course with these sources; whatever else lies in its folder stays."""
    folder.mkdir(parents=True, exist_ok=True)
    classroom = str(NOTEBOOKS / "classroom")
    text = f"c = get_config()\nload_subconfig({SETTINGS!r}, path={classroom!r})\n{settings}"
    (folder / SETTINGS).write_text(text, encoding="utf-8")
    for name, source in assignments.items():
        shutil.copytree(source, folder / "source" / name, dirs_exist_ok=True)


def opened(folder: Path) -> NbGraderAPI:
    config = PyFileConfigLoader(SETTINGS, path=str(folder)).load_config()
    config.CourseDirectory.root = str(folder)
    config.CourseDirectory.db_url = f"sqlite:///{folder / 'gradebook.db'}?timeout=60"  # others write, too
    return NbGraderAPI(config=config)


def release(course: NbGraderAPI, name: str) -> None:
    """Writes the students' version, and remembers the source with its tests in the gradebook."""
    result = course.generate_assignment(name)
    if not result["success"]:
        raise Trouble(f"nbgrader refused assignment {name}:\n{result.get('error', '')}{result.get('log', '')}")
