"""Running stories with the agenda that they should leave, read once, and how they are scored.

A folder of stories stands beside the score's definitions (`score.py` in the folder above the first
stories; its README tells the format). Records are kept in the temporary folder of the machine, by
the articles and by what reads them: all of the package but what comes after the records.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import pickle
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

import diurna
from annotated import documents
from diurna import Record, article, read_many

SCORE = Path("../shared/arcs/score.py")
CORPORA = Path("../shared/corpora")
_AFTER = {"agenda", "archive", "export", "cli"}
"""Rooms that make no records."""


@cache
def score_module() -> ModuleType:
    """Return the definitions of the score; windows without any day are no windows."""
    spec = importlib.util.spec_from_file_location("story_score", SCORE)
    assert spec is not None
    assert spec.loader is not None
    made = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = made
    spec.loader.exec_module(made)
    close = made.close
    made.close = lambda a, b: close(a, b) if any(a) and any(b) else 0.3 * made.touch(a, b)
    return made


@dataclass(slots=True)
class Story:
    """A story: what stands in its file, and the records of its articles."""

    name: str
    told: dict[str, Any]
    records: list[Record]


def _readers() -> str:
    """Return a mark of what reads articles."""
    root = Path(diurna.__file__).parent
    kept = sorted(p for p in root.rglob("*") if p.is_file() and "__pycache__" not in p.parts
                  and p.relative_to(root).parts[0] not in _AFTER)  # fmt: skip
    told = [f"{p}:{p.stat().st_size}:{p.stat().st_mtime_ns}" for p in kept]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()[:12]


def _texts(paths: list[Path]) -> Iterator[tuple[str, str]]:
    """Yield name and text of each story: of folders, or of a file that names documents."""
    for path in paths:
        if path.suffix != ".jsonl":
            yield from ((p.stem, p.read_text("utf-8")) for p in path.glob("*.json"))
            continue
        texts = documents(CORPORA)
        for line in path.read_text("utf-8").splitlines():
            told = json.loads(line)
            held = {}
            for a in told["articles"]:
                title, text = texts[a["doc"]]
                begin = a.get("begin", 0)
                text = text[begin : begin + a["length"]]
                a |= {"title": title, "text": text, "source": a["doc"].partition(":")[0]}
                held[a["id"]] = f"{title}\n{text}"
            told["not_on_agenda"] = [f'"{held[i][a:b]}"' for i, a, b in told["not_on_agenda"]]
            yield told["arc"], json.dumps(told)


def stories(folders: list[Path]) -> list[Story]:
    """Return stories, their articles read or taken from what was read.

    Args:
        folders: Folders of stories, or files that name their documents as
            `training/annotated/stories.jsonl` does.
    """
    folder = Path(tempfile.gettempdir()) / "diurna-stories" / _readers()
    folder.mkdir(parents=True, exist_ok=True)
    out = []
    for name, text in sorted(_texts(folders)):
        told = json.loads(text)
        kept = folder / f"{name}-{hashlib.sha256(text.encode()).hexdigest()[:12]}.pickle"
        if not kept.exists():
            made = [article(a["text"], title=a["title"], published=a["published"], id=a["id"],
                            source=a.get("source")) for a in told["articles"]]  # fmt: skip
            part = kept.with_suffix(".part")
            part.write_bytes(pickle.dumps(list(read_many(made))))
            part.rename(kept)
        out.append(Story(told["arc"], told, pickle.loads(kept.read_bytes())))
    return out
