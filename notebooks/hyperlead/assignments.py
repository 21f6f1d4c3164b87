"""Assignments as they begin, and as students get them: without nbgrader."""

import copy
import json
import re
import shutil
from pathlib import Path

from hyperlead.notebooks import HANDOUT, TEMPLATE
from hyperlead.places import HOMEWORK, NOTEBOOKS
from hyperlead.trouble import Trouble

ASSIGNMENTS = NOTEBOOKS / "assignments"
MISTAKES = NOTEBOOKS / "tests" / "assignments"

SOLUTION = re.compile(r"^([ \t]*)[^\n]*BEGIN SOLUTION.*?END SOLUTION[^\n]*$", re.M | re.S)
HIDDEN = re.compile(r"^[^\n]*BEGIN HIDDEN TESTS.*?END HIDDEN TESTS[^\n]*\n?", re.M | re.S)


def student_version(source: dict) -> dict:
    """Without solutions, hidden tests and outputs, as nbgrader's release version."""
    notebook = copy.deepcopy(source)
    for cell in notebook["cells"]:
        marks = cell["metadata"].get("nbgrader", {})
        if cell["cell_type"] == "code":
            cell["outputs"], cell["execution_count"] = [], None
            stubbed = SOLUTION.sub(r"\1// YOUR CODE HERE", cell["source"])
            cell["source"] = HIDDEN.sub("", stubbed).rstrip("\n")
        elif marks.get("solution"):
            cell["source"] = "YOUR ANSWER HERE"
        if re.search("(BEGIN|END) (SOLUTION|HIDDEN TESTS)", cell["source"]):
            raise Trouble(f"a region has no beginning or no end:\n{cell['source']}")
        if marks:
            cell["metadata"]["deletable"] = False
        if marks.get("locked"):
            cell["metadata"]["editable"] = False
    return notebook


def begin(name: str, title: str) -> Path:
    """A new assignment, which passes all tests as it is; the folder of its source."""
    if not re.fullmatch(r"\d\d-[a-z0-9]+(-[a-z0-9]+)*", name):
        raise Trouble(f"two digits and words in small letters, such as 07-my-topic, not {name}")
    folder, mistakes = ASSIGNMENTS / name, MISTAKES / f"{name}.java"
    if folder.exists() or mistakes.exists():
        raise Trouble(f"there is an assignment {name} already")
    folder.mkdir(parents=True)
    targets = {"template.ipynb": folder / f"{name}.ipynb", "MARKING.md": folder / "MARKING.md", "mistakes.java": mistakes}
    for source, target in targets.items():
        text = (TEMPLATE / source).read_text(encoding="utf-8")
        quoted = json.dumps(title, ensure_ascii=False)[1:-1] if target.suffix == ".ipynb" else title
        for mark, value in {"NAME": name, "NUMBER": str(int(name[:2])), "TITLE": quoted}.items():
            text = text.replace(mark, value)
        target.write_text(text, encoding="utf-8")
    return folder


def own_copy(name: str) -> Path:
    """A student's own copy of what was handed out, made when it is opened first."""
    copy_of = HOMEWORK / f"{name}.ipynb"
    if not copy_of.exists():
        HOMEWORK.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HANDOUT / copy_of.name, copy_of)
    return copy_of


def handed_out() -> set:
    return {path.stem for path in HANDOUT.glob("*.ipynb")}
