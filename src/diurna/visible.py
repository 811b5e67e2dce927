"""Text of strangers made fit to be printed: what would steer a terminal is shown, never obeyed.

Articles, file names and fields are written by others. Control characters (C0, C1), marks that
turn the direction of writing, separators of lines and halves of surrogate pairs stand in what is
printed as ``\\x1b``, ``\\u202e``; in JSON as JSON's own escapes, so that nothing is lost.
"""

from __future__ import annotations

import re
from typing import Final

_HIDDEN: Final = (
    r"\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff"
)
"""DEL and C1, bidirectional marks, separators, invisible operators, surrogates."""
_STEERING: Final = re.compile(rf"[\x00-\x09\x0b-\x1f{_HIDDEN}]")
_IN_JSON: Final = re.compile(rf"[{_HIDDEN}]")
_BREAK: Final = re.compile(r"\r\n|[\n\t\u2028\u2029\x85]")
_NOT_ASCII: Final = re.compile(r"[^\x00-\x7e]")
_NEVER_IN_XML: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERRED: Final = re.compile(rf"[\r{_HIDDEN}]")
LONGEST: Final = 500
"""Characters of a line of an error."""


def _escaped(found: re.Match[str]) -> str:
    code = ord(found[0])
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"


def _unicode(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[i : i + 2].hex()}" for i in range(0, len(units), 2))


def is_text(text: str) -> bool:
    """Say whether text can be written at all: an argument that is no UTF-8 has halves of pairs."""
    return not any("\ud800" <= c <= "\udfff" for c in text)


def prose(text: str) -> str:
    """Return text of several lines with every other control character shown."""
    return _STEERING.sub(_escaped, text.replace("\r\n", "\n").replace("\t", " "))


def cell(text: str) -> str:
    """Return text on one line: its breaks are blanks, its control characters shown."""
    return _STEERING.sub(_escaped, _BREAK.sub(" ", text))


def line(text: str, longest: int = LONGEST) -> str:
    """Return text on one line that nothing in it can break, cut in its middle where it is long.

    Args:
        text: Of an error: a file's name, a field, a reason.
        longest: Characters that are shown.
    """
    if len(text) > longest:
        head, tail = longest * 3 // 5, longest * 2 // 5 - 5
        text = f"{text[:head]} ... {text[-tail:]}"
    return _STEERING.sub(_escaped, text).replace("\n", "\\n")


def dropped(text: str) -> str:
    """Return text without its control characters, for forms that have no way to show them."""
    return _STEERING.sub("", text.replace("\r\n", "\n").replace("\t", " "))


def in_json(text: str, *, ascii_only: bool = False) -> str:
    """Return JSON whose strings hold no control character and no mark of direction as it is.

    Args:
        text: JSON; the escapes mean what was there.
        ascii_only: Whether everything outside ASCII is escaped too.
    """
    pattern = _NOT_ASCII if ascii_only else _IN_JSON
    return pattern.sub(_unicode, text)


def in_xml(text: str) -> tuple[str, int]:
    """Return text that XML can hold, of the same length, and how many characters it cannot.

    What XML 1.0 has no way to write stands as U+FFFD.
    """
    return _NEVER_IN_XML.subn("\ufffd", text)


def xml_references(markup: str) -> str:
    """Return XML in which characters that steer a terminal stand as references."""
    return _REFERRED.sub(lambda found: f"&#x{ord(found[0]):X};", markup)
