"""Did it happen: the head of facts and the rules of status, on UW and UDS development sentences.

    python benchmarks/status.py
    python benchmarks/status.py --errors 40        # of the open half of the suite

Gold scores run from -3 (certainly not) to 3 (certainly). Pearson's r and the mean absolute error
are the head's. In three classes, a score over 1 is occurred, under -1 not occurred, between them
uncertain; `rules` are the classes of `what.status` alone, `record` those that the record uses (the
head only where the rules have nothing but their default), `both` the head wherever they are unsure.

The suite is our own: frames such as "{A} was to have {pp} {B}" with the status of what they tell,
each with eight predicates. Half of the frames, by a hash, are closed: what goes wrong in them is
not printed. They are no unseen text all the same: who wrote the frames wrote the rules, and their
scores by status were seen while rules were added. An event counts as right where the record has it
with that status.
"""

from __future__ import annotations

import csv
import hashlib
import json
from collections import Counter
from pathlib import Path

import numpy as np

from diurna import article, read_many
from diurna.language import Reading, packaged
from diurna.syntax.modality import Verdict
from diurna.what import arguments
from diurna.what.status import of_noun, of_verb, weighed

from common import f1, parser, report
from roles import facts_of

_CLASS_OF = {"occurred": "occurred", "ongoing": "occurred"}
_CLASS_OF |= {"negated": "not occurred", "denied": "not occurred"}


def class_of(score: float) -> str:
    """Return the class of a score of factuality, from -3 to 3."""
    return "occurred" if score > 1 else "not occurred" if score < -1 else "uncertain"


def class_of_status(found: str) -> str:
    """Return the class of a status."""
    return _CLASS_OF.get(found, "uncertain")


def by_rule(reading: Reading, word: int) -> Verdict:
    """Return the rules' verdict on any word that tells of something."""
    if reading.upos[word] in ("VERB", "AUX"):
        return of_verb(reading, word)
    return of_noun(reading, word, arguments.carrier_of(reading, word), "")


PREDICATES = (
    ("meet", "met", "met", "meeting"),
    ("visit", "visited", "visited", "visiting"),
    ("attack", "attacked", "attacked", "attacking"),
    ("bomb", "bombed", "bombed", "bombing"),
    ("arrest", "arrested", "arrested", "arresting"),
    ("invade", "invaded", "invaded", "invading"),
    ("condemn", "condemned", "condemned", "condemning"),
    ("release", "released", "released", "releasing"),
)
NAMES = (
    ("Peru", "Bolivia", "Chile"),
    ("Kenya", "Uganda", "Tanzania"),
    ("the Malian army", "the rebels", "the United Nations"),
)
CLASSES = ("occurred", "not occurred", "uncertain")


def measure(path: Path) -> dict[str, float]:
    """Measure one file."""
    model = packaged()
    gold: list[float] = []
    head: list[float] = []
    told: dict[str, Counter[tuple[str, str]]] = {
        "rules": Counter(),
        "head": Counter(),
        "both": Counter(),
        "record": Counter(),
    }
    for words, scores in facts_of(path):
        if not words:
            continue
        reading = model.read_words([words])
        for word, score in scores.items():
            want = class_of(score)
            gold.append(score)
            head.append(reading.facts[word])
            verdict = by_rule(reading, word)
            rules, read = class_of_status(verdict.status), class_of(reading.facts[word])
            told["head"][want, read] += 1
            told["rules"][want, rules] += 1
            told["record"][want, class_of_status(weighed(reading, word, verdict).status)] += 1
            told["both"][want, rules if verdict.sure else read] += 1
    out = {
        "events": float(len(gold)),
        "pearson": float(np.corrcoef(gold, head)[0, 1]),
        "mae": float(np.abs(np.array(gold) - np.array(head)).mean()),
    }
    for name, table in told.items():
        out[f"{name}_accuracy"] = sum(n for (a, b), n in table.items() if a == b) / table.total()
        scores_ = [
            f1(
                sum(n for (a, _), n in table.items() if a == kind),
                sum(n for (_, b), n in table.items() if b == kind),
                table[kind, kind],
            )[2]
            for kind in CLASSES
        ]
        out[f"{name}_macro_f1"] = sum(scores_) / len(scores_)
    return out


def casie(folder: Path) -> dict[str, float]:
    """Measure CASIE's realis: is a nugget an actual event, or generic or other?

    The last word of a nugget is read; its class is the record's: the rule's where it is sure, else
    the head's.
    """
    model = packaged()
    table: Counter[tuple[bool, bool]] = Counter()
    for path in sorted(folder.glob("*.json")):
        data = json.loads(path.read_text("utf-8"))
        reading = model.read(data["content"])
        for hopper in data.get("cyberevent", {}).get("hopper", ()):
            for event in hopper["events"]:
                words = reading.between(
                    event["nugget"]["startOffset"], event["nugget"]["endOffset"]
                )
                tags = [w for w in words if reading.upos[w] in ("VERB", "NOUN", "PROPN")]
                if not tags:
                    continue
                verdict = by_rule(reading, tags[-1])
                rule, read = class_of_status(verdict.status), class_of(reading.facts[tags[-1]])
                own = (rule if verdict.sure else read) == "occurred"
                table[event["realis"] == "Actual", own] += 1
    right = table[True, True] + table[False, False]
    actual = f1(
        table[True, True] + table[True, False], table[True, True] + table[False, True],
        table[True, True],
    )  # fmt: skip
    other = f1(
        table[False, True] + table[False, False], table[True, False] + table[False, False],
        table[False, False],
    )  # fmt: skip
    return {
        "events": float(table.total()), "accuracy": right / table.total(),
        "macro_f1": (actual[2] + other[2]) / 2,
    }  # fmt: skip


def closed(frame: str) -> bool:
    """Say whether a frame is one of the half that nobody looks at."""
    return int(hashlib.sha1(frame.encode()).hexdigest(), 16) % 2 == 1


def suite(path: Path, errors: int) -> dict[str, float]:
    """Measure the suite of minimal sets."""
    with path.open(encoding="utf-8") as lines:
        frames = [(r["frame"], r["status"]) for r in csv.DictReader(lines, delimiter="\t")]
    cases = []
    for n, (frame, status) in enumerate(frames):
        for m, (base, past, pp, ger) in enumerate(PREDICATES):
            a, b, c = NAMES[(n + m) % len(NAMES)]
            text = frame.format(A=a, B=b, C=c, base=base, past=past, pp=pp, ger=ger)
            forms = {base, past, pp, ger}
            cases.append((frame, status, forms, text[:1].upper() + text[1:]))
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    shown = 0
    records = read_many(article(c[3], published="2026-03-04") for c in cases)
    for (frame, status, forms, text), record in zip(cases, records, strict=True):
        half = "closed" if closed(frame) else "open"
        own = [e.status for e in record.events if set(e.trigger.text.lower().split()) & forms]
        total.update((half, f"{half}_{status}"))
        if status in own[:1]:
            right.update((half, f"{half}_{status}"))
        elif half == "open" and shown < errors:
            shown += 1
            print(f"{status} not {own}: {text}")
    out = {f"suite_{k}": right[k] / total[k] for k in sorted(total)}
    return {"suite_sentences": float(len(cases))} | out


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--errors", type=int, default=0)
    args = options.parse_args()
    figures = suite(Path(__file__).with_name("status_frames.tsv"), args.errors)
    for name, folder in (("uw", "uw"), ("uds", "uds_ih2")):
        found = measure(args.corpora / "factuality" / folder / "dev.jsonl")
        figures |= {f"{name}_{k}": v for k, v in found.items()}
    realis = casie(args.corpora / "factuality/casie/data/annotation")
    figures |= {f"casie_{k}": v for k, v in realis.items()}
    report("status", figures, check=args.check)


if __name__ == "__main__":
    main()
