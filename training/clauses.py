"""Train the reader of clauses: the encoder's upper layers once more, with heads of their own.

    python training/clauses.py --out build/clauses                     # cross-validated
    python training/clauses.py --out build/clauses --all               # what ships
    python training/clauses.py --out build/clauses --export            # writes it into the package

The lower layers of the packaged model are taken back from its int8 graph and stay as they are, so
that nothing else that the model reads changes; the upper three are tuned on articles read by hand
(`annotated.py`) and become the output ``scene``. The heads take into account what the code book and
the rules of status say of a word (`diurna.what.clauses.signs`). On two CPU cores with bf16 a fold
takes about thirteen minutes. Cross-validation writes what each article is read as by the model that
has not seen it (``fold*.npz``); `scenes.py` fits the decisions on these.
"""

from __future__ import annotations

import argparse
import pickle
import random
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn
from torch.nn import functional as F

from annotated import Annotated, articles, head, heads, told
from diurna.language import LanguageModel, Reading, packaged
from diurna.language.windows import windows as cuts
from diurna.what.clauses import FAR, KINDS, MODES, ROLES, SIGNS, STATUSES, TYPES, signs

from graph import Graph, add_scene, encoder
from model import WIDTH, Dropout, Encoder

SHARED = 3
"""Layers under the scene's own."""
HIDDEN, VIEW = 256, 128
MEAN = 0.99
"""What the running mean of the weights, which is what is kept, keeps at each step."""
WEIGHTS = Path("src/diurna/language/weights/model.onnx")
HEADS = Path("src/diurna/what/data/clauses.npz")
IGNORE = -100
LABELS = ("types", "statuses", "plans", "modes")


@dataclass(slots=True)
class Window:
    """A run of words that the encoder reads at once, with what is right of each."""

    article: int
    begin: int
    ids: list[int]
    kinds: list[int]
    first: list[int]
    last: list[int]
    types: npt.NDArray[np.int64]
    statuses: npt.NDArray[np.int64]
    plans: npt.NDArray[np.int64]
    modes: npt.NDArray[np.int64]
    signs: npt.NDArray[np.float32]
    roles: dict[int, npt.NDArray[np.int64]]
    """What each word is to a predicate, by predicate; IGNORE outside its sentence."""
    low: Tensor | None = None
    """States after the shared layers."""


def labels(article: Annotated, reading: Reading) -> tuple[npt.NDArray[np.int64], ...]:
    """Return type, status, announcement and mode of each word: four of (n,)."""
    n = len(reading)
    types = np.zeros(n, np.int64)
    statuses, plans, modes = (np.full(n, IGNORE, np.int64) for _ in range(3))
    for event in article.events:
        for word in heads(reading, event):
            types[word] = TYPES.index(event.type)
            statuses[word] = STATUSES.index(event.status)
            plans[word] = KINDS.index(event.agenda or "")
            modes[word] = MODES.index(event.mode) if event.mode in MODES else 0
    return types, statuses, plans, modes


def scene(article: Annotated, reading: Reading) -> dict[tuple[int, int], int]:
    """Return the role of a word to a predicate of its sentence, by both."""
    out: dict[tuple[int, int], int] = {}
    for event in article.events:
        parts = [
            (found, role)
            for people, role in ((event.actors, "actor"), (event.recipients, "recipient"))
            for p in people
            if p.span and (found := head(reading, p.span)) is not None
        ]
        parts += [(w, "time") for w in told(reading, event.when)]
        parts += [(w, "place") for w in told(reading, event.place)]
        for predicate in heads(reading, event):
            sentence = reading.sentence(predicate)
            for word, role in parts:
                if sentence.begin <= word < sentence.end:
                    out.setdefault((predicate, word), ROLES.index(role))
    return out


def windows(model: LanguageModel, number: int, article: Annotated) -> list[Window]:
    """Cut an article as it is cut at run time, with its labels."""
    reading = model.read(article.full)
    text = model._prepare(article.full)
    types, statuses, plans, modes = labels(article, reading)
    parts, said = scene(article, reading), signs(reading)
    sentences = np.array([reading.sentence_number(i) for i in range(len(reading))])
    out = []
    for begin, end in cuts(text):
        shown = {name: value[0].tolist() for name, value in model._inputs(text, begin, end).items()}
        roles = {}
        for word in np.flatnonzero(types[begin:end]):
            row = np.where(sentences[begin:end] == sentences[begin + word], 0, IGNORE)
            for (predicate, part), role in parts.items():
                if predicate == begin + word and begin <= part < end:
                    row[part - begin] = role
            roles[int(word)] = row
        out.append(
            Window(
                number, begin, shown["ids"], shown["shapes"], shown["first"], shown["last"],
                types[begin:end], statuses[begin:end], plans[begin:end], modes[begin:end],
                said[begin:end], roles,
            )
        )  # fmt: skip
    return out


def shipped(path: Path = WEIGHTS) -> Encoder:
    """Take the encoder back from the packaged graph, whose constants stand in the order of use."""
    held = {c.name: numpy_helper.to_array(c) for c in onnx.load(path).graph.initializer}
    made = Encoder(next(iter(held.values())).shape[0])
    names: list[str] = []
    graph = Graph("tensor")
    constant = graph.constant

    def noted(value: npt.NDArray, name: str | None = None) -> str:  # type: ignore[type-arg]
        names.append(constant(value, name))
        return names[-1]

    graph.constant = noted  # type: ignore[method-assign]
    state = {f"encoder.{k}": v.numpy() for k, v in made.state_dict().items()}
    encoder(graph, state, layers=6, heads=12)
    values = iter([held[n] for n in names])
    take = lambda: next(values)  # noqa: E731
    out: dict[str, npt.NDArray[np.float32]] = {}
    out["words.weight"] = take().astype(np.float32) * take()
    take(), take()
    out["positions.weight"] = take()
    take(), take()
    out["shapes.weight"], out["norm.weight"], out["norm.bias"] = take(), take(), take()
    take()

    def linear(name: str) -> None:
        rows, scale, bias = take(), take(), take()
        out[f"{name}.weight"], out[f"{name}.bias"] = (rows.astype(np.float32) * scale).T, bias

    for i in range(6):
        for part in ("qkv", "out", "norm1", "up", "down", "norm2"):
            name = f"layers.{i}.{part}"
            if part.startswith("norm"):
                out[f"{name}.weight"], out[f"{name}.bias"] = take(), take()
            else:
                linear(name)
    made.load_state_dict({k: torch.tensor(np.array(v)) for k, v in out.items()})
    return made


class Reader(nn.Module):
    """The upper layers and the heads on them."""

    def __init__(self) -> None:
        super().__init__()
        self.encoder = shipped()
        for parameter in self.encoder.parameters():
            parameter.requires_grad_(False)
        for layer in self.upper_layers():
            layer.requires_grad_(True)
        self.drop = Dropout(0.3)
        self.hid = nn.Linear(WIDTH + SIGNS, HIDDEN)
        self.kind = nn.Linear(HIDDEN, len(TYPES))
        self.status = nn.Linear(HIDDEN, len(STATUSES))
        self.ag = nn.Linear(HIDDEN, len(KINDS))
        self.mode = nn.Linear(HIDDEN, len(MODES))
        self.rt, self.rw = nn.Linear(WIDTH, VIEW), nn.Linear(WIDTH, VIEW)
        self.role = nn.Parameter(torch.randn(len(ROLES), VIEW + 1, VIEW + 1) * 0.02)
        self.distance = nn.Parameter(torch.zeros(len(ROLES), 2 * FAR + 1))

    def upper_layers(self) -> list[nn.Module]:
        """The layers that are the scene's own."""
        return list(self.encoder.layers)[SHARED:]

    @staticmethod
    def mask(ids: Tensor) -> Tensor:
        """Additive mask of padding: (B, 1, 1, T)."""
        return (ids == 0)[:, None, None, :].float() * -1e4

    def low(self, ids: Tensor, kinds: Tensor) -> Tensor:
        """States after the shared layers: (B, T, width)."""
        e = self.encoder
        x = e.norm(e.words(ids) + e.positions.weight[: ids.shape[1]][None] + e.shapes(kinds))
        for layer in list(e.layers)[:SHARED]:
            x = layer(x, self.mask(ids))
        return x

    def words(self, low: Tensor, ids: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """States of the words: (B, W, width)."""
        for layer in self.upper_layers():
            low = layer(low, self.mask(ids))
        index = lambda i: i[..., None].expand(-1, -1, WIDTH)  # noqa: E731
        return (low.gather(1, index(first)) + low.gather(1, index(last))) * 0.5

    def judge(self, x: Tensor, said: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """Scores of types, statuses, announcements and modes of the words."""
        h = self.drop(F.gelu(self.hid(torch.cat([self.drop(x), said], -1))))
        return self.kind(h), self.status(h), self.ag(h), self.mode(h)

    def roles(self, x: Tensor, predicates: Tensor) -> Tensor:
        """Scores of roles: (P, W, roles); predicates: (P, 2), row and word."""
        row, word = predicates[:, 0], predicates[:, 1]
        one = F.pad(F.gelu(self.rt(self.drop(x[row, word]))), (0, 1), value=1.0)
        parts = F.pad(F.gelu(self.rw(self.drop(x))), (0, 1), value=1.0)
        mixed = torch.einsum("rij,pj->pri", self.role, one)
        steps = (torch.arange(x.shape[1])[None] - word[:, None]).clamp(-FAR, FAR) + FAR
        return parts[row] @ mixed.transpose(1, 2) + self.distance.t()[steps]


def padded(group: list[Window]) -> dict[str, Tensor]:
    """Lay windows side by side."""
    size, count = max(len(w.ids) for w in group), max(len(w.first) for w in group)
    out = {k: np.zeros((len(group), size), np.int64) for k in ("ids", "kinds")}
    out |= {k: np.zeros((len(group), count), np.int64) for k in ("first", "last")}
    out |= {k: np.full((len(group), count), IGNORE) for k in LABELS}
    said = np.zeros((len(group), count, SIGNS), np.float32)
    for i, w in enumerate(group):
        for name in out:
            value = getattr(w, name)
            out[name][i, : len(value)] = value
        said[i, : len(w.first)] = w.signs
    tensors = {k: torch.from_numpy(v) for k, v in out.items()}
    low = torch.zeros(len(group), size, WIDTH, dtype=torch.bfloat16)
    for i, w in enumerate(group):
        if w.low is not None:
            low[i, : len(w.ids)] = w.low
    return tensors | {"signs": torch.from_numpy(said), "low": low}


def loss_of(reader: Reader, group: list[Window]) -> Tensor:
    """What a batch costs: types of all words, the rest of the predicates alone."""
    b = padded(group)
    with torch.autocast("cpu", torch.bfloat16):
        x = reader.words(b["low"], b["ids"], b["first"], b["last"])
        types, statuses, plans, modes = (s.float() for s in reader.judge(x, b["signs"]))
        loss = 5 * F.cross_entropy(types.flatten(0, 1), b["types"].flatten(), ignore_index=IGNORE)
        at = torch.tensor([(i, w) for i, g in enumerate(group) for w in g.roles]).reshape(-1, 2)
        if not len(at):
            return loss
        row, word = at[:, 0], at[:, 1]
        loss = loss + F.cross_entropy(types[row, word][:, 1:], b["types"][row, word] - 1)
        loss = loss + 0.4 * F.cross_entropy(statuses[row, word], b["statuses"][row, word])
        loss = loss + 0.2 * F.cross_entropy(plans[row, word], b["plans"][row, word])
        loss = loss + 0.2 * F.cross_entropy(modes[row, word], b["modes"][row, word])
        scores = reader.roles(x, at).float()
        wanted = np.full(tuple(scores.shape[:2]), IGNORE, np.int64)
        for n, (i, w) in enumerate(at.tolist()):
            wanted[n, : len(group[i].roles[w])] = group[i].roles[w]
        right = torch.from_numpy(wanted).flatten()
        return loss + 3 * F.cross_entropy(scores.flatten(0, 1), right, ignore_index=IGNORE)


def train(found: list[Window], *, epochs: int, seed: int, pieces: int = 1500) -> Reader:
    """Train on windows; the order is a function of the seed alone."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    reader = Reader()
    for module in reader.encoder.modules():
        if isinstance(module, Dropout):
            module.p = 0.15
    reader.eval()
    with torch.no_grad(), torch.autocast("cpu", torch.bfloat16):
        for w in found:
            if w.low is None:
                w.low = reader.low(torch.tensor([w.ids]), torch.tensor([w.kinds]))[0].bfloat16()
    reader.train()
    own = [p for n, p in reader.named_parameters() if p.requires_grad and n.startswith("encoder.")]
    rest = [p for n, p in reader.named_parameters() if not n.startswith("encoder.")]
    groups = [{"params": own, "lr": 3e-4}, {"params": rest, "lr": 1.5e-3}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    rates = [g["lr"] for g in optimizer.param_groups]
    trained = [p for p in reader.parameters() if p.requires_grad]
    kept = [p.detach().clone() for p in trained]
    total = epochs * sum(len(w.ids) for w in found) / pieces * 1.1
    step = 0
    for epoch in range(epochs):
        batches: list[list[Window]] = [[]]
        for w in sorted(found, key=lambda w: len(w.ids) + rng.random() * 12):
            if batches[-1] and len(w.ids) * (len(batches[-1]) + 1) > pieces:
                batches.append([])
            batches[-1].append(w)
        rng.shuffle(batches)
        cost = 0.0
        for group in batches:
            step += 1
            for g, rate in zip(optimizer.param_groups, rates, strict=True):
                g["lr"] = rate * min(1.0, step / 30) * max(0.02, 1 - step / total)
            loss = loss_of(reader, group)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            cost += loss.item()
            with torch.no_grad():
                for mean, value in zip(kept, trained, strict=True):
                    mean.lerp_(value, 1 - MEAN)
        print(f"epoch {epoch}: {cost / len(batches):.4f}", flush=True)
    with torch.no_grad():
        for mean, value in zip(kept, trained, strict=True):
            value.copy_(mean)
    return reader.eval()


@torch.no_grad()
def seen(reader: Reader, found: list[Window]) -> dict[int, dict[str, npt.NDArray[np.float32]]]:
    """Return what the reader makes of the articles that windows are of: by article, by name."""
    out: dict[int, dict[str, list[npt.NDArray[np.float32]]]] = {}
    for w in found:
        low = reader.low(torch.tensor([w.ids]), torch.tensor([w.kinds]))
        b = padded([w])
        x = reader.words(low, b["ids"], b["first"], b["last"])
        scores = reader.judge(x, b["signs"])
        views = [F.pad(F.gelu(v(x)), (0, 1), value=1.0) for v in (reader.rt, reader.rw)]
        held = out.setdefault(w.article, {})
        for name, value in zip(("types", "statuses", "kinds", "modes"), scores, strict=True):
            held.setdefault(name, []).append(value[0].softmax(-1).numpy())
        for name, value in zip(("predicates", "parts"), views, strict=True):
            held.setdefault(name, []).append(value[0].numpy())
    tables = {"role": reader.role.numpy(), "distance": reader.distance.numpy()}
    return {
        n: {k: np.concatenate(v).astype(np.float16) for k, v in held.items()} | tables
        for n, held in out.items()
    }


def export(path: Path) -> None:
    """Write the heads, and the scene's layers into the packaged graph."""
    state = {k: v.float().numpy() for k, v in torch.load(path, weights_only=True).items()}
    small = {k: v.astype(np.float16) for k, v in state.items() if not k.startswith("encoder.")}
    np.savez_compressed(HEADS, **small)
    onnx.save(add_scene(onnx.load(WEIGHTS), state, SHARED), WEIGHTS)
    print(f"{WEIGHTS.stat().st_size / 1e6:.1f} MB, {HEADS.stat().st_size / 1e6:.1f} MB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=Path("build/clauses"))
    parser.add_argument("--folds", type=int, nargs="*", default=[0, 1, 2, 3])
    parser.add_argument("--share", type=float, default=1.0, help="of the articles trained on")
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--seed", type=int, default=20261129)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--all", action="store_true", help="train on every article")
    parser.add_argument("--export", action="store_true", help="write what --all trained")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    if options.export:
        export(options.out / "all.pt")
        return
    given, model = articles(options.shared), packaged(1)
    found = [w for n, a in enumerate(given) for w in windows(model, n, a)]
    print(f"{len(given)} articles, {len(found)} windows", flush=True)
    if options.all:
        reader = train(found, epochs=options.epochs, seed=options.seed)
        kept = {
            k: v
            for k, v in reader.state_dict().items()
            if not k.startswith("encoder.") or k.startswith("encoder.layers.")
        }
        torch.save(kept, options.out / "all.pt")
        return
    for fold in options.folds:
        inside = [w for w in found if given[w.article].fold != fold]
        if options.share < 1:
            numbers = sorted({w.article for w in inside})
            random.Random(options.seed).shuffle(numbers)
            chosen = set(numbers[: int(len(numbers) * options.share)])
            inside = [w for w in inside if w.article in chosen]
        reader = train(inside, epochs=options.epochs, seed=options.seed)
        left = seen(reader, [w for w in found if given[w.article].fold == fold])
        with (options.out / f"fold{fold}.pickle").open("wb") as file:
            pickle.dump({given[n].id: held for n, held in left.items()}, file)
        print(f"fold {fold}: {len(left)} articles left out", flush=True)


if __name__ == "__main__":
    main()
