"""Readings made by hand: what a room is tested on without a model.

A table has one line a word: word, lemma, tag, head (from 1 in the sentence, 0 the root), relation;
then features and the entity ("B-Person", "I-Person"), where there are any. A "+" behind a word
glues the next one to it, an empty line ends a sentence.
"""

from __future__ import annotations

import dataclasses
from pathlib import Path

from diurna.language import Reading

READINGS = Path(__file__).parent / "rooms/readings.txt"
_TEXT = "# text = "


def by_hand(table: str) -> Reading:
    """Return the reading that a table has."""
    rows: list[tuple[str, ...]] = []
    starts: list[int] = []
    entities: list[tuple[int, int, str]] = []
    text = ""
    for line in table.strip().splitlines():
        if not line.strip():
            rows.append(())
            continue
        printed, lemma, tag, head, relation, feats, entity = (*line.split(), "_", "_")[:7]
        word, glued = printed.rstrip("+"), printed.endswith("+")
        index = len(starts)
        rows.append((word, lemma, tag, feats, head, relation))
        starts.append(len(text))
        text += word if glued else f"{word} "
        mark, _, label = entity.partition("-")
        if mark == "B":
            entities.append((index, index + 1, label))
        elif mark == "I":
            begin, _, label = entities.pop()
            entities.append((begin, index + 1, label))
    made = Reading.of(rows, entities=entities)
    ends = tuple(start + len(word) for start, word in zip(starts, made.words, strict=True))
    return dataclasses.replace(made, text=text.rstrip(), starts=tuple(starts), ends=ends)


def stored() -> dict[str, Reading]:
    """Return the readings of readings.txt, by their text."""
    made: dict[str, Reading] = {}
    for part in f"\n{READINGS.read_text('utf-8')}".split(f"\n{_TEXT}")[1:]:
        text, _, table = part.partition("\n")
        made[text] = by_hand(table)
    return made
