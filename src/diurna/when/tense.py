"""Which way a clause points: told of the past, of the future, or of neither."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from itertools import islice
from typing import Final

from diurna.language import Reading
from diurna.when.grammar import grammar
_FUTURE_AUX: Final = frozenset(
    {"will", "shall", "'ll", "’ll", "wo", "would", "may", "might", "must", "should"}
)
_SCHEDULING: Final = frozenset(
    {"plan", "schedule", "postpone", "slate", "delay", "reschedule", "expire", "extend"}
)
_MOVING: Final = _SCHEDULING | {
    "move",
    "push",
    "put",
    "bring",
    "shift",
    "defer",
    "adjourn",
    "set",
    "fix",
    "suspend",
}
_MOVED_TO: Final = frozenset({"until", "till", "til", "to", "for", "from"})
_FIXED: Final = frozenset({"plan", "schedule", "slate", "set", "due", "expect", "fix"})
_MEETINGS: Final = frozenset(
    {
        "meeting",
        "summit",
        "talk",
        "vote",
        "election",
        "session",
        "debate",
        "game",
        "hearing",
        "visit",
        "deadline",
        "event",
        "rally",
        "march",
        "strike",
        "trial",
        "referendum",
        "conference",
        "ceremony",
        "parade",
    }
)
_FUTURE_HEADS: Final = frozenset({
    "plan", "intend", "expect", "schedule", "hope", "aim", "vow", "pledge", "promise", "threaten",
    "agree", "prepare", "set", "due", "want", "seek", "propose", "offer", "order", "urge", "ask",
    "call", "invite", "decide", "refuse", "likely", "ready", "poised", "slate", "bind", "head",
    "go", "need", "continue",
})  # fmt: skip
_FUTURE_MODIFIERS: Final = frozenset(
    [
        "planned",
        "upcoming",
        "scheduled",
        "next",
        "future",
        "forthcoming",
        "proposed",
        "expected",
        "coming",
        "looming",
        "slated",
    ]
)


_PAST_MODIFIERS: Final = frozenset({"recent", "previous"})


@cache
def _verbs(table: str) -> frozenset[str]:
    """Return the verbs of a table of tense.toml."""
    text = (files(__package__) / "data" / "tense.toml").read_text("utf-8")
    return frozenset(tomllib.loads(text)[table]["verbs"])


def _is_predicate(reading: Reading, index: int) -> bool:
    return (
        reading.upos[index] in ("VERB", "AUX") or reading.child(index, "cop", "nsubj") is not None
    )


def clause(reading: Reading, index: int) -> int | None:
    """Return the predicate of the clause that a word stands in, or None in a bare phrase."""
    if reading.upos[index] == "VERB":
        return index
    for node in islice(reading.ancestors(index), _CLIMB):
        if _is_predicate(reading, node):
            return node
    return None


_CLIMB: Final = 24
"""How far up a word's clause is looked for: no sentence nests deeper."""


def _verb_direction(reading: Reading, verb: int) -> int:
    for child in reading.children(verb, "aux", "cop"):
        if reading.words[child].lower() in _FUTURE_AUX:
            have = any(reading.lemmas[c] == "have" for c in reading.children(verb, "aux"))
            return -1 if have and reading.words[child].lower() != "will" else 1
    marked = any(
        reading.upos[c] == "PART" and reading.words[c].lower() == "to"
        for c in reading.children(verb, "mark")
    )
    head = reading.heads[verb]
    if marked:
        if head < 0:
            return 1
        if reading.lemmas[head] in _FUTURE_HEADS or reading.upos[head] == "NOUN":
            return 1
        return _verb_direction(reading, head) if head != verb else 0
    if told_ahead(reading, verb):
        return 1
    auxiliaries = [*reading.children(verb, "aux", "cop")]
    if any(reading.has(c, "Tense=Past") for c in (verb, *auxiliaries)):
        return (
            -1
            if not any(
                reading.has(c, "Tense=Pres") and reading.lemmas[c] == "be" for c in auxiliaries
            )
            or reading.child(verb, "aux:pass") is None
            else 0
        )
    if any(reading.lemmas[c] == "have" for c in auxiliaries):
        return -1
    if reading.has(verb, "VerbForm=Ger") and any(reading.lemmas[c] == "be" for c in auxiliaries):
        return 1
    if reading.relations[verb] in ("conj", "xcomp", "advcl", "acl") and head >= 0:
        return _verb_direction(reading, head)
    return 0


def told_ahead(reading: Reading, verb: int) -> bool:
    """Say whether a plain present tells of a fixture: "the two meet on Monday"."""
    if reading.lemmas[verb] not in _verbs("fixtures") or not _is_predicate(reading, verb):
        return False
    if reading.child(verb, "cop") is not None:
        return False
    auxiliaries = [*reading.children(verb, "aux")]
    if auxiliaries:  # "is sworn in on Monday"
        present = reading.has(verb, "VerbForm=Part") and not reading.words[verb].endswith("ing")
        present &= all(
            reading.lemmas[c] == "be" and reading.has(c, "Tense=Pres") for c in auxiliaries
        )
    else:
        present = reading.has(verb, "Tense=Pres") and reading.has(verb, "VerbForm=Fin")
        word = reading.words[verb].lower()
        present |= word.endswith("s") and word != reading.lemmas[verb]
    return present and not _in_headline(reading, verb)


def _in_headline(reading: Reading, index: int) -> bool:
    """Say whether a word stands in the first line, where that is no sentence of the text."""
    start = reading.starts[index]
    line = len(reading.text) - len(reading.text.lstrip("\n"))
    end = reading.text.find("\n", line)
    if end < 0 or start >= end:
        return False
    return line == 0 or reading.text[line:end].rstrip()[-1:] not in _STOPS


_STOPS: Final = frozenset(".!?\"'”’)…")


def _comes_after(reading: Reading, index: int, verb: int) -> bool:
    """Say whether a time is of what a clause comes after: "comes after a raid on Friday"."""
    case = next(iter(reading.children(index, "case")), index)
    before = min(case, index) - 1
    nouns = {*islice(reading.ancestors(index), 4)} | ({before} if before > verb else set())
    return any(
        noun > verb and reading.words[c].lower() in ("after", "following", "since")
        for noun in nouns
        for c in reading.children(noun, "case")
    )


def outright(reading: Reading, index: int) -> bool:
    """Say whether a word dates a verb that tells outright of the past: "resigned on 5 December".

    Not what a verb fixes or moves ("set the vote for 5 December"), nor what may be the day of a
    meeting told of ("discussed the summit on 5 December").
    """
    verb = reading.heads[index]
    if verb >= 0 and reading.relations[index] == "nmod:poss":
        return _followed(reading, verb)
    if verb < 0 or reading.upos[verb] != "VERB" or not reading.relations[index].startswith("obl"):
        return False
    if reading.lemmas[verb].lower() in _verbs("fixing") or reading.words[verb].endswith("ing"):
        return False
    cases = [c for c in reading.children(index, "case")]
    if any(reading.words[c].lower() not in _DATING for c in cases):
        return False
    before = min([index, *cases]) - 1
    if before > verb and reading.lemmas[before].lower() in _GATHERINGS:
        return False
    marks = {reading.words[c].lower() for c in reading.children(verb, "mark")}
    if marks & {"to", "if", "unless", "until"}:
        return False
    auxiliaries = [*reading.children(verb, "aux")]
    if any(reading.words[c].lower() in _MODALS for c in auxiliaries):
        return False
    if auxiliaries:
        return any(reading.has(c, "Tense=Past") or reading.lemmas[c] == "have" for c in auxiliaries)
    return reading.has(verb, "Tense=Past") and reading.has(verb, "VerbForm=Fin")


def _followed(reading: Reading, noun: int) -> bool:
    """Say whether something comes after what a noun names: "follows Friday's attack"."""
    verb = reading.heads[noun]
    if verb >= 0 and reading.relations[noun] == "obj" and reading.lemmas[verb] == "follow":
        return True
    cases = {reading.words[c].lower() for c in reading.children(noun, "case")}
    return bool(cases & {"after", "following", "since"})


def scheduled(reading: Reading, verb: int) -> bool:
    """Say whether a plain present gives a fixture its day: "the court hears it on Monday"."""
    if not told_ahead(reading, verb):
        return False
    hanging = [*reading.children(verb, "obl", "obl:unmarked", "nmod:unmarked", "advmod")]
    return any(
        _is_coming_day(reading.words[node])
        and not _comes_after(reading, child, verb)
        for child in hanging
        for node in (child, *reading.children(child, "nmod:unmarked", "flat", "amod", "compound"))
    )


def _is_coming_day(word: str) -> bool:
    lower = word.lower()
    return lower in ("tomorrow", "next") or grammar().value("weekday", lower) is not None


_DATING: Final = frozenset({"on", "in", "at", "during", "early", "late", "since", "after", "before"})


def _copular(reading: Reading, index: int) -> int:
    """Read "the vote is on Sunday": ahead, and "was on Sunday" behind."""
    verb, subject = reading.child(index, "cop"), reading.child(index, "nsubj")
    if verb is None or subject is None or [*reading.children(index, "aux")]:
        return 0
    if reading.has(verb, "Tense=Past"):
        return -1
    return int(reading.has(verb, "Tense=Pres") and reading.lemmas[subject].lower() in _GATHERINGS)


def _owned_direction(reading: Reading, noun: int) -> int:
    """Read "Friday's ruling": behind, unless it is a fixture that the clause looks ahead to."""
    cases = {reading.words[c].lower() for c in reading.children(noun, "case")}
    if cases & {"before", "ahead", "until"}:
        return 1
    if cases & {"after", "following", "since"}:
        return -1
    verb = clause(reading, noun)
    ahead = verb is not None and _verb_direction(reading, verb) > 0
    return 1 if ahead and reading.lemmas[noun].lower() in _MEETINGS else -1


def set_ahead(reading: Reading, index: int) -> bool:
    """Say whether a time is one that something is fixed for or moved to, whatever the tense.

    "The strike planned for Monday was called off", "has been put off until Friday".
    """
    head = reading.heads[index]
    cases = {reading.words[c].lower() for c in reading.children(index, "case", "amod")}
    for node in (index, *islice(reading.ancestors(index), 4)):
        if because_of(reading, node):
            return False
    due = head >= 0 and any(
        reading.words[c].lower() == "due" for c in reading.children(head, "case")
    )
    given = head >= 0 and reading.lemmas[head].lower() in ("give", "have")
    if given and cases & {"until", "till"}:
        return True
    if head >= 0 and _calls_for(reading, head, cases):
        return True
    if due or "due" in cases or (head >= 0 and reading.lemmas[head].lower() == "invite"):
        return True
    if head >= 0 and reading.lemmas[head].lower() in _CALLING_OFF:
        helpers = {reading.lemmas[c] for c in reading.children(head, "aux")}
        if "have" in helpers and reading.upos[head] == "VERB":
            return True
    moving = head >= 0 and reading.lemmas[head].lower() in _MOVING
    if moving and reading.upos[head] == "VERB" and cases & _MOVED_TO:
        return True
    if head >= 0 and told_ahead(reading, head) and not _comes_after(reading, index, head):
        return True
    if _copular(reading, index) > 0 or _fixed_for(reading, index, cases):
        return True
    for node in islice(reading.ancestors(index), 4):
        if _called_off(reading, node):
            return True
        if reading.upos[node] not in ("VERB", "ADJ", "NOUN", "PROPN"):
            return False
        modifies = reading.relations[node].split(":")[0] in ("acl", "amod")
        due = reading.words[node].lower() == "due"
        if (modifies or due) and reading.lemmas[node].lower() in _FIXED:
            return True
    return False


def _fixed_for(reading: Reading, index: int, cases: set[str]) -> bool:
    """Say whether a time is of a noun that is fixed for it: "scheduled a hearing for Monday"."""
    noun = reading.heads[index]
    verb = reading.heads[noun] if noun >= 0 else -1
    if verb < 0 or "for" not in cases or reading.relations[noun] not in ("obj", "nsubj:pass"):
        return False
    lemma = reading.lemmas[verb].lower()
    return lemma in _SCHEDULING | {"set", "fix", "book", "arrange", "announce", "call", "convene"}


def because_of(reading: Reading, noun: int) -> bool:
    """Say whether "due to" before a noun says why, and no day: "halted due to blockades"."""
    cases = [c for c in reading.children(noun, "case", "amod", "advmod")]
    head = reading.heads[noun]
    for due in (*cases, *([head] if 0 <= head < noun else ())):
        if reading.words[due].lower() != "due" or due + 1 >= len(reading):
            continue
        if reading.words[due + 1].lower() == "to" and reading.upos[noun] != "VERB":
            return True
    return False


def _calls_for(reading: Reading, verb: int, cases: set[str]) -> bool:
    """Say whether a verb calls, or announces for a day, what people will gather for."""
    lemma = reading.lemmas[verb].lower()
    if lemma != "call" and not (lemma in ("announce", "declare", "convene") and "for" in cases):
        return False
    things = reading.children(verb, "obj", "obl", "nsubj:pass")
    return any(reading.lemmas[t].lower() in _GATHERINGS for t in things)


_GATHERINGS: Final = _MEETINGS | {
    "election", "polling", "protest", "demonstration", "boycott", "sit-in", "walkout", "poll", "blockade", "vigil",
}  # fmt: skip
_CALLING_OFF: Final = frozenset({"cancel", "postpone", "scrap", "delay", "defer", "axe", "abandon"})
_CHANGING: Final = _CALLING_OFF | {"reschedule", "relocate", "switch", "boycott", "adjourn"}


def _called_off(reading: Reading, noun: int) -> bool:
    """Say whether a noun is of something that is called off or put off: it lies ahead."""
    verb = reading.heads[noun]
    if verb < 0 or reading.relations[noun] not in ("obj", "nsubj:pass", "obl"):
        return False
    if reading.relations[noun] == "obl" and reading.child(noun, "case") is not None:
        return False
    lemma = reading.lemmas[verb].lower()
    off = lemma in ("call", "put") and "off" in {
        w.lower() for w in reading.words[verb + 1 : verb + 2]
    }
    return off or lemma in _CHANGING


def direction(reading: Reading, index: int) -> int:
    """Return -1, 1 or 0: whether the clause of a word tells of the past, the future or neither.

    A planned thing named by a noun ("Friday's planned meeting") points ahead, whatever the
    verb it hangs on.
    """
    head = reading.heads[index]
    if set_ahead(reading, index):
        return 1
    for noun in islice(reading.ancestors(index), _CLIMB):
        if reading.upos[noun] not in ("NOUN", "PROPN"):
            break
        modifiers = {reading.words[c].lower() for c in reading.children(noun, "amod", "advmod")}
        if modifiers & _FUTURE_MODIFIERS:
            return 1
        if modifiers & _PAST_MODIFIERS:
            return -1
    if reading.relations[index] == "nmod:poss" and head >= 0:
        return _owned_direction(reading, head)
    if head > index and reading.relations[index] == "compound":
        owned = reading.child(head, "nmod:poss") is not None
        if owned and reading.lemmas[head].lower() not in _MEETINGS:
            return -1
    if (way := _copular(reading, index)) != 0:
        return way
    verb = clause(reading, index)
    if verb is not None and told_ahead(reading, verb) and _comes_after(reading, index, verb):
        return -1
    if verb is not None and reading.lemmas[verb] in _SCHEDULING and reading.heads[index] == verb:
        return 1
    return _verb_direction(reading, verb) if verb is not None else 0


def signal(reading: Reading, index: int) -> str:
    """Return the form of the clause of a word: ``will``, ``would``, ``to``, ``past``, and so on.

    Modal verbs are named by themselves; a clause without a verb is ``none``.
    """
    verb = clause(reading, index)
    if set_ahead(reading, index):
        return "will"
    if verb is None:
        return "none"
    auxiliaries = [*reading.children(verb, "aux", "cop")]
    for child in auxiliaries:
        word = reading.words[child].lower()
        if word in _MODALS:
            return _MODALS[word]
    if any(reading.words[c].lower() == "to" for c in reading.children(verb, "mark")):
        return "to"
    if any(reading.lemmas[c] == "have" for c in auxiliaries):
        return "perfect"
    if any(reading.has(c, "Tense=Past") and reading.upos[c] != "ADJ" for c in auxiliaries):
        return "past"
    if reading.has(verb, "VerbForm=Fin"):
        return "past" if reading.has(verb, "Tense=Past") else "present"
    return "present" if auxiliaries else "participle"


_MODALS: Final = {
    "will": "will", "wo": "will", "'ll": "will", "’ll": "will", "shall": "will",
    "would": "would", "'d": "would", "could": "could", "can": "can", "may": "may",
    "might": "may", "should": "should", "must": "must",
}  # fmt: skip
