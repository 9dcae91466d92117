/** A run as its events tell it: its tasks, reviews, findings and tests. An event of a kind that is not known changes nothing. */

const REVIEWED = new Set(["approved", "needs_changes", "rejected"]);

export class Run {
  /** By id, in the order of their creation. */
  tasks = new Map();
  /** The newest word of each reviewer and each seat, by gate. */
  reviews = new Map();
  /** By gate and id: a reviewer numbers its own. */
  findings = new Map();
  /** The newest run of the tests before the first change (`baseline`), and of those behind it. */
  tests = new Map();
  questions = new Map();
  began = null;

  /** Takes the next event. Returns which parts it has changed. */
  take(event) {
    if (!Object.hasOwn(TAKES, event.type)) return [];
    return TAKES[event.type](this, event, this.tasks.get(event.task)) ?? [];
  }

  /** Its tasks in the order in which they can be done: a fix stands behind its review, whenever it came up. */
  chain() {
    const left = new Map(this.tasks);
    const chain = [];
    while (left.size > 0) {
      const isFree = ({ after }) => !after.some((id) => left.has(id));
      const next = [...left.values()].find(isFree) ?? left.values().next().value;
      left.delete(next.id);
      chain.push(next);
    }
    return chain;
  }

  /** The newest result that was accepted under the name of a file. */
  resultAt(file) {
    return [...this.tasks.values()].findLast(({ writes, artifact }) => artifact && writes === file)?.artifact;
  }

  /** A task in words, as far as it is known. */
  named(id) {
    return this.tasks.get(id)?.subject ?? id ?? "";
  }
}

const set = (status) => (_run, event, task) => {
  if (task === undefined) return [];
  task.status = status;
  task.at = event.at;
  return ["tasks"];
};

/** What each kind of event changes. */
const TAKES = {
  run_created(run, event) {
    run.began = event.at;
  },
  task_created(run, event) {
    run.tasks.set(event.task, {
      id: event.task,
      subject: event.subject,
      gate: event.gate,
      schema: event.schema,
      writes: event.writes,
      who: event.who,
      after: [...(event.blocked_by ?? [])],
      status: "waiting",
      tries: 0,
      tokens: 0,
      note: "",
    });
    return ["tasks"];
  },
  task_blocked(_run, event, task) {
    task?.after.push(...event.by);
    return ["tasks"];
  },
  dispatched(_run, event, task) {
    if (task === undefined) return [];
    Object.assign(task, { status: "running", started: event.at, at: event.at, tries: task.tries + 1 });
    return ["tasks"];
  },
  check_started(_run, event, task) {
    if (task === undefined) return [];
    Object.assign(task, { status: "running", started: event.at, at: event.at });
    return ["tasks"];
  },
  spent(_run, event, task) {
    if (task === undefined) return [];
    task.tokens += event.tokens ?? 0;
    return ["tasks"];
  },
  accepted(run, event, task) {
    if (task === undefined) return [];
    Object.assign(task, { outcome: event.outcome, artifact: event.artifact, at: event.at });
    const vote = event.facts?.vote;
    if (vote !== undefined || REVIEWED.has(event.outcome))
      run.reviews.set(task.gate, {
        task,
        verdict: vote ?? event.outcome,
        veto: event.facts?.veto ?? null,
        objections: event.facts?.objections ?? [],
      });
    for (const { id, state } of event.prior ?? []) {
      const finding = run.findings.get(`${task.gate}/${id}`);
      if (finding !== undefined) finding.state = state;
    }
    const objections = vote === undefined ? [] : (event.facts?.objections ?? []);
    for (const found of [...(event.findings ?? []), ...objections])
      run.findings.set(`${task.gate}/${found.id}`, { ...found, state: "open", task, artifact: event.artifact });
    return ["tasks", "reviews", "findings"];
  },
  refused(_run, event, task) {
    if (task === undefined) return [];
    task.note = `Sent back: ${event.problems?.[0] ?? ""}`;
    return ["tasks"];
  },
  returned: set("waiting"),
  task_done(_run, event, task) {
    if (task === undefined) return [];
    Object.assign(task, { status: "done", at: event.at, note: event.waiver ? `${event.waiver.kind} by a person` : "" });
    return ["tasks"];
  },
  task_skipped: set("skipped"),
  task_cancelled: set("cancelled"),
  task_voided: set("void"),
  substituted(_run, event, task) {
    if (task === undefined) return [];
    task.who = event.who;
    return ["tasks"];
  },
  tested(run, event) {
    run.tests.set(event.baseline ? "baseline" : "newest", event);
    return ["tests"];
  },
  asked(run, event, task) {
    run.questions.set(event.question, event);
    if (task === undefined) return [];
    task.status = "asks";
    return ["tasks"];
  },
  answered(run, event) {
    const task = run.tasks.get(run.questions.get(event.question)?.task);
    if (task?.status !== "asks") return [];
    task.status = "waiting";
    return ["tasks"];
  },
};
