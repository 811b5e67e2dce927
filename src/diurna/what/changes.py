"""What is told of a plan: that it stands, moves, is put off or called off."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Final, Literal, cast

from diurna.language import Reading
from diurna.record import Status
from diurna.syntax.lexicon import words
from diurna.syntax.modality import negated
from diurna.when import because_of

Kind = Literal[
    "postponed", "rescheduled", "moved", "cancelled", "left", "absent", "confirmed", "held"
]

_OFF: Final = frozenset({"postponed", "cancelled"})
_SUBJECT: Final = frozenset({"confirmed", "held"})
_THEMES: Final = ("nsubj:pass", "obj")
_OF: Final = frozenset({"of", "in", "to"})


@dataclass(frozen=True, slots=True)
class Told:
    """A word that says what becomes of a plan.

    Attributes:
        kind: What it says.
        word: The verb, noun or adjective.
        theme: The word for what it is said of.
    """

    kind: Kind
    word: int
    theme: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Kinds by verb (and particle), by noun and by modifier."""

    verbs: dict[str, tuple[tuple[str, Kind], ...]]
    nouns: dict[str, Kind]
    modifiers: dict[str, Kind]
    phrases: frozenset[str]
    light: frozenset[str]
    asking: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the packaged lexicon."""
    table = tomllib.loads((files("diurna.what") / "data/changes.toml").read_text("utf-8"))
    verbs: dict[str, list[tuple[str, Kind]]] = {}
    nouns: dict[str, Kind] = {}
    modifiers: dict[str, Kind] = {}
    for name, part in table.items():
        if name in ("light", "asking"):
            continue
        kind = cast("Kind", name)
        for phrase in part["verbs"]:
            lemma, _, small = phrase.partition(" ")
            verbs.setdefault(lemma, []).append((small, kind))
        nouns |= dict.fromkeys(part.get("nouns", ()), kind)
        modifiers |= dict.fromkeys(part.get("modifiers", ()), kind)
    ordered = {v: tuple(sorted(found, key=lambda f: -len(f[0]))) for v, found in verbs.items()}
    return Lexicon(
        ordered,
        nouns,
        modifiers,
        frozenset(table["confirmed"]["phrases"]),
        frozenset(table["light"]["nouns"]),
        frozenset(table["asking"]["lemmas"]),
    )


def _kind_of_verb(reading: Reading, verb: int) -> Kind | None:
    for small, kind in lexicon().verbs.get(reading.lemmas[verb].lower(), ()):
        if not small:
            return kind
        near = {reading.words[i].lower() for i in range(verb + 1, min(verb + 3, len(reading)))}
        near |= {reading.words[c].lower() for c in reading.children(verb)}
        if small in near:
            return kind
    return None


def _theme_of_verb(reading: Reading, verb: int, kind: Kind) -> int | None:
    """Return the word for what a verb of change is said of."""
    modifies = reading.relations[verb].split(":")[0] == "acl"
    passive = reading.has(verb, "VerbForm=Part") or reading.words[verb].lower().endswith("ed")
    if modifies and passive and reading.child(verb, *_THEMES) is None:
        return reading.heads[verb]
    theme = next(reading.children(verb, *_THEMES), None)
    if theme is None and reading.child(verb, "compound:prt") is not None:
        bare = (c for c in reading.children(verb, "obl") if reading.child(c, "case") is None)
        theme = next(bare, None)
    if kind in _SUBJECT or reading.lemmas[verb].lower() in ("move", "shift"):
        subject = reading.child(verb, "nsubj", "nsubj:pass")
        takes = set(reading.children(verb, "obj"))
        takes -= {c for c in takes if reading.lemmas[c].lower() in ("place", "ahead")}
        if theme is None or theme not in takes:
            theme = theme if theme in takes else subject
    if kind in ("left", "absent", "confirmed") and (theme is None or kind != "confirmed"):
        for child in reading.children(verb, "obl", "obj"):
            cases = {reading.words[c].lower() for c in reading.children(child, "case")}
            if cases & words("under.themes") or reading.relations[child] == "obj":
                return child
    return theme


def scan(reading: Reading) -> list[Told]:
    """Find every word that says what becomes of something, with the word for that thing."""
    words = lexicon()
    out = []
    for index, tag in enumerate(reading.upos):
        if tag == "VERB":
            kind = _kind_of_verb(reading, index)
            theme = _theme_of_verb(reading, index, kind) if kind else None
            if kind and theme is not None:
                out.append(Told(kind, index, theme))
            elif kind and reading.relations[index] == "conj":
                above = next((t for t in out if t.word == reading.heads[index]), None)
                shared = reading.child(reading.heads[index], "nsubj:pass", "nsubj")
                if above or shared is not None:
                    out.append(Told(kind, index, above.theme if above else shared or 0))
        elif tag == "NOUN" and (noun := words.nouns.get(reading.lemmas[index].lower())):
            out += [
                Told(noun, index, c)
                for c in reading.children(index, "nmod")
                if {reading.words[x].lower() for x in reading.children(c, "case")} & _OF
            ]  # fmt: skip
            if (owner := reading.child(index, "nmod:poss")) is not None:
                out.append(Told(noun, index, owner))
        if tag in ("VERB", "ADJ") and reading.relations[index] == "amod":
            modifier = words.modifiers.get(reading.words[index].lower())
            long = index > 1 and reading.words[index - 2].lower() in (
                "long",
                "oft",
                "much",
                "twice",
            )
            if modifier and not (long and reading.words[index - 1] == "-"):
                out.append(Told(modifier, index, reading.heads[index]))
    return [_inward(reading, t) for t in (*out, *_phrases(reading), *_states(reading))]


def _inward(reading: Reading, told: Told) -> Told:
    """Take "a round of talks" and "the start of the trial" for the talks and the trial."""
    if reading.lemmas[told.theme].lower() in words("carrying.parts"):
        for child in reading.children(told.theme, "nmod"):
            if {reading.words[c].lower() for c in reading.children(child, "case")} & {"of", "for"}:
                return Told(told.kind, told.word, child)
    return told


_LEADING: Final = frozenset({"on", "On", "as", "As", "still"})


def _phrases(reading: Reading) -> list[Told]:
    """Find "is on track" and "as planned": the clause's subject, or what happens, is confirmed."""
    out = []
    for index in range(len(reading) - 1):
        if reading.words[index] not in _LEADING:
            continue
        pair = f"{reading.words[index]} {reading.words[index + 1]}".lower()
        if pair not in lexicon().phrases:
            continue
        for node in (index + 1, *islice(reading.ancestors(index + 1), 3)):
            subject = reading.child(node, "nsubj", "nsubj:pass")
            if subject is not None:
                out.append(Told("confirmed", index + 1, subject))
                if reading.upos[node] == "VERB" and pair.startswith("as"):
                    out.append(Told("confirmed", index + 1, node))
                break
    return out


_STATES: Final[dict[str, Kind]] = {"off": "cancelled", "on": "confirmed", "hold": "postponed"}


def _states(reading: Reading) -> list[Told]:
    """Find "the talks are off", "the summit is still on", "the vote is on hold"."""
    out = []
    for index, word in enumerate(reading.words):
        kind = _STATES.get(word.lower())
        if kind is None or reading.child(index, "cop") is None:
            continue
        bare = reading.child(index, "case", "obl", "nmod", "fixed") is None
        subject = reading.child(index, "nsubj")
        held = any(reading.words[c].lower() == "on" for c in reading.children(index, "case"))
        if subject is not None and (held if kind == "postponed" else bare):
            out.append(Told(kind, index, subject))
    return out


def themes(reading: Reading, told: Told, links: dict[int, int]) -> list[int]:
    """Return the words that may name the event a change is said of, the likeliest first.

    Args:
        reading: Where it stands.
        told: The change.
        links: Antecedents by head word: "it" leads back to "the summit".
    """
    out = [told.theme]
    for child in reading.children(told.theme, "nmod", "compound", "conj"):
        light = reading.lemmas[told.theme].lower() in lexicon().light
        if light or reading.relations[child] == "conj":
            out.append(child)
            out += list(reading.children(child, "nmod")) if light else []
    at, steps = links.get(told.theme), 0
    while at is not None and steps < 12:
        out.append(at)
        at, steps = links.get(at), steps + 1
    return out


def only_asked(reading: Reading, word: int) -> bool:
    """Say whether a change is only wished for, asked or weighed by what stands over it."""
    asking = lexicon().asking
    if reading.upos[word] == "NOUN" and reading.relations[word].split(":")[0] in (
        "obj",
        "nmod",
        "obl",
    ):
        above = reading.heads[word]
        if reading.lemmas[above].lower() in asking:
            return True
    for child in reading.children(word, "aux"):
        if reading.words[child].lower() in asking and not _reported(reading, word):
            return True
    infinitive = any(reading.words[c].lower() == "to" for c in reading.children(word, "mark"))
    over = islice(reading.ancestors(word), 2)
    if infinitive and any(reading.lemmas[n].lower() in asking for n in over):
        return True
    if reading.relations[word].split(":")[0] in ("xcomp", "ccomp", "acl", "advcl"):
        above = reading.heads[word]
        lemma = reading.lemmas[above].lower()
        gerund = reading.words[word].lower().endswith("ing")
        modal = any(reading.words[c].lower() in asking for c in reading.children(word, "aux"))
        if lemma in asking and (infinitive or gerund or modal):
            return True
    return False


def _reported(reading: Reading, verb: int) -> bool:
    """Say whether "would" is a reported "will": "said the summit would be postponed"."""
    above = reading.heads[verb]
    said = above >= 0 and reading.relations[verb] == "ccomp"
    would = any(reading.words[c].lower() == "would" for c in reading.children(verb, "aux"))
    return said and would and reading.lemmas[above].lower() not in lexicon().asking


def fixed(reading: Reading, noun: int) -> int | None:
    """Return the word that says an event's noun is of something planned: "rally planned for"."""
    for child in reading.children(noun, "acl", "amod", "case"):
        following = reading.words[child + 1].lower() if child + 1 < len(reading) else ""
        if child < noun and because_of(reading, noun):
            continue
        if reading.lemmas[child].lower() in words("fixed") and following not in (
            "off",
            "back",
            "aside",
        ):
            return child
    return None


def status_of(
    reading: Reading, told: list[Told], noun: int, *, ahead: bool
) -> tuple[Status, int] | None:
    """Return the status that a change gives the event of a noun, and the deciding word.

    Args:
        reading: Where it stands.
        told: What `scan` found.
        noun: The event's noun.
        ahead: Whether confirming such an event means that it is to come: a summit, not a raid.
    """
    for item in told:
        if item.theme != noun:
            continue
        if only_asked(reading, item.word):
            if item.kind in ("confirmed", "held"):
                continue
            return "hypothetical", item.word
        turned = reading.upos[item.word] == "VERB" and negated(reading, item.word) is not None
        if item.kind in _OFF and not turned:
            return "negated", item.word
        if item.kind in ("rescheduled", "moved") and reading.upos[item.word] == "VERB":
            return "planned", item.word
        if item.kind in ("held", "confirmed") and turned:
            return "negated", item.word
        if item.kind in ("held", "confirmed") and _reported(reading, item.word):
            return "planned", item.word
        if item.kind == "confirmed" and ahead:
            governs = reading.relations[noun] in ("obj", "nsubj:pass")
            if governs and reading.heads[noun] == item.word:
                return "planned", item.word
    return None
