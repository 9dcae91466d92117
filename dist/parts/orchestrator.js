// @bun
import {
  PLUGIN,
  IN_TESTS,
  SLASH_COMMANDS,
  inHost,
  calledAs,
  speak,
  here,
  isInHost
} from "./s12.js";
import {
  hostAmong,
  startedByHost,
  processAncestors
} from "./s16.js";
import {
  START,
  BrokenChain,
  sha256,
  scan
} from "./s68.js";
import {
  columns2,
  fit,
  table,
  wrapWhole,
  cut,
  cleanPainted,
  clean,
  fold2,
  oneLine2,
  shown,
  moment,
  minutesBetween,
  duration,
  HOST_TABLE,
  quote,
  plural,
  tokens,
  didYouMean
} from "./s28.js";
import {
  transcriptBytes,
  usageIn2
} from "./s52.js";
import {
  isAlive
} from "./s225.js";
import {
  beginningOf
} from "./s189.js";
import {
  testsOf
} from "./s119.js";
import {
  journalPath,
  readJournal
} from "./s122.js";
import {
  getObject,
  accepted
} from "./s121.js";
import {
  WORKFLOW_NAMES,
  moduleOf,
  workflowOf,
  workflowOfOrDefault,
  sceneOf,
  viewOf4,
  projectVerbs,
  allStarts,
  meantBy,
  startOf,
  typedCommand,
  startText,
  isLiteral
} from "./s70.js";
import {
  visible
} from "./s2.js";
import {
  writeOutputs2
} from "./s84.js";
import {
  questionText
} from "./s275.js";
import {
  decide2,
  phaseOf,
  field,
  word,
  rowsOf,
  shownMinutes,
  statusLine,
  dispatchItem,
  heldReason,
  heldText,
  VERSION,
  foldRecorded,
  recordedEvents,
  readRun,
  change2
} from "./s200.js";
import {
  TreeUnreadable
} from "./s127.js";
import {
  statusWords
} from "./s199.js";
import {
  drain,
  endGroup
} from "./s236.js";
import {
  issueIn,
  issueText,
  readStart,
  chosenText
} from "./s160.js";
import {
  viewQuestion2,
  viewQuestions2
} from "./s65.js";
import {
  SETTINGS_FILE
} from "./s60.js";
import {
  lastStep,
  caughtIn,
  glanceAt,
  viewOf3
} from "./s263.js";
import {
  reportFacts2,
  reportOf2
} from "./s103.js";
import {
  brokenSettings,
  COMMANDS,
  slipIn
} from "./s75.js";
import {
  lookForSilence2
} from "./s181.js";
import {
  testMessage,
  send,
  deliverNotices,
  receiverName,
  findingsOf,
  standsInTheWay,
  NAMES,
  MOST_NAMES
} from "./s158.js";
import {
  runTests
} from "./s218.js";
import {
  COMPLETIONS
} from "./s71.js";
import {
  journalled
} from "./s138.js";
import {
  explainText,
  progressLines,
  waitingLine
} from "./s279.js";
import {
  resultOf,
  shortStatusText
} from "./s154.js";
import {
  openText,
  takeDecision
} from "./s268.js";
import {
  noteScript
} from "./s238.js";
import {
  commonOptions,
  parseWords,
  carryOut,
  HELP_WIDTH,
  columns,
  optionLines
} from "./s165.js";
import {
  strangerAnswer,
  reachOf
} from "./s101.js";
import {
  waitingText,
  readSettings
} from "./s153.js";
import {
  parkedRuns,
  moveRun,
  keptRun,
  done,
  no,
  wrongUsage,
  broken,
  failed,
  breakAt,
  doorOf,
  typedIn2,
  usageIn,
  startIn,
  placeOf3,
  projectLine,
  noRunText,
  RUN_OPTION,
  changeRun,
  agentsAtWork,
  deniedText,
  ownRun,
  nothingToSee,
  whichRun
} from "./s162.js";
import {
  foundIn,
  foundText
} from "./s74.js";
import {
  foundTests,
  testScript
} from "./s209.js";
import {
  __toESM,
  __commonJS
} from "./s281.js";
import {
  archiveIndex
} from "./s210.js";
import {
  runMoney,
  moneyText
} from "./s135.js";
import {
  restoreOptions,
  artifactOf
} from "./s208.js";
import {
  endChecks
} from "./s125.js";
import {
  parseArtifact
} from "./s80.js";
import {
  lookFrom
} from "./s23.js";
import {
  deniedAll
} from "./s53.js";
import {
  directive
} from "./s226.js";
import {
  findClaude,
  leftOut3,
  pluginIsInstalled,
  hostEnvironment,
  pluginRoot
} from "./s223.js";
import {
  seatsOf
} from "./s128.js";
import {
  endOf2,
  newFailures
} from "./s253.js";
import {
  gateOf,
  panelGates
} from "./s100.js";
import {
  UNHEEDED,
  isLive,
  taskOf,
  isOver
} from "./s5.js";
import {
  spentBy
} from "./s3.js";
import {
  realPath
} from "./s172.js";

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
import { existsSync as existsSync2 } from "fs";
import { relative as relative3 } from "path";

// src/cli/moments.ts
var MOMENTS = {
  "Start and go on": {
    run: "Start a run, or go on with one",
    decide: "Answer the open question",
    ruling: "Have something decided now, for good",
    park: "Put the run aside",
    resume: "Bring it back, or say how it goes on",
    ...Object.fromEntries(Object.entries(projectVerbs()).map(([name, { brief }]) => [name, brief]))
  },
  Look: {
    status: "Where the run stands, and what to do now",
    watch: "The same, live",
    explain: "Why a task stands where it stands",
    log: "What happened, one event a line",
    runs: "The runs of this project",
    visualize: "A diagram of the run's stages",
    budget: "What the run has used of its budget"
  },
  "When it is stuck": {
    next: "What comes next, as the session is told it",
    verify: "Run the approved test commands now",
    cancel: "End the run; what was done stays",
    reset: "Archive the run in .task/history"
  },
  "At the end of a run": {
    report: "What was done, and the evidence for it",
    pr: "Open a pull request for it",
    rollback: "Bring your files back as they were before"
  },
  "Set up": {
    setup: "Look at what a run needs, and set it up",
    "dry-run": "Check whether a run can start",
    trust: "Approve the settings of this project",
    notify: "Send what is due; --test sends a test message"
  },
  "For scripts": {
    phase: "The run's phase as one word",
    statusline: "One line for Claude Code's status line"
  }
};
var MAX_USAGE = 24;
function typedAs(name, { usage }) {
  const [behind = ""] = usageIn(isInHost() ? "host" : "terminal", usage).split(" (");
  const shown = behind.length > MAX_USAGE ? "" : behind;
  return `${isInHost() ? inHost(name) : name} ${shown}`.trimEnd();
}
function startsText() {
  const names = Object.keys(allStarts());
  return isInHost() ? `${names.map(typedCommand).join(", ")} start a run.` : `What run starts: ${names.join(", ")}. ${here("help run")} says more.`;
}
var LEAST_RIGHT = 46;
function programHelp(verbs, most) {
  const width = Math.min(most, HELP_WIDTH);
  const flat = (text, indent = 0) => wrapWhole(`${" ".repeat(indent)}${text}`, width, 0);
  const isHere = (name) => !isInHost() || SLASH_COMMANDS.includes(name);
  const rows = Object.values(MOMENTS).map((all) => Object.entries(all).filter(([name]) => isHere(name)).map(([name, does]) => [typedAs(name, verbs[name]), does]));
  const left = Math.max(...rows.flat().map(([typed]) => typed.length));
  const least = width - left - 4 >= LEAST_RIGHT ? left : 0;
  const groups = Object.keys(MOMENTS).flatMap((moment, at) => {
    const all = rows[at].map(([typed, does]) => [typed.padEnd(least), does]);
    const starts = at === 0 ? flat(startsText(), 2) : [];
    return all.length === 0 ? [] : [`${moment}:`, ...columns(all, width), ...starts, ""];
  });
  const away = Object.keys(verbs).filter((name) => !isHere(name) && !verbs[name].hidden);
  return [
    ...flat(`${PLUGIN} has agents of Claude Code plan, build and review a change.`),
    "",
    ...flat(isInHost() ? "Behind each command --help shows its options." : `usage: ${here("[verb] [options]")}`),
    ...isInHost() ? [] : flat(`Without a verb it says where the run stands; ${here("help <verb>")} has the options of one.`),
    "",
    ...groups,
    ...isInHost() ? flat(`In a terminal also: ${away.join(", ")}. ${inHost("help")} lists all of them.`) : [
      "Options of every verb:",
      ...optionLines(commonOptions("terminal"), width),
      "",
      ...flat("Exit: 0 done, 1 the answer is no, 2 wrong usage, 3 broken state."),
      ...flat(`In Claude Code a run is started by ${typedCommand(PLUGIN)} ${startOf(PLUGIN).request}`)
    ]
  ].join(`
`);
}

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

// src/cli/dry-run.ts
var MIN_FOUND = 36;
var RANK = { error: 0, warning: 1, ok: 2 };
function findingsText(findings, all, call) {
  const { paint } = call;
  const most = breakAt(call);
  const mark = { ok: paint.green("ok     "), warning: paint.yellow("warning"), error: paint.red("error  ") };
  const isFine = ({ state, holds }) => state === "ok" && holds !== true;
  const shown = findings.filter((one) => all || !isFine(one)).sort((one, other) => RANK[one.state] - RANK[other.state]);
  const fine = findings.filter(isFine).length;
  const width = Math.max(0, ...shown.map((one) => one.name.length));
  const isBeside = most - width - 11 >= MIN_FOUND;
  const indent = " ".repeat(isBeside ? width + 11 : 4);
  const lines = shown.flatMap(({ state, name, found, remedy }) => {
    const said = [...found.split(`
`).map(oneLine2), ...remedy === null ? [] : [`\u2192 ${oneLine2(remedy)}`]].flatMap((line) => wrapWhole(line, most - indent.length, line.startsWith("\u2192 ") ? 2 : 0)).map((line) => indent + line);
    const head = `${mark[state]}  ${isBeside ? name.padEnd(width) : name}`;
    return isBeside ? [`${head}  ${said[0].slice(indent.length)}`, ...said.slice(1)] : [head, ...said];
  });
  const count = (state) => {
    const number = findings.filter((one) => one.state === state).length;
    return `${number} ${state}${number === 1 ? "" : "s"}`;
  };
  const verdict = findings.some((one) => one.state === "error") ? "A run would not work." : findings.some((one) => one.holds) ? "No run starts before you have said whether these settings count." : "A run can start.";
  const summed = all || fine === 0 ? [] : wrapWhole(`${fine} more are fine: ${here("dry-run --all")} lists them.`, most, 0);
  return [
    ...wrapWhole(`${verdict} ${count("error")}, ${count("warning")}.`, most, 0),
    ...lines.length === 0 ? [] : ["", ...lines],
    ...summed.length === 0 ? [] : ["", ...summed]
  ].join(`
`);
}
var dryRun = {
  summary: "Check everything that a run needs, and say what to do about what is missing",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {
    all: { about: "List also what is fine" },
    claude: { value: "<path>", about: "Claude Code to look at, in place of the one on PATH" }
  },
  async run(call) {
    const findings = await findingsOf(call.project, call.env, call.value("claude"));
    const failed = standsInTheWay(findings);
    return {
      exit: failed ? 1 : 0,
      text: findingsText(findings, call.has("all"), call),
      data: { ok: !failed, findings },
      isReport: true
    };
  }
};

// src/cli/explain.ts
function taskNamed(tasks, text) {
  const same = (one, other) => fold2(one).toLowerCase() === fold2(other).toLowerCase();
  const id = /^\d+$/.test(text) ? `T${text}` : text;
  const named = tasks.filter(({ subject }) => same(subject, text));
  return tasks.find((one) => same(one.id, id)) ?? (named.length === 1 ? named[0] : undefined);
}
var TINY = 60;
var MAX_TABLE = 1e4;
var DUE = ["waiting", "running", "ready"];
function tasksToName(call, view) {
  const width = call.table ?? call.cutAt ?? call.width;
  const cells = view.tasks.map((task) => [task.id, oneLine2(task.subject), resultOf(view, task)]);
  const lines = width < TINY ? cells.flatMap(([id, subject, result]) => wrapWhole(`${id} ${subject}: ${result}`, width)) : table(cells, Number.isFinite(width) ? width : MAX_TABLE, [2, 1]);
  const due = view.tasks.find(({ status }) => DUE.includes(status)) ?? view.tasks.at(-1);
  const of = view.kept === "here" ? "" : ` --run ${view.run}`;
  const how = `Why one of them stands there: ${here(`explain ${due?.id ?? "<task>"}${of}`)}`;
  return done(`${projectLine(call)}${[...lines, "", how].join(`
`)}`, { run: view.run, tasks: view.tasks });
}
var explain = {
  summary: "Why a task is blocked, was sent back or waits, in one paragraph; without one the tasks that you can name",
  usage: "[task]",
  args: [0, 1],
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    if (!which.ok)
      return which.answer;
    const { run, place, kept } = which.found;
    const view = viewOf3(place, run, kept, reachOf(call, run, place.task));
    const [name] = call.args;
    if (name === undefined)
      return tasksToName(call, view);
    const shown = taskNamed(view.tasks, name);
    const task = shown && taskOf(run, shown.id);
    if (!task || !shown) {
      const known = view.tasks.map((one) => one.id);
      const all = here(`explain${view.kept === "here" ? "" : ` --run ${run.run}`}`);
      return no(`Run ${run.run} has no task "${name}"; it has ${known.join(", ")}.
${all} says what each is.`, {
        run: run.run,
        known
      });
    }
    const { kind, fixes } = task;
    const caught = caughtIn(place, run).filter((one) => one.task === task.id);
    const text = explainText(view, shown, { kind, fixes, caught }, recordedEvents(place), call);
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
        result.verdicts.push(verdictOf(upTo(index + 1), event));
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
function verdictOf(run, { seq, task: id }) {
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
  const bytes = read("its result", event.artifact);
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
    differs(`its result cannot be read any more: ${parsed.problems[0]}`);
    return null;
  }
  if (event.by === undefined && sha256(parsed.nonce) !== task.dispatch?.nonce)
    differs("its result belongs to another start of the task");
  if (raw !== null && artifactOf(kind, textOf(raw), { task: task.id, nonce: parsed.nonce }) !== textOf(bytes))
    differs("its result is not what its raw answer says");
  if (event.by === undefined && event.raw === undefined && task.who.provider !== undefined)
    leaves("its raw answer was not kept: only its result is judged");
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
var told = (field, was, is) => sameAs(was, is) ? [] : [`${field}: the journal has ${valueText2(was)}, its result says ${valueText2(is)}`];
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
  const decided = decide2(workflowOf(run.workflow), run, {
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

// src/cli/runs.ts
var NARROW = 120;
var BELOW = 6;
var TINY2 = 60;
var DAY = 10;
var MAX_ROWS = 20;
function findingsOf2(place, run) {
  return [...Map.groupBy(caughtIn(place, run), (one) => one.reviewer)].map(([reviewer, all]) => ({
    reviewer,
    found: all.length,
    ...foundIn(all)
  }));
}
function rowOf(place, run, kept) {
  const { run: id, workflow, status, reason, request, created_at, updated_at } = run;
  const end = isLive(run) ? new Date().toISOString() : updated_at;
  return {
    run: id,
    workflow,
    kept,
    status,
    reason,
    request: request.text,
    created_at,
    updated_at,
    minutes: minutesBetween(created_at, end),
    tokens: spentBy(run).tokens,
    cost: runMoney(run),
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
    cost: null,
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
function ownId(call) {
  try {
    return { id: ownRun(call)?.run ?? null };
  } catch (unread) {
    return { id: beginningOf(call.project.task)?.run ?? null, unread };
  }
}
function tellUnread(call, unread) {
  const { text } = failed(unread, doorOf(call));
  for (const line of text.split(`
`))
    call.warn(line);
}
var allFound = ({ findings }) => {
  const sum = (state) => (findings ?? []).reduce((all, one) => all + one[state], 0);
  return foundText({
    open: sum("open"),
    mended: sum("mended"),
    accepted: sum("accepted"),
    withdrawn: sum("withdrawn"),
    outside: sum("outside"),
    void: sum("void")
  });
};
var runs = {
  summary: "The runs of this project: when, what came of them, what they took and found",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: { all: { about: `Also those before the newest ${MAX_ROWS}` } },
  run(call) {
    const { id: own, unread } = ownId(call);
    const known = [
      ...own === null ? [] : [[own, "here"]],
      ...parkedRuns(call.project.task).map((id) => [id, "parked"]),
      ...archiveIndex(call.project).toReversed().map((one) => [one.run, "archived"])
    ];
    if (unread !== undefined && known.length === 0)
      throw unread;
    if (unread !== undefined && own === null)
      tellUnread(call, unread);
    if (known.length === 0)
      return done(noRunText(call), { runs: [] });
    const most = call.has("all") ? known.length : MAX_ROWS;
    const rows = known.slice(0, most).map(([id, kept]) => readRow(call, id, kept));
    const width = call.table ?? call.cutAt ?? call.width;
    const isNarrow = width < NARROW;
    const cells = rows.map((one) => [
      one.created_at === "" ? "" : moment(one.created_at, call.zone).slice(0, isNarrow ? DAY : undefined),
      one.run,
      one.kept === "parked" ? "parked" : statusWords(one.status),
      one.minutes === null ? "" : duration(one.minutes),
      one.tokens ? tokens(one.tokens) : "",
      allFound(one),
      one.cost === null ? "" : moneyText(one.cost),
      oneLine2(one.request)
    ]);
    const left = known.length - rows.length;
    const earlier = left > 0 ? [fit(`${left} earlier ones: --all`, width)] : [];
    if (width < TINY2) {
      const told = cells.flatMap((row) => wrapWhole(row.filter((one) => one !== "").join(" \xB7 "), width));
      return done([...told, ...earlier].join(`
`), { runs: rows });
    }
    const titles = ["begun", "run", "outcome", "time", "tokens", "findings", "cost", "request"];
    const all = [titles, ...cells];
    const [head, ...lines] = isNarrow ? table(all.map((row) => row.slice(0, BELOW)), width, [BELOW - 1]) : table(all, Number.isFinite(width) ? width : 1e4, [titles.length - 1]);
    const told = lines.flatMap((line, at) => isNarrow ? [line, fit(`  ${cells[at].slice(BELOW).filter(Boolean).join(" \xB7 ")}`, width)] : [line]);
    return done([call.paint.dim(head), ...told, ...earlier].join(`
`), { runs: rows });
  }
};

// src/cli/log.ts
async function listed(call) {
  const all = await runs.run(call);
  const data = {
    here: ownId(call).id,
    parked: parkedRuns(call.project.task),
    archived: archiveIndex(call.project)
  };
  return { ...all, data };
}
function events(call) {
  const which = whichRun(call);
  if (!which.ok) {
    const { data, ...answer } = nothingToSee(call, which.answer);
    return { ...answer, data: { ...data, events: [] } };
  }
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
  const judged = `${plural(of.judged, "result")} judged again`;
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
  const { onlyInTerminal, printAll, printLines } = await import("./watch-2.js");
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
  run: (call) => call.has("runs") ? listed(call) : call.has("replay") ? again(call) : call.has("follow") ? follow(call) : events(call)
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
${openText(call, run) || `Next: ${glanceAt(run).next}`}`, ids);
}
var next = {
  summary: "What comes next, as the session is told it; decides nothing",
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
      ...run !== null && due.do === "held" ? [`Next: ${glanceAt(run).next}`] : []
    ];
    return done(run === null ? noRunText(call) : clean(lines.join(`
`)), view);
  }
};

// src/cli/notify.ts
import { existsSync } from "fs";
import { join } from "path";
var EXAMPLE = '{"notify": [{"kind": "desktop"}]}';
async function receiversIn({ project: { root }, env }) {
  const read = await readSettings(root, env);
  if (!read.ok)
    return brokenSettings(read.problems);
  if (read.waiting?.held.some(({ field }) => field === "notify"))
    return no(waitingText("terminal", read.waiting));
  const receivers = read.settings.notify ?? [];
  if (receivers.length > 0)
    return receivers;
  const isThere = existsSync(join(root, SETTINGS_FILE));
  const why = isThere ? `${SETTINGS_FILE} has no notify, or you left it out` : `there is no ${SETTINGS_FILE}`;
  return no(`Nobody is told: ${why}. A file with ${EXAMPLE} shows messages on this desktop; docs/notifications.md has all ways.`);
}
async function sendDue(call) {
  const count = await deliverNotices(call.project, call.env);
  if (count.failed > 0)
    return no(`${plural(count.sent, "message")} sent, ${count.failed} failed`, count);
  if (count.sent > 0)
    return done(`${plural(count.sent, "message")} sent`, count);
  const named = readRun(call.project)?.settings.notify ?? [];
  const receivers = named.length > 0 ? named : await receiversIn(call);
  if (!Array.isArray(receivers))
    return { ...receivers, data: { ...receivers.data, ...count } };
  return done(`No message is due. ${here("notify --test")} sends a test message.`, count);
}
var notify = {
  summary: "Send what is due to everybody whom the settings name; with --test a test message, exit 1 when one fails",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: { test: { about: "Send a test message to each receiver and say what came of it" } },
  async run(call) {
    if (!call.has("test"))
      return sendDue(call);
    const receivers = await receiversIn(call);
    if (!Array.isArray(receivers))
      return receivers;
    const { root } = call.project;
    const message = testMessage(root, new Date().toISOString());
    const sent = await Promise.all(receivers.map((one) => send(one, message, { env: call.env, root })));
    const results = sent.map((one, index) => ({ receiver: receiverName(receivers[index], index), ...one }));
    const text = results.map((one) => `${one.receiver}: ${one.state === "sent" ? "sent" : one.why}`).join(`
`);
    return sent.some((one) => one.state === "failed") ? no(text, { results }) : done(text, { results });
  }
};

// src/cli/pr.ts
var pr = {
  summary: "Open a pull request for a completed run: commits on a new branch, pushes it, asks gh; shows it first",
  usage: "",
  args: [0, 0],
  options: {
    ...RUN_OPTION,
    yes: { about: "Do it without asking, while no Claude Code is at work on this machine" },
    "dry-run": { about: "Only print the commands to type instead" }
  },
  run: async (call) => (await import("./pull-request.js")).openPullRequest(call)
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

// src/cli/report.ts
var TEXT_OPTIONS = {
  md: { about: "As markdown" },
  pr: { about: "As the text of a pull request: its title, an empty line, its body" }
};
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
  meant: { markdown: "md", "pull-request": "pr" },
  async run(call) {
    const which = whichRun(call);
    if (!which.ok)
      return which.answer;
    const { found } = which;
    const { place, run, kept } = found;
    const facts = reportFacts2(place, run);
    if (call.has("html") || call.value("html") !== null)
      return ["md", "pr"].some((name) => call.has(name)) ? wrongUsage("--html is a page of its own: take out --md and --pr") : (await import("./report-file.js")).reportFile(call, found, facts);
    const isOwn = reachOf(call, run, place.task) !== "foreign";
    return (await import("./report-text.js")).reportAnswer(call, facts, isOwn ? `rollback${kept === "here" ? "" : ` --run ${run.run}`}` : null);
  }
};

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
import { lstatSync } from "fs";
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
    const seen = lookAt(path);
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
function lookAt(path) {
  try {
    const found = lstatSync(path, { throwIfNoEntry: false });
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

// src/cli/run-prompt.ts
var goOn = () => here("run --continue");
var AUTO = "auto";
var GO_ON = `/${PLUGIN}:resume`;
var refuse = (answer) => ({ ok: false, answer });
var START_OPTIONS = Object.fromEntries(Object.entries(allStarts()).flatMap(([name, { flags }]) => Object.entries(flags).filter(([flag]) => flag !== AUTO).map(([flag, one]) => [
  flag,
  one.takes === "nothing" ? { about: `${name}: ${one.about}` } : { value: one.value, ...one.takes === "name" ? { optional: true } : {}, about: `${name}: ${one.about}` }
])));
var givenFlags = (call) => Object.keys(START_OPTIONS).flatMap((flag) => {
  const value = call.value(flag);
  return value !== null ? [[flag, `--${flag}=${value}`]] : call.has(flag) ? [[flag, `--${flag}`]] : [];
});
async function startPrompt(call, name, text, isLetter) {
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
  const named = isLetter ? null : issueIn(name, text);
  const isBehind = named === null && (isLetter || command.strict || isLiteral(text));
  const words = text === "" ? [] : [...isBehind ? ["--"] : [], text];
  const line = [...flags, ...words].join(" ");
  const settings = await readSettings(call.project.root, call.env);
  if (!settings.ok)
    return refuse(brokenSettings(settings.problems));
  if (settings.waiting !== undefined)
    return refuse(no(`Nothing was started. ${waitingText("terminal", settings.waiting)}`, { waiting: settings.waiting.code }));
  const issue = named === null ? null : await (await import("./issue.js")).readIssue(call.project, named, call.env);
  if (issue?.ok === false)
    return refuse(no(`Nothing was started. ${clean(issue.problem)}
In your own words: ${here(`run ${name} "${command.request}"`)}`));
  let chosen = null;
  if (command.strict || command.resolves !== undefined || command.hint !== undefined) {
    const read = readStart(name, line, settings.settings, call.project.root, issue);
    if (!read.ok)
      return refuse(read.refused ? no(`Nothing was started. ${read.problem}`) : wrongUsage(read.problem));
    chosen = chosenText(read.value.start, read.value.request);
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
    return { ok: true, prompt: GO_ON };
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
  const bare = workflow.toLowerCase().replace(new RegExp(`^/?(?:${PLUGIN}:)?`), "");
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
  return startPrompt(call, workflow, text.replace(/^--\s+/, ""), /^--\s/.test(text));
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

// src/cli/run.ts
var DEFAULT_MODE = "acceptEdits";
var MODES = ["acceptEdits", "auto", "bypassPermissions", "default", "dontAsk", "manual"];
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
var refused = (answer) => ({ ...answer, data: { end: "refused", ...answer.data } });
var show = (call, line) => {
  (call.json ? process.stderr : process.stdout).write(`${line}
`);
};
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
function dueText(run) {
  const due = run.tasks.filter((task) => task.status === "ready" || task.status === "running");
  return due.length === 0 ? "" : ` Due: ${due.map((task) => `${task.id} ${task.subject}`).join(", ")}.`;
}
var EXITS = "0: it is complete. 1: it waits for your answer, you stopped it, it is over without being complete, or nothing was started. 3: it stands still, or Claude Code failed";
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
      return answer(3, `Run ${end.run.run} stands still: the session did not do what it was told to do next.${dueText(end.run)}
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
function waitingHere(call) {
  const run = ownRun(call);
  const waits = run !== null && isLive(run) && !run.auto && run.questions.length > 0;
  return waits && !isAlive(run.owner?.host ?? null) ? run : null;
}
async function driven(call, claude, args, prompt) {
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
  const shown = { paint: call.paint, look: (sha) => accepted(call.project, sha) };
  try {
    return await driveRun({
      project: call.project,
      claude,
      args,
      env: hostEnvironment(call.env, pluginRoot()),
      prompt,
      signal: stop.signal,
      listener: (run, events) => {
        if (events.some((event) => event.type === "run_created")) {
          noteOwnScript(call, run);
          const from = issueText(run, run.request.bytes);
          if (from !== null)
            call.say(from);
        }
        for (const event of events)
          for (const line of progressLines(run, event, shown))
            show(call, line);
      },
      onSilence: (run, now) => {
        lookForSilence2(call.project);
        show(call, waitingLine(run, now, shown));
      }
    });
  } finally {
    for (const signal of signals)
      process.off(signal, interrupted);
  }
}
var startLines = (most) => [
  "What it starts:",
  ...columns(Object.entries(allStarts()).map(([name, { request, flags }]) => [
    request === "" ? name : `${name} "${request}"`,
    Object.keys(flags).map((flag) => `--${flag}`).join(" ")
  ]), most)
];
var run = {
  summary: `Drive a run headless. Exit ${EXITS}`,
  usage: '<workflow> "<request>" (- reads it from standard input)',
  args: [0, 3],
  about: startLines,
  options: {
    [AUTO]: { about: "Ask nobody: the story is approved as it is" },
    ...START_OPTIONS,
    continue: { about: "Go on with the live run, after a decide or a stop; without workflow and request" },
    "permission-mode": {
      value: "<mode>",
      about: `How the host treats tool calls (${DEFAULT_MODE}; approved tests run in each): ${MODES.join(", ")}`
    },
    "allowed-tools": { value: "<rules>", about: 'Tool calls that need no permission, such as "Bash(bun test:*)"' },
    claude: { value: "<path>", about: "Claude Code to use, in place of the one on PATH" }
  },
  async run(call) {
    const mode = call.value("permission-mode");
    if (mode !== null && !MODES.includes(mode))
      return refused(wrongUsage(`--permission-mode: found "${mode}"${mode === "plan" ? ", in which no agent may write its result" : didYouMean(mode, MODES)}; expected one of ${MODES.join(", ")}. Without it: ${DEFAULT_MODE}`));
    const claude = findClaude(call.value("claude"), call.env, call.project.root);
    const asking = call.has(AUTO) || !process.stdin.isTTY ? null : await import("./ask-here.js");
    const asks = asking?.personIsHere(call) ? asking.askHere : null;
    const asked = async (waiting) => {
      const run = await asks(call, waiting);
      if (!isLive(run))
        return ending(call, { how: "ended", run });
      return run.questions.length > 0 ? ending(call, { how: "question", run }) : null;
    };
    const waits = asks !== null && claude !== null && call.has("continue") ? waitingHere(call) : null;
    const left = waits === null ? null : await asked(waits);
    if (left !== null)
      return left;
    const prompt = await promptOf(call);
    if (!prompt.ok)
      return refused(prompt.answer);
    if (claude === null) {
      const where = call.value("claude") ?? "on PATH";
      return refused(broken(`Claude Code was not found (${where}). Install it, or name it: --claude <path>`));
    }
    if (prompt.chosen)
      call.say(prompt.chosen);
    const args = hostArguments(call, pluginRoot());
    let end = await driven(call, claude, args, prompt.prompt);
    while (asks !== null && end.how === "question" && !end.run.auto) {
      const stopped = await asked(end.run);
      if (stopped !== null)
        return stopped;
      end = await driven(call, claude, args, GO_ON);
    }
    return ending(call, end);
  }
};

// src/cli/setup-verb.ts
var setupVerb = (verbs) => ({
  summary: "Look at what a run needs and offer to set up what is missing, one question each; what you name is done unasked",
  usage: NAMES,
  args: [0, MOST_NAMES],
  foreign: true,
  options: {
    yes: { about: "Do all that is offered, with its defaults, without a question; nothing is installed by that" },
    program: { about: "Only put this program into ~/.local/bin, so that every terminal finds it" },
    completion: {
      value: "<shell>",
      about: `Print the script by which a shell completes verbs: ${Object.keys(COMPLETIONS).join(", ")}`
    },
    claude: { value: "<path>", about: "Claude Code to look at, in place of the one on PATH" }
  },
  async run(call) {
    if (call.has("yes") && call.args.length > 0)
      return wrongUsage("--yes is for all that is offered: take out the names");
    if (call.has("program"))
      return call.has("yes") || call.value("completion") !== null || call.args.length > 0 ? wrongUsage("--program goes by itself: take out what stands beside it") : (await import("./program.js")).linkProgram(call);
    const shell = call.value("completion");
    if (shell === null)
      return (await import("./setup-2.js")).setUp(call, verbs());
    if (!Object.hasOwn(COMPLETIONS, shell))
      return wrongUsage(`--completion: found "${shell}", expected one of ${Object.keys(COMPLETIONS).join(", ")}`);
    const script = COMPLETIONS[shell](verbs());
    return done(script.trimEnd(), { shell, script });
  }
});

// src/render/agent-line.ts
var MIN_STEP = 12;
var MAX_STEP = 300;
var NEAR = 0.8;
var count = (value) => typeof value === "number" && value > 0 ? value : null;
function agentLine(row, seen, { width, paint }, now) {
  const minutes = shownMinutes(field(row, "at_work_since"), now);
  const name = [word(field(row, "id")), word(field(row, "subject")), minutes === null ? "" : duration(minutes)];
  const lead = name.filter(Boolean).join(" ");
  const bound = count(field(field(row, "bounds"), "tokens"));
  const used = seen === null ? null : count(seen.tokens);
  const spent = used === null ? "" : `${tokens(used)}${bound === null ? " tokens" : ` of ${tokens(bound)}`}`;
  const step = seen === null ? "" : oneLine2(`${seen.tool} ${seen.what}`.slice(0, MAX_STEP));
  const end = spent === "" ? "" : ` \xB7 ${spent}`;
  const left = width - columns2(`${lead}${end} \xB7 `);
  const isNear = used !== null && bound !== null && used >= NEAR * bound;
  const shownEnd = isNear ? ` \xB7 ${paint.yellow(spent)}` : end;
  if (step !== "" && left >= MIN_STEP)
    return `${lead} \xB7 ${paint.dim(fit(step, left))}${shownEnd}`;
  return columns2(lead + end) <= width ? lead + shownEnd : fit(lead, width);
}

// src/run/status-line.ts
var MAX_BYTES = 1e6;
var MAX_DEPTH = 100;
async function input() {
  const decoder = new TextDecoder;
  const reader = Bun.stdin.stream().getReader();
  let text = "";
  for (let size = 0;size <= MAX_BYTES; ) {
    const { done, value } = await reader.read();
    if (done)
      return text;
    size += value.length;
    text += decoder.decode(value, { stream: true });
  }
  return null;
}
function folderIn(said) {
  const folder = field(field(said, "workspace"), "current_dir") ?? field(said, "cwd");
  return typeof folder === "string" && folder.startsWith("/") ? folder : null;
}
var isThere = (path) => {
  const { size } = Bun.file(path);
  return size > 0 && size <= MAX_BYTES;
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
var MAX_AGENTS = 50;
function seenOf(transcript, agent) {
  const bytes = typeof transcript === "string" ? transcriptBytes(transcript, agent) : null;
  if (bytes === null || bytes.length === 0)
    return null;
  return { tool: "", what: "", ...lastStep(bytes), tokens: usageIn2(bytes).tokens };
}
function look(state, tasks, task) {
  if (field(state, "status") !== "running")
    return;
  if (!rowsOf(tasks, null).some((row) => field(row, "status") === "running"))
    return;
  const folderOf = (path) => path.slice(0, path.lastIndexOf("/"));
  lookFrom(folderOf(folderOf(Bun.main)), folderOf(task), task);
}
function agentLines(said, agents, tasks, folder, layout) {
  const rows = new Map(rowsOf(tasks, null).map((row) => [field(row, "agent_id"), row]));
  const width = lineWidth(String(field(said, "columns")), {});
  const lines = agents.slice(0, MAX_AGENTS).flatMap((agent) => {
    const id = field(agent, "id");
    const row = rows.get(id);
    if (typeof id !== "string" || row === undefined)
      return [];
    const seen = seenOf(field(said, "transcript_path"), id);
    const near = seen === null ? null : { ...seen, what: seen.what.replaceAll(`${folder}/`, "") };
    return [JSON.stringify({ id, content: agentLine(row, near, { ...layout, width }, Date.now()) })];
  });
  return lines.join(`
`);
}
async function readStatusLine(from, typed, layout) {
  try {
    const text = typed ? "" : await input();
    const said = text === null || text.trim() === "" ? null : JSON.parse(text);
    const folder = text === null ? null : text.trim() === "" ? from : folderIn(said);
    const task = folder === null ? null : taskFolder(folder);
    if (task === null)
      return "";
    const files = ["state.json", "pipeline-tasks.json"].map((name) => Bun.file(`${task}/${name}`).json());
    const [state, tasks] = await Promise.all(files);
    const agents = field(said, "tasks");
    look(state, tasks, task);
    return Array.isArray(agents) ? agentLines(said, agents, tasks, task.slice(0, -"/.task".length), layout) : statusLine(state, tasks, layout, Date.now());
  } catch {
    return "";
  }
}
var WIDTH = 100;
var MIN_WIDTH = 20;
var MAX_WIDTH = 1000;
function lineWidth(given, env) {
  const width = [given, env.COLUMNS].map((one) => Number(one ?? "")).find((one) => Number.isInteger(one) && one > 0);
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, width ?? WIDTH));
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
function nameThem(root) {
  const found = testScript(root) ?? foundTests(root)[0];
  const named = JSON.stringify({ tests: { commands: [found?.command ?? "<command>"] } });
  const example = found === undefined ? named : `${named} for what ${found.from} says`;
  return `No test command is approved here. Name it in ${SETTINGS_FILE}, as tests.commands: ${example}`;
}
function noneText(call, run) {
  const open = run !== null && isLive(run) ? run.questions.find((one) => (one.commands ?? []).length > 0) : undefined;
  if (open === undefined)
    return nameThem(call.project.root);
  return `No test command is approved yet: ${open.id} asks about commands.
Next: ${viewOf3(call.project, run).next}`;
}
async function commandsOf(call, run) {
  if (run !== null) {
    const tests = moduleOf(run.workflow).tests?.(run.settings, sceneOf(call.project, run)) ?? testsOf(run);
    if (typeof tests === "string" && isLive(run))
      return no(`Run ${run.run} runs no test: ${tests}.`);
    if (typeof tests !== "string" && tests.length > 0)
      return { tests, minutes: run.settings.tests.timeout_minutes };
  }
  const settings = await readSettings(call.project.root, call.env);
  if (!settings.ok)
    return brokenSettings(settings.problems);
  if (settings.waiting !== undefined)
    return no(waitingText("terminal", settings.waiting));
  const { commands, timeout_minutes } = settings.settings.tests;
  const shared = commands.map((text) => ({ text, shellAllowed: true, from: "tests.commands of the settings" }));
  const own = WORKFLOW_NAMES.flatMap((name) => {
    const tests = moduleOf(name).tests?.(settings.settings, null) ?? [];
    return typeof tests === "string" ? [] : tests;
  });
  const tests = shared.length > 0 ? shared : own;
  return tests.length === 0 ? no(noneText(call, run)) : { tests, minutes: timeout_minutes };
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
    if ("exit" in commands)
      return commands;
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
import { relative as relative2 } from "path";
var viewVerb = (name, summary, word) => ({
  summary,
  usage: word ?? "",
  args: word === undefined ? [0, 0] : [0, 1],
  options: RUN_OPTION,
  run(call) {
    const [given] = call.args;
    if (given !== undefined && given !== word)
      return wrongUsage(`unknown argument "${given}": ${here(`${name} ${word}`)}`);
    const which = whichRun(call);
    if (!which.ok)
      return which.answer;
    if (word !== undefined && given === undefined)
      return wrongUsage(`${name} needs ${word}: ${here(`${name} ${word}`)}`);
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
  return no(`${name} shows nothing of a run of ${run.workflow}, only of one of ${having.join(", ")}. ${here("status")} shows where it stands.`, { run: run.run, workflows: having });
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
  const path = relative2(process.cwd(), `${call.project.root}/${file}`) || file;
  return done(path, { run: run.run, path: file, ...shown.data });
}

// src/cli/watch-verb.ts
var watch = {
  summary: "Show the run live until you leave it; without a terminal what happens, line by line, until it is over",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {},
  run: async (call) => (await import("./watch-2.js")).watchRun(call)
};

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
  run: (call) => !call.has("watch") ? COMMANDS.status.run(call) : call.value("run") === null ? watch.run(call) : wrongUsage("--watch is about the run that is here; take out --run")
};
var VERBS = {
  ...COMMANDS,
  status,
  watch,
  park,
  next,
  phase,
  report,
  pr,
  explain,
  runs,
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
var PATIENCE = 600000;
var WIDTH2 = 120;
var LEAST = 20;
var MOST_SHOWN = 200;
function verbIn(argv) {
  const [first = ""] = argv;
  if (first === "" || first.startsWith("-"))
    return { name: "", verb: ALONE, rest: argv };
  return Object.hasOwn(VERBS, first) ? { name: first, verb: VERBS[first], rest: argv.slice(1) } : null;
}
var MEANT = {
  ...Object.fromEntries(["stop", "abort", "end", "quit", "kill"].map((word) => [word, "cancel"])),
  ...Object.fromEntries(["answer", "approve", "accept", "proceed", "yes", "a"].map((word) => [word, "decide"])),
  ...Object.fromEntries(["list", "history"].map((word) => [word, "runs"])),
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
  if (/\s/.test(word.trim()) && !word.startsWith("-"))
    return `; did you mean ${here(`run ${PLUGIN} ${quote(cut(oneLine2(word), MOST_SHOWN))}`)}?`;
  const small = word.toLowerCase().replace(new RegExp(`^/(?:${PLUGIN}:)?`), "");
  if (small !== word.toLowerCase() && Object.hasOwn(VERBS, small))
    return `; did you mean ${here(small)}?`;
  const meant = Object.hasOwn(allStarts(), small) ? `run ${small} "${startOf(small).request}"` : Object.hasOwn(MEANT, small) ? MEANT[small] : meantBy(small) ?? undefined;
  return meant === undefined ? didYouMean(small, [...Object.keys(VERBS).filter((name) => !VERBS[name].hidden), "help"], `${here("")} `) : `; did you mean ${here(meant)}?`;
}
var LEAST_WORD = 3;
function verbMeant(word) {
  const name = word.replace(/^-+/, "").split("=")[0];
  return name.length < LEAST_WORD ? "" : suggested(name);
}
function lineMeant(word, rest) {
  const said = suggested(word);
  const name = Object.keys(VERBS).find((verb) => said === `; did you mean ${here(verb)}?`);
  if (rest.length === 0 || name === undefined)
    return said;
  const known = Object.keys({ ...VERBS[name].options, ...commonOptions("terminal") });
  const words = rest.map((one) => {
    const [, option = "", value = ""] = /^--([\w-]+)(=.*)?$/s.exec(one) ?? [];
    const near = /--([\w-]+)\?$/.exec(didYouMean(option, known, "--"))?.[1];
    const right = near === undefined || known.includes(option) ? one : `--${near}${value}`;
    return /^[\w./:=@+-]+$/.test(right) ? right : quote(oneLine2(right));
  });
  return `; did you mean ${here(cut([name, ...words].join(" "), MOST_SHOWN))}?`;
}
function belowHost() {
  const ancestors = processAncestors();
  return process.env[IN_TESTS] !== undefined || hostAmong(ancestors) !== null || startedByHost(ancestors, process.env);
}
function layout() {
  const tty = process.stdout.isTTY === true;
  const width = tty ? Math.max(LEAST, process.stdout.columns || WIDTH2) : WIDTH2;
  const cutAt = tty ? width : Number.POSITIVE_INFINITY;
  return { width, cutAt, ...hostFolder === undefined ? {} : { table: HOST_TABLE } };
}
function contextOf(from, json) {
  return {
    project: placeOf3(from),
    from,
    session: null,
    belowHost,
    confirm: async (does, slash, when) => (await import("./confirm.js")).confirmed({ project: placeOf3(from), env: process.env }, { does, slash, when }),
    patience: PATIENCE,
    json,
    ...layout(),
    zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    paint: import_picocolors.default.createColors(process.stdout.isTTY === true && !json && !process.env.NO_COLOR && process.env.TERM !== "dumb"),
    env: process.env,
    say: (line) => (json ? process.stderr : process.stdout).write(`${clean(line)}
`),
    warn: (line) => process.stderr.write(`multi-ai: ${clean(line)}
`)
  };
}
var HELP = ["help", "--help", "-h", "-help", "-?"];
function helpOfAll() {
  const text = programHelp(VERBS, breakAt(layout()));
  return done(text, { help: text });
}
async function answer(argv, json) {
  const [first = ""] = argv;
  if (HELP.includes(first)) {
    const about = argv.find((word) => !HELP.includes(word));
    if (about !== undefined)
      return answer([about, "--help"], json);
    return helpOfAll();
  }
  if (["--version", "-v", "-V"].includes(first))
    return done(VERSION, { version: VERSION });
  const found = verbIn(argv);
  if (!found)
    return wrongUsage(`unknown verb "${first}"${lineMeant(first, argv.slice(1))}
${here("--help")} lists the verbs`);
  const { name, verb, rest } = found;
  const words = verb.args[1] === 0 && rest.length === 1 && rest[0] === "help" ? ["--help"] : rest;
  const parsed = parseWords(name || "multi-ai", verb, words);
  const given = parsed.ok ? parsed.given : {};
  if (name === "" && !parsed.ok) {
    const at = argv.findIndex((one) => Object.hasOwn(VERBS, one));
    const line = [...argv.slice(at, at + 1), ...argv.slice(0, at), ...argv.slice(at + 1)].join(" ");
    const [, unknown = ""] = /^unknown option (\S+)$/.exec(parsed.problem) ?? [];
    const meant = verbMeant(argv.find((one) => unknown !== "" && one.startsWith(unknown)) ?? "");
    if (at < 0 && meant !== "")
      return wrongUsage(`${parsed.problem}${meant}
${here("--help")} lists the verbs`);
    if (at > 0)
      return wrongUsage(`${parsed.problem}; options come behind the verb: ${here(line)}`);
  }
  if (name === "" && given.help === true)
    return helpOfAll();
  const from = typeof given.project === "string" ? given.project : hostFolder ?? process.cwd();
  if (!existsSync2(from) && given.help !== true)
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
  const near = relative3(process.cwd(), script);
  return calledAs(`bun ${word(near.startsWith("..") ? script : near)}`);
}
function unwritten(error) {
  if (error.code === "EPIPE")
    process.exit();
  const why = error.code === "ENOSPC" ? "no space is left there" : error.code ?? error.message;
  process.stderr.write(`multi-ai: the output could not be written: ${oneLine2(why)}
`);
  process.exit(3);
}
async function main(argv) {
  speak(program());
  restoreOptions();
  const end = argv.indexOf("--");
  const json = argv.slice(0, end < 0 ? argv.length : end).includes("--json");
  process.stdout.on("error", unwritten);
  const { exit, text, data, isReport } = await answer(argv, json).catch((error) => {
    if (process.env.MULTI_AI_DEBUG)
      console.error(error);
    return failed(error, "terminal");
  });
  process.exitCode = exit;
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
