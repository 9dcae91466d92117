// @bun
import {
  oneLine2,
  fence
} from "./s28.js";
import {
  diffPart
} from "./s267.js";

// src/workflows/execute/brief.ts
var code = (lines) => lines.length === 0 ? "None." : lines.map((one) => `- \`${one}\``).join(`
`);
var TESTS_FIRST = "The program runs the criteria twice: with your test files alone on the code as it was before, where one of them has to fail, and with all of your work, where none may. A test file is known by its folder or name, as `tests/`, `conftest.py` or `a.test.ts` are; tests within another file are not seen.";
var place = ({ folder, isAlone }) => isAlone ? ` Work in ${folder}, a checkout of your own, and change nothing elsewhere; only the file below is written outside of it.` : "";
function parts(facts) {
  const { item, details, sections, decided, frozen, problems, failed, diff, attempt } = facts;
  return [
    { title: `Task ${item.n}: ${item.name}`, body: details === "" ? item.name : fence(details, "markdown") },
    { title: "Files that you may change", body: code(item.files) },
    { title: "Commands before the work", body: code(item.setup) },
    { title: "Success criteria: each of these exits with 0", body: code(item.criteria) },
    { title: "Tests first", body: item.tdd ? TESTS_FIRST : "" },
    ...sections,
    { title: "Decided by the person", body: decided },
    { title: "Frozen by the person: no agent changes these", body: frozen.length === 0 ? "" : code(frozen) },
    ...attempt,
    { title: "What the program found", body: problems.map((one) => `- ${oneLine2(one)}`).join(`
`) },
    ...failed.map(({ command, lines, log }) => ({
      title: `Output of ${command}`,
      body: `${fence(lines.join(`
`))}${log === null ? "" : `
The whole of it: ${log}`}`
    })),
    diffPart(diff)
  ];
}
var brief = (work) => ({ work: (facts) => `${work}${place(facts)}`, parts });
var EXECUTE_BRIEFS = {
  execute: brief("Carry out this one task of a plan."),
  "mend-task": brief("The program looked at your task and it is not done: what it found stands below. Find out why, and mend the cause. A file that is not yours goes back to what it was."),
  "redo-task": brief("Somebody changed a file of your task while you worked. Your folder has their version of it now; make your change again on top of theirs, and keep what they did.")
};
export {
  EXECUTE_BRIEFS
};
