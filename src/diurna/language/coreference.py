"""What the coreference head makes of words: `diurna.coref.chains` makes chains of it.

The head scores each word as the later and as the earlier of two mentions, with "nothing" as one
more choice (the mention ranking of Lee et al., 2017, over head words).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Views:
    """What the coreference head makes of each word.

    Attributes:
        later: (n, d) each word as the later of two mentions.
        earlier: (n, d) each word as the earlier.
        none: (d,) no antecedent at all.
    """

    later: Floats
    earlier: Floats
    none: Floats
