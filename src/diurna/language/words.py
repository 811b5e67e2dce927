"""Text to words: Universal Dependencies' English tokens, with exact offsets.

Hyphenated compounds fall apart ("long - range"), contractions do ("do n't", "Trump 's"),
abbreviations keep their stop ("U.S.", "Mr."). Every token is a slice of the text.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

from diurna.world.words import words

_PREFIXES: Final = "|".join(sorted(words("prefixes", "language")))
_TOKEN: Final = re.compile(
    rf"""
      (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]'’]      # addresses
    | [\w.+-]{{1,64}}@[\w-]+(?:\.[\w-]+)+                        # mail; RFC 5321 has 64
    | [@\#]\w+
    | (?:[^\W\d_]\.){{2,}}(?:[^\W\d_]\b(?!\.))?                # U.S. a.m. U.S.A
    | (?:US|C|A|NZ|HK|S|R)\$
    | \d+(?:[.,:/]\d+)+(?:st|nd|rd|th|s|['’]s)?(?![^\W\d_])    # 1,000 3.5 7:30 9/11
    | \d+(?:st|nd|rd|th|['’]?s)\b                              # 24th 1990s
    | \d+
    | (?i:(?:{_PREFIXES})-(?=[^\W\d_]))[^\W\d_]+               # pre-war, re-elected
    | (?:[OLD]|[dl])['’](?=[A-Z])[^\W\d_]+                     # O'Brien, d'Estaing
    | [^\W_]+(?:[^\W_]|['’ʼ](?=[^\W\d_]{{2}})(?!(?i:s|re|ve|ll|d|m|t)\b)|&(?=[A-Z]))*
    | (?i:['’](?:s|re|ve|ll|d|m)\b)
    | \.{{2,}}|…|-{{2,}}|''|``|‘‘|’’|[!?]{{2,}}
    | \S
    """,
    re.VERBOSE,
)
_NEGATED: Final = re.compile(r"(?i)(\w+)(n['’]t)$")
_SPLIT: Final = words("written_as_one", "language")
_FIRST: Final = 3
"""Letters of the first of two words that are written as one."""


@cache
def _abbreviations() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    lines = (files(__package__) / "data/abbreviations.txt").read_text("utf-8").split("\n")
    entries = [line.strip() for line in lines if line.strip() and not line.startswith("#")]
    always = {e for e in entries if e[0] not in "=+"}
    always |= {e[0].upper() + e[1:] for e in always if e.islower()}
    numbered = {e[1:] for e in entries if e[0] == "="}
    named = {e[1:] for e in entries if e[0] == "+"}
    return frozenset(always), frozenset(numbered), frozenset(named)


def keeps_stop(word: str, text: str, end: int) -> bool:
    """Say whether the full stop after a word at ``end`` belongs to it."""
    always, numbered, named = _abbreviations()
    dotted = word + "."
    if dotted in always:
        return True
    follows = text[end + 1 : end + 6].lstrip(" ")[:1]
    if dotted in numbered:
        return follows.isdigit()
    if dotted in named:
        return follows.isdigit() or follows.isupper()
    return len(word) == 1 and word.isupper() and (follows.isupper() or follows in ",'")


def tokenize(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """Return the half-open offsets of the words between ``start`` and ``end``."""
    stop = len(text) if end is None else end
    out: list[tuple[int, int]] = []
    for match in _TOKEN.finditer(text, start, stop):
        a, b = match.span()
        if out and out[-1][1] > a:
            continue
        word = match[0]
        if word in ("n", "t"):
            out.append((a, b))
        elif word[0].isalpha():
            _add_word(text, a, b, stop, out)
        else:
            out.append((a, b))
    return out


def _add_word(text: str, a: int, b: int, stop: int, out: list[tuple[int, int]]) -> None:
    """Add a word: with its abbreviation's stop, or split where a contraction joins two."""
    word = text[a:b]
    if b < stop and text[b] == "." and keeps_stop(word, text, b):
        out.append((a, b + 1))
        return
    if word.endswith(("n", "N")) and text[b : b + 2].lower() in ("'t", "’t"):
        after = text[b + 2 : b + 3]
        if not after.isalnum():
            if b - 1 > a:
                out.append((a, b - 1))
            out.append((b - 1, b + 2))
            return
    if negated := _NEGATED.match(word):
        cut = a + negated.end(1)
        out.extend([(a, cut), (cut, b)])
    elif word.lower() in _SPLIT:
        cut = a + _FIRST
        out.extend([(a, cut), (cut, b)])
    else:
        out.append((a, b))


def paragraphs(text: str) -> list[tuple[int, int]]:
    """Return the half-open offsets of the paragraphs.

    A newline ends a paragraph, unless the text is hard-wrapped: then a blank line does.
    """
    lines = [m.span() for m in re.finditer(r"[^\n]+", text) if text[m.start() : m.end()].strip()]
    body = lines[1:]
    wrapped = len(body) >= 8 and max(b - a for a, b in body) <= 100
    if wrapped:
        closed = sum(text[a:b].rstrip()[-1] in ".?!\"”'’:" for a, b in body)
        wrapped = closed < 0.6 * len(body) and text.count("\n\n") * 12 >= len(body) // 3
    if not wrapped:
        return lines
    merged: list[tuple[int, int]] = []
    for a, b in lines:
        joins = merged and text.count("\n", merged[-1][1], a) == 1 and merged[-1] != lines[0]
        if joins:
            merged[-1] = (merged[-1][0], b)
        else:
            merged.append((a, b))
    return merged
