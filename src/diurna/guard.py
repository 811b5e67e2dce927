"""What stands between the commands and the shell: however a command ends, it is one line.

Standard output that is full, closed or of a poor encoding, wrong use, errors of this package and
errors that nobody thought of all end here, with exit code 1 (something failed) or 2 (wrong use)
and never with a traceback. ``DIURNA_DEBUG=1`` lets the traceback of an internal error through.
"""

from __future__ import annotations

import errno
import io
import math
import os
import re
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final

import click

from diurna.errors import DiurnaError, FilterError
from diurna.visible import is_text, line

_OUTPUT: Final = (errno.ENOSPC, errno.EBADF, errno.EIO, errno.EFBIG, errno.EDQUOT)
_MOST_THREADS: Final = 1024
MOST_ROWS: Final = 1_000_000_000
"""Rows that can be asked for at most."""


class Guarded(click.Group):
    """The group of all commands."""

    def main(
        self,
        args: Sequence[str] | None = None,
        prog_name: str | None = None,
        complete_var: str | None = None,
        standalone_mode: bool = True,
        **extra: Any,
    ) -> Any:
        """Run a command and end the process with its exit code."""
        if not standalone_mode:
            return super().main(args, prog_name, complete_var, standalone_mode=False, **extra)
        steady_streams()

        def run() -> Any:
            return super(Guarded, self).main(
                args, prog_name, complete_var, standalone_mode=False, **extra
            )

        sys.exit(ended(run))


def steady_streams() -> None:
    """See to it that there are three streams, and that none fails on a character.

    A process that was started with its output closed would give that number to the next file that
    it opens, an archive among them: the numbers are taken first.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace" if stream is sys.stdout else "backslashreplace")
    if sys.stdout is not None and sys.stderr is not None:
        return
    while (taken := os.open(os.devnull, os.O_RDWR)) <= 2:
        pass
    os.close(taken)
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the end
    if sys.stdout is None:
        sys.stdout = io.TextIOWrapper(_Closed(), encoding="utf-8", write_through=True)


class _Closed(io.RawIOBase):
    """Standard output that was closed: what is written to it fails."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any) -> int:
        if len(data):
            raise OSError(errno.EBADF, "it is closed")
        return 0


def ended(run: Callable[[], Any]) -> int:
    """Run a command and say on standard error, in one line, what went wrong; the exit code."""
    try:
        try:
            code = run()
        finally:
            sys.stdout.flush()
    except SystemExit as error:
        return error.code if isinstance(error.code, int) else int(error.code is not None)
    except Exception as error:
        if os.environ.get("DIURNA_DEBUG") and _internal(error):
            raise
        return _told(error)
    return code if isinstance(code, int) else 0


def _told(error: Exception) -> int:
    if isinstance(error, click.UsageError) and type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return error.exit_code
    if isinstance(error, OSError) and _is_output(error):
        _let_go_of_output()
        if error.errno == errno.EPIPE:
            return 1
    text, code = _reason(error)
    with suppress(OSError):  # standard error may be full too
        click.echo(f"Error: {text}", err=True)
    return code


def _reason(error: Exception) -> tuple[str, int]:
    if isinstance(error, click.ClickException):
        text = " ".join(error.format_message().split())
        if isinstance(error, click.UsageError) and error.ctx is not None:
            text = f"{line(text)} ({error.ctx.command_path} --help says more)"
        return line(text), error.exit_code
    if isinstance(error, FilterError):
        return str(error), 2
    if isinstance(error, DiurnaError):
        return str(error), 1
    if isinstance(error, click.exceptions.Abort):
        return "stopped", 1
    if isinstance(error, OSError) and _is_output(error):
        return f"standard output cannot be written to: {line(error.strerror or str(error))}", 1
    if isinstance(error, OSError) and error.strerror:
        named = f"{error.filename}: " if error.filename is not None else ""
        return line(f"{named}{error.strerror}"), 1
    if type(error).__module__.split(".")[0] in ("duckdb", "_duckdb"):
        return f"the archive cannot be asked or written: {line(_of_duckdb(error), 200)}", 1
    if isinstance(error, MemoryError):
        return "out of memory", 1
    said = f"{type(error).__name__}: {error}"
    return f"internal error: {line(said, 200)} (DIURNA_DEBUG=1 shows where)", 1


def _of_duckdb(error: Exception) -> str:
    """Return the first line of what DuckDB says, without the name of its exception."""
    first = (str(error).splitlines() or [""])[0]
    kind, colon, rest = first.partition(" Error: ")
    return rest if colon and len(kind) < 30 else first


def _internal(error: Exception) -> bool:
    expected = (click.ClickException, click.exceptions.Abort, DiurnaError)
    return not isinstance(error, expected) and not (
        isinstance(error, OSError) and error.errno == errno.EPIPE
    )


def _is_output(error: OSError) -> bool:
    if error.errno == errno.EPIPE:
        return True
    return error.errno in _OUTPUT and error.filename is None


def _let_go_of_output() -> None:
    """Keep the interpreter from flushing once more, and failing once more, as it ends."""
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115 - until the end


def check_environment() -> None:
    """Refuse settings from outside that are none.

    Raises:
        UsageError: Names the variable and what it may be.
    """
    threads = os.environ.get("DIURNA_THREADS", "").strip()
    fits = threads.isascii() and threads.isdigit() and len(threads) < 5
    if threads and not (fits and int(threads) <= _MOST_THREADS):
        raise click.UsageError(
            f"DIURNA_THREADS: {line(threads, 60)!r} is no whole number from 0 (every core) to "
            f"{_MOST_THREADS}"
        )


_NO_FILE = re.compile(r"\s*$|:|[A-Za-z][\w+.-]+:")
"""Names that DuckDB takes for no file: nothing, memory, an address, another database's."""


def a_file(context: click.Context, option: click.Parameter, value: str) -> str:
    """Refuse what is no file: an archive in memory would be lost, one elsewhere is not ours."""
    if _NO_FILE.match(value) or not is_text(value):
        raise click.BadParameter(f"{line(value, 80)!r} is no file's name", context, option)
    return value


class Share(click.FloatRange):
    """A number from 0 to 1, and not the one that is none."""

    name = "share"

    def __init__(self) -> None:
        super().__init__(0, 1)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        share = float(super().convert(value, param, ctx))
        if math.isnan(share):
            self.fail(f"{value} is not in the range 0<=x<=1.", param, ctx)
        return share
