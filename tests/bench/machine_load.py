"""How much longer than its processor time work takes, because other processes have the machine."""

from __future__ import annotations

from time import perf_counter, thread_time

_LOOPS = 20_000
"""About a millisecond."""


class MachineLoad:
    """Measured between the steps of a benchmark, so that it has the same load as they have."""

    def __init__(self) -> None:
        self._clock = self._processor = 0.0

    def measure(self) -> None:
        """Work for about a millisecond, and note how long that took by the clock."""
        began, processor = perf_counter(), thread_time()
        for _ in range(_LOOPS):
            pass
        self._clock += perf_counter() - began
        self._processor += thread_time() - processor

    @property
    def slowdown(self) -> float:
        """Clock time over processor time; 1 on a machine that does nothing else."""
        return max(1.0, self._clock / self._processor) if self._processor else 1.0
