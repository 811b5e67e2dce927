"""What comes out: text of strangers is shown and never obeyed, and every command ends in order."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import click
import duckdb
import pytest
from click.testing import CliRunner
from icalendar import Calendar
from rich.console import Console

from diurna import FilterError, article
from diurna.archive import Archive, Filter, queries
from diurna.archive.rows import bulk
from diurna.cli import main
from diurna.cli.asking import an_event, around
from diurna.export import rows as export_rows
from diurna.export.agenda import AGENDA_COLUMNS
from diurna.export.calendar import calendar
from diurna.export.output import no_formula
from diurna.export.questions import questions
from diurna.export.tables import Column, Listing
from diurna.export.terminal import show
from diurna.export.timeml import documents, timeml
from diurna.record import (
    Actor,
    Announcement,
    Article,
    Event,
    Place,
    Quantity,
    Record,
    Span,
    Spoken,
    Statement,
    Status,
    TimeSpan,
    digest,
)

STEERING = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2060-\u206f]")
BAD = "\x1b[31m\x1b]8;;http://x.example/\x07[red]\x9b2J\x85\u202e[/b][link=x]\r\x08\x7f"


def hostile(number: int, day: str, *, status: Status = "planned") -> Record:
    """A record by hand in which every text that others write would steer a terminal."""
    name = f"=Ana{BAD} Soto"
    place = f"@Lima{BAD}"
    speech = f"she said{BAD}"
    title = f"=cmd{BAD}|'calc'!A1 {number}"
    text = f"{name} will meet{BAD} +Rosa Alvarez in {place} on Monday, {speech}.\nMore.\tWords."
    full = f"{title}\n{text}"

    def span(words: str) -> Span:
        at = full.index(words)
        return Span(at, at + len(words), words)

    begin = dt.date(2026, 3, 9)
    told = Article(
        f"-id{BAD}{number}", title, text, dt.date.fromisoformat(day), f"+Source{BAD}",
        f"https://example.org/{number}?{BAD}", "en", digest(title, text),
    )  # fmt: skip
    return Record(
        told,
        (
            Actor("a1", name, "person", "person:per-ana-soto", "PER", ("GOV",), f"Minister{BAD}",
                  (span(name),)),
            Actor("a2", "+Rosa Alvarez", "person", None, "CHL", (), None,
                  (span("+Rosa Alvarez"),)),
        ),
        (TimeSpan("t1", span("Monday"), "DATE", "2026-03-09", begin, begin, "published"),),
        (Place("p1", span(place), place, None, -12.0, -77.0, "PE", "PPLC", "city"),),
        (Statement("s1", "indirect", "a1", span("said"), (span("Monday"),), ("a2",), Spoken()),),
        (
            Event(
                "e1", "CONSULT", None, span("meet"), status, (), ("a1",), ("a2",), begin, begin,
                "t1", "p1", ("s1",),
                (Quantity("killed", 3.0, 3.0, 3.0, f"ABOUT{BAD}", span("Monday")),),
                (span("meet"),), None, None, 0.8, f"verb meet{BAD}",
            ),
        ),
        (Announcement("n1", "e1", "plan", ("a1",), "s1", begin, begin),)
        if status == "planned" else (),
    )  # fmt: skip


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("hostile") / "news.duckdb"
    with Archive(path) as store:
        store.add([hostile(1, "2026-03-05"), hostile(2, "2026-03-06")], "test")
        store.add([hostile(3, "2026-03-10", status="occurred")], "test")
        store.settle()
    return path


def run(*arguments: str, columns: int = 80) -> Any:
    return CliRunner(env={"COLUMNS": str(columns)}).invoke(main, list(arguments))


def ask(archive: Path, *arguments: str) -> Any:
    result = run(*arguments, "--archive", str(archive))
    assert result.exit_code == 0, result.output
    return result


def first_event(archive: Path) -> str:
    return str(json.loads(ask(archive, "events", "--format", "json").stdout)[0]["happening"])


FORMS = {
    "events": ("table", "json", "csv"), "story": ("table", "json", "csv"),
    "actors": ("table", "json", "csv"), "scorecards": ("table", "json", "csv"),
    "agenda": ("table", "json", "csv", "ics", "questions"),
}  # fmt: skip


@pytest.mark.parametrize("columns", [40, 120])
def test_no_command_lets_a_control_character_through(archive: Path, columns: int) -> None:
    event = first_event(archive)
    commands = [
        [name, *([event] if name == "story" else []), "--format", form]
        for name, forms in FORMS.items()
        for form in (forms if columns > 80 else forms[:1])  # a table alone knows how wide it is
    ]
    commands += [["show", event], ["agenda", "show", "1"]]
    for command in commands:
        for as_of in ([], ["--as-of", "2026-03-07"]):
            result = run(*command, *as_of, "--archive", str(archive), columns=columns)
            assert result.exit_code == 0, result.output
            out = result.stdout_bytes.decode()
            out = out.replace("\r\n", "\n") if "ics" in command else out
            assert not STEERING.search(out), command
            assert not STEERING.search(result.stderr), command
            assert "Ana" in out or columns < 80


def test_a_record_in_every_form_is_shown_as_it_stands() -> None:
    record = hostile(1, "2026-03-05")
    out = io.StringIO()
    console = Console(file=out, width=200, markup=False, highlight=False)
    show(record, console)
    assert not STEERING.search(out.getvalue())
    assert "[red]" in out.getvalue()
    assert "\\x1b[31m" in out.getvalue()
    body = ET.fromstring(timeml(record).encode())
    assert timeml(record).splitlines()[1].startswith("<!-- ")
    text = "".join(body.find("TEXT").itertext())  # type: ignore[union-attr]
    assert len(text) == len(record.article.full)


def test_timeml_of_several_is_one_document() -> None:
    made = [hostile(n, "2026-03-05") for n in (1, 2)]
    for records, wrapped in ((made, 2), ([], 0)):
        root = ET.fromstring("\n".join(documents(records)).encode())
        assert root.tag == "TimeMLDocuments"
        assert len(root.findall("TimeML")) == wrapped
    assert ET.fromstring("\n".join(documents(made[:1])).encode()).tag == "TimeML"


def test_text_is_no_markup(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("date 2026-03-05 A [/b] title\nAna [red]Soto[/b] met Rosa [link=x]Diaz.")
    result = run("read", str(path), "--format", "pretty", columns=120)
    assert result.exit_code == 0, result.output
    assert "[/b]" in result.stdout
    assert "[link=x]" in result.stdout


@pytest.mark.parametrize("name", sorted(set(FORMS) - {"story"}))
def test_csv_begins_no_formula_unless_it_is_raw(archive: Path, name: str) -> None:
    def cells(*more: str) -> list[str]:
        text = ask(archive, name, "--format", "csv", *more).stdout
        return [c for row in list(csv.reader(io.StringIO(text, newline="")))[1:] for c in row]

    def formulas(found: list[str]) -> list[str]:
        number = re.compile(r"-?\d+(\.\d+)?$")
        return [c for c in found if c[:1] in tuple("=+-@\t\r") and not number.match(c)]

    assert not formulas(cells())
    assert formulas(cells("--raw"))
    assert len(ask(archive, name, "--format", "csv").stdout.splitlines()) == 1 + len(
        json.loads(ask(archive, name, "--format", "json").stdout)
    )


def test_what_a_spreadsheet_computes() -> None:
    assert [no_formula(t) for t in ("=1", "+1", "-1", "@a", "  =1", "＝1", "a=1", "")] == [
        "'=1", "'+1", "'-1", "'@a", "'  =1", "'＝1", "a=1", "",
    ]  # fmt: skip


def test_columns_are_stable_and_empty_results_have_them(archive: Path) -> None:
    columns = {
        "events": export_rows.EVENT_COLUMNS, "actors": export_rows.ACTOR_COLUMNS,
        "scorecards": export_rows.SCORE_COLUMNS, "agenda": AGENDA_COLUMNS,
    }  # fmt: skip
    told = (Path(__file__).parent.parent / "docs/commands.md").read_text("utf-8")
    for name, wanted in columns.items():
        for more in ((), ("--actor", "nobody at all")):
            text = ask(archive, name, "--format", "csv", *more).stdout
            assert next(csv.reader(io.StringIO(text, newline=""))) == list(wanted)
        assert ask(archive, name, "--format", "json", "--actor", "nobody").stdout == "[]\n"
        assert "Nothing found" in ask(archive, name, "--actor", "nobody").stdout
        assert all(f"`{column}`" in told for column in wanted), name


def test_rows_tell_where_they_come_from(archive: Path) -> None:
    for row in json.loads(ask(archive, "events", "--format", "json").stdout):
        assert row["url"].startswith("https://example.org/")
        assert "will meet" in row["sentence"]
        assert (row["actor_countries"], row["recipient_countries"]) == (["PER"], ["CHL"])
        assert row["confidence"] == 0.8
    (entry,) = json.loads(
        ask(archive, "agenda", "--as-of", "2026-03-06", "--format", "json").stdout
    )
    assert entry["url"].startswith("https://example.org/")
    assert "will meet" in entry["evidence"]
    assert dict(zip(entry["actors"], entry["actor_countries"], strict=True))["+Rosa Alvarez"] == (
        "CHL"
    )
    assert 0 < entry["chance"] <= 1
    assert all(step["url"] for step in entry["history"])


@pytest.mark.parametrize(
    ("arguments", "named"),
    [
        (["--country", "PE"], "PER is Peru"),
        (["--country", "Peru"], "PER is Peru"),
        (["--country", "Chilie"], "CHL is Chile"),
        (["--country", "nosuch"], "no ISO3 code"),
        (["--status", "canceled"], "cancelled"),
        (["--status", "occured"], "occurred"),
        (["--type", "CONSULTS"], "CONSULT"),
        (["--type", ""], "type"),
        (["--since", "2026-03-05", "--until", "2026-03-01"], "after"),
    ],
)
@pytest.mark.parametrize("command", ["events", "actors", "agenda", "scorecards"])
def test_a_filter_that_nothing_fits_is_refused(
    archive: Path, command: str, arguments: list[str], named: str
) -> None:
    result = run(command, *arguments, "--archive", str(archive))
    assert result.exit_code == 2
    assert named in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_filters_from_python() -> None:
    for wrong in (
        {"country": "PE"}, {"status": "occured"}, {"type": "MEET"}, {"sure": float("nan")},
        {"sure": 2.0}, {"limit": 0}, {"limit": 2**63 - 1},
    ):  # fmt: skip
        with pytest.raises(FilterError) as caught:
            Filter(**wrong)
        assert isinstance(caught.value, ValueError)
    found = Filter(country="per", status="Planned", type="consult")
    assert (found.country, found.status, found.type) == ("PER", "planned", "CONSULT")


def test_statuses_are_of_events_or_of_entries(archive: Path) -> None:
    assert run("events", "--status", "lapsed", "--archive", str(archive)).exit_code == 2
    assert run("agenda", "--status", "negated", "--archive", str(archive)).exit_code == 2
    assert run("agenda", "--status", "lapsed", "--archive", str(archive)).exit_code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ["agenda", "--grace", "99999999999"],
        ["agenda", "--limit", "9223372036854775808"],
        ["events", "--sure", "nan"],
        ["show", ""],
        ["show", " "],
        ["story", ""],
        ["events", "--since", "yesterday\x1b[31m"],
        ["events", "--no\x1b[31m\nsuch"],
        ["nosuch\x1b[31m\nError: forged"],
    ],
)
def test_wrong_use_is_one_line_and_two(archive: Path, arguments: list[str]) -> None:
    more = ["--archive", str(archive)] if not arguments[0].startswith("nosuch") else []
    result = run(*arguments, *more)
    assert result.exit_code == 2, result.output
    assert result.stderr.startswith("Error: ")
    assert len(result.stderr.splitlines()) == 1
    assert not STEERING.search(result.stderr)
    assert not result.stdout


@pytest.mark.parametrize("archive_name", ["", ":memory:", "md:x", "https://x.example/a.duckdb"])
@pytest.mark.parametrize("command", [["add", "-"], ["events"]])
def test_what_is_no_file_is_no_archive(command: list[str], archive_name: str) -> None:
    result = run(*command, "--archive", archive_name)
    assert result.exit_code == 2
    assert "no file's name" in result.stderr


@pytest.mark.parametrize("threads", ["abc", "2.5", "-1", "99999999999", "٣"])
def test_threads_that_are_no_number(monkeypatch: pytest.MonkeyPatch, threads: str) -> None:
    monkeypatch.setenv("DIURNA_THREADS", threads)
    result = run("schema")
    assert result.exit_code == 2
    assert result.stderr.startswith("Error: DIURNA_THREADS")
    assert len(result.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (TypeError("'NoneType'\x1b is not\niterable"), "internal error: TypeError"),
        (RecursionError("too deep"), "internal error: RecursionError"),
        (MemoryError(), "out of memory"),
        (duckdb.IOException("IO Error: No space left\nmore"), "No space left"),
        (OSError(13, "Permission denied", "out/\x1bx"), "out/\\x1bx: Permission denied"),
    ],
)
def test_an_error_that_nobody_thought_of_is_one_line(
    monkeypatch: pytest.MonkeyPatch, archive: Path, error: Exception, said: str
) -> None:
    def fails(*_: object, **__: object) -> None:
        raise error

    monkeypatch.delenv("DIURNA_DEBUG", raising=False)
    monkeypatch.setattr(queries, "events", fails)
    result = run("events", "--archive", str(archive))
    assert result.exit_code == 1
    assert said in result.stderr
    assert len(result.stderr.splitlines()) == 1
    assert not STEERING.search(result.stderr)
    if isinstance(error, TypeError):
        monkeypatch.setenv("DIURNA_DEBUG", "1")
        assert isinstance(run("events", "--archive", str(archive)).exception, TypeError)


ODD = ["", "\x1b[31m\n", "9" * 40, "-1", "\udcff", "0001-01-01", "9999-12-31"]


@pytest.mark.parametrize("name", ["story", "agenda"])
def test_no_option_ends_in_an_internal_error(archive: Path, name: str) -> None:
    command = main.commands[name]
    where = ["--archive", str(archive)]
    tried = [[o.opts[0], v] for o in command.params for v in ODD if isinstance(o, click.Option)]
    if name == "story":
        tried = [[first_event(archive), *more] for more in tried] + [[v] for v in ODD]
    for more in tried:
        result = run(name, *where, *more)
        assert result.exit_code in (0, 1, 2)
        assert "internal error" not in result.stderr, more
        assert not STEERING.search(result.stderr)


@pytest.mark.parametrize("value", ODD)
def test_the_knowledge_base_is_asked_anything(value: str) -> None:
    for command in (["lookup", value], ["lookup", "Merkel", "--on", value]):
        result = run("kb", *command)
        assert result.exit_code in (0, 1, 2)
        assert "internal error" not in result.stderr, command


def test_file_names_forge_no_lines(tmp_path: Path) -> None:
    path = tmp_path / "a\nError: forged\x1b[31m\u202e.txt"
    path.write_text("no date")
    result = run("read", str(path), "--format", "jsonl")
    assert result.exit_code == 1
    assert "\\nError: forged\\x1b[31m\\u202e.txt: no publication date" in result.stderr
    assert not any(line.startswith("Error: forged") for line in result.stderr.splitlines())
    assert not STEERING.search(result.stderr)
    result = run("kb", "lookup", "No\x1b[31m\nbody")
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
    assert not STEERING.search(result.stderr)


def shell(script: str, *, encoding: str = "utf-8") -> tuple[int, bytes, str]:
    env = {**os.environ, "PYTHONIOENCODING": encoding, "COLUMNS": "100"}
    env.pop("DIURNA_DEBUG", None)
    done = subprocess.run(
        ["/bin/sh", "-c", script.replace("diurna", f"{sys.executable} -m diurna")],
        capture_output=True, env=env, check=False,
    )  # fmt: skip
    return done.returncode, done.stdout, done.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
def test_standard_output_that_is_full_or_closed(archive: Path) -> None:
    for script in (f"diurna events --archive '{archive}' >/dev/full", "diurna schema >&-"):
        code, _, err = shell(script)
        assert code == 1
        assert err.startswith("Error: standard output cannot be written to: ")
        assert len(err.splitlines()) == 1


def test_errors_that_cannot_be_told_leave_their_code() -> None:
    assert shell("diurna nosuch 2>/dev/full") == (2, b"", "")
    assert shell("diurna nosuch 2>&-") == (2, b"", "")


def test_a_broken_pipe_is_silent(archive: Path) -> None:
    for command in (["schema"], ["events", "--archive", str(archive)]):
        reader, writer = os.pipe()
        os.close(reader)
        done = subprocess.run(
            [sys.executable, "-m", "diurna", *command],
            stdout=writer, stderr=subprocess.PIPE, check=False,
        )  # fmt: skip
        os.close(writer)
        assert (done.returncode, done.stderr) == (1, b"")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252"])
def test_characters_that_the_terminal_lacks(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.duckdb"
    record = hostile(1, "2026-03-05")
    told = replace(record.article, source="Gazeta Łódź 東京", id="x")
    with Archive(path) as store:
        store.add([replace(record, article=told)], "test")
        store.settle()
    script = f"for f in table json; do diurna events --archive '{path}' --format $f; done"
    code, out, err = shell(script, encoding=encoding)
    assert (code, err) == (0, "")
    rows = json.loads(out[out.index(b"\n[") :].decode("ascii"))
    assert rows[0]["source"] == told.source


def step(**given: Any) -> dict[str, Any]:
    made = {
        "begin": None, "end": None, "place": None, "said": "announced", "status": "announced",
        "as_of": dt.date(2026, 3, 1), "source": None, "article": "x", "url": None,
        "evidence": "Words.", "applied": True,
    }  # fmt: skip
    return made | given


def entry(**given: Any) -> dict[str, Any]:
    made = {
        "entry": 1, "uid": "u1", "what": "Talks of Peru", "type": "CONSULT", "place": None,
        "status": "announced", "begin": None, "end": None, "announced_on": dt.date(2026, 3, 1),
        "announced_by": [], "changed_on": dt.date(2026, 3, 1),
    }  # fmt: skip
    return made | given


LAST = dt.date(9999, 12, 31)


def test_the_end_of_the_calendar_breaks_nothing() -> None:
    for begin, end in (
        (LAST, LAST), (None, LAST), (dt.date(2026, 1, 2), LAST),
        (dt.date(2026, 3, 9), dt.date(2026, 3, 2)), (dt.date(1, 1, 1), dt.date(1, 1, 1)),
    ):  # fmt: skip
        row, steps = entry(begin=begin, end=end), [step(begin=begin, end=end)]
        text = calendar([row], lambda _, steps=steps: steps)  # type: ignore[misc]
        (event,) = Calendar.from_ical(text).walk("VEVENT")
        if "DTEND" in event:
            assert event.decoded("dtend") > event.decoded("dtstart")
        made = questions([row], lambda _, steps=steps: steps, as_of=LAST, grace=36_500)  # type: ignore[misc]
        assert len(made) == (end == LAST)


def test_a_calendar_says_of_no_lapsed_entry_that_it_was_called_off() -> None:
    row = entry(begin=dt.date(2026, 3, 9), end=dt.date(2026, 3, 9), status="lapsed")
    assert "STATUS:TENTATIVE" in calendar([row], lambda _: [step()])


@pytest.mark.parametrize(
    ("what", "asked"),
    [
        ("Talks of Peru and Chile", "Will the talks of Peru and Chile take place"),
        ("UN vote in Geneva", "Will the UN vote in Geneva take place"),
        ("G7 summit", "Will the G7 summit take place"),
        ("U.S. talks", "Will the U.S. talks take place"),
        ("Ana Soto to visit Lima", "Will Ana Soto visit Lima"),
    ],
)
def test_a_question_keeps_a_leading_acronym(what: str, asked: str) -> None:
    day = dt.date(2026, 3, 9)
    (made,) = questions(
        [entry(what=what)], lambda _: [step(begin=day, end=day)], as_of=day, grace=7
    )
    assert made["question"].startswith(asked)


def test_silence_is_told_and_resolves_nothing_unasked() -> None:
    day = dt.date(2026, 3, 9)

    def made(as_of: dt.date, **more: str) -> dict[str, Any]:
        steps = [step(begin=day, end=day)]
        (one,) = questions([entry()], lambda _: steps, as_of=as_of, grace=7, **more)
        return one

    early = made(dt.date(2026, 3, 16))
    assert (early["resolution"], early["silence"]) == (None, None)
    late = made(dt.date(2026, 3, 17))
    assert (late["resolution"], late["silence"]) == (None, "no report by 2026-03-16")
    assert (late["resolved_by"], late["resolution_date"]) == (None, None)
    assert "left open if nothing was reported by 2026-03-16" in late["resolution_criteria"]
    asked = made(dt.date(2026, 3, 17), silence="no")
    assert (asked["resolution"], asked["resolved_by"]) == ("no", "no report by 2026-03-16")
    assert asked["resolution_date"] == "2026-03-17"
    assert "; no if nothing was reported" in asked["resolution_criteria"]


def test_no_outcome_seen_is_not_dropped(tmp_path: Path) -> None:
    path = tmp_path / "one.duckdb"
    with Archive(path) as store:
        store.add([hostile(1, "2026-03-05")], "test")
    (row,) = json.loads(ask(path, "scorecards", "--as-of", "2026-05-01", "--format", "json").stdout)
    assert (row["no_outcome"], row["no_outcome_entries"], row["dropped"]) == (1, ["1"], 0)
    for command in ("scorecards", "agenda"):
        where = ("--archive", str(path), "--as-of", "2026-05-01")
        assert "no outcome seen" in run(command, *where, columns=200).stdout
    assert ask(path, "scorecards", "--country", "CHL", "--format", "json").stdout != "[]\n"
    assert ask(path, "scorecards", "--country", "POL", "--format", "json").stdout == "[]\n"


def test_show_counts_articles_and_takes_an_exact_id_first(archive: Path) -> None:
    event = first_event(archive)
    text = ask(archive, "show", event).stdout
    assert re.search(r"^[123] articles?, \d independent reports?;", text, re.MULTILINE)
    one = tuple(
        {"happening": h, "carrier": "a", "report": "a", "type": "AID", "mode": None,
         "actors": ["X"],
         "published": dt.date(2026, 3, 1), "status": "planned", "begin": None, "end": None,
         "place": None, "relation": "original", "sentence": "Words.", "quantities": "[]",
         "according_to": [], "source": None, "title": "T"}
        for h in ("ab-e1", "ab-e1", "ab-e10")
    )  # fmt: skip

    class Store:
        def happening(self, uid: str, as_of: dt.date | None) -> list[dict[str, Any]]:
            return [row for row in one if str(row["happening"]).startswith(uid)]

    from diurna.export.reports import print_reports  # noqa: PLC0415

    found = an_event(Store(), "ab-e1", None)  # type: ignore[arg-type]
    assert [row["happening"] for row in found] == ["ab-e1", "ab-e1"]
    with pytest.raises(click.UsageError, match="2 events begin so: ab-e1, ab-e10"):
        an_event(Store(), "ab", None)  # type: ignore[arg-type]
    out = io.StringIO()
    real, sys.stdout = sys.stdout, out
    try:
        print_reports(found)
    finally:
        sys.stdout = real
    assert "1 article, 1 independent report; event ab-e1" in out.getvalue()


def test_actors_are_counted_by_entity(tmp_path: Path) -> None:
    with Archive(tmp_path / "actors.duckdb") as store, store._open(read_only=False) as db:
        common: dict[str, Any] = {
            "seq": 1, "reader": "r", "article": "x", "title": "t", "told": "2026-03-01",
            "published": "2026-03-01", "clock": "", "corrects": False, "relation": "original",
            "likeness": 1, "signature": [], "id": "e1", "type": "AID", "as_type": "AID",
            "status": "occurred", "lemma": "aid", "recipients": [], "countries": [],
            "according_to": [], "quantities": "[]", "words": "w", "sentence": "s", "start": 0,
            "confidence": 1, "story": "st",
        }  # fmt: skip
        for n, (name, key, country) in enumerate(
            [
                ("Ana Soto", "person:soto", "PER"), ("Soto", "person:soto", None),
                ("Ana Soto", "person:soto", "PER"), ("A. Soto", "person:soto", "PER"),
                ("government", "government", "PER"), ("government", "government", "CHL"),
                ("Rosa Diaz", "rosa diaz", "CHL"), ("Rosa Díaz", "rosa diaz", None),
            ]
        ):  # fmt: skip
            party = {"name": name, "key": key, "country": country, "general": False,
                     "state": False, "leads": False, "office": None, "unnamed": False}  # fmt: skip
            row = common | {"carrier": f"s{n}", "sha256": f"s{n}", "report": f"s{n}",
                            "happening": f"h{n}", "actors": [name], "parties": [party]}  # fmt: skip
            bulk(db, "articles", [row])
            bulk(db, "mentions", [row])
        rows = queries.actors(db, Filter())
        told = [(r["name"], r["country"], r["events"], r["names"]) for r in rows]
        assert told == [
            ("Ana Soto", "PER", 4, ["Ana Soto", "A. Soto", "Soto"]),
            ("Rosa Diaz", "CHL", 2, ["Rosa Diaz", "Rosa Díaz"]),
            ("government", "CHL", 1, ["government"]),
            ("government", "PER", 1, ["government"]),
        ]
        assert [r["events"] for r in queries.actors(db, Filter(actor="a. s"))] == [4]


def test_a_story_is_bounded_and_says_so(archive: Path) -> None:
    made = [{"happening": f"h{n}"} for n in range(10)]
    assert [r["happening"] for r in around(made, "h9", 3)] == ["h7", "h8", "h9"]
    assert [r["happening"] for r in around(made, "h0", 3)] == ["h0", "h1", "h2"]
    assert [r["happening"] for r in around(made, "h5", 3)] == ["h4", "h5", "h6"]
    assert around(made, "h5", 50) == made
    assert run("story", first_event(archive), "--limit", "0").exit_code == 2


@pytest.mark.parametrize("columns", [60, 80, 100, 120, 200])
def test_dates_and_words_stay_whole(archive: Path, columns: int) -> None:
    table = Listing([Column("when"), Column("what"), Column("who", 1), Column("article", 2)])
    for _ in range(2):
        table.add(
            "2026-03-09 – 2026-03-11", "SANCTION/discontinue", "Infrastructure Ministry of Peru",
            "2026-03-05 Governments And Organisations Disagree Over Harbours",
        )  # fmt: skip
    out = io.StringIO()
    Console(file=out, width=columns).print(table)
    words = set(out.getvalue().replace("–", " ").split())
    assert {"2026-03-09", "2026-03-11", "SANCTION/discontinue", "Infrastructure",
            "Organisations"} <= words  # fmt: skip
    assert all(len(line) <= columns for line in out.getvalue().splitlines())


def test_reading_without_a_known_end_shows_a_count() -> None:
    from diurna.progress import _progress  # noqa: PLC0415

    shown = _progress(None)
    shown.add_task("reading", total=None, completed=32)
    text = "".join(str(column(shown.tasks[0])) for column in shown.columns[1:])  # type: ignore[operator]
    assert text == "32 articles read"


def test_articles_added_in_other_orders_list_actors_alike(tmp_path: Path) -> None:
    made = [
        article("Peru and Chile agreed on Monday to share water.", published="2026-03-03"),
        article("Ghana and Togo met in Lome on Monday.", published="2026-03-03"),
    ]
    from diurna import read_many  # noqa: PLC0415

    records = list(read_many(made))
    listed = []
    for n, order in enumerate((records, records[::-1])):
        with Archive(tmp_path / f"{n}.duckdb") as store:
            for record in order:
                store.add([record], "test")
            listed.append(store.actors())
    assert listed[0] == listed[1]
