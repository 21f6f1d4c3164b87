"""Builds the site: the notebooks as they were last run, assignments as students get them, Javadoc.

Runs in the project's environment, as `python -m hyperlead.site [--pdf]`.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Optional

from sphinx.cmd.build import build_main

from hyperlead import java, kernelspec, mathjax, notebooks
from hyperlead.places import COMMAND, NOTEBOOKS, PARTS, ROOT, SITE, STATE, lock
from hyperlead.trouble import Trouble

WORK = STATE / "sphinx"
SOURCE = WORK / "source"  # laid out as the checkout is, so that links between files hold
BESIDE = WORK / "beside"  # what the site has beside its pages
STATIC = WORK / "static"
BROWSERS = ["chromium", "chromium-browser", "google-chrome", "chrome", "msedge"]
FRONT = '<!DOCTYPE html><meta charset="utf-8"><title>Hyperlead</title>\n' + (
    '<meta http-equiv="refresh" content="0; url=notebooks/index.html">\n'
    '<a href="notebooks/index.html">Hyperlead</a>\n'
)


def build(pdf: bool = False) -> None:
    """Writes all pages anew, into a folder that takes the old site's place when it is whole."""
    prepare()
    with lock("site"):
        copy_sources()
        quiet = sphinx("html", WORK / "new")
        shutil.rmtree(SITE, ignore_errors=True)
        SITE.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(WORK / "new", SITE)
        if pdf:
            write_book()
    print(f"→ {SITE / 'index.html'}")
    if not quiet:
        raise Trouble("Sphinx found something wrong with the pages: see above")


def prepare() -> None:
    """What pages need beside the notebooks: it can be had while these run."""
    with lock("site"):
        mathjax.provide(STATIC / "mathjax")
        write_javadoc()


HIDDEN = ".github/"  # some servers leave folders out whose names begin with a dot
PAGES = ["README.md", "LICENSE", "library/BENCHMARKS.md", "notebooks/assignments/README.md"]
PAGES += [f"{HIDDEN}CHANGELOG.md", f"{HIDDEN}CONTRIBUTING.md"]


def copy_sources() -> None:
    shutil.rmtree(SOURCE, ignore_errors=True)
    for path in [*(ROOT / name for name in PAGES), *NOTEBOOKS.glob("*.md")]:
        copy(path)
    (SOURCE / HIDDEN).rename(SOURCE / "project")
    readme = (SOURCE / "README.md").read_text(encoding="utf-8").replace(f"({HIDDEN}", "(project/")
    (SOURCE / "README.md").write_text(readme, encoding="utf-8")
    for path in ROOT.glob("datasets/**/*"):
        if path.is_file():
            copy(path)
    for path in (NOTEBOOKS / "images").iterdir():
        copy(path)
    for path in notebooks.HANDOUT.iterdir():
        copy(path)
    for name, path in notebooks.all_notebooks().items():
        if not notebooks.is_assignment(notebooks.read(path)):
            copy(path, notebooks.latest(name))


def copy(path: Path, contents: Optional[Path] = None) -> Path:
    target = SOURCE / path.relative_to(ROOT)
    target.parent.mkdir(parents=True, exist_ok=True)
    return Path(shutil.copyfile(contents or path, target))


def write_javadoc() -> None:
    """The JDK's tool by itself takes a quarter of Maven's time; and nothing, if no source changed."""
    sources = [*PARTS.glob("library/src/main/java"), *PARTS.glob("library/*/src/main/java")]
    sources = [path for path in sources if PARTS / java.CLUSTER not in path.parents]  # it needs Spark
    index = BESIDE / "api/index.html"
    newest = max(path.stat().st_mtime for source in sources for path in source.rglob("*"))
    if index.exists() and index.stat().st_mtime > newest:
        return
    javadoc = shutil.which("javadoc", path=Path(java.command()).resolve().parent)
    java.require("" if javadoc else f"no javadoc beside {java.command()}", java.JDK_HELP)
    options = ["-quiet", "-Xdoclint:none", "-notimestamp", "-encoding", "UTF-8", "-charset", "UTF-8"]
    options += ["-J-XX:TieredStopAtLevel=1", "-J-XX:+UseSerialGC", "-locale", "en"]
    # The kernel's own classes are in its jar, not beside the library.
    class_path = os.pathsep.join([java.class_path(), str(kernelspec.JJAVA)])
    options += ["-sourcepath", os.pathsep.join(map(str, sources)), "-classpath", class_path]
    with tempfile.TemporaryDirectory(dir=WORK) as temporary:
        command = [javadoc, *options, "-d", temporary, "-subpackages", "hyperlead"]
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode:
            raise Trouble(f"javadoc failed:\n{done.stdout}{done.stderr}")
        shutil.rmtree(index.parent, ignore_errors=True)
        shutil.copytree(temporary, index.parent)


def sphinx(builder: str, target: Path) -> bool:
    """Whether there was no warning; the pages are there all the same."""
    (BESIDE / "index.html").write_text(FRONT, encoding="utf-8")
    shutil.rmtree(target, ignore_errors=True)
    options = ["-q", "-W", "--keep-going", "-E", "-b", builder, "-d", str(WORK / "doctrees")]
    return not build_main([*options, "-c", str(PARTS / "notebooks" / "site"), str(SOURCE), str(target)])


def write_book() -> None:
    """All pages as one, printed by a browser; a narrow window makes formulas fit the paper."""
    from playwright.sync_api import sync_playwright

    sphinx("singlehtml", WORK / "book")
    book = WORK / "book/book.html"  # Sphinx writes its links as if the page lay here
    shutil.move(WORK / "book/notebooks/index.html", book)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser())
        page = chromium.new_page(viewport={"width": 700, "height": 1000})
        page.goto(book.as_uri(), timeout=0)  # it waits for the page, however busy the machine is
        page.evaluate("MathJax.startup.promise")
        margin = dict.fromkeys(["left", "right", "top", "bottom"], "15mm")
        page.pdf(path=SITE / "hyperlead.pdf", format="A4", margin=margin, outline=True, tagged=True)
        chromium.close()
    print(f"→ {SITE / 'hyperlead.pdf'}")


def browser() -> str:
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if not found:
        raise Trouble(f"a browser is needed, one of these commands: {', '.join(BROWSERS)}")
    return found


def main() -> None:
    parser = argparse.ArgumentParser(prog=f"{COMMAND} site")
    parser.add_argument("--pdf", action="store_true", help="the whole book as one PDF, too")
    build(parser.parse_args().pdf)


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        sys.exit(str(trouble))
