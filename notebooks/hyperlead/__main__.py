"""The commands: `python -m hyperlead COMMAND`, which jupyter.sh and jupyter.cmd call."""

import json
import os
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import List

from hyperlead import assignments, doctor, environment, java, kernelspec, places, processes
from hyperlead.trouble import Trouble

USAGE = """Usage: notebooks/jupyter.sh COMMAND    (Windows: notebooks\\jupyter.cmd COMMAND)

  run [--store] [--check] [--timeout SECONDS] [--kernel NAME] [NOTEBOOK…]
            execute the notebooks (all, or those named; a path serves as a name) and build the site
              --store    keep the outputs in the notebooks; blank assignments in handout
              --check    fail if a text output differs from the stored one
              --timeout  longest time for one cell (600)
              --kernel   another kernel than the project's
  open [ASSIGNMENT] [ARGUMENT…]
            start JupyterLab on 127.0.0.1; arguments go to JupyterLab. With an assignment,
            such as 01-soft-bellman: on a copy of your own, homework/01-soft-bellman.ipynb
  site [--pdf]
            build the site from the notebooks as they were last run; the book as a PDF too
  new NAME [TITLE]
            begin an assignment, such as 07-my-topic, that passes the tests as it is
  student [ARGUMENT…]
            write the students' versions of the assignments
  grade [ARGUMENT…]
            grade submissions with nbgrader: see assignments/README.md
  kernel    install the kernel "Java (Hyperlead)" for your own Jupyter and VS Code
  doctor    check the JDK, Maven, Python, the library and the kernel; say how to mend what is wrong
  test [NAME…]
            run the tests of notebooks/tests (all, or those named)
  setup [LAYER…]
            install what is missing and build the library (layers: run, lab, class, test)
"""


def prepare(*layers: str) -> None:
    """The library, the packages and the kernel; Maven and pip work side by side."""
    java.require(java.jdk_problem(), java.JDK_HELP)
    with ThreadPoolExecutor(1) as beside:
        packages = beside.submit(environment.ensure, "run", *layers)
        try:
            java.build()
            packages.result()
        except BaseException:
            processes.end_all()
            raise
    kernelspec.install()


def setup(arguments: List[str]) -> None:
    prepare(*arguments)


def run(arguments: List[str]) -> None:
    prepare()
    environment.become("hyperlead.running", *arguments)


def open_lab(arguments: List[str]) -> None:
    prepare("lab")
    environment.become("jupyterlab", *lab_arguments(arguments), layers=("run", "lab"))


def lab_arguments(arguments: List[str]) -> List[str]:
    """Shows the project's notebooks unless something else is named; asks no network for news."""
    handed_out = assignments.handed_out()
    arguments = [str(assignments.own_copy(each)) if each in handed_out else each for each in arguments]
    quiet = {
        "@jupyterlab/apputils-extension:notification": {
            "fetchNews": "false",
            "checkForUpdates": False,
        }
    }
    overrides = places.STATE / "config" / "labconfig" / "default_setting_overrides.json"
    overrides.parent.mkdir(parents=True, exist_ok=True)
    overrides.write_text(json.dumps(quiet), encoding="utf-8")
    added = ["--LabApp.extension_manager=readonly"]
    if not any(argument.startswith("--ip") for argument in arguments):
        added.append("--ip=127.0.0.1")
    if not any(Path(argument).exists() or "root_dir" in argument for argument in arguments):
        added.append(f"--ServerApp.root_dir={places.NOTEBOOKS}")
    if hasattr(os, "getuid") and os.getuid() == 0:
        added.append("--allow-root")
    return added + arguments


def site(arguments: List[str]) -> None:
    layers = ("run", "test") if "--pdf" in arguments else ("run",)  # a browser prints the book
    prepare(*layers)
    environment.become("hyperlead.site", *arguments, layers=layers)


def new(arguments: List[str]) -> None:
    if not arguments:
        raise Trouble("new NAME [TITLE]: such as new 07-my-topic 'my topic'")
    name, *title = arguments
    print(
        f"→ {assignments.begin(name, ' '.join(title) or 'a title')}\n"
        f"→ {assignments.MISTAKES / name}.java\n"
        f"Write them. `jupyter.sh run --store assignments/{name}/{name}` writes notebooks/handout,\n"
        f"`jupyter.sh test assignments` grades it. Name it in index.ipynb and in assignments/README.md"
    )


def student(arguments: List[str]) -> None:
    environment.become("hyperlead.course", "student", *arguments, layers=("run", "class"))


def grade(arguments: List[str]) -> None:
    prepare("class")
    environment.become("hyperlead.course", "grade", *arguments, layers=("run", "class"))


def kernel(arguments: List[str]) -> None:
    prepare()
    print(f"The kernel {kernelspec.DISPLAY_NAME} was installed in {kernelspec.install_for_user()}")


def test(arguments: List[str]) -> None:
    layers = ("run", "lab", "class", "test")
    prepare(*layers)
    environment.become("hyperlead.testing", *arguments, layers=layers)


def main(arguments: List[str]) -> int:
    commands = {
        "run": run,
        "open": open_lab,
        "site": site,
        "new": new,
        "student": student,
        "grade": grade,
        "kernel": kernel,
        "doctor": doctor.main,
        "test": test,
        "setup": setup,
    }
    if not arguments or arguments[0] in ("help", "-h", "--help"):
        print(USAGE, end="")
        return 0
    if arguments[0] not in commands:
        print(f"{USAGE}\nno command {arguments[0]}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        return commands[arguments[0]](arguments[1:]) or 0
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
