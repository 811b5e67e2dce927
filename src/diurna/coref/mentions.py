"""The mentions of a text as columns: every noun phrase and pronoun, with what its words tell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from diurna.coref import forms, nations
from diurna.language import Entity, Reading
from diurna.world.spelling import parts, plain, same_person
from diurna.world.tables import gender_of, groups, names, people, titles

Ints = npt.NDArray[np.int32]

NAME, NOUN, PRONOUN = 0, 1, 2
UNKNOWN, MALE, FEMALE, THING, MANY = 0, 1, 2, 3, 4
"""What a mention stands for, as its words tell."""
_INNER: Final = frozenset({"flat", "compound", "fixed", "goeswith", "amod"})
_KINDS: Final = {"Person": 1, "Organization": 2, "Location": 3, "NORP": 4, "Facility": 5}
ME, WE, YOU = 5, 6, 7
"""Classes of pronouns; see `FORMS`."""
SEVERAL: Final = 5
"""Class of the article of what stands for several, joined by "and"."""
PERSON, BODY, PLACE, NORP, OTHER = 1, 2, 3, 4, 6
"""Classes of the names of people, bodies, places, peoples and things."""
_SPEAKING: Final = forms.FIRST_SINGULAR | forms.FIRST_PLURAL | {"you"}
"""Who says in a transcript what the turn says: "I think that we are late"."""
_DEMONSTRATIVE: Final = frozenset({"this", "that", "these", "those"})
_RELATIVE: Final = frozenset({"who", "which", "whom", "whose", "what", "where", "when", "why"})
_HALVES: Final = frozenset({"north", "south"})
"""What the two Koreas are called where they were named."""
_PARTS: Final = frozenset(
    {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central",
     "upper", "lower", "greater", "inner", "outer", "old"}
)  # fmt: skip
"""First words of a place that is another than the one without them: "South Australia"."""
_TELLING: Final = frozenset({"NOUN", "PROPN", "ADJ", "NUM"})
_STORMS: Final = frozenset({"cyclone", "hurricane", "storm", "superstorm", "tropical", "typhoon"})
"""Words that a storm's name goes without when it is told again."""
_NOBODY: Final = frozenset(
    {"there", "one", "ones", "someone", "anyone", "everyone", "nobody", "nothing", "something",
     "anything", "everything", "somebody", "anybody", "everybody", "all", "some", "none", "many",
     "most", "each", "both", "another", "other", "others", "much", "any", "few", "half"}
)  # fmt: skip
_ROLES: Final = {"nsubj": 1, "obj": 2, "iobj": 2, "obl": 3, "nmod": 4, "appos": 5, "conj": 6,
                 "root": 7, "vocative": 8, "dislocated": 8, "parataxis": 7}  # fmt: skip
FORMS: Final = ("he", "she", "it", "they", "i", "we", "you", "this", "other")
"""Classes of pronouns, in the order of `Mentions.form` from 1."""
_FORM: Final = {
    **dict.fromkeys(forms.MASCULINE, 1),
    **dict.fromkeys(forms.FEMININE, 2),
    **dict.fromkeys(forms.NEUTER, 3),
    **dict.fromkeys(forms.THIRD_PLURAL, 4),
    **dict.fromkeys(forms.FIRST_SINGULAR, 5),
    **dict.fromkeys(forms.FIRST_PLURAL, 6),
    **dict.fromkeys(forms.SECOND, 7),
    **dict.fromkeys(_DEMONSTRATIVE, 8),
}
_MEN: Final = frozenset(
    {"man", "boy", "father", "son", "brother", "husband", "king", "prince", "uncle", "grandfather",
     "gentleman", "actor", "spokesman", "chairman", "congressman", "businessman", "policeman"}
)  # fmt: skip
_WOMEN: Final = frozenset(
    {"woman", "girl", "mother", "daughter", "sister", "wife", "queen", "princess", "aunt",
     "grandmother", "lady", "actress", "spokeswoman", "chairwoman", "congresswoman", "widow"}
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mentions:
    """Columns with one entry a mention, in the order of their head words.

    Attributes:
        head: The head word; of "Ann and Bo" the last word that joins them.
        seen: The word by which the model sees it: the head word, or the first of those joined.
        begin: First word of the phrase up to its head.
        kind: NAME, NOUN or PRONOUN.
        gender: UNKNOWN, MALE, FEMALE, THING or MANY.
        number: 0 unknown, 1 singular, 2 plural.
        label: Class of the named entity at the head, 0 for none.
        form: Class of the pronoun, 0 for none; see `FORMS`.
        article: 0 bare, 1 definite, 2 indefinite, 3 demonstrative, 4 owned, 5 several joined.
        role: Class of the head's relation.
        verb: The word that the head hangs on, -1 for a root.
        sentence: Number of the sentence.
        owns: Whether it is a possessor.
        inside: Who says it: the head word of the source of a quotation or a number above all words
            for a speaker of a transcript, -1 outside both.
        facing: Who is spoken to in a transcript, as `inside`; -1 outside.
        voice: The speaker of the transcript that a name names, as `inside`; -1 for none.
        body: Number of the state or body that the name is known for, -1 for none.
        lemma: Number of the head's lemma in this text.
        text: Number of the phrase in this text, without its article.
        words: Content words of the phrase, plain.
        initials: The first letters of a name's words.
        names: The telling words of a personal name, without titles, and of the speaker's for "I" of
            a transcript; empty for what is none.
        several: The head words of several joined.
        together: The speakers, as in `inside`, who are among several joined.
    """

    head: Ints
    seen: Ints
    begin: Ints
    kind: Ints
    gender: Ints
    number: Ints
    label: Ints
    form: Ints
    article: Ints
    role: Ints
    verb: Ints
    sentence: Ints
    owns: Ints
    inside: Ints
    facing: Ints
    voice: Ints
    body: Ints
    lemma: Ints
    text: Ints
    words: tuple[frozenset[str], ...]
    initials: tuple[str, ...]
    names: tuple[list[str], ...]
    several: tuple[tuple[int, ...], ...]
    together: tuple[frozenset[int], ...]

    def __len__(self) -> int:
        return len(self.head)


def _heads(reading: Reading) -> list[int]:
    """Return the words that head a mention."""
    out = []
    for i, tag in enumerate(reading.upos):
        relation = reading.relations[i].split(":")[0]
        word = reading.words[i].lower()
        if tag in ("PRON", "DET") and (word in _FORM or tag == "PRON"):
            if word in _RELATIVE or word in _NOBODY or relation == "expl":
                continue
            if tag == "PRON" or reading.relations[i] == "nmod:poss" or relation == "nsubj":
                out.append(i)
        elif tag in ("NOUN", "PROPN"):
            entity = reading.entity_at(i)
            within = entity is not None and entity.begin <= reading.heads[i] < entity.end
            of_a_noun = tag == "NOUN" and relation == "compound" and entity is None
            if relation in _INNER and (within or entity is None) and not of_a_noun:
                continue
            titled = relation in _INNER or reading.relations[i] == "nmod:desc"
            if titled and word in titles() and reading.upos[reading.heads[i]] == "PROPN":
                continue
            if _names_the_same(reading, i, within=within) or _described(reading, i):
                continue
            out.append(i)
    return out


def coordinated(heads: Sequence[int], relations: Sequence[str]) -> dict[int, int]:
    """Return the first of the words that each "and" joins.

    Args:
        heads: The index of each word's head, -1 for a root.
        relations: Universal Dependencies relations.
    """
    return {
        n: heads[heads[n]]
        for n, relation in enumerate(relations)
        if relation == "cc" and relations[heads[n]].startswith("conj")
    }


def joined(reading: Reading) -> dict[int, tuple[int, ...]]:
    """Return the nouns and names that are told of together, by the last word that joins them."""
    last = {first: word for word, first in coordinated(reading.heads, reading.relations).items()}
    out = {}
    for first, word in last.items():
        of = (first, *reading.children(first, "conj"))
        if all(reading.upos[w] in ("NOUN", "PROPN", "PRON") for w in of):
            out[word] = of
    return out


def _names_the_same(reading: Reading, i: int, *, within: bool) -> bool:
    """Say whether a name is part of the name it hangs on: "Madam Speaker", "Ann (Bo) Lee"."""
    above = reading.heads[i]
    if reading.upos[i] != "PROPN" or above < 0 or reading.upos[above] != "PROPN":
        return False
    relation = reading.relations[i]
    if relation == "nmod:desc":
        return i < above and (within or reading.entity_at(i) is None)
    if relation == "flat":
        return True
    return within and relation in ("appos", "nmod:poss") and "," not in reading.words[above:i]


def _described(reading: Reading, i: int) -> bool:
    """Say whether a noun describes the name that follows it: "the writer Lena Brook"."""
    if reading.upos[i] != "NOUN":
        return False
    if reading.relations[i] == "nmod:desc" and reading.heads[i] > i:
        return reading.upos[reading.heads[i]] == "PROPN"
    return any(
        reading.upos[name] == "PROPN" and reading.entity_at(name) is not None
        for name in reading.children(i, "flat")
        if name == i + 1 or (name > i and reading.upos[name - 1] == "PROPN")
    )


def _end(reading: Reading, head: int, entity: Entity) -> int:
    """Return the end of a name without what it lies in: "Dhaka" of "Dhaka, Bangladesh"."""
    comma = (i for i in range(head + 1, entity.end) if reading.words[i] == ",")
    return next(comma, entity.end) if entity.label == "Location" else entity.end


def _nested(reading: Reading) -> dict[int, tuple[int, int, int]]:
    """Find the names inside longer names that stand alone elsewhere, and states' names.

    Returns:
        First word, end and class of the name by its last word: "Australia" of "Food Standards
        Australia".
    """
    alone: dict[tuple[str, ...], int] = {}
    longest = 1
    for entity in reading.entities:
        if entity.label in ("Location", "Organization"):
            words = tuple(w.lower() for w in reading.words[entity.begin : entity.end])
            alone.setdefault(words, _KINDS[entity.label])
            longest = max(longest, min(4, len(words)))
    out = {end - 1: (begin, end, PLACE) for begin, end, _ in nations.inside(reading)}
    for entity in reading.entities:
        for begin in range(entity.begin, entity.end):
            for end in range(min(entity.end, begin + longest), begin, -1):
                words = tuple(w.lower() for w in reading.words[begin:end])
                if words in alone and end - begin < entity.end - entity.begin:
                    if reading.upos[end - 1] == "PROPN":
                        out.setdefault(end - 1, (begin, end, alone[words]))
                    break
    return out


def _begin(reading: Reading, head: int) -> int:
    begin = head
    for child in reading.children(head, "det", "amod", "compound", "nmod", "nummod", "flat"):
        if child < head:
            begin = min(begin, reading.subtree(child)[0])
    return max(begin, head - 8)


def _article(reading: Reading, head: int) -> int:
    for child in reversed(list(reading.children(head, "det"))):
        word = reading.words[child].lower()
        if word in _DEMONSTRATIVE:
            return 3
        return 1 if word == "the" else 2
    return 4 if reading.child(head, "nmod:poss") is not None else 0


def _gender(
    reading: Reading,
    head: int,
    phrase: Sequence[str],
    name: Sequence[str],
    label: int,
    form: int,
) -> int:
    """Return what a mention stands for.

    Args:
        reading: The text.
        head: The head word.
        phrase: The words of the mention.
        name: Those of the personal name in it.
        label: Class of the name.
        form: Class of the pronoun.
    """
    if form:
        return (MALE, FEMALE, THING, MANY, UNKNOWN, MANY, UNKNOWN, UNKNOWN, UNKNOWN)[form - 1]
    plural = reading.has(head, "Number=Plur") and label != PLACE
    if plural and (label != PERSON or _article(reading, head) == 1):
        return MANY
    lemma = reading.lemmas[head].lower()
    lowered = {w.lower() for w in phrase}
    if lemma in _MEN or lowered & {"mr.", "mr", "king", "prince", "sir", "lord"}:
        return MALE
    if lemma in _WOMEN or lowered & {"mrs.", "ms.", "mrs", "ms", "miss", "queen", "lady"}:
        return FEMALE
    if label == PERSON:
        named = [w for w in name if w.lower() not in titles() and w[:1].isupper()]
        titled = len(named) == 1 and any(plain(w) in titles() for w in phrase)
        return UNKNOWN if titled else {"m": MALE, "f": FEMALE}.get(gender_of(named) or "", UNKNOWN)
    if label in (2, 3, 5):
        return THING
    group = groups().get(lemma)
    body = group is not None and group.kind != "role"
    return THING if body and lemma not in titles() and lemma not in people() else UNKNOWN


def _sources(reading: Reading) -> dict[int, int]:
    """Return the head of the source by each word of what it is said to say."""
    out: dict[int, int] = {}
    for found in reading.attributions:
        source = next((reading.outward(*run) for run in found.source), None)
        for begin, end in found.content:
            for i in range(begin, end):
                out.setdefault(i, -1 if source is None else source)
    return out


def _person(words: Sequence[str]) -> list[str]:
    """Return the telling words of a personal name."""
    return [w for w in parts(list(words)) if w[:1].isupper() and plain(w) not in titles()]


def _canonical(text: str) -> tuple[str, bool]:
    """Return the name that a state or body is known by, and whether it is known."""
    known = names().get(text)
    if known is None or known.kind == "demonym":
        return text, False
    return text if known.kind == "metonym" else known.canonical.lower(), True


class _Voices:
    """The speakers of a transcript, by number; whose turn a word is in, and who is named."""

    def __init__(self, reading: Reading) -> None:
        self.size = len(reading)
        self.names = list(dict.fromkeys(t.speaker for t in reading.turns))
        number = {name: self.size + n for n, name in enumerate(self.names)}
        self.at: dict[int, tuple[int, int]] = {}
        for n, turn in enumerate(reading.turns):
            near = (*reversed(reading.turns[:n]), *reading.turns[n + 1 :])
            other = next((t.speaker for t in near if t.speaker != turn.speaker), None)
            facing = number[other] if other is not None else -1
            for i in range(turn.begin, turn.end):
                self.at[i] = (number[turn.speaker], facing)
        self.parts = [[w for w in parts(n.split()) if plain(w) not in titles()] for n in self.names]

    def named(self, words: Sequence[str]) -> int:
        """Return the speaker whom a name names, or -1."""
        own = _person(words)
        for n, told in enumerate(self.parts):
            if own and told and same_person(own, told):
                return self.size + n
        return -1


class _Listing:
    """Mentions as they are listed, column by column."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.inner = _nested(reading)
        self.joint = joined(reading)
        self.sources = _sources(reading)
        self.voices = _Voices(reading)
        self.lemma_of: dict[str, int] = {}
        self.text_of: dict[str, int] = {}
        self.body_of: dict[str, int] = {}
        self.rows: list[tuple[int, ...]] = []
        self.words: list[frozenset[str]] = []
        self.initials: list[str] = []
        self.names: list[list[str]] = []
        self.several: list[tuple[int, ...]] = []
        self.together: list[frozenset[int]] = []

    def one(self, head: int) -> None:
        """List the noun phrase or pronoun of a head word."""
        reading = self.reading
        pronoun = reading.upos[head] in ("PRON", "DET")
        form = _FORM.get(reading.words[head].lower(), 9) if pronoun else 0
        begin, end, label, named = self._phrase(head, named=not form)
        phrase = reading.words[begin:end]
        kept = [
            plain(w)
            for w, tag in zip(phrase, reading.upos[begin:end], strict=False)
            if w[:1].isalnum()
            and (tag in _TELLING or (named and tag == "VERB" and w[:1].isupper()))
            and not (named and tag == "ADJ" and w.islower())
        ] or [reading.words[head].lower()]
        plainly = [w for w in kept if w not in _STORMS] if named else kept
        text = " ".join(plainly or kept)
        if text in _HALVES and f"{text} korea" in self.text_of:
            text = f"{text} korea"
        text, known = _canonical(text)
        text = f"{text} (person)" if label == PERSON else text
        part = label == PLACE and kept[0] in _PARTS
        known = (known or part) and named and label != PERSON
        body = self.body_of.setdefault(text, len(self.body_of)) if known else -1
        plural = reading.has(head, "Number=Plur") or form in (4, 6)
        self._add(
            head, head, head if form else begin, named=named, label=label, form=form,
            gender=_gender(reading, head, phrase, self._own(head, phrase), label, form),
            number=2 if plural else 1 - (form == YOU), article=_article(reading, head), text=text,
            voice=self.voices.named(phrase) if named and self.voices.names else -1, body=body,
        )  # fmt: skip
        self.words.append(frozenset(kept))
        self.names.append(_person(self._own(head, phrase)) if named else self._called(head, form))
        upper = "".join(w[0] for w in phrase if w[:1].isupper()).lower()
        self.initials.append(upper if named and len(upper) > 2 else "")
        self.several.append(())
        self.together.append(frozenset())

    def joined(self, head: int, of: tuple[int, ...]) -> None:
        """List several that are joined, by the last word that joins them."""
        reading = self.reading
        form = 0
        if all(reading.upos[w] == "PRON" for w in of):
            ours = any(reading.words[w].lower() in forms.FIRST_SINGULAR for w in of)
            form = WE if ours else _FORM["they"]
        begin, _, label, named = self._phrase(of[0], named=not form)
        text = " & ".join(sorted(plain(reading.words[w]) for w in of))
        self._add(
            head, of[0], begin, named=named, label=label, form=form, gender=MANY, number=2,
            article=SEVERAL, text=text,
        )  # fmt: skip
        self.words.append(frozenset({text}))
        self.names.append([])
        self.initials.append("")
        self.several.append(of)
        self.together.append(frozenset(map(self._speaker, of)) - {-1})

    def _phrase(self, head: int, *, named: bool) -> tuple[int, int, int, bool]:
        """Return first word, end and class of the name of a head's phrase, and whether it is one.

        Args:
            head: The word.
            named: Whether it may be a name.
        """
        reading = self.reading
        if head in self.inner:
            return *self.inner[head], True
        role = self._is_role(head)
        entity = None if role else reading.entity_at(head)
        begin, end = _begin(reading, head), head + 1
        named = named and not role and (reading.upos[head] == "PROPN" or entity is not None)
        named = named and not (entity is not None and entity.label in ("Date", "Time"))
        if entity is not None and entity.begin <= reading.heads[head] < entity.end:
            begin, entity = max(begin, entity.begin), None
        if named and entity is not None:
            begin, end = min(begin, entity.begin), max(end, _end(reading, head, entity))
        return begin, end, _KINDS.get(entity.label, OTHER) if entity is not None else 0, named

    def _is_role(self, head: int) -> bool:
        """Say whether a noun for people was taken for a name: "the Vermont senator"."""
        lemma = self.reading.lemmas[head].lower()
        return self.reading.words[head].islower() and (lemma in titles() or lemma in people())

    def _own(self, head: int, phrase: tuple[str, ...]) -> tuple[str, ...]:
        """Return a person's name of a phrase without the words before it: "Peru's Ana Soto"."""
        entity = self.reading.entity_at(head)
        if entity is None or entity.label != "Person":
            return phrase
        return self.reading.words[entity.begin : entity.end]

    def _add(
        self, head: int, seen: int, begin: int, *, named: bool, label: int, form: int, gender: int,
        number: int, article: int, text: str, voice: int = -1, body: int = -1,
    ) -> None:  # fmt: skip
        """Add a row: what is known of the words, and what the tree and the speakers tell."""
        reading = self.reading
        facing = self.voices.at.get(head, (-1, -1))[1]
        lemma = reading.lemmas[head].lower()
        self.rows.append(
            (head, seen, begin, PRONOUN if form else NAME if named else NOUN, gender, number, label,
             form, article, _ROLES.get(reading.relations[seen].split(":")[0], 0),
             reading.heads[seen], reading.sentence_number(head),
             int(reading.relations[seen] == "nmod:poss"), self._said_by(head), facing, voice, body,
             self.lemma_of.setdefault(lemma, len(self.lemma_of)),
             self.text_of.setdefault(text, len(self.text_of)))
        )  # fmt: skip

    def _said_by(self, head: int) -> int:
        """Return who says a word, as `Mentions.inside`."""
        said = self.voices.at.get(head, (-1, -1))[0]
        quoted = self.sources.get(head, -1)
        if quoted >= 0 and not (said >= 0 and self.reading.words[quoted].lower() in _SPEAKING):
            return quoted
        return said

    def _called(self, head: int, form: int) -> list[str]:
        """Return the name of whoever says "I" in a transcript whose label has more than one."""
        said = self._said_by(head) - self.voices.size if form == ME else -1
        called = self.voices.parts[said] if said >= 0 else []
        return called if len(called) > 1 else []

    def _speaker(self, word: int) -> int:
        """Return which speaker of a transcript one of several is, or -1: "Ann and I"."""
        reading = self.reading
        if reading.words[word].lower() in forms.FIRST_SINGULAR:
            return self.voices.at.get(word, (-1, -1))[0]
        if not self.voices.names:
            return -1
        entity = reading.entity_at(word)
        begin, end = (entity.begin, entity.end) if entity is not None else (word, word + 1)
        return self.voices.named(reading.words[begin:end])


def find(reading: Reading) -> Mentions:
    """List the mentions of a reading."""
    listed = _Listing(reading)
    for head in sorted({*_heads(reading), *listed.inner, *listed.joint}):
        if head in listed.joint:
            listed.joined(head, listed.joint[head])
        else:
            listed.one(head)
    apart = ("words", "initials", "names", "several", "together")
    columns = [f.name for f in fields(Mentions) if f.name not in apart]
    table = np.array(listed.rows, np.int32).reshape(-1, len(columns)).T
    told: dict[str, Any] = dict(zip(columns, map(np.ascontiguousarray, table), strict=True))
    told["gender"] = _by_full_names(told["gender"], told["label"], listed.names)
    told |= {name: tuple(getattr(listed, name)) for name in apart}
    return Mentions(**told)


def _by_full_names(gender: Ints, label: Ints, names: Sequence[list[str]]) -> Ints:
    """Return the genders, that of a surname as of the full names that end with it: Dr. Nelson."""
    people = np.flatnonzero(label == PERSON).tolist()
    full: dict[str, set[int]] = {}
    for k in people:
        if len(names[k]) > 1:
            full.setdefault(plain(names[k][-1]), set()).add(int(gender[k]))
    out = gender.copy()
    for k in people:
        if len(names[k]) == 1 and (known := full.get(plain(names[k][0]))):
            out[k] = next(iter(known)) if len(known) == 1 else UNKNOWN
    return out
