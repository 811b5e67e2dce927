"""The commands: what they print, and how they end."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import click
import jsonschema
import pytest
from click.testing import CliRunner

from diurna import Record, json_schema
from diurna.cli import main

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples"


def run(*arguments: str, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(main, list(arguments), input=stdin)
    return result.exit_code, result.stdout, result.stderr


def test_read_prints_a_record_that_fits_the_schema() -> None:
    code, out, err = run("read", str(EXAMPLES / "border-talks.txt"))
    assert (code, err) == (0, "")
    jsonschema.validate(json.loads(out), json_schema())
    record = Record.from_json(out)
    assert record.article.id == "border-talks"
    talks = [a for a in record.announcements if str(a.begin) == "2026-03-09"]
    assert talks
    assert str(talks[0].end) == "2026-03-11"


def test_lines_in_lines_out() -> None:
    code, out, _ = run("read", str(EXAMPLES), "--format", "jsonl")
    assert code == 0
    ids = [json.loads(line)["article"]["id"] for line in out.splitlines()]
    assert ids == ["border-talks", "ceasefire-1", "ceasefire-2", "port-strike"]


def test_several_records_are_one_list_and_none_an_empty_one(tmp_path: Path) -> None:
    code, out, _ = run("read", str(EXAMPLES), "--format", "json")
    assert code == 0
    assert [r["article"]["id"] for r in json.loads(out)][:2] == ["border-talks", "ceasefire-1"]
    code, out, _ = run("read", str(tmp_path / "nowhere.txt"), "--format", "json")
    assert code == 1
    assert json.loads(out) == []


def test_the_same_input_gives_the_same_bytes() -> None:
    path = str(EXAMPLES / "port-strike.txt")
    assert run("read", path)[1] == run("read", path)[1]


def test_a_bad_file_is_named_and_the_rest_goes_on(tmp_path: Path) -> None:
    bad = tmp_path / "bad.txt"
    bad.write_text("no date")
    code, out, err = run("read", str(bad), str(EXAMPLES / "port-strike.txt"), "--format", "jsonl")
    assert code == 1
    assert len(out.splitlines()) == 1
    assert f"{bad}: no publication date" in err
    assert "1 failed, 1 read" in err


def test_standard_input_and_a_date_from_outside() -> None:
    code, out, _ = run("read", "-", "--published", "2026-01-02", stdin="Ana Soto arrived today.")
    assert code == 0
    assert json.loads(out)["times"][0]["begin"] == "2026-01-02"


def test_pretty_shows_announcements_first() -> None:
    code, out, _ = run("read", str(EXAMPLES / "border-talks.txt"), "--format", "pretty")
    assert code == 0
    assert out.index("Announced") < out.index("Events") < out.index("Said")


@pytest.mark.parametrize("arguments", [["read"], ["read", "x", "--format", "xml"], ["nonsense"]])
def test_wrong_use_ends_with_two(arguments: list[str]) -> None:
    assert run(*arguments)[0] == 2


def test_schema() -> None:
    code, out, _ = run("schema")
    assert code == 0
    assert json.loads(out) == json_schema()


def test_every_command_and_option_is_documented() -> None:
    text = (ROOT / "docs/commands.md").read_text()
    for name, command in main.commands.items():
        assert f"diurna {name}" in text
        assert command.help
        for option in command.params:
            if isinstance(option, click.Option) and option.opts[0] != "--help":
                assert option.opts[0] in text, f"{name} {option.opts[0]}"


def test_help_and_version_load_neither_the_database_nor_the_model() -> None:
    for option in ("--help", "--version"):
        script = (
            "import sys; sys.argv = ['diurna', sys.argv[1]]; import diurna.cli\n"
            "try: diurna.cli.main()\n"
            "except SystemExit: pass\n"
            "print(sorted({'duckdb', 'onnxruntime', 'tokenizers'} & set(sys.modules)))"
        )
        done = subprocess.run(
            [sys.executable, "-c", script, option], capture_output=True, text=True, check=True
        )
        assert done.stdout.splitlines()[-1] == "[]"
