// Runs: together.
import { afterEach, beforeEach, describe, expect, test } from "bun:test";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Run, Task } from "../../../../src/engine/run.ts";
import type { Project } from "../../../../src/project/project.ts";
import { reportText } from "../../../../src/render/report/report.ts";
import { reportFacts, reportOf } from "../../../../src/run/views/report.ts";
import { putObject } from "../../../../src/store/objects.ts";
import { columns, type Layout, PLAIN } from "../../../../src/text.ts";
import type { ProgramRecord } from "../../../../src/workflows/team/checks/check.ts";
import type { Mapping } from "../../../../src/workflows/team/documents/test-report.ts";
import type { TeamView } from "../../../../src/workflows/team/table/views.ts";
import type { Seen } from "../../../../src/workflows/tests/evidence.ts";
import { answered, openKinds } from "../../../engine/given.ts";
import { Team } from "../given.ts";
import { walkthrough } from "../walkthrough.ts";

let project: Project;
beforeEach(() => {
  const root = mkdtempSync(join(tmpdir(), "report-"));
  project = { root, task: join(root, ".task"), found: "folder" };
});
afterEach(() => rmSync(project.root, { recursive: true, force: true }));

const fixture = (path: string): string =>
  readFileSync(join(import.meta.dir, "../../../fixtures/pipeline/walkthrough", path), "utf8");
/** What is written from artifacts of these kinds. */
const DOCUMENTS: Record<string, string> = {
  "stage-01": "brief.md",
  "stage-02": "design-spec.md",
  ruling: "design-spec.md",
};
/** What shows each criterion, as the program's record has it. */
const ROWS = (JSON.parse(fixture("gates/stage-07.json")).tests as Mapping[]).map((row) => ({
  ...row,
  seen: true as boolean | null,
  before: undefined as Seen | undefined,
}));

/** What a task left behind; `seen`, `before`: whether the program saw the test of the first criterion pass, and before the build. */
function content(task: Task, seen: boolean | null, before?: Seen): string {
  if (task.schema === "ruling") return fixture("ruling.json");
  if (task.schema === "stage-01") return fixture("gates/stage-01.json");
  const record: Partial<ProgramRecord> = {
    outcome: task.outcome as ProgramRecord["outcome"],
    tree: task.reviewed,
    commands: [{ name: "tests", command: "npm test", state: "passed" }],
    criteria: ROWS.map((row, at) => (at === 0 ? { ...row, seen, before } : row)),
  };
  return task.who.program ? JSON.stringify(record) : "{}";
}

/** The run, with artifacts and documents that can be read back. */
function kept(team: Team, seen: boolean | null = true, before?: Seen): Run {
  const run = structuredClone(team.now);
  for (const task of run.tasks) {
    if (task.artifact === null) continue;
    task.artifact = putObject(project.task, content(task, seen, before));
    const name = DOCUMENTS[task.schema];
    task.handed = name
      ? [{ path: `pipeline/${name}`, sha: putObject(project.task, fixture(name)) }]
      : [];
  }
  return run;
}
/** Wide enough for every line here. */
const WIDE: Layout = { width: 200, paint: PLAIN };
const said = (team: Team, ...row: [seen?: boolean | null, before?: Seen]): string =>
  reportText(reportFacts(project, kept(team, ...row)), WIDE);
const stages = (team: Team) => reportFacts(project, kept(team)).stages as TeamView;
/** The lines of one section. */
const part = (text: string, title: string): string[] => {
  const lines = text.split("\n");
  const from = lines.findIndex((line) => line.startsWith(`${title} (`));
  if (from < 0) return [];
  const to = lines.findIndex((line, at) => at > from && !line.startsWith("  "));
  return lines.slice(from + 1, to).map((line) => line.trim());
};

describe("a run with stages", () => {
  test("has their table, and nothing of what only the chain has", () => {
    const text = said(walkthrough());
    expect(text).toStartWith("Report of team-00000001: complete\n");
    expect(text).toContain("\n\nPipeline Status — Password Reset via Email\n  Stage ");
    expect(text).not.toContain("user story");
    expect(text).not.toContain("No tests were run");
    expect(text).not.toMatch(/changed after it: *$/m);
    expect(reportFacts(project, kept(walkthrough()))).toMatchObject({
      criteria_in: "brief",
      tests: null,
      missing: ["the project's trees"],
    });
  });

  test("shows an owner's way that the person let stand as no approval", () => {
    const team = new Team().until("Peer review - frontend");
    team.asks("Peer review - frontend", { backend: { decision: "", options: [] } });
    team.until("peer-undecided");
    answered("owner", "the token is short-lived")(team);
    expect(said(team)).toContain('The owner\'s way — "the token is short-lived"');
    const row = stages(team).rows.find(({ name }) => name === "Peer Review (backend)")!;
    expect(row.notes).toContain("overruled");
    expect(row.gate!.approvals).toMatchObject([{ reviewer: "platform" }]);
    expect(row.gate!.warnings).toContain("overruled by the person: frontend: wrong");
  });

  test("shows a veto that was lifted as no approval", () => {
    const team = new Team().until("Pre-review checks");
    team.end("Pre-review checks", { rules: ["path:auth"] });
    team.end(
      "Security review",
      { status: "FAIL", blockers: ["token in the log"], owners: ["backend"] },
      "veto",
    );
    expect(openKinds(team)).toEqual(["veto"]);
    answered("lift", "the log is not kept")(team);
    expect(part(said(team), "Reviewers")).toContain(
      "● Security review (security/opus): no approval: said veto; overruled by you, 1 round",
    );
    expect(part(said(team), "Accepted without approval")).toEqual([
      `${team.task("Security review").id} Security review: overruled by you — "the log is not kept"`,
    ]);
  });

  test("a design that was written again after its approval names who did; the same words again change nothing", () => {
    const run = kept(walkthrough());
    const scope = run.tasks.find((task) => task.gate === "scope")!;
    const before = run.tasks.find((task) => task.gate === "answers")!;
    scope.reviewed = `file:${before.handed[0]!.sha}`;
    const reviewer = () => reportFacts(project, run).reviewers[0]!;
    expect(reviewer()).toMatchObject({
      name: "Confirm scope",
      about: "design",
      final: true,
      changed_after: [],
    });
    const ruling = run.tasks.find((task) => task.schema === "ruling")!;
    ruling.handed = [
      { path: "pipeline/design-spec.md", sha: putObject(project.task, "# Another") },
    ];
    run.tasks.find((task) => task.gate === "qa")!.handed = [...ruling.handed];
    expect(reviewer()).toMatchObject({ final: false, changed_after: [`${ruling.id} Ruling v1`] });
  });
});

describe("criteria", () => {
  const NAMED = '"returns 200 for unregistered email (constant time)" in src/tests/auth.test.js';
  const line = (team: Team, ...row: [seen?: boolean | null, before?: Seen]) =>
    part(said(team, ...row), "Criteria")[1];

  test("are met by tests that the program saw pass, and by no others", () => {
    const { criteria } = reportFacts(project, kept(walkthrough(), false));
    expect(criteria.slice(0, 2)).toMatchObject([
      { id: "1", met: false, tests: [{ seen: false }] },
      { id: "2", met: true, tests: [{ seen: true }] },
    ]);
    expect(line(walkthrough())).toBe(`met: ${NAMED}`);
    expect(line(walkthrough(), false)).toBe(`not met, no pass was seen: ${NAMED}`);
  });

  test("are unknown where the test passed before the build, or nothing tells; a record of before says nothing of that", () => {
    for (const before of ["passed", null] as const)
      expect(line(walkthrough(), true, before)).toBe(
        `unknown, nothing shows that it failed before the build: ${NAMED}`,
      );
    expect(line(walkthrough(), true, "failed")).toBe(`met: ${NAMED}`);
  });

  test("of a command that names no tests cannot be told", () => {
    expect(line(walkthrough(), null)).toBe(
      `unknown, its command does not name its tests: ${NAMED}`,
    );
  });

  test("are not shown before the tests were run", () => {
    expect(line(walkthrough("Run tests"))).toBe("not shown yet: no test on record");
  });

  test("are none without a word about stories or briefs on a track that writes none", () => {
    const text = said(new Team({}, { track: "nano" }).until());
    expect(text).not.toContain("Criteria");
    expect(text).not.toContain("on record");
    expect(said(new Team())).toContain("\nCriteria: no brief on record\n");
  });

  test("of a brief that is not kept any more are said to be missing", () => {
    const run = kept(walkthrough());
    rmSync(project.task, { recursive: true });
    const { criteria, missing } = reportFacts(project, run);
    expect(criteria).toEqual([]);
    expect(missing).toContain("the brief");
    expect(reportOf(project, run)).toContain("Criteria: no brief on record");
  });
});

describe("beside the reviews", () => {
  test("open warnings, and none that is closed", () => {
    const text = said(walkthrough());
    expect(part(text, "Warnings")).toEqual([
      "W1 Redis not confirmed — rate limiting uses in-memory for now",
    ]);
    const team = walkthrough("Stakeholder summary");
    team.end("Stakeholder summary", { closed: [{ id: "W1", reason: "Redis is there" }] });
    expect(part(said(team), "Warnings")).toEqual([]);
  });

  test("a deployment that failed, and whoever went on without it", () => {
    const team = walkthrough("Deploy");
    team.end("Deploy", { status: "FAIL", blockers: ["port 80 is taken"] }, "fail");
    answered("without", "tomorrow")(team);
    expect(said(team)).toMatch(/08 Sign-off \+ Deploy +WARN +skipped: tomorrow/);
    expect(said(team)).toContain('Deploy: skipped by you — "tomorrow"');
  });

  test("a track that was moved up says so", () => {
    const team = new Team({}, { track: "nano" }).end("Baseline");
    const first = team.now.tasks.find((task) => task.gate.startsWith("build:"))!;
    team.end(first.id, { outgrown: { to: "quick", reason: "9 files are more than 3" } });
    expect(said(team)).toContain("\nTrack switched from nano to quick (9 files are more than 3)");
    expect(stages(team)).toMatchObject({
      track: "quick",
      moved: "nano to quick (9 files are more than 3)",
    });
  });
});

test("text of others cannot break a line, and no line is too wide; the data is plain", () => {
  const areas = { "überlange-bezeichnung-日本語-abcd": ["a/**"], b: ["b/**"] };
  const team = new Team({ areas }).until("Answer notes");
  team.end("Answer notes", {
    warnings: [`a\nb\u001b[31m ${"w".repeat(300)}`],
    questions: ["x\ny?"],
  });
  team.until("checkpoint-b");
  const facts = reportFacts(project, kept(team));
  const text = reportText(facts);
  for (const line of text.split("\n")) expect([line, columns(line) <= 120]).toEqual([line, true]);
  expect(text).not.toContain("\u001b");
  expect(part(text, "Warnings").join(" ")).toStartWith("W1 a b[31m www");
  expect(JSON.parse(JSON.stringify(facts))).toEqual(facts);
});
