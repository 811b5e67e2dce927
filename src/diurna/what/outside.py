"""What holds over a clause whatever its own verb says: "prevented from", "rejected claims that"."""

from __future__ import annotations

from typing import Final

from diurna.language import Reading
from diurna.syntax.lexicon import status_words
from diurna.syntax.modality import Verdict, negated, own

_POSSIBLE: Final = frozenset(
    ("possible", "conceivable", "likely", "unlikely", "probable", "improbable", "imaginable")
)
_CLAIMS: Final = frozenset(
    ("claim", "report", "allegation", "accusation", "charge", "suggestion", "rumor", "rumour",
     "assertion", "speculation", "story", "notion", "idea")
)  # fmt: skip
_HEARSAY: Final = frozenset(
    ("allegedly", "reportedly", "purportedly", "supposedly", "apparently", "ostensibly")
)
_REPORTED: Final = frozenset(
    ("say", "believe", "report", "think", "allege", "suspect", "understand", "rumor", "rumour",
     "claim", "assume", "presume")
)  # fmt: skip
_KEEPING: Final = frozenset(
    ("prevent", "bar", "stop", "ban", "block", "deter", "discourage", "dissuade", "refrain", "keep",
     "prohibit", "abstain", "shy", "stay", "exclude", "hinder")
)  # fmt: skip
_UNITS: Final = ("day", "week", "month", "year", "hour")
_PLANS: Final = frozenset(
    ("plan", "attempt", "effort", "bid", "scheme", "project", "idea", "promise", "decision",
     "proposal", "pledge", "threat", "intention", "campaign")
)  # fmt: skip


def _perfect(reading: Reading, verb: int) -> bool:
    """Say whether an infinitive tells of the past: "to have met"."""
    marked = any(reading.words[c].lower() == "to" for c in reading.children(verb, "mark"))
    return marked and any(reading.lemmas[c] == "have" for c in reading.children(verb, "aux"))


def _kept_from(reading: Reading, verb: int, head: int, lemma: str) -> Verdict | None:
    """Read "prevented from meeting", "stopped short of meeting", "accused of meeting"."""
    marks = {reading.words[c].lower() for c in reading.children(verb, "mark", "case")}
    if "from" in marks and lemma in _KEEPING:
        return Verdict("occurred" if negated(reading, head) is not None else "negated", head)
    if "of" in marks and lemma in ("stop", "fall", "short"):
        near = {reading.words[c].lower() for c in (head, verb, *reading.children(head))}
        near |= {reading.words[c].lower() for c in reading.children(verb)}
        return Verdict("negated", head) if "short" in near else None
    if "of" in marks and lemma in ("accuse", "suspect"):
        return Verdict("claimed", head)
    return None


def _was_to(reading: Reading, verb: int) -> Verdict | None:
    """Read "was to have met" as what did not come off."""
    if not _perfect(reading, verb):
        return None
    head = reading.heads[verb]
    around = [*reading.children(verb, "aux", "cop"), *([head] if head >= 0 else [])]
    past = any(reading.lemmas[c] == "be" and reading.has(c, "Tense=Past") for c in around)
    return Verdict("negated", verb) if past else None


def _over(reading: Reading, verb: int) -> Verdict | None:
    """Read what holds over a clause whatever its own verb says.

    "It is possible that ... will", "rejected claims that ... had", "is due to".
    """
    head = reading.heads[verb]
    due = next(
        (c for c in reading.children(verb, "mark") if reading.lemmas[c].lower() == "due"), None
    )
    if due is not None and reading.child(verb, "cop") is not None:
        return Verdict("planned", due)
    hearsay = next(
        (c for c in reading.children(verb, "advmod") if reading.words[c].lower() in _HEARSAY), None
    )
    if hearsay is not None:
        return Verdict("claimed", hearsay)
    if head < 0:
        return None
    relation = reading.relations[verb].split(":")[0]
    lemma = reading.lemmas[head].lower()
    if (kept := _kept_from(reading, verb, head, lemma)) is not None:
        return kept
    if lemma == "rule" and any(reading.words[c].lower() == "out" for c in reading.children(head)):
        denied = negated(reading, head) is not None
        return Verdict("hypothetical" if denied else "negated", head)
    if relation in ("xcomp", "ccomp") and lemma in _REPORTED and _perfect(reading, verb):
        return Verdict("claimed", head) if reading.child(head, "aux:pass") is not None else None
    if relation in ("csubj", "ccomp") and reading.upos[head] == "ADJ" and lemma in _POSSIBLE:
        return Verdict("hypothetical", head)
    governor = reading.heads[head]
    if relation in ("acl", "ccomp") and governor >= 0:
        outer = status_words().embedding.get(reading.lemmas[governor].lower())
        dropped = reading.lemmas[governor].lower() in ("dismiss", "abandon", "drop", "shelve")
        if reading.relations[head] != "obj" or not (dropped or outer in ("denied", "negated")):
            return None
        if lemma in _CLAIMS:
            return Verdict("denied", governor)
        if lemma in _PLANS:
            return Verdict("negated", governor)
    return None


def _keeps_on(reading: Reading, verb: int) -> Verdict | None:
    """Read "goes on bombing", "persists in bombing", "has yet to meet"."""
    head = reading.heads[verb]
    if head < 0 or not reading.relations[verb].startswith(("xcomp", "advcl", "ccomp")):
        return None
    lemma = reading.lemmas[head].lower()
    beside = {reading.words[c].lower() for c in reading.children(head)}
    if lemma == "have" and "yet" in beside | {
        reading.words[c].lower() for c in reading.children(verb, "advmod")
    }:
        return Verdict("negated", head)
    gerund = reading.words[verb].lower().endswith("ing")
    beside |= {reading.words[c].lower() for c in reading.children(verb, "mark")}
    if gerund and (lemma == "persist" or (lemma == "go" and "on" in beside)):
        told = own(reading, head)
        return (
            told
            if told and told.status not in ("occurred", "ongoing")
            else Verdict("ongoing", head)
        )
    return None


def lasting(reading: Reading, noun: int) -> Verdict | None:
    """Read a noun as going on: "talks are under way", "the siege is in its third week"."""
    head = reading.heads[noun]
    if head < 0 or reading.relations[noun] != "nsubj":
        return None
    lemma = reading.lemmas[head].lower()
    cases = {reading.words[c].lower() for c in reading.children(head, "case")}
    present = any(reading.has(c, "Tense=Pres") for c in reading.children(head, "cop"))
    if not present and lemma != "enter":
        return None
    if lemma in ("underway", "ongoing") or ("under" in cases and lemma == "way"):
        return Verdict("ongoing", head)
    if "in" in cases and lemma in ("progress", "session", *_UNITS):
        return Verdict("ongoing", head)
    if lemma == "enter" and any(
        reading.lemmas[c].lower() in _UNITS for c in reading.children(head, "obj", "obl")
    ):
        return Verdict("ongoing", head)
    return None


def _going(reading: Reading, verb: int) -> Verdict | None:
    """Read "is going to meet" and "went on to meet"."""
    head = reading.heads[verb]
    if head < 0 or reading.lemmas[head].lower() != "go":
        return None
    if not any(reading.words[c].lower() == "to" for c in reading.children(verb, "mark")):
        return None
    told = own(reading, head)
    if any(reading.words[c].lower() == "on" for c in reading.children(head)):
        return told
    if reading.relations[verb] == "xcomp" and reading.words[head].lower() == "going":
        no = negated(reading, head)
        return Verdict("planned", head) if no is None else Verdict("negated", no)
    return None


def deadline(reading: Reading, verb: int) -> int | None:
    """Return the "until" of "have until Friday to leave", or None."""
    head = reading.heads[verb]
    if head < 0 or reading.lemmas[head].lower() not in ("give", "have"):
        return None
    if not any(reading.words[c].lower() == "to" for c in reading.children(verb, "mark")):
        return None
    for child in reading.children(head, "obl"):
        for case in reading.children(child, "case"):
            if reading.words[case].lower() in ("until", "till"):
                return case
    return None


def outside(reading: Reading, verb: int) -> Verdict | None:
    """Return the verdict of what stands over a verb's clause, or None."""
    if (until := deadline(reading, verb)) is not None:
        return Verdict("requested", until)
    return (
        _over(reading, verb)
        or _was_to(reading, verb)
        or _going(reading, verb)
        or _keeps_on(reading, verb)
    )
