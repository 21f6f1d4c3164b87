"""MathJax, which sets the formulas of the site: from npm once, or from the wheel."""

import shutil
import subprocess
import tarfile
import tempfile
from pathlib import Path

from hyperlead import environment
from hyperlead.places import IN_WHEEL, PARTS
from hyperlead.trouble import Trouble

FILES = {  # with the font inside: the usual file fetches glyphs from elsewhere
    "@mathjax/mathjax-tex-font@4.1.3": "tex-mml-svg-mathjax-tex.js",
    "mathjax@4.1.3": "a11y/assistive-mml.js",
}


def provide(folder: Path) -> None:
    """Puts its files into the folder, unless they are there."""
    if all((folder / file).exists() for file in FILES.values()):
        return
    shutil.rmtree(folder, ignore_errors=True)
    if IN_WHEEL:
        shutil.copytree(PARTS / "mathjax", folder)
    else:
        fetch(folder)


def fetch(folder: Path) -> None:
    """By npm; where there is none, PyPI has one."""
    if not npm():
        environment.ensure("npm")
    with tempfile.TemporaryDirectory() as temporary:
        for package, file in FILES.items():
            pack = [npm(), "pack", "--silent", "--pack-destination", temporary, package]
            done = subprocess.run(pack, capture_output=True, text=True, cwd=temporary)
            if done.returncode:
                raise Trouble(f"npm could not fetch {package}, which shows formulas:\n{done.stderr}")
            with tarfile.open(Path(temporary, done.stdout.strip())) as archive:
                target = folder / file
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(archive.extractfile(f"package/{file}").read())


def npm() -> str:
    return shutil.which("npm") or shutil.which("npm", path=environment.PROGRAMS)
