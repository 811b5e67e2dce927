"""Accuracy of the language model through int8, on the development parts.

    python benchmarks/language.py --corpora ../shared/corpora

Tags, trees and lemmas: gold words and sentences, EWT and GUM development parts together.
UAS and LAS count every word, punctuation included, with full relation names; LAS of main
relations leaves subtypes out, as the CoNLL 2018 scorer does. Words and sentences: from raw
text, rebuilt from the treebanks; the GUM development part has two news documents, so the
figure for written documents at large stands beside it. Entities: exact spans and classes;
CoNLL++ by the classes that ours map to.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from diurna.language import LanguageModel
from diurna.language.lemmas import script
from diurna.language.words import paragraphs, tokenize

from common import f1, parser, report
from data import Document, load

TO_CONLL = {
    "Person": "PER", "Organization": "ORG", "Location": "LOC", "Facility": "LOC",
    "NORP": "MISC", "Misc": "MISC", "Product": "MISC",
}  # fmt: skip
WRITTEN = (
    "news",
    "interview",
    "speech",
    "essay",
    "letter",
    "bio",
    "academic",
    "textbook",
    "voyage",
    "whow",
)


def trees(model: LanguageModel, documents: list[Document]) -> dict[str, float]:
    """Score tags and trees on gold words."""
    right: Counter[str] = Counter()
    words = 0
    for document in documents:
        starts = [i for i, s in enumerate(document.sentences) if s.opens_paragraph or i == 0]
        reading = model.read_words([s.words for s in document.sentences], paragraph_starts=starts)
        at = 0
        for sentence in document.sentences:
            for i in range(len(sentence.words)):
                head = sentence.heads[i] - 1 + at if sentence.heads[i] else -1
                same = reading.heads[at + i] == head
                mine, gold = reading.relations[at + i], sentence.relations[i]
                right["uas"] += same
                right["las"] += same and mine == gold
                right["las_main"] += same and mine.split(":")[0] == gold.split(":")[0]
                right["upos"] += reading.upos[at + i] == sentence.upos[i]
                lemma = sentence.lemma[i]
                right["lemma"] += script(sentence.words[i], reading.lemmas[at + i]) == lemma
                right["feats"] += reading.feats[at + i] == sentence.feats[i]
            at += len(sentence.words)
        words += at
    return {k: right[k] / words for k in ("uas", "las", "las_main", "upos", "feats", "lemma")}


def raw_documents(
    path: Path,
) -> list[tuple[str, str, list[tuple[int, int]], list[tuple[int, int]]]]:
    """Rebuild the raw text of a treebank file: (name, text, words, sentences) with offsets."""
    out: list[tuple[str, str, list[tuple[int, int]], list[tuple[int, int]]]] = []
    name, text = path.stem, ""
    words: list[tuple[int, int]] = []
    sentences: list[tuple[int, int]] = []
    first, joined, skip = 0, 0, (0, "")

    def close() -> None:
        nonlocal first
        if len(words) > first:
            sentences.append((words[first][0], words[-1][1]))
            first = len(words)

    def flush() -> None:
        nonlocal text, words, sentences, first
        close()
        if words:
            out.append((name, text, words, sentences))
        text, words, sentences, first = "", [], [], 0

    for line in path.read_text(encoding="utf-8").split("\n"):
        if line.startswith("# newdoc"):
            flush()
            name = line.split("=")[-1].strip()
        elif line.startswith("# newpar") and text:
            text = text.rstrip() + "\n"
        elif not line:
            close()
        elif not line.startswith("#"):
            row = line.split("\t")
            space = "" if "SpaceAfter=No" in row[9] else " "
            if "-" in row[0]:
                joined, skip = int(row[0].split("-")[1]), (len(text), space)
                text += row[1]
            elif row[0].isdigit():
                if int(row[0]) <= joined:
                    begin = text.find(row[1], skip[0])
                    begin = begin if begin >= 0 else skip[0]
                    words.append((begin, begin + len(row[1])))
                    skip = (begin + len(row[1]), skip[1])
                    if int(row[0]) == joined:
                        text += skip[1]
                        joined = 0
                else:
                    words.append((len(text), len(text) + len(row[1])))
                    text += row[1] + space
    flush()
    return out


def cuts(model: LanguageModel, files: list[Path]) -> tuple[float, float]:
    """Score words and sentences from raw text: F1 of exact offsets."""
    tokens: Counter[str] = Counter()
    ends: Counter[str] = Counter()
    for path in files:
        for _, text, words, sentences in raw_documents(path):
            reading = model.read(text)
            mine = set(zip(reading.starts, reading.ends, strict=True))
            assert mine == {w for a, b in paragraphs(text) for w in tokenize(text, a, b)}
            tokens.update(gold=len(words), mine=len(mine), right=len(mine & set(words)))
            found = {(reading.starts[s.begin], reading.ends[s.end - 1]) for s in reading.sentences}
            ends.update(gold=len(sentences), mine=len(found), right=len(found & set(sentences)))
    return (
        f1(tokens["gold"], tokens["mine"], tokens["right"])[2],
        f1(ends["gold"], ends["mine"], ends["right"])[2],
    )


def spans(tags: list[str]) -> set[tuple[int, int, str]]:
    """Return the entities of BIOES tags."""
    out, begin = set(), 0
    for i, tag in enumerate(tags):
        if tag[0] in "BS":
            begin = i
        if tag[0] in "ES":
            out.add((begin, i + 1, tag[2:]))
    return out


def entities(model: LanguageModel, documents: list[Document], *, conll: bool) -> dict[str, float]:
    """Score entities on gold words."""
    gold: Counter[str] = Counter()
    mine: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for document in documents:
        reading = model.read_words([s.words for s in document.sentences])
        found = {(e.begin, e.end, e.label) for e in reading.entities}
        if conll:
            found = {(a, b, TO_CONLL[x]) for a, b, x in found if x in TO_CONLL}
        want, at = set(), 0
        for sentence in document.sentences:
            want |= {(a + at, b + at, kind) for a, b, kind in spans(sentence.entities)}
            at += len(sentence.words)
        for counter, found_set in ((gold, want), (mine, found), (right, want & found)):
            counter.update(k for *_, k in found_set)
    out = {"f1": f1(gold.total(), mine.total(), right.total())[2]}
    for kind in sorted(gold):
        out[f"f1_{kind.lower()}"] = f1(gold[kind], mine[kind], right[kind])[2]
    return out


def main() -> None:
    options = parser(__doc__)
    options.add_argument("--weights", type=Path, help="folder of another model")
    args = options.parse_args()
    model = LanguageModel(args.weights)
    parts = load(args.corpora)
    figures = trees(model, parts["ewt-dev"] + parts["gum-dev"])
    for part in ("ewt", "gum"):
        own = trees(model, parts[f"{part}-dev"])
        figures |= {f"{k}_{part}": own[k] for k in ("uas", "las", "upos")}
    gum = args.corpora / "syntax/gum"
    dev = (gum / "DEV_DOCS.txt").read_text().split()
    news = [gum / f"{d}.conllu" for d in dev if "_news_" in d]
    written = [gum / f"{d}.conllu" for d in dev if d.split("_")[1] in WRITTEN]
    figures["words_news"], figures["sentences_news"] = cuts(model, news)
    figures["words_written"], figures["sentences_written"] = cuts(model, written)
    _, figures["sentences_ewt"] = cuts(model, [args.corpora / "syntax/ewt/dev.conllu"])
    worldwide = entities(model, parts["worldwide-dev"], conll=False)
    figures |= {f"worldwide_{k}": v for k, v in worldwide.items()}
    conll = entities(model, parts["conll-dev"], conll=True)
    figures |= {f"conll_{k}": v for k, v in conll.items()}
    report("language", figures, check=args.check)


if __name__ == "__main__":
    main()
