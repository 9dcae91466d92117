import threading
import unittest

from jobline import ManualClock, Queue, UnknownJob, UnknownKind


class QueueTest(unittest.TestCase):
    def setUp(self):
        self.clock = ManualClock(1000)
        self.queue = Queue(self.clock)

    def test_runs_in_order(self):
        seen = []
        self.queue.register("note", lambda job: seen.append(job.payload))
        for n in range(3):
            self.queue.add("note", n)
        while self.queue.run_one():
            pass
        self.assertEqual(seen, [0, 1, 2])

    def test_keeps_the_result_and_the_time(self):
        self.queue.register("twice", lambda job: job.payload * 2)
        id = self.queue.add("twice", 4)
        self.clock.advance(5)
        self.queue.run_one()
        job = self.queue.get(id)
        self.assertEqual((job.state, job.result, job.added_at, job.finished_at), ("done", 8, 1000, 1005))

    def test_a_job_that_raises_has_failed(self):
        def fail(job):
            raise ValueError("no such address")

        self.queue.register("mail", fail)
        id = self.queue.add("mail")
        self.queue.run_one()
        self.assertEqual(self.queue.get(id).error, "ValueError: no such address")

    def test_refuses_what_it_does_not_know(self):
        with self.assertRaises(UnknownKind):
            self.queue.add("mail")
        with self.assertRaises(UnknownJob):
            self.queue.get(1)

    def test_listeners_hear_each_change(self):
        heard = []
        self.queue.register("note", lambda job: None)
        end = self.queue.listen(lambda *change: heard.append(change))
        id = self.queue.add("note")
        self.queue.run_one()
        end()
        self.queue.add("note")
        self.assertEqual(
            heard, [(id, None, "waiting"), (id, "waiting", "running"), (id, "running", "done")]
        )

    def test_threads_run_jobs_until_they_are_stopped(self):
        threads = set()
        self.queue.register("note", lambda job: threads.add(threading.current_thread().name))
        self.queue.start(2)
        id = self.queue.add("note")
        self.assertEqual(self.queue.wait(id, 20).state, "done")
        self.queue.stop()
        self.assertNotIn(threading.current_thread().name, threads)
