// @bun
import {
  itemsOf2,
  fillItem,
  gatesOf,
  gateOf,
  keysFrom,
  gatesFrom,
  isBehind
} from "./s50.js";
import {
  taskOf,
  isOver,
  tasksOf2
} from "./s3.js";

// src/command-line.ts
var PART = /([ \t]+)|'([^']*)'|"([^"$`\\!]*)"|([\w@%+=:,./-]+)/y;
var ASSIGNMENT = /^[A-Za-z_]\w*=/;
var SHELLS = /^(?:.*\/)?(?:sh|bash|dash|ash|zsh|ksh|fish|busybox)$/;
var RUNNERS = /^(?:.*\/)?(?:npm|npx|pnpm|pnpx|yarn|bunx)$/;
function handsToShell(words) {
  const at = (fits, flag) => words.some((word, index) => fits.test(word) && words.slice(index + 1).some((one) => flag.test(one)));
  return at(SHELLS, /^-[a-z]*c[a-z]*$/i) || at(/^(?:.*\/)?env$/, /^(?:-[a-z0]*S|--split-string)/) || at(RUNNERS, /^(?:-c|--call|--shell-mode)(?:=|$)/) || /^(?:eval|source|\.)$/.test(words[0] ?? "");
}
function readCommandLine(line) {
  const words = [];
  let word = null;
  PART.lastIndex = 0;
  while (PART.lastIndex < line.length) {
    const part = PART.exec(line);
    if (part === null)
      return { shell: true, line };
    const [, blank, single, double, plain] = part;
    if (blank !== undefined) {
      if (word !== null)
        words.push(word);
      word = null;
    } else
      word = (word ?? "") + (single ?? double ?? plain ?? "");
  }
  if (word !== null)
    words.push(word);
  const needs = words.length === 0 || ASSIGNMENT.test(words[0]) || handsToShell(words);
  return needs ? { shell: true, line } : { shell: false, words };
}
var needsShell = (line) => readCommandLine(line).shell;
var HIDDEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800\u27E8]|(?! )\p{Zs}/gu;
var BLANKS = /^ +| +$| {3,}/g;
var named = (char) => `\u27E8U+${char.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}\u27E9`;
var visible = (command) => command.replace(HIDDEN, named).replace(BLANKS, (blanks) => `\u27E8${blanks.length} blank${blanks.length === 1 ? "" : "s"}\u27E9`);
var linesOf = (text) => [
  ...new Set(text.split(/[\r\n]+/).map((line) => line.trim()).filter((line) => line !== ""))
];
var MAX_COMMAND = 300;
var MAX_COMMANDS = 8;
function commandsProblem(lines) {
  const long = lines.find((one) => one.length > MAX_COMMAND);
  if (long !== undefined)
    return `a command has at most ${MAX_COMMAND} characters, not ${long.length}: ${visible(long.slice(0, 60))}\u2026; put it into a script`;
  return lines.length > MAX_COMMANDS ? `at most ${MAX_COMMANDS} commands, not ${lines.length}` : null;
}
function fitAsCommands(text) {
  const lines = linesOf(text);
  return commandsProblem(lines) === null && fitting(lines, "alone").length === lines.length;
}
var TOOLS = [
  "(?:npm|pnpm|yarn|bun) (?:test|t|lint|(?:run|run-script|exec|x) \\S+)",
  "(?:npx|bunx|pnpx) \\S+",
  "node --test|deno (?:test|lint|check|task \\S+)",
  "(?:python3?|py) -m \\S+|pytest|tox|nox|mypy|ruff check|(?:uv|poetry|pipenv|hatch|pdm) run \\S+",
  "go (?:test|vet)|cargo (?:test|nextest|clippy|check)",
  "(?:bundle exec )?(?:rspec|rubocop|rake \\S+)|composer (?:run )?test|phpunit|(?:\\./)?vendor/bin/\\S+",
  "(?:mvn|gradle|\\./(?:mvnw|gradlew)) \\S+|dotnet test|mix test|make (?:test|check|lint)\\S*",
  "eslint|tsc|biome (?:check|lint)|\\./\\S+"
];
var TOOL = new RegExp(`^(?:${TOOLS.join("|")})(?= |$)`);
var ARGUMENT = /^-|[./:=*@\d]|^(?:tests?|spec|src|all)$/;
var PREFIX_WORD = /^\p{L}+ ?: ?/u;
function isPlainCall(call) {
  const [tool] = TOOL.exec(call) ?? [];
  const words = call.slice(tool?.length).split(" ").slice(1);
  return tool !== undefined && words.every((word, at) => ARGUMENT.test(word) || words[at - 1]?.startsWith("-"));
}
var isPlainlyCommands = (text) => linesOf(text).length > 0 && linesOf(text).every((line) => line.replaceAll(/\s+/g, " ").replace(PREFIX_WORD, "").split(/ ?(?:&&|\|\||;|\|) ?/).every(isPlainCall));
var ROW = 72;
var PREFIX = 20;
var WIDE = 4352;
function rowsOf(command) {
  let columns = PREFIX;
  for (const char of visible(command))
    columns += char.codePointAt(0) < WIDE ? 1 : 2;
  return Math.ceil(columns / ROW);
}
var ROWS = { beside: 6, alone: 14 };
function fitting(commands, where) {
  let room = ROWS[where];
  const end = commands.findIndex((one) => {
    room -= rowsOf(one);
    return room < 0;
  });
  return commands.slice(0, end < 0 ? commands.length : Math.max(1, end));
}
var fitBeside = (commands) => commands.reduce((rows, one) => rows + rowsOf(one), 0) <= ROWS.beside;

// src/engine/workflow.ts
var FREE_TEXT = ["correct", "answer", "revise", "name"];
var review2 = (gate) => ({ ...gate, gate: "review" });
var isWork = (gate) => gate.gate !== "checkpoint" && gate.gate !== "wave";

// src/engine/tasks.ts
var PROGRAM = "program";
function whoOf(who, { settings, assigned }, workflow) {
  const models = settings?.models ?? {};
  if ("program" in who)
    return { agent: PROGRAM, model: who.program, program: who.program };
  if ("role" in who) {
    const first = assigned?.[who.role]?.[0];
    if (first)
      return first;
    const { agent, model } = agentOf(workflow, who.role);
    return { agent, model: models[who.role] ?? models[agent] ?? model, role: who.role };
  }
  const model = models[who.agent] ?? who.model;
  return "provider" in who ? { agent: who.agent, model, provider: who.provider } : { agent: who.agent, model };
}
function agentOf({ roles = {} }, role) {
  const begins = Object.keys(roles).find((name) => name.endsWith("*") && role.startsWith(name.slice(0, -1)));
  const found = roles[role] ?? (begins === undefined ? undefined : roles[begins]);
  if (!found)
    throw new Error(`no agent has the role "${role}"; known: ${Object.keys(roles).join(", ")}`);
  return found;
}
function nextFor2({ assigned }, { who }) {
  const all = who.role !== undefined && assigned?.[who.role] || [];
  return all[all.findIndex((one) => one.provider === who.provider && one.model === who.model) + 1 || all.length];
}
var PERSON = { agent: "person", model: "" };
var JOIN = { agent: PROGRAM, model: "wave" };
function gateTask(id, gate, { version, after, who, kind = "gate", token }) {
  const work = isWork(gate) ? gate : { reads: [], writes: "", schema: "decision", brief: "" };
  return {
    type: "task_created",
    task: id,
    gate: gate.key,
    kind,
    version,
    token: token ?? gate.token ?? "",
    subject: version === 1 ? gate.title : `${gate.title} v${version}`,
    who,
    blocked_by: after,
    reads: work.reads,
    writes: work.writes,
    schema: work.schema,
    brief: work.brief,
    fixes: null,
    ...optionalFields(isWork(gate) ? gate : {}, gate.item)
  };
}
var optionalFields = ({ documents, edits }, item) => ({
  ...item === undefined ? {} : { item },
  ...documents ? { documents } : {},
  ...edits ? { edits } : {}
});
var versionsOf = (run, gate) => run.tasks.filter((task) => task.gate === gate && task.kind !== "fix").length;
function chain(workflow, run, gates) {
  const ids = new Map;
  const all = gatesOf(workflow, run);
  const chained = gates.filter((gate) => !isBehind(gate));
  return chained.map((gate, index) => {
    const id = `T${run.tasks.length + index + 1}`;
    const after = gate.after.flatMap((key) => ids.get(key) ?? lastOf(run, key));
    const stays = gate.after.filter((key) => !ids.has(key));
    for (const [key, earlier] of ids)
      if (!after.includes(earlier) && stays.some((one) => keysFrom(all, [key]).has(one)))
        after.push(earlier);
    ids.set(gate.key, id);
    return gateTask(id, gate, { version: versionsOf(run, gate.key) + 1, after, who: whoNow(workflow, run, gate) });
  });
}
var lastOf = (run, gate) => tasksOf2(run, gate).filter((task) => task.status !== "cancelled").slice(-1).map((task) => task.id);
var checksBehind = (run, gates, done) => checks(run, gates, done.id, done.token);
var checksBefore = (run, gate, task) => {
  const [created] = checks(run, [gate], "", task.token);
  const check = created;
  return [
    { ...check, blocked_by: task.blocked_by },
    { type: "task_blocked", task: task.id, by: [check.task] }
  ];
};
function checks(run, gates, after, token) {
  let before = after;
  const events = gates.map((gate, index) => {
    const id = `T${run.tasks.length + index + 1}`;
    const version = versionsOf(run, gate.key) + 1;
    const who = whoOf(gate.who, run, {});
    const created = gateTask(id, gate, { version, after: [before], who, token: gate.token ?? token });
    before = id;
    return created;
  });
  return [...events, ...waitFor(run, [after], before)];
}
function whoNow(workflow, run, gate) {
  if (!isWork(gate))
    return gate.gate === "wave" ? JOIN : PERSON;
  const before = run.tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix");
  return before?.who ?? whoOf(gate.who, run, workflow);
}
var dropped = (run, keys) => run.tasks.flatMap((task) => {
  if (!keys.has(task.gate) || task.void && isOver(task))
    return [];
  const voided = { type: "task_voided", task: task.id };
  return isOver(task) ? [voided] : [{ type: "task_cancelled", task: task.id }, voided];
});
function redo(workflow, run, key) {
  const gates = gatesFrom(gatesOf(workflow, run), key);
  const keys = new Set(gates.map((gate) => gate.key));
  const questions = run.questions.filter((one) => one.task !== null && keys.has(taskOf(run, one.task).gate));
  const closed = questions.map((one) => ({ type: "question_closed", question: one.id }));
  const again = gates.filter((gate) => gate.wave === undefined || !keys.has(gate.wave));
  return [...dropped(run, keys), ...closed, ...chain(workflow, run, again)];
}
function reviewsAgain(workflow, run, review, then) {
  const gate = gateOf(workflow, run, review.gate);
  if (gate.gate === "check")
    return isBehind(gate) ? [] : [gate];
  if (gate.gate !== "review")
    return [];
  if (then === "self")
    return [gate];
  const hasReviewed = (one) => {
    const reviews = tasksOf2(run, one.key);
    return reviews.some((task) => task.status === "done") && reviews.every(isOver);
  };
  return gatesOf(workflow, run).filter((one) => one.gate === "review" && one.group === gate.group && (one.key === gate.key || hasReviewed(one)));
}
function repeatGate(workflow, run, id, gate, by, scope = []) {
  const kind = gate.gate === "check" ? "gate" : "rereview";
  const who = whoNow(workflow, run, gate);
  const created = gateTask(id, gate, { version: versionsOf(run, gate.key) + 1, after: by, who, kind });
  return scope.length > 0 ? { ...created, scope } : created;
}
function fixTasks(workflow, run, found, fix, from, first, items = fix.each ? itemsOf2(workflow, fix.each.over, run, found) : [null], given = []) {
  const gate = gateOf(workflow, run, found.gate);
  const reads = isWork(gate) ? gate.reads : [];
  const number = gate.gate === "panel" && gate.arbiter?.schema === fix.schema ? 1 : found.version;
  let before = first;
  return items.map((item, index) => {
    const one = item === null ? fix : fillItem(fix, item);
    const created = {
      type: "task_created",
      task: `T${from + index}`,
      gate: found.gate,
      kind: "fix",
      version: found.version,
      token: one.token,
      subject: numbered(run, given, `${one.title} v`, number),
      who: whoOf(one.who, run, workflow),
      blocked_by: before,
      reads: [...new Set([...reads, found.writes])].filter((path) => path !== ""),
      writes: one.writes,
      schema: one.schema,
      brief: one.brief,
      fixes: found.id,
      ...optionalFields(one, item?.item)
    };
    before = [created.task];
    return created;
  });
}
function numbered(run, given, title, version) {
  const isTaken = (subject) => given.includes(subject) || run.tasks.some((task) => task.subject === subject);
  for (let number = version;; number += 1)
    if (!isTaken(`${title}${number}`))
      return `${title}${number}`;
}
var waitFor = (run, ids, by) => run.tasks.filter((task) => !isOver(task) && task.blocked_by.some((id) => ids.includes(id))).map((task) => ({ type: "task_blocked", task: task.id, by: [by] }));
function fixAndReview(workflow, run, review, fix, then) {
  const events = fixTasks(workflow, run, review, fix, run.tasks.length + 1, [review.id]);
  let before = `T${run.tasks.length + events.length}`;
  for (const gate of reviewsAgain(workflow, run, review, then)) {
    const id = `T${run.tasks.length + events.length + 1}`;
    events.push(repeatGate(workflow, run, id, gate, [before]));
    before = id;
  }
  return [...events, ...waitFor(run, [review.id], before)];
}

export { readCommandLine, needsShell, visible, linesOf, MAX_COMMAND, MAX_COMMANDS, commandsProblem, fitAsCommands, isPlainlyCommands, fitting, fitBeside, FREE_TEXT, review2, isWork, whoOf, nextFor2, chain, checksBehind, checksBefore, dropped, redo, repeatGate, fixTasks, waitFor, fixAndReview };
