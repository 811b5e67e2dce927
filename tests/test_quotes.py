"""Quotation marks: which open, which close, and what stands in which."""

from __future__ import annotations

import pytest

from diurna.language.quotes import find_quotes, scan


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ('He said "yes" and "no".', ["yes", "no"]),
        ("“One,” she said, “two.”", ["One,", "two."]),
        ('"An open one\n"that goes on."', ["An open one", "that goes on."]),
        ('A stray " mark.', []),
        ("No marks.", []),
    ],
)
def test_quotation_marks(text: str, quotes: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(text)] == quotes


@pytest.mark.parametrize(
    ("text", "roles"),
    [
        ("He is 5' 10\" tall.", ["measure"]),
        ('"One."\n"Two."', ["opens", "closes", "opens", "closes"]),
        ('"One.\n"Two."', ["opens", "goes on", "closes"]),
        ("“One.\nTwo.”", ["opens", "closes"]),
        ("A ”stray mark and a “pair”.", ["stray", "opens", "closes"]),
        ("She called it “a word“ twice.", ["opens", "closes"]),
    ],
)
def test_every_mark_has_a_role(text: str, roles: list[str]) -> None:
    assert [m.role for m in scan(text)[1]] == roles


def test_single_marks_quote_where_there_are_no_double_ones() -> None:
    text = "‘We shan’t go,’ the Joneses’ son said in the ’90s, ‘not yet.’"
    assert [text[q.start : q.end] for q in find_quotes(text)] == ["We shan’t go,", "not yet."]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        # left open in a sentence, with the newsroom's words behind it
        ('Koss said they "had to go.\nThe hall rose. "We won," Arden said.', ["We won,"]),
        ('Koss called it "a gift and left. The hall rose. "We won," Arden said.', ["We won,"]),
        ('Bray saw "an insult.\nThe talks ended. A 12" pipe burst, he said.', []),
        # left open where it begins, it ends with its paragraph
        ('"No," Dror said. "Nobody will go.\nPolice came.', ["No,", "Nobody will go."]),
        ('"No," Dror said. "None will go.\nThe "wall" is shut.', ["No,", "None will go.", "wall"]),
        # marked anew at a sentence of its own
        ('"We came. "We saw," Dror said.', ["We came.", "We saw,"]),
        # what is closed further down stays one
        ('"We came.\nWe saw," Dror said.', ["We came.", "We saw,"]),
        ('He yelled, "Boring! Berg shot back, "Not me!"', ["Boring!", "Not me!"]),
        ("“The dam holds, Koss said.\nIt broke. “We erred,” Koss said.", [
            "The dam holds, Koss said.", "We erred,"]),
    ],
)  # fmt: skip
def test_what_is_left_open_ends(text: str, quotes: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(text)] == quotes


@pytest.mark.parametrize(
    ("text", "outer", "inner"),
    [
        ("“He said, ‘I go,’ and left,” Fell said.", ["He said, ‘I go,’ and left,"], ["I go,"]),
        ("\"He said, 'I go,'\" Fell said.", ["He said, 'I go,'"], ["I go,"]),
        ("“‘I go,’ he told us,” Fell said.", ["‘I go,’ he told us,"], ["I go,"]),
        ("‘He said, “I go,”’ Fell said.", ["He said, “I go,”"], ["I go,"]),
        ("'It is the \"peace train,\" they say,' Fell said.", [
            'It is the "peace train," they say,'], ["peace train,"]),
        ('"He calls it a "peace train" now," Fell said.', ['He calls it a "peace train" now,'], [
            "peace train"]),
        ("“The so-called ‘plan’ is the rebels’ own,” Fell said.", [
            "The so-called ‘plan’ is the rebels’ own,"], ["plan"]),
        ('"The rebels\' guns and the drivers\' pay," Fell said.', [
            "The rebels' guns and the drivers' pay,"], []),
        ("“We’re not goin’ anywhere, and the Joneses’ son isn’t,” he said.", [
            "We’re not goin’ anywhere, and the Joneses’ son isn’t,"], []),
    ],
)  # fmt: skip
def test_quotations_in_quotations(text: str, outer: list[str], inner: list[str]) -> None:
    found = find_quotes(text)
    assert [text[q.start : q.end] for q in found] == outer
    assert [text[i.start : i.end] for q in found for i in q.inner] == inner


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("'The strikers' demands were met,' Lusk said.", ["The strikers' demands were met,"]),
        ("‘It was the workers’ idea,’ he said, ‘in the ’90s.’", [
            "It was the workers’ idea,", "in the ’90s."]),
        ("They drew 'red lines' at the rebels' camp.", ["red lines"]),
        ("Ministers' pay rose in the '90s, and drivers' wages fell.", []),
        ("‚We go,‘ he said. ‹We stay,› she said.", ["We go,", "We stay,"]),
        ("»We go,« he said.", ["We go,"]),
        ("„We go,“ he said.", ["We go,"]),
        ("'We came.\n'We saw,' she said.", ["We came.", "We saw,"]),
        ("Lund: 'No deal'\n\"We tried,\" Lund said.", ["No deal", "We tried,"]),
    ],
)  # fmt: skip
def test_single_marks(text: str, quotes: list[str]) -> None:
    assert [text[q.start : q.end] for q in find_quotes(text)] == quotes
