import time


class SystemClock:
    def now(self):
        return time.time()


class ManualClock:
    """A clock that stands still until it is moved."""

    def __init__(self, now=0.0):
        self._now = now

    def now(self):
        return self._now

    def advance(self, seconds):
        self._now += seconds
