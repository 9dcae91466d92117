// @bun
import {
  transcriptBytes
} from "./s50.js";
import {
  isAlive
} from "./s209.js";
import {
  blocksOf,
  callsIn
} from "./s10.js";
import {
  accepted
} from "./s115.js";
import {
  moduleOf,
  sceneOf
} from "./s68.js";
import {
  viewQuestions2
} from "./s63.js";
import {
  reviewGates,
  runView
} from "./s150.js";
import {
  takenOf,
  ownersOf2
} from "./s206.js";
import {
  testStanding
} from "./s237.js";
import {
  wordsReader
} from "./s88.js";
import {
  isLive
} from "./s5.js";

// src/host/last-step.ts
var TAIL_BYTES = 512 * 1024;
var ABOUT = ["file_path", "notebook_path", "command", "pattern", "query", "url", "path", "description", "prompt"];
function lastStep(bytes) {
  const rows = bytes.subarray(-TAIL_BYTES).toString("utf8").split(`
`);
  let seen = "";
  for (const row of rows.reverse()) {
    const { timestamp } = blocksOf(row).row;
    if (seen === "" && typeof timestamp === "string")
      seen = timestamp;
    const call = callsIn(row).at(-1);
    if (call === undefined)
      continue;
    const field = ABOUT.find((name) => typeof call.input[name] === "string");
    return { tool: call.name, what: field === undefined ? "" : String(call.input[field]), at: call.at, seen };
  }
  return null;
}

// src/run/status.ts
function findingViews(project, run, state) {
  const reviewers = new Map(reviewGates(run).map((gate) => [gate.key, gate.title]));
  const wordsOf = wordsReader(project, run);
  return run.findings.filter((one) => one.state === state).map((one) => {
    const { id, task, severity, outside } = one;
    const problem = wordsOf(one)?.problem ?? "(its words are not kept any more)";
    return { id, task, reviewer: reviewers.get(one.gate) ?? one.gate, severity, outside, problem };
  });
}
var isGone = ({ status, dispatch }) => status === "running" && !!dispatch?.host && !isAlive(dispatch.host) && !isAlive(dispatch.process);
function stepsOf(project, run) {
  const running = run.tasks.filter(({ status, dispatch }) => status === "running" && dispatch?.agent);
  const taken = running.length === 0 ? null : takenOf(project, run.run);
  const owners = taken === null ? [] : ownersOf2(taken);
  return new Map(running.flatMap(({ id, dispatch }) => {
    const { session, agent } = dispatch;
    const owner = owners.findLast((one) => one.session === session);
    const step = owner ? lastStep(transcriptBytes(owner.transcript, agent)) : null;
    return step === null ? [] : [[id, { ...step, what: step.what.replaceAll(`${project.root}/`, "") }]];
  }));
}
function presentRun(recorded, kept) {
  const gone = kept === "here" ? recorded.tasks.filter(isGone) : [];
  const tasks = recorded.tasks.map((task) => gone.includes(task) ? { ...task, status: "ready", dispatch: null } : task);
  const run = gone.length === 0 ? recorded : { ...recorded, tasks };
  const host = run.owner?.host ?? null;
  const ownerAlive = run.owner === null || host === null ? null : isAlive(host);
  return { run, gone: gone.map((task) => task.id), ownerAlive };
}
function glanceAt(recorded) {
  const { run, gone, ownerAlive } = presentRun(recorded, "here");
  return runView(run, { kept: "here", questions: [], findings: [], tests: [], gone, ownerAlive, own: () => ({}) });
}
function viewOf3(project, recorded, kept = "here", reach = "own", look = (sha) => accepted(project, sha)) {
  const { run, gone, ownerAlive } = presentRun(recorded, kept);
  return runView(run, {
    kept,
    reach,
    questions: isLive(run) && kept === "here" ? viewQuestions2(project, run) : [],
    findings: findingViews(project, run, "open"),
    tests: testStanding(project, run),
    own: (next) => moduleOf(run.workflow).status?.own(sceneOf(project, run), next) ?? {},
    gone,
    look,
    steps: kept === "here" ? stepsOf(project, run) : new Map,
    now: new Date().toISOString(),
    ownerAlive
  });
}

export { findingViews, glanceAt, viewOf3 };
