"""A knowledge base from a Wikidata dump: a small dump of our own making."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import os
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from diurna.cli import main
from diurna.errors import DiurnaError
from diurna.world import wikidata
from diurna.world.knowledge import knowledge, load


def item(identity: str) -> dict[str, Any]:
    return {"mainsnak": {"datavalue": {"value": {"id": identity}}}}


def time(text: str, precision: int = 11) -> list[dict[str, Any]]:
    return [{"datavalue": {"value": {"time": f"+{text}T00:00:00Z", "precision": precision}}}]


def entity(identity: str, label: str, claims: dict[str, Any]) -> dict[str, Any]:
    return {"id": identity, "labels": {"en": {"value": label}}, "claims": claims}


def held(position: str, begin: str, end: str = "") -> dict[str, Any]:
    qualifiers = {"P580": time(begin)} | ({"P582": time(end)} if end else {})
    return item(position) | {"qualifiers": qualifiers}


PERU = entity("Q419", "Peru", {"P298": [{"mainsnak": {"datavalue": {"value": "PER"}}}]})
OFFICE = entity("Q901", "Minister of Fisheries of Peru", {"P1001": [item("Q419")]})
HIGHEST = entity("Q902", "President of Peru", {"P1001": [item("Q419")]})
VEGA = entity("Q10", "Iris Vega", {"P31": [item("Q5")], "P27": [item("Q419")],
                                   "P39": [held("Q901", "2001-03-04", "2003-05-06")]})  # fmt: skip
SOTO = entity("Q11", "Bruno Soto", {"P31": [item("Q5")],
                                    "P39": [held("Q902", "2014-01-01", "2015-01-01")]})  # fmt: skip


def dump_at(path: Path, *entities: dict[str, Any], broken: bool = False) -> Path:
    lines = ["[", *(json.dumps(e) + "," for e in entities), *(["{no json,"] if broken else []), "]"]
    data = "\n".join(lines).encode()
    path.write_bytes(gzip.compress(data) if path.suffix == ".gz" else data)
    return path


@pytest.mark.parametrize("name", ["dump.json", "dump.json.gz"])
def test_terms_come_out_of_a_dump(tmp_path: Path, name: str) -> None:
    dump = dump_at(tmp_path / name, VEGA, SOTO, PERU, OFFICE, HIGHEST)
    made = wikidata.build(dump, tmp_path / "base")
    base = load(tmp_path / "base")
    term = base.holder("PER", "Minister of Fisheries", dt.date(2002, 2, 2))
    assert made.bad == 0
    assert term is not None
    assert (term.name, term.begin, term.end) == (
        "Iris Vega", dt.date(2001, 3, 4), dt.date(2003, 5, 6),
    )  # fmt: skip
    known = base.person(["Iris", "Vega"], dt.date(2002, 2, 2))
    assert known is not None
    assert known.country == "PER"


def test_the_packaged_base_stands(tmp_path: Path) -> None:
    wikidata.build(dump_at(tmp_path / "d.json", SOTO, PERU, HIGHEST), tmp_path / "base")
    asked = ("PER", "President", dt.date(2014, 6, 1))
    ours, theirs = knowledge().holder(*asked), load(tmp_path / "base").holder(*asked)
    assert ours is not None
    assert ours == theirs


def test_a_stopped_build_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wikidata, "_BATCH", 2)
    dump = dump_at(tmp_path / "d.json", PERU, OFFICE, VEGA, HIGHEST)
    taken: list[str] = []
    real = wikidata._entity

    def stop(store: Any, found: dict[str, Any]) -> None:
        taken.append(found["id"])
        if len(taken) == 3:
            raise KeyboardInterrupt
        real(store, found)

    monkeypatch.setattr(wikidata, "_entity", stop)
    with pytest.raises(KeyboardInterrupt):
        wikidata.build(dump, tmp_path / "base")
    taken.append("again")
    wikidata.build(dump, tmp_path / "base")
    assert "Q419" not in taken[taken.index("again") :]
    term = load(tmp_path / "base").holder("PER", "Minister of Fisheries", dt.date(2002, 2, 2))
    assert term is not None


def test_a_bad_line_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    dump = dump_at(tmp_path / "d.json", PERU, OFFICE, VEGA, broken=True)
    told: list[str] = []
    made = wikidata.build(dump, tmp_path / "base", warn=told.append)
    assert made.bad == 1
    assert "line 5" in told[0]


def test_a_cut_archive_is_an_error(tmp_path: Path) -> None:
    dump = dump_at(tmp_path / "d.json.gz", PERU, OFFICE, VEGA)
    dump.write_bytes(dump.read_bytes()[:-20])
    with pytest.raises(DiurnaError, match="cannot be read"):
        wikidata.build(dump, tmp_path / "base")


def test_the_command_builds_and_uses_a_base(tmp_path: Path) -> None:
    dump = dump_at(tmp_path / "d.json", PERU, OFFICE, VEGA)
    base = str(tmp_path / "base")
    try:
        built = CliRunner().invoke(main, ["kb", "build", "--wikidata", str(dump), "--out", base])
        assert built.exit_code == 0
        asked = ["--kb", base, "kb", "lookup", "Iris Vega", "--on", "2002-02-02"]
        shown = CliRunner(env={"DIURNA_KB": ""}).invoke(main, asked)
        assert "Minister of Fisheries of Peru" in shown.output
        empty = CliRunner().invoke(main, ["--kb", str(tmp_path), "kb", "lookup", "Iris Vega"])
        assert empty.exit_code == 1
        assert "kb_offices.tsv" in empty.output
    finally:
        os.environ.pop("DIURNA_KB", None)
        knowledge.cache_clear()
