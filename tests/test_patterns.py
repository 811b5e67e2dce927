"""The language of patterns, rules in it, and the classes of words that they name."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from diurna.errors import DataError
from diurna.language import Reading
from diurna.syntax import outside
from diurna.syntax.lexicon import classes, kinds, resolved
from diurna.syntax.patterns import compiled
from diurna.syntax.rules import Rule, load
from diurna.what import idioms, status

ROOT = Path(__file__).parent.parent
CLASSES = {"keeping": frozenset({"prevent", "bar"})}
PREDICATES = {"late": lambda _reading, index: index > 4}


@pytest.fixture
def kept() -> Reading:
    """ "Snow prevented the old envoy from meeting rebels . He left ." """
    return Reading.of([
        ("Snow", "snow", "NOUN", "_", "2", "nsubj"),
        ("prevented", "prevent", "VERB", "Tense=Past|VerbForm=Fin", "0", "root"),
        ("the", "the", "DET", "_", "5", "det"),
        ("old", "old", "ADJ", "_", "5", "amod"),
        ("envoy", "envoy", "NOUN", "_", "2", "obj"),
        ("from", "from", "SCONJ", "_", "7", "mark"),
        ("meeting", "meet", "VERB", "VerbForm=Ger", "2", "advcl:relcl"),
        ("rebels", "rebel", "NOUN", "_", "7", "obj"),
        (".", ".", "PUNCT", "_", "2", "punct"),
        (),
        ("He", "he", "PRON", "_", "2", "nsubj"),
        ("left", "leave", "VERB", "_", "0", "root"),
    ])  # fmt: skip


@pytest.mark.parametrize(
    ("pattern", "where"),
    [
        ("[lemma=meet|leave]", [6, 10]),
        ("[word=snow]", [0]),
        ("[upos!=VERB rel=obj]", [4, 7]),
        ("[feat=Tense=Past]", [1]),
        ("[end=ing|ed]", [1, 6]),
        ("[upos=NOUN is=late]", [7]),
        ("[upos=NOUN is!=late]", [0, 4]),
        ("[rel=advcl]", [6]),
        ("[] > [upos=NOUN case!=from]", [1, 6]),
        ("[rel=advcl:]", []),
        ("[rel=advcl:relcl]", [6]),
        ("[lemma=@keeping|leave]", [1, 10]),
        ("[] >mark [word=from]", [6]),
        ("[] >det|amod []", [4]),
        ("[] !> []", [0, 2, 3, 5, 7, 8, 9]),
        ("[upos=VERB] !>obj []", [10]),
        ("[] < [lemma=@keeping]", [0, 4, 6, 8]),
        ("[] <advcl []", [6]),
        ("[] <advcl: []", []),
        ("[] !< []", [1, 10]),
        ("[] >> [lemma=rebel]", [1, 6]),
        ("[] >>obj [lemma=old]", []),
        ("[] << [lemma=prevent]", [0, 2, 3, 4, 5, 6, 7, 8]),
        ("[] $ [lemma=envoy]", [0, 6, 8]),
        ("[] $obj [upos=NOUN]", [0, 5, 6, 8]),
        ("[] . [lemma=envoy]", [3]),
        ("[] , [lemma=envoy]", [5]),
        ("[] . [lemma=he]", []),
        ("[] >det|amod:first [lemma=the]", [4]),
        ("[] >det|amod:first [lemma=old]", []),
        ("[upos=VERB] >obj ([upos=NOUN] >amod [])", [1]),
        ("[upos=VERB] >obj [upos=NOUN] >amod []", []),
    ],
)
def test_a_pattern_fits_where_it_should(kept: Reading, pattern: str, where: list[int]) -> None:
    fits, _ = compiled(pattern, "x", CLASSES, PREDICATES)
    assert [i for i in range(len(kept)) if fits(kept, i, {})] == where


def test_a_pattern_names_words(kept: Reading) -> None:
    pattern = "[]=whole >mark []=mark < ([lemma=prevent]=by >obj ([]=whom >amod []=how))"
    fits, keys = compiled(pattern, "x", {}, {})
    found: dict[str, int] = {}
    assert fits(kept, 6, found)
    assert found == {"whole": 6, "mark": 5, "by": 1, "whom": 4, "how": 3}
    assert keys == {"head": ("lemma", frozenset({"prevent"}))}


@pytest.mark.parametrize(
    ("pattern", "message"),
    [
        ("meet", "character 1 ('meet'): a word in square brackets is expected"),
        ("[lemma]", "character 2 ('lemma]'): a test is written as lemma=meet|talk"),
        ("[upos=VERB lemma=@x]", "character 12 ('lemma=@x]'): there is no class of words @x"),
        ("[is=odd]", "character 2 ('is=odd]'): there is no predicate odd"),
        ("[lema=x]", "character 2 ('lema=x]'): there is no test lema; there are lemma, word, "),
        ("[word=The]", "character 2 ('word=The]'): words stand in small letters"),
        ("[] > [] ~ []", "character 9 ('~ []'): an operator or the end is expected"),
        ("[] >", "character 5 (''): a word in square brackets is expected"),
        ("[] > ([]", "character 9 (''): a bracket is not closed"),
        ("[] << ([] > []", "character 15 (''): a bracket is not closed"),
        ("[] .obj []", "character 4 ('.obj []'): . takes no relation"),
        ("[]=by > []=by", "character 9 ('[]=by'): a second word is named by"),
        ("[] !> []=by", "character 4 ('!> []=by'): what is not there has no name"),
    ],
)
def test_what_is_no_pattern_is_named_with_its_place(pattern: str, message: str) -> None:
    with pytest.raises(DataError) as raised:
        compiled(pattern, "f.toml: rule 'r'", {}, {})
    assert str(raised.value).startswith(f"f.toml: rule 'r', {message}")


def rule(name: str, pattern: str, more: str = "") -> str:
    return (
        f'[[verb]]\nname = "{name}"\npattern = "{pattern}"\nexamples = ["a"]\nnot = ["b"]\n{more}\n'
    )


def test_rules_are_tried_by_priority_then_in_order(kept: Reading) -> None:
    text = "".join([
        rule("always", "[upos=VERB]", "priority = -1"),
        rule("by child", "[] >mark [word=from]=by"),
        rule("by head", "[] < [lemma=prevent]=by", 'status = "negated"\npriority = 2'),
        rule("by lemma", "[lemma=meet]"),
        rule("other", "[lemma=talk]"),
    ])  # fmt: skip
    rules = load(text, "f.toml", {}, {})["verb"]
    told = [(r.name, found) for r, found in rules.matches(kept, 6)]
    assert told == [
        ("by head", {"by": 1}), ("by child", {"by": 5}), ("by lemma", {}), ("always", {}),
    ]  # fmt: skip
    assert rules.rules[0].says == {"status": "negated"}


def test_a_rule_of_several_patterns_is_told_once(kept: Reading) -> None:
    text = rule("twice", "[]").replace('"[]"', '["[lemma=talk]", "[] > []", "[lemma=meet]"]')
    told = [r.name for r, _ in load(text, "f.toml", {}, {})["verb"].matches(kept, 6)]
    assert told == ["twice"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (rule("a", "[") + rule("b", "[]"), "f.toml: rule 'a', character 1 ('['): a word in"),
        (rule("a", "[]") + rule("a", "[]"), "f.toml: two rules of 'verb' are named 'a'"),
        ("[[verb]]\npattern = '[]'", "f.toml: a rule of 'verb' has no name"),
        ("[[verb]]\nname = 'a'\npattern = 3", "f.toml: rule 'a': pattern is missing or no text"),
        ("[[verb]]\nname = 'a'\npattern = '[]'", "f.toml: rule 'a': examples is missing or"),
        ("[[verb]", "f.toml: "),
        ("verb = 3", "f.toml: 'verb' is no list of rules"),
    ],
)
def test_what_is_no_rule_is_named(text: str, message: str) -> None:
    with pytest.raises(DataError) as raised:
        load(text, "f.toml", {}, {})
    assert str(raised.value).startswith(message)


def test_classes_take_in_others() -> None:
    known = {"embedding.denied": frozenset({"deny"})}
    made = resolved({"a": ["x", "@b"], "b": ["y", "@embedding.denied"]}, "l.toml", known)
    assert made["a"] == {"x", "y", "deny"}
    with pytest.raises(DataError, match=r"l.toml: class 'a' takes in 'c', and there is none"):
        resolved({"a": ["@c"]}, "l.toml", {})
    with pytest.raises(DataError, match=r"l.toml: class 'a' takes in itself"):
        resolved({"a": ["@b"], "b": ["@a"]}, "l.toml", {})
    assert classes()["embedding.denied"] <= classes()["dropping"]


def test_classes_of_a_table_tell_the_kind_of_a_word() -> None:
    assert kinds("announcing")["vow"] == "promise"
    assert kinds("announcing")["due"] == "schedule"
    assert kinds("announcing").get("hope") is None
    with pytest.raises(DataError, match=r"l.toml: class 'a.b' is that of another file"):
        resolved({"a": {"b": ["x"]}}, "l.toml", {"a.b": frozenset("x")})


@pytest.mark.parametrize(
    "file", ["syntax/data/lexicon.toml", "world/data/words.toml", "language/data/words.toml"]
)
def test_every_class_of_words_is_asked_for_and_lists_a_word_once(file: str) -> None:
    asked = "".join(p.read_text("utf-8") for p in (ROOT / "src").rglob("*.py"))
    rules = "".join(p.read_text("utf-8") for p in (ROOT / "src").rglob("*.toml"))
    for name, listed in tomllib.loads((ROOT / "src/diurna" / file).read_text("utf-8")).items():
        whole = f'"{name}"' in asked
        for part, words in listed.items() if isinstance(listed, dict) else [("", listed)]:
            assert len(words) == len(set(words)), name
            one = f"{name}.{part}" if part else name
            assert whole or f'"{one}"' in asked or re.search(rf"@{one}\b", rules), one


def test_what_stands_over_a_clause_is_read_from_a_reading_by_hand(kept: Reading) -> None:
    told = outside.outside(kept, 6)
    assert told is not None
    assert (told.status, told.by) == ("negated", 1)
    assert outside.outside(kept, 10) is None


GROUPS = {
    f"{file}, {group}": rules
    for file, found in (
        ("outside", outside.rules()), ("turns", idioms.turns()), ("governed", status.governed())
    )
    for group, rules in found.items()
}  # fmt: skip
RULES = [(g, r) for g, group in GROUPS.items() for r in group.rules]


@pytest.mark.parametrize(("group", "tested"), RULES, ids=[f"{g}: {r.name}" for g, r in RULES])
def test_rules_fit_their_examples_and_no_near_miss(
    group: str, tested: Rule, reading_of: Callable[[str], Reading]
) -> None:
    for text, fits in [*((t, True) for t in tested.examples), *((t, False) for t in tested.misses)]:
        before, marked, after = text.split("*")
        reading = reading_of(before + marked + after)
        word = reading.at_offset(len(before))
        told = [r.name for r, _ in GROUPS[group].matches(reading, word)]
        tree = list(zip(reading.words, reading.relations, reading.heads, strict=True))
        assert (tested.name in told) is fits, (text, told, tree)
