"""News of some months about a few people, in our own words, and all that an archive says of it."""

from __future__ import annotations

import datetime as dt
import json
import random
from dataclasses import replace
from typing import Any

from diurna import Article, Record, article, read_many
from diurna.agenda.entries import GRACE
from diurna.archive import Archive, Filter
from diurna.export.agenda import entry_json
from diurna.export.calendar import calendar
from diurna.export.questions import questions

FIRST = dt.date(2026, 1, 5)
_PEOPLE = [
    ("President Ana Soto of Peru", "Soto", "Peru", "Lima"),
    ("Prime Minister Luis Alvarez of Chile", "Alvarez", "Chile", "Santiago"),
    ("President Kofi Asante of Ghana", "Asante", "Ghana", "Accra"),
    ("Foreign Minister Kari Vold of Norway", "Vold", "Norway", "Oslo"),
]
_TOLD = [
    "{a} will meet {b} in {city} on {day}, an aide said.",
    "{a} told reporters that talks with {b} had been moved to {day}.",
    "{a} and {b} met in {city} on {weekday} and spoke about fish.",
    "{land}'s government expelled two diplomats of {other} on {weekday}.",
    "Thousands marched in {city} on {weekday} against the deal with {other}.",
    "The president of {land} resigned on {weekday}, state television said.",
    "Police in {city} arrested 12 protesters on {weekday}.",
    "The meeting of {a} and {b}, due on {day}, was called off.",
    "{land} and {other} agreed on {weekday} to reopen the border.",
    "{a} will visit {city} next month to sign a treaty with {other}.",
]
_LONG = (
    " The two states have argued for years about boats, nets and the price of fuel, and neither "
    "has given way. Officials on both sides said that the quarrel had cost them trade."
)


def _pair(n: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    one = _PEOPLE[n % len(_PEOPLE)]
    return one, _PEOPLE[(n + 1 + n // 4 % (len(_PEOPLE) - 1)) % len(_PEOPLE)]


def _text(n: int, day: dt.date) -> str:
    a, b = _pair(n)
    ahead = day + dt.timedelta(days=6 + n % 20)
    return _TOLD[n % len(_TOLD)].format(
        a=a[0] if n % 3 else a[1], b=b[0] if n % 2 else b[1], land=a[2], other=b[2], city=b[3],
        day=f"{ahead.day} {ahead:%B}", weekday=f"{day - dt.timedelta(days=1):%A}",
    )  # fmt: skip


def news(count: int, *, days: int, seed: int = 7) -> list[Article]:
    """Return articles over some days about the same people, with copies and corrections.

    Some have a source, a title, an address, an id or a zone, and some have none.
    """
    chance = random.Random(seed)
    out: list[Article] = []
    for n in range(count):
        day = FIRST + dt.timedelta(days=n * days // count)
        told = _text(n, day) + (_LONG if n % 4 == 0 else "")
        published: dt.date | dt.datetime = day
        if n % 5 == 1:
            zone = dt.timezone(dt.timedelta(hours=-5))
            published = dt.datetime(day.year, day.month, day.day, 18, 30, tzinfo=zone)
        made = article(
            told,
            published=published,
            title=f"Told on day {n}" if n % 4 == 2 else "",
            source=f"Paper{n % 3}" if n % 2 else None,
            url=f"https://news.example/{n}" if n % 3 == 0 else None,
            id=f"a{n}" if n % 6 == 5 else None,
        )
        out.append(made)
        if n % 8 == 4:  # the same text in another paper, a day later
            later = day + dt.timedelta(days=1)
            out.append(replace(made, source="Mirror", url=None, published=later))
        if n % 8 == 0:  # a corrected version
            text = f"CORRECTED. {told} (Corrects the day.)".replace("on 1", "on 2")
            out.append(article(text, published=day, source=made.source, url=made.url))
        if n % 9 == 3:  # the same article, told better
            out.append(replace(made, source=made.source or "Paper9"))
    chance.shuffle(out)
    return out[:count]


def read(articles: list[Article]) -> list[Record]:
    """Read articles, in the order of publication."""
    ordered: list[Article] = sorted(articles, key=lambda a: (a.day, a.sha256, a.source or ""))
    return list(read_many(ordered))


def outputs(store: Archive, days: list[dt.date]) -> dict[str, Any]:
    """Return all that an archive says, as of some days, as plain JSON."""
    out: dict[str, Any] = {}
    for day in days:
        wanted = Filter(as_of=day)
        rows = store.agenda(wanted, today=day)

        def history(number: int, day: dt.date = day) -> list[dict[str, Any]]:
            return store.history(number, day)

        out[f"{day} agenda"] = [entry_json(r, history(r["entry"])) for r in rows]
        out[f"{day} ics"] = calendar(rows, history)
        out[f"{day} questions"] = questions(rows, history, as_of=day, grace=GRACE)
        out[f"{day} events"] = events = store.events(wanted)
        out[f"{day} actors"] = store.actors(wanted)
        out[f"{day} scorecards"] = store.scorecards(wanted, today=day)
        named = sorted({e["happening"] for e in events})
        out[f"{day} show"] = [store.happening(name, day) for name in named]
        out[f"{day} story"] = [store.story(name, day) for name in named]
    for view, but in (("happenings", ""), ("agenda", ""), ("readings", "EXCLUDE (added)")):
        asked = f"SELECT * {but} FROM {view} ORDER BY ALL"
        out[view] = [list(map(str, row)) for row in store.sql(asked).fetchall()]
    return dict(json.loads(json.dumps(out, default=str, sort_keys=True)))
