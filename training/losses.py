"""The losses of the heads, and how the corpora's label sets meet in one."""

from __future__ import annotations

import torch
from torch import Tensor
from torch.nn import functional as F

from batches import FACT_UNITS, IGNORE, Batch
from model import Model

KINDS = (
    "Person",
    "Organization",
    "Location",
    "NORP",
    "Facility",
    "Misc",
    "Product",
    "Date",
    "Money",
)
ENTITIES = ["O", *(f"{p}-{k}" for k in KINDS for p in "BIES")]

CONLL_KINDS = {
    "PER": ("Person",),
    "LOC": ("Location", "Facility"),
    "ORG": ("Organization",),
    "MISC": ("NORP", "Misc", "Product"),
}
"""CoNLL's four classes are coarser: each stands for any of these."""
CONLL = ["O", *(f"{p}-{k}" for k in CONLL_KINDS for p in "BIES")]
UNSEEN_IN_CONLL = ("Date", "Money")
"""Classes that CoNLL leaves unmarked."""


def conll_table() -> Tensor:
    """Which of our labels each CoNLL label may stand for: (len(CONLL), len(ENTITIES)) bool."""
    table = torch.zeros(len(CONLL), len(ENTITIES), dtype=torch.bool)
    for i, label in enumerate(CONLL):
        if label == "O":
            allowed = ["O", *(f"{p}-{k}" for k in UNSEEN_IN_CONLL for p in "BIES")]
        else:
            allowed = [f"{label[0]}-{k}" for k in CONLL_KINDS[label[2:]]]
        for name in allowed:
            table[i, ENTITIES.index(name)] = True
    return table


def entity_loss(scores: Tensor, batch: Batch) -> Tensor:
    """Cross entropy on our labels; on CoNLL's, of the summed probability of what they may be."""
    if "entities" in batch.labels:
        gold = batch.labels["entities"].flatten()
        return F.cross_entropy(scores.flatten(0, 1), gold, ignore_index=IGNORE)
    gold = batch.labels["conll"]
    known = gold != IGNORE
    logs = scores[known].log_softmax(-1)
    allowed = conll_table()[gold[known]]
    return -logs.masked_fill(~allowed, -torch.inf).logsumexp(-1).mean()


def tree_loss(model: Model, out: dict[str, Tensor], batch: Batch) -> Tensor:
    """Arc loss over the words of the same sentence, and label loss at the gold head."""
    heads = batch.labels["heads"]
    known = heads != IGNORE
    arcs = model.heads.arcs(out).float()
    same = batch.segment[:, :, None] == batch.segment[:, None, :]
    allowed = F.pad(same, (1, 0), value=True)
    arcs = arcs.masked_fill(~allowed, -1e4)
    loss = F.cross_entropy(arcs[known], heads[known])
    labels = model.heads.labels(out, heads.clamp(min=0)).float()
    return loss + F.cross_entropy(labels[known], batch.labels["relations"][known])


def attribution_loss(model: Model, out: dict[str, Tensor], batch: Batch) -> Tensor:
    """Cross entropy of the tags, and of the cue that each part belongs to."""
    gold = batch.labels["attribution"].flatten()
    loss = F.cross_entropy(out["attribution"].float().flatten(0, 1), gold, ignore_index=IGNORE)
    links = batch.labels["links"]
    known = links != IGNORE
    if known.any():
        scores = model.heads.links(out).float()
        here = F.pad(batch.segment >= 0, (1, 0), value=True)
        scores = scores.masked_fill(~here[:, None, :], -1e4)
        loss = loss + 0.5 * F.cross_entropy(scores[known], links[known])
    return loss


def fact_loss(out: dict[str, Tensor], batch: Batch) -> Tensor | float:
    """Huber loss of the scores of what happened."""
    gold = batch.labels["facts"]
    known = gold != IGNORE
    if not known.any():
        return 0.0
    want = gold[known].float() / FACT_UNITS - 4.0
    return F.huber_loss(out["fact"].float()[known], want)


def role_loss(model: Model, out: dict[str, Tensor], batch: Batch) -> Tensor | float:
    """Which words are predicates, and the roles of the words of their sentences."""
    gold = batch.labels["predicate"]
    known = gold != IGNORE
    if not known.any():
        return 0.0
    loss = F.binary_cross_entropy_with_logits(out["predicate"].float()[known], gold[known].float())
    if len(batch.predicates):
        scores = model.heads.roles(out, batch.predicates).float()
        inside = batch.roles != IGNORE
        loss = loss + 2.0 * F.cross_entropy(scores[inside], batch.roles[inside])
    return loss


def coref_loss(model: Model, out: dict[str, Tensor], batch: Batch) -> Tensor:
    """Which words head a mention, and the log of the summed probability of the antecedents.

    The second part is that of Lee et al. (2017), over the heads of the mentions given.
    """
    clusters = batch.labels["cluster"]
    heads = clusters != IGNORE
    inside = batch.segment >= 0
    loss = F.binary_cross_entropy_with_logits(out["mention"].float()[inside], heads[inside].float())
    if not heads.any():
        return loss
    width = clusters.shape[1]
    before = torch.ones(width, width, dtype=torch.bool, device=clusters.device).tril(-1)
    allowed = heads[:, :, None] & heads[:, None, :] & before
    right = allowed & (clusters[:, :, None] == clusters[:, None, :])
    first = ~right.any(-1, keepdim=True)
    scores = model.heads.antecedents(out).float()
    scores = scores.masked_fill(~F.pad(allowed, (1, 0), value=True), -1e4)
    gold = scores.masked_fill(~torch.cat([first, right], -1), -1e4)
    return loss + (scores.logsumexp(-1) - gold.logsumexp(-1))[heads].mean()


def event_loss(out: dict[str, Tensor], batch: Batch) -> Tensor | float:
    """Cross entropy of the types of events."""
    gold = batch.labels["event"]
    known = gold != IGNORE
    if not known.any():
        return 0.0
    return F.cross_entropy(out["event"].float()[known], gold[known], label_smoothing=0.05)


def loss_of(model: Model, out: dict[str, Tensor], batch: Batch) -> Tensor:
    """The whole loss of a batch, by what its corpus annotates."""
    if "attribution" in batch.labels:
        return attribution_loss(model, out, batch)
    if "cluster" in batch.labels:
        return coref_loss(model, out, batch)
    if batch.corpus == "events":
        return out["event"].sum() * 0.0 + event_loss(out, batch)
    if batch.corpus == "facts":
        return out["fact"].sum() * 0.0 + fact_loss(out, batch)
    if "upos" not in batch.labels:
        return entity_loss(out["entities"].float(), batch)
    loss = tree_loss(model, out, batch)
    for key, weight in (("upos", 0.5), ("feats", 0.3), ("lemma", 0.3)):
        gold = batch.labels[key].flatten()
        scores = out[key].float().flatten(0, 1)
        loss = loss + weight * F.cross_entropy(scores, gold, ignore_index=IGNORE)
    ends = batch.labels["sentence"]
    known = ends != IGNORE
    sentence = F.binary_cross_entropy_with_logits(
        out["sentence"].float()[known], ends[known].float()
    )
    loss = loss + 0.5 * sentence
    return (
        loss
        + role_loss(model, out, batch)
        + 0.3 * fact_loss(out, batch)
        + 0.5 * event_loss(out, batch)
    )
