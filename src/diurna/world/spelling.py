"""When two spellings are one name: transliteration keys and a strict fuzzy match."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from rapidfuzz.distance import Levenshtein

from diurna.world.words import pairs, words

_LETTERS: Final = str.maketrans(
    {"ł": "l", "đ": "dj", "ø": "o", "ß": "ss", "ı": "i", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th",
    }
)  # fmt: skip
"""Letters that Unicode does not take apart."""
_SAME_SOUND: Final = (
    ("shch", "s"), ("sch", "s"), ("tsch", "c"), ("tch", "c"), ("sh", "s"), ("zh", "z"),
    ("ch", "c"), ("kh", "h"), ("gh", "g"), ("dh", "d"), ("ph", "f"), ("ck", "k"), ("q", "k"),
    ("w", "v"), ("y", "i"), ("j", "i"), ("ou", "u"), ("oo", "u"), ("ee", "i"), ("x", "ks"),
)  # fmt: skip
"""Letters of different transliterations, the longest first."""
_NEAR: Final = frozenset(map(frozenset, ("ae", "ei", "ou", "ai")))
"""Vowels that stand for one another."""
_OTHERWISE: Final = pairs("spellings")
_NO_LETTER: Final = re.compile(r"[^a-z]")
_DOUBLED: Final = re.compile(r"(.)\1+")
_VOWELS: Final = ("a", "e", "i", "o", "u")
_SUFFIXES: Final = words("suffixes")


@lru_cache(maxsize=65536)
def plain(name: str) -> str:
    """Return a name without accents, lower-cased, with straight apostrophes."""
    if name.isascii():
        return name.lower()
    decomposed = unicodedata.normalize("NFKD", name.replace("’", "'"))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).lower()


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Return a transliteration key: spellings of one name mostly share it."""
    text = _NO_LETTER.sub("", plain(name.lower().translate(_LETTERS)))
    text = _OTHERWISE.get(text, text)
    for written, heard in _SAME_SOUND:
        text = text.replace(written, heard)
    text = _DOUBLED.sub(r"\1", text)
    if text.endswith("h") and text[-2:-1] in _VOWELS:
        text = text[:-1]
    if text.endswith("z"):
        text = f"{text[:-1]}s"
    return text[1:] if text.startswith(("ie", "io")) else text


@lru_cache(maxsize=65536)
def same_name(a: str, b: str) -> bool:
    """Say whether two single names are one in two spellings."""
    if plain(a) == plain(b):
        return True
    ka, kb = key(a), key(b)
    if ka == kb and (len(ka) > 3 or {plain(a), plain(b)} & _OTHERWISE.keys()):
        return True
    if len(ka) < 4 or len(kb) < 4:
        return False
    short = min(len(ka), len(kb))
    if ka[0] != kb[0] and not {ka[0], kb[0]} <= {"g", "k"}:
        return _vowels_apart(ka, kb) == 0 and short >= 5
    if short >= 8 and Levenshtein.distance(ka, kb) <= 1:
        return True
    ka, kb = (re.sub("^g", "k", k) for k in (ka, kb))
    bones = [re.sub("[aeiou]", "", k) for k in (ka, kb)]
    if bones[0] != bones[1] or len(bones[0]) < 2 + (short < 5):
        return False
    if ka != kb and short < 6 and plain(a)[0] != plain(b)[0]:
        return False
    return _vowels_apart(ka, kb) <= (2 if short >= 7 else 1)


def _vowels_apart(a: str, b: str) -> int:
    """Return how far two keys with the same consonants are apart; 9 where they differ in more."""
    if len(a) != len(b):
        distance = Levenshtein.distance(a, b)
        return distance if len(a) > 5 and len(b) > 5 else 9
    pairs = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(pairs) - 1 if all(frozenset(p) in _NEAR for p in pairs) else 9


def suffix(name: str) -> str:
    """Return the "jr" of "Donald Trump Jr.", or the empty string."""
    last = name.rsplit(maxsplit=1)[-1].lower().rstrip(".") if name.split() else ""
    return last if last in _SUFFIXES else ""


def parts(words: list[str]) -> list[str]:
    """Return the telling parts of a personal name: no initials inside, no Jr."""
    kept = [w for w in words if w.lower() not in _SUFFIXES and w not in (",", "'s", "’s")]
    if len(kept) > 2:
        inner = [w for w in kept[1:-1] if len(w.rstrip(".")) > 1]
        kept = [kept[0], *inner, kept[-1]]
    return kept


_SHORT: Final = pairs("short_names")


def _given(name: str) -> str:
    return _SHORT.get(name, name)


_PARTICLES: Final = words("particles")


def _within(short: list[str], long: list[str]) -> bool:
    """Say whether a name's first and last stand in another, in this order."""
    words = [plain(x) for x in long]
    first, last = plain(short[0]), plain(short[-1])
    if {first, last} & _PARTICLES or first not in words:
        return False
    return last in words[words.index(first) + 1 :]


def same_person(a: list[str], b: list[str]) -> bool:
    """Say whether two personal names, as their parts, can be one person's.

    A single name matches the last name of a fuller one, or its first, or the first of two surnames
    ("Quill" of "Ana Quill Rey"). Of two full names the last must agree, and the first agree or be
    an initial.
    """
    if not a or not b:
        return False
    if len(a) == 1 or len(b) == 1:
        single, full = (a, b) if len(a) == 1 else (b, a)
        if same_name(single[0], full[-1]) or (len(full) > 1 and same_name(single[0], full[0])):
            return True
        return len(full) > 2 and len(single[0]) > 3 and plain(single[0]) == plain(full[-2])
    short, long = sorted((a, b), key=len)
    if len(short) < len(long) and [plain(x) for x in long[-len(short) :]] == [
        plain(x) for x in short
    ]:
        return True
    if not same_name(a[-1], b[-1]):
        turned = sorted(map(plain, a)) == sorted(map(plain, b))
        return turned or _within(a, b) or _within(b, a)
    middles = [{plain(x) for x in name[1:-1] if len(x) > 2} - _PARTICLES for name in (a, b)]
    if all(middles) and not middles[0] & middles[1]:
        return False
    first_a, first_b = plain(a[0]).rstrip("."), plain(b[0]).rstrip(".")
    if len(first_a) == 1 or len(first_b) == 1:
        return first_a[:1] == first_b[:1]
    if _given(first_a) == _given(first_b):
        return True
    return same_name(a[0], b[0]) or first_a.startswith(first_b) or first_b.startswith(first_a)


def short_for(acronym: str, name: str) -> bool:
    """Say whether capitals may stand for a name: "BAU" for "Al Balqa Applied University".

    Its letters stand in the name in their order, the first of them at the head of a word.
    """
    letters = [c for c in acronym if c.isalnum()]
    if not 2 <= len(letters) <= 10 or not acronym[:1].isupper() or " " in acronym.strip():
        return False
    if sum(c.isupper() for c in letters) < 2:
        return False
    rest = iter(plain(name))
    heads = {w[0] for w in plain(name).split()}
    return letters[0].lower() in heads and all(c.lower() in rest for c in letters)


def bracketed(words: Sequence[str], begin: int, end: int) -> bool:
    """Say whether some words of a text stand alone in brackets behind others."""
    return begin >= 2 and words[begin - 1] == "(" and end < len(words) and words[end] == ")"
