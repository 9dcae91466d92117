from jobline.clock import ManualClock, SystemClock
from jobline.errors import JoblineError, UnknownJob, UnknownKind
from jobline.job import Job
from jobline.queue import Queue

__all__ = [
    "Job",
    "JoblineError",
    "ManualClock",
    "Queue",
    "SystemClock",
    "UnknownJob",
    "UnknownKind",
]
