"""What a page puts into a text that is none of it: headlines of other articles, behind a label."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from diurna.language import Reading


@cache
def _pattern() -> re.Pattern[str]:
    """Return what finds a label with what it brings along, from where a sentence may begin."""
    text = (files(__package__) / "data/furniture.toml").read_text("utf-8")
    labels = sorted(tomllib.loads(text)["labels"]["words"], key=len, reverse=True)
    named = "|".join(re.escape(label).replace(r"\ ", r"\s") for label in labels)
    opens = r"(?:(?<=\n)|(?<=[.!?]\s)|(?<=[.!?]['\"\u201d\u2019]\s))[ \t\[(>\u2022*-]*"
    marked = r"\s?(?::|\||>>|\u00bb|\u2014|\u2013|\s-)\s[^\n]*?(?:[.!?](?=\s|$)|(?=\n)|$)"
    alone = r"[ \t]*:?[ \t]*(?=\n)(?:\n(?![^\n]*[.!?][\"\u201d]?[ \t]*(?:\n|$))[^\n]+)*"
    return re.compile(rf"{opens}(?P<label>(?i:{named}))(?:{marked}|{alone})")


def furniture(reading: Reading) -> frozenset[int]:
    """Return the words of a text's body that are a page's and not the article's.

    The headline is the article's own: "Watch: Crowds gather in Lima".
    """
    body = reading.text.find("\n")
    if body < 0:
        return frozenset()
    return frozenset(
        word
        for found in _pattern().finditer(reading.text, body)
        if found["label"][:1].isupper()
        for word in reading.between(found.start(), found.end())
    )
