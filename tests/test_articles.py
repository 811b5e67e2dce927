"""What comes in: every form, and every way it can be wrong."""

from __future__ import annotations

import datetime as dt
import json
import lzma
from pathlib import Path

import pytest

from diurna import Article, ArticleError, article, read_articles
from diurna.articles import MAX_CHARACTERS, parse
from diurna.articles.formats import dateline


def errors(path: Path, **kw: dt.date) -> list[str]:
    return [str(e) for e in read_articles([path], **kw) if isinstance(e, ArticleError)]


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
    assert made.day == dt.date(2025, 10, 18)


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
