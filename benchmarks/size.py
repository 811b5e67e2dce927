"""Processor time and peak memory of one article, by its length and by what it holds.

    python benchmarks/size.py                       # prose and odd texts, up to 125,000 characters
    python benchmarks/size.py --lengths 1000000 --kinds prose

Prose is the news sample's, article after article; the odd texts are what a file may hold that is no
article: one name, names without end, quotation marks, combining marks, one word. Each is read in a
process of its own on one thread; memory is the process's high-water mark, time is the processor's,
without the start. A busy machine makes the times longer, not the memory.
"""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path

from diurna import Article, article, read_articles
from diurna.reader import read

from common import parser, report

SAMPLE = "news/allsides_sample.jsonl.xz"
ALONE = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "DIURNA_THREADS")
LENGTHS = (5_500, 31_000, 62_000, 125_000)


def prose(corpora: Path, length: int) -> str:
    """Return articles of the sample, one after the other."""
    out, total = [], 0
    for found in islice(read_articles([corpora / SAMPLE]), 5_000):
        if isinstance(found, Article):
            out.append(found.text)
            total += len(found.text) + 1
        if total > length:
            break
    return "\n".join(out)[:length]


def names(length: int) -> str:
    """Return names of people, no two alike."""
    rng, out = random.Random(5), []
    while sum(map(len, out)) < length:
        first, last = (
            rng.choice("BDFGKLMN") + "".join(rng.choices("aeiolnrst", k=k)) for k in (5, 7)
        )
        out.append(f"{first} {last}, ")
    return "".join(out)[:length]


def again(unit: str) -> Callable[[int], str]:
    """Return what makes a text of a unit told again and again."""
    return lambda length: (unit * (length // len(unit) + 1))[:length]


ODD: dict[str, Callable[[int], str]] = {
    "one_name": again("Ana Soto "),
    "names": names,
    "quotes": again('"'),
    "quoted": again('"We go," he said. '),
    "combining": again("\u0301"),
    "capitals": again("A"),
    "shouted": again("PERU CHILE MET "),
    "dates": again("on 3 May 2024 "),
    "places": again("Paris, Lima, Springfield, Santiago, Kingston, Salem, "),
    "turns": again("Ana: I go.\nBo: You go.\n"),
}


def one(corpora: Path, kind: str, length: int) -> None:
    """Read one text and print its seconds and megabytes."""
    text = prose(corpora, length) if kind == "prose" else ODD[kind](length)
    example = "The president of Peru met Ana Soto in Lima on Monday, he said."
    read(article(example, published="2026-03-05"))
    began = time.process_time()
    read(article(text, published="2026-03-05"))
    spent = time.process_time() - began
    print(spent, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--lengths", type=int, nargs="+", default=LENGTHS)
    options.add_argument("--kinds", nargs="+", default=["prose", *ODD], choices=["prose", *ODD])
    options.add_argument("--one", nargs=2, metavar=("KIND", "LENGTH"), help="in this process")
    args = options.parse_args()
    if args.one:
        one(args.corpora, args.one[0], int(args.one[1]))
        return
    figures: dict[str, float] = {}
    for kind in args.kinds:
        for length in args.lengths:
            command = [sys.executable, __file__, "--corpora", str(args.corpora)]
            command += ["--one", kind, str(length)]
            alone = os.environ | dict.fromkeys(ALONE, "1")
            done = subprocess.run(command, capture_output=True, text=True, check=True, env=alone)
            seconds, megabytes = map(float, done.stdout.split())
            figures[f"{kind}_{length}_seconds"] = seconds
            figures[f"{kind}_{length}_mb"] = megabytes
    report("size", figures, check=args.check)


if __name__ == "__main__":
    main()
