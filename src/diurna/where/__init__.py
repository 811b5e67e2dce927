"""Place names -> places, by the evidence of the whole article.

Reads: a `Reading`. Writes: `Place`.
"""

from diurna.where.places import FINENESS, Located, locate

__all__ = ["FINENESS", "Located", "locate"]
