// @bun
import {
  removeFile
} from "./s25.js";
import {
  unlessUnreadable
} from "./s127.js";
import {
  changedFiles
} from "./s265.js";
import {
  runOne,
  isNotThere
} from "./s218.js";
import {
  projectTree
} from "./s247.js";
import {
  cut,
  oneLine2
} from "./s28.js";
import {
  CONFIG
} from "./s40.js";
import {
  SESSIONS,
  KNOWN_CAUSES,
  SURVEY3,
  TEST,
  RED,
  GREEN,
  CLOSE,
  surveyOf3,
  hypothesisOf,
  reproductionOf,
  fixOf,
  testRunOf
} from "./s88.js";
import {
  RESOLVED,
  newSession,
  readSession,
  withStatus,
  withFields,
  withEntry,
  freshSlug2,
  resolves2
} from "./s184.js";
import {
  isQuiet
} from "./s245.js";
import {
  isApproved,
  isAllowed
} from "./s167.js";
import {
  problemText
} from "./s72.js";
import {
  readConfigText
} from "./s250.js";
import {
  readText,
  put,
  applyChanges
} from "./s120.js";
import {
  result
} from "./s229.js";
import {
  treeStore
} from "./s172.js";

// src/workflows/phases/debug/checks.ts
import { join } from "path";
var MAX_LINE = 380;
var line = (text) => cut(oneLine2(text), MAX_LINE);

class NotWritten extends Error {
  problems;
  constructor(problems) {
    super(problems.join("; "));
    this.problems = problems;
  }
}
function write(root, path, text) {
  const done = applyChanges(root, [put(path, text)]);
  if (!done.ok)
    throw new NotWritten(done.problems.map(problemText));
}
var textOf = (root, { file, trigger }, now) => readText(root, file, []) ?? newSession({ trigger, now });
var gone = (task) => result(task, "fail", { problems: ["what came before is gone from .task/objects"] });
var survey = async ({ project: { root }, run }, task) => {
  const meant = run.options.session === undefined ? resolves2(root, run.request.text) : null;
  const slug = run.options.session ?? (meant?.ok ? meant.options.session : undefined) ?? freshSlug2(root, "session");
  const file = join(SESSIONS, `${slug}.md`);
  const unread = [];
  const text = readText(root, file, unread);
  if (unread.length > 0)
    return result(task, "fail", { problems: unread.map(problemText) });
  const now = run.updated_at;
  const session = text === null ? null : readSession(text);
  const known = join(SESSIONS, KNOWN_CAUSES);
  const trigger = session?.trigger || run.request.text;
  write(root, file, text === null ? newSession({ trigger, now }) : withStatus(text, "investigating", now));
  const config = readText(root, CONFIG, []);
  const said = {
    ...{ slug, file, trigger, resumed: session !== null },
    symptoms: session?.symptoms ?? [],
    eliminated: session?.eliminated ?? [],
    evidence: session?.evidence ?? [],
    known: readText(root, known, []) === null ? null : known
  };
  const yolo = config !== null && isQuiet({ root }, readConfigText(config, CONFIG).config);
  const facts = { file, ruled_out: said.eliminated.length, ...yolo ? { yolo } : {} };
  return result(task, "pass", { survey: said, facts });
};
async function run(scene, command, signal) {
  if (!isAllowed(scene.run, command))
    return null;
  const timeoutMs = scene.run.settings.tests.timeout_minutes * 60000;
  const test = { text: command, shellAllowed: isApproved(scene.run, command) };
  const { ran, output } = await runOne(scene.project, test, { env: process.env, signal, timeoutMs });
  const state = isNotThere(ran, output) ? "not_found" : ran.state;
  return { state, exit: ran.exit, lines: ran.lines, output };
}
var ended = ({ state, exit }) => state === "timeout" ? "was stopped, as its time was up" : state === "not_found" || state === "not_run" ? "did not start" : `ended with ${exit}`;
function compared({ exit, output }, ran) {
  if (ran.state !== "passed" && ran.state !== "failed")
    return { came: null, found: ended(ran) };
  const asSaid = ran.exit === 0 === (exit === "zero");
  const said = output === null || output === undefined || output === "" || ran.output.includes(output);
  const missing = said ? "" : `, without "${output}" in its output`;
  return { came: asSaid && said, found: `${ended(ran)}${missing}` };
}
function expecting({ kind, exit, output, quote }) {
  if (kind === "observation")
    return `"${quote}" stands there`;
  return `exit code ${exit === "zero" ? "0" : "not 0"}${output ? `, "${output}" in the output` : ""}`;
}
var outcomeOf = (came, { if_so }) => came === null ? "cannot" : !came ? "ruled_out" : if_so === "root_cause" ? "root_cause" : "narrowed";
var test = async (scene, task, signal) => {
  const { project, run: now } = scene;
  const [known, supposed] = [surveyOf3(project, now), hypothesisOf(project, now)];
  if (known === null || supposed === null)
    return gone(task);
  const { test: made } = supposed;
  const command = made.command?.trim() ?? "";
  const what = made.kind === "command" ? command : `${made.file}:${made.line ?? "?"}`;
  let [came, found] = [made.means === "confirmed", `read "${made.quote}"`];
  let lines = [];
  if (made.kind === "command") {
    const ran = await run(scene, command, signal);
    if (ran === null)
      return result(task, "fail", { problems: [`nobody has allowed ${command}`] });
    ({ came, found } = compared(made, ran));
    lines = ran.lines;
  }
  const outcome = outcomeOf(came, supposed);
  const at = now.updated_at;
  const evidence = line(`${what} ${found}; expected ${expecting(made)}`);
  let text = withStatus(textOf(project.root, known, at), outcome === "root_cause" ? "fixing" : "investigating", at);
  text = withFields(text, "symptoms", symptomsOf(supposed), { keep: true });
  text = withFields(text, "focus", {
    hypothesis: supposed.hypothesis,
    test: what,
    expecting: expecting(made),
    next_action: outcome === "root_cause" ? "write a test that fails because of it" : "another hypothesis"
  });
  if (outcome === "ruled_out")
    text = withEntry(text, "eliminated", { hypothesis: supposed.hypothesis, evidence, timestamp: at });
  else
    text = withEntry(text, "evidence", {
      timestamp: at,
      checked: `${supposed.hypothesis} (${what})`,
      found,
      implication: outcome === "cannot" ? "nothing: the test did not run to its end" : supposed.proves
    });
  if (outcome === "root_cause")
    text = withFields(text, "resolution", { root_cause: supposed.hypothesis });
  write(project.root, known.file, text);
  return result(task, outcome, {
    ...{ expected: expecting(made), found, lines },
    facts: { hypothesis: line(supposed.hypothesis), outcome, evidence }
  });
};
var symptomsOf = ({ symptoms }) => Object.fromEntries(Object.entries(symptoms ?? {}).flatMap(([key, value]) => value && value.trim() !== "" ? [[key, value]] : []));
var treeNow = (scene) => {
  const tree = projectTree(scene);
  return tree.ok ? tree.subject : null;
};
async function passing(scene, commands, signal) {
  const passed = [];
  for (const command of commands)
    if ((await run(scene, command, signal))?.state === "passed")
      passed.push(command);
  return passed;
}
var ofSettings = ({ run: { tests, settings } }) => settings.tests.run ? tests.decided.filter((one) => one.approved && one.by === "settings").map(({ text }) => text) : [];
var red = async (scene, task, signal) => {
  const wanted = reproductionOf(scene.project, scene.run);
  if (wanted === null)
    return gone(task);
  const ran = await run(scene, wanted.command, signal);
  if (ran === null)
    return result(task, "fail", { problems: [`nobody has allowed ${wanted.command}`] });
  const outcome = ran.state === "failed" ? "red" : ran.state === "passed" ? "green" : "cannot";
  const problems = {
    red: [],
    green: [`${wanted.command} ended with 0 before anything was mended: it does not show the bug`],
    cannot: [`${wanted.command} ${ended(ran)}`, ...ran.lines.slice(-2)]
  };
  const passed = outcome === "red" ? await passing(scene, ofSettings(scene), signal) : [];
  const record = { problems: problems[outcome], lines: ran.lines, tree: treeNow(scene), passed };
  return result(task, outcome, { ...record, facts: { command: line(wanted.command) } });
};
var green = async (scene, task, signal) => {
  const { project, run: now } = scene;
  const [wanted, before] = [reproductionOf(project, now), testRunOf(project, now, RED)];
  const known = surveyOf3(project, now);
  if (wanted === null || before === null || known === null)
    return gone(task);
  const tree = treeNow(scene);
  const ran = await run(scene, wanted.command, signal);
  if (ran === null)
    return result(task, "fail", { problems: [`nobody has allowed ${wanted.command}`] });
  const changed = before.tree === null || tree === null ? [] : unlessUnreadable(() => changedFiles(project.root, before.tree, tree, treeStore(project)).map(({ path }) => path), []);
  const still = ran.state === "passed" ? await passing(scene, before.passed, signal) : before.passed;
  const problems = [
    ...ran.state === "passed" ? [] : [`${wanted.command} ${ended(ran)}, expected 0`],
    ...changed.filter((path) => wanted.files.includes(path)).map((path) => `${path}: the failing test was changed`),
    ...changed.length === 0 ? ["nothing was changed since the test failed"] : [],
    ...before.passed.filter((one) => !still.includes(one)).map((one) => `${one} passed before the fix and fails now`)
  ];
  const outcome = problems.length === 0 ? "green" : ran.state === "failed" || ran.state === "passed" ? "red" : "cannot";
  if (outcome === "green")
    write(project.root, known.file, withStatus(textOf(project.root, known, now.updated_at), "verifying", now.updated_at));
  const record = { problems, lines: ran.lines, tree, passed: still };
  return result(task, outcome, {
    ...record,
    changed,
    facts: { command: line(wanted.command), changed: changed.length }
  });
};
var close = async (scene, task) => {
  const { project, run: now } = scene;
  const [known, wanted, cause] = [surveyOf3(project, now), reproductionOf(project, now), hypothesisOf(project, now)];
  if (known === null || wanted === null || cause === null)
    return gone(task);
  const at = now.updated_at;
  const fixed = fixOf(project, now);
  const text = withFields(withStatus(textOf(project.root, known, at), RESOLVED, at), "resolution", {
    root_cause: cause.hypothesis,
    fix: fixed?.summary ?? "",
    verification: `${wanted.command} failed before the fix and passes behind it`,
    files_changed: `[${[...new Set([...wanted.files, ...fixed?.changed_files ?? []])].join(", ")}]`
  });
  const path = join(SESSIONS, RESOLVED, `${known.slug}.md`);
  write(project.root, path, withFields(text, "focus", { next_action: "none" }));
  removeFile(join(project.root, known.file));
  return result(task, "pass", { facts: { path, cause: line(cause.hypothesis) } });
};
var guarded = (check) => async (scene, task, signal) => {
  try {
    return await check(scene, task, signal);
  } catch (error) {
    if (!(error instanceof NotWritten))
      throw error;
    return result(task, "fail", { problems: error.problems });
  }
};
var CHECKS = Object.fromEntries(Object.entries({ [SURVEY3]: survey, [TEST]: test, [RED]: red, [GREEN]: green, [CLOSE]: close }).map(([name, check]) => [name, guarded(check)]));
export {
  CHECKS
};
