"""What comes in: every form, and every way it can be wrong."""

from __future__ import annotations

import datetime as dt
import io
import json
import logging
import lzma
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bad_inputs import FEED, GOOD, PAGE, SPANISH, TABLE, Bad, make
from diurna import Article, ArticleError, article, read_articles, record, visible
from diurna.articles import MAX_CHARACTERS, kinds, languages, parse, parse_date
from diurna.articles.cleaning import clean, one_line
from diurna.articles.rows import json_lines
from diurna.language.dateline import dateline

TODAY = dt.date(2026, 4, 1)
RIGA = "The ministers will meet in Riga on 9 March."


def errors(path: Path | str, **kw: dt.date) -> list[str]:
    return [str(e) for e in read_articles([path], **kw) if isinstance(e, ArticleError)]


def good(path: Path | str | list[Path], **kw: dt.date) -> list[Article]:
    return [a for a in read_articles(path, **kw) if isinstance(a, Article)]


def test_the_seed_form() -> None:
    made = parse(" date 2026-03-05 A Title Here\nFirst line.\nSecond line.\n")
    assert (made.title, made.text) == ("A Title Here", "First line.\nSecond line.")
    assert made.published == dt.date(2026, 3, 5)
    assert made.full == "A Title Here\nFirst line.\nSecond line."


def test_a_wire_dateline_gives_day_and_agency() -> None:
    made = parse("Talks open\n\nBUDAPEST, Oct 17, 2025 (Example) - Talks opened today.")
    assert made.day == dt.date(2025, 10, 17)
    assert made.source == "Example"
    assert made.title == "Talks open"


def test_a_dateline_without_a_year_needs_a_date() -> None:
    with pytest.raises(ArticleError, match="--published"):
        parse("LIMA, Oct 17 (Example) - Talks opened today.")
    made = parse("LIMA, Oct 17 (Example) - Talks opened.", published=dt.date(2025, 10, 18))
    assert made.day == dt.date(2025, 10, 17)


def test_an_instant_keeps_its_zone() -> None:
    made = article("Words.", published="2026-01-02T23:30:00-05:00")
    assert isinstance(made.published, dt.datetime)
    assert made.published.utcoffset() == dt.timedelta(hours=-5)
    assert made.day == dt.date(2026, 1, 2)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "empty"),
        (" \n ", "empty"),
        ("No date here at all.", "no publication date"),
        ("date 2026-13-45 Title\nText.", "not a date: '2026-13-45'"),
        ("date 2026-01-01 T\na\0b", "NUL"),
        ("date 2026-01-01 T\n" + "x" * (MAX_CHARACTERS + 1), "too long"),
    ],
)
def test_what_is_no_article_says_why(text: str, reason: str) -> None:
    with pytest.raises(ArticleError, match=reason):
        parse(text, path="some.txt")


def test_bad_bytes_name_file_line_and_offset(tmp_path: Path) -> None:
    path = tmp_path / "bad.txt"
    path.write_bytes(b"date 2026-01-01 T\nfine\nbr\xf6ken")
    assert errors(path) == [f"{path}:3: not UTF-8: byte 0xf6 at offset 25"]


def test_a_bad_line_does_not_stop_the_next(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    good = json.dumps({"text": "Words.", "published": "2026-01-02", "id": 7})
    lines = [good, "{broken", '{"text": 3}', '{"text": "No day."}', "[]", good]
    path.write_text("\n".join(lines))
    found = list(read_articles([path]))
    assert [isinstance(x, Article) for x in found] == [True, False, False, False, False, True]
    assert isinstance(found[0], Article)
    assert found[0].id == "7"
    reasons = [str(x) for x in found if isinstance(x, ArticleError)]
    assert [r.split(":")[1] for r in reasons] == ["2", "3", "4", "5"]
    assert "not JSON" in reasons[0]
    assert "'text'" in reasons[1]
    assert "--published" in reasons[2]
    assert "not a JSON object" in reasons[3]


def test_compressed_lines_and_folders(tmp_path: Path) -> None:
    row = json.dumps({"text": "Words.", "date": "2026-01-02"}).encode()
    (tmp_path / "a.jsonl.xz").write_bytes(lzma.compress(row + b"\n" + row))
    (tmp_path / "b.txt").write_text("date 2026-01-01 T\nWords.")
    (tmp_path / "c.png").write_bytes(b"\x89PNG")
    found = list(read_articles([tmp_path]))
    assert len(found) == 3
    assert all(isinstance(x, Article) for x in found)


def test_missing_empty_and_broken_files(tmp_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    (tmp_path / "torn.jsonl.xz").write_bytes(b"not xz at all")
    assert "No such file" in errors(tmp_path / "nowhere.txt")[0]
    assert "empty" in errors(tmp_path / "empty.txt")[0]
    assert "cannot be read" in errors(tmp_path / "torn.jsonl.xz")[0]
    (tmp_path / "folder").mkdir()
    assert "no articles" in errors(tmp_path / "folder")[0]


def test_the_same_words_have_the_same_hash() -> None:
    one = article("Words.", title="T", published="2026-01-02")
    two = article("Words.\n", title="T", published="2026-01-03")
    assert one.sha256 == two.sha256
    assert one.id == one.sha256[:16]


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("HAVANA (AP) --\n\nWhile it", 14),
        ("TEHRAN, August 8 (Example) -- It", 29),
        ("FLINT, Mich., Oct. 4 (EX) — It", 27),
        ("NEW DELHI - It", 11),
        ("NATO and Russia agreed - they did", None),
        ("The EU said - it did", None),
    ],
)
def test_a_dateline_is_told_from_a_dash(text: str, length: int | None) -> None:
    found = dateline(text)
    assert (found and found[1]) == length


# -- every kind of bad input --


@pytest.fixture(scope="module")
def bad(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Bad]]:
    folder = tmp_path_factory.mktemp("intake") / "news"
    return folder, make(folder)


def test_every_kind_of_bad_input_is_named_and_what_is_good_in_it_read(
    bad: tuple[Path, list[Bad]],
) -> None:
    folder, found = bad
    assert len(found) >= 40
    for one in found:
        items = list(read_articles(folder / one.name, today=TODAY))
        named = [str(i) for i in items if isinstance(i, ArticleError)]
        assert (len(items) - len(named), len(named)) == (one.good, one.failures), one.name
        for error in named:
            assert error.startswith(str(folder / one.name))
            assert error.isprintable()
            assert len(error) < 800


def test_a_folder_of_them_is_read_to_its_end(bad: tuple[Path, list[Bad]]) -> None:
    folder, found = bad
    items = list(read_articles(folder, today=TODAY))
    read = [i for i in items if isinstance(i, Article)]
    assert len(read) == sum(b.good for b in found)
    assert len(items) - len(read) == sum(b.failures for b in found if not b.passed)
    for made in read:
        made.full.encode()
        assert not any(ch < " " and ch not in "\t\n" for ch in made.full)
        short = [made.id, made.source or "", made.url or "", made.title]
        assert "".join(short).isprintable()


def test_what_a_folder_passes_over_is_counted_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("a.html", "b.html", "c.csv", ".hidden", "README"):
        (tmp_path / name).write_text("x")
    only = errors(tmp_path)
    assert only == [
        f"{tmp_path}: no articles: the folder has no .txt or .jsonl file; "
        "passed over: 1 .csv, 2 .html, 1 without suffix"
    ]
    (tmp_path / "d.txt").write_text(f"date 2026-03-05 Talks\n{RIGA}")
    with caplog.at_level(logging.WARNING, "diurna"):
        assert len(good(tmp_path)) == 1
        assert errors(tmp_path) == []
    wanted = f"{tmp_path}: passed over: 1 .csv, 2 .html, 1 without suffix"
    assert [r.getMessage() for r in caplog.records] == [wanted, wanted]


def test_a_folder_that_may_not_be_opened_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "open.txt").write_text(f"date 2026-03-05 Talks\n{RIGA}")
    (tmp_path / "closed").mkdir()
    real = os.scandir

    def scandir(path: str) -> object:
        if str(path).endswith("closed"):
            raise PermissionError(13, "Permission denied", path)
        return real(path)

    monkeypatch.setattr(os, "scandir", scandir)
    assert errors(tmp_path) == [f"{tmp_path / 'closed'}: cannot be read: Permission denied"]
    assert len(good(tmp_path)) == 1


@pytest.mark.parametrize(
    ("path", "reason"),
    [
        ("", "'': no path: it is empty"),
        ("x" * 300, "cannot be read: File name too long"),
        ("nul\0.txt", "cannot be read: embedded null"),
        ("half\ud83d.txt", r"half\\ud83d.txt: cannot be read"),
        ("two\nlines.txt", r"two\\nlines.txt: cannot be read: No such file"),
        (os.devnull, "not a file but a device"),
    ],
)
def test_a_path_that_is_none_is_named(path: str, reason: str) -> None:
    (error,) = errors(path)
    assert reason.replace("\\\\", "\\") in error


def test_one_path_is_one_path(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_text(f"date 2026-03-05 Talks\n{RIGA}")
    assert [a.id for a in good(str(path))] == ["news"]
    assert [a.id for a in good(path)] == ["news"]
    assert [a.id for a in good([path, path])] == ["news", "news"]


def test_whatever_goes_wrong_in_one_row_is_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real: Callable[[str, str], str] = record.digest

    def digest(title: str, text: str) -> str:
        if title == "Bad":
            raise ZeroDivisionError("never thought of")
        return real(title, text)

    monkeypatch.setattr("diurna.articles.formats.digest", digest)
    rows = [{"text": RIGA, "published": "2026-03-05", "title": t} for t in ("A", "Bad", "C")]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)))
    assert [a.title for a in good(path)] == ["A", "C"]
    assert errors(path) == [f"{path}:2: cannot be read: ZeroDivisionError: never thought of"]
    (tmp_path / "one.json").write_text(json.dumps(rows))
    assert "one.json:1: cannot be read: ZeroDivisionError" in errors(tmp_path / "one.json")[0]


def test_an_article_knows_where_it_came_from(tmp_path: Path) -> None:
    path = tmp_path / "rows.json"
    row = {"text": RIGA, "published": "2026-03-05"}
    path.write_text(json.dumps([row, row], indent=1))
    one, two = good(path)
    assert (one.origin, two.origin) == (f"{path}:2", f"{path}:6")
    assert (one, hash(one)) == (two, hash(two))


# -- standard input --


def piped(data: bytes | None, *arguments: str) -> tuple[int, str, str]:
    """Run `diurna read -`; with None its standard input is closed."""
    command = [sys.executable, "-m", "diurna", "read", "-", "--format", "jsonl", *arguments]
    if data is None:
        quoted = " ".join(f"'{part}'" for part in command)
        command = ["sh", "-c", f"{quoted} <&-"]
    done = subprocess.run(command, input=data, capture_output=True, check=False)
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def test_a_closed_standard_input_is_said_in_one_line() -> None:
    code, out, err = piped(None)
    assert (code, out) == (1, "")
    assert err.splitlines()[0] == "diurna: -: cannot be read: standard input is closed"
    assert "Traceback" not in err


def on_stdin(data: bytes, monkeypatch: pytest.MonkeyPatch, **kw: dt.date) -> list[object]:
    read, write = os.pipe()
    os.write(write, data)
    os.close(write)
    with os.fdopen(read, encoding="utf-8") as stream:
        monkeypatch.setattr(sys, "stdin", stream)
        return list(read_articles("-", **kw))


def test_standard_input_takes_lines_a_list_and_a_byte_order_mark(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    row = json.dumps({"text": RIGA, "published": "2026-03-05"}).encode()
    mark = b"\xef\xbb\xbf"
    for data in (row + b"\n" + row, mark + row + b"\n" + row, b"[" + row + b",\n" + row + b"]"):
        found = on_stdin(data, monkeypatch)
        assert [isinstance(a, Article) for a in found] == [True, True]
    (text,) = on_stdin(mark + b"date 2026-03-05 Talks\n" + RIGA.encode(), monkeypatch)
    assert isinstance(text, Article)
    for what in (PAGE, FEED, TABLE):
        (error,) = on_stdin(what.encode(), monkeypatch, published=TODAY)
        assert isinstance(error, ArticleError)
        assert error.reason.startswith("not plain text but")


@pytest.mark.skipif(not Path("/dev/fd").exists(), reason="no /dev/fd on this system")
def test_what_the_shell_opened_is_read_like_standard_input() -> None:
    row = json.dumps({"text": RIGA, "published": "2026-03-05"}).encode()
    for data in (row + b"\n" + row, b"date 2026-03-05 Talks\n" + RIGA.encode()):
        read, write = os.pipe()
        os.write(write, data)
        os.close(write)
        found = good(f"/dev/fd/{read}")
        assert [a.id for a in found] == [a.sha256[:16] for a in found]
        assert len(found) == 1 + data.count(b"\n{")
        os.close(read)


# -- kinds of files --


@pytest.mark.parametrize("kind", kinds.table()["kind"], ids=lambda k: k["name"])
def test_kinds_are_told_by_their_first_bytes(kind: dict[str, Any]) -> None:
    for example in kind.get("examples", ()):
        assert kinds.of_head(example.encode()) == kind["name"]
    for near in kind.get("near", ()):
        assert kinds.of_head(near.encode()) is None
    for suffix in kind["suffixes"]:
        assert kinds.of_suffix(suffix.upper()) == kind["name"]


@pytest.mark.parametrize("suffix", ["", ".txt", ".TXT", ".text", ".md", ".log", ".2026"])
def test_other_suffixes_may_hold_text(suffix: str) -> None:
    assert kinds.of_suffix(suffix) is None


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("title,text\nA,B\n", True),
        ("id;date;headline;body\n1;2;3;4", True),
        ("a\tb\nc\td\ne\tf\ng\th\ni\tj", True),
        ("1,2,3,4\n" * 5, True),
        ("Lima, Quito, La Paz\nMinisters met, talked, left.", False),
        ("Source, please\nHe asked for it, she said, twice.", False),
        ("Talks in Riga\n\n" + RIGA, False),
        ("\tRIGA - Talks opened.\n\tThey went on.\n\tThey closed.\n\tAll left.\n\tSoon.", False),
    ],
)
def test_a_table_is_told_from_prose(text: str, wanted: bool) -> None:
    assert (kinds.of_head(text.encode()) is not None) is wanted


@pytest.mark.parametrize("text", [PAGE, FEED, "<p>They met.</p>\n<p>They left.</p>\n<br/>"])
def test_markup_is_never_read_as_prose(text: str) -> None:
    with pytest.raises(ArticleError, match="not plain text but"):
        article(text, published="2026-03-05")
    with pytest.raises(ArticleError, match="not plain text but"):
        parse(text, published=TODAY)


def test_a_tag_in_prose_is_prose() -> None:
    assert article("Write <b>now</b>, he said: a < b and b > c.", published="2026-03-05")


# -- languages --


OTHERS = {
    "es": SPANISH,
    "fr": "Le président a annoncé lundi qu'il se rendra à Lima pour y rencontrer les ministres.",
    "de": "Der Präsident kündigte am Montag an, er werde nach Lima reisen, teilte sein Büro mit.",
    "it": "Il presidente ha annunciato lunedì che si recherà a Lima per incontrare i ministri.",
    "pt": "O presidente anunciou na segunda-feira que viajará a Lima para se reunir com ministros.",
    "nl": "De president heeft maandag aangekondigd dat hij naar Lima reist, zei zijn kantoor.",
    "tr": "Cumhurbaşkanı pazartesi günü Lima'ya giderek bakanlarla görüşeceğini açıkladı.",
    "ru": "Президент объявил в понедельник, что отправится в Лиму на встречу с министрами.",
    "ar": "أعلن الرئيس يوم الاثنين أنه سيسافر إلى ليما للقاء وزراء المنطقة، حسبما ذكر مكتبه.",
    "zh": "总统周一宣布他将前往利马会见该地区的部长们，他的办公室在一份声明中说。",
}


@pytest.mark.parametrize("language", OTHERS)
def test_another_language_is_set_aside_by_name(language: str) -> None:
    with pytest.raises(ArticleError, match=f"language {language}: only English is read") as error:
        article(OTHERS[language], published="2026-03-05")
    assert error.value.language == language


@pytest.mark.parametrize(
    "text",
    [
        "Words.",
        "Okonkwo, Adeyemi, Nakamura, Petrosyan, Villanueva, Guadarrama, Kowalczyk, Gutierrez",
        "Presidents of Ghana, Togo and Benin met in Lome on Monday.",
        "TALKS OPEN IN RIGA ON MONDAY, SAYS MINISTER OF THE INTERIOR",
        '"Viajaré a Lima el lunes", the president said, and left it there; she was asked again.',
        GOOD,
    ],
)
def test_english_is_never_set_aside(text: str) -> None:
    assert article(text, published="2026-03-05").language == "en"


def test_english_is_seen_without_asking_the_model(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_identifier", lambda: pytest.fail("the model is loaded"))
    for text in (GOOD, RIGA, "The president resigned on Tuesday in Lima.", "Ana Soto arrived."):
        assert article(text, published="2026-03-05").language == "en"


def test_a_language_that_is_given_is_trusted_and_kept() -> None:
    assert article(OTHERS["es"], published="2026-03-05", language="en-GB").language == "en-GB"
    assert article(GOOD, published="2026-03-05", language="und").language == "en"
    with pytest.raises(ArticleError, match="language pt-BR: only English is read"):
        article(GOOD, published="2026-03-05", language="pt-BR")


# -- days --


@pytest.mark.parametrize(
    ("told", "day"),
    [
        ("2026-03-05", "2026-03-05"),
        (" 2026-03-05 ", "2026-03-05"),
        ("20260305", "2026-03-05"),
        ("2026/3/5", "2026-03-05"),
        ("2026-03-05T10:30", "2026-03-05T10:30:00+00:00"),
        ("2026-03-05 10:30:15.5Z", "2026-03-05T10:30:15.500000+00:00"),
        ("2026-03-05 10:30:15 -0500", "2026-03-05T10:30:15-05:00"),
        ("2026-03-05T10:30:15.123456789+05:30", "2026-03-05T10:30:15.123456+05:30"),
        ("20260305103015", "2026-03-05T10:30:15+00:00"),
        ("2016/6/29 15:07:41", "2016-06-29T15:07:41+00:00"),
        ("Wed, 01 Jul 15 00:00:00 +0200", "2015-07-01T00:00:00+02:00"),
        ("Thu, 5 Mar 2026 10:00:00 GMT", "2026-03-05T10:00:00+00:00"),
        ("5 Mar 2026 10:00 EST", "2026-03-05T10:00:00-05:00"),
        ("Thu, 5 Mar 2026 10:00:00 CET", "2026-03-05"),
    ],
)
def test_days_and_instants_that_are_read(told: str, day: str) -> None:
    found = parse_date(told)
    assert found is not None
    assert found.isoformat() == day


@pytest.mark.parametrize(
    "told",
    [
        "2026-03-05junk", "2026-03-05T", "2026-03-05T15", "2026-03-05T15:", "2026-03-05 15:0",
        "2026-03-05T25:00", "2026-03-05T10:00:61", "2026-02-30", "05/03/2026", "2026-03/05",
        "2026-13-01", "yesterday", "", "Fri, 5 Mar 2026 10:00:00 GMT", "31 Feb 2026 10:00:00 GMT",
        "5 Mar", "２０２６-03-05", "2026-03-05" + " " * 100 + "x", "9" * 5000, None, 20260305,
    ],
)  # fmt: skip
def test_what_names_no_day_without_doubt_is_refused(told: object) -> None:
    assert parse_date(told) is None


@pytest.mark.parametrize(
    "day", ["0001-01-01T00:00:00Z", "0001-12-31", "1599-12-31", "2200-01-01", "9999-12-31"]
)
def test_the_edges_of_the_calendar_are_no_days_of_publication(day: str) -> None:
    with pytest.raises(ArticleError, match="not a day of publication"):
        article(RIGA, published=day, path="rows.jsonl", line=2)
    with pytest.raises(ArticleError, match="not a day of publication"):
        parse(f"date {day} Title\n{RIGA}")


@pytest.mark.parametrize("day", [dt.date(1600, 1, 1), dt.date(1914, 7, 28), dt.date(2199, 12, 31)])
def test_old_news_is_news(day: dt.date) -> None:
    assert article(RIGA, published=day).day == day


@pytest.mark.parametrize(
    ("dateline", "published", "day"),
    [
        ("LIMA, Dec 30 (Example) - ", "2026-01-02", "2025-12-30"),
        ("LIMA, Jan 2 (Example) - ", "2026-01-02", "2026-01-02"),
        ("LIMA, Feb 29 (Example) - ", "2026-01-02", "2024-02-29"),
        ("LIMA, Dec 30, 2019 (Example) - ", "2026-01-02", "2019-12-30"),
        ("LIMA, Feb 30, 2019 (Example) - ", "2026-01-02", "2026-01-02"),
        ("date 2025-06-07 A Title\n", "2026-01-02", "2025-06-07"),
        ("", "2026-01-02", "2026-01-02"),
    ],
)
def test_a_day_from_outside_fills_in_and_overrules_nothing(
    dateline: str, published: str, day: str
) -> None:
    made = parse(dateline + "Talks opened.", published=dt.date.fromisoformat(published))
    assert str(made.day) == day


def test_a_row_without_a_day_takes_its_dateline(tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    told = "LIMA, Dec 30{} (Example) - Talks opened in the capital."
    rows = [{"text": told.format(", 2019")}, {"text": told.format("")}, {"text": RIGA}]
    path.write_text("\n".join(map(json.dumps, rows)))
    found = good(path, published=dt.date(2026, 1, 2))
    assert [str(a.day) for a in found] == ["2019-12-30", "2025-12-30", "2026-01-02"]


def test_a_day_after_today_is_taken_and_said_once(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    path = tmp_path / "rows.jsonl"
    days = ["2026-04-01", "2026-05-01", "2027-01-01", "2026-04-02"]
    path.write_text("\n".join(json.dumps({"text": RIGA, "published": d}) for d in days))
    with caplog.at_level(logging.WARNING, "diurna"):
        assert [str(a.day) for a in good(path, today=TODAY)] == days
    assert [r.getMessage() for r in caplog.records] == [
        f"{path}:2: published 2026-05-01, which is after today (2026-04-01)",
        "2 more articles published after today",
    ]


# -- characters --


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("The pre\u00adsi\u00addent re\u200bsigned\u2060.", "The president resigned."),
        ("\ufeffThe\u200b president\u200c resigned", "The president\u200c resigned"),
        ("pre\u200dsident", "president"),
        ("a \U0001f468\u200d\U0001f33e farmer", "a \U0001f468\u200d\U0001f33e farmer"),
        ("an\u202eother\u202c", "another"),
        ("half \ud83d and \udcb2", "half \ufffd and \ufffd"),
        ("one\r\ntwo\rthree\u2028four\ffive", "one\ntwo\nthree\nfour\nfive"),
        ("\x93We will go,\x94 he said \x97 soon\x85", "“We will go,” he said — soon…"),
        ("a\x1b[31mb\x07\x81c", "a [31mb  c"),
        ("a\tb\u00a0c", "a\tb\u00a0c"),
    ],
)
def test_text_is_cleaned_of_what_only_machines_see(given: str, wanted: str) -> None:
    assert clean(given) == wanted
    assert clean(wanted) == wanted


def test_short_fields_are_one_line() -> None:
    made = article(
        RIGA, title="Two\nlines\x1b[0m", published="2026-03-05", id="i\0d", source="Pa\nper\ud83d",
        url="\0",
    )  # fmt: skip
    assert (made.id, made.source, made.url) == ("i d", "Pa per\ufffd", None)
    assert made.title == "Two lines [0m"
    assert one_line(None) is None


def test_a_title_without_end_opens_the_text() -> None:
    made = article("Then they left.", title="Ministers met. " * 100, published="2026-03-05")
    assert made.title == ""
    assert made.text.startswith("Ministers met. Ministers")
    assert made.text.endswith("met.\n\nThen they left.")


ANYTHING = st.text(st.characters(codec=None), max_size=60)  # half characters too
PLAIN = st.none() | st.booleans() | st.integers() | st.floats() | ANYTHING
VALUES = PLAIN | st.lists(PLAIN, max_size=3) | st.dictionaries(ANYTHING, PLAIN, max_size=3)
FIELDS = ["text", "title", "published", "source", "url", "id", "language", "body", "date"]


@settings(max_examples=300, derandomize=True)
@given(
    st.dictionaries(st.sampled_from(FIELDS), ANYTHING | VALUES),
    st.sampled_from([None, dt.date(2026, 3, 5)]),
)
def test_any_row_is_an_article_that_can_be_stored_or_an_error(
    row: dict[str, object], published: dt.date | None
) -> None:
    stream = io.BufferedReader(io.BytesIO(json.dumps(row).encode()))
    (found,) = json_lines(stream, "rows.jsonl", published)
    if isinstance(found, ArticleError):
        assert (found.line, str(found)) == (1, visible.line(str(found)))
        assert "cannot be read" not in found.reason
        return
    fields = [found.id, found.full, found.source or "", found.url or "", found.language]
    assert all(field.encode() is not None and "\0" not in field for field in fields)
    assert found.sha256
    again = article(
        found.text, title=found.title, published=found.published, source=found.source, id=found.id,
        url=found.url, language=found.language,
    )  # fmt: skip
    assert again == found
