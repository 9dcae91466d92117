// @bun
import {
  readArtifact,
  isObject,
  parseJson
} from "./s81.js";

// src/project/found-tests.ts
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
var perl = (root) => root.has("t") === undefined ? [] : of(root.has("Makefile.PL", "Build.PL", "cpanfile", "dist.ini", "META.json"), "prove -lr t");
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
    ...perl(root),
    ...deno(root),
    ...of(make !== undefined && /^test\s*:(?!=)/m.test(root.text(make)) ? make : undefined, "make test")
  ];
}

// src/project/package-json.ts
import { existsSync as existsSync2 } from "fs";
import { join as join2 } from "path";
var LOCK_FILES = {
  "package-lock.json": "npm",
  "npm-shrinkwrap.json": "npm",
  "pnpm-lock.yaml": "pnpm",
  "yarn.lock": "yarn",
  "bun.lock": "bun",
  "bun.lockb": "bun"
};
var PLACEHOLDER = "no test specified";
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
function hasScript({ scripts }, name) {
  const script = Object.hasOwn(scripts, name) ? scripts[name] : undefined;
  return typeof script === "string" && script.trim() !== "" && !script.includes(PLACEHOLDER);
}
function testScript(root) {
  const read = readPackage(root);
  if ("problem" in read || !hasScript(read, "test"))
    return null;
  return { command: `${managerOf(root, read.manager).manager} run test`, from: "package.json" };
}

export { foundTests, managerOf, readPackage, hasScript, testScript };
