"""Tests that every exercise has its solution: folded words and a cell that computes and checks them."""

import re
import unittest

import nbformat

from hyperlead import notebooks

KNOWN = {
    name: nbformat.read(path, as_version=4)
    for name, path in notebooks.all_notebooks().items()
    if not notebooks.is_assignment(notebooks.read(path))
}
EXERCISES = re.compile(r"(?ms)^## Exercises$.*?(?=^## |^<details>|\Z)")
SOLUTION = re.compile(r"<details><summary>Solution (\d+)</summary>\n\n.+\n\n</details>", re.DOTALL)
FOLDED = {"tags": ["solution", "hide-cell"], "jupyter": {"source_hidden": True}}
CHECKS = re.compile(r"\bagree\(|\bCheck\.|\bthrow\b")


def exercises(notebook: nbformat.NotebookNode) -> list:
    """Their numbers, as they stand in the list."""
    text = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    lists = EXERCISES.findall(text)
    return [int(number) for number in re.findall(r"(?m)^(\d+)\. ", "".join(lists))]


def solutions(notebook: nbformat.NotebookNode) -> dict:
    """Of each solution's number, the code cells that follow its words."""
    found, current = {}, None
    for cell in notebook.cells:
        if cell.cell_type == "code":
            if current is not None:
                current.append(cell)
        else:
            words = SOLUTION.fullmatch(cell.source.strip())
            current = found.setdefault(int(words[1]), []) if words else None
    return found


class ExercisesTest(unittest.TestCase):
    def test_every_exercise_has_a_solution(self):
        for name in KNOWN:
            self.assertEqual(exercises(KNOWN[name]), list(solutions(KNOWN[name])), name)

    def test_a_solution_is_computed_and_checked(self):
        for name, notebook in KNOWN.items():
            for number, cells in solutions(notebook).items():
                which = f"solution {number} of {name}"
                self.assertTrue(cells, f"{which} computes nothing")
                checked = any(CHECKS.search(cell.source) for cell in cells)
                self.assertTrue(checked, f"{which} checks nothing: agree(…), Check.…")
                for cell in cells:
                    self.assertIsNotNone(cell.execution_count, f"{which}: jupyter.sh run --store")

    def test_a_solution_is_folded(self):
        for name, notebook in KNOWN.items():
            for number, cells in solutions(notebook).items():
                for cell in cells:
                    self.assertEqual(FOLDED, cell.metadata, f"solution {number} of {name}")


if __name__ == "__main__":
    unittest.main(verbosity=2)
