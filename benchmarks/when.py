"""Expressions of time on TimeBank and AQUAINT, by TempEval-3's definitions.

    python benchmarks/when.py --corpora ../shared/corpora

Nothing is trained on these texts. One document in five, by a hash of its name, is held out: no
rule is written from it, and `--errors` never shows it.
"""

from __future__ import annotations

from collections import Counter

from diurna import article
from diurna.language import packaged
from diurna.reader import record
from tempeval import Score, Timex, held_out, timebank

from common import parser, report


def main() -> None:
    options = parser(__doc__)
    options.add_argument(
        "--errors", type=int, default=0, help="print this many, developed part only"
    )
    args = options.parse_args()
    documents = list(timebank(args.corpora))
    model = packaged()
    scores = {"developed": Score(), "held_out": Score()}
    for document in documents:
        made = article(document.text, published=document.published, id=document.name)
        read = record(made, model.read(made.full))
        mine = [Timex(t.span.start - 1, t.span.end - 1, t.type, t.value) for t in read.times]
        part = "held_out" if held_out(document.name) else "developed"
        scores[part].add(document.name, document.times, mine)
    figures = {
        f"{part}_{name}": value
        for part, score in scores.items()
        for name, value in score.figures().items()
    }
    report("when", figures, check=args.check)
    texts = {d.name: d.text for d in documents}
    kinds: Counter[str] = Counter()
    for name, want, got in scores["developed"].wrong:
        text = texts[name]
        gold = f"{text[want.start : want.end]!r} {want.type} {want.value}" if want else "-"
        ours = f"{text[got.start : got.end]!r} {got.type} {got.value}" if got else "-"
        kinds[f"{' '.join(gold.split())}  |  {' '.join(ours.split())}"] += 1
    for line, count in kinds.most_common(args.errors):
        print(count, line)


if __name__ == "__main__":
    main()
