// @bun
import {
  shownPath2
} from "./s265.js";
import {
  testTasks,
  baselineRecords,
  newestTests,
  sawTree,
  knownInChanged
} from "./s119.js";
import {
  fit,
  oneLine2,
  plural
} from "./s28.js";
import {
  titleOf3
} from "./s24.js";
import {
  isLive,
  approvedCommands
} from "./s5.js";

// src/workflows/test-words.ts
import { join } from "path";
var MAX_NAMES = 12;
function named(names) {
  const shown = names.slice(0, MAX_NAMES).map((name) => JSON.stringify(oneLine2(name)));
  return names.length > MAX_NAMES ? `${shown.join(", ")} and ${names.length - MAX_NAMES} more` : shown.join(", ");
}
var RUNNERS = {
  rspec: "RSpec",
  phpunit: "PHPUnit",
  playwright: "Playwright",
  node: "node:test"
};
function sourceOf({ told_by, runner }) {
  if (told_by === "output")
    return " (by its output)";
  return runner === undefined ? "" : ` (${RUNNERS[runner] ?? runner}'s report)`;
}
function countsOf(one) {
  const { passed, failed, skipped = 0 } = one;
  if ((one.told_by ?? (passed + failed === 0 ? "exit" : "output")) === "exit")
    return null;
  const more = (count, what) => count > 0 ? `, ${count} ${what}` : "";
  return `${passed} passed${more(failed, "failed")}${more(skipped, "skipped")}${sourceOf(one)}`;
}
function endOf2(one) {
  const counts = countsOf(one);
  const end = one.signal === null ? `exit code ${one.exit}` : `ended by ${one.signal}`;
  switch (one.state) {
    case "passed":
    case "failed":
      if (counts === null)
        return `${end}, its tests are not known`;
      return one.state === "failed" && one.failed === 0 ? `${counts}, ${end}` : counts;
    case "timeout":
      return "ran out of time and was ended";
    case "not_found":
      return "could not be started";
    case "not_run":
      return "was not run: it needs a shell, and no person approved the line";
  }
}
var MAX_SAID = 160;
function failureLine(test) {
  const first = (test.message ?? "").split(`
`).find((line) => line.trim() !== "");
  const said = first === undefined ? "" : `: ${fit(oneLine2(first), MAX_SAID)}`;
  return `${test.file === null ? "" : `${oneLine2(test.file)}: `}${oneLine2(titleOf3(test))}${said}`;
}
var newFailures = ({ new_failures, tests }) => new_failures.map((title) => {
  const test = tests.find((one) => one.state === "failed" && titleOf3(one) === title);
  return test === undefined ? title : failureLine(test);
});
var code = (command) => `\`${oneLine2(command)}\``;
function againstText({ red, why }) {
  if (red === "known")
    return ". All of it failed before the implementation, too";
  if (red === "same_output")
    return ". Its output is that of before the implementation but for times: the same failure";
  if (red === "new" && why !== undefined)
    return `: ${why}`;
  return red === "unclear" ? `. Whether that is new cannot be told: ${why}` : "";
}
var writtenText = (paths) => `Written while the tests ran, and as before again: ${paths.slice(0, MAX_NAMES).map(shownPath2).join(", ")}${paths.length > MAX_NAMES ? ` and ${paths.length - MAX_NAMES} more` : ""}. A test or a build may do that; if none does, other code was tested than is reviewed.`;
function testLines(told) {
  if (told === null)
    return [];
  const before = told.baseline.map((one) => {
    const failed = one.tests.filter((test) => test.state === "failed").map(titleOf3);
    const failures = failed.length > 0 ? `: ${named(failed)}` : "";
    return `- Before the implementation ${code(one.command)}: ${endOf2(one)}${failures}. That is not this change's doing.`;
  });
  if (told.now === null)
    return before;
  const now = told.now.commands.flatMap((one) => {
    const command = code(one.command);
    const gone = `${plural(one.gone.length, "test")} of ${command} passed before the implementation and did not run now`;
    const fresh = newFailures(one);
    const more = fresh.length > MAX_NAMES ? [`  - and ${fresh.length - MAX_NAMES} more`] : [];
    return [
      `- ${command}: ${endOf2(one)}${againstText(one)}.${fresh.length > 0 ? " New:" : ""}`,
      ...fresh.slice(0, MAX_NAMES).map((line) => `  - ${line}`),
      ...more,
      ...one.gone.length > 0 ? [`- ${gone}: ${named(one.gone)}.`] : [],
      ...one.otherwise ? [`- Red before as well, and failing in another way now: ${named(one.otherwise)}.`] : []
    ];
  });
  const wrote = "- The run itself changed files of the project; the tree behind it is what is reviewed.";
  return [
    ...before,
    ...now,
    ...told.rewritten.length > 0 ? [
      `- Red before as well, in files that this change touched; look whether they are the same tests: ${named(told.rewritten)}.`
    ] : [],
    ...told.now.tree === told.now.after ? [] : [wrote],
    ...told.now.written_meanwhile ? [`- ${writtenText(told.now.written_meanwhile)}`] : [],
    ...told.bound ? [] : ["- The code has changed since that run."]
  ];
}
var MAX_TOLD = 8;
var MAX_MESSAGE = 1500;
function failedTests(one) {
  const failed = one.tests.filter((test) => test.state === "failed" && test.message?.trim());
  const isNew = (test) => one.new_failures.includes(titleOf3(test));
  const told = one.new_failures.length > 0 ? failed.filter(isNew) : failed;
  const shown = told.slice(0, MAX_TOLD).map((test) => {
    const message = test.message.trim();
    const text = message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}\u2026` : message;
    return `${test.file === null ? "" : `${test.file}: `}${titleOf3(test)}
${text}`;
  });
  return [...shown, ...told.length > MAX_TOLD ? [`and ${told.length - MAX_TOLD} more`] : []].join(`

`);
}
function failureTexts(told, objects) {
  const red = (told?.now?.commands ?? []).filter((one) => one.state !== "passed" && one.state !== "not_run");
  return red.map((one) => ({
    title: `${oneLine2(one.command)}${one.log === null ? "" : `, all of it in ${objects}/${one.log}`}`,
    text: failedTests(one) || one.lines.join(`
`)
  }));
}
var redBefore = (project, run) => baselineRecords(project, run).flatMap((record) => record.commands).filter((one) => one.state !== "passed");
function testsTold(project, run, subject) {
  const baseline = redBefore(project, run);
  const newest = newestTests(project, run);
  if (baseline.length === 0 && newest === null)
    return null;
  return {
    baseline,
    now: newest?.record ?? null,
    bound: newest !== null && sawTree(newest.record, subject),
    rewritten: knownInChanged(project, run, newest?.record ?? null),
    file: join(project.root, newest?.task.writes ?? "")
  };
}
var UNAPPROVED = "what was named needs a shell, and no person approved the line";
function whyNone(run) {
  if (!run.settings.tests.run)
    return "the settings say so";
  if (approvedCommands(run).length > 0)
    return isLive(run) ? "there is nothing to test yet" : "the run ended before";
  if (run.tests.decided.some((one) => one.by === "auto"))
    return UNAPPROVED;
  if (run.tests.decided.length > 0)
    return "the commands that were named are not approved";
  return run.tests.none ? "no test command is known" : "none was asked for";
}
var ended = (one) => `${one.command}: ${endOf2(one)}`;
function testsReport(project, run, final) {
  const newest = newestTests(project, run);
  const gone = newest?.record.commands.flatMap((one) => one.gone) ?? [];
  return {
    none: newest === null ? whyNone(run) : newest.record.outcome === "none" ? UNAPPROVED : null,
    baseline: redBefore(project, run).map(ended),
    last: [
      ...newest?.record.commands.map(ended) ?? [],
      ...run.tests.by_hand === null ? [] : [`by hand at ${run.tests.by_hand.at}: ${run.tests.by_hand.outcome}`],
      ...gone.length > 0 ? [`${gone.length} that passed before did not run: ${gone.slice(0, 3).join(", ")}`] : []
    ],
    before: baselineRecords(project, run).length,
    runs: testTasks(run, "tests").length,
    tree: newest?.record.after ?? null,
    final: newest === null || final === null ? null : newest.record.after === final || newest.record.tree === final
  };
}
function testStanding(project, run) {
  const { none, last, baseline } = testsReport(project, run, null);
  return [...none === null ? last : [], ...baseline.map((one) => `${one} (before the implementation)`)];
}

export { countsOf, endOf2, newFailures, writtenText, testLines, failedTests, failureTexts, testsTold, testsReport, testStanding };
