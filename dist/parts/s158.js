// @bun
import {
  hostAmong,
  processAncestors
} from "./s16.js";
import {
  runProcess
} from "./s236.js";
import {
  disk,
  ownFolder,
  readCache,
  writeFileAtomic
} from "./s25.js";
import {
  runIn,
  ok,
  warning,
  error
} from "./s233.js";
import {
  PLUGIN,
  IN_TESTS,
  calledAs,
  here
} from "./s12.js";
import {
  BrokenChain
} from "./s68.js";
import {
  isForeign
} from "./s189.js";
import {
  readCommandLine
} from "./s2.js";
import {
  SETTINGS_FILE,
  isAddress,
  isTold
} from "./s60.js";
import {
  journalPath,
  readState
} from "./s122.js";
import {
  wrapWhole,
  clip,
  cut,
  oneLine2,
  shown,
  moment,
  minutesBetween,
  dollars,
  tokens,
  didYouMean
} from "./s28.js";
import {
  WORKFLOW_NAMES,
  moduleOf,
  allWorkflows,
  workflowOf,
  sceneOf,
  questionWords,
  allStarts,
  typedCommand
} from "./s70.js";
import {
  countedTasks,
  VERSION,
  OLDEST_SUPPORTED_BUN,
  RUN,
  readRun
} from "./s200.js";
import {
  workSnapshot2
} from "./s57.js";
import {
  noteFailures,
  isGone,
  lastSteps
} from "./s263.js";
import {
  changedCount2
} from "./s103.js";
import {
  providerOf,
  allProviders
} from "./s59.js";
import {
  maskOfProject,
  keptOutput
} from "./s177.js";
import {
  withoutAgents
} from "./s218.js";
import {
  refused,
  STEPS3,
  lookAt
} from "./s71.js";
import {
  gatesByProvider,
  MODES
} from "./s207.js";
import {
  assignedNow
} from "./s206.js";
import {
  areApproved,
  readSettings
} from "./s153.js";
import {
  plannedWork,
  callsPerTask,
  callsOf2,
  callsByPhase,
  callsWords,
  costBounds,
  ceilingText,
  modelName
} from "./s124.js";
import {
  runMoney,
  pricedText
} from "./s135.js";
import {
  MAX_FILES_BYTES
} from "./s130.js";
import {
  SILENCES
} from "./s23.js";
import {
  costOf
} from "./s14.js";
import {
  OLDEST_SUPPORTED_HOST,
  NEWEST_TESTED_HOST,
  findClaude,
  sandboxOf,
  leftOut3,
  permissionRules,
  pluginIsInstalled,
  taskToolsAreOn,
  hostEnvironment,
  pluginRoot
} from "./s223.js";
import {
  seatsOf
} from "./s128.js";
import {
  acquire
} from "./s123.js";
import {
  panelGates
} from "./s100.js";
import {
  UNHEEDED,
  isPersons,
  isLive,
  taskOf,
  isOver
} from "./s5.js";
import {
  isObject
} from "./s81.js";
import {
  spentBy
} from "./s3.js";
import {
  hostName,
  startTime
} from "./s203.js";
import {
  apart
} from "./s15.js";

// src/checkup/hooks-fire.ts
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync } from "fs";
import { tmpdir } from "os";
import { join } from "path";
var NAME = "Hooks";
var LIMIT_MS = 8000;
var SESSION = "dry-run";
var PLUGIN_HOLE = /\$\{CLAUDE_PLUGIN_ROOT\}/g;
function commandOf(plugin, event) {
  const { hooks } = JSON.parse(readFileSync(join(plugin, "hooks", "hooks.json"), "utf8"));
  const hook = hooks[event]?.[0]?.hooks[0];
  if (!hook)
    throw new Error(`hooks.json has no command for ${event}`);
  return { command: hook.command, args: hook.args.map((arg) => arg.replace(PLUGIN_HOLE, () => plugin)) };
}
async function fire(input, project, event, fields) {
  const { command, args } = commandOf(input.plugin, event);
  const { MULTI_AI_OFF: _, ...env } = hostEnvironment(apart(input.env, input.project), input.plugin);
  const result = await runProcess({
    command,
    args,
    cwd: project,
    env: { ...env, CLAUDE_PROJECT_DIR: project, CLAUDE_PLUGIN_ROOT: input.plugin, CLAUDE_CODE_ENTRYPOINT: "sdk-cli" },
    stdin: JSON.stringify({
      hook_event_name: event,
      session_id: SESSION,
      transcript_path: "",
      cwd: project,
      ...fields
    }),
    timeoutMs: LIMIT_MS
  });
  if (result.outcome === "timeout")
    throw new Error(`${event} gave no answer within ${LIMIT_MS / 1000} s`);
  if (result.exitCode !== 0)
    throw new Error(`${event} ended with ${result.exitCode}: ${result.stderr.trim().slice(-300) || result.outcome}`);
  if (result.stdout.trim() === "")
    return null;
  try {
    return JSON.parse(result.stdout);
  } catch {
    throw new Error(`${event} answered something that is no JSON: ${result.stdout.trim().slice(0, 200)}`);
  }
}
var additionalContext = (answer) => answer?.hookSpecificOutput ?? {};
async function rehearse(input, project) {
  const silent = await fire(input, project, "PreToolUse", {
    tool_name: "Write",
    tool_input: { file_path: join(project, "a") }
  });
  if (silent !== null)
    throw new Error(`PreToolUse is not silent without a run: ${JSON.stringify(silent).slice(0, 200)}`);
  const started = await fire(input, project, "UserPromptExpansion", {
    command_name: "multi-ai:multi-ai",
    command_args: "--auto dry run",
    prompt: "/multi-ai --auto dry run"
  });
  if (!String(additionalContext(started).additionalContext ?? "").includes('prompt: "T1"'))
    throw new Error(`the command told the session nothing to do: ${String(started?.reason ?? JSON.stringify(started)).slice(0, 300)}`);
  const call = {
    tool_name: "Agent",
    tool_use_id: "toolu_dry_run",
    tool_input: { subagent_type: "multi-ai:requirements-gatherer", description: "T1", prompt: "T1" }
  };
  const dispatched = additionalContext(await fire(input, project, "PreToolUse", call));
  const brief = String(dispatched.updatedInput?.prompt ?? "");
  if (!brief.startsWith("run: "))
    throw new Error(`the first agent was told nothing: ${JSON.stringify(dispatched).slice(0, 300)}`);
  const write = { tool_name: "Write", tool_input: { file_path: join(project, ".task", "state.json"), content: "{}" } };
  if (additionalContext(await fire(input, project, "PreToolUse", write)).permissionDecision !== "deny")
    throw new Error("a write into .task/ by the main thread was not denied");
  const first = JSON.parse(readFileSync(join(project, ".task", "events.jsonl"), "utf8").split(`
`)[0]);
  if (first.version !== VERSION)
    throw new Error(`the hook is of version ${first.version}, this program is ${VERSION}`);
}
var hooksCheckup = async (input) => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-dry-run-")));
  try {
    const project = join(folder, "project");
    mkdirSync(join(project, ".git"), { recursive: true });
    await rehearse(input, project);
    const off = input.env.MULTI_AI_OFF === "1";
    return off ? [error(NAME, "they work, but MULTI_AI_OFF=1 silences every one of them", "unset MULTI_AI_OFF")] : [ok(NAME, "a rehearsed run starts, hands out its first task and is guarded")];
  } catch (problem) {
    const message = problem instanceof Error ? problem.message : String(problem);
    return [
      error(NAME, message, "install Bun (https://bun.com) where Claude Code finds it, or install the plugin again")
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

// src/run/notify/deliver.ts
import { statSync } from "fs";
import { join as join2 } from "path";

// src/run/notify/message.ts
import { basename } from "path";
var MAX_LINE = 300;
var MAX_BYTES = 3500;
var MAX_LISTED = 12;
var safe = (text) => cut(oneLine2(text), MAX_LINE);
var type = calledAs(PLUGIN);
var TITLES = {
  question: ({ questions }) => questions.length > 0 ? "You are asked" : "The run waits for you",
  iteration: ({ round }) => `Round ${round?.number ?? 1} of votes is over`,
  execution: () => "The work on the project begins",
  end: ({ status }) => status === "complete" ? "The run is complete" : "The run has failed",
  silent: ({ task }) => `Nothing is seen of ${task?.id}`,
  phase: ({ task }) => `${task?.id} ${task?.edge === "begin" ? "begins" : "is over"}`
};
function taskLines({ id, subject, phase, agent, round, edge, outcome, seen }) {
  return [
    `Task: ${id} ${subject} (${agent}${round > 1 ? `, round ${round}` : ""})`,
    `Phase: ${phase}`,
    ...outcome === null ? [] : [`Outcome: ${outcome}`],
    ...seen === null ? [] : [`Last seen: ${moment(seen.at)}${seen.tool === null ? ", before its first call" : `, ${seen.tool}`}`],
    ...edge === "silent" ? [`What to do: ${type("status")}, ${type("watch")} or ${type(`explain ${id}`)}`] : []
  ];
}
function taskData({ id, subject, phase, agent, round, dispatch, edge, outcome, seen }) {
  return {
    id,
    subject: safe(subject),
    phase: safe(phase),
    agent: safe(agent),
    round,
    dispatch,
    edge,
    outcome: outcome === null ? null : safe(outcome),
    last_seen: seen === null ? null : { at: seen.at, tool: seen.tool === null ? null : safe(seen.tool) }
  };
}
function idOf({ run, seq, on, task }) {
  if (task === null)
    return `${run}-${seq}-${on}`;
  if (task.seen !== null)
    return `${run}-${task.id}-${on}-${Date.parse(task.seen.at)}`;
  return `${run}-${seq}-${on}-${task.id}-${task.edge}`;
}
var waits = (failure) => failure === UNHEEDED ? "the main thread left undone what it was told" : `an API gave no answer (${failure})`;
function fitted(lines) {
  const kept = [];
  let left = MAX_BYTES;
  for (const line of lines) {
    left -= Buffer.byteLength(line) + 1;
    if (left < 0)
      return [...kept, "\u2026"].join(`
`);
    kept.push(line);
  }
  return kept.join(`
`);
}
function messageOf(notice, { root, files, snapshot, lines, cost }) {
  const project = safe(basename(root));
  const rollback = notice.on === "end" && notice.status === "failed" && snapshot !== null;
  const votes = notice.round?.votes ?? [];
  const asks = notice.questions.map(({ id, kind, about }) => {
    const { header } = questionWords(notice.workflow, kind);
    return `${id} ${header}: ${about}`;
  });
  const title = safe(`${PLUGIN}: ${TITLES[notice.on](notice)}`);
  const command = rollback ? type(`rollback --run ${notice.run}`) : null;
  const text = [
    `${notice.run} in ${project}`,
    ...clip(asks, MAX_LISTED, String),
    ...notice.task === null ? [] : taskLines(notice.task),
    ...notice.held === null ? [] : [`Waits: ${waits(notice.held)}`],
    ...clip(votes, MAX_LISTED, ({ seat, said }) => `${seat}: ${said}`),
    ...clip(notice.failed, MAX_LISTED, (one) => `Failed: ${one}`),
    ...lines,
    `Elapsed: ${notice.minutes} min`,
    `Cost: ${[`${tokens(notice.tokens)} tokens`, pricedText(cost)].filter(Boolean).join(", ")}`,
    `Tasks: ${notice.done} of ${notice.total} done`,
    `Files changed: ${files ?? "cannot be told"}`,
    `Snapshot: ${snapshot ?? "none"}`,
    ...command === null ? [] : [`Rollback: ${command}`],
    ...notice.on === "question" ? [`What to do: ${type("status")}, or Claude Code itself`] : []
  ].map(safe);
  return {
    id: idOf(notice),
    title,
    text: fitted(text),
    urgent: ["question", "silent"].includes(notice.on) || notice.on === "end" && notice.status === "failed",
    data: {
      on: notice.on,
      run: notice.run,
      workflow: notice.workflow,
      project,
      status: notice.status,
      task: notice.task === null ? null : taskData(notice.task),
      elapsed_minutes: notice.minutes,
      cost_usd: cost.usd,
      tokens: notice.tokens,
      tasks_done: notice.done,
      tasks_total: notice.total,
      files_changed: files,
      snapshot,
      questions: notice.questions.map((one) => ({ ...one, about: safe(one.about) })),
      votes: votes.slice(0, MAX_LISTED).map(({ seat, said }) => ({ seat: safe(seat), said: safe(said) })),
      failed_tasks: notice.failed.slice(0, MAX_LISTED).map(safe),
      rollback: command
    }
  };
}
var jsonOf = ({ id, title, text, data }) => ({ id, title, text, ...data });
var testMessage = (root, at) => ({
  id: `test-${at}`,
  title: `${PLUGIN}: test`,
  text: safe(`Messages about runs in ${basename(root)} will come here.`),
  urgent: false,
  data: { on: "test", project: safe(basename(root)) }
});

// src/run/notify/notices.ts
function noticesOf(workflow, before, after, events) {
  const last = events.at(-1);
  if (last === undefined)
    return [];
  const notice = (on, more) => noticeOf(on, after, last, more);
  const round = roundOver(workflow, before, after, events);
  const needed = personNeeded(after, events);
  const ended = events.find((event) => event.type === "ended");
  const phases = phasesIn(before, after, events).map((task) => notice("phase", { task }));
  return [
    ...phases.filter(({ task }) => task?.edge === "end"),
    ...round === null ? [] : [notice("iteration", { round })],
    ...phases.filter(({ task }) => task?.edge === "begin"),
    ...beginsExecution(before, after, events) ? [notice("execution", {})] : [],
    ...needed === null ? [] : [notice("question", needed)],
    ...ended === undefined || ended.status === "cancelled" ? [] : [notice("end", { failed: failedTasks(after) })]
  ];
}
function noticeOf(on, run, last, more) {
  const counted = countedTasks(run);
  return {
    on,
    seq: last.seq,
    run: run.run,
    workflow: run.workflow,
    status: run.status,
    minutes: Math.floor(minutesBetween(run.created_at, last.at)),
    tokens: spentBy(run).tokens,
    done: counted.filter((task) => task.status === "done").length,
    total: counted.length,
    round: null,
    questions: [],
    held: null,
    failed: [],
    task: null,
    ...more
  };
}
var noticedTask = (task, edge, more = {}) => ({
  id: task.id,
  subject: task.subject,
  phase: task.token,
  agent: task.who.provider ?? task.who.agent,
  round: task.version,
  dispatch: task.dispatches,
  edge,
  outcome: null,
  seen: null,
  ...more
});
function phasesIn(before, after, events) {
  const given = new Set(events.flatMap((event) => event.type === "dispatched" ? [event.task] : []));
  return after.tasks.flatMap((task) => {
    const was = before?.tasks.find(({ id }) => id === task.id);
    const ended = isOver(task) && !(was !== undefined && isOver(was)) && task.status !== "skipped";
    const outcome = task.status === "done" ? task.waiver?.kind ?? task.outcome ?? "done" : task.status;
    return [
      ...given.has(task.id) ? [noticedTask(task, "begin")] : [],
      ...ended && (task.status === "done" || task.dispatches > 0) ? [noticedTask(task, "end", { outcome })] : []
    ];
  });
}
function votedIn(workflow, run, panel) {
  const open = run === null ? [] : seatsOf(workflow, run, panel).filter((task) => !isOver(task));
  return open.every((task) => task.status === "waiting" && task.outcome !== null) ? open : [];
}
function roundOver(workflow, before, after, events) {
  const done = new Set(events.flatMap((event) => event.type === "task_done" ? [event.task] : []));
  for (const panel of new Set(panelGates(workflow, after).map((gate) => gate.panel))) {
    if (votedIn(workflow, before, panel).length > 0)
      continue;
    const settled = seatsOf(workflow, after, panel).filter((task) => done.has(task.id));
    const seats = settled.length > 0 ? settled : votedIn(workflow, after, panel);
    if (seats.length > 0)
      return {
        number: Math.max(...seats.map((task) => task.version)),
        votes: seats.map((task) => ({
          seat: task.item ?? task.who.role ?? task.subject,
          said: verdictOf(workflow, after, panel, task)
        }))
      };
  }
  return null;
}
function verdictOf(workflow, run, panel, seat) {
  const [gate] = panelGates(workflow, run, panel);
  const parts = workflow.panels?.[panel]?.standings(run, gate, seatsOf(workflow, run, panel)) ?? [];
  const own = parts.flatMap(({ verdicts }) => verdicts.filter((one) => one.task.id === seat.id));
  if (own.length === 0)
    return seat.outcome ?? seat.waiver?.kind ?? "no verdict";
  return own.some((one) => one.verdict === "changes") ? "asks for changes" : "approved";
}
function beginsExecution(before, after, events) {
  if (before?.tasks.some((task) => task.edits !== null && task.dispatches > 0))
    return false;
  return events.some((event) => event.type === "dispatched" && (taskOf(after, event.task)?.edits ?? null) !== null);
}
function personNeeded(run, events) {
  const asked = new Set(events.flatMap((event) => event.type === "asked" ? [event.question] : []));
  const questions = run.questions.filter(({ id }) => asked.has(id)).map(({ id, kind, task }) => ({ id, kind, about: taskName(run, task) }));
  const isHeld = events.some((event) => event.type === "held") && run.paused !== null && !isPersons(run.paused);
  return questions.length === 0 && !isHeld ? null : { questions, held: isHeld ? run.paused.failure : null };
}
function taskName(run, id) {
  const task = id === null ? undefined : taskOf(run, id);
  return task === undefined ? run.run : `${task.id} ${task.subject}`;
}
var failedTasks = (run) => run.status === "complete" ? [] : [
  ...run.tasks.filter((task) => !task.void && task.status !== "done" && (task.status === "failed" || task.failure !== null)).map((task) => taskName(run, task.id)),
  ...(run.items ?? []).filter((one) => one.dropped !== null).map(({ item, title }) => `${item} ${title}`)
];

// src/run/notify/run-command.ts
var LIMIT_S = 60;
var MAX_OUTPUT = 64 * 1024;
var MAX_TOLD = 200;
var MIN_SECRET = 8;
function variables({ title, data }, root) {
  const task = data.task ?? {};
  const values = {
    ON: data.on,
    TITLE: title,
    PROJECT: root,
    RUN: data.run,
    WORKFLOW: data.workflow,
    STATUS: data.status,
    TASK: task.id,
    PHASE: task.phase,
    EDGE: task.edge,
    OUTCOME: task.outcome
  };
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => value == null ? [] : [[`MULTI_AI_${name}`, String(value)]]));
}
async function runCommand({ command = "", timeout_s = LIMIT_S }, message, { env, root }) {
  const line = readCommandLine(command);
  const [program, ...args] = line.shell ? ["sh", "-c", line.line] : line.words;
  const ran = await runProcess({
    command: program,
    args,
    cwd: root,
    env: { ...withoutAgents(env), ...variables(message, root), [IN_TESTS]: "1" },
    stdin: `${JSON.stringify(jsonOf(message))}
`,
    timeoutMs: timeout_s * 1000,
    maxOutputBytes: MAX_OUTPUT
  });
  if (ran.outcome === "exited" && ran.exitCode === 0)
    return { state: "sent" };
  const how = ran.outcome === "timeout" ? `it was ended after ${timeout_s} s` : ran.outcome === "exited" ? `it ended with ${ran.exitCode ?? ran.signal}` : "it could not be started";
  const said = keptOutput({ stdout: "", stderr: ran.stderr }, maskOfProject(root, env, MIN_SECRET)).split(`
`).findLast((one) => one.trim() !== "");
  return { state: "failed", why: said === undefined ? how : `${how}: ${cut(oneLine2(said), MAX_TOLD)}` };
}

// src/run/notify/send.ts
var PATIENCE = { limit: 1e4, pauses: [1000, 4000], longest: 60000, sleep: Bun.sleep };
function variableProblem(name, value, isUrl) {
  if (value === undefined || value === "")
    return `the variable ${name} is not set`;
  if (isUrl)
    return isAddress(value) ? null : `the variable ${name} holds no https:// or http:// address`;
  return /^[\x21-\x7e]+$/.test(value) ? null : `the variable ${name} holds blanks or line breaks, so it is no token`;
}
var variableProblems = ({ url_env, token_env }, env) => [
  url_env === undefined ? null : variableProblem(url_env, env[url_env], true),
  token_env === undefined ? null : variableProblem(token_env, env[token_env], false)
].filter((one) => one !== null);
var forSlack = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
function postOf(receiver, message, env) {
  const { kind, url_env, token_env, chat_id, topic } = receiver;
  const url = receiver.url ?? (url_env === undefined ? "" : env[url_env]);
  const token = token_env === undefined ? null : env[token_env];
  const base = (standard) => (url || standard).replace(/\/+$/, "");
  const post = (to, body, headers = {}) => ({
    url: to,
    headers: { "content-type": "application/json", ...headers },
    body: JSON.stringify(body)
  });
  const bearer = token === null ? {} : { authorization: `Bearer ${token}` };
  const { id, title, text, urgent } = message;
  switch (kind) {
    case "telegram":
      return post(`${base("https://api.telegram.org")}/bot${token}/sendMessage`, {
        chat_id,
        text: `${title}
${text}`,
        link_preview_options: { is_disabled: true }
      });
    case "ntfy":
      return post(base("https://ntfy.sh"), { topic, title, message: text, priority: urgent ? 4 : 3 }, bearer);
    case "slack":
      return post(url, { text: forSlack(`${title}
${text}`), unfurl_links: false });
    case "webhook":
      return post(url, jsonOf(message), { ...bearer, "idempotency-key": id });
    case "desktop":
    case "command":
      return null;
  }
}
async function send(receiver, message, { env, root, patience = PATIENCE }) {
  try {
    const problems = variableProblems(receiver, env);
    if (problems.length > 0)
      return { state: "failed", why: problems.join("; ") };
    if (receiver.kind === "command")
      return await runCommand(receiver, message, { env, root });
    const post = postOf(receiver, message, env);
    return post === null ? await show(message, env, root, patience.limit) : await postPatiently(post, patience);
  } catch (error) {
    return { state: "failed", why: reasonOf(error, patience.limit) };
  }
}
async function postPatiently(post, patience) {
  for (let tries = 0;; tries++) {
    const came = await postOnce(post, patience.limit);
    if (came.ok)
      return { state: "sent" };
    const pause = patience.pauses[tries];
    if (!came.again || pause === undefined)
      return { state: "failed", why: tries === 0 ? came.why : `${came.why} (${tries + 1} tries)` };
    const wait = Math.max(pause, came.wait ?? 0);
    if (wait > patience.longest)
      return { state: "failed", why: `${came.why}, to be tried again in ${Math.ceil(wait / 1000)} s` };
    await patience.sleep(wait);
  }
}
async function postOnce({ url, headers, body }, limit) {
  try {
    const signal = AbortSignal.timeout(limit);
    const answer = await fetch(url, { method: "POST", headers, body, redirect: "manual", signal });
    answer.body?.cancel().catch(() => {});
    if (answer.ok)
      return { ok: true };
    const again = [408, 425, 429].includes(answer.status) || answer.status >= 500;
    return { ok: false, why: `it answered ${answer.status}`, again, wait: waitIn(answer.headers.get("retry-after")) };
  } catch (error) {
    return { ok: false, why: reasonOf(error, limit), again: true, wait: null };
  }
}
function waitIn(header, now = Date.now()) {
  if (header === null)
    return null;
  if (/^\s*\d{1,9}\s*$/.test(header))
    return Number(header) * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? null : Math.max(0, at - now);
}
function reasonOf(error, limit) {
  const { name, code } = error;
  if (name === "TimeoutError")
    return `no answer within ${limit / 1000} s`;
  return `it cannot be reached (${typeof code === "string" ? code : String(name)})`;
}
async function show({ title, text }, env, root, limit) {
  const [program, args] = process.platform === "darwin" ? ["osascript", [...SCRIPT.flatMap((line) => ["-e", line]), title, text]] : ["notify-send", ["--app-name=multi-ai", "--", title, forSlack(text)]];
  const own = apart(env, root);
  const command = Bun.which(program, { PATH: own.PATH ?? "" });
  if (command === null)
    return { state: "none", why: `${program} is not on this machine` };
  const ran = await runProcess({ command, args, cwd: "/", env: own, timeoutMs: limit });
  return ran.exitCode === 0 ? { state: "sent" } : { state: "failed", why: `${program} ended with ${ran.exitCode ?? ran.outcome}` };
}
var SCRIPT = ["on run argv", "display notification (item 2 of argv) with title (item 1 of argv)", "end run"];

// src/run/notify/silent.ts
var SILENT_MS = 600000;
function silentAgents(project, run, now) {
  if (!isLive(run))
    return [];
  const steps = lastSteps(project, run);
  return run.tasks.flatMap((task) => {
    const step = steps.get(task.id);
    if (step === undefined || isGone(task))
      return [];
    const at = lastSign(task, step?.seen ?? "");
    if (!(now - Date.parse(at) >= SILENT_MS))
      return [];
    const seen = { at, tool: step?.tool ?? null };
    return [
      noticeOf("silent", run, { seq: run.seq, at: new Date(now).toISOString() }, { task: noticedTask(task, "silent", { seen }) })
    ];
  });
}
function lastSign({ dispatch }, seen) {
  const start = dispatch.at;
  return Date.parse(seen) > Date.parse(start) ? seen : start;
}

// src/run/notify/deliver.ts
var POSITIONS = "notified.json";
var LOCK = "notify.lock";
var MAX_RUNS = 50;
var LOCK_WAIT = 300;
async function deliverNotices(project, env, patience) {
  const count = { sent: 0, failed: 0 };
  if (!ownFolder(project.task) || isForeign(project, env))
    return count;
  const me = { pid: process.pid, host: hostName(), start: startTime(process.pid) };
  for (let seen = -1;seen !== journalSize(project); ) {
    const held = acquire(join2(project.task, LOCK), me, LOCK_WAIT);
    if (held === null)
      return count;
    try {
      const commands = [];
      do {
        seen = journalSize(project);
        const to = { project, env, commands, ...patience && { patience } };
        const sent = [
          ...await deliverArchived(to),
          ...await deliverDue(to, project),
          ...await deliverSilences(to),
          ...await commands.shift()?.() ?? []
        ];
        for (const one of sent)
          count[one.state === "failed" ? "failed" : "sent"]++;
      } while (commands.length > 0);
    } finally {
      held.release();
    }
  }
  return count;
}
function journalSize({ task }) {
  try {
    return statSync(journalPath(task)).size;
  } catch {
    return 0;
  }
}
async function deliverArchived(to) {
  const { project, env } = to;
  const all = [];
  for (const id of Object.keys(readPositions(project))) {
    const place = { ...project, task: join2(project.task, "history", id) };
    if (!/^[\w-]+$/.test(id) || journalSize(place) === 0)
      continue;
    try {
      if (!isForeign(project, env, place.task))
        all.push(...await deliverDue(to, place));
    } catch {}
    notePosition(project, id, null);
  }
  return all;
}
async function deliverDue(to, place) {
  const { project } = to;
  const positions = readPositions(project);
  const { due, run, seq } = dueNotices(place, (id) => positions[id] ?? 0);
  if (run === null)
    return [];
  const all = [];
  for (const one of due) {
    for (const notice of one.notices)
      all.push(...await tell(to, place, one.run, notice));
    notePosition(project, one.run.run, one.notices.at(-1).seq);
  }
  if (positions[run.run] !== seq)
    notePosition(project, run.run, seq);
  return all;
}
var receiversOf = (run, on) => (run.settings.notify ?? []).filter((one) => isTold(one, on));
async function tell(to, place, run, notice) {
  const { project, env, patience } = to;
  const all = receiversOf(run, notice.on);
  if (all.length === 0)
    return [];
  const message = messageFor(place, run, notice);
  const sendTo = async (receivers) => {
    const sent = await Promise.all(receivers.map(async (receiver) => receiver.kind === "command" && !await isApproved(project, run, receiver, env) ? UNAPPROVED : send(receiver, message, { env, root: project.root, ...patience && { patience } })));
    noteFailures(project, message, receivers, sent);
    return sent;
  };
  const commands = all.filter(({ kind }) => kind === "command");
  if (commands.length > 0)
    to.commands.push(() => sendTo(commands));
  return sendTo(all.filter(({ kind }) => kind !== "command"));
}
var UNAPPROVED = { state: "failed", why: "its command is none that you have approved for this project" };
async function isApproved(project, run, receiver, env) {
  if (areApproved(run.settings, project, env))
    return true;
  const read = await readSettings(project.root, env);
  return read.ok && read.waiting === undefined && (read.settings.notify ?? []).some((one) => one.kind === "command" && one.command === receiver.command);
}
async function deliverSilences(to) {
  const { project } = to;
  const run = readRun(project);
  if (run === null || receiversOf(run, "silent").length === 0)
    return [];
  const path = join2(project.task, SILENCES);
  const told = valuesIn(path, (value) => typeof value === "string");
  const all = [];
  const now = {};
  for (const notice of silentAgents(project, run, Date.now())) {
    const { id, dispatch, seen } = notice.task;
    const name = `${run.run} ${id} ${dispatch}`;
    now[name] = seen.at;
    if (told[name] !== seen.at)
      all.push(...await tell(to, project, run, notice));
  }
  writeFileAtomic(path, `${JSON.stringify(now)}
`);
  return all;
}
function dueNotices(project, positionOf) {
  let due = [];
  const { state, seq } = readState(project.task, {
    evolve: (run, batch) => {
      if (run === null)
        due = [];
      const events = batch;
      const isNew = events.at(-1).seq > positionOf(events[0].run);
      const before = isNew && run !== null ? structuredClone(run) : null;
      const after = RUN.evolve(run, batch);
      if (!isNew || after === null || !after.settings.notify?.length)
        return after;
      const notices = noticesOf(workflowOf(after.workflow), before, after, events);
      if (notices.length > 0)
        due.push({ run: structuredClone(after), notices });
      return after;
    },
    problem: RUN.problem
  }, disk, "read");
  return { due, run: state, seq };
}
function messageFor(project, run, notice) {
  const scene = sceneOf(project, run);
  const tell = (what, otherwise) => {
    try {
      return what();
    } catch {
      return otherwise;
    }
  };
  const adds = tell(() => moduleOf(run.workflow).notice?.(scene, notice) ?? { lines: [] }, { lines: [] });
  return messageOf(notice, {
    root: project.root,
    files: tell(() => changedCount2(scene), null),
    snapshot: tell(() => workSnapshot2(project, run), null),
    lines: adds.lines,
    cost: runMoney(run)
  });
}
var readPositions = ({ task }) => valuesIn(join2(task, POSITIONS), (value) => typeof value === "number");
function valuesIn(path, isOne) {
  try {
    const value = JSON.parse(readCache(path)?.toString("utf8") ?? "{}");
    return isObject(value) ? Object.fromEntries(Object.entries(value).filter((one) => isOne(one[1]))) : {};
  } catch {
    return {};
  }
}
function notePosition(project, run, seq) {
  const { [run]: _, ...others } = readPositions(project);
  const newest = [...Object.entries(others), ...seq === null ? [] : [[run, seq]]].slice(-MAX_RUNS);
  writeFileAtomic(join2(project.task, POSITIONS), `${JSON.stringify(Object.fromEntries(newest))}
`);
}
var receiverName = ({ kind }, index) => `notify[${index}] ${kind}`;

// src/checkup/notify.ts
var notifyCheckup = async ({ project, env }) => {
  const read = await readSettings(project, env);
  if (!read.ok)
    return [];
  const receivers = (read.waiting?.whole ?? read.settings).notify ?? [];
  if (receivers.length === 0)
    return [];
  const name = "Notify";
  const problems = receivers.flatMap((one, index) => variableProblems(one, env).map((problem) => `${receiverName(one, index)}: ${problem}`));
  const all = receivers.map(({ kind, on }) => on === undefined ? kind : `${kind} (${on.join(", ")})`).join("; ");
  return problems.length === 0 ? [ok(name, all)] : [warning(name, `${all}; ${problems.join("; ")}`, "set them where Claude Code is started")];
};

// src/checkup/plugin-files.ts
import { existsSync, readdirSync, readFileSync as readFileSync2 } from "fs";
import { join as join3 } from "path";
var AGAIN = "install the plugin again, or restore its files with git";
function frontmatter(text) {
  const head = /^---\r?\n([\s\S]*?)\r?\n---\r?\n/.exec(text)?.[1];
  if (head === undefined)
    return null;
  const rows = [...head.matchAll(/^([A-Za-z-]+):[ \t]*(.*)$/gm)];
  return Object.fromEntries(rows.map(([, name, value]) => [name, value.trim()]));
}
function markdownIn(plugin, folder) {
  const path = join3(plugin, folder);
  if (!existsSync(path))
    return [];
  return readdirSync(path, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".md")).map((file) => join3(folder, file)).sort();
}
var NEEDED = {
  commands: ["description"],
  agents: ["name", "description", "model", "tools"],
  skills: ["name", "description"],
  prompts: []
};
function problemOf(plugin, folder, file) {
  let text;
  try {
    text = readFileSync2(join3(plugin, file), "utf8");
  } catch (problem) {
    return [`${file} cannot be read (${problem.code})`];
  }
  if (text.trim() === "")
    return [`${file} is empty`];
  const needed = NEEDED[folder];
  if (needed.length === 0 || folder === "skills" && !file.endsWith("SKILL.md"))
    return [];
  const fields = frontmatter(text);
  if (fields === null)
    return [`${file} has no frontmatter`];
  const missing = needed.filter((name) => !fields[name]);
  return missing.length === 0 ? [] : [`${file} lacks ${missing.join(", ")}`];
}
function dispatchedAgents() {
  const names = new Set;
  JSON.stringify(allWorkflows(), (key, value) => {
    if (key === "agent" && typeof value === "string")
      names.add(value);
    return value;
  });
  return names;
}
var markdownCheckup = async ({ plugin }) => {
  const name = "Markdown";
  const files = Object.keys(NEEDED).flatMap((folder) => markdownIn(plugin, folder).map((file) => ({ folder, file })));
  const problems = files.flatMap(({ folder, file }) => problemOf(plugin, folder, file));
  for (const agent of dispatchedAgents())
    if (!files.some(({ file }) => file === join3("agents", `${agent}.md`)))
      problems.push(`agents/${agent}.md is missing`);
  for (const name of Object.keys(allStarts())) {
    const start = join3("commands", `${name}.md`);
    if (!files.some(({ file }) => file === start))
      problems.push(`${start} is missing`);
  }
  return problems.length === 0 ? [ok(name, `${files.length} commands, agents, skills and prompts are readable`)] : problems.map((problem) => error(name, problem, AGAIN));
};
var BUILT = [
  "hooks/hook.js",
  "hooks/load.js",
  "hooks/step/judge.js",
  "hooks/step/main.js",
  ...["orchestrator", "check", "person"].flatMap((name) => [`dist/${name}.js`, `dist/parts/${name}.js`])
];
var MANIFESTS = ["package.json", "plugin.json", ".claude-plugin/plugin.json"];
var builtCheckup = async ({ plugin }) => {
  const name = "Built files";
  const problems = [];
  for (const file of [...BUILT, "hooks/guard.sh", "hooks/no-run.sh", "hooks/find-bun.sh", "hooks/hooks.json"])
    if (!existsSync(join3(plugin, file)))
      problems.push(`${file} is missing`);
  for (const file of MANIFESTS) {
    const version = versionIn(join3(plugin, file));
    if (version !== VERSION)
      problems.push(`${file} names version ${version ?? "none"}, this program is ${VERSION}`);
  }
  return problems.length === 0 ? [ok(name, `version ${VERSION} everywhere`)] : problems.map((problem) => error(name, problem, AGAIN));
};
function versionIn(file) {
  try {
    const { version } = JSON.parse(readFileSync2(file, "utf8"));
    return typeof version === "string" ? version : null;
  } catch {
    return null;
  }
}

// src/checkup/programs.ts
import { readFileSync as readFileSync3 } from "fs";
import { tmpdir as tmpdir2 } from "os";
import { basename as basename2, join as join4 } from "path";

// src/checkup/permissions.ts
var AUTO_FROM = "2.1.328";
var APPROVED = "Approved test commands run in every mode.";
var headless = () => `${here("run")} uses acceptEdits: an implementer's other commands are refused there, unless --allowed-tools names them.`;
var NEEDED2 = /^(?:Bash|Write|Edit|MultiEdit)(?:\(|$)/;
function permissionsFinding({ env, project }, version) {
  const name = "Permissions";
  const { mode: set, deny, allow } = permissionRules(env, project);
  const mode = set === "manual" ? "default" : set ?? (Bun.semver.order(version, AUTO_FROM) >= 0 ? "auto" : "default");
  const { words, remedy } = MODES[mode] ?? { words: "this version does not know it", remedy: null };
  const found = `sessions begin in mode ${mode}: ${words}. ${APPROVED} ${headless()}`;
  const denied = deny.filter((rule) => NEEDED2.test(rule));
  if (denied.length > 0)
    return warning(name, `${found} permissions.deny has ${denied.join(", ")}, which no mode lifts`, "take out what an implementer needs, or expect questions");
  const edits = ["Edit", "Write"].every((tool) => allow.includes(tool));
  return remedy === null || edits && mode !== "plan" ? ok(name, found) : warning(name, found, remedy);
}
var SHUT = '"sandbox": {"enabled": true, "filesystem": {"denyWrite": ["./.task"]}} in .claude/settings.local.json';
function sandboxFinding({ env, project }) {
  const name = "Sandbox";
  const { isOn, denied } = sandboxOf(env, project);
  const isShut = denied.some((path) => /(?:^|\/)\.task\/?(?:\*\*)?$/.test(path));
  if (isOn && isShut)
    return ok(name, "Claude Code's sandbox is on, and no command of an agent writes into .task/; checks run outside of it");
  return ok(name, `what a command changes in .task/ is noticed behind it and put back. ${SHUT} keeps commands from it altogether; not for runs with worktrees, which lie there`);
}

// src/checkup/programs.ts
var LIMIT_MS2 = 1e4;
var TASK_TOOLS_OFF_FROM = "2.1.300";
function builtWith(plugin) {
  try {
    const { dependencies } = JSON.parse(readFileSync3(join4(plugin, "package.json"), "utf8"));
    return typeof dependencies?.bun === "string" ? dependencies.bun : null;
  } catch {
    return null;
  }
}
function bunFinding(version, wanted) {
  const name = "Bun";
  const found = `${version} (${process.execPath})`;
  const update = "bun upgrade, or npm ci in the plugin's folder";
  if (Bun.semver.order(version, OLDEST_SUPPORTED_BUN) < 0)
    return error(name, `${found} is older than ${OLDEST_SUPPORTED_BUN}, the oldest that is supported`, update);
  if (wanted === null || version === wanted)
    return ok(name, found);
  const slower = `${found}; the plugin is built with ${wanted}: its hooks start slower with another version`;
  return warning(name, slower, update);
}
var bunCheckup = async ({ plugin }) => [bunFinding(Bun.version, builtWith(plugin))];
var NOT_ON_PATH = "not on PATH: run needs --claude <path>";
function programOf(host) {
  const path = host?.executable ?? null;
  return path === null || /^(?:node|nodejs|bun|deno)(?:\.exe)?$|\(deleted\)$/.test(basename2(path)) ? null : path;
}
async function claudeVersion(claude, env, cwd) {
  const asked = await runProcess({ command: claude, args: ["--version"], cwd, env, timeoutMs: LIMIT_MS2 });
  return asked.exitCode === 0 ? /\d+\.\d+\.\d+/.exec(asked.stdout)?.[0] ?? null : null;
}
var claudeCheckup = async (input) => {
  const named = findClaude(input.claude, input.env, input.project);
  const above = named === null && input.claude === null ? hostAmong(processAncestors()) : null;
  const claude = named ?? programOf(above);
  if (claude === null && above !== null)
    return [ok("Claude Code", `runs this (process ${above.pid}), ${NOT_ON_PATH}`)];
  if (claude === null) {
    const left = input.claude === null ? Bun.which("claude", { PATH: input.env.PATH ?? "" }) : null;
    if (left !== null)
      return [
        error("Claude Code", `${left} does not count, as it lies in the project or in a node_modules folder`, `name it: --claude ${left}, or install it for yourself (npm install -g @anthropic-ai/claude-code)`)
      ];
    const where = input.claude === null ? "not found on PATH" : `${input.claude} is no program`;
    return [
      error("Claude Code", where, "install it (npm install -g @anthropic-ai/claude-code), or name it: --claude <path>")
    ];
  }
  const env = hostEnvironment(input.env, input.plugin);
  const version = await claudeVersion(claude, env, tmpdir2());
  if (version === null)
    return [
      error("Claude Code", `${claude} does not tell its version`, `run ${claude} --version in a terminal to see why`)
    ];
  if (Bun.semver.order(version, OLDEST_SUPPORTED_HOST) < 0)
    return [
      error("Claude Code", `${version} is older than ${OLDEST_SUPPORTED_HOST}, the oldest that is supported`, "claude update")
    ];
  const newer = Bun.semver.order(version, NEWEST_TESTED_HOST) > 0 ? `, newer than ${NEWEST_TESTED_HOST}, with which this is tested` : "";
  return [
    ok("Claude Code", `${version}${newer} (${claude}${named === null ? `, ${NOT_ON_PATH}` : ""})`),
    permissionsFinding(input, version),
    sandboxFinding(input),
    taskTools(input, version),
    await loads(input, claude, env)
  ];
};
function taskTools({ env, project }, version) {
  const name = "Task tools";
  if (Bun.semver.order(version, TASK_TOOLS_OFF_FROM) < 0)
    return ok(name, "always on in this version");
  if (taskToolsAreOn(env, project))
    return ok(name, "on: Claude Code's own list mirrors the run");
  return warning(name, "off: the run works, but Claude Code's own task list does not show it", 'set CLAUDE_CODE_ENABLE_TODO_TOOLS to "1", for example in "env" of .claude/settings.json');
}
async function loads({ plugin, project, env }, claude, hostEnv) {
  const name = "Plugin";
  const installed = pluginIsInstalled(env, project);
  const asked = await runProcess({
    command: claude,
    args: [
      ...leftOut3(env, project).args,
      ...installed ? [] : ["--plugin-dir", plugin],
      "plugin",
      "details",
      "multi-ai"
    ],
    cwd: project,
    env: { ...hostEnv, DISABLE_AUTOUPDATER: "1", CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1" },
    timeoutMs: LIMIT_MS2
  });
  const hooks = Number(/Hooks \((\d+)\)/.exec(asked.stdout)?.[1] ?? 0);
  const agents = Number(/Agents \((\d+)\)/.exec(asked.stdout)?.[1] ?? 0);
  const how = installed ? "installed" : `not installed here; run starts Claude Code with --plugin-dir ${plugin}`;
  if (asked.exitCode === 0 && hooks > 0 && agents > 0)
    return ok(name, `Claude Code loads ${agents} agents and hooks for ${hooks} events (${how})`);
  if (asked.exitCode === 0)
    return error(name, `Claude Code loads it with ${agents} agents and hooks for ${hooks} events`, "install the plugin again: /plugin install multi-ai@multi-ai");
  const said = `${asked.stdout}
${asked.stderr}`.trim().split(`
`).at(-1)?.slice(0, 200) ?? "";
  return warning(name, `Claude Code did not list it (${asked.outcome === "timeout" ? `no answer within ${LIMIT_MS2 / 1000} s` : said || `code ${asked.exitCode}`})`, "type /plugin in Claude Code to see whether it is loaded");
}
async function providersHere({ env, project }) {
  const read = await readSettings(project, env);
  const own = read.ok && (read.waiting?.whole ?? read.settings).providers || {};
  const named = new Set(WORKFLOW_NAMES.flatMap((workflow) => [...gatesByProvider(workflow).keys()]));
  const here = apart(env, project);
  const wanted = [];
  const others = [];
  for (const provider of allProviders(own)) {
    const isNamed = named.has(provider.id);
    const isWanted = isNamed || Object.hasOwn(own, provider.id);
    const absence = isWanted ? null : await provider.absence(here);
    const isOff = absence === "no_key" || absence === "not_installed" || !isWanted && isLocal(provider);
    if (isOff)
      others.push(provider);
    else
      wanted.push({ provider, isNamed });
  }
  return { own, wanted, others };
}
var providersCheckup = async ({ env, project }) => {
  const { own, wanted, others } = await providersHere({ env, project });
  const here = apart(env, project);
  const findings = [];
  for (const { provider, isNamed } of wanted)
    findings.push(await providerFinding(provider, here, isNamed));
  for (const id of Object.keys(own))
    if (!allProviders(own).some((one) => one.id === id))
      findings.push(error(id, `providers.${id}: it is none of the plugin's, and has no base_url`, "give it one"));
  const rest = others.map(({ title, setup }) => `${title} (${setup})`).join("; ");
  return [...findings, ...rest === "" ? [] : [ok("Other models", `not set up here: ${rest}`)]];
};
var isLocal = ({ program, keys }) => program === null && keys.length === 0;
async function providerFinding(provider, env, isNamed) {
  const { title: name } = provider;
  const state = await provider.probe(env);
  if (state.problem) {
    const then = isNamed ? `: the run will ask at the reviews by ${name} whether another reviewer stands in` : "";
    return warning(name, `${state.problem}${then}`, state.remedy ?? "");
  }
  if (provider.program === null) {
    const key = provider.keys.find((one) => env[one]);
    const model = provider.model === null ? "no model named" : `model ${provider.model}`;
    return ok(name, `${key === undefined ? "needs no key" : `key in ${key}`}, ${model}, ${provider.baseUrl}`);
  }
  const version = state.version ?? "version unknown";
  return ok(name, `${version}, ${state.loggedIn === true ? "logged in" : "with credentials of its own"}`);
}

// src/checkup/project.ts
import { existsSync as existsSync2, lstatSync } from "fs";
var gitCheckup = async (input) => {
  const version = await runIn(input, "git", "--version");
  if (version.exitCode !== 0)
    return [
      warning("git", "not found: files are compared one by one, which is slow, and there is no rollback", "install git")
    ];
  const number = /\d+\.\d+(\.\d+)?/.exec(version.stdout)?.[0] ?? "of an unknown version";
  const inside = await runIn(input, "git", "rev-parse", "--is-inside-work-tree");
  if (inside.stdout.trim() !== "true")
    return [
      warning("git", `${number}; ${input.project} is no repository: files are compared one by one, and there is no rollback`, "git init, if you want its history and rollback")
    ];
  return [ok("git", `${number}, a repository`), await ignored(input)];
};
async function ignored(input) {
  const name = "Ignored";
  if (!existsSync2(input.task))
    return ok(name, "no .task/ yet; a run writes a .gitignore into it that ignores everything");
  const checked = await runIn(input, "git", "check-ignore", "-q", ".task/events.jsonl");
  if (checked.exitCode === 0)
    return ok(name, ".task/ is ignored");
  return warning(name, ".task/ is not ignored: what agents were told and answered could be committed", "put the line * into .task/.gitignore");
}
var settingsCheckup = async ({ project, env }) => {
  const name = "Settings";
  const read = await readSettings(project, env);
  if (!read.ok)
    return read.problems.map((problem) => error(name, problem, `mend it in ${SETTINGS_FILE}`));
  const agents = [...new Set(Object.values(allWorkflows()).flatMap(({ bounds }) => Object.keys(bounds)))];
  const { bounds = {}, models, budget } = read.settings;
  const unknown = Object.entries({ bounds, models }).flatMap(([field, of]) => Object.keys(of).filter((agent) => !agents.includes(agent)).map((agent) => warning(name, `${field} names no agent "${agent}"${didYouMean(agent, agents)}`, `use one of ${agents.join(", ")}`)));
  const isIdle = budget?.enabled === false && (budget.tokens_max ?? budget.minutes_max) !== undefined;
  const { settings } = read;
  const costs = Object.entries(allStarts()).map(([start, { workflow, entry }]) => {
    const assigned = assignedNow(workflow, { root: project }, settings, env);
    return `${typedCommand(start)} ${costBounds(workflowOf(workflow), { entry, settings, options: {}, assigned })}`;
  });
  return [
    ok(name, read.present ? `${SETTINGS_FILE} is valid` : `no ${SETTINGS_FILE}: the defaults hold`),
    ...read.waiting === undefined ? [] : [
      {
        ...warning(name, `${read.waiting.held.map(({ field }) => field).join(", ")}: not approved by you for this project, so no run starts`, `${here("trust")} shows them whole, and what to type to approve them or to work without them`),
        holds: true
      }
    ],
    ...unknown,
    ...isIdle ? [warning(name, "budget.enabled is not true: what the budget says bounds nothing", 'add "enabled": true to it')] : [],
    ok("Cost", [ceilingText(settings), ...costs].join(`
`))
  ];
};
var workflowCheckup = async (input) => {
  const read = await readSettings(input.project, input.env);
  if (!read.ok)
    return [];
  const settings = read.waiting?.whole ?? read.settings;
  const found = WORKFLOW_NAMES.map((name) => moduleOf(name).checkup?.(input, settings) ?? []);
  return (await Promise.all(found)).flat();
};
var journalCheckup = async ({ project, task, env }) => {
  const name = "Journal";
  const place = { root: project, task, found: "journal" };
  try {
    if (existsSync2(task) && !lstatSync(task).isDirectory())
      return [error(name, ".task is no folder", "move it away")];
    const run = readRun(place);
    if (run === null)
      return [ok(name, "no run")];
    if (isLive(run) && isForeign(place, env))
      return [
        warning(name, `${run.run} was not started on this machine, or this project is a copy`, `${here(`trust --run ${run.run}`)} shows what it would do`)
      ];
    return [ok(name, `${run.seq} events of ${run.run}, ${isLive(run) ? `live (${run.status})` : run.status}`)];
  } catch (problem) {
    const broken = problem instanceof BrokenChain ? problem : null;
    const message = problem instanceof Error ? problem.message : String(problem);
    const mends = broken !== null && !isForeign(place, env) ? broken.remedyFor(here) : null;
    const remedy = mends ?? `${here("cancel --force")} sets the run aside`;
    return [error(name, message, remedy)];
  }
};

// src/checkup/roles.ts
var PROMPT_TOKENS = MAX_FILES_BYTES / 4;
var ANSWER_TOKENS = 16384;
var rolesCheckup = async ({ project, env }) => {
  const read = await readSettings(project, env);
  if (!read.ok)
    return [];
  const settings = read.waiting?.whole ?? read.settings;
  const found = Object.values(allStarts()).map(async ({ workflow, entry }) => {
    const assigned = assignedNow(workflow, { root: project }, settings, env);
    if (assigned === undefined)
      return [];
    const best = moduleOf(workflow).assigns(settings, () => true);
    const run = { entry, settings, options: {}, assigned };
    const work = plannedWork(workflowOf(workflow), run);
    return [
      ...await moduleOf(workflow).checkupRoles?.(settings, assigned) ?? [],
      ...Object.keys(assigned).map((role) => roleFinding(`${workflow} ${role}`, assigned[role], best[role] ?? [], settings)),
      callsFinding(workflow, work),
      costFinding(workflow, work, settings)
    ];
  });
  return (await Promise.all(found)).flat();
};
function roleFinding(name, chain, best, settings) {
  const has = new Set(chain.map(modelName));
  const missing = best.filter((who) => who.provider !== undefined && !has.has(modelName(who))).map((who) => ({ model: modelName(who), ...lackOf(who.provider, settings) }));
  const use = chain.map(modelName);
  const lack = missing.map(({ model, lacks }) => `${model} if ${lacks}`);
  const found = `${use.join(", then ")}${lack.length === 0 ? "" : ` (${lack.join("; ")})`}`;
  return { ...ok(name, found), facts: { use, missing: missing.map(({ model, keys }) => ({ model, keys })) } };
}
function lackOf(id, settings) {
  const provider = providerOf(id, settings.providers);
  if (provider === null)
    return { keys: [], lacks: `providers.${id}.base_url is set` };
  if (provider.program !== null)
    return { keys: [], lacks: `${provider.program} is on the PATH` };
  return { keys: provider.keys, lacks: `${provider.keys.join(" or ")} is set` };
}
function callsFinding(workflow, work) {
  const phases = callsByPhase(work);
  const calls = callsOf2(work);
  const found = `${callsWords(calls)} (${phases.map(([phase, one]) => `${phase} ${callsWords(one)}`).join(" \xB7 ")})`;
  return { ...ok(`${workflow} calls`, found), facts: { ...calls, phases: Object.fromEntries(phases) } };
}
function costFinding(workflow, work, settings) {
  const unknown = new Set;
  let [usual, most, external, host] = [0, 0, false, false];
  for (const one of work) {
    for (const [at, who] of one.chain.entries()) {
      if (who.provider === undefined) {
        host = true;
        continue;
      }
      external = true;
      const each = priceOfAnswer(workflow, who, settings);
      if (each === null)
        unknown.add(modelName(who));
      else if (each > 0)
        most += each * one.most * (one.items ?? 1) * callsPerTask({ ...one, chain: [who] });
      if (at === 0 && one.items === null)
        usual += (each ?? 0) * one.usual;
    }
  }
  const names = [...unknown].sort();
  const parts = [
    ...external ? [
      `external models at most ${dollars(most)}, ${dollars(usual)} without a further round or retry (prompts of ${tokens(PROMPT_TOKENS)} tokens, answers as long as they may be)`
    ] : [],
    ...names.length > 0 ? [`unknown, and not in it: ${names.join(", ")}`] : [],
    ...host ? ["Claude Code's own agents: unknown in dollars, their tokens stand under Cost"] : []
  ];
  const { usd_max } = settings.budget?.enabled === true ? settings.budget : {};
  const asked = usd_max === undefined ? "no ceiling is set (budget.usd_max)" : `asked at ${dollars(usd_max)}`;
  const facts = { usd_usual: usual, usd_most: most, unknown: names, host_agents: host ? "unknown" : "none" };
  const found = `${parts.join("; ")}; ${asked}`;
  return { ...ok(`${workflow} cost`, found), facts: names.length === 0 ? facts : { ...facts, usd_most: null } };
}
function priceOfAnswer(workflow, who, settings) {
  const own = settings.providers?.[who.provider];
  const output = moduleOf(workflow).answers?.(settings, { who }).max_tokens ?? own?.max_output_tokens ?? ANSWER_TOKENS;
  const model = who.model === "" ? own?.model ?? "" : who.model;
  return costOf({ provider: who.provider, model }, { input: PROMPT_TOKENS, cached: 0, output }, settings);
}

// src/checkup/index.ts
var CHECKUPS = [
  bunCheckup,
  claudeCheckup,
  hooksCheckup,
  providersCheckup,
  gitCheckup,
  settingsCheckup,
  workflowCheckup,
  rolesCheckup,
  notifyCheckup,
  markdownCheckup,
  builtCheckup,
  journalCheckup
];
async function lookAt2(checkup, input) {
  try {
    return await checkup(input);
  } catch (problem) {
    const found = problem instanceof Error ? problem.message : String(problem);
    const name = checkup.name.replace("Checkup", "");
    return [{ name, state: "error", found, remedy: "run it again with MULTI_AI_DEBUG=1 and report what it prints" }];
  }
}
async function findingsOf({ root, task }, env, claude) {
  const input = { project: root, task, plugin: pluginRoot(), env, claude };
  return (await Promise.all(CHECKUPS.map((checkup) => lookAt2(checkup, input)))).flat();
}
var standsInTheWay = (findings) => findings.some(({ state, holds }) => state === "error" || holds);

// src/checkup/setup/results.ts
import { existsSync as existsSync3 } from "fs";
import { join as join5 } from "path";

// src/checkup/setup/programs.ts
var environmentOf = ({ call }) => apart(call.env, call.project.root);
async function lookAt3({ probe, title }, place) {
  const env = environmentOf(place);
  const { problem, remedy = "", command } = await probe(env);
  if (problem === undefined)
    return { state: "done", file: "", text: `${title} can be asked` };
  const isThere = command?.[0] !== undefined && Bun.which(command[0], { PATH: env.PATH ?? "" }) !== null;
  return isThere ? { state: "to_type", file: "", text: problem, command } : { state: "not_here", file: "", text: `${problem}: ${remedy}` };
}
async function programSteps(place) {
  const { env, project } = place.call;
  const { wanted } = await providersHere({ env, project: project.root });
  return wanted.filter(({ provider }) => provider.program !== null).map(({ provider }) => ({
    name: provider.id,
    inProject: false,
    tells: provider.title,
    look: (at) => lookAt3(provider, at)
  }));
}

// src/checkup/setup/results.ts
var noResults = () => ({ done: [], offered: [], to_type: [], refused: [], not_here: [] });
var stepsOf = async (place) => [...STEPS3, ...await programSteps(place)];
function heldBy(project) {
  const held = (run) => `${run}: settings of the host, and files of the project, are not changed while a run is live`;
  try {
    const run = readRun(project);
    if (run !== null && isLive(run))
      return held(`run ${run.run} is live`);
  } catch {
    return held("the run here cannot be read");
  }
  return existsSync3(join5(project.task, "live")) ? held("a run has just ended, and the host was not told yet") : null;
}
var standing = (step, place) => lookAt(step, place, heldBy(place.call.project));
function carriedOut(step, offer, value, { call }) {
  const held = step.inProject ? heldBy(call.project) : null;
  if (held !== null)
    return { state: "refused", file: offer.file, text: held };
  const named = value === null || offer.value === undefined ? [] : [offer.value.says(value)];
  try {
    offer.apply(value);
    return { state: "done", file: offer.file, text: [...offer.change, ...named].join("; ") };
  } catch (error) {
    return refused(offer.file, error);
  }
}
function note(results, { name, tells }, look, { now = false, declined = false } = {}) {
  const { file, text } = look;
  const change = look.state === "offered" ? { change: look.change } : {};
  const command = look.state === "to_type" ? { command: look.command } : {};
  const told = tells === undefined ? {} : { tells };
  const more = { ...now ? { now: true } : {}, ...declined ? { declined: true } : {} };
  results[look.state].push({ step: name, file, text, ...change, ...command, ...more, ...told });
}
var dataOf = (results) => Object.fromEntries(Object.entries(results).map(([state, all]) => [state, all.map(({ tells, ...shown }) => shown)]));
function yours(findings, { not_here, ...rest }) {
  const told = new Set(Object.values(rest).flatMap((all) => all.map(({ tells }) => tells)));
  return findings.filter(({ name, state, remedy, holds }) => remedy !== null && (state !== "ok" || holds) && !told.has(name));
}
function resultLines(results, findings, { paint, most, offers, left }) {
  const broken = (text, hang = 2) => wrapWhole(text, most, hang);
  const line = ({ file, text }) => broken(`  ${file === "" ? "" : `${oneLine2(file)}: `}${oneLine2(text)}`);
  const short = ({ text }) => broken(`  ${oneLine2(text)}`);
  const once = (all) => [...new Map(all.map((one) => [one.text, one])).values()].map(short);
  const part = (title, lines) => lines.length === 0 ? [] : [...broken(title, 0), ...lines.flat(), ""];
  const open = yours(findings, results);
  const shownThere = new Set(open.map(({ name }) => name));
  const unasked = [...results.offered, ...results.to_type];
  return [
    ...part(paint.green("Done:"), results.done.filter(({ now }) => now).map(line)),
    ...part("As it should be:", results.done.filter(({ now }) => !now).map(short)),
    ...part(paint.yellow(offers), results.offered.filter(({ declined }) => !declined).map(({ step, text, file, change }) => [
      ...broken(`  ${step}: ${oneLine2(text)}`),
      ...broken(`    ${oneLine2(file)}: ${change.map(oneLine2).join("; ")}`)
    ])),
    ...part(paint.yellow("To type in a terminal:"), results.to_type.filter(({ declined }) => !declined).map(({ text, command }) => [...broken(`  ${oneLine2(text)}:`), `    ${command.join(" ")}`])),
    ...part(left, unasked.filter(({ declined }) => declined).map(short)),
    ...part(paint.yellow("Not done:"), results.refused.map(line)),
    ...part("Not here:", once(results.not_here.filter(({ tells }) => tells === undefined || !shownThere.has(tells)))),
    ...part("For you to do:", open.map(({ name, found, remedy }) => [
      ...broken(`  ${name}: ${found.split(`
`).map(oneLine2).join("; ")}`),
      ...broken(`    \u2192 ${oneLine2(remedy)}`)
    ]))
  ];
}

// src/checkup/setup/named.ts
var ALL = "all";
var NAMES = `[${ALL} | <name>[=<value>] \u2026]`;
var MOST_NAMES = 20;
var MEANT = { ceiling: "settings", path: "link", program: "link" };
function namedIn(words, steps) {
  const named = new Map;
  const names = steps.map(({ name }) => name);
  for (const word of words) {
    const at = word.indexOf("=");
    const typed = at < 0 ? word : word.slice(0, at);
    const text = at < 0 ? null : word.slice(at + 1);
    const small = typed.toLowerCase().replaceAll("-", "_");
    if (small === ALL && text === null) {
      for (const step of steps)
        if (!named.has(step))
          named.set(step, null);
      continue;
    }
    const name = Object.hasOwn(MEANT, small) ? MEANT[small] : small;
    const step = steps.find((one) => one.name.replaceAll("-", "_") === name);
    if (step === undefined)
      return `found ${shown(oneLine2(typed))}, expected ${ALL}, ${names.join(", ")}${didYouMean(small, [ALL, ...names])}`;
    const { takes } = step;
    if (text !== null && takes === undefined)
      return `${step.name} takes no value, found ${shown(oneLine2(text))}`;
    const value = text === null ? null : takes.value.parse(text);
    if (text !== null && value === null)
      return `${oneLine2(typed)}=: found ${shown(oneLine2(text))}, expected ${takes.value.expected}`;
    if (text === null && name !== small && takes !== undefined)
      return `${small} needs a value: ${small}=, expected ${takes.value.expected}`;
    if (value !== null && ![null, undefined, value].includes(named.get(step)))
      return `${step.name} is given two values: type one of them`;
    named.set(step, value ?? named.get(step) ?? null);
  }
  return new Map(steps.flatMap((step) => named.has(step) ? [[step, named.get(step)]] : []));
}
async function doNamed(step, value, place) {
  const look = await standing(step, place);
  const taken = look.state === "offered" && look.value !== undefined;
  const first = look.state === "offered" ? carriedOut(step, look, value, place) : look;
  const isNow = look.state === "offered" && first.state === "done";
  if (value === null || taken || first.state !== "done")
    return [{ look: first, now: isNow }];
  const more = step.takes.set(place, value);
  const second = more.state === "offered" ? carriedOut(step, more, value, place) : more;
  return [
    ...isNow ? [{ look: first, now: true }] : [],
    { look: second, now: more.state === "offered" && second.state === "done" }
  ];
}

export { testMessage, send, deliverNotices, receiverName, findingsOf, standsInTheWay, environmentOf, noResults, stepsOf, standing, carriedOut, note, dataOf, yours, resultLines, ALL, NAMES, MOST_NAMES, namedIn, doNamed };
