"""What the fits of weights of named signs share: signs as columns, and the descent."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

Floats = npt.NDArray[np.float64]


def columns(rows: Iterable[Iterable[tuple[str, float]]], names: Mapping[str, int]) -> csr_matrix:
    """Lay signs out as columns: (rows, names). Those without a name have none."""
    at, column, values = [], [], []
    count = 0
    for signs in rows:
        for sign, value in signs:
            if (n := names.get(sign)) is not None:
                at.append(count)
                column.append(n)
                values.append(value)
        count += 1
    return csr_matrix((values, (at, column)), shape=(count, len(names)))


def descend(
    x: Any,
    value: Callable[[Floats], tuple[float, Floats]],
    penalty: Floats,
    *,
    outcomes: int | None = None,
    steps: int,
) -> Floats:
    """Return the weights that are best by a loss over scores, with a penalty on squares.

    Args:
        x: (rows, signs).
        value: Gives the loss of scores, (rows,) or (rows, outcomes), and its slope.
        penalty: (signs,), of each sign's weights.
        outcomes: How many weights a sign has; None for one, without an axis of its own.
        steps: At most so many.
    """
    across = x.T.tocsr()
    shape = (x.shape[1],) if outcomes is None else (x.shape[1], outcomes)
    on = penalty if outcomes is None else penalty[:, None]

    def loss(flat: Floats) -> tuple[float, Floats]:
        w = flat.reshape(shape)
        cost, slope = value(x @ w)
        return cost + float((on * w * w).sum()) / 2, (across @ slope + on * w).ravel()

    options = {"maxiter": steps}
    start = np.zeros(int(np.prod(shape)))
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options=options)
    return np.asarray(found.x).reshape(shape)
