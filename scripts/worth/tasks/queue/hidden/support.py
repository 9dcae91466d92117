import os
import tempfile
import unittest

from jobline import DurableQueue, ManualClock

# In memory where that is possible: what counts here is not how long a disk takes.
FAST = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None

class Case(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir=FAST)
        self.addCleanup(folder.cleanup)
        self.folder = folder.name
        self.path = os.path.join(folder.name, "queue.db")
        self.clock = ManualClock(100_000)
        self.queue = self.open()

    def open(self, **given):
        queue = DurableQueue(given.pop("path", self.path), self.clock, **given)
        self.addCleanup(queue.close)
        return queue

    def quiet(self, *kinds, **given):
        """Registers kinds that do nothing."""
        for kind in kinds:
            self.queue.register(kind, lambda job: None, **given)

    def states(self, *ids):
        return [self.queue.get(id).state for id in ids]

    def order(self):
        """The jobs as they are taken, until none is ready."""
        taken = []
        while True:
            lease = self.queue.take()
            if lease is None:
                return taken
            taken.append(lease.id)
            lease.done()
