"""The encoder with its heads, in torch. Only training uses this; run time is ONNX."""

from __future__ import annotations

import torch
from torch import Tensor, nn
from torch.nn import functional as F

from diurna.language.shapes import SHAPES, SPECIAL

WIDTH, LAYERS, ATTENTION_HEADS, INNER = 384, 6, 12, 1536
SCALE = (WIDTH // ATTENTION_HEADS) ** -0.5


class Dropout(nn.Module):
    """Dropout whose masks are slices of one shared pool: on a CPU, drawing them costs 8 %."""

    SIZE = 1 << 23
    pools: dict[tuple[float, torch.dtype, torch.device], Tensor] = {}

    def __init__(self, p: float) -> None:
        super().__init__()
        self.p = p

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.p:
            return x
        size = x.numel()
        key = (self.p, x.dtype, x.device)
        if key not in self.pools or self.pools[key].numel() < 2 * size:
            keep = torch.rand(max(self.SIZE, 2 * size), device=x.device) >= self.p
            self.pools[key] = keep.to(x.dtype) / (1.0 - self.p)
        pool = self.pools[key]
        start = int(torch.randint(pool.numel() - size, ()))
        return x * pool[start : start + size].view_as(x)


class Layer(nn.Module):
    """One transformer layer, post-norm as in BERT."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = nn.Linear(WIDTH, 3 * WIDTH)
        self.out = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = nn.Linear(WIDTH, INNER)
        self.down = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """x: (B, T, width); mask: (B, 1, 1, T), additive."""
        b, t, _ = x.shape
        q, k, v = self.qkv(x).view(b, t, 3, ATTENTION_HEADS, -1).permute(2, 0, 3, 1, 4)
        scores = (q * SCALE) @ k.transpose(-1, -2) + mask.to(q.dtype)
        mixed = (scores.softmax(-1, dtype=q.dtype) @ v).transpose(1, 2).reshape(b, t, WIDTH)
        x = self.norm1(x + self.dropout(self.out(mixed)))
        return self.norm2(x + self.dropout(self.down(F.gelu(self.up(x)))))


class Encoder(nn.Module):
    """MiniLM with shape classes in the place of token types; word vectors stay as they are."""

    def __init__(self, vocabulary: int, positions: int = 512, dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(vocabulary, WIDTH)
        self.words.weight.requires_grad_(False)
        self.positions = nn.Embedding(positions, WIDTH)
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = Dropout(dropout)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))

    def forward(self, ids: Tensor, shapes: Tensor) -> Tensor:
        """ids, shapes: (B, T) integers, padded with id 0. Returns (B, T, width)."""
        mask = (ids == 0)[:, None, None, :].to(torch.float32) * -1e4
        positions = self.positions.weight[: ids.shape[1]][None]
        x = self.dropout(self.norm(self.words(ids) + positions + self.shapes(shapes)))
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def load_bert(self, weights: dict[str, Tensor]) -> None:
        """Copy the weights of a BERT checkpoint; token type 0 seeds every shape."""

        def take(name: str) -> Tensor:
            return weights[name]

        with torch.no_grad():
            self.words.weight.copy_(take("embeddings.word_embeddings.weight"))
            self.positions.weight.copy_(take("embeddings.position_embeddings.weight"))
            self.shapes.weight.copy_(
                take("embeddings.token_type_embeddings.weight")[0].expand(SHAPES, -1)
            )
            self._norm(self.norm, weights, "embeddings.LayerNorm")
            for i, layer in enumerate(self.layers):
                p = f"encoder.layer.{i}."
                for part in ("weight", "bias"):
                    qkv = [take(f"{p}attention.self.{n}.{part}") for n in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(qkv))
                    for mine, theirs in (
                        (layer.out, "attention.output.dense"),
                        (layer.up, "intermediate.dense"),
                        (layer.down, "output.dense"),
                    ):
                        getattr(mine, part).copy_(take(f"{p}{theirs}.{part}"))
                self._norm(layer.norm1, weights, f"{p}attention.output.LayerNorm")
                self._norm(layer.norm2, weights, f"{p}output.LayerNorm")

    @staticmethod
    def _norm(norm: nn.LayerNorm, weights: dict[str, Tensor], name: str) -> None:
        norm.weight.copy_(weights[f"{name}.weight"])
        norm.bias.copy_(weights[f"{name}.bias"])


class Heads(nn.Module):
    """Everything read from a word's vector."""

    ARC, LABEL, LINK, ROLE, COREF = 256, 96, 128, 96, 128
    HIDDEN = 256

    def __init__(self, sizes: dict[str, int], dropout: float = 0.2) -> None:
        super().__init__()
        self.dropout = Dropout(dropout)
        self.tags = nn.ModuleDict(
            {name: nn.Linear(WIDTH, sizes[name]) for name in ("upos", "feats", "lemma", "entities")}
        )
        self.sentence = nn.Linear(WIDTH, 1)
        self.root = nn.Parameter(torch.zeros(WIDTH))
        self.arc_dependent = nn.Linear(WIDTH, self.ARC)
        self.arc_head = nn.Linear(WIDTH, self.ARC)
        self.arc = nn.Parameter(torch.zeros(self.ARC + 1, self.ARC))
        self.label_dependent = nn.Linear(WIDTH, self.LABEL)
        self.label_head = nn.Linear(WIDTH, self.LABEL)
        relations = sizes["relations"]
        self.label = nn.Parameter(torch.zeros(relations, self.LABEL + 1, self.LABEL + 1))
        self.attribution = nn.Sequential(
            nn.Linear(WIDTH, self.HIDDEN),
            nn.GELU(),
            Dropout(dropout),
            nn.Linear(self.HIDDEN, sizes["attribution"]),
        )
        self.link_part = nn.Linear(WIDTH, self.LINK)
        self.link_cue = nn.Linear(WIDTH, self.LINK)
        self.link = nn.Parameter(torch.zeros(self.LINK + 1, self.LINK))
        self.predicate = nn.Linear(WIDTH, 1)
        self.role_word = nn.Linear(WIDTH, self.ROLE)
        self.role_predicate = nn.Linear(WIDTH, self.ROLE)
        self.role = nn.Parameter(torch.zeros(sizes["roles"], self.ROLE + 1, self.ROLE + 1))
        self.fact = nn.Sequential(
            nn.Linear(WIDTH, self.HIDDEN), nn.GELU(), Dropout(dropout), nn.Linear(self.HIDDEN, 1)
        )
        self.event = nn.Sequential(
            nn.Linear(WIDTH, self.HIDDEN),
            nn.GELU(),
            Dropout(dropout),
            nn.Linear(self.HIDDEN, sizes["event"]),
        )
        self.mention = nn.Linear(WIDTH, 1)
        self.coref_later = nn.Linear(WIDTH, self.COREF)
        self.coref_earlier = nn.Linear(WIDTH, self.COREF)
        self.coref = nn.Parameter(torch.zeros(self.COREF + 1, self.COREF))
        nn.init.xavier_uniform_(self.coref)
        nn.init.xavier_uniform_(self.arc)
        nn.init.xavier_uniform_(self.link)
        nn.init.normal_(self.role, std=0.02)
        nn.init.normal_(self.label, std=0.02)
        nn.init.normal_(self.root, std=0.02)

    def project(self, words: Tensor) -> dict[str, Tensor]:
        """words: (B, W, width). Returns the tag scores and the parser's four views."""
        x = self.dropout(words)
        rooted = torch.cat([self.root.expand(x.shape[0], 1, -1).to(x.dtype), x], 1)
        views = {
            "arc_dependent": self.dropout(F.gelu(self.arc_dependent(x))),
            "arc_head": self.dropout(F.gelu(self.arc_head(rooted))),
            "label_dependent": self.dropout(F.gelu(self.label_dependent(x))),
            "label_head": self.dropout(F.gelu(self.label_head(rooted))),
            "link_part": self.dropout(F.gelu(self.link_part(x))),
            "link_cue": self.dropout(F.gelu(self.link_cue(rooted))),
            "role_word": self.dropout(F.gelu(self.role_word(x))),
            "role_predicate": self.dropout(F.gelu(self.role_predicate(x))),
            "attribution": self.attribution(x),
            "coref_later": self.dropout(F.gelu(self.coref_later(x))),
            "coref_earlier": self.dropout(F.gelu(self.coref_earlier(rooted))),
            "mention": self.mention(x).squeeze(-1),
            "event": self.event(x),
            "predicate": self.predicate(x).squeeze(-1),
            "fact": self.fact(x).squeeze(-1),
        }
        scores = {name: layer(x) for name, layer in self.tags.items()}
        return scores | views | {"sentence": self.sentence(x).squeeze(-1)}

    def arcs(self, out: dict[str, Tensor]) -> Tensor:
        """Score every head for every word: (B, W, 1 + W); column 0 is the root."""
        dependent = F.pad(out["arc_dependent"], (0, 1), value=1.0)
        return (dependent @ self.arc.to(dependent.dtype)) @ out["arc_head"].transpose(1, 2)

    def links(self, out: dict[str, Tensor]) -> Tensor:
        """Score every word as the cue of every word: (B, W, 1 + W); column 0 is no cue."""
        part = F.pad(out["link_part"], (0, 1), value=1.0)
        return (part @ self.link.to(part.dtype)) @ out["link_cue"].transpose(1, 2)

    def antecedents(self, out: dict[str, Tensor]) -> Tensor:
        """Score every word as the antecedent of every word: (B, W, 1 + W); column 0 is none."""
        later = F.pad(out["coref_later"], (0, 1), value=1.0)
        return (later @ self.coref.to(later.dtype)) @ out["coref_earlier"].transpose(1, 2)

    def roles(self, out: dict[str, Tensor], predicates: Tensor) -> Tensor:
        """Score the roles of all words to each predicate: (P, W, R). predicates: (P, 2)."""
        chosen = out["role_predicate"][predicates[:, 0], predicates[:, 1]]
        words = F.pad(out["role_word"][predicates[:, 0]], (0, 1), value=1.0)
        table = self.role.to(words.dtype)
        mixed = torch.einsum("rij,pj->pri", table, F.pad(chosen, (0, 1), value=1.0))
        return words @ mixed.transpose(1, 2)

    def labels(self, out: dict[str, Tensor], heads: Tensor) -> Tensor:
        """Score the relations of each word to its head: (B, W, R). heads: (B, W), 0 = root."""
        index = heads[..., None].expand(-1, -1, self.LABEL)
        chosen = F.pad(out["label_head"].gather(1, index), (0, 1), value=1.0)
        dependent = F.pad(out["label_dependent"], (0, 1), value=1.0)
        return torch.einsum("bwi,rij,bwj->bwr", dependent, self.label.to(dependent.dtype), chosen)


class Model(nn.Module):
    """The encoder read once, and its heads."""

    def __init__(self, vocabulary: int, sizes: dict[str, int]) -> None:
        super().__init__()
        self.encoder = Encoder(vocabulary)
        self.heads = Heads(sizes)

    def words(self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor) -> Tensor:
        """Average the first and last piece of each word: (B, W, width)."""
        x = self.encoder(ids, shapes)
        index = lambda i: i[..., None].expand(-1, -1, WIDTH)  # noqa: E731
        return (x.gather(1, index(first)) + x.gather(1, index(last))) * 0.5

    def forward(
        self, ids: Tensor, shapes: Tensor, first: Tensor, last: Tensor
    ) -> dict[str, Tensor]:
        return self.heads.project(self.words(ids, shapes, first, last))


__all__ = ["SPECIAL", "Encoder", "Heads", "Model"]
