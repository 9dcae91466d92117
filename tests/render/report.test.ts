// Guarantee: Only code grants a pass.
// Runs: together.
import { afterAll, expect, test } from "bun:test";
import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { CommandOf } from "../../src/engine/commands.ts";
import type { Run } from "../../src/engine/run.ts";
import {
  type ReportFacts,
  type ReviewerReport,
  reportText,
} from "../../src/render/report/report.ts";
import { readRun } from "../../src/run/journal/change.ts";
import { reportFacts, reportOf } from "../../src/run/views/report.ts";
import { columns } from "../../src/text.ts";
import { apply, dispatchTask, makeRun, STATES } from "../cli/made/make-run.ts";
import { cleanup, git } from "../harness/project.ts";
import type { Brief } from "../harness/team.ts";
import { planObjection, STORY } from "../harness/workers.ts";
import { added, PLAN_SONNET, REVIEWS } from "../workflows/multi-ai/ids.ts";

afterAll(cleanup);

type Ended = CommandOf<"ended">;
const isReady = (id: string) => (run: Run) =>
  run.tasks.find((one) => one.id === id)?.status === "ready";

/** Ids, hashes and times are different each time. */
const same = (text: string): string =>
  text
    .replaceAll(/multi-ai-[0-9a-f]{8}/g, "multi-ai-RUN")
    .replaceAll(/(file|git|disk|dir):[0-9a-f]{12}/g, "$1:HASH")
    .replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d UTC/g, "TIME")
    .replaceAll(/ · (?:\d+ s|\d+ min)$/gm, " · SHORT");

test("the report of a run with a fix, an acceptance and verdicts on what changed later", async () => {
  const { project, run } = await STATES["complete after fixes and a waiver"]();
  expect(same(reportOf(project, run))).toBe(`Report of multi-ai-RUN: complete
2 of 2 criteria met · 3 findings: 2 fixed, 1 accepted as it is · SHORT
Request: Say goodbye by name
TIME to TIME, 13 tasks done, 2 of them fixes

Criteria (2)
  ✓ AC1 goodbye(name) returns the goodbye for one person
      src/goodbye.ts:1 "export function goodbye(name: string): string {" (Code Review - Codex); plan S1
  ✓ AC2 A test covers goodbye
      tests/goodbye.test.ts:4 "test("says goodbye by name", () => {" (Code Review - Codex); plan S2

Findings: 2 fixed, 1 accepted as it is (3)
  ✓ T4.F1 major at S2 (Plan Review - Opus): The empty name is not tested.
      fixed by T10 Fix Plan - Opus v1; T11 Plan Review - Opus v2 agreed, although its place did not change
      Quote: Test it
      Fix: Name that test.
  ✓ T8.F1 major at src/goodbye.ts:2 (Code Review - Opus, argued without a test): An empty name gives a dangling comma.
      fixed by ${added(3)} Fix Code - Opus v1; ${added(4)} Code Review - Opus v2 agreed
      Quote: return "Goodbye, ".concat(name);
      Fix: Say goodbye without the comma then.
  ● ${added(4)}.F2 major at src/goodbye.ts:2 (Code Review - Opus, argued without a test): An empty name gives a dangling comma.
      accepted as it is
      Quote: return "Goodbye, ".concat(name);
      Fix: Say goodbye without the comma then.

Reviewers (6)
  ✓ Plan Review - Sonnet (plan-reviewer/sonnet): approved, 1 round
      the plan as it was then, changed after it: ${added(1)} Fix Plan - Opus v1
  ✓ Plan Review - Opus (plan-reviewer/opus): approved, 2 rounds, the plan as it is at the end
  ✓ Plan Review - Codex (codex): approved, 1 round, the plan as it is at the end
  ✓ Code Review - Sonnet (code-reviewer/sonnet): approved, 1 round
      the code as it was then, changed after it: src/goodbye.ts
  ● Code Review - Opus (code-reviewer/opus): no approval: said needs_changes; accepted by you as it is, 2 rounds
      "Good enough for today"
      the code as it is at the end
  ✓ Code Review - Codex (codex): approved, 1 round, the code as it is at the end

Accepted without approval (1)
  ${added(4)} Code Review - Opus v2: accepted by you — "Good enough for today"

Files changed (2)
  A src/goodbye.ts +4 -0
  A tests/goodbye.test.ts +6 -0

Tests
  No tests were run by the program: the settings say so.

Decided by you (2)
  Q1 Story (T1): Approve (dialog, TIME)
  Q2 Limit (${added(4)}): Accept — "Good enough for today" (dialog, TIME)

The files before the implementation are on refs/multi-ai/multi-ai-RUN.

Next
  git diff refs/multi-ai/multi-ai-RUN refs/multi-ai/multi-ai-RUN-now: shows the whole change
  multi-ai report --pr: prints the text of a pull request
  multi-ai rollback: shows what a rollback to before the implementation changes, and how to do it`);
});

test("what did not count is listed with its task and the reason, as its writer was told", async () => {
  const made = await makeRun({
    answers: { story: { option: "approve", text: null } },
    until: isReady(PLAN_SONNET),
  });
  const hand = async (task: string, over: Pick<Ended, "subject" | "result">): Promise<void> => {
    const run = readRun(made.project)!;
    const found = run.tasks.find((one) => one.id === task)!;
    if (found.status === "ready") await dispatchTask(made.project, run, found);
    const { nonce, subject } = readRun(made.project)!.tasks.find((one) => one.id === task)!
      .dispatch!;
    apply(made.project, {
      do: "ended",
      task,
      nonce,
      blockable: true,
      ...over,
      subject: over.subject ?? subject,
    });
  };
  const problems = [
    ".task/review-sonnet.json: criteria: AC2 is not answered",
    ".task/review-sonnet.json: status: no",
  ];
  await hand(PLAN_SONNET, { subject: null, result: { ok: false, problems, sha: null } });
  await hand(PLAN_SONNET, {
    subject: `file:${"0".repeat(64)}`,
    result: { ok: false, problems, sha: null },
  });
  const facts = reportFacts(made.project, readRun(made.project)!);
  expect(facts.refusals.map((one) => [one.task, one.kind])).toEqual([
    [PLAN_SONNET, "refused"],
    [PLAN_SONNET, "stale"],
  ]);
  const [refused, stale] = facts.refusals;
  const many = { ...facts, refusals: [refused!, stale!, refused!, { ...refused!, task: "T9" }] };
  expect(reportText(many)).toContain(
    `: criteria: AC2 is not answered; status: no (3 times, also T9)\n  ${PLAN_SONNET} Plan Review - Sonnet: what is`,
  );
  expect(reportText(facts)).toContain(`Refused, stale or denied (2)
  ${PLAN_SONNET} Plan Review - Sonnet: criteria: AC2 is not answered; status: no
  ${PLAN_SONNET} Plan Review - Sonnet: what is reviewed changed during the review; review it as it is now
`);
});

test("a reviewer that the person passed over is never shown as an approval", async () => {
  const made = await STATES["provider failed"]();
  const answer = { do: "answer" as const, question: "Q2", via: "cli" as const, session: null };
  const waived = apply(made.project, { ...answer, option: "waive", text: "No login" });
  const codex = reportFacts(made.project, waived).reviewers.find(
    (one) => one.name === "Plan Review - Codex",
  )!;
  expect(codex).toMatchObject({
    standing: "waived",
    verdict: null,
    reason: "No login",
    reviewed: null,
    final: null,
  });
  const line = reportOf(made.project, waived)
    .split("\n")
    .find((one) => one.includes("Plan Review - Codex (codex)"));
  expect(line).toBe(
    "  ● Plan Review - Codex (codex): no approval: no verdict; skipped by you, 0 rounds",
  );
});

test("with --auto what was assumed is listed", async () => {
  const { project, run } = await makeRun({
    auto: true,
    worker: (brief) =>
      brief.writes.endsWith("user-story.json")
        ? { ...STORY, assumptions: ["English only"] }
        : undefined,
  });
  const said = reportOf(project, run);
  expect(said).toContain("\n--auto: the story and open questions were not asked");
  expect(said).toContain("Assumed by agents, never asked (1)\n  English only");
  expect(said).not.toContain("Decided by");
});

test("what is not kept any more is said, and nothing is made up for it", async () => {
  const { project, run } = await STATES.complete();
  const objects = join(project.task, "objects");
  for (const name of readdirSync(objects)) rmSync(join(objects, name), { recursive: true });
  const refs = git(project.root, "for-each-ref", "--format=%(refname)", "refs/multi-ai").split(
    "\n",
  );
  for (const ref of refs.filter((name) => name.endsWith("-now")))
    git(project.root, "update-ref", "-d", ref);
  git(project.root, "gc", "-q", "--prune=now");
  const said = reportOf(project, readRun(project)!);
  expect(said).toContain("Criteria: no user story on record");
  expect(said).toContain("Files changed: no longer known");
  expect(said).toMatch(/No longer on record \(\d+\)\n[\s\S]*the project's trees/);
  expect(reportFacts(project, run).reviewers.map((one) => one.standing)).toEqual(
    Array(REVIEWS.length).fill("approved"),
  );
});

test("every criterion, file and decision is in the data, and the short text stays within 80 lines, beside what comes next", async () => {
  const { project, run } = await STATES.complete();
  const facts = reportFacts(project, run);
  const many = <T>(one: T, count: number): T[] =>
    Array.from({ length: count }, () => structuredClone(one));
  const reviewer: ReviewerReport = {
    ...facts.reviewers[0]!,
    final: false,
    reason: "because",
    changed_after: many("a", 9),
  };
  const finding = {
    ...{
      id: "F1",
      task: PLAN_SONNET,
      reviewer: "R",
      severity: "minor" as const,
      place: null,
      quote: "",
      fix: "",
    },
    ...{ problem: "p ".repeat(99), state: "open" as const, mended_by: null, closed_by: null },
  };
  const large: ReportFacts = {
    ...facts,
    auto: true,
    criteria: many(facts.criteria[0]!, 40),
    reviewers: many(reviewer, 6),
    files: many(facts.files![0]!, 500),
    decisions: many(facts.decisions[0]!, 30),
    waivers: many({ task: "T1", subject: "s", kind: "waived", reason: "r" }, 6),
    assumptions: many("assumed", 30),
    deviations: many("other", 30),
    findings: many(finding, 60),
  };
  const lines = reportText(large).split("\n");
  expect(lines.indexOf("Next")).toBeLessThanOrEqual(82);
  expect(lines.slice(lines.indexOf("Next"))).toHaveLength(5);
  for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(120);
  expect(lines.join("\n")).toMatch(/Files changed \(500\)\n[\s\S]*… and \d+ more/);
  // With fewer characters its lists are shorter, and it says where all of them are.
  const some = { ...facts, findings: many(finding, 12) };
  const most = reportText(some).length - 400;
  const short = reportText(some, undefined, undefined, most);
  expect(short.length).toBeLessThanOrEqual(most);
  expect(short).toMatch(/multi-ai report --md: +shows all of this report/);
});

test("a plan reviewer's line names the rewrites after its verdict, and none before it", async () => {
  const asks = (file: string, rounds: number) => (brief: Brief) =>
    brief.writes.endsWith(file) && brief.round <= rounds;
  const { project, run } = await makeRun({
    answers: { story: { option: "approve", text: null } },
    worker: (brief) =>
      asks("/review-sonnet.json", 2)(brief) || asks("/review-codex.json", 1)(brief)
        ? planObjection(brief)
        : undefined,
  });
  const plans = reportFacts(project, run).reviewers.filter((one) => one.about === "plan");
  const last = plans.find((one) => one.name === "Plan Review - Codex")!;
  expect([last.final, last.changed_after]).toEqual([true, []]);
  const earlier = plans.slice(0, plans.indexOf(last));
  expect(earlier.map((one) => one.name)).toContain("Plan Review - Opus");
  for (const one of earlier)
    expect([one.final, one.changed_after]).toEqual([false, [`${added(5)} Fix Plan - Codex v1`]]);
});
