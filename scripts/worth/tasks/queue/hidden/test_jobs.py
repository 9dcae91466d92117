import os
import sqlite3
import subprocess
import sys
import threading
import time

from hidden.support import Case
from jobline import DurableQueue, Duplicate, JoblineError, ManualClock, NewerFile, Retry, TooLarge, UnknownJob

WORKER = """
import sys
from jobline import DurableQueue
queue = DurableQueue(sys.argv[1])
queue.register("note", lambda job: sys.argv[2])
while queue.run_one() is not None:
    pass
"""


class Jobs(Case):
    def test_a_job_outlives_the_queue_object(self):
        id = self.queue.add("note", {"text": "zwölf", "n": [1, None]}, priority=3)
        self.queue.close()
        job = self.open().get(id)
        self.assertEqual(
            (job.kind, job.payload, job.state, job.priority, job.attempts, job.added_at, job.ready_at),
            ("note", {"text": "zwölf", "n": [1, None]}, "waiting", 3, 0, 100_000, 100_000),
        )
        self.assertEqual((job.progress, job.worker, job.scheduled_for, job.cancelling), (None, None, None, False))

    def test_run_one_runs_a_job_and_keeps_its_result(self):
        queue = self.open(worker="w1")
        queue.register("sum", lambda job: {"sum": sum(job.payload), "attempt": job.attempt})
        id = queue.add("sum", [1, 2])
        self.clock.advance(5)
        self.assertEqual(queue.run_one(), id)
        self.assertIsNone(queue.run_one())
        job = self.queue.get(id)
        self.assertEqual((job.state, job.result, job.error), ("done", {"sum": 3, "attempt": 1}, None))
        self.assertEqual((job.attempts, job.worker, job.finished_at), (1, "w1", 100_005))
        self.assertTrue(job.ended)

    def test_the_queue_closes_as_a_context_manager(self):
        with DurableQueue(os.path.join(self.folder, "other.db"), self.clock) as queue:
            queue.add("note")
        with self.assertRaises(Exception):
            queue.add("note")

    def test_nobody_takes_what_they_have_not_registered(self):
        id = self.queue.add("mail")
        self.quiet("note")
        self.assertIsNone(self.queue.take())
        other = self.open()
        other.register("mail", lambda job: None)
        self.assertEqual(other.take().id, id)

    def test_jobs_by_state(self):
        self.quiet("note")
        first, second = self.queue.add("note"), self.queue.add("note", delay=5)
        self.queue.run_one()
        self.assertEqual([job.id for job in self.queue.jobs()], [first, second])
        self.assertEqual([job.id for job in self.queue.jobs("waiting")], [second])
        with self.assertRaises(UnknownJob):
            self.queue.get(second + 1)

    def test_processes_and_threads_share_the_work(self):
        # The other processes have no clock but that of the system.
        self.queue.close()
        self.queue = DurableQueue(self.path)
        self.addCleanup(self.queue.close)
        ids = [self.queue.add("note", n) for n in range(24)]
        heard = []
        self.queue.listen(lambda id, old, new: heard.append(id) if new == "done" else None)
        path = os.pathsep.join([os.getcwd(), os.environ.get("PYTHONPATH", "")])
        workers = [
            subprocess.Popen([sys.executable, "-c", WORKER, self.path, f"p{n}"], env={**os.environ, "PYTHONPATH": path})
            for n in range(2)
        ]
        self.quiet("note")

        def work():
            while self.queue.run_one() is not None:
                pass

        threads = [threading.Thread(target=work) for _ in range(3)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        self.assertEqual([worker.wait(60) for worker in workers], [0, 0])
        jobs = [self.queue.get(id) for id in ids]
        self.assertEqual({(job.state, job.attempts) for job in jobs}, {("done", 1)})
        self.assertEqual(len(heard), sum(job.result is None for job in jobs))

    def test_threads_work_until_they_are_stopped(self):
        self.quiet("note")
        self.queue.start(2)
        id = self.open().add("note")
        self.assertEqual(self.queue.wait(id, 30).state, "done")
        self.queue.stop()
        left = self.queue.add("note")
        time.sleep(0.2)
        self.assertEqual(self.queue.get(left).state, "waiting")

    def test_wait_sees_what_another_object_has_done_and_gives_up_in_time(self):
        id = self.queue.add("note")
        with self.assertRaises(TimeoutError):
            self.queue.wait(id, 0.05)
        other = self.open()
        other.register("note", lambda job: 7)
        other.run_one()
        self.assertEqual(self.queue.wait(id, 30).result, 7)

    def test_listeners_hear_the_states(self):
        heard = []
        end = self.queue.listen(lambda *change: heard.append(change))
        self.queue.register("note", lambda job: 1 / 0, retry=Retry(limit=2))
        id = self.queue.add("note")
        later = self.queue.add("note", after=[id])
        self.queue.run_one()
        self.queue.run_one()
        end()
        self.queue.add("note")
        self.assertEqual(
            heard,
            [(id, None, "waiting"), (later, None, "blocked"), (id, "waiting", "running"), (id, "running", "waiting")]
            + [(id, "waiting", "running"), (id, "running", "failed"), (later, "blocked", "failed")],
        )

    def test_large_payloads_are_refused(self):
        queue = self.open(payload_limit=10)
        queue.add("note", "12345678")
        with self.assertRaises(TooLarge):
            queue.add("note", "123456789")
        with self.assertRaises(JoblineError):
            queue.add("note", [1, 2, 3, 4, 5, 6])
        self.assertEqual(len(queue.jobs()), 1)

    def test_trap_a_payload_is_measured_in_bytes_as_it_is_described(self):
        queue = self.open(payload_limit=10)
        queue.add("note", "ääää")
        queue.add("note", [1, 2, 3, 4])
        with self.assertRaises(TooLarge):
            queue.add("note", "äääää")

    def test_trap_senseless_calls_change_nothing(self):
        known = self.queue.add("note")
        senseless = [
            {"payload": object()}, {"payload": float("nan")}, {"delay": -1}, {"delay": float("nan")},
            {"on_failed": "ignore"},
        ]
        for given in senseless:
            with self.assertRaises((ValueError, JoblineError)):
                self.queue.add("note", **given)
        with self.assertRaises(UnknownJob):
            self.queue.add("note", after=[known, known + 1])
        self.assertEqual([job.id for job in self.queue.jobs()], [known])

    def test_trap_ids_are_not_given_twice_after_a_discard(self):
        self.queue.register("note", lambda job: 1 / 0)
        id = self.queue.add("note")
        self.queue.run_one()
        self.queue.discard(id)
        self.assertGreater(self.queue.add("note"), id)

    def test_trap_a_worker_outlives_what_its_job_raises(self):
        for error in (SystemExit(3), KeyboardInterrupt("stop")):
            self.queue.register("note", self.raises(error))
            id = self.queue.add("note")
            try:
                self.assertEqual(self.queue.run_one(), id)
            except (SystemExit, KeyboardInterrupt):
                self.fail("the worker ended")
            job = self.queue.get(id)
            self.assertEqual((job.state, job.error), ("failed", f"{type(error).__name__}: {error}"))

    @staticmethod
    def raises(error):
        def function(job):
            raise error

        return function

    def test_trap_a_listener_that_fails_hurts_nobody(self):
        heard = []
        self.quiet("note")
        self.queue.listen(self.raises(ValueError("listener")))
        self.queue.listen(lambda *change: heard.append(change[2]))
        with self.assertLogs("jobline"):
            id = self.queue.add("note")
            self.queue.run_one()
        self.assertEqual(heard, ["waiting", "running", "done"])
        self.assertEqual(self.queue.get(id).state, "done")

    def test_a_newer_file_is_refused(self):
        path = os.path.join(self.folder, "newer.db")
        db = sqlite3.connect(path)
        db.execute("PRAGMA user_version = 99")
        db.commit()
        db.close()
        with open(path, "rb") as file:
            before = file.read()
        with self.assertRaises(NewerFile):
            DurableQueue(path, self.clock)
        with open(path, "rb") as file:
            self.assertEqual(file.read(), before)

    def test_all_time_comes_from_the_clock(self):
        clock = ManualClock(-50)
        queue = DurableQueue(os.path.join(self.folder, "past.db"), clock)
        self.addCleanup(queue.close)
        queue.register("note", lambda job: 1 / 0, retry=Retry(limit=2, delay=10))
        id = queue.add("note", delay=20)
        self.assertIsNone(queue.run_one())
        clock.advance(20)
        queue.run_one()
        job = queue.get(id)
        self.assertEqual((job.added_at, job.ready_at, job.attempts), (-50, -20, 1))


class Keys(Case):
    def test_a_key_is_held_until_the_job_has_ended(self):
        self.quiet("note")
        id = self.queue.add("note", unique="k")
        with self.assertRaises(Duplicate) as caught:
            self.queue.add("note", unique="k")
        self.assertEqual(caught.exception.id, id)
        lease = self.queue.take()
        with self.assertRaises(Duplicate):
            self.queue.add("note", unique="k")
        lease.done()
        self.assertGreater(self.queue.add("note", unique="k"), id)

    def test_keep_changes_nothing(self):
        id = self.queue.add("note", 1, unique="k", priority=2)
        self.clock.advance(5)
        self.assertEqual(self.queue.add("note", 2, unique="k", policy="keep", priority=9), id)
        job = self.queue.get(id)
        self.assertEqual((job.payload, job.priority, job.ready_at), (1, 2, 100_000))
        self.assertEqual(len(self.queue.jobs()), 1)

    def test_replace_gives_the_waiting_job_what_is_new(self):
        id = self.queue.add("note", 1, unique="k", priority=2)
        self.assertEqual(self.queue.add("note", 2, unique="k", policy="replace", delay=7), id)
        job = self.queue.get(id)
        self.assertEqual((job.payload, job.priority, job.ready_at), (2, 0, 100_007))

    def test_a_running_job_is_not_replaced(self):
        self.quiet("note")
        id = self.queue.add("note", 1, unique="k")
        self.queue.take()
        with self.assertRaises(Duplicate) as caught:
            self.queue.add("note", 2, unique="k", policy="replace")
        self.assertEqual(caught.exception.id, id)
        self.assertEqual(self.queue.add("note", 2, unique="k", policy="keep"), id)

    def test_trap_a_key_is_of_its_kind_alone(self):
        first = self.queue.add("note", unique="k")
        self.assertNotEqual(self.queue.add("mail", unique="k"), first)

    def test_trap_a_blocked_job_and_one_between_attempts_hold_their_keys(self):
        self.queue.register("note", lambda job: 1 / 0, retry=Retry(limit=2, delay=50))
        first = self.queue.add("note", unique="a")
        self.queue.add("note", unique="b", after=[first])
        self.queue.run_one()
        for key in ("a", "b"):
            with self.assertRaises(Duplicate):
                self.queue.add("note", unique=key)

    def test_trap_what_is_replaced_begins_anew(self):
        self.queue.register("note", lambda job: 1 / 0, retry=Retry(limit=2, delay=50))
        id = self.queue.add("note", 1, unique="k")
        self.queue.run_one()
        self.clock.advance(5)
        self.queue.add("note", 2, unique="k", policy="replace")
        job = self.queue.get(id)
        self.assertEqual((job.attempts, job.error, job.ready_at, job.added_at), (0, None, 100_005, 100_000))
        self.queue.run_one()
        self.assertEqual(self.queue.get(id).state, "waiting")

    def test_trap_what_is_replaced_waits_for_its_new_dependencies_only(self):
        self.quiet("note")
        old, new = self.queue.add("other"), self.queue.add("note")
        id = self.queue.add("note", unique="k", after=[old])
        self.queue.add("note", unique="k", policy="replace", after=[new])
        self.assertEqual(self.states(id), ["blocked"])
        self.assertEqual(self.order(), [new, id])

    def test_trap_a_replacement_closes_no_circle(self):
        first = self.queue.add("note", 1, unique="k")
        second = self.queue.add("note", after=[first])
        third = self.queue.add("note", after=[second])
        for after in ([third], [first]):
            with self.assertRaises(ValueError):
                self.queue.add("note", 2, unique="k", policy="replace", after=after)
        self.assertEqual(self.queue.get(first).payload, 1)
        self.quiet("note")
        self.assertEqual(self.order(), [first, second, third])
