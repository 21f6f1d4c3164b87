"""The wheels and the Maven coordinates, as a stranger gets them: with nothing of this checkout in sight.

The wheel is installed into an empty environment in a folder with a blank and an umlaut in its name,
without Maven on the PATH, and all notebooks are run there.
"""

import csv
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
import unittest
import urllib.error
import urllib.request
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
from setup_test import PATIENCE, USES_LIBRARY, notebook

from hyperlead import environment, java, notebooks
from hyperlead.places import NOTEBOOKS, ROOT, version

ASSIGNMENT = "01-soft-bellman"
REGION = re.compile("BEGIN (?:SOLUTION|HIDDEN TESTS)(.*?)// END", re.S)
JBANG = "0.132.1"
TOOLS = "java javac javadoc bwrap env sh".split()  # Maven is not among them


def called(command: list, folder: Path, **variables: str) -> subprocess.CompletedProcess:
    command = [str(part) for part in command]
    return subprocess.run(
        command, cwd=folder, env=variables, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", timeout=PATIENCE,
    )  # fmt: skip


def asked(address: str) -> dict:
    """The answer of a server, which may say its address before it listens."""
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                return json.load(answer)
        except urllib.error.URLError:
            if time.monotonic() > until:
                raise
            time.sleep(0.1)


def code_blocks(path: Path) -> list:
    return re.findall(r"```(\w*)\n(.*?)```", path.read_text(encoding="utf-8"), re.S)


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


def setUpModule() -> None:
    """Maven and pip, which the last two classes wait for, work side by side."""
    global SCRATCH, WHEEL, OF_CLASS, INSTALLED, ENVIRONMENT
    scratch = tempfile.TemporaryDirectory()
    unittest.addModuleCleanup(scratch.cleanup)
    SCRATCH = Path(scratch.name).resolve()
    subprocess.run([NOTEBOOKS / "jupyter.sh", "wheel", SCRATCH], check=True, stdout=subprocess.DEVNULL)
    (WHEEL,), (OF_CLASS,) = SCRATCH.glob("hyperlead-*.whl"), SCRATCH.glob("hyperlead_class-*.whl")
    pool = ThreadPoolExecutor(2)
    unittest.addModuleCleanup(pool.shutdown)
    INSTALLED, ENVIRONMENT = pool.submit(build_elsewhere), pool.submit(make_environment)


def build_elsewhere() -> Path:
    """As the README says it, but for the tests."""
    folder = SCRATCH / "another checkout"
    java.copy_sources(folder)
    maven("install", "-Dmaven.test.skip", "-Dspotless.check.skip", folder=folder)
    return folder


def maven(*arguments: str, folder: Path) -> str:
    command = [shutil.which("mvn"), "-q", "-B", "-Dstyle.color=never", *arguments]
    result = called(command, folder, **environment.with_utf8(dict(os.environ)))
    if result.returncode:
        raise AssertionError(result.stdout)
    return result.stdout


def make_environment() -> Path:
    """An empty one, with both wheels; and the few programs that a stranger has."""
    folder = SCRATCH / "Größe mit Blank"
    (folder / "tools").mkdir(parents=True)
    (folder / "home").mkdir()
    for tool in filter(shutil.which, TOOLS):
        (folder / "tools" / tool).symlink_to(Path(shutil.which(tool)).resolve())
    base = Path(sys.base_prefix, "bin", "python3")  # no environment of the project's
    subprocess.run([base, "-m", "venv", folder / "Umgebung ü"], check=True)
    pip = [folder / "Umgebung ü/bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "--no-compile"]
    subprocess.run([*pip, f"{WHEEL}[class]", OF_CLASS], check=True)
    return folder


class Contents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        with zipfile.ZipFile(WHEEL) as archive:
            cls.files = {name: archive.read(name) for name in archive.namelist()}
        cls.sources = [nbformat.read(path, as_version=4) for path in sorted(NOTEBOOKS.glob("assignments/*/*.ipynb"))]

    def test_it_can_be_handed_out(self):
        self.assertLessEqual(WHEEL.stat().st_size, 60e6)
        self.assertEqual(f"hyperlead-{version()}-py3-none-any.whl", WHEEL.name)

    def test_it_holds_notebooks_data_and_what_the_library_needs(self):
        project = {name.removeprefix("hyperlead/project/") for name in self.files}
        for name, path in notebooks.all_notebooks().items():
            given = f"notebooks/handout/{path.name}" if name.startswith("assignments/") else f"notebooks/{name}.ipynb"
            self.assertIn(given, project)
        for folder in (path for path in ROOT.glob("datasets/*") if path.is_dir()):
            self.assertTrue(any(name.startswith(f"datasets/{folder.name}/") for name in project), folder)
        jars = {Path(name).name for name in self.files if name.endswith(".jar")}
        self.assertEqual({Path(jar).name for jar in java.class_path().split(os.pathsep)}, jars)

    def test_solutions_hidden_tests_and_guides_are_nowhere(self):
        self.assertEqual([], [name for name in self.files if "MARKING" in name or "/tests/" in name])
        texts = [without_blanks(as_text(name, content)) for name, content in self.files.items() if not name.endswith(".jar")]
        regions = [region for source in self.sources for cell in source.cells for region in REGION.findall(cell.source)]
        self.assertGreater(len(regions), 40)
        for region in regions:
            self.assertFalse(any(without_blanks(region) in text for text in texts), region)

    def test_no_line_of_a_solution_is_in_a_student_version(self):
        for path, source in zip(sorted(NOTEBOOKS.glob("assignments/*/*.ipynb")), self.sources):
            given = f"hyperlead/project/notebooks/handout/{path.name}"
            shown = "\n".join(cell.source for cell in source.cells)
            text, public = without_blanks(as_text(given, self.files[given])), without_blanks(REGION.sub("", shown))
            for line in (without_blanks(line) for region in REGION.findall(shown) for line in region.split("\n")):
                if len(line) > 12 and line not in public:
                    self.assertNotIn(line, text)

    def test_notebooks_name_the_command_that_there_is(self):
        for name, content in self.files.items():
            if name.endswith(".ipynb"):
                self.assertNotIn(b"jupyter.sh", content, name)

    def test_the_readme_begins_with_it_and_fits_three_screens(self):
        readme = ROOT / "README.md"
        self.assertEqual(f"pip install {WHEEL.name}\nhyperlead open\n", code_blocks(readme)[0][1])
        self.assertLessEqual(len(readme.read_text(encoding="utf-8").splitlines()), 120)


def as_text(name: str, content: bytes) -> str:
    text = content.decode("utf-8", "replace")
    if name.endswith(".ipynb"):
        return "\n".join(cell.source for cell in nbformat.reads(text, as_version=4).cells)
    return text


class Stranger(unittest.TestCase):
    """One environment for all: what a stranger does one after the other."""

    @classmethod
    def setUpClass(cls):
        cls.folder = ENVIRONMENT.result()
        cls.programs, cls.home = cls.folder / "Umgebung ü", cls.folder / "home"

    def hyperlead(self, *arguments: str, tools: str = "tools", folder: Path = None, **variables: str):
        path = os.pathsep.join(map(str, [self.programs / "bin", self.folder / tools]))
        command = [self.programs / "bin/hyperlead", *arguments]
        return called(command, folder or self.folder, PATH=path, HOME=str(self.home), **variables)

    def passed(self, *arguments: str, **options) -> str:
        result = self.hyperlead(*arguments, **options)
        self.assertEqual(0, result.returncode, result.stdout)
        return result.stdout

    def test_the_doctor_finds_nothing(self):
        said = self.passed("doctor")
        self.assertIn(f"OK   Hyperlead {version()}", said)
        self.assertIn("OK   Charts and fonts", said)
        self.assertNotIn("Maven", said)
        self.assertEqual([], [line for line in said.splitlines() if not line.startswith("OK ")])

    def test_all_notebooks_run_and_the_site_is_built(self):
        """By name, because Spark, which one of them fetches, is otherwise left out."""
        own = [name for name in notebooks.all_notebooks() if "/" not in name]
        said = self.passed("run", "--check", *own)
        self.assertIn(f"{len(own)} passed, 0 failed", said)
        self.assertNotIn("WARNING", said)
        copy = self.folder / "hyperlead"
        for name in ("index.html", "README.html", "api/index.html", *(f"notebooks/{each}.html" for each in own)):
            self.assertTrue((copy / "target/site" / name).is_file(), name)
        self.assertEqual([], list(self.programs.glob("lib/*/site-packages/hyperlead/project/target")))

    def test_a_notebook_of_ones_own_runs_without_a_copy(self):
        elsewhere = self.folder / "elsewhere"
        elsewhere.mkdir()
        (elsewhere / "mine.ipynb").write_text(notebook(USES_LIBRARY), encoding="utf-8")
        self.passed("run", "mine.ipynb", folder=elsewhere)
        self.assertEqual(["mine.ipynb"], [path.name for path in elsewhere.iterdir()])

    def test_one_assignment_is_graded(self):
        teacher = self.folder / "Lehrerin"
        solved, blank = (teacher / "submitted" / who / f"{ASSIGNMENT}.ipynb" for who in ("solved", "blank"))
        for path, source in {solved: NOTEBOOKS / "assignments" / ASSIGNMENT, blank: notebooks.HANDOUT}.items():
            path.parent.mkdir(parents=True)
            shutil.copy(source / path.name, path)
        self.passed("grade", "submitted", ASSIGNMENT, folder=teacher)
        with open(teacher / "grades.csv", encoding="utf-8", newline="") as file:
            totals = {row["student"]: row for row in csv.DictReader(file) if row["cell"] == "total"}
        self.assertEqual(totals["solved"]["max"], totals["solved"]["points"])
        self.assertEqual("0", totals["blank"]["points"])
        self.passed("student", ASSIGNMENT, "--to", "out", folder=teacher)
        self.assertTrue((teacher / f"out/{ASSIGNMENT}/{ASSIGNMENT}.ipynb").is_file())

    def test_a_copy_is_the_readers_own(self):
        here = self.folder / "mine"
        here.mkdir()
        kernels, files, log = self.opened(here)
        self.assertEqual("Java (Hyperlead)", kernels["kernelspecs"]["java"]["spec"]["display_name"])
        self.assertIn("index.ipynb", [file["name"] for file in files["content"]])
        copy = here / "hyperlead"
        self.assertIn(str(copy / "notebooks"), log)
        self.assertTrue(any(copy.glob("notebooks/assignments/*/*.ipynb")), "the instructor has the sources")
        (copy / "notebooks/index.ipynb").write_text("mine", encoding="utf-8")
        (copy / "notebooks/glossary.md").unlink()
        self.passed("kernel", folder=copy / "notebooks", XDG_DATA_HOME=str(here / "data"))
        self.assertEqual("mine", (copy / "notebooks/index.ipynb").read_text(encoding="utf-8"))
        self.assertTrue((copy / "notebooks/glossary.md").is_file())
        self.assertTrue((here / "data/jupyter/kernels/java/kernel.json").is_file())

    def opened(self, folder: Path) -> tuple:
        """The kernels and files that JupyterLab offers, and what the terminal shows; the server is ended then."""
        path = os.pathsep.join(map(str, [self.programs / "bin", self.folder / "tools"]))
        command = [self.programs / "bin/hyperlead", "open", "--no-browser", "--ServerApp.port=0", "-y"]
        with open(folder / "log", "w+", encoding="utf-8") as log, subprocess.Popen(
            command, cwd=folder, env={"PATH": path, "HOME": str(self.home)}, stdin=subprocess.DEVNULL, stdout=log, stderr=log
        ) as server:  # fmt: skip
            try:
                while not (address := re.search(r"(http://127\S+?)/lab\?(token=\w+)", (folder / "log").read_text("utf-8"))):
                    self.assertIsNone(server.poll(), (folder / "log").read_text("utf-8"))
                    time.sleep(0.1)
                answers = [asked(f"{address[1]}/api/{what}?{address[2]}") for what in ("kernelspecs", "contents")]
                return (*answers, (folder / "log").read_text("utf-8"))
            finally:
                server.terminate()

    def test_the_environments_own_jupyter_has_the_kernel(self):
        python = self.programs / "bin/python"
        path = os.pathsep.join(map(str, [self.programs / "bin", self.folder / "tools"]))
        command = [python, "-m", "hyperlead.kernel_check", "java-hyperlead"]
        result = called(command, self.folder, PATH=path, HOME=str(self.home))
        self.assertEqual(0, result.returncode, result.stdout)

    def test_a_missing_or_old_jdk_is_one_line(self):
        (self.folder / "old").mkdir()
        script = self.folder / "old/java"
        script.write_text("#!/bin/sh\necho '    java.specification.version = 11'\n")
        script.chmod(0o755)
        shutil.copy(self.folder / "tools/sh", self.folder / "old/sh")
        for tools, reason in {"nowhere": "no java command in", "old": "Java 17 or later is needed, .* is 11"}.items():
            for command in ("open", "run"):
                empty = self.folder / f"{tools} {command}"
                empty.mkdir()
                result = self.hyperlead(command, tools=tools, folder=empty)
                self.assertEqual(1, result.returncode, result.stdout)
                self.assertRegex(result.stdout, rf"\A{reason}.*: install a JDK \(17 or later\).*\n\Z")
                self.assertEqual([], list(empty.iterdir()))
        self.assertRegex(self.hyperlead("doctor", tools="old").stdout, "FIX  JDK .*")

    def test_names_only_commands_that_the_wheel_has(self):
        said = self.passed("help")
        self.assertIn("Usage: hyperlead COMMAND", said)
        for word in ("jupyter.sh", "setup", "  test", "Maven"):
            self.assertNotIn(word, said)
        self.assertEqual(2, self.hyperlead("setup").returncode)
        self.assertEqual(f"hyperlead {version()}\n", self.passed("--version"))


class Coordinates(unittest.TestCase):
    """A build elsewhere is installed as the README says; a project of a stranger's depends on it."""

    @classmethod
    def setUpClass(cls):
        cls.folder = INSTALLED.result()
        cls.readme, cls.page = code_blocks(ROOT / "README.md"), code_blocks(NOTEBOOKS / "java.md")
        cls.program = next(code for _, code in cls.readme if "class TrainLeader" in code)

    def project(self, name: str, dependencies: str, program: str) -> Path:
        source = SCRATCH / name / "src/main/java/TrainLeader.java"
        source.parent.mkdir(parents=True)
        source.write_text(program, encoding="utf-8")
        pom = Path(__file__).with_name("consumer.xml").read_text(encoding="utf-8")
        (SCRATCH / name / "pom.xml").write_text(pom.replace("DEPENDENCIES", dependencies), encoding="utf-8")
        return SCRATCH / name

    def test_two_builds_give_the_same_bytes(self):
        ours = java.jars(java.home())
        self.assertGreaterEqual(len(ours), 2)
        for jar in ours:
            other = self.folder / jar.relative_to(java.home())
            self.assertEqual(jar.read_bytes(), other.read_bytes(), jar.name)

    def test_jars_are_modules_and_poms_are_whole(self):
        for jar in java.jars(self.folder):
            artifact = jar.name.removesuffix(f"-{version()}.jar")
            with zipfile.ZipFile(jar) as archive:
                manifest = archive.read("META-INF/MANIFEST.MF").decode()
            self.assertIn(f"Automatic-Module-Name: {artifact.replace('-', '.')}\r\n", manifest)
            pom = (jar.parent / ".flattened-pom.xml").read_text(encoding="utf-8")
            for part in ("name", "description", "url", "licenses", "developers", "scm"):
                self.assertIn(f"<{part}", pom)
            self.assertNotIn("<parent>", pom)
            self.assertNotIn("${", pom)
            self.assertTrue(jar.with_name(jar.name.replace(".jar", "-sources.jar")).is_file())

    def test_a_project_of_ones_own_runs_the_ten_lines(self):
        (dependency,) = (code for kind, code in self.readme if kind == "xml")
        folder = self.project("consumer", dependency, self.program)
        said = maven("compile", "exec:java", "-Dexec.mainClass=TrainLeader", folder=folder)
        self.assertRegex(said, r"Run of FourRooms.*, seed 1: J = 0\.\d+ after 10000 updates")

    def test_a_file_for_jbang_runs(self):
        """Maven fetches jbang, which builds the program and says the command that its script calls."""
        (names,) = (code for _, code in self.page if code.startswith("//DEPS"))
        dependency = "<dependency><groupId>dev.jbang</groupId><artifactId>jbang-cli</artifactId><version>{}</version></dependency>"
        folder = self.project("jbang", dependency.format(JBANG), names + self.program.replace("10_000", "100"))
        maven("dependency:build-classpath", "-Dmdep.outputFile=path", folder=folder)
        command = [java.command(), "-cp", (folder / "path").read_text(encoding="utf-8"), "dev.jbang.Main", "--quiet", "run"]
        variables = {**os.environ, "JBANG_DIR": str(folder / "state")}
        built = called([*command, folder / "src/main/java/TrainLeader.java"], folder, **variables)
        self.assertTrue(built.stdout.endswith(" TrainLeader\n"), built.stdout)
        result = called(shlex.split(built.stdout), folder, **os.environ)
        self.assertRegex(result.stdout, r"\ARun of FourRooms.*, seed 1: J = -?0\.\d+ after 100 updates.*\n\Z")


if __name__ == "__main__":
    unittest.main()
