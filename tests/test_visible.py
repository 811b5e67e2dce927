"""Text of strangers: what steers a terminal is shown, in every form that is printed."""

from __future__ import annotations

import json
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diurna import ArchiveError, ArticleError
from diurna.visible import cell, dropped, in_json, in_xml, line, prose, xml_references

STEERING = "\x00\x07\x08\x1b\x7f\x80\x9b\x9d\u200f\u202a\u202e\u2066\u2069\ud83d"
ANY = st.text(st.characters(categories=["Cc", "Cf", "Cs", "Zl", "Zp", "L", "P"]), max_size=40)


@pytest.mark.parametrize("mark", list(STEERING))
def test_every_control_character_is_shown(mark: str) -> None:
    for shown in (prose(mark), cell(mark), line(mark)):
        assert shown.isascii()
        assert shown.startswith("\\")
    assert dropped(f"a{mark}b") == "ab"


def test_lines_stay_lines() -> None:
    assert prose("a\r\nb\tc") == "a\nb c"
    assert cell("a\r\nb\tc\nd") == "a b c d"
    assert line("a\r\nb\tc") == "a\\x0d\\nb\\x09c"
    assert prose("a\rb") == "a\\x0db"


def test_plain_text_is_left_alone() -> None:
    text = "Łódź, 東京, naïve, 👩‍🚀, می‌خواهم [bold] \\x1b"
    assert prose(text) == cell(text) == line(text) == dropped(text) == text


def test_a_long_line_keeps_both_ends() -> None:
    shown = line("a" * 100_000 + ": the reason")
    assert len(shown) <= 520
    assert shown.startswith("aaa")
    assert shown.endswith(": the reason")


@given(ANY)
def test_json_means_the_same(text: str) -> None:
    made = json.dumps([text], ensure_ascii=False)
    for ascii_only in (False, True):
        shown = in_json(made, ascii_only=ascii_only)
        assert json.loads(shown) == [text]
        assert cell(shown) == shown
        shown.encode("ascii" if ascii_only else "utf-8")


@given(ANY)
def test_xml_is_well_formed_and_of_the_same_length(text: str) -> None:
    fit, replaced = in_xml(text)
    assert len(fit) == len(text)
    assert replaced == sum(a != b for a, b in zip(fit, text, strict=True))
    kept = fit.replace("<", "").replace("&", "")
    assert (ET.fromstring(xml_references(f"<a>{kept}</a>")).text or "") == kept


def test_errors_are_one_line() -> None:
    error = ArticleError("new\nline\x1b[31m\u202e.txt", "no date: " + "x" * 100_000, line=3)
    assert str(error).startswith("new\\nline\\x1b[31m\\u202e.txt:3: no date: xxx")
    assert len(str(error)) < 600
    assert error.path == "new\nline\x1b[31m\u202e.txt"
    assert str(ArchiveError("a\rb")) == "a\\x0db"
