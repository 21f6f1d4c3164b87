"""Tests that the commands work wherever the checkout lies, and say what is wrong where they cannot."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest
from pathlib import Path
from unittest import mock

from hyperlead import assignments, environment, java, kernelspec
from hyperlead.notebooks import HANDOUT
from hyperlead.places import NOTEBOOKS, ROOT, version
from hyperlead.trouble import Trouble

COMMAND = NOTEBOOKS / "jupyter.sh"
PATIENCE = 2400  # seconds until an event that never comes counts as a failure
USES_LIBRARY = "import hyperlead.environments.FourRooms;\nFourRooms.problem(0.1).temperature()"
POM = """<project><modelVersion>4.0.0</modelVersion><groupId>g</groupId><artifactId>a</artifactId><version>1</version>
<packaging>pom</packaging><properties><maven.compiler.release>17</maven.compiler.release></properties><build><plugins><plugin>
<artifactId>maven-compiler-plugin</artifactId><version>VERSION</version>
<configuration><compilerArgs><arg>-Xlint:all</arg><arg>-Werror</arg></compilerArgs></configuration>
<executions><execution><phase>package</phase><goals><goal>compile</goal></goals></execution></executions>
</plugin></plugins></build></project>"""


def notebook(*sources: str) -> str:
    cells = [
        {
            "cell_type": "code",
            "id": f"c{i}",
            "metadata": {},
            "source": source,
            "outputs": [],
            "execution_count": None,
        }
        for i, source in enumerate(sources)
    ]
    spec = {"name": kernelspec.NAME, "display_name": kernelspec.DISPLAY_NAME, "language": "java"}
    content = {"cells": cells, "metadata": {"kernelspec": spec}, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(content)


def as_user(**changes: str) -> dict:
    """A user's own environment, without what `jupyter.sh test` has set."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("JUPYTER")}
    own.pop("PYTHONPATH", None)
    ours = str(environment.PYTHON.parent)
    own["PATH"] = os.pathsep.join(part for part in own["PATH"].split(os.pathsep) if part != ours)
    return {**own, **changes}


def call(*command, folder: Path = ROOT, **changes: str) -> subprocess.CompletedProcess:
    return subprocess.run(
        list(map(str, command)),
        cwd=folder,
        env=as_user(**changes),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        timeout=PATIENCE,
    )


def wait_until(what, event) -> None:
    until = time.monotonic() + PATIENCE
    while not event():
        if time.monotonic() > until:
            raise AssertionError(f"waited in vain: {what}")
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    """A process that ended, but that nobody has asked about, is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


class SetupTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name).resolve()

    def written(self, *sources: str) -> Path:
        path = self.folder / "mine.ipynb"
        path.write_text(notebook(*sources), encoding="utf-8")
        return path

    def test_runs_a_notebook_outside_of_the_checkout_from_its_folder(self):
        path = self.written(USES_LIBRARY)
        result = call(COMMAND, "run", "--store", "mine.ipynb", folder=self.folder)
        self.assertEqual(0, result.returncode, result.stdout)
        (output,) = json.loads(path.read_text(encoding="utf-8"))["cells"][0]["outputs"]
        self.assertEqual(["0.1"], output["data"]["text/plain"])

    def test_fails_with_cell_line_and_reason(self):
        self.written("int f(int a) {\n  return 1 / a;\n}", "f(0)")
        result = call(COMMAND, "run", "mine.ipynb", folder=self.folder)
        self.assertEqual(1, result.returncode, result.stdout)
        for part in ("FAILED", "code cell 2", "/ by zero", ":2)"):
            self.assertIn(part, result.stdout)

    def test_names_the_notebooks_there_are(self):
        result = call(COMMAND, "run", "nowhere.ipynb")
        self.assertEqual(1, result.returncode, result.stdout)
        self.assertRegex(
            result.stdout, "no notebook nowhere.ipynb; there are: index, 00-derivation"
        )

    def test_names_a_command_that_there_is_not(self):
        result = call(COMMAND, "rum")
        self.assertEqual(2, result.returncode, result.stdout)
        self.assertIn("no command rum", result.stdout.splitlines()[-1])

    def test_a_first_build_is_fresh(self):
        """The target of a module changes the time of its folder, which was there before."""
        java.copy_sources(self.folder)
        newest = max(path.stat().st_mtime for path in java.sources(self.folder, True))
        module = self.folder / "library" / "core"
        (module / "target").mkdir()
        os.utime(module, (newest + 9, newest + 9))
        self.assertEqual(newest, max(path.stat().st_mtime for path in java.sources(self.folder, True)))

    def in_a_wheel(self, program: str) -> subprocess.CompletedProcess:
        """As if the package were installed, where the folder `hyperlead` is a copy without its files."""
        site, copy = self.folder / "site", self.folder / "hyperlead"
        shutil.copytree(NOTEBOOKS / "hyperlead", site / "hyperlead")
        for name in ("pom.xml", "notebooks/glossary.md"):
            (site / "hyperlead/project" / name).parent.mkdir(parents=True, exist_ok=True)
            (site / "hyperlead/project" / name).touch()
        for name in ("hyperlead", "jjava"):
            (site / f"{name}-{version()}.dist-info").mkdir()
            (site / f"{name}-{version()}.dist-info/METADATA").write_text(f"Name: {name}\nVersion: {version()}\n")
        copy.mkdir()
        (copy / ".hyperlead").write_text(version())
        (copy / "notebooks").touch()  # where a folder should be made: this fails for root, too
        state = str(self.folder / "state")
        return call(sys.executable, "-c", program, folder=copy, PYTHONPATH=str(site), HYPERLEAD_STATE=state)

    def test_a_wheel_builds_nothing_where_its_copy_cannot_be_written(self):
        result = self.in_a_wheel("import os; os.access = lambda *_: False\nfrom hyperlead import java; java.build()")
        self.assertEqual((0, ""), (result.returncode, result.stdout))

    def test_what_is_missing_in_a_copy_that_cannot_be_written_is_one_line(self):
        result = self.in_a_wheel("import sys; from hyperlead import __main__ as it; sys.exit(it.main(['doctor']))")
        self.assertEqual(1, result.returncode, result.stdout)
        copy = re.escape(str(self.folder / "hyperlead"))
        self.assertRegex(result.stdout, rf"\A{copy} lacks files that cannot be copied there \(.+\): .+\n\Z")

    def built(self, program: str) -> str:
        """What is said where a library of one class cannot be built."""
        source = self.folder / "src/main/java/Mine.java"
        source.parent.mkdir(parents=True)
        source.write_text(program, encoding="utf-8")
        ours = (ROOT / "pom.xml").read_text(encoding="utf-8")
        release = re.search(r"maven-compiler-plugin</artifactId>\s*<version>(.*)</version>", ours)[1]
        (self.folder / "pom.xml").write_text(POM.replace("VERSION", release), encoding="utf-8")
        with mock.patch.object(java, "STATE", self.folder), self.assertRaises(Trouble) as caught:
            java.maven(self.folder)
        return str(caught.exception)

    def test_a_warning_that_fails_the_build_is_named_with_file_and_line(self):
        said = self.built("class Mine {\n  java.util.List list;\n}\n")
        self.assertRegex(said, r"\[WARNING\] .*Mine\.java:\[2,\d+\]")
        self.assertNotIn("INFO", said)

    def test_of_many_errors_twenty_are_named_each_once(self):
        said = self.built("class Mine {\n" + "  Nothing n;\n" * 30 + "}\n").splitlines()
        self.assertEqual(21, len(said))
        self.assertEqual(len(said), len(set(said)))
        self.assertRegex(said[2], r"\[ERROR\] .*Mine\.java:\[2,\d+\]")

    def test_says_what_is_no_notebook(self):
        for text in "", "[]", "{}":
            (self.folder / "mine.ipynb").write_text(text)
            result = call(COMMAND, "run", "mine.ipynb", folder=self.folder)
            self.assertEqual(1, result.returncode, result.stdout)
            self.assertRegex(result.stdout, "^mine.ipynb is no notebook: .+\n$")

    def test_a_link_to_the_command_works(self):
        (self.folder / "there").symlink_to(COMMAND)
        (self.folder / "here").symlink_to("there")
        result = call(self.folder / "here", "help")
        self.assertIn("Usage: notebooks/jupyter.sh", result.stdout)

    @unittest.skipUnless(
        shutil.which("bwrap"), "bubblewrap makes the checkout unwritable for root too"
    )
    def test_read_only_checkout_with_umlauts_in_the_locale_c(self):
        """Nothing is built or installed there yet; all of that must go elsewhere."""
        checkout, cache = self.folder / "Prüfung größer", self.folder / "Köln"
        cache.mkdir()
        java.copy_sources(checkout)
        shutil.copytree(NOTEBOOKS, checkout / "notebooks")
        path = self.written(USES_LIBRARY)
        locked = ["bwrap", "--dev-bind", "/", "/", "--ro-bind", checkout, checkout, "--"]
        result = call(
            *locked,
            checkout / "notebooks" / "jupyter.sh",
            "run",
            path,
            "--store",
            LC_ALL="C",
            XDG_CACHE_HOME=str(cache),
        )
        self.assertEqual(0, result.returncode, result.stdout)
        self.assertIn('"0.1"', path.read_text(encoding="utf-8"))
        self.assertFalse(
            (checkout / "target").exists() or (checkout / "library" / "target").exists()
        )

    def test_an_assignment_opens_on_a_copy_of_the_students_own(self):
        mine = self.folder / "homework" / "01-soft-bellman.ipynb"
        self.assertIn("/lab/tree/01-soft-bellman.ipynb?", self.opened("01-soft-bellman"))
        self.assertEqual((HANDOUT / mine.name).read_bytes(), mine.read_bytes())
        mine.write_text(notebook("1 + 1"), encoding="utf-8")
        self.opened("01-soft-bellman")
        self.assertEqual(notebook("1 + 1"), mine.read_text(encoding="utf-8"))

    def opened(self, assignment: str) -> str:
        """The page that JupyterLab gives to the browser; the server is ended then."""
        browser, page = self.folder / "browser", self.folder / "page.html"
        browser.write_text(f'#!/bin/sh\ncp "${{1#file://}}" {page}.new && mv {page}.new {page}\n')
        browser.chmod(0o755)
        command = [COMMAND, "open", assignment, "--ServerApp.port=0", "-y"]
        with open(self.folder / "log", "w+b") as log, subprocess.Popen(
            command, cwd=self.folder, env=as_user(BROWSER=f"{browser} %s"),
            stdin=subprocess.DEVNULL, stdout=log, stderr=log,
        ) as server:  # fmt: skip
            try:
                while not page.exists():
                    log.seek(0)
                    self.assertIsNone(server.poll(), log.read())
                    time.sleep(0.1)
                return page.read_text(encoding="utf-8")
            finally:
                page.unlink(missing_ok=True)
                server.terminate()

    def test_a_new_assignment_is_not_written_over_another_one(self):
        """assignments_test grades what is begun."""
        for name in ("01-soft-bellman", "Promise", "7-promise", "07-", "../07-promise"):
            with self.assertRaises(Trouble):
                assignments.begin(name, "a title")

    def test_says_that_pypi_cannot_be_reached(self):
        result = call(
            COMMAND,
            "setup",
            HYPERLEAD_STATE=str(self.folder),
            PIP_INDEX_URL="http://127.0.0.1:9/simple",
            UV_INDEX_URL="http://127.0.0.1:9/simple",
            UV_NO_CACHE="1",
        )
        self.assertEqual(1, result.returncode, result.stdout)
        self.assertIn("could not be installed from PyPI", result.stdout)
        self.assertIn("Connection refused", result.stdout)
        self.assertNotIn("Traceback", result.stdout)

    def test_an_environment_of_another_python_or_of_a_killed_installation_is_made_anew(self):
        venv = self.folder / "venv"
        with mock.patch.multiple(environment, VENV=venv, STAMPS=venv / "layers", PYTHON=venv / "bin" / "python"):
            (venv / "lib" / "python3.10").mkdir(parents=True)
            environment.STAMPS.mkdir()
            environment.PYTHON.parent.mkdir()
            (self.folder / "python3.11").touch()
            environment.PYTHON.symlink_to(self.folder / "python3.11")
            self.assertFalse(environment.has_python())
            (venv / "lib" / "python3.11").mkdir()
            self.assertTrue(environment.has_python())
            with mock.patch.object(shutil, "rmtree", side_effect=InterruptedError):
                environment.make()
                (environment.STAMPS / "run").touch()
                self.assertRaises(InterruptedError, environment.make)

    def test_says_that_python_cannot_make_environments(self):
        program = "import sys, runpy; sys.modules['ensurepip'] = None; sys.argv[1:] = ['setup']; "
        program += "runpy.run_module('hyperlead', run_name='__main__')"
        result = call(
            sys.executable,
            "-c",
            program,
            HYPERLEAD_STATE=str(self.folder),
            PYTHONPATH=str(NOTEBOOKS),
            PATH=without_uv(),
        )
        self.assertEqual(1, result.returncode, result.stdout)
        self.assertIn("apt-get install python3-venv", result.stdout)
        self.assertNotIn("Traceback", result.stdout)

    def test_says_that_python_is_too_old_or_missing(self):
        for name in ("sh", "dirname"):
            (self.folder / name).symlink_to(shutil.which(name))
        (self.folder / "python3").write_text("#!/bin/sh\nexit 1\n")
        (self.folder / "python3").chmod(0o755)
        result = call(COMMAND, "setup", PATH=str(self.folder))
        self.assertEqual(1, result.returncode, result.stdout)
        self.assertIn("Python 3.10 or later is needed", result.stdout)

    def test_says_that_the_jdk_is_missing(self):
        result = call(COMMAND, "setup", JAVA_HOME=str(self.folder))
        self.assertEqual(1, result.returncode, result.stdout)
        self.assertRegex(result.stdout, f"no java command in {self.folder}: install a JDK")

    def test_doctor_finds_nothing(self):
        result = call(COMMAND, "doctor")
        self.assertEqual(0, result.returncode, result.stdout)
        self.assertIn("OK   Charts and fonts", result.stdout)

    def test_doctor_says_what_is_not_installed(self):
        result = call(COMMAND, "doctor", HYPERLEAD_STATE=str(self.folder))
        self.assertEqual(1, result.returncode, result.stdout)
        self.assertIn("FIX  Python packages", result.stdout)
        self.assertEqual([], list(self.folder.iterdir()), "the doctor changes nothing")

    def foreign_kernel(self, class_path: dict) -> str:
        """The environment variable by which Jupyter finds JJava as a user may have installed it."""
        spec = kernelspec.spec(java.command(), kernelspec.JJAVA, "")
        kernelspec.write(self.folder / "kernels" / "foreign", {**spec, "env": class_path})
        return str(self.folder)

    def test_runs_with_another_kernel(self):
        path = self.written(USES_LIBRARY)
        result = call(
            COMMAND, "run", "--kernel", "foreign", path, JUPYTER_PATH=self.foreign_kernel({})
        )
        self.assertEqual(0, result.returncode, result.stdout)

    def test_a_kernel_without_the_library_fails_in_the_first_cell_and_says_so(self):
        kernels = self.foreign_kernel({"JJAVA_CLASSPATH": ""})
        path = shutil.copy(NOTEBOOKS / "index.ipynb", self.folder)
        result = call(COMMAND, "run", "--kernel", "foreign", path, JUPYTER_PATH=kernels)
        self.assertEqual(1, result.returncode, result.stdout)
        self.assertIn("code cell 1", result.stdout)
        self.assertRegex(result.stdout, "package hyperlead.* does not exist")
        self.assertIn("the kernel foreign has no library", result.stdout)

    def test_the_kernel_for_the_users_own_jupyter_stands_alone(self):
        result = call(COMMAND, "kernel", XDG_DATA_HOME=str(self.folder))
        self.assertEqual(0, result.returncode, result.stdout)
        spec = json.loads(
            (self.folder / "jupyter/kernels/java/kernel.json").read_text(encoding="utf-8")
        )
        files = spec["env"]["JJAVA_CLASSPATH"].split(os.pathsep) + [
            spec["argv"][spec["argv"].index("-jar") + 1]
        ]
        for file in files:
            self.assertTrue(Path(file).is_file() and self.folder in Path(file).parents, file)

    def test_the_kernel_leaves_a_foreign_one_of_its_name_alone(self):
        foreign = self.folder / "jupyter/kernels/java/kernel.json"
        foreign.parent.mkdir(parents=True)
        foreign.write_text("{}")
        result = call(COMMAND, "kernel", XDG_DATA_HOME=str(self.folder))
        self.assertEqual(0, result.returncode, result.stdout)
        self.assertEqual("{}", foreign.read_text())
        self.assertTrue((self.folder / "jupyter/kernels/java-hyperlead/kernel.json").is_file())

    def test_interrupts_leave_nothing_running(self):
        begun = self.folder / "begun"
        write = f'java.nio.file.Files.writeString(java.nio.file.Path.of("{begun}"), '
        path = self.written(
            write + '"" + ProcessHandle.current().pid());\nwhile (true) Thread.sleep(1000);'
        )
        for number in (signal.SIGTERM, signal.SIGINT):
            run = subprocess.Popen(
                [COMMAND, "run", path],
                env=as_user(),
                start_new_session=True,
                # Whoever runs the tests in the background has it ignored.
                preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
            )
            self.addCleanup(run.kill)
            wait_until("the cell begins", lambda: begun.exists() and begun.read_text())
            kernel = int(begun.read_text())
            self.assertTrue(is_alive(kernel))
            run.send_signal(number)
            self.assertEqual(130, run.wait(PATIENCE))
            wait_until("the kernel ends", lambda: not is_alive(kernel))
            begun.unlink()


def without_uv() -> str:
    folders = os.environ["PATH"].split(os.pathsep)
    return os.pathsep.join(folder for folder in folders if not Path(folder, "uv").exists())


if __name__ == "__main__":
    unittest.main(verbosity=2)
