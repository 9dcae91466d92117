from datetime import datetime, timezone

from hidden.support import Case


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=timezone.utc).timestamp()


class Schedules(Case):
    def setUp(self):
        super().setUp()
        self.to("2024-05-01T10:00:30")

    def to(self, text):
        self.clock.advance(at(text) - self.clock.now())

    def runs(self, ids=None):
        ids = self.queue.tick() if ids is None else ids
        return [datetime.fromtimestamp(self.queue.get(id).scheduled_for, timezone.utc).strftime("%m-%dT%H:%M") for id in ids]

    def next(self, cron, after="2024-05-01T10:00:30"):
        self.to(after)
        self.queue.unschedule("x")
        self.queue.schedule("x", cron, "note")
        (plan,) = [one for one in self.queue.schedules() if one["name"] == "x"]
        return datetime.fromtimestamp(plan["next"], timezone.utc).strftime("%Y-%m-%dT%H:%M")

    def test_a_run_becomes_a_job(self):
        self.queue.schedule("report", "*/15 * * * *", "note", {"a": 1}, priority=4)
        self.assertEqual(self.queue.tick(), [])
        self.to("2024-05-01T10:14:59")
        self.assertEqual(self.queue.tick(), [])
        self.to("2024-05-01T10:15:20")
        (id,) = self.queue.tick()
        job = self.queue.get(id)
        self.assertEqual((job.kind, job.payload, job.priority, job.state), ("note", {"a": 1}, 4, "waiting"))
        self.assertEqual((job.scheduled_for, job.ready_at), (at("2024-05-01T10:15:00"), at("2024-05-01T10:15:20")))
        self.assertEqual(self.queue.tick(), [])

    def test_take_and_sweep_tick_too(self):
        self.quiet("note")
        self.queue.schedule("report", "* * * * *", "note")
        self.to("2024-05-01T10:01:00")
        self.assertIsNotNone(self.queue.take())
        self.to("2024-05-01T10:02:00")
        self.queue.sweep()
        self.assertEqual(len(self.queue.jobs("waiting")), 1)

    def test_cron(self):
        self.assertEqual(self.next("5 4 * * *"), "2024-05-02T04:05")
        self.assertEqual(self.next("0,30 9-17/4 * * *"), "2024-05-01T13:00")
        self.assertEqual(self.next("0 0 1 1 *"), "2025-01-01T00:00")
        self.assertEqual(self.next("0 0 29 2 *"), "2028-02-29T00:00")
        self.assertEqual(self.next("0 12 * * 1-5", "2024-05-03T12:00:30"), "2024-05-06T12:00")

    def test_what_cannot_be_read_is_refused(self):
        for cron in ("", "* * * *", "60 * * * *", "* 24 * * *", "* * 0 * *", "* * * 13 *", "* * * * 8", "5-1 * * * *", "*/0 * * * *", "a * * * *", "1,,2 * * * *", "* * * * * *"):
            with self.assertRaises(ValueError):
                self.queue.schedule("x", cron, "note")
        with self.assertRaises(ValueError):
            self.queue.schedule("x", "* * * * *", "note", missed="some")
        self.assertEqual(self.queue.schedules(), [])

    def test_schedules_and_unschedule(self):
        self.queue.schedule("b", "0 0 * * *", "note", [1], missed="all", priority=2)
        self.queue.schedule("a", "0 12 * * *", "mail")
        first, second = self.queue.schedules()
        self.assertEqual(first, {"name": "a", "cron": "0 12 * * *", "kind": "mail", "payload": None, "priority": 0, "missed": "one", "next": at("2024-05-01T12:00:00")})
        self.assertEqual((second["name"], second["payload"], second["missed"], second["priority"]), ("b", [1], "all", 2))
        self.assertIs(self.queue.unschedule("a"), True)
        self.assertIs(self.queue.unschedule("a"), False)
        self.to("2024-05-03T00:00:00")
        self.assertEqual(len(self.queue.tick()), 2)

    def test_missed_runs(self):
        for missed in ("all", "one", "none"):
            self.queue.schedule(missed, "0 * * * *", missed, missed=missed)
        self.to("2024-05-01T13:00:40")
        ids = self.queue.tick()
        runs = {missed: self.runs([id for id in ids if self.queue.get(id).kind == missed]) for missed in ("all", "one", "none")}
        self.assertEqual(runs["all"], ["05-01T11:00", "05-01T12:00", "05-01T13:00"])
        self.assertEqual(runs["one"], ["05-01T13:00"])
        self.assertEqual(runs["none"], ["05-01T13:00"])

    def test_each_run_gets_its_job_once(self):
        other = self.open()
        for queue in (self.queue, other):
            queue.schedule("report", "* * * * *", "note", missed="all")
        self.to("2024-05-01T10:03:00")
        self.assertEqual(len(self.queue.tick()) + len(other.tick()), 3)

    def test_trap_a_schedule_begins_after_the_call(self):
        self.to("2024-05-01T11:00:00")
        self.queue.schedule("report", "0 * * * *", "note")
        self.assertEqual(self.queue.tick(), [])
        self.to("2024-05-01T12:00:00")
        self.assertEqual(self.runs(), ["05-01T12:00"])

    def test_trap_the_same_call_keeps_what_was_missed(self):
        given = {"payload": {"a": 1, "b": [2]}, "missed": "all"}
        self.queue.schedule("report", "0 * * * *", "note", **given)
        self.to("2024-05-01T12:30:00")
        self.open().schedule("report", "0 * * * *", "note", **{**given, "payload": {"b": [2], "a": 1}})
        self.assertEqual(self.runs(), ["05-01T11:00", "05-01T12:00"])
        self.to("2024-05-01T14:30:00")
        self.queue.schedule("report", "0 * * * *", "note", priority=1, **given)
        self.assertEqual(self.queue.tick(), [])

    def test_trap_a_single_run_may_be_too_late(self):
        self.queue.schedule("report", "0 * * * *", "note", missed="none")
        self.to("2024-05-01T11:01:00")
        self.assertEqual(self.queue.tick(), [])
        self.to("2024-05-01T12:00:59")
        self.assertEqual(self.runs(), ["05-01T12:00"])

    def test_trap_of_very_many_missed_runs_the_latest_count(self):
        self.queue.schedule("report", "* * * * *", "note", missed="all")
        self.to("2024-05-03T10:00:00")
        runs = self.runs()
        self.assertEqual((len(runs), runs[0], runs[-1]), (1000, "05-02T17:21", "05-03T10:00"))
        self.assertEqual(self.queue.tick(), [])

    def test_trap_sunday_is_0_and_7(self):
        for days in ("0", "7", "5-7", "0-1"):
            self.assertIn(self.next(f"0 0 * * {days}", "2024-05-04T00:00:00"), ["2024-05-05T00:00"])
        self.assertEqual(self.next("0 0 * * 6-7", "2024-05-05T00:00:00"), "2024-05-11T00:00")

    def test_trap_one_of_two_limited_days_suffices(self):
        self.assertEqual(self.next("0 0 13 * 5"), "2024-05-03T00:00")
        self.assertEqual(self.next("0 0 13 * 5", "2024-05-11T00:00:00"), "2024-05-13T00:00")
        self.assertEqual(self.next("0 0 */2 * 1"), "2024-05-13T00:00")

    def test_trap_what_never_comes_is_refused(self):
        for cron in ("0 0 30 2 *", "0 0 31 4,6,9,11 *"):
            with self.assertRaises(ValueError):
                self.queue.schedule("x", cron, "note")
        self.assertEqual(self.next("0 0 30 2 1"), "2025-02-03T00:00")
