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
  approvedCommands
} from "./s5.js";
import {
  readArtifact,
  isObject,
  parseJson
} from "./s81.js";

// src/workflows/team/checks/commands.ts
import { existsSync as existsSync2 } from "fs";
import { join as join2 } from "path";

// src/workflows/team/checks/found-tests.ts
import { existsSync, readdirSync } from "fs";
import { join } from "path";
function rootOf(folder) {
  const list = (path) => {
    try {
      return readdirSync(join(folder, path)).sort();
    } catch {
      return [];
    }
  };
  return {
    names: [...list("."), ...["test", "tests"].flatMap((one) => list(one).map((name) => `${one}/${name}`))],
    has: (...paths) => paths.find((one) => existsSync(join(folder, one))),
    text(path) {
      const read = readArtifact(join(folder, path));
      return read.ok ? new TextDecoder().decode(read.bytes) : "";
    }
  };
}
var of = (from, command) => from === undefined ? [] : [{ command, from }];
function fieldOf(root, file, ...path) {
  const json = parseJson(new TextEncoder().encode(root.text(file)), "last");
  return path.reduce((now, key) => isObject(now) ? now[key] : undefined, json.ok ? json.value : undefined);
}
function python(root) {
  const says = [
    ["pytest.ini", /^/],
    ["conftest.py", /^/],
    ["tests/conftest.py", /^/],
    ["pyproject.toml", /\bpytest\b/],
    ["setup.cfg", /\[tool:pytest\]/],
    ["tox.ini", /\[pytest\]|\bpytest\b/]
  ];
  const file = says.find(([path, words]) => root.has(path) !== undefined && words.test(root.text(path)))?.[0] ?? root.names.find((name) => /^requirements[\w.-]*\.(?:txt|in)$/.test(name) && /^pytest\b/m.test(root.text(name))) ?? root.names.find((name) => /(?:^|\/)(?:test_[\w-]*|[\w-]*_test)\.py$/.test(name));
  const launcher = {
    "uv.lock": "uv run pytest",
    "poetry.lock": "poetry run pytest",
    "Pipfile.lock": "pipenv run pytest"
  };
  const lock = root.has(...Object.keys(launcher));
  return of(file, lock === undefined ? "python3 -m pytest" : launcher[lock]);
}
function ruby(root) {
  if (root.has("Gemfile") === undefined)
    return [];
  const rake = root.has("test") !== undefined && /TestTask|\btest\b/.test(root.text("Rakefile"));
  return [...of(root.has("spec"), "bundle exec rspec"), ...of(rake ? "Rakefile" : undefined, "bundle exec rake test")];
}
function php(root) {
  if (root.has("composer.json") === undefined)
    return [];
  const script = fieldOf(root, "composer.json", "scripts", "test") === undefined ? undefined : "composer.json";
  return [...of(root.has("phpunit.xml", "phpunit.xml.dist"), "vendor/bin/phpunit"), ...of(script, "composer test")];
}
function deno(root) {
  const file = root.has("deno.json", "deno.jsonc");
  const isTask = file !== undefined && fieldOf(root, file, "tasks", "test") !== undefined;
  return of(file, isTask ? "deno task test" : "deno test");
}
var jvm = (root) => [
  ...of(root.has("gradlew"), "./gradlew test"),
  ...root.has("gradlew") ? [] : of(root.has("build.gradle", "build.gradle.kts"), "gradle test"),
  ...of(root.has("pom.xml"), root.has("mvnw") ? "./mvnw test" : "mvn test")
];
function foundTests(folder) {
  const root = rootOf(folder);
  const make = root.has("Makefile", "makefile", "GNUmakefile");
  return [
    ...of(root.has("go.mod"), "go test ./..."),
    ...of(root.has("Cargo.toml"), "cargo test"),
    ...python(root),
    ...ruby(root),
    ...php(root),
    ...jvm(root),
    ...of(root.names.find((name) => /^[\w. -]+\.slnx?$/.test(name)), "dotnet test"),
    ...of(root.has("mix.exs"), "mix test"),
    ...deno(root),
    ...of(make !== undefined && /^test\s*:(?!=)/m.test(root.text(make)) ? make : undefined, "make test")
  ];
}

// src/workflows/team/checks/commands.ts
var PRE_REVIEW_PARTS2 = ["lint", "types", "tests", "dependencies"];
var PART_SCRIPTS2 = {
  lint: ["lint"],
  types: ["typecheck", "type-check", "check-types", "tsc"],
  tests: ["test"]
};
var LOCK_FILES = {
  "package-lock.json": "npm",
  "npm-shrinkwrap.json": "npm",
  "pnpm-lock.yaml": "pnpm",
  "yarn.lock": "yarn",
  "bun.lock": "bun",
  "bun.lockb": "bun"
};
var AUDITS = {
  npm: "npm audit --omit=dev --audit-level=high",
  pnpm: "pnpm audit --prod --audit-level high",
  bun: "bun audit --prod --audit-level=high"
};
var PLACEHOLDER = "no test specified";
var leftOut2 = (part) => `team.commands.${part} is false`;
var nothing = (why) => ({ command: null, why });
function managerOf(root, named) {
  const there = Object.entries(LOCK_FILES).filter(([file]) => existsSync2(join2(root, file))).map(([, manager]) => manager);
  const wanted = typeof named === "string" ? named.split("@", 1)[0] : undefined;
  const manager = there.find((one) => one === wanted) ?? there[0];
  return { manager: manager ?? "npm", locked: manager !== undefined };
}
function readPackage(root) {
  const file = readArtifact(join2(root, "package.json"));
  if (!file.ok) {
    const isMissing = file.problem.startsWith("the file is not there");
    return { problem: isMissing ? "there is no package.json" : `package.json: ${file.problem}` };
  }
  const json = parseJson(file.bytes, "last");
  if (!json.ok)
    return { problem: `package.json: ${json.problem}` };
  if (!isObject(json.value))
    return { problem: "package.json: expected an object" };
  const { scripts = {}, packageManager } = json.value;
  return isObject(scripts) ? { scripts, manager: packageManager } : { problem: "package.json: scripts is no object; expected names and commands" };
}
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
    const name = PART_SCRIPTS2[part].find((one) => {
      const script = Object.hasOwn(read.scripts, one) ? read.scripts[one] : undefined;
      return typeof script === "string" && script.trim() !== "" && !script.includes(PLACEHOLDER);
    });
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
