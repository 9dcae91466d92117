// @bun
import {
  testsOf
} from "./s119.js";
import {
  foundBefore,
  commandSettings,
  namedCommands
} from "./s118.js";
import {
  teamFacts
} from "./s49.js";
import {
  foundTests,
  managerOf,
  readPackage,
  hasScript
} from "./s209.js";
import {
  approvedCommands
} from "./s5.js";

// src/workflows/team/checks/commands.ts
var PRE_REVIEW_PARTS2 = ["lint", "types", "tests", "dependencies"];
var PART_SCRIPTS2 = {
  lint: ["lint"],
  types: ["typecheck", "type-check", "check-types", "tsc"],
  tests: ["test"]
};
var AUDITS = {
  npm: "npm audit --omit=dev --audit-level=high",
  pnpm: "pnpm audit --prod --audit-level high",
  bun: "bun audit --prod --audit-level=high"
};
var leftOut2 = (part) => `team.commands.${part} is false`;
var nothing = (why) => ({ command: null, why });
function preReviewCommands(root, settings) {
  const read = readPackage(root);
  const { manager, locked } = managerOf(root, "problem" in read ? undefined : read.manager);
  const proposed = (part) => {
    const [first] = part === "tests" ? foundTests(root) : [];
    return first === undefined ? null : { ...first, unseen: true };
  };
  const found = (part) => {
    const set = settings[part];
    if (set === false)
      return nothing(leftOut2(part));
    if (set !== undefined)
      return { command: set, from: "settings" };
    if ("problem" in read)
      return proposed(part) ?? nothing(`${read.problem}; set team.commands.${part}`);
    if (part === "dependencies") {
      const audit = AUDITS[manager];
      if (!locked)
        return nothing("there is no lock file; set team.commands.dependencies");
      return audit === undefined ? nothing(`${manager} has no audit that can be relied on; set team.commands.dependencies`) : { command: audit, from: "lock file" };
    }
    const name = PART_SCRIPTS2[part].find((one) => hasScript(read, one));
    if (name !== undefined)
      return { command: `${manager} run ${name}`, from: "package.json" };
    const why = `package.json has no script ${PART_SCRIPTS2[part].join(", ")}; set team.commands.${part}`;
    return proposed(part) ?? nothing(why);
  };
  return Object.fromEntries(PRE_REVIEW_PARTS2.map((part) => [part, found(part)]));
}
var KNOWN2 = "each failure was there before the build, too";
var commandsOf2 = ({ project, run }) => preReviewCommands(project.root, commandSettings(run));
var FOUND = { lint: "Lint", types: "Types", tests: "Tests", dependencies: "Dependencies" };
var foundLine = (part, { command, from }) => `${FOUND[part]} (${from}): ${command}`;
function foundCommands2(scene) {
  const parts = commandsOf2(scene);
  return PRE_REVIEW_PARTS2.flatMap((part) => {
    const one = parts[part];
    return one.command === null || one.from === "settings" ? [] : [foundLine(part, one)];
  });
}
function otherTests2(scene) {
  const { tests } = commandsOf2(scene);
  if (tests.command === null || tests.from === "settings")
    return [];
  const others = foundTests(scene.project.root).filter((one) => one.command !== tests.command);
  return others.map(({ command, from }) => `${command} (${from})`);
}
function approvedFound({ project, run }) {
  const shown = [
    ...run.decisions.flatMap(({ kind, option, commands }) => kind.startsWith("checkpoint-") && option === "proceed" ? commands : []),
    ...run.assumptions
  ];
  const all = foundTests(project.root);
  const wasShown = ({ command }) => shown.some((line) => line.includes(`${FOUND.tests} (`) && line.endsWith(`): ${command}`));
  return all.find(wasShown) ?? (run.auto ? all[0] : undefined);
}
function testsToRun2(settings, scene) {
  if (!settings.tests.run)
    return "tests.run is false in the settings";
  const allowed = (text) => scene === null || isPersonsLine2(scene, text);
  const set = scene === null ? [] : testsOf(scene.run);
  if (set.length > 0)
    return set.map((one) => ({ ...one, shellAllowed: allowed(one.text) }));
  const named = settings.team?.commands?.tests;
  if (typeof named === "string")
    return [{ text: named, shellAllowed: allowed(named), from: "team.commands.tests of the settings" }];
  if (scene === null)
    return [];
  const { tests } = commandsOf2(scene);
  if (tests.command === null)
    return tests.why;
  const found = tests.unseen ? approvedFound(scene) : tests;
  if (found === undefined)
    return `nobody has approved ${tests.command} (found by ${tests.from}); type it as another command`;
  return [{ text: found.command, shellAllowed: allowed(found.command), from: `found in ${found.from}` }];
}
function testCommands2(scene) {
  const tests = testsToRun2(scene.run.settings, scene);
  return typeof tests === "string" ? [] : tests;
}
function isPersonsLine2({ run }, line) {
  const { settings } = run;
  const named = [...settings.tests.commands, ...Object.values(settings.team?.commands ?? {}), ...namedCommands(run)];
  return named.includes(line) || approvedCommands(run).some((one) => one.text === line && one.by !== "auto");
}
function ownCommands2(scene) {
  const { lint, types } = commandsOf2(scene);
  const { found = [] } = teamFacts(foundBefore(scene.run));
  const isKnown = (part) => part.command !== null && (part.from === "settings" || found.some((line) => line.endsWith(`): ${part.command}`)));
  return [
    ...testCommands2(scene).map((one) => one.text),
    ...[lint, types].flatMap((one) => isKnown(one) ? one.command ?? [] : [])
  ];
}

export { PRE_REVIEW_PARTS2, PART_SCRIPTS2, leftOut2, KNOWN2, commandsOf2, foundCommands2, otherTests2, testsToRun2, testCommands2, isPersonsLine2, ownCommands2 };
