// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Run, Task } from "../../../src/engine/run.ts";
import type { Workflow } from "../../../src/engine/workflow.ts";
import type { Project } from "../../../src/project/project.ts";
import { parseArtifact } from "../../../src/run/results/accept.ts";
import { MAX_LINE_BYTES, sha256 } from "../../../src/store/journal.ts";
import { putObject } from "../../../src/store/objects.ts";
import { MASTER_PLAN } from "../../../src/workflows/council/paths.ts";
import { type MasterPlan, kind as masterPlan } from "../../../src/workflows/council/plan/plan.ts";
import { ledgerOf } from "../../../src/workflows/council/vote/ledger.ts";
import { judgeVote, type Vote, kind as vote } from "../../../src/workflows/council/vote/vote.ts";
import {
  documentText,
  type PlanData,
  planOf,
} from "../../../src/workflows/execute/plan/document.ts";
import { blocker, Council, hashesOf, PLAN_DATA, PLAN_TEXT, planFactsOf } from "./given.ts";

const folder = mkdtempSync(join(tmpdir(), "multi-ai-council-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const project: Project = { root: folder, task: join(folder, ".task"), found: "folder" };

const NONCE = "0123456789abcdef0123456789abcdef";
const CODE = "deepseek-code";
const SECURITY = "mistral-security";

/** What a task has whose plan became this file. */
const written = (data: PlanData) => {
  const sha = putObject(project.task, documentText(planOf(data)));
  return { artifact: sha, handed: [{ path: MASTER_PLAN, sha }], facts: { ...planFactsOf(data) } };
};
/** A run whose plan is the fixture's; its bytes are kept as an object. */
function accepted(): Council {
  const council = new Council().plan("one");
  const task = council.run.tasks[0]!;
  Object.assign(task, written(PLAN_DATA));
  return council;
}
const sceneOf = (run: Run) => ({ project, run, workflow: {} as Workflow });
const seatTask = (seat: string): Task => ({ id: "T20", item: seat }) as Task;
const facts = (run: Run, seat: string) => ({ task: { id: "T20" }, nonce: NONCE, run, seat });

/** The form as a seat fills it in that approves. */
const filled = (run: Run, seat: string): Record<string, unknown> => {
  const form = vote.form(facts(run, seat)).replaceAll(/"<[^"]*>"/g, '"x"');
  return { ...(JSON.parse(form) as object), vote: "APPROVE", feedback: "", findings: [] };
};
const check = (council: Council, value: object, seat = CODE) => {
  const parsed = parseArtifact(vote, new TextEncoder().encode(JSON.stringify(value)), "T20");
  expect(parsed).toMatchObject({ ok: true });
  return vote.check((parsed as { value: Vote }).value, sceneOf(council.run), seatTask(seat), null);
};

describe("a vote", () => {
  test("as its form shows it counts, bound to the plan that the run has accepted", () => {
    const council = accepted();
    const value = filled(council.run, CODE);
    expect(value.plan).toBe(sha256(PLAN_TEXT));
    expect(check(council, value)).toMatchObject({
      problems: [],
      outcome: "done",
      facts: { vote: "APPROVE", plan: sha256(PLAN_TEXT) },
    });
    expect(check(council, value, "grok-devil").problems.join()).toContain('expected "grok-devil"');
  });

  test("on the plan before is void", () => {
    const council = accepted();
    const value = filled(council.run, CODE);
    const changed = { ...PLAN_DATA, architecture: "All is stored." };
    council.plan("two");
    Object.assign(council.run.tasks.at(-1)!, written(changed));
    expect(check(council, value).problems.join()).toContain(
      "a vote on another plan does not count",
    );
  });

  test("answers what its seat has objected to, and numbers on", () => {
    const council = accepted()
      .vote(CODE, "REVISE", { objections: [blocker("F4")] })
      .vote(SECURITY, "REVISE", { objections: [blocker("F1")] });
    const form = vote.form(facts(council.run, CODE));
    expect(form).toContain(`{"id": "${CODE}/F4", "state": "<cleared | open>"`);
    expect(form).not.toContain(SECURITY);
    expect(form).toContain('"id": "F5"');
    expect(vote.rules(facts(council.run, CODE)).join("\n")).toContain(`${CODE}/F4`);
    const value = filled(council.run, CODE);
    expect(check(council, { ...value, prior: [] }).problems.join()).toContain(
      `${CODE}/F4 is not answered`,
    );
    expect(
      check(council, { ...value, prior: [{ id: `${CODE}/F4`, state: "cleared", reason: "Said." }] })
        .problems,
    ).toEqual([]);
  });

  test("may raise again what its seat has cleared", () => {
    const council = accepted()
      .vote(CODE, "REVISE", { objections: [blocker("F1")] })
      .vote(CODE, "APPROVE", { prior: [{ id: `${CODE}/F1`, state: "cleared" }] });
    const value = filled(council.run, CODE);
    const again = {
      ...value,
      vote: "REVISE",
      feedback: "It is back.",
      prior: [{ id: `${CODE}/F1`, state: "open", reason: "Gone again." }],
    };
    expect(check(council, again).problems).toEqual([]);
    expect(
      check(council, {
        ...value,
        prior: [{ id: `${CODE}/F1`, state: "open", reason: "Gone again." }],
      }).problems.join(),
    ).toContain("and open");
  });

  test("is not refused for an answer to what is settled, which changes nothing", () => {
    const council = accepted()
      .vote(CODE, "REVISE", { objections: [blocker("F1"), blocker("F2")] })
      .decides("overrule", CODE)
      .vote(CODE, "APPROVE")
      .vote(CODE, "REVISE", { objections: [blocker("F3")] })
      .vote(CODE, "APPROVE", { prior: [{ id: `${CODE}/F3`, state: "cleared" }] });
    const settled = [
      { id: `${CODE}/F1`, state: "cleared", reason: "Still fine." },
      { id: `${CODE}/F2`, state: "open", reason: "I hold to it." },
      { id: `${CODE}/F3`, state: "cleared", reason: "Still fine." },
    ];
    const { problems, facts: kept } = check(council, {
      ...filled(council.run, CODE),
      prior: settled,
    });
    expect(problems).toEqual([]);
    expect(kept).toMatchObject({ vote: "APPROVE", prior: [] });
    const invented = {
      ...filled(council.run, CODE),
      prior: [{ id: `${CODE}/F9`, state: "open", reason: "It is." }],
    };
    expect(check(council, invented).problems.join()).toContain(
      "is no objection that you owe an answer",
    );
  });

  test("owes no answer to a refused minor objection, and is told so", () => {
    const council = accepted().vote(CODE, "APPROVE", {
      objections: [blocker("F1", "Risks", "A wish.", "minor")],
    });
    council.plan("two", {}, [{ id: `${CODE}/F1`, state: "refused", reason: "No." }]);
    const said = vote.rules(facts(council.run, CODE)).join("\n");
    expect(said).toContain(`\`prior\` is \`[]\`: ${CODE}/F1 is minor and was refused`);
    expect(vote.rules(facts(council.run, SECURITY)).join("\n")).not.toContain("`prior`");
  });

  test("with all that it may hold fits into one line of the journal", () => {
    const wide = "説".repeat(4_000);
    const finding = {
      severity: "blocker" as const,
      at: "Task 2",
      quote: null,
      missing: true,
      problem: wide,
      fix: wide,
    };
    const value: Vote = {
      task: "T20",
      nonce: NONCE,
      seat: SECURITY,
      plan: sha256(PLAN_TEXT),
      vote: "REJECT",
      feedback: wide,
      findings: Array.from({ length: 12 }, (_, at) => ({ ...finding, id: `F${at + 101}` })),
      prior: Array.from({ length: 60 }, (_, at) => ({
        id: `${SECURITY}/F${at + 1}`,
        state: "open" as const,
        reason: wide,
      })),
      veto: { at: "Security", missing: true, condition: wide },
    };
    const owed = value.prior.map(({ id }) => ({
      ...blocker("F1"),
      id,
      seat: SECURITY,
      task: "T9",
      state: "open" as const,
      reason: null,
      changed: [],
      round: 1,
      returns: 0,
    }));
    const { problems, facts } = judgeVote(value, {
      seat: SECURITY,
      plan: { hash: sha256(PLAN_TEXT), text: PLAN_TEXT, parts: Object.keys(hashesOf(PLAN_DATA)) },
      owed,
      closed: [],
    });
    expect(problems).toEqual([]);
    expect(Buffer.byteLength(JSON.stringify(facts))).toBeLessThan(MAX_LINE_BYTES - 1_000);
  });
});

describe("the form of a plan", () => {
  const words = (form: string): string =>
    form
      .replaceAll(/<command[^<>]*>/g, "npm test")
      .replaceAll("<number of a task>", "")
      .replaceAll(/<(?!!--)[^<>]*>/g, "words");
  const about = (run: Run) => ({ task: { id: "T13" }, nonce: NONCE, ledger: ledgerOf(run) });

  test("holds, once it is filled in", () => {
    const { run } = new Council();
    const text = words(masterPlan.form(about(run)));
    const parsed = parseArtifact(masterPlan, new TextEncoder().encode(text), "T13");
    expect(parsed).toMatchObject({ ok: true, nonce: NONCE });
    const { value } = parsed as { value: MasterPlan };
    expect(masterPlan.check(value, sceneOf(run), seatTask(CODE), null)).toMatchObject({
      problems: [],
      outcome: "done",
    });
    expect(text).not.toContain("objections");
  });

  test("lists the objections that it has to answer, and those that it has refused", () => {
    const council = accepted().vote(CODE, "REVISE", {
      objections: [blocker("F1"), blocker("F2", "Risks")],
    });
    council.plan("two", {}, [{ id: `${CODE}/F2`, state: "refused", reason: "No." }]);
    const form = masterPlan.form(about(council.run));
    expect(form).toContain(`{"id": "${CODE}/F1", "state": "<taken |`);
    expect(form).toContain(`{"id": "${CODE}/F2", "state": "<refused |`);
    expect(masterPlan.rules(about(council.run)).at(-1)).toContain("minority report");
  });
});
