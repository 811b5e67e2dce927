"""The forms of pronouns."""

from __future__ import annotations

from typing import Final

from diurna.syntax.lexicon import words

MASCULINE: Final = words("masculine")
FEMININE: Final = words("feminine")
NEUTER: Final = words("neuter")
THIRD_PLURAL: Final = words("third_plural")
FIRST_SINGULAR: Final = words("first_singular")
FIRST_PLURAL: Final = words("first_plural")
SECOND: Final = words("second_person")
PRONOUNS: Final = MASCULINE | FEMININE | NEUTER | THIRD_PLURAL | FIRST_SINGULAR | FIRST_PLURAL
