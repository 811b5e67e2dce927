"""The daily loop: day after day into one archive, in any order, two at once, any file."""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import duckdb
import pytest
from click.testing import CliRunner

import loops
from diurna import ArchiveError, Record, article, read, read_many
from diurna.agenda.parties import Party
from diurna.agenda.signals import Signals
from diurna.archive import Archive, Filter
from diurna.archive.check import check, rebuild
from diurna.archive.files import LAYOUT
from diurna.cli import main

DAYS = [loops.FIRST + dt.timedelta(days=n) for n in (9, 21, 40)]
WIDE = [loops.FIRST + dt.timedelta(days=n) for n in (30, 90, 200)]


@pytest.fixture(scope="module")
def month() -> list[Record]:
    return loops.read(loops.news(36, days=30))


@pytest.fixture(scope="module")
def year() -> list[Record]:
    """Forty articles months apart about the same people, copies and corrections among them."""
    return loops.read(loops.news(40, days=140))


def run(*arguments: str, archive: Path) -> str:
    result = CliRunner().invoke(main, [*arguments, "--archive", str(archive)])
    assert result.exit_code == 0, result.output
    return result.stdout


def said(archive: Path, day: dt.date, forms: tuple[str, ...]) -> list[str]:
    """Return what the commands print as of a day, in some forms, "json" among them.

    As many events and entries are shown one by one as there are forms.
    """
    as_of = ("--as-of", str(day))
    printed = {(command, form): run(command, *as_of, "--format", form, archive=archive)
               for command in ("agenda", "events", "actors", "scorecards") for form in forms
               if command == "agenda" or form not in ("ics", "questions")}  # fmt: skip
    out = list(printed.values())
    rows = json.loads(printed["events", "json"])
    for name in sorted({r["happening"] for r in rows})[: len(forms)]:
        out += [run("show", name, *as_of, archive=archive)]
        out += [run("story", name, *as_of, archive=archive)]
    numbers = json.loads(printed["agenda", "json"])
    for entry in numbers[: len(forms)]:
        out.append(run("agenda", "show", str(entry["number"]), *as_of, archive=archive))
    return out


def test_a_second_add_of_articles_without_a_source(tmp_path: Path) -> None:
    archive = tmp_path / "news.duckdb"
    for n, told in enumerate(("Peru's president Ana Soto will visit Lima on 12 March.",
                              "Chile's president Luis Vega will visit Quito on 14 March.",
                              "President Ana Soto of Peru visited Lima on Thursday.")):  # fmt: skip
        path = tmp_path / f"{n}.jsonl"
        path.write_text(json.dumps({"text": told, "published": f"2026-03-{5 + 4 * n:02d}"}) + "\n")
        result = CliRunner().invoke(main, ["add", str(path), "--archive", str(archive)])
        assert (result.exit_code, result.stderr) == (0, "1 added, 0 known, 0 failed\n")
    rows = json.loads(run("agenda", "--as-of", "2026-03-20", "--format", "json", archive=archive))
    assert len(rows) == 2


def test_thirty_days_of_adds_and_one_add_print_the_same(
    tmp_path: Path, month: list[Record]
) -> None:
    daily, whole = tmp_path / "daily.duckdb", tmp_path / "whole.duckdb"
    by_day: dict[dt.date, list[Record]] = {}
    for record in month:
        by_day.setdefault(record.article.day, []).append(record)
    for n, day in enumerate(sorted(by_day)):
        with Archive(daily) as store:
            store.add(by_day[day], "test")
        if n % 7 == 3:
            run("agenda", "--grace", "90", archive=daily)
            run("events", "--as-of", str(day), archive=daily)
    with Archive(whole) as store:
        store.add(month, "test")
    for day in DAYS:  # the forms are of the same rows: all of them on the last day are enough
        forms = ("json", "table", "csv", "ics", "questions") if day == DAYS[-1] else ("json",)
        assert said(daily, day, forms) == said(whole, day, forms)


def test_as_of_is_an_archive_cut_at_the_day(month: list[Record]) -> None:
    with Archive(":memory:") as whole:
        whole.add(month, "test")
        for day in DAYS[:2]:
            with Archive(":memory:") as cut:
                cut.add([r for r in month if r.article.day <= day], "test")
                there, here = loops.outputs(whole, [day]), loops.outputs(cut, [day])
            assert {k: v for k, v in there.items() if k.startswith(str(day))} == {
                k: v for k, v in here.items() if k.startswith(str(day))
            }


@pytest.fixture(scope="module")
def whole_year(year: list[Record]) -> dict[str, Any]:
    with Archive(":memory:") as whole:
        whole.add(year, "test")
        return loops.outputs(whole, WIDE)


@pytest.mark.parametrize("seed", range(5))
def test_any_order_and_any_cutting_give_the_same_archive(
    year: list[Record], whole_year: dict[str, Any], seed: int
) -> None:
    chance = random.Random(seed)
    order = year[:]
    chance.shuffle(order)
    with Archive(":memory:") as parts:
        while order:
            size = chance.choice([1, 2, 3, 5, 8])
            parts.add(order[:size], "test")
            del order[:size]
            if chance.random() < 0.7:
                parts.settle()
        assert loops.outputs(parts, WIDE) == whole_year


PERU = [("The president of Peru resigned.", "2026-03-05"),
        ("President Ana Soto of Peru resigned.", "2026-03-06")]  # fmt: skip
TALKS = [("Romanian President Ion Balan and Moldovan President Maia Petru will hold talks on gas "
          "in Iasi on 30 April 2026, his office said.", "2026-05-11"),
         ("The Romanian president and the Moldovan president spoke by telephone about gas.",
          "2026-05-17")]  # fmt: skip


@pytest.mark.parametrize("told", [PERU, TALKS])
def test_at_once_or_one_by_one(told: list[tuple[str, str]]) -> None:
    records = list(read_many(article(t, published=d) for t, d in told))
    with Archive(":memory:") as once, Archive(":memory:") as twice:
        once.add(records, "test")
        for record in records:
            twice.add([record], "test")
            twice.settle()
        days = [dt.date(2026, 6, 1)]
        assert loops.outputs(once, days) == loops.outputs(twice, days)
        names = [len({r["happening"] for r in s.events()}) for s in (once, twice)]
        assert names[0] == names[1]


def test_a_party_is_stored_whole() -> None:
    with Archive(":memory:") as store:
        kind = store.sql(
            "SELECT data_type FROM duckdb_columns() "
            "WHERE column_name = 'parties' AND table_name = 'mentions'"
        )
        ((text,),) = kind.fetchall()
    assert all(f.name in text for f in fields(Party))
    assert text.count(",") == len(fields(Party)) - 1, text


VISIT = "Ghana's president Kofi Asante will visit Abuja on 9 April, his spokeswoman said on Monday."


def carried(**given: Any) -> Record:
    return read(article(VISIT, **({"published": "2026-03-31"} | given)))


def test_one_text_in_two_papers_is_two_articles_and_the_first_known_counts(
    tmp_path: Path,
) -> None:
    early = carried(source="Agency", url="https://agency.example/1", published="2026-03-30")
    late = carried(source="Mirror", url="https://mirror.example/9", published="2026-04-02")
    for order in ((early, late), (late, early)):
        with Archive(":memory:") as store:
            store.add(order, "test")
            rows = store.sql("SELECT source, url, CAST(published AS VARCHAR), relation "
                             "FROM articles ORDER BY published").fetchall()  # fmt: skip
            assert rows == [
                ("Agency", "https://agency.example/1", "2026-03-30", "original"),
                ("Mirror", "https://mirror.example/9", "2026-04-02", "copy"),
            ]
            between = store.agenda(Filter(as_of=dt.date(2026, 3, 31)), today=dt.date(2026, 3, 31))
            assert [str(r["announced_on"]) for r in between] == ["2026-03-30"]
            (event,) = {r["happening"] for r in store.events(Filter(type="CONSULT"))}
            assert {r["report"] for r in store.happening(event)} == {
                store.happening(event)[0]["carrier"]
            }


def test_what_an_article_says_of_itself_is_corrected() -> None:
    told = [
        carried(id="a", published="2026-03-31", source="Agenzy"),
        carried(id="a", published="2026-03-30", source="Agency"),
        carried(id="a", published="2026-03-30", source="Agency", url="https://agency.example/1"),
    ]
    with Archive(":memory:") as store:
        for record in told:
            assert store.add([record], "test") == 1
            store.settle()
            assert store.add([record], "test") == 0
        rows = store.sql("SELECT source, url, CAST(published AS VARCHAR) FROM articles").fetchall()
        assert rows == [("Agency", "https://agency.example/1", "2026-03-30")]
        assert store.count() == 3
        assert store.knows(told[2].article, "test")
        assert not store.knows(told[0].article, "test")


def test_a_corrected_version_takes_the_place_of_the_first() -> None:
    told = [
        ("Norway and Mali will hold talks in Bamako on 12 May, the Norwegian foreign ministry said "
         "on Monday. Foreign Minister Kari Vold will lead the delegation to the talks.",
         "2026-05-04"),
        ("CORRECTED: Norway and Mali will hold talks in Bamako on 21 May, the Norwegian foreign "
         "ministry said on Monday. Foreign Minister Kari Vold will lead the delegation to the "
         "talks. (Corrects the date of the talks.)", "2026-05-05"),
    ]  # fmt: skip
    records = list(read_many(article(t, published=d, source="Wire") for t, d in told))
    with Archive(":memory:") as store:
        store.add(records, "test")
        for day, begin in (("2026-05-04", "2026-05-12"), ("2026-05-05", "2026-05-21")):
            asked = dt.date.fromisoformat(day)
            rows = [r for r in store.agenda(Filter(as_of=asked), today=asked)
                    if "talks" in r["what"].lower()]  # fmt: skip
            assert [(str(r["begin"]), r["status"]) for r in rows] == [(begin, "announced")]


def test_what_cannot_be_worked_in_is_set_aside_and_the_rest_goes_on(
    tmp_path: Path, month: list[Record], monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = month[5].article.sha256
    mentions_of = Signals.mentions

    def fails(self: Signals) -> Any:
        if self.record.article.sha256 == bad:
            raise OverflowError("date value out of range")
        return mentions_of(self)

    path = tmp_path / "one.duckdb"
    monkeypatch.setattr(Signals, "mentions", fails)
    with Archive(path) as store:
        store.add(month, "test")
        store.settle()
        (aside,) = store.aside
        assert "set aside: OverflowError: date value out of range" in str(aside)
        assert len(store.events(Filter())) > 20
    result = CliRunner().invoke(main, ["check", "--archive", str(path)])
    assert result.exit_code == 1
    assert "set aside: OverflowError" in result.stderr
    with Archive(":memory:") as others:
        others.add([r for r in month if r.article.sha256 != bad], "test")
        with Archive(path, read_only=True) as store:
            there = loops.outputs(store, DAYS)
        here = loops.outputs(others, DAYS)
        assert {k: v for k, v in there.items() if "agenda" in k} == {
            k: v for k, v in here.items() if "agenda" in k
        }
    monkeypatch.setattr(Signals, "mentions", mentions_of)
    taken, kept = rebuild(path)
    assert taken == check(path).readings
    assert kept.exists()
    assert check(path).whole


def test_the_grace_that_is_asked_for_changes_nothing_that_is_stored(month: list[Record]) -> None:
    with Archive(":memory:", grace=400) as store, Archive(":memory:") as other:
        store.add(month, "test")
        other.add(month, "test")
        asked = "SELECT * FROM steps ORDER BY entry, n"
        assert store.sql(asked).fetchall() == other.sql(asked).fetchall()


HOLDER = """
import sys
from diurna.archive import Archive
with Archive(sys.argv[1])._open(read_only=False):
    print("held", flush=True)
    sys.stdin.read()
"""
NOTEBOOK = """
import sys
from diurna.archive import Archive, Filter
store = Archive(sys.argv[1])
rows = store.sql("SELECT * FROM events")
print(len(store.events()), len(rows.fetchall()), flush=True)
sys.stdin.read()
print(len(store.events()), flush=True)
"""


def test_two_at_once(tmp_path: Path, month: list[Record]) -> None:
    path = tmp_path / "one.duckdb"
    with Archive(path) as store:
        store.add(month[:20], "test")
    with subprocess.Popen([sys.executable, "-c", NOTEBOOK, str(path)], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as notebook:  # fmt: skip
        assert notebook.stdout is not None
        first = notebook.stdout.readline().split()
        assert first[0] == first[1] != "0"
        assert json.loads(run("events", "--format", "json", archive=path))
        with Archive(path) as store:
            assert store.add(month, "test")
        second, _ = notebook.communicate("")
        assert int(second) > int(first[0])
    with subprocess.Popen([sys.executable, "-c", HOLDER, str(path)], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, text=True) as holder:  # fmt: skip
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(ArchiveError, match=rf"\(process {holder.pid}\) is writing"):
            Archive(path, read_only=True, wait=0.1)
        holder.communicate("")


def test_an_archive_that_may_only_be_read_is_asked(tmp_path: Path, month: list[Record]) -> None:
    path = tmp_path / "sub" / "one.duckdb"
    path.parent.mkdir()
    with Archive(path) as store:
        store.add(month[:9], "test")
    path.chmod(0o444)
    path.parent.chmod(0o555)
    try:
        assert json.loads(run("events", "--format", "json", archive=path))
        with Archive(path, read_only=True) as store, pytest.raises(ArchiveError, match="only"):
            store.add(month, "test")
    finally:
        path.parent.chmod(0o755)


def _foreign(path: Path) -> None:
    with duckdb.connect(str(path)) as db:
        db.execute("CREATE TABLE mine (a INTEGER)")
        db.execute("INSERT INTO mine VALUES (1)")


def _sqlite(path: Path) -> None:
    db = sqlite3.connect(path)
    db.execute("CREATE TABLE mine (a INTEGER)")
    db.commit()
    db.close()


def _later(path: Path) -> None:
    Archive(path).close()
    with duckdb.connect(str(path)) as db:
        db.execute("UPDATE diurna SET layout = layout + 1")


def _cut(path: Path) -> None:
    Archive(path).close()
    path.write_bytes(path.read_bytes()[:9000])


def _earlier(path: Path) -> None:
    with duckdb.connect(str(path)) as db:
        for name in ("pending", "articles", "mentions", "entries", "steps"):
            db.execute(f"CREATE TABLE {name} (sha256 VARCHAR)")
        db.execute("CREATE TABLE records (sha256 VARCHAR, reader VARCHAR, article VARCHAR, "
                   "title VARCHAR, source VARCHAR, published DATE, added TIMESTAMPTZ DEFAULT "
                   "now(), record VARCHAR)")  # fmt: skip
        made = carried(source="Agency")
        row = [made.article.sha256, "0", made.article.id, "", "Agency", made.article.day,
               made.to_json()]  # fmt: skip
        db.execute("INSERT INTO records (sha256, reader, article, title, source, published, "
                   "record) VALUES (?, ?, ?, ?, ?, ?, ?)", row)  # fmt: skip


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (_foreign, "a database, but no archive of diurna; it is left as it is"),
        (_sqlite, "a SQLite database, no archive"),
        (_later, f"layout {LAYOUT + 1}, and this program knows {LAYOUT}"),
        (_cut, "cannot be opened"),
        (_earlier, "check --rebuild"),
        (lambda p: p.write_bytes(b"PK\x03\x04 not a database"), "no archive of diurna"),
    ],
)
def test_a_file_that_is_no_archive_is_refused_and_left_alone(
    tmp_path: Path, make: Any, said: str
) -> None:
    path = tmp_path / "file.duckdb"
    make(path)
    before = path.read_bytes()
    news = tmp_path / "a.txt"
    news.write_text("date 2026-03-05 Talks\nPeru and Chile will hold talks on 12 March.\n")
    for arguments in (["agenda"], ["events"], ["actors"], ["scorecards"], ["add", str(news)]):
        result = CliRunner().invoke(main, [*arguments, "--archive", str(path)])
        assert result.exit_code == 1
        assert said in result.stderr
        assert result.stderr.count("\n") <= 2
    assert path.read_bytes() == before
    assert {p.name for p in tmp_path.iterdir()} == {"file.duckdb", "a.txt"}


def test_an_archive_of_an_earlier_layout_is_made_anew(tmp_path: Path) -> None:
    path = tmp_path / "old.duckdb"
    _earlier(path)
    result = CliRunner().invoke(main, ["check", "--archive", str(path)])
    assert (result.exit_code, "layout 1, 1 readings" in result.stdout) == (1, True)
    result = CliRunner().invoke(main, ["check", "--rebuild", "--archive", str(path)])
    assert (result.exit_code, "whole" in result.stdout) == (0, True)
    assert json.loads(run("agenda", "--as-of", "2026-04-01", "--format", "json", archive=path))


def test_a_log_beside_it_that_is_of_another_archive(tmp_path: Path, month: list[Record]) -> None:
    one, other = tmp_path / "one.duckdb", tmp_path / "other.duckdb"
    for path in (one, other):
        with Archive(path) as store:
            store.add(month[:6], "test")
    script = (
        "import duckdb, os, sys; db = duckdb.connect(sys.argv[1]); "
        "db.execute('SET checkpoint_threshold = \"1GB\"'); "
        "db.execute('DELETE FROM records'); os._exit(0)"
    )
    subprocess.run([sys.executable, "-c", script, str(other)], check=True)
    left = Path(f"{other}.wal")
    assert left.exists()
    shutil.copy(left, f"{one}.wal")
    result = CliRunner().invoke(main, ["events", "--archive", str(one), "--format", "json"])
    assert result.exit_code in (0, 1)
    assert "Traceback" not in result.output


def test_nothing_is_ever_fetched() -> None:
    with Archive(":memory:") as store:
        rows = store.sql("SELECT name, value FROM duckdb_settings() "
                         "WHERE name LIKE 'auto%known_extensions'").fetchall()  # fmt: skip
    assert {value for _, value in rows} == {"false"}


FULL = """
import resource, signal, sys
from diurna import Record
from diurna.archive import Archive
from diurna.errors import ArchiveError
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
records = [Record.from_json(line) for line in open(sys.argv[2], encoding="utf-8")]
store = Archive(sys.argv[1])
store.add(records[:4], "test")
resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
try:
    store.add(records, "test")
    store.settle()
except ArchiveError as error:
    print("refused", str(error).count("\\n"))
"""


def test_a_full_disk_is_one_line_and_loses_nothing(tmp_path: Path, month: list[Record]) -> None:
    path, told = tmp_path / "one.duckdb", tmp_path / "records.jsonl"
    told.write_text("\n".join(r.to_json() for r in month), encoding="utf-8")
    done = subprocess.run([sys.executable, "-c", FULL, str(path), str(told)], text=True,
                          capture_output=True, check=False)  # fmt: skip
    assert "Traceback" not in done.stderr
    assert done.stdout in ("", "refused 0\n")
    with Archive(path) as store:
        assert store.count() >= 4


def test_sql_gives_what_is_found_and_writes_nothing(tmp_path: Path, month: list[Record]) -> None:
    path = tmp_path / "one.duckdb"
    store = Archive(path)
    store.add(month[:9], "test")
    found = store.sql("SELECT article FROM events WHERE published <= ?", [dt.date(2027, 1, 1)])
    assert store.add(month, "test")
    assert len(found.fetchall()) == len(found.fetchall())
    with pytest.raises(ArchiveError, match="nowhere"):
        store.sql("SELECT * FROM nowhere")
    with pytest.raises(ArchiveError):
        store.sql("DELETE FROM records")


def test_what_was_announced_long_ago_without_a_day_fades() -> None:
    made = read("Peru's government will expel Chile's ambassador, President Ana Soto said.",
                published="2015-03-05")  # fmt: skip
    with Archive(":memory:") as store:
        store.add([made], "test")
        for day, standing in (("2015-04-05", "upcoming"), ("2026-03-05", "settled")):
            asked = dt.date.fromisoformat(day)
            (row,) = store.agenda(Filter(as_of=asked), today=asked)
            assert (row["standing"], row["faded"]) == (standing, standing == "settled")
    with Archive(":memory:", fade=10_000) as store:
        store.add([made], "test")
        (row,) = store.agenda(Filter(as_of=asked), today=asked)
        assert row["standing"] == "upcoming"


SETTLED = ("Peru and Chile will hold talks on fishing rights in Arica on 18 May, the Peruvian "
           "foreign ministry said on Monday.", "2026-05-04")  # fmt: skip


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("Peru and Chile held talks on fishing rights in Arica on Monday.", "occurred"),
        ("Chile's president met Brazil's president on Monday.", "announced"),
        ("Peru and Ecuador held talks in Quito on Monday.", "announced"),
        ("Peru cancelled a visit by the Bolivian president.", "announced"),
        ("Chile denied that it had talked with Argentina.", "announced"),
    ],
)
def test_what_ends_an_entry_agrees_in_a_second_specific(text: str, status: str) -> None:
    told = [SETTLED, (text, "2026-05-19")]
    with Archive(":memory:") as store:
        store.add(read_many(article(t, published=d) for t, d in told), "test")
        asked = dt.date(2026, 5, 19)
        first = next(r for r in store.agenda(Filter(as_of=asked), today=asked) if r["entry"] == 1)
        assert (first["status"], str(first["begin"])) == (status, "2026-05-18")


def test_a_year_takes_no_days_place() -> None:
    told = [SETTLED, ("Peru and Chile held talks on fishing rights in Arica in 2026.",
                      "2026-05-20")]  # fmt: skip
    with Archive(":memory:") as store:
        store.add(read_many(article(t, published=d) for t, d in told), "test")
        asked = dt.date(2026, 5, 21)
        first = next(r for r in store.agenda(Filter(as_of=asked), today=asked) if r["entry"] == 1)
        assert (str(first["begin"]), str(first["end"])) == ("2026-05-18", "2026-05-18")


def test_who_announced_it_is_told_by_the_headline_or_by_the_text(tmp_path: Path) -> None:
    path = tmp_path / "one.duckdb"
    example = Path(__file__).parent.parent / "examples" / "border-talks.txt"
    result = CliRunner().invoke(main, ["add", str(example), "--archive", str(path)])
    assert result.exit_code == 0
    rows = json.loads(run("agenda", "--as-of", "2026-03-06", "--format", "json", archive=path))
    talks = next(r for r in rows if r["begin"] == "2026-03-09")
    assert talks["announced_by"] == ["Elena Quispe"]  # who says first that they will sit down


def test_a_copy_of_a_reading_is_known(month: list[Record]) -> None:
    with Archive(":memory:") as store:
        assert store.add(month, "test") > 30
        again = [replace(r, article=replace(r.article)) for r in month]
        assert store.add(again, "test") == 0
