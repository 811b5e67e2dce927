"""What the benchmarks share: the corpora, the floors, the report."""

from __future__ import annotations

import argparse
import sys
import tomllib
from pathlib import Path

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parent / name) for name in ("training", "tools", "tests/faults")]


def parser(description: str | None) -> argparse.ArgumentParser:
    """Return a parser with the options that every benchmark has."""
    made = argparse.ArgumentParser(
        description=description, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    made.add_argument("--corpora", type=Path, default=Path("../shared/corpora"))
    made.add_argument("--check", action="store_true", help="fail where a figure is under its floor")
    return made


def f1(gold: int, predicted: int, right: int) -> tuple[float, float, float]:
    """Return precision, recall and F1."""
    precision = right / predicted if predicted else 0.0
    recall = right / gold if gold else 0.0
    both = precision + recall
    return precision, recall, 2 * precision * recall / both if both else 0.0


def report(section: str, figures: dict[str, float], *, check: bool) -> None:
    """Print figures beside their floors; with ``check``, exit 1 where one is under its floor."""
    floors = tomllib.loads((HERE / "floors.toml").read_text()).get(section, {})
    under = []
    for name, value in figures.items():
        floor = floors.get(name)
        note = "" if floor is None else f"   floor {floor:.4f}"
        if floor is not None and value < floor:
            under.append(name)
            note += "   UNDER"
        print(f"{section}.{name:<32} {value:9.4f}{note}")
    if check and under:
        sys.exit(f"under the floor: {', '.join(under)}")
