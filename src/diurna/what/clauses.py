"""What the trained clause reader makes of each word: type, status, announcement, and whose.

The encoder's scene states come with a `Reading`; the heads on them, and the rules' opinions that
they take into account, are here.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

import numpy as np
import numpy.typing as npt

from diurna.language import Reading
from diurna.what import arguments, status
from diurna.what.codebook import Entry
from diurna.what.lookup import nominal_entry, noun_entry, verb_entry

Array = npt.NDArray[np.float32]

TYPES: Final = (
    "none", "CONSULT", "AGREE", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT", "VOTE",
    "COURT", "OFFICE",
)  # fmt: skip
STATUSES: Final = (
    "occurred", "ongoing", "planned", "threatened", "requested", "conditional", "hypothetical",
    "denied", "negated", "claimed",
)  # fmt: skip
KINDS: Final = ("", "plan", "promise", "threat", "offer", "ultimatum", "schedule")
"""Of an announcement; none first."""
MODES: Final = (
    "", "disapprove", "allege", "heavy-weapons", "demo", "investigate", "arrest", "visit", "troops",
    "seize", "resign", "discontinue", "charge", "firearms", "ban", "aerial", "convict", "withdraw",
    "riot", "release", "targeted", "explosives", "censor", "cyber", "destroy", "phone", "disarm",
    "third-party", "ceasefire", "sign", "strike", "alert", "deport", "crowd-control", "acquit",
    "beat", "abduct", "militia", "torture", "drone", "expel", "suicide-attack", "sexual",
    "obstruct", "boycott", "curfew", "return",
)  # fmt: skip
"""None first."""
ROLES: Final = ("none", "actor", "recipient", "time", "place")
TAGS: Final = ("NOUN", "VERB", "ADJ", "PROPN", "AUX", "ADV")
RELATIONS: Final = (
    "nsubj", "obj", "obl", "nmod", "root", "ccomp", "xcomp", "advcl", "acl", "conj", "compound",
    "amod", "appos", "parataxis",
)  # fmt: skip
_BOOK: Final = 0
_TAG: Final = len(TYPES)
_FACT: Final = _TAG + len(TAGS)
_KIND: Final = _FACT + 2
_STATUS: Final = _KIND + len(TYPES)
_RELATION: Final = _STATUS + len(STATUSES) + 1
SIGNS: Final = _RELATION + len(RELATIONS)
"""Rules' opinions of a word, columns of `signs`."""
FAR: Final = 20
"""Words beyond which the distance from a predicate counts no further."""


def signs(reading: Reading) -> Array:
    """Return what the code book, the rules of status and the tree say of each word: (n, SIGNS)."""
    out = np.zeros((len(reading), SIGNS), np.float32)
    for i, tag in enumerate(reading.upos):
        entry = _entry(reading, i)
        out[i, _BOOK + (TYPES.index(entry.type) if entry else 0)] = 1
        if tag in TAGS:
            out[i, _TAG + TAGS.index(tag)] = 1
        out[i, _FACT] = reading.facts[i] / 3 if reading.facts else 0
        out[i, _FACT + 1] = reading.sentence_number(i) == 0
        relation = reading.relations[i].partition(":")[0]
        if relation in RELATIONS:
            out[i, _RELATION + RELATIONS.index(relation)] = 1
        if tag in ("VERB", "NOUN", "ADJ"):
            if tag == "NOUN":
                kind = entry.type if entry else "CONSULT"
                told = status.of_noun(reading, i, arguments.carrier_of(reading, i), kind)
            else:
                told = status.of_verb(reading, i)
            out[i, _STATUS + STATUSES.index(told.status)] = 1
            out[i, _STATUS + len(STATUSES)] = told.sure
        read = reading.kinds.get(i)
        if read and read[0] in TYPES:
            out[i, _KIND + TYPES.index(read[0])] = read[1]
    return out


def _entry(reading: Reading, word: int) -> Entry | None:
    """Return the code book's entry of a word, or None."""
    if reading.upos[word] == "VERB":
        verb = verb_entry(reading, word)
        return verb[0] if verb else None
    if reading.upos[word] in ("NOUN", "PROPN"):
        noun = noun_entry(reading, word) or nominal_entry(reading, word)
        return noun[0] if noun else None
    return None


@dataclass(frozen=True, slots=True)
class Clauses:
    """What is read in the words of one text.

    Attributes:
        types: (n, 20) probability of no event and of each type, in the order of `TYPES`.
        statuses: (n, 10) probability of each status, should the word tell of an event.
        kinds: (n, 7) probability of no announcement and of each kind.
        modes: (n, 47) probability of no mode and of each, should the word tell of an event.
        views: Views of the words as predicates and as parts of a scene, with the tables of
            roles and distances by which they are compared; None where no model read the text.
    """

    types: Array
    statuses: Array
    kinds: Array
    modes: Array | None = None
    views: tuple[Array, Array, Array, Array] | None = None

    def chance(self, word: int) -> float:
        """Return how likely a word tells of an event, 0 to 1."""
        return float(1 - self.types[word, 0])

    def kind(self, word: int) -> str:
        """Return the likeliest type of event of a word."""
        return TYPES[1 + int(self.types[word, 1:].argmax())]

    def mode(self, word: int) -> str | None:
        """Return the likeliest mode of a word's event, or None."""
        return MODES[int(self.modes[word].argmax())] or None if self.modes is not None else None

    def announced(self, word: int) -> dict[str, float]:
        """Return how likely a word's event is announced, by the kind of announcement."""
        return {k: float(p) for k, p in zip(KINDS, self.kinds[word], strict=True) if k}

    def roles(self, reading: Reading, word: int) -> dict[int, Array]:
        """Return what each word of a predicate's sentence is to it: probabilities of `ROLES`."""
        sentence = reading.sentence(word)
        if self.views is None:
            return {}
        predicates, parts, role, distance = self.views
        scores = parts[sentence.begin : sentence.end] @ (role @ predicates[word]).T
        steps = np.clip(np.arange(sentence.begin, sentence.end) - word, -FAR, FAR) + FAR
        scores = softmax(scores + distance.T[steps])
        return {sentence.begin + n: row for n, row in enumerate(scores)}


def softmax(scores: Array) -> Array:
    """Return probabilities over the last axis."""
    raised = np.exp(scores - scores.max(-1, keepdims=True))
    return np.asarray(raised / raised.sum(-1, keepdims=True), np.float32)


def _gelu(x: Array) -> Array:
    """Gaussian error linear unit by its tanh form, at most 1e-3 from the exact one."""
    inner = np.float32(0.7978846) * (x + np.float32(0.044715) * x * x * x)
    return np.asarray(x * np.float32(0.5) * (1 + np.tanh(inner)), np.float32)


@cache
def _heads() -> dict[str, Array]:
    """Return the weights of the heads, as `training/clauses.py` wrote them."""
    with (files(__package__) / "data/clauses.npz").open("rb") as file, np.load(file) as stored:
        return {name: stored[name].astype(np.float32) for name in stored.files}


def read(reading: Reading) -> Clauses:
    """Read the clauses of a text off its scene states."""
    n = len(reading)
    if reading.scene is None or not n:
        silent = np.zeros((n, len(TYPES)), np.float32)
        silent[:, :1] = 1
        statuses, kinds = (np.full((n, k), 1 / k, np.float32) for k in (len(STATUSES), len(KINDS)))
        return Clauses(silent, statuses, kinds)
    heads = _heads()
    states = reading.scene.astype(np.float32)
    hidden = _gelu(np.concatenate([states, signs(reading)], 1) @ heads["hid.weight"].T
                   + heads["hid.bias"])  # fmt: skip
    types, statuses, kinds, modes = (
        softmax(hidden @ heads[f"{name}.weight"].T + heads[f"{name}.bias"])
        for name in ("kind", "status", "ag", "mode")
    )
    ones = np.ones((n, 1), np.float32)
    predicates, parts = (
        np.concatenate([_gelu(states @ heads[f"{name}.weight"].T + heads[f"{name}.bias"]), ones], 1)
        for name in ("rt", "rw")
    )
    views = predicates, parts, heads["role"], heads["distance"]
    return Clauses(types, statuses, kinds, modes, views)
