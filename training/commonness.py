"""Count how rare stems are in reports of news.

PYTHONPATH=src .venv/bin/python training/commonness.py --corpora ../shared/corpora
"""

from __future__ import annotations

import argparse
import json
import lzma
import math
from collections import Counter
from pathlib import Path

from diurna.agenda.passages import stems

FEWEST = 50
"""Reports that have a stem, for it to be listed."""
HEAD = """\
# How rare a stem is in reports of news: the logarithm of how many reports there are to one that
# has it (`passages.stem`); those not listed are in fewer than one of two hundred.
"""


def main() -> None:
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    ask.add_argument("--out", type=Path, default=Path("src/diurna/agenda/data/commonness.tsv"))
    args = ask.parse_args()
    count: Counter[str] = Counter()
    reports = 0
    with lzma.open(args.corpora / "news/allsides_sample.jsonl.xz", "rt", encoding="utf-8") as lines:
        for line in lines:
            told = json.loads(line)
            count.update(stems.__wrapped__(f"{told['title']} {told['text']}"))
            reports += 1
    rows = sorted((w, math.log(reports / n)) for w, n in count.items() if n >= FEWEST)
    args.out.write_text(HEAD + "".join(f"{w}\t{v:.1f}\n" for w, v in rows), "utf-8")


if __name__ == "__main__":
    main()
