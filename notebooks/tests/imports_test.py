"""Finds what notebooks use without importing it, because one kernel or another imports it by itself."""

import json
import re
import shutil
import subprocess
import unittest
from functools import cache
from pathlib import Path

NOTEBOOKS = Path(__file__).resolve().parents[1]
# JJava 1.0a8 imports the first eight of these, IJava 1.3.0 most of them, JShell by itself the rest.
PACKAGES = """java.io java.math java.net java.time java.util java.util.concurrent java.util.prefs java.util.regex
java.nio.file java.util.function java.util.stream""".split()
FUNCTIONS = "display updateDisplay render printf eval kernel getKernelInstance lineMagic cellMagic".split()

NOT_CODE = re.compile(r'"""[\s\S]*?"""|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//.*|/\*[\s\S]*?\*/')
IMPORT = re.compile(r"\bimport\s+(?:static\s+)?([\w.]+)\.(\w+|\*)\s*;")
NAME = re.compile(r"(?<![\w.])[A-Z]\w*")
CALL = re.compile(r"(?<![\w.:])(?<!new )(" + "|".join(FUNCTIONS) + r")\s*\(")
DECLARED = re.compile(r"\b(?:class|record|interface|enum)\s+(\w+)|[\w>\]]\s+(\w+)\s*\([^()]*\)\s*\{")
SPARK = re.search("<spark.version>(.*)</", (NOTEBOOKS.parent / "pom.xml").read_text(encoding="utf-8"))[1]
MAGIC = re.compile(rf"^%(?!maven org.apache.spark:spark-core_2.13:{SPARK}$).*", re.MULTILINE)


@cache
def types() -> dict:
    """The JDK's types in each of the packages, by its own list."""
    java = Path(shutil.which("java")).resolve()
    jimage, modules = java.with_name("jimage"), java.parents[1] / "lib" / "modules"
    listing = subprocess.run([jimage, "list", modules], capture_output=True, text=True, check=True).stdout
    found = {package: set() for package in PACKAGES}
    for path, name in re.findall(r"^ +([\w/]+)/(\w+)\.class$", listing, re.MULTILINE):
        found.get(path.replace("/", "."), set()).add(name)
    return found


def not_imported(cells: list) -> list:
    """What each cell uses of the packages or of a kernel's own functions that no cell up to it imports or declares."""
    imported, declared, missing = set(), set(), []
    for number, source in enumerate(cells, 1):
        code = NOT_CODE.sub(" ", source)
        imported |= set(IMPORT.findall(code))
        declared |= {name for names in DECLARED.findall(code) for name in names}
        used = set(NAME.findall(IMPORT.sub(" ", code)))
        for package, names in types().items():
            if (package, "*") not in imported:
                lacking = sorted(
                    n for n in used & names - declared if (package, n) not in imported
                )
                missing += [f"cell {number}: {package}.{name}" for name in lacking]
        missing += [f"cell {number}: {name}(…)" for name in CALL.findall(code) if name not in declared]
        missing += [f"cell {number}: {line}" for line in MAGIC.findall(code)]
    return missing


def code_cells(path: Path) -> list:
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


class ImportsTest(unittest.TestCase):
    def test_notebooks_import_all_that_they_use(self):
        paths = [p for p in NOTEBOOKS.glob("**/*.ipynb") if ".ipynb_checkpoints" not in p.parts]
        self.assertGreaterEqual(len(paths), 16)
        found = {path.name: missing for path in paths if (missing := not_imported(code_cells(path)))}
        self.assertEqual({}, found)

    def test_names_without_their_import_are_found(self):
        for code, expected in [
            ("Function<String, Integer> f;", "java.util.function.Function"),
            ("IntStream.range(0, 3)", "java.util.stream.IntStream"),
            ("var s = x.collect(Collectors.joining());", "java.util.stream.Collectors"),
            ("import java.util.function.*; Optional.of(1)", "java.util.Optional"),
            ("import java.util.Map; List.of(Map.entry(1, 2))", "java.util.List"),
            ("var words = new ArrayList<String>();", "java.util.ArrayList"),
            ("Path.of(here)", "java.nio.file.Path"),
            ("BigDecimal.ONE", "java.math.BigDecimal"),
            ('printf("%s", 1);', "printf(…)"),
            ("display(table);", "display(…)"),
            ("%maven a:b:1", "%maven a:b:1"),
            (f"%maven org.apache.spark:spark-core_2.13:{SPARK}.1", f"%maven org.apache.spark:spark-core_2.13:{SPARK}.1"),
        ]:
            with self.subTest(code):
                self.assertEqual([f"cell 1: {expected}"], not_imported([code]))
        self.assertEqual(["cell 1: java.util.List"], not_imported(["List.of(1)", "import java.util.*;"]))

    def test_other_names_are_not(self):
        for code in [
            "import java.util.*; List.of(Map.entry(1, 2))",
            "import java.util.stream.IntStream; IntStream.range(0, 3)",
            "java.util.List.of(1)",
            'System.out.printf("List %s", "Map"); // Path',
            'var text = """\n%List\n Map""";',
            "record List(int a) {}\nnew List(1)",
            "void display(int n) { }\ndisplay(1)",
            "Notebook.render(table)",
        ]:
            with self.subTest(code):
                self.assertEqual([], not_imported([code]))


if __name__ == "__main__":
    unittest.main()
