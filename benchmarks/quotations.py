"""Quotation marks of the news sample: is every one accounted for, and who speaks?

    python benchmarks/quotations.py                    # roles of marks, fates of quotations
    python benchmarks/quotations.py --draw 40 --seed 1 # quotations to judge, with their speakers
    python benchmarks/quotations.py --verdicts benchmarks/speakers.tsv

A verdict file has no text: the article's id in the sample, the quotation's offset in it, a
hash of the speaker's name that was judged, and the verdict: right, wrong, or none (no person
speaks). A quotation whose speaker has changed since is counted as unjudged.
"""

from __future__ import annotations

import csv
import hashlib
import json
import lzma
import random
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from diurna import Article, Record, article, read_many, said
from diurna.language import packaged
from diurna.language.quotes import scan
from diurna.who import Cast

from common import parser, report

ARTICLES = 200


def sample(corpora: Path, count: int = ARTICLES) -> list[tuple[str, Article]]:
    """Return articles of the news sample that quote, chosen by a hash of their id."""
    rows: list[tuple[str, dict[str, Any]]] = []
    with lzma.open(corpora / "news/allsides_sample.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            key = hashlib.sha1(f"quotations/{row['id']}".encode()).hexdigest()
            if key < "10" and len(row["text"]) < 12_000:
                rows.append((key, row))
    chosen = sorted(rows, key=lambda r: r[0])[:count]
    return [
        (r["id"], article(r["text"], title=r["title"], published=r["published"][:10]))
        for _, r in chosen
    ]


def key_of(name: str) -> str:
    """Return a short hash of a speaker's name."""
    return hashlib.sha1(name.lower().encode()).hexdigest()[:8]


def account(articles: list[tuple[str, Article]]) -> dict[str, float]:
    """Count what marks do and what becomes of quotations."""
    counts: Counter[str] = Counter()
    model = packaged()
    for _, made in articles:
        reading = model.read(made.full)
        quotes, marks = scan(reading.text)
        counts.update(f"mark_{m.role.replace(' ', '_')}" for m in marks)
        counts["marks"] += len(marks)
        found, fates = said.find_placed(reading, Cast(reading))
        counts["quotations"] += len(quotes)
        for one in fates:
            counts[f"quotation_{one.fate}"] += 1
            if one.said is not None:
                held = any(a <= one.quote.start and one.quote.end <= b for a, b in one.said.content)
                counts["quotation_held"] += held and one.said in found
                counts["quotation_spoken"] += one.said.speaker is not None
    figures = {name: float(n) for name, n in sorted(counts.items())}
    figures["accounted"] = 1 - counts["mark_stray"] / max(1, counts["marks"])
    figures["placed"] = placed(counts)
    return figures


def placed(counts: Counter[str]) -> float:
    """Return the share of quotations that have a fate, statements wholly held by one."""
    settled = counts["quotation_title"] + counts["quotation_scare"] + counts["quotation_empty"]
    return (settled + counts["quotation_held"]) / max(1, counts["quotations"])


def spoken(
    articles: list[tuple[str, Article]],
) -> Iterator[tuple[str, int, str, str, Record]]:
    """Yield direct quotations: article, offset, speaker's name, words."""
    records = read_many(made for _, made in articles)
    for (number, _), record in zip(articles, records, strict=True):
        names = {a.id: a.name for a in record.actors}
        for statement in record.statements:
            if statement.kind == "direct":
                at = statement.content[0]
                yield number, at.start, names.get(statement.speaker or "", ""), at.text, record


def judge(articles: list[tuple[str, Article]], path: Path) -> dict[str, float]:
    """Count the verdicts on what is found today."""
    with path.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t"))
    verdicts = {(r["article"], int(r["offset"])): (r["speaker"], r["verdict"]) for r in rows}
    counts: Counter[str] = Counter()
    for number, offset, name, _, _ in spoken(articles):
        known = verdicts.get((number, offset))
        if known is not None:
            same = known[0] in (key_of(name), key_of(name.split()[-1] if name else ""))
            counts[known[1] if same else "changed"] += 1
    judged = counts["right"] + counts["wrong"]
    return {
        "judged": float(judged),
        "changed": float(counts["changed"]),
        "gone": float(len(verdicts) - counts.total()),
        "speaker_accuracy": counts["right"] / max(1, judged),
    }


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--draw", type=int, default=0, help="print this many to judge")
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--verdicts", type=Path, default=Path(__file__).with_name("speakers.tsv"))
    args = options.parse_args()
    articles = sample(args.corpora)
    if args.draw:
        found = list(spoken(articles))
        for number, offset, name, words, record in random.Random(args.seed).sample(
            found, min(args.draw, len(found))
        ):
            text = record.article.full
            before, after = text[max(0, offset - 350) : offset], text[offset + len(words) :][:250]
            print(f"--- {number}\t{offset}\t{key_of(name)}\t[{name}]")
            print(f"{before}>>>{words[:160]}<<<{after}".replace("\n", " / "))
        return
    figures = account(articles)
    if args.verdicts.exists():
        figures |= judge(articles, args.verdicts)
    report("quotations", figures, check=args.check)


if __name__ == "__main__":
    main()
