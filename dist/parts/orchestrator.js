// @bun
import {
  PLUGIN,
  IN_TESTS,
  inHost,
  calledAs,
  speak,
  here
} from "./s11.js";
import {
  hostAmong,
  startedByHost,
  processAncestors
} from "./s14.js";
import {
  disk,
  UnsafeFile,
  errorCode,
  openRegular,
  ownFolder,
  readRange,
  readCache,
  temporaryName,
  writeFileAtomic,
  createTaskFolder
} from "./s21.js";
import {
  START,
  BrokenChain,
  sha256,
  scan
} from "./s83.js";
import {
  isAlive
} from "./s192.js";
import {
  isForeign
} from "./s165.js";
import {
  testsOf
} from "./s117.js";
import {
  journalPath,
  readState,
  readJournal
} from "./s120.js";
import {
  getObject,
  accepted
} from "./s119.js";
import {
  WORKFLOW_NAMES,
  moduleOf,
  allWorkflows,
  workflowOf,
  workflowOfOrDefault,
  sceneOf,
  questionWords,
  viewOf4,
  projectVerbs,
  allStarts,
  meantBy,
  startOf,
  typedCommand,
  startText,
  isLiteral,
  startTexts
} from "./s67.js";
import {
  visible
} from "./s2.js";
import {
  questionText
} from "./s240.js";
import {
  decide,
  sizeText,
  countText,
  isGood,
  phaseOf,
  dispatchItem,
  countedTasks,
  heldReason,
  heldText,
  VERSION,
  OLDEST_SUPPORTED_BUN,
  foldRecorded,
  recordedEvents,
  RUN,
  readRun,
  change2
} from "./s172.js";
import {
  TreeUnreadable
} from "./s202.js";
import {
  diffText,
  readFiles2
} from "./s234.js";
import {
  writeOutputs2
} from "./s87.js";
import {
  drain,
  runProcess,
  endGroup
} from "./s206.js";
import {
  isTree
} from "./s219.js";
import {
  providerOf,
  allProviders
} from "./s54.js";
import {
  assignedNow,
  readStart,
  chosenText,
  gatesByProvider
} from "./s144.js";
import {
  viewQuestion2,
  viewQuestions2
} from "./s62.js";
import {
  SETTINGS_FILE,
  isAddress
} from "./s56.js";
import {
  viewOf3,
  standingWords,
  CHANGE_LETTER,
  reportText
} from "./s232.js";
import {
  workSnapshot2
} from "./s53.js";
import {
  commonOptions,
  parseWords,
  carryOut,
  columns,
  optionLines,
  shortStatusText,
  openText,
  takeDecision,
  COMMANDS,
  slipIn
} from "./s76.js";
import {
  runIn,
  ok,
  warning,
  error
} from "./s203.js";
import {
  changedCount2,
  reportFacts2,
  reportOf2
} from "./s106.js";
import {
  maskOf
} from "./s115.js";
import {
  runTests
} from "./s185.js";
import {
  journalled
} from "./s130.js";
import {
  waitingText,
  mendSettings,
  readSettings
} from "./s139.js";
import {
  strangerAnswer,
  reachOf
} from "./s103.js";
import {
  parkedRuns,
  archiveIndex,
  moveRun,
  keptRun,
  done,
  no,
  wrongUsage,
  failed,
  typedIn2,
  startIn,
  placeOf2,
  projectLine,
  noRunText,
  RUN_OPTION,
  changeRun,
  agentsAtWork,
  deniedText,
  ownRun,
  whichRun
} from "./s146.js";
import {
  reviewGates
} from "./s142.js";
import {
  noteScript
} from "./s217.js";
import {
  moneyText
} from "./s122.js";
import {
  plannedWork,
  callsPerTask,
  callsOf2,
  callsByPhase,
  callsWords,
  costBounds,
  ceilingText,
  startCost,
  modelName
} from "./s171.js";
import {
  untouchedWords
} from "./s236.js";
import {
  restoreOptions,
  costOf,
  MAX_FILES_BYTES,
  artifactOf
} from "./s61.js";
import {
  endChecks
} from "./s123.js";
import {
  parseArtifact
} from "./s82.js";
import {
  deniedAll
} from "./s49.js";
import {
  directive
} from "./s193.js";
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
} from "./s190.js";
import {
  seatsOf
} from "./s125.js";
import {
  endOf2,
  newFailures
} from "./s220.js";
import {
  acquire
} from "./s121.js";
import {
  gateOf,
  panelGates
} from "./s96.js";
import {
  TASK_ID,
  UNHEEDED,
  isPersons,
  isLive,
  taskOf,
  isOver
} from "./s5.js";
import {
  fit,
  table,
  wrap,
  clip,
  cut,
  PLAIN,
  cleanPainted,
  clean,
  oneLine2,
  shown,
  moment,
  duration,
  PLAIN_LAYOUT,
  asItWas,
  plural,
  dollars,
  tokens,
  bytesText,
  didYouMean
} from "./s24.js";
import {
  denyList
} from "./s241.js";
import {
  isObject
} from "./s84.js";
import {
  spentBy
} from "./s3.js";
import {
  hostName,
  startTime
} from "./s176.js";
import {
  treeStore,
  realPath,
  isInside
} from "./s157.js";
import {
  apart
} from "./s13.js";
import {
  __toESM,
  __commonJS
} from "./s244.js";

// node_modules/picocolors/picocolors.js
var require_picocolors = __commonJS(function(exports, module) {
  var p = process || {};
  var argv = p.argv || [];
  var env = p.env || {};
  var isColorSupported = !(!!env.NO_COLOR || argv.includes("--no-color")) && (!!env.FORCE_COLOR || argv.includes("--color") || p.platform === "win32" || (p.stdout || {}).isTTY && env.TERM !== "dumb" || !!env.CI);
  var formatter = (open, close, replace = open) => (input) => {
    let string = "" + input, index = string.indexOf(close, open.length);
    return ~index ? open + replaceClose(string, close, replace, index) + close : open + string + close;
  };
  var replaceClose = (string, close, replace, index) => {
    let result = "", cursor = 0;
    do {
      result += string.substring(cursor, index) + replace;
      cursor = index + close.length;
      index = string.indexOf(close, cursor);
    } while (~index);
    return result + string.substring(cursor);
  };
  var createColors = (enabled = isColorSupported) => {
    let f = enabled ? formatter : () => String;
    return {
      isColorSupported: enabled,
      reset: f("\x1B[0m", "\x1B[0m"),
      bold: f("\x1B[1m", "\x1B[22m", "\x1B[22m\x1B[1m"),
      dim: f("\x1B[2m", "\x1B[22m", "\x1B[22m\x1B[2m"),
      italic: f("\x1B[3m", "\x1B[23m"),
      underline: f("\x1B[4m", "\x1B[24m"),
      inverse: f("\x1B[7m", "\x1B[27m"),
      hidden: f("\x1B[8m", "\x1B[28m"),
      strikethrough: f("\x1B[9m", "\x1B[29m"),
      black: f("\x1B[30m", "\x1B[39m"),
      red: f("\x1B[31m", "\x1B[39m"),
      green: f("\x1B[32m", "\x1B[39m"),
      yellow: f("\x1B[33m", "\x1B[39m"),
      blue: f("\x1B[34m", "\x1B[39m"),
      magenta: f("\x1B[35m", "\x1B[39m"),
      cyan: f("\x1B[36m", "\x1B[39m"),
      white: f("\x1B[37m", "\x1B[39m"),
      gray: f("\x1B[90m", "\x1B[39m"),
      bgBlack: f("\x1B[40m", "\x1B[49m"),
      bgRed: f("\x1B[41m", "\x1B[49m"),
      bgGreen: f("\x1B[42m", "\x1B[49m"),
      bgYellow: f("\x1B[43m", "\x1B[49m"),
      bgBlue: f("\x1B[44m", "\x1B[49m"),
      bgMagenta: f("\x1B[45m", "\x1B[49m"),
      bgCyan: f("\x1B[46m", "\x1B[49m"),
      bgWhite: f("\x1B[47m", "\x1B[49m"),
      blackBright: f("\x1B[90m", "\x1B[39m"),
      redBright: f("\x1B[91m", "\x1B[39m"),
      greenBright: f("\x1B[92m", "\x1B[39m"),
      yellowBright: f("\x1B[93m", "\x1B[39m"),
      blueBright: f("\x1B[94m", "\x1B[39m"),
      magentaBright: f("\x1B[95m", "\x1B[39m"),
      cyanBright: f("\x1B[96m", "\x1B[39m"),
      whiteBright: f("\x1B[97m", "\x1B[39m"),
      bgBlackBright: f("\x1B[100m", "\x1B[49m"),
      bgRedBright: f("\x1B[101m", "\x1B[49m"),
      bgGreenBright: f("\x1B[102m", "\x1B[49m"),
      bgYellowBright: f("\x1B[103m", "\x1B[49m"),
      bgBlueBright: f("\x1B[104m", "\x1B[49m"),
      bgMagentaBright: f("\x1B[105m", "\x1B[49m"),
      bgCyanBright: f("\x1B[106m", "\x1B[49m"),
      bgWhiteBright: f("\x1B[107m", "\x1B[49m")
    };
  };
  module.exports = createColors();
  module.exports.createColors = createColors;
});

// src/cli/main.ts
var import_picocolors = __toESM(require_picocolors(), 1);
import { existsSync as existsSync3 } from "fs";
import { relative as relative4 } from "path";

// src/run/commands/park.ts
import { relative } from "path";
var park = {
  summary: "Put the live run aside; resume brings it back",
  usage: "",
  args: [0, 0],
  options: {},
  slash: (call) => call.session === null ? null : "/multi-ai:park",
  async run(call) {
    const run = readRun(call.project);
    if (run === null)
      return no(noRunText(call), { run: null });
    if (!isLive(run))
      return no(`Run ${run.run} is over (${run.status}); ${typedIn2(call, "reset")} archives it.`, { run: run.run });
    const busy = agentsAtWork(run);
    const { run: now } = changeRun(call, [{ do: "interrupt", note: "the run was put aside" }]);
    await endChecks(call, run);
    const folder = relative(call.project.root, moveRun(call.project, now, "parked", run.run));
    return done(`Run ${run.run} is parked in ${folder}.${busy.length > 0 ? ` ${deniedText(busy)}` : ""}
Next: ${typedIn2(call, "resume")} ${run.run} brings it back; ${startIn(call, startText(run))} starts another.`, { run: run.run, folder, at_work: busy });
  }
};

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
    throw new Error(`the command gave no directive: ${JSON.stringify(started)?.slice(0, 300)}`);
  const call = {
    tool_name: "Agent",
    tool_use_id: "toolu_dry_run",
    tool_input: { subagent_type: "multi-ai:requirements-gatherer", description: "T1", prompt: "T1" }
  };
  const dispatched = additionalContext(await fire(input, project, "PreToolUse", call));
  const brief = String(dispatched.updatedInput?.prompt ?? "");
  if (!brief.startsWith("run: "))
    throw new Error(`the call got no brief: ${JSON.stringify(dispatched).slice(0, 300)}`);
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
    return off ? [error(NAME, "they work, but MULTI_AI_OFF=1 silences every one of them", "unset MULTI_AI_OFF")] : [ok(NAME, "a rehearsed run starts, dispatches and is guarded")];
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
  iteration: ({ round }) => `Round ${round?.number ?? 1} of the panel is over`,
  execution: () => "The work on the project begins",
  end: ({ status }) => status === "complete" ? "The run is complete" : "The run has failed"
};
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
function messageOf(notice, { root, files, snapshot, lines, usd }) {
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
    ...notice.held === null ? [] : [`Waits: ${waits(notice.held)}`],
    ...clip(votes, MAX_LISTED, ({ seat, said }) => `${seat}: ${said}`),
    ...clip(notice.failed, MAX_LISTED, (one) => `Failed: ${one}`),
    ...lines,
    `Elapsed: ${notice.minutes} min`,
    usd === null ? `Cost: ${tokens(notice.tokens)} tokens` : `Cost: $${usd.toFixed(2)}`,
    `Tasks: ${notice.done} of ${notice.total} done`,
    `Files changed: ${files ?? "cannot be told"}`,
    `Snapshot: ${snapshot ?? "none"}`,
    ...command === null ? [] : [`Rollback: ${command}`],
    ...notice.on === "question" ? [`What to do: ${type("status")}, or Claude Code itself`] : []
  ].map(safe);
  return {
    id: `${notice.run}-${notice.seq}-${notice.on}`,
    title,
    text: fitted(text),
    urgent: notice.on === "question" || notice.on === "end" && notice.status === "failed",
    data: {
      on: notice.on,
      run: notice.run,
      workflow: notice.workflow,
      project,
      status: notice.status,
      elapsed_minutes: notice.minutes,
      cost_usd: usd,
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
  const counted = countedTasks(after);
  const notice = (on, more) => ({
    on,
    seq: last.seq,
    run: after.run,
    workflow: after.workflow,
    status: after.status,
    minutes: Math.max(0, Math.floor((Date.parse(last.at) - Date.parse(after.created_at)) / 60000)),
    tokens: spentBy(after).tokens,
    done: counted.filter((task) => task.status === "done").length,
    total: counted.length,
    round: null,
    questions: [],
    held: null,
    failed: [],
    ...more
  });
  const round = roundOver(workflow, before, after, events);
  const needed = personNeeded(after, events);
  const ended = events.find((event) => event.type === "ended");
  return [
    ...round === null ? [] : [notice("iteration", { round })],
    ...beginsExecution(before, after, events) ? [notice("execution", {})] : [],
    ...needed === null ? [] : [notice("question", needed)],
    ...ended === undefined || ended.status === "cancelled" ? [] : [notice("end", { failed: failedTasks(after) })]
  ];
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
  const { id, title, text, urgent, data } = message;
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
      return post(url, { id, title, text, ...data }, { ...bearer, "idempotency-key": id });
    case "desktop":
      return null;
  }
}
async function send(receiver, message, { env, root, patience = PATIENCE }) {
  try {
    const problems = variableProblems(receiver, env);
    if (problems.length > 0)
      return { state: "failed", why: problems.join("; ") };
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

// src/run/notify/deliver.ts
var POSITIONS = "notified.json";
var LOCK = "notify.lock";
var LOG = "notifications.log";
var MAX_RUNS = 50;
var MAX_LOG_LINES = 200;
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
      seen = journalSize(project);
      const sent = [
        ...await deliverArchived(project, env, patience),
        ...await deliverDue(project, project, env, patience)
      ];
      for (const one of sent)
        count[one.state === "failed" ? "failed" : "sent"]++;
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
async function deliverArchived(project, env, patience) {
  const all = [];
  for (const id of Object.keys(readPositions(project))) {
    const place = { ...project, task: join2(project.task, "history", id) };
    if (!/^[\w-]+$/.test(id) || journalSize(place) === 0)
      continue;
    try {
      if (!isForeign(project, env, place.task))
        all.push(...await deliverDue(project, place, env, patience));
    } catch {}
    notePosition(project, id, null);
  }
  return all;
}
async function deliverDue(project, place, env, patience) {
  const positions = readPositions(project);
  const { due, run, seq } = dueNotices(place, (id) => positions[id] ?? 0);
  if (run === null)
    return [];
  const all = [];
  for (const one of due) {
    for (const notice of one.notices) {
      const receivers = receiversOf(one.run, notice.on);
      if (receivers.length === 0)
        continue;
      const message = messageFor(place, one.run, notice);
      const sent = await Promise.all(receivers.map((receiver) => send(receiver, message, { env, root: project.root, ...patience && { patience } })));
      noteFailures(project, message, receivers, sent);
      all.push(...sent);
    }
    notePosition(project, one.run.run, one.notices.at(-1).seq);
  }
  if (positions[run.run] !== seq)
    notePosition(project, run.run, seq);
  return all;
}
var receiversOf = (run, on) => (run.settings.notify ?? []).filter((one) => one.on === undefined || one.on.includes(on));
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
    usd: adds.usd ?? null
  });
}
function readPositions({ task }) {
  try {
    const value = JSON.parse(readCache(join2(task, POSITIONS))?.toString("utf8") ?? "{}");
    return isObject(value) ? Object.fromEntries(Object.entries(value).filter((one) => typeof one[1] === "number")) : {};
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
function noteFailures(project, { id }, receivers, sent) {
  const lines = sent.flatMap((one, index) => one.state === "failed" ? [cut(oneLine2(`${new Date().toISOString()} ${id} ${receivers[index].kind}: ${one.why}`), 400)] : []);
  if (lines.length === 0)
    return;
  const path = join2(project.task, LOG);
  const before = (readCache(path)?.toString("utf8") ?? "").split(`
`).filter((line) => line !== "");
  writeFileAtomic(path, `${[...before, ...lines].slice(-MAX_LOG_LINES).join(`
`)}
`);
}

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
var MODES = {
  auto: { words: "edits are made, a model of Claude Code judges each command", remedy: null },
  acceptEdits: { words: "edits are made, you are asked about commands", remedy: null },
  bypassPermissions: { words: "nothing is asked", remedy: null },
  default: {
    words: "you are asked about each edit and each command of an implementer",
    remedy: "choose acceptEdits or auto with Shift+Tab, or allow Edit and Write in permissions.allow"
  },
  dontAsk: {
    words: "each edit and each command that no rule allows is refused",
    remedy: "allow Edit and Write in permissions.allow, or choose another mode with Shift+Tab"
  },
  plan: { words: "no run starts in it", remedy: "choose another mode with Shift+Tab" }
};
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
var providersCheckup = async ({ env, project }) => {
  const read = await readSettings(project, env);
  const own = read.ok && (read.waiting?.whole ?? read.settings).providers || {};
  const named = new Set(WORKFLOW_NAMES.flatMap((workflow) => [...gatesByProvider(workflow).keys()]));
  const here = apart(env, project);
  const findings = [];
  const others = [];
  for (const one of allProviders(own)) {
    const isWanted = named.has(one.id) || Object.hasOwn(own, one.id);
    const absence = isWanted ? null : await one.absence(here);
    const isOff = absence === "no_key" || absence === "not_installed" || !isWanted && isLocal(one);
    if (isOff)
      others.push(`${one.title} (${one.setup})`);
    else
      findings.push(await providerFinding(one, here, named.has(one.id)));
  }
  for (const id of Object.keys(own))
    if (!allProviders(own).some((one) => one.id === id))
      findings.push(error(id, `providers.${id}: it is none of the plugin's, and has no base_url`, "give it one"));
  return [...findings, ...others.length === 0 ? [] : [ok("Other models", `not set up here: ${others.join("; ")}`)]];
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
  return warning(name, ".task/ is not ignored: briefs and answers could be committed", "put the line * into .task/.gitignore");
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
  return costOf({ provider: who.provider, model }, { input: PROMPT_TOKENS, cached: 0, output, calls: 0 }, settings);
}

// src/cli/dry-run.ts
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
async function lookAt(checkup, input) {
  try {
    return await checkup(input);
  } catch (problem) {
    const found = problem instanceof Error ? problem.message : String(problem);
    const name = checkup.name.replace("Checkup", "");
    return [{ name, state: "error", found, remedy: "run it again with MULTI_AI_DEBUG=1 and report what it prints" }];
  }
}
function findingsText(findings, { paint }) {
  const mark = { ok: paint.green("ok     "), warning: paint.yellow("warning"), error: paint.red("error  ") };
  const width = Math.max(...findings.map((one) => one.name.length));
  const rest = `
${" ".repeat(width + 11)}`;
  const lines = findings.flatMap((one) => [
    `${mark[one.state]}  ${one.name.padEnd(width)}  ${one.found.split(`
`).map(oneLine2).join(rest)}`,
    ...one.remedy === null ? [] : [`${" ".repeat(width + 11)}\u2192 ${oneLine2(one.remedy)}`]
  ]);
  const count = (state) => {
    const number = findings.filter((one) => one.state === state).length;
    return `${number} ${state}${number === 1 ? "" : "s"}`;
  };
  const verdict = findings.some((one) => one.state === "error") ? "A run would not work." : findings.some((one) => one.holds) ? "No run starts before you have said whether these settings count." : "A run can start.";
  return [...lines, "", `${verdict} ${count("error")}, ${count("warning")}.`].join(`
`);
}
var dryRun = {
  summary: "Check everything that a run needs, and say what to do about what is missing",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: { claude: { value: "<path>", about: "Claude Code to look at, in place of the one on PATH" } },
  async run(call) {
    const { root, task } = call.project;
    const input = { project: root, task, plugin: pluginRoot(), env: call.env, claude: call.value("claude") };
    const findings = (await Promise.all(CHECKUPS.map((checkup) => lookAt(checkup, input)))).flat();
    const failed = findings.some((one) => one.state === "error" || one.holds);
    return {
      exit: failed ? 1 : 0,
      text: findingsText(findings, call),
      data: { ok: !failed, findings },
      isReport: true
    };
  }
};

// src/render/explain.ts
var RETURNED = {
  again: "again, as you decided",
  answered: "with your answer",
  invalid: "because no valid result came of the one before",
  lost: "because the agent before it was gone",
  stale: "because what it was about had changed meanwhile",
  changed: "because the project had changed since the check before it",
  taken_over: "because another session took the run over",
  bounded: "because the agent before it was at its bounds",
  api: "because the API had given no answer",
  stopped: "because you had stopped the agent before it"
};
var MAX_PROBLEM = 300;
var named = (view, id) => {
  const task = view.tasks.find((one) => one.id === id);
  return task ? `${id} ${oneLine2(task.subject)}` : id;
};
function blockers(view, task, seen = new Set) {
  return task.blocked_by.flatMap((id) => {
    const found = view.tasks.find((one) => one.id === id);
    if (!found || seen.has(id))
      return [];
    seen.add(id);
    return found.status === "blocked" ? blockers(view, found, seen) : [found];
  });
}
var STANDS = {
  ready: "comes next",
  waiting: "waits for your answer",
  running: "is at work"
};
function standsText(view, task) {
  if (task.void)
    return ["It does not count any more: what it was about was changed or decided anew."];
  if (task.skipped !== undefined)
    return [`It was left out: ${task.skipped}.`];
  switch (task.status) {
    case "blocked": {
      const first = blockers(view, task).map((one) => `${named(view, one.id)}, which ${STANDS[one.status] ?? `is ${one.status}`}`);
      const direct = task.blocked_by.map((id) => named(view, id)).join(" and ");
      const through = blockers(view, task).every((one) => task.blocked_by.includes(one.id));
      return [
        `It is blocked by ${through ? first.join(" and ") : direct}.`,
        ...through || first.length === 0 ? [] : [`First comes ${first.join(" and ")}.`]
      ];
    }
    case "ready":
      return [view.held === null ? "It comes next." : `It comes next; the run waits: ${oneLine2(view.held)}.`];
    case "running": {
      const now = task.at_work;
      if (now === null)
        return ["It is at work."];
      const step = now.step === null ? "" : `; it was last seen at ${now.step.tool} ${cut(oneLine2(now.step.what), 120)}`.trimEnd();
      const quiet = now.silent !== null && now.silent >= 1 ? `, ${duration(now.silent)} ago` : "";
      return [`It has been at work for ${duration(now.minutes)}${step}${quiet}.`];
    }
    case "waiting": {
      const asked = view.questions.map((one) => one.id).join(", ");
      return [asked === "" ? "It waits for your answer." : `It waits for your answer to ${asked}.`];
    }
    case "done":
      return [`It is done: ${oneLine2(task.outcome)}.`];
    default:
      return [`It is ${task.status}${task.outcome === "" ? "" : `: ${oneLine2(task.outcome)}`}.`];
  }
}
function historyText(events, task) {
  const told = [];
  let dispatches = 0;
  let refused = [];
  const tell = () => {
    if (refused.length === 0)
      return;
    const [first = ""] = refused;
    const times = refused.length === 1 ? "" : ` ${refused.length} times, last`;
    told.push(`Its result was sent back${times}: ${cut(oneLine2(refused.at(-1) ?? first), MAX_PROBLEM)}`);
    refused = [];
  };
  for (const event of events) {
    if (event.type === "dispatched")
      dispatches++;
    if (event.type === "refused")
      refused.push(event.problems.join("; "));
    if (event.type === "check_failed")
      told.push(`The check failed: ${cut(oneLine2(event.message), MAX_PROBLEM)}`);
    if (event.type === "returned") {
      tell();
      told.push(`It started once more ${RETURNED[event.reason]}${event.note === "" ? "" : `: ${cut(oneLine2(event.note), MAX_PROBLEM)}`}`);
    }
    if (event.type === "accepted")
      tell();
  }
  tell();
  const used = task.spent.minutes > 0 ? ` in ${duration(task.spent.minutes)}` : "";
  return [...dispatches > 1 ? [`It was started ${plural(dispatches, "time")}${used}`] : [], ...told].map((one) => `${one.replace(/[.\s]+$/, "")}.`);
}
function findingsText2(view, task) {
  const open = view.findings.filter((one) => one.task === task.id && !one.outside);
  if (open.length === 0)
    return [];
  const said = clip(open, 3, (one) => `${one.id} (${one.severity}) ${cut(oneLine2(one.problem), 160)}`).join("; ");
  return [`Open of what it found: ${said.replace(/[.\s]+$/, "")}.`];
}
function whyText(view, { fixes, kind }) {
  if (fixes === null)
    return [];
  const review = view.tasks.find((one) => one.id === fixes);
  const found = review === undefined || review.outcome === "" ? "" : ` (${oneLine2(review.outcome)})`;
  return [
    `It is there because ${named(view, fixes)} asked for ${kind === "fix" ? "changes" : "another look"}${found}.`
  ];
}
function explainText(view, task, more, events, { width } = PLAIN_LAYOUT) {
  const who = [task.agent, task.model].filter((word) => word !== "").join(", ");
  const own = events.filter((one) => ("task" in one) && one.task === task.id && one.run === view.run);
  const sentences = [
    `${task.id} ${oneLine2(task.subject)} (${who}).`,
    ...whyText(view, more),
    ...standsText(view, task),
    ...historyText(own, task),
    ...findingsText2(view, task)
  ];
  return [...wrap(sentences.join(" "), width), `Next: ${view.next}`].join(`
`);
}

// src/cli/explain.ts
var explain = {
  summary: "Why a task is blocked, was sent back or waits, in one paragraph",
  usage: "<task>",
  args: [1, 1],
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    if (!which.ok)
      return which.answer;
    const { run, place, kept } = which.found;
    const named = call.args[0].toUpperCase();
    const task = TASK_ID.test(named) ? taskOf(run, named) : undefined;
    const view = viewOf3(place, run, kept, reachOf(call, run, place.task));
    const shown = view.tasks.find((one) => one.id === task?.id);
    if (!task || !shown) {
      const known = view.tasks.map((one) => one.id).join(", ");
      return no(`Run ${run.run} has no task "${call.args[0]}"; it has ${known}`, {
        run: run.run,
        known: view.tasks.map((one) => one.id)
      });
    }
    const { kind, fixes } = task;
    const text = explainText(view, shown, { kind, fixes }, recordedEvents(place), call);
    return done(`${projectLine(call)}${text}`, { run: run.run, task: shown, text });
  }
};

// src/render/log.ts
var HIDDEN_FIELDS = new Set("seq at type run batch prev unlocked task subject settings nonce brief reads schema gate token version entry session host call void_calls".split(" "));
var MAX_VALUE_CHARS = 60;
function valueText(value) {
  if (typeof value === "string") {
    const short = /^(?:\w+:)?[0-9a-f]{40,64}$/.test(value) ? value.slice(0, value.indexOf(":") + 13) : oneLine2(value);
    return cut(short, MAX_VALUE_CHARS);
  }
  if (Array.isArray(value))
    return value.map((one) => typeof one === "object" ? one?.id ?? ran(one) : valueText(one)).join(",");
  if (typeof value === "object" && value !== null) {
    const { text, agent, model, provider, pid, kind } = value;
    return valueText(text ?? kind ?? pid ?? [provider ?? agent, model].filter((one) => one !== undefined).join("/"));
  }
  return String(value);
}
var ran = (one) => one?.command === undefined ? "" : `${valueText(one.command)} (${one.state})`;
var empty = (value) => value === null || value === "" || value === false || Array.isArray(value) && value.length === 0;
function eventLine(event) {
  const { seq, at, type } = event;
  const task = "task" in event && event.task ? ` ${event.task}` : "";
  const rest = Object.entries(event).filter(([key, value]) => !HIDDEN_FIELDS.has(key) && !empty(value)).map(([key, value]) => ` ${key}=${valueText(value)}`);
  const subject = "subject" in event && event.subject ? ` ${valueText(event.subject)}` : "";
  return `${String(seq).padStart(4)}  ${at}  ${type}${task}${subject}${rest.join("")}`;
}

// src/run/replay.ts
var STATED = ["outcome", "said", "findings", "prior", "declined", "known", "claims", "commands", "facts"];
async function replay(place) {
  const result = {
    verdicts: [],
    rounds: [],
    judged: 0,
    unchecked: [],
    differences: []
  };
  let run = null;
  let version = "";
  for (const batch of batchesOf(recordedEvents(place))) {
    const before = run;
    const upTo = (count) => foldRecorded(before && structuredClone(before), batch.slice(0, count));
    for (const [index, event] of batch.entries()) {
      if (event.type === "run_created")
        version = event.version;
      if (event.type === "accepted")
        await judge(event, upTo(index), index);
      const panel = before && panelOf(event, before);
      if (panel)
        count(event, panel, upTo(index + 1));
    }
    run = foldRecorded(run, batch);
    async function judge(event, then, index) {
      const { seq, task: id } = event;
      const task = taskOf(then, id);
      const report = {
        differs: (what) => result.differences.push({ seq, task: id, what }),
        leaves: (what) => result.unchecked.push({ seq, task: id, what })
      };
      const checked = await judgeAgain(place, then, task, event, report);
      const gate = gateOf(workflowOf(then.workflow), then, task.gate);
      if (task.kind !== "fix" && (gate.gate === "review" || gate.gate === "panel"))
        result.verdicts.push(verdictOf2(upTo(index + 1), event));
      if (checked === null)
        return;
      result.judged += 1;
      for (const what of differing(checked, event, task))
        report.differs(what);
      if (task.kind !== "fix" && gate.gate === "panel")
        for (const what of decidedAgain(batch, index, upTo, checked, event))
          report.differs(what);
    }
  }
  if (run === null)
    return null;
  return { run: run.run, version, ...result, same: result.differences.length === 0 };
  function count(event, panel, now) {
    const seats = seatsOf(workflowOf(now.workflow), now, panel.panel);
    const hasSpoken = (task) => isOver(task) || task.status === "waiting" && task.outcome !== null;
    if (event.type !== "answered" && !seats.every(hasSpoken))
      return;
    result.rounds.push({ seq: event.seq, panel: panel.panel, tally: tallyOf(now, panel, seats) });
  }
}
function batchesOf(events) {
  const batches = [];
  for (const event of events)
    if ((event.batch?.[0] ?? 1) === 1)
      batches.push([event]);
    else
      batches.at(-1).push(event);
  return batches;
}
function panelOf(event, run) {
  const id = event.type === "accepted" || event.type === "task_skipped" ? event.task : event.type === "answered" ? run.questions.find((one) => one.id === event.question)?.task : null;
  const task = id == null ? undefined : taskOf(run, id);
  if (task === undefined || task.kind === "fix")
    return null;
  return panelGates(workflowOf(run.workflow), run).find((gate) => gate.key === task.gate) ?? null;
}
function tallyOf(run, panel, seats) {
  const { verdicts, workflow } = moduleOf(run.workflow);
  if (verdicts !== undefined)
    return verdicts.tally(run);
  const parts = workflow.panels[panel.panel].standings(run, panel, seats);
  const asks = (one) => one.changes.length === 0 ? "" : `, changes asked for by ${one.changes.map(({ seat }) => seat).join(", ")}`;
  return parts.map((one) => `${one.part} approved by ${one.approved.length} of ${one.required} seats${asks(one)}`).join("; ");
}
function verdictOf2(run, { seq, task: id }) {
  const task = taskOf(run, id);
  const said = moduleOf(run.workflow).verdicts?.said(task) ?? `${task.said ?? task.outcome}`;
  return { seq, task: id, title: task.subject, said, model: `${task.who.provider ?? "host"}/${task.who.model}` };
}
async function judgeAgain(place, run, task, event, { differs, leaves }) {
  const read = (what, sha) => {
    const bytes = getObject(place.task, sha);
    if (bytes === null)
      differs(`${what} ${sha.slice(0, 12)} is gone from .task/objects, or was changed there`);
    return bytes;
  };
  for (const { path, sha } of event.documents ?? [])
    read(path, sha);
  const bytes = read("its artifact", event.artifact);
  const raw = event.raw === undefined ? null : read("its raw answer", event.raw);
  if (bytes === null)
    return null;
  if (task.who.program !== undefined) {
    leaves("the program found it out by itself, in the project as it was");
    return null;
  }
  const make = moduleOf(run.workflow).artifacts[task.schema];
  if (make === undefined) {
    leaves(`nobody knows the kind "${task.schema}" any more`);
    return null;
  }
  const kind = await make();
  const parsed = parseArtifact(kind, bytes, task.id);
  if (!parsed.ok) {
    differs(`its artifact cannot be read any more: ${parsed.problems[0]}`);
    return null;
  }
  if (event.by === undefined && sha256(parsed.nonce) !== task.dispatch?.nonce)
    differs("its artifact has the nonce of another dispatch");
  if (raw !== null && artifactOf(kind, textOf(raw), { task: task.id, nonce: parsed.nonce }) !== textOf(bytes))
    differs("its artifact is not what its raw answer says");
  if (event.by === undefined && event.raw === undefined && task.who.provider !== undefined)
    leaves("its raw answer was not kept: only its artifact is judged");
  if (kind.sees !== undefined) {
    leaves(`its check looks at ${kind.sees}, as they were then`);
    return null;
  }
  return checkedAgain(kind, parsed.value, place, run, task, event.subject, { differs, leaves });
}
var textOf = (bytes) => new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
function checkedAgain(kind, value, place, run, task, subject, { differs, leaves }) {
  try {
    const checked = kind.check(value, sceneOf(place, run), task, subject);
    for (const problem of checked.problems)
      differs(`it was accepted, and is refused now: ${problem}`);
    return checked;
  } catch (error) {
    if (!(error instanceof TreeUnreadable))
      throw error;
    leaves(`what it is about is not kept any more (${error.message})`);
    return null;
  }
}
var plain = (value) => value === undefined || Array.isArray(value) && value.length === 0 ? undefined : JSON.parse(JSON.stringify(value));
var sameAs = (a, b) => Bun.deepEquals(plain(a), plain(b));
function differing(checked, event, task) {
  const denied = task.spent.flatMap((one) => one.host_denied ?? []);
  const { if_denied: other } = checked;
  const isDenied = other !== undefined && event.outcome === other.outcome && denied.length > 0 && deniedAll(other.commands, denied);
  const now = { ...checked, ...isDenied ? { outcome: event.outcome } : {} };
  return STATED.flatMap((field) => {
    if (field !== "facts")
      return told(field, event[field], now[field]);
    const [was, is] = [event.facts ?? {}, now.facts ?? {}];
    const names = new Set([...Object.keys(was), ...Object.keys(is)]);
    return [...names].flatMap((name) => told(`facts.${name}`, was[name], is[name]));
  });
}
var told = (field, was, is) => sameAs(was, is) ? [] : [`${field}: the journal has ${valueText2(was)}, its artifact says ${valueText2(is)}`];
var valueText2 = (value) => value === undefined ? "nothing" : shown(value);
function bodyOf(event) {
  const {
    seq: _seq,
    at: _at,
    batch: _batch,
    prev: _prev,
    unlocked: _unlocked,
    ...body
  } = event ?? {};
  return plain(body);
}
function decidedAgain(batch, index, upTo, { problems: _problems, if_denied: _denied, ...stated }, event) {
  const run = upTo(index);
  const decided = decide(workflowOf(run.workflow), run, {
    do: "ended",
    task: event.task,
    nonce: taskOf(run, event.task)?.dispatch?.nonce ?? "",
    blockable: false,
    subject: event.subject,
    result: {
      ok: true,
      artifact: {
        ...stated,
        sha: event.artifact,
        ...event.raw === undefined ? {} : { raw: event.raw },
        ...event.documents === undefined ? {} : { documents: event.documents }
      }
    }
  }).filter((one) => one.type !== "accepted");
  const recorded = batch.slice(index + 1);
  const at = decided.findIndex((one, place) => !Bun.deepEquals(bodyOf(one), bodyOf(recorded[place])));
  if (at < 0)
    return [];
  const was = recorded[at];
  return [
    `what followed: the journal has ${was === undefined ? "nothing" : `${was.type} (event ${was.seq})`}, the votes lead to ${decided[at].type}`
  ];
}

// src/cli/log.ts
function row(call, run, kept, status, at, request) {
  return fit(`${run}  ${kept}  ${status}  ${at === "" ? "" : moment(at, call.zone)}  ${oneLine2(request)}`, call.cutAt ?? call.width);
}
function parkedRow(call, id) {
  try {
    const run = keptRun(call.project, id)?.run;
    if (run)
      return row(call, id, "parked", run.status, run.updated_at, run.request.text);
  } catch {}
  return `${id}  parked  its journal cannot be read`;
}
function runs(call) {
  const own = ownRun(call);
  const archived = archiveIndex(call.project);
  const parked = parkedRuns(call.project.task);
  const lines = [
    ...own ? [row(call, own.run, "here", own.status, own.updated_at, own.request.text)] : [],
    ...parked.map((run) => parkedRow(call, run)),
    ...archived.toReversed().map((one) => row(call, one.run, "archived", one.status, one.updated_at, one.request))
  ];
  const data = { here: own?.run ?? null, parked, archived };
  return lines.length > 0 ? done(lines.join(`
`), data) : no(noRunText(call), data);
}
function events(call) {
  const which = whichRun(call);
  if (!which.ok)
    return which.answer;
  const all = recordedEvents(which.found.place);
  return done(all.map((event) => fit(eventLine(event), call.cutAt ?? call.width)).join(`
`), {
    run: which.found.run.run,
    events: all
  });
}
function placeOfRun(call) {
  if (call.value("run") === null && readRun(call.project) !== null)
    return { ok: true, place: call.project };
  const which = whichRun(call);
  return which.ok ? { ok: true, place: which.found.place } : which;
}
function replayLines(of, fits) {
  const at = (seq) => String(seq).padStart(4);
  const told = [
    ...of.verdicts.map(({ seq, task, title, said, model }) => ({ seq, line: `${task} ${title}: ${said} (${model})` })),
    ...of.rounds.map(({ seq, panel, tally }) => ({ seq, line: `${panel}: ${tally}` }))
  ].sort((a, b) => a.seq - b.seq);
  const remark = ({ seq, task, what }) => `${at(seq)}  ${task}: ${oneLine2(what)}`;
  const others = of.same || of.version === VERSION ? [] : [`The run was begun by version ${of.version}, and this is ${VERSION}: its rules may be others.`];
  const judged = `${plural(of.judged, "artifact")} judged again`;
  return [
    ...told.map(({ seq, line }) => fits(`${at(seq)}  ${oneLine2(line)}`)),
    ...of.unchecked.length > 0 ? ["not checked again:", ...of.unchecked.map((one) => fits(remark(one)))] : [],
    ...of.same ? [`same: ${judged}`] : [`differs in ${plural(of.differences.length, "point")}; ${judged}`, ...of.differences.map(remark), ...others]
  ];
}
async function again(call) {
  const found = placeOfRun(call);
  if (!found.ok)
    return found.answer;
  const of = await replay(found.place);
  return {
    exit: of.same ? 0 : 1,
    text: replayLines(of, (line) => fit(line, call.cutAt ?? call.width)).join(`
`),
    data: of,
    isReport: true
  };
}
var log = {
  summary: "What happened, one event a line",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {
    ...RUN_OPTION,
    runs: { about: "List the runs of this project instead" },
    replay: { about: "Judge all that was accepted again, from what the run has kept; writes nothing" }
  },
  run: (call) => call.has("runs") ? runs(call) : call.has("replay") ? again(call) : events(call)
};

// src/render/next.ts
function whyOf(run, { do: what, tasks, questions }) {
  switch (what) {
    case "none":
      return "no run here";
    case "dispatch":
      return tasks.length === 1 ? `${tasks[0]} is ready: nothing that it waits for is left` : `${tasks.join(", ")} are ready: nothing that they wait for is left`;
    case "ask":
      return `${questions.join(", ")} waits for the person's decision`;
    case "wait":
      return tasks.length === 1 ? `${tasks[0]} is at work` : `${tasks.join(", ")} are at work`;
    case "held":
      return heldText(run, "elsewhere");
    case "done":
      return "every task is done";
    case "stopped":
      return `the run is ${run.status}: ${run.reason}`;
  }
}
function nextView(run, directive, shown) {
  const host = (id) => run && taskOf(run, id)?.host_task_id ? [taskOf(run, id).host_task_id] : [];
  const [question] = directive.do === "ask" ? shown : [];
  return {
    run: run?.run ?? null,
    workflow: run?.workflow ?? null,
    status: run?.status ?? "none",
    phase: phaseOf(run, workflowOfOrDefault(run)),
    directive: {
      id: directive.id,
      do: directive.do,
      why: whyOf(run, directive),
      dispatch: directive.do === "dispatch" ? directive.tasks.map((id) => dispatchItem(run, taskOf(run, id))) : [],
      mirror: directive.mirror.map((op) => {
        const task = taskOf(run, op.task);
        return {
          op: op.op,
          task: task.id,
          host_task_id: task.host_task_id,
          subject: task.subject,
          add_blocked_by: op.op === "block" ? op.by.flatMap(host) : []
        };
      }),
      ask: question ? {
        id: question.id,
        header: question.header,
        question: question.question,
        multiple: false,
        options: question.options.map(({ label, description }) => ({ label, description }))
      } : null
    }
  };
}

// src/cli/next.ts
var PROCEED = "proceed";
async function proceed(call, run) {
  if (run === null)
    return no(noRunText(call));
  const open = run.questions.find((question) => question.options.includes(PROCEED));
  const others = run.questions.filter((question) => question !== open);
  const ids = { open: run.questions.map((one) => one.id) };
  if (open && others.length > 0) {
    const shown = others.map((one) => questionText(viewQuestion2(call.project, run, one), here("decide")));
    const waiting = others.map((one) => one.id).join(", ");
    return no(clean(`Not yet: ${waiting} waits for your decision.
${shown.join(`

`)}`), ids);
  }
  if (open && open.wants_reason !== null)
    return no(clean(`Not yet.
${questionText(viewQuestion2(call.project, run, open), here("decide"))}`), ids);
  if (open)
    return takeDecision(call, run, { option: PROCEED, question: open.id, reason: null }, false);
  if (!isLive(run))
    return no(`No checkpoint is open: run ${run.run} is over (${run.status}).`, ids);
  return no(`No checkpoint is open.
${openText(call, run) || `Next: ${viewOf3(call.project, run).next}`}`, ids);
}
var next = {
  summary: "What comes next, as a directive; decides nothing",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: { proceed: { about: "Go on at an open checkpoint: the same as decide proceed" } },
  slash: (call) => call.has("proceed") ? "/multi-ai:decide proceed" : null,
  run(call) {
    const run = ownRun(call);
    const due = directive(run, { mirror: run?.tasks.some((task) => task.host_task_id !== null) ?? false });
    const stranger = run !== null && isLive(run) ? strangerAnswer(call) : null;
    if (stranger !== null)
      return stranger;
    if (call.has("proceed"))
      return proceed(call, run);
    const shown = run !== null && isLive(run) ? viewQuestions2(call.project, run) : [];
    const view = nextView(run, due, shown);
    const lines = [
      `${due.do}: ${view.directive.why}`,
      ...view.directive.dispatch.map((one) => `  ${one.description}: ${one.tool}, ${one.agent} (${one.model}), writes ${one.writes}`),
      ...shown.map((one) => questionText(one, here("decide"))),
      ...run !== null && due.do === "held" ? [`Next: ${viewOf3(call.project, run).next}`] : []
    ];
    return done(run === null ? noRunText(call) : clean(lines.join(`
`)), view);
  }
};

// src/cli/notify.ts
var notify = {
  summary: "Send what is due to everybody whom the settings name; with --test a test message, exit 1 when one fails",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: { test: { about: "Send a test message to each receiver and say what came of it" } },
  async run(call) {
    const { root } = call.project;
    if (!call.has("test")) {
      const count = await deliverNotices(call.project, call.env);
      const text = `${plural(count.sent, "message")} sent, ${count.failed} failed`;
      return count.failed === 0 ? done(text, count) : no(text, count);
    }
    const read = await readSettings(root, call.env);
    if (!read.ok)
      return no(`${read.problems.join(`
`)}
${mendSettings()}`);
    if (read.waiting?.held.some(({ field }) => field === "notify"))
      return no(waitingText("terminal", read.waiting));
    const receivers = read.settings.notify ?? [];
    if (receivers.length === 0)
      return no(`Nobody is told: ${SETTINGS_FILE} has no notify, or you left it out.`);
    const message = testMessage(root, new Date().toISOString());
    const sent = await Promise.all(receivers.map((one) => send(one, message, { env: call.env, root })));
    const results = sent.map((one, index) => ({ receiver: receiverName(receivers[index], index), ...one }));
    const text = results.map((one) => `${one.receiver}: ${one.state === "sent" ? "sent" : one.why}`).join(`
`);
    return sent.some((one) => one.state === "failed") ? no(text, { results }) : done(text, { results });
  }
};

// src/cli/project-verb.ts
var projectVerb = (verb) => ({
  summary: verb.summary,
  usage: verb.usage,
  args: verb.args,
  options: verb.options,
  foreign: true,
  run(call) {
    const live = () => {
      const run = readRun(call.project);
      return run !== null && isLive(run) ? run.run : null;
    };
    const options = Object.fromEntries(Object.keys(verb.options).flatMap((name) => {
      const value = call.has(name) ? "yes" : call.value(name);
      return value === null ? [] : [[name, value]];
    }));
    const { root } = call.project;
    const now = new Date().toISOString();
    const { ok, wrong, lines, data } = verb.act()({ root, args: call.args, options, now, live, layout: call });
    const text = clean(lines.join(`
`));
    if (wrong)
      return wrongUsage(text);
    return ok ? done(`${projectLine(call)}${text}`, data) : no(text, data);
  }
});

// src/render/html/markup.ts
class Markup {
  text;
  constructor(text) {
    this.text = text;
  }
}
var UNSEEN = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;
var ENTITY = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
function pictured(character) {
  const code = character.codePointAt(0);
  if (code < 32)
    return String.fromCodePoint(9216 + code);
  if (code === 127)
    return "\u2421";
  return `\u27E8U+${code.toString(16).toUpperCase().padStart(4, "0")}\u27E9`;
}
var visible2 = (text) => text.replace(UNSEEN, pictured);
var escaped = (text) => visible2(text).replace(/[&<>"']/g, (one) => ENTITY[one]);
function textOf2(value) {
  if (value === null || value === false)
    return "";
  if (value instanceof Markup)
    return value.text;
  if (typeof value === "string")
    return escaped(value);
  return typeof value === "number" ? String(value) : value.map(textOf2).join("");
}
var html = (parts, ...values) => new Markup(parts.map((part, at) => at === 0 ? part : textOf2(values[at - 1]) + part).join(""));
var raw = (text) => new Markup(text);
var dataText = (value) => new Markup(JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`));

// src/render/html/diff.ts
var MAX_FILES = 1000;
var MAX_LINE2 = 1000;
function partsOf(diff) {
  const parts = diff.text.split(/(?<=^|\n)(?=diff --git )/).filter((one) => one.startsWith("diff --git "));
  return parts.map((part, at) => {
    const lines = part.replace(/\n$/, "").split(`
`);
    const from = lines.findIndex((line) => line.startsWith("@@"));
    return {
      head: lines[0],
      lines: from < 0 ? lines.slice(1) : lines.slice(from),
      whole: !(diff.truncated && at === parts.length - 1)
    };
  });
}
var kindOf = (line) => line.startsWith("@@") ? "h" : line.startsWith("+") ? "a" : line.startsWith("-") ? "d" : "c";
var lineOf = (line) => html`<span class="${kindOf(line)}">${line.length > MAX_LINE2 ? `${line.slice(0, MAX_LINE2)} \u2026 ${line.length - MAX_LINE2} more characters` : line}\n</span>`;
function countsOf({ added, removed }) {
  return html`<span class="plus">+${added}</span> <span class="minus">\u2212${removed}</span>`;
}
function pathIn(head, paths) {
  const rest = head.slice("diff --git ".length);
  const path = rest.slice(2, (rest.length - 1) / 2);
  return paths.has(path) ? path : null;
}
var elsewhere = ({ whole }) => whole.diff === null ? html`in the project itself` : html`<code>${whole.diff}</code>`;
function fileOf(page, file, part) {
  const head = html`<span class="letter">${CHANGE_LETTER[file.status]}</span> <code>${file.path}</code> ${countsOf(file)}`;
  if (part === undefined) {
    const why = page.long.has(file.path) ? "Too long to be shown here" : "Not shown here: it is secret, was no text, or there was no room";
    return html`<details class="file"><summary>${head}</summary><p class="left">${why}. The whole: ${elsewhere(page)}</p></details>`;
  }
  const end = part.whole ? null : html`<p class="left">It goes on: ${elsewhere(page)}</p>`;
  return html`<details class="file"><summary>${head}</summary><pre class="diff" tabindex="0">${part.lines.map(lineOf)}</pre>${end}</details>`;
}
function diffSection(page) {
  const { files } = page.facts;
  if (files === null || page.diff === null)
    return html`<p>What changed cannot be told any more.</p>`;
  if (files.length === 0)
    return html`<p>No file of the project changed.</p>`;
  const paths = new Set(files.map((one) => one.path));
  const parts = new Map(partsOf(page.diff).map((part) => [pathIn(part.head, paths), part]));
  const sum = (key) => files.reduce((all, one) => all + one[key], 0);
  const left = files.length - MAX_FILES;
  return html`<p>${plural(files.length, "file")}, ${countsOf({ added: sum("added"), removed: sum("removed") })}</p>${files.slice(0, MAX_FILES).map((file) => fileOf(page, file, parts.get(file.path)))}${left > 0 && html`<p class="left">${plural(left, "file")} more: ${elsewhere(page)}</p>`}`;
}

// src/render/html/data.ts
var STATES = {
  none: "not there yet",
  blocked: "blocked",
  ready: "next",
  running: "at work",
  waiting: "waits for you",
  done: "done",
  asks: "asked for changes",
  waived: "let be by the person",
  skipped: "left out",
  failed: "failed",
  cancelled: "cancelled",
  void: "does not count any more"
};

// src/render/html/graph.ts
var BOX = { width: 162, height: 44 };
var GAP = { x: 22, y: 30, round: 12 };
var MAX_COLUMNS = 6;
var MAX_LETTERS = 20;
var MAX_BOXES = 300;
var before = (task) => [...task.fixes === null ? [] : [task.fixes], ...task.after];
function groupsOf(tasks) {
  const byId = new Map(tasks.map((task) => [task.id, task]));
  const groups = new Map;
  const roots = new Map;
  const depths = new Map;
  for (const task of tasks) {
    const from = task.kind === "gate" ? undefined : before(task).find((id) => roots.has(id));
    const root = from === undefined ? undefined : roots.get(from);
    if (root === undefined) {
      roots.set(task.id, task.id);
      groups.set(task.id, { root: task, loop: [] });
      continue;
    }
    roots.set(task.id, root);
    const behind = before(task).filter((id) => roots.get(id) === root && byId.has(id));
    const depth = 1 + Math.max(0, ...behind.map((id) => depths.get(id) ?? 0));
    depths.set(task.id, depth);
    groups.get(root).loop.push({ task, depth });
  }
  return { groups, rootOf: (id) => roots.get(id) ?? id };
}
function levelsOf(groups, rootOf) {
  const levels = new Map;
  const open = new Set;
  const levelOf = (id) => {
    const known = levels.get(id);
    if (known !== undefined)
      return known;
    if (open.has(id))
      return 0;
    open.add(id);
    const above = groups.get(id).root.after.map(rootOf).filter((one) => one !== id && groups.has(one));
    const level = above.length === 0 ? 0 : 1 + Math.max(...above.map(levelOf));
    open.delete(id);
    levels.set(id, level);
    return level;
  };
  for (const id of groups.keys())
    levelOf(id);
  return levels;
}
var columnsOf = ({ loop }) => 1 + Math.min(2, Math.max(0, ...loop.map(({ depth }) => depth)));
function inner({ root, loop }) {
  const places = [[root, { x: 0, y: 0 }]];
  const step = BOX.height + GAP.round;
  const deepest = Math.max(0, ...loop.map(({ depth }) => depth));
  let rows = 0;
  for (let depth = 1;depth <= deepest; depth += 2) {
    const pair = [depth, depth + 1].map((at) => loop.filter((one) => one.depth === at));
    pair.forEach((all, column) => {
      all.forEach(({ task }, index) => {
        places.push([task, { x: (column + 1) * (BOX.width + GAP.x), y: (rows + index) * step }]);
      });
    });
    rows += Math.max(...pair.map((all) => all.length));
  }
  return { places, height: Math.max(1, rows) * step - GAP.round };
}
function layout(tasks) {
  const { groups, rootOf } = groupsOf(tasks);
  const levels = levelsOf(groups, rootOf);
  const places = new Map;
  const byLevel = Map.groupBy(groups.values(), ({ root }) => levels.get(root.id));
  let y = 1;
  let width = 0;
  for (const level of [...byLevel.keys()].sort((a, b) => a - b)) {
    let column = 0;
    let height = 0;
    for (const group of byLevel.get(level)) {
      const columns = columnsOf(group);
      if (column > 0 && column + columns > MAX_COLUMNS) {
        y += height + GAP.y;
        [column, height] = [0, 0];
      }
      const own = inner(group);
      const x = 1 + column * (BOX.width + GAP.x);
      for (const [task, place] of own.places)
        places.set(task.id, { x: x + place.x, y: y + place.y });
      column += columns;
      height = Math.max(height, own.height);
      width = Math.max(width, x + columns * (BOX.width + GAP.x) - GAP.x + 1);
    }
    y += height + GAP.y;
  }
  return { places, width, height: Math.max(1, y - GAP.y + 1) };
}
function edge(from, to, isLoop) {
  const kind = isLoop ? "edge loop" : "edge";
  const middle = BOX.height / 2;
  if (to.y === from.y || isLoop && to.x > from.x) {
    const [x1, y1, x2, y2] = [from.x + BOX.width, from.y + middle, to.x, to.y + middle];
    return html`<path class="${kind}" d="M${x1} ${y1}C${x1 + GAP.x / 2} ${y1} ${x2 - GAP.x / 2} ${y2} ${x2} ${y2}" marker-end="url(#tip)"/>`;
  }
  const [x1, y1, x2, y2] = [from.x + BOX.width / 2, from.y + BOX.height, to.x + BOX.width / 2, to.y];
  const bend = Math.max(12, Math.min(40, (y2 - y1) / 2));
  return html`<path class="${kind}" d="M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2}" marker-end="url(#tip)"/>`;
}
function box(task, { x, y }) {
  const name = `${task.id} ${task.subject}`;
  return html`<g class="node s-${task.state}" data-task="${task.id}" transform="translate(${x} ${y})"><title>${name}${task.outcome === "" ? "" : `: ${task.outcome}`}</title><rect width="${BOX.width}" height="${BOX.height}" rx="7"/><text x="10" y="18" class="what">${cut(name, MAX_LETTERS)}</text><text x="10" y="34" class="how">${STATES[task.state]}</text></g>`;
}
function graph(page) {
  const tasks = page.tasks.slice(0, MAX_BOXES);
  const { places, width, height } = layout(tasks);
  const edges = tasks.flatMap((task) => [...new Set(before(task))].flatMap((id) => {
    const [from, to] = [places.get(id), places.get(task.id)];
    return from && to ? [edge(from, to, task.kind !== "gate")] : [];
  }));
  const left = page.tasks.length - tasks.length;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Graph of the tasks"><svg id="graph" role="img" aria-label="${plural(tasks.length, "task")} and what each waits for; the timeline has the same as a list" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"><defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0 0L8 4L0 8z"/></marker></defs>${edges}${tasks.map((task) => box(task, places.get(task.id)))}</svg></div>${left > 0 && html`<p class="left">${plural(left, "task")} more stand in the timeline alone.</p>`}`;
}

// src/render/html/replay.ts
var MAX_STEPS = 3000;
function thinned(steps) {
  if (steps.length <= MAX_STEPS)
    return [...steps];
  const wide = Math.ceil(steps.length / MAX_STEPS);
  const thin = [];
  for (let at = 0;at < steps.length; at += wide) {
    const some = steps.slice(at, at + wide);
    const states = new Map(some.flatMap((one) => one.changed));
    thin.push({ ...some.at(-1), changed: [...states] });
  }
  return thin;
}
function replayData({ tasks, steps, zone }) {
  const ids = tasks.map((task) => task.id);
  const place = new Map(ids.map((id, index) => [id, index]));
  return dataText({
    tasks: ids,
    states: STATES,
    steps: thinned(steps).map((one) => [
      one.seq,
      moment(one.at, zone),
      visible2(one.said),
      one.changed,
      one.task === null ? -1 : place.get(one.task) ?? -1
    ])
  });
}
function replay2(page) {
  const count = Math.min(page.steps.length, thinned(page.steps).length);
  const left = page.events > count ? html`<p class="left">The slider stops at ${count} of ${plural(page.events, "event")}; all of them: <code>${page.whole.log}</code></p>` : null;
  return html`<div id="replay" class="replay" hidden><label for="step">Replay</label><input id="step" type="range" min="0" max="${count}" value="${count}" step="1" aria-describedby="said"><span class="buttons"><button type="button" id="back" aria-label="One event back">\u2039</button><button type="button" id="play">Play</button><button type="button" id="on" aria-label="One event on">\u203A</button></span><output id="said" for="step" aria-live="polite"></output></div>${left}`;
}

// src/render/html/script.ts
var SCRIPT2 = `"use strict";
(() => {
  const all = document.querySelectorAll("details");
  let shut = [];
  addEventListener("beforeprint", () => {
    shut = [...all].filter((one) => !one.open);
    for (const one of shut) one.open = true;
  });
  addEventListener("afterprint", () => {
    for (const one of shut) one.open = false;
  });

  const box = document.getElementById("replay");
  const { tasks, states, steps } = JSON.parse(document.getElementById("journal").textContent);
  const slider = document.getElementById("step");
  const line = document.getElementById("said");
  const play = document.getElementById("play");
  const find = (id, name) => document.querySelector("[" + name + '="' + id + '"]');
  const nodes = tasks.map((id) => find(id, "data-task"));
  const rows = tasks.map((id) => find(id, "data-row"));
  if (!box || steps.length === 0) return;
  box.hidden = false;

  function show() {
    const at = Number(slider.value);
    const now = tasks.map(() => "none");
    for (const [, , , changed] of steps.slice(0, at)) for (const [task, state] of changed) now[task] = state;
    nodes.forEach((node, index) => {
      if (!node) return;
      node.setAttribute("class", "node s-" + now[index]);
      node.querySelector(".how").textContent = states[now[index]];
    });
    const [seq, time, said] = at === 0 ? ["", "", "Nothing has happened yet"] : steps[at - 1];
    line.textContent = (seq === "" ? "" : seq + " \xB7 " + time + " \xB7 ") + said;
    slider.setAttribute("aria-valuetext", line.textContent);
    const task = at === 0 ? -1 : steps[at - 1][4];
    nodes.forEach((node, index) => node && node.toggleAttribute("data-now", index === task));
    rows.forEach((row, index) => row && row.toggleAttribute("data-now", index === task));
  }

  let timer = 0;
  function stop() {
    clearInterval(timer);
    timer = 0;
    play.textContent = "Play";
  }
  function move(by) {
    slider.value = String(Number(slider.value) + by);
    show();
    if (slider.value === slider.max) stop();
  }
  slider.addEventListener("input", () => {
    stop();
    show();
  });
  document.getElementById("back").addEventListener("click", () => move(-1));
  document.getElementById("on").addEventListener("click", () => move(1));
  play.addEventListener("click", () => {
    if (timer !== 0) return stop();
    if (slider.value === slider.max) slider.value = "0";
    play.textContent = "Stop";
    timer = setInterval(() => move(1), Math.max(40, Math.min(600, 20000 / steps.length)));
  });
  show();
})();
`;

// src/render/html/sections.ts
var MAX_FINDINGS = 500;
var MAX_ITEMS = 500;
var MAX_SAID = 20000;
function said(text, whole) {
  const left = text.length - MAX_SAID;
  return left <= 0 ? html`<p class="said">${text.trim()}</p>` : html`<p class="said">${text.slice(0, MAX_SAID)} \u2026</p><p class="left">${left} more characters: <code>${whole}</code></p>`;
}
function some(page, items, show, most = MAX_ITEMS) {
  const left = items.length - most;
  return [
    items.slice(0, most).map(show),
    left > 0 ? html`<p class="left">${left} more are left out here; all of them: <code>${page.whole.report}</code></p>` : null
  ];
}
var chip = (state, text) => html`<span class="chip s-${state}">${text}</span>`;
function roundOf(one) {
  return html`<li><b>${one.task}</b> ${one.subject}: ${one.outcome === "" ? "no verdict" : one.outcome}${one.minutes > 0 ? html` <span class="muted">${duration(one.minutes)}</span>` : null}${one.summary === null ? null : html`<p class="said muted">${one.summary}</p>`}</li>`;
}
function reviewers(page) {
  return some(page, page.facts.reviewers, (one) => {
    const rounds = page.rounds.filter((round) => round.reviewer === one.name);
    const state = one.standing === "approved" ? "done" : one.standing === "not reached" ? "blocked" : "asks";
    const what = one.about === "tree" ? "the code" : `the ${one.about}`;
    const about = one.reviewed === null ? null : html`<p class="meta">Looked at ${what} ${asItWas(one.reviewed, one.final)}.${changedAfter(one.final, one.changed_after)}</p>`;
    return html`<div class="item"><div class="head"><h3>${one.name}</h3>${chip(state, one.standing)}<span class="muted">${one.by}${one.substituted && ", in its place"}</span></div><p>${standingWords(one)}, ${plural(one.reviews, "round")}</p>${one.reason !== null && html`<blockquote class="said">${one.reason}</blockquote>`}${about}<ul>${rounds.map(roundOf)}</ul></div>`;
  });
}
function changedAfter(final, changed) {
  if (final === true)
    return " Nothing changed after it.";
  if (changed === null)
    return " What changed after it cannot be told any more.";
  if (changed.length === 0)
    return null;
  return html` Changed after it: ${changed.slice(0, 20).map((path, at) => html`${at > 0 && ", "}<code>${path}</code>`)}${changed.length > 20 && ` and ${changed.length - 20} more`}.`;
}
function excerptOf({ first, lines, marked }) {
  const line = (text, at) => {
    const number = first + at;
    const isMeant = number >= marked[0] && number <= marked[1];
    return html`<span class="${isMeant ? "mark" : "near"}"><b>${number}</b>${text}\n</span>`;
  };
  return html`<pre class="excerpt" tabindex="0">${lines.map(line)}</pre>`;
}
var BECAME = {
  open: "open",
  mended: "mended",
  withdrawn: "withdrawn",
  accepted: "accepted as it is",
  outside: "outside of this change",
  void: "does not count any more"
};
function findingOf(page, one, at) {
  const excerpt = page.excerpts.get(at);
  const became = [
    one.mended_by === null ? "" : `Mended by ${one.mended_by}.`,
    one.closed_by === null ? "" : `${one.closed_by} agreed.`
  ].filter((part) => part !== "");
  const disputed = page.facts.disputed.find((two) => two.id === one.id && two.reviewer === one.reviewer);
  const untouched = page.facts.untouched_fixes.some((two) => two.id === one.id && two.reviewer === one.reviewer);
  const quoted = one.quote.trim() !== "";
  return html`<div class="item"><div class="head">${chip(one.severity, one.severity)}${chip(one.state, BECAME[one.state])}<b>${one.id}</b><span class="muted">${one.reviewer}, ${one.task}</span>${one.place !== null && html`<code>${one.place}</code>`}</div>${said(one.problem, page.whole.report)}${quoted && !excerpt && html`<pre tabindex="0">${one.quote}</pre>`}${quoted && excerpt !== undefined && html`<p class="meta">It quotes <code>${oneLine2(one.quote)}</code></p>`}${excerpt ? excerptOf(excerpt) : null}${one.fix !== "" && html`<p><b>Fix:</b> <span class="said">${one.fix}</span></p>`}${became.length > 0 && html`<p class="meta">${became.join(" ")}</p>`}${untouched && html`<p class="meta">Called fixed elsewhere than at its place.</p>`}${(disputed?.declined ?? []).map((two) => html`<p class="meta">Declined by ${two.by}: ${two.reason}</p>`)}${disputed?.withdrawn ? html`<p class="meta">Withdrawn by ${disputed.withdrawn.by}: ${disputed.withdrawn.reason}</p>` : null}</div>`;
}
function shownFindings(all) {
  const order = ["open", "accepted", "outside", "mended", "withdrawn", "void"];
  const weight = ["blocker", "major", "minor"];
  return all.map((_, at) => at).sort((a, b) => order.indexOf(all[a].state) - order.indexOf(all[b].state) || weight.indexOf(all[a].severity) - weight.indexOf(all[b].severity) || a - b);
}
function findings(page) {
  const { findings: all } = page.facts;
  return some(page, shownFindings(all), (at) => findingOf(page, all[at], at), MAX_FINDINGS);
}
function metOf(one) {
  const met = one.met !== undefined ? one.met : one.verdicts.length === 0 ? null : one.verdicts.every((two) => two.met);
  return met === null ? "unknown" : met ? "met" : "unmet";
}
var MET = { met: "met", unmet: "not met", unknown: "not shown" };
function criteria(page) {
  return some(page, page.facts.criteria, (one) => {
    const state = metOf(one);
    const steps = one.steps.length === 0 ? null : html`<p class="meta">${one.steps_are ?? "Plan"}: ${one.steps.join(", ")}</p>`;
    const verdicts = one.verdicts.map((two) => html`<p class="meta">${two.reviewer}: ${two.met ? "met" : "not met"}${two.evidence.map((line) => html`<br><code>${oneLine2(line)}</code>`)}</p>`);
    const tests = (one.tests ?? []).map((two) => html`<p class="meta">${two.seen === null ? "Cannot be told" : two.seen ? "Seen to pass" : "Not seen to pass"}: ${oneLine2(two.test)} in <code>${two.file}</code></p>`);
    return html`<div class="item"><div class="head"><b>${one.id}</b>${chip(state, MET[state])}</div>${said(one.text, page.whole.report)}${steps}${verdicts}${tests}</div>`;
  });
}
var words = (name) => name.replaceAll("_", " ");
function tests(page) {
  const { tests: told } = page.facts;
  const lines = told === null ? [] : [...told.none === null ? [] : [`None was run by the program: ${told.none}.`], ...told.last];
  const row = (run) => html`${run.commands.map((one) => html`<tr><td>${run.baseline ? "before the work" : run.task ?? "by hand"}<br><span class="muted">${moment(run.at, page.zone)}</span></td><td><code>${one.command}</code></td><td>${chip(one.state === "passed" ? "done" : one.state === "failed" ? "failed" : "waiting", words(one.state))}</td><td>${one.passed} passed, ${one.failed} failed${one.skipped > 0 && `, ${one.skipped} skipped`}</td><td>${duration(one.ms / 60000)}</td></tr>`)}${run.commands.length === 0 && html`<tr><td>${run.baseline ? "before the work" : run.task ?? "by hand"}</td><td colspan="4">${words(run.outcome)}</td></tr>`}`;
  const table = page.tests.length === 0 ? null : html`<table class="wide"><thead><tr><th>when</th><th>command</th><th>outcome</th><th>tests</th><th>time</th></tr></thead><tbody>${some(page, page.tests, row)}</tbody></table>`;
  return [lines.map((line) => html`<p>${line}</p>`), table];
}
function decisions(page) {
  return some(page, page.facts.decisions, (one) => html`<div class="item"><div class="head"><b>${one.question}</b>${chip("ready", words(one.kind))}<span class="muted">${one.task !== null && `${one.task}, `}${moment(one.at, page.zone)}, by ${one.via}</span></div>${one.asked !== null && said(one.asked, page.whole.report)}${one.why !== null && html`<p class="meta">Asked early: ${one.why}</p>`}<p><b>${words(one.option)}</b></p>${one.text !== null && said(one.text, page.whole.report)}</div>`);
}
function waivers(page) {
  return some(page, page.facts.waivers, (one) => html`<div class="item"><div class="head"><b>${one.task}</b> ${one.subject}${chip("waiting", `${one.kind} by the person`)}</div>${said(one.reason, page.whole.report)}</div>`);
}
var REFUSED = {
  refused: "refused",
  stale: "came too late",
  denied: "denied",
  edited: "changed by hand"
};
function refusals(page) {
  return some(page, page.facts.refusals, (one) => html`<div class="item"><div class="head"><b>${one.task}</b> ${one.subject}${chip("asks", REFUSED[one.kind])}</div>${one.problems.slice(0, 50).map((problem) => said(problem, page.whole.report))}${one.problems.length > 50 && html`<p class="left">${one.problems.length - 50} more: <code>${page.whole.report}</code></p>`}</div>`);
}
var lines = (page, all) => all.length === 0 ? null : html`<ul>${some(page, all, (one) => html`<li>${said(one, page.whole.report)}</li>`)}</ul>`;
var notices = (page) => lines(page, page.facts.notices.map(({ text, decided }) => `${text}${decided === null ? "" : ` (${decided})`}`));
var untouched = (page) => lines(page, page.facts.untouched_fixes.map((one) => `${one.id} of ${one.reviewer} at ${one.place}. ${untouchedWords(one)}`));

// src/render/html/style.ts
var LIGHT = `
--ground:#fff;--panel:#f6f8fa;--text:#1f2328;--muted:#59636e;--line:#d1d9e0;--link:#0550ae;
--good:#116329;--good-on:#dafbe1;--bad:#a40e26;--bad-on:#ffebe9;--warn:#7d4e00;--warn-on:#fff8c5;
--info:#0550ae;--info-on:#ddf4ff;--idle:#59636e;--idle-on:#eff2f5;--bar:#59636e;`;
var DARK = `
--ground:#0d1117;--panel:#151b23;--text:#e6edf3;--muted:#9198a1;--line:#3d444d;--link:#79c0ff;
--good:#56d364;--good-on:#12261e;--bad:#ff9a93;--bad-on:#33161b;--warn:#e3b341;--warn-on:#2b2411;
--info:#79c0ff;--info-on:#121d2f;--idle:#9fa8b3;--idle-on:#212830;--bar:#9198a1;`;
var PAIRS = {
  none: "idle",
  blocked: "idle",
  ready: "info",
  running: "info",
  waiting: "warn",
  done: "good",
  asks: "warn",
  waived: "warn",
  skipped: "idle",
  failed: "bad",
  cancelled: "idle",
  void: "idle",
  mended: "good",
  open: "bad",
  accepted: "warn",
  withdrawn: "idle",
  outside: "info",
  blocker: "bad",
  major: "warn",
  minor: "idle",
  met: "good",
  unmet: "bad",
  unknown: "idle"
};
var pairs = Object.entries(PAIRS).map(([state, name]) => `.s-${state}{--mine:var(--${name});--mine-on:var(--${name}-on)}`).join(`
`);
var STYLE = `:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
${pairs}
*{box-sizing:border-box}
html{scroll-padding-top:1rem;-webkit-text-size-adjust:100%}
body{margin:0 auto;max-width:76rem;padding:1.5rem clamp(.75rem,3vw,2rem) 4rem;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;overflow-wrap:anywhere}
h1{font-size:1.6rem;line-height:1.25;margin:.2rem 0 .8rem;white-space:pre-wrap;unicode-bidi:plaintext}
h2{font-size:1.2rem;margin:2.4rem 0 .7rem;padding-bottom:.3rem;border-bottom:1px solid var(--line)}
h2 small,h3 small{font-weight:400;color:var(--muted)}
h3{font-size:1rem;margin:0}
blockquote{margin:.4rem 0;padding-left:.8rem;border-left:3px solid var(--line)}
p{margin:.35rem 0}
a{color:var(--link)}
:focus-visible{outline:2px solid var(--link);outline-offset:2px}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"Liberation Mono",monospace;font-size:.85em;unicode-bidi:isolate;direction:ltr}
pre{margin:.4rem 0;padding:.6rem .7rem;background:var(--panel);border:1px solid var(--line);border-radius:6px;overflow-x:auto;max-width:100%;overflow-wrap:normal}
ul,ol{padding:0;margin:0;list-style:none}
.muted,.left,.meta{color:var(--muted)}
.left,.meta{font-size:.9rem}
.said{white-space:pre-wrap;unicode-bidi:plaintext}
.top{display:flex;flex-wrap:wrap;gap:.3rem .8rem;align-items:center;font-size:.9rem;color:var(--muted)}
.chip{display:inline-block;padding:.05rem .5rem;border-radius:999px;font-size:.8rem;font-weight:600;color:var(--mine,var(--idle));background:var(--mine-on,var(--idle-on))}
.verdict{font-size:1rem;padding:.15rem .8rem}
.cards{display:grid;grid-template-columns:repeat(auto-fit,minmax(8.5rem,1fr));gap:.6rem;margin:1rem 0 .5rem}
.cards>div{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:.55rem .75rem}
.cards dt{font-size:.8rem;color:var(--muted)}
.cards dd{margin:0;font-size:1.05rem;font-weight:600}
.cards dd small{display:block;font-size:.8rem;font-weight:400;color:var(--muted)}
dl{margin:0}
nav{display:flex;flex-wrap:wrap;gap:.2rem .9rem;font-size:.9rem;margin:.8rem 0}
.item{border:1px solid var(--line);border-radius:8px;padding:.7rem .85rem;margin:.6rem 0}
.item p:last-child{margin-bottom:0}
.item .head{display:flex;flex-wrap:wrap;gap:.25rem .5rem;align-items:center}
.item .head code{min-width:0}
details>summary{cursor:pointer;padding:.25rem 0}
details.file{border:1px solid var(--line);border-radius:6px;margin:.4rem 0;padding:.1rem .7rem}
details.file>pre{margin:.3rem -.7rem 0;border-width:1px 0 0;border-radius:0 0 6px 6px}
.letter{display:inline-block;width:1.1em;font-weight:600;color:var(--muted)}
.plus{color:var(--good)}
.minus{color:var(--bad)}
.diff span,.excerpt span{display:block;min-width:max-content;padding:0 .7rem;margin:0 -.7rem}
.diff .a{background:var(--good-on);color:var(--good)}
.diff .d{background:var(--bad-on);color:var(--bad)}
.diff .h{color:var(--info);background:var(--info-on)}
.excerpt b{display:inline-block;min-width:3.2em;font-weight:400;color:var(--muted);user-select:none}
.excerpt .mark{background:var(--warn-on);color:var(--text)}
.excerpt .mark b{color:var(--warn)}
table{border-collapse:collapse;font-size:.9rem;width:100%}
th,td{text-align:left;padding:.3rem .6rem .3rem 0;border-bottom:1px solid var(--line);vertical-align:top}
th{color:var(--muted);font-weight:600}
.scroll{overflow-x:auto;max-width:100%;border:1px solid var(--line);border-radius:8px;padding:.8rem;background:var(--panel)}
#graph{display:block}
.node rect{fill:var(--mine-on);stroke:var(--mine);stroke-width:1}
.node text{fill:var(--mine);font-size:12px;font-family:system-ui,sans-serif}
.node .what{font-weight:600}
.node.s-none rect,.node.s-blocked rect,.node.s-void rect,.node.s-cancelled rect,.node.s-skipped rect{stroke-dasharray:4 3}
.node.s-none rect{stroke:var(--line)}
.node[data-now] rect{stroke-width:3}
.edge{fill:none;stroke:var(--muted);stroke-width:1.2}
.edge.loop{stroke-dasharray:5 3}
.tip{fill:var(--muted)}
.replay{display:grid;grid-template-columns:auto 1fr auto;gap:.3rem .7rem;align-items:center;margin:.6rem 0;position:sticky;top:0;z-index:1;background:var(--ground);padding:.4rem 0}
.replay[hidden]{display:none}
.replay input{width:100%;min-width:0;accent-color:var(--link)}
.replay output{grid-column:1/-1;min-height:3em;font-size:.9rem;unicode-bidi:plaintext}
button{font:inherit;font-size:.9rem;color:var(--text);background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.15rem .6rem;margin-left:.25rem;cursor:pointer}
.timeline li{display:grid;grid-template-columns:minmax(12rem,18rem) minmax(8rem,1fr) minmax(7rem,11rem);gap:.05rem .8rem;align-items:center;padding:.35rem .3rem;border-bottom:1px solid var(--line)}
.timeline li[data-now]{background:var(--info-on);color:var(--text)}
.timeline svg{width:100%;height:16px;display:block;background:var(--panel);border-radius:4px}
.timeline .took{font-size:.9rem}
.timeline .came{grid-column:2/-1;font-size:.9rem}
.timeline .name{grid-row:1/span 2;align-self:start}
.timeline .name .muted{font-size:.85rem}
.bar{fill:var(--mine);opacity:.85}
.bar.s-skipped,.bar.s-cancelled,.bar.s-void{fill:var(--bar)}
.cut{stroke:var(--muted);stroke-width:1;stroke-dasharray:3 2;vector-effect:non-scaling-stroke}
footer{margin-top:3rem;font-size:.85rem;color:var(--muted);border-top:1px solid var(--line);padding-top:.8rem}
@media (max-width:44rem){
body{font-size:15px}
.timeline li{grid-template-columns:1fr auto}
.timeline .name{grid-row:auto;grid-column:1}
.timeline .took{grid-column:2;grid-row:1;text-align:right}
.timeline .took .muted{display:none}
.timeline svg,.timeline .came{grid-column:1/-1}
.wide thead{display:none}
.wide tr{display:block;border-bottom:1px solid var(--line);padding:.3rem 0}
.wide td{display:block;border:0;padding:.05rem 0}
}
@media print{
:root{${LIGHT}color-scheme:light}
body{max-width:none;padding:0;font-size:11pt}
details::details-content{content-visibility:visible;height:auto}
details>summary{list-style:none}
.replay,nav{display:none}
pre,.scroll{overflow:visible}
pre{white-space:pre-wrap;overflow-wrap:anywhere}
.diff span,.excerpt span{min-width:0}
#graph{max-width:100%;height:auto}
.item,.timeline li,.cards>div{break-inside:avoid}
*{print-color-adjust:exact;-webkit-print-color-adjust:exact}
}
`;

// src/render/html/timeline.ts
var WIDTH = 1000;
var MIN_WIDTH = 4;
var MAX_GAP = 0.06;
var MAX_ROWS = 1000;
function merged(spans) {
  const all = [];
  for (const [from, to] of spans.toSorted((a, b) => a[0] - b[0])) {
    const last = all.at(-1);
    if (last && from <= last[1])
      last[1] = Math.max(last[1], to);
    else
      all.push([from, to]);
  }
  return all;
}
function scaleOf(spans) {
  const work = merged(spans);
  const busy = work.reduce((sum, [from, to]) => sum + to - from, 0);
  const most = Math.max(1, busy * MAX_GAP);
  let begin = 0;
  const placed = work.map(([from, to], index) => {
    const gap = index === 0 ? 0 : from - work[index - 1][1];
    begin += Math.min(gap, most);
    const one = { from, to, begin, isCut: gap > most };
    begin += to - from;
    return one;
  });
  const whole = Math.max(1, begin);
  const at = (time) => {
    const one = placed.findLast(({ from }) => from <= time) ?? placed[0];
    if (one === undefined)
      return 0;
    const next = placed[placed.indexOf(one) + 1]?.begin ?? whole;
    const place = time <= one.to ? one.begin + Math.max(0, time - one.from) : Math.min(next, one.begin + time - one.from);
    return place / whole * WIDTH;
  };
  return { at, cuts: placed.filter((one) => one.isCut).map((one) => at(one.from)) };
}
var minutesOf = (spans) => spans.reduce((sum, [from, to]) => sum + to - from, 0) / 60000;
function bar({ at, cuts }, spans, kind) {
  const rects = spans.map(([from, to]) => {
    const x = Math.min(at(from), WIDTH - MIN_WIDTH);
    return html`<rect class="bar s-${kind}" x="${x.toFixed(1)}" y="3" width="${Math.max(MIN_WIDTH, at(to) - x).toFixed(1)}" height="10"/>`;
  });
  const lines = cuts.map((x) => html`<line class="cut" x1="${x.toFixed(1)}" x2="${x.toFixed(1)}" y1="0" y2="16"/>`);
  return html`<svg viewBox="0 0 ${WIDTH} 16" preserveAspectRatio="none" aria-hidden="true">${lines}${rects}</svg>`;
}
function row2(task, scale) {
  const used = task.tokens > 0 ? `, ${tokens(task.tokens)} tokens` : "";
  const took = task.spans.length === 0 ? "" : duration(minutesOf(task.spans));
  const times = task.spans.length > 1 ? `, ${plural(task.spans.length, "start")}` : "";
  const outcome = task.outcome === "" ? STATES[task.state] : task.outcome;
  return html`<li id="task-${task.id}" data-row="${task.id}"><span class="name"><b>${task.id}</b> ${task.subject} <span class="muted">${task.who}</span></span>${bar(scale, task.spans, task.state)}<span class="took">${took}<span class="muted">${times}${used}</span></span><span class="came"><span class="chip s-${task.state}">${STATES[task.state]}</span> ${outcome === STATES[task.state] ? "" : outcome}</span></li>`;
}
function timeline(page) {
  const { tasks, asked, zone } = page;
  const all = [...tasks.flatMap((task) => task.spans), ...asked];
  const scale = scaleOf(all);
  const begun = ({ spans }) => spans[0]?.[0] ?? Number.MAX_VALUE;
  const shown = tasks.toSorted((a, b) => begun(a) - begun(b)).slice(0, MAX_ROWS);
  const [first, last] = [Math.min(...all.map(([from]) => from)), Math.max(...all.map(([, to]) => to))];
  const ends = all.length === 0 ? html`<p class="muted">Nothing has begun yet.</p>` : html`<p class="muted">${moment(new Date(first).toISOString(), zone)} to ${moment(new Date(last).toISOString(), zone)}${scale.cuts.length > 0 ? `; a dashed line stands where nothing went on, and time is left out` : ""}.</p>`;
  const you = asked.length === 0 ? null : html`<li><span class="name"><b>You</b> were asked</span>${bar(scale, asked, "waiting")}<span class="took">${duration(minutesOf(asked))}<span class="muted">, ${plural(asked.length, "question")}</span></span></li>`;
  const more = tasks.length > shown.length ? html`<p class="left">${plural(tasks.length - shown.length, "task")} more: <code>${page.whole.report}</code></p>` : null;
  return html`${ends}<ol class="timeline">${you}${shown.map((task) => row2(task, scale))}</ol>${more}`;
}

// src/render/html/page.ts
var BEGINNING = `<!doctype html>
<!-- report of multi-ai. -->
`;
var hashOf = (text) => `'sha256-${new Bun.CryptoHasher("sha256").update(text).digest("base64")}'`;
var policy = () => [
  "default-src 'none'",
  `script-src ${hashOf(SCRIPT2)}`,
  `style-src ${hashOf(STYLE)}`,
  "img-src data:",
  "base-uri 'none'",
  "form-action 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'"
].join("; ");
function outcomeOf({ facts }) {
  const reason = facts.reason === "" ? "" : `: ${oneLine2(facts.reason)}`;
  if (facts.status === "complete") {
    const without = facts.waivers.length;
    return without === 0 ? { state: "done", text: "Complete" } : { state: "asks", text: `Complete, with ${plural(without, "approval")} waived or overruled by the person` };
  }
  if (facts.status === "failed")
    return { state: "failed", text: `Failed${reason}` };
  if (facts.status === "cancelled")
    return { state: "cancelled", text: `Cancelled${reason}` };
  return facts.status === "waiting_for_user" ? { state: "waiting", text: "Not over: it waits for an answer" } : { state: "running", text: `Not over yet${reason}` };
}
var card = (name, value, more = null) => html`<div><dt>${name}</dt><dd>${value}${more !== null && html`<small>${more}</small>`}</dd></div>`;
function cards(page) {
  const { facts } = page;
  const end = facts.ended_at ?? page.made;
  const minutes = Math.max(0, (Date.parse(end) - Date.parse(facts.started_at)) / 60000) || 0;
  const { total, main_thread: main } = facts.spent;
  const mended = facts.findings.filter((one) => one.state === "mended").length;
  const open = facts.findings.filter((one) => one.state === "open").length;
  const files = facts.files ?? [];
  const sum = (key) => files.reduce((all, one) => all + one[key], 0);
  const approved = facts.reviewers.filter((one) => one.standing === "approved").length;
  return html`<dl class="cards">${[
    card("Time", duration(minutes), `${moment(facts.started_at, page.zone)} to ${facts.ended_at === null ? "now" : moment(facts.ended_at, page.zone)}`),
    card("Tasks done", facts.tasks, `${facts.fixes} of them ${facts.fixes === 1 ? "a fix" : "fixes"}`),
    facts.reviewers.length > 0 && card("Reviewers", `${approved} of ${facts.reviewers.length}`, "approved"),
    facts.findings.length > 0 && card("Findings", facts.findings.length, `${mended} mended, ${open} open`),
    facts.files !== null && card("Files changed", files.length, `+${sum("added")} \u2212${sum("removed")}`),
    (total.tokens > 0 || main !== null) && card("Tokens", tokens(total.tokens), main === null ? "of the agents" : `of the agents; ${tokens(main.tokens)} of the main thread`),
    page.cost !== "" && card("Cost", page.cost)
  ]}</dl>`;
}
function sectionsOf(page) {
  const { facts } = page;
  const all = [
    facts.criteria.length > 0 ? { id: "criteria", title: "Criteria", count: facts.criteria.length, body: criteria(page) } : null,
    { id: "graph-of-tasks", title: "Tasks and loops", count: page.tasks.length, body: [replay2(page), graph(page)] },
    { id: "timeline", title: "Timeline", count: null, body: timeline(page) },
    facts.reviewers.length > 0 ? { id: "reviewers", title: "Reviewers", count: facts.reviewers.length, body: reviewers(page) } : null,
    page.own.length > 0 ? {
      id: "own",
      title: "From the workflow",
      count: null,
      body: html`<pre tabindex="0">${page.own.join(`
`).trim()}</pre>`
    } : null,
    facts.findings.length > 0 ? { id: "findings", title: "Findings", count: facts.findings.length, body: findings(page) } : null,
    facts.untouched_fixes.length > 0 ? {
      id: "untouched",
      title: "Called fixed elsewhere than at their place",
      count: facts.untouched_fixes.length,
      body: untouched(page)
    } : null,
    page.tests.length > 0 || facts.tests !== null ? { id: "tests", title: "Tests, run by the program", count: null, body: tests(page) } : null,
    facts.decisions.length > 0 ? { id: "decisions", title: "Decided by the person", count: facts.decisions.length, body: decisions(page) } : null,
    facts.waivers.length > 0 ? {
      id: "waivers",
      title: "Waivers and overrulings, no approvals",
      count: facts.waivers.length,
      body: waivers(page)
    } : null,
    facts.auto && facts.assumptions.length > 0 ? {
      id: "assumed",
      title: "Assumed, never asked",
      count: facts.assumptions.length,
      body: lines(page, facts.assumptions)
    } : null,
    facts.deviations.length > 0 ? {
      id: "deviations",
      title: "Departures from the plan",
      count: facts.deviations.length,
      body: lines(page, facts.deviations)
    } : null,
    facts.refusals.length > 0 ? {
      id: "refusals",
      title: "Refused, stale, denied or edited",
      count: facts.refusals.length,
      body: refusals(page)
    } : null,
    facts.notices.length > 0 ? { id: "notices", title: "Noticed", count: facts.notices.length, body: notices(page) } : null,
    facts.repository.length > 0 ? {
      id: "repository",
      title: "Commits and branches during the run",
      count: facts.repository.length,
      body: lines(page, facts.repository)
    } : null,
    facts.missing.length > 0 ? {
      id: "missing",
      title: "Not on record any more",
      count: facts.missing.length,
      body: lines(page, facts.missing)
    } : null,
    { id: "diff", title: "Final diff", count: null, body: diffSection(page) }
  ];
  return all.filter((one) => one !== null);
}
var sectionOf = ({ id, title, count, body }) => html`<section aria-labelledby="${id}"><h2 id="${id}">${title}${count !== null && html` <small>${count}</small>`}</h2>${body}</section>`;
var MAX_TITLE = 240;
function head(page) {
  const { facts } = page;
  const { state, text } = outcomeOf(page);
  const request = facts.request.trim();
  const isLong = request.length > MAX_TITLE;
  return html`<header><p class="top"><span>Report of multi-ai</span><code>${facts.run}</code><span>${facts.workflow}</span>${facts.auto && html`<span>--auto: no questions</span>`}</p><h1>${isLong ? `${request.slice(0, MAX_TITLE)}\u2026` : request}</h1>${isLong && html`<details><summary>The whole request</summary>${said(request, page.whole.report)}</details>`}<p><span class="chip verdict s-${state}">${text}</span></p>${facts.story !== null && oneLine2(facts.story) !== oneLine2(request) && said(facts.story, page.whole.report)}${cards(page)}</header>`;
}
function pageText(page) {
  const sections = sectionsOf(page);
  const title = oneLine2(page.facts.request).slice(0, 80);
  const body = html`<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="${raw(policy())}"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="referrer" content="no-referrer"><meta name="color-scheme" content="light dark"><link rel="icon" href="data:,"><title>${title} \u2013 report of multi-ai</title><style>${raw(STYLE)}</style></head>
<body>${head(page)}<nav aria-label="Sections">${sections.map((one) => html`<a href="#${one.id}">${one.title}</a> `)}</nav>
<main>${sections.map((one) => html`${sectionOf(one)}\n`)}</main>
<footer>Made by multi-ai ${page.version} on ${moment(page.made, page.zone)} from the run's journal. ${page.facts.claims.checked} claims of agents were checked, ${page.facts.claims.refused} refused. The same as data: <code>${page.whole.report}</code></footer>
<script type="application/json" id="journal">${replayData(page)}</script>
<script>${raw(SCRIPT2)}</script></body></html>
`;
  return BEGINNING + body.text;
}

// src/render/html/events.ts
var MAX_SAID2 = 300;
var said2 = (text) => text ? `: ${cut(oneLine2(text), MAX_SAID2)}` : "";
var list = (ids) => ids.join(", ");
var words2 = (name) => name.replaceAll("_", " ");
var WORDS = {
  run_created: (one) => `The run begins${said2(one.request.text)}`,
  task_created: (one) => one.kind === "fix" ? `is added: it answers ${one.fixes ?? "a review"}` : one.kind === "rereview" ? "is added: another look" : "is planned",
  task_blocked: (one) => `now waits for ${list(one.by)}`,
  dispatched: () => "starts",
  spent: (one) => `has used ${one.tokens} tokens in ${plural(one.tool_calls, "tool call")}`,
  bound: () => "has its agent",
  wrote: () => "has written its result",
  check_started: () => "runs as a check of the program",
  sent: (one) => `sends ${plural(one.files.length + one.more, "file")} to ${one.provider}`,
  tests_decided: (one) => `Test commands ${one.approved ? "approved" : "not approved"} (${one.by})${said2(one.commands.join("; "))}`,
  tested: (one) => `Tests ${one.baseline ? "before the work" : "run"}: ${words2(one.outcome)}`,
  check_failed: (one) => `could not be checked${said2(one.message)}`,
  refused: (one) => `is sent back${said2(one.problems.join("; "))}`,
  returned: (one) => `has to start again (${words2(one.reason)})${said2(one.note)}`,
  accepted: (one) => {
    const found = countText(one.findings);
    const prior = one.prior.filter((two) => two.state !== "open").map((two) => `${two.id} ${two.state}`);
    const more = [found, ...prior].filter((part) => part !== "");
    return `hands in: ${words2(one.outcome)}${more.length === 0 ? "" : ` (${more.join(", ")})`}`;
  },
  task_done: (one) => one.waiver === null ? "is done" : `is done: ${one.waiver.kind} by the person${said2(one.waiver.reason)}`,
  task_skipped: () => "is left out",
  item_planned: (one) => `Item ${one.item} is planned${said2(one.title)}`,
  item_dropped: (one) => `Item ${one.item} is dropped${said2(one.reason)}`,
  options_set: () => "The run's options are set",
  task_cancelled: () => "is cancelled",
  task_voided: () => "does not count any more",
  substituted: (one) => `is done by ${one.who.agent} instead`,
  asked: (one) => `The person is asked ${one.question} (${words2(one.kind)})${said2(one.text)}`,
  settings_read: () => "Changed settings are read",
  reason_wanted: (one) => `${one.question} wants a reason`,
  shown: (one) => `${list(one.questions)} is shown`,
  answered: (one) => `The person answers ${one.question}: ${words2(one.option)}${said2(one.text)}`,
  edited: (one) => `${oneLine2(one.path)} was changed by hand`,
  noticed: (one) => `Noticed${said2(one.text)}`,
  question_closed: (one) => `${one.question} is closed`,
  auto_approved: (one) => `passes without asking (${words2(one.kind)})`,
  request_changed: (one) => `The request is changed${said2(one.request.text)}`,
  delivered: () => "The session is told what comes next",
  attached: () => "A session takes the run",
  agent_gone: () => "An agent is gone",
  agent_ended: () => "An agent has ended",
  host_task: () => "stands in the host's list of tasks",
  host_blocked: (one) => `waits for ${list(one.by)} in the host's list, too`,
  host_completed: () => "is ticked off in the host's list",
  ended: (one) => `The run is ${one.status}${said2(one.reason)}`,
  released: () => "The session is let go",
  held: (one) => `The run waits${said2(one.message)}`,
  went_on: () => "The run goes on"
};
function eventWords(event, nameOf) {
  const text = WORDS[event.type](event);
  const task = "task" in event ? event.task : null;
  if (!task)
    return text;
  return /^[A-Z]/.test(text) ? `${text} [${nameOf(task)}]` : `${nameOf(task)} ${text}`;
}

// src/cli/report-page.ts
var MAX_DIFF = 1e6;
var MAX_FILE_LINES = 4000;
var MAX_LONG = 200;
var AROUND = 3;
var MAX_MARKED = 12;
var MAX_LINE3 = 400;
var MAX_OWN = 100;
var mask = maskOf([]);
var masked = (text) => mask([text])[0] ?? "";
function stateOf(run, task, good) {
  if (task.void)
    return "void";
  if (task.status !== "done")
    return task.status;
  if (task.waiver !== null)
    return "waived";
  if (task.outcome === null)
    return "done";
  const key = `${task.id} ${task.outcome}`;
  if (!good.has(key))
    good.set(key, isGood(run, task, task.outcome));
  return good.get(key) ? "done" : "asks";
}
function batches(events) {
  const all = [];
  for (const event of events) {
    if (event.batch === undefined || event.batch[0] === 1)
      all.push([event]);
    else
      all.at(-1)?.push(event);
  }
  return all;
}
function stepsOf(events, places) {
  const steps = [];
  const before = new Map;
  const good = new Map;
  let run = null;
  for (const batch of batches(events)) {
    run = foldRecorded(run, batch);
    const now = run;
    const nameOf = (id) => `${id} ${taskOf(now, id)?.subject ?? ""}`.trim();
    for (const event of batch) {
      const task = ("task" in event ? event.task : null) ?? null;
      steps.push({ seq: event.seq, at: event.at, said: eventWords(event, nameOf), task, changed: [] });
    }
    for (const task of now.tasks) {
      const state = stateOf(now, task, good);
      const place = places.get(task.id);
      if (place === undefined || before.get(task.id) === state)
        continue;
      before.set(task.id, state);
      steps.at(-1).changed.push([place, state]);
    }
  }
  return steps;
}
var ENDS = new Set([
  "accepted",
  "returned",
  "check_failed",
  "task_cancelled",
  "task_voided",
  "task_done",
  "task_skipped"
]);
function spansOf(events, end) {
  const work = new Map;
  const since = new Map;
  const questions = new Map;
  const asked = [];
  const close = (task, at) => {
    const from = since.get(task);
    if (from === undefined)
      return;
    since.delete(task);
    work.set(task, [...work.get(task) ?? [], [from, Math.max(from, at)]]);
  };
  for (const event of events) {
    const at = Date.parse(event.at);
    if (event.type === "dispatched")
      since.set(event.task, at);
    else if (ENDS.has(event.type) && "task" in event && event.task)
      close(event.task, at);
    if (event.type === "asked")
      questions.set(event.question, at);
    if (event.type === "answered" || event.type === "question_closed") {
      const from = questions.get(event.question);
      if (from !== undefined)
        asked.push([from, Math.max(from, at)]);
      questions.delete(event.question);
    }
  }
  for (const task of [...since.keys()])
    close(task, end);
  for (const from of questions.values())
    asked.push([from, Math.max(from, end)]);
  return { work, asked };
}
var testRuns = (events) => events.flatMap((event) => event.type === "tested" ? [
  {
    at: event.at,
    task: event.task,
    baseline: event.baseline,
    outcome: event.outcome,
    commands: event.commands.map(({ command, state, passed, failed, skipped = 0, ms }) => ({
      command: masked(command),
      state,
      passed,
      failed,
      skipped,
      ms
    }))
  }
] : []);
function roundsOf(project, run, view) {
  return reviewGates(run).flatMap((gate) => run.tasks.filter((task) => task.gate === gate.key && task.kind !== "fix" && (task.outcome !== null || task.waiver !== null)).map((task) => {
    const shown = view.tasks.find((one) => one.id === task.id);
    const summary = accepted(project, task.artifact)?.summary ?? null;
    return {
      reviewer: gate.title,
      task: task.id,
      subject: task.subject,
      outcome: shown?.outcome ?? "",
      summary,
      minutes: shown?.spent.minutes ?? 0
    };
  }));
}
function excerptOf2(text, line, quote) {
  const lines = text.split(/\r?\n/);
  const wanted = quote.split(`
`).map((one) => one.trim()).filter((one) => one !== "");
  const [first] = wanted;
  const found = first === undefined ? [] : lines.flatMap((one, at) => one.includes(first) ? [at + 1] : []);
  const at = found.toSorted((a, b) => Math.abs(a - (line ?? 1)) - Math.abs(b - (line ?? 1)))[0] ?? line;
  if (at === null || at < 1 || at > lines.length)
    return null;
  const last = Math.min(lines.length, at + Math.min(MAX_MARKED, Math.max(1, found.length > 0 ? wanted.length : 1)) - 1);
  const from = Math.max(1, at - AROUND);
  const shown = lines.slice(from - 1, Math.min(lines.length, last + AROUND));
  return {
    first: from,
    lines: masked(shown.join(`
`)).split(`
`).map((one) => one.length > MAX_LINE3 ? `${one.slice(0, MAX_LINE3)}\u2026` : one),
    marked: [at, last]
  };
}
function placeOf({ place }) {
  if (place === null)
    return null;
  const [, file, line] = /^(.*?)(?::(\d+))?$/s.exec(place) ?? [];
  return file ? { file, line: line === undefined ? null : Number(line) } : null;
}
function excerptsOf(project, run, caught) {
  const isSecret = denyList(run.settings.secrets);
  const shown = shownFindings(caught).slice(0, MAX_FINDINGS);
  const wanted = shown.flatMap((at) => {
    const one = caught[at];
    const place = placeOf(one);
    const tree = taskOf(run, one.task)?.reviewed ?? null;
    return place !== null && isTree(tree) && !isSecret(place.file) ? [{ at, tree, ...place, quote: one.quote }] : [];
  });
  const excerpts = new Map;
  for (const [tree, all] of Map.groupBy(wanted, (one) => one.tree)) {
    let texts;
    try {
      texts = readFiles2(project.root, tree, all.map((one) => one.file), treeStore(project));
    } catch {
      continue;
    }
    for (const { at, file, line, quote } of all) {
      const text = texts.get(file) ?? null;
      const excerpt = text === null ? null : excerptOf2(text, line, quote);
      if (excerpt !== null)
        excerpts.set(at, excerpt);
    }
  }
  return excerpts;
}
function diffOf(project, run, { base, final, files }) {
  const long = new Set((files ?? []).filter((one) => one.added + one.removed > MAX_FILE_LINES).slice(0, MAX_LONG).map((one) => one.path));
  if (files !== null && files.length === 0)
    return { diff: { text: "", truncated: false }, long };
  if (base === null || final === null)
    return { diff: null, long };
  try {
    const isSecret = denyList(run.settings.secrets);
    const isShown = (path) => !long.has(path);
    const diff = diffText(project.root, base, final, treeStore(project), MAX_DIFF, isSecret, isShown);
    return { diff: { ...diff, text: masked(diff.text) }, long };
  } catch {
    return { diff: null, long };
  }
}
function pageTasks(run, view, work) {
  const good = new Map;
  return run.tasks.map((task) => {
    const shown = view.tasks.find((one) => one.id === task.id);
    return {
      id: task.id,
      subject: task.subject,
      who: [shown.agent, shown.model].filter((word) => word !== "").join(", "),
      kind: task.kind,
      fixes: task.fixes,
      after: task.blocked_by,
      state: stateOf(run, task, good),
      outcome: shown.outcome,
      spans: work.get(task.id) ?? [],
      tokens: shown.spent.tokens
    };
  });
}
function ownLines(facts) {
  const own = moduleOf(facts.workflow).report.lines?.(facts, { ...PLAIN_LAYOUT, width: 110 }, MAX_OWN);
  return own === undefined ? [] : [own.head, own.reviews, own.closing, own.foot].flat();
}
function pageOf({ place, run, facts, view, events, whole, zone }) {
  const made = new Date().toISOString();
  const own = events.filter((event) => event.run === run.run);
  const end = Date.parse(isLive(run) ? made : run.updated_at);
  const { work, asked } = spansOf(own, end);
  const tasks = pageTasks(run, view, work);
  const steps = stepsOf(own, new Map(tasks.map(({ id }, at) => [id, at])));
  return {
    facts,
    own: ownLines(facts),
    cost: moneyText(facts.cost),
    tasks,
    steps,
    events: own.length,
    asked,
    rounds: roundsOf(place, run, view),
    tests: testRuns(own),
    excerpts: excerptsOf(place, run, facts.findings),
    ...diffOf(place, run, facts),
    whole: { ...whole, diff: facts.snapshot === null ? null : `git diff ${facts.snapshot}` },
    made,
    version: VERSION,
    zone
  };
}

// src/cli/write-page.ts
import {
  closeSync,
  constants,
  fchmodSync,
  lstatSync as lstatSync2,
  openSync,
  renameSync,
  rmSync as rmSync2,
  statSync as statSync2,
  writeSync
} from "fs";
import { dirname, join as join5, relative as relative2, resolve } from "path";
var NAME2 = "report.html";

class NoPage extends Error {
}
var ELSEWHERE = "Name another place with --html=<file>.";
function pagePath(project, from, named) {
  if (named === null)
    return join5(project.task, NAME2);
  const path = resolve(from, named);
  if (!/[^/]\.html?$/i.test(path))
    throw new NoPage(`${oneLine2(named)} is no name of a page: it has to end in .html.`);
  return path;
}
function refuseLinks(project, folder) {
  if (!isInside(folder, project.root))
    return;
  const way = relative2(project.root, folder);
  if (way === "" || way.startsWith(".."))
    return;
  const names = way.split("/");
  for (let at = 1;at <= names.length; at++)
    ownFolder(join5(project.root, ...names.slice(0, at)));
}
function refuseOthers(path) {
  const fd = openRegular(path, constants.O_RDONLY);
  if (fd === null)
    return;
  try {
    const begins = readRange(fd, 0, BEGINNING.length).toString("utf8");
    if (begins !== BEGINNING)
      throw new NoPage(`${oneLine2(path)} is there already and is no report of multi-ai. ${ELSEWHERE}`);
  } finally {
    closeSync(fd);
  }
}
function replace(path, bytes) {
  const temporary = temporaryName(path);
  const fd = openSync(temporary, constants.O_WRONLY | constants.O_CREAT | constants.O_EXCL | constants.O_NOFOLLOW, 384);
  try {
    fchmodSync(fd, 384);
    for (let done = 0;done < bytes.length; )
      done += writeSync(fd, bytes, done);
    closeSync(fd);
    renameSync(temporary, path);
  } catch (error) {
    rmSync2(temporary, { force: true });
    throw error;
  }
}
var REASONS = {
  EACCES: "you have no permission to write there",
  EPERM: "you have no permission to write there",
  EROFS: "that disk can only be read",
  ENOSPC: "the disk is full",
  EDQUOT: "your share of the disk is full",
  ENOENT: "that folder does not exist",
  ENOTDIR: "a file stands where a folder should",
  ENAMETOOLONG: "its name is too long"
};
function writePage(project, path, text) {
  const bytes = Buffer.from(text);
  const folder = dirname(path);
  try {
    refuseLinks(project, folder);
    if (folder === project.task)
      createTaskFolder(folder);
    else if (!statSync2(folder).isDirectory())
      throw new NoPage(`${oneLine2(folder)} is no folder. ${ELSEWHERE}`);
    if (lstatSync2(path, { throwIfNoEntry: false })?.isSymbolicLink())
      throw new NoPage(`${oneLine2(path)} is a link, and is not followed: remove it. ${ELSEWHERE}`);
    refuseOthers(path);
    replace(path, bytes);
    return bytes.length;
  } catch (error) {
    if (error instanceof NoPage)
      throw error;
    if (error instanceof UnsafeFile)
      throw new NoPage(`${oneLine2(path)} is not written: ${oneLine2(error.path)} ${error.problem}. ${ELSEWHERE}`);
    const code = errorCode(error);
    if (code === undefined)
      throw error;
    throw new NoPage(`${oneLine2(path)} cannot be written: ${REASONS[code] ?? code}. ${ELSEWHERE}`);
  }
}

// src/cli/report.ts
function page(call, { place, run, kept }, facts) {
  const of = kept === "here" ? "" : ` --run ${run.run}`;
  try {
    const file = pagePath(call.project, call.from, call.value("html"));
    const text = pageText(pageOf({
      place,
      run,
      facts,
      view: viewOf3(place, run, kept, reachOf(call, run, place.task)),
      events: recordedEvents(place),
      whole: { report: here(`report --json${of}`), log: here(`log${of}`) },
      zone: call.zone ?? "UTC"
    }));
    const bytes = writePage(call.project, file, text);
    return done(`${oneLine2(file)} (${bytesText(bytes)})`, { file, bytes });
  } catch (error) {
    if (error instanceof NoPage)
      return no(error.message);
    throw error;
  }
}
function plain2(call, { place, run, kept }, facts) {
  const isOwn = reachOf(call, run, place.task) !== "foreign";
  return done(reportText(facts, call, isOwn ? `rollback${kept === "here" ? "" : ` --run ${run.run}`}` : null), facts);
}
var report = {
  summary: "What was done: criteria with evidence, verdicts, files, decisions",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {
    ...RUN_OPTION,
    html: {
      value: "<file>",
      optional: true,
      about: "Write it as one page for a browser; .task/report.html unless said"
    }
  },
  run(call) {
    const which = whichRun(call);
    if (!which.ok)
      return which.answer;
    const { found } = which;
    const facts = reportFacts2(found.place, found.run);
    return call.has("html") || call.value("html") !== null ? page(call, found, facts) : plain2(call, found, facts);
  }
};

// src/render/progress.ts
var MAX_TEXT_CHARS = 200;
var clipText = (text) => cut(oneLine2(text), MAX_TEXT_CHARS);
function elapsed(run, at) {
  const seconds = Math.max(0, Math.floor((Date.parse(at) - Date.parse(run.created_at)) / 1000)) || 0;
  const two = (value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
var nameOf = (task, id) => task ? `${id} ${task.subject}` : id;
var whoOf = (task) => `${task.who.agent}, ${task.who.provider ?? task.who.model}`;
function accepted2(run, event, { paint = PLAIN, look }) {
  const task = taskOf(run, event.task);
  const artifact = look?.(event.artifact) ?? null;
  const vote = artifact?.vote;
  const good = vote === undefined ? isGood(run, task, event.outcome) : vote === "APPROVE";
  const words = [
    vote ?? event.outcome.replaceAll("_", " "),
    artifact?.veto ? "a veto" : "",
    sizeText(artifact),
    event.claims > 0 && task?.schema.endsWith("review") ? `${plural(event.claims, "claim")} checked` : "",
    ...event.prior.map((one) => `${one.id} ${one.state}`)
  ].filter((word) => word !== "");
  const mark = good ? paint.green("\u2713") : paint.yellow("\u25CF");
  const listed = vote === undefined ? event.findings : artifact?.findings ?? [];
  const findings = listed.map((one) => {
    const said = artifact?.findings?.find((given) => given.id === one.id);
    const place = said?.at ?? (said?.file ? `${said.file}${said.line ? `:${said.line}` : ""}` : "");
    const outside = one.outside ? ", outside of the change" : "";
    return `    ${paint.yellow(one.id)} ${one.severity}${place ? ` at ${place}` : ""}${outside}${said ? `: ${clipText(said.problem)}` : ""}`;
  });
  return [`${mark} ${nameOf(task, event.task)}: ${words.join(", ")}`, ...findings];
}
var LINES = {
  run_created: (run, event, { paint = PLAIN }) => [
    `${paint.bold(event.run)} begins: ${clipText(event.request.text)}`,
    ...(run.assigned ? startCost(workflowOf(run.workflow), run) : []).map((line) => paint.dim(line))
  ],
  task_created: (run, event, { paint = PLAIN }) => event.kind === "gate" ? [] : [paint.dim(`+ ${nameOf(taskOf(run, event.task), event.task)}, after ${event.blocked_by.join(" and ")}`)],
  dispatched: (run, event, { paint = PLAIN }) => {
    const task = taskOf(run, event.task);
    return [`${paint.cyan("\u25B6")} ${nameOf(task, event.task)}${task ? paint.dim(` (${whoOf(task)})`) : ""}`];
  },
  accepted: accepted2,
  refused: (run, event, { paint = PLAIN }) => [
    `${paint.red("\u2717")} ${nameOf(taskOf(run, event.task), event.task)}: refused, sent back with the reason`,
    ...event.problems.map((problem) => `    ${paint.red(clipText(problem))}`)
  ],
  tests_decided: (_run, event, { paint = PLAIN }) => event.commands.length === 0 ? [] : [
    paint.dim(`  Tests ${event.approved ? "to be run" : "not to be run"} (${event.by}): ${clipText(event.commands.join("; "))}`)
  ],
  tested: (_run, event, { paint = PLAIN }) => event.commands.map((one) => {
    const mark = one.state === "passed" ? paint.green("\u2713") : paint.red("\u2717");
    return `${mark} ${clipText(one.command)}: ${endOf2(one)}`;
  }),
  check_failed: (run, event, { paint = PLAIN }) => [
    `${paint.red("\u2717")} ${nameOf(taskOf(run, event.task), event.task)}: ${clipText(event.message)}`
  ],
  returned: (run, event, { paint = PLAIN }) => [
    `${paint.yellow("\u21BA")} ${nameOf(taskOf(run, event.task), event.task)} starts again, ${event.reason.replaceAll("_", " ")}${event.note ? `: ${clipText(event.note)}` : ""}`
  ],
  task_done: (run, event, { paint = PLAIN }) => event.waiver === null ? [] : [
    `${paint.yellow("\u25CF")} ${nameOf(taskOf(run, event.task), event.task)}: ${event.waiver.kind} by the person, ${clipText(event.waiver.reason)}`
  ],
  task_cancelled: (run, event, { paint = PLAIN }) => [
    paint.dim(`- ${nameOf(taskOf(run, event.task), event.task)} is cancelled`)
  ],
  substituted: (run, event) => [
    `${nameOf(taskOf(run, event.task), event.task)}: now done by ${event.who.agent} (${event.who.model})`
  ],
  auto_approved: (run, event, { paint = PLAIN }) => [
    paint.dim(`  ${nameOf(taskOf(run, event.task), event.task)}: nobody is asked (--auto)${event.assumptions.length === 0 ? "" : `, ${plural(event.assumptions.length, "assumption")}`}`)
  ],
  held: (run, _event, { paint = PLAIN }) => [
    paint.yellow(clipText(heldText(run, "elsewhere") || "The run waited for the API"))
  ],
  asked: (_run, event, { paint = PLAIN }) => [`${paint.bold("?")} ${event.question} is open (${event.kind})`],
  answered: (_run, event) => [
    `  ${event.question} is answered: ${clipText([event.option, event.text ?? ""].filter(Boolean).join(", "))}`
  ],
  request_changed: (_run, event) => [`  The request changes: ${clipText(event.request.text)}`],
  ended: (_run, event, { paint = PLAIN }) => [
    event.status === "complete" ? paint.green(paint.bold("The run is complete")) : paint.red(`The run is over: ${event.status}, ${clipText(event.reason)}`)
  ]
};
function progressLines(run, event, options = {}) {
  const write = LINES[event.type];
  const dim = options.paint?.dim ?? PLAIN.dim;
  const time = elapsed(run, event.at).padStart(6);
  return (write?.(run, event, options) ?? []).map((line, index) => `${index === 0 ? dim(time) : " ".repeat(time.length)}  ${line}`);
}
function waitingLine(run, now, { paint = PLAIN } = {}) {
  const running = run.tasks.filter((task) => task.status === "running" && task.dispatch !== null);
  const said = running.map((task) => {
    const seconds = Math.max(0, Math.round((Date.parse(now) - Date.parse(task.dispatch.at)) / 1000));
    return `${task.id} ${task.subject} has been at work for ${seconds} s`;
  });
  return paint.dim(`${elapsed(run, now).padStart(6)}  \u2026 ${said.join("; ") || "waiting for the main thread"}`);
}

// src/host/session.ts
var FAREWELL_MS = 20000;
var STDERR_BYTES = 65536;
var TICK_MS = 1000;
var typed = (text) => `${JSON.stringify({ type: "user", message: { role: "user", content: text } })}
`;
async function runHostSession(request) {
  const { claude, args, cwd, env, signal } = request;
  const mode = ["-p", "--input-format", "stream-json", "--output-format", "stream-json", "--verbose"];
  let child;
  try {
    const io = { stdin: "pipe", stdout: "pipe", stderr: "pipe" };
    child = Bun.spawn([claude, ...args, ...mode], { cwd, env, ...io, detached: true });
  } catch (error) {
    return { outcome: "spawn_failed", exitCode: null, stderr: error instanceof Error ? error.message : String(error) };
  }
  const killGroup = () => {
    try {
      process.kill(-child.pid, "SIGKILL");
    } catch {}
  };
  process.on("exit", killGroup);
  let ending = false;
  let idleSince = null;
  let farewell;
  const say = (text) => {
    idleSince = null;
    try {
      child.stdin.write(typed(text));
      Promise.resolve(child.stdin.flush()).catch(() => {});
    } catch {}
  };
  const end = () => {
    if (ending)
      return;
    ending = true;
    Promise.resolve(child.stdin.end()).catch(() => {});
    farewell = setTimeout(() => void endGroup(child.pid), FAREWELL_MS);
  };
  const onLine = (line) => {
    const event = JSON.parse(line);
    idleSince = null;
    if (event.type !== "result")
      return;
    idleSince = Date.now();
    const text = typeof event.result === "string" ? event.result : "";
    if (request.onTurn(text, event.is_error === true) === "end")
      end();
  };
  const stdout = drain(child.stdout, 0, onLine);
  const stderr = drain(child.stderr, STDERR_BYTES, undefined);
  const tick = setInterval(() => {
    if (ending || idleSince === null)
      return;
    const wanted = request.onIdle(Date.now() - idleSince);
    if (wanted === "end")
      end();
    else if (wanted !== "stay")
      say(wanted.type);
  }, TICK_MS);
  let abort = () => {};
  const aborted = new Promise((resolve) => {
    abort = () => resolve("cancelled");
    if (signal.aborted)
      abort();
    else
      signal.addEventListener("abort", abort, { once: true });
  });
  say(request.prompt);
  const outcome = await Promise.race([child.exited.then(() => "exited"), aborted]);
  clearInterval(tick);
  clearTimeout(farewell);
  signal.removeEventListener("abort", abort);
  await endGroup(child.pid);
  await Promise.race([Promise.all([child.exited, stdout.done, stderr.done]), Bun.sleep(1000)]);
  stdout.abandon();
  stderr.abandon();
  process.off("exit", killGroup);
  return { outcome, exitCode: child.exitCode, stderr: stderr.text() };
}

// src/store/tail.ts
import { lstatSync as lstatSync3 } from "fs";
function tailJournal(dir, evolve, listener) {
  const path = journalPath(dir);
  let position = START;
  let file = "";
  let state = null;
  let told = 0;
  let timer;
  const forget = () => {
    position = START;
    state = null;
    told = 0;
  };
  function read(bytes, silent) {
    return scan(bytes.subarray(position.bytes), position, (batch) => {
      state = evolve(state, batch);
      if (state !== null && !silent && batch[0].seq > told)
        listener(state, batch);
      told = Math.max(told, batch.at(-1).seq);
    });
  }
  function poll(silent = false) {
    const seen = lookAt2(path);
    if (seen === null || seen.file === file && seen.size === position.bytes)
      return;
    if (seen.file !== file || seen.size < position.bytes) {
      file = seen.file;
      forget();
    }
    const bytes = readJournal(dir);
    if (bytes === null)
      return;
    let found = read(bytes, silent);
    if (found.broken !== null && position !== START) {
      position = START;
      state = null;
      found = read(bytes, silent);
    }
    position = found.position;
    if (found.broken !== null)
      throw new BrokenChain(found.broken.line, position.seq + 1, found.broken.problem);
  }
  poll(true);
  return {
    poll: () => poll(),
    state: () => state,
    start(everyMs, failed) {
      timer = setInterval(() => {
        try {
          poll();
        } catch (error) {
          clearInterval(timer);
          failed(error);
        }
      }, everyMs);
    },
    stop: () => clearInterval(timer)
  };
}
function lookAt2(path) {
  try {
    const found = lstatSync3(path, { throwIfNoEntry: false });
    return found === undefined ? null : { file: `${found.dev}:${found.ino}`, size: found.size };
  } catch {
    return null;
  }
}

// src/run/headless.ts
var POLL_MS = 100;
var SILENCE_MS = 20000;
var NUDGE_MS = 5000;
var MAX_NUDGES = 1;
var NUDGE = "Go on with the run.";
var withoutFrame = (text) => text.replace(/^\w+ operation blocked by hook:\n/, "").replace(/\n\nOriginal prompt: [\s\S]*$/, "");
var tailRun = (project, listener) => tailJournal(project.task, (run, batch) => foldRecorded(run, batch), (run, batch) => listener(run, batch));
function headlessState(run) {
  if (run === null)
    return "none";
  if (!isLive(run))
    return "over";
  if (run.tasks.some((task) => task.status === "running"))
    return "work";
  if (run.paused?.failure === UNHEEDED)
    return "due";
  const next = directive(run).do;
  return next === "ask" || next === "held" ? next : "due";
}
async function driveRun(request) {
  const { project, signal } = request;
  const before = readRun(project)?.run ?? null;
  const resumed = before !== null && isLive(readRun(project));
  let lastNews = Date.now();
  let broken = null;
  const stop = new AbortController;
  const tail = tailRun(project, (run, events) => {
    lastNews = Date.now();
    request.listener(run, events);
  });
  tail.start(POLL_MS, (error) => {
    broken = error;
    stop.abort();
  });
  const driven = () => {
    tail.poll();
    const run = tail.state();
    return run !== null && (resumed || run.run !== before) ? run : null;
  };
  const silence = setInterval(() => {
    const run = tail.state();
    if (run === null || !isLive(run) || Date.now() - lastNews < SILENCE_MS)
      return;
    lastNews = Date.now();
    request.onSilence(run, new Date().toISOString());
  }, 1000);
  let said = "";
  let failed = false;
  let nudges = 0;
  const result = await runHostSession({
    ...request,
    cwd: project.root,
    signal: AbortSignal.any([signal, stop.signal]),
    onTurn(text, isError) {
      if (text.trim() !== "")
        said = withoutFrame(text);
      const state = headlessState(driven());
      if (isError && state !== "work")
        failed = true;
      return failed || state === "none" || state === "over" || state === "ask" || state === "held" ? "end" : "stay";
    },
    onIdle(idleMs) {
      const state = headlessState(driven());
      if (state === "over" || state === "ask" || state === "held")
        return "end";
      if (state !== "due" || idleMs < NUDGE_MS)
        return "stay";
      return nudges++ < MAX_NUDGES ? { type: NUDGE } : "end";
    }
  }).finally(() => {
    clearInterval(silence);
    tail.stop();
  });
  if (broken !== null)
    throw broken;
  const run = driven();
  if (signal.aborted) {
    if (run !== null)
      await endChecks(request, run);
    return { how: "cancelled", run };
  }
  const state = headlessState(run);
  if (run !== null && state === "over")
    return { how: "ended", run };
  if (run !== null && state === "ask")
    return { how: "question", run };
  if (run !== null && state === "held" && !failed)
    return { how: "held", run };
  const words = [said, result.stderr.trim().slice(-2000)].filter((text) => text !== "").join(`
`);
  if (failed || result.outcome === "spawn_failed" || result.exitCode !== 0) {
    const ending = result.exitCode === null ? "It did not end by itself." : `It ended with code ${result.exitCode}.`;
    return { how: "host_failed", run, said: words || ending };
  }
  return run === null ? { how: "not_started", said: words } : { how: "stalled", run, said: words };
}

// src/cli/run.ts
var DEFAULT_MODE = "acceptEdits";
var MODES2 = ["acceptEdits", "auto", "bypassPermissions", "default", "dontAsk", "manual"];
var UNUSED_TOOLS = [
  "CronCreate",
  "CronDelete",
  "CronList",
  "EnterWorktree",
  "ExitWorktree",
  "ListAgents",
  "Monitor",
  "ReportFindings",
  "ScheduleWakeup",
  "SendMessage",
  "Workflow"
];
var goOn = () => here("run --continue");
var AUTO = "auto";
var broken = (text) => ({ exit: 3, text, data: { error: text } });
var refused = (answer) => ({ ...answer, data: { end: "refused", ...answer.data } });
var refuse = (answer) => ({ ok: false, answer });
var show2 = (call, line) => {
  (call.json ? process.stderr : process.stdout).write(`${line}
`);
};
var START_OPTIONS = Object.fromEntries(Object.entries(allStarts()).flatMap(([name, { flags }]) => Object.entries(flags).filter(([flag]) => flag !== AUTO).map(([flag, one]) => [
  flag,
  one.takes === "nothing" ? { about: `${name}: ${one.about}` } : { value: one.value, ...one.takes === "name" ? { optional: true } : {}, about: `${name}: ${one.about}` }
])));
var givenFlags = (call) => Object.keys(START_OPTIONS).flatMap((flag) => {
  const value = call.value(flag);
  return value !== null ? [[flag, `--${flag}=${value}`]] : call.has(flag) ? [[flag, `--${flag}`]] : [];
});
async function startPrompt(call, name, text) {
  const command = startOf(name);
  const given = givenFlags(call);
  const foreign = given.find(([flag]) => !Object.hasOwn(command.flags, flag));
  const possible = Object.keys(command.flags).map((flag) => `--${flag}`);
  if (foreign)
    return refuse(wrongUsage(`run ${name} takes no --${foreign[0]}; possible: ${possible.join(", ")}`));
  const spaced = given.find(([, typed]) => /\s/.test(typed));
  if (spaced)
    return refuse(wrongUsage(`--${spaced[0]}: found "${call.value(spaced[0])}", expected no white space`));
  const flags = [...given.map(([, typed]) => typed), ...call.has(AUTO) ? [`--${AUTO}`] : []];
  const words = text === "" ? [] : [...command.strict || isLiteral(text) ? ["--"] : [], text];
  const line = [...flags, ...words].join(" ");
  const settings = await readSettings(call.project.root, call.env);
  if (!settings.ok)
    return refuse(broken(`${settings.problems.join(`
`)}
${mendSettings()}`));
  if (settings.waiting !== undefined)
    return refuse(no(`Nothing was started. ${waitingText("terminal", settings.waiting)}`, { waiting: settings.waiting.code }));
  let chosen = null;
  if (command.strict || command.resolves !== undefined) {
    const read = readStart(name, line, settings.settings, call.project.root);
    if (!read.ok)
      return refuse(read.refused ? no(`Nothing was started. ${read.problem}`) : wrongUsage(read.problem));
    chosen = chosenText(read.value.start);
  }
  return { ok: true, prompt: `${typedCommand(name)} ${line}`.trim(), chosen };
}
function meant(word, known) {
  const line = meantBy(word);
  return line === null ? didYouMean(word, known) : `; did you mean ${here(line)}?`;
}
function commandIn(args) {
  const [first = ""] = args;
  const isWorkflow = WORKFLOW_NAMES.includes(first) && !Object.hasOwn(allStarts(), first);
  const [command, ...behind] = isWorkflow ? args.slice(1) : args;
  if (isWorkflow) {
    const own = Object.keys(moduleOf(first).starts);
    const has = `${first} has ${own.join(", ")}`;
    if (command === undefined)
      return { ok: false, problem: `a command is missing; ${has}` };
    if (!own.includes(command))
      return { ok: false, problem: `unknown command "${command}"; ${has}${meant(command, own)}` };
  }
  return behind.length < 2 ? { ok: true, args: command === undefined ? [] : [command, ...behind] } : {
    ok: false,
    problem: `unknown argument "${behind[1]}"; "<request>" has to stand in quotation marks
${here("run --help")} shows how`
  };
}
async function promptOf(call) {
  const run = ownRun(call);
  const live = run !== null && isLive(run);
  if (call.has("continue")) {
    if (call.args.length > 0)
      return refuse(wrongUsage("run --continue takes no workflow and no request"));
    const late = [...givenFlags(call).map(([flag]) => flag), ...call.has(AUTO) ? [AUTO] : []][0];
    if (late !== undefined)
      return refuse(wrongUsage(`--${late} is set when a run starts; it cannot be added to one that is live`));
    if (run === null)
      return refuse(no(noRunText(call), { run: null }));
    if (!live)
      return refuse(no(`Run ${run.run} is over (${run.status}): nothing is left to go on with.`, { run: run.run }));
    if (isAlive(run.owner?.host ?? null))
      return refuse(no(`Run ${run.run} goes on in a session that is at work (process ${run.owner.host.pid}): end that session first.`, {
        run: run.run,
        owner: run.owner.host.pid
      }));
    if (run.questions.length > 0)
      return refuse(question(call, run, `Run ${run.run} waits for your answer; nothing was started.`));
    return { ok: true, prompt: `/${PLUGIN}:resume` };
  }
  const named = commandIn(call.args);
  if (!named.ok)
    return refuse(wrongUsage(named.problem));
  const [workflow = "", request = ""] = named.args;
  const known = Object.keys(allStarts());
  const isBare = named.args.length === 1 && known.includes(workflow) && startOf(workflow).bare === true;
  if (named.args.length < 2 && !isBare) {
    const name = known.includes(workflow) ? workflow : PLUGIN;
    if (/\s/.test(workflow.trim()))
      return refuse(wrongUsage(`the workflow is missing (${known.join(", ")}): ${here(`run ${name} "<request>"`)}`));
    const line = workflow === "" || known.includes(workflow) ? null : meantBy(workflow);
    if (line !== null)
      return refuse(wrongUsage(`unknown workflow "${workflow}"; did you mean ${here(line)}?`));
    return refuse(wrongUsage(`run needs ${named.args.length === 0 ? "a workflow and a request" : "a request"}: ${here(`run ${name} "${startOf(name).request}"`)}`));
  }
  const bare = workflow.replace(new RegExp(`^/?(?:${PLUGIN}:)?`), "");
  if (!Object.hasOwn(allStarts(), workflow))
    return refuse(wrongUsage(`unknown workflow "${workflow}"; known: ${known.join(", ")}${Object.hasOwn(allStarts(), bare) ? `; did you mean ${bare}?` : meant(bare, known)}`));
  const text = (request === "-" ? await Bun.stdin.text() : request).trim();
  if (text === "" && startOf(workflow).bare !== true)
    return refuse(wrongUsage(`the request is empty: ${here(`run ${workflow} "${startOf(workflow).request}"`)}`));
  const slip = slipInRequest(workflow, text);
  if (slip !== null)
    return refuse(wrongUsage(slip));
  if (live) {
    const there = `Run ${run.run} is live in ${call.project.root}`;
    if (run.questions.length > 0)
      return refuse(question(call, run, `${there} and waits for your answer; nothing was started.`));
    const owner = run.owner?.host ?? null;
    const next = isAlive(owner) ? `it goes on in its session (process ${owner.pid})` : goOn();
    return refuse(no(`${there}; nothing was started.
Next: ${next}, or ${here("cancel")}.`, { run: run.run }));
  }
  return startPrompt(call, workflow, text.replace(/^--\s+/, ""));
}
function slipInRequest(workflow, text) {
  if (/^--\s/.test(text))
    return null;
  const { flags } = startOf(workflow);
  const [, first = null] = /^--([^\s=]+)/.exec(text) ?? [];
  const [, last = null] = /\s--([^\s=]+)$/.exec(text) ?? [];
  const misplaced = first ?? (last !== null && didYouMean(last, Object.keys(flags)) !== "" ? last : null);
  if (misplaced === null)
    return slipIn("terminal", workflow, text);
  const meant = Object.hasOwn(flags, misplaced) ? "" : didYouMean(misplaced, Object.keys(flags), "--");
  return `--${misplaced} stands in the request${meant}; put options of run outside of the request. To have it in the request: ${here("run")} ${workflow} "-- \u2026"`;
}
function hostArguments(call, plugin) {
  const tools = call.value("allowed-tools");
  const { files, args } = leftOut3(call.env, call.project.root);
  if (files.length > 0)
    call.say(`${files.join(", ")}: left out, because this folder is not trusted in Claude Code yet. To have them count, start claude here once and accept its dialog; in CI set projects["${call.project.root}"].hasTrustDialogAccepted to true in ~/.claude.json.`);
  return [
    ...args,
    ...pluginIsInstalled(call.env, call.project.root) ? [] : ["--plugin-dir", plugin],
    ...["--permission-mode", call.value("permission-mode") ?? DEFAULT_MODE],
    ...tools === null ? [] : [`--allowedTools=${tools}`],
    `--disallowedTools=${UNUSED_TOOLS.filter((name) => !new RegExp(`\\b${name}\\b`).test(tools ?? "")).join(",")}`
  ];
}
function question(call, run, lead) {
  const shown = viewQuestions2(call.project, run);
  const text = shown.map((one) => questionText(one, here("decide"))).join(`

`);
  const data = {
    run: run.run,
    end: "question",
    status: run.status,
    questions: shown.map(({ id, question }) => ({ id, question }))
  };
  return { exit: 1, text: clean(`${lead}

${text}
Then: ${goOn()}`), data };
}
function dueText(run) {
  const due = run.tasks.filter((task) => task.status === "ready" || task.status === "running");
  return due.length === 0 ? "" : ` Due: ${due.map((task) => `${task.id} ${task.subject}`).join(", ")}.`;
}
var EXITS = "0 complete; 1 it waits for your answer, you stopped it, it is over without being complete, or nothing was started; 3 it stands still, or Claude Code failed";
function ending(call, end) {
  const data = { run: end.how === "not_started" ? null : end.run?.run ?? null, end: end.how };
  const answer = (exit, text) => ({ exit, text: clean(text), data });
  switch (end.how) {
    case "ended":
      if (end.run.status === "complete")
        return done(reportOf2(call.project, end.run), { ...data, status: "complete" });
      return answer(1, `Run ${end.run.run} is over: ${end.run.status}, ${end.run.reason}
Next: ${here("report")}`);
    case "question":
      return question(call, end.run, `Run ${end.run.run} stops here: the person decides.`);
    case "held":
      return answer(3, `Run ${end.run.run} waits, nothing is lost. ${heldReason(end.run.paused)}
Next: ${goOn()}, when that is over.`);
    case "stalled":
      return answer(3, `Run ${end.run.run} stands still: the main thread left its directive undone.${dueText(end.run)}
${end.said}
Next: ${goOn()}`);
    case "not_started":
      return answer(3, `No run came of it. Claude Code said:
${end.said}
Next: ${here("dry-run")} shows whether everything is in place.`);
    case "cancelled":
      return end.run === null || !isLive(end.run) ? answer(1, "Stopped by you. No run is live.") : answer(1, `Stopped by you. Run ${end.run.run} stays as it is.
Next: ${goOn()}, or ${here("cancel")}.`);
    case "host_failed": {
      const next = end.run !== null && isLive(end.run) ? `${goOn()}, when that is put right` : here("dry-run");
      return answer(3, `Claude Code failed:
${end.said}
Next: ${next}`);
    }
  }
}
function noteOwnScript(call, { run }) {
  try {
    noteScript(call.project, run, call.env);
  } catch {}
}
var run = {
  summary: `Drive a run headless; exit ${EXITS}`,
  usage: '<workflow> "<request>" (- reads it from standard input)',
  args: [0, 3],
  options: {
    [AUTO]: { about: "Ask nobody: the story is approved as it is" },
    ...START_OPTIONS,
    continue: { about: "Go on with the live run, after a decide or a stop; without workflow and request" },
    "permission-mode": {
      value: "<mode>",
      about: `How the host treats tool calls (${DEFAULT_MODE}; approved tests run in each): ${MODES2.join(", ")}`
    },
    "allowed-tools": { value: "<rules>", about: 'Tool calls that need no permission, such as "Bash(bun test:*)"' },
    claude: { value: "<path>", about: "Claude Code to use, in place of the one on PATH" }
  },
  async run(call) {
    const mode = call.value("permission-mode");
    if (mode !== null && !MODES2.includes(mode))
      return refused(wrongUsage(`--permission-mode: found "${mode}"${mode === "plan" ? ", in which no agent may write its result" : didYouMean(mode, MODES2)}; expected one of ${MODES2.join(", ")}. Without it: ${DEFAULT_MODE}`));
    const claude = findClaude(call.value("claude"), call.env, call.project.root);
    const prompt = await promptOf(call);
    if (!prompt.ok)
      return refused(prompt.answer);
    if (claude === null) {
      const where = call.value("claude") ?? "on PATH";
      return refused(broken(`Claude Code was not found (${where}). Install it, or name it: --claude <path>`));
    }
    if (prompt.chosen)
      call.say(prompt.chosen);
    const stop = new AbortController;
    const interrupted = () => {
      if (stop.signal.aborted)
        process.exit(1);
      call.say("Stopping: Claude Code and the run's checks are ended. Ctrl-C again stops at once.");
      stop.abort();
    };
    const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
    for (const signal of signals)
      process.on(signal, interrupted);
    process.exitCode = 3;
    const plugin = pluginRoot();
    const options = { paint: call.paint, look: (sha) => accepted(call.project, sha) };
    try {
      const end = await driveRun({
        project: call.project,
        claude,
        args: hostArguments(call, plugin),
        env: hostEnvironment(call.env, plugin),
        prompt: prompt.prompt,
        signal: stop.signal,
        listener: (run, events) => {
          if (events.some((event) => event.type === "run_created"))
            noteOwnScript(call, run);
          for (const event of events)
            for (const line of progressLines(run, event, options))
              show2(call, line);
        },
        onSilence: (run, now) => show2(call, waitingLine(run, now, options))
      });
      return ending(call, end);
    } finally {
      for (const signal of signals)
        process.off(signal, interrupted);
    }
  }
};

// src/cli/runs.ts
var MAX_ROWS2 = 20;
function findingsOf(place, run) {
  const { caught } = moduleOf(run.workflow).report.facts(sceneOf(place, run), null, () => {});
  return [...Map.groupBy(caught, (one) => one.reviewer)].map(([reviewer, all]) => ({
    reviewer,
    found: all.length,
    mended: all.filter((one) => one.state === "mended").length
  }));
}
function rowOf(place, run, kept) {
  const { run: id, workflow, status, reason, request, created_at, updated_at } = run;
  const end = isLive(run) ? Date.now() : Date.parse(updated_at);
  return {
    run: id,
    workflow,
    kept,
    status,
    reason,
    request: request.text,
    created_at,
    updated_at,
    minutes: Math.max(0, (end - Date.parse(created_at)) / 60000),
    tokens: spentBy(run).tokens,
    findings: findingsOf(place, run)
  };
}
function lostRow(call, run, kept) {
  const noted = archiveIndex(call.project).find((one) => one.run === run);
  const {
    workflow = "",
    status = "cannot be read",
    reason = "",
    request = "",
    created_at = "",
    updated_at = ""
  } = noted ?? {};
  return {
    run,
    workflow,
    kept,
    status,
    reason,
    request,
    created_at,
    updated_at,
    minutes: null,
    tokens: null,
    findings: null
  };
}
function readRow(call, run, kept) {
  try {
    const found = keptRun(call.project, run);
    if (found !== null)
      return rowOf(found.place, found.run, kept);
  } catch {}
  return lostRow(call, run, kept);
}
var foundText = ({ findings }) => {
  const found = findings?.reduce((sum, one) => sum + one.found, 0) ?? 0;
  const mended = findings?.reduce((sum, one) => sum + one.mended, 0) ?? 0;
  return found === 0 ? "" : `${found}, ${mended} mended`;
};
var runs2 = {
  summary: "The runs of this project: when, what came of them, what they took and found",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: { all: { about: `Also those before the newest ${MAX_ROWS2}` } },
  run(call) {
    const own = ownRun(call);
    const known = [
      ...own ? [[own.run, "here"]] : [],
      ...parkedRuns(call.project.task).map((id) => [id, "parked"]),
      ...archiveIndex(call.project).toReversed().map((one) => [one.run, "archived"])
    ];
    if (known.length === 0)
      return no(noRunText(call), { runs: [] });
    const most = call.has("all") ? known.length : MAX_ROWS2;
    const rows = known.slice(0, most).map(([id, kept]) => readRow(call, id, kept));
    const cells = rows.map((one) => [
      one.created_at === "" ? "" : moment(one.created_at, call.zone),
      one.run,
      one.kept === "parked" ? "parked" : one.status.replaceAll("_", " "),
      one.minutes === null ? "" : duration(one.minutes),
      one.tokens ? tokens(one.tokens) : "",
      foundText(one),
      oneLine2(one.request)
    ]);
    const width = call.cutAt ?? call.width;
    const [head, ...lines] = table([["begun", "run", "outcome", "time", "tokens", "findings", "request"], ...cells], Number.isFinite(width) ? width : 1e4, [6]);
    const left = known.length - rows.length;
    return done([call.paint.dim(head), ...lines, ...left > 0 ? [fit(`${left} earlier ones: --all`, call.width)] : []].join(`
`), { runs: rows });
  }
};

// src/cli/verify.ts
var NAME_THEM = 'No test command is approved here. Name them in .claude/multi-ai.json, such as {"tests": {"commands": ["npm test"]}}';
function noneText(call, run) {
  const open = run !== null && isLive(run) ? run.questions.find((one) => (one.commands ?? []).length > 0) : undefined;
  if (open === undefined)
    return NAME_THEM;
  return `No test command is approved yet: ${open.id} asks about commands.
Next: ${viewOf3(call.project, run).next}`;
}
async function commandsOf(call, run) {
  if (run !== null) {
    const tests = moduleOf(run.workflow).tests?.(run.settings, sceneOf(call.project, run)) ?? testsOf(run);
    if (typeof tests === "string" && isLive(run))
      return `Run ${run.run} runs no test: ${tests}.`;
    if (typeof tests !== "string" && tests.length > 0)
      return { tests, minutes: run.settings.tests.timeout_minutes };
  }
  const settings = await readSettings(call.project.root, call.env);
  if (!settings.ok)
    return `${settings.problems.join(`
`)}
${mendSettings()}`;
  if (settings.waiting !== undefined)
    return waitingText("terminal", settings.waiting);
  const { commands, timeout_minutes } = settings.settings.tests;
  const shared = commands.map((text) => ({ text, shellAllowed: true, from: "tests.commands of the settings" }));
  const own = WORKFLOW_NAMES.flatMap((name) => {
    const tests = moduleOf(name).tests?.(settings.settings, null) ?? [];
    return typeof tests === "string" ? [] : tests;
  });
  const tests = shared.length > 0 ? shared : own;
  return tests.length === 0 ? noneText(call, run) : { tests, minutes: timeout_minutes };
}
var VERDICT = {
  pass: "All of them pass.",
  known: "What is red was red before the implementation, too.",
  fail: "Red.",
  unclear: "Red, and it cannot be told whether it was before the implementation.",
  red: "Red.",
  none: "None of them was run.",
  cannot_run: "Not every command could be run to its end."
};
function testRecordText(record) {
  const lines = record.commands.flatMap((one) => [
    `${one.state === "passed" ? "\u2713" : "\u2717"} ${one.command}: ${endOf2(one)}, ${(one.ms / 1000).toFixed(1)} s`,
    ...one.state === "passed" ? [] : one.lines.map((line) => `    ${line}`),
    ...newFailures(one).map((line) => `    new: ${line}`),
    ...one.gone.map((name) => `    passed before the implementation and did not run: ${name}`)
  ]);
  return clean([...lines, VERDICT[record.outcome]].join(`
`));
}
var verify = {
  summary: "Run the approved test commands now",
  usage: "",
  args: [0, 0],
  options: {},
  async run(call) {
    const stranger = strangerAnswer(call);
    if (stranger !== null)
      return stranger;
    const run = ownRun(call);
    const commands = await commandsOf(call, run);
    if (typeof commands === "string")
      return no(commands);
    const from = new Map(commands.tests.map((one) => [one.text, one.from]));
    const stop = new AbortController;
    const end = () => stop.abort();
    process.once("SIGINT", end);
    process.once("SIGTERM", end);
    const record = await runTests(call.project, run && sceneOf(call.project, run), commands.tests, {
      env: call.env,
      signal: stop.signal,
      timeoutMs: commands.minutes * 60000,
      baseline: false,
      task: null,
      starting: (command) => call.say(`\u25B6 ${visible(command)} (${from.get(command)})`)
    }).finally(() => {
      process.off("SIGINT", end);
      process.off("SIGTERM", end);
    });
    if (stop.signal.aborted)
      return no("Stopped by you. Nothing was recorded.");
    if (run !== null && isLive(run))
      change2(call.project, () => [{ do: "tested", task: null, ...journalled(record) }]);
    const good = record.outcome === "pass" || record.outcome === "known";
    return good ? done(testRecordText(record), record) : { exit: 1, text: testRecordText(record), data: record, isReport: true };
  }
};

// src/cli/view.ts
import { relative as relative3 } from "path";
var viewVerb = (name, summary, word) => ({
  summary,
  usage: word ?? "",
  args: word === undefined ? [0, 0] : [1, 1],
  options: RUN_OPTION,
  run(call) {
    if (word !== undefined && call.args[0] !== word)
      return wrongUsage(`unknown argument "${call.args[0]}": ${here(`${name} ${word}`)}`);
    const which = whichRun(call);
    if (!which.ok)
      return which.answer;
    const { run, place, kept } = which.found;
    const view = viewOf4(run.workflow, name);
    if (view === undefined)
      return noView(name, run);
    const now = isLive(run) && kept === "here" ? new Date().toISOString() : run.updated_at;
    const shown = view(sceneOf(place, run), now);
    return shown.file === undefined ? printed(shown, run.run) : written(call, which.found, shown, shown.file);
  }
});
function noView(name, run) {
  const having = WORKFLOW_NAMES.filter((one) => viewOf4(one, name) !== undefined);
  return no(`A run of ${run.workflow} has no ${name}, only one of ${having.join(", ")} has; ${here("status")} shows where it stands.`, { run: run.run, workflows: having });
}
var printed = ({ ok, lines, data }, run) => ({
  exit: ok ? 0 : 1,
  text: clean(lines.join(`
`)),
  data: { run, ...data },
  isReport: true
});
function written(call, { run, kept }, shown, file) {
  if (kept !== "here")
    return printed({ ...shown, data: { path: null, ...shown.data } }, run.run);
  const { problems } = writeOutputs2(call.project, run);
  const wrong = problems.filter((one) => one.startsWith(file)).join(`
`);
  if (wrong !== "")
    return { exit: 3, text: wrong, data: { error: wrong, run: run.run } };
  const path = relative3(process.cwd(), `${call.project.root}/${file}`) || file;
  return done(path, { run: run.run, path: file, ...shown.data });
}

// src/cli/verbs.ts
var ALONE = {
  summary: "Where the run stands and what comes next",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {},
  run(call) {
    const run = ownRun(call);
    if (run === null)
      return done(noRunText(call), { run: null, looked_from: call.from });
    const view = viewOf3(call.project, run, "here", reachOf(call, run));
    return done(`${projectLine(call)}${shortStatusText(view, call)}`, view);
  }
};
var phase = {
  summary: "The run's phase as one word, for scripts",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {},
  run(call) {
    const run = ownRun(call);
    const token = phaseOf(run, workflowOfOrDefault(run));
    return done(token, { run: run?.run ?? null, phase: token });
  }
};
var check = {
  summary: "Starts a task that the program runs itself; only inside Claude Code",
  usage: "<task>",
  args: [1, 1],
  options: {},
  hidden: true,
  run: () => wrongUsage(`A check is started by the plugin inside Claude Code only; ${here("status")} shows what is due.`)
};
var VERBS = {
  ...COMMANDS,
  park,
  next,
  phase,
  report,
  explain,
  runs: runs2,
  log,
  verify,
  visualize: viewVerb("visualize", "Write the diagram of the run's stages, coloured by status, and say where it is"),
  budget: viewVerb("budget", "Compare what the run has used with its budget; exit 1 when the person is asked beyond it", "check"),
  ...Object.fromEntries(Object.entries(projectVerbs()).map(([name, verb]) => [name, projectVerb(verb)])),
  run,
  notify,
  "dry-run": dryRun,
  check
};

// src/cli/main.ts
var PATIENCE2 = 600000;
var WIDTH2 = 120;
function programHelp() {
  const shown = Object.entries(VERBS).filter(([, verb]) => !verb.hidden);
  return [
    `usage: ${here("[verb] [options]")}`,
    "",
    ...columns([
      ["(no verb)", ALONE.summary],
      ...shown.map(([name, verb]) => [`${name}${verb.usage ? ` ${verb.usage}` : ""}`, verb.summary])
    ]),
    "",
    "Options of every verb:",
    ...optionLines(commonOptions("terminal")),
    "",
    `Exit: 0 done, 1 the answer is no, 2 wrong usage, 3 broken state. A run is started in Claude Code: ${startTexts()}`
  ].join(`
`);
}
function verbIn(argv) {
  const [first = ""] = argv;
  if (first === "" || first.startsWith("-"))
    return { name: "", verb: ALONE, rest: argv };
  return Object.hasOwn(VERBS, first) ? { name: first, verb: VERBS[first], rest: argv.slice(1) } : null;
}
var MEANT = {
  ...Object.fromEntries(["stop", "abort", "end", "quit", "kill"].map((word) => [word, "cancel"])),
  ...Object.fromEntries(["answer", "approve", "accept", "proceed", "yes", "a"].map((word) => [word, "decide"])),
  ...Object.fromEntries(["list", "history", "runs"].map((word) => [word, "log --runs"])),
  ...Object.fromEntries(["test", "tests"].map((word) => [word, "verify"])),
  ...Object.fromEntries(["undo", "revert"].map((word) => [word, "rollback"])),
  ...Object.fromEntries(["start", "new"].map((word) => [word, `run ${PLUGIN} "${startOf(PLUGIN).request}"`])),
  continue: "run --continue",
  doctor: "dry-run",
  pause: "park",
  version: "--version"
};
function suggested(word) {
  const small = word.toLowerCase();
  const meant = Object.hasOwn(allStarts(), small) ? `run ${small} "${startOf(small).request}"` : Object.hasOwn(MEANT, small) ? MEANT[small] : meantBy(small) ?? undefined;
  return meant === undefined ? didYouMean(small, Object.keys(VERBS)) : `; did you mean ${here(meant)}?`;
}
function belowHost() {
  const ancestors = processAncestors();
  return process.env[IN_TESTS] !== undefined || hostAmong(ancestors) !== null || startedByHost(ancestors, process.env);
}
function contextOf(from, json) {
  const tty = process.stdout.isTTY === true;
  const width = tty ? Math.max(40, process.stdout.columns || WIDTH2) : WIDTH2;
  return {
    project: placeOf2(from),
    from,
    session: null,
    belowHost,
    confirm: async (does, slash) => (await import("./confirm.js")).confirmed({ project: placeOf2(from), env: process.env }, { does, slash }),
    patience: PATIENCE2,
    json,
    width,
    cutAt: tty ? width : Number.POSITIVE_INFINITY,
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    paint: import_picocolors.default.createColors(tty && !json && !process.env.NO_COLOR && process.env.TERM !== "dumb"),
    env: process.env,
    say: (line) => (json ? process.stderr : process.stdout).write(`${clean(line)}
`),
    warn: (line) => process.stderr.write(`multi-ai: ${clean(line)}
`)
  };
}
async function answer(argv, json) {
  const [first = ""] = argv;
  const isHelp = ["help", "--help", "-h"].includes(first);
  if (isHelp && argv.length > 1)
    return answer([...argv.slice(1, 2), "--help"], json);
  if (first === "help")
    return answer(["--help"], json);
  if (first === "--version")
    return done(VERSION, { version: VERSION });
  const found = verbIn(argv);
  if (!found)
    return wrongUsage(`unknown verb "${first}"${suggested(first)}
${here("--help")} lists the verbs`);
  const { name, verb, rest } = found;
  const words = verb.args[1] === 0 && rest.length === 1 && rest[0] === "help" ? ["--help"] : rest;
  const parsed = parseWords(name || "multi-ai", verb, words);
  const given = parsed.ok ? parsed.given : {};
  if (name === "" && given.help === true)
    return done(programHelp(), { help: programHelp() });
  const from = typeof given.project === "string" ? given.project : hostFolder ?? process.cwd();
  if (!existsSync3(from) && given.help !== true)
    return wrongUsage(`--project: found "${from}", which is not there; expected a folder to look for the project from`);
  return carryOut(name, verb, parsed, contextOf(from, json));
}
var hostFolder;
function program() {
  const { MULTI_AI_CALLED: launcher, MULTI_AI_DOOR: door, MULTI_AI_FROM: folder, PATH } = process.env;
  delete process.env.MULTI_AI_CALLED;
  delete process.env.MULTI_AI_DOOR;
  delete process.env.MULTI_AI_FROM;
  if (door === "host")
    hostFolder = folder;
  if (door === "host")
    return inHost;
  const word = (path) => /^[\w./+@:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
  if (launcher) {
    const found = Bun.which(PLUGIN, { PATH: PATH ?? "" });
    return calledAs(found !== null && realPath(found) === realPath(launcher) ? PLUGIN : word(launcher));
  }
  const script = process.argv[1] ?? "";
  if (!/(?:^|\/)(?:scripts\/orchestrator\.ts|dist\/orchestrator\.js)$/.test(script))
    return calledAs(PLUGIN);
  const near = relative4(process.cwd(), script);
  return calledAs(`bun ${word(near.startsWith("..") ? script : near)}`);
}
async function main(argv) {
  speak(program());
  restoreOptions();
  const end = argv.indexOf("--");
  const json = argv.slice(0, end < 0 ? argv.length : end).includes("--json");
  process.stdout.on("error", () => process.exit());
  const { exit, text, data, isReport } = await answer(argv, json).catch((error) => {
    if (process.env.MULTI_AI_DEBUG)
      console.error(error);
    return failed(error, "terminal");
  });
  if (json)
    process.stdout.write(`${JSON.stringify(data, null, 2)}
`);
  else if (text !== "") {
    const shown = process.stdout.isTTY === true ? cleanPainted(text) : clean(text);
    (exit === 0 || isReport ? process.stdout : process.stderr).write(`${shown}
`);
  }
  return exit;
}
process.exitCode = await main(process.argv.slice(2));
