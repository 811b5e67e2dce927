"""The corpora as windows of sentences, with one label set for all of them."""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from diurna.coref.heads import coordinated
from diurna.language import LanguageModel, Reading, lemmas

DEV_SHARE = 10
"""One Worldwide article in this many, by a hash of its name, is held out."""


_PREMODIFIERS = ("compound", "amod", "nmod", "nmod:unmarked", "nummod", "nmod:desc")


@dataclass(frozen=True, slots=True)
class Mark:
    """A word's BIOES tag as part of an attribution, and the attribution's number."""

    tag: str
    attribution: int


@dataclass(slots=True)
class Sentence:
    """A sentence with whatever its corpus annotates; the other columns are empty.

    Attributes:
        heads: One-based, 0 for the root.
        frames: Arguments (word to role) by predicate; None where nobody looked.
        facts: By word, whether it happened: -3 (no) to 3 (yes).
        marks: One a word, in the corpus of attributions.
        kinds: The type of event that each word bears, in the project's own sentences.
        clusters: Who or what is mentioned by head word, in the corpus of coreference.
        joint: Who are mentioned together by the last word that joins them: "and".
        least: The words that a mention must hold at the least (MIN), by head word.
        speaker: Who says it, in a dialogue; spelled as a name.
    """

    words: list[str]
    opens_paragraph: bool
    upos: list[str] = field(default_factory=list)
    feats: list[str] = field(default_factory=list)
    lemma: list[str] = field(default_factory=list)
    heads: list[int] = field(default_factory=list)
    relations: list[str] = field(default_factory=list)
    entities: list[str] = field(default_factory=list)
    id: str = ""
    frames: dict[int, dict[int, str]] | None = None
    facts: dict[int, float] = field(default_factory=dict)
    marks: list[Mark | None] = field(default_factory=list)
    kinds: list[int] = field(default_factory=list)
    clusters: dict[int, int] = field(default_factory=dict)
    joint: dict[int, int] = field(default_factory=dict)
    least: dict[int, tuple[int, ...]] = field(default_factory=dict)
    speaker: str = ""


@dataclass(slots=True)
class Document:
    name: str
    corpus: str
    sentences: list[Sentence]

    def read(self, model: LanguageModel) -> Reading:
        """Read it with its own words, sentences and speakers."""
        opens = [n for n, s in enumerate(self.sentences) if s.opens_paragraph]
        return model.read_words(
            [s.words for s in self.sentences],
            paragraph_starts=opens or [0],
            speakers=[s.speaker for s in self.sentences],
        )

    def entities(self) -> dict[int, int]:
        """Return the entities of its mentions by head word, words counted through the document."""
        return {
            start + word: entity
            for start, sentence in self._placed()
            for word, entity in (*sentence.clusters.items(), *sentence.joint.items())
        }

    def tags(self) -> list[str]:
        """Return the part of speech of each word, of an "and" that of the noun joined first."""
        out: list[str] = []
        for sentence in self.sentences:
            joined = coordinated([h - 1 for h in sentence.heads], sentence.relations)
            out += [sentence.upos[joined.get(n, n)] for n in range(len(sentence.words))]
        return out

    def _placed(self) -> Iterator[tuple[int, Sentence]]:
        """Yield each sentence with the number of its first word in the document."""
        starts = accumulate((len(s.words) for s in self.sentences), initial=0)
        yield from zip(starts, self.sentences, strict=False)

    def matched(self, heads: Iterable[int]) -> dict[int, int]:
        """Match mentions read by a system to the annotated ones, by MIN as MUC-6 did.

        A head that is another's than the annotation's ("Trinity" or "College") is no other
        mention.

        Args:
            heads: The head words of the mentions read.

        Returns:
            The head of the annotated mention by the head read: the same word, or one that stands
            with it among the words that the mention must hold, if nothing read has the same.
        """
        read = set(heads)
        known = self.entities()
        names = [
            (len(least), start + head, [start + w for w in least])
            for start, sentence in self._placed()
            for head, least in sentence.least.items()
            if start + head not in read
        ]
        out = {head: head for head in read if head in known}
        for _, head, least in sorted(names):
            own = next((w for w in reversed(least) if w in read and w not in out), None)
            if own is not None:
                out[own] = head
        return out


def read_conllu(path: Path, corpus: str) -> Iterator[Document]:
    """Read a CoNLL-U file; multi-word tokens and empty nodes are passed over."""
    document = Document(path.stem, corpus, [])
    rows: list[list[str]] = []
    paragraph, name, speaker = True, "", ""
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        if line.startswith("# newdoc"):
            if document.sentences:
                yield document
            document = Document(line.split("=")[-1].strip(), corpus, [])
            paragraph = True
        elif line.startswith("# newpar"):
            paragraph = True
        elif line.startswith("# sent_id"):
            name, speaker = line.split("=")[-1].strip(), ""
        elif line.startswith("# speaker"):
            speaker = re.sub(
                r"(?<=[a-z.])(?<!Mc)(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", line.split("=")[-1]
            )
        elif line.startswith("#"):
            continue
        elif line:
            row = line.split("\t")
            if row[0].isdigit():
                rows.append(row)
        elif rows:
            document.sentences.append(
                Sentence(
                    words=[r[1] for r in rows],
                    opens_paragraph=paragraph,
                    upos=[r[3] for r in rows],
                    feats=[r[5] for r in rows],
                    lemma=[lemmas.script(r[1], r[2]) for r in rows],
                    heads=[int(r[6]) for r in rows],
                    relations=[r[7] for r in rows],
                    id=name,
                    speaker=speaker.strip(),
                )
            )
            if corpus == "gum":
                last = document.sentences[-1]
                last.clusters, last.least, last.joint = mentions(rows)
            rows, paragraph = [], False
    if document.sentences:
        yield document


def mentions(
    rows: list[list[str]],
) -> tuple[dict[int, int], dict[int, tuple[int, ...]], dict[int, int]]:
    """Read GUM's mentions.

    Args:
        rows: The CoNLL-U columns of a sentence.

    Returns:
        By the head word of each mention the number of its entity, and the words it must hold; for
        a word that heads several mentions, those of the longest. The entities of "Ann and Bo" by
        the last word that joins them, where one of the two is a mention too.
    """
    still_open: dict[str, list[tuple[int, str]]] = {}
    spans: list[tuple[int, int, int, tuple[int, ...]]] = []
    for at, row in enumerate(rows):
        marks = next((m[7:] for m in row[9].split("|") if m.startswith("Entity=")), "")
        for opening, name, told, closing in re.findall(
            r"(\()?(\d+)(?:\[[^\]]*\])?((?:-[^()]*)?)(\))?", marks
        ):
            if opening:
                still_open.setdefault(name, []).append((at, told))
            if closing and still_open.get(name):
                begin, note = still_open[name].pop()
                spans.append((begin, at + 1, int(name), _least(note, begin, at + 1)))
    spans.sort(key=lambda span: span[0] - span[1])
    joins = coordinated([int(r[6]) - 1 for r in rows], [r[7] for r in rows])
    told_of: dict[int, int] = {}
    least_of: dict[int, tuple[int, ...]] = {}
    joint: dict[int, int] = {}
    for n, (begin, end, name_, least) in enumerate(spans):
        head = head_of(rows, begin, end)
        last = max((w for w, first in joins.items() if first == head and w < end), default=None)
        if last is not None and any(
            begin <= b
            and e <= end
            and other != name_
            and head_of(rows, b, e) in (head, int(rows[last][6]) - 1)
            for b, e, other, _ in spans[n + 1 :]
        ):
            joint.setdefault(last, name_)
        elif head not in told_of:
            told_of[head], least_of[head] = name_, least
    return told_of, least_of, joint


def head_of(rows: list[list[str]], begin: int, end: int) -> int:
    """Return the word of a span that hangs on none of the others.

    Of several that modify one word to come ("San Francisco" of "San Francisco Bay") the last.
    """
    inside = range(begin, end)
    outer = [i for i in inside if int(rows[i][6]) - 1 not in inside]
    before = [i for i in outer if int(rows[i][6]) > end and rows[i][7] in _PREMODIFIERS]
    return before[-1] if before and before == outer else outer[0] if outer else end - 1


def _least(note: str, begin: int, end: int) -> tuple[int, ...]:
    """Return the words of a mention's MIN: "4,5" of "-person-new-sssss-cf1*-4,5-appos"."""
    numbers = next((x for x in note.split("-")[4:] if re.fullmatch(r"\d+(,\d+)*", x)), "")
    words = (begin + int(n) - 1 for n in numbers.split(",") if n)
    return tuple(w for w in words if w < end)


def to_bioes(tags: list[str]) -> list[str]:
    """Turn IOB, IOB2 or BIOES tags into well-formed BIOES."""
    kinds = [t.split("-", 1)[1] if "-" in t else "" for t in tags]
    starts = [
        bool(k) and (i == 0 or kinds[i - 1] != k or tags[i][0] in "BS") for i, k in enumerate(kinds)
    ]
    out = []
    for i, kind in enumerate(kinds):
        last = i + 1 == len(kinds) or not kinds[i + 1] or starts[i + 1]
        if not kind:
            out.append("O")
        elif starts[i]:
            out.append(("S-" if last else "B-") + kind)
        else:
            out.append(("E-" if last else "I-") + kind)
    return out


def read_columns(path: Path, corpus: str, *, column: int, separator: str | None) -> list[Document]:
    """Read token-per-line NER files; an address on the first line is dropped."""
    documents: list[Document] = [Document(path.name, corpus, [])]
    words: list[str] = []
    tags: list[str] = []
    for line in [*path.read_text(encoding="utf-8").split("\n"), ""]:
        row = line.split(separator)
        if row and row[0].startswith(("http://", "https://")) and not words:
            continue
        if row and row[0] == "-DOCSTART-":
            documents.append(Document(f"{path.name}:{len(documents)}", corpus, []))
        elif len(row) > abs(column) - (column < 0) and row[0].strip():
            tag = row[column].strip()
            words.append(row[0].strip())
            tags.append(tag if tag[:2] in ("B-", "I-", "S-", "E-") else "O")
        elif words:
            documents[-1].sentences.append(Sentence(words, False, entities=to_bioes(tags)))
            words, tags = [], []
    return [d for d in documents if d.sentences]


def held_out(name: str) -> bool:
    """Say whether a Worldwide article belongs to the fixed development part."""
    return int(hashlib.sha1(name.encode()).hexdigest(), 16) % DEV_SHARE == 0


def load(corpora: Path) -> dict[str, list[Document]]:
    """Load the treebanks and the entities: ``ewt``, ``gum``, ``worldwide``, ``conll``, ``-dev``."""
    dev_gum = set((corpora / "syntax/gum/DEV_DOCS.txt").read_text().split())
    parts: dict[str, list[Document]] = {
        "ewt": list(read_conllu(corpora / "syntax/ewt/train.conllu", "ewt")),
        "ewt-dev": list(read_conllu(corpora / "syntax/ewt/dev.conllu", "ewt")),
        "gum": [],
        "gum-dev": [],
        "worldwide": [],
        "worldwide-dev": [],
    }
    for path in sorted((corpora / "syntax/gum").glob("GUM_*.conllu")):
        part = "gum-dev" if path.stem in dev_gum else "gum"
        parts[part].extend(read_conllu(path, "gum"))
    for path in sorted((corpora / "ner/worldwide/processed_annotated").glob("*.tsv")):
        part = "worldwide-dev" if held_out(path.name) else "worldwide"
        parts[part].extend(read_columns(path, "worldwide", column=1, separator="\t"))
    for part, name in (("conll", "train"), ("conll-dev", "dev")):
        path = corpora / f"ner/conllpp/conllpp_{name}.txt"
        parts[part] = read_columns(path, "conll", column=-1, separator=None)
    return parts


def windows(
    documents: list[Document], rng: random.Random, *, low: int = 24, high: int = 150
) -> list[list[Sentence]]:
    """Cut documents into runs of sentences of a random length in words."""
    out: list[list[Sentence]] = []
    for document in documents:
        run: list[Sentence] = []
        limit = rng.randint(low, high)
        for sentence in document.sentences:
            size = sum(len(s.words) for s in run)
            if run and size + len(sentence.words) > limit:
                out.append(run)
                run, limit = [], rng.randint(low, high)
            run.append(sentence)
        if run:
            out.append(run)
    return out


def label_sets(documents: list[Document], *, least: int = 2) -> dict[str, list[str]]:
    """Collect the labels of the treebank heads, most frequent first."""
    counts: dict[str, Counter[str]] = {
        k: Counter() for k in ("upos", "feats", "lemma", "relations")
    }
    for document in documents:
        for sentence in document.sentences:
            for key, counter in counts.items():
                counter.update(getattr(sentence, key))
    return {
        key: sorted(
            (label for label, n in counter.items() if n >= least or key in ("upos", "relations")),
            key=lambda label, c=counter: (-c[label], label),
        )
        for key, counter in counts.items()
    }
