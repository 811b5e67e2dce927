"""Expressions of time on TimeBank, AQUAINT and WikiWars, by TempEval-3's definitions.

    python benchmarks/when.py --corpora ../shared/corpora
    python benchmarks/when.py --peers          # dateparser and HeidelTime in the same run

One document in five, by a hash of its name, is held out: no rule is written from it, no weight is
fitted on it, and `--errors` never shows it. The weights of the others are fitted without the fold
that is scored (`crossed`); WikiWars is scored so as well (`wikiwars_crossed`).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterable

from diurna import Article, article
from diurna.export.timeml import timex3
from diurna.language import Reading, packaged
from diurna.reader import record
from diurna.when.choice import using

from common import parser, report
from peers import installed
from signs import fold_of, tables
from tempeval import Document, Score, Timex, held_out, timebank, wikiwars

FOLDS = 5
PARTS = ("developed", "held_out", "wikiwars")
Read = tuple[Document, Article, Reading]


def read_times(made: Article, reading: Reading) -> list[Timex]:
    """Return the expressions of a document in its own offsets, as TimeML writes them."""
    read = record(made, reading)
    return [
        Timex(t.span.start - 1, t.span.end - 1, t.type, t.value)
        for told in read.times
        for t in timex3(told)
    ]


def part_of(document: Document) -> str:
    """Return the part of the figures that a document counts in."""
    if document.name[:2].isdigit():
        return "wikiwars"
    return "held_out" if held_out(document.name) else "developed"


def crossed(read: list[Read]) -> dict[str, Score]:
    """Score every document that weights are fitted on with weights fitted without its fold."""
    fitted = [r for r in read if part_of(r[0]) != "held_out"]
    scores = {"crossed": Score(), "wikiwars_crossed": Score()}
    for number in range(FOLDS):
        rest = [
            (d, reading, 0.5 if part_of(d) == "wikiwars" else 1.0)
            for d, _, reading in fitted
            if fold_of(d.name, FOLDS) != number
        ]
        keep, anchor, _, _ = tables(rest)
        with using({"keep": keep, "anchor": anchor}):
            for document, made, reading in fitted:
                if fold_of(document.name, FOLDS) == number:
                    name = "wikiwars_crossed" if part_of(document) == "wikiwars" else "crossed"
                    scores[name].add(document.name, document.times, read_times(made, reading))
    return scores


def show(score: Score, texts: dict[str, str], count: int) -> None:
    """Print the commonest errors: what is wanted, and what was read."""
    kinds: Counter[str] = Counter()
    for name, want, got in score.wrong:
        text = texts[name]
        gold = f"{text[want.start : want.end]!r} {want.type} {want.value}" if want else "-"
        ours = f"{text[got.start : got.end]!r} {got.type} {got.value}" if got else "-"
        kinds[f"{' '.join(gold.split())}  |  {' '.join(ours.split())}"] += 1
    for line, times in kinds.most_common(count):
        print(times, line)


def scored(read: Iterable[Read], times: Callable[[Read], list[Timex]]) -> dict[str, Score]:
    """Score the expressions of every document, by part."""
    scores = {part: Score() for part in PARTS}
    for one in read:
        scores[part_of(one[0])].add(one[0].name, one[0].times, times(one))
    return scores


def main() -> None:
    options = parser(__doc__)
    options.add_argument(
        "--errors", type=int, default=0, help="print this many, developed part only"
    )
    options.add_argument("--peers", action="store_true", help="run the peers that are installed")
    args = options.parse_args()
    model = packaged()
    read: list[Read] = []
    for document in (*timebank(args.corpora), *wikiwars(args.corpora)):
        made = article(document.text, published=document.published, id=document.name)
        read.append((document, made, model.read(made.full)))
    scores = scored(read, lambda one: read_times(one[1], one[2]))
    figures = {
        f"{part}_{name}": value
        for part, score in (scores | crossed(read)).items()
        for name, value in score.figures().items()
    }
    report("when", figures, check=args.check)
    if args.errors:
        texts = {document.name: document.text for document, _, _ in read}
        show(scores["developed"], texts, args.errors)
        print("WikiWars")
        show(scores["wikiwars"], texts, args.errors)
    for name, peer in installed() if args.peers else ():
        begun = time.perf_counter()
        theirs = scored(read, lambda one, peer=peer: peer(one[0], part_of(one[0]) == "wikiwars"))
        print(f"{name}: {time.perf_counter() - begun:.0f} s for {len(read)} documents")
        for part, score in theirs.items():
            report(name, {f"{part}_{k}": v for k, v in score.figures().items()}, check=False)


if __name__ == "__main__":
    main()
