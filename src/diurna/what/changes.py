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
_PARTICIPANTS: Final = frozenset({"left", "absent"})
_OF: Final = frozenset({"of", "in", "to"})
_APART: Final = ("off", "back", "aside")
"""What makes another verb of one of planning: "set aside"."""


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
    """Kinds by verb (and particle), by noun, by modifier and by what is said with "be"."""

    verbs: dict[str, tuple[tuple[str, Kind], ...]]
    nouns: dict[str, Kind]
    modifiers: dict[str, Kind]
    states: dict[str, Kind]
    light: frozenset[str]
    asking: frozenset[str]


@cache
def lexicon() -> Lexicon:
    """Return the packaged lexicon."""
    table = tomllib.loads((files("diurna.what") / "data/changes.toml").read_text("utf-8"))
    light, asking = (frozenset(table.pop(name)["lemmas"]) for name in ("light", "asking"))
    verbs: dict[str, list[tuple[str, Kind]]] = {}
    for kind, part in table.items():
        for phrase in part["verbs"]:
            lemma, _, small = phrase.partition(" ")
            verbs.setdefault(lemma, []).append((small, cast("Kind", kind)))
    nouns, modifiers, states = (
        {word: cast("Kind", kind) for kind, part in table.items() for word in part.get(name, ())}
        for name in ("nouns", "modifiers", "states")
    )
    ordered = {v: tuple(sorted(found, key=lambda f: -len(f[0]))) for v, found in verbs.items()}
    return Lexicon(ordered, nouns, modifiers, states, light, asking)


def _below(reading: Reading, word: int, *relations: str) -> set[str]:
    """Return the words that hang on a word, lower-cased."""
    return {reading.words[c].lower() for c in reading.children(word, *relations)}


def _kind_of_verb(reading: Reading, verb: int) -> Kind | None:
    near = {w.lower() for w in reading.words[verb + 1 : verb + 3]} | _below(reading, verb)
    told = lexicon().verbs.get(reading.lemmas[verb].lower(), ())
    return next((kind for small, kind in told if not small or small in near), None)


def _theme_of_verb(reading: Reading, verb: int, kind: Kind) -> int | None:
    """Return the word for what a verb of change is said of."""
    modifies = reading.relations[verb].split(":")[0] == "acl"
    passive = reading.has(verb, "VerbForm=Part") or reading.words[verb].lower().endswith("ed")
    theme = reading.child(verb, "nsubj:pass", "obj")
    if modifies and passive and theme is None:
        return reading.heads[verb]
    if theme is None and reading.child(verb, "compound:prt") is not None:
        bare = (c for c in reading.children(verb, "obl") if reading.child(c, "case") is None)
        theme = next(bare, None)
    if kind in _SUBJECT or reading.lemmas[verb].lower() in ("move", "shift"):
        takes = set(reading.children(verb, "obj"))
        takes -= {c for c in takes if reading.lemmas[c].lower() in ("place", "ahead")}
        theme = theme if theme in takes else reading.child(verb, "nsubj", "nsubj:pass")
    if kind in _PARTICIPANTS or (kind == "confirmed" and theme is None):
        for child in reading.children(verb, "obl", "obj"):
            under = _below(reading, child, "case") & words("under.themes")
            if under or reading.relations[child] == "obj":
                return child
    return theme


def scan(reading: Reading) -> list[Told]:
    """Find every word that says what becomes of something, with the word for that thing."""
    out: list[Told] = []
    for index, tag in enumerate(reading.upos):
        if tag == "VERB":
            out += _of_verb(reading, index, out)
        elif tag == "NOUN" and (kind := lexicon().nouns.get(reading.lemmas[index].lower())):
            of = (c for c in reading.children(index, "nmod") if _OF & _below(reading, c, "case"))
            owner = reading.child(index, "nmod:poss")
            out += [Told(kind, index, c) for c in (*of, *([] if owner is None else [owner]))]
        if tag in ("VERB", "ADJ") and reading.relations[index] == "amod":
            modifier = lexicon().modifiers.get(reading.words[index].lower())
            if modifier and not (index and reading.words[index - 1] == "-"):
                out.append(Told(modifier, index, reading.heads[index]))
    return [_inward(reading, t) for t in (*out, *_states(reading))]


def _of_verb(reading: Reading, verb: int, sofar: list[Told]) -> list[Told]:
    """Read what a verb says of its theme, or of that of the verb it is joined to."""
    kind = _kind_of_verb(reading, verb)
    theme = _theme_of_verb(reading, verb, kind) if kind else None
    if kind and theme is None and reading.relations[verb] == "conj":
        above = next((t for t in sofar if t.word == reading.heads[verb]), None)
        theme = above.theme if above else reading.child(reading.heads[verb], "nsubj:pass", "nsubj")
    return [Told(kind, verb, theme)] if kind and theme is not None else []


def _inward(reading: Reading, told: Told) -> Told:
    """Take "a round of talks" and "the start of the trial" for the talks and the trial."""
    if reading.lemmas[told.theme].lower() in words("carrying.parts"):
        for child in reading.children(told.theme, "nmod"):
            if _below(reading, child, "case") & {"of", "for"}:
                return Told(told.kind, told.word, child)
    return told


def _states(reading: Reading) -> list[Told]:
    """Find "the talks are off", "the summit is still on", "the vote is on hold"."""
    out = []
    for index, word in enumerate(reading.words):
        kind = lexicon().states.get(word.lower())
        if kind is None or reading.child(index, "cop") is None:
            continue
        bare = reading.child(index, "case", "obl", "nmod", "fixed") is None
        subject = reading.child(index, "nsubj")
        held = "on" in _below(reading, index, "case")
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
    light = reading.lemmas[told.theme].lower() in lexicon().light
    for child in reading.children(told.theme, "nmod", "compound", "conj"):
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
    modal = bool(_below(reading, word, "aux") & asking)
    if modal and not _reported(reading, word):
        return True
    infinitive = "to" in _below(reading, word, "mark")
    over = islice(reading.ancestors(word), 2)
    if infinitive and any(reading.lemmas[n].lower() in asking for n in over):
        return True
    if reading.relations[word].split(":")[0] not in ("xcomp", "ccomp", "acl", "advcl"):
        return False
    governs = reading.lemmas[reading.heads[word]].lower() in asking
    return governs and (infinitive or modal or reading.words[word].lower().endswith("ing"))


def _reported(reading: Reading, verb: int) -> bool:
    """Say whether "would" is a reported "will": "said the summit would be postponed"."""
    above = reading.heads[verb]
    said = above >= 0 and reading.relations[verb] == "ccomp"
    would = "would" in _below(reading, verb, "aux")
    return said and would and reading.lemmas[above].lower() not in lexicon().asking


def fixed(reading: Reading, noun: int) -> int | None:
    """Return the word that says an event's noun is of something planned: "rally planned for"."""
    for child in reading.children(noun, "acl", "amod", "case"):
        following = reading.words[child + 1].lower() if child + 1 < len(reading) else ""
        if child < noun and because_of(reading, noun):
            continue
        if reading.lemmas[child].lower() in words("fixed") and following not in _APART:
            return child
    return None


def status_of(reading: Reading, told: list[Told], noun: int) -> tuple[Status, int] | None:
    """Return the status that a change gives the event of a noun, and the deciding word.

    Args:
        reading: Where it stands.
        told: What `scan` found.
        noun: The event's noun.
    """
    for item in told:
        if item.theme != noun:
            continue
        verb, stands = reading.upos[item.word] == "VERB", item.kind in _SUBJECT
        if only_asked(reading, item.word):
            if stands:
                continue
            return "hypothetical", item.word
        turned = verb and negated(reading, item.word) is not None
        if item.kind in _OFF and not turned:
            return "negated", item.word
        if item.kind in ("rescheduled", "moved") and verb:
            return "planned", item.word
        if stands and (turned or _reported(reading, item.word)):
            return "negated" if turned else "planned", item.word
    return None
