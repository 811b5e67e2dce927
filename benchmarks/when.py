"""Expressions of time on TimeBank, AQUAINT and WikiWars, by TempEval-3's definitions.

    python benchmarks/when.py --corpora ../shared/corpora

Nothing is trained on these texts. One document in five, by a hash of its name, is held out: no
rule is written from it, and `--errors` never shows it.
"""

from __future__ import annotations

from collections import Counter

from diurna import article
from diurna.language import LanguageModel, packaged
from diurna.reader import record
from tempeval import Document, Score, Timex, held_out, timebank, wikiwars

from common import parser, report


def read_times(model: LanguageModel, document: Document) -> list[Timex]:
    """Read a document and return its expressions in the document's own offsets."""
    made = article(document.text, published=document.published, id=document.name)
    read = record(made, model.read(made.full))
    return [Timex(t.span.start - 1, t.span.end - 1, t.type, t.value) for t in read.times]


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


def main() -> None:
    options = parser(__doc__)
    options.add_argument(
        "--errors", type=int, default=0, help="print this many, developed part only"
    )
    args = options.parse_args()
    model = packaged()
    scores = {"developed": Score(), "held_out": Score(), "wikiwars": Score()}
    texts: dict[str, str] = {}
    for document in timebank(args.corpora):
        texts[document.name] = document.text
        part = "held_out" if held_out(document.name) else "developed"
        scores[part].add(document.name, document.times, read_times(model, document))
    for document in wikiwars(args.corpora):
        texts[document.name] = document.text
        scores["wikiwars"].add(document.name, document.times, read_times(model, document))
    figures = {
        f"{part}_{name}": value
        for part, score in scores.items()
        for name, value in score.figures().items()
    }
    report("when", figures, check=args.check)
    if args.errors:
        show(scores["developed"], texts, args.errors)
        print("WikiWars")
        show(scores["wikiwars"], texts, args.errors)


if __name__ == "__main__":
    main()
