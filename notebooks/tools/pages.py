"""Writes executed notebooks as HTML pages with an index; nothing in them needs a network."""

import base64
import html
import json
import os
import re
import shutil
import sys
from pathlib import Path
from string import Template
from typing import Optional, Tuple

import nbformat
from nbconvert import HTMLExporter
from nbconvert.filters import markdown2html
from pygments.formatters import HtmlFormatter

import mathjax
from execution import Outcome, fingerprint

TOOLS = Path(__file__).resolve().parent
NOTEBOOKS = TOOLS.parent
PAGES = NOTEBOOKS.parent / "target" / "notebooks"
ASSETS = PAGES / "assets"
PAGE = Template((TOOLS / "page.html").read_text(encoding="utf-8"))
MATHJAX = """<script type="text/x-mathjax-config">
MathJax.Hub.Config({
  messageStyle: "none", showMathMenu: false, SVG: {scale: 92},
  tex2jax: {inlineMath: [["$", "$"], ["\\\\(", "\\\\)"]], processEscapes: true}
});
</script>
<script async src="%sassets/mathjax/MathJax.js?config=TeX-AMS_SVG"></script>"""
LINK = re.compile(r'\b(href|src)="(?![a-z]+:|[/#])([^"#]+)(#[^"]*)?"')


def write_page(name: str, names: list, notebook: nbformat.NotebookNode) -> Path:
    page = PAGES / f"{name}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    write_assets()
    title, _ = heading(notebook, name)
    exporter = HTMLExporter(
        template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True
    )
    body, _ = exporter.from_notebook_node(notebook)
    navigation = links(name, names)
    body = f'{navigation}\n<main class="notebook">\n{relinked(body, name)}\n</main>\n{navigation}'
    page.write_text(document(title, body, name.count("/")), encoding="utf-8")
    return page


def write_record(name: str, path: Path, outcome: Outcome, stale: list, failed: bool) -> None:
    """What the report and the registry test want to know of a run."""
    title, sentence = heading(outcome.notebook, name)
    image = picture(outcome.notebook)
    if image:
        (PAGES / f"{name}.png").write_bytes(image)
    record = {
        "title": title,
        "sentence": relinked(markdown2html(sentence), "report") if sentence else "",
        "seconds": round(outcome.seconds, 1),
        "slowest": round(outcome.slowest, 1),
        "failed": failed,
        "stale": stale,
        "picture": image is not None,
        "fingerprint": fingerprint(path),
    }
    text = json.dumps(record, indent=1) + "\n"
    (PAGES / f"{name}.json").write_text(text, encoding="utf-8")


def write_report(names: list) -> Path:
    """An entry for each notebook that was executed, in this run or in an earlier one."""
    entries = "\n".join(entry(name) for name in names if (PAGES / f"{name}.json").exists())
    body = f'<nav><a href="index.html">All notebooks</a></nav>\n<main class="index">\n'
    body += f"<h1>What ran, and for how long</h1>\n{entries}\n</main>"
    path = PAGES / "report.html"
    path.write_text(document("Hyperlead: what ran", body, 0), encoding="utf-8")
    return path


def ensure_index(names: list) -> Path:
    """Pages link to the index, which need not have been executed."""
    page = PAGES / "index.html"
    if not page.exists():
        write_page("index", names, nbformat.read(NOTEBOOKS / "index.ipynb", as_version=4))
    return page


def entry(name: str) -> str:
    record = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    state = "failed after" if record["failed"] else "ran in"
    picture = f'<img src="{name}.png" alt="" loading="lazy">' if record["picture"] else ""
    return (
        f'<article><a class="thumbnail" href="{name}.html">{picture}</a>\n'
        f'<div><h2><a href="{name}.html">{html.escape(record["title"])}</a></h2>\n'
        f'{record["sentence"]}<p class="time">{state} {record["seconds"]:.1f} s, '
        f'longest cell {record.get("slowest", 0):.1f} s</p></div></article>'
    )


def links(name: str, names: list) -> str:
    """Previous notebook, index, next notebook; on the index, what ran."""
    here = names.index(name)
    start = os.path.dirname(name) or "."

    def link(target: str, text: str) -> str:
        return f'<a href="{os.path.relpath(target + ".html", start)}">{text}</a>'

    def short(target: str) -> str:
        return target.rpartition("/")[2]

    before, after = "<span></span>", "<span></span>"
    if here > 0:
        before = link(names[here - 1], f"← {short(names[here - 1])}")
    if here + 1 < len(names):
        after = link(names[here + 1], f"{short(names[here + 1])} →")
    middle = link("report", "What ran") if name == "index" else link("index", "All notebooks")
    return f"<nav>{before} {middle} {after}</nav>"


def relinked(body: str, name: str) -> str:
    """Links to notebooks become links to their pages; other files are linked where they lie."""
    directory = (NOTEBOOKS / name).parent
    page_directory = (PAGES / name).parent

    def relink(match: "re.Match[str]") -> str:
        attribute, target, fragment = match.group(1), match.group(2), match.group(3) or ""
        if target.endswith(".ipynb"):
            target = target[: -len("ipynb")] + "html"
        elif (directory / target).exists():
            target = os.path.relpath(directory / target, page_directory)
        return f'{attribute}="{target}{fragment}"'

    return LINK.sub(relink, body)


def heading(notebook: nbformat.NotebookNode, name: str) -> Tuple[str, str]:
    """The first heading and the first sentence of ordinary text."""
    blocks = [
        block.strip()
        for cell in notebook.cells
        if cell.cell_type == "markdown"
        for block in re.split(r"\n\s*\n", cell.source)
    ]
    lines = [line for block in blocks for line in split_heading(block)]
    title = next((line.lstrip("# ") for line in lines if line.startswith("#")), name)
    text = next((line for line in lines if line and line[0] not in "#!|<>$-*`"), "")
    return title.replace("`", ""), re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]


def split_heading(block: str) -> list:
    """A heading needs no blank line after it."""
    first, _, rest = block.partition("\n")
    return [first, *split_heading(rest)] if first.startswith("#") else [block]


def picture(notebook: nbformat.NotebookNode) -> Optional[bytes]:
    """The picture that stands for a notebook: of the cell with the tag `picture`, or the first."""
    tagged = [cell for cell in notebook.cells if "picture" in cell.metadata.get("tags", [])]
    for cell in tagged + notebook.cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                return base64.b64decode(output["data"]["image/png"])
    return None


def stored_picture(name: str) -> Path:
    """Where the index and the README find a notebook's picture."""
    return NOTEBOOKS / "images" / f"{name}.png"


def store_picture(name: str, notebook: nbformat.NotebookNode) -> None:
    image = picture(notebook)
    if image:
        stored_picture(name).write_bytes(image)


def document(title: str, body: str, depth: int) -> str:
    up = "../" * depth
    script = MATHJAX % up if (ASSETS / "mathjax").exists() else ""
    return PAGE.substitute(title=html.escape(title), up=up, mathjax=script, body=body)


def write_assets() -> None:
    ASSETS.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(TOOLS / "style.css", ASSETS / "style.css")
    colours = HtmlFormatter(style="default").get_style_defs(".highlight")
    (ASSETS / "code.css").write_text(colours, encoding="utf-8")
    if not mathjax.copy_to(ASSETS / "mathjax"):
        print("MathJax was not found: formulas stay as TeX; apt-get install libjs-mathjax", file=sys.stderr)
