"""Aid that is given, got or held back: the verb that tells of it stands above what it comes in."""

from __future__ import annotations

from diurna.language import Reading
from diurna.syntax.lexicon import status_words
from diurna.syntax.phrases import case_of
from diurna.what.arguments import carrier_of
from diurna.what.codebook import codebook
from diurna.what.lookup import nominal_entry, verb_entry

_AMOUNTS = ("NOUN", "NUM", "SYM", "PROPN")


def _above(reading: Reading, noun: int) -> tuple[int, str]:
    """Return the word that takes aid with all that it comes in, and by what relation.

    "Delaying a shipment of aid", "gave five million euros in aid", "aid convoys were stopped".
    """
    parcels = codebook().classes["parcels"]
    word = noun
    for _ in range(4):
        head = reading.heads[word]
        if head < 0 or reading.upos[head] not in _AMOUNTS:
            break
        money = reading.labelled(head, "Money")
        if reading.lemmas[head].lower() not in parcels and not money:
            break
        word = head
    head, relation = reading.heads[word], reading.relations[word]
    if head >= 0 and relation == "obl" and case_of(reading, word) in ("in", "of"):
        thing = reading.child(head, "obj")
        if thing is not None and reading.labelled(thing, "Money"):
            relation = "obj"
    return head, relation


def receiver(reading: Reading, noun: int) -> int | None:
    """Return the verb whose subject gets the aid that a noun names: "got aid from", or None."""
    head, relation = _above(reading, noun)
    if head < 0 or relation != "obj" or reading.upos[head] != "VERB":
        return None
    return head if reading.lemmas[head].lower() in status_words().receiving else None


def told_above(reading: Reading, noun: int) -> bool:
    """Say whether what becomes of aid is told by the word above it: given, cut, held back.

    The noun is then no event beside it, unless that word only calls its own event off
    ("suspended food aid": there was none).

    Args:
        reading: Where it stands.
        noun: A noun that the code book has as AID.
    """
    head, relation = _above(reading, noun)
    if head < 0:
        return False
    lemma = reading.lemmas[head].lower()
    if relation in ("obj", "nsubj:pass") and reading.upos[head] == "VERB":
        coded = verb_entry(reading, head)
        if coded is None or coded[0].type not in ("AID", "SANCTION"):
            return False
        direct = reading.heads[noun] == head
        if coded[0].type == "SANCTION":
            return not (direct and status_words().embedding.get(lemma) == "negated")
        carried = reading.relations[noun] != "obl" and carrier_of(reading, noun) == head
        return not (direct and carried)
    if relation in ("nmod", "compound"):
        curb = lemma in codebook().classes["curbs"]
        nominal = nominal_entry(reading, head) if not curb else None
        return curb or (nominal is not None and nominal[0].type == "SANCTION")
    return False
