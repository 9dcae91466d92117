from hidden.support import Case
from jobline import Cancelled, LeaseLost, Retry


class Leases(Case):
    def setUp(self):
        super().setUp()
        self.quiet("note", retry=Retry(limit=3, delay=100))

    def calls(self, lease):
        return [lease.heartbeat, lease.check, lambda: lease.progress(1), lease.done, lambda: lease.failed(ValueError())]

    def assert_lost(self, lease):
        before = self.queue.jobs()
        for call in self.calls(lease):
            with self.assertRaises(LeaseLost):
                call()
        self.assertEqual(self.queue.jobs(), before)

    def test_a_lease_says_what_is_to_be_done(self):
        queue = self.open(worker="w1")
        queue.register("mail", lambda job: None)
        id = queue.add("mail", {"to": "ada"})
        lease = queue.take()
        self.assertEqual((lease.id, lease.kind, lease.payload, lease.attempt, lease.cancelled), (id, "mail", {"to": "ada"}, 1, False))
        job = queue.get(id)
        self.assertEqual((job.state, job.attempts, job.worker), ("running", 1, "w1"))
        self.assertIsNone(queue.take())
        self.assertIs(lease.heartbeat(), True)
        self.assertIs(lease.done(5), True)
        self.assertEqual(queue.get(id).result, 5)

    def test_heartbeats_make_a_lease_longer(self):
        queue = self.open(lease=10)
        queue.register("note", lambda job: None)
        queue.add("note")
        lease = queue.take()
        for call in (lease.heartbeat, lease.check, lambda: lease.progress(1)):
            self.clock.advance(9)
            call()
        self.clock.advance(9)
        self.assertIsNone(self.queue.take())
        lease.done()
        self.assertEqual(self.states(lease.id), ["done"])

    def test_a_job_is_taken_over_at_once_when_its_lease_has_run_out(self):
        queue = self.open(worker="w1")
        queue.register("note", lambda job: None, retry=Retry(limit=2, delay=100))
        id = queue.add("note")
        queue.take()
        self.clock.advance(29)
        self.assertIsNone(self.queue.take())
        self.clock.advance(1)
        self.assertIsNone(self.queue.sweep())
        job = self.queue.get(id)
        self.assertEqual((job.state, job.error, job.ready_at), ("waiting", "LeaseLost: w1", 100_030))
        lease = self.queue.take()
        self.assertEqual((lease.id, lease.attempt), (id, 2))

    def test_the_lost_lease_of_the_last_attempt_fails_the_job(self):
        queue = self.open(worker="w1")
        queue.register("note", lambda job: None)
        id = queue.add("note")
        queue.take()
        self.clock.advance(31)
        queue.sweep()
        job = self.queue.get(id)
        self.assertEqual((job.state, job.error, job.finished_at), ("failed", "LeaseLost: w1", 100_031))

    def test_the_one_who_was_late_changes_nothing(self):
        self.queue.add("note")
        late = self.queue.take()
        self.clock.advance(30)
        other = self.open()
        other.register("note", lambda job: None, retry=Retry(limit=3))
        lease = other.take()
        self.assert_lost(late)
        lease.done("good")
        self.assert_lost(late)
        self.assert_lost(lease)
        self.assertEqual(self.queue.get(lease.id).result, "good")

    def test_trap_a_lease_that_ran_out_is_lost_though_nobody_took_the_job(self):
        self.queue.add("note")
        lease = self.queue.take()
        self.clock.advance(30)
        self.assert_lost(lease)
        self.assertEqual(self.queue.get(lease.id).state, "running")

    def test_trap_an_older_lease_of_the_same_worker_is_lost(self):
        one = self.open(worker="same")
        one.register("note", lambda job: None, retry=Retry(limit=3))
        one.add("note")
        late = one.take()
        self.clock.advance(30)
        lease = one.take()
        self.assertEqual(lease.id, late.id)
        self.assert_lost(late)
        lease.heartbeat()

    def test_trap_a_function_that_has_lost_its_lease_harms_nothing(self):
        def slow(job):
            self.clock.advance(40)
            if job.payload == "raise":
                raise ValueError("late")
            if job.payload == "beat":
                job.heartbeat()
            return "late"

        self.queue.register("slow", slow, retry=Retry(limit=2))
        for payload in ("return", "raise", "beat"):
            id = self.queue.add("slow", payload)
            self.assertEqual(self.queue.run_one(), id)
            self.queue.sweep()
            job = self.queue.get(id)
            self.assertEqual((job.state, job.result, job.error[:10]), ("waiting", None, "LeaseLost:"))
            self.queue.cancel(id)

    def test_trap_the_limit_is_that_of_where_the_job_was_taken(self):
        taker, stranger = self.open(), self.open()
        taker.register("mail", lambda job: None, retry=Retry(limit=2), errors={LeaseLost: None})
        self.queue.register("mail", lambda job: None, retry=Retry(limit=1))
        id = taker.add("mail")
        taker.take()
        self.clock.advance(30)
        stranger.sweep()
        self.assertEqual(self.states(id), ["waiting"])
        taker.take()
        self.clock.advance(30)
        stranger.sweep()
        self.assertEqual(self.states(id), ["failed"])


class Retries(Case):
    def tries(self, error, **given):
        """How long each failed attempt made the job wait; None: it has failed."""
        self.queue.register("note", lambda job: None, **given)
        id = self.queue.add("note")
        waits = []
        while True:
            lease = self.queue.take()
            lease.failed(error)
            job = self.queue.get(id)
            if job.state == "failed":
                return waits
            wait = job.ready_at - self.clock.now()
            waits.append(wait)
            if wait:
                self.clock.advance(wait - 0.5)
                self.assertIsNone(self.queue.take())
                self.clock.advance(0.5)

    def test_an_attempt_is_all_there_is_without_more(self):
        self.assertEqual(self.tries(ValueError()), [])

    def test_waits_grow_up_to_the_most(self):
        waits = self.tries(ValueError(), retry=Retry(limit=6, delay=10, factor=3, most=200))
        self.assertEqual(waits, [10, 30, 90, 200, 200])

    def test_errors_have_their_own_retry(self):
        given = {"retry": Retry(limit=2, delay=5), "errors": {OSError: Retry(limit=3, delay=1, factor=1), KeyError: None}}
        self.assertEqual(self.tries(ValueError(), **given), [5])
        self.assertEqual(self.tries(ConnectionError(), **given), [1, 1])
        self.assertEqual(self.tries(KeyError("x"), **given), [])

    def test_all_attempts_count_whatever_they_failed_of(self):
        self.queue.register("note", lambda job: None, retry=Retry(limit=5), errors={OSError: Retry(limit=2)})
        id = self.queue.add("note")
        self.queue.take().failed(ValueError())
        self.queue.take().failed(OSError())
        self.assertEqual(self.states(id), ["failed"])

    def test_the_wait_grows_with_all_attempts(self):
        self.queue.register("note", lambda job: None, retry=Retry(limit=5), errors={OSError: Retry(limit=5, delay=10)})
        id = self.queue.add("note")
        self.queue.take().failed(ValueError())
        self.queue.take().failed(OSError())
        self.assertEqual(self.queue.get(id).ready_at, 100_020)

    def test_trap_the_nearest_class_decides(self):
        errors = {Exception: Retry(limit=4), OSError: None, ConnectionError: Retry(limit=3)}
        self.assertEqual(self.tries(ConnectionResetError(), errors=errors), [0, 0])
        self.assertEqual(self.tries(FileNotFoundError(), errors=errors), [])
        self.assertEqual(self.tries(ValueError(), errors=errors), [0, 0, 0])

    def test_trap_an_error_goes_when_the_job_is_done_in_the_end(self):
        self.quiet("note", retry=Retry(limit=2))
        id = self.queue.add("note")
        self.queue.take().failed(ValueError("first"))
        self.assertEqual(self.queue.get(id).error, "ValueError: first")
        self.queue.take().done()
        self.assertEqual((self.queue.get(id).state, self.queue.get(id).error), ("done", None))

    def test_an_error_is_cut(self):
        self.quiet("note")
        id = self.queue.add("note")
        self.queue.take().failed(ValueError("x" * 5000))
        self.assertEqual(self.queue.get(id).error, "ValueError: " + "x" * 1988)


class Cancelling(Case):
    def setUp(self):
        super().setUp()
        self.quiet("note", retry=Retry(limit=3))
        self.other = self.open()

    def test_a_waiting_job_is_cancelled_at_once(self):
        id = self.queue.add("note", delay=5)
        self.assertIs(self.queue.cancel(id), True)
        self.assertEqual(self.states(id), ["cancelled"])
        self.assertEqual(self.queue.get(id).finished_at, 100_000)
        self.assertIs(self.queue.cancel(id), False)

    def test_a_running_job_is_asked_to_end(self):
        id = self.queue.add("note")
        lease = self.queue.take()
        self.assertIs(self.queue.cancel(id), True)
        self.assertEqual((self.queue.get(id).state, self.queue.get(id).cancelling), ("running", True))
        self.assertTrue(lease.cancelled)
        self.assertIs(lease.heartbeat(), False)
        with self.assertRaises(Cancelled):
            lease.check()
        lease.failed(Cancelled("so be it"))
        job = self.queue.get(id)
        self.assertEqual((job.state, job.error, job.cancelling), ("cancelled", None, False))

    def test_a_function_ends_where_it_checks(self):
        steps = []

        def work(job):
            self.queue.cancel(job.id)
            steps.append(1)
            job.check()
            steps.append(2)

        self.queue.register("work", work, retry=Retry(limit=3))
        id = self.queue.add("work")
        self.queue.run_one()
        self.assertEqual((steps, self.states(id)), ([1], ["cancelled"]))

    def test_what_is_done_nevertheless_is_done(self):
        id = self.queue.add("note")
        lease = self.queue.take()
        self.queue.cancel(id)
        lease.done(1)
        self.assertEqual((self.queue.get(id).state, self.queue.get(id).result), ("done", 1))

    def test_cancelled_unasked_is_an_error_like_others(self):
        id = self.queue.add("note")
        self.queue.take().failed(Cancelled("why"))
        self.assertEqual((self.queue.get(id).state, self.queue.get(id).error), ("waiting", "Cancelled: why"))

    def test_after_the_grace_the_job_is_ended(self):
        id = self.queue.add("note")
        lease = self.queue.take()
        self.queue.cancel(id, grace=20)
        self.clock.advance(19)
        lease.heartbeat()
        self.other.sweep()
        self.assertEqual(self.states(id), ["running"])
        self.clock.advance(1)
        self.other.sweep()
        self.assertEqual(self.states(id), ["cancelled"])
        with self.assertRaises(LeaseLost):
            lease.done()

    def test_trap_what_another_process_asks_is_seen(self):
        id = self.queue.add("note")
        lease = self.queue.take()
        self.other.cancel(id)
        self.assertTrue(lease.cancelled)
        self.assertIs(lease.heartbeat(), False)
        with self.assertRaises(Cancelled):
            lease.check()

    def test_trap_a_job_that_was_asked_to_end_is_not_tried_again(self):
        id = self.queue.add("note")
        lease = self.queue.take()
        self.queue.cancel(id)
        lease.failed(ValueError("half"))
        job = self.queue.get(id)
        self.assertEqual((job.state, job.error), ("cancelled", "ValueError: half"))

    def test_trap_a_job_that_was_asked_to_end_and_lost_its_lease_is_cancelled(self):
        id = self.queue.add("note")
        self.queue.take()
        self.queue.cancel(id, grace=500)
        self.clock.advance(30)
        self.other.sweep()
        self.assertEqual(self.states(id), ["cancelled"])

    def test_trap_when_the_grace_is_over_a_result_is_too_late(self):
        id = self.queue.add("note")
        lease = self.queue.take()
        self.queue.cancel(id, grace=10)
        self.clock.advance(10)
        with self.assertRaises(LeaseLost):
            lease.done(1)
        with self.assertRaises(LeaseLost):
            lease.heartbeat()
        self.queue.sweep()
        self.assertEqual(self.states(id), ["cancelled"])

    def test_trap_another_request_never_puts_the_end_off(self):
        id = self.queue.add("note")
        self.queue.take()
        self.queue.cancel(id, grace=20)
        self.clock.advance(5)
        self.queue.cancel(id)
        self.clock.advance(15)
        self.queue.sweep()
        self.assertEqual(self.states(id), ["cancelled"])
        id = self.queue.add("note")
        self.queue.take()
        self.queue.cancel(id, grace=25)
        self.queue.cancel(id, grace=5)
        self.clock.advance(5)
        self.queue.sweep()
        self.assertEqual(self.states(id), ["cancelled"])


class Progress(Case):
    def test_progress_is_there_for_all(self):
        self.quiet("note")
        id = self.queue.add("note")
        lease = self.queue.take()
        lease.progress(1, 4, "copying")
        self.assertEqual(self.open().get(id).progress, {"done": 1, "total": 4, "note": "copying"})
        lease.progress(2)
        lease.done()
        self.assertEqual(self.queue.get(id).progress, {"done": 2, "total": None, "note": ""})

    def test_a_long_note_is_cut(self):
        self.quiet("note")
        id = self.queue.add("note")
        lease = self.queue.take()
        lease.progress(1, note="y" * 200)
        self.assertEqual(self.queue.get(id).progress["note"], "y" * 200)
        lease.progress(1, note="y" * 201)
        self.assertEqual(self.queue.get(id).progress["note"], "y" * 199 + "…")

    def test_trap_an_attempt_begins_without_progress(self):
        self.quiet("note", retry=Retry(limit=2))
        id = self.queue.add("note")
        lease = self.queue.take()
        lease.progress(3, 4)
        lease.failed(ValueError())
        self.queue.take()
        self.assertIsNone(self.queue.get(id).progress)

    def test_a_result_that_cannot_be_kept_fails_the_job_for_good(self):
        queue = self.open(result_limit=10)
        queue.register("note", lambda job: None, retry=Retry(limit=5))
        id = queue.add("note")
        self.assertIs(queue.take().done("x" * 9), False)
        job = queue.get(id)
        self.assertEqual((job.state, job.result, job.error[:9]), ("failed", None, "TooLarge:"))
        id = queue.add("note")
        self.assertIs(queue.take().done("x" * 8), True)
        id = queue.add("note")
        self.assertIs(queue.take().done(object()), False)
        self.assertEqual(queue.get(id).state, "failed")

    def test_trap_a_result_is_measured_in_bytes(self):
        queue = self.open(result_limit=10)
        queue.register("note", lambda job: None)
        queue.add("note")
        self.assertIs(queue.take().done("äääää"), False)
        queue.add("note")
        self.assertIs(queue.take().done([1, 2, 3, 4]), True)
