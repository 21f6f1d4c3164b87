"""The built site, as files and in a browser that opens them without a network."""

import html
import os
import re
import subprocess
import sys
import tempfile
import unittest
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urldefrag

import nbformat
from browsers import LEGIBLE, PATIENCE, SCREENSHOTS, launch
from docutils import nodes
from playwright.sync_api import sync_playwright

from hyperlead import notebooks, site
from hyperlead.assignments import student_version
from hyperlead.places import NOTEBOOKS, ROOT, SITE

sys.path.insert(0, str(NOTEBOOKS / "site"))
import shown  # noqa: E402

ASSIGNMENTS = sorted((NOTEBOOKS / "assignments").glob("*/*.ipynb"))
REGION = re.compile("BEGIN (?:SOLUTION|HIDDEN TESTS)(.*?)// END", re.S)
TYPESET = "async () => { if (window.MathJax) await MathJax.startup.promise; }"

# What a page shows, as one object.
LOOK = r"""() => {
  const all = (css) => Array.from(document.querySelectorAll(css));
  const plain = (document.querySelector('article') || document.body).cloneNode(true);
  plain.querySelectorAll('script, pre, code, mjx-container').forEach((e) => e.remove());
  const wide = (css) => all(css).filter((e) => e.scrollWidth > e.clientWidth + 1)
    .map((e) => (e.closest('.math') || e).id + ' ' + e.textContent.slice(0, 60));
  return {
    tooWide: document.documentElement.scrollWidth - document.documentElement.clientWidth,
    scrollingCode: wide('.cell_input pre'),
    codeThatSticksOut: all('pre').filter((e) => !/auto|scroll/.test(getComputedStyle(e).overflowX))
      .map((e) => e.textContent.slice(0, 60)),
    wideFormulas: wide('mjx-container'),
    formulas: all('mjx-container svg').length,
    places: all('.math').length,
    wrongFormulas: all('[data-mjx-error], mjx-container mtext[mathcolor=red], g[fill=red]')
      .map((e) => e.dataset.mjxError || e.dataset.latex),
    rawFormulas: plain.textContent.match(/\$\$|\\\[|\\\(|\\begin|\\frac|\\theta/g) || [],
    distorted: all('article img').filter((e) => Math.abs(
      e.clientWidth * e.naturalHeight / (e.clientHeight * e.naturalWidth) - 1) > 0.03).map((e) => e.alt),
    pictures: all('article img').map((e) => ({alt: e.alt, loaded: e.naturalWidth > 0})),
    links: all('a.javadoc').map((e) => [e.textContent, e.getAttribute('href')]),
  };
}"""

# What must be legible.
SHOWN = {
    "texts": ["article p", "article h1", "article a:not(.headerlink)", ".cell_input span", ".cell_input a",
              ".cell_output pre", ".cell_output td", ".cell_output th", ".cell_output caption",
              "mjx-container", "article td", ".bd-sidebar-primary a", ".bd-sidebar-secondary a"],
    "pictures": ".cell_output img",
}  # fmt: skip


class Page(HTMLParser):
    """The links of a page, and where links to it may lead."""

    def __init__(self, path: Path):
        super().__init__()
        self.path, self.links, self.anchors = path, [], {""}
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attributes: list) -> None:
        values = dict(attributes)
        self.anchors |= {values.get("id"), values.get("name")}
        self.links += [values[name] for name in ("href", "src") if values.get(name)]


def setUpModule() -> None:
    site.build()


def pages() -> list:
    """Those that Sphinx wrote; the Javadoc is the JDK's."""
    others = {SITE / "api", SITE / "_static"}
    return [path for path in sorted(SITE.rglob("*.html")) if others.isdisjoint(path.parents)]


def text_of(path: Path) -> str:
    """All that a file says, without tags and blanks."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".html":
        text = html.unescape(re.sub("<[^>]*>", "", text))
    if path.suffix == ".ipynb":
        text = "\n".join(cell["source"] for cell in nbformat.reads(text, as_version=4).cells)
    return re.sub(r"\s", "", text)


class Files(unittest.TestCase):
    def test_every_link_leads_somewhere(self):
        known = {path: Page(path) for path in pages()}
        self.assertGreater(len(known), 25)
        for page in known.values():
            for link in set(page.links):
                if re.match("[a-z]+:|//", link):
                    continue
                file, anchor = urldefrag(link)
                target = (page.path.parent / unquote(file.partition("?")[0])).resolve()
                with self.subTest(page=page.path.relative_to(SITE), link=link):
                    self.assertTrue((page.path if not file else target).is_file())
                    if target in known or not file:
                        self.assertIn(unquote(anchor), known.get(target, page).anchors)

    def test_every_notebook_is_on_the_site_and_can_be_downloaded(self):
        names = [name for name in notebooks.all_notebooks() if not name.startswith("assignments/")]
        for name in names + [f"handout/{path.stem}" for path in ASSIGNMENTS]:
            page = Page(SITE / f"notebooks/{name}.html")
            self.assertTrue(any(link.endswith(f"_sources/notebooks/{name}.ipynb") for link in page.links))

    def test_notebooks_lead_from_one_to_the_next(self):
        text = (SITE / "notebooks/01-four-rooms.html").read_text(encoding="utf-8")
        for side, name in (("left-prev", "00-derivation"), ("right-next", "02-estimators")):
            self.assertRegex(text, rf'class="{side}"\s+href="{name}.html"')

    def test_types_are_linked_to_their_javadoc(self):
        text = (SITE / "notebooks/01-four-rooms.html").read_text(encoding="utf-8")
        links = re.findall(r'<a class="javadoc" href="([^"]+)">([\w.]+)</a>', text)
        self.assertGreater(len(links), 50)
        for address, name in links:
            page = (SITE / "notebooks" / address).read_text(encoding="utf-8")
            self.assertIn(name.rpartition(".")[2], re.search("<title>(.*?)</title>", page)[1])

    def test_every_column_of_the_library_is_in_the_glossary(self):
        """Those of a run's log and of a laboratory's tables, as their sources name them."""
        text = (NOTEBOOKS / "glossary.md").read_text(encoding="utf-8").replace("\\|", "|")
        explained = set(re.findall("`([^`]+)`", text))
        core = ROOT / "library/core/src/main/java/hyperlead"
        loop = (core / "TrainingLoop.java").read_text(encoding="utf-8")
        columns = set(re.findall(r'row\.put\("([^"]+)"', loop))
        laboratory = (core / "experiments/Measurement.java").read_text(encoding="utf-8")
        columns |= set(re.findall(r'(?:\.with\(|StringColumn\.create\(|^ *with\()"([^"]+)"', laboratory, re.M))
        terms = re.findall(r'\(name \+ " ([^"]+)"', laboratory)
        columns |= {f"{term} {part}" for term in re.findall(r'withTerm\("(\w+)"', laboratory) for part in terms}
        self.assertGreater(len(columns), 28)
        self.assertEqual(set(), columns - explained)

    def test_solutions_and_hidden_tests_are_nowhere(self):
        self.assertEqual(len(ASSIGNMENTS), 6)
        files = [path for path in SITE.rglob("*") if path.suffix in {".html", ".ipynb", ".js", ".md"}]
        texts = {path: text_of(path) for path in files if SITE / "api" not in path.parents}
        for path in ASSIGNMENTS:
            regions = [region for cell in source_cells(path) for region in REGION.findall(cell.source)]
            self.assertGreater(len(regions), 5)
            for region in regions:
                for file, text in texts.items():
                    self.assertNotIn(re.sub(r"\s", "", region), text, file)

    def test_no_line_of_a_solution_is_in_a_student_version(self):
        for path in ASSIGNMENTS:
            shown = "\n".join(cell.source for cell in source_cells(path))
            public = re.sub(r"\s", "", REGION.sub("", shown))
            for region in REGION.findall(shown):
                for line in (re.sub(r"\s", "", line) for line in region.split("\n")):
                    if len(line) > 12 and line not in public:
                        for file in SITE.rglob(f"{path.stem}.*"):
                            self.assertNotIn(line, text_of(file), file)

    def test_marking_guides_are_nowhere(self):
        self.assertEqual([], [path for path in SITE.rglob("*") if "MARKING" in path.name])
        text = (SITE / "searchindex.js").read_text(encoding="utf-8")
        for path in NOTEBOOKS.glob("assignments/*/MARKING.md"):
            title = path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")
            self.assertNotIn(title, text)


def source_cells(path: Path) -> list:
    return nbformat.read(path, as_version=4).cells


class Elsewhere(unittest.TestCase):
    def test_the_site_is_not_where_it_is_made(self):
        """It was, where the checkout cannot be written: both lie in the state folder then."""
        ask = "from hyperlead.site import SITE, WORK; print(SITE == WORK, SITE)"
        with tempfile.TemporaryDirectory() as state:
            values = os.environ | {"HYPERLEAD_STATE": state}
            answer = subprocess.check_output([sys.executable, "-c", ask], env=values, text=True)
            self.assertEqual(f"False {Path(state, 'site')}", answer.strip())


class StudentVersion(unittest.TestCase):
    def test_is_what_nbgrader_releases(self):
        from nbgrader.preprocessors import ClearHiddenTests, ClearOutput, ClearSolutions, LockCells

        for path in ASSIGNMENTS:
            released = nbformat.read(path, as_version=4)
            solutions = ClearSolutions(code_stub={"java": "// YOUR CODE HERE"})
            for step in (LockCells(), solutions, ClearOutput(), ClearHiddenTests()):
                released, _ = step.preprocess(released, {})
            ours = student_version(nbformat.read(path, as_version=4))
            self.assertEqual([cell.source for cell in released.cells], [c.source for c in ours.cells])
            for theirs, cell in zip(released.cells, ours.cells):
                if "nbgrader" in cell.metadata:
                    self.assertEqual(theirs.metadata, cell.metadata)

    def test_a_region_without_an_end_is_refused(self):
        cell = nbformat.v4.new_code_cell("int x;\n// BEGIN SOLUTION\nx = 1;")
        with self.assertRaisesRegex(Exception, "no end"):
            student_version(nbformat.v4.new_notebook(cells=[cell]))


PLAYED = """(output) => {
  const values = [];
  new MutationObserver(() => values.push(output.textContent)).observe(output, {childList: true});
  return values;
}"""  # what a slider shows from now on


class Shown(unittest.TestCase):
    def test_links_to_folders_and_to_places_marked_in_html(self):
        for link, expected in {
            "[(1)](#eq-1)": '<a href="#eq-1">(1)</a>',
            "[maps](datasets/four-rooms)": "[maps](datasets/four-rooms/README.md)",
            "[below](#Data)": "[below](#Data)",
            "[licence](LICENSE)": "[licence](LICENSE)",
        }.items():
            self.assertEqual(f"See {expected}.", shown.relinked(f"See {link}.", ROOT, {"eq-1"}))

    def test_formulas_are_left_as_their_authors_wrote_them(self):
        document = nodes.paragraph()
        document += nodes.math_block("", r"a \\ b \tag{1}", number=1)
        document += nodes.math_block("", r"\begin{align} a \end{align}", number=2, nowrap=True)
        shown.keep_formulas(None, document)
        texts = [formula.astext() for formula in document]
        self.assertEqual([r"\[a \\ b \tag{1}\]", r"\begin{align} a \end{align}"], texts)
        self.assertEqual({(None, True)}, {(each["number"], each["nowrap"]) for each in document})

    def test_a_picture_has_the_description_of_its_output(self):
        picture = {"data": {"image/png": "", "text/plain": "image 1×1"}, "metadata": {}}
        described = picture | {"metadata": {"image/png": {"alt": "two curves"}}}
        cells = [{"metadata": {}, "outputs": [picture]}, {"metadata": {}, "outputs": [described]}]
        self.assertEqual(["image 1×1", "two curves"], [each["alt"] for each in shown.described({"cells": cells})])

    def test_a_notebook_that_the_map_does_not_name_comes_after_the_others(self):
        index = {"cells": [{"source": "[00 First](00-first.ipynb)"}]}
        shown.add_navigation(index, {"notebooks/index", "notebooks/00-first", "notebooks/mine"})
        self.assertIn("00 First </notebooks/00-first>\nGlossary </notebooks/glossary>\n/notebooks/mine\n", index["cells"][1]["source"])

    def test_binder_finds_the_origin_of_a_clone(self):
        with tempfile.TemporaryDirectory() as folder:
            subprocess.run(["git", "init", "-q", folder], check=True)
            self.assertEqual("", shown.repository(folder))
            for address, expected in {
                "https://github.com/a-class/hyperlead.git": "https://github.com/a-class/hyperlead",
                "git@gitlab.com:group/sub/hyperlead": "https://gitlab.com/group/sub/hyperlead",
                "/somewhere/on/a/disk": "",
            }.items():
                subprocess.run(["git", "-C", folder, "config", "remote.origin.url", address], check=True)
                self.assertEqual(expected, shown.repository(folder))


class Book(unittest.TestCase):
    def test_holds_every_page(self):
        site.write_book()
        book = (SITE / "hyperlead.pdf").read_bytes()
        self.assertTrue(book.startswith(b"%PDF"))
        self.assertGreater(len(re.findall(rb"/Type ?/Page\b", book)), 150)
        for title in ("Hyperlead: a map", "From the objective to the covariance trick", "Benchmarks"):
            self.assertIn(f"/Title ({title})".encode(), book)


class InABrowser(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        cls.playwright = sync_playwright().start()
        cls.addClassCleanup(cls.playwright.stop)
        cls.chromium = launch(cls.playwright)
        cls.addClassCleanup(cls.chromium.close)

    def window(self, width: int, scheme: str = "light"):
        """A page without a network that notes what it asks for and what it complains about."""
        context = self.chromium.new_context(
            viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True
        )
        context.set_default_timeout(PATIENCE)
        self.addCleanup(context.close)
        page = context.new_page()
        self.requests, self.complaints = [], []
        page.on("request", lambda request: self.requests.append(request.url))
        page.on("requestfailed", lambda request: self.complaints.append(request.url))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", self.note)
        return page

    def note(self, message) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def open(self, page, path: Path) -> None:
        page.goto(path.as_uri())
        page.evaluate(TYPESET)

    def shot(self, page, name: str) -> None:
        page.screenshot(path=SCREENSHOTS / f"site-{name}.png")

    def test_every_page_in_a_window_of_1200(self):
        window = self.window(1200)
        formulas = pictures = 0
        for path in pages():
            name = path.relative_to(SITE).as_posix()
            if name == "index.html":  # leads on to the map
                continue
            self.open(window, path)
            look = window.evaluate(LOOK)
            with self.subTest(page=name):
                self.assertEqual([], self.complaints)
                for nothing in ("scrollingCode", "codeThatSticksOut", "wideFormulas", "rawFormulas", "distorted"):
                    self.assertEqual([], look[nothing], nothing)
                self.assertEqual([], look["wrongFormulas"])
                self.assertEqual(0, look["tooWide"])
                self.assertGreaterEqual(look["formulas"], look["places"])
                for picture in look["pictures"]:
                    self.assertTrue(picture["loaded"], picture)
                    self.assertRegex(picture["alt"], r"^(?!.*(_images|\.png)).*\w")
                formulas += look["places"]
                pictures += len(look["pictures"])
        self.assertEqual([], [url for url in self.requests if not url.startswith(("file:", "data:"))])
        self.assertGreater(formulas, 500)
        self.assertGreater(pictures, 50)

    def test_a_formula_is_not_broken_where_there_is_room(self):
        window = self.window(1200)
        self.open(window, SITE / "notebooks/index.html")
        self.assertLess(window.locator("div.math svg").first.bounding_box()["height"], 90)

    def test_nothing_sticks_out_of_a_phone(self):
        window = self.window(390)
        notebooks = ("index", "commands", "java", "results", "00-derivation", "01-four-rooms", "06-building-thermal-control")
        for name in "README", "project/CONTRIBUTING", *(f"notebooks/{name}" for name in notebooks):
            self.open(window, SITE / f"{name}.html")
            look = window.evaluate(LOOK)
            self.shot(window, f"{name.rpartition('/')[2]}-390")
            with self.subTest(page=name):
                self.assertEqual(0, look["tooWide"])
                self.assertEqual([], look["codeThatSticksOut"])
                self.assertEqual([], look["distorted"])
        self.assertGreater(len(look["scrollingCode"]), 5)

    def test_all_can_be_read_in_the_light_and_in_the_dark(self):
        for scheme in ("light", "dark"):
            window = self.window(1200, scheme)
            for name in ("index", "00-derivation", "01-four-rooms", "handout/01-soft-bellman"):
                self.open(window, SITE / f"notebooks/{name}.html")
                look = window.evaluate(LEGIBLE, SHOWN)
                self.shot(window, f"{name.rpartition('/')[2]}-1200-{scheme}")
                with self.subTest(page=name, scheme=scheme):
                    self.assertEqual(scheme == "light", look["paper"] > 0.5)
                    self.assertEqual(0, look["chartsWithoutPaper"])
                    for css, found in look["found"].items():
                        if found["seen"]:
                            self.assertGreaterEqual(found["least"], 4.5, css)
            if name == "00-derivation":
                self.assertTrue(all(found["seen"] for found in look["found"].values()))

    def test_search_finds_words_and_code(self):
        window = self.window(1200)
        for word, page in (("commitment", "04-markov-games"), ("BoltzmannCovariance", "01-four-rooms")):
            self.open(window, SITE / "notebooks/index.html")
            window.keyboard.press("Control+k")
            window.locator("dialog input[type=search]").fill(word)
            window.keyboard.press("Enter")
            window.wait_for_url("**/search.html?q=*")
            result = window.locator(f"#search-results a[href*='{page}']").first
            result.wait_for()
            self.shot(window, f"search-{word}")
            result.click()
            window.wait_for_url(f"**/{page}.html*")
        self.assertEqual([], [url for url in self.requests if not url.startswith(("file:", "data:"))])

    def test_the_front_page_leads_to_the_map_and_a_picture_to_its_notebook(self):
        window = self.window(1200)
        window.goto((SITE / "index.html").as_uri())
        window.wait_for_url("**/notebooks/index.html")
        window.locator("article img[alt='Four rooms']").click()
        window.wait_for_url("**/notebooks/01-four-rooms.html")

    def test_a_slider_changes_its_picture_by_keys_and_by_its_button(self):
        window = self.window(1200)
        self.open(window, SITE / "notebooks/00-derivation.html")
        figure = window.locator("figure:has(input[type=range])").first
        picture, value = figure.locator("img"), figure.locator("output")
        last = figure.locator("input").get_attribute("max")

        def state() -> tuple:
            return picture.get_attribute("src"), picture.get_attribute("alt"), value.inner_text()

        seen = [state()]
        for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft", "Home", "End"):
            figure.locator("input").press(key)
            seen.append(state())
            self.assertTrue(picture.evaluate("async (e) => { await e.decode(); return e.complete; }"))
        self.shot(window, "slider")
        self.assertEqual((seen[0], seen[1]), (seen[4], seen[3]))
        for part in (0, 2):  # five values, each with its picture
            self.assertEqual(5, len({each[part] for each in seen}))
        played = value.evaluate_handle(PLAYED)
        figure.locator("button").click()
        window.wait_for_function("([e, last]) => e.value === last", arg=[figure.locator("input").element_handle(), last])
        values = played.json_value()
        self.assertEqual((seen[5][2], seen[6][2]), (values[0], values[-1]))
        self.assertEqual(int(last) + 1, len(values))
        self.assertEqual(seen[6], state())
        self.assertEqual([], self.complaints)
        self.assertEqual([], [url for url in self.requests if not url.startswith(("file:", "data:"))])

    def test_without_scripts_a_slider_shows_its_frame_in_the_middle(self):
        context = self.chromium.new_context(java_script_enabled=False, offline=True)
        context.set_default_timeout(PATIENCE)
        self.addCleanup(context.close)
        page = context.new_page()
        page.goto((SITE / "notebooks/00-derivation.html").as_uri())
        figure = page.locator("figure:has(input[type=range])").first
        self.assertGreater(figure.locator("img").bounding_box()["width"], 300)
        self.assertRegex(figure.locator("img").get_attribute("alt"), "stay")

    def test_a_type_in_a_cell_leads_to_its_javadoc(self):
        window = self.window(1200)
        self.open(window, SITE / "notebooks/01-four-rooms.html")
        window.locator(".cell_input a.javadoc", has_text=re.compile("^LeaderTraining$")).first.click()
        window.wait_for_url("**/api/hyperlead/**/LeaderTraining.html")
        self.shot(window, "javadoc")


if __name__ == "__main__":
    unittest.main()
