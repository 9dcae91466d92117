// Runs: in full too, together.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readRun } from "../../src/run/journal/change.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { inFull } from "../harness/in-full.ts";
import { approveSettings } from "../harness/known.ts";
import { cleanup, DEFAULT_FILES, type Files, makeProject } from "../harness/project.ts";
import { cli } from "./cli.ts";
import { makeRun } from "./made/make-run.ts";
import { makeTeamRun } from "./made/make-team-run.ts";

afterEach(cleanup);

/** The tests' own bun stands on the PATH. */
const env = { PATH: `${join(import.meta.dir, "../../node_modules/.bin")}:${process.env.PATH}` };
const verify = (root: string, ...args: string[]) => cli(root, ["verify", ...args], env);
const tests = (...commands: string[]) => ({ tests: { ...DEFAULT_SETTINGS.tests, commands } });

inFull(
  "without a run the settings' commands are run; without any it says where to name them",
  async () => {
    const none = makeProject();
    expect(await verify(none)).toMatchObject({
      code: 1,
      err: 'No test command is approved here. No question is open about one either. Name one in .claude/multi-ai.json: {"tests":{"commands":["<command>"]}}\n',
    });

    const settings = (command: string) => ({
      ".claude/multi-ai.json": JSON.stringify({ tests: { commands: [command] } }),
    });
    const named = makeProject({ files: { ...DEFAULT_FILES, ...settings("bun test && true") } });
    const held = await verify(named);
    expect([held.code, held.out]).toEqual([1, ""]);
    expect(held.err).toMatch(
      /tests\.commands\[0\]: bun test && true \(run in every run, in a shell if a line needs one\)\n.*multi-ai trust [0-9a-f]{10}\n/,
    );
    approveSettings(named);
    const said = await verify(named);
    expect([said.code, said.err]).toEqual([0, ""]);
    expect(said.out).toMatch(
      /▶ bun test && true \(tests\.commands of the settings\)\n✓ bun test && true: 1 passed \(by its output\), \d+\.\d s\nAll pass\.\n/,
    );

    const wrong = makeProject({
      files: { ...DEFAULT_FILES, ".claude/multi-ai.json": '{"tests": {"commands": "npm"}}' },
    });
    expect(await verify(wrong)).toMatchObject({
      code: 3,
      err: expect.stringContaining("tests.commands"),
    });
  },
);

test("in a live run it runs what was approved, says what is red, and stands in the journal and in the log", async () => {
  const { root, project } = await makeRun({ settings: tests("bun test"), until: () => true });
  const before = readRun(project)!.seq;
  expect((await verify(root)).code).toBe(0);
  expect(readRun(project)!.tests.by_hand).toMatchObject({ outcome: "pass" });
  expect(readRun(project)!.seq).toBe(before + 1);

  const file = join(root, "tests/greet.test.ts");
  writeFileSync(file, readFileSync(file, "utf8").replace("Hello, Ada", "Hello, Bob"));
  const red = await verify(root);
  expect(red.code).toBe(1);
  expect(red.out + red.err).toMatch(
    /✗ bun test: 0 passed, 1 failed[\s\S]*new: (?:tests\/greet\.test\.ts: )?greets by name[^\n]*\nNew failures\./,
  );
  expect((await cli(root, ["log"])).out).toMatch(/^✗ .* bun test: 0 passed, 1 failed$/m);
  const data = await verify(root, "--json");
  expect(JSON.parse(data.out)).toMatchObject({
    outcome: "fail",
    commands: [{ told_by: "report", tests: [{ name: "greets by name", state: "failed" }] }],
  });
  // By hand it decides nothing: the run stands where it stood.
  expect(readRun(project)!.questions.map((one) => one.kind)).toEqual([]);
});

describe("of a team run it runs what the run itself would run, and says where that comes from", () => {
  const script = { "package.json": JSON.stringify({ scripts: { test: "echo from the script" } }) };
  const inTeam = async (settings: object, files: Files = {}, options = { track: "full" }) => {
    const all = { "a.txt": "a", ".claude/multi-ai.json": JSON.stringify(settings), ...files };
    const made = await makeTeamRun({ answer: () => null, files: all, options, until: () => true });
    const { code, out, err } = await verify(made.root);
    return [code, out.split("\n")[0], err];
  };

  test.each<[string, object, Files, string]>([
    [
      "tests.commands stand before them",
      { tests: { commands: ["echo all"] } },
      script,
      "▶ echo all (tests.commands of the settings)",
    ],
    ["the project's own", {}, script, "▶ npm test (found in package.json)"],
  ])("%s", async (_name, settings, files, line) => {
    expect(await inTeam(settings, files)).toEqual([0, line, ""]);
  });

  test.each<[string, object, Files, string]>([
    ["tests.run", { tests: { run: false } }, script, "tests.run is false in the settings"],
    ["nothing there", {}, {}, "nothing to run was found; set tests.commands"],
  ])("where it runs none it says why: %s", async (_name, settings, files, why) => {
    const [code, , err] = await inTeam(settings, files);
    expect([code, err]).toEqual([1, expect.stringContaining(`runs no test: ${why}`)]);
  });
});
