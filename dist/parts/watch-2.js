// @bun
import {
  here,
  isInHost
} from "./s12.js";
import {
  disk,
  openRegular,
  readRange
} from "./s25.js";
import {
  JournalTooLong,
  BrokenChain,
  sha256
} from "./s68.js";
import {
  objectText2,
  accepted,
  baseOf2
} from "./s121.js";
import {
  columns2,
  fit,
  table,
  wrap,
  cut,
  cleanPainted,
  UNSAFE,
  clean,
  oneLine2,
  duration,
  tokens
} from "./s28.js";
import {
  moduleOf,
  workflowOf
} from "./s70.js";
import {
  TreeUnreadable,
  treeFiles,
  blobsOf,
  isBinary
} from "./s127.js";
import {
  lineDiff2,
  diffText,
  shownPath2
} from "./s265.js";
import {
  journalPath,
  openView,
  advance
} from "./s122.js";
import {
  usageIn2
} from "./s52.js";
import {
  RUN,
  readRun,
  readRunFast
} from "./s200.js";
import {
  lookForSilence2
} from "./s181.js";
import {
  caughtIn,
  transcriptsAtWork,
  viewOf3
} from "./s263.js";
import {
  SnapshotFailed,
  placeOfStates,
  pathText,
  fullPath,
  filesOf3
} from "./s55.js";
import {
  excludedFolders,
  isTree
} from "./s247.js";
import {
  explainText,
  progressLines
} from "./s279.js";
import {
  signOf,
  standsText,
  header,
  taskColumns,
  taskCells,
  SILENT_MINUTES,
  questionLines,
  shortStatusText
} from "./s154.js";
import {
  reachOf
} from "./s101.js";
import {
  done,
  wrongUsage,
  projectLine,
  noRunText
} from "./s162.js";
import {
  CALLED
} from "./s74.js";
import {
  addedMoney,
  moneyText
} from "./s135.js";
import {
  NONCE_LINE
} from "./s131.js";
import {
  SILENCE_LOOK_MS
} from "./s23.js";
import {
  isLive,
  taskOf
} from "./s5.js";
import {
  LEFT_OUT,
  denyList
} from "./s276.js";
import {
  treeStore
} from "./s172.js";

// src/cli/watch.ts
import { writeSync } from "fs";

// src/render/watch.ts
var NARROW = 40;
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
function askedLines({ about, options, answer }, gap, rows) {
  const all = [...about, ...options, ...answer];
  if (all.length <= rows)
    return all;
  const end = options.length + answer.length + 2 <= rows ? [...options, ...answer] : answer;
  if (rows <= 2)
    return [...about.slice(0, 1), ...answer].slice(0, rows);
  const kept = end.slice(-(rows - 2));
  return [...about.slice(0, rows - kept.length - 1), gap, ...kept];
}
function taskRows(view, shown, marked, { width, paint }) {
  const cells = shown.map((task) => {
    const [, ...rest] = taskCells(view, task);
    return [`${task.id === marked ? "\u203A" : " "}${signOf(task, paint).sign}`, ...rest];
  });
  const columned = width < NARROW ? null : taskColumns(cells, width);
  const lines = columned === null ? cells.map(([mark, id, subject, , outcome]) => fit(width < NARROW ? `${mark} ${id} ${subject}` : `${mark} ${id} ${subject}: ${outcome}`, width)) : table(columned.rows, width, [columned.outcome]);
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
var STATE_COLOUR = {
  open: "yellow",
  mended: "green",
  accepted: "yellow",
  withdrawn: "dim",
  outside: "dim",
  void: "dim"
};
function findingPart(findings, { width, paint }) {
  const lines = findings.map((one) => {
    const place = one.place === "" ? "" : ` at ${oneLine2(one.place)}`;
    const line = fit(`${one.id} ${CALLED[one.state]}, ${one.severity}${one.task === "" ? "" : ` (${one.task})`}${place}: ${oneLine2(one.problem)}`, width);
    return line.startsWith(one.id) ? `${paint[STATE_COLOUR[one.state]](one.id)}${line.slice(one.id.length)}` : line;
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
  const money = moneyText(addedMoney([view.cost, ...view.spent_at_work ? [view.spent_at_work.cost] : []]));
  const line = fit(`Spent: ${said}${money === "" ? "" : ` \xB7 ${money}`}`, width);
  return share !== null && share >= NEAR_CEILING ? paint.yellow(line) : line;
}
var NEAR_CEILING = 0.8;
var OPTION = /^ {2}[A-Z] {2}\S/;
function nextPart(view, rows, spare, layout) {
  const { width, paint } = layout;
  const wraps = (text) => folded(oneLine2(text), width);
  const folds = (some) => some.flatMap((line) => folded(line, width));
  const held = view.held === null ? [] : wraps(`Waits: ${view.held}`).map(paint.yellow);
  const lines = questionLines(view, layout).filter((line) => line !== "");
  if (lines.length === 0) {
    const next = [...held, ...wraps(`Next: ${view.next}`)];
    return { title: "", want: next.length, least: Math.min(next.length, 2), make: (some) => next.slice(0, some) };
  }
  const first = view.questions.length === 1 ? lines.findIndex((line) => OPTION.test(line)) : -1;
  const from = first < 0 ? lines.length - 1 : first;
  const asked = {
    about: [...held, ...folds(lines.slice(0, from))],
    options: folds(lines.slice(from, -1)),
    answer: folds(lines.slice(-1))
  };
  const want = asked.about.length + asked.options.length + asked.answer.length;
  const needed = Math.min(want, asked.options.length + asked.answer.length + 2);
  return {
    title: "",
    want,
    least: Math.min(want, Math.max(rows - spare, Math.min(rows, needed))),
    make: (some) => askedLines(asked, fit(`\u2026 all of it: ${here("status")}`, width), some)
  };
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
    if (watched.problem !== null)
      return laidOut([wrong], [wrong], rows, layout);
    const said = watched.none.split(`
`).flatMap((line) => folded(line, width));
    const waits = fit("A run that begins here is shown.", width);
    const none = { title: "", want: said.length, least: 1, make: (some) => said.slice(0, some) };
    const then = { title: "", want: 1, least: 1, make: () => [paint.dim(waits)] };
    return laidOut([wrong, none, then], [wrong, none, then], rows, layout);
  }
  const head = headLines(view, layout);
  const top = { title: "", want: head.length, least: head.length, make: (some) => head.slice(0, some) };
  const isAsked = view.questions.length > 0;
  const next = nextPart(view, rows - head.length - Math.min(2, broken.length), rows >= TALL ? 2 : 1, layout);
  const work = workPart(view, watched.used, layout);
  const tasks = taskPart(view, markedTask(view, screen), layout);
  const own = ownPart(view, layout);
  const spent = { title: "", want: 1, least: 1, make: () => [spentLine(view, watched.used, layout)] };
  const findings = findingPart(watched.findings, layout);
  const lines = watched.events.map((line) => fitPainted(line.replaceAll("\t", TAB), width));
  const events = { title: "Newest events", want: lines.length, least: 1, make: (some) => lines.slice(-some) };
  return laidOut([top, wrong, own, tasks, work, spent, findings, events, next], [top, wrong, next, ...isAsked ? [tasks, work] : [work, tasks], spent, findings, events, own], rows, layout);
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
  const [long, short] = on === "nothing" ? ["? keys \xB7 q leaves", "? q"] : on === "run" ? ["\u2191\u2193 choose a task \xB7 Enter opens it \xB7 d diff \xB7 ? keys \xB7 q leaves", "\u2191\u2193 Enter d ? q"] : ["\u2191\u2193 PageUp PageDown scroll \xB7 Esc goes back \xB7 ? keys", "\u2191\u2193 Esc"];
  return fit(columns2(long) <= width ? long : short, width);
};
function watchLines(watched, screen, size, paint, zone) {
  const { rows, width } = size;
  const layout = { width, paint, ...zone === undefined ? {} : { zone } };
  const place = placeOf(screen);
  const page = pageOf(watched, place);
  const body = page === null || place.on === "run" ? runLines(watched, screen, Math.max(0, rows - 1), layout) : shownPage(page, place.top, size, paint);
  const filled = [...body, ...Array(Math.max(0, rows - 1 - body.length)).fill("")].slice(0, rows - 1);
  return [...filled, paint.dim(keyLine(place.on === "run" && watched.view === null ? "nothing" : place.on, width))].map((line) => fitPainted(cleanPainted(line.replaceAll(/[\t\n]/g, " ")), width));
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
        `${one.id} ${CALLED[one.state]}, ${one.severity}${one.place === "" ? "" : ` at ${oneLine2(one.place)}`}`,
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
var usedSoFar = (project, run) => new Map(transcriptsAtWork(project, run).flatMap(({ id, bytes }) => bytes.length === 0 ? [] : [[id, usageIn2(bytes)]]));
var watchedFinding = ({ id, task, severity, state, place, problem, fix }) => ({
  id,
  task,
  severity,
  state,
  place: place ?? "",
  problem,
  fix
});
function newestFindings(project, run, most) {
  return caughtIn(project, run).slice(-most).reverse().map(watchedFinding);
}
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
function resultOf(project, run, { artifact, handed }) {
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
  const caught = caughtIn(project, run).filter((one) => one.task === id);
  const brief = events.findLast((one) => one.type === "dispatched" && one.task === id);
  return {
    title: `${id} ${task.subject}`,
    why: explainText(view, shown, { kind: task.kind, fixes: task.fixes, caught }, events, layout),
    findings: caught.map(watchedFinding),
    result: resultOf(project, run, task),
    brief: (brief?.type === "dispatched" ? objectText2(project, brief.brief) : null)?.replace(NONCE_LINE, "") ?? null
  };
}

// src/run/work-so-far.ts
import { existsSync, readFileSync, readlinkSync } from "fs";
var MAX_FILE_BYTES = 1024 * 1024;
var MAX_DIFF_BYTES = 1024 * 1024;
var COARSE_MS = 2000;
function workSoFar(project, run) {
  const base = baseOf2(run);
  if (base === null)
    return { said: "No task that changes files has begun.", text: "" };
  if (!existsSync(treeStore(project)))
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
    return stat.isSymbolicLink() ? readlinkSync(full, { encoding: "buffer" }) : readFileSync(full);
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
function askedText(call, run) {
  if (run.questions.length === 0)
    return "";
  const view = viewOf3(call.project, run, "here", reachOf(call, run));
  return [...questionLines(view, call), `Next: ${view.next}`].join(`
`);
}
async function printLines(call) {
  const follower = followRun(call.project, printer(call, call.project));
  let told = null;
  let asked = "";
  let looked = performance.now();
  for (;; ) {
    follower.poll();
    const run = follower.run();
    const problem = follower.problem();
    if (problem === null && run !== null && !isLive(run))
      return PRINTED;
    if (problem !== null)
      readRun(call.project);
    const now = problem !== null || run === null || call.json ? asked : askedText(call, run);
    if (now !== asked && now !== "")
      process.stdout.write(`
${clean(now)}

`);
    asked = now;
    const said = problem ?? (run === null ? `${noRunText(call)}
Waiting for a run to begin; Ctrl-C ends the wait.` : null);
    if (said !== null && said !== told)
      process.stderr.write(`${clean(said)}
`);
    told = said;
    if (performance.now() - looked >= SILENCE_LOOK_MS) {
      looked = performance.now();
      lookForSilence2(call.project);
    }
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
function lastSeq(project) {
  try {
    return readRunFast(project)?.seq ?? 0;
  } catch {
    return 0;
  }
}

class Look {
  call;
  follower;
  events = [];
  byTask = new Map;
  read = null;
  isStale = true;
  skipped;
  artifacts = new Map;
  constructor(call) {
    this.call = call;
    this.skipped = lastSeq(call.project) - 2 * MAX_EVENTS;
    this.follower = followRun(call.project, (run, event) => this.take(run, event));
  }
  artifact(sha) {
    if (!this.artifacts.has(sha))
      this.artifacts.set(sha, accepted(this.call.project, sha));
    return this.artifacts.get(sha);
  }
  take(run, event) {
    if (event.type === "run_created") {
      this.events = [];
      this.byTask = new Map;
    }
    const { call } = this;
    const look = (sha) => this.artifact(sha);
    const lines = event.seq <= this.skipped ? [] : progressLines(run, event, { paint: call.paint, look });
    this.events.push(...lines);
    if (this.events.length > 2 * MAX_EVENTS)
      this.events = this.events.slice(-MAX_EVENTS);
    const task = "task" in event && typeof event.task === "string" ? event.task : null;
    if (task === null)
      return;
    const known = this.byTask.get(task);
    if (known === undefined)
      this.byTask.set(task, [event]);
    else
      known.push(event);
  }
  changed(now) {
    this.isStale = this.follower.poll() || this.isStale;
    this.skipped = 0;
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
    lookForSilence2(call.project);
    const run = this.follower.run();
    const events = this.events.slice(-MAX_EVENTS);
    try {
      return {
        view: run === null ? null : viewOf3(call.project, run, "here", reachOf(call, run), (sha) => this.artifact(sha)),
        none: run === null && this.follower.problem() === null ? noRunText(call) : "",
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
  readRun(call.project);
  const view = await showScreen(call);
  return view === null || !["complete", "failed", "cancelled"].includes(view.status) ? done("", undefined) : done(`${projectLine(call)}${shortStatusText(view, call)}`, view);
}
export {
  onlyInTerminal,
  printAll,
  printLines,
  watchRun
};
