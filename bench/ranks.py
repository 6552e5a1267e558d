"""Whether two lots of measurements can be told apart: the Mann–Whitney U test, by ranks alone."""

from collections.abc import Sequence
from math import erfc, sqrt


def told_apart(one: Sequence[float], other: Sequence[float]) -> float:
    """The two-sided p value; near 0 when one lot tends to be larger. For twenty or more of each.

    Source: H. B. Mann, D. R. Whitney, Annals of Mathematical Statistics 18 (1947), the normal
    approximation, without ties.
    """
    ranked = sorted([(value, 0) for value in one] + [(value, 1) for value in other])
    ranks = sum(rank for rank, (_, lot) in enumerate(ranked, start=1) if lot == 0)
    first, second = len(one), len(other)
    difference = ranks - first * (first + second + 1) / 2
    return erfc(abs(difference) / sqrt(first * second * (first + second + 1) / 12) / sqrt(2))
