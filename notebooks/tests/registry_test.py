"""Tests what holds for every notebook and page: registry_test.py, after `jupyter.sh run`.

Notebooks that were not executed since they changed are executed first.
"""

import json
import os
import re
import subprocess
import sys
import unittest
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tools"))
os.environ.setdefault("JUPYTER_PATH", str(HERE.parents[1] / "target" / "jupyter" / "data"))

import nbformat  # noqa: E402

import assignments  # noqa: E402
import execution  # noqa: E402
import pages  # noqa: E402
import run  # noqa: E402

KNOWN = run.all_notebooks()
LONGEST_CELL = 10  # seconds on two cores
LINK = re.compile(r'\]\(([^)#\s]+)|(?:src|href)="([^"#]+)')


def execute(name: str) -> None:
    subprocess.run([sys.executable, run.__file__, name], check=True, stdout=subprocess.DEVNULL)


def record(name: str) -> dict:
    return json.loads((pages.PAGES / f"{name}.json").read_text(encoding="utf-8"))


def is_fresh(name: str) -> bool:
    return (pages.PAGES / f"{name}.json").exists() and (
        record(name).get("fingerprint") == execution.fingerprint(KNOWN[name])
    )


def linked_files(path: Path) -> set:
    """Files of the project that a notebook or a Markdown file links to or shows."""
    if path.suffix == ".ipynb":
        cells = nbformat.read(path, as_version=4).cells
        text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    else:
        text = path.read_text(encoding="utf-8")
    targets = {unquote(one or other) for one, other in LINK.findall(text)}
    return {(path.parent / target).resolve() for target in targets if ":" not in target}


class Needs(HTMLParser):
    """What a page loads by itself, and what it links to."""

    def __init__(self):
        super().__init__()
        self.loaded, self.linked = [], []

    def handle_starttag(self, tag, attributes):
        values = dict(attributes)
        if tag == "a":
            self.linked.append(values.get("href", ""))
        else:
            self.loaded += [values[key] for key in ("src", "href", "data") if values.get(key)]


class RegistryTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        for name in KNOWN:
            if not is_fresh(name):
                execute(name)

    def test_index_lists_every_notebook(self):
        listed = linked_files(KNOWN["index"])
        missing = [name for name, path in KNOWN.items() if name != "index" and path not in listed]
        self.assertEqual([], missing)

    def test_links_lead_to_files(self):
        texts = list(KNOWN.values()) + [run.ROOT / "README.md"]
        for path in texts + sorted(run.NOTEBOOKS.glob("assignments/**/*.md")):
            for target in linked_files(path):
                self.assertTrue(target.exists(), f"{path.name} links to {target}")

    def test_notebooks_ran_without_errors_or_stderr(self):
        self.assertEqual([], [name for name in KNOWN if record(name)["failed"]])

    def test_stored_texts_are_those_of_the_run(self):
        self.assertEqual({}, {name: r for name in KNOWN if (r := record(name)["stale"])})

    def test_no_cell_takes_longer_than_ten_seconds(self):
        for name in KNOWN:
            if record(name)["slowest"] > LONGEST_CELL:
                execute(name)  # alone: two notebooks at once share the cores
            self.assertLessEqual(record(name)["slowest"], LONGEST_CELL, name)

    def test_stored_pictures_are_those_of_the_notebooks(self):
        for path in sorted(run.NOTEBOOKS.glob("images/*.png")):
            notebook = nbformat.read(KNOWN[path.stem], as_version=4)
            self.assertEqual(pages.picture(notebook), path.read_bytes(), path.name)

    def test_code_cells_are_short(self):
        for name, path in KNOWN.items():
            notebook, most = nbformat.read(path, as_version=4), 10
            if assignments.is_source(path):  # what students see, with stubs and their marks
                notebook, most = assignments.student_version(notebook), 12
            for cell in execution.code_cells(notebook):
                lines = [line for line in cell.source.splitlines() if line.strip()]
                self.assertLessEqual(len(lines), most, f"{name}:\n{cell.source}")

    def test_pages_need_no_network_and_link_to_pages(self):
        for name in list(KNOWN) + ["report"]:
            page = pages.PAGES / f"{name}.html"
            needs = Needs()
            needs.feed(page.read_text(encoding="utf-8"))
            for target in needs.loaded + needs.linked:
                if target.startswith(("data:", "#")):
                    continue
                if re.match(r"[a-z]+:", target):
                    self.assertNotIn(target, needs.loaded, f"{name} loads from a network")
                    continue
                file = page.parent / unquote(re.split("[?#]", target)[0])
                self.assertTrue(file.exists(), f"page {name} links to {target}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
