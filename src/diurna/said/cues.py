"""Verbs of saying, and who their subject is."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from diurna.language import Reading


@dataclass(frozen=True, slots=True)
class Cue:
    """A verb of saying: the kind of act, and what it may take."""

    act: str
    frames: str


@cache
def cues() -> dict[str, Cue]:
    """Return the verbs of saying by lemma."""
    lines = (files(__package__) / "data/cues.tsv").read_text("utf-8").split("\n")
    kept = (line for line in lines if line and not line.startswith("#"))
    table = csv.DictReader(kept, delimiter="\t")
    return {r["lemma"]: Cue(r["act"], r["frames"]) for r in table}


def subject(reading: Reading, verb: int, depth: int = 0) -> int | None:
    """Return the head of a verb's subject, through conjunction, control and relatives."""
    for child in reading.children(verb, "nsubj"):
        if (
            reading.lemmas[child].lower() in ("who", "which", "that")
            and reading.relations[verb] == "acl:relcl"
        ):
            return reading.heads[verb]
        if reading.lemmas[child] != "it" or reading.child(verb, "aux:pass") is None:
            return child
    if (agent := reading.child(verb, "obl:agent")) is not None:
        return agent
    head = reading.heads[verb]
    if head < 0 or depth > 4:
        return None
    relation = reading.relations[verb]
    controlled = relation == "xcomp" and reading.lemmas[head] not in ("promise", "threaten", "vow")
    if controlled and (obj := reading.child(head, "obj", "iobj")) is not None and obj < verb:
        return obj
    if relation in ("conj", "advcl", "xcomp", "parataxis") and reading.upos[head] in (
        "VERB",
        "AUX",
    ):
        return subject(reading, head, depth + 1)
    if relation == "acl":
        return head
    return None
