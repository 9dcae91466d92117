// @bun
import {
  unlessUnreadable
} from "./s204.js";
import {
  changedFiles
} from "./s234.js";
import {
  accepted,
  baseOf2
} from "./s119.js";
import {
  isChangedSince
} from "./s185.js";
import {
  titleOf2,
  testOfLine
} from "./s20.js";
import {
  approvedCommands
} from "./s5.js";
import {
  treeStore
} from "./s158.js";

// src/record/tests.ts
import { join } from "path";
var BY = { settings: "tests.commands of the settings", person: "approved by you", auto: "approved by --auto" };
var testsOf = (run) => approvedCommands(run).map(({ text, by }) => ({ text, shellAllowed: by !== "auto", from: BY[by] }));
var writtenMeanwhile = (record) => {
  const { written_meanwhile: own, tested } = record;
  return own ?? tested?.written_meanwhile ?? [];
};
function testRecordOf(project, task) {
  const record = accepted(project, task.artifact);
  const stored = record?.tested === undefined ? record : record.tested;
  if (!stored?.commands)
    return null;
  const commands = stored.commands.map(({ passed_tests = [], failed_tests = [], ...one }) => ({
    ...one,
    told_by: one.told_by ?? (passed_tests.length + failed_tests.length > 0 ? "output" : "exit"),
    tests: one.tests ?? [
      ...passed_tests.map((name) => testOfLine(name, "passed")),
      ...failed_tests.map((name) => testOfLine(name, "failed"))
    ]
  }));
  return { ...stored, commands };
}
var testTasks = (run, program) => run.tasks.filter((task) => task.who.program === program && task.kind !== "fix" && task.artifact !== null);
var baselineRecords = (project, run) => testTasks(run, "baseline").flatMap((task) => testRecordOf(project, task) ?? []);
function newestTests(project, run) {
  const task = testTasks(run, "tests").findLast((one) => !one.void);
  const record = task ? testRecordOf(project, task) : null;
  return task && record ? { task, record } : null;
}
var sawTree = (record, subject) => subject !== null && (record.after === subject || record.tree === subject);
var testsIn = (record, state) => record.commands.flatMap((one) => one.tests.filter((test) => test.state === state));
function passedTests(project, run, subject) {
  const record = newestTests(project, run)?.record;
  return record && sawTree(record, subject) ? testsIn(record, "passed") : [];
}
function writtenSince(project, run, tree, since) {
  const base = baseOf2(run);
  if (base === null)
    return [];
  return unlessUnreadable(() => changedFiles(project.root, base, tree, treeStore(project)), []).filter(({ path, status }) => status !== "deleted" && isChangedSince(join(project.root, path), since)).map(({ path }) => path);
}
function knownInChanged(project, run, record) {
  const known = (record?.commands ?? []).filter((one) => one.red === "known").flatMap((one) => one.tests);
  const failed = known.filter((one) => one.state === "failed" && one.file !== null);
  const [base, tree] = [baseOf2(run), record?.after ?? record?.tree ?? null];
  if (failed.length === 0 || base === null || tree === null)
    return [];
  const changed = unlessUnreadable(() => changedFiles(project.root, base, tree, treeStore(project)), []);
  const files = new Set(changed.map((one) => one.path));
  return [...new Set(failed.filter((one) => files.has(one.file)).map((one) => `${titleOf2(one)} (${one.file})`))];
}

export { testsOf, writtenMeanwhile, testRecordOf, testTasks, baselineRecords, newestTests, sawTree, testsIn, passedTests, writtenSince, knownInChanged };
