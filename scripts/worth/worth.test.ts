// The bench of what a run is worth: each task tells right from wrong, and its two ways to ask count
// what there was.
import { afterEach, beforeAll, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { script } from "../../tests/field/agents.ts";
import { chain } from "../../tests/field/chain.ts";
import type { FieldProject } from "../../tests/field/project.ts";
import { IS_FULL, inFull } from "../../tests/harness/in-full.ts";
import { startModel } from "../../tests/harness/model.ts";
import { cleanup, git, tempDir, writeFiles } from "../../tests/harness/project.ts";
import { claudePath, makeSandbox } from "../../tests/harness/sandbox.ts";
import { left, ofType } from "../../tests/host/scenario.ts";
import { checkTasks, type Row } from "./check.ts";
import { live, type Place } from "./live.ts";
import { MODES } from "./modes.ts";
import { outcomeOf, outcomesIn, outcomeTable, spread } from "./outcome.ts";
import { beginPlay, goOn } from "./play.ts";
import { filesOf } from "./player.ts";
import { lackOf, plantedOf, readTask, referenceOf, solved, taskNames } from "./task.ts";

afterEach(cleanup);

describe("a task passes with its reference, and falls into its trap with each wrong solution", () => {
  // To build programs in Go takes as long as all else together.
  const tasks = taskNames()
    .map(readTask)
    .filter(({ language }) => IS_FULL || language !== "Go");
  const rows = new Map<string, Row>();
  beforeAll(async () => {
    for (const row of await checkTasks(tasks)) rows.set(row.task.name, row);
  });
  for (const task of tasks)
    test.skipIf(lackOf(task) !== null)(task.name, () =>
      expect(rows.get(task.name)!.problems).toEqual([]),
    );
});

const RECEIPTS = readTask("receipts");
const wrong = (name: string) => plantedOf(RECEIPTS, "wrong").find((one) => one.name === name)!;

/**
 * The task as one of the field's projects, whose authors fall into the trap and whose reviewer sees
 * it.
 */
function trapped(more: Partial<FieldProject["asks"]> = {}): FieldProject {
  const code = "src/webhook.ts";
  const textOf = (patch: string): string =>
    readFileSync(join(solved(RECEIPTS, patch, tempDir()), code), "utf8");
  const line: [string, string] = [code, "await sendReceipt(event, mailer)"];
  return {
    ...{
      name: "receipts",
      what: "",
      files: { [code]: "" },
      request: RECEIPTS.request,
      title: "Receipts",
    },
    tests: RECEIPTS.test,
    criteria: [
      { text: "A payment that has succeeded sends one receipt", code: line },
      { text: "The receipt names the amount", code: [code, "amountText(event)"] },
    ],
    outOfScope: [],
    change: { [code]: textOf(wrong("booked-again").patch) },
    testChange: {
      "tests/receipt.test.ts": `import { expect, test } from "bun:test";
import { Ledger } from "../src/ledger.ts";
import { Seen } from "../src/seen.ts";
import { receive } from "../src/webhook.ts";

test("sends a receipt", async () => {
  const mails: string[] = [];
  const mailer = { send: async (to: string) => void mails.push(to) };
  const event = { id: "e1", type: "payment.succeeded", customer: "a@x", amount: 1250, currency: "EUR" };
  await receive(JSON.stringify(event), { seen: new Seen(), ledger: new Ledger(), mailer });
  expect(mails).toEqual(["a@x"]);
});
`,
    },
    asks: {
      ...{
        by: "sonnet",
        of: "code",
        code: line,
        problem: "A mail that fails books the payment again",
        fix: "Note it",
      },
      mended: { [code]: textOf(referenceOf(RECEIPTS)) },
      ...more,
    },
  };
}

/** Claude Code of these tests with agents that work so. */
function place(project: FieldProject): Place {
  const folder = tempDir();
  const model = startModel({ script: script(chain(project)) });
  const { env } = makeSandbox({ version: "new", project: folder, model, codexOnPath: false });
  return { claude: claudePath("new"), env, results: join(folder, "results"), copies: folder };
}

describe("--live", () => {
  test("a quick run that a reviewer saves: hidden tests, a round, a finding, what it took", async () => {
    const [outcome] = await live([RECEIPTS], ["quick"], 1, null, place(trapped()));
    expect(outcome).toMatchObject({
      ended: "complete",
      failed: [],
      rounds: 1,
      findings: 1,
      wrong: 0,
    });
    expect(outcome!.passed).toHaveLength(9);
    expect(outcome!.requests).toBeGreaterThan(10);
    expect(
      Math.min(outcome!.input, outcome!.output, outcome!.usd!, outcome!.minutes!),
    ).toBeGreaterThan(0);

    // A judge's test that passes disproves the finding; one that fails says nothing.
    const { project = "" } = outcome!;
    const found = ofType(left(project).events, "accepted").find((one) => one.findings.length > 0)!;
    const judged = async (value: number): Promise<number> => {
      const judge = tempDir();
      const test = `import { expect, test } from "bun:test";\n\ntest("judge", () => expect(1).toBe(${value}));\n`;
      writeFiles(project, { "tests/judge.test.ts": test });
      git(project, "add", "-N", "tests/judge.test.ts");
      const patch = `${git(project, "diff", "--", "tests/judge.test.ts")}\n`;
      git(project, "rm", "-q", "-f", "tests/judge.test.ts");
      writeFiles(judge, { [`${found.task}-${found.findings[0]!.id}.patch`]: patch });
      return (
        await outcomeOf(RECEIPTS, "quick", project, { hidden: [], faults: [] }, outcome!, judge)
      ).wrong;
    };
    expect([await judged(1), await judged(2)]).toEqual([1, 0]);
  });

  inFull("a finding that its reviewer takes back is a wrong one, and the trap stays", async () => {
    const at = place(trapped({ declined: "The provider sends it once", mended: undefined }));
    const [outcome] = await live([RECEIPTS], ["quick"], 1, null, at);
    expect(outcome).toMatchObject({
      ended: "complete",
      failed: wrong("booked-again").fails,
      findings: 1,
      wrong: 1,
    });
  });

  test("without an account it says so", async () => {
    const folder = tempDir();
    const env = {
      PATH: process.env.PATH,
      HOME: folder,
      CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: "1",
    };
    const nobody = live([RECEIPTS], ["alone"], 1, null, {
      claude: claudePath("new"),
      env,
      results: folder,
      copies: folder,
    });
    expect(nobody).rejects.toThrow(/^--live needs an account; claude says: Not logged in[^\n]*$/);
  });
});

describe("--play", () => {
  test("one agent alone, of another model: what was done in the copy is what the hidden tests see", async () => {
    const out = join(tempDir(), "out");
    beginPlay(out, RECEIPTS, "alone", "haiku");
    const { work, questions, result } = filesOf(out);
    expect(await goOn(out)).toBe(true);
    const asked = readFileSync(join(questions, "1.md"), "utf8");
    expect(asked).toContain(RECEIPTS.request);
    expect(asked).toMatch(/^# Question 1: alone, claude-haiku-/);
    git(work, "apply", wrong("mail-first").patch);
    expect(await goOn(out)).toBe(false);
    const outcome = JSON.parse(readFileSync(result, "utf8"));
    expect(outcomesIn([out])).toEqual([outcome]);
    expect(outcome).toMatchObject({
      mode: "alone",
      author: "haiku",
      failed: wrong("mail-first").fails,
      requests: 3,
    });
  });

  test("an agent of the plugin: its role, its brief, and nothing is handed in without a result", async () => {
    const out = join(tempDir(), "out");
    beginPlay(out, RECEIPTS, "chain", "haiku");
    const { work, questions } = filesOf(out);
    await goOn(out);
    const text = readFileSync(join(questions, "1.md"), "utf8");
    expect(text).toMatch(
      /T1 Gather requirements, requirements-gatherer, claude-haiku-[\s\S]*## The role[\s\S]*\ntask: T1\n/,
    );
    expect(text).toContain(`writes: ${work}/.task/user-story.json`);
    expect(goOn(out)).rejects.toThrow("question 1 is open: first write");
    process.kill(Number(readFileSync(join(out, "pid"), "utf8")));
  });
});

test("the chain without proofs is the plugin whose reviewers are not asked for tests of their findings", () => {
  const rules = join("src", "workflows/kit/artifacts/tree-review.ts");
  const [with_, without] = [MODES["chain-proving"], MODES.chain].map(
    (mode) => mode.plugin(tempDir())!,
  );
  const asks = (plugin: string): boolean =>
    readFileSync(join(plugin, rules), "utf8").includes("...testRules(facts)");
  expect([asks(with_!), asks(without!)]).toEqual([true, false]);
  expect(existsSync(join(without!, "hooks/hooks.json"))).toBe(true);
});

test("figures have the middle of their runs, and the least and the most", () => {
  expect([spread([3, 1, 2]), spread([1, 2]), spread([2, 2]), spread([null])]).toEqual([
    "2 (1–3)",
    "1.5 (1–2)",
    "2",
    "–",
  ]);
  const one = {
    task: "a",
    mode: "quick" as const,
    passed: ["request: x", "trap: y"],
    failed: [],
    ended: "complete",
  };
  const rest = {
    rounds: 0,
    findings: 2,
    wrong: 1,
    requests: 5,
    input: 9_000,
    cached: 0,
    output: 500,
    usd: 1,
    minutes: 2,
  };
  const table = outcomeTable([
    { ...one, ...rest },
    { ...one, ...rest, passed: ["request: x"], failed: ["trap: y"] },
  ]);
  expect(table).toContain(
    "| quick | 2 | 1 of 2 | 2 of 2 | 1 of 2 | – | 5 | 9 | 0.5 | 1.00 | 2.0 | 0 | 2 | 1 |",
  );
  expect(table).toContain("- a, quick: complete; fails trap: y");
});
