"""How pages are shown: navigation, formulas, pictures' descriptions, links to the Javadoc."""

import functools
import json
import re
import subprocess
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref

from hyperlead.places import ROOT
from hyperlead.site import BESIDE

NOTEBOOK_ON_MAP = re.compile(r"\[(\d+ [^\]]+)\]\(([^)]+)\.ipynb\)")
PICTURES = {}  # what is said of those of each page while it is read
GUIDES = [f"notebooks/{name}" for name in ("commands", "java", "clusters", "results")]  # pages beside the notebooks
NAVIGATION = "```{{toctree}}\n:hidden:\n:caption: {}\n{}\n```\n"
LINK = re.compile(r"\[([^\[\]]*)\]\(([^\s()]+)\)")
HEADING = re.compile(r"^#{1,4} (.+?)\s*$", re.MULTILINE)
NAME_IN_CODE = re.compile(r'(<span class="n[a-z]?">)((?:\w+\.)*\w+)')
NAME_IN_TEXT = re.compile(r'(<code class="docutils literal notranslate"><span class="pre">)([A-Z]\w*)\b')


def setup(app) -> dict:
    app.connect("source-read", prepare)
    app.connect("doctree-read", keep_formulas)
    app.connect("doctree-read", describe_pictures)
    app.connect("html-page-context", link_types)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def anchor(title: str) -> str:
    """Jupyter's, so that a link within a notebook works in both places."""
    return title.replace(" ", "-")


def in_small_letters(title: str) -> str:
    """The anchor of a heading where hosts of repositories show a Markdown file."""
    return anchor(re.sub(r"[^\w\- ]", "", title).lower())


def repository(checkout: Path = ROOT) -> str:
    """Where Binder finds the checkout: at its origin, so that a fork has a button of its own."""
    if not Path(checkout, ".git").exists():  # a copy may lie in a repository of its reader's
        return ""
    ask = ["git", "-C", str(checkout), "config", "remote.origin.url"]
    try:
        address = subprocess.run(ask, capture_output=True, text=True).stdout.strip()
    except FileNotFoundError:  # there is no git
        return ""
    public = re.fullmatch(r"(?:https://|git@)(git(?:hub|lab)\.com)[:/](.+?)(?:\.git)?/?", address)
    return f"https://{public[1]}/{public[2]}" if public else ""


def prepare(app, name: str, source: list) -> None:
    """What a page needs beyond its file, which stays as it is for those who download it."""
    path = Path(app.env.doc2path(name))
    places = set(re.findall(r'<a id=\\?"([\w-]+)', source[0]))
    if path.suffix == ".ipynb":
        notebook = json.loads(source[0])
        for cell in notebook["cells"]:
            if cell["cell_type"] == "markdown":
                cell["source"] = relinked("".join(cell["source"]), path.parent, places)
        PICTURES[name] = described(notebook)
        if name == app.config.root_doc:
            add_navigation(notebook, app.env.found_docs)
        source[0] = json.dumps(notebook)
    else:
        source[0] = relinked(source[0], path.parent, places)
        if name == "datasets/README":
            source[0] += "\n```{toctree}\n:hidden:\n:glob:\n*/README\n```\n"


def relinked(text: str, folder: Path, places: set) -> str:
    """Links that MyST does not know: to a folder, which has a README; to a place marked in HTML.

    And in Markdown files to headings in small letters, as hosts of repositories have them.
    """

    def known(link: re.Match) -> str:
        if link[2].lstrip("#") in places:
            return f'<a href="{link[2]}">{link[1]}</a>'
        file, mark, place = link[2].partition("#")
        if mark and (not file or (folder / file).suffix == ".md" and (folder / file).exists()):
            titles = HEADING.findall((folder / file).read_text(encoding="utf-8") if file else text)
            place = next((anchor(title) for title in titles if in_small_letters(title) == place), place)
            return f"[{link[1]}]({file}#{place})"
        if (folder / link[2] / "README.md").exists():
            return f"[{link[1]}]({link[2].rstrip('/')}/README.md)"
        return link[0]

    return LINK.sub(known, text)


def add_navigation(index: dict, names: set) -> None:
    """What the map names, in its order; notebooks that it does not name come after them."""
    text = "\n".join("".join(cell["source"]) for cell in index["cells"])
    titles = {f"notebooks/{name}": title for title, name in NOTEBOOK_ON_MAP.findall(text)}
    titles["notebooks/assignments/README"] = "For teachers"
    titles["notebooks/glossary"] = "Glossary"
    others = sorted(name for name in names if name.startswith("notebooks/") and name not in [*titles, *GUIDES])
    entries = [f"{title} </{name}>" for name, title in titles.items()]
    entries += [f"/{name}" for name in others if name != "notebooks/index"]
    for_class = [entry for entry in entries if re.search("/(assignments|handout)/", entry)]
    parts = {
        "Notebooks": [entry for entry in entries if entry not in for_class],
        "Assignments": for_class,
        "Library": ["First lines </README>", *(f"/{name}" for name in GUIDES if name in names), "/library/BENCHMARKS", "/datasets/README"]
        + ["/project/CONTRIBUTING", "/project/CHANGELOG"],
    }
    source = "".join(NAVIGATION.format(title, "\n".join(of)) for title, of in parts.items())
    cell = {"cell_type": "markdown", "id": "navigation", "metadata": {}, "source": source}
    index["cells"].append(cell)


def described(notebook: dict) -> list:
    """What is said of each picture among a notebook's outputs: MyST-NB reads it for whole cells."""
    outputs = [each for cell in notebook["cells"] for each in cell.get("outputs", [])]
    pictures = [each for each in outputs if "image/png" in each.get("data", {})]
    told = [each["metadata"].get("image/png", {}) for each in pictures]
    plain = ["".join(each["data"].get("text/plain", "a picture")) for each in pictures]
    return [{"alt": text} | metadata for text, metadata in zip(plain, told)]


def describe_pictures(app, document: nodes.document) -> None:
    """A picture of twice its pixels is shown in its size, and as a link to all of them."""
    cells = [each for each in document.findall(nodes.container) if "cell_output" in each["classes"]]
    pictures = [picture for cell in cells for picture in cell.findall(nodes.image)]
    for picture, told in zip(pictures, PICTURES.pop(app.env.docname, []), strict=True):
        picture["alt"] = told["alt"]
        if "width" in told:
            picture["width"] = f"{told['width']}px"
    for link in (*document.findall(nodes.reference), *document.findall(pending_xref)):
        for picture in link.findall(nodes.image):  # it leads elsewhere already
            picture["classes"].append("no-scaled-link")


def keep_formulas(app, document: nodes.document) -> None:
    """Sphinx would put a formula of several lines into `split`, where \\tag and `align` are errors."""
    for formula in document.findall(nodes.math_block):
        formula["number"] = None  # numbers are what authors write with \\tag
        if not formula.get("nowrap"):
            formula["nowrap"] = formula["no-wrap"] = True
            formula[:] = [nodes.Text(rf"\[{formula.astext()}\]")]


@functools.cache
def javadoc() -> dict:
    """Pages of the Javadoc by the names of types (full; and simple, if only one has it) and packages."""
    text = (BESIDE / "api/type-search-index.js").read_text(encoding="utf-8")
    types = [each for each in json.loads(re.search(r"\[.*\]", text)[0]) if "p" in each]
    pages = {}
    for each in types:
        folder = each["p"].replace(".", "/")
        page = f"api/{folder}/{each['l']}.html"
        simple = each["l"].rpartition(".")[2]
        pages[simple] = None if simple in pages else page
        pages[f"{each['p']}.{each['l']}"] = page
        pages[each["p"]] = f"api/{folder}/package-summary.html"
    return pages


def link_types(app, name: str, template: str, context: dict, document) -> None:
    if app.builder.name != "html":  # the book is alone on its paper
        return

    def link(match: re.Match) -> str:
        page = javadoc().get(match[2])
        if page is None:
            return match[0]
        address = context["pathto"](page, 1)
        return f'{match[1]}<a class="javadoc" href="{address}">{match[2]}</a>'

    for pattern in (NAME_IN_CODE, NAME_IN_TEXT):
        context["body"] = pattern.sub(link, context.get("body", ""))
