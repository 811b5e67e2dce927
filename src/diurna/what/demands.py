"""What is told by a modal or an adjective alone: that another must do something, is ready to."""

from __future__ import annotations

from diurna.language import Reading
from diurna.syntax.lexicon import words
from diurna.what import arguments, status
from diurna.what.codebook import codebook
from diurna.what.found import By, Found
from diurna.what.lookup import noun_entry, verb_entry
from diurna.who import Cast


def ready(reading: Reading, cast: Cast, index: int) -> Found | None:
    """Read "is willing to" do what the code book has no word for: that is an agreement."""
    lemma = reading.lemmas[index].lower()
    if lemma not in words("turning.ready") or reading.child(index, "cop") is None:
        return None
    done = reading.child(index, "xcomp", "ccomp", "advcl")
    if done is None or verb_entry(reading, done) is not None:
        return None
    if any(noun_entry(reading, c) is not None for c in reading.children(done, "obj")):
        return None
    actors, _ = arguments.of_verb(reading, cast, index, mutual=True)
    by, entry = By("adjective", lemma), codebook().entries["AGREE", None]
    verdict = status.of_verb(reading, index)
    return Found(by, entry, index, verdict, actors, [], None, index, index + 1)


def demanded(reading: Reading, cast: Cast, index: int, *, beside: bool = False) -> Found | None:
    """Read what someone says another must do: a demand.

    Args:
        reading: Where it stands.
        cast: Its actors.
        index: The deed, a verb or an adjective.
        beside: Whether the deed may be an event of its own as well. Then only "must" demands,
            and the word of saying is the trigger.
    """
    says = reading.heads[index]
    obliging = {"must"} if beside else words("modals.requested")
    modals = (c for c in reading.children(index, "aux") if reading.words[c].lower() in obliging)
    modal = next(modals, None)
    if modal is None or says < 0 or reading.relations[index] != "ccomp" or index - modal > 4:
        return None
    actors, others = (
        [a for a in cast.actors_of(head) if _is_national(cast, a)] if head is not None else []
        for head in (reading.child(says, "nsubj"), reading.child(index, "nsubj", "nsubj:pass"))
    )
    if not actors or not others or set(actors) & set(others):
        return None
    by, entry = By("modal", reading.words[modal].lower()), codebook().entries["REQUEST", None]
    trigger, verdict = says if beside else index, status.of_verb(reading, says)
    return Found(by, entry, trigger, verdict, actors, others, None, modal, index + 1)


def _is_national(cast: Cast, identity: str) -> bool:
    member = cast.member(identity)
    political = {"GOV", "MIL", "REB", "IGO", "NGO", "OPP"}
    return bool(member.country or set(member.sectors) & political)
