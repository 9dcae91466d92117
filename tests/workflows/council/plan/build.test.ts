// Guarantee: You decide, and it is recorded; A task lands when its criteria held.
// A council that is only asked, and a plan that is built later: of a run, or of a file.
// Runs: in full too.
// Not in npm test: ^votes no seat
// Not in npm test: ^council build a plan that no seat
// Not in npm test: ^council build with --auto it asks nobody
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { reportText } from "../../../../src/render/report/report.ts";
import { reportFacts } from "../../../../src/run/views/report.ts";
import { PLAIN_LAYOUT } from "../../../../src/text.ts";
import { resolves } from "../../../../src/workflows/council/plan/earlier.ts";
import { ledgerOf } from "../../../../src/workflows/council/vote/ledger.ts";
import { startLine, startNameOf } from "../../../../src/workflows/index.ts";
import {
  approval,
  honestCouncil,
  isVote,
  masterPlan,
  masterPlanText,
  REQUEST,
  revision,
  seatOf,
} from "../../../harness/council.ts";
import { inFull } from "../../../harness/in-full.ts";
import { startedHere } from "../../../harness/known.ts";
import { cleanup, git, makeProject } from "../../../harness/project.ts";
import type { Worker } from "../../../harness/team.ts";
import { failsTask } from "../../../host/council-workers.ts";
import { CouncilRun } from "../run.ts";

afterEach(cleanup);

class BuildRun extends CouncilRun {
  /** Where commits go is not asked: tests/workflows/execute/take.test.ts does. */
  override start(entry: string, of: Parameters<CouncilRun["start"]>[1] = {}): Promise<this> {
    return super.start(entry, {
      ...of,
      settings: { execute: { commits: "files" }, ...of.settings },
    });
  }
}

/** A council that was asked; its id. */
async function asked(root: string): Promise<{ run: BuildRun; id: string }> {
  const run = new BuildRun(root);
  expect(await run.type("council", `ask ${REQUEST}`)).toBeNull();
  startedHere(run.project, run.run.run);
  return { run, id: run.run.run };
}
const report = (run: BuildRun): string =>
  reportText(reportFacts(run.project, run.run), { ...PLAIN_LAYOUT, width: 200 });
const built = (root: string): boolean => existsSync(join(root, "src/goodbye.ts"));

describe("council ask", () => {
  test("plans and votes, asks for no consent and builds nothing; the report says how it is built", async () => {
    const root = makeProject();
    const { run, id } = await asked(root);
    expect([run.refused, run.run.status, run.run.request.text]).toEqual([[], "complete", REQUEST]);
    expect(run.subjects).toContain("Verdict");
    expect(run.subjects).not.toContain("Approve the plan");
    expect([built(root), git(root, "status", "--porcelain", "--", ":!.task")]).toEqual([false, ""]);
    expect(report(run)).toContain(`To build its plan: multi-ai run council "build ${id}"`);
    expect(startLine(run.run, REQUEST)).toBe(`multi-ai run council --ask "${REQUEST}"`);
  });

  test.each([
    ["build a page that lists READMEs.md and more", "start", {}],
    ["asking twice is wrong", "start", {}],
    ["Ask them first", "start", { ask: "yes" }],
  ])("%s", (words, entry, options) => {
    expect(resolves(makeProject(), words, {})).toMatchObject({ ok: true, entry, options });
    // What an issue says is a prompt.
    expect(resolves(makeProject(), words, { issue: "https://x" })).toMatchObject({
      request: words,
      options: {},
    });
  });
});

/**
 * A seat that asks for changes twice, gives each objection the same wrong number, and answers all
 * that it ever raised.
 */
function misnumbers(seat: string): Worker {
  let round = 0;
  return honestCouncil((brief) => {
    if (!isVote(brief) || seatOf(brief) !== seat) return undefined;
    round += 1;
    const raised = [1, 2].slice(0, round - 1);
    const prior = raised.map((n) => ({
      id: `${seat}/F${n}`,
      state: "cleared",
      reason: "It is said.",
    }));
    if (round > 2) return { ...approval(brief), prior };
    const [finding] = revision(brief).findings as object[];
    return revision(brief, {
      prior,
      findings: [{ ...finding, id: "F2", problem: `Number ${round} is not said.` }],
    });
  });
}

describe("votes", () => {
  test("no seat is refused for a number, nor for an answer to what it has settled", async () => {
    const run = new BuildRun(makeProject(), misnumbers("deepseek-code"));
    await run.type("council", `ask ${REQUEST}`);
    expect([run.refused, run.run.status]).toEqual([[], "complete"]);
    expect(
      ledgerOf(run.run).objections.map(({ id, state, problem }) => [id, state, problem]),
    ).toEqual([
      ["deepseek-code/F1", "cleared", "Number 1 is not said."],
      ["deepseek-code/F2", "cleared", "Number 2 is not said."],
    ]);
    expect(
      JSON.parse(
        readFileSync(join(run.project.root, ".task/council/votes/2-deepseek-code.json"), "utf8"),
      ),
    ).toMatchObject({ vote: "REVISE", findings: [{ id: "F2", problem: "Number 2 is not said." }] });
    // Each vote is kept there, and nowhere twice.
    expect(existsSync(join(run.project.task, "council/earlier"))).toBe(false);
  });
});

describe("council build", () => {
  inFull("of an asked council: consent, tasks and checks, and no seat is asked", async () => {
    const root = makeProject();
    const { id } = await asked(root);
    const run = new BuildRun(root);
    expect(await run.type("council", `build ${id}`)).toBeNull();
    expect(run.open.map(({ kind, options }) => [kind, options])).toEqual([
      ["consent", ["approve", "again", "stop"]],
    ]);
    for (const said of [
      "Runs: bun test tests/goodbye.test.ts",
      `From ${id}: 6 of 6 seats approved it`,
      "Task 1 Goodbye: src/goodbye.ts, tests/goodbye.test.ts",
      "All of it: .task/council/master_plan.md",
    ])
      expect(run.shown).toContain(said);
    const printed = `.task/council/earlier/${id}/master_plan.md`;
    expect(run.text(".task/council/master_plan.md")).toBe(run.text(printed));
    await run.answer("approve");
    expect([run.run.status, built(root)]).toEqual(["complete", true]);
    expect(run.subjects.filter((one) => /seat|vote/i.test(one))).toEqual([]);
    expect(run.briefs.get("Task 1")).toContain("Write goodbye(name) beside greet, and its test.");
    expect(run.briefs.get("Task 1")).toContain("One pure function per file, beside greet.");
    expect(report(run)).toContain(`From ${id}: 6 of 6 seats approved it`);
    expect(report(run)).toContain("2 of 2 tasks done (2 proven)");
    expect(startLine(run.run, run.run.request.text)).toBe(`multi-ai run council "build ${id}"`);
    expect(startNameOf(run.run)).toBe("council");
  });

  test("with --auto it asks nobody about what the council approved, and asks where that was changed since", async () => {
    const root = makeProject();
    const { id } = await asked(root);
    const run = new BuildRun(root);
    await run.type("council", `build ${id}`, { auto: true });
    expect([run.open, run.run.status, built(root)]).toEqual([[], "complete", true]);
    const other = makeProject();
    const second = await asked(other);
    // The text is printed from the plan: a change of it is none.
    const text = join(other, ".task/council/master_plan.md");
    writeFileSync(text, readFileSync(text, "utf8").replace("src/thanks.ts", "src/more.ts"));
    const plan = join(other, ".task/council/master_plan.json");
    writeFileSync(plan, readFileSync(plan, "utf8").replace("src/thanks.ts", "src/other.ts"));
    const again = new BuildRun(other);
    await again.type("council", `build ${second.id}`, { auto: true });
    expect(again.shown).toContain(
      `From ${second.id}: this plan was changed since its council voted`,
    );
    expect(again.shown).toContain("src/other.ts");
    expect(again.shown).not.toContain("src/more.ts");
  });

  test("with --auto it asks where a seat with a veto has not approved, however many others have", async () => {
    const root = makeProject();
    const { id } = await asked(root);
    const verdict = join(root, ".task/council/verdict.json");
    const { approvals, ...votes } = JSON.parse(readFileSync(verdict, "utf8"));
    const five = approvals.filter((seat: string) => seat !== "mistral-security");
    // It names its run: a file that does not is somebody else's, and is moved aside.
    writeFileSync(verdict, JSON.stringify({ ...votes, run: id, approvals: five }));
    const run = new BuildRun(root);
    await run.type("council", `build ${id}`, { auto: true });
    expect([five.length, run.open.map(({ kind }) => kind), built(root)]).toEqual([
      5,
      ["consent"],
      false,
    ]);
    expect(run.shown).toContain(`From ${id}: `);
  });

  inFull(
    "of a failed council, by its run: what it has landed is left out, unless all is wanted again",
    async () => {
      const root = makeProject();
      const failed = new BuildRun(root, failsTask());
      await failed.type("council", REQUEST, { auto: true });
      const { run: id, status } = failed.run;
      startedHere(failed.project, id);
      expect(status).toBe("failed");
      expect(report(failed)).toContain(`To build its plan: multi-ai run council "build ${id}"`);
      const run = new BuildRun(root);
      await run.type("council", `build ${id}`);
      expect(run.open[0]!.options).toEqual(["approve", "anew", "again", "stop"]);
      expect(run.shown).toContain(`Task 2 Thanks: already done by ${id}, left out`);
      await run.answer("approve");
      expect([run.refused, run.run.status, built(root), [...run.briefs.keys()]]).toEqual([
        [],
        "complete",
        true,
        ["Task 1", "Code Review - Peer"],
      ]);
      expect(run.task("Final check").facts).toMatchObject({ done: 1, total: 1 });
      // What the person has changed since is not what was landed.
      writeFileSync(join(root, "src/thanks.ts"), "");
      const again = new BuildRun(root);
      await again.type("council", `build ${id}`);
      expect(again.open[0]!.options).toEqual(["approve", "again", "stop"]);
      await again.answer("stop");
    },
  );

  inFull(
    "of the plan that a council has left, by its file; a build is built again by its own run",
    async () => {
      const root = makeProject();
      const first = new BuildRun(root, failsTask());
      await first.type("council", REQUEST);
      await first.answer("approve");
      expect(first.open.map(({ kind }) => kind)).toEqual(["execute-spent"]);
      await first.answer("stop");
      const { run: of } = first.run;
      for (const path of ["src/thanks.ts", "tests/thanks.test.ts"])
        rmSync(join(root, path), { force: true });
      const run = new BuildRun(root, failsTask());
      const plan = ".task/council/master_plan.json";
      expect(await run.type("council", `build ${plan}`)).toBeNull();
      startedHere(first.project, of);
      expect(run.run.options.plan).toBe(of);
      await run.answer("approve");
      expect(run.open.map(({ kind }) => kind)).toEqual(["execute-spent"]);
      await run.answer("drop");
      const { run: id, status } = run.run;
      startedHere(run.project, id);
      expect(status).toBe("failed");
      const last = new BuildRun(root);
      await last.type("council", `build ${id}`);
      await last.answer("approve");
      expect([last.refused, last.open, last.run.status, built(root)]).toEqual([
        [],
        [],
        "complete",
        true,
      ]);
    },
  );

  test("a plan that no seat has written is held to what holds for all; mended, it goes on", async () => {
    const root = makeProject();
    const plan = join(root, "plan.json");
    const wrong = masterPlan({ criteria: ["true", "no-such-tool x"] });
    wrong.tasks[1]!.files[0] = "../out.ts";
    writeFileSync(plan, JSON.stringify({ ...wrong, risks: 1 }));
    const run = new BuildRun(root);
    await run.type("council", "build plan.json", { auto: true });
    expect(run.open.map(({ kind, options }) => [kind, options])).toEqual([
      ["take-plan", ["again", "stop"]],
    ]);
    expect(run.shown).toContain("plan.json: risks: found 1");
    writeFileSync(plan, JSON.stringify(wrong));
    await run.answer("again");
    for (const said of [
      "Task 1, Success criteria: found `true`",
      "../out.ts",
      "there is no program",
    ])
      expect(run.shown).toContain(said);
    const objections = [
      { id: "mistral-security/F1", state: "refused" as const, reason: "not here" },
    ];
    writeFileSync(
      plan,
      masterPlanText({ criteria: ["bun test tests/goodbye.test.ts", "sh made.sh"], objections }),
    );
    await run.answer("again");
    expect(run.shown).toContain("From plan.json: no council has voted on it");
    expect(run.shown).toContain(
      "Asked despite --auto: neither a script or test runner of the project nor in execute.allow: sh made.sh",
    );
    await run.answer("stop");
    expect([run.run.status, built(root)]).toEqual(["cancelled", false]);
  });

  inFull(
    "with --auto a plan whose file is named is built, and nothing is asked where its commands are the project's own",
    async () => {
      const root = makeProject();
      writeFileSync(join(root, "plan.json"), masterPlanText());
      const run = new BuildRun(root);
      await run.type("council", "build plan.json", { auto: true });
      expect([run.open, run.run.status, built(root)]).toEqual([[], "complete", true]);
    },
  );

  test("what is nowhere starts nothing, and says what is expected", async () => {
    const run = new BuildRun(makeProject());
    for (const named of ["council-0badcafe", "docs/none.json"])
      expect(await run.type("council", `build ${named}`)).toContain(`no plan at "${named}"`);
  });

  test("of a text it starts nothing, and says what reads one", async () => {
    const root = makeProject();
    writeFileSync(join(root, "plan.md"), "# Say goodbye\n");
    const run = new BuildRun(root);
    expect(await run.type("council", "build plan.md")).toContain("--from-plan plan.md");
  });
});
