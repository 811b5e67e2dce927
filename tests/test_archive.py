"""The archive: added once, asked as of a day, whole or not at all."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from diurna import ArchiveError, Article, article, read_articles, read_many
from diurna.archive import Archive, Filter
from diurna.cli import main

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "news.duckdb"
    result = CliRunner().invoke(main, ["add", str(EXAMPLES), "--archive", str(path)])
    assert result.exit_code == 0
    assert "4 added, 0 known, 0 failed" in result.stderr
    return path


def ask(*arguments: str) -> list[dict[str, object]]:
    result = CliRunner().invoke(main, [*arguments, "--format", "json"])
    assert result.exit_code == 0, result.output
    return list(json.loads(result.stdout))


def test_adding_again_changes_nothing(archive: Path) -> None:
    result = CliRunner().invoke(main, ["add", str(EXAMPLES), "--archive", str(archive)])
    assert "0 added, 4 known, 0 failed" in result.stderr


def test_filters(archive: Path) -> None:
    rows = ask("events", "--archive", str(archive), "--type", "COERCE", "--status", "occurred")
    assert [(r["actors"], r["place"], r["begin"]) for r in rows] == [
        (["Chilean police"], "Santiago", "2026-03-03")
    ]
    assert ask("events", "--archive", str(archive), "--country", "SDN")
    sure = ask("events", "--archive", str(archive), "--sure", "0.9")
    assert sure
    assert all(float(str(row["confidence"])) >= 0.9 for row in sure)
    assert len(sure) < len(ask("events", "--archive", str(archive)))
    assert not ask("events", "--archive", str(archive), "--actor", "nobody at all")


def test_as_of_sees_nothing_published_later(archive: Path) -> None:
    for command in ("events", "agenda"):
        rows = ask(command, "--archive", str(archive), "--as-of", "2026-02-11")
        assert rows
        known = "published" if command == "events" else "announced_on"
        assert all(str(r[known]) <= "2026-02-11" for r in rows)
    assert not ask("events", "--archive", str(archive), "--as-of", "2020-01-01")


def test_the_agenda_as_table_and_csv(archive: Path) -> None:
    arguments = ["agenda", "--archive", str(archive), "--as-of", "2026-03-06"]
    table = CliRunner(env={"COLUMNS": "200"}).invoke(main, arguments)
    assert "in 3 days" in table.stdout
    text = CliRunner().invoke(main, [*arguments, "--format", "csv"]).stdout
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {"begin", "end", "kind", "announced_by"} <= set(rows[0])


def test_a_record_comes_back_through_the_views(tmp_path: Path) -> None:
    article = next(
        a for a in read_articles([EXAMPLES / "border-talks.txt"]) if isinstance(a, Article)
    )
    record = next(read_many([article]))
    with Archive(tmp_path / "one.duckdb") as store:
        assert store.add([record], "test") == 1
        assert store.add([record], "test") == 0
        assert store.add([record], "newer") == 1
        rows = store.events()
        assert len(rows) == len(record.events)
        assert store.agenda(Filter(as_of=record.article.day))
        assert store.events(Filter(status="requested"))


def test_a_failed_batch_leaves_nothing(tmp_path: Path) -> None:
    with Archive(tmp_path / "torn.duckdb") as store:

        def torn() -> object:
            yield next(
                read_many(
                    [
                        a
                        for a in read_articles([EXAMPLES / "port-strike.txt"])
                        if isinstance(a, Article)
                    ]
                )
            )
            raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            store.add(torn(), "test")  # type: ignore[arg-type]
        assert store.count() == 0


def test_what_is_no_archive_is_named(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database " * 400)
    with pytest.raises(ArchiveError, match=r"notes\.txt"):
        Archive(path)
    missing = CliRunner().invoke(main, ["events", "--archive", str(tmp_path / "none.duckdb")])
    assert missing.exit_code == 1
    assert "diurna add makes one" in missing.stderr


def test_one_wire_copy_in_two_papers_is_one_report(tmp_path: Path) -> None:
    text = (
        "Ghana's president Kofi Asante will visit Abuja on 9 April to discuss fishing quotas with "
        "the Nigerian government, his spokeswoman said on Monday. The two states have argued over "
        "boats and nets for ten years. Asante is to see the harbour and meet the fishermen's union."
    )
    made = [
        article(text, published="2026-03-30", source="Agency", id="one"),
        article("Headline. " + text[:-60], published="2026-03-31", source="Mirror", id="two"),
        article(text + " He flies home.", published="2026-03-31", source="Agency", id="x"),
        article("Kofi Asante visited Abuja on Thursday.", published="2026-04-10", source="Day"),
    ]
    with Archive(tmp_path / "copies.duckdb") as store:
        store.add(read_many(made), "test")
        rows = store.sql("SELECT article, relation FROM articles ORDER BY article").fetchall()
        assert dict(rows[1:]) == {"one": "original", "two": "copy", "x": "version"}
        event = next(r for r in store.events() if r["status"] == "planned")["happening"]
        reports = store.happening(event)
        assert len({r["sha256"] for r in reports}) > len({r["report"] for r in reports})


def test_the_same_event_in_two_reports_is_one_and_keeps_both_numbers(tmp_path: Path) -> None:
    made = [
        article("A bomb killed 12 people at a market in Mogadishu on Monday, police said.",
                published="2026-03-03", source="One"),
        article("At least 15 people were killed on Monday when a bomb exploded at a market in "
                "Mogadishu, a doctor said.", published="2026-03-04", source="Two"),
        article("A bomb killed three soldiers in Kismayo on Wednesday.",
                published="2026-03-05", source="One"),
    ]  # fmt: skip
    with Archive(tmp_path / "blast.duckdb") as store:
        store.add(read_many(made), "test")
        rows = store.events(Filter(type="ASSAULT"))
        by_source = {(r["source"], r["published"].day): r["happening"] for r in rows}
        assert by_source["One", 3] == by_source["Two", 4] != by_source["One", 5]
        numbers = {
            q["value"] for r in store.happening(by_source["One", 3])
            for q in json.loads(r["quantities"]) if q["what"] == "killed"
        }  # fmt: skip
        assert numbers == {12, 15}


def test_a_newer_reader_takes_the_place_of_the_older_and_both_are_kept(tmp_path: Path) -> None:
    made = list(read_many([article("Soto met Alvarez in Lima on Monday.", published="2026-03-03")]))
    with Archive(tmp_path / "twice.duckdb") as store:
        store.add(made, "1")
        before = store.events()
        store.add(made, "2")
        assert store.events() == before
        assert store.count() == 2
        assert store.sql("SELECT reader FROM articles").fetchall() == [("2",)]
