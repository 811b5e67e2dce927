"""The public surface, and the shape of the house."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import diurna
from diurna import errors

SOURCE = Path(__file__).parent.parent / "src/diurna"


def test_all_is_sorted_and_complete() -> None:
    assert list(diurna.__all__) == sorted(diurna.__all__)
    assert all(hasattr(diurna, name) for name in diurna.__all__)
    tree = [e for e in vars(errors).values() if isinstance(e, type) and issubclass(e, Exception)]
    assert all(e.__name__ in diurna.__all__ and e.__name__ in (errors.__doc__ or "") for e in tree)


def test_read_takes_a_text() -> None:
    record = diurna.read("Ana Soto spoke on Monday.", published="2026-01-02", title="A title")
    assert record.article.title == "A title"
    with pytest.raises(diurna.ArticleError, match="not a date"):
        diurna.read("Words.", published="yesterday")


def test_rooms_import_downward_only() -> None:
    """The record imports nothing of ours but the errors; no room imports the reader."""
    for path in SOURCE.rglob("*.py"):
        imported = {
            node.module
            for node in ast.walk(ast.parse(path.read_text()))
            if isinstance(node, ast.ImportFrom) and node.module
        }
        ours = {m for m in imported if m.startswith("diurna")}
        if path.name == "record.py":
            assert ours <= {"diurna.errors", "diurna.export.html"}
        if path.parent != SOURCE:
            assert "diurna.reader" not in ours, path
