"""The project's own Python environment: pinned packages, installed in layers when first needed.

A wheel's environment is the one that it is installed in, with the packages that pip brought along.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import sys
from pathlib import Path
from typing import Dict, List

from hyperlead import processes
from hyperlead.places import DATA, IN_WHEEL, PACKAGE, ROOT, STATE, end_of, lock, version
from hyperlead.trouble import Trouble

REQUIREMENTS = ROOT / "notebooks" / "requirements"
VENV = Path(sys.prefix) if IN_WHEEL else STATE / "venv"
STAMPS = VENV / "layers"  # what is installed; made when the environment itself is whole
PROGRAMS = VENV / ("Scripts" if sys.platform == "win32" else "bin")
PYTHON = Path(sys.executable) if IN_WHEEL else PROGRAMS / ("python.exe" if sys.platform == "win32" else "python")
WHEELS_LAYERS = {"run": "nbclient", "lab": "jupyterlab", "class": "nbgrader", "test": "playwright"}


def ensure(*layers: str) -> Path:
    """The environment's Python, with the layers installed (run, lab, class, test)."""
    if IN_WHEEL:
        for layer in missing(layers):
            raise Trouble(f"{WHEELS_LAYERS[layer]} is missing: pip install {brought_by(layer)}")
    elif missing(layers):
        with lock("environment"):
            make()
            for layer in missing(layers):  # another process may have been first
                install(layer)
    return PYTHON


def brought_by(layer: str) -> str:
    """What a user of the wheel installs to have a layer."""
    if layer == "test":
        return WHEELS_LAYERS[layer]
    return f"hyperlead{'_class' if layer == 'class' else ''}-{version()}-py3-none-any.whl"


def missing(layers: tuple) -> List[str]:
    if IN_WHEEL:
        return [layer for layer in layers if not importlib.util.find_spec(WHEELS_LAYERS[layer])]
    for layer in layers:
        if not (REQUIREMENTS / f"{layer}.txt").exists():
            raise Trouble(f"no layer {layer}; there are: class, lab, run, test")
    return [layer for layer in layers if not is_installed(layer)]


def is_installed(layer: str) -> bool:
    stamp = STAMPS / layer
    return has_python() and stamp.exists() and stamp.read_text() == fingerprint(layer)


def has_python() -> bool:
    """PYTHON is a link to the Python that made the environment, which may be gone, or a newer one by now."""
    release = PYTHON.resolve().name
    tells = re.fullmatch(r"python3\.\d+", release)
    return PYTHON.exists() and (not tells or (VENV / "lib" / release).exists())


def fingerprint(layer: str) -> str:
    texts = ((REQUIREMENTS / name).read_bytes() for name in (f"{layer}.txt", "lock.txt"))
    return hashlib.sha256(b"\0".join(texts)).hexdigest()


def make() -> None:
    if has_python() and STAMPS.exists() and all(stamp.read_text() for stamp in STAMPS.iterdir()):
        return
    shutil.rmtree(VENV, ignore_errors=True)
    uv = shutil.which("uv")
    if uv:
        command = [uv, "venv", "--quiet", "--no-project", "--python", sys.executable, VENV]
    elif importlib.util.find_spec("ensurepip"):
        command = [sys.executable, "-m", "venv", VENV]
    else:
        raise Trouble(
            f"{sys.executable} cannot make environments: its module ensurepip is missing.\n"
            "  Debian, Ubuntu:  sudo apt-get install python3-venv\n"
            "  elsewhere:       install Python 3.10 or later with venv, or the program uv"
        )
    log = STATE / "venv.log"
    with open(log, "wb") as output:
        if processes.run(command, output):
            raise Trouble(f"the environment {VENV} could not be made:\n{end_of(log, 4)}")
    STAMPS.mkdir()


def install(layer: str) -> None:
    print(f"Installing Python packages to {layer_purpose(layer)}", file=sys.stderr, flush=True)
    uv = shutil.which("uv")
    if uv:
        command = [uv, "pip", "install", "--python", PYTHON, "--compile-bytecode"]
    else:
        command = [PYTHON, "-I", "-m", "pip", "install", "--no-user", "--progress-bar", "off"]
        command += ["--disable-pip-version-check", "--no-input", "--retries", "2"]
    log, stamp = STATE / f"packages-{layer}.log", STAMPS / layer
    stamp.write_text("")  # who finds it empty knows that the installer was killed, and starts anew
    with open(log, "wb") as output:
        failed = processes.run([*command, "-r", REQUIREMENTS / f"{layer}.txt"], output)
    if failed:
        stamp.unlink()
        raise Trouble(
            f"The project's Python packages could not be installed from PyPI:\n{reason(log)}\n"
            f"Check the network, or name a mirror in PIP_INDEX_URL (uv: UV_INDEX_URL); log: {log}"
        )
    stamp.write_text(fingerprint(layer))


def layer_purpose(layer: str) -> str:
    """From the first line of its file: `# To …`."""
    with open(REQUIREMENTS / f"{layer}.txt", encoding="utf-8") as lines:
        return next(lines).removeprefix("# To ").strip().rstrip(".")


def reason(log: Path) -> str:
    """Why packages could not be had. Without a network pip's last words are of conflicts."""
    text = log.read_text(encoding="utf-8", errors="replace")
    broken = re.findall(r"connection broken by '(.*)'", text)
    return f"  {broken[-1]}" if broken else end_of(log, 4)


def variables() -> Dict[str, str]:
    """For programs of the environment: Jupyter's files lie in the state folder, not in the home.

    Kernels of the user's own are found too, after ours.
    """
    values = dict(os.environ)
    own = values.get("JUPYTER_DATA_DIR") or str(user_jupyter())
    paths = [str(DATA), values.get("JUPYTER_PATH"), own]
    values["JUPYTER_PATH"] = os.pathsep.join(dict.fromkeys(filter(None, paths)))
    for name, folder in {
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "IPYTHONDIR": "ipython",
    }.items():
        values[name] = str(STATE / folder)
        (STATE / folder).mkdir(parents=True, exist_ok=True)
    values["PATH"] = os.pathsep.join([str(PROGRAMS), values.get("PATH", os.defpath)])
    if not IN_WHEEL:
        values["PYTHONPATH"] = str(PACKAGE.parent)
    values["PYTHONUTF8"] = values["PYTHONDONTWRITEBYTECODE"] = "1"
    return with_utf8(values)


def with_utf8(values: Dict[str, str]) -> Dict[str, str]:
    """Java reads file names in the locale's encoding, and the locale C knows ASCII only."""
    if values.get("LC_ALL") in ("C", "POSIX"):
        values["LC_ALL"] = "C.UTF-8"
    return values


def user_jupyter() -> Path:
    """Where the user's own Jupyter looks for kernels."""
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", "~/AppData/Roaming")).expanduser() / "jupyter"
    if sys.platform == "darwin":
        return Path("~/Library/Jupyter").expanduser()
    return Path(os.environ.get("XDG_DATA_HOME", "~/.local/share")).expanduser() / "jupyter"


def become(module: str, *arguments: str, layers: tuple = ("run",)) -> None:
    """Goes on as `python -m module arguments` inside the environment; does not return."""
    processes.become([ensure(*layers), "-m", module, *arguments], variables())
