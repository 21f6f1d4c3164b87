"""Tests what holds for every notebook; those that changed since they were run are run first."""

import re
import subprocess
import sys
import unittest
from pathlib import Path
from urllib.parse import unquote

import nbformat

from hyperlead import execution, notebooks, running
from hyperlead.assignments import student_version
from hyperlead.places import NOTEBOOKS, ROOT

KNOWN = notebooks.all_notebooks()
LINK = re.compile(r'\]\(([^)#\s]+)|(?:src|href)="([^"#]+)')


def execute(*names: str) -> None:
    command = [sys.executable, "-m", "hyperlead.running", *names]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def linked_files(path: Path) -> set:
    """Files of the project that a notebook or a Markdown file links to or shows."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    else:
        text = path.read_text(encoding="utf-8")
    targets = {unquote(one or other) for one, other in LINK.findall(text)}
    return {(path.parent / target).resolve() for target in targets if ":" not in target}


class NotebooksTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        changed = [name for name in KNOWN if not notebooks.record(name)]
        if changed:
            execute(*changed)

    def test_index_lists_every_notebook_and_of_assignments_what_students_get(self):
        listed = linked_files(KNOWN["index"])
        for name, path in KNOWN.items():
            source = nbformat.read(path, as_version=4)
            if notebooks.is_assignment(source):
                blank = notebooks.HANDOUT / path.name
                renewed = "jupyter.sh run --store renews it"
                self.assertEqual(student_version(source), nbformat.read(blank, as_version=4), renewed)
                self.assertNotIn(path, listed)
                self.assertIn(blank, listed)
            elif name != "index":
                self.assertIn(path, listed)

    def test_links_lead_to_files(self):
        texts = [*KNOWN.values(), *notebooks.HANDOUT.iterdir(), ROOT / "README.md"]
        texts += [*NOTEBOOKS.glob("*.md"), *NOTEBOOKS.glob("assignments/**/*.md")]
        for path in texts:
            for target in linked_files(path):
                self.assertTrue(target.exists(), f"{path.name} links to {target}")

    def test_notebooks_ran_without_errors_or_stderr(self):
        self.assertEqual([], [name for name in KNOWN if notebooks.record(name)["failed"]])

    def test_stored_texts_are_those_of_the_run(self):
        stale = {name: notebooks.record(name)["stale"] for name in KNOWN}
        self.assertEqual({}, {name: texts for name, texts in stale.items() if texts})

    def test_stored_pictures_are_those_of_the_notebooks(self):
        for path in sorted(NOTEBOOKS.glob("images/*.png")):
            notebook = nbformat.read(KNOWN[path.stem], as_version=4)
            self.assertEqual(running.picture(notebook), path.read_bytes(), path.name)

    def test_code_cells_are_short(self):
        for name, path in KNOWN.items():
            notebook = nbformat.read(path, as_version=4)
            for cell in execution.code_cells(notebook):
                lines = as_students_see(cell.source).splitlines()
                most = 12 if notebooks.is_assignment(notebook) else 10
                self.assertLessEqual(
                    len([line for line in lines if line.strip()]), most, cell.source
                )


def as_students_see(source: str) -> str:
    """With a stub for each solution, without hidden tests."""
    source = re.sub(r"(?s)// BEGIN SOLUTION.*?// END SOLUTION", "stub", source)
    return re.sub(r"(?s)// BEGIN HIDDEN TESTS.*?// END HIDDEN TESTS", "", source)


if __name__ == "__main__":
    unittest.main(verbosity=2)
