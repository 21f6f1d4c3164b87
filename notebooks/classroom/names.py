"""Finds the names that a cell of Java takes for itself, so that tests behind it would mean others.

It reads without a compiler, in time proportional to the text, because students write the text.
"""

import re

SKIPPED = re.compile(
    r'"""(?:\\.|[^\\])*?(?:"""|\Z)|"(?:\\.|[^"\\\n])*"?|' + r"'(?:\\.|[^'\\\n])*'?" + r"|//[^\n]*|/\*.*?(?:\*/|\Z)",
    re.DOTALL,
)
TYPE_ARGUMENTS = re.compile(r"<[\w\s.,?&@\[\]]*>")
# Of two words in a row the second one is declared, unless the first one is one of these.
DECLARED = re.compile(
    r"(?<![\w.])(?!(?:new|else|throw|return|do|assert|instanceof|yield|case|extends|implements|throws"
    r"|permits|import|package|static|goto)\b)\w[\w.]*[\s\[\]]*(?<=[\s\]])(\w+)"
)
FURTHER = re.compile(r",\s*(\w+)\s*[;,=\[]")
ASSIGNED = re.compile(r"(?<![\w.])(\w+)\s*[-+*/%&|^]?=(?!=)")
IMPORTED = re.compile(r"\bimport\s+(?:static\s+)?(?!(?:java|javax|hyperlead)\s*\.)[\w.\s]{1,200}\.\s*(\w+)\s*;")
PARAMETERS = re.compile(r"(\w+)\s*->|\(([\w\s,]+)\)\s*->")
MAGIC = re.compile(r"^[ \t]*(%+\w+)", re.MULTILINE)


def used(code):
    """Names that an instructor's cell takes from elsewhere."""
    code = plain(code)
    parameters = {name for found in PARAMETERS.findall(code) for name in re.findall(r"\w+", " ".join(found))}
    own = parameters.union(DECLARED.findall(code), FURTHER.findall(outline(code)))
    return set(re.findall(r"(?<![\w.])[^\W\d]\w*", code)) - own


def taken(code):
    """Names that a student's cell declares, imports or assigns for the cells behind it; and magics."""
    code = plain(code)
    top = outline(code)
    return set().union(*(kind.findall(top) for kind in (DECLARED, FURTHER, ASSIGNED, IMPORTED, MAGIC)))


def plain(code):
    """Without comments, literals and type arguments; Unicode escapes may spell a name."""
    code = re.sub(r"\\u+([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), code)
    code = SKIPPED.sub(lambda found: " " if found[0][0] == "/" else '""', code)
    for _ in range(9):  # as deep as they are nested
        code = TYPE_ARGUMENTS.sub("", code)
    return code


def outline(code):
    """Without what stands in parentheses and blocks."""
    depth, kept = 0, []
    for letter in code:
        depth += letter in "({"
        if depth == 0 or depth == 1 and letter in "({":
            kept.append(";" if letter == "{" else letter)
        depth -= letter in ")}"
    return "".join(kept)
