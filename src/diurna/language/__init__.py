"""The trained model: one small encoder that reads each sentence once, and its heads.

Reads: a text. Writes: a `Reading` with sentences, words, lemmas, tags, trees and entities.
"""

from diurna.language.model import LanguageModel, packaged
from diurna.language.reading import Attribution, Entity, Reading, Run, Sentence
from diurna.language.turns import Turn

__all__ = [
    "Attribution",
    "Entity",
    "LanguageModel",
    "Reading",
    "Run",
    "Sentence",
    "Turn",
    "packaged",
]
