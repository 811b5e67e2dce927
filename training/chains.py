"""Train the scorer of chains of mentions on GUM's training documents, in ten minutes.

    PYTHONPATH=src:training .venv/bin/python training/chains.py

Mention ranking with the marginal likelihood of all right antecedents (Lee et al., 2017), over the
signs of `diurna.coref.pairs`, for a net of one hidden layer; several seeds are averaged. GUM's
documents of development are not read.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn

from diurna.coref import mentions, pairs
from diurna.language import Reading, packaged

from data import Document, read_conllu

GENRES = {"news": 3, "interview": 3, "speech": 2, "court": 1, "bio": 2, "voyage": 1, "podcast": 1,
          "essay": 1, "letter": 1, "academic": 1, "textbook": 1, "fiction": 1, "conversation": 1,
          "vlog": 1, "whow": 1}  # fmt: skip
"""How often a document of a genre is seen in an epoch."""


@dataclass(slots=True)
class Example:
    """A document as tensors."""

    pairs: torch.Tensor
    alone: torch.Tensor
    later: torch.Tensor
    right: torch.Tensor
    first: torch.Tensor
    named: torch.Tensor


def reading_of(path: Path) -> tuple[Reading, Document]:
    """Read a document with its own words."""
    document = next(read_conllu(path, "gum"))
    return document.read(packaged()), document


def example(reading: Reading, document: Document) -> Example:
    """Return a document's pairs with what is annotated of them."""
    m = mentions.find(reading)
    entities = document.entities()
    gold = {h: entities[told] for h, told in document.matched(map(int, m.head)).items()}
    assert reading.views is not None
    p = pairs.likely(reading.views, m)
    i, j = p.earlier, p.later
    found, lone = pairs.features(reading, m, p)
    entity = np.array([gold.get(int(h), -1 - n) for n, h in enumerate(m.head)])
    right = entity[i] == entity[j]
    any_right = np.zeros(len(m), bool)
    np.logical_or.at(any_right, j, right)
    names = {int(e) for e, h in zip(entity, m.head, strict=True) if reading.upos[h] == "PROPN"}
    named = np.array([int(e) in names for e in entity])
    return Example(
        torch.tensor(found), torch.tensor(lone), torch.tensor(j, dtype=torch.long),
        torch.tensor(right), torch.tensor(~any_right), torch.tensor(named),
    )  # fmt: skip


class Scorer(nn.Module):
    def __init__(self, pair: int, lone: int, hidden: int) -> None:
        super().__init__()
        self.pair = nn.Sequential(
            nn.Linear(pair, hidden), nn.ReLU(), nn.Dropout(0.3), nn.Linear(hidden, 1)
        )
        self.lone = nn.Sequential(nn.Linear(lone, 24), nn.ReLU(), nn.Dropout(0.2), nn.Linear(24, 1))

    def loss(self, e: Example) -> torch.Tensor:
        scores = self.pair(e.pairs)[:, 0]
        alone = self.lone(e.alone)[:, 0]
        size = len(alone)
        bottom = torch.full((size,), -30.0)
        top = bottom.index_reduce(0, e.later, scores.detach(), "amax")
        top = torch.maximum(top, alone.detach())
        out = torch.exp(scores - top[e.later])
        every = torch.exp(alone - top).index_add(0, e.later, out)
        good = (torch.exp(alone - top) * e.first).index_add(0, e.later, out * e.right)
        losses = torch.log(every) - torch.log(good + 1e-9)
        return (losses * (1 + e.named)).sum() / (1 + e.named).sum()


def train(examples: list[tuple[Example, int]], *, seed: int, epochs: int, hidden: int) -> Scorer:
    torch.manual_seed(seed)
    model = Scorer(examples[0][0].pairs.shape[1], examples[0][0].alone.shape[1], hidden)
    order = [n for n, (_, times) in enumerate(examples) for _ in range(times)]
    best = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01)
    total = epochs * len(order)
    plan = torch.optim.lr_scheduler.OneCycleLR(best, 4e-3, total_steps=total, pct_start=0.1)
    for _ in range(epochs):
        for n in torch.randperm(len(order)).tolist():
            best.zero_grad()
            model.loss(examples[order[n]][0]).backward()
            best.step()
            plan.step()
    return model.eval()


def weights(models: list[Scorer]) -> dict[str, np.ndarray]:
    """Return the nets side by side as one wide net: their scores add up."""
    out: dict[str, np.ndarray] = {}
    for part in ("pair", "lone"):
        nets = [getattr(m, part) for m in models]
        out[f"{part}_in"] = np.concatenate([n[0].weight.detach().numpy() for n in nets]).T
        out[f"{part}_bias"] = np.concatenate([n[0].bias.detach().numpy() for n in nets])
        out[f"{part}_out"] = np.concatenate([n[3].weight.detach().numpy()[0] for n in nets]) / len(
            nets
        )
        out[f"{part}_end"] = np.array(sum(n[3].bias.item() for n in nets) / len(nets))
    return {k: v.astype(np.float32) for k, v in out.items()}


def main() -> None:
    ask = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    ask.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    ask.add_argument("--out", type=Path, default=Path("src/diurna/coref/data/chains.npz"))
    ask.add_argument("--epochs", type=int, default=20)
    ask.add_argument("--hidden", type=int, default=48)
    ask.add_argument("--seeds", type=int, default=8)
    args = ask.parse_args()
    folder = args.corpora / "syntax/gum"
    held = set((folder / "DEV_DOCS.txt").read_text().split())
    paths = sorted(p for p in folder.glob("GUM_*.conllu") if p.stem not in held)
    examples = [(example(*reading_of(p)), GENRES.get(p.stem.split("_")[1], 1)) for p in paths]
    models = [
        train(examples, seed=s, epochs=args.epochs, hidden=args.hidden) for s in range(args.seeds)
    ]
    made = weights(models)
    np.savez(args.out, **{k: v.astype(np.float16) for k, v in made.items()})


if __name__ == "__main__":
    main()
