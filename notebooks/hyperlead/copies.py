"""A reader's own copy of what the wheel holds: notebooks, data and texts, laid out as a checkout is."""

import shutil
import sys
from pathlib import Path

from hyperlead.places import COPY, MARK, ROOT, WHEEL, version
from hyperlead.trouble import Trouble


def make() -> Path:
    """In the folder where one stands; what lies there already is nobody's but the reader's."""
    to = Path.cwd().resolve() / COPY
    try:
        fill(to)
        (to / MARK).write_text(f"{version()}\n", encoding="utf-8")
    except OSError as error:
        raise Trouble(f"the notebooks cannot be copied to {to} ({error.strerror}): go to another folder") from None
    print(f"The notebooks are in {to / 'notebooks'}", file=sys.stderr, flush=True)
    return to


def renew() -> None:
    """Brings what is missing in the copy, an instructor's files for example; changes nothing."""
    of = (ROOT / MARK).read_text(encoding="utf-8").strip()
    if of == version():
        try:
            fill(ROOT)
        except OSError as error:
            reason = f"lacks files that cannot be copied there ({error.strerror})"
            raise Trouble(f"{ROOT} {reason}: make it writable, or go to another folder") from None
    else:
        print(f"{ROOT} is of Hyperlead {of}; for the notebooks of {version()} rename it", file=sys.stderr, flush=True)


def fill(to: Path) -> None:
    for source in WHEEL.rglob("*"):
        target = to / source.relative_to(WHEEL)
        if source.is_file() and not target.exists():
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
