import io
import json
import os
import subprocess
import sys

from hidden.support import Case
from jobline import DurableQueue, Queue
from jobline.__main__ import main
from jobline.files import save
from jobline.upgrade import upgrade


class Upgrade(Case):
    def setUp(self):
        super().setUp()
        self.old = os.path.join(self.folder, "queue.json")
        self.new = os.path.join(self.folder, "new.db")

    def write(self, data):
        with open(self.old, "w", encoding="utf-8") as file:
            json.dump(data, file)

    def upgraded(self):
        count = upgrade(self.old, self.new, self.clock)
        self.queue = self.open(path=self.new)
        self.assertEqual(len(self.queue.jobs()), count)
        return self.queue.jobs()

    def test_an_old_file_becomes_a_queue(self):
        queue = Queue(self.clock)
        queue.register("note", lambda job: {"x": job.payload})
        queue.register("mail", lambda job: 1 / 0)
        for kind in ("note", "mail", "note"):
            queue.add(kind, "zwölf")
        self.clock.advance(5)
        queue.run_one()
        queue.run_one()
        save(queue, self.old)
        with open(self.old, "rb") as file:
            before = file.read()
        for was, job in zip(queue.jobs(), self.upgraded()):
            for name in ("id", "kind", "payload", "state", "added_at", "finished_at", "error", "result"):
                self.assertEqual(getattr(job, name), getattr(was, name))
        with open(self.old, "rb") as file:
            self.assertEqual(file.read(), before)
        self.assertEqual([job.id for job in self.queue.dead()], [2])
        self.quiet("note")
        self.assertEqual(self.order(), [3])
        self.assertEqual(self.queue.add("note"), 4)

    def test_a_file_that_is_there_is_left_alone(self):
        self.write({"version": 1, "jobs": []})
        with open(self.new, "w", encoding="utf-8") as file:
            file.write("mine")
        with self.assertRaises(FileExistsError):
            upgrade(self.old, self.new)
        with open(self.new, encoding="utf-8") as file:
            self.assertEqual(file.read(), "mine")

    def test_trap_files_of_before_1_2_are_upgraded(self):
        self.write(
            [
                {"id": 9, "kind": "note", "state": "error", "added": 3000, "error": "ValueError: x"},
                {"id": 5, "kind": "note", "payload": 7, "state": "running", "added": 2500},
                {"id": 4, "kind": "note", "state": "queued", "added": 1000},
                {"id": 1, "kind": "note", "state": "ok", "added": 500},
            ]
        )
        jobs = self.upgraded()
        self.assertEqual(
            [(job.id, job.state, job.payload, job.added_at) for job in jobs],
            [(1, "done", None, 0.5), (4, "waiting", None, 1.0), (5, "waiting", 7, 2.5), (9, "failed", None, 3.0)],
        )
        self.assertEqual(jobs[3].error, "ValueError: x")
        self.quiet("note")
        self.assertEqual(self.order(), [4, 5])

    def test_trap_the_order_stays_where_the_clock_had_been_put_back(self):
        jobs = [
            {"id": n, "kind": "note", "payload": None, "state": "waiting", "added_at": added}
            for n, added in ((1, 5000), (2, 4000), (3, 900_000), (4, 6000))
        ]
        self.write({"version": 1, "jobs": jobs})
        self.assertEqual([job.added_at for job in self.upgraded()], [5000, 4000, 900_000, 6000])
        self.quiet("note")
        self.assertEqual(self.order(), [1, 2, 3, 4])


class CommandLine(Case):
    def call(self, *words, file=None):
        out, err = io.StringIO(), io.StringIO()
        code = main([file or self.path, *map(str, words)], out, err, self.clock)
        self.assertLessEqual(len(err.getvalue().splitlines()), 1)
        self.assertEqual(code != 0, err.getvalue() != "")
        return code, out.getvalue()

    def test_add_list_and_show(self):
        code, out = self.call("add", "mail", "--payload", '{"to": "zoë"}', "--priority", "-2", "--delay", "1.5", "--unique", "k")
        self.assertEqual(code, 0)
        id = int(out)
        job = self.queue.get(id)
        self.assertEqual((job.payload, job.priority, job.ready_at), ({"to": "zoë"}, -2, 100_001.5))
        self.assertEqual(self.call("add", "mail", "--unique", "k", "--policy", "keep"), (0, f"{id}\n"))
        later = int(self.call("add", "note", "--after", id, "--on-failed", "skip")[1])
        self.assertEqual(self.call("list"), (0, f"{id}\twaiting\tmail\n{later}\tblocked\tnote\n"))
        self.assertEqual(self.call("list", "--state", "blocked"), (0, f"{later}\tblocked\tnote\n"))
        shown = json.loads(self.call("show", id)[1])
        self.assertEqual((shown["id"], shown["payload"], shown["state"]), (id, {"to": "zoë"}, "waiting"))

    def test_cancel_says_what_came_of_it(self):
        self.quiet("note")
        running, waiting = self.queue.add("note"), self.queue.add("note", delay=5)
        self.queue.take()
        self.assertEqual(self.call("cancel", waiting), (0, "cancelled\n"))
        self.assertEqual(self.call("cancel", waiting), (0, "ended\n"))
        self.assertEqual(self.call("cancel", running, "--grace", "5"), (0, "cancelling\n"))
        self.assertTrue(self.queue.get(running).cancelling)

    def test_dead_requeue_and_discard(self):
        self.queue.register("note", lambda job: [][0])
        id, other = self.queue.add("note"), self.queue.add("note")
        self.queue.run_one()
        self.queue.run_one()
        self.assertEqual(self.call("dead")[1].splitlines()[0], f"{id}\tnote\tIndexError: list index out of range")
        self.assertEqual(self.call("requeue", id), (0, ""))
        self.assertEqual(self.call("discard", other), (0, ""))
        self.assertEqual(self.call("list"), (0, f"{id}\twaiting\tnote\n"))

    def test_upgrade(self):
        old, new = os.path.join(self.folder, "old.json"), os.path.join(self.folder, "made.db")
        with open(old, "w", encoding="utf-8") as file:
            json.dump({"version": 1, "jobs": [{"id": 3, "kind": "note", "payload": 1, "state": "waiting", "added_at": 1000}]}, file)
        self.assertEqual(self.call("upgrade", old, file=new), (0, "1\n"))
        self.assertEqual(self.call("list", file=new), (0, "3\twaiting\tnote\n"))
        self.assertEqual(self.call("upgrade", old, file=new)[0], 1)

    def test_run_runs_what_is_ready(self):
        with open(os.path.join(self.folder, "our_jobs.py"), "w", encoding="utf-8") as file:
            file.write("def register(queue):\n    queue.register('note', lambda job: job.payload)\n")
        self.queue.close()
        with DurableQueue(self.path) as queue:
            ids = [queue.add("note", n) for n in range(3)]
            queue.add("mail")
        path = os.pathsep.join([os.getcwd(), self.folder])
        done = subprocess.run(
            [sys.executable, "-m", "jobline", self.path, "run", "our_jobs"],
            env={**os.environ, "PYTHONPATH": path}, capture_output=True, text=True, timeout=60,
        )
        self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "3\n", ""))
        self.queue = self.open()
        self.assertEqual([self.queue.get(id).result for id in ids], [0, 1, 2])

    def test_refusals_and_wrong_calls(self):
        self.queue.add("note", unique="k")
        refused = [("show", 99), ("cancel", 99), ("requeue", 1), ("add", "note", "--unique", "k"), ("add", "note", "--after", 7), ("add", "note", "--payload", "{")]
        for words in refused:
            self.assertEqual(self.call(*words), (1, ""), words)
        for words in ((), ("fly",), ("show",), ("show", "x"), ("add",), ("add", "note", "--policy", "maybe"), ("list", "--what")):
            self.assertEqual(self.call(*words), (2, ""), words)
        self.assertEqual(len(self.queue.jobs()), 1)

    def test_trap_no_file_is_made_by_asking(self):
        path = os.path.join(self.folder, "none.db")
        for words in (("list",), ("show", 1), ("cancel", 1), ("dead",), ("requeue", 1), ("discard", 1), ("run", "json")):
            self.assertEqual(self.call(*words, file=path), (1, ""))
        self.assertFalse(os.path.exists(path))
        self.assertEqual(self.call("add", "note", file=path), (0, "1\n"))

    def test_trap_each_job_is_one_line(self):
        def fail(job):
            raise ValueError("one\ntwo\tthree\rfour")

        self.queue.register("a\tb\nc", fail)
        id = self.queue.add("a\tb\nc")
        self.assertEqual(self.call("list"), (0, f"{id}\twaiting\ta b c\n"))
        self.queue.run_one()
        self.assertEqual(self.call("dead"), (0, f"{id}\ta b c\tValueError: one two three four\n"))
