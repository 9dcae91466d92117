// Lint and types behind the last tests: what is run again, who mends what it finds, and what a
// person is told.

import { afterEach, describe, expect, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../../../src/project/project.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../../src/settings.ts";
import { putObject } from "../../../../src/store/objects.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import { TESTS } from "../../../../src/workflows/team/areas.ts";
import { preReview, qa } from "../../../../src/workflows/team/checks/looks.ts";
import { cleanup, makeProject } from "../../../harness/project.ts";
import { Team } from "../given.ts";

afterEach(cleanup);
process.env.PATH = `${join(import.meta.dir, "../../../../node_modules/.bin")}:${process.env.PATH}`;

const AREAS = { backend: ["src/backend/**"], frontend: ["src/frontend/**"] };
/** Fails with the name of each file of the project that says `var`, or as a file says. */
const LINT = `import { existsSync, readFileSync } from "node:fs";
const bad = [...new Bun.Glob("{src,tests}/**/*.js").scanSync(".")].filter((path) => readFileSync(path, "utf8").includes("var "));
for (const path of bad) console.log(path + ":1: say const");
process.exit(bad.length > 0 || existsSync("broken") ? 1 : 0);
`;
const COMMANDS = {
  lint: "bun lint.js",
  types: false as const,
  dependencies: "echo audited",
};

/**
 * `passed`: the task before which all was seen to pass; `revised`: an area that was changed since;
 * `tried`: its owner has tried to mend what is red.
 */
type More = {
  track?: string;
  commands?: object;
  tests?: string[];
  passed?: string;
  revised?: string;
  tried?: true;
};
const AREA_NAMES = Object.keys(AREAS);

/** The last look at a project whose files change after stage 05 saw them. */
async function look(
  files: Record<string, string>,
  {
    track = "full",
    commands = COMMANDS,
    tests = ["echo tested"],
    passed,
    revised,
    tried,
  }: More = {},
) {
  const root = makeProject({
    files: {
      "package.json": "{}\n",
      "lint.js": LINT,
      "src/backend/a.js": "const a = 1;\n",
      "src/frontend/b.js": "const b = 1;\n",
      "tests/a.test.js": "const t = 1;\n",
    },
  });
  const project = findProject(root);
  const team = { commands } as Settings["team"];
  const made = new Team(
    { areas: AREAS, team, tests: { ...DEFAULT_SETTINGS.tests, commands: tests } },
    { track },
  );
  if (track === "full") {
    const written = made.until("Write tests").task("Write tests");
    made.end(written.id, made.changes(written, [TESTS]));
  }
  const run = structuredClone(made.until(track === "full" ? "Run tests" : "checkpoint-c").now);
  const scene = sceneOf(project, run);
  const { signal } = new AbortController();
  if (passed !== undefined) {
    const before = run.tasks.find((one) => one.gate === "pre-review")!;
    before.artifact = putObject(
      project.task,
      JSON.stringify(await preReview(scene, before, signal)),
    );
    expect(before.acceptedSeq).toBeLessThan(made.task(passed).acceptedSeq);
  }
  const build = run.tasks.find((one) => one.gate === `build:${revised}`);
  const { acceptedSeq } = run.tasks.find((one) => one.gate === "qa")!;
  if (build) run.tasks.push({ ...build, id: "T98", acceptedSeq: acceptedSeq + 0.5 });
  if (tried) run.tasks.push({ ...build!, id: "T99", gate: "qa-tests", kind: "fix" });
  for (const [path, text] of Object.entries(files)) writeFileSync(join(root, path), text);
  const task = run.tasks.find((one) => one.gate === "qa-tests")!;
  return qa(scene, task, signal);
}

describe("lint behind the last tests", () => {
  test("that passes leaves the tests' word as it is", async () => {
    const seen = await look({ "tests/a.test.js": "const t = 2;\n" });
    expect(seen.commands!.map((one) => [one.name, one.state])).toEqual([
      ["lint", "passed"],
      ["dependencies", "passed"],
      ["tests", "passed"],
    ]);
    expect(seen).toMatchObject({ outcome: "pass", facts: { status: "PASS" } });
  });

  test("that fails goes to whoever has changed something since it passed last", async () => {
    const seen = await look({ "tests/a.test.js": "var t = 1;\n" }, { passed: "Write tests" });
    expect(seen).toMatchObject({ outcome: "fail", facts: { status: "FAIL", owners: ["qa"] } });
    expect(seen.about).toEqual(["bun lint.js"]);
    expect(seen.facts.blockers).toEqual(["Lint: bun lint.js: exit code 1"]);
    expect(seen.tested!.commands[0]!.lines.join("\n")).toContain("tests/a.test.js:1: say const");
  });

  test("that was not seen to pass goes to everybody who has changed something", async () => {
    const seen = await look({ broken: "" });
    expect(seen).toMatchObject({
      outcome: "fail",
      facts: { owners: ["backend", "frontend", "qa"] },
    });
  });

  test("a test's fault is no tester's: with nobody else, and behind a fix that did not help, it is everybody's who changed code", async () => {
    const failing = {
      commands: { ...COMMANDS, lint: false },
      tests: ["test ! -e broken"],
      passed: "Write tests",
    };
    const owners = async (more: More) => (await look({ broken: "" }, more)).facts.owners;
    expect(await owners(failing)).toEqual(AREA_NAMES);
    expect(await owners({ ...failing, revised: "frontend" })).toEqual(["frontend"]);
    expect(await owners({ ...failing, revised: "frontend", tried: true })).toEqual(AREA_NAMES);
  });

  test("is not run in a track without stage 05", async () => {
    expect(
      (await look({ "src/backend/a.js": "var a = 1;\n" }, { track: "quick" })).commands!.map(
        (one) => one.name,
      ),
    ).toEqual(["tests"]);
  });

  test("a tool that is not there is a warning, and no pass without one", async () => {
    const commands = { ...COMMANDS, types: "no-such-checker --strict" };
    const seen = await look({ "src/backend/a.js": "const a = 2;\n" }, { commands });
    expect(seen).toMatchObject({ outcome: "pass", facts: { status: "WARN" } });
    expect(seen.facts.warnings).toEqual([
      "Types: no result: no-such-checker --strict could not be started",
    ]);
  });
});
