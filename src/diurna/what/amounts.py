"""Amounts in a text: numbers in digits and words, ranges, shares and sums, with their bounds.

Read off the text by a grammar of their own, so that a wrong tree loses no number; the tree then
says what each of them counts. Modifiers are those of TimeML's TIMEX3 (MORE_THAN, APPROX, ...).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from diurna.language import Reading
from diurna.syntax.lexicon import words
from diurna.what.lookup import is_people
from diurna.what.money import money, unit

_UNITS: Final = money().units
_SCALES: Final = money().scales
_VAGUE: Final = money().vague
_PARTS: Final = money().parts
_MODIFIERS: Final = money().modifiers


def _any(words: object) -> str:
    return "|".join(
        re.escape(w).replace(r"\ ", r"\s+")
        for w in sorted(map(str, words), key=len, reverse=True)  # type: ignore[call-overload]
    )


_GAP: Final = "[ \u00a0\u2009\u202f]"
"""Spaces that part the thousands of a number: "12 500"."""
_DIGITS: Final = (
    rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d{{1,2}}(?:,\d{{2}})+,\d{{3}}|\d{{1,3}}(?:\.\d{{3}}){{2,}}"
    rf"|\d{{1,3}}(?:{_GAP}\d{{3}})+(?!\d)|\d+)(?:\.\d+)?"
)
_SPELLED: Final = rf"(?:{_any(_UNITS)})(?:[\s-]+(?:{_any([w for w in _UNITS if w != 'half'])}))?"
_SCALE: Final = rf"(?:{_any([w for w in _SCALES if len(w) > 1 and w != 'dozen'])})\b"
_PLAIN: Final = (
    rf"(?:half\s+a\s+(?:dozen|million|billion)"
    rf"|(?:{_DIGITS}|{_SPELLED}|an?)[\s-]*{_SCALE}(?:\s+{_SCALE})*"
    rf"(?:\s+(?:and\s+)?(?:{_SPELLED})(?:\s+{_SCALE})*)*"
    rf"|(?:{_SPELLED}|a)\s+dozen|{_DIGITS}(?:m\b)?|{_SPELLED})"
)
_AMOUNT: Final = re.compile(
    rf"(?<![\w.])(?:(?P<between>between|from)\s+)?"
    rf"(?:(?P<mod>{_any(_MODIFIERS)})\s+)?"
    rf"(?P<sign>(?:{_any([s for s in money().signs if not s.isalpha()])})"
    rf"|(?:{_any([s for s in money().signs if s.isalpha()])})\.?(?=\s?\d)"
    rf"|(?-i:{_any(money().codes)})(?=\s?\d))?\s?"
    rf"(?:(?P<zero>no\s+one\b|nobody\b|none\b|no(?=\s+(?:casualt|injur|death|fatalit)))"
    rf"|(?P<vague>{_any(_VAGUE)})(?=\s)|(?P<part>{_any(_PARTS)})(?=\s+of\b)"
    rf"|(?P<one>{_PLAIN})"
    rf"(?:(?P<to>(?(between)\s+and\s+|(?!))|\s*[-–—]\s*|\s+to\s+)(?:\$|[£€¥₹])?"
    rf"(?P<two>{_PLAIN})(?![\w-]))?)"
    rf"(?P<percent>\s*%|\s+per\s?cent\b|\s+percentage\s+points)?(?![\w])",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number in the text.

    Attributes:
        begin: Its first word, modifier included.
        end: The word after its last.
        value: The number as told; None where only bounds are known.
        low: Least value meant, None where open.
        high: Greatest value meant, None where open.
        mod: MORE_THAN, LESS_THAN, APPROX or None.
        unit: ISO 4217 code of money, "share" of a share or per cent, empty for a count.
        counted: The noun that it counts, or None where it stands alone.
        phrase: The word that its phrase hangs on the rest by.
    """

    begin: int
    end: int
    value: float | None
    low: float | None
    high: float | None
    mod: str | None
    unit: str
    counted: int | None
    phrase: int


def number(text: str) -> float | None:
    """Return the number that digits or words say, or None."""
    lower = re.sub(rf"(?<=\d)(?:,(?=\d)|{_GAP}(?=\d{{3}}(?!\d)))", "", text.lower()).strip()
    if re.fullmatch(r"\d{1,3}(?:\.\d{3}){2,}", lower):
        lower = lower.replace(".", "")
    if half := re.fullmatch(r"half\s+an?\s+(\w+)", lower):
        return _SCALES.get(half[1], 0) / 2 or None
    lower = re.sub(r"(\d)([a-z]{1,6})\b", r"\1 \2", lower)
    total, current, seen, last = 0.0, 0.0, False, ""
    for word in re.split(r"[\s-]+", lower):
        if word in ("and", "a", "an"):
            current = current or (1.0 if word != "and" else 0.0)
        elif word in _UNITS:
            current, seen = current + _UNITS[word], True
        elif word in _SCALES and last in _SCALES and not current:
            total = total * _SCALES[word]
        elif word in _SCALES:
            current, seen = (current or 1.0) * _SCALES[word], True
            if _SCALES[word] >= 1e3:
                total, current = total + current, 0.0
        elif re.fullmatch(r"\d+(?:\.\d+)?", word):
            current, seen = float(word), True
        else:
            return None
        last = word
    return total + current if seen else None


def amounts(reading: Reading) -> list[Amount]:
    """Return the amounts of a text, in order; times, ages and years are none."""
    out = []
    at = 0
    while found := _AMOUNT.search(reading.text, at):
        at = max(found.end(), found.start() + 1)
        words = reading.between(found.start(), found.end())
        if len(words) and (split := _two_numbers(reading, found)):
            at = split
        elif len(words) and (made := _made(reading, found, words[0], words[-1] + 1)):
            out.append(made)
    return out


def _two_numbers(reading: Reading, found: re.Match[str]) -> int | None:
    """Return where the second of two numbers that only stand side by side begins, or None.

    "On 12 May 500 people" is parted by its month; "Flight 370 239 people", "in May 12 500 men" are
    two numbers as well, and no thousands parted by a space.
    """
    digits = re.match(rf"\d{{1,3}}{_GAP}", found["one"] or "")
    if digits is None:
        return None
    first = reading.at_offset(found.start("one"))
    named = first > 0 and reading.upos[first - 1] == "PROPN" and not found["sign"]
    return found.start("one") + digits.end() if named or reading.labelled(first, "Date") else None


def _made(reading: Reading, found: re.Match[str], begin: int, end: int) -> Amount | None:
    value, low, high, mod = _bounds(found)
    if low is None and high is None:
        return None
    if found["between"] and not found["two"]:
        begin += 1
    if found["part"] and begin and reading.words[begin - 1].lower() in words("counted.halves"):
        return None
    anchor = _anchor(reading, begin, end)
    if reading.labelled(anchor, "Date"):
        return None
    phrase, counted = _counts(reading, anchor, end)
    while counted is not None and begin <= counted < end:
        counted = _of(reading, counted)
    sign = (found["sign"] or "").strip().lower().rstrip(".")
    kind = unit(reading, sign, counted, begin, end)
    if not sign and (found["percent"] or found["part"]):
        kind = "share"
    lemma = reading.lemmas[counted].lower() if counted is not None else ""
    several = counted is not None and reading.has(counted, "Number=Plur")
    if not kind and lemma in words("counted.measures"):
        return None
    if not kind and several and re.fullmatch(r"\d{1,3}\.\d{3}", found["one"] or ""):
        whole = 1e3 if is_people(lemma) else 1
        value, low, high = (v * whole if v else v for v in (value, low, high))
    year = value is not None and 1900 <= value <= 2100 and "," not in found.group()
    if year and not kind and found["mod"] is None and not several:
        return None
    return Amount(begin, end, value, low, high, mod, kind, counted, phrase)


_Bounds = tuple[float | None, float | None, float | None, str | None]


def _bounds(found: re.Match[str]) -> _Bounds:
    """Return value, low, high and modifier."""
    kind = _MODIFIERS.get(" ".join((found["mod"] or "").lower().split()))
    if found["zero"]:
        return 0.0, 0.0, 0.0, None
    if found["vague"]:
        least = _VAGUE[" ".join(found["vague"].lower().split())]
        return None, least, None, "APPROX"
    if found["part"]:
        value: float | None = _PARTS[" ".join(found["part"].lower().split())]
    else:
        value = number(found["one"])
    if value is None:
        return None, None, None, None
    if found["percent"]:
        value = value / 100
    if found["two"] and (other := number(found["two"])) is not None:
        other = other / 100 if found["percent"] else other
        scale = other / value if value and other > value * 50 else 1
        first = value * (10 ** (len(str(int(scale))) - 1)) if scale > 50 else value
        return None, min(first, other), max(first, other), kind or "APPROX"
    if kind == "MORE_THAN":
        return value, value, None, kind
    if kind == "LESS_THAN":
        return value, None, value, kind
    if kind == "APPROX":
        return value, round(value * 0.9, 4), round(value * 1.1, 4), kind
    return value, value, value, kind


def _anchor(reading: Reading, begin: int, end: int) -> int:
    """Return the word of an amount that the rest of it hangs on."""
    inside = range(begin, end)
    tops = [i for i in inside if reading.heads[i] not in inside]
    numbers = [i for i in tops if reading.upos[i] in ("NUM", "NOUN", "SYM", "DET", "ADJ")]
    return (numbers or tops or [end - 1])[-1]


def _counts(reading: Reading, anchor: int, end: int) -> tuple[int, int | None]:
    """Return the head of the phrase that an amount stands in, and the noun that it counts."""
    head = reading.heads[anchor]
    relation = reading.relations[anchor].split(":")[0]
    before = relation in ("nummod", "amod", "det", "compound", "advmod", "nmod") and head >= end
    if before and reading.upos[head] in ("NOUN", "PROPN", "SYM", "NUM", "ADJ", "VERB"):
        tally = reading.lemmas[head].lower() in words("counted.tallies")
        of = _of(reading, head) if tally else None
        return head, of if of is not None else head
    if (of := _of(reading, anchor)) is not None:
        return anchor, of
    after = end
    while after < len(reading) and reading.upos[after] == "ADJ":
        after += 1
    noun = after < len(reading) and reading.upos[after] == "NOUN"
    if noun and reading.sentence_number(after) == reading.sentence_number(anchor):
        return (after if reading.heads[anchor] == after else anchor), after
    return anchor, None


def _of(reading: Reading, word: int) -> int | None:
    """Return the noun of an "of" phrase that hangs on a word."""
    for child in reading.children(word, "nmod", "obl"):
        if any(reading.words[c].lower() == "of" for c in reading.children(child, "case")):
            return child
    return None
