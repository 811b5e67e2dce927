"""The agenda on running stories in real reports: what was announced, and what came of it.

    python benchmarks/stories.py [--stories FOLDER ...] [--errors]

The score's definitions are those of `score.py` beside the stories: entries found by the best
assignment of a whole story; status and window over all rows; changes seen; wrong merges. What is
fitted (`training/stories.py`) is fitted anew without each fifth of the stories in turn, by a hash
of the name, on the stories given with `--fit-on` beside them; `--packed` takes the weights as they
are. Rows that are wrong are counted by their cause: the entry is missing, or not there yet; it has
another status, by which was wanted and which it has; or other days.
"""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import Counter
from pathlib import Path
from types import ModuleType

from diurna.agenda import reader

from common import HERE, f1, parser, report

# isort: split
from told_stories import Story, score_module, stories

_WRONG = re.compile(r"wanted (\w+) .*?, had (nothing(?: yet)?|\w+)")


def _training() -> ModuleType:
    """Return what fits; its name is this file's."""
    spec = importlib.util.spec_from_file_location(
        "fit_stories", HERE.parent / "training/stories.py"
    )
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    return made


def run(told: list[Story], others: list[Story], *, packed: bool, errors: bool) -> Counter[str]:
    """Score stories, each with weights that have not seen it.

    Returns:
        The counts of the score, and of what went wrong by cause.
    """
    score = score_module()
    total = score.Score()
    if packed:
        groups = [(told, reader.weights())]
    else:
        fits = _training()
        tables = fits.folds(fits.bags([*told, *others]))
        groups = [([s for s in told if fits.fold_of(s.name) == n], t) for n, t in enumerate(tables)]
    for some, table in groups:
        reader.weights = lambda table=table: table
        for story in some:
            score.score(story.told, story.records, errors, total)
    counts: Counter[str] = total.n
    for _, log in total.log:
        for line in log:
            if found := _WRONG.search(line):
                had = found[2] if "[window]" not in line else "other days"
                counts[f"cause {found[1]}, had {had}"] += 1
    return counts


def figures(c: Counter[str]) -> dict[str, float]:
    """Return the measures."""
    held = c["matched"] + c["split"] + c["wrong"] + c["spurious"]
    precision, recall, both = f1(c["events"], held, c["matched"])
    return {
        "events": float(c["events"]), "found": float(c["found"]), "entry_precision": precision,
        "entry_recall": recall, "entry_f1": both, "rows": float(c["rows"]),
        "status": c["status"] / c["rows"], "window": c["window"] / c["rows"],
        "status_and_window": c["both"] / c["rows"],
        "status_of_found": c["status"] / max(1, c["found_rows"]),
        "first": c["status_first"] / max(1, c["rows_first"]),
        "changes": c["status_change"] / max(1, c["rows_change"]),
        "wrong_merges_of_entries": c["merges"] / max(1, c["entries"]), "splits": float(c["split"]),
    }  # fmt: skip


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--stories", type=Path, nargs="+", default=[Path("../shared/arcs/real")])
    options.add_argument("--fit-on", type=Path, nargs="*", default=[])
    options.add_argument("--packed", action="store_true", help="take the weights as they are")
    options.add_argument("--errors", action="store_true", help="print every row that is wrong")
    args = options.parse_args()
    told = stories(args.stories)
    others = [] if args.packed else stories(args.fit_on)
    counts = run(told, others, packed=args.packed, errors=args.errors)
    for name, count in sorted(counts.items(), key=lambda item: -item[1]):
        if name.startswith("cause "):
            print(f"{count:5} {name[6:]}")
    report("stories", figures(counts), check=args.check)


if __name__ == "__main__":
    main()
