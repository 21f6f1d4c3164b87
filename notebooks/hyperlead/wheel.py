"""Fills the two wheels: for readers, and with the instructor's files. Hatchling calls it.

`jupyter.sh wheel` builds both; so does `pip wheel --no-deps notebooks notebooks/classroom`.
"""

import re
import shutil
import sys
from pathlib import Path
from typing import List

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from hyperlead import environment, java, kernelspec, mathjax, notebooks  # noqa: E402
from hyperlead.places import NOTEBOOKS, ROOT, STATE  # noqa: E402

HANDED_OUT = ["README.md", "LICENSE", ".github/*.md", "library/*.md", "datasets/**/*", "notebooks/*.ipynb"]
HANDED_OUT += ["notebooks/*.md", "notebooks/images/*", "notebooks/handout/*.ipynb", "notebooks/assignments/*.md"]
PARTS = ["library/*/src/main/java/**/*", "notebooks/site/**/*"]
INSTRUCTORS = ["notebooks/assignments/*/*"]
CLASSROOM = ["notebooks/classroom/*.py"]
LOCKED = re.compile(r"^([\w.-]+)==.*$", re.MULTILINE)


class Wheel(BuildHookInterface):
    """What a wheel holds beside the modules: from the checkout, and made for it."""

    def initialize(self, version: str, build_data: dict) -> None:
        stage = STATE / "wheels" / self.metadata.name
        shutil.rmtree(stage, ignore_errors=True)
        if self.metadata.name == "hyperlead":
            java.build(cluster=True)
            for_readers(stage / "hyperlead")
            write_kernelspec(stage / "kernels" / f"{kernelspec.NAME}-hyperlead")
            build_data["shared_data"][str(stage / "kernels")] = "share/jupyter/kernels"
            build_data["dependencies"] += pinned("run", "lab")
        else:
            put(stage / "hyperlead/project", INSTRUCTORS)
            put(stage / "hyperlead/parts", CLASSROOM)
            build_data["dependencies"] += [f"hyperlead=={self.metadata.version}", *pinned("class")]
        build_data["force_include"][str(stage / "hyperlead")] = "hyperlead"


def for_readers(stage: Path) -> None:
    put(stage / "project", HANDED_OUT)
    put(stage / "parts", PARTS)
    (stage / "parts/lib").mkdir()
    for jar in java.class_path().split(java.os.pathsep):
        shutil.copy(jar, stage / "parts/lib")
    mathjax.provide(stage / "parts/mathjax")


def put(to: Path, patterns: List[str]) -> None:
    """Copies files of the checkout; notebooks name the wheel's command."""
    for source in sorted({file for pattern in patterns for file in ROOT.glob(pattern) if file.is_file()}):
        if any(part in ("__pycache__", ".ipynb_checkpoints") for part in source.parts):
            continue
        target = to / source.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        if source.suffix == ".ipynb":
            text = re.sub(r"(\./)?notebooks/jupyter\.sh\b", "hyperlead", source.read_text(encoding="utf-8"))
            target.write_text(text, encoding="utf-8", newline="\n")


def write_kernelspec(folder: Path) -> None:
    """One without paths, which nobody knows before the wheel is installed."""
    spec = kernelspec.spec("", Path(), "")
    argv = ["python", "-m", "hyperlead.launch", "{resource_dir}", "{connection_file}"]
    kernelspec.write(folder, {**spec, "argv": argv, "env": {}})


def pinned(*layers: str) -> List[str]:
    """The packages of the layers, each in the version that the project is tested with."""
    lock = (environment.REQUIREMENTS / "lock.txt").read_text(encoding="utf-8")
    found = []
    for layer in layers:
        for line in (environment.REQUIREMENTS / f"{layer}.txt").read_text(encoding="utf-8").splitlines():
            name = re.match(r"[\w.-]+", line)
            if name and not line.startswith("-"):
                found += [line] if "==" in line else [row[0] for row in LOCKED.finditer(lock) if row[1] == name[0]]
    return found
