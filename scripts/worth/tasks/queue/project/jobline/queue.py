import copy
import threading
import time
from concurrent.futures import ThreadPoolExecutor

from jobline.clock import SystemClock
from jobline.errors import UnknownJob, UnknownKind
from jobline.job import Job, error_text
from jobline.listeners import Listeners


class Queue:
    """Jobs in memory: first in, first out."""

    def __init__(self, clock=None):
        self._clock = clock or SystemClock()
        self._changed = threading.Condition(threading.RLock())
        self._functions = {}
        self._jobs = {}
        self._waiting = []
        self._listeners = Listeners()
        self._pool = None
        self._stopping = False

    def register(self, kind, function):
        self._functions[kind] = function

    def listen(self, listener):
        return self._listeners.add(listener)

    def add(self, kind, payload=None):
        if kind not in self._functions:
            raise UnknownKind(kind)
        payload = copy.deepcopy(payload)
        with self._changed:
            id = max(self._jobs, default=0) + 1
            self._jobs[id] = Job(id, kind, payload, added_at=self._clock.now())
            self._waiting.append(id)
            self._changed.notify_all()
        self._listeners.tell([(id, None, "waiting")])
        return id

    def get(self, id):
        with self._changed:
            if id not in self._jobs:
                raise UnknownJob(id)
            return copy.deepcopy(self._jobs[id])

    def jobs(self, state=None):
        with self._changed:
            found = [job for job in self._jobs.values() if state in (None, job.state)]
            return copy.deepcopy(found)

    def restore(self, jobs):
        """Takes over jobs as they were in another queue."""
        with self._changed:
            for job in jobs:
                self._jobs[job.id] = copy.deepcopy(job)
                if job.state == "waiting":
                    self._waiting.append(job.id)
            self._changed.notify_all()

    def run_one(self):
        with self._changed:
            found = next((id for id in self._waiting if self._jobs[id].kind in self._functions), None)
            if found is None:
                return None
            self._waiting.remove(found)
            job = self._jobs[found]
            job.state = "running"
            given = copy.deepcopy(job)
        self._listeners.tell([(found, "waiting", "running")])
        result, error = None, None
        try:
            result = self._functions[job.kind](given)
        except BaseException as raised:
            error = error_text(raised)
        with self._changed:
            job.state = "done" if error is None else "failed"
            job.result = result
            job.error = error
            job.finished_at = self._clock.now()
            self._changed.notify_all()
        self._listeners.tell([(found, "running", job.state)])
        return found

    def start(self, workers=4):
        self._stopping = False
        self._pool = ThreadPoolExecutor(workers)
        for _ in range(workers):
            self._pool.submit(self._work)

    def _work(self):
        while not self._stopping:
            if self.run_one() is None:
                with self._changed:
                    self._changed.wait(0.05)

    def stop(self):
        self._stopping = True
        with self._changed:
            self._changed.notify_all()
        if self._pool is not None:
            self._pool.shutdown(wait=True)
            self._pool = None

    def wait(self, id, timeout=None):
        end = None if timeout is None else time.monotonic() + timeout
        with self._changed:
            while True:
                job = self.get(id)
                if job.ended:
                    return job
                left = None if end is None else end - time.monotonic()
                if left is not None and left <= 0:
                    raise TimeoutError(f"job {id} has not ended")
                self._changed.wait(left)
