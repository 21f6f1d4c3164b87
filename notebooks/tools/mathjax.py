"""Finds MathJax 2 and copies what pages need of it.

The pages typeset formulas in the browser, without a network. SVG output needs no font files. Run
as a program, it prints what is wrong, or nothing.
"""

import importlib.util
import shutil
from pathlib import Path
from typing import Optional

FROM_NPM = Path(__file__).parents[2] / "target/jupyter/node_modules/mathjax"
PARTS = [
    "MathJax.js",
    "config/TeX-AMS_SVG.js",
    "extensions",
    "jax/element",
    "jax/input/TeX",
    "jax/output/SVG",
]


def source() -> Optional[Path]:
    """The directory of MathJax.js: Debian's, npm's, or the one inside of Notebook 6."""
    candidates = [Path("/usr/share/javascript/mathjax"), FROM_NPM]
    notebook = importlib.util.find_spec("notebook")
    if notebook and notebook.origin:
        candidates.append(Path(notebook.origin).parent / "static/components/MathJax")
    for candidate in candidates:
        if all((candidate / part).exists() for part in PARTS):
            return candidate
    return None


def copy_to(directory: Path) -> bool:
    """Copies MathJax with its own TeX font only; False if there is none to copy."""
    found = source()
    if found is None:
        return False
    if (directory / "MathJax.js").exists():
        return True
    fonts = found / "jax/output/SVG/fonts"
    other_fonts = {font.name for font in fonts.iterdir()} - {"TeX"}

    def unneeded(folder: str, names: list) -> set:
        return other_fonts if Path(folder) == fonts else set()

    for part in reversed(PARTS):  # MathJax.js last: it marks a complete copy
        target = directory / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if (found / part).is_dir():
            shutil.copytree(found / part, target, ignore=unneeded, dirs_exist_ok=True)
        else:
            shutil.copyfile(found / part, target)
    return True


if __name__ == "__main__" and source() is None:
    print("not found; pages would show formulas as TeX source")
