"""The kernel "Java (Hyperlead)": JJava in one Java machine, with the library on its class path."""

import importlib.metadata
import json
import os
import shutil
import subprocess
from pathlib import Path

from hyperlead import environment, java
from hyperlead.places import DATA, IN_WHEEL, PACKAGE

NAME = "java"
DISPLAY_NAME = "Java (Hyperlead)"
JAR = "share/jupyter/kernels/java/jjava.jar"


def jjava() -> Path:
    """The kernel's jar, which its Python package brings: a user may have installed a wheel for himself only."""
    if IN_WHEEL:
        files = importlib.metadata.files("jjava") or []
        return next((Path(file.locate()).resolve() for file in files if file.name == "jjava.jar"), environment.VENV / JAR)
    return environment.VENV / JAR


JJAVA = jjava()

# The JDK's second compiler is for numbers. Most code of a cell runs once, so it waits ten times as
# long as by itself; and it leaves alone what reads, compiles and draws a cell. Else it takes a fifth
# of a notebook's processor time.
COMPILE_LATE = [
    "-XX:Tier4InvocationThreshold=50000",
    "-XX:Tier4MinInvocationThreshold=6000",
    "-XX:Tier4CompileThreshold=150000",
    "-XX:Tier4BackEdgeThreshold=400000",
    "-XX:+UnlockDiagnosticVMOptions",
    "-XX:CompilerDirectivesFile={resource_dir}/compiler.json",
    "-XX:-DisplayVMOutput",  # news of that file, in the server's terminal
]
COMPILED_ONCE = (
    "com/sun java/nio/file jdk/internal/jimage jdk/internal/jrtfs jdk/internal/jshell jdk/internal/org"
    " jdk/jshell jdk/nio nonapi org/dflib sun/java2d sun/nio"
).split()


def spec(java_command: str, jjava: Path, class_path: str) -> dict:
    """As JJava's own, without its launcher, which starts a second Java machine for each kernel.

    Interrupts come as messages, because a signal would stop the whole Java machine.
    """
    return {
        "argv": [
            java_command,
            "-Xmx2g",
            "-XX:+UseSerialGC",  # half the memory of the JDK's own choice, and less time
            *COMPILE_LATE,
            "-Djava.awt.headless=true",
            "-Dslf4j.internal.verbosity=ERROR",  # Spark brings a second logger: the first one serves
            "-Djava.util.logging.config.file={resource_dir}/logging.properties",
            # Tablesaw's ClassGraph calls what JDK 24 and later warn of, in the server's terminal.
            "-XX:+IgnoreUnrecognizedVMOptions",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens",
            "jdk.jshell/jdk.jshell=ALL-UNNAMED",
            "-jar",
            str(jjava),
            "{connection_file}",
        ],
        "display_name": DISPLAY_NAME,
        "language": "java",
        "interrupt_mode": "message",
        "env": {"JJAVA_CLASSPATH": class_path},
    }


def variables_of_others() -> dict:
    """For a JJava or IJava of the user's own, which does not have the library by itself."""
    class_path = java.class_path()
    return {
        "JJAVA_CLASSPATH": class_path,
        "IJAVA_CLASSPATH": class_path,
        "IJAVA_STARTUP_SCRIPTS_PATH": str(PACKAGE / "ijava.jshell"),
    }


# JJava's news of its threads; everything else is logged as the JDK does by itself.
LOGGING = """handlers = java.util.logging.ConsoleHandler
Loop-Heartbeat-0.level = WARNING
Loop-Shell-0.level = WARNING
Loop-Shell-1.level = WARNING
"""


def write(folder: Path, content: dict) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    (folder / "kernel.json").write_text(text, encoding="utf-8")
    (folder / "logging.properties").write_text(LOGGING, encoding="utf-8")
    directive = {"match": [f"{package}/*.*" for package in COMPILED_ONCE], "c2": {"Exclude": True}}
    (folder / "compiler.json").write_text(json.dumps([directive]), encoding="utf-8")


def install() -> None:
    """For the project's own Jupyter."""
    write(DATA / "kernels" / NAME, spec(java.command(), JJAVA, java.class_path()))


def install_for_user() -> Path:
    """For the user's own Jupyter and VS Code; with copies of the jars, which a clean build deletes.

    The notebooks name the kernel `java`; one of that name that is not ours is left alone.
    """
    kernels = environment.user_jupyter() / "kernels"
    folder = kernels / (f"{NAME}-hyperlead" if foreign(kernels / NAME) else NAME)
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "lib").mkdir(parents=True)
    copies = [Path(shutil.copy(jar, folder / "lib")) for jar in java.class_path().split(os.pathsep)]
    jjava = Path(shutil.copy(JJAVA, folder))
    write(folder, spec(java.command(), jjava, os.pathsep.join(map(str, copies))))
    return folder


def foreign(folder: Path) -> bool:
    """Whether the user's Jupyter has another kernel of our name, there or in its own folders."""
    kernel = folder / "kernel.json"
    names = (
        [json.loads(kernel.read_text(encoding="utf-8")).get("display_name")]
        if kernel.exists()
        else []
    )
    folders = os.environ.get("PATH", os.defpath).split(os.pathsep)
    theirs = [folder for folder in folders if Path(folder) != environment.PROGRAMS]
    jupyter = shutil.which("jupyter", path=os.pathsep.join(theirs))
    if jupyter:
        listing = [jupyter, "kernelspec", "list", "--json"]
        done = subprocess.run(
            listing, stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8"
        )
        known = json.loads(done.stdout)["kernelspecs"] if done.returncode == 0 else {}
        names += [known[NAME]["spec"]["display_name"]] if NAME in known else []
    return any(name != DISPLAY_NAME for name in names)
