// @bun
import {
  visible
} from "./s2.js";
import {
  readCache,
  writeFileAtomic
} from "./s25.js";
import {
  accepted
} from "./s121.js";
import {
  testRecordOf,
  baselineRecords
} from "./s119.js";
import {
  wrap,
  wrapWhole,
  cut,
  someOf,
  oneLine2,
  HOST_TABLE,
  plural
} from "./s28.js";
import {
  moduleOf,
  sceneOf
} from "./s70.js";
import {
  countText,
  outcomeText
} from "./s199.js";
import {
  countsOf,
  endOf2,
  newFailures
} from "./s253.js";
import {
  SEVERITIES,
  taskOf,
  acceptedTasks
} from "./s5.js";
import {
  isObject,
  parseJson
} from "./s81.js";

// src/run/came-of.ts
import { lstatSync, rmSync } from "fs";
import { join } from "path";
var TOLD = "told.json";
var MOST = { tasks: 8, findings: 6, files: 6, failures: 3 };
var WIDTH = 100;
var MAX_LETTERS = 1000;
var seen = (text) => visible(oneLine2(text));
function line(lead, text) {
  const [first = "", ...more] = wrap(lead + seen(text.slice(0, MAX_LETTERS)), WIDTH - 1);
  const whole = more.length > 0 ? `${first.replace(/[\s.,;:\u2026]+$/, "")}\u2026` : first;
  return wrapWhole(whole, HOST_TABLE).join(`
`);
}
var isFound = (one) => isObject(one) && typeof one.problem === "string";
function foundBy(project, run, task, { findings }) {
  const own = Array.isArray(findings) ? findings.filter(isFound) : [];
  if (own.length > 0)
    return own;
  const caught = moduleOf(run.workflow).report.caught(sceneOf(project, run));
  return caught.filter((one) => one.task === task.id).map(({ place, ...one }) => ({ ...one, at: place }));
}
function findingLines(found, file) {
  const rank = ({ severity }) => SEVERITIES.indexOf(severity);
  const shown = found.toSorted((a, b) => rank(a) - rank(b)).slice(0, MOST.findings);
  return [
    ...shown.map(({ severity, file, line: at, at: part, problem, outside }) => {
      const place = seen(file ? `${file}${at ? `:${at}` : ""}` : part ?? "");
      const where = `${place}${outside === true ? ", outside of the change" : ""}`;
      return line(`  ${oneLine2(String(severity))} ${where}${where === "" ? "" : ": "}`, problem);
    }),
    ...found.length > shown.length ? [`  \u2026 and ${found.length - shown.length} more in ${file}`] : []
  ];
}
function testLines(project, run, task) {
  const record = testRecordOf(project, task);
  if (record === null)
    return [];
  const before = record.baseline ? [] : baselineRecords(project, run).flatMap(({ commands }) => commands);
  return record.commands.flatMap((one) => {
    const earlier = before.findLast(({ command }) => command === one.command);
    const was = earlier === undefined ? "" : `; before the change: ${countsOf(earlier) ?? endOf2(earlier)}`;
    const failures = newFailures(one);
    return [
      `  ${visible(one.command)}: ${endOf2(one)}${was}`,
      ...failures.slice(0, MOST.failures).map((title) => line("  fails now: ", title)),
      ...failures.length > MOST.failures ? [`  \u2026 and ${failures.length - MOST.failures} more in ${task.writes}`] : []
    ];
  });
}
var MAX_TITLE = 50;
var titled = ({ id, subject }) => `${id} ${cut(seen(subject), MAX_TITLE)}`;
function cameOf2(project, run, task) {
  const said = accepted(project, task.artifact) ?? {};
  const found = foundBy(project, run, task, said);
  const voted = [`votes ${oneLine2(String(said.vote))}`, countText(found)].filter((one) => one !== "").join(", ");
  const files = Array.isArray(said.changed_files) ? said.changed_files.map((one) => oneLine2(String(one))) : [];
  const tests = testLines(project, run, task);
  const came = outcomeText(run, task, tests.length > 0 ? undefined : (sha) => accepted(project, sha));
  const asker = task.kind === "fix" && task.fixes !== null ? taskOf(run, task.fixes) : undefined;
  const asked = run.questions.filter((one) => one.task === task.id).map(({ id }) => id);
  return [
    `${titled(task)}: ${said.vote === undefined ? came : voted}`,
    ...asker === undefined ? [] : [`  asked for by ${titled(asker)}`],
    ...findingLines(found, task.writes),
    ...files.length > 0 ? [line("  ", someOf(files, MOST.files))] : [],
    ...tests,
    ...asked.length > 0 ? [`  you are asked ${asked.join(", ")}`] : []
  ].join(`
`);
}
var nameOf = ({ id, artifact, acceptedSeq }) => `${id} ${artifact?.slice(0, 12) ?? acceptedSeq}`;
var MAX_TOLD = 1e6;
function toldOf(path, run) {
  const read = parseJson(readCache(path, undefined, MAX_TOLD) ?? new Uint8Array);
  const { run: of, told } = read.ok && isObject(read.value) ? read.value : {};
  return new Set(of === run.run && Array.isArray(told) ? told.filter((one) => typeof one === "string") : []);
}
function newlyCame2(project, run) {
  const path = join(project.task, TOLD);
  const all = acceptedTasks(run);
  const before = toldOf(path, run);
  const due = all.filter((task) => !before.has(nameOf(task)));
  if (due.length === 0)
    return "";
  try {
    if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory())
      rmSync(path, { recursive: true });
    writeFileAtomic(path, `${JSON.stringify({ run: run.run, told: all.map(nameOf) })}
`);
  } catch {
    return "";
  }
  const shown = due.filter((task) => !task.by_person).slice(-MOST.tasks);
  const rest = due.length - shown.length;
  const earlier = rest > 0 && due.length > MOST.tasks ? [`${plural(rest, "earlier task")}: /multi-ai:status`] : [];
  return [...earlier, ...shown.map((task) => cameOf2(project, run, task))].join(`
`);
}
function cameSafely(project, run) {
  try {
    return newlyCame2(project, run);
  } catch {
    return "";
  }
}
function withCame2(project, run, output) {
  const came = cameSafely(project, run);
  if (came === "")
    return output;
  const field = output.decision === "block" ? "reason" : "systemMessage";
  const said = output[field];
  return { ...output, [field]: typeof said === "string" ? `${came}
${said}` : came };
}

export { cameOf2, newlyCame2, withCame2 };
