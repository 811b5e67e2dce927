"""Derived tables are what their build makes of the sources."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent
CORPORA = ROOT.parent / "shared/corpora"


def tool(name: str) -> ModuleType:
    if not (CORPORA / "knowledge").is_dir():
        pytest.skip(f"the corpora are not at {CORPORA}")
    sys.path[:0] = [] if str(ROOT / "tools") in sys.path else [str(ROOT / "tools")]
    spec = importlib.util.spec_from_file_location(name, ROOT / f"tools/{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def test_committed_tables_are_what_the_build_makes() -> None:
    for path, content in tool("build_tables").tables(CORPORA).items():
        assert path.read_text(encoding="utf-8") == content, path.name


def test_the_committed_knowledge_base_is_what_the_build_makes() -> None:
    module = tool("build_kb")
    for name, content in module.build(CORPORA).items():
        assert (module.DATA / name).read_text(encoding="utf-8") == content, name


def test_the_committed_table_of_genders_is_what_the_build_makes() -> None:
    for package in ("faker", "names", "anyascii"):
        pytest.importorskip(package, reason=f"tools/build_genders.py reads the package {package}")
    module = tool("build_genders")
    assert module.OUT.read_text(encoding="utf-8") == module.table()
