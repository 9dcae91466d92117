// Tests of projects without a script in package.json: what is proposed, and that nothing runs which
// nobody was shown.
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../../../src/project/project.ts";
import type { Scene } from "../../../../src/record/scene.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import { foundCommands, testsToRun } from "../../../../src/workflows/team/checks/commands.ts";
import { qa } from "../../../../src/workflows/team/checks/looks.ts";
import { foundTests, testsFound } from "../../../../src/workflows/tests/own-tests.ts";
import { answered } from "../../../engine/given.ts";
import { needing } from "../../../harness/needs.ts";
import { cleanup, type Files, makeProject, tempDir } from "../../../harness/project.ts";
import { Team } from "../given.ts";

const { PATH } = process.env;
/** A machine that has go and make. */
beforeEach(() => {
  const bin = tempDir("bin-");
  for (const name of ["go", "make"])
    writeFileSync(join(bin, name), "#!/bin/sh\nexit 1\n", { mode: 0o755 });
  process.env.PATH = `${bin}:${PATH}`;
});
afterEach(() => {
  process.env.PATH = PATH;
  cleanup();
});

const found = (files: Files): string[] =>
  foundTests(
    makeProject({ files, git: false }),
    () => true,
    () => true,
  ).map(({ command, from }) => `${command} (${from})`);
const UNITTEST = "import unittest\n";

test.each<[string, Files, string[]]>([
  ["go", { "go.mod": "module a" }, ["go test ./... (go.mod)"]],
  ["cargo", { "Cargo.toml": "[package]" }, ["cargo test (Cargo.toml)"]],
  ["pytest by its own file", { "pytest.ini": "[pytest]" }, ["python3 -m pytest (pytest.ini)"]],
  [
    "pytest in pyproject.toml, with uv",
    { "pyproject.toml": "[tool.pytest.ini_options]", "uv.lock": "" },
    ["uv run pytest (pyproject.toml)"],
  ],
  [
    "pytest among what is required",
    { "requirements-dev.txt": "pytest==8\n" },
    ["python3 -m pytest (requirements-dev.txt)"],
  ],
  [
    "test files of Python",
    { "tests/test_a.py": "def test_a(): pass\n" },
    ["python3 -m pytest (tests/test_a.py)"],
  ],
  [
    "unittest, in a package",
    { "tests/__init__.py": "", "tests/test_a.py": UNITTEST, "pyproject.toml": "[project]" },
    ["python3 -m unittest (tests/test_a.py)"],
  ],
  [
    "unittest, in a folder",
    { "tests/test_a.py": `# Copyright\nfrom unittest import TestCase\n` },
    ["python3 -m unittest discover -s tests (tests/test_a.py)"],
  ],
  ["unittest, beside the code", { "test_a.py": UNITTEST }, ["python3 -m unittest (test_a.py)"]],
  [
    "pytest where it runs tests of both",
    { "tests/test_a.py": UNITTEST, "tests/test_b.py": "import pytest\n" },
    ["python3 -m pytest (tests/test_b.py)"],
  ],
  [
    "pytest that is named, with tests that are written for unittest",
    { "test_a.py": UNITTEST, "requirements.txt": "pytest\n" },
    ["python3 -m pytest (requirements.txt)"],
  ],
  ["Python without tests", { "pyproject.toml": "[project]", "a.py": "" }, []],
  ["rspec", { Gemfile: "", "spec/a_spec.rb": "" }, ["bundle exec rspec (spec)"]],
  [
    "minitest by rake",
    { Gemfile: "", Rakefile: "Rake::TestTask.new", "test/a_test.rb": "" },
    ["bundle exec rake test (Rakefile)"],
  ],
  [
    "phpunit",
    { "composer.json": "{}", "phpunit.xml.dist": "" },
    ["vendor/bin/phpunit (phpunit.xml.dist)"],
  ],
  [
    "a script of composer",
    { "composer.json": '{"scripts":{"test":"pest"}}' },
    ["composer test (composer.json)"],
  ],
  ["gradle", { gradlew: "", "build.gradle": "" }, ["./gradlew test (gradlew)"]],
  ["gradle without its wrapper", { "build.gradle.kts": "" }, ["gradle test (build.gradle.kts)"]],
  ["maven", { "pom.xml": "" }, ["mvn test (pom.xml)"]],
  ["maven's wrapper", { "pom.xml": "", mvnw: "" }, ["./mvnw test (pom.xml)"]],
  [".NET", { "Shop.sln": "" }, ["dotnet test (Shop.sln)"]],
  ["mix", { "mix.exs": "" }, ["mix test (mix.exs)"]],
  ["Perl", { cpanfile: "", "t/a.t": "" }, ["prove -lr t (cpanfile)"]],
  ["deno", { "deno.json": "{}" }, ["deno test (deno.json)"]],
  [
    "a task of deno",
    { "deno.json": '{"tasks":{"test":"deno test -A"}}' },
    ["deno task test (deno.json)"],
  ],
  [
    "a task of deno behind one with braces, in JSON with comments",
    {
      "deno.jsonc":
        '{ // tasks\n"tasks": {"dev": {"command": "deno run {a}"}, "test": {"command": "deno test"},},}',
    },
    ["deno task test (deno.jsonc)"],
  ],
  [
    "what deno only mentions",
    { "deno.json": '{"tasks":{},"fmt":{"test": 1}}' },
    ["deno test (deno.json)"],
  ],
  [
    "a script of composer behind a list",
    { "composer.json": '{"scripts":{"a":{},"test":["@phpunit"]}}' },
    ["composer test (composer.json)"],
  ],
  ["what composer only mentions", { "composer.json": '{"scripts":{},"config":{"test":1}}' }, []],
  ["make", { Makefile: "all:\n\ntest: all\n\tgo test\n" }, ["make test (Makefile)"]],
  ["make without that target", { Makefile: "tests:\n\ttrue\ntest := 1\n" }, []],
  [
    "several: runners stand before a target of make",
    { "go.mod": "", Makefile: "test:\n\tgo test ./...\n", "pytest.ini": "" },
    ["go test ./... (go.mod)", "python3 -m pytest (pytest.ini)", "make test (Makefile)"],
  ],
  ["a project of documents", { "README.md": "" }, []],
])("%s", (_name, files, commands) => expect(found(files)).toEqual(commands));

test("a test script of package.json stands before them, npm's placeholder does not", () => {
  const tests = (script: string) =>
    testsFound(
      makeProject({
        files: { "go.mod": "", "package.json": JSON.stringify({ scripts: { test: script } }) },
        git: false,
      }),
    );
  expect(tests("node --test")).toEqual([{ command: "npm test", from: "package.json" }]);
  expect(tests('echo "Error: no test specified" && exit 1')).toEqual([
    { command: "go test ./...", from: "go.mod" },
  ]);
});

/** What runs, without the reason where nothing does. */
const testCommands = (scene: Scene) => {
  const tests = testsToRun(scene);
  return typeof tests === "string" ? [] : tests;
};

describe("in a run", () => {
  const files = { "go.mod": "module a", Makefile: "test:\n\ttouch RAN\n" };
  /** A run whose brief has just been accepted in a project of these files. */
  function begun(more: { auto?: boolean; track?: string } = {}) {
    const { auto = false, track = "full" } = more;
    const project = findProject(makeProject({ files }));
    const run = new Team({}, { track }, auto);
    const scene = () => sceneOf(project, run.now);
    return { run, scene, project };
  }

  test("it is shown at the checkpoint, and runs once the person went on", () => {
    const { run, scene } = begun();
    run.until("Brief");
    run.end("Brief", { found: foundCommands(scene()) }).until("checkpoint-a");
    expect(run.now.questions[0]!.commands).toEqual(["Tests (go.mod): go test ./..."]);
    expect(testsToRun(scene())).toStartWith(
      "you have not approved go test ./... (found by go.mod)",
    );
    expect(testCommands(scene())).toEqual([]);
    answered("proceed")(run);
    expect(testCommands(scene())).toMatchObject([
      { text: "go test ./...", from: "found in go.mod" },
    ]);
  });

  needing("make")(
    "what the build adds takes no place of what was approved, and is not run for itself",
    () => {
      const { run, scene, project } = begun();
      run
        .until("Brief")
        .end("Brief", { found: ["Tests (Makefile): make test"] })
        .until("checkpoint-a");
      expect(testCommands(scene())).toEqual([]);
      answered("proceed")(run);
      // go.mod stands before the Makefile.
      expect(testCommands(scene()).map((one) => one.text)).toEqual(["make test"]);
      rmSync(join(project.root, "Makefile"));
      expect(testCommands(scene())).toEqual([]);
    },
  );

  test("words at the checkpoint, or another command, approve nothing of it", () => {
    const { run, scene } = begun();
    run.until("Brief");
    run.end("Brief", { found: foundCommands(scene()) }).until("checkpoint-a");
    answered("revise", "shorter")(run);
    expect(testCommands(scene())).toEqual([]);
    run.until("Brief v2");
    run.end("Brief v2", { found: foundCommands(scene()) }).until("checkpoint-a");
    answered("name", "make test")(run);
    answered("proceed")(run);
    expect(testCommands(scene()).map((one) => one.text)).toEqual(["make test"]);
  });

  test("--auto takes it without a question", () => {
    const { run, scene } = begun({ auto: true });
    run.until("Brief").end("Brief", { found: foundCommands(scene()) });
    expect(testCommands(scene()).map((one) => one.text)).toEqual(["go test ./..."]);
  });

  test("on a track that shows no commands nothing runs unseen: stage 07 asks, and names it", async () => {
    const { run, scene, project } = begun({ track: "nano" });
    run.until("Run tests");
    const { outcome, facts } = await qa(
      scene(),
      run.task("Run tests"),
      new AbortController().signal,
    );
    expect([outcome, facts.blockers]).toEqual([
      "cannot_run",
      [
        "no tests run: you have not approved go test ./... (found by go.mod); type it as another command",
      ],
    ]);
    expect(existsSync(join(project.root, "RAN"))).toBe(false);
  });
});
