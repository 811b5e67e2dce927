"""Make the table of given names and their bearers' gender.

    pip install faker==40.63.0 names==0.3.0 anyascii==0.3.3
    python tools/build_genders.py

Sources: the lists of given names by country and gender of Faker (MIT); the given names of the
United States census of 1990 with how many bear them (public domain, as the package names carries
them); and `genders_own.tsv` of ours, which goes before them. A name is kept where at least five
lists that have it agree for one that does not; the census agrees with the gender of twenty bearers
in twenty-one. Surnames that come first are left out. Names in Cyrillic, Greek, Georgian and
Armenian letters are written in Latin ones, in the ways that newspapers do.
"""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import names
from anyascii import anyascii
from faker.providers import person

OWN = Path(__file__).with_name("genders_own.tsv")
OUT = Path(__file__).parents[1] / "src/diurna/world/data/genders.tsv"
SPELLED = frozenset({"bg_BG", "el_GR", "hy_AM", "ka_GE", "mk_MK", "ru_RU", "uk_UA"})
"""Lists in letters that can be written in Latin ones without guessing vowels."""
VARIANTS = (("iy", ("y", "i")), ("ey", ("ei",)), ("ay", ("ai",)), ("yy", ("y", "iy")))
"""How an ending is spelled otherwise."""

SURNAMES = frozenset(
    """ahn bai cai cao chen cheng cho choi cui dai deng ding dong duan fan fang feng fu gao gu guo
    han hao hou hu huang hwang jang jia jiang jin jung kang kim kong kwon le lee li liang liao
    lim lin liu long lu luo ma mao meng min moon nguyen oh pan park peng pham qin qiu ren seo
    shao shen shi shin song su sun tan tang tian tran wan wang wei wen wu xia xiao xie xiong xu
    xue yan yang yao ye yoon yu yuan zeng zhang zhao zheng zhong zhou zhu zou""".split()  # noqa: SIM905 - a list of words reads best as words
)
"""Surnames that come first."""
WORDS = frozenset({"east", "north", "south", "west", "us", "general", "judge", "king", "major"})
"""Words that stand before names and are none."""


def spellings(name: str, locale: str) -> Iterator[str]:
    """Yield the Latin spellings of a name, lower-cased."""
    if locale in SPELLED:
        name = anyascii(name)
    name = name.lower()
    if re.fullmatch(r"[a-zà-ɏ][a-zà-ɏ'’-]+", name):
        yield name
        for ending, others in VARIANTS if locale in SPELLED else ():
            if name.endswith(ending):
                yield from (name.removesuffix(ending) + other for other in others)


def lists() -> Iterator[tuple[str, str, str]]:
    """Yield a name, its gender and its list, for each list of Faker that has it."""
    for found in pkgutil.iter_modules(person.__path__):
        provider = importlib.import_module(f"{person.__name__}.{found.name}").Provider
        for attribute, gender in (("first_names_male", "m"), ("first_names_female", "f")):
            names = {n for n in getattr(provider, attribute, ()) if isinstance(n, str)}
            spelled = {s for n in names for s in spellings(n, found.name)}
            yield from ((name, gender, found.name) for name in spelled)


def census() -> dict[str, tuple[float, float]]:
    """Return how many men and women of a hundred bear each name in the census of 1990."""
    out: dict[str, list[float]] = {}
    for at, part in enumerate(("male", "female")):
        path = Path(names.__file__).with_name(f"dist.{part}.first")
        for line in path.read_text("utf-8").splitlines():
            name, share = line.split()[:2]
            out.setdefault(name.lower(), [0.0, 0.0])[at] = float(share)
    return {name: (m, f) for name, (m, f) in out.items()}


def table() -> str:
    """Return the table's text."""
    votes: Counter[tuple[str, str]] = Counter()
    for name, gender, _ in lists():
        votes[name, gender] += 1
    for name, shares in census().items():
        few, many = sorted(shares)
        if not 0 < few * 20 <= many:
            votes.update((name, g) for g, share in zip("mf", shares, strict=True) if share > 0)
        else:
            votes[name, "m" if shares[0] == many else "f"] += 1
    own = dict(line.split("\t") for line in OWN.read_text("utf-8").splitlines()[2:])
    rows = [f"{name}\t{gender}" for name, gender in own.items()]
    for name in {name for name, _ in votes} - SURNAMES - WORDS - set(own):
        few, many = sorted((votes[name, "m"], votes[name, "f"]))
        if many >= 5 * few and len(name) > 2:
            rows.append(f"{name}\t{'m' if votes[name, 'm'] == many else 'f'}")
    head = "# Made by tools/build_genders.py; sources and licences in docs/data-card.md.\n"
    return head + "name\tgender\n" + "\n".join(sorted(rows)) + "\n"


if __name__ == "__main__":
    OUT.write_text(table(), "utf-8")
