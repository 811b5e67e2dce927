"""Verbs of saying, and who their subject is."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final, cast

from diurna.language import Reading
from diurna.record import StatementAct
from diurna.syntax.lexicon import words
from diurna.syntax.verbs import infinitive

_RELATIVE: Final = words("relative")
_PROMISING: Final = words("promising")
_CALLED_FOR: Final = words("called_for")


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying: the kind of act, and what it may take."""

    act: StatementAct
    frames: str


def _table(name: str) -> csv.DictReader[str]:
    lines = (files(__package__) / f"data/{name}.tsv").read_text("utf-8").split("\n")
    kept = (line for line in lines if line and not line.startswith("#"))
    return csv.DictReader(kept, delimiter="\t")


@cache
def cues() -> dict[str, Cue]:
    """Return the verbs of saying by lemma."""
    return {r["lemma"]: Cue(cast("StatementAct", r["act"]), r["frames"]) for r in _table("cues")}


@cache
def acts() -> dict[tuple[str, str], StatementAct]:
    """Return what kind of statement other cues make, by lemma and ``V``, ``N`` or ``A``."""
    return {(r["lemma"], r["upos"]): cast("StatementAct", r["act"]) for r in _table("acts")}


@cache
def channels() -> dict[str, str]:
    """Return the kind of channel that a noun names, by lemma."""
    return {r["noun"]: r["channel"] for r in _table("channels")}


@cache
def gestures() -> dict[str, frozenset[str]]:
    """Return what people do while they speak, by lemma or form, and of what; empty for anything."""
    return {
        word: frozenset(r["objects"].split(",")) - {"-"}
        for r in _table("gestures")
        for word in (r["lemma"], *r["forms"].split(","))
        if word != "-"
    }


_NOT: Final = words("denying")
_ANSWERING: Final = words("answering")
_KINDS: Final = {"VERB": "V", "AUX": "V", "NOUN": "N", "PROPN": "N", "ADJ": "A"}


def is_cue(reading: Reading, words: Iterable[int]) -> bool:
    """Say whether one of some words is known to report."""
    return any(
        reading.lemmas[w].lower() in cues()
        or (reading.lemmas[w].lower(), _KINDS.get(reading.upos[w], "")) in acts()
        for w in words
    )


def act_of(reading: Reading, words: list[int]) -> StatementAct:
    """Return what kind of statement a cue of several words makes."""
    lemmas = [reading.lemmas[w].lower() for w in words]
    negated = any(x in _NOT for x in lemmas)
    act: StatementAct = "say"
    main = ""
    for word, lemma in zip(words, lemmas, strict=True):
        kind = _KINDS.get(reading.upos[word])
        found = acts().get((lemma, kind or ""))
        if found in (None, "say") and kind == "V" and lemma in cues():
            found = cues()[lemma].act
        if lemma == "call" and kind == "V" and not _CALLED_FOR & set(lemmas):
            found = "say"
        if found and (act == "say" or found == "decline"):
            act, main = found, lemma
            if found not in ("say", "want"):
                break
    if lemmas[:2] == ["rule", "out"] or ("rule" in lemmas and "out" in lemmas):
        act = "deny"
    if not negated:
        return act
    if act == "deny":
        return "say"
    said = {*lemmas, main}
    return "decline" if said & _ANSWERING and act in ("say", "confirm") else act


def _planner(reading: Reading, noun: int, depth: int) -> int | None:
    """Return whose a plan is: "its plan to", or of "made a plan to" the maker."""
    if (owner := reading.child(noun, "nmod:poss")) is not None:
        return owner
    governor = reading.heads[noun]
    held = governor >= 0 and reading.upos[governor] == "VERB" and reading.relations[noun] == "obj"
    return subject(reading, governor, depth + 1) if held else None


_PAPERS: Final = words("papers")


def _issuer(reading: Reading, noun: int) -> int | None:
    """Return who issued a paper: "the party issued a declaration demanding"."""
    verb = reading.heads[noun]
    if reading.lemmas[noun].lower() not in _PAPERS or reading.relations[noun] != "obj":
        return None
    return reading.child(verb, "nsubj") if reading.upos[verb] == "VERB" else None


def subject(reading: Reading, verb: int, depth: int = 0) -> int | None:
    """Return the head of a verb's subject, through conjunction, control and relatives."""
    for child in reading.children(verb, "nsubj"):
        if reading.lemmas[child].lower() in _RELATIVE and reading.relations[verb] == "acl:relcl":
            return reading.heads[verb]
        if reading.lemmas[child] != "it" or reading.child(verb, "aux:pass") is None:
            return child
    if (agent := reading.child(verb, "obl:agent")) is not None:
        return agent
    head = reading.heads[verb]
    if head < 0 or depth > 4:
        return None
    relation = reading.relations[verb]
    controlled = relation == "xcomp" and reading.lemmas[head] not in _PROMISING
    if controlled and (obj := reading.child(head, "obj", "iobj")) is not None and obj < verb:
        return obj
    if relation in ("conj", "advcl", "xcomp", "parataxis") and reading.upos[head] in (
        "VERB",
        "AUX",
        "ADJ",
    ):
        return subject(reading, head, depth + 1)
    if relation == "acl":
        to = infinitive(reading, verb)
        return (_planner(reading, head, depth) if to else None) or _issuer(reading, head) or head
    return None
