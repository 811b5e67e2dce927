"""Inputs that other tools were reported to get wrong, each with its right value."""

from __future__ import annotations

import tomllib

import pytest

from fault_cases import FLOORS, OWED, Case, failures, load, read_all
from fault_checks import ASKED

CASES = load()


@pytest.fixture(scope="session")
def wrong(request: pytest.FixtureRequest) -> dict[str, list[str]]:
    """Read the cases that this run is about, all in one batch."""
    calls = [getattr(item, "callspec", None) for item in request.session.items]
    wanted = {call.params["case"].id for call in calls if call and "case" in call.params}
    cases = tuple(case for case in CASES if case.id in wanted) or CASES
    records = read_all(cases)
    return {case.id: failures(case, records[case.id]) for case in cases}


def _marked(case: Case) -> object:
    owed = [pytest.mark.xfail(reason=OWED[case.owed], strict=False)] if case.owed else []
    return pytest.param(case, id=case.id, marks=owed)


@pytest.mark.parametrize("case", [_marked(case) for case in CASES])
def test_reads_what_is_right(case: Case, wrong: dict[str, list[str]]) -> None:
    assert not wrong[case.id], f"{case.right}: {'; '.join(wrong[case.id])}"


def test_as_many_hold_as_ever_held(wrong: dict[str, list[str]]) -> None:
    floor = tomllib.loads(FLOORS.read_text("utf-8"))["faults"]["right"]
    assert sum(not found for found in wrong.values()) >= floor


def test_every_case_is_there_once() -> None:
    assert len({case.id for case in CASES}) == len(CASES) == 204


def test_every_check_asks_what_checks_may_ask() -> None:
    for case in CASES:
        for key, spec in case.expect:
            assert key in ("covers", "input") or not set(spec) - ASKED[key], case.id
