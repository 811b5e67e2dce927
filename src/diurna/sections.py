"""Long articles in sections: what keeps the time of reading linear and its memory bounded.

The rooms look at all of a text at once: who was named before, what was said around an event, which
places speak for one another. So no room is ever given more than a section. An article that is one
section, as any of a newspaper is, is read whole; a longer one is read section by section, each with
the people and bodies that the sections before it named, and the records become one.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final, TypeVar

from diurna.language import Reading
from diurna.language import Sentence as _Sentence
from diurna.record import Actor, Article, Record, Span
from diurna.who import Cast, Member

LONGEST: Final = 32_000
"""Characters of a section, a word or mark counted as `WEIGHT` at least. The longest of 10,407 news
articles has 27,390; what the rooms compare pair by pair stays within some seconds and 300 MB."""
WEIGHT: Final = 4
"""Characters that a word or mark counts for: a text of nothing but marks has a word a character."""
REMEMBERED: Final = 300
"""Actors of the sections before that a section knows, those named last: a chapter of a book names
fewer, and each new name is held against all of them."""
_UNIT: Final = re.compile(r"[^\W_]+|\S")
_SENTENCE_END: Final = re.compile(r"[.?!][\"”’')\]]{0,3}\s")
_LINKS: Final = frozenset(
    {"id", "speaker", "within", "addressees", "time", "place", "actors", "recipients",
     "according_to", "event", "statement", "by", "unless", "anchor"}
)  # fmt: skip
"""Fields of a record's entries that hold ids."""
_LISTS: Final = (
    "actors", "times", "places", "statements", "events", "announcements", "changes",
)  # fmt: skip
_RUNS: Final = "sentences"
"""A field of records that hold runs of characters, where they do."""

T = TypeVar("T")


def size(text: str) -> int:
    """Return how much there is to read in a text, in characters; see `LONGEST`."""
    return max(len(text), WEIGHT * sum(1 for _ in _UNIT.finditer(text)))


@dataclass(frozen=True, slots=True)
class Section:
    """A run of an article's characters.

    Attributes:
        article: The article.
        start: Where `text` begins in the article's, title and all.
        text: The characters; in a section that is not the first behind a line break, as the text of
            an article without a title is.
        last: Whether the article ends with it.
    """

    article: Article
    start: int
    text: str
    last: bool = True

    @property
    def whole(self) -> bool:
        """Whether the section is all of its article."""
        return self.last and not self.start

    @property
    def size(self) -> int:
        """How much there is to read in it."""
        return size(self.text)


def sections(article: Article) -> Iterator[Section]:
    """Cut an article into sections, at paragraphs where there are any."""
    text, begin = article.full, 0
    while True:
        end = _end(text, begin)
        last = end == len(text)
        if not begin:
            yield Section(article, 0, text[:end], last)
        else:
            yield Section(article, begin - 1, f"\n{text[begin:end]}", last)
        if last:
            return
        begin = end


def _end(text: str, begin: int) -> int:
    """Return where a section ends that begins somewhere."""
    limit = begin + LONGEST
    units = _UNIT.finditer(text, begin, min(limit, len(text)))
    over = next(islice(units, LONGEST // WEIGHT, None), None)
    if over is not None:
        limit = over.start()
    if limit >= len(text):
        return len(text)
    half = begin + (limit - begin) // 2
    for mark in ("\n\n", "\n"):
        if (at := text.rfind(mark, half, limit)) >= 0:
            return at + len(mark)
    stops = [m.end() for m in _SENTENCE_END.finditer(text, half, limit)]
    if stops:
        return stops[-1]
    return max(text.rfind(" ", half, limit) + 1, 0) or limit


def batches(given: Iterable[Section | T], count: int, total: int) -> Iterator[list[Section | T]]:
    """Group sections that share one call of the language model.

    Args:
        given: The sections, consumed lazily; what else stands among them has no size.
        count: Items of a batch, at most.
        total: The size of all of them, at most, unless one alone is larger.
    """
    batch: list[Section | T] = []
    room = total
    for item in given:
        needed = item.size if isinstance(item, Section) else 0
        if batch and needed > room:
            yield batch
            batch, room = [], total
        batch.append(item)
        room -= needed
        if len(batch) == count:
            yield batch
            batch, room = [], total
    if batch:
        yield batch


def goes_on(reading: Reading) -> Reading:
    """Return the reading of a section that is not its article's first.

    Its first sentence is no headline: what stood before it is sentence 0, with no words here.
    """
    return dataclasses.replace(reading, sentences=(_Sentence(0, 0), *reading.sentences))


class Joined:
    """The record of an article as its sections are read.

    Args:
        article: The article.
    """

    def __init__(self, article: Article) -> None:
        self.article = article
        self.known: list[Member] = []
        """Actors that the next section knows, those named last at the end."""
        self._entries: dict[str, list[Any]] = {name: [] for name in _LISTS}
        self._runs: list[tuple[int, int]] = []
        self._numbers: dict[str, int] = {}
        self._actors: dict[str, Actor] = {}
        self._mentions: dict[str, list[Span]] = {}
        self._called: dict[object, str] = {}

    def add(self, record: Record, cast: Cast | None, start: int) -> None:
        """Add what a section holds.

        Args:
            record: What was read in it, with ids and offsets of its own.
            cast: Its actors; None where it has none.
            start: Where it begins in the article.
        """
        ids: dict[str, str] = {}
        members = {actor.id: cast.member(actor.id) for actor in record.actors} if cast else {}
        for actor in record.actors:
            ids[actor.id] = self._actor(actor, members[actor.id])
            self._mentions[ids[actor.id]] += moved(actor.mentions, start, ids)
        for name in _LISTS[1:]:
            for entry in getattr(record, name):
                ids[entry.id] = self._next(entry.id)
        for name in _LISTS[1:]:
            self._entries[name] += moved(getattr(record, name), start, ids)
        for begin, end in getattr(record, _RUNS, ()):
            self._runs.append((begin + start, end + start))
        if cast:
            self._remember(cast, ids)

    def record(self) -> Record:
        """Return the record of all that was added."""
        actors = [
            dataclasses.replace(actor, mentions=tuple(self._mentions[identity]))
            for identity, actor in self._actors.items()
        ]
        entries: dict[str, Any] = {name: tuple(found) for name, found in self._entries.items()}
        if self._runs:
            entries[_RUNS] = tuple(self._runs)
        return Record(self.article, **(entries | {"actors": tuple(actors)}))

    def _next(self, identity: str) -> str:
        """Return the id of the record that an entry of a section gets."""
        kind = identity.rstrip("0123456789")
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        return f"{kind}{self._numbers[kind]}"

    def _actor(self, actor: Actor, member: Member) -> str:
        """Return the record's id of a section's actor, known from before or new."""
        signs = [sign for sign in _signs(actor) if sign in self._called]
        identity = member.earlier or (self._called[signs[0]] if signs else None)
        if identity is None:
            identity = self._next(actor.id)
            self._actors[identity] = dataclasses.replace(actor, id=identity, mentions=())
            self._mentions[identity] = []
        else:
            self._actors[identity] = _filled(self._actors[identity], actor, newer=member.earlier)
        for sign in _signs(actor):
            self._called.setdefault(sign, identity)
        return identity

    def _remember(self, cast: Cast, ids: dict[str, str]) -> None:
        """Keep who was named last, as they are known now."""
        told: dict[str, Member] = {}
        for member in cast.members:
            identity = ids.get(member.id)
            if identity is not None and member.mentions and identity not in told:
                number = int(identity[1:])
                told[identity] = dataclasses.replace(
                    member, number=number, earlier=identity, owner=None, mentions=set(),
                    parts=list(member.parts), sectors=list(member.sectors),
                )  # fmt: skip
        rest = (m for m in self.known if m.earlier not in told)
        self.known = [*rest, *told.values()][-REMEMBERED:]


def _signs(actor: Actor) -> Iterator[object]:
    """Yield what two actors of two sections share if they are one: entity, or kind and name."""
    if actor.entity is not None:
        yield actor.kind, actor.entity
    if actor.kind != "person":
        yield actor.kind, actor.name.lower(), actor.country, actor.entity
    elif " " in actor.name:
        yield actor.kind, actor.name.lower()


def _filled(held: Actor, actor: Actor, *, newer: str | None) -> Actor:
    """Return an actor with what a later section tells of it.

    Args:
        held: What is known.
        actor: The section's.
        newer: Set where the section began with what is known: it then knows all of it.
    """
    if newer is not None:
        return dataclasses.replace(actor, id=held.id, mentions=())
    return dataclasses.replace(
        held,
        entity=held.entity or actor.entity,
        country=held.country or actor.country,
        sectors=held.sectors or actor.sectors,
        role=held.role or actor.role,
    )


def moved(value: T, start: int, ids: dict[str, str]) -> T:
    """Return entries with their spans moved and their ids changed.

    Args:
        value: An entry, several, or what an entry holds.
        start: How many characters further on spans are to be.
        ids: What ids become; others stay.
    """
    if isinstance(value, Span):
        return Span(value.start + start, value.end + start, value.text)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(moved(item, start, ids) for item in value)  # type: ignore[return-value]
    if not dataclasses.is_dataclass(value) or isinstance(value, type):
        return value
    made = {}
    for name in (f.name for f in dataclasses.fields(value)):
        held = getattr(value, name)
        made[name] = _renamed(held, ids) if name in _LINKS else moved(held, start, ids)
    return dataclasses.replace(value, **made)


def _renamed(held: Any, ids: dict[str, str]) -> Any:
    """Return ids changed, each once."""
    if isinstance(held, tuple):
        return tuple(dict.fromkeys(ids.get(identity, identity) for identity in held))
    return ids.get(held, held) if held is not None else None
