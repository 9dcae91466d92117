import json
import os

from jobline.job import Job
from jobline.queue import Queue

VERSION = 1
OLD_STATES = {"queued": "waiting", "running": "running", "ok": "done", "error": "failed"}
FIELDS = ("id", "kind", "payload", "state", "added_at", "finished_at", "error", "result")


def save(queue, path):
    """The file is the old one or the new one, never a half of it."""
    jobs = [{name: getattr(job, name) for name in FIELDS} for job in queue.jobs()]
    draft = f"{path}.tmp"
    with open(draft, "w", encoding="utf-8") as file:
        json.dump({"version": VERSION, "jobs": jobs}, file, ensure_ascii=False)
    os.replace(draft, path)


def read(path):
    """The jobs of a file, oldest first, in the states of today."""
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    if isinstance(data, list):
        jobs = [_old_job(entry) for entry in reversed(data)]
    elif isinstance(data, dict) and data.get("version") == VERSION:
        jobs = [Job(**entry) for entry in data["jobs"]]
    else:
        raise ValueError(f"{path} is no file of jobline, or of a newer one")
    for job in jobs:
        if job.state == "running":
            job.state = "waiting"
    return jobs


def _old_job(entry):
    return Job(
        id=entry["id"],
        kind=entry["kind"],
        payload=entry.get("payload"),
        state=OLD_STATES[entry["state"]],
        added_at=entry["added"] / 1000,
        error=entry.get("error"),
    )


def load(path, clock=None):
    queue = Queue(clock)
    queue.restore(read(path))
    return queue
