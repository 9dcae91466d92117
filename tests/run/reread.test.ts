// The person mends the settings because of a question about commands: their answer counts with what the file says then.
import { afterAll, describe, expect, test } from "bun:test";
import { approvedCommands, type Run } from "../../src/engine/run.ts";
import { reread } from "../../src/run/life/reread.ts";
import { readRun } from "../../src/run/life/run.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { cli } from "../cli/cli.ts";
import { makeRun } from "../cli/make-run.ts";
import { approveSettings } from "../harness/known.ts";
import { cleanup, makeProject, writeFiles } from "../harness/project.ts";

afterAll(cleanup);

const BROKEN = ["no-such-program"];
const set = (root: string, settings: object): void =>
  writeFiles(root, { ".claude/multi-ai.json": JSON.stringify(settings) });
const kinds = (run: Run): string[] => run.questions.map((one) => one.kind);
const texts = (run: Run): string[] => approvedCommands(run).map((one) => one.text);

/** A run whose command of the settings does not start, so that it is asked about at the baseline. */
async function stuck(more: object = {}) {
  const root = makeProject();
  set(root, { tests: { commands: BROKEN }, ...more });
  approveSettings(root);
  const settings = { tests: { ...DEFAULT_SETTINGS.tests, commands: BROKEN }, ...more };
  const made = await makeRun({ root, settings, answers: { story: { option: "approve", text: null } } });
  expect(kinds(made.run)).toEqual(["baseline-cannot-run"]);
  return {
    ...made,
    again: () => cli(root, ["decide", "again", "--question", "Q2"]),
    now: () => readRun(made.project)!,
  };
}

describe("answering a question about commands", () => {
  test("takes over what the person has changed and approved, and runs that", async () => {
    const { root, again, now } = await stuck();
    set(root, { tests: { commands: ["bun test"], timeout_minutes: 3 } });
    approveSettings(root);
    expect((await again()).code).toBe(0);
    expect(texts(now())).toEqual(["bun test"]);
    expect(now().settings.tests).toMatchObject({ commands: ["bun test"], timeout_minutes: 3 });
    expect(now().tasks.find((one) => one.subject === "Tests - Baseline")!.status).toBe("ready");
  });

  test("does not take out what was approved: whoever writes there would turn the tests off", async () => {
    const { root, again, now } = await stuck();
    set(root, { tests: { run: false, commands: [] } });
    approveSettings(root);
    expect((await again()).code).toBe(0);
    expect(texts(now())).toEqual(BROKEN);
    expect(now().settings.tests.run).toBe(true);
  });

  test.each([
    ["no commands of its own", { team: { commands: { tests: "bun test" } } }, { team: { commands: {} } }],
    ["no deployment", { deploy: { command: "sh deploy.sh", environment: "production" } }, { deploy: undefined }],
  ])("nor by %s, which nobody would have to approve", async (_name, before, after) => {
    const { root, again, now } = await stuck(before);
    set(root, { tests: { commands: BROKEN }, ...after });
    approveSettings(root);
    expect((await again()).code).toBe(0);
    expect(now().settings).toMatchObject(before);
  });

  test("waits for the person's word on commands that are new, which it shows whole", async () => {
    const { root, again, now } = await stuck();
    set(root, { tests: { commands: ["bun test; touch PWNED"] } });
    const refused = await again();
    expect(refused.code).toBe(1);
    expect(`${refused.out}${refused.err}`).toContain(
      "tests.commands[0]: bun test; touch PWNED (run in every run, in a shell where a line needs one)",
    );
    expect(`${refused.out}${refused.err}`).toContain("Q2 stays open");
    expect(kinds(now())).toEqual(["baseline-cannot-run"]);
    expect(texts(now())).toEqual(BROKEN);
    approveSettings(root);
    expect((await again()).code).toBe(0);
    expect(texts(now())).toEqual(["bun test; touch PWNED"]);
  });

  test("is refused while the file is broken, with the code of every other verb for that", async () => {
    const { root, again, now } = await stuck();
    writeFiles(root, { ".claude/multi-ai.json": "{" });
    const refused = await again();
    expect([refused.code, refused.err]).toEqual([3, expect.stringContaining("Q2 stays open")]);
    expect(kinds(now())).toEqual(["baseline-cannot-run"]);
  });

  test("counts nothing of them in the session either, whichever way it is answered", async () => {
    const { root, project, now } = await stuck();
    set(root, { tests: { commands: ["bun test; touch PWNED"] } });
    for (const door of ["host", "terminal"] as const) {
      const at = { door, env: {} };
      const again = await reread(project, now(), [{ question: "Q2", option: "again" }], at);
      expect([again.steps, again.refusal]).toEqual([[], expect.stringContaining("bun test; touch PWNED")]);
      expect(again.refusal).toMatch(door === "host" ? /\/multi-ai:trust [0-9a-f]{10}/ : /multi-ai trust [0-9a-f]{10}/);
      const other = await reread(project, now(), [{ question: "Q2", option: "go_on" }], at);
      expect(other).toEqual({ steps: [], refusal: null });
    }
  });
});
