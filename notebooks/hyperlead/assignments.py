"""Assignments as students get them, for readers who do not have nbgrader."""

import copy
import re

from hyperlead.trouble import Trouble

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
