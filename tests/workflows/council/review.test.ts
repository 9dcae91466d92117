// Guarantee: Only code grants a pass; A task lands when its criteria held.
// The code of a council is reviewed once, as what its tasks are together, by a model that has not
// written it.
// Runs: in full too.
// Not in npm test: with --no-review|is reviewed by opus, or by sonnet
import { afterEach, describe, expect, test } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { reportText } from "../../../src/render/report/report.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { DEFAULT_SETTINGS, type Settings } from "../../../src/settings.ts";
import { PLAIN_LAYOUT } from "../../../src/text.ts";
import { announced, assigns } from "../../../src/workflows/council/roles.ts";
import { honestCouncil, REQUEST, source } from "../../harness/council.ts";
import { startedHere } from "../../harness/known.ts";
import { cleanup, git, makeProject } from "../../harness/project.ts";
import type { Brief, Worker } from "../../harness/team.ts";
import { CouncilRun } from "./run.ts";

afterEach(cleanup);

const COMMAND = "bun test tests/goodbye.test.ts";
const PROOF = `import { expect, test } from "bun:test";
import { goodbye } from "../src/goodbye.ts";

test("an empty name", () => {
  expect(() => goodbye("")).toThrow();
});
`;
const mended = source("goodbye").replace(
  "  return",
  '  if (name === "") throw new Error("no name");\n  return',
);
const isReview = (brief: Brief): boolean => brief.writes.endsWith("code-review-peer.json");
const verdict = (over: object) => ({
  status: "approved",
  summary: "s",
  criteria: [],
  findings: [],
  prior: [],
  ...over,
});

/** A reviewer that finds what no command of the plan tests, and an executor that fixes it. */
function finds(): Worker {
  return honestCouncil((brief) => {
    if (isReview(brief) && brief.round === 1) {
      const place = { file: "src/goodbye.ts", line: 1, quote: source("goodbye").split("\n")[0] };
      const proof = { file: "tests/empty.test.ts", code: PROOF, command: "bun test" };
      const finding = {
        id: "F1",
        severity: "major",
        ...place,
        problem: "An empty name is greeted.",
        fix: "Refuse it.",
      };
      return {
        artifact: verdict({ status: "needs_changes", findings: [{ ...finding, test: proof }] }),
      };
    }
    if (isReview(brief)) return { artifact: verdict({ prior: [{ id: "F1", state: "fixed" }] }) };
    if (!brief.writes.endsWith("/fixed.json")) return undefined;
    const edits = { "src/goodbye.ts": mended, "tests/empty.test.ts": PROOF };
    const changed_files = Object.keys(edits);
    const said = {
      status: "complete",
      reason: null,
      criteria: [],
      deviations: [],
      answered: ["F1"],
      declined: [],
    };
    return { artifact: { ...said, changed_files }, edits };
  });
}

describe("the code of a council", () => {
  test("is reviewed by another model; what it proves is fixed by an executor, reviewed again and committed", async () => {
    const root = makeProject();
    const run = new CouncilRun(root, finds());
    await run.start("start", {
      request: REQUEST,
      auto: true,
      settings: {
        execute: { allow: [COMMAND, "bun test tests/thanks.test.ts", "bun test"], commits: "here" },
      },
    });
    expect([run.refused, run.open, run.run.status]).toEqual([[], [], "complete"]);
    const of = (subject: string) => run.task(subject).who;
    expect([
      of("Code Review - Peer").model,
      of("Task 1").model,
      of("Fix Code - Peer").agent,
    ]).toEqual(["opus", "sonnet", "executor"]);
    expect(run.subjects).toEqual(expect.arrayContaining(["Code Review - Peer v2"]));
    expect(run.run.findings).toMatchObject([{ id: "F1", state: "fixed" }]);
    const kept = join(run.project.task, "council/earlier");
    expect(readdirSync(kept)).toEqual(["code-review-peer.v1.json"]);
    expect(readFileSync(join(kept, "code-review-peer.v1.json"), "utf8")).toContain(
      "An empty name is greeted.",
    );
    expect(readFileSync(join(root, "src/goodbye.ts"), "utf8")).toBe(mended);
    expect(git(root, "log", "--format=%s").split("\n").sort()).toEqual([
      "Fix what the review found",
      "Goodbye",
      "Thanks",
      "start",
    ]);
    expect(git(root, "status", "--porcelain", "--untracked-files=all", "--", ":!.task")).toBe("");
    startedHere(run.project, run.run.run);
    expect(
      reportText(reportFacts(run.project, run.run), { ...PLAIN_LAYOUT, width: 200 }),
    ).toContain("Code Review - Peer");
  });

  test("with --no-review its commands alone decide", async () => {
    const run = new CouncilRun(makeProject());
    await run.type("council", REQUEST, { auto: true, options: { "no-review": "yes" } });
    expect([run.run.status, run.subjects.includes("(Code Review - Peer)")]).toEqual([
      "complete",
      true,
    ]);
  });

  test("is reviewed by opus, or by sonnet where opus writes it, unless the person names somebody", () => {
    const who = (models: Settings["models"], use: Record<string, string> = {}) =>
      assigns({ ...DEFAULT_SETTINGS, models, council: { use } }, () => true)["code-reviewer"];
    expect(who({})).toMatchObject([{ agent: "code-reviewer", model: "opus" }]);
    expect(who({ executor: "opus" })).toMatchObject([{ model: "sonnet" }]);
    expect(who({}, { "code-reviewer": "deepseek/deepseek-v4-pro" })).toMatchObject([
      { provider: "deepseek" },
    ]);
  });

  test("a start says whether somebody reviews it", () => {
    expect(announced({ options: {}, assigned: {} }).does).toContain("the whole by a reviewer");
    expect(announced({ options: { "no-review": "yes" }, assigned: {} }).does).toContain(
      "nobody reviews the code",
    );
  });
});
