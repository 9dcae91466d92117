import json
import os
import tempfile
import unittest

from jobline import ManualClock, Queue
from jobline.files import load, save


class FilesTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.path = os.path.join(folder.name, "queue.json")

    def test_what_is_saved_is_loaded(self):
        queue = Queue(ManualClock(50))
        queue.register("note", lambda job: "x")
        queue.add("note", {"a": 1})
        queue.add("note", "zwölf")
        queue.run_one()
        save(queue, self.path)
        self.assertEqual(load(self.path).jobs(), queue.jobs())

    def test_reads_the_files_of_before_1_2(self):
        old = [
            {"id": 2, "kind": "note", "state": "queued", "added": 2500},
            {"id": 1, "kind": "note", "payload": 7, "state": "running", "added": 1000},
        ]
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump(old, file)
        jobs = load(self.path).jobs()
        self.assertEqual([(job.id, job.state, job.added_at) for job in jobs], [(1, "waiting", 1.0), (2, "waiting", 2.5)])

    def test_refuses_a_newer_file(self):
        with open(self.path, "w", encoding="utf-8") as file:
            json.dump({"version": 9, "jobs": []}, file)
        with self.assertRaises(ValueError):
            load(self.path)
