"""The commands: `python -m hyperlead COMMAND`, which jupyter.sh, jupyter.cmd and the wheel's `hyperlead` call."""

import json
import os
import re
import signal
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import List

from hyperlead import assignments, copies, doctor, environment, java, kernelspec, places, processes
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
  wheel [FOLDER]
            build the files to hand out to readers and to instructors (target/wheels)
"""
COPIES = """
Notebooks are opened and run in ./hyperlead, a copy of your own that the first of these commands makes.
"""
OF_CHECKOUTS = ("new", "test", "setup", "wheel")


def usage() -> str:
    """Of the door that one stands at."""
    if not places.IN_WHEEL:
        return USAGE
    text = re.sub(r"Usage: .*", "Usage: hyperlead COMMAND", USAGE).replace("JDK, Maven, Python", "JDK, Python")
    parts = re.split(r"\n(?=  \w)", text)
    return "\n".join(part for part in parts if part.split()[0] not in OF_CHECKOUTS) + COPIES


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


def wheel(arguments: List[str]) -> None:
    prepare("wheel")
    folder = Path(arguments[0] if arguments else places.BUILT / "wheels").absolute()
    build = [environment.PYTHON, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    for project in (places.NOTEBOOKS, places.NOTEBOOKS / "classroom"):
        log = places.STATE / "wheel.log"
        with open(log, "wb") as output:
            if processes.run(build, output, cwd=project, env=environment.variables()):
                raise Trouble(f"the wheel could not be built; log: {log}\n{places.end_of(log, 20)}")
    for file in sorted(folder.glob(f"*-{places.version()}-*.whl")):
        print(f"→ {file} ({file.stat().st_size / 1e6:.1f} MB)")


def test(arguments: List[str]) -> None:
    layers = ("run", "lab", "class", "test")
    prepare(*layers)
    environment.become("hyperlead.testing", *arguments, layers=layers)


def with_copy(name: str, arguments: List[str]) -> None:
    """The wheel's own folder is nobody's to write in: who runs or opens its notebooks gets a copy first."""
    if places.ROOT != places.WHEEL:
        copies.renew()
    elif name in ("open", "run", "site") and not any(Path(argument).exists() for argument in arguments):
        copies.make()
        processes.become([sys.executable, "-m", "hyperlead", name, *arguments], dict(os.environ))


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
        "wheel": wheel,
    }
    if places.IN_WHEEL:
        commands = {name: does for name, does in commands.items() if name not in OF_CHECKOUTS}
    if not arguments or arguments[0] in ("help", "-h", "--help"):
        print(usage(), end="")
        return 0
    if arguments[0] == "--version":
        print(f"hyperlead {places.version()}")
        return 0
    if arguments[0] not in commands:
        print(f"{usage()}\nno command {arguments[0]}", file=sys.stderr)
        return 2
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        if places.IN_WHEEL:
            java.require(java.jdk_problem() if arguments[0] != "doctor" else "", java.JDK_HELP)
            with_copy(arguments[0], arguments[1:])
        return commands[arguments[0]](arguments[1:]) or 0
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130


def command() -> None:
    """The wheel's `hyperlead`; a terminal of Windows may know fewer letters than ours."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")
    sys.exit(main(sys.argv[1:]))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
