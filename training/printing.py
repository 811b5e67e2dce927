"""The project's own sentences as training text for the head of event types.

``training/phrases`` has lines such as "A *lifted* the embargo on B", by type. Each is printed
anew every time with other actors, tenses and surroundings; the content words between the stars
bear the type, every other word is no event. Reviews, answers and mail of EWT, and guides of GUM,
stand for language without political events.
"""

from __future__ import annotations

import csv
import hashlib
import random
from pathlib import Path

from diurna.language.words import tokenize

from data import Document, Sentence

HERE = Path(__file__).parent
LABELS = [
    "none", "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
PLAIN = (
    "reviews-", "answers-", "email-", "GUM_whow", "GUM_voyage", "GUM_academic", "GUM_textbook",
)  # fmt: skip
"""Parts of the treebanks that tell of no politics."""
FUNCTION = frozenset(
    {"a", "an", "the", "to", "of", "in", "on", "at", "for", "from", "with", "by", "into", "over",
     "under", "its", "his", "her", "their", "up", "out", "off", "not", "no", "and", "that", "as",
     "be", "is", "are", "was", "has", "have", "had", "between", "against", "b", "c"}
)  # fmt: skip
"""Words that bear no type, wherever the stars stand."""
UNMARKED = -100

PEOPLE = (
    "the government", "the army", "police", "the foreign ministry", "the president", "students",
    "the prime minister", "the opposition", "rebels", "the rebels", "militants", "protesters",
    "the court", "lawmakers", "workers", "the United Nations", "the European Union", "NATO",
    "the junta", "Prime Minister Jan Nowak", "President Ana Soto", "Foreign Minister Li Wen",
    "General Omar Haddad", "the African Union", "the ruling party", "a human rights group",
    "the Red Cross", "the parliament", "the security council", "the defence minister", "the mayor",
    "separatists", "officials", "the authorities", "a rebel commander", "the company", "farmers",
    "the union", "a former minister",
)  # fmt: skip
FRONT = ("", "", "", "On Monday, ", "Meanwhile, ", "In a surprise move, ", "Late on Friday, ",
         "According to officials, ", "State media said that ", "A spokesman said ",
         "Two months after the vote, ", "In the capital, ")  # fmt: skip
BACK = ("", "", "", " on Tuesday", ", officials said", ", the agency reported", " last week",
        " after weeks of tension", ", a spokesman said on Thursday", " in the north of the country",
        " as the crisis deepened", ", according to witnesses")  # fmt: skip


def phrases() -> list[tuple[str, str]]:
    """Read the lines: (type, phrase)."""
    out = []
    for path in sorted((HERE / "phrases").glob("*.txt")):
        lines = path.read_text("utf-8").split("\n")
        out += [(path.stem, line.strip()) for line in lines if line.strip()]
    return out


def lemmas(path: Path) -> dict[str, str]:
    """Read the verbs of the lexicon: form to lemma."""
    with path.open(encoding="utf-8") as lines:
        return {r[0]: r[2] for r in csv.reader(lines, delimiter="\t") if r[1] == "VERB"}


class Printer:
    """Prints phrases as sentences."""

    def __init__(self, verbs: dict[str, str], countries: list[str], rng: random.Random) -> None:
        self.verbs, self.countries, self.rng = verbs, countries, rng

    def actor(self) -> str:
        """Return someone who may act."""
        chance = self.rng.random()
        country = self.rng.choice(self.countries)
        if chance < 0.4:
            return country
        if chance < 0.55:
            return f"{country}'s {self.rng.choice(PEOPLE).removeprefix('the ').removeprefix('a ')}"
        return self.rng.choice(PEOPLE)

    def sentence(self, phrase: str) -> tuple[list[str], list[bool]]:
        """Return the words of a sentence, and which of them were starred."""
        text = self._tense(phrase)
        names = {k: self.actor() for k in "ABC"}
        words = [names.get(w, w) for w in text.split(" ")]
        text = " ".join(words)
        text = (
            self.rng.choice(FRONT) + text + self.rng.choice(BACK) + self.rng.choice((".", ".", ""))
        )
        text = text[:1].upper() + text[1:]
        out: list[str] = []
        starred: list[bool] = []
        for n, part in enumerate(text.split("*")):
            words = [part[a:b] for a, b in tokenize(part, 0, len(part))]
            out += words
            starred += [n % 2 == 1] * len(words)
        return out, starred

    def _tense(self, phrase: str) -> str:
        """Put the first starred verb into another tense, now and then."""
        before, star, rest = phrase.partition("*")
        first, blank, after = rest.partition(" ")
        bare = first.rstrip("*")
        lemma = self.verbs.get(bare.lower())
        if lemma is None or not star or bare.lower() in ("is", "has", "was", "have"):
            return phrase
        closing = "*" if first.endswith("*") else ""
        chance = self.rng.random()
        lead = ""
        if chance < 0.12:
            lead = "has" if bare.endswith("ed") else ""
            return f"{before}{lead} *{bare}{closing}{blank}{after}" if lead else phrase
        if chance < 0.36:
            lead = self.rng.choice(("will", "may", "did not", "is expected to", "was about to"))
            return f"{before}{lead} *{lemma}{closing}{blank}{after}"
        return phrase


def tables() -> tuple[dict[str, str], list[str]]:
    """Read what the printer needs: verbs' lemmas and countries' names."""
    root = HERE.parent / "src/diurna"
    with (root / "world/data/countries.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t")
        countries = [r["name"] for r in rows if r["un_member"] == "1"]
    return lemmas(root / "language/weights/lemmas.tsv"), countries


def held_out(phrase: str) -> bool:
    """Say whether a phrase is kept from training, to score the head on."""
    return int(hashlib.sha1(phrase.encode()).hexdigest(), 16) % 10 == 0


def documents(rng: random.Random, *, held: bool = False) -> list[Document]:
    """Print every phrase once: documents of a few sentences with a label a word."""
    printer = Printer(*tables(), rng)
    chosen = [p for p in phrases() if held_out(p[1]) == held]
    rng.shuffle(chosen)
    out: list[Document] = []
    for number in range(0, len(chosen), 4):
        sentences = []
        for kind, phrase in chosen[number : number + 4]:
            words, starred = printer.sentence(phrase)
            label = LABELS.index(kind)
            kinds = [
                (UNMARKED if w.lower() in FUNCTION else label) if star else 0
                for w, star in zip(words, starred, strict=True)
            ]
            sentences.append(Sentence(words, True, kinds=kinds))
        out.append(Document(f"phrases:{number}", "events", sentences))
    return out
