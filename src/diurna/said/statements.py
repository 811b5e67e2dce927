"""Statements: quotations and reported clauses, with cue, speaker, addressee and channel."""

from __future__ import annotations

from diurna.language import Reading
from diurna.language.quotes import Mark, Quote, scan
from diurna.record import Span, Statement
from diurna.said import circumstances
from diurna.said.attributed import attributed
from diurna.said.grammar import Grammar
from diurna.said.model import Said
from diurna.said.quotations import SCARE, Placed, Quotations
from diurna.said.speakers import Speakers, cue_words, imply, source_words
from diurna.who import Cast, Voice


def find(reading: Reading, cast: Cast) -> list[Said]:
    """Find the statements of a reading and tell the cast who speaks in its quotations."""
    return find_placed(reading, cast)[0]


def find_placed(reading: Reading, cast: Cast) -> tuple[list[Said], list[Placed]]:
    """Find the statements, and what became of each quotation."""
    quotes, marks = scan(reading.text)
    grammar = Grammar(reading, cast, quotes)
    said = attributed(reading, quotes)
    said += _more(reading, said, grammar.run())
    imply(reading, said)
    said.sort(key=lambda s: (s.content[0], s.cue or 0))
    quotations = Quotations(reading, cast, grammar, said)
    placed = quotations.run()
    found = _in_turns(reading, cast, [s for s in said if s.content])
    _trim(reading.text, quotes, marks, found)
    _name(reading, cast, found, quotations.unsaid)
    for one in found:
        _finish(reading, cast, one)
    found.sort(key=lambda s: (s.content[0], s.cue or 0))
    for number, one in enumerate(found, 1):
        one.id = f"s{number}"
    for one in found:
        one.within = _around(one, found)
    return found, placed


def _name(reading: Reading, cast: Cast, found: list[Said], unsaid: list[Quote]) -> None:
    """Give the statements their speakers: first who is quoted, then whom these quote."""
    nobody = [Voice(q.start, q.end, None) for q in unsaid]
    outer = [s for s in found if s.inside is None]
    speakers = Speakers(reading, cast)
    speakers.name(outer)
    cast.set_voices([*nobody, *(Voice(q.start, q.end, s.speaker) for s in outer for q in s.quotes)])
    speakers.name_quoted([s for s in found if s.inside is not None])
    cast.set_voices([*nobody, *(Voice(q.start, q.end, s.speaker) for s in found for q in s.quotes)])


def _trim(text: str, quotes: list[Quote], marks: list[Mark], found: list[Said]) -> None:
    """Leave out the marks around what is said; those around a part of it stay."""
    every = [one for quote in quotes for one in (quote, *quote.inner)]
    close, opening = {q.start: q.end for q in every}, {q.end: q.start for q in every}
    real = [m for m in marks if m.role != "measure"]
    after, before = {m.at: m.at + m.size for m in real}, {m.at + m.size: m.at for m in real}

    def bare(start: int, end: int, own: list[Quote]) -> tuple[int, int]:
        first = min((q.start for q in own if start <= q.start < end), default=end)
        last = max((q.end for q in own if start < q.end <= end), default=start)
        while start < first and (start in after or text[start].isspace()):
            begin = after.get(start, start + 1)
            if start in after and any(map(str.isalnum, text[close.get(begin, end) : end])):
                break
            start = begin
        while end > max(start, last) and (end in before or text[end - 1].isspace()):
            stop = before.get(end, end - 1)
            if end in before and any(map(str.isalnum, text[start : opening.get(stop, start)])):
                break
            end = stop
        return start, end

    for said in found:
        spans = [bare(start, end, said.quotes) for start, end in said.content]
        said.content = [(start, end) for start, end in spans if start < end]


def _more(reading: Reading, said: list[Said], grammar: list[Said]) -> list[Said]:
    """Return what the grammar finds besides: statements inside statements, and those missed."""
    cues = {w for s in said for w in cue_words(s)}
    out = []
    for one in grammar:
        assert one.cue is not None
        if one.cue in cues:
            continue
        start, end = one.content[0][0], one.content[-1][1]
        at = reading.starts[one.cue]
        holder = next((s for s in said if s.covers(at, at + 1)), None)
        if holder is not None:
            whole = holder.covers(start, end)
            own = one.source is not None and reading.has(one.source, "Person=1")
            if whole and not own:
                out.append(one)
        elif all(_inside(reading, s, start, end) for s in said if s.covers_any(start, end)):
            out.append(one)
    return out


def _in_turns(reading: Reading, cast: Cast, said: list[Said]) -> list[Said]:
    """Add what each turn of a transcript says; it takes in what its label is the source of."""
    out = list(said)
    for turn in reading.turns:
        if turn.label is None:
            continue
        begin, end = turn.label
        out = [s for s in out if s.source is None or not begin <= s.source < end]
        content = (reading.starts[turn.begin], reading.ends[turn.end - 1])
        source = reading.outward(begin, end)
        who = cast.speaker_of(turn)
        out.append(Said([content], None, source, "say", "direct", who, source_runs=(turn.label,)))
    return out


def _inside(reading: Reading, said: Said, start: int, end: int) -> bool:
    """Say whether a statement lies in some characters, its cue and all: it is what is reported."""
    cue = said.cue is not None and start <= reading.starts[said.cue] < end
    return cue and all(start <= a and b <= end for a, b in said.content)


def _finish(reading: Reading, cast: Cast, said: Said) -> None:
    said.content.sort()
    quoted = sum(q.end - q.start for q in said.quotes)
    total = sum(b - a for a, b in said.content)
    if said.quotes:
        words = sum(len(reading.between(a, b)) for a, b in said.content)
        complete = words > SCARE or reading.text[said.content[-1][1] - 1] in ",.!?…"
        whole = quoted >= 0.8 * total and complete and _opens_whole(reading, said)
        said.kind = "direct" if whole else "mixed"
        said.vouched = True
    said.addressees = circumstances.addressees(reading, cast, said)
    said.channel = circumstances.channel(reading, said)


def _opens_whole(reading: Reading, said: Said) -> bool:
    """Say whether a quotation opens like a sentence, not in the middle of the newsroom's."""
    first = reading.text[said.content[0][0] : said.content[0][1]].lstrip("‘'([{ .…")
    return not first[:1].islower()


def _around(said: Said, found: list[Said]) -> str | None:
    """Return the smallest statement that holds the whole of another, if there is one."""
    start, end = said.content[0][0], said.content[-1][1]
    outer = [
        s
        for s in found
        if s is not said and s.covers(start, end) and not said.covers(*s.content[0])
    ]
    if not outer:
        return None
    return min(outer, key=lambda s: sum(b - a for a, b in s.content)).id


def statement(reading: Reading, said: Said) -> Statement:
    """Turn a finding into the record's entry."""
    return Statement(
        id=said.id,
        kind=said.kind,
        speaker=said.speaker,
        cue=cue_span(reading, said),
        content=tuple(Span(a, b, reading.text[a:b]) for a, b in said.content),
        addressees=tuple(said.addressees),
        spoken=said.spoken,
        within=said.within,
        act=said.act,
        source=_source_span(reading, said),
        channel=said.channel,
        place=said.place,
    )


def _source_span(reading: Reading, said: Said) -> Span | None:
    words = source_words(reading, said)
    if not words:
        return None
    run = circumstances.run_around(words, said.source if said.source in words else words[0])
    while len(run) > 1 and reading.upos[run[-1]] == "PUNCT":
        run.pop()
    return reading.span(run[0], run[-1] + 1)


def cue_span(reading: Reading, said: Said) -> Span | None:
    """Return the cue's words, or None."""
    if said.cue is None:
        return None
    if said.cue_run is not None:
        return reading.span(*said.cue_run)
    if reading.words[said.cue].lower() == "according":
        return reading.span(said.cue, said.cue + 2)
    return reading.span(said.cue, said.cue + 1)
