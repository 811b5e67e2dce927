"""What can go wrong, as one tree.

DiurnaError
├── ArticleError    an input that is no article: names the file, the line and the reason
├── ArchiveError    the archive cannot be opened, or its file is none
│   └── FilterError what is asked of it is not to be had: an unknown status, type, country
├── RecordError     a record that is not well-formed, or whose spans miss the text
├── ModelError      the language model cannot be loaded
├── DependencyError a package that only one thing needs is not installed
└── DataError       a lexicon, grammar or table of the package is malformed
"""

from __future__ import annotations

from diurna.visible import line as shown

_LONGEST = 240
"""Characters of a path, and of a reason."""


class DiurnaError(Exception):
    """Base of every error that this package raises on purpose: its text is always one line."""

    def __str__(self) -> str:
        return shown(super().__str__())


class ArticleError(DiurnaError):
    """An input that cannot be read as an article.

    Attributes:
        path: The file, or ``"-"`` for standard input.
        line: 1-based line in the file, or None where the whole file is at fault.
        reason: What is wrong, in words.
        language: Of an article that was set aside for its language, that language.
    """

    def __init__(
        self, path: str, reason: str, *, line: int | None = None, language: str | None = None
    ) -> None:
        self.path = path
        self.line = line
        self.reason = shown(reason, _LONGEST)
        self.language = language
        where = shown(path, _LONGEST) or "''"
        super().__init__(f"{where if line is None else f'{where}:{line}'}: {self.reason}")

    def __reduce__(self) -> tuple[object, ...]:
        return _article_error, (self.path, self.reason, self.line, self.language)


def _article_error(path: str, reason: str, line: int | None, language: str | None) -> ArticleError:
    return ArticleError(path, reason, line=line, language=language)


class RecordError(DiurnaError):
    """A record that breaks the contract: a bad field, a dangling id, a span off the text."""


class ArchiveError(DiurnaError):
    """The archive's file cannot be opened or is no archive; names the file and the reason."""


class FilterError(ArchiveError, ValueError):
    """A filter that nothing can ever fit; names what was given and the nearest that is valid."""


class ModelError(DiurnaError):
    """The language model's files are missing or do not fit this version."""


class DependencyError(DiurnaError, ImportError):
    """A package that only one thing needs is not installed; names it and how to get it."""


class DataError(DiurnaError):
    """A data file of the package cannot be used; names the file, the entry and the reason."""
