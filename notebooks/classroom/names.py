"""Finds the names that a cell of Java takes for itself, so that tests behind it would mean others, and
those that an answer borrows, although its task is to do without them.

It reads without a compiler, in time proportional to the text, because students write the text.
"""

import re

from nbgrader.utils import is_grade

SKIPPED = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)|"(?:\\.|[^"\\\n])*"?|'
    r"'(?:\\.|[^'\\\n])*'?|//[^\n]*|/\*.*?(?:\*/|\Z)",
    re.DOTALL,
)
NESTED = re.compile(r"\([^(){}]*\)|\{[^(){}]*\}|<[\w\s.,?&@\[\]]*>")
USED = re.compile(r"(?<![\w.])([A-Z]\w*|\w+(?=\s*\())")
# Of two words in a row the second one is declared, unless the first one is one of these; so is one
# behind a comma. What is assigned or imported counts, too; and a magic, which may do anything.
TAKEN = re.compile(
    r"(?<![\w.])(?!(?:new|else|throw|return|do|assert|instanceof|yield|case|extends|implements|throws"
    r"|permits|import|package|goto|public|protected|private|static|final|abstract|synchronized)\b)"
    r"\w[\w.]*[\s\[\]]*(?<=[\s\]])(?=(\w+))|,\s*(\w+)"
    r"|\bimport\s+(?:static\s+)?(?!(?:java|javax|hyperlead)\s*\.)[\w.\s]{1,200}\.\s*(\w+)\s*;"
    r"|\b(\w+)\s*[-+*/%&|^]?=(?!=)|^[ \t]*(%)%?\w",
    re.MULTILINE,
)

BY_HAND = re.compile(r"^\s*// by hand, without (.*)$", re.MULTILINE)


def reserved(locked, blank):
    """Types and methods that the instructor's cells use, and what they give, but for what answers declare."""
    used = {name for cell in locked for name in USED.findall(plain(cell.source))}
    given = {name for cell in locked if not is_grade(cell) for name in taken(cell.source)}
    return (used | given | {"%"}).difference(*(taken(cell.source) for cell in blank))


def taken(code):
    """What a cell declares, imports or assigns for the cells behind it: outside parentheses and blocks."""
    code = plain(code)
    for _ in range(30):  # levels; what is nested deeper counts as if it were not
        code = NESTED.sub(lambda found: {"(": "#", "{": ";", "<": ""}[found[0][0]], code)
    return {name for found in TAKEN.findall(code) for name in found if name}


def borrowed(answer, task, own):
    """What an answer uses, itself or by own cells that it uses, though its task says `by hand, without …`."""
    here, cells = words(answer), [(words(code), taken(code)) for code in own]
    for _ in own:
        for used, given in cells:
            here |= used if "import" in used or given & here else set()
    return here & {name for line in BY_HAND.findall(task) for name in re.findall(r"\.?\w+", line)}


def words(code):
    """Its names; those of members with the dot, too, so that `.visits` is not a student's own `visits`."""
    found = re.findall(r"((?:\.|::)\s*)?\b([^\W\d]\w*)", plain(code))
    return {name for _, name in found} | {f".{name}" for dot, name in found if dot}


def plain(code):
    """Without comments and literals; Unicode escapes may spell a name."""
    escape = r"(?<!\\)((?:\\\\)*)\\u+([0-9a-fA-F]{4})"  # not if another backslash takes its own
    code = re.sub(escape, lambda found: found[1] + chr(int(found[2], 16)), code)
    return SKIPPED.sub(lambda found: " " if found[0][0] == "/" else '""', code)
