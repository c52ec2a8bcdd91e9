"""A share and its interval: every figure knows what it was counted over."""

from __future__ import annotations

import math

NOTHING = "nothing to measure"


def wilson(hits: int, total: int, z: float = 1.959964) -> tuple[float, float]:
    """The 95 % interval of Wilson (1927) for a share: honest for small samples and near 0 and 1, where hits/total is not."""
    if total == 0:
        return 0.0, 1.0
    share = hits / total
    middle = share + z * z / (2 * total)
    spread = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total))
    scale = 1 + z * z / total
    return max(0.0, (middle - spread) / scale), min(1.0, (middle + spread) / scale)


class Share(float):
    """`hits` of `total`, as a number from 0 to 1; NaN when there was nothing to count.

    Only where lines are counted, each on its own: several values of one line say less than their number, so of those no interval is shown.
    """

    hits: int
    total: int

    def __new__(cls, hits: int, total: int) -> Share:
        share = super().__new__(cls, hits / total if total else math.nan)
        share.hits, share.total = hits, total
        return share

    def __getnewargs__(self) -> tuple[int, int]:  # type: ignore[override]  # a copy is made from what it was made of
        return self.hits, self.total

    @property
    def interval(self) -> tuple[float, float]:
        return wilson(self.hits, self.total)


def shown(value: float) -> str:
    """A figure from 0 to 1 as people read it."""
    return NOTHING if math.isnan(value) else f"{100 * value:.1f} %"


def ratio(part: int, whole: int) -> float:
    """A figure of values instead of lines, without an interval; NaN when there was nothing to count."""
    return part / whole if whole else math.nan
