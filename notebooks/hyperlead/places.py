"""Where things lie: the checkout or the wheel, a reader's copy, and the folders for all that is made."""

import contextlib
import hashlib
import importlib.metadata
import os
import re
import sys
from pathlib import Path
from typing import Iterator

from hyperlead.trouble import Trouble

PACKAGE = Path(__file__).resolve().parent
WHEEL = PACKAGE / "project"  # in a wheel: what readers get a copy of, laid out as the checkout is
IN_WHEEL = WHEEL.is_dir()
COMMAND = "hyperlead" if IN_WHEEL else "jupyter.sh"
COPY, MARK = "hyperlead", ".hyperlead"  # the name of a copy, and its file that says of which version


def project_folder() -> Path:
    """The checkout; with a wheel the copy in which or beside which one stands, if there is one."""
    if not IN_WHEEL:
        return PACKAGE.parents[1]
    here = Path.cwd().resolve()
    folders = [here, *here.parents, here / COPY]
    return next((folder for folder in folders if (folder / MARK).is_file()), WHEEL)


ROOT = project_folder()
NOTEBOOKS = ROOT / "notebooks"
PARTS = PACKAGE / "parts" if IN_WHEEL else ROOT  # what the commands read, and no copy has
TARGET = ROOT / "target"


def version() -> str:
    """The project's, which its pom.xml says once for all."""
    if IN_WHEEL:
        return importlib.metadata.version("hyperlead")
    return re.search("<revision>(.*)</revision>", (ROOT / "pom.xml").read_text(encoding="utf-8"))[1]


def can_write(folder: Path) -> bool:
    """Whether the folder can be written, or made if it is not there."""
    while not folder.exists():
        folder = folder.parent
    return os.access(folder, os.W_OK)


def user_cache() -> Path:
    if sys.platform == "win32":
        default = os.environ.get("LOCALAPPDATA", "~/AppData/Local")
    else:
        default = "~/Library/Caches" if sys.platform == "darwin" else "~/.cache"
    return Path(os.environ.get("XDG_CACHE_HOME", default)).expanduser()


def state_folder() -> Path:
    """Below target; elsewhere if the user says so, or if that cannot be written or is the wheel's."""
    if os.environ.get("HYPERLEAD_STATE"):
        return Path(os.environ["HYPERLEAD_STATE"]).expanduser().absolute()
    if ROOT != WHEEL and can_write(TARGET):
        return TARGET / "jupyter"
    checkout = hashlib.sha256(str(ROOT).encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return user_cache() / "hyperlead" / checkout


def working_folder() -> Path:
    """The checkout or copy for who stands in it, where no notebook is taken for one of the project's."""
    here = Path.cwd().resolve()
    return ROOT if here.is_relative_to(ROOT) else here


STATE = state_folder()
BUILT = TARGET if STATE.parent == TARGET else STATE
SITE = BUILT / "site"
EXECUTED = STATE / "executed"  # notebooks as they were last run, with a record of each run
HOMEWORK = working_folder() / "homework"  # students' copies of assignments
STATE_HELP = "set HYPERLEAD_STATE to a folder to write in"
DATA = STATE / "data"  # Jupyter's: the kernel


def end_of(log: Path, lines: int) -> str:
    """The last lines of a log, as part of a message."""
    text = log.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(f"  {line}" for line in text[-lines:])


@contextlib.contextmanager
def lock(name: str) -> Iterator[None]:
    """Held by one process at a time; the system lets it go when the process ends."""
    try:
        STATE.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Trouble(f"{STATE} cannot be made ({error.strerror}): {STATE_HELP}") from None
    with open(STATE / f"{name}.lock", "w") as file:
        wait_for(file.fileno())
        yield


if sys.platform == "win32":
    import msvcrt

    def wait_for(file: int) -> None:
        while True:
            try:
                return msvcrt.locking(file, msvcrt.LK_LOCK, 1)
            except OSError:
                continue  # it gives up after ten seconds

else:
    import fcntl

    def wait_for(file: int) -> None:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            print("Waiting for another command of this checkout", file=sys.stderr, flush=True)
            fcntl.flock(file, fcntl.LOCK_EX)
