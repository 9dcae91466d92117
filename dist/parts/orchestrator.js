// @bun
import {
  PLUGIN,
  IN_TESTS,
  inHost,
  calledAs,
  speak,
  here,
  isInHost
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
  createFile,
  temporaryName,
  writeFileAtomic,
  syncFile,
  createTaskFolder,
  makeFolders
} from "./s21.js";
import {
  START,
  JournalTooLong,
  BrokenChain,
  sha256,
  scan
} from "./s83.js";
import {
  readPlainText
} from "./s23.js";
import {
  transcriptBytes,
  usageIn2
} from "./s48.js";
import {
  isAlive
} from "./s194.js";
import {
  isForeign
} from "./s166.js";
import {
  testsOf
} from "./s118.js";
import {
  journalPath,
  openView,
  readState,
  readJournal,
  advance
} from "./s121.js";
import {
  getObject,
  objectText2,
  accepted,
  baseOf2
} from "./s120.js";
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
  writeOutputs2
} from "./s87.js";
import {
  visible
} from "./s2.js";
import {
  questionText
} from "./s242.js";
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
} from "./s173.js";
import {
  TreeUnreadable,
  treeFiles,
  blobsOf,
  isBinary
} from "./s204.js";
import {
  lineDiff2,
  diffText,
  shownPath2,
  readFiles2
} from "./s236.js";
import {
  drain,
  runProcess,
  endGroup
} from "./s208.js";
import {
  excludedFolders,
  isTree
} from "./s221.js";
import {
  providerOf,
  allProviders
} from "./s54.js";
import {
  assignedNow,
  readStart,
  chosenText,
  gatesByProvider,
  MODES
} from "./s145.js";
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
  nextSteps,
  refusalLine,
  aboutText,
  standingText,
  evidenceText,
  sentLine,
  CHANGE_LETTER,
  earlyText,
  disputedText,
  becameText,
  isUntouched,
  testsLines,
  assumedText,
  snapshotText,
  tasksText,
  noticeTexts,
  stateText,
  reportText
} from "./s234.js";
import {
  SnapshotFailed,
  placeOfStates,
  pathText,
  fullPath,
  filesOf3
} from "./s51.js";
import {
  workSnapshot2
} from "./s53.js";
import {
  commonOptions,
  parseWords,
  carryOut,
  columns,
  optionLines,
  signOf,
  standsText,
  header,
  resultOf,
  SILENT_MINUTES,
  questionLines,
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
} from "./s205.js";
import {
  changedCount2,
  reportFacts2,
  reportOf2
} from "./s107.js";
import {
  maskOf
} from "./s116.js";
import {
  runTests
} from "./s187.js";
import {
  journalled
} from "./s131.js";
import {
  waitingText,
  mendSettings,
  readSettings
} from "./s140.js";
import {
  strangerAnswer,
  reachOf
} from "./s104.js";
import {
  parkedRuns,
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
} from "./s147.js";
import {
  ownTerminal,
  noteScript
} from "./s219.js";
import {
  spentLines,
  reviewGates
} from "./s143.js";
import {
  moneyText
} from "./s123.js";
import {
  archiveIndex
} from "./s179.js";
import {
  plannedWork,
  callsPerTask,
  callsOf2,
  callsByPhase,
  callsWords,
  costBounds,
  ceilingText,
  modelsText,
  modelName
} from "./s172.js";
import {
  untouchedLine,
  untouchedWords
} from "./s238.js";
import {
  restoreOptions,
  costOf,
  MAX_FILES_BYTES,
  artifactOf
} from "./s61.js";
import {
  endChecks
} from "./s124.js";
import {
  NONCE_LINE
} from "./s162.js";
import {
  parseArtifact
} from "./s82.js";
import {
  deniedAll
} from "./s49.js";
import {
  directive
} from "./s195.js";
import {
  takenOf,
  ownersOf2
} from "./s191.js";
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
} from "./s192.js";
import {
  seatsOf
} from "./s126.js";
import {
  endOf2,
  newFailures
} from "./s222.js";
import {
  acquire
} from "./s122.js";
import {
  gateOf,
  panelGates,
  wordsOf3
} from "./s96.js";
import {
  columns2,
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
  fence,
  PLAIN_LAYOUT,
  asItWas,
  plural,
  dollars,
  tokens,
  bytesText,
  spentText,
  didYouMean
} from "./s24.js";
import {
  TASK_ID,
  UNHEEDED,
  isPersons,
  isLive,
  taskOf,
  isOver,
  approvedCommands
} from "./s5.js";
import {
  LEFT_OUT,
  denyList
} from "./s243.js";
import {
  isObject
} from "./s84.js";
import {
  doubledName
} from "./s22.js";
import {
  spentBy
} from "./s3.js";
import {
  hostName,
  startTime
} from "./s177.js";
import {
  treeStore,
  realPath,
  isInside
} from "./s158.js";
import {
  apart
} from "./s13.js";
import {
  __toESM,
  __commonJS
} from "./s246.js";

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
import { existsSync as existsSync6 } from "fs";
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
async function findingsOf(call) {
  const { root, task } = call.project;
  const input = { project: root, task, plugin: pluginRoot(), env: call.env, claude: call.value("claude") };
  return (await Promise.all(CHECKUPS.map((checkup) => lookAt(checkup, input)))).flat();
}
var dryRun = {
  summary: "Check everything that a run needs, and say what to do about what is missing",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: { claude: { value: "<path>", about: "Claude Code to look at, in place of the one on PATH" } },
  async run(call) {
    const findings = await findingsOf(call);
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
function standsText2(view, task) {
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
    const last = refused.at(-1);
    if (last === undefined)
      return;
    const times = refused.length === 1 ? "" : ` ${refused.length} times, last`;
    told.push(`Its result was sent back${times}: ${cut(oneLine2(last), MAX_PROBLEM)}`);
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
    ...standsText2(view, task),
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

// src/cli/watch.ts
import { writeSync } from "fs";

// src/render/progress.ts
var MAX_TEXT_CHARS = 200;
var clipText = (text) => cut(oneLine2(text), MAX_TEXT_CHARS);
function elapsed(run, at) {
  const seconds = Math.max(0, Math.floor((Date.parse(at) - Date.parse(run.created_at)) / 1000)) || 0;
  const two = (value) => String(value).padStart(2, "0");
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}
var nameOf = (task, id) => task ? `${id} ${oneLine2(task.subject)}` : id;
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
    ...modelsText(workflowOf(run.workflow), run).map((line) => paint.dim(line))
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

// src/render/watch.ts
var NARROW = 40;
var WIDE = 76;
var TALL = 18;
var MAX_FINDINGS = 6;
var TAB = "    ";
function fitPainted(text, width) {
  if (columns2(text) <= width)
    return text;
  let left = Math.max(0, width - 1);
  let fitted = "";
  let isCut = false;
  for (const [at, part] of text.split(/(\u001b\[\d+m)/).entries()) {
    if (at % 2 === 1)
      fitted += part;
    else if (!isCut && columns2(part) <= left) {
      fitted += part;
      left -= columns2(part);
    } else if (!isCut) {
      fitted += fit(part, left + 1);
      isCut = true;
    }
  }
  return fitted;
}
function folded(line, width) {
  const text = line.replaceAll("\t", TAB);
  if (columns2(text) <= width)
    return [text];
  const parts = [];
  let part = "";
  let used = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    const more = columns2(segment);
    if (used + more > width && part !== "") {
      const blank = part.lastIndexOf(" ") + 1;
      const at = blank > part.length / 2 ? blank : part.length;
      parts.push(part.slice(0, at).trimEnd());
      part = part.slice(at);
      used = columns2(part);
    }
    part += segment;
    used += more;
  }
  return [...parts, part];
}
var pageLines = ({ lines }, width) => lines.flatMap((line) => folded(clean(line), Math.max(1, width)));
var FIRST_SCREEN = { places: [{ on: "run" }], chosen: null };
var placeOf = ({ places }) => places.at(-1);
var SEQUENCES = {
  "[A": "up",
  "[B": "down",
  OA: "up",
  OB: "down",
  "[5~": "pageup",
  "[6~": "pagedown",
  "[H": "home",
  "[1~": "home",
  OH: "home",
  "[F": "end",
  "[4~": "end",
  OF: "end"
};
var SINGLE = {
  "\r": "enter",
  "\n": "enter",
  j: "down",
  k: "up",
  " ": "pagedown",
  b: "pageup",
  g: "home",
  G: "end",
  d: "d",
  q: "q",
  "?": "?",
  "\x03": "ctrl-c"
};
function keysIn(sent, isAll) {
  const keys = [];
  for (let at = 0;at < sent.length; ) {
    const one = sent[at];
    if (one !== "\x1B") {
      if (Object.hasOwn(SINGLE, one))
        keys.push(SINGLE[one]);
      at++;
      continue;
    }
    const rest = sent.slice(at + 1);
    const [whole] = /^(?:\[[\x20-\x3f]*[\x40-\x7e]|O[\x40-\x7e])/.exec(rest) ?? [];
    if (whole !== undefined) {
      if (Object.hasOwn(SEQUENCES, whole))
        keys.push(SEQUENCES[whole]);
      at += 1 + whole.length;
    } else if (!isAll && /^(?:\[[\x20-\x3f]*|O)?$/.test(rest))
      return { keys, rest: sent.slice(at) };
    else {
      keys.push("esc");
      at++;
    }
  }
  return { keys, rest: "" };
}
function press(screen, key, { tasks, marked, lines, seen }) {
  if (key === "ctrl-c")
    return "leave";
  const place = placeOf(screen);
  const open = (on) => place.on === on ? screen : { ...screen, places: [...screen.places, { on, top: 0 }] };
  if (key === "?")
    return open("keys");
  if (key === "d")
    return open("diff");
  if (key === "q" || key === "esc") {
    if (screen.places.length > 1)
      return { ...screen, places: screen.places.slice(0, -1) };
    return key === "q" ? "leave" : { ...screen, chosen: null };
  }
  if (place.on === "run") {
    if (key === "enter")
      return marked === null ? screen : { ...open("task"), chosen: marked };
    const step = { up: -1, down: 1, pageup: -10, pagedown: 10, home: -tasks.length, end: tasks.length }[key];
    if (step === undefined || tasks.length === 0)
      return screen;
    const at = marked === null ? 0 : tasks.indexOf(marked);
    return { ...screen, chosen: tasks[Math.max(0, Math.min(tasks.length - 1, at + step))] };
  }
  const page = Math.max(1, seen - 1);
  const step = { up: -1, down: 1, pageup: -page, pagedown: page, home: -lines, end: lines }[key];
  if (step === undefined)
    return screen;
  const top = Math.max(0, Math.min(lines - seen, Math.min(place.top, lines - seen) + step));
  return { ...screen, places: [...screen.places.slice(0, -1), { ...place, top }] };
}
function markedTask(view, { chosen }) {
  const tasks = view?.tasks ?? [];
  const now = tasks.find((one) => one.id === chosen) ?? tasks.find((one) => one.at_work !== null) ?? tasks.find((one) => one.status === "waiting" || one.status === "ready") ?? tasks.at(-1);
  return now?.id ?? null;
}
function aged(view, minutes) {
  if (minutes <= 0)
    return view;
  const isLive = view.tasks.some((one) => one.at_work !== null) || view.status.startsWith("waiting");
  const tasks = view.tasks.map((one) => one.at_work === null ? one : {
    ...one,
    at_work: {
      ...one.at_work,
      minutes: one.at_work.minutes + minutes,
      silent: one.at_work.silent === null ? null : one.at_work.silent + minutes
    }
  });
  return { ...view, tasks, minutes: isLive || view.status === "running" ? view.minutes + minutes : view.minutes };
}
function around(items, at, size) {
  const from = Math.max(0, Math.min(items.length - size, at - Math.floor(size / 2)));
  return items.slice(from, from + size);
}
function withEnd(lines, end, rows) {
  if (lines.length <= rows)
    return lines;
  const kept = Math.min(end, rows);
  const first = rows - kept - 1;
  return [...lines.slice(0, Math.max(0, first)), ...first < 0 ? [] : ["\u2026"], ...lines.slice(lines.length - kept)];
}
function taskRows(view, shown, marked, { width, paint }) {
  const cells = shown.map((task) => {
    const mark = `${task.id === marked ? "\u203A" : " "}${signOf(task, paint).sign}`;
    if (width < NARROW)
      return [mark, `${task.id} ${oneLine2(task.subject)}`];
    const named = [mark, task.id, oneLine2(task.subject)];
    if (width < WIDE)
      return [...named, resultOf(view, task)];
    return [
      ...named,
      oneLine2([task.agent, task.model].filter((word) => word !== "").join("/")),
      resultOf(view, task),
      task.spent.minutes > 0 ? duration(task.spent.minutes) : "",
      task.spent.tokens > 0 ? tokens(task.spent.tokens) : ""
    ];
  });
  const lines = width < NARROW ? cells.map((row) => fit(row.join(" "), width)) : table(cells, width, width < WIDE ? [3, 2] : [3, 4, 2]);
  return lines.map((line, at) => {
    const task = shown[at];
    const { tint } = signOf(task, paint);
    const rest = line.slice(2);
    return `${line.slice(0, 1)}${tint(line.slice(1, 2))}${task.id === marked ? paint.bold(rest) : rest}`;
  });
}
function taskPart(view, marked, layout) {
  const at = view.tasks.findIndex((one) => one.id === marked);
  return {
    title: "Tasks",
    want: view.tasks.length,
    least: 3,
    make: (rows) => taskRows(view, around(view.tasks, Math.max(0, at), rows), marked, layout)
  };
}
function ownPart(view, layout) {
  const lines = layout.width < NARROW ? [] : (moduleOf(view.workflow).status?.lines?.(view, view.run, layout) ?? []).flat();
  const shown = lines.filter((line) => oneLine2(line) !== "");
  return { title: "", want: shown.length, least: 0, make: (rows) => shown.slice(0, rows) };
}
function workPart(view, used, { width, paint }) {
  const lines = view.tasks.flatMap((task) => {
    const now = task.at_work;
    if (now === null)
      return [];
    const { step, silent } = now;
    const did = step === null ? "no call was seen yet" : `${step.tool} ${cut(oneLine2(step.what), 200)}`.trimEnd();
    const spent = used.get(task.id);
    const quiet = silent !== null && silent >= SILENT_MINUTES;
    const facts = [
      ...spent === undefined ? [] : [`${tokens(spent.tokens)} tokens`],
      duration(now.minutes),
      ...silent === null || quiet ? [] : [`seen ${duration(silent)} ago`]
    ].join(", ");
    const name = width < NARROW ? task.id : `${task.id} ${oneLine2(task.subject)}`;
    const head = fit(`${name}: ${did}`, Math.max(12, width - columns2(facts) - 3));
    return [
      fit(`${head} \xB7 ${facts}`, width),
      ...quiet ? [paint.yellow(fit(`  nothing was seen of it for ${duration(silent)}`, width))] : []
    ];
  });
  return { title: "At work", want: lines.length, least: 2, make: (rows) => lines.slice(0, rows) };
}
var STATE_COLOUR = { open: "yellow", fixed: "green", withdrawn: "dim", refused: "dim" };
function findingPart(findings, { width, paint }) {
  const lines = findings.map((one) => {
    const place = one.place === "" ? "" : ` at ${oneLine2(one.place)}`;
    const line = fit(`${one.id} ${one.state}, ${one.severity} (${one.task})${place}: ${oneLine2(one.problem)}`, width);
    return line.startsWith(one.id) ? `${paint[STATE_COLOUR[one.state] ?? "dim"](one.id)}${line.slice(one.id.length)}` : line;
  });
  const want = Math.min(MAX_FINDINGS, lines.length);
  return { title: "Newest findings", want, least: 1, make: (rows) => lines.slice(0, rows) };
}
function spentLine(view, used, { width, paint }) {
  const now = [...used.values()].reduce((sum, one) => sum + one.tokens, 0);
  const all = view.spent.tokens + now;
  const ceiling = view.ceiling_tokens;
  const share = ceiling === null || ceiling === 0 ? null : all / ceiling;
  const said = share === null ? `${tokens(all)} tokens` : `${tokens(all)} of ${tokens(ceiling)} tokens (${Math.floor(share * 100)} %), then you are asked`;
  const line = fit(`Spent: ${said}`, width);
  return share !== null && share >= NEAR_CEILING ? paint.yellow(line) : line;
}
var NEAR_CEILING = 0.8;
var OPTION = /^ {2}[A-Z] {2}\S/;
function nextPart(view, rows, layout) {
  const { width, paint } = layout;
  const wraps = (text) => folded(oneLine2(text), width);
  const asked = questionLines(view, layout).filter((line) => line !== "");
  const options = view.questions.length === 1 ? asked.findIndex((line) => OPTION.test(line)) : -1;
  const from = options < 0 ? asked.length - 1 : options;
  const folds = (some) => some.flatMap((line) => folded(line, width));
  const end = asked.length > 0 ? folds(asked.slice(from)) : wraps(`Next: ${view.next}`);
  const lines = [
    ...view.held === null ? [] : wraps(`Waits: ${view.held}`).map(paint.yellow),
    ...folds(asked.slice(0, Math.max(0, from))),
    ...end
  ];
  const least = Math.min(lines.length, asked.length > 0 ? Math.ceil(rows / 2) : 2);
  return { title: "", want: lines.length, least, make: (some) => [...withEnd(lines, end.length, some)] };
}
function laidOut(parts, urgent, rows, { paint, width }) {
  const heading = (part) => rows >= TALL && part.title !== "" ? 1 : 0;
  const given = new Map;
  let left = rows;
  const give = (part, most) => {
    const had = given.get(part) ?? 0;
    const free = left - (had === 0 ? heading(part) : 0);
    const more = Math.min(most, part.want - had, free);
    if (more <= 0)
      return;
    left -= more + (had === 0 ? heading(part) : 0);
    given.set(part, had + more);
  };
  for (const part of urgent)
    give(part, part.least);
  for (const part of urgent)
    give(part, part.title === "Tasks" ? Math.ceil(left / 2) : part.want);
  for (const part of urgent)
    give(part, part.want);
  return parts.flatMap((part) => {
    const some = given.get(part) ?? 0;
    if (some === 0)
      return [];
    return [...heading(part) ? [paint.dim(fit(part.title, width))] : [], ...part.make(some)];
  });
}
var OVER = new Set(["complete", "failed", "cancelled"]);
function headLines(view, layout) {
  const { width, paint } = layout;
  const over = OVER.has(view.status) ? [paint.bold(fit(`The run is over: ${view.status}.`, width))] : [];
  const whole = header(view, layout);
  if (columns2(whole) <= width)
    return [whole, ...over];
  const stands = `${standsText(view)} \xB7 ${view.done}/${view.total} \xB7 ${duration(view.minutes)}`;
  return [paint.bold(fit(view.run, width)), fit(stands, width), ...over];
}
function runLines(watched, screen, rows, layout) {
  const { view } = watched;
  const { width, paint } = layout;
  const broken = watched.problem === null ? [] : wrap(oneLine2(watched.problem), width).map(paint.red);
  const wrong = { title: "", want: broken.length, least: 2, make: (some) => broken.slice(0, some) };
  if (view === null) {
    const said = watched.none.split(`
`).flatMap((line) => folded(line, width));
    const waits = fit("A run that begins here is shown.", width);
    const none = { title: "", want: said.length, least: 1, make: (some) => said.slice(0, some) };
    const then = { title: "", want: 1, least: 1, make: () => [paint.dim(waits)] };
    return laidOut([wrong, none, then], [wrong, none, then], rows, layout);
  }
  const head = headLines(view, layout);
  const top = { title: "", want: head.length, least: head.length, make: (some) => head.slice(0, some) };
  const next = nextPart(view, rows, layout);
  const work = workPart(view, watched.used, layout);
  const tasks = taskPart(view, markedTask(view, screen), layout);
  const own = ownPart(view, layout);
  const spent = { title: "", want: 1, least: 1, make: () => [spentLine(view, watched.used, layout)] };
  const findings = findingPart(watched.findings, layout);
  const lines = watched.events.map((line) => fitPainted(line.replaceAll("\t", TAB), width));
  const events = { title: "Newest events", want: lines.length, least: 1, make: (some) => lines.slice(-some) };
  return laidOut([top, wrong, own, tasks, work, spent, findings, events, next], [top, wrong, next, work, tasks, spent, findings, events, own], rows, layout);
}
var KEYS = {
  title: "Keys",
  lines: [
    "\u2191 \u2193, k j      choose a task; on a page: scroll",
    "Enter         what is known of the task",
    "d             what the run has changed so far",
    "PageUp, b     back by a page",
    "PageDown, blank  on by a page",
    "Home g, End G the first, the last",
    "Esc, q        back; q where the run is shown leaves",
    "Ctrl-C        leaves",
    "",
    "This only looks: leaving it changes nothing of the run."
  ]
};
var DIFF_COLOUR = [
  ["+", "green"],
  ["-", "red"],
  ["@@", "cyan"]
];
var pageOf = (watched, place) => place.on === "run" ? null : place.on === "keys" ? KEYS : watched.page ?? { title: "", lines: ["\u2026"] };
var pageRows = ({ rows }) => Math.max(1, rows - 2);
function shownPage(page, top, size, paint) {
  const all = page.lines.flatMap((line) => {
    const colour = page.diff ? DIFF_COLOUR.find(([begins]) => line.startsWith(begins))?.[1] : undefined;
    const parts = pageLines({ ...page, lines: [line] }, size.width);
    return colour === undefined ? parts : parts.map((part) => paint[colour](part));
  });
  const seen = pageRows(size);
  const from = Math.max(0, Math.min(top, all.length - seen));
  const where = all.length > seen ? ` (${from + 1} to ${Math.min(all.length, from + seen)} of ${all.length})` : "";
  return [paint.bold(fit(`${oneLine2(page.title)}${where}`, size.width)), ...all.slice(from, from + seen)];
}
var keyLine = (on, width) => {
  const [long, short] = on === "run" ? ["\u2191\u2193 choose a task \xB7 Enter opens it \xB7 d diff \xB7 ? keys \xB7 q leaves", "\u2191\u2193 Enter d ? q"] : ["\u2191\u2193 PageUp PageDown scroll \xB7 Esc goes back \xB7 ? keys", "\u2191\u2193 Esc"];
  return fit(columns2(long) <= width ? long : short, width);
};
function watchLines(watched, screen, size, paint, zone) {
  const { rows, width } = size;
  const layout = { width, paint, ...zone === undefined ? {} : { zone } };
  const place = placeOf(screen);
  const page = pageOf(watched, place);
  const body = page === null || place.on === "run" ? runLines(watched, screen, Math.max(0, rows - 1), layout) : shownPage(page, place.top, size, paint);
  const filled = [...body, ...Array(Math.max(0, rows - 1 - body.length)).fill("")].slice(0, rows - 1);
  return [...filled, paint.dim(keyLine(place.on, width))].map((line) => fitPainted(cleanPainted(line.replaceAll(/[\t\n]/g, " ")), width));
}
function readable(value, indent = "") {
  const plain = (one) => typeof one !== "object" || one === null;
  const said = (one) => typeof one === "string" ? one.split(`
`) : [String(one)];
  const under = (head, lines, deeper) => lines.length <= 1 ? [`${head} ${lines[0] ?? ""}`.trimEnd()] : [head, ...lines.map((line) => `${deeper}${line}`)];
  if (plain(value))
    return said(value).map((line) => `${indent}${line}`);
  if (Array.isArray(value))
    return value.flatMap((one) => {
      if (plain(one))
        return under(`${indent}-`, said(one), `${indent}  `);
      const [first = "", ...rest] = readable(one, `${indent}  `);
      return [`${indent}- ${first.slice(indent.length + 2)}`, ...rest];
    });
  return Object.entries(value).flatMap(([name, one]) => {
    const head = `${indent}${name.replaceAll("_", " ")}:`;
    if (one === null || one === "" || Array.isArray(one) && one.length === 0)
      return [];
    return plain(one) ? under(head, said(one), `${indent}  `) : [head, ...readable(one, `${indent}  `)];
  });
}
function taskPage({ title, why, findings, result, brief }) {
  const part = (head, lines) => lines.length === 0 ? [] : ["", `\u2500\u2500 ${head}`, ...lines];
  return {
    title,
    lines: [
      ...why.split(`
`),
      ...part("Findings", findings.flatMap((one) => [
        `${one.id} ${one.state}, ${one.severity}${one.place === "" ? "" : ` at ${oneLine2(one.place)}`}`,
        `  ${oneLine2(one.problem)}`,
        ...one.fix === "" ? [] : [`  Fix: ${oneLine2(one.fix)}`]
      ])),
      ...part("Result", result === null ? [] : readable(result)),
      ...part("Brief", brief === null ? [] : brief.trimEnd().split(`
`))
    ]
  };
}

// src/run/follow.ts
import { constants } from "fs";
function looksOf(path, io) {
  const found = io.lstat(path);
  return found === undefined ? { file: "", size: 0, written: 0 } : { file: `${found.dev}:${found.ino}`, size: found.size, written: found.mtimeMs };
}
var problemText = (error) => error instanceof BrokenChain || error instanceof JournalTooLong ? error.told(here) : error instanceof Error ? error.message : String(error);
function followRun(project, listener, io = disk) {
  const path = journalPath(project.task);
  const told = new Map;
  const fold = {
    ...RUN,
    evolve(state, batch) {
      const run = RUN.evolve(state, batch);
      for (const event of batch) {
        const name = `${event.run} ${event.at} ${event.prev}`;
        if (run === null || told.get(event.seq) === name)
          continue;
        told.set(event.seq, name);
        listener(run, event);
      }
      return run;
    }
  };
  let view = null;
  let run = null;
  let problem = null;
  let seen = null;
  function whole() {
    const opened = openView(project.task, fold, "read", io);
    if (opened.fd !== null)
      io.close(opened.fd);
    return opened.view;
  }
  function grown(from) {
    const fd = openRegular(path, constants.O_RDONLY, io);
    if (fd === null)
      return whole();
    try {
      const { head, headAt, headLength } = from.position;
      if (from.position.seq === 0 || sha256(readRange(fd, headAt, headAt + headLength, io)) !== head)
        return whole();
      return advance(fd, path, fold, from, io);
    } finally {
      io.close(fd);
    }
  }
  return {
    poll() {
      try {
        const now = looksOf(path, io);
        const before = seen;
        if (before !== null && now.file === before.file && now.size === before.size && now.written === before.written)
          return false;
        seen = now;
        const isGrown = before !== null && now.file === before.file && now.size > before.size;
        view = view !== null && isGrown ? grown(view) : whole();
        run = view.state;
        problem = null;
      } catch (error) {
        view = null;
        problem = problemText(error);
      }
      return true;
    },
    run: () => run,
    problem: () => problem
  };
}

// src/run/watched.ts
function usedSoFar(project, run) {
  const running = run.tasks.filter(({ status, dispatch }) => status === "running" && dispatch?.agent);
  const taken = running.length === 0 ? null : takenOf(project, run.run);
  const owners = taken === null ? [] : ownersOf2(taken);
  return new Map(running.flatMap(({ id, dispatch }) => {
    const owner = owners.findLast((one) => one.session === dispatch.session);
    const bytes = owner === undefined ? null : transcriptBytes(owner.transcript, dispatch.agent);
    return bytes === null || bytes.length === 0 ? [] : [[id, usageIn2(bytes)]];
  }));
}
function watchedFinding(project, run, finding) {
  const words = wordsOf3(project, run, finding);
  const line = words?.line ? `:${words.line}` : "";
  return {
    id: finding.id,
    task: finding.task,
    severity: finding.severity,
    state: finding.state,
    place: words?.at ?? (words?.file ? `${words.file}${line}` : ""),
    problem: words?.problem ?? "(its words are not kept any more)",
    fix: words?.fix ?? ""
  };
}
var newestFindings = (project, run, most) => run.findings.slice(-most).reverse().map((one) => watchedFinding(project, run, one));
var QUOTES = ["quote", "gone"];
function withoutSecrets(value, isSecret) {
  if (Array.isArray(value))
    return value.map((one) => withoutSecrets(one, isSecret));
  if (typeof value !== "object" || value === null)
    return value;
  const { file } = value;
  const hides = typeof file === "string" && isSecret(file);
  return Object.fromEntries(Object.entries(value).filter(([name]) => !(hides && QUOTES.includes(name))).map(([name, one]) => [name, withoutSecrets(one, isSecret)]));
}
function resultOf2(project, run, { artifact, handed }) {
  const value = accepted(project, artifact);
  if (value === null)
    return objectText2(project, artifact) ?? objectText2(project, handed.at(-1)?.sha ?? null);
  const { nonce: _nonce, task: _task, ...said } = value;
  return withoutSecrets(Array.isArray(value) ? value : said, denyList(run.settings.secrets));
}
function knownTask(project, run, view, id, events, layout) {
  const task = taskOf(run, id);
  const shown = view.tasks.find((one) => one.id === id);
  if (task === undefined || shown === undefined)
    return null;
  const brief = events.findLast((one) => one.type === "dispatched" && one.task === id);
  return {
    title: `${id} ${task.subject}`,
    why: explainText(view, shown, { kind: task.kind, fixes: task.fixes }, events, layout),
    findings: run.findings.filter((one) => one.task === id).map((one) => watchedFinding(project, run, one)),
    result: resultOf2(project, run, task),
    brief: (brief?.type === "dispatched" ? objectText2(project, brief.brief) : null)?.replace(NONCE_LINE, "") ?? null
  };
}

// src/run/work-so-far.ts
import { existsSync as existsSync3, readFileSync as readFileSync4, readlinkSync } from "fs";
var MAX_FILE_BYTES = 1024 * 1024;
var MAX_DIFF_BYTES = 1024 * 1024;
var COARSE_MS = 2000;
function workSoFar(project, run) {
  const base = baseOf2(run);
  if (base === null)
    return { said: "No task that changes files has begun.", text: "" };
  if (!existsSync3(treeStore(project)))
    return { said: "It cannot be told: the trees of this run are not kept here.", text: "" };
  try {
    const isSecret = denyList(run.settings.secrets);
    const place = placeOfStates(project, excludedFolders(workflowOf(run.workflow)));
    if (place === null || !base.startsWith("disk:"))
      return keptWork(project, run, base, isSecret);
    const parts = presentWork(project, place, base, Date.parse(run.created_at) - COARSE_MS, isSecret);
    const said = parts.length === 0 ? "No file differs from what the work began on." : "From where the work began to now:";
    return { said, text: parts.join(`
`) };
  } catch (error) {
    if (!(error instanceof TreeUnreadable || error instanceof SnapshotFailed))
      throw error;
    return { said: `It cannot be told: ${error.message}.`, text: "" };
  }
}
function keptWork(project, run, base, isSecret) {
  const last = run.tasks.filter((task) => isTree(task.reviewed) && task.acceptedSeq > 0).sort((a, b) => a.acceptedSeq - b.acceptedSeq).at(-1)?.reviewed;
  const { text, truncated } = diffText(project.root, base, last ?? base, treeStore(project), MAX_DIFF_BYTES, isSecret);
  const end = truncated ? "; it is cut, the report names all files" : "";
  const said = text === "" ? "No accepted result has changed a file." : `Up to the last accepted result${end}:`;
  return { said, text };
}
var blobName = (bytes, like) => new Bun.CryptoHasher(like.length === 64 ? "sha256" : "sha1").update(`blob ${bytes.length}\x00`).update(bytes).digest("hex");
function bytesAt(place, path, stat) {
  try {
    const full = fullPath(place, path);
    return stat.isSymbolicLink() ? readlinkSync(full, { encoding: "buffer" }) : readFileSync4(full);
  } catch {
    return null;
  }
}
function presentWork(project, place, base, since, isSecret) {
  const tree = treeFiles(project.root, base, treeStore(project), "latin1");
  const before = new Map(tree.map(({ path, hash }) => [path, hash]));
  const like = tree[0]?.hash ?? "";
  const present = filesOf3(place, { also: [...before.keys()] });
  const pairs = [];
  for (const [path, was] of before)
    if (!present.has(path))
      pairs.push({ path, was, now: null, large: false });
  for (const [path, stat] of present) {
    const was = before.get(path) ?? null;
    if (was !== null && stat.ctimeMs < since)
      continue;
    const large = stat.size > MAX_FILE_BYTES;
    const now = large ? Buffer.alloc(0) : bytesAt(place, path, stat);
    if (now === null || !large && was !== null && blobName(now, like) === was)
      continue;
    pairs.push({ path, was, now, large });
  }
  const shown = pairs.filter((one) => !one.large && !isSecret(pathText(one.path)));
  const wanted = shown.flatMap((one) => one.was === null ? [] : [one.was]);
  const blobs = blobsOf(project.root, treeStore(project), wanted);
  return pairs.sort((a, b) => a.path < b.path ? -1 : 1).map((one) => partOf(one, shown.includes(one) ? blobs.get(one.was ?? "") ?? Buffer.alloc(0) : null));
}
function partOf({ path, was: name, now, large }, was) {
  const file = shownPath2(pathText(path));
  if (was === null)
    return `${file} ${large ? "is too large for its lines to be shown" : LEFT_OUT}`;
  const status = name === null ? "added" : now === null ? "deleted" : "modified";
  if (isBinary(was) || now !== null && isBinary(now))
    return `${file} (${status}, binary)`;
  const { added, removed, hunks } = lineDiff2(was.toString("utf8"), (now ?? Buffer.alloc(0)).toString("utf8"));
  return `${file} (${status}, +${added} -${removed})
${hunks.trimEnd()}`;
}

// src/cli/watch.ts
var LOOK_MS = 100;
var TICK_MS = 1000;
var SHARE = 20;
var MAX_PATIENCE_MS = 1e4;
var ESCAPE_MS = 50;
var MAX_EVENTS = 200;
var MAX_FINDINGS2 = 20;
var UNSAFE = /[\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
var jsonLine = (event) => JSON.stringify(event).replace(UNSAFE, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);
var printer = (call, place) => (run, event) => {
  const options = { paint: call.paint, look: (sha) => accepted(place, sha) };
  const lines = call.json ? [jsonLine(event)] : progressLines(run, event, options).map(cleanPainted);
  for (const line of lines)
    process.stdout.write(`${line}
`);
};
var PRINTED = done("", undefined);
function printAll(call, place) {
  followRun(place, printer(call, place)).poll();
  return PRINTED;
}
async function printLines(call) {
  const follower = followRun(call.project, printer(call, call.project));
  let told = null;
  for (;; ) {
    follower.poll();
    const run = follower.run();
    const problem = follower.problem();
    if (problem === null && run !== null && !isLive(run))
      return PRINTED;
    const said = problem ?? (run === null ? noRunText(call) : null);
    if (said !== null && said !== told)
      process.stderr.write(`${clean(said)}
`);
    told = said;
    await Bun.sleep(LOOK_MS);
  }
}
var ENTER = "\x1B[?1049h\x1B[?25l\x1B[?7l";
var LEAVE = "\x1B[?7h\x1B[?25h\x1B[?1049l";
function frameText(lines, width) {
  const whole = lines.map((line) => Bun.stringWidth(line) < width ? `${line}\x1B[K` : line);
  return `\x1B[?2026h\x1B[H${whole.join(`\r
`)}\x1B[J\x1B[?2026l`;
}
var sizeNow = () => {
  const [width, rows] = process.stdout.getWindowSize?.() ?? [];
  return { width: Math.max(1, width || 80), rows: Math.max(1, rows || 24) };
};
var NOTHING = {
  view: null,
  none: "",
  problem: null,
  findings: [],
  events: [],
  used: new Map,
  page: null
};
var said = (error) => error instanceof Error ? error.message : String(error);

class Look {
  call;
  follower;
  events = [];
  byTask = new Map;
  read = null;
  isStale = true;
  constructor(call) {
    this.call = call;
    this.follower = followRun(call.project, (run, event) => this.take(run, event));
  }
  take(run, event) {
    if (event.type === "run_created") {
      this.events = [];
      this.byTask = new Map;
    }
    const { call } = this;
    const lines = progressLines(run, event, { paint: call.paint, look: (sha) => accepted(call.project, sha) });
    this.events.push(...lines);
    if (this.events.length > 2 * MAX_EVENTS)
      this.events = this.events.slice(-MAX_EVENTS);
    const task = "task" in event && typeof event.task === "string" ? event.task : null;
    if (task !== null)
      this.byTask.set(task, [...this.byTask.get(task) ?? [], event]);
  }
  changed(now) {
    this.isStale = this.follower.poll() || this.isStale;
    return this.isStale && (this.read === null || now - this.read.at >= this.patience());
  }
  patience() {
    return Math.min(MAX_PATIENCE_MS, (this.read?.cost ?? 0) * SHARE);
  }
  run() {
    return this.follower.run();
  }
  watched(now) {
    if (this.read !== null) {
      const { at, watched } = this.read;
      const wait = this.isStale ? this.patience() : Math.max(this.patience(), TICK_MS / 2);
      if (now - at < wait)
        return { ...watched, view: watched.view && aged(watched.view, (now - at) / 60000) };
    }
    const begun = performance.now();
    const watched = this.look();
    this.read = { watched, at: now, cost: performance.now() - begun };
    this.isStale = false;
    return watched;
  }
  look() {
    const { call } = this;
    const run = this.follower.run();
    const events = this.events.slice(-MAX_EVENTS);
    try {
      return {
        view: run === null ? null : viewOf3(call.project, run, "here", reachOf(call, run)),
        none: run === null ? noRunText(call) : "",
        problem: this.follower.problem(),
        findings: run === null ? [] : newestFindings(call.project, run, MAX_FINDINGS2),
        events,
        used: run === null ? new Map : usedSoFar(call.project, run),
        page: null
      };
    } catch (error) {
      const problem = this.follower.problem() ?? said(error);
      return { ...this.read?.watched ?? NOTHING, events, problem };
    }
  }
  page(screen, view, width) {
    try {
      return this.made(screen, view, width);
    } catch (error) {
      return { title: "It cannot be shown", lines: [said(error)] };
    }
  }
  made(screen, view, width) {
    const { call } = this;
    const run = this.follower.run();
    const place = placeOf(screen);
    if (run === null || view === null)
      return null;
    if (place.on === "diff") {
      const work = workSoFar(call.project, run);
      return { title: "Changed so far", lines: [work.said, "", ...work.text.split(`
`)], diff: true };
    }
    const id = markedTask(view, screen);
    if (place.on !== "task" || id === null)
      return null;
    const known = knownTask(call.project, run, view, id, this.byTask.get(id) ?? [], { width, paint: call.paint });
    return known === null ? null : taskPage(known);
  }
}
var ENDING = ["SIGTERM", "SIGHUP", "SIGINT"];
async function showScreen(call) {
  const { stdin, stdout } = process;
  const look = new Look(call);
  const left = Promise.withResolvers();
  let screen = FIRST_SCREEN;
  let page = { of: "", page: null };
  let shown = "";
  let rest = "";
  let lone;
  look.changed(Date.now());
  let watched = look.watched(Date.now());
  const pageFor = (width) => {
    const place = placeOf(screen);
    const of = `${place.on} ${screen.chosen} ${width} ${look.run()?.seq}`;
    if (page.of !== of)
      page = { of, page: look.page(screen, watched.view, width) };
    return page.page;
  };
  const draw = () => {
    if (stdout.writableLength > 0)
      return;
    const size = sizeNow();
    watched = look.watched(Date.now());
    const frame = frameText(watchLines({ ...watched, page: pageFor(size.width) }, screen, size, call.paint, call.zone), size.width);
    if (frame === shown)
      return;
    shown = frame;
    stdout.write(frame);
  };
  const guarded = (work) => () => {
    try {
      work();
    } catch (error) {
      left.reject(error);
    }
  };
  const take = (keys) => {
    for (const key of keys) {
      const size = sizeNow();
      const open = pageOf({ page: pageFor(size.width) }, placeOf(screen));
      const next = press(screen, key, {
        tasks: watched.view?.tasks.map((one) => one.id) ?? [],
        marked: markedTask(watched.view, screen),
        lines: open === null ? 0 : pageLines(open, size.width).length,
        seen: pageRows(size)
      });
      if (next === "leave") {
        left.resolve();
        return;
      }
      screen = next;
    }
    draw();
  };
  const typed = (sent, isAll) => {
    clearTimeout(lone);
    const found = keysIn(rest + sent, isAll);
    rest = found.rest;
    if (rest !== "")
      lone = setTimeout(guarded(() => typed("", true)), ESCAPE_MS);
    take(found.keys);
  };
  const onData = (bytes) => guarded(() => typed(bytes.toString("utf8"), false))();
  const redraw = guarded(() => {
    shown = "";
    draw();
  });
  let isEntered = false;
  const enter = () => {
    isEntered = true;
    if (stdin.isTTY)
      stdin.setRawMode(true);
    stdout.write(ENTER);
  };
  const leave = () => {
    if (!isEntered)
      return;
    isEntered = false;
    try {
      if (stdin.isTTY)
        stdin.setRawMode(false);
      writeSync(1, LEAVE);
    } catch {}
  };
  const handlers = ENDING.map((signal) => {
    const end = () => {
      leave();
      process.off(signal, end);
      process.kill(process.pid, signal);
    };
    process.on(signal, end);
    return { signal, end };
  });
  const goOn = () => {
    enter();
    redraw();
  };
  process.on("exit", leave);
  process.on("SIGCONT", goOn);
  stdout.on("resize", redraw);
  const looking = setInterval(guarded(() => {
    if (look.changed(Date.now()))
      draw();
  }), LOOK_MS);
  const ticking = setInterval(guarded(draw), TICK_MS);
  try {
    enter();
    if (stdin.isTTY)
      stdin.on("data", onData).resume();
    draw();
    await left.promise;
  } finally {
    clearInterval(looking);
    clearInterval(ticking);
    clearTimeout(lone);
    for (const { signal, end } of handlers)
      process.off(signal, end);
    process.off("SIGCONT", goOn);
    stdout.off("resize", redraw);
    stdin.off("data", onData).pause();
    leave();
    process.off("exit", leave);
  }
  return watched.view;
}
var hasScreen = (call) => process.stdout.isTTY === true && !call.json && (call.env.TERM ?? "") !== "" && call.env.TERM !== "dumb";
var onlyInTerminal = () => isInHost() ? wrongUsage("This goes on until the run is over: only in a terminal of your own.") : null;
async function watchRun(call) {
  const refused = onlyInTerminal();
  if (refused !== null)
    return refused;
  if (!hasScreen(call))
    return printLines(call);
  const view = await showScreen(call);
  return view === null || !["complete", "failed", "cancelled"].includes(view.status) ? done("", undefined) : done(`${projectLine(call)}${shortStatusText(view, call)}`, view);
}
var watch = {
  summary: "Show the run live until you leave it; without a terminal what happens, line by line, until it is over",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {},
  run: watchRun
};

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
async function follow(call) {
  const refused = onlyInTerminal();
  if (refused !== null)
    return refused;
  const own = readRun(call.project);
  if (own !== null && (call.value("run") ?? own.run) === own.run)
    return printLines(call);
  const which = whichRun(call);
  return which.ok ? printAll(call, which.found.place) : which.answer;
}
var log = {
  summary: "What happened, one event a line",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {
    ...RUN_OPTION,
    runs: { about: "List the runs of this project instead" },
    follow: { about: "Go on with what happens, in the words of `run`, until the run is over" },
    replay: { about: "Judge all that was accepted again, from what the run has kept; writes nothing" }
  },
  run: (call) => call.has("runs") ? runs(call) : call.has("replay") ? again(call) : call.has("follow") ? follow(call) : events(call)
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
var MAX_FINDINGS3 = 500;
var MAX_ITEMS = 500;
var MAX_SAID = 20000;
function said2(text, whole) {
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
    return html`<div class="item"><div class="head"><h3>${one.name}</h3>${chip(state, one.standing)}<span class="muted">${one.by}${one.substituted && ", in its place"}</span></div><p>${standingText(one)}, ${plural(one.reviews, "round")}</p>${one.reason !== null && html`<blockquote class="said">${one.reason}</blockquote>`}${about}<ul>${rounds.map(roundOf)}</ul></div>`;
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
  return html`<div class="item"><div class="head">${chip(one.severity, one.severity)}${chip(one.state, BECAME[one.state])}<b>${one.id}</b><span class="muted">${one.reviewer}, ${one.task}</span>${one.place !== null && html`<code>${one.place}</code>`}</div>${said2(one.problem, page.whole.report)}${quoted && !excerpt && html`<pre tabindex="0">${one.quote}</pre>`}${quoted && excerpt !== undefined && html`<p class="meta">It quotes <code>${oneLine2(one.quote)}</code></p>`}${excerpt ? excerptOf(excerpt) : null}${one.fix !== "" && html`<p><b>Fix:</b> <span class="said">${one.fix}</span></p>`}${became.length > 0 && html`<p class="meta">${became.join(" ")}</p>`}${untouched && html`<p class="meta">Called fixed elsewhere than at its place.</p>`}${(disputed?.declined ?? []).map((two) => html`<p class="meta">Declined by ${two.by}: ${two.reason}</p>`)}${disputed?.withdrawn ? html`<p class="meta">Withdrawn by ${disputed.withdrawn.by}: ${disputed.withdrawn.reason}</p>` : null}</div>`;
}
function shownFindings(all) {
  const order = ["open", "accepted", "outside", "mended", "withdrawn", "void"];
  const weight = ["blocker", "major", "minor"];
  return all.map((_, at) => at).sort((a, b) => order.indexOf(all[a].state) - order.indexOf(all[b].state) || weight.indexOf(all[a].severity) - weight.indexOf(all[b].severity) || a - b);
}
function findings(page) {
  const { findings: all } = page.facts;
  return some(page, shownFindings(all), (at) => findingOf(page, all[at], at), MAX_FINDINGS3);
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
    return html`<div class="item"><div class="head"><b>${one.id}</b>${chip(state, MET[state])}</div>${said2(one.text, page.whole.report)}${steps}${verdicts}${tests}</div>`;
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
  return some(page, page.facts.decisions, (one) => html`<div class="item"><div class="head"><b>${one.question}</b>${chip("ready", words(one.kind))}<span class="muted">${one.task !== null && `${one.task}, `}${moment(one.at, page.zone)}, by ${one.via}</span></div>${one.asked !== null && said2(one.asked, page.whole.report)}${one.why !== null && html`<p class="meta">Asked early: ${one.why}</p>`}<p><b>${words(one.option)}</b></p>${one.text !== null && said2(one.text, page.whole.report)}</div>`);
}
function waivers(page) {
  return some(page, page.facts.waivers, (one) => html`<div class="item"><div class="head"><b>${one.task}</b> ${one.subject}${chip("waiting", `${one.kind} by the person`)}</div>${said2(one.reason, page.whole.report)}</div>`);
}
var REFUSED = {
  refused: "refused",
  stale: "came too late",
  denied: "denied",
  edited: "changed by hand"
};
function refusals(page) {
  return some(page, page.facts.refusals, (one) => html`<div class="item"><div class="head"><b>${one.task}</b> ${one.subject}${chip("asks", REFUSED[one.kind])}</div>${one.problems.slice(0, 50).map((problem) => said2(problem, page.whole.report))}${one.problems.length > 50 && html`<p class="left">${one.problems.length - 50} more: <code>${page.whole.report}</code></p>`}</div>`);
}
var lines = (page, all) => all.length === 0 ? null : html`<ul>${some(page, all, (one) => html`<li>${said2(one, page.whole.report)}</li>`)}</ul>`;
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
  return html`<header><p class="top"><span>Report of multi-ai</span><code>${facts.run}</code><span>${facts.workflow}</span>${facts.auto && html`<span>--auto: no questions</span>`}</p><h1>${isLong ? `${request.slice(0, MAX_TITLE)}\u2026` : request}</h1>${isLong && html`<details><summary>The whole request</summary>${said2(request, page.whole.report)}</details>`}<p><span class="chip verdict s-${state}">${text}</span></p>${facts.story !== null && oneLine2(facts.story) !== oneLine2(request) && said2(facts.story, page.whole.report)}${cards(page)}</header>`;
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
var said3 = (text) => text ? `: ${cut(oneLine2(text), MAX_SAID2)}` : "";
var list = (ids) => ids.join(", ");
var words2 = (name) => name.replaceAll("_", " ");
var WORDS = {
  run_created: (one) => `The run begins${said3(one.request.text)}`,
  task_created: (one) => one.kind === "fix" ? `is added: it answers ${one.fixes ?? "a review"}` : one.kind === "rereview" ? "is added: another look" : "is planned",
  task_blocked: (one) => `now waits for ${list(one.by)}`,
  dispatched: () => "starts",
  spent: (one) => `has used ${one.tokens} tokens in ${plural(one.tool_calls, "tool call")}`,
  bound: () => "has its agent",
  wrote: () => "has written its result",
  check_started: () => "runs as a check of the program",
  sent: (one) => `sends ${plural(one.files.length + one.more, "file")} to ${one.provider}`,
  tests_decided: (one) => `Test commands ${one.approved ? "approved" : "not approved"} (${one.by})${said3(one.commands.join("; "))}`,
  tested: (one) => `Tests ${one.baseline ? "before the work" : "run"}: ${words2(one.outcome)}`,
  check_failed: (one) => `could not be checked${said3(one.message)}`,
  refused: (one) => `is sent back${said3(one.problems.join("; "))}`,
  returned: (one) => `has to start again (${words2(one.reason)})${said3(one.note)}`,
  accepted: (one) => {
    const found = countText(one.findings);
    const prior = one.prior.filter((two) => two.state !== "open").map((two) => `${two.id} ${two.state}`);
    const more = [found, ...prior].filter((part) => part !== "");
    return `hands in: ${words2(one.outcome)}${more.length === 0 ? "" : ` (${more.join(", ")})`}`;
  },
  task_done: (one) => one.waiver === null ? "is done" : `is done: ${one.waiver.kind} by the person${said3(one.waiver.reason)}`,
  task_skipped: () => "is left out",
  item_planned: (one) => `Item ${one.item} is planned${said3(one.title)}`,
  item_dropped: (one) => `Item ${one.item} is dropped${said3(one.reason)}`,
  options_set: () => "The run's options are set",
  task_cancelled: () => "is cancelled",
  task_voided: () => "does not count any more",
  substituted: (one) => `is done by ${one.who.agent} instead`,
  asked: (one) => `The person is asked ${one.question} (${words2(one.kind)})${said3(one.text)}`,
  settings_read: () => "Changed settings are read",
  reason_wanted: (one) => `${one.question} wants a reason`,
  shown: (one) => `${list(one.questions)} is shown`,
  answered: (one) => `The person answers ${one.question}: ${words2(one.option)}${said3(one.text)}`,
  edited: (one) => `${oneLine2(one.path)} was changed by hand`,
  noticed: (one) => `Noticed${said3(one.text)}`,
  question_closed: (one) => `${one.question} is closed`,
  auto_approved: (one) => `passes without asking (${words2(one.kind)})`,
  request_changed: (one) => `The request is changed${said3(one.request.text)}`,
  delivered: () => "The session is told what comes next",
  attached: () => "A session takes the run",
  agent_gone: () => "An agent is gone",
  agent_ended: () => "An agent has ended",
  host_task: () => "stands in the host's list of tasks",
  host_blocked: (one) => `waits for ${list(one.by)} in the host's list, too`,
  host_completed: () => "is ticked off in the host's list",
  ended: (one) => `The run is ${one.status}${said3(one.reason)}`,
  released: () => "The session is let go",
  held: (one) => `The run waits${said3(one.message)}`,
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
function placeOf3({ place }) {
  if (place === null)
    return null;
  const [, file, line] = /^(.*?)(?::(\d+))?$/s.exec(place) ?? [];
  return file ? { file, line: line === undefined ? null : Number(line) } : null;
}
function excerptsOf(project, run, caught) {
  const isSecret = denyList(run.settings.secrets);
  const shown = shownFindings(caught).slice(0, MAX_FINDINGS3);
  const wanted = shown.flatMap((at) => {
    const one = caught[at];
    const place = placeOf3(one);
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
function pageOf2({ place, run, facts, view, events, whole, zone }) {
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

// src/render/markdown-text.ts
var JOINER = "\u200D";
var unmarked = (text) => clean(text).replaceAll("\u061C", "");
var parted = (text) => text.replace(/@(?=[\p{L}\p{N}_])/gu, `@${JOINER}`).replace(/#(?=\d)/g, `#${JOINER}`).replace(/\b(gh-)(?=\d)/gi, `$1${JOINER}`).replace(/:(?=\/\/)/g, `:${JOINER}`).replace(/\b(www|mailto|xmpp)(?=[.:])/gi, `$1${JOINER}`).replace(/:(?=[\w+-]+:)/g, `:${JOINER}`);
var BLOCK = /^(?:[#+\-=>:]|\d+(?=[.)]))/;
function inline(text) {
  const escaped = parted(unmarked(oneLine2(text))).replace(/[\\`*~[\]|$]/g, "\\$&").replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, "\\_").replace(/&(?=#?\w+;)/g, "&amp;").replaceAll("<", "&lt;");
  return escaped.replace(BLOCK, (mark) => /\d/.test(mark) ? `${mark}\\` : `\\${mark}`);
}
var plainLine = (text) => parted(unmarked(oneLine2(text)));
var CLOSING = /\b((?:close[sd]?|fix(?:e[sd])?|resolve[sd]?)\b:?\s+(?:(?:[\w.-]+\/[\w.-]+)?#|gh-|https?:))(?=[\d/])/gi;
function code(text, isCell = false) {
  const said = unmarked(oneLine2(text)).replace(CLOSING, `$1${JOINER}`);
  if (isCell && said.includes("\\|"))
    return inline(said);
  const longest = Math.max(0, ...(said.match(/`+/g) ?? []).map(({ length }) => length));
  const ticks = "`".repeat(longest + 1);
  const room = /^`|`$/.test(said) || said === "" ? " " : "";
  const shown = isCell ? said.replaceAll("|", "\\|") : said;
  return `${ticks}${room}${shown}${room}${ticks}`;
}
function quotation(text) {
  const lines = unmarked(text.replace(/\r\n?|[\u2028\u2029]/g, `
`)).trim().split(`
`).map(inline);
  return lines.map((line, at) => line === "" ? ">" : `> ${line}${lines[at + 1] ? "\\" : ""}`);
}
var markdownTable = ([head = [], ...rows]) => [
  `| ${head.join(" | ")} |`,
  `|${head.map(() => " --- |").join("")}`,
  ...rows.map((row) => `| ${row.join(" | ")} |`)
];
var part = (title, lines, level = 2) => lines.length === 0 ? [] : ["", `${"#".repeat(level)} ${title}`, "", ...lines];

// src/render/report-markdown.ts
var WHOLE = Number.POSITIVE_INFINITY;
var bullets = (texts) => texts.map((text) => `- ${inline(text)}`);
var listed = (title, texts) => part(`${title} (${texts.length})`, bullets(texts));
var ownMarkdown = (lines) => blocksOf(lines).flatMap(([head = "", ...items]) => items.length === 0 ? ["", inline(head)] : ownPart2(head, items, 2, inline));
var ownSections = (lines, show) => blocksOf(lines).flatMap(([head = "", ...items]) => items.length === 0 ? [] : ownPart2(head, items, 3, show));
function ownPart2(head, items, level, show) {
  const [title = "", said] = /\(\d+\)$/.test(head) ? [head] : head.split(/: (.*)/s);
  const list = items.map((item) => `${/^ {4}/.test(item) ? "  " : ""}- ${show(item)}`);
  return part(show(title), [...said === undefined ? [] : [`- ${show(said)}`], ...list], level);
}
function blocksOf(lines) {
  const blocks = [];
  for (const line of lines) {
    if (/^\S/.test(line))
      blocks.push([line]);
    else if (line.trim() !== "")
      blocks.at(-1)?.push(line);
  }
  return blocks;
}
function aligned(lines) {
  const text = lines.map((line) => clean(line).trimEnd()).filter((line) => line !== "");
  return text.length === 0 ? [] : ["", fence(text.join(`
`), "text")];
}
function criteriaPart({ criteria, criteria_in }) {
  if (criteria.length === 0)
    return criteria_in === null ? [] : ["", `Criteria: no ${criteria_in} on record.`];
  const items = criteria.flatMap((one) => [
    `- **${inline(one.id)}** ${inline(one.text)}`,
    `  - ${inline(evidenceText(one, WHOLE))}`
  ]);
  return part(`Criteria (${criteria.length})`, items);
}
function reviewersPart({ reviewers }) {
  const rows = reviewers.map((one) => [
    inline(one.name),
    inline(`${one.by}${one.substituted ? ", in its place" : ""}`),
    inline(`${standingText(one)}${one.reason === null ? "" : `: "${one.reason}"`}`),
    String(one.reviews),
    inline(aboutText(one, WHOLE))
  ]);
  const table = rows.length === 0 ? [] : markdownTable([["Reviewer", "By", "Verdict", "Rounds", "About"], ...rows]);
  return part(`Reviewers (${reviewers.length})`, table);
}
function findingItem(one) {
  const at = one.place === null ? "" : ` at ${code(one.place)}`;
  return [
    `- **${inline(one.id)}** ${inline(one.severity)}, ${inline(one.reviewer)}${at}: ${inline(one.problem)}`,
    ...one.quote === "" ? [] : [`  - It stood there: ${code(one.quote)}`],
    ...one.fix === "" ? [] : [`  - Fix: ${inline(one.fix)}`],
    `  - ${inline(becameText(one))}`
  ];
}
function findingsPart(facts) {
  const { findings, disputed, untouched_fixes } = facts;
  const known = new Set(findings.map(({ id, reviewer }) => `${reviewer} ${id}`));
  const beside = [...facts.open_findings, ...facts.outside_findings].filter(({ id, reviewer }) => !known.has(`${reviewer} ${id}`));
  const pair = ([first, second]) => [
    `- ${inline(first)}`,
    `  - ${inline(second)}`
  ];
  return [
    ...part(`Findings (${findings.length})`, findings.flatMap(findingItem)),
    ...listed("Open beside", beside.map(({ id, severity, reviewer, problem, outside }) => `${id} ${severity}, ${reviewer}: ${problem}${outside ? " (outside of the change)" : ""}`)),
    ...part(`Declined or withdrawn (${disputed.length})`, disputed.map(disputedText).flatMap(pair), 3),
    ...part(`Called fixed elsewhere than at their place (${untouched_fixes.length})`, untouched_fixes.map((one) => [untouchedLine(one), untouchedWords(one)]).flatMap(pair), 3)
  ];
}
function filesPart({ files }, isTold) {
  if (files === null)
    return ["", "Files changed: cannot be told any more."];
  if (files.length === 0)
    return isTold ? [] : ["", "Files changed: none."];
  const rows = files.map((one) => [
    CHANGE_LETTER[one.status],
    code(one.path, true),
    String(one.added),
    String(one.removed)
  ]);
  return part(`Files changed (${files.length})`, markdownTable([["", "File", "Added", "Removed"], ...rows]));
}
function decisionsPart({ decisions }, zone) {
  const further = (lines) => lines.map((line) => `  ${line}`);
  const items = decisions.flatMap((one) => {
    const of = one.task === null ? "" : ` (${[one.task, one.why].filter(Boolean).join(", ")})`;
    return [
      `- **${inline(one.question)}** ${inline(`${one.kind}${of}: ${one.option}`)} (${one.via}, ${moment(one.at, zone)})`,
      ...one.asked === null ? [] : ["", "  Asked:", "", ...further(quotation(one.asked)), ""],
      ...one.text === null ? [] : ["", "  Said:", "", ...further(quotation(one.text)), ""]
    ];
  });
  return part(`Decided by the person (${decisions.length})`, items);
}
function costPart({ spent, cost, sent, claims }) {
  const money = moneyText(cost);
  const rows = spent.tasks.map((one) => [
    inline(`${one.task} ${one.subject}`),
    tokens(one.tokens),
    String(one.tool_calls),
    String(Math.round(one.minutes))
  ]);
  return part("Cost", [
    ...bullets([
      ...rows.length === 0 && spent.total.tool_calls > 0 ? [spentText(spent.total)] : spentLines(spent),
      ...money === "" ? [] : [`US dollars: ${money}`],
      ...sent.map(sentLine),
      `${claims.checked} claims of agents were checked, ${claims.refused} refused`
    ]),
    ...rows.length === 0 ? [] : ["", ...markdownTable([["Task", "Tokens", "Tool calls", "Minutes"], ...rows])]
  ]);
}
function reportMarkdown(facts, rollback, zone) {
  const { report } = moduleOf(facts.workflow);
  const own = report.lines?.(facts, { width: WHOLE, paint: PLAIN, zone }, WHOLE);
  const steps = nextSteps(facts, rollback);
  const notices = noticeTexts(facts);
  const end = facts.ended_at === null ? "now" : moment(facts.ended_at, zone);
  const lines = [
    `# Report of ${inline(facts.run)}`,
    "",
    `**${inline(stateText(facts))}**, ${moment(facts.started_at, zone)} to ${end}, ${tasksText(facts)}`,
    ...facts.auto ? ["", `With \`--auto\` ${report.unasked} and open questions were not put to the person.`] : [],
    ...part("Request", quotation(facts.request)),
    ...facts.story === null || oneLine2(facts.story) === oneLine2(facts.request) ? [] : ["", `It is about: ${inline(facts.story)}`],
    ...aligned((own?.head ?? []).filter((line) => oneLine2(line) !== oneLine2(facts.story ?? ""))),
    ...criteriaPart(facts),
    ...reviewersPart(facts),
    ...ownMarkdown(own?.reviews ?? []),
    ...listed("Waivers and overrulings, no approvals", facts.waivers.map((one) => `${one.task} ${one.subject}: ${one.kind} by the person \u2014 "${one.reason}"`)),
    ...findingsPart(facts),
    ...filesPart(facts, own?.written === true),
    ...facts.tests === null ? [] : part("Tests", bullets(testsLines(facts.tests))),
    ...decisionsPart(facts, zone),
    ...facts.early.asked === 0 ? [] : ["", inline(earlyText(facts.early))],
    ...listed("Assumed, never asked", facts.auto ? facts.assumptions.map((one) => assumedText(facts.workflow, one)) : []),
    ...listed("Departures from the plan", facts.deviations),
    ...listed("Noticed", notices),
    ...listed("Commits and branches during the run", facts.repository),
    ...listed("Refused, stale, denied or edited", facts.refusals.map((one) => refusalLine(one, true))),
    ...ownMarkdown(own?.closing ?? []),
    ...listed("Not on record any more", facts.missing),
    ...costPart(facts),
    ...aligned(own?.foot ?? []),
    ...facts.base === null ? [] : ["", inline(snapshotText(facts.snapshot))],
    ...part("Next", steps.map(({ command, does }) => `- ${code(command)}: ${inline(does)}`))
  ];
  return lines.join(`
`).replace(/\n{3,}/g, `

`);
}

// src/render/pull-request.ts
var MAX_TITLE2 = 72;
var MAX_BODY = 30000;
var MAX_REQUEST = 3000;
var MAX_LINE4 = 240;
var MAX_ITEMS2 = 60;
var MIN_ITEMS = 4;
function titleOf({ story, request }) {
  const said = [story ?? "", request.trim().split(`
`)[0] ?? ""].map((text) => plainLine(text).replace(/[.\s]+$/, "")).filter(Boolean);
  return fit(said.find((text) => text.length <= MAX_TITLE2) ?? said.at(-1) ?? "A change", MAX_TITLE2);
}
var line = (text) => inline(cut(oneLine2(text), MAX_LINE4));
var item = (text) => `- ${line(text)}`;
function criterionItem(one) {
  return `- **${inline(one.id)}** ${line(one.text)} \u2014 ${line(evidenceText(one, 1))}`;
}
var findingItem2 = (one) => {
  const at = one.place === null ? "" : ` at ${code(cut(oneLine2(one.place), MAX_LINE4))}`;
  return `- **${inline(one.id)}** ${inline(one.severity)}${at}: ${line(one.problem)} (${line(becameText(one))})`;
};
function testItems({ tests }) {
  return tests === null ? [] : testsLines(tests).map((text, at) => `${at === 0 ? "" : "  "}${item(text)}`);
}
function decidedItems({ waivers, decisions }) {
  const isWaiver = (one) => waivers.some(({ task, reason }) => task === one.task && reason === one.text);
  return [
    ...waivers.map((one) => `- **No approval**: ${line(`${one.task} ${one.subject}`)} was ${line(one.kind)} by the person: "${line(one.reason)}"`),
    ...decisions.filter((one) => one.text !== null && !isWaiver(one)).map((one) => item(`${one.asked ?? one.kind}: ${one.option} \u2014 "${one.text}"`))
  ];
}
function bodyOf2(facts, most) {
  const { lines: ownLines, unasked } = moduleOf(facts.workflow).report;
  const own = ownLines?.(facts, { width: Number.POSITIVE_INFINITY, paint: PLAIN }, most);
  const list = (items, show) => clip(items, most, show).map((text) => text.startsWith("\u2026") ? `- ${text}` : text);
  const ids = new Set(facts.open_findings.map(({ id, reviewer }) => `${reviewer} ${id}`));
  const mended = facts.findings.filter((one) => one.state === "mended" && !isUntouched(facts, one));
  const open = [
    ...facts.open_findings.map(({ id, severity, reviewer, problem }) => `${id} ${severity}, ${reviewer}: ${problem}`),
    ...facts.findings.filter((one) => one.state === "open" && !ids.has(`${one.reviewer} ${one.id}`)).map(({ id, severity, reviewer, problem }) => `${id} ${severity}, ${reviewer}: ${problem}`),
    ...facts.untouched_fixes.map(({ id, reviewer, place }) => `${id} of ${reviewer} was called fixed, and ${place} did not change since`),
    ...facts.disputed.filter(({ withdrawn }) => withdrawn === null).map(({ id, reviewer, problem, state }) => `${id} of ${reviewer} was declined (${state}): ${problem}`)
  ];
  const outside = facts.outside_findings.map(({ severity, reviewer, problem }) => `${severity}, ${reviewer}: ${problem}`);
  const checks = [
    ...testItems(facts),
    ...list(facts.reviewers, (one) => item(`${one.name} (${one.by}${one.substituted ? ", in its place" : ""}): ${standingText(one)}, ${plural(one.reviews, "round")}${one.final === false ? ", on a state that changed after it" : ""}`)),
    `- ${facts.claims.checked} claims of agents were checked by code, ${facts.claims.refused} refused`
  ];
  return [
    ...facts.status === "complete" ? [] : [`**The run behind this is not complete: ${line(stateText(facts))}**`, ""],
    "## What and why",
    "",
    ...facts.story === null || oneLine2(facts.story) === oneLine2(facts.request) ? [] : [line(facts.story), ""],
    ...quotation(cut(facts.request, MAX_REQUEST)),
    ...facts.auto ? ["", `Nobody was asked: ${unasked} and open questions were not put to a person.`] : [],
    ...part("Criteria", list(facts.criteria, criterionItem), 3),
    ...part("How it was checked", checks),
    ...ownSections(own?.merging ?? own?.reviews ?? [], line),
    ...part(`Found in review and mended (${mended.length})`, list(mended, findingItem2), 3),
    ...part("Decided or waived by a person", list(decidedItems(facts), (one) => one)),
    ...part("Assumed", facts.auto ? list(facts.assumptions, (one) => item(assumedText(facts.workflow, one))) : []),
    ...part("Departures from the plan", list(facts.deviations, item)),
    ...part(`Open (${open.length})`, list(open, item)),
    ...part(`Outside of this change (${outside.length})`, list(outside, item)),
    "",
    `Run ${code(facts.run)} of multi-ai`
  ].join(`
`).replace(/\n{3,}/g, `

`);
}
function pullRequest(facts) {
  const title = titleOf(facts);
  for (let most = MAX_ITEMS2;; most = Math.max(MIN_ITEMS, Math.floor(most * 0.8))) {
    const body = bodyOf2(facts, most);
    if (body.length <= MAX_BODY || most === MIN_ITEMS)
      return { title, body };
  }
}

// src/cli/report-text.ts
var TEXT_OPTIONS = {
  md: { about: "As markdown" },
  pr: { about: "As the text of a pull request: its title, an empty line, its body" }
};
function reportAnswer(call, facts, rollback) {
  if (call.has("md") && call.has("pr"))
    return wrongUsage("--md and --pr are two texts: give one of them");
  if (call.has("md")) {
    const markdown = reportMarkdown(facts, rollback, call.zone);
    return done(markdown, { markdown });
  }
  if (call.has("pr")) {
    const { title, body } = pullRequest(facts);
    if (!isInHost())
      call.warn(`to open it: ${openLine(call)}`);
    return done(`${title}

${body}`, { title, body });
  }
  return done(reportText(facts, call, rollback, isInHost() ? "short" : "whole"), facts);
}
function openLine(call) {
  const run = call.value("run");
  const again = here(`report --pr${run === null ? "" : ` --run ${run}`}`);
  return `${again} 2>/dev/null | { IFS= read -r title; gh pr create --title "$title" --body-file -; }`;
}

// src/cli/write-page.ts
import { closeSync, constants as constants2, lstatSync as lstatSync2, openSync, renameSync, rmSync as rmSync2, statSync as statSync2, writeSync as writeSync2 } from "fs";
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
  const fd = openRegular(path, constants2.O_RDONLY);
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
  const fd = openSync(temporary, constants2.O_WRONLY | constants2.O_CREAT | constants2.O_EXCL | constants2.O_NOFOLLOW, 384);
  try {
    for (let done = 0;done < bytes.length; )
      done += writeSync2(fd, bytes, done);
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
    const text = pageText(pageOf2({
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
var report = {
  summary: "What was done: criteria with evidence, verdicts, files, decisions",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {
    ...RUN_OPTION,
    ...TEXT_OPTIONS,
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
    const { place, run, kept } = found;
    const facts = reportFacts2(place, run);
    if (call.has("html") || call.value("html") !== null)
      return ["md", "pr"].some((name) => call.has(name)) ? wrongUsage("--html is a page of its own: take out --md and --pr") : page(call, found, facts);
    const isOwn = reachOf(call, run, place.task) !== "foreign";
    return reportAnswer(call, facts, isOwn ? `rollback${kept === "here" ? "" : ` --run ${run.run}`}` : null);
  }
};

// src/host/session.ts
var FAREWELL_MS = 20000;
var STDERR_BYTES = 65536;
var TICK_MS2 = 1000;
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
  }, TICK_MS2);
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
function findingsOf2(place, run) {
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
    findings: findingsOf2(place, run)
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

// src/cli/setup.ts
import { existsSync as existsSync5 } from "fs";
import { join as join7 } from "path";

// src/cli/setup/completion.ts
var MADE_BY = `# Made by ${PLUGIN} setup --completion`;
var shownVerbs = (verbs) => Object.entries(verbs).filter(([, verb]) => !verb.hidden);
var optionsOf = (verb) => Object.entries({ ...verb.options, ...commonOptions("terminal") }).map(([name, { about }]) => [`--${name}`, about]);
var quoted = (text) => `'${oneLine2(text).replaceAll(/['\\]/g, "\u2019")}'`;
function bash(verbs) {
  const cases = shownVerbs(verbs).map(([name, verb]) => `      ${name}) words='${optionsOf(verb).map(([option]) => option).join(" ")}' ;;`);
  return `${MADE_BY} bash
_multi_ai() {
  local word=\${COMP_WORDS[COMP_CWORD]} words=
  if [ "$COMP_CWORD" -eq 1 ]; then
    words='${[...shownVerbs(verbs).map(([name]) => name), "--help", "--version"].join(" ")}'
  else
    case \${COMP_WORDS[1]} in
${cases.join(`
`)}
    esac
  fi
  COMPREPLY=($(compgen -W "$words" -- "$word"))
}
complete -o default -F _multi_ai ${PLUGIN}
`;
}
function zsh(verbs) {
  const entry = (name, about) => quoted(`${name}:${about.replaceAll(":", ",")}`);
  const names = shownVerbs(verbs).map(([name, { summary }]) => `    ${entry(name, summary)}`);
  const cases = shownVerbs(verbs).map(([name, verb]) => `      ${name}) options=(${optionsOf(verb).map(([option, about]) => entry(option, about)).join(" ")}) ;;`);
  return `#compdef ${PLUGIN}
${MADE_BY} zsh
_multi_ai() {
  local -a verbs options
  verbs=(
${names.join(`
`)}
  )
  if (( CURRENT == 2 )); then
    _describe verb verbs
  else
    case $words[2] in
${cases.join(`
`)}
    esac
    _describe option options
    _files
  fi
}
if [ "$funcstack[1]" = _multi-ai ]; then _multi_ai "$@"; else compdef _multi_ai ${PLUGIN}; fi
`;
}
function fish(verbs) {
  const lines = shownVerbs(verbs).flatMap(([name, verb]) => [
    `complete -c ${PLUGIN} -n __fish_use_subcommand -f -a ${name} -d ${quoted(verb.summary)}`,
    ...optionsOf(verb).map(([option, about]) => `complete -c ${PLUGIN} -n '__fish_seen_subcommand_from ${name}' -l ${option.slice(2)} -d ${quoted(about)}`)
  ]);
  return `${MADE_BY} fish
${lines.join(`
`)}
`;
}
var COMPLETIONS = { bash, zsh, fish };

// src/cli/setup/steps.ts
import { existsSync as existsSync4, lstatSync as lstatSync4, readlinkSync as readlinkSync2, symlinkSync } from "fs";
import { basename as basename3, dirname as dirname3, join as join6 } from "path";
import { pathToFileURL } from "url";

// src/store/json-edit.ts
var TOKEN = /"(?:[^"\\]|\\[\s\S])*"|[{}[\],:]|[^\s"{}[\],:]+/g;
function treeOf(text) {
  const tokens = [...text.matchAll(TOKEN)];
  let at = 0;
  const value = () => {
    const { 0: first, index: from } = tokens[at++];
    const node = { from, to: from + first.length, members: null, items: null };
    if (first !== "{" && first !== "[")
      return node;
    const [members, items] = [[], []];
    while (tokens[at][0] !== "}" && tokens[at][0] !== "]") {
      if (tokens[at][0] === ",")
        at++;
      else if (first === "[")
        items.push(value());
      else {
        const name = JSON.parse(tokens[at][0]);
        at += 2;
        members.push([name, value()]);
      }
    }
    const to = tokens[at++].index + 1;
    return first === "{" ? { ...node, to, members } : { ...node, to, items };
  };
  return value();
}
var styleOf = (text) => ({
  unit: /\n([ \t]+)\S/.exec(text)?.[1] ?? "  ",
  eol: text.includes(`\r
`) ? `\r
` : `
`
});
function appended(text, node, depth, entries) {
  const { unit, eol } = styleOf(text);
  const last = node.members === null ? node.items.at(-1) : node.members.at(-1)?.[1];
  const isLong = last === undefined || text.slice(node.from, last.to).includes(`
`);
  const [inner, outer] = [eol + unit.repeat(depth + 1), eol + unit.repeat(depth)];
  const shown = entries.map(([name, value]) => {
    const json = isLong ? JSON.stringify(value, null, unit).replaceAll(`
`, inner) : JSON.stringify(value);
    return name === null ? json : `${JSON.stringify(name)}: ${json}`;
  });
  const [open, close] = [text[node.from], text[node.to - 1]];
  if (last === undefined)
    return `${text.slice(0, node.from)}${open}${inner}${shown.join(`,${inner}`)}${outer}${close}${text.slice(node.to)}`;
  const lead = isLong ? `,${inner}` : ", ";
  return `${text.slice(0, last.to)}${shown.map((one) => lead + one).join("")}${text.slice(last.to)}`;
}
function wanted(value, [name, ...rest], change) {
  if (name === undefined)
    return change(value);
  const known = value ?? {};
  return { ...known, [name]: wanted(Object.hasOwn(known, name) ? known[name] : undefined, rest, change) };
}
function editJson(before, path, value) {
  const mark = before.startsWith("\uFEFF") ? "\uFEFF" : "";
  const body = before.slice(mark.length);
  const text = body.trim() === "" ? `{}
` : body;
  let whole;
  try {
    whole = JSON.parse(text);
  } catch {
    return { ok: false, problem: "is not valid JSON" };
  }
  if (typeof whole !== "object" || whole === null || Array.isArray(whole))
    return { ok: false, problem: "is no JSON object" };
  const twice = doubledName(text);
  if (twice !== null)
    return { ok: false, problem: `has the name ${JSON.stringify(twice.name)} twice in one object` };
  let node = treeOf(text);
  let depth = 0;
  let rest = path;
  for (;rest.length > 0; depth++, rest = rest.slice(1)) {
    if (node.members === null)
      return { ok: false, problem: `has ${path.slice(0, depth).join(".")}, which is no object` };
    const next = node.members.find(([name]) => name === rest[0]);
    if (next === undefined)
      break;
    node = next[1];
  }
  const isList = Array.isArray(value);
  if (rest.length === 0 && isList && node.items === null)
    return { ok: false, problem: `has ${path.join(".")}, which is no list` };
  const made = rest.slice(1).reduceRight((inner, name) => ({ [name]: inner }), value);
  const { unit, eol } = styleOf(text);
  const after = rest.length > 0 ? appended(text, node, depth, [[rest[0], made]]) : isList ? appended(text, node, depth, value.map((one) => [null, one])) : text.slice(0, node.from) + JSON.stringify(value, null, unit).replaceAll(`
`, eol + unit.repeat(depth)) + text.slice(node.to);
  const is = wanted(whole, path, (old) => isList && Array.isArray(old) ? [...old, ...value] : value);
  if (!Bun.deepEquals(JSON.parse(after), is))
    return { ok: false, problem: "cannot be changed without other changes" };
  return { ok: true, text: mark + after };
}

// src/cli/setup/files.ts
import { chmodSync, closeSync as closeSync2, constants as constants3, fstatSync } from "fs";
import { dirname as dirname2 } from "path";
var MAX_BYTES2 = 1e6;

class Refusal extends Error {
}
function readOwn(path) {
  if (!ownFolder(dirname2(path)))
    return { text: null, mode: 438 & ~process.umask() };
  const fd = openRegular(path, constants3.O_RDONLY);
  if (fd === null)
    return { text: null, mode: 438 & ~process.umask() };
  try {
    const { size, mode } = fstatSync(fd);
    if (size > MAX_BYTES2)
      throw new Refusal(`has ${size} bytes, and at most ${MAX_BYTES2} are read`);
    try {
      const text = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readRange(fd, 0, size));
      return { text, mode: mode & 511 };
    } catch {
      throw new Refusal("is not valid UTF-8");
    }
  } finally {
    closeSync2(fd);
  }
}
function replaceOwn(path, before, after) {
  const { text, mode } = readOwn(path);
  if (text !== before)
    throw new Refusal("has changed just now");
  const temporary = temporaryName(path);
  const mask = process.umask(63);
  try {
    createFile(temporary, Buffer.from(after));
  } finally {
    process.umask(mask);
  }
  try {
    chmodSync(temporary, mode);
    syncFile(temporary);
    if (before === null)
      disk.link(temporary, path);
    else
      disk.rename(temporary, path);
  } finally {
    if (disk.lstat(temporary) !== undefined)
      disk.unlink(temporary);
  }
}

// src/cli/setup/steps.ts
var refused2 = (file, error) => {
  const problem = error instanceof UnsafeFile ? error.problem : error instanceof Error ? error.message : String(error);
  const at = error instanceof UnsafeFile ? error.path : file;
  return { state: "refused", file: at, text: `${at} ${problem}; it stays as it is` };
};
function jsonStep(file, text, path, value) {
  try {
    const { text: before } = readOwn(file);
    const edited = editJson(before ?? "", path, value);
    if (!edited.ok)
      throw new Refusal(edited.problem);
    const shown = JSON.stringify(value);
    return {
      state: "offered",
      file,
      text,
      change: [`${Array.isArray(value) ? `${path.join(".")} gets also` : `${path.join(".")} becomes`} ${shown}`],
      apply: () => {
        makeFolders(dirname3(dirname3(file)), basename3(dirname3(file)));
        replaceOwn(file, before, edited.text);
      }
    };
  } catch (error) {
    return refused2(file, error);
  }
}
var localSettings = ({ call }) => join6(call.project.root, ".claude", "settings.local.json");
var ignore = {
  name: "gitignore",
  inProject: true,
  async look({ call, plugin }) {
    const { root, task } = call.project;
    const file = join6(root, ".gitignore");
    const input = { project: root, task, plugin, env: call.env, claude: null };
    const inside = await runIn(input, "git", "rev-parse", "--is-inside-work-tree");
    if (inside.stdout.trim() !== "true")
      return { state: "not_here", file, text: "the project is no git repository" };
    const checked = await runIn(input, "git", "check-ignore", "-q", "--no-index", ".task/events.jsonl");
    if (checked.exitCode === 0)
      return { state: "done", file, text: "git ignores .task/" };
    if (checked.exitCode !== 1)
      return refused2(file, new Refusal("cannot be asked for: git does not say what it ignores"));
    try {
      const { text: before } = readOwn(file);
      const eol = before?.includes(`\r
`) ? `\r
` : `
`;
      const lead = before === null || before === "" || before.endsWith(`
`) ? "" : eol;
      return {
        state: "offered",
        file,
        text: "Have git ignore what a run keeps",
        change: ["a line more: .task/"],
        apply: () => replaceOwn(file, before, `${before ?? ""}${lead}.task/${eol}`)
      };
    } catch (error) {
      return refused2(file, error);
    }
  }
};
var MAX_CEILING = 10000000000;
function tokensIn(text) {
  const [, digits = "", unit = ""] = /^(\d[\d_, ]*(?:\.\d+)?)\s*([km]?)$/i.exec(text.trim()) ?? [];
  const factor = { k: 1000, m: 1e6 }[unit.toLowerCase()] ?? 1;
  const count = Number(digits.replaceAll(/[_, ]/g, "")) * factor;
  return digits !== "" && Number.isInteger(count) && count > 0 && count <= MAX_CEILING ? count : null;
}
var settings = {
  name: "settings",
  inProject: true,
  look({ call, plugin }) {
    const file = join6(call.project.root, SETTINGS_FILE);
    try {
      if (readOwn(file).text !== null)
        return { state: "done", file, text: `${SETTINGS_FILE} is there` };
    } catch (error) {
      return refused2(file, error);
    }
    const $schema = pathToFileURL(join6(plugin, "schemas", "settings.schema.json")).href;
    return {
      state: "offered",
      file,
      text: "Write a settings file, which an editor can check and complete",
      change: [JSON.stringify({ $schema })],
      value: {
        ask: "Tokens that all agents of a run may take before you are asked, such as 40M; nothing for the usual 30M",
        parse: tokensIn
      },
      apply: (ceiling) => {
        makeFolders(call.project.root, dirname3(SETTINGS_FILE));
        const all = { $schema, ...ceiling === null ? {} : { ceiling_tokens: ceiling } };
        replaceOwn(file, null, `${JSON.stringify(all, null, 2)}
`);
      }
    };
  }
};
function ownPrograms({ call }) {
  const { HOME, PATH } = call.env;
  if (!HOME?.startsWith("/"))
    return null;
  const folder = join6(HOME, ".local", "bin");
  return existsSync4(folder) && (PATH ?? "").split(":").some((one) => one.startsWith("/") && realPath(one) === realPath(folder)) ? join6(folder, PLUGIN) : null;
}
var launcherOf = ({ plugin }) => join6(plugin, "bin", PLUGIN);
var isOldLink = (target) => target.endsWith(`/bin/${PLUGIN}`);
var link = {
  name: "link",
  inProject: false,
  look(place) {
    const file = ownPrograms(place);
    if (file === null)
      return { state: "not_here", file: "~/.local/bin", text: "~/.local/bin is not on your PATH" };
    const launcher = launcherOf(place);
    const there = lstatSync4(file, { throwIfNoEntry: false });
    const target = there?.isSymbolicLink() ? readlinkSync2(file) : null;
    if (there && realPath(file) === realPath(launcher))
      return { state: "done", file, text: `${file} is the program` };
    if (there && (target === null || !isOldLink(target)))
      return refused2(file, new Refusal("is something else"));
    return {
      state: "offered",
      file,
      text: `Have ${PLUGIN} found in your terminal`,
      change: [`a link to ${launcher}${target === null ? "" : `, in place of ${target}`}`],
      apply: () => {
        if (target === null)
          return symlinkSync(launcher, file);
        if (readlinkSync2(file) !== target)
          throw new Refusal("has changed just now");
        const temporary = temporaryName(file);
        symlinkSync(launcher, temporary);
        disk.rename(temporary, file);
      }
    };
  }
};
var TASK_TOOLS = "CLAUDE_CODE_ENABLE_TODO_TOOLS";
var taskTools2 = {
  name: "task_tools",
  inProject: true,
  look(place) {
    const file = localSettings(place);
    const { env, project } = place.call;
    const isOff = place.findings.some(({ name, state }) => name === "Task tools" && state !== "ok");
    if (!isOff || taskToolsAreOn(env, project.root))
      return { state: "done", file, text: "Claude Code's own task list is on, or its version cannot be told" };
    const own = settingsValues(place, (all) => fieldOf(fieldOf(all, "env"), TASK_TOOLS));
    if (env[TASK_TOOLS] !== undefined || own.length > 0)
      return {
        state: "done",
        file,
        text: `you have set ${TASK_TOOLS} yourself, in ${own[0]?.file ?? "your environment"}`
      };
    return jsonStep(file, "Have Claude Code's own task list show the run", ["env", TASK_TOOLS], "1");
  }
};
var PLAIN2 = /^[\w@%+=,./:-]+(?: [\w@%+=,./:-]+)*$/;
async function approved({ call }) {
  const { project, env } = call;
  const read = await readSettings(project.root, env);
  if (!read.ok || !read.settings.tests.run)
    return [];
  const run = isForeign(project, env) ? null : readRun(project);
  const ofRun = run === null ? [] : approvedCommands(run).filter(({ by }) => by === "person");
  return [...new Set([...read.settings.tests.commands, ...ofRun.map(({ text }) => text)])];
}
var permissions = {
  name: "permissions",
  inProject: true,
  async look(place) {
    const file = localSettings(place);
    const { env, project } = place.call;
    let commands;
    try {
      commands = (await approved(place)).filter((one) => PLAIN2.test(one));
    } catch (error) {
      return { state: "refused", file, text: error instanceof Error ? error.message : String(error) };
    }
    if (commands.length === 0)
      return { state: "not_here", file, text: "no test command is approved yet" };
    const { allow } = permissionRules(env, project.root);
    const missing = commands.map((one) => `Bash(${one})`).filter((rule) => !allow.includes(rule));
    if (missing.length === 0)
      return { state: "done", file, text: "Claude Code runs the approved test commands unasked" };
    return jsonStep(file, "Let Claude Code run the test commands that you approved, word for word, without asking", ["permissions", "allow"], missing);
  }
};
var fieldOf = (value, name) => typeof value === "object" && value !== null && Object.hasOwn(value, name) ? value[name] : undefined;
function settingsValues({ call }, get) {
  const { env, project } = call;
  const config = env.CLAUDE_CONFIG_DIR || join6(env.HOME ?? "/", ".claude");
  const files = [
    join6(config, "settings.json"),
    ...["settings.json", "settings.local.json"].map((name) => join6(project.root, ".claude", name))
  ];
  return files.flatMap((file) => {
    try {
      const value = get(JSON.parse((readPlainText(file) ?? "null").replace(/^\ufeff/, "")));
      return value === undefined ? [] : [{ file, value }];
    } catch {
      return [];
    }
  });
}
var word = (path) => /^[\w./+@:-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`;
var statusLine = {
  name: "status_line",
  inProject: true,
  look(place) {
    const file = localSettings(place);
    const [own] = settingsValues(place, (all) => fieldOf(all, "statusLine"));
    const launcher = launcherOf(place);
    const linked = ownPrograms(place);
    const program = linked !== null && realPath(linked) === realPath(launcher) ? linked : launcher;
    const command = `${word(program)} statusline`;
    if (own !== undefined) {
      const said = fieldOf(own.value, "command");
      const isOurs = typeof said === "string" && said.endsWith(" statusline") && said.includes(PLUGIN);
      const text = isOurs ? `the status line shows the run (${own.file})` : `your own status line stays (${own.file})`;
      return { state: "done", file: own.file, text };
    }
    const value = { type: "command", command };
    return jsonStep(file, "Show the run in Claude Code's status line", ["statusLine"], value);
  }
};
var COMPLETION_FILES = {
  bash: `.local/share/bash-completion/completions/${PLUGIN}`,
  fish: `.config/fish/completions/${PLUGIN}.fish`
};
var completion = {
  name: "completion",
  inProject: false,
  look({ call, verbs }) {
    const { HOME, SHELL } = call.env;
    const shell = basename3(SHELL ?? "");
    const path = Object.hasOwn(COMPLETION_FILES, shell) ? COMPLETION_FILES[shell] : null;
    if (path === null || !HOME?.startsWith("/"))
      return {
        state: "not_here",
        file: "",
        text: `your shell has no folder of its own for completions: ${PLUGIN} setup --completion ${Object.keys(COMPLETIONS).join("|")} prints the script`
      };
    const file = join6(HOME, path);
    try {
      const text = COMPLETIONS[shell](verbs);
      const { text: before } = readOwn(file);
      if (before === text)
        return { state: "done", file, text: `${shell} completes verbs and options` };
      if (before !== null && !before.startsWith(MADE_BY))
        throw new Refusal("is not one of this program's");
      return {
        state: "offered",
        file,
        text: `Have ${shell} complete verbs and options`,
        change: [`${before === null ? "a new file, with" : "becomes"} what setup --completion ${shell} prints`],
        apply: () => {
          makeFolders(HOME, dirname3(path));
          replaceOwn(file, before, text);
        }
      };
    } catch (error) {
      return refused2(file, error);
    }
  }
};
var STEPS = [ignore, settings, link, taskTools2, permissions, statusLine, completion];
function noProject({ call, plugin }) {
  const root = realPath(call.project.root);
  if (root === "/" || root === realPath(call.env.HOME || "/"))
    return `${root} is no project`;
  return isInside(root, plugin) && root !== realPath(plugin) ? "this is a folder of the plugin" : null;
}
async function lookAt3(step, place, held) {
  const nowhere = step.inProject ? noProject(place) : null;
  if (nowhere !== null)
    return { state: "not_here", file: place.call.project.root, text: nowhere };
  const look = await step.look(place);
  if (!step.inProject || held === null || look.state !== "offered")
    return look;
  return { state: "refused", file: look.file, text: held };
}

// src/cli/setup.ts
function heldBy(project) {
  const held = (run) => `${run}: settings of the host, and files of the project, are not changed while a run is live`;
  try {
    const run = readRun(project);
    if (run !== null && isLive(run))
      return held(`run ${run.run} is live`);
  } catch {
    return held("the run here cannot be read");
  }
  return existsSync5(join7(project.task, "live")) ? held("a run has just ended, and the host was not told yet") : null;
}
var offerText = ({ text, file, change }) => clean([`
${oneLine2(text)}?`, `  ${oneLine2(file)}: ${change.map(oneLine2).join("; ")}`].join(`
`));
var isYes = (said) => /^y(es)?$/i.test(said.trim());
function asked(person, offer) {
  const said = person.ask(`${offerText(offer)}
[y/N] `);
  if (said === null)
    return "gone";
  if (!isYes(said))
    return "no";
  for (let lead = "";offer.value !== undefined; lead = "That is no such number. ") {
    const typed = person.ask(`${lead}${offer.value.ask}: `);
    if (typed === null)
      return "gone";
    if (typed.trim() === "")
      break;
    const value = offer.value.parse(typed);
    if (value !== null)
      return { value };
  }
  return { value: null };
}
function carriedOut(step, offer, value, project) {
  const held = step.inProject ? heldBy(project) : null;
  if (held !== null)
    return { state: "refused", file: offer.file, text: held };
  try {
    offer.apply(value);
    return { state: "done", file: offer.file, text: offer.change.join("; ") };
  } catch (error) {
    return refused2(offer.file, error);
  }
}
async function through(place, person, all) {
  const { project } = place.call;
  const results = { done: [], offered: [], refused: [], not_here: [] };
  let someone = person;
  for (const step of STEPS) {
    let look = await lookAt3(step, place, heldBy(project));
    let now = false;
    if (look.state === "offered" && (all || someone !== null)) {
      const said = all ? { value: null } : asked(someone, look);
      if (said === "gone")
        someone = null;
      if (typeof said === "object") {
        look = carriedOut(step, look, said.value, project);
        now = look.state === "done";
      }
    }
    const { file, text } = look;
    const change = look.state === "offered" ? { change: look.change } : {};
    results[look.state].push({ step: step.name, file, text, ...change, ...now ? { now: true } : {} });
  }
  return results;
}
var OURS = new Set(["Task tools", "Ignored"]);
var yours = (findings) => findings.filter(({ name, state, remedy, holds }) => remedy !== null && (state !== "ok" || holds) && !OURS.has(name));
function setupText(results, findings, note, call) {
  const { paint } = call;
  const line = ({ file, text }) => `  ${oneLine2(file)}: ${oneLine2(text)}`;
  const part = (title, lines) => lines.length === 0 ? [] : [title, ...lines, ""];
  const isNow = ({ now }) => now === true;
  const isMissing = findings.some(({ state, holds }) => state === "error" || holds);
  return [
    ...part(paint.green("Done:"), results.done.filter(isNow).map(line)),
    ...part("As it should be:", results.done.filter((one) => !isNow(one)).map(({ text }) => `  ${oneLine2(text)}`)),
    ...part(paint.yellow("Offered:"), results.offered.map((one) => `  ${oneLine2(one.text)}
    ${oneLine2(one.file)}: ${one.change.map(oneLine2).join("; ")}`)),
    ...part(paint.yellow("Not done:"), results.refused.map(line)),
    ...part("Not here:", results.not_here.map(({ text }) => `  ${oneLine2(text)}`)),
    ...part("For you to do:", yours(findings).map(({ name, found, remedy }) => `  ${name}: ${found.split(`
`).map(oneLine2).join("; ")}
    \u2192 ${oneLine2(remedy)}`)),
    ...note === null ? [] : [note],
    isMissing ? `Something that a run needs is missing; ${here("dry-run")} shows all that was looked at.` : "A run can start."
  ].join(`
`);
}
var setupVerb = (verbs) => ({
  summary: "Look at what a run needs and offer to set up what is missing, one question each",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {
    yes: { about: "Do all that is offered, with its defaults, without a question" },
    completion: {
      value: "<shell>",
      about: `Print the script by which a shell completes verbs: ${Object.keys(COMPLETIONS).join(", ")}`
    },
    claude: { value: "<path>", about: "Claude Code to look at, in place of the one on PATH" }
  },
  async run(call) {
    const shell = call.value("completion");
    if (shell !== null) {
      if (!Object.hasOwn(COMPLETIONS, shell))
        return wrongUsage(`--completion: found "${shell}", expected one of ${Object.keys(COMPLETIONS).join(", ")}`);
      const script = COMPLETIONS[shell](verbs());
      return done(script.trimEnd(), { shell, script });
    }
    const findings = await findingsOf(call);
    const place = { call, plugin: pluginRoot(), findings, verbs: verbs() };
    const isBelow = call.belowHost();
    const all = call.has("yes") && !isBelow;
    const terminal = isBelow || all || call.json ? null : ownTerminal();
    const note = isBelow ? `Nothing was changed: a person does this in a terminal of their own, with ${here("setup")}.` : terminal === null && !all ? `Nothing was changed: ${here("setup")} asks in a terminal, ${here("setup --yes")} does all that is offered.` : null;
    const results = await through(place, terminal, all);
    terminal?.close();
    const ok = !findings.some(({ state, holds }) => state === "error" || holds);
    return {
      exit: ok ? 0 : 1,
      text: `${projectLine(call)}${setupText(results, findings, note, call)}`,
      data: { ok, ...results, yours: yours(findings) },
      isReport: true
    };
  }
});

// src/render/status-line.ts
var SHOWN_FOR = 30;
var MAX_NAME = 200;
var MAX_TASKS = 1e4;
var SIGNS = {
  running: ["\u25B6", "cyan"],
  waiting_for_user: ["?", "yellow"],
  complete: ["\u2714", "green"],
  failed: ["\u2718", "red"],
  cancelled: ["\u2718", "red"]
};
var field = (value, name) => typeof value === "object" && value !== null && Object.hasOwn(value, name) ? value[name] : undefined;
var word2 = (value) => typeof value === "string" ? oneLine2(value.slice(0, MAX_NAME)) : "";
function rowsOf(tasks) {
  const all = field(tasks, "tasks");
  if (!Array.isArray(all) || all.length > MAX_TASKS)
    return [];
  return all.filter((one) => {
    const status = field(one, "status");
    return field(one, "void") !== true && status !== "cancelled" && status !== "skipped";
  });
}
var withStatus = (rows, status) => rows.filter((one) => field(one, "status") === status);
function minutesSince(at, now) {
  const minutes = typeof at === "string" ? (now - Date.parse(at)) / 60000 : Number.NaN;
  return minutes >= 0 ? minutes : null;
}
function taskText(rows, now) {
  const running = withStatus(rows, "running");
  const task = running[0] ?? withStatus(rows, "waiting")[0] ?? withStatus(rows, "ready")[0];
  const minutes = running.length === 0 ? null : minutesSince(field(task, "at_work_since"), now);
  const others = running.length > 1 ? ` +${running.length - 1}` : "";
  const name = `${word2(field(task, "id"))} ${word2(field(task, "subject"))}`.trim();
  return { name: `${name}${others}`, time: minutes === null ? "" : duration(minutes) };
}
function statusLine2(state, tasks, { width, paint }, now) {
  const [status, run] = [field(state, "status"), field(state, "run")];
  if (typeof status !== "string" || typeof run !== "string" || !Object.hasOwn(SIGNS, status))
    return "";
  if (field(tasks, "run") !== run)
    return "";
  const isOver = status !== "running" && status !== "waiting_for_user";
  const ended = minutesSince(field(state, "updated_at"), now);
  if (isOver && (ended === null || ended >= SHOWN_FOR))
    return "";
  const rows = rowsOf(tasks);
  const { name, time } = isOver ? { name: status, time: "" } : taskText(rows, now);
  const question = isOver ? "" : word2(field(field(state, "question"), "id"));
  const held = isOver || question !== "" || typeof field(state, "blocker_reason") !== "string" ? "" : "held up";
  const used = field(state, "tokens");
  const asks = question === "" ? held : `waits for you: ${question}`;
  const count = rows.length === 0 ? "" : `${withStatus(rows, "done").length}/${rows.length}`;
  const spent = typeof used === "number" && used > 0 && Number.isFinite(used) ? tokens(used) : "";
  const [sign, colour] = held === "" && question === "" ? SIGNS[status] : SIGNS.waiting_for_user;
  const lead = `${PLUGIN} ${sign}`;
  const choices = [
    [[name, time].filter(Boolean).join(" "), count, spent, asks],
    [[name, time].filter(Boolean).join(" "), count, asks],
    [[name, time].filter(Boolean).join(" "), asks],
    [name, asks]
  ];
  const shown = choices.map((parts) => parts.filter((part) => part !== ""));
  const plain = (parts) => [lead, parts.join(" \xB7 ")].filter(Boolean).join(" ");
  const fits = shown.find((parts) => columns2(plain(parts)) <= width);
  if (fits === undefined)
    return fit(cutName(lead, name, asks, width), width);
  const painted = fits.map((part) => part === asks ? paint.yellow(part) : part);
  return [`${PLUGIN} ${paint[colour](sign)}`, painted.join(" \xB7 ")].filter(Boolean).join(" ");
}
function cutName(lead, name, asks, width) {
  const left = width - columns2(`${lead} ${asks === "" ? "" : ` \xB7 ${asks}`}`);
  if (left < 2)
    return `${lead} ${asks === "" ? name : asks}`;
  return `${lead} ${fit(name, left)}${asks === "" ? "" : ` \xB7 ${asks}`}`;
}

// src/run/status-line.ts
var MAX_BYTES3 = 1e6;
var MAX_DEPTH = 100;
async function input() {
  const decoder = new TextDecoder;
  const reader = Bun.stdin.stream().getReader();
  let text = "";
  for (let size = 0;size <= MAX_BYTES3; ) {
    const { done, value } = await reader.read();
    if (done)
      return text;
    size += value.length;
    text += decoder.decode(value, { stream: true });
  }
  return null;
}
function folderIn(text) {
  const said = JSON.parse(text);
  const folder = said?.workspace?.current_dir ?? said?.cwd;
  return typeof folder === "string" && folder.startsWith("/") ? folder : null;
}
var isThere = (path) => {
  const { size } = Bun.file(path);
  return size > 0 && size <= MAX_BYTES3;
};
function taskFolder(from) {
  let folder = from;
  for (let depth = 0;depth < MAX_DEPTH; depth++) {
    const task = `${folder}/.task`;
    if (isThere(`${task}/state.json`))
      return isThere(`${task}/pipeline-tasks.json`) ? task : null;
    if (folder === "")
      return null;
    folder = folder.slice(0, folder.lastIndexOf("/"));
  }
  return null;
}
async function readStatusLine(from, typed, layout) {
  try {
    const text = typed ? "" : await input();
    const folder = text === null ? null : text.trim() === "" ? from : folderIn(text);
    const task = folder === null ? null : taskFolder(folder);
    if (task === null)
      return "";
    const files = ["state.json", "pipeline-tasks.json"].map((name) => Bun.file(`${task}/${name}`).json());
    const [state, tasks] = await Promise.all(files);
    return statusLine2(state, tasks, layout, Date.now());
  } catch {
    return "";
  }
}
var WIDTH2 = 100;
var MIN_WIDTH2 = 20;
var MAX_WIDTH = 1000;
function lineWidth(given, env) {
  const width = [given, env.COLUMNS].map((one) => Number(one ?? "")).find((one) => Number.isInteger(one) && one > 0);
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH2, width ?? WIDTH2));
}

// src/cli/statusline.ts
var statusline = {
  summary: "One line for Claude Code's status line, from what it says on standard input; empty without a run",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: { width: { value: "<columns>", about: "Columns that the line may have" } },
  async run(call) {
    const layout = { width: lineWidth(call.value("width"), call.env), paint: call.paint };
    const line = await readStatusLine(call.from, process.stdin.isTTY === true, layout);
    return done(line, { line });
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
var status = {
  ...COMMANDS.status,
  options: { ...RUN_OPTION, watch: { about: "Show it live, as `watch` does" } },
  run: (call) => !call.has("watch") ? COMMANDS.status.run(call) : call.value("run") === null ? watchRun(call) : wrongUsage("--watch is about the run that is here; take out --run")
};
var VERBS = {
  ...COMMANDS,
  status,
  watch,
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
  setup: setupVerb(() => VERBS),
  statusline,
  check
};

// src/cli/main.ts
var PATIENCE2 = 600000;
var WIDTH3 = 120;
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
  version: "--version",
  follow: "log --follow",
  ...Object.fromEntries(["live", "top", "tail"].map((word) => [word, "watch"]))
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
  const width = tty ? Math.max(40, process.stdout.columns || WIDTH3) : WIDTH3;
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
  if (!existsSync6(from) && given.help !== true)
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
  if (json && data !== undefined)
    process.stdout.write(`${JSON.stringify(data, null, 2)}
`);
  else if (!json && text !== "") {
    const shown = process.stdout.isTTY === true ? cleanPainted(text) : clean(text);
    (exit === 0 || isReport ? process.stdout : process.stderr).write(`${shown}
`);
  }
  return exit;
}
process.exitCode = await main(process.argv.slice(2));
