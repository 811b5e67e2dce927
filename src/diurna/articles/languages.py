"""Which language a text is in: English is seen by its small words, the rest is asked about.

The model that tells languages is loaded only for a text that has next to no English small words.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_ENGLISH: Final = re.compile(r"(?i)en(?:g|glish)?(?:[-_].*)?")
_WORDS: Final = re.compile(r"[^\W\d_]+")
_LAST_LATIN: Final = "\u024f"


@cache
def _rules() -> dict[str, Any]:
    rules = tomllib.loads((files(__package__) / "data/languages.toml").read_text("utf-8"))
    return rules | {name: frozenset(rules[name]) for name in ("small", "shared")}


@cache
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - seldom needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def given(language: str | None) -> str | None:
    """Return ``en`` for what an input calls English, None for what tells nothing, else its name."""
    told = (language or "").strip()
    if told.lower() in _rules()["untold"]:
        return None
    return "en" if _ENGLISH.fullmatch(told) else told


def _sample(title: str, text: str) -> str:
    """Take the headline, the beginning and the middle: a notice at the top is not the text."""
    middle = max(500, len(text) // 2)
    return f"{title[:200]}\n{text[:500]}\n{text[middle : middle + 500]}"


def told(title: str, text: str) -> str:
    """Return the language of an article; ``en`` where it cannot be told."""
    rules = _rules()
    sample = _sample(title, text)
    words = [word.lower() for word in _WORDS.findall(sample)]
    small = sum(word in rules["small"] for word in words)
    both = small + sum(word in rules["shared"] for word in words)
    if small >= 2 and small >= rules["enough"] * len(words):
        return "en"
    if small and both >= 2 and both >= rules["enough_with_shared"] * len(words):
        return "en"
    letters = sum(map(len, words))
    foreign = 2 * sum(letter > _LAST_LATIN for word in words for letter in word) > letters
    if letters < (rules["foreign_letters"] if foreign else rules["letters"]):
        return "en"
    language, sure = _identifier().classify(sample)
    short = letters < 2 * rules["letters"] and not foreign
    needed = rules["kin"].get(language, rules["sure_of_short"] if short else rules["sure"])
    return "en" if language in rules["none"] or sure < needed else str(language)
