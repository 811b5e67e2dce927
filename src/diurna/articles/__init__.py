"""What comes in: files and streams become articles; what is no article becomes a reason."""

from diurna.articles.formats import MAX_CHARACTERS, article, parse
from diurna.articles.sources import read_articles

__all__ = ["MAX_CHARACTERS", "article", "parse", "read_articles"]
