"""The scorer of the benchmark: TempEval-3's definitions on examples worked out by hand."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

PATH = Path(__file__).parent.parent / "benchmarks/tempeval.py"


@pytest.fixture(scope="module")
def tempeval() -> ModuleType:
    spec = importlib.util.spec_from_file_location("tempeval", PATH)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["tempeval"] = module
    spec.loader.exec_module(module)
    return module


def test_strict_relaxed_and_value(tempeval: ModuleType) -> None:
    t = tempeval.Timex
    gold = [t(0, 6, "DATE", "2026-01-01"), t(10, 18, "DATE", "2026-W02"), t(30, 35, "SET", "P1D")]
    mine = [t(0, 6, "DATE", "2026-01-01"), t(12, 18, "DATE", "2026-W03"), t(50, 53, "DATE", "2025")]
    score = tempeval.Score()
    score.add("doc", gold, mine)
    figures = score.figures()
    assert figures["strict_f1"] == pytest.approx(1 / 3)
    assert figures["relaxed_f1"] == pytest.approx(2 / 3)
    assert figures["value_f1"] == pytest.approx(1 / 3)
    assert figures["type_f1"] == pytest.approx(2 / 3)
    assert len(score.wrong) == 3


def test_each_expression_matches_once_and_exact_ones_first(tempeval: ModuleType) -> None:
    t = tempeval.Timex
    pairs = list(tempeval.match([t(0, 10, "", "a")], [t(0, 4, "", "b"), t(0, 10, "", "c")]))
    assert [(w and w.value, g and g.value) for w, g in pairs] == [("a", "c"), (None, "b")]


def test_inline_markup_becomes_offsets(tempeval: ModuleType) -> None:
    timex = '<TIMEX3 tid="t1" type="DATE" value="2026">this year</TIMEX3>'
    markup = f'It <EVENT eid="e1">fell</EVENT> &amp; {timex}.'
    text, times = tempeval.parse_inline(markup)
    assert text == "It fell & this year."
    assert [(text[x.start : x.end], x.type, x.value) for x in times] == [
        ("this year", "DATE", "2026")
    ]
