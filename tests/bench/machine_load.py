"""How much longer than its processor time work takes, because other processes have the machine."""

from __future__ import annotations

from statistics import median
from time import perf_counter, thread_time

_LOOPS = 20_000
"""About a millisecond."""


class MachineLoad:
    """Measured between the steps of a benchmark, so that it has the same load as they have."""

    def __init__(self) -> None:
        self._ratios: list[float] = []

    def measure(self) -> None:
        """Work for about a millisecond, and note how long that took by the clock."""
        began, processor = perf_counter(), thread_time()
        for _ in range(_LOOPS):
            pass
        self._ratios.append((perf_counter() - began) / (thread_time() - processor))

    @property
    def slowdown(self) -> float:
        """The median of clock time to processor time; 1 on a machine that does nothing else."""
        return max(1.0, median(self._ratios))
