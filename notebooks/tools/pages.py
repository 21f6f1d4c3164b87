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
from execution import Outcome

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


def write_page(name: str, names: list, outcome: Outcome, failed: bool) -> Path:
    """Writes the page, its thumbnail and the record that the index is made from."""
    page = PAGES / f"{name}.html"
    page.parent.mkdir(parents=True, exist_ok=True)
    write_assets()
    title, sentence = heading(outcome.notebook, name)
    exporter = HTMLExporter(
        template_name="basic", exclude_input_prompt=True, exclude_output_prompt=True
    )
    body, _ = exporter.from_notebook_node(outcome.notebook)
    navigation = links(name, names)
    body = f'{navigation}\n<main class="notebook">\n{relinked(body, name)}\n</main>\n{navigation}'
    page.write_text(document(title, body, name.count("/")), encoding="utf-8")
    picture = thumbnail(outcome.notebook)
    if picture:
        page.with_suffix(".png").write_bytes(picture)
    record = {
        "title": title,
        "sentence": relinked(markdown2html(sentence), name) if sentence else "",
        "seconds": round(outcome.seconds, 1),
        "failed": failed,
        "picture": picture is not None,
    }
    page.with_suffix(".json").write_text(json.dumps(record, indent=1) + "\n", encoding="utf-8")
    return page


def write_index(names: list) -> Path:
    """An entry for each notebook that has a page, from this run or from an earlier one."""
    entries = "\n".join(entry(name) for name in names if (PAGES / f"{name}.json").exists())
    body = f'<main class="index">\n<h1>Hyperlead notebooks</h1>\n{entries}\n</main>'
    path = PAGES / "index.html"
    path.write_text(document("Hyperlead notebooks", body, 0), encoding="utf-8")
    return path


def entry(name: str) -> str:
    record = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    state = "failed after" if record["failed"] else "ran in"
    picture = f'<img src="{name}.png" alt="" loading="lazy">' if record["picture"] else ""
    return (
        f'<article><a class="thumbnail" href="{name}.html">{picture}</a>\n'
        f'<div><h2><a href="{name}.html">{html.escape(record["title"])}</a></h2>\n'
        f'{record["sentence"]}<p class="time">{state} {record["seconds"]:.1f} s</p></div></article>'
    )


def links(name: str, names: list) -> str:
    """Previous notebook, index, next notebook."""
    here = names.index(name)
    start = os.path.dirname(name) or "."

    def link(target: str, text: str) -> str:
        return f'<a href="{os.path.relpath(target + ".html", start)}">{text}</a>'

    before = link(names[here - 1], f"← {names[here - 1]}") if here > 0 else "<span></span>"
    after = link(names[here + 1], f"{names[here + 1]} →") if here + 1 < len(names) else "<span></span>"
    return f'<nav>{before} {link("index", "All notebooks")} {after}</nav>'


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


def thumbnail(notebook: nbformat.NotebookNode) -> Optional[bytes]:
    for cell in notebook.cells:
        for output in cell.get("outputs", []):
            if "image/png" in output.get("data", {}):
                return base64.b64decode(output["data"]["image/png"])
    return None


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
