"""Whether an archive is the same whatever the order and the pieces it was added in.

Forty articles of our own over 140 days about the same few people, copies and corrections among
them, are added at once, and then in random orders, cut into random pieces, with the archive worked
in between or not. Everything that it says as of four days is compared, byte by byte.

    python benchmarks/orders.py --orders 200 --check
"""

from __future__ import annotations

import datetime as dt
import json
import random
import sys
from pathlib import Path

from common import parser, report

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))

import loops
from diurna.archive import Archive

DAYS = [loops.FIRST + dt.timedelta(days=n) for n in (20, 70, 139, 200)]


def said(store: Archive) -> str:
    return json.dumps(loops.outputs(store, DAYS), sort_keys=True)


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--orders", type=int, default=200)
    options.add_argument("--articles", type=int, default=40)
    given = options.parse_args()
    records = loops.read(loops.news(given.articles, days=140))
    with Archive(":memory:") as store:
        store.add(records, "benchmark")
        wanted = said(store)
    other = 0
    for seed in range(given.orders):
        chance = random.Random(seed)
        order = records[:]
        chance.shuffle(order)
        with Archive(":memory:") as store:
            while order:
                size = chance.choice([1, 2, 3, 5, 8, 20])
                store.add(order[:size], "benchmark")
                del order[:size]
                if chance.random() < 0.7:
                    store.settle()
            other += said(store) != wanted
    figures = {
        "orders": float(given.orders),
        "bytes": float(len(wanted)),
        "same": 1 - other / max(1, given.orders),
    }
    report("orders", figures, check=given.check)


if __name__ == "__main__":
    main()
