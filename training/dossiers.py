"""Fit what decides the state and the sectors of actors, on articles read by hand.

    PYTHONPATH=src:training .venv/bin/python training/dossiers.py read HAND... --out read.pickle
    PYTHONPATH=src:training .venv/bin/python training/dossiers.py measure read.pickle
    PYTHONPATH=src:training .venv/bin/python training/dossiers.py fit read.pickle
    PYTHONPATH=src:training .venv/bin/python training/dossiers.py names

A file by hand holds one article or several: `id`, `title`, `text`, `published`, `source`, `events`
with the words for those who take part, and `people`: "name | ISO3 | sectors | role". Files are told
apart by the folder they lie in. `read` reads the articles once and keeps what the model sees.
`measure` prints, for each folder, how many people by hand are found, how many of these have the
right state, a right sector and the right role, and how many second entries their words became: by
what the rules say, and by what is fitted to other articles (five folds). `loose` takes the first
actor whose name has half of the words, as the scorer of those records does; `strict` the one most
alike in name and words, where there is one. `fit` writes the weights that all articles give;
`names` writes the table of given names and endings of surnames, from the knowledge base.
"""

from __future__ import annotations

import argparse
import json
import pickle
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from diurna import article
from diurna.language import Reading, packaged
from diurna.reader import record
from diurna.record import Article
from diurna.who import Cast, dossiers
from diurna.who.homes import Homes, Signs
from diurna.who.members import Member
from diurna.who.scene import Scene
from diurna.who.sectors import LABELS, Sectors
from diurna.world.base_files import read_tables
from diurna.world.spelling import plain
from fitting import columns, descend
from matching import same, words

FOLDS = 5
HOMES_PENALTY = 1.0
SECTORS_PENALTY = 2.0
LEAST = {"homes": 3, "sectors": 3}
"""Articles that a sign must be met in to count."""
ITERATIONS = 120
SMALL = 0.03
"""Weights that are left out."""
DATA = Path(__file__).parent.parent / "src/diurna/who/data"


@dataclass(slots=True)
class Known:
    """Somebody by hand, with the actors of the record that may be he or she.

    Attributes:
        loose: The first whose name has half of the words, or who bears the words by hand.
        strict: The one most alike, or None.
        others: Names of other actors that the words by hand for him or her became.
    """

    part: str
    article: int
    name: str
    country: str
    sectors: frozenset[str]
    role: str
    loose: Actor | None
    strict: Actor | None
    others: tuple[str, ...] = ()


@dataclass(slots=True, eq=False)
class Actor:
    """A member of the cast with its signs, and what is told of it."""

    member: Member
    homes: Signs
    signs: set[str]
    country: str | None = None
    sectors: list[str] = field(default_factory=list)


def spans(text: str, hand: dict[str, Any]) -> dict[str, list[tuple[int, int]]]:
    """Return where the words of each who takes part in an event by hand stand."""
    out: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for event in hand["events"]:
        for told in (*event.get("actors", ()), *event.get("recipients", ())):
            spoken, _, name = (p.strip() for p in told.partition("="))
            form, _, number = spoken.partition("#")
            at = -1
            for _ in range(int(number or 1)):
                at = text.find(form, at + 1) if form else -1
            if at >= 0:
                out[name or form].append((at, at + len(form)))
    return out


def read(paths: Sequence[Path], out: Path) -> None:
    """Read the articles of files by hand, and keep what the model sees of them."""
    hands = []
    for path in paths:
        loaded = json.loads(path.read_text("utf-8"))
        several = loaded if isinstance(loaded, list) else [loaded]
        hands += [(path.parent.name, hand) for hand in several]
    made = [article(h["text"], title=h["title"], published=h["published"], source=h.get("source"))
            for _, h in hands]  # fmt: skip
    readings = packaged().read_many(m.full for m in made)
    kept = [(p, h, m, r) for (p, h), m, r in zip(hands, made, readings, strict=True)]
    out.write_bytes(pickle.dumps(kept))


def cast_of(made: Article, reading: Reading) -> Cast:
    """Return the cast of an article as the rules make it."""
    caught: list[Cast] = []
    keep = Cast.complete

    def catch(self: Cast, source: str | None = None) -> None:  # noqa: ARG001 (as the method)
        caught.append(self)

    Cast.complete = catch  # type: ignore[method-assign]
    try:
        record(made, reading)
    finally:
        Cast.complete = keep  # type: ignore[method-assign]
    return caught[0]


def gather(path: Path) -> list[Known]:
    """Return everybody by hand with the actors that may be they."""
    out: list[Known] = []
    for number, (part, hand, made, reading) in enumerate(pickle.loads(path.read_bytes())):
        cast = cast_of(made, reading)
        at, spots = cast._at, cast._spots
        homes = Homes(reading, Scene(reading, cast.members, at, spots),
                      dossiers.newsroom(made.source))  # fmt: skip
        sectors = Sectors(reading, cast.members, at)
        kept: dict[int, Actor] = {}

        def actor(member: Member | None, kept: dict[int, Actor] = kept, homes: Homes = homes,
                  sectors: Sectors = sectors) -> Actor | None:  # fmt: skip
            if member is None:
                return None
            if member.number not in kept:
                kept[member.number] = Actor(
                    member, {c: dict(f) for c, f in homes.signs(member).items()},
                    sectors.signs(member), member.country, list(member.sectors),
                )  # fmt: skip
            return kept[member.number]

        where = spans(made.full, hand)
        for entry in hand["people"]:
            name, country, codes, role = (*(x.strip() for x in entry.split("|")), "", "", "")[:4]
            told = frozenset(s.strip() for s in codes.split(",") if s.strip())
            found = {m.number: hits(reading, m, where[name]) for m in cast.members}
            named = [m for m in cast.members if same(name, m.name)]
            met = [m for m in cast.members if found[m.number]]
            loose = next(iter([*named, *met]), None)
            liking = {m.number: alike(name, m.name) + min(found[m.number], 3) / 2
                      for m in (*named, *met)}  # fmt: skip
            strict = max([*named, *met], default=None, key=lambda m: liking[m.number])
            if strict is not None and not found[strict.number] and alike(name, strict.name) < 1:
                strict = None
            acting = {m.number: m.name for s in where[name] if (m := closest(reading, met, s))}
            others = [n for i, n in acting.items() if strict is None or i != strict.number]
            out.append(Known(part, number, name, country, told, role, actor(loose), actor(strict),
                             tuple(others if strict else others[1:])))  # fmt: skip
    return out


def hits(reading: Reading, member: Member, where: list[tuple[int, int]]) -> int:
    """Count the words by hand that a member's mentions overlap."""
    own = [(reading.starts[b], reading.ends[e - 1]) for b, e in member.mentions]
    return sum(any(b < end and start < e for b, e in own) for start, end in where)


def closest(reading: Reading, members: list[Member], where: tuple[int, int]) -> Member | None:
    """Return whose mention the words by hand are most like; a pronoun's is nobody's."""
    best: tuple[float, Member] | None = None
    for member in members:
        for begin, end in member.mentions:
            if end - begin == 1 and reading.upos[begin] in ("PRON", "DET"):
                continue
            a, b = reading.starts[begin], reading.ends[end - 1]
            both = min(b, where[1]) - max(a, where[0])
            share = both / (max(b, where[1]) - min(a, where[0]))
            if both > 0 and (best is None or share > best[0]):
                best = (share, member)
    return best[1] if best else None


def alike(a: str, b: str) -> float:
    """Return how alike two names are: 4 where they are the same, 1 where half the words are."""
    x, y = words(a), words(b)
    return 2 * len(x & y) / max(1, len(x | y)) + 2 * (a.lower() == b.lower())


def table(counts: Iterable[tuple[int, Iterable[str]]], least: int) -> dict[str, int]:
    """Number the signs that are met in enough articles."""
    met = {(number, sign) for number, signs in counts for sign in signs}
    told = Counter(sign for _, sign in met)
    return {sign: n for n, sign in enumerate(sorted(s for s, c in told.items() if c >= least))}


def fit_homes(known: Sequence[Known]) -> dict[str, float]:
    """Fit the weights of the signs of states."""
    chosen = [
        (k.strict.homes, k.country, k.article)
        for k in unique(known)
        if k.strict and k.country in k.strict.homes
    ]
    told = table(((a, {s for f in h.values() for s in f}) for h, _, a in chosen), LEAST["homes"])
    group = [n for n, (homes, _, _) in enumerate(chosen) for _ in homes]
    right = [code == country for homes, country, _ in chosen for code in homes]
    x = columns((found.items() for homes, _, _ in chosen for found in homes.values()), told)
    of, y = np.array(group), np.array(right)
    starts = np.searchsorted(of, np.arange(len(chosen)))

    def value(z: npt.NDArray[np.float64]) -> tuple[float, npt.NDArray[np.float64]]:
        top = np.maximum.reduceat(z, starts)
        odds = np.exp(z - top[of])
        total = np.add.reduceat(odds, starts)
        return float((top + np.log(total)).sum() - z[y].sum()), odds / total[of] - y

    w = descend(x, value, np.full(len(told), HOMES_PENALTY), steps=ITERATIONS)
    return {sign: float(w[n]) for sign, n in told.items()}


def fit_sectors(known: Sequence[Known]) -> dict[str, dict[str, float]]:
    """Fit the weights of the signs of each sector; "always" is the constant."""
    sure = [k for k in unique(known) if k.sectors]
    chosen = [(k.strict.signs, k.sectors) for k in sure if k.strict]
    told = table(((k.article, k.strict.signs) for k in sure if k.strict), LEAST["sectors"])
    told["always"] = len(told)
    x = columns((((s, 1.0) for s in (*signs, "always")) for signs, _ in chosen), told)
    penalty = np.full(len(told), SECTORS_PENALTY)
    penalty[-1] = 0.01
    out: dict[str, dict[str, float]] = {sign: {} for sign in told}
    for code in LABELS:
        y = np.array([float(code in sectors) for _, sectors in chosen])

        def value(
            z: npt.NDArray[np.float64], y: npt.NDArray[np.float64] = y
        ) -> tuple[float, npt.NDArray[np.float64]]:
            return float((np.logaddexp(0, z) - z * y).sum()), 1 / (1 + np.exp(-z)) - y

        w = descend(x, value, penalty, steps=ITERATIONS)
        for sign, n in told.items():
            out[sign][code] = float(w[n])
    return out


def unique(known: Sequence[Known]) -> list[Known]:
    """Return those whose actor is sure, and left to decide; each actor once."""
    found = {id(k.strict): k for k in known if k.strict and not dossiers.settled(k.strict.member)}
    return list(found.values())


def decide(actor: Actor, homes: dict[str, float], sectors: dict[str, dict[str, float]]) -> None:
    """Set what is told of an actor by weights."""
    if dossiers.settled(actor.member):
        return
    actor.country = dossiers.home(dossiers.likely_homes(actor.homes, homes))
    total = dict.fromkeys(LABELS, 0.0)
    for sign in ("always", *actor.signs):
        for code, weight in sectors.get(sign, {}).items():
            total[code] += weight
    own = dossiers.sectors([float(1 / (1 + np.exp(-total[code]))) for code in LABELS])
    actor.sectors = dossiers.beside(own, actor.member.sectors)


def report(known: Sequence[Known], told: str) -> None:
    """Print how many are right, by folder."""
    for part in sorted({k.part[:4] for k in known}):
        chosen = [k for k in known if k.part[:4] == part]
        for kind in ("loose", "strict"):
            met = [(k, a) for k in chosen if (a := getattr(k, kind)) is not None]
            n = max(1, len(met))
            country = sum((a.country or "") == k.country for k, a in met)
            hit = sum(bool(k.sectors & set(a.sectors)) or not k.sectors for k, a in met)
            whole = sum(k.sectors == set(a.sectors) for k, a in met)
            roles = [(k, a) for k, a in met if k.role]
            role = sum(bool(a.member.role) and agrees(k.role, a.member.role or "")
                       for k, a in roles)  # fmt: skip
            given = sum(bool(a.member.role) for k, a in roles)
            twice = sum(len(k.others) for k in chosen)
            print(
                f"{part} {told} {kind}: of {len(chosen)} found {len(met)},"
                f" country {country / n:.3f}, sector {hit / n:.3f} (all of them {whole / n:.3f}),"
                f" role {role}/{given} of {len(roles)}, told twice {twice}"
            )


def agrees(hand: str, own: str) -> bool:
    """Say whether half of the words of the shorter role are in the longer."""
    x, y = ({w.rstrip("s") for w in re.findall(r"[a-z]+", r.lower()) if w not in _OF}
            for r in (hand, own))  # fmt: skip
    return bool(x and y) and len(x & y) * 2 >= min(len(x), len(y))


_OF = {"of", "the", "a", "an", "for", "in", "at", "to", "and"}


def measure(known: Sequence[Known]) -> None:
    report(known, "rules")
    actors = {id(a): (k.article, a) for k in known for a in (k.loose, k.strict) if a}
    for fold in range(FOLDS):
        rest = [k for k in known if k.article % FOLDS != fold]
        homes, sectors = fit_homes(rest), fit_sectors(rest)
        for number, actor in actors.values():
            if number % FOLDS == fold:
                decide(actor, homes, sectors)
    report(known, "fitted")


def fit(known: Sequence[Known]) -> None:
    notes = "# Made by training/dossiers.py"
    homes = sorted((s, w) for s, w in fit_homes(known).items() if abs(w) >= SMALL)
    lines = [f"{notes}: the weight of each sign of a state.", "sign\tweight"]
    lines += [f"{sign}\t{weight:.3f}" for sign, weight in homes]
    (DATA / "homes.tsv").write_text("\n".join(lines) + "\n", "utf-8")
    lines = [f'{notes}: the weights of each sign by sector; "always" is the constant.',
             "sign\tweights"]  # fmt: skip
    for sign, weights in sorted(fit_sectors(known).items()):
        told = [f"{c}:{w:.2f}" for c, w in weights.items() if abs(w) >= 2 * SMALL]
        if told:
            lines.append(f"{sign}\t{'|'.join(told)}")
    (DATA / "sectors.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def names() -> None:
    """Write in which states people of the base bear a given name or an ending of a surname."""
    offices, people = read_tables(None)
    bearers = dict.fromkeys([(r[0], r[2]) for r in people] + [(r[2], r[0]) for r in offices])
    borne: dict[str, Counter[str]] = defaultdict(Counter)
    total: Counter[str] = Counter()
    for name, country in bearers:
        parts = plain(name).split()
        if len(parts) > 1:
            total[country] += 1
            for form in (parts[0], f"-{parts[-1][-3:]}"):
                borne[form][country] += 1
    lines = [
        "# Given names and, behind a hyphen, the last letters of surnames: in which states people",
        "# of the base bear them, and how many of a thousand. Made by training/dossiers.py.",
        "name\tstates",
    ]
    for form, states in sorted(borne.items()):
        if len(form.strip("-")) < 3 or states.total() < 3:
            continue
        rates = sorted(((1000 * n / (total[c] + 100), c) for c, n in states.items()), reverse=True)
        told = "|".join(f"{c}:{max(1, round(r))}" for r, c in rates[:12] if r >= 0.5)
        if told:
            lines.append(f"{form}\t{told}")
    (DATA / "names_of_states.tsv").write_text("\n".join(lines) + "\n", "utf-8")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("what", choices=("read", "measure", "fit", "names"))
    options.add_argument("paths", nargs="*", type=Path)
    options.add_argument("--out", type=Path)
    args = options.parse_args()
    if args.what == "read":
        read(args.paths, args.out)
    elif args.what == "names":
        names()
    else:
        known = gather(args.paths[0])
        {"measure": measure, "fit": fit}[args.what](known)


if __name__ == "__main__":
    main()
