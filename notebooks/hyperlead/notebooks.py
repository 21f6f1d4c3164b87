"""The project's notebooks, as they are stored and as they were last run."""

import hashlib
import json
from pathlib import Path
from typing import Dict, Optional

from hyperlead.places import EXECUTED, NOTEBOOKS, PARTS

HANDOUT = NOTEBOOKS / "handout"  # the assignments as students get them, which no run executes
TEMPLATE = PARTS / "notebooks" / "classroom" / "template"  # what a new assignment begins as


def all_notebooks() -> Dict[str, Path]:
    """Names (paths below notebooks/ without the suffix) and files, in reading order."""
    found = {"index": NOTEBOOKS / "index.ipynb"}
    for path in sorted(NOTEBOOKS.rglob("*.ipynb")):
        parts = path.relative_to(NOTEBOOKS).with_suffix("").parts
        if path.parent not in (HANDOUT, TEMPLATE) and not any(part.startswith(".") for part in parts):
            found["/".join(parts)] = path
    return found


def read(path: Path) -> dict:
    return json.loads(path.read_text(encoding="utf-8"))


def is_assignment(notebook: dict) -> bool:
    """Whether it holds tasks for students, with their solutions; such are stored without outputs."""
    return any("nbgrader" in cell["metadata"] for cell in notebook["cells"])


def fingerprint(path: Path) -> str:
    """Of what a run depends on in a notebook: its cells' sources."""
    sources = ("".join(cell["source"]) for cell in read(path)["cells"])
    return hashlib.sha256("\0".join(sources).encode("utf-8")).hexdigest()


def executed(name: str) -> Path:
    """Where the notebook lies as it was last run."""
    return EXECUTED / f"{name}.ipynb"


def record(name: str) -> Optional[dict]:
    """Of the last run: seconds, failed, stale (stored texts); none if it changed."""
    path = EXECUTED / f"{name}.json"
    known = read(path) if path.exists() else {}
    return known if known.get("fingerprint") == fingerprint(all_notebooks()[name]) else None


def latest(name: str) -> Path:
    """The notebook with its newest outputs: of its last run, if it did not change since."""
    return executed(name) if record(name) else all_notebooks()[name]


def last_seconds(name: str) -> float:
    """How long it ran last time, changed or not; infinite if it never ran."""
    path = EXECUTED / f"{name}.json"
    return read(path)["seconds"] if path.exists() else float("inf")
