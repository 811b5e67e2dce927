"""The attribution head's scores as attributions: cue, source and content, in words."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from diurna.language.reading import Attribution, Run
from diurna.language.trees import allowed_steps

Floats = npt.NDArray[np.float32]

_REACH = 30
"""Words between a cue and a part that the scores leave loose."""


@dataclass(slots=True)
class _Piece:
    """A run of words with one tag, and the cue that it belongs to."""

    kind: str
    begin: int
    end: int
    score: float
    cue: int | None = None
    likely: int | None = None
    """The cue that it looks to if it looks to any."""


@dataclass(frozen=True, slots=True)
class Views:
    """What the head gives by word.

    Attributes:
        tags: (n, labels) log-probabilities.
        part: (n, d) each word as a part of an attribution, seen by the cue.
        cue: (n, d) each word as the first of a cue.
        root: (d,) no cue at all.
    """

    tags: Floats
    part: Floats
    cue: Floats
    root: Floats


class Decoder:
    """Turns scores into attributions.

    Args:
        labels: The BIOES names of the tags.
    """

    def __init__(self, labels: list[str]) -> None:
        self._labels = labels
        self._steps = np.where(allowed_steps(labels), 0.0, -np.inf).astype(np.float32)

    def decode(self, views: Views, cuts: list[int]) -> list[Attribution]:
        """Return the attributions of a text, in order.

        Args:
            views: The head's output, the text's windows one after the other.
            cuts: Half-open ends of the windows, ascending; the last is n.
        """
        pieces: list[_Piece] = []
        windows = list(pairwise([0, *cuts]))
        for path, (begin, end) in zip(self._paths(views.tags, windows), windows, strict=True):
            self._collect(pieces, path, begin, views.tags[begin:end])
        self._link(pieces, views, windows)
        return _assemble(pieces)

    def _paths(self, tags: Floats, windows: list[Run]) -> list[list[int]]:
        """Return the best path of each window; runs may go on over a window's edges.

        All windows go through the recursion together, the shorter ones padded.
        """
        size = max(b - a for a, b in windows)
        scores = np.zeros((len(windows), size, len(self._labels)), np.float32)
        for n, (a, b) in enumerate(windows):
            scores[n, : b - a] = tags[a:b]
        value = scores[:, 0]
        back = np.zeros(scores.shape, np.int64)
        values = [value]
        for t in range(1, size):
            options = value[:, :, None] + self._steps
            back[:, t] = options.argmax(1)
            value = options.max(1) + scores[:, t]
            values.append(value)
        out = []
        for n, (a, b) in enumerate(windows):
            path = [int(values[b - a - 1][n].argmax())]
            for t in range(b - a - 1, 0, -1):
                path.append(int(back[n, t, path[-1]]))
            out.append(path[::-1])
        return out

    def _collect(self, pieces: list[_Piece], path: list[int], begin: int, scores: Floats) -> None:
        for i, index in enumerate(path):
            label = self._labels[index]
            if label == "O":
                continue
            probability = float(np.exp(scores[i, index]))
            last = pieces[-1] if pieces else None
            goes_on = last is not None and last.end == begin + i and last.kind == label[2:]
            if last is not None and goes_on and label[0] in "IE":
                last.end += 1
                last.score += probability
            else:
                pieces.append(_Piece(label[2:], begin + i, begin + i + 1, probability))

    @staticmethod
    def _link(pieces: list[_Piece], views: Views, windows: list[Run]) -> None:
        """Give each source and content to the cue that most of its words look to."""
        cues = [p.begin for p in pieces if p.kind == "cue"]
        linked = [p for p in pieces if p.kind != "cue"]
        for begin, end in windows:
            here = [c for c in cues if begin <= c < end]
            if not here:
                continue
            heads = np.concatenate([views.root[None], views.cue[here]])
            for piece in linked:
                first, last = max(begin, piece.begin), min(end, piece.end)
                if first >= last:
                    continue
                scores = views.part[first:last] @ heads.T
                scores -= np.logaddexp.reduce(scores, axis=1, keepdims=True)
                mean = scores.mean(0)
                best = int(mean.argmax())
                piece.likely = here[int(mean[1:].argmax())]
                if best and (piece.cue is None or piece.begin < begin):
                    piece.cue = here[best - 1]
        _settle(linked)


def _settle(linked: list[_Piece]) -> None:
    """Give a cue that lacks a part the loose one that would sooner look to it than to another."""
    for kind in ("content", "source"):
        served = {p.cue for p in linked if p.kind == kind}
        for piece in linked:
            loose = piece.kind == kind and piece.cue is None
            if loose and piece.likely is not None and piece.likely not in served:
                near = min(abs(piece.likely - piece.end), abs(piece.begin - piece.likely))
                if near <= _REACH:
                    piece.cue = piece.likely
                    served.add(piece.cue)


def _assemble(pieces: list[_Piece]) -> list[Attribution]:
    """Put pieces with one cue together; content that looks to no cue stands alone."""
    groups: dict[int, list[_Piece]] = defaultdict(list)
    alone: list[list[_Piece]] = []
    for piece in pieces:
        cue = piece.begin if piece.kind == "cue" else piece.cue
        if cue is not None:
            groups[cue].append(piece)
        elif piece.kind == "content":
            alone.append([piece])
    out = []
    for members in [*groups.values(), *alone]:
        runs = {
            kind: tuple(sorted((p.begin, p.end) for p in members if p.kind == kind))
            for kind in ("cue", "source", "content")
        }
        size = sum(p.end - p.begin for p in members)
        score = sum(p.score for p in members) / size
        out.append(Attribution(runs["cue"], runs["source"], runs["content"], score))
    return sorted(out, key=lambda a: min([*a.cue, *a.source, *a.content]))
