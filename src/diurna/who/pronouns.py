"""Pronouns to their antecedents: the most prominent earlier mention that fits."""

from __future__ import annotations

from diurna.language import Reading
from diurna.who.members import Member


def antecedent(
    reading: Reading,
    members: list[Member],
    index: int,
    *,
    speaker: str | None,
    gender: str,
) -> Member | None:
    """Return the person most prominently named before: nearest sentence first, subjects first."""
    here = reading.sentence_number(index)
    kept_out = barred(reading, members, index)
    best: tuple[float, Member] | None = None
    for member in members:
        fits = member.kind in ("person", "unknown") and member.gender in (None, gender)
        if not fits or member.number in kept_out or speaker == member.id:
            continue
        for begin, end in member.mentions:
            if end > index or here - reading.sentence_number(begin) > 4:
                continue
            score = _prominence(reading, begin, end, index, here)
            if member.gender == gender:
                score += 0.2
            if (
                best is None
                or score > best[0]
                or (score == best[0] and member.number < best[1].number)
            ):
                best = (score, member)
    return best[1] if best else None


def _prominence(reading: Reading, begin: int, end: int, index: int, here: int) -> float:
    """Score an earlier mention: the nearer the better, subjects before others.

    A subject weighs most for a pronoun that is a subject itself; what the governing verb
    acts on is the understood subject of "to end his invasion".
    """
    distance = here - reading.sentence_number(begin)
    head = next((i for i in range(begin, end) if not begin <= reading.heads[i] < end), begin)
    relation = reading.relations[head].split(":")[0]
    own = reading.relations[index]
    score = -0.8 * distance - 0.03 * min(index - begin, 60)
    if relation == "nsubj":
        score += 1.2 if own.startswith("nsubj") else 0.9 if own == "nmod:poss" else 0.4
    elif relation == "root":
        score += 0.4
    elif relation == "obj" and reading.heads[head] in set(reading.ancestors(index)):
        score += 1.0
    elif relation in ("nmod", "compound"):
        score -= 0.2
    return score


def barred(reading: Reading, members: list[Member], index: int) -> set[int]:
    """Return the members that stand beside an object pronoun in its clause, or own what does."""
    word, relation = reading.words[index].lower(), reading.relations[index]
    if word.endswith(("self", "selves")) or relation == "nmod:poss":
        return set()
    verb = reading.heads[index]
    if verb < 0 or relation.startswith("nsubj"):
        return set()
    out = set()
    for child in reading.children(verb, "nsubj", "obj", "obl", "iobj"):
        if child != index:
            spots = {child, *reading.children(child, "nmod", "nmod:poss")}
            held = (m for m in members if any(b <= w < e for b, e in m.mentions for w in spots))
            out |= {m.number for m in held}
    return out


# -- result ---------------------------------------------------------------
