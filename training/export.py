"""Write the run-time model from a checkpoint: int8 graph, label tables, tokenizer.

python training/export.py --model build/model --out src/diurna/language/weights
"""

from __future__ import annotations

import argparse
import shutil
from collections import Counter
from pathlib import Path

import numpy as np
import onnx
import torch

from graph import build


def root_view(state: dict[str, torch.Tensor], name: str) -> np.ndarray:
    """The root's vector as the parser sees it: a constant of the model."""
    weight, bias = state[f"heads.{name}.weight"], state[f"heads.{name}.bias"]
    linear = torch.nn.functional.linear(state["heads.root"], weight, bias)
    return torch.nn.functional.gelu(linear).float().numpy()


def lexicon(corpora: Path) -> str:
    """The lemmas of the forms seen in the treebanks' training parts."""
    dev = set((corpora / "syntax/gum/DEV_DOCS.txt").read_text().split()) | {"dev"}
    seen: dict[tuple[str, str], Counter[str]] = {}
    for path in sorted((corpora / "syntax").glob("*/*.conllu")):
        if path.stem in dev:
            continue
        for line in path.read_text(encoding="utf-8").split("\n"):
            row = line.split("\t")
            if (
                len(row) == 10
                and row[0].isdigit()
                and row[3] in ("VERB", "NOUN", "ADJ", "AUX", "ADV")
            ):
                seen.setdefault((row[1].lower(), row[3]), Counter())[row[2].lower()] += 1
    rows = []
    for (form, upos), counts in sorted(seen.items()):
        lemma = min(counts, key=lambda x: (-counts[x], x))
        if lemma.isascii() and form.isascii() and form.replace("'", "").isalpha():
            rows.append(f"{form}\t{upos}\t{lemma}")
    return "\n".join(rows) + "\n"


def export(source: Path, out: Path, mode: str, corpora: Path) -> None:
    state = torch.load(source / "checkpoint.pt", map_location="cpu", weights_only=True)
    weights = {k: v.float().numpy() for k, v in state["model"].items()}
    out.mkdir(parents=True, exist_ok=True)
    onnx.save(build(weights, mode=mode), out / "model.onnx")
    np.savez(
        out / "heads.npz",
        label=weights["heads.label"].astype(np.float16),
        root_arc=root_view(state["model"], "arc_head"),
        root_label=root_view(state["model"], "label_head"),
        root_link=root_view(state["model"], "link_cue"),
        root_coref=root_view(state["model"], "coref_earlier"),
        role=weights["heads.role"].astype(np.float16),
    )
    for name in ("labels.json", "tokenizer.json"):
        shutil.copy(source / name, out / name)
    (out / "lemmas.tsv").write_text(lexicon(corpora), encoding="utf-8")
    print(f"step {state['step']}: {sum(f.stat().st_size for f in out.iterdir()) / 1e6:.1f} MB")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, default=Path("build/model"))
    parser.add_argument("--out", type=Path, default=Path("src/diurna/language/weights"))
    parser.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    parser.add_argument("--mode", choices=("row", "tensor", "float"), default="tensor")
    arguments = parser.parse_args()
    export(arguments.model, arguments.out, arguments.mode, arguments.corpora)
