"""Which events were announced, by whom, and for when."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, cast

from diurna.language import Reading
from diurna.record import Announcement, AnnouncementKind, TimeSpan
from diurna.said import Said
from diurna.syntax.cues import subject
from diurna.syntax.lexicon import kinds, words
from diurna.syntax.modality import negated
from diurna.syntax.verbs import pluperfect
from diurna.what import Coded
from diurna.what.decisions import Sign, bar, chance, is_short, odds
from diurna.what.found import Found
from diurna.when.intervals import shift_days
from diurna.when.window import preposition
from diurna.who import Cast

_ANNOUNCED: Final = frozenset({"planned", "threatened"})
_ACTS: Final[dict[str, AnnouncementKind]] = {
    "promise": "promise",
    "threaten": "threat",
    "warn": "threat",
}
_SURE: Final = 0.6
"""Share of what the clause reader gives to the likeliest kind, from which it is taken."""
_OPINION: Final = frozenset({"believe", "predict"})


def _kind(reading: Reading, coded: Coded, said: Said | None) -> AnnouncementKind:
    """Return what kind of announcement it is: the clause reader's where it is sure enough."""
    read = Counter[str]()
    for found in coded.found:
        read.update(found.plan)
    total = sum(read.values())
    if total and not is_short(reading):
        best, share = read.most_common(1)[0]
        if share >= _SURE * total:
            return cast("AnnouncementKind", best)
    if _invited(reading, coded):
        return "offer"
    if _given_until(reading, coded):
        return "ultimatum"
    for found in coded.found:
        if kind := kinds("announcing").get(reading.lemmas[found.trigger].lower()):
            return cast("AnnouncementKind", kind)
        by = found.verdict.by
        if by is not None and (kind := kinds("announcing").get(reading.lemmas[by].lower())):
            return cast("AnnouncementKind", kind)
    if coded.event.status == "threatened":
        return "threat"
    if said and said.act in _ACTS:
        return _ACTS[said.act]
    return "plan"


def _by(reading: Reading, cast: Cast, found: Found, said: Said | None) -> list[str]:
    """Return who announced it: the speaker, else the subject of "plans to", else who acts."""
    if said and said.speaker:
        return [said.speaker]
    by = found.verdict.by
    if by is not None and reading.upos[by] == "VERB":
        head = subject(reading, by)
        if head is not None and (found_actors := cast.actors_of(head)):
            return found_actors
    return list(found.actors)


def announcements(
    reading: Reading,
    cast: Cast,
    coded: list[Coded],
    said: list[Said],
    times: list[TimeSpan],
    published: dt.date,
) -> list[Announcement]:
    """List the announced events of an article, in the order of its events.

    A window that has no beginning of its own opens on the day of speaking, or on that of
    publication where it is unknown. An opinion or forecast of someone who takes no part is
    no announcement. Of what starts on a day and has no end ("from 1 June"), that day is the window.
    """
    onsets = {t.id: t.end for t in times if preposition(reading, t) in words("onsets")}
    by_id = {s.id: s for s in said}
    old = long_ago(times, published)
    short = is_short(reading)
    least = bar("announced", short=short)
    out: list[Announcement] = []
    for item in coded:
        event = item.event
        statement = by_id.get(item.statement or "")
        telling = signs(reading, item, statement, old, published)
        if chance("announced", telling, short=short) < least and not _given_until(reading, item):
            continue
        opens = statement.spoken.begin if statement and statement.spoken.begin else published
        begin, end = event.begin, event.end
        if end is not None:
            begin = min(begin or opens, end)
        elif event.time and begin and (first := onsets.get(event.time)):
            end = max(first, begin)
        announcers = _by(reading, cast, item.found[0], statement)
        out.append(
            Announcement(
                id="",
                event=event.id,
                kind=_kind(reading, item, statement),
                by=tuple(announcers),
                statement=statement.id if statement else None,
                begin=begin,
                end=end,
            )
        )
    halves = _ultimatums(reading, coded, by_id, published)
    taken = {a.event for a in halves}
    both = [*(a for a in out if a.event not in taken), *halves]
    return [replace(a, id=f"n{n}") for n, a in enumerate(both, 1)]


def long_ago(times: list[TimeSpan], published: dt.date) -> list[TimeSpan]:
    """Return the times that are history by the day of publication."""
    return [t for t in times if t.end is not None and published - t.end > _OLD]


def signs(
    reading: Reading,
    item: Coded,
    statement: Said | None,
    old: list[TimeSpan],
    published: dt.date,
) -> Iterator[Sign]:
    """Yield what speaks for an event's having been announced, and what against it.

    Args:
        reading: The text as the model sees it.
        item: The event.
        statement: The statement that tells of it, or None.
        old: Times of long ago.
        published: Day of publication.
    """
    event = item.event
    yield "always", 1.0
    read = max((sum(f.plan.values()) for f in item.found), default=0.0)
    yield "read", odds(read)
    first = sum(item.found[0].plan.values())
    yield "read in the first words", odds(first)
    yield f"status {event.status}", 1.0
    yield f"read, {event.status}", odds(read)
    yield f"type {event.type}", 1.0
    yield "confidence", odds(event.confidence)
    ahead = event.status in _ANNOUNCED
    last = event.end or event.begin
    told = {
        "invited": _invited(reading, item),
        "given until": _given_until(reading, item),
        "called": _called(reading, item, published),
        "committed": ahead and _committed(reading, item, published),
        "of long ago": event.begin is None and event.end is None and _told_then(reading, item, old),
        "dated": bool(event.begin or event.end),
        "to come": last is not None and last >= published,
        "past": bool(event.end and event.end < published),
        "denied": statement is not None and statement.act == "deny",
        "nobody": not event.actors,
        "told by another": statement is not None,
        "told by who does it": statement is not None and statement.speaker in event.actors,
        "in a headline": reading.sentence_number(item.found[0].trigger) == 0,
        "noun": item.found[0].is_noun,
        "asked": asked(reading, item.found[0].predicate),
    }
    yield from ((name, 1.0) for name, there in told.items() if there)
    if statement is not None:
        yield f"act {statement.act}", 1.0
        if statement.act in _OPINION and statement.speaker not in event.actors:
            yield "another's opinion", 1.0


_OLD: Final = dt.timedelta(days=300)
"""How long ago a plan was told that is history by now."""


def _told_then(reading: Reading, item: Coded, old: list[TimeSpan]) -> bool:
    """Say whether a plan without a day is one of long ago: "Quill in 2008 said he would"."""
    clause = item.found[0].predicate
    above = {clause, *reading.ancestors(clause)}
    for time in old:
        inside = reading.between(time.span.start, time.span.end)
        if not inside:
            continue
        nodes = (inside[-1], *reading.ancestors(inside[-1]))
        verb = next((n for n in nodes if reading.upos[n] == "VERB"), None)
        if verb is not None and verb != clause and verb in above:
            return True
    return False


def _given_until(reading: Reading, item: Coded) -> bool:
    """Say whether somebody was given a day to do something by."""
    by = item.found[0].verdict.by
    return (
        by is not None
        and item.event.status == "requested"
        and reading.words[by].lower() in words("until")
        and item.event.end is not None
    )


def _called(reading: Reading, item: Coded, published: dt.date) -> bool:
    """Say whether people are called out for a day: "called for a protest on Saturday"."""
    event, by = item.event, item.found[0].verdict.by
    ahead = event.begin is not None and event.begin >= published
    called = by is not None and reading.lemmas[by].lower() == "call"
    return event.type == "PROTEST" and event.status == "requested" and ahead and called


def _invited(reading: Reading, item: Coded) -> bool:
    """Say whether an event is an invitation that was given."""
    lemma = reading.lemmas[item.found[0].trigger].lower()
    return lemma == "invite" and item.event.status == "occurred" and bool(item.event.recipients)


def _committed(reading: Reading, item: Coded, published: dt.date) -> bool:
    """Say whether somebody is told to have committed to a planned event, or to have set it."""
    event = item.event
    last = event.end or event.begin
    if last is not None and published - last > dt.timedelta(days=1):
        return False
    if event.begin is not None and event.begin > published:
        told = [f.verdict.status for f in item.found]
        if not any(t in ("hypothetical", "conditional", "requested", "planned") for t in told):
            return True
    for found in item.found:
        if found.verdict.status not in _ANNOUNCED:
            continue
        by = found.verdict.by
        lemma = reading.lemmas[by].lower() if by is not None else ""
        clause = found.predicate
        if (
            lemma in words("wishing")
            or _wished(reading, clause)
            or (lemma in words("only_dated") and last is None)
        ):
            continue
        if last is None and by is not None and pluperfect(reading, by):
            continue
        if asked(reading, clause) or (by is None and last is None):
            continue
        return True
    return False


def _wished(reading: Reading, clause: int) -> bool:
    """Say whether somebody would like to do something: "I'd like to thank the president"."""
    above = reading.heads[clause]
    would = above >= 0 and reading.relations[clause] == "xcomp"
    return would and reading.lemmas[above].lower() in words("liking")


def asked(reading: Reading, clause: int) -> bool:
    """Say whether a clause is a question: "will he go?", "did not say when it will vote"."""
    end = reading.sentence(clause).end - 1
    closing = {reading.words[i] for i in range(max(0, end - 1), end + 1)}
    nodes = [clause, reading.heads[clause]] if reading.upos[clause] != "VERB" else [clause]
    for node in nodes:
        if node < 0:
            continue
        relation = reading.relations[node].split(":")[0]
        opening = {
            reading.words[c].lower() for c in reading.children(node, "advmod", "mark", "obj")
        }
        if opening & words("questioning") and relation in (
            "ccomp",
            "csubj",
            "acl",
            "advcl",
            "obl",
            "xcomp",
        ):
            return not (relation in ("advcl", "acl") and opening & {"when", "where"})
    return "?" in closing


def _ultimatums(
    reading: Reading,
    coded: list[Coded],
    by_id: dict[str, Said],
    published: dt.date,
) -> list[Announcement]:
    """List both halves of "unless X by Friday, we will Y": the demand and what is threatened."""
    halves: dict[int, list[Coded]] = {}
    for item in coded:
        by = item.found[0].verdict.by
        under = by is not None and reading.words[by].lower() in words("unless")
        if item.event.status == "conditional" and by is not None and under:
            halves.setdefault(by, []).append(item)
    out: list[Announcement] = []
    for marker, items in halves.items():
        demand = next((i for i in items if _under(reading, marker, i)), None)
        threat = next((i for i in items if i is not demand), None)
        if demand is None or threat is None or not (demand.event.end or demand.event.begin):
            continue
        if reading.words[marker].lower() == "if" and not _failing(reading, demand):
            continue
        said = by_id.get(demand.statement or threat.statement or "")
        speaker = (said.speaker,) if said and said.speaker else tuple(threat.event.actors)
        deadline = demand.event.end or demand.event.begin
        opens = said.spoken.begin if said and said.spoken.begin else published
        statement = said.id if said else None
        after = shift_days(deadline, 1) if deadline else None
        out += [
            Announcement("", demand.event.id, "ultimatum", speaker, statement,
                         min(opens, deadline) if deadline else opens, deadline),
            Announcement("", threat.event.id, "ultimatum", speaker, statement,
                         after, None, demand.event.id),
        ]  # fmt: skip
    return out


def _under(reading: Reading, marker: int, item: Coded) -> bool:
    """Say whether an event is the one that a marker of condition introduces."""
    clause = reading.heads[marker]
    first = item.found[0]
    return (
        clause in (first.trigger, first.carrier)
        or clause in list(reading.ancestors(first.trigger))[:2]
    )


def _failing(reading: Reading, item: Coded) -> bool:
    """Say whether a condition is that something is not done: "if they do not leave"."""
    word = item.found[0].trigger
    return negated(reading, word) is not None or reading.lemmas[reading.heads[word]] in words(
        "failing"
    )
