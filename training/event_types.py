"""Train the head of event types on the project's own sentences, the encoder as it is.

    python training/event_types.py --model build/model

``training/phrases`` has lines such as "A *lifted* the embargo on B", by type. Each is printed many
times with other actors, tenses and surroundings; the content words between the stars bear the
type, every other word is no event. Reviews, answers and mail of EWT stand for language without
political events. A fifth of the phrases is held out and scored, then all are trained on. The head
is written into the checkpoint, for `export.py`.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
from collections.abc import Iterator
from pathlib import Path

import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional as F

from diurna.language.shapes import SPECIAL, shapes
from diurna.language.words import tokenize

from batches import edges
from data import read_conllu
from model import WIDTH, Model

HERE = Path(__file__).parent
LABELS = [
    "none", "AGREE", "CONSULT", "SUPPORT", "COOPERATE", "AID", "CONCEDE", "RETREAT", "REQUEST",
    "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT",
]  # fmt: skip
PLAIN = ("reviews-", "answers-", "email-")
"""Parts of EWT that tell of no politics."""
CONTENT = ("VERB", "NOUN", "ADJ", "PROPN")
HIDDEN = 256

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


class Vectors:
    """The encoder's vectors of words, and their parts of speech."""

    def __init__(self, folder: Path) -> None:
        self.labels = json.loads((folder / "labels.json").read_text())
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_padding()
        self.tokenizer.no_truncation()
        self.state = torch.load(folder / "checkpoint.pt", map_location="cpu", weights_only=True)
        sizes = {k: len(v) for k, v in self.labels.items()}
        self.model = Model(self.tokenizer.get_vocab_size(), sizes)
        self.model.load_state_dict(
            {k: v for k, v in self.state["model"].items() if not k.startswith("heads.event")},
            strict=False,
        )
        self.model.eval()

    @torch.no_grad()
    def __call__(self, words: list[str]) -> tuple[Tensor, list[str]]:
        """Return (n, width) vectors and a tag for each word."""
        encoding = self.tokenizer.encode(words, is_pretokenized=True)
        first, last = edges(encoding.word_ids, len(words))
        kinds = shapes(words, {0})
        ids = torch.tensor([encoding.ids])
        by_piece = torch.tensor([[SPECIAL if w is None else kinds[w] for w in encoding.word_ids]])
        vectors = self.model.words(ids, by_piece, torch.tensor([first]), torch.tensor([last]))
        tags = self.model.heads.tags["upos"](vectors)[0].argmax(-1).tolist()
        return vectors[0], [self.labels["upos"][t] for t in tags]


def examples(
    chosen: list[tuple[str, str]], vectors: Vectors, printer: Printer, copies: int
) -> Iterator[tuple[Tensor, list[int]]]:
    """Yield vectors and labels of printed phrases; words to leave out are -100."""
    for kind, phrase in chosen:
        for _ in range(copies):
            words, starred = printer.sentence(phrase)
            found, tags = vectors(words)
            label = LABELS.index(kind)
            yield (
                found,
                [
                    label if star and tag in CONTENT else -100 if star else 0
                    for star, tag in zip(starred, tags, strict=True)
                ],
            )


def plain(
    corpora: Path, vectors: Vectors, count: int, rng: random.Random
) -> Iterator[tuple[Tensor, list[int]]]:
    """Yield sentences of EWT in which nothing political happens."""
    sentences = [
        s.words
        for d in read_conllu(corpora / "syntax/ewt/train.conllu", "ewt")
        for s in d.sentences
        if s.id.startswith(PLAIN) and 4 < len(s.words) < 40
    ]
    for words in rng.sample(sentences, count):
        found, _ = vectors(words)
        yield found, [0] * len(words)


def fit(rows: list[tuple[Tensor, list[int]]], steps: int, seed: int) -> nn.Sequential:
    """Train the head: two layers, cross entropy."""
    torch.manual_seed(seed)
    x = torch.cat([v for v, _ in rows])
    y = torch.tensor([i for _, ys in rows for i in ys])
    x, y = x[y >= 0], y[y >= 0]
    head = nn.Sequential(
        nn.Linear(WIDTH, HIDDEN), nn.GELU(), nn.Dropout(0.3), nn.Linear(HIDDEN, len(LABELS))
    )
    optim = torch.optim.AdamW(head.parameters(), lr=1e-3, weight_decay=0.05)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optim, steps)
    events, rest = (y > 0).nonzero()[:, 0], (y == 0).nonzero()[:, 0]
    for _ in range(steps):
        batch = torch.cat([
            events[torch.randint(len(events), (256,))], rest[torch.randint(len(rest), (512,))]
        ])  # fmt: skip
        loss = F.cross_entropy(head(x[batch]), y[batch], label_smoothing=0.05)
        optim.zero_grad()
        loss.backward()
        optim.step()
        schedule.step()
    return head.eval()


@torch.no_grad()
def score(head: nn.Sequential, rows: list[tuple[Tensor, list[int]]]) -> tuple[float, float]:
    """Return the share of starred words with the right type, and of others with none."""
    right = total = clean = others = 0
    for vectors, labels in rows:
        told = head(vectors).argmax(-1).tolist()
        for own, want in zip(told, labels, strict=True):
            if want > 0:
                right += own == want
                total += 1
            elif want == 0:
                clean += own == 0
                others += 1
    return right / max(1, total), clean / max(1, others)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--model", type=Path, default=Path("build/model"))
    parser.add_argument("--copies", type=int, default=16)
    parser.add_argument("--plain", type=int, default=2500)
    parser.add_argument("--steps", type=int, default=3000)
    parser.add_argument("--seed", type=int, default=20261123)
    args = parser.parse_args()
    rng = random.Random(args.seed)
    vectors = Vectors(args.model)
    with (HERE.parent / "src/diurna/who/data/countries.tsv").open(encoding="utf-8") as lines:
        rows = csv.DictReader((x for x in lines if not x.startswith("#")), delimiter="\t")
        countries = [r["name"] for r in rows if r["un_member"] == "1"]
    verbs = lemmas(HERE.parent / "src/diurna/language/weights/lemmas.tsv")
    printer = Printer(verbs, countries, rng)
    chosen = phrases()
    rng.shuffle(chosen)
    cut = len(chosen) // 5
    held = list(examples(chosen[:cut], vectors, printer, 4))
    known = list(examples(chosen[cut:], vectors, printer, args.copies))
    calm = list(plain(args.corpora, vectors, args.plain, rng))
    head = fit(known + calm[: len(calm) * 4 // 5], args.steps, args.seed)
    right, clean = score(head, held)
    print(f"held-out phrases: type right {right:.3f}, others none {clean:.3f}")
    print(f"plain text: none {score(head, calm[len(calm) * 4 // 5 :])[1]:.4f}")
    head = fit(known + held + calm, args.steps, args.seed)
    for name, value in head.state_dict().items():
        vectors.state["model"][f"heads.event.{name}"] = value
    vectors.labels["event"] = LABELS
    torch.save(vectors.state, args.model / "checkpoint.pt")
    (args.model / "labels.json").write_text(json.dumps(vectors.labels, indent=1) + "\n")


if __name__ == "__main__":
    main()
