"""The trained model: one small encoder that reads each sentence once, and its heads.

Reads: a text. Writes: a `Reading` with sentences, words, lemmas, tags, trees and entities.
"""

from diurna.language.model import LanguageModel, packaged
from diurna.language.reading import Entity, Reading, Sentence

__all__ = ["Entity", "LanguageModel", "Reading", "Sentence", "packaged"]
