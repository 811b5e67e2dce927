"""Bodies of the actor dictionaries: organisations, armed groups, parties, firms, with their sector.

Read by ``build_kb.py``. The Phoenix dictionaries (PETRARCH) give each a CAMEO code, whose letters
say whose it is (an ISO3 or a kind of international actor) and what it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from diurna.world.spelling import plain
from diurna.world.tables import countries, given_names, names

FILES: Final = (
    "Phoenix.International.actors.txt",
    "Phoenix.MilNonState.actors.txt",
    "Phoenix.Countries.actors.txt",
)
_KINDS: Final = {"IGO": "IGO", "NGO": "NGO", "NGM": "NGO", "MNC": "BUS", "IMG": "REB"}
_SECTORS: Final = {
    "GOV": "GOV", "MIL": "MIL", "REB": "REB", "OPP": "OPP", "PTY": "PTY", "COP": "COP",
    "JUD": "JUD", "SPY": "SPY", "BUS": "BUS", "MED": "JRN", "EDU": "EDU", "LAB": "LAB",
    "LEG": "LEG", "HLH": "MED", "CRM": "CRM", "UAF": "REB", "INS": "REB", "SEP": "REB",
    "RAD": "REB",
}  # fmt: skip
_WORDS: Final = """
    agency airlines airways alliance amnesty army assembly association authority bank bloc
    board borders brigade brigades brotherhood bundestag bureau cabinet cartel center centre
    chamber coalition command commission committee communist company confederation congress
    conservative corp corporation council court crescent cross daily democratic department
    doctors duma energy federation force forces forum foundation front frontieres fund gas
    government greenpeace group guard hezbollah hizballah industries institute international
    jihad knesset labor labour league legislature liberation majlis militia ministry mission
    motor motors movement national navy network news office oil organisation organization
    oxfam parliament parties party people's peoples petroleum police post press program
    programme radio republican resistance rights sans senate service socialist society
    systems taliban television tigers times tribunal tv union university watch without
    workers
"""
_BODY: Final = frozenset(_WORDS.split())
"""Words that tell the name of a body from a person's."""
_PLAIN: Final = frozenset({"the", "of", "and", "for", "in", "on", "to", "a"})


def entries(path: Path) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the names and codes of each entry."""
    own: list[str] = []
    codes: list[str] = []
    for raw in [*path.read_text("utf-8", errors="replace").split("\n"), "END"]:
        line = re.split(r"[;#]", raw)[0].strip()
        if not line:
            continue
        word = line.split("[")[0].strip()
        if word and not word.startswith("+"):
            if own and codes:
                yield own, codes
            own, codes = [], []
        if word:
            own.append(word.lstrip("+").strip())
        codes += re.findall(r"\[([^\]]+)\]", line)
    if own and codes:
        yield own, codes


def _coded(codes: list[str]) -> tuple[str, str] | None:
    """Return country and sector of a code without a date; None where it says neither."""
    for code in codes:
        found = re.fullmatch(r"([A-Z]{3})([A-Z]*)", code.strip())
        if found is None:
            continue
        letters = [found[2][i : i + 3] for i in range(0, len(found[2]), 3)]
        sector = next((_SECTORS[x] for x in letters if x in _SECTORS), "")
        if found[1] in _KINDS:
            return "", _KINDS[found[1]]
        if found[1] in countries() and sector:
            return found[1], sector
    return None


def _readable(raw: str) -> str:
    text = re.sub(r"\([^)]*\)", " ", raw.replace("_", " ")).lower()
    text = re.sub(r"^(?:the)\s+", "", " ".join(text.split()))
    return plain(text)


def _names_a_body(name: str, armed: bool) -> bool:
    words = name.split()
    if not 0 < len(words) <= 8 or not re.fullmatch(r"[a-z][a-z0-9'&. \-]+", name):
        return False
    if name in names() or words[0] in given_names():
        return False
    if _BODY & set(words):
        return len(words) > 1 or armed
    telling = [w for w in words if w not in _PLAIN]
    return (armed and len(name) > 3) or (len(telling) == 1 and 3 <= len(name) <= 7)


def bodies(corpora: Path) -> str:
    """Return the table of bodies: name, sector, country."""
    found: dict[str, tuple[str, str]] = {}
    for file in FILES:
        for own, codes in entries(corpora / "knowledge/cameo_dictionaries" / file):
            coded = _coded(codes)
            if coded is None or (coded[1] == "GOV" and file == FILES[2] and len(own) == 1):
                continue
            armed = coded[1] in ("REB", "BUS") and file != FILES[2]
            for raw in own:
                name = _readable(raw)
                if _names_a_body(name, armed):
                    found.setdefault(name, (coded[1], coded[0]))
    lines = ["# Made by tools/build_kb.py; sources and licences in docs/data-card.md.",
             "name\tsector\tcountry"]  # fmt: skip
    lines += [f"{name}\t{sector}\t{country}" for name, (sector, country) in sorted(found.items())]
    return "\n".join(lines) + "\n"
