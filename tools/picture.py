"""Draw the README's picture: `diurna read` on an example, as SVG.

python tools/picture.py docs/picture.svg
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from rich.console import Console

from diurna import Article, read, read_articles
from diurna.export.terminal import render

FONT_FACE = re.compile(r"\s*@font-face \{.*?\}", re.DOTALL)
"""Fonts that would be fetched: the reader's own monospace will do."""
EXAMPLE = Path(__file__).parent.parent / "examples/border-talks.txt"


def main(out: Path) -> None:
    article = next(a for a in read_articles([EXAMPLE]) if isinstance(a, Article))
    console = Console(record=True, width=150, file=Path("/dev/null").open("w"))  # noqa: SIM115
    console.print(render(read(article)))
    drawn = console.export_svg(title="diurna read examples/border-talks.txt")
    out.write_text(FONT_FACE.sub("", drawn), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
