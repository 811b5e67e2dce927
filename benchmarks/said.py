"""Attributions on PolNeAR: who said what, and by which word.

    python benchmarks/said.py                  # the development part
    python benchmarks/said.py --train 120 --errors 40

Spans are compared word by word, with the words of our own reading, punctuation left out. The
corpus gives each word to one attribution at most, so statements inside statements are left out of
ours. A `cue` is right where its words are the gold's, a `verb` where they share one; a source
where its head word lies in the gold's; a content where the two share at least 0.8 of their words
(Jaccard). A whole attribution is right where its content and its source are. `exact` asks for the
same words of all three. `alpha` is Krippendorff's by word over source, cue, content and none, as
the corpus reports for its annotators (0.75).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from diurna import article, said
from diurna.language import Reading, packaged
from diurna.said.speakers import cue_words, source_words
from diurna.who import Cast

from common import f1, parser, report

SHARED = 0.8
_LINE = re.compile(r"T(\d+)\t(Source|Cue|Content) ([\d ;]+)\t")
_EVENT = re.compile(r"(Source|Cue|Content)\d*:T(\d+)")


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words of each part, by number."""

    source: frozenset[int]
    cue: frozenset[int]
    content: frozenset[int]
    head: int | None = None


def gold(path: Path, reading: Reading, shift: int) -> list[Attribution]:
    """Read the attributions of a stand-off file."""
    spans: dict[str, tuple[str, frozenset[int]]] = {}
    out = []
    for line in path.read_text("utf-8").split("\n"):
        if match := _LINE.match(line):
            words: set[int] = set()
            for piece in match[3].split(";"):
                start, end = map(int, piece.split())
                words.update(reading.between(start + shift, end + shift))
            spans[match[1]] = (match[2], _plain(reading, words))
        elif line.startswith("E"):
            parts: dict[str, set[int]] = {"Source": set(), "Cue": set(), "Content": set()}
            for _, number in _EVENT.findall(line):
                if number in spans:
                    kind, found = spans[number]
                    parts[kind] |= found
            out.append(Attribution(*(frozenset(parts[k]) for k in ("Source", "Cue", "Content"))))
    return out


def _plain(reading: Reading, words: set[int]) -> frozenset[int]:
    return frozenset(w for w in words if any(c.isalnum() for c in reading.words[w]))


def ours(reading: Reading) -> list[Attribution]:
    """Return the statements of a reading in the same terms."""
    out = []
    for found in said.find(reading, Cast(reading)):
        content: set[int] = set()
        for start, end in found.content:
            content.update(reading.between(start, end))
        if found.within is not None:
            continue
        cue = set(cue_words(found))
        source = source_words(reading, found)
        out.append(
            Attribution(
                _plain(reading, set(source)),
                _plain(reading, cue),
                _plain(reading, content),
                found.source,
            )
        )
    return out


def jaccard(a: frozenset[int], b: frozenset[int]) -> float:
    """Return how much of two sets of words is shared."""
    return len(a & b) / len(a | b) if a | b else 0.0


@dataclass(slots=True)
class Tally:
    """Counts of gold, ours and right, by what is counted."""

    gold: Counter[str]
    mine: Counter[str]
    right: Counter[str]

    def add(self, want: list[Attribution], got: list[Attribution]) -> None:
        """Count one document; each gold attribution is matched with at most one of ours."""
        for name, count in (
            ("cue", "cue"),
            ("verb", "cue"),
            ("source", "source"),
            ("content", "content"),
        ):
            self.gold[name] += sum(bool(getattr(a, count)) for a in want)
            self.mine[name] += sum(bool(getattr(a, count)) for a in got)
        for name in ("whole", "exact"):
            self.gold[name] += len(want)
            self.mine[name] += len(got)
        for role in ("source", "cue", "content"):
            theirs = frozenset().union(*(getattr(a, role) for a in want))
            own = frozenset().union(*(getattr(a, role) for a in got))
            self.gold[f"{role}_words"] += len(theirs)
            self.mine[f"{role}_words"] += len(own)
            self.right[f"{role}_words"] += len(theirs & own)
        cues = Counter(a.cue for a in got if a.cue)
        self.right["cue"] += (cues & Counter(a.cue for a in want if a.cue)).total()
        self.right["verb"] += sum(bool(a.cue) and _touched(a.cue, cues) for a in want)
        for mine, theirs in _pairs(want, got):
            source = mine.head is not None and mine.head in theirs.source
            content = jaccard(mine.content, theirs.content) >= SHARED
            self.right["source"] += source
            self.right["content"] += content
            self.right["whole"] += content and (source or not (mine.source or theirs.source))
            self.right["exact"] += (mine.source, mine.cue, mine.content) == (
                theirs.source, theirs.cue, theirs.content,
            )  # fmt: skip


def _touched(cue: frozenset[int], cues: Counter[frozenset[int]]) -> bool:
    """Take a cue of ours that shares a word with the gold's."""
    for mine in cues:
        if mine & cue and cues[mine] > 0:
            cues[mine] -= 1
            return True
    return False


def _pairs(
    want: list[Attribution], got: list[Attribution]
) -> Iterator[tuple[Attribution, Attribution]]:
    """Match by shared content, the best first."""
    scored = sorted(
        (
            (jaccard(a.content, b.content) + bool(a.cue & b.cue), n, m)
            for n, a in enumerate(got)
            for m, b in enumerate(want)
            if a.content & b.content or a.cue & b.cue
        ),
        key=lambda x: (-x[0], x[1], x[2]),
    )
    left, right = set(range(len(got))), set(range(len(want)))
    for _, n, m in scored:
        if n in left and m in right:
            left.remove(n)
            right.remove(m)
            yield got[n], want[m]


def alpha(pairs: list[tuple[str, str]]) -> float:
    """Return Krippendorff's alpha (1980) of two codings in nominal classes."""
    totals: Counter[str] = Counter()
    for a, b in pairs:
        totals.update((a, b))
    count = totals.total()
    observed = sum(a != b for a, b in pairs) / max(1, len(pairs))
    expected = 1 - sum(n * (n - 1) for n in totals.values()) / max(1, count * (count - 1))
    return 1 - observed / expected if expected else 1.0


def _labels(size: int, found: list[Attribution]) -> list[str]:
    out = ["none"] * size
    for one in found:
        for role in ("content", "source", "cue"):
            for word in getattr(one, role):
                out[word] = role
    return out


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--train", type=int, metavar="N", help="N articles of the training part")
    options.add_argument("--errors", type=int, default=0, help="show this many, training part only")
    args = options.parse_args()
    folder = args.corpora / "attribution/polnear" / ("train" if args.train else "dev")
    model = packaged()
    tally = Tally(Counter(), Counter(), Counter())
    codings: list[tuple[str, str]] = []
    shown = 0
    paths = sorted(folder.glob("text/*.txt"))[: args.train]
    for path in paths:
        text = path.read_text("utf-8")
        marks = next(iter((folder / "attributions").glob(path.stem + "_*.ann")), None)
        if marks is None:
            continue
        made = article(text, published="2016-06-01")
        reading = model.read(made.full)
        shift = made.full.index(text.strip()[:60]) - text.index(text.strip()[:60])
        want, got = gold(marks, reading, shift), ours(reading)
        tally.add(want, got)
        codings += zip(_labels(len(reading), want), _labels(len(reading), got), strict=True)
        if args.train and shown < args.errors:
            shown += _show(reading, want, got)
    figures = {"articles": float(len(paths)), "alpha": alpha(codings)}
    for name in tally.gold:
        precision, recall, both = f1(tally.gold[name], tally.mine[name], tally.right[name])
        figures |= {f"{name}_f1": both, f"{name}_p": precision, f"{name}_r": recall}
    report("said", figures, check=args.check)


def _show(reading: Reading, want: list[Attribution], got: list[Attribution]) -> int:
    """Print what was missed and what was made up in one article."""

    def text(words: frozenset[int]) -> str:
        return " ".join(reading.words[w] for w in sorted(words))[:160]

    matched = [
        (a, b)
        for a, b in _pairs(want, got)
        if jaccard(a.content, b.content) >= SHARED and (a.head in b.source or not b.source)
    ]
    lost = [b for b in want if all(b is not m for _, m in matched)]
    made = [a for a in got if all(a is not m for m, _ in matched)]
    for name, found in (("LOST", lost), ("MADE", made)):
        for one in found:
            print(f"{name} [{text(one.source)}] <{text(one.cue)}> {text(one.content)}")
    return len(lost) + len(made)


if __name__ == "__main__":
    main()
