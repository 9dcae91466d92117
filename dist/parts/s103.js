// @bun
import {
  changedFiles
} from "./s265.js";
import {
  headOf2,
  commitsBetween2
} from "./s224.js";
import {
  accepted
} from "./s121.js";
import {
  isTree
} from "./s247.js";
import {
  oneLine2,
  plural
} from "./s28.js";
import {
  whyText,
  deniedCalls,
  denialLines
} from "./s188.js";
import {
  moduleOf,
  workflowOf,
  sceneOf
} from "./s70.js";
import {
  reportText
} from "./s109.js";
import {
  workSnapshot2
} from "./s57.js";
import {
  recordedEvents
} from "./s200.js";
import {
  unsentText,
  caughtIn
} from "./s263.js";
import {
  toldAtEnd2
} from "./s264.js";
import {
  reviewGates
} from "./s159.js";
import {
  openFindings
} from "./s74.js";
import {
  mainUsed
} from "./s258.js";
import {
  issueOf
} from "./s267.js";
import {
  moneyOf,
  mainModels,
  mainMoney,
  runMoney
} from "./s135.js";
import {
  worktreeOf
} from "./s79.js";
import {
  roundsLeft
} from "./s227.js";
import {
  whoOf
} from "./s168.js";
import {
  testsReport
} from "./s253.js";
import {
  gatesOf,
  ownGate
} from "./s100.js";
import {
  AT_END,
  isLive,
  tasksOf2
} from "./s5.js";
import {
  spentOn,
  spentBy,
  externalUse
} from "./s3.js";
import {
  treeStore
} from "./s172.js";

// src/workflows/spending.ts
function takenBy(tasks, run) {
  const all = tasks.flatMap(({ spent }) => spent);
  return {
    dispatches: all.length,
    tokens: all.reduce((sum, one) => sum + one.tokens, 0),
    minutes: all.reduce((sum, one) => sum + one.minutes, 0),
    cost: moneyOf(tasks, run.settings)
  };
}
var roundOf = ({ kind, version }) => kind === "fix" ? version + 1 : version;
var nameOf = ({ who }) => oneLine2(who.provider ?? who.agent);
function modelsOf(tasks) {
  const told = tasks.flatMap(({ spent }) => spent.flatMap((one) => one.model !== undefined ? [one.model] : Object.keys(one.used ?? {})));
  return [...new Set(told.length > 0 ? told : tasks.map(({ who }) => who.provider ? "" : who.model))].map(oneLine2).sort().join(", ");
}
function agentCosts(run, main) {
  const begun = run.tasks.filter(({ spent }) => spent.length > 0);
  const agents = [...Map.groupBy(begun, (task) => `${nameOf(task)} ${task.who.model}`).values()].map((tasks) => ({
    agent: nameOf(tasks[0]),
    model: modelsOf(tasks),
    ...takenBy(tasks, run),
    rounds: [...Map.groupBy(tasks, roundOf)].toSorted(([a], [b]) => a - b).map(([round, own]) => ({ round, ...takenBy(own, run) }))
  }));
  const thread = main === null || main.requests === 0 ? [] : [
    {
      agent: "main thread",
      model: mainModels(run).join(", "),
      dispatches: main.requests,
      tokens: main.tokens,
      minutes: null,
      cost: mainMoney(run),
      rounds: []
    }
  ];
  return [...agents.toSorted((a, b) => b.tokens - a.tokens), ...thread];
}
function reviewerCosts(workflow, run, caught) {
  const titles = new Map;
  const add = (name, task) => {
    const own = titles.get(name) ?? [];
    if (!own.includes(task))
      titles.set(name, [...own, task]);
  };
  const found = new Set(caught.map(({ reviewer }) => reviewer));
  for (const task of run.tasks) {
    if (task.kind === "fix" || task.dispatches === 0)
      continue;
    const gate = ownGate(workflow, run, task);
    if (gate !== undefined && (gate.gate === "review" || found.has(gate.title)))
      add(gate.title, task);
    if (task.item !== null && found.has(task.item))
      add(task.item, task);
  }
  return [...new Set([...titles.keys(), ...found])].map((reviewer) => {
    const all = caught.filter((one) => one.reviewer === reviewer);
    const { tokens, cost } = takenBy(titles.get(reviewer) ?? [], run);
    const count = (is) => all.filter(is).length;
    return {
      reviewer,
      found: all.length,
      blocking: count(({ severity, state }) => severity !== "minor" && state !== "outside"),
      mended: count(({ state }) => state === "mended"),
      withdrawn: count(({ state }) => state === "withdrawn"),
      tokens,
      cost
    };
  });
}

// src/run/report.ts
function refusalsOf(project, run) {
  return [...handedIn(project, run), ...refusedCalls(project, run), ...editedFiles(run)];
}
var editedFiles = (run) => run.edits.map(({ task, path, sha, put_back }) => {
  const taken = run.tasks.some((one) => one.by_person && (one.artifact === sha || one.handed.some((two) => two.sha === sha)));
  const end = taken ? "taken in" : put_back ? "put back as it was accepted" : "not decided";
  const problems = [`${path} was changed by hand: ${end}; it is kept as .task/objects/${sha.slice(0, 12)}\u2026`];
  return {
    task,
    subject: run.tasks.find((one) => one.id === task)?.subject ?? "",
    kind: "edited",
    problems
  };
});
var refusedCalls = (project, run) => run.tasks.flatMap((task) => {
  const of = { task: task.id, subject: task.subject, kind: "denied" };
  const named = task.spent.flatMap((one) => one.own_denied ?? []).reduce((total, one) => total + one.times, 0);
  const rest = task.spent.reduce((total, one) => total + (one.denied ?? 0), 0) - named;
  const more = rest <= 0 ? [] : [deniedCalls(rest, named === 0 ? "" : "more ")];
  return [...denialLines(task.spent, project.root), ...more].map((one) => ({ ...of, problems: [one] }));
});
var isMoved = (reason) => reason === "stale" || reason === "changed";
function handedIn(project, run) {
  return recordedEvents(project).flatMap((event) => {
    const isRefused = event.type === "refused";
    if (event.run !== run.run || !(isRefused || event.type === "returned" && isMoved(event.reason)))
      return [];
    const { subject = "", writes = "" } = run.tasks.find((one) => one.id === event.task) ?? {};
    const problems = isRefused ? event.problems.map((one) => one.replace(`${writes}: `, "")) : [event.note];
    return [{ task: event.task, subject, kind: isRefused ? "refused" : "stale", problems }];
  });
}
var isConfirmation = (gate, task) => gate.confirm !== undefined && task.brief === gate.confirm.brief;
var firstEditing = (run) => run.tasks.find((task) => task.edits !== null && task.base !== null);
var firstTree = (run) => firstEditing(run)?.base ?? null;
function lastTree2(scene) {
  const { run } = scene;
  const begun = firstEditing(run)?.started_at ?? "~";
  const withTree = run.tasks.filter((task) => isTree(task.reviewed) && (task.ended_at ?? "") >= begun && worktreeOf(scene, task) === null);
  const last = withTree.reduce((best, task) => task.acceptedSeq > (best?.acceptedSeq ?? 0) ? task : best, null);
  return last?.reviewed ?? firstTree(run);
}
function changes2(project, from, to) {
  if (from === null || to === null)
    return null;
  try {
    return changedFiles(project.root, from, to, treeStore(project));
  } catch {
    return null;
  }
}
function changedCount2(scene) {
  const base = firstTree(scene.run);
  return base === null ? 0 : changes2(scene.project, base, lastTree2(scene))?.length ?? null;
}
function standingOf(run, task) {
  if (!task)
    return "not reached";
  if (task.waiver)
    return task.waiver.kind;
  if (task.status === "done" && task.outcome === "approved")
    return "approved";
  return task.status === "blocked" || task.outcome === null && !isLive(run) ? "not reached" : "open";
}
var versionsOf = (run, path) => run.tasks.flatMap((task) => {
  const sha = task.writes === path ? task.artifact : task.handed.findLast((one) => one.path === path)?.sha;
  return sha && !task.void ? [{ task, sha }] : [];
}).sort((a, b) => a.task.acceptedSeq - b.task.acceptedSeq);
var rewrittenBy = (run, path, review) => {
  const versions = versionsOf(run, path);
  return versions.filter(({ task, sha }, at) => task.acceptedSeq > review.acceptedSeq && sha !== versions[at - 1]?.sha).map(({ task }) => `${task.id} ${task.subject}`);
};
var nameOf2 = (of) => ("file" in of) ? /([^/-]+)[^/]*$/.exec(of.file)[1] : "tree";
var isLeftOut = (run, gate) => {
  const all = tasksOf2(run, gate.key);
  return all.length > 0 && all.every((task) => task.status === "skipped");
};
function earlyOf(run, gates) {
  const early = run.decisions.filter((one) => one.why.length > 0);
  const ended = gates.filter((gate) => {
    const last = early.findLast((one) => tasksOf2(run, gate.key).some((task) => task.id === one.task));
    return last !== undefined && !run.tasks.some((task) => task.fixes === last.task);
  });
  const left = ended.map((gate) => ({ name: gate.group, ...roundsLeft(workflowOf(run.workflow), run, gate) }));
  let saved = 0;
  for (const name of new Set(left.map((one) => one.name))) {
    const group = left.filter((one) => one.name === name);
    saved += Math.min(group[0].group, group.reduce((sum, one) => sum + one.reviewer, 0));
  }
  return { asked: early.length, rounds_saved: saved };
}
var hasTests = (run) => gatesOf(workflowOf(run.workflow), run).some((gate) => gate.gate === "check" && gate.who.program === "tests");
var MAX_COMMITS = 5;
function repositoryMoves(project, run) {
  const now = isLive(run) ? headOf2(project.root) : null;
  const seen = [...run.heads, ...now === null ? [] : [{ task: "now", head: now }]];
  const nameOf = (branch) => branch ?? "no branch";
  return seen.slice(1).flatMap(({ task, head }, index) => {
    const before = seen[index].head;
    const when = task === "now" ? "now" : task === AT_END ? "before the end" : `before ${task}`;
    if (before.branch === head.branch && before.commit === head.commit)
      return [];
    const moved = before.branch === head.branch ? [] : [`${when}: from ${nameOf(before.branch)} to ${nameOf(head.branch)}`];
    if (before.commit === head.commit)
      return moved;
    const made = commitsBetween2(project.root, before.commit, head.commit, MAX_COMMITS);
    const where = `HEAD of ${nameOf(head.branch)} from ${before.commit?.slice(0, 8) ?? "nothing"} to ${head.commit?.slice(0, 8) ?? "nothing"}`;
    if (made === null || made.count === 0)
      return [...moved, `${when}: ${where}`];
    const more = made.count > made.newest.length ? ` and ${made.count - made.newest.length} more` : "";
    return [
      ...moved,
      `${when}: ${plural(made.count, "commit")} on ${nameOf(head.branch)}: ${made.newest.join("; ")}${more}`
    ];
  });
}
function headMoved(project, run) {
  const [before, now] = [run.heads[0]?.head.commit, headOf2(project.root)?.commit];
  return before == null || now == null ? null : before !== now;
}

class Facts {
  project;
  run;
  missing = [];
  scene;
  final;
  constructor(project, run) {
    this.project = project;
    this.run = run;
    this.scene = sceneOf(project, run);
    this.final = lastTree2(this.scene);
  }
  artifact(task) {
    if (!task || task.artifact === null)
      return null;
    const found = accepted(this.project, task.artifact);
    if (found === null)
      this.note(`the result of ${task.id} ${task.subject}`);
    return found;
  }
  note(what) {
    if (!this.missing.includes(what))
      this.missing.push(what);
  }
  reviewer(gate) {
    const all = tasksOf2(this.run, gate.key);
    const had = all.filter((task) => task.waiver === null || task.outcome !== null || !isConfirmation(gate, task));
    const last = had.findLast((task) => task.outcome !== null || task.waiver !== null) ?? had.at(-1);
    const review = this.artifact(last);
    const reviewed = last?.reviewed ?? null;
    const final = reviewed === null ? null : reviewed === this.subjectNow(gate);
    const { agent, model, provider } = last?.who ?? whoOf(gate.who, {}, workflowOf(this.run.workflow));
    return {
      name: gate.title,
      task: last?.id ?? "",
      about: nameOf2(gate.of),
      standing: standingOf(this.run, had.at(-1)),
      verdict: last?.outcome ?? null,
      reason: had.at(-1)?.waiver?.reason ?? null,
      reviews: had.filter((task) => task.outcome !== null).length,
      by: provider ?? `${agent}/${model}`,
      substituted: "provider" in gate.who && provider === undefined,
      reviewed,
      final,
      changed_after: final === null ? null : final ? [] : this.changedAfter(gate, last),
      said: last?.said ?? null,
      summary: review?.summary ?? null
    };
  }
  subjectNow(gate) {
    if (!("file" in gate.of))
      return this.final;
    const last = versionsOf(this.run, gate.of.file).at(-1);
    return last ? `file:${last.sha}` : null;
  }
  changedAfter(gate, review) {
    if ("file" in gate.of)
      return rewrittenBy(this.run, gate.of.file, review);
    return changes2(this.project, review.reviewed, this.final)?.map((file) => file.path) ?? null;
  }
  report() {
    const { project, run } = this;
    const gates = reviewGates(run).filter((gate) => !isLeftOut(run, gate));
    const { report } = moduleOf(run.workflow);
    const facts = report.facts(this.scene, this.final, (what) => this.note(what));
    const { story, criteria, criteria_in, deviations, untouched_fixes, disputed, own } = facts;
    const caught = caughtIn(project, run);
    const base = firstTree(run);
    const files = base === null ? [] : changes2(project, base, this.final);
    if (files === null)
      this.note("the project's trees");
    const counted = run.tasks.filter((task) => task.status === "done");
    const open = openFindings(caught);
    const sum = (key) => run.tasks.reduce((total, task) => total + task.claims[key], 0);
    return {
      run: run.run,
      workflow: run.workflow,
      status: run.status,
      reason: run.reason,
      auto: run.auto,
      started_at: run.created_at,
      ended_at: isLive(run) ? null : endOf(run),
      request: run.request.text,
      ...issueOf(run) !== undefined && { issue: issueOf(run) },
      story,
      criteria,
      criteria_in,
      reviewers: gates.map((gate) => this.reviewer(gate)),
      tasks: counted.length,
      fixes: counted.filter((task) => task.kind === "fix").length,
      base,
      final: this.final,
      files,
      decisions: run.decisions.map((one) => ({ ...one, why: whyText(this.scene.workflow, run, one) || null })),
      early: earlyOf(run, gates),
      waivers: run.tasks.flatMap((task) => task.waiver ? [{ task: task.id, subject: task.subject, kind: task.waiver.kind, reason: task.waiver.reason }] : []),
      assumptions: run.assumptions,
      deviations,
      open_findings: open.filter((one) => !one.outside),
      outside_findings: open.filter((one) => one.outside),
      untouched_fixes,
      disputed,
      findings: caught,
      repository: repositoryMoves(project, run),
      notices: [
        ...(run.notices ?? []).map(({ text, asked, known }) => ({
          text: text.replaceAll(`${project.root}/`, ""),
          decided: known ? "the person let the run go on" : asked ? "the person was asked" : null
        })),
        ...[...isLive(run) ? [] : toldAtEnd2(project, run), unsentText(project, run.run)].flatMap((text) => text === null ? [] : [{ text, decided: null }])
      ],
      sent: run.sent,
      spent: {
        total: spentBy(run),
        main_thread: mainUsed(run),
        agents: agentCosts(run, mainUsed(run)),
        reviewers: reviewerCosts(this.scene.workflow, run, caught),
        ...run.tasks.some(({ spent }) => spent.some(({ model }) => model !== undefined)) && {
          external: externalUse(run)
        },
        tasks: run.tasks.filter((task) => task.spent.length > 0).map((task) => ({ task: task.id, subject: task.subject, ...spentOn(task) }))
      },
      cost: runMoney(run),
      claims: { checked: sum("checked"), refused: sum("refused") },
      refusals: refusalsOf(project, run),
      tests: hasTests(run) ? testsReport(project, run, this.final) : null,
      ...own,
      snapshot: base === null ? null : workSnapshot2(project, run),
      head_moved: headMoved(project, run),
      missing: this.missing
    };
  }
}
var endOf = (run) => run.tasks.reduce((last, task) => task.ended_at !== null && task.ended_at > last ? task.ended_at : last, "") || run.updated_at;
var reportFacts2 = (project, run) => new Facts(project, run).report();
var reportOf2 = (project, run) => reportText(reportFacts2(project, run));

export { lastTree2, changes2, changedCount2, reportFacts2, reportOf2 };
