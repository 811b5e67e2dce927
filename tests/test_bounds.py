"""However long a text is, the rooms see a bounded piece of it, and nothing of it is lost."""

from __future__ import annotations

import datetime as dt
import importlib.util
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from diurna import Article, Record, article, sections
from diurna.coref import mentions, pairs
from diurna.language import LanguageModel, Reading
from diurna.language.model import _WORD_PIECES
from diurna.language.trees import decode_tree
from diurna.language.windows import WINDOW_PIECES, windows
from diurna.reader import read, read_many
from diurna.sections import LONGEST, WEIGHT, Section, batches, size
from diurna.who import naming
from diurna.who.again import Again
from diurna.world.spelling import same_person

BENCHMARKS = Path(__file__).parent.parent / "benchmarks"
DAY = dt.date(2026, 3, 5)
PARAGRAPH = (
    "Peruvian Foreign Minister Ada Quill met rebels in Arica on Monday. She said that Peru would "
    "open the port by Friday. “We will wait no longer,” Quill told reporters.\n"
)


def made(text: str, title: str = "") -> Article:
    return article(text, published=DAY, title=title)


@pytest.fixture
def short(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make sections of 600 characters, so that small texts have several."""
    monkeypatch.setattr(sections, "LONGEST", 600)


# -- sections ------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "a",
        PARAGRAPH * 700,
        "word " * 20_000,
        "x" * 100_000,
        '"' * 30_000,
        "\u0301" * 30_000,
        "_" * 30_000,
        "1a" * 40_000,
        "A sentence ends here. " * 4_000,
        "a\n" * 40_000,
        "\n \n" * 40_000 + "a",
    ],
)
def test_sections_hold_all_of_an_article_and_no_more_than_they_may(text: str) -> None:
    whole = made(text)
    cut = list(sections.sections(whole))
    inner = [s.text.removeprefix("\n") if s.start else s.text for s in cut]
    starts = [s.start + 1 if s.start else 0 for s in cut]
    assert all(whole.full.startswith(t, at) for at, t in zip(starts, inner, strict=True))
    assert [*starts[1:], len(whole.full)] == [
        a + len(t) for a, t in zip(starts, inner, strict=True)
    ]
    assert all(size(t) <= LONGEST for t in inner)
    assert [s.last for s in cut] == [False] * (len(cut) - 1) + [True]


def test_an_ordinary_article_is_one_section() -> None:
    [only] = sections.sections(made(PARAGRAPH * 150, "A Title"))
    assert only.whole


def test_sections_end_with_paragraphs_else_sentences_else_words() -> None:
    assert all(s.text.endswith("\n") for s in list(sections.sections(made(PARAGRAPH * 900)))[:-1])
    text = "A sentence ends here. " * 4_000
    assert all(s.text.endswith(". ") for s in list(sections.sections(made(text)))[:-1])
    assert all(s.text.endswith(" ") for s in list(sections.sections(made("word " * 20_000)))[:-1])


def test_a_batch_is_bounded_by_what_there_is_to_read() -> None:
    small, large, dense = "a b " * 100, "word " * 5_000, '"' * 7_000
    given = [Section(made("x"), 0, t) for t in [small] * 40 + [large] * 5 + [dense] * 5]
    grouped = list(batches(given, 32, 2 * LONGEST))
    assert [s for batch in grouped for s in batch] == given
    assert all(len(batch) <= 32 for batch in grouped)
    assert all(sum(map(size, (s.text for s in batch))) <= 2 * LONGEST for batch in grouped)
    assert len(grouped[0]) == 32


# -- what the rooms are given ---------------------------------------------------


def test_no_room_sees_more_than_a_section(monkeypatch: pytest.MonkeyPatch, short: None) -> None:
    seen: list[int] = []
    before = Again.__init__

    def counted(self: Again, reading: Reading, *rest: Any) -> None:
        seen.append(len(reading))
        before(self, reading, *rest)

    monkeypatch.setattr(Again, "__init__", counted)
    read(made(PARAGRAPH * 20))
    assert len(seen) > 5
    assert max(seen) <= sections.LONGEST // WEIGHT


def test_calls_that_tell_names_apart_grow_with_the_names(
    monkeypatch: pytest.MonkeyPatch, short: None
) -> None:
    calls = {"all": 0}

    def counted(a: list[str], b: list[str]) -> bool:
        calls["all"] += 1
        return same_person(a, b)

    monkeypatch.setattr(naming, "same_person", counted)
    spent = []
    for times in (10, 20, 40):
        calls["all"] = 0
        read(made(PARAGRAPH * times))
        spent.append(calls["all"])
    assert spent[2] - spent[1] <= 2 * (spent[1] - spent[0]) + 4


def test_a_new_name_is_held_against_a_bounded_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(naming, "_PEOPLE", 3)
    asked: list[list[str]] = []

    def none_of_them(a: list[str], b: list[str]) -> bool:
        asked.append(b)
        return False

    monkeypatch.setattr(naming, "same_person", none_of_them)
    cast = naming.Naming(Reading.of([]))
    for name in ("Ana Soto", "Bo Lind", "Cy Marsh", "Di Roth", "Ed Lind", "Flo Hart"):
        cast._new("person", name).parts = name.split()
    cast._find_person(["Jo", "Lind"])
    assert asked == [["Bo", "Lind"], ["Di", "Roth"], ["Ed", "Lind"], ["Flo", "Hart"]]


# -- the record of a long article -----------------------------------------------


def test_the_record_of_sections_is_one_record(short: None) -> None:
    text = "".join(f"On {n} March. {PARAGRAPH}" for n in range(1, 13))
    record = read(made(text, "Quill Meets Rebels"))
    record.check()
    assert Record.from_json(record.to_json()) == record
    assert len(list(sections.sections(record.article))) > 3
    for entries in (record.actors, record.times, record.statements, record.events):
        ids = [entry.id for entry in entries]
        assert ids == [f"{ids[0][0]}{n}" for n in range(1, len(ids) + 1)]
    triggers = [event.trigger.start for event in record.events]
    assert triggers == sorted(triggers)
    told = [span.start for _, span in record.spans()]
    assert max(told) > len(record.article.full) - len(PARAGRAPH)


def test_who_was_named_in_a_section_is_known_in_the_next(short: None) -> None:
    later = "Quill said on Tuesday that she would resign. Critics of the plan wrote letters.\n" * 12
    record = read(made(PARAGRAPH + later))
    [quill] = [a for a in record.actors if a.kind == "person"]
    assert quill.name == "Ada Quill"
    assert quill.country == "PER"
    assert max(span.end for span in quill.mentions) > len(PARAGRAPH) + len(later) - 90


def test_the_second_section_has_no_headline(short: None) -> None:
    one = read(made(PARAGRAPH * 8)).events
    assert len({(e.type, e.status) for e in one}) == len({e.type for e in one}) < len(one)


def test_long_articles_read_the_same_in_a_batch(short: None) -> None:
    given = [made(PARAGRAPH), made(PARAGRAPH * 9, "Long"), made(PARAGRAPH * 2), made('"' * 900)]
    together = [r.to_json() for r in read_many(given)]
    assert together == [read(a).to_json() for a in given]
    assert [r.article for r in read_many(given)] == given


# -- what the model is given ------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    ["x" * 100_000, "é" * 50_000, "9" * 50_000, "\u0301" * 3_000, "漢字" * 2_000, '"' * 3_000],
)
def test_no_text_makes_a_large_tensor(
    model: LanguageModel, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    sizes: list[int] = []

    class Watched:
        def run(self, outputs: list[str], inputs: dict[str, np.ndarray]) -> list[np.ndarray]:
            sizes.append(max(value.size for value in inputs.values()))
            return session.run(outputs, inputs)  # type: ignore[no-any-return]

    session = model._session
    monkeypatch.setattr(model, "_session", Watched())
    model.read(f"Peru met {text} in Lima.")
    assert max(sizes) <= WINDOW_PIECES + _WORD_PIECES + 2


def test_windows_cover_a_text_whatever_its_words(model: LanguageModel) -> None:
    text = model._prepare(f"{'word ' * 300}{'y' * 40_000} {'. ' * 300}")
    cuts = list(windows(text))
    assert [a for a, _ in cuts] == [0, *(b for _, b in cuts[:-1])]
    assert cuts[-1][1] == len(text.words)


def test_a_tree_of_many_circles_is_decoded() -> None:
    rng = np.random.default_rng(5)
    for n in (2, 3, 9, 40):
        scores = rng.normal(size=(n, n + 1)).astype(np.float32)
        for a in range(0, n - 1, 2):
            scores[a, a + 2] = scores[a + 1, a + 1] = 9.0
        heads = decode_tree(scores)
        assert heads.count(-1) == 1
        for word in range(n):
            steps = 0
            while heads[word] >= 0 and steps <= n:
                word, steps = heads[word], steps + 1
            assert steps <= n


# -- pairs of mentions --------------------------------------------------------------


def test_a_mention_is_paired_with_a_bounded_number(reading_of: Callable[[str], Reading]) -> None:
    found = mentions.find(reading_of(PARAGRAPH * 60))
    _, later, _ = pairs.candidates(found)
    assert len(found) > 600
    assert np.bincount(later).max() <= max(pairs.BACK) + 100


def test_blocks_of_pairs_give_the_signs_of_all(
    reading_of: Callable[[str], Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    reading = reading_of(PARAGRAPH * 2)
    found = mentions.find(reading)
    assert reading.views is not None
    whole = pairs.likely(reading.views, found)
    monkeypatch.setattr(pairs, "BLOCK", 7)
    cut = pairs.likely(reading.views, found)
    assert np.array_equal(whole.scores, cut.scores)
    parts = [pairs.signs(reading, found, block) for block in pairs.blocks(cut)]
    assert max(map(len, parts)) == 7
    assert np.array_equal(np.concatenate(parts), pairs.features(reading, found, whole)[0])


# -- mutated texts ------------------------------------------------------------------


def test_mutated_texts_are_read() -> None:
    sys.path.insert(0, str(BENCHMARKS))
    try:
        spec = importlib.util.spec_from_file_location("mutations", BENCHMARKS / "mutations.py")
        assert spec is not None
        assert spec.loader is not None
        mutations = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(mutations)
    finally:
        sys.path.remove(str(BENCHMARKS))
    assert not list(mutations.faults(7, range(60), longest=240))
