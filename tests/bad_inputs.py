"""A folder of bad input, of every kind we know, with good articles among it."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import lzma
import os
import sqlite3
import zipfile
from dataclasses import dataclass
from pathlib import Path

GOOD = "The president of Peru will visit Quito on 9 March, her office said in a statement."
SPANISH = (
    "El presidente anunció el lunes que viajará a Lima para reunirse con los ministros de la "
    "región, según informó su oficina en un comunicado."
)
PAGE = f"<!DOCTYPE html>\n<html><body><p>{GOOD}</p></body></html>"
FEED = f"<?xml version='1.0'?>\n<rss><channel><item><title>{GOOD}</title></item></channel></rss>"
TABLE = f'id,title,text,published\n1,Talks,"{GOOD}",2026-03-05\n2,Talks,"{GOOD}",2026-03-06\n'
OTHERWISE_GOOD = 60
"""At least so many articles of the folder are read."""
DEEP = 100_000


@dataclass(frozen=True, slots=True)
class Bad:
    """One kind of bad input: a file, and how many good articles it holds all the same.

    Attributes:
        failures: How many inputs of it are named on standard error.
        good: How many articles of it are read.
        passed: Whether a folder passes it over by its suffix; it is named when given directly.
    """

    name: str
    data: bytes
    failures: int = 1
    good: int = 0
    passed: bool = False


def row(**fields: object) -> str:
    """Return an article as a JSON line."""
    return json.dumps({"text": GOOD, "published": "2026-03-05", **fields})


def lines(bad: str, number: int) -> bytes:
    """Return JSON lines: a good article, the bad line, another good article."""
    first, last = row(title=f"Before {number}"), row(title=f"After {number}")
    return f"{first}\n{bad}\n{last}\n".encode()


def _sqlite(folder: Path) -> bytes:
    path = folder / "made.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE news (text)")
    db.close()
    data = path.read_bytes()
    path.unlink()
    return data


def _zip() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("word/document.xml", GOOD)
    return out.getvalue()


def _damaged(data: bytes) -> bytes:
    """Break the packed stream behind the header of gzip."""
    return data[:10] + b"\xff" * 8 + data[18:]


LINES: dict[str, str] = {
    "broken": '{"text": ',
    "no_object": "[1, 2]",
    "a_number": "17",
    "deep": '{"text": ' + "[" * DEEP + "]" * DEEP + "}",
    "long_integer": '{"published": "2026-03-05", "text": "Words.", "id": ' + "7" * 5000 + "}",
    "no_text": '{"published": "2026-03-05"}',
    "text_is_a_list": row(text=[GOOD]),
    "text_is_empty": row(text="", title=""),
    "no_date": json.dumps({"text": GOOD}),
    "date_is_a_number": row(published=1767225600),
    "date_is_a_list": row(published=[[["2026"]]]),
    "date_junk": row(published="2026-03-05junk"),
    "date_half_a_clock": row(published="2026-03-05T15"),
    "date_two_ways": row(published="05/03/2026"),
    "date_no_day": row(published="2026-02-30"),
    "date_year_1": row(published="0001-01-01T00:00:00Z"),
    "date_year_9999": row(published="9999-12-31"),
    "title_is_a_number": row(title=5),
    "source_is_a_table": row(source={"name": "Paper"}),
    "url_is_a_list": row(url=["x"] * 50_000),
    "nul_in_the_text": row(text=f"{GOOD}\0"),
    "told_spanish": row(language="es"),
    "spanish": row(text=SPANISH),
    "language_is_a_number": row(language=4),
    "a_page": row(text=PAGE),
    "bits_of_a_page": row(text="<p>Ministers met.</p> <p>They left.</p> <br> <p>Soon.</p>"),
    "too_long": row(text="x" * 1_000_001),
}
"""Lines that are no article: name, and the line."""

READ: dict[str, str] = {
    "surrogate_text": '{"published": "2026-03-05", "text": "Talks \\ud83d open on 9 March."}',
    "surrogate_title": row(title="Cut \udcb2"),
    "surrogate_source": row(title="A", source="Paper \ud83d"),
    "surrogate_id": row(title="B", id="x\ud83d"),
    "surrogate_url": row(title="C", url="https://paper.example/\ud83d"),
    "nul_fields": row(title="D", source="Pa\0per", id="i\0d", url="u\0rl"),
    "controls": row(title="E\x1b]0;owned\x07", text=f"\x1b[31m{GOOD}\x9b0m \u202egone"),
    "mail_date": row(title="F", published="Thu, 05 Mar 2026 10:00:00 +0200"),
    "slashes": row(title="G", published="2026/3/5 15:07:41"),
    "later_than_today": row(title="H", published="2099-01-01"),
    "english": row(title="I", language="en-GB"),
    "long_title": row(title="Ministers meet " * 100),
}  # fmt: skip
"""Lines that look bad and are read."""


def kinds(folder: Path) -> list[Bad]:
    """Return every kind; the folder is for what must be made on the disk."""
    found = [
        Bad(f"{name}.jsonl", lines(bad, n), 1, 2) for n, (name, bad) in enumerate(LINES.items())
    ]
    found += [
        Bad(f"read_{name}.JSONL", line.encode("utf-8", "surrogatepass") + b"\n", 0, 1)
        for name, line in READ.items()
    ]
    packed = gzip.compress(lines(row(title="gz"), 1000) * 300, mtime=0)
    listed = f'[{row(title="L1")},\n {{"text": 3}},\n {row(title="L2")}]'
    good = f"date 2026-03-05 Talks\n{GOOD}\n"
    found += [
        Bad("empty.txt", b""),
        Bad("blank.txt", b" \n\t\n"),
        Bad("no_date.txt", GOOD.encode()),
        Bad("latin1.txt", "date 2026-03-05 Café\nWords.".encode("latin-1")),
        Bad("utf16.txt", good.encode("utf-16")),
        Bad("nul.txt", good.encode() + b"\0\0"),
        Bad("page.txt", PAGE.encode()),
        Bad("feed.txt", FEED.encode()),
        Bad("table.txt", TABLE.encode()),
        Bad("tabs.txt", TABLE.replace(",", "\t").encode()),
        Bad("json.txt", row().encode()),
        Bad("spanish.txt", f"date 2026-03-05 Viaje\n{SPANISH}".encode()),
        Bad("pdf.txt", b"%PDF-1.4\n%\xe2\xe3\xcf\xd3\n1 0 obj"),
        Bad("docx.txt", _zip()),
        Bad("packed.txt", packed),
        Bad("picture.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        Bad("database.txt", _sqlite(folder)),
        Bad("noise.txt", bytes(range(256)) * 8),
        Bad("long.txt", b"x" * 4_000_001),
        Bad("not_packed.txt.gz", good.encode()),
        Bad("damaged.txt.gz", _damaged(packed)),
        Bad("cut.txt.xz", lzma.compress(good.encode() * 400)[:-20]),
        Bad("cut.txt.bz2", bz2.compress(good.encode() * 400)[:-9]),
        Bad("list.json", listed.encode(), 1, 2),
        Bad("open_list.json", f"[{row(title='L3')},\n".encode(), 1, 1),
        Bad("mark.jsonl", b"\xef\xbb\xbf" + row(title="M").encode(), 0, 1),
        Bad("binary.jsonl", _zip()),
        Bad("page.html", PAGE.encode(), 1, passed=True),
        Bad("feed.xml", FEED.encode(), 1, passed=True),
        Bad("table.csv", TABLE.encode(), 1, passed=True),
        Bad("table.tsv", b"a\tb\n1\t2\n", 1, passed=True),
        Bad("paper.pdf", b"%PDF-1.4", 1, passed=True),
        Bad("paper.docx", _zip(), 1, passed=True),
        Bad("all.zip", _zip(), 1, passed=True),
        Bad("rows.parquet", b"PAR1\x15\0", 1, passed=True),
        Bad("rows.sqlite", _sqlite(folder), 1, passed=True),
        Bad("rows.duckdb", b"\0" * 8 + b"DUCK\0", 1, passed=True),
        Bad("all.csv.gz", gzip.compress(TABLE.encode()), 1, passed=True),
        Bad("good.txt", good.encode(), 0, 1),
    ]  # fmt: skip
    return found


def make(folder: Path) -> list[Bad]:
    """Write every kind into a folder, with a pipe that nobody writes to; return the kinds."""
    folder.mkdir()
    found = kinds(folder)
    for bad in found:
        (folder / bad.name).write_bytes(bad.data)
    if hasattr(os, "mkfifo"):
        os.mkfifo(folder / "pipe.txt")
        found.append(Bad("pipe.txt", b""))
    (folder / "a folder.txt").mkdir()
    try:
        (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    except OSError:  # a file system without links has one kind less
        return found
    found.append(Bad("gone.txt", b""))
    return found
