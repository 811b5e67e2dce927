"""Derived tables are what their build makes of the sources."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
CORPORA = ROOT.parent / "shared/corpora"


def test_committed_tables_are_what_the_build_makes() -> None:
    if not (CORPORA / "knowledge").is_dir():
        pytest.skip(f"the corpora are not at {CORPORA}")
    spec = importlib.util.spec_from_file_location("build_tables", ROOT / "tools/build_tables.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["build_tables"] = module
    spec.loader.exec_module(module)
    for path, content in module.tables(CORPORA).items():
        assert path.read_text(encoding="utf-8") == content, path.name
