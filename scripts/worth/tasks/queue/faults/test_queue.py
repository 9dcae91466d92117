import json
import math
import os
import threading
import time

from hidden.support import Case
from jobline import LeaseLost, Retry, UnknownJob
from jobline.upgrade import upgrade


class Broken(Exception):
    def __str__(self):
        raise RuntimeError("no text")


def raises(error):
    def function(job):
        raise error

    return function


class Faults(Case):
    def test_a_listener_may_call_the_queue(self):
        added = []

        def listener(id, old, new):
            if new == "done":
                added.append(self.queue.add("note", after=[id]))

        self.quiet("note")
        self.queue.listen(listener)
        self.queue.add("note")
        self.queue.run_one()
        self.assertEqual(len(added), 1)
        self.assertEqual(self.states(*added), ["waiting"])

    def test_a_listener_that_calls_the_queue_hears_the_changes_in_their_order(self):
        heard = []

        def listener(id, old, new):
            heard.append((id, new))
            if id == first and new == "cancelled":
                self.queue.add("mail")

        first = self.queue.add("note")
        later = self.queue.add("note", after=[first])
        self.queue.listen(listener)
        self.queue.cancel(first)
        self.assertEqual(heard, [(first, "cancelled"), (later, "failed"), (later + 1, "waiting")])

    def test_a_listener_may_wait_for_a_thread_that_calls_the_queue(self):
        seen = []

        def listener(id, old, new):
            thread = threading.Thread(target=lambda: seen.append(self.queue.get(id).state), daemon=True)
            thread.start()
            thread.join(5)
            seen.append("over")

        self.queue.listen(listener)
        self.queue.add("note")
        self.assertEqual(seen, ["waiting", "over"])

    def test_the_wait_after_very_many_attempts_is_still_the_most(self):
        retry = Retry(limit=10_000, delay=0.5, factor=10.0, most=7)
        self.quiet("note", retry=retry)
        id = self.queue.add("note")
        for _ in range(340):
            self.queue.take().failed(ValueError())
            self.clock.advance(7)
        self.assertEqual(self.queue.get(id).ready_at, self.clock.now())

    def test_an_error_that_is_no_valid_unicode_ends_its_attempt(self):
        self.queue.register("note", raises(OSError("no file \udcff")))
        id = self.queue.add("note")
        self.assertEqual(self.queue.run_one(), id)
        self.assertEqual(self.states(id), ["failed"])
        self.assertTrue(self.queue.get(id).error.startswith("OSError: no file"))

    def test_an_error_without_a_text_ends_its_attempt(self):
        self.queue.register("note", raises(Broken()))
        id = self.queue.add("note")
        self.assertEqual(self.queue.run_one(), id)
        self.assertEqual(self.states(id), ["failed"])
        self.assertTrue(self.queue.get(id).error.startswith("Broken"))

    def test_a_long_chain_of_dependents_ends_as_a_whole(self):
        first = last = self.queue.add("note")
        for _ in range(1100):
            last = self.queue.add("note", after=[last])
        self.queue.cancel(first)
        self.assertEqual(self.states(first, last), ["cancelled", "failed"])

    def test_a_long_chain_of_dependents_waits_again_as_a_whole(self):
        self.quiet("note")
        first = last = self.queue.add("note")
        for _ in range(1100):
            last = self.queue.add("note", after=[last])
        self.queue.take().failed(ValueError())
        self.queue.requeue(first)
        self.assertEqual(self.states(first, last), ["waiting", "blocked"])

    def test_a_broken_old_file_leaves_nothing_behind(self):
        old, new = os.path.join(self.folder, "old.json"), os.path.join(self.folder, "new.db")
        job = {"id": 1, "kind": "note", "payload": None, "state": "waiting", "added_at": 5}
        broken = ({**job, "id": 2, "kind": None}, job, {**job, "id": 2, "added_at": "soon"})
        for last in broken:
            with open(old, "w", encoding="utf-8") as file:
                json.dump({"version": 1, "jobs": [job, last]}, file)
            with self.assertRaises(Exception):
                upgrade(old, new, self.clock)
            self.assertEqual([name for name in os.listdir(self.folder) if "new" in name], [])

    def test_a_dependency_that_is_named_twice_counts_once(self):
        self.quiet("note")
        first = self.queue.add("note")
        later = self.queue.add("note", after=[first, first])
        self.assertEqual(self.order(), [first, later])

    def test_dependencies_may_come_from_any_iterable(self):
        first = self.queue.add("note")
        later = self.queue.add("note", after=(id for id in [first]))
        self.assertEqual(self.states(later), ["blocked"])
        with self.assertRaises(UnknownJob):
            self.queue.add("note", after=iter([99]))

    def test_a_result_that_is_not_a_number_is_no_json(self):
        self.queue.register("note", lambda job: {"mean": math.nan}, retry=Retry(limit=3))
        id = self.queue.add("note")
        self.queue.run_one()
        job = self.queue.get(id)
        self.assertEqual((job.state, job.result), ("failed", None))

    def test_a_policy_that_does_not_exist_is_refused_when_the_key_is_free(self):
        with self.assertRaises(ValueError):
            self.queue.add("note", unique="k", policy="replce")
        self.assertEqual(self.queue.jobs(), [])

    def test_stop_waits_for_what_is_running(self):
        began, go_on = threading.Event(), threading.Event()

        def work(job):
            began.set()
            go_on.wait(20)

        self.queue.register("work", work)
        id = self.queue.add("work")
        self.queue.start(1)
        self.assertTrue(began.wait(20))
        stopping = threading.Thread(target=self.queue.stop, daemon=True)
        stopping.start()
        time.sleep(1.2)
        self.assertTrue(stopping.is_alive())
        go_on.set()
        stopping.join(20)
        self.assertEqual(self.states(id), ["done"])

    def test_the_record_of_begun_attempts_does_not_grow_without_end(self):
        self.quiet("mail", rate=(1, 1), retry=Retry(limit=10_000))
        self.queue.add("mail")

        def attempts(count):
            for _ in range(count):
                self.queue.take().failed(ValueError())
                self.clock.advance(1)
            return os.path.getsize(self.path)

        early = attempts(50)
        self.assertLessEqual(attempts(450) - early, 8192)

    def test_a_lost_lease_that_a_function_speaks_of_is_an_error_where_its_own_is_held(self):
        self.queue.register("note", raises(LeaseLost("of another queue")), retry=Retry(limit=2))
        id = self.queue.add("note")
        self.queue.run_one()
        job = self.queue.get(id)
        self.assertEqual((job.state, job.error), ("waiting", "LeaseLost: of another queue"))

    def test_a_timeout_of_zero_does_not_wait_for_ever(self):
        id, ends = self.queue.add("note"), []

        def wait():
            try:
                self.queue.wait(id, 0)
            except TimeoutError:
                ends.append("over")

        thread = threading.Thread(target=wait, daemon=True)
        thread.start()
        thread.join(5)
        self.queue.cancel(id)
        thread.join(20)
        self.assertEqual(ends, ["over"])
