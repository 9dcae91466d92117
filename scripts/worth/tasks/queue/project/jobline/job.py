from dataclasses import dataclass
from typing import Any, Optional

ENDED = ("done", "failed")


@dataclass
class Job:
    """`state`: waiting, running, done or failed."""

    id: int
    kind: str
    payload: Any
    state: str = "waiting"
    added_at: float = 0.0
    finished_at: Optional[float] = None
    error: Optional[str] = None
    result: Any = None

    @property
    def ended(self):
        return self.state in ENDED


def error_text(error):
    return f"{type(error).__name__}: {error}"
