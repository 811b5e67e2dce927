"""The public surface, and the shape of the house."""

from __future__ import annotations

import inspect
import re
import subprocess
import sys
import tomllib
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


def test_every_name_is_documented_and_stands_on_the_page() -> None:
    page = (SOURCE.parent.parent / "docs/api.md").read_text("utf-8")
    listed = re.findall(r"^\.\. auto(?:function|class|exception):: (\w+)$", page, re.MULTILINE)
    assert sorted(listed) == list(diurna.__all__)
    for name in diurna.__all__:
        found = getattr(diurna, name)
        told = inspect.getdoc(found) or ""
        assert told, name
        assert not told.startswith(f"{name}("), f"{name} has only what dataclasses write"
    shown = re.search(r"autoclass:: Archive\n   :members: (.*)", page)
    methods = [n for n, m in vars(diurna.Archive).items() if callable(m) and n[0] != "_"]
    assert shown
    assert sorted(shown[1].split(", ")) == sorted(methods)
    assert all(inspect.getdoc(getattr(diurna.Archive, name)) for name in methods)


def test_read_takes_a_text() -> None:
    record = diurna.read("Ana Soto spoke on Monday.", published="2026-01-02", title="A title")
    assert record.article.title == "A title"
    with pytest.raises(diurna.ArticleError, match="not a date"):
        diurna.read("Words.", published="yesterday")


def test_a_day_from_outside_fills_in() -> None:
    text = "LIMA, Dec 30 (Example) - Ministers met in the capital."
    for title in ("", "Talks"):
        record = diurna.read(text, published="2026-01-02", title=title)
        assert (str(record.article.day), record.article.title) == ("2025-12-30", title)
    told = diurna.read("Ana Soto spoke.", published="Fri, 02 Jan 2026 10:00:00 +0000")
    assert str(told.article.day) == "2026-01-02"
    assert diurna.read("date 2026-01-03 Own\nAna Soto spoke.", title="T").article.title == "Own"


def test_reading_alone_loads_no_database() -> None:
    code = (
        "import sys, diurna; held = {m.split('.')[0] for m in sys.modules}; "
        "assert not held & {'duckdb', 'onnxruntime', 'py3langid'}, held; "
        "from diurna import Archive, Filter, Change; import diurna.archive as a; "
        "assert (Archive, Filter) == (a.Archive, a.Filter); "
        "assert {'Archive', 'Filter'} <= set(dir(diurna))"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    with pytest.raises(AttributeError, match="no attribute 'Archives'"):
        _ = diurna.Archives


def test_types_are_told_to_whoever_uses_the_package() -> None:
    assert (SOURCE / "py.typed").exists()


def test_the_database_is_held_below_its_next_version() -> None:
    project = tomllib.loads((SOURCE.parent.parent / "pyproject.toml").read_text("utf-8"))
    (duckdb,) = [d for d in project["project"]["dependencies"] if d.startswith("duckdb")]
    assert duckdb == "duckdb>=1.5,<3"
