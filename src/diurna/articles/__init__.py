"""What comes in: files and streams become articles; what is no article becomes a reason."""

from diurna.articles.dates import parse_date
from diurna.articles.formats import MAX_CHARACTERS, MAX_TITLE, article, parse
from diurna.articles.sources import read_articles

__all__ = ["MAX_CHARACTERS", "MAX_TITLE", "article", "parse", "parse_date", "read_articles"]
