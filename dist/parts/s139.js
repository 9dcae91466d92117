// @bun
import {
  unlessUnreadable,
  changedFiles
} from "./s112.js";
import {
  accepted,
  baseOf2
} from "./s122.js";
import {
  treeStore
} from "./s13.js";
import {
  approvedCommands
} from "./s4.js";

// src/runners/report.ts
var titleOf2 = ({ suites, name }) => [...suites, name].join(" > ");
var FILE = /^[^\s:>]+\.\w{1,6}$/;
function partsOf(line) {
  const parts = [""];
  for (const piece of line.split(/( > | \u203A |::)/)) {
    const last = parts.length - 1;
    const isOpen = parts[last].split("[").length > parts[last].split("]").length;
    if (/^(?: > | \u203A |::)$/.test(piece) && !(piece === "::" && isOpen))
      parts.push("");
    else
      parts[last] += piece;
  }
  return parts;
}
function testOfLine(line, state) {
  const parts = partsOf(line).filter((part) => part.trim() !== "");
  const isFirstAFile = parts.length > 1 && FILE.test(parts[0]);
  const suites = parts.slice(isFirstAFile ? 1 : 0);
  const name = suites.pop() ?? line;
  return { file: isFirstAFile ? parts[0] : null, suites, name, state, message: null, frames: [] };
}
var SEPARATORS = ["::", " > ", " \u203A ", " ", "/", "."];
var PARAMETERS = /(?:\s*(?:(?:\{[^}]*\}|\([^)]*\))?\[(?:[^[\]]|\[[^[\]]*\])*\]|\([^)]*\))| with data set (?:"[^"]*"|#\d+))$/;
var withoutParameters = (name) => name.replace(PARAMETERS, "");
var blanked = (text) => text.includes("_") ? [text, text.replaceAll("_", " ")] : [text];
var spellings = (part) => [0, ...[...part.matchAll(/[\\/.]|::/g)].map((one) => one.index + one[0].length)].flatMap((at) => blanked(part.slice(at)));
function isTestNamed({ file, suites, name, held = 0 }, written) {
  const named = written.trim();
  if (named === "")
    return false;
  const path = [...file === null ? [] : [file], ...suites, name];
  return Array.from({ length: held + 1 }, (_, at) => path.slice(0, path.length - at)).some((whole) => {
    const around = whole.slice(0, -1);
    const own = whole.at(-1);
    return [own, withoutParameters(own)].flatMap(blanked).some((one) => {
      if (one === "" || !named.endsWith(one))
        return false;
      const before = named.slice(0, named.length - one.length);
      return before === "" || around.some((_, at) => isJoined(around.slice(at), before));
    });
  });
}
function isJoined([part, ...rest], text) {
  if (part === undefined)
    return text === "";
  return spellings(part).some((one) => {
    if (one === "" || !text.startsWith(one))
      return false;
    const left = text.slice(one.length);
    return SEPARATORS.some((separator) => left.startsWith(separator) && isJoined(rest, left.slice(separator.length)));
  });
}
var NOT_LOADED = "(could not be loaded)";

// src/record/tests.ts
var BY = { settings: "tests.commands of the settings", person: "approved by you", auto: "approved by --auto" };
var testsOf = (run) => approvedCommands(run).map(({ text, by }) => ({ text, shellAllowed: by !== "auto", from: BY[by] }));
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

export { titleOf2, testOfLine, withoutParameters, isTestNamed, NOT_LOADED, testsOf, testRecordOf, testTasks, baselineRecords, newestTests, sawTree, testsIn, passedTests, knownInChanged };
