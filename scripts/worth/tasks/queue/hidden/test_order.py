from hidden.support import Case
from jobline import Duplicate, Retry, UnknownJob, WrongState


class Order(Case):
    def test_the_highest_priority_goes_first(self):
        self.quiet("note")
        ids = [self.queue.add("note", priority=n) for n in (0, 5, -3, 5)]
        self.assertEqual(self.order(), [ids[1], ids[3], ids[0], ids[2]])

    def test_a_delay_is_waited_for(self):
        self.quiet("note")
        late, soon = self.queue.add("note", delay=10, priority=9), self.queue.add("note")
        self.assertEqual(self.order(), [soon])
        self.clock.advance(9.5)
        self.assertEqual(self.order(), [])
        self.clock.advance(0.5)
        self.assertEqual(self.order(), [late])

    def test_jobs_age(self):
        self.queue = self.open(age=60)
        self.quiet("note")
        old = self.queue.add("note")
        self.clock.advance(119)
        young = self.queue.add("note", priority=2)
        self.assertEqual(self.queue.take().id, young)
        younger = self.queue.add("note", priority=2)
        self.clock.advance(1)
        self.assertEqual(self.order(), [old, younger])

    def test_trap_jobs_age_from_when_they_are_ready(self):
        self.queue = self.open(age=60)
        self.quiet("note")
        delayed = self.queue.add("note", delay=300)
        self.clock.advance(300)
        urgent = self.queue.add("note", priority=1)
        self.assertEqual(self.order(), [urgent, delayed])

    def test_trap_ageing_begins_anew_with_each_attempt(self):
        self.queue = self.open(age=60)
        self.quiet("note", retry=Retry(limit=2))
        again = self.queue.add("note")
        self.clock.advance(300)
        self.queue.take().failed(ValueError())
        urgent = self.queue.add("note", priority=1)
        self.assertEqual(self.order(), [urgent, again])

    def test_trap_among_equals_the_first_that_was_ready_goes_first(self):
        self.quiet("note")
        late, soon = self.queue.add("note", delay=20), self.queue.add("note", delay=10)
        self.clock.advance(30)
        self.assertEqual(self.order(), [soon, late])

    def test_trap_a_blocked_job_is_ready_from_when_the_last_dependency_ended(self):
        self.quiet("note")
        first = self.queue.add("note", priority=5)
        blocked = self.queue.add("note", after=[first], delay=10)
        self.clock.advance(50)
        other = self.queue.add("note")
        self.clock.advance(50)
        self.queue.take().done()
        self.assertEqual(self.queue.get(blocked).ready_at, 100_100)
        self.assertEqual(self.order(), [other, blocked])


class Rates(Case):
    def test_so_many_attempts_begin_in_any_span(self):
        self.quiet("mail", rate=(2, 10))
        ids = [self.queue.add("mail") for _ in range(4)]
        self.assertEqual(self.order(), ids[:1] + ids[1:2])
        self.clock.advance(9.5)
        self.assertEqual(self.order(), [])
        self.clock.advance(1)
        self.assertEqual(self.order(), ids[2:])

    def test_retries_count_too(self):
        self.quiet("mail", rate=(2, 10), retry=Retry(limit=5))
        self.queue.add("mail")
        self.queue.take().failed(ValueError())
        self.queue.take().failed(ValueError())
        self.assertIsNone(self.queue.take())

    def test_trap_a_span_slides(self):
        self.quiet("mail", rate=(2, 10))
        for _ in range(5):
            self.queue.add("mail")
        self.assertEqual(len(self.order()), 2)
        self.clock.advance(10)
        self.queue.take().done()
        self.clock.advance(9)
        self.assertEqual(len(self.order()), 1)
        self.clock.advance(1)
        self.assertEqual(len(self.order()), 1)

    def test_trap_a_rate_counts_over_all_processes(self):
        self.quiet("mail", rate=(1, 10))
        other = self.open()
        other.register("mail", lambda job: None, rate=(1, 10))
        for _ in range(2):
            self.queue.add("mail")
        self.assertIsNotNone(other.take())
        self.assertIsNone(self.queue.take())

    def test_trap_a_kind_that_waits_holds_up_no_other(self):
        self.quiet("mail", rate=(1, 10))
        self.quiet("note")
        mails = [self.queue.add("mail", priority=9) for _ in range(3)]
        note = self.queue.add("note")
        self.assertEqual(self.order(), [mails[0], note])


class Dependencies(Case):
    def setUp(self):
        super().setUp()
        self.quiet("note")

    def test_a_job_waits_for_all_that_it_needs(self):
        one, two = self.queue.add("note"), self.queue.add("note", delay=10)
        last = self.queue.add("note", after=[one, two], priority=9)
        self.assertEqual(self.states(last), ["blocked"])
        self.assertEqual(self.order(), [one])
        self.clock.advance(10)
        self.assertEqual(self.order(), [two, last])
        self.assertEqual(self.states(self.queue.add("note", after=[one, last])), ["waiting"])

    def test_what_does_not_exist_cannot_be_waited_for(self):
        with self.assertRaises(UnknownJob):
            self.queue.add("note", after=[77])

    def test_a_failure_goes_through_all_dependents(self):
        first = self.queue.add("note")
        fails = self.queue.add("note", after=[first])
        skips = self.queue.add("note", after=[first], on_failed="skip")
        runs = self.queue.add("note", after=[first, fails, skips], on_failed="run")
        deep = self.queue.add("note", after=[skips])
        self.clock.advance(5)
        self.queue.take().failed(ValueError())
        self.assertEqual(self.states(fails, skips, runs, deep), ["failed", "skipped", "waiting", "failed"])
        self.assertEqual(self.queue.get(fails).error, f"DependencyFailed: {first}")
        self.assertEqual(self.queue.get(deep).error, f"DependencyFailed: {skips}")
        self.assertEqual((self.queue.get(skips).error, self.queue.get(skips).finished_at), (None, 100_005))

    def test_run_waits_for_the_others(self):
        first, second = self.queue.add("note"), self.queue.add("note")
        runs = self.queue.add("note", after=[first, second], on_failed="run")
        self.queue.take().failed(ValueError())
        self.assertEqual(self.states(runs), ["blocked"])
        self.queue.take().done()
        self.assertEqual(self.states(runs), ["waiting"])

    def test_a_failed_attempt_is_no_failed_job(self):
        self.quiet("note", retry=Retry(limit=2))
        first = self.queue.add("note")
        later = self.queue.add("note", after=[first])
        self.queue.take().failed(ValueError())
        self.assertEqual(self.states(later), ["blocked"])

    def test_trap_what_was_cancelled_or_skipped_is_not_done(self):
        first = self.queue.add("note")
        skips = self.queue.add("note", after=[first], on_failed="skip")
        deep = self.queue.add("note", after=[skips], on_failed="skip")
        deeper = self.queue.add("note", after=[deep])
        self.queue.cancel(first)
        self.assertEqual(self.states(skips, deep, deeper), ["skipped", "skipped", "failed"])

    def test_trap_a_job_that_is_ended_by_the_sweep_takes_its_dependents_along(self):
        first = self.queue.add("note")
        later = self.queue.add("note", after=[first])
        self.queue.take()
        self.clock.advance(30)
        self.queue.sweep()
        self.assertEqual(self.states(first, later), ["failed", "failed"])

    def test_trap_a_result_too_large_takes_its_dependents_along(self):
        queue = self.open(result_limit=5)
        queue.register("big", lambda job: "x" * 99)
        first = queue.add("big")
        later = queue.add("note", after=[first])
        queue.run_one()
        self.assertEqual(self.states(first, later), ["failed", "failed"])

    def test_trap_a_dependency_may_have_ended_already(self):
        first = self.queue.add("note")
        self.queue.cancel(first)
        fails = self.queue.add("note", after=[first], unique="k")
        skips = self.queue.add("note", after=[first], on_failed="skip")
        runs = self.queue.add("note", after=[first], on_failed="run")
        self.assertEqual(self.states(fails, skips, runs), ["failed", "skipped", "waiting"])
        self.assertEqual(self.queue.get(fails).error, f"DependencyFailed: {first}")
        self.queue.add("note", unique="k")


class DeadLetters(Case):
    def setUp(self):
        super().setUp()
        self.quiet("note")

    def failed(self, **given):
        id = self.queue.add("note", priority=50, **given)
        self.queue.take().failed(ValueError("no"))
        return id

    def test_dead_letters_in_the_order_of_their_ends(self):
        first, second = self.queue.add("note"), self.queue.add("note")
        one, two = self.queue.take(), self.queue.take()
        two.failed(ValueError("b"))
        self.clock.advance(1)
        one.failed(ValueError("a"))
        self.queue.cancel(self.queue.add("note"))
        self.assertEqual([(job.id, job.error) for job in self.queue.dead()], [(second, "ValueError: b"), (first, "ValueError: a")])

    def test_requeue_makes_a_job_new(self):
        self.quiet("note", retry=Retry(limit=2))
        id = self.queue.add("note")
        for _ in range(2):
            self.queue.take().failed(ValueError())
        self.clock.advance(8)
        self.queue.requeue(id)
        job = self.queue.get(id)
        self.assertEqual(
            (job.state, job.attempts, job.error, job.finished_at, job.ready_at, job.progress),
            ("waiting", 0, None, None, 100_008, None),
        )
        self.queue.take().failed(ValueError())
        self.assertEqual(self.states(id), ["waiting"])

    def test_only_dead_letters_are_requeued_or_discarded(self):
        id = self.queue.add("note")
        cancelled = self.queue.add("note")
        self.queue.cancel(cancelled)
        for call in (self.queue.requeue, self.queue.discard):
            for one in (id, cancelled):
                with self.assertRaises(WrongState):
                    call(one)
            with self.assertRaises(UnknownJob):
                call(99)

    def test_discard_removes_a_dead_letter(self):
        id = self.failed()
        self.queue.discard(id)
        self.assertEqual(self.queue.dead(), [])
        with self.assertRaises(UnknownJob):
            self.queue.get(id)

    def test_dependents_wait_again(self):
        first = self.queue.add("note")
        later = self.queue.add("note", after=[first])
        self.queue.take().failed(ValueError())
        self.queue.requeue(first)
        self.assertEqual(self.states(first, later), ["waiting", "blocked"])
        self.assertIsNone(self.queue.get(later).error)
        self.assertEqual(self.order(), [first, later])

    def test_trap_dependents_of_dependents_wait_again_too(self):
        first = self.queue.add("note")
        skips = self.queue.add("note", after=[first], on_failed="skip")
        deep = self.queue.add("note", after=[skips])
        both = self.queue.add("note", after=[first, deep])
        self.queue.take().failed(ValueError())
        self.queue.requeue(first)
        self.assertEqual(self.states(skips, deep, both), ["blocked"] * 3)
        self.assertEqual(self.order(), [first, skips, deep, both])

    def test_trap_a_dependent_with_another_failed_dependency_stays(self):
        first, second = self.queue.add("note"), self.queue.add("note")
        both = self.queue.add("note", after=[first, second])
        self.queue.take().failed(ValueError())
        self.queue.take().failed(ValueError())
        self.queue.requeue(first)
        self.assertEqual(self.states(both), ["failed"])
        self.queue.requeue(second)
        self.assertEqual(self.states(both), ["blocked"])

    def test_trap_a_dependent_that_failed_by_itself_or_was_cancelled_stays(self):
        first = self.queue.add("note")
        runs = self.queue.add("note", after=[first], on_failed="run")
        gone = self.queue.add("note", after=[first])
        self.queue.cancel(gone)
        self.queue.take().failed(ValueError())
        self.queue.take().failed(ValueError("own"))
        self.queue.requeue(first)
        self.assertEqual(self.states(runs, gone), ["failed", "cancelled"])
        self.assertEqual(self.queue.get(runs).error, "ValueError: own")

    def test_trap_a_dead_letter_waits_for_what_does_not_let_it_run(self):
        first = self.queue.add("note")
        later = self.queue.add("note", after=[first])
        self.queue.take().failed(ValueError())
        with self.assertRaises(WrongState):
            self.queue.requeue(later)
        self.assertEqual(self.states(later), ["failed"])

    def test_trap_requeue_does_not_break_a_key(self):
        id = self.failed(unique="k")
        holder = self.queue.add("note", unique="k")
        with self.assertRaises(Duplicate) as caught:
            self.queue.requeue(id)
        self.assertEqual((caught.exception.id, self.states(id)), (holder, ["failed"]))

    def test_trap_a_dependent_whose_key_is_held_stays(self):
        first = self.queue.add("note")
        later = self.queue.add("note", after=[first], unique="k")
        deep = self.queue.add("note", after=[later])
        self.queue.take().failed(ValueError())
        self.queue.add("note", unique="k")
        self.queue.requeue(first)
        self.assertEqual(self.states(first, later, deep), ["waiting", "failed", "failed"])

    def test_trap_what_is_waited_for_is_not_discarded(self):
        first = self.queue.add("note")
        other = self.queue.add("note")
        self.queue.add("note", after=[first, other], on_failed="run")
        self.queue.take().failed(ValueError())
        with self.assertRaises(WrongState):
            self.queue.discard(first)
        self.assertEqual(self.states(first), ["failed"])
