"""The forms of pronouns."""

from __future__ import annotations

from typing import Final

MASCULINE: Final = frozenset(["he", "him", "his", "himself"])
FEMININE: Final = frozenset(["she", "her", "hers", "herself"])
NEUTER: Final = frozenset(["it", "its", "itself"])
THIRD_PLURAL: Final = frozenset(["they", "them", "their", "theirs", "themselves"])
FIRST_SINGULAR: Final = frozenset(["i", "me", "my", "mine", "myself"])
FIRST_PLURAL: Final = frozenset(["we", "us", "our", "ours", "ourselves"])
SECOND: Final = frozenset(["you", "your", "yours", "yourself", "yourselves"])
PRONOUNS: Final = MASCULINE | FEMININE | NEUTER | THIRD_PLURAL | FIRST_SINGULAR | FIRST_PLURAL
