"""Text as it can be read and stored: no half characters, nothing that only a machine sees."""

from __future__ import annotations

import re
from typing import Final

_SURROGATES: Final = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_INVISIBLE: Final = re.compile(
    # soft hyphen, joiners of graphemes and words, zero-width space, marks of direction, tags
    r"[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb"
    r"\U000e0000-\U000e007f]"
    r"|[\u200c\u200d](?<=[^\W\d_].)(?=[^\W\d_])"  # between letters; emojis are held by them
)
_LINES: Final = re.compile(r"\r\n?|[\v\f\x1c-\x1e\u2028\u2029]")
_CONTROLS: Final = re.compile(r"[\x01-\x08\x0e-\x1f\x7f-\x9f]")
_ONE_LINE: Final = re.compile(r"[\x00-\x20\x7f-\x9f\u2028\u2029]+")


def _control(match: re.Match[str]) -> str:
    """Read a C1 control as the quotation mark or dash that Windows wrote there, else as a blank."""
    try:
        return match[0].encode("latin-1").decode("cp1252") if match[0] > "\x7f" else " "
    except UnicodeDecodeError:
        return " "


def clean(text: str) -> str:
    """Return a text whose every character can be stored and whose words are whole.

    Half characters (lone surrogates) become U+FFFD; what is invisible inside words goes; every
    end of line is ``\\n``; other control characters but the tabulator become blanks. NUL is left
    for the caller to refuse: what holds it is no text.
    """
    text = _LINES.sub("\n", text)
    if not text.isascii():
        text = _INVISIBLE.sub("", _SURROGATES.sub("\ufffd", text))
    return _CONTROLS.sub(_control, text)


def one_line(value: str | None) -> str | None:
    """Return a short field (a source, a URL, an id) without control characters, None if empty."""
    if value is None:
        return None
    return _ONE_LINE.sub(" ", clean(value)).strip() or None
