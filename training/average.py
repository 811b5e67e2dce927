"""Average two checkpoints: what a later plan learned, without what it forgot.

    python training/average.py FIRST SECOND OUT [--share 0.5]

Weights in the line between a model and what fine-tuning made of it keep most of both (Wortsman et
al., 2022). Weights that only the second has are taken from it, and so are the heads it came for.
"""

from __future__ import annotations

import argparse
import shutil
from pathlib import Path

import torch

OWN = ("heads.event", "heads.mention", "heads.coref")
"""Heads that the second checkpoint was trained for."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("first", type=Path)
    parser.add_argument("second", type=Path)
    parser.add_argument("out", type=Path, help="a folder")
    parser.add_argument("--share", type=float, default=0.5, help="of the second, 0 to 1")
    args = parser.parse_args()
    first = torch.load(args.first, map_location="cpu", weights_only=True)["model"]
    second = torch.load(args.second, map_location="cpu", weights_only=True)
    for name, weight in second["model"].items():
        if name in first and weight.is_floating_point() and not name.startswith(OWN):
            second["model"][name] = args.share * weight + (1 - args.share) * first[name]
    args.out.mkdir(parents=True, exist_ok=True)
    torch.save(second, args.out / "checkpoint.pt")
    for name in ("labels.json", "tokenizer.json"):
        shutil.copy(args.second.parent / name, args.out / name)


if __name__ == "__main__":
    main()
