"""Mutated texts through the reader: no exception, every span right, alone and in a batch the same.

    python benchmarks/mutations.py --n 20000 --seed 7

Base texts of our own are cut, doubled, shuffled and strewn with what texts should not hold: control
and format characters, every category of Unicode, digits without end, marks that open and never
close, words of thousands of letters. Each is read alone and in a batch with others. What fails is
printed with its number: `--only NUMBER` reads that text again and prints it.
"""

from __future__ import annotations

import random
import sys
import time
import traceback
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

from diurna import Article, ArticleError, Record, article, read_articles
from diurna.reader import read, read_many

from common import parser, report

EXAMPLES = Path(__file__).parent.parent / "examples"
BATCH = 24
TEXTS = (
    "LIMA, March 4 (Wire) - Peru's government said on Tuesday that talks with Chile, due to begin "
    "on 12 March, had been put off until the end of the month.\n"
    "“We need more time,” Foreign Minister Ada Quill told reporters. “Nobody wants a quarrel.”\n"
    "Two soldiers were killed and at least 14 people hurt in clashes near Tacna on Sunday.",
    "SOTO: I think that we are late.\nBERG: You said that in May.\nSOTO: And I was right, Jon.\n"
    "BERG: We shall see on Friday at 3:30 p.m., when the council votes.\nSOTO: They will vote no.",
    "According to a report by the Lake Trade Agency (LTA), exports fell 3.5% to $1.2 billion "
    "between 2019 and 2021, the worst since the 1990s. The LTA's head, Dr. Ben Okoro Jr., denied "
    "that he had resigned; he \"will stay until September\", his office said.",
    "Rebels threatened to attack Port Azul unless the army withdraws within 48 hours. The army "
    "refused. Hundreds fled. If it falls, the United Nations would call an emergency session, an "
    "envoy said last week, a day before the vote.",
    "Police in Georgia's capital arrested five students who had marched against the ban. "
    "Ms. Ana Soto-Rey, whose brother was among them, called it 'a shame'. The mayor's spokesman "
    "declined to comment. She and her lawyers will appeal in the coming weeks.",
)  # fmt: skip
STREWN = (
    "\u0000", "\u0007", "\u001b[31m", "\u0085", "\u00ad", "\u0301", "\u200b", "\u200d", "\u202e",
    "\u2028", "\ufeff", "\ufffd", "\U0001f600", "\ud7ff", "“", "”", '"', "''", "``", "«", "(", "[",
    "…", "--", "—", "'s", "n't", ".", "..", "?!", ":", ";", "\n", "\n\n", "\t", "\r\n", "\u00a0",
    "U.S.", "Mr.", "p.m.", "9999", "31 December 9999", "0001-01-01", "99999999999999999999", "1/0",
    "3/4/20267", "-5", "1e9", "½", "٣", "२", "一", "the 0th century", "24:61", "next next next",
    "and and and", "he", "I", "they", "said", "will", "not", "http://a.b/c?d=e", "@a", "a@b.c",
)  # fmt: skip


def bases() -> list[str]:
    """Return the texts that are mutated, all of them our own."""
    found = read_articles([EXAMPLES])
    return [*TEXTS, *(f"{a.title}\n{a.text}" for a in found if isinstance(a, Article))]


@cache
def categories() -> tuple[tuple[str, ...], ...]:
    """Return some characters of each category of Unicode, surrogates aside."""
    out: dict[str, list[str]] = {}
    for point in random.Random(0).sample(range(0x20000), 40_000):
        out.setdefault(unicodedata.category(chr(point)), []).append(chr(point))
    return tuple(tuple(chars[:60]) for name, chars in sorted(out.items()) if name != "Cs")


def _spot(rng: random.Random, text: str) -> tuple[int, int]:
    begin = rng.randrange(len(text) + 1)
    return begin, min(len(text), begin + rng.choice((1, 1, 2, 5, 20, 80)))


def _delete(rng: random.Random, text: str) -> str:
    begin, end = _spot(rng, text)
    return text[:begin] + text[end:]


def _double(rng: random.Random, text: str) -> str:
    begin, end = _spot(rng, text)
    return text[:end] + text[begin:end] * rng.choice((1, 1, 2, 8)) + text[end:]


def _shuffle(rng: random.Random, text: str) -> str:
    begin, end = _spot(rng, text)
    inner = list(text[begin:end])
    rng.shuffle(inner)
    return text[:begin] + "".join(inner) + text[end:]


def _words(rng: random.Random, text: str) -> str:
    words = text.split(" ")
    first, second = rng.randrange(len(words)), rng.randrange(len(words))
    words[first], words[second] = words[second], words[first]
    return " ".join(words)


def _strew(rng: random.Random, text: str) -> str:
    at, thing = rng.randrange(len(text) + 1), rng.choice(STREWN)
    return text[:at] + rng.choice(("", " ")) + thing + rng.choice(("", " ")) + text[at:]


def _category(rng: random.Random, text: str) -> str:
    at, chars = rng.randrange(len(text) + 1), rng.choice(categories())
    return text[:at] + "".join(rng.choices(chars, k=rng.choice((1, 1, 3, 12)))) + text[at:]


def _endless(rng: random.Random, text: str) -> str:
    at, unit = rng.randrange(len(text) + 1), rng.choice(("a", "A", "9", "1,", "é", '"', "A.", "x-"))
    return text[:at] + unit * rng.choice((20, 150, 800)) + text[at:]


def _case(rng: random.Random, text: str) -> str:
    begin, end = _spot(rng, text)
    turned = rng.choice((str.upper, str.lower, str.title, str.swapcase))(text[begin:end])
    return text[:begin] + turned + text[end:]


MUTATIONS: tuple[Callable[[random.Random, str], str], ...] = (
    _delete, _delete, _double, _shuffle, _words, _strew, _strew, _strew, _category, _case,
)  # fmt: skip


def mutated(seed: int, number: int, longest: int | None = None) -> Article | None:
    """Return a mutated article, always the same for a seed and a number; None where it is none.

    Args:
        seed: Of all the numbers.
        number: Of the text.
        longest: Characters that are kept of it, all where None.
    """
    rng = random.Random(seed * 1_000_003 + number)
    text = rng.choice(bases())
    for _ in range(rng.choice((1, 2, 4, 8, 16, 40))):
        text = rng.choice(MUTATIONS)(rng, text)
    if rng.random() < 0.05:
        text = _endless(rng, text)
    text = text[:longest]
    title = text[: rng.randrange(90)] if rng.random() < 0.5 else ""
    day = rng.choice(("2026-03-05", "2026-03-05T23:30:00-05:00", "2024-02-29", "1999-12-31"))
    try:
        return article(text, published=day, title=title, id=f"m{number}")
    except ArticleError:
        return None


def fault(record: Record) -> str | None:
    """Return what is wrong with a record, or None."""
    full = record.article.full
    for owner, span in record.spans():
        if full[span.start : span.end] != span.text:
            return f"{owner}: the span is not the text's"
    record.check()
    json = record.to_json()
    return None if Record.from_json(json).to_json() == json else "another record after JSON"


def faults(seed: int, numbers: range, longest: int | None = None) -> Iterator[tuple[int, str]]:
    """Read mutated texts and yield the number of each that fails, with the reason."""
    made = {n: found for n in numbers if (found := mutated(seed, n, longest)) is not None}
    alone: dict[int, str] = {}
    for number, found in made.items():
        try:
            record = read(found)
            if (wrong := fault(record)) is not None:
                yield number, wrong
            alone[number] = record.to_json()
        except Exception:  # whatever is raised is what is looked for
            yield number, traceback.format_exc(limit=-3)
    together = read_many(made[n] for n in alone)
    for (number, told), record in zip(alone.items(), together, strict=True):
        if record.to_json() != told:
            yield number, "another record in a batch"


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--n", type=int, default=1_000)
    options.add_argument("--seed", type=int, default=7)
    options.add_argument("--first", type=int, default=0, help="number of the first text")
    options.add_argument("--only", type=int, help="read one text again and print it")
    args = options.parse_args()
    if args.only is not None:
        print(repr(mutated(args.seed, args.only)))
        args.first, args.n = args.only, 1
    failed, slowest = 0, 0.0
    stop = args.first + args.n
    for first in range(args.first, stop, BATCH):
        numbers = range(first, min(first + BATCH, stop))
        began = time.process_time()
        for number, reason in faults(args.seed, numbers):
            failed += 1
            print(f"{number}: {reason}", flush=True)
        print(f"{numbers.stop} read", end="\r", file=sys.stderr, flush=True)
        slowest = max(slowest, (time.process_time() - began) / len(numbers))
    figures = {"read": float(args.n), "failed": float(failed), "slowest_mean_seconds": slowest}
    report("mutations", figures, check=args.check)
    if failed:
        sys.exit(1)


if __name__ == "__main__":
    main()
