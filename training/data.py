"""The corpora as windows of sentences, with one label set for all of them."""

from __future__ import annotations

import hashlib
import random
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import accumulate
from pathlib import Path

from diurna.language import LanguageModel, Reading, lemmas

DEV_SHARE = 10
"""One Worldwide article in this many, by a hash of its name, is held out."""


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
        starts = accumulate((len(s.words) for s in self.sentences), initial=0)
        return {
            start + word: entity
            for start, sentence in zip(starts, self.sentences, strict=False)
            for word, entity in sentence.clusters.items()
        }


def read_conllu(path: Path, corpus: str) -> Iterator[Document]:
    """Read a CoNLL-U file; multi-word tokens and empty nodes are passed over."""
    document = Document(path.stem, corpus, [])
    rows: list[list[str]] = []
    still_open: dict[str, list[int]] = {}
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
                r"(?<=[a-z.])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", " ", line.split("=")[-1]
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
                document.sentences[-1].clusters = mentions(rows, still_open)
            rows, paragraph = [], False
    if document.sentences:
        yield document


def mentions(rows: list[list[str]], still_open: dict[str, list[int]]) -> dict[int, int]:
    """Read GUM's entities: the number of the entity by the head word of each mention.

    Args:
        rows: The CoNLL-U columns of a sentence.
        still_open: Words at which a mention opened, by entity; used over the sentence's words.

    Returns:
        For a word that heads several mentions, the entity of the longest.
    """
    still_open.clear()
    found: dict[int, tuple[int, int]] = {}
    for at, row in enumerate(rows):
        marks = next((m[7:] for m in row[9].split("|") if m.startswith("Entity=")), "")
        for opening, name, closing in re.findall(
            r"(\()?(\d+)(?:\[[^\]]*\])?(?:-[^()]*)?(\))?", marks
        ):
            if opening:
                still_open.setdefault(name, []).append(at)
            if closing and still_open.get(name):
                begin = still_open[name].pop()
                inside = range(begin, at + 1)
                head = next((i for i in inside if int(rows[i][6]) - 1 not in inside), at)
                size = at + 1 - begin
                if head not in found or found[head][0] < size:
                    found[head] = (size, int(name))
    return {head: number for head, (_, number) in found.items()}


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
