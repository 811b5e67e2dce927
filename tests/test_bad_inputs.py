"""No command ends in a traceback, whatever it is given: a folder of bad input of every kind."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import diurna
from bad_inputs import GOOD, OTHERWISE_GOOD, SPANISH, Bad, make, row
from diurna import Article, ArticleError, Record, reader
from diurna.cli import main
from diurna.language import LanguageModel, Reading


def run(*arguments: str, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=stdin)


def told(result: Result) -> str:
    """Return what was said on standard error, where no command broke."""
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result.stderr


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Bad]]:
    folder = tmp_path_factory.mktemp("hostile") / "news"
    return folder, make(folder)


@pytest.fixture(scope="module")
def archive(bad: tuple[Path, list[Bad]]) -> str:
    path = str(bad[0].parent / "news.duckdb")
    result = run("add", str(bad[0]), "--archive", path)
    assert result.exit_code == 1
    assert "failed" in told(result)
    return path


@pytest.mark.parametrize("form", ["jsonl", "pretty"])
def test_read_reads_what_is_good_and_names_the_rest(bad: tuple[Path, list[Bad]], form: str) -> None:
    folder, found = bad
    failures = [b for b in found if b.failures and not b.passed]
    result = run("read", str(folder), "--format", form)
    said = told(result)
    assert result.exit_code == 1
    for one in failures:
        assert str(folder / one.name) in said, one.name
    assert f"{folder}: passed over: " in said
    read = sum(b.good for b in found)
    count = sum(b.failures for b in failures)
    assert f"diurna: {count} failed (3 es: set aside for the language), {read} read" in said
    if form == "jsonl":
        records = [Record.from_json(line) for line in result.stdout.splitlines()]
        assert len(records) == read


def test_each_kind_by_itself_with_a_day_from_outside(bad: tuple[Path, list[Bad]]) -> None:
    """Whatever is not prose stays so, though a day of publication is given."""
    folder, found = bad
    mended = {"no_date.txt", "no_date.jsonl"}
    for one in [b for b in found if not b.good and b.name not in mended]:
        result = run("read", str(folder / one.name), "--published", "2026-03-05")
        assert (result.exit_code, result.stdout) == (1, "[]\n"), one.name
        assert told(result).count("\n") == 2, one.name


def test_add_reads_what_is_good_and_names_the_rest(
    archive: str, bad: tuple[Path, list[Bad]]
) -> None:
    with diurna.Archive(archive) as store:
        assert store.count() >= OTHERWISE_GOOD
    result = run("add", str(bad[0]), "--archive", archive)
    said = told(result)
    assert result.exit_code == 1
    assert "0 added" in said


@pytest.mark.parametrize(
    "arguments",
    [
        ["events"], ["events", "--format", "json"], ["events", "--format", "csv"],
        ["actors"], ["actors", "--format", "csv"], ["scorecards"],
        ["agenda"], ["agenda", "--format", "json"], ["agenda", "--format", "csv"],
        ["agenda", "--format", "ics"], ["agenda", "--format", "questions"],
    ],
)  # fmt: skip
def test_the_archive_answers_afterwards(archive: str, arguments: list[str]) -> None:
    result = run(*arguments, "--archive", archive, "--as-of", "2026-03-06")
    told(result)
    assert result.exit_code == 0
    assert result.stdout


def test_one_event_and_its_story_are_shown(archive: str) -> None:
    rows = json.loads(run("events", "--archive", archive, "--format", "json").stdout)
    for command in (["show", rows[0]["happening"]], ["story", rows[0]["happening"]]):
        result = run(*command, "--archive", archive)
        told(result)
        assert result.exit_code == 0
    result = run("agenda", "show", "1", "--archive", archive)
    told(result)


def test_languages_that_are_set_aside_are_counted(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join([row(), row(text=SPANISH), row(language="fr"), row(published="x")]))
    result = run("read", str(path), "--format", "jsonl")
    said = told(result)
    assert result.exit_code == 1
    assert f"{path}:2: language es: only English is read" in said
    assert f"{path}:3: language fr: only English is read" in said
    assert "3 failed (1 es, 1 fr: set aside for the language), 1 read" in said


# -- an article that cannot be worked through --


@pytest.fixture
def failing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have the language model fail on one text, and a room on another."""
    real_read, real_record = LanguageModel.read_many, reader.record

    def read_many(self: LanguageModel, texts: list[str]) -> list[Reading]:
        held = list(texts)
        if any("tripwire" in text for text in held):
            raise MemoryError("no room")
        return real_read(self, held)

    def record(article: Article, reading: Reading) -> Record:
        if "stumble" in article.full:
            raise TypeError("never\nthought of")
        return real_record(article, reading)

    monkeypatch.setattr(LanguageModel, "read_many", read_many)
    monkeypatch.setattr(reader, "record", record)


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "news.jsonl"
    titles = ["One", "A tripwire", "Two", "A stumble", "Three"]
    lines = [row(title=t) for t in titles]
    path.write_text("\n".join([*lines[:3], "{broken", *lines[3:]]))
    return path


NAMED = [
    (2, "cannot be worked through: MemoryError: no room"),
    (4, "not JSON: Expecting property name enclosed in double quotes at column 2"),
    (5, r"cannot be worked through: TypeError: never\nthought of"),
]


def test_what_fails_in_one_article_stays_there(failing: None, rows: Path) -> None:
    errors: list[ArticleError] = []
    found = diurna.read_articles([rows])
    titles = [r.article.title for r in diurna.read_many(found, on_error=errors.append)]
    assert titles == ["One", "Two", "Three"]
    assert [(e.line, e.reason) for e in errors] == NAMED
    assert {e.path for e in errors} == {str(rows)}


def test_the_loop_of_the_readme_goes_on(
    failing: None, rows: Path, caplog: pytest.LogCaptureFixture
) -> None:
    titles = [r.article.title for r in diurna.read_many(diurna.read_articles([str(rows)]))]
    assert titles == ["One", "Two", "Three"]
    assert [r.getMessage() for r in caplog.records] == [f"{rows}:{n}: {why}" for n, why in NAMED]
    assert {r.name for r in caplog.records} == {"diurna"}


def test_the_first_failure_can_be_raised_in_its_place(failing: None, rows: Path) -> None:
    records = diurna.read_many(diurna.read_articles(rows), on_error="raise")
    assert next(records).article.title == "One"
    with pytest.raises(ArticleError, match=r"news\.jsonl:2: cannot be worked through"):
        next(records)
    wrong: Callable[..., object] = diurna.read_many
    with pytest.raises(ValueError, match="on_error"):
        wrong([], on_error="ignore")


def test_commands_name_it_and_go_on(failing: None, rows: Path, tmp_path: Path) -> None:
    result = run("read", str(rows), "--format", "jsonl")
    said = told(result)
    assert (result.exit_code, len(result.stdout.splitlines())) == (1, 3)
    for line, reason in NAMED:
        assert f"diurna: {rows}:{line}: {reason}\n" in said
    assert "3 failed, 3 read" in said
    result = run("add", str(rows), "--archive", str(tmp_path / "a.duckdb"))
    assert result.exit_code == 1
    assert "3 added, 0 known, 3 failed" in told(result)


def test_an_article_made_by_hand_that_is_none_is_named() -> None:
    good = diurna.article(GOOD, published="2026-03-05")
    half = Article("half", "", "Half a \ud83d character.", dt.date(2026, 3, 5))
    errors: list[ArticleError] = []
    records = list(diurna.read_many([good, half, good], on_error=errors.append))
    assert len(records) == 2
    assert [e.path for e in errors] == ["half"]


@pytest.mark.parametrize(
    "text",
    [
        "The pre\u00adsi\u00addent re\u00adsigned on Tues\u00adday in Li\u00adma.",
        "The\u200b president\u200b resigned on Tuesday\u2060 in\ufeff Lima.",
        "The presi\u200bdent resig\u200dned on \u200eTuesday in Lima.",
    ],
)
def test_words_are_read_through_what_is_invisible_in_them(text: str) -> None:
    plain = diurna.read("The president resigned on Tuesday in Lima.", published="2026-11-24")
    read = diurna.read(text, published="2026-11-24")
    assert read.to_dict() == plain.to_dict()
    assert [e.type for e in read.events] == ["OFFICE"]
    assert [str(t.begin) for t in read.times] == ["2026-11-24"]
    assert [p.name for p in read.places] == ["Lima"]
