"""Read fifty articles of the development corpora: no crash, every record valid; show some.

    python benchmarks/survey.py --corpora ../shared/corpora --show 3

Articles come from PolNeAR's development part, TimeBank and AQUAINT, the news sample, and GUM's
news: varied newsrooms and years. Which ones is a function of `--seed`.
"""

from __future__ import annotations

import csv
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import jsonschema

from diurna import Article, Record, article, json_schema, read_articles, read_many

from common import parser, report

TAG = re.compile(r"<[^>]+>")


def polnear(corpora: Path) -> Iterator[Article]:
    """Yield the political news of PolNeAR's development part."""
    root = corpora / "attribution/polnear"
    with (root / "metadata.tsv").open(encoding="utf-8") as table:
        dates = {
            r["filename"]: r["publication_date"] for r in csv.DictReader(table, delimiter="\t")
        }
    for path in sorted((root / "dev/text").glob("*.txt")):
        title, _, text = path.read_text(encoding="utf-8").partition("\n")
        if day := dates.get(path.stem):
            yield article(text, title=title, published=day, id=path.stem)


def timebank(corpora: Path) -> Iterator[Article]:
    """Yield TimeBank and AQUAINT documents, tags taken off."""
    for path in sorted((corpora / "temporal/tbaq").glob("*/*.tml")):
        raw = path.read_text(encoding="utf-8")
        day = re.search(r"<DCT><TIMEX3[^>]*value=\"(\d{4}-\d{2}-\d{2})", raw)
        text = re.search(r"<TEXT>(.*?)</TEXT>", raw, re.DOTALL)
        if day and text:
            plain = TAG.sub("", text[1]).replace("&amp;", "&").replace("&quot;", '"').strip()
            yield article(plain, published=day[1], id=path.stem)


def sample(corpora: Path, seed: int, count: int) -> list[Article]:
    """Return a mix of articles, the same for the same seed."""
    news = read_articles([corpora / "news/allsides_sample.jsonl.xz"])
    pools = [
        list(polnear(corpora)),
        list(timebank(corpora)),
        [a for a in islice(news, 600) if isinstance(a, Article)],
    ]
    rng = random.Random(seed)
    share = -(-count // len(pools))
    return [a for pool in pools for a in rng.sample(pool, min(share, len(pool)))][:count]


def show(record: Record, out: object = sys.stdout) -> None:
    """Print a record in few lines, sentence-free: what was read, by room."""
    names = {a.id: a.name for a in record.actors} | {p.id: p.name for p in record.places}

    def of(*ids: str | None) -> str:
        return ", ".join(names.get(i, i) for i in ids if i)

    print(f"== {record.article.id} {record.article.day} {record.article.title}", file=out)  # type: ignore[call-overload]
    for a in record.actors:
        words = " | ".join(dict.fromkeys(m.text for m in a.mentions))
        print(
            f"  {a.id} {a.name} [{a.kind} {a.country} {' '.join(a.sectors)}; {a.role}] {words}",
            file=out,
        )  # type: ignore[call-overload]
    for t in record.times:
        print(f"  {t.id} {t.span.text!r} {t.value} {t.begin}..{t.end} {t.anchor}", file=out)  # type: ignore[call-overload]
    for s in record.statements:
        words = " […] ".join(c.text for c in s.content)
        print(
            f"  {s.id} {s.kind} {of(s.speaker)} -> {of(*s.addressees)}: {words[:150]!r}", file=out
        )  # type: ignore[call-overload]
    for e in record.events:
        print(
            f"  {e.id} {e.type}/{e.mode} {e.status} {e.trigger.text!r} {of(*e.actors)} -> "
            f"{of(*e.recipients)} {e.begin}..{e.end} @{of(e.place)} by {e.according_to} "
            f"{[(q.what, q.value) for q in e.quantities]} {e.why}",
            file=out,
        )  # type: ignore[call-overload]
    for n in record.announcements:
        print(f"  {n.id} {n.kind} {n.event} by {of(*n.by)} {n.begin}..{n.end}", file=out)  # type: ignore[call-overload]


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--count", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--show", type=int, default=0, help="print this many records")
    args = options.parse_args()
    validator = jsonschema.Draft202012Validator(json_schema())
    totals: Counter[str] = Counter()
    for number, record in enumerate(read_many(sample(args.corpora, args.seed, args.count))):
        record.check()
        validator.validate(json.loads(record.to_json()))
        totals.update(
            articles=1,
            actors=len(record.actors),
            times=len(record.times),
            places=len(record.places),
            statements=len(record.statements),
            events=len(record.events),
            announcements=len(record.announcements),
        )
        if number % max(1, args.count // max(args.show, 1)) == 0 and args.show:
            show(record)
    report("survey", {k: float(v) for k, v in totals.items()}, check=args.check)


if __name__ == "__main__":
    main()
