// @bun
import {
  transcriptBytes,
  spentIn
} from "./s52.js";
import {
  isAlive
} from "./s225.js";
import {
  blocksOf,
  callsIn
} from "./s10.js";
import {
  readCache,
  writeFileAtomic
} from "./s25.js";
import {
  accepted
} from "./s121.js";
import {
  cut,
  oneLine2,
  plural
} from "./s28.js";
import {
  moduleOf,
  sceneOf
} from "./s70.js";
import {
  viewQuestions2
} from "./s65.js";
import {
  runView
} from "./s159.js";
import {
  foundIn,
  openFindings
} from "./s74.js";
import {
  takenOf,
  ownersOf2
} from "./s222.js";
import {
  testStanding
} from "./s253.js";
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

// src/run/notify/unsent.ts
import { join } from "path";
var LOG = "notifications.log";
var MAX_LINES = 200;
var MAX_LINE = 400;
var linesIn = ({ task }) => (readCache(join(task, LOG))?.toString("utf8") ?? "").split(`
`).filter((line) => line !== "");
function noteFailures(project, { id }, receivers, sent) {
  const lines = sent.flatMap((one, index) => one.state === "failed" ? [cut(oneLine2(`${new Date().toISOString()} ${id} ${receivers[index].kind}: ${one.why}`), MAX_LINE)] : []);
  if (lines.length === 0)
    return;
  writeFileAtomic(join(project.task, LOG), `${[...linesIn(project), ...lines].slice(-MAX_LINES).join(`
`)}
`);
}
function unsentText({ root }, run) {
  const own = linesIn({ task: join(root, ".task") }).filter((line) => line.split(" ", 2)[1]?.startsWith(`${run}-`));
  const last = own.at(-1);
  if (last === undefined)
    return null;
  const why = oneLine2(last.split(" ").slice(2).join(" "));
  return `${plural(own.length, "message")} could not be sent, the last one by ${why} (.task/${LOG})`;
}

// src/run/status.ts
var caughtIn = (project, run) => moduleOf(run.workflow).report.caught(sceneOf(project, run));
var isGone = ({ status, dispatch }) => status === "running" && !!dispatch?.host && !isAlive(dispatch.host) && !isAlive(dispatch.process);
function transcriptsAtWork(project, run) {
  const running = run.tasks.filter(({ status, dispatch }) => status === "running" && dispatch?.agent);
  const taken = running.length === 0 ? null : takenOf(project, run.run);
  const owners = taken === null ? [] : ownersOf2(taken);
  return running.flatMap(({ id, dispatch }) => {
    const { session, agent } = dispatch;
    const owner = owners.findLast((one) => one.session === session);
    return owner === undefined ? [] : [{ id, bytes: transcriptBytes(owner.transcript, agent) }];
  });
}
function stepIn(project, bytes) {
  const step = lastStep(bytes);
  return step && { ...step, what: step.what.replaceAll(`${project.root}/`, "") };
}
var lastSteps = (project, run) => new Map(transcriptsAtWork(project, run).map(({ id, bytes }) => [id, stepIn(project, bytes)]));
function seenAtWork(project, run) {
  const steps = new Map;
  const used = new Map;
  for (const { id, bytes } of transcriptsAtWork(project, run)) {
    const step = stepIn(project, bytes);
    if (step !== null)
      steps.set(id, step);
    if (bytes.length > 0)
      used.set(id, { ...spentIn(bytes), minutes: 0 });
  }
  return { steps, used };
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
  const caught = caughtIn(project, run);
  return runView(run, {
    kept,
    reach,
    questions: isLive(run) && kept === "here" ? viewQuestions2(project, run) : [],
    findings: openFindings(caught),
    found: foundIn(caught),
    tests: testStanding(project, run),
    own: (next) => moduleOf(run.workflow).status?.own(sceneOf(project, run), next) ?? {},
    gone,
    look,
    unsent: unsentText(project, recorded.run),
    ...kept === "here" ? seenAtWork(project, run) : {},
    now: new Date().toISOString(),
    ownerAlive
  });
}

export { lastStep, noteFailures, unsentText, caughtIn, isGone, transcriptsAtWork, lastSteps, glanceAt, viewOf3 };
