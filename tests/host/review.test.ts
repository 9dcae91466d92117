// Guarantee: A review reports what its reviewers found, and changes nothing.
// Runs: in full too.
import { afterEach, describe, expect, test } from "bun:test";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { type HostVersion, hostsOf } from "../harness/host.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, DEFAULT_FILES, git, makeProject } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { type Brief, team, type Worker } from "../harness/team.ts";
import { left, ofType, subjects } from "./scenario.ts";
import { carried } from "./started.ts";

afterEach(cleanup);

const [version] = hostsOf("new") as [HostVersion];

const SETTINGS = JSON.stringify({ tests: { commands: ["bun test"] } });
const SUM = "export const mean = (all: number[]) => all.reduce((a, b) => a + b, 0) / all.length;\n";
const BROKEN =
  "export const mean = (all: number[]) => all.reduce((a, b) => a + b) / (all.length - 1);\n";
const FILES = { ...DEFAULT_FILES, "src/mean.ts": SUM, ".claude/multi-ai.json": SETTINGS };

const TEST = `import { expect, test } from "bun:test";
import { mean } from "../src/mean.ts";

test("the mean of two numbers", () => {
  expect(mean([1, 3])).toBe(2);
});
`;

const nextId = (brief: Brief) => /"findings": \[\{"id": "(F\d+)"/.exec(brief.text)?.[1] ?? "F1";
const approval = { status: "approved", summary: "Sound.", criteria: [], findings: [], prior: [] };

/** A reviewer that finds the wrong divisor; `proves` it, or says it in other words. */
const finds = (brief: Brief, proves: boolean) => ({
  ...approval,
  status: "needs_changes",
  findings: [
    {
      id: nextId(brief),
      severity: proves ? "blocker" : "major",
      file: "src/mean.ts",
      line: 1,
      quote: BROKEN.trim(),
      problem: proves
        ? "mean divides by one less than the number of values: mean([1, 3]) is 4."
        : "The mean divides by all.length - 1 values instead of their number, so it is too large.",
      fix: "Divide by all.length.",
      ...(proves && { test: { file: "tests/mean.test.ts", code: TEST, command: "bun test" } }),
    },
  ],
});

const reviewer: Worker = (brief) => {
  if (brief.writes.endsWith("review-intent.json")) return { artifact: finds(brief, false) };
  if (brief.writes.endsWith("review-surroundings.json")) return { artifact: finds(brief, true) };
  return { artifact: approval };
};

function drive(words: string[], worker: Worker = reviewer) {
  const project = makeProject({ files: FILES });
  writeFileSync(join(project, "src/mean.ts"), BROKEN);
  const model = startModel({ script: team(worker), codex: codexReviewer() });
  const { env, home } = makeSandbox({ version, project, model, codexOnPath: false });
  return carried({ project, home, model, env }, ["run", "--claude", claudePath(version), ...words]);
}

describe("a review of what is not committed", () => {
  test("three reviewers at once, one list, and the exit code", async () => {
    const { end, project, model } = drive(["review"]);
    const { code, out, err, state, events, tasks } = await end;
    expect([state.status, err]).toEqual(["complete", ""]);
    console.log(
      out,
      subjects(tasks),
      model.requests.filter((r) => r.thread === "agent")[0]?.turn?.firstUser,
    );
    console.log(readFileSync(join(project, ".task/findings.json"), "utf8"));
    expect(code).toBe(1);
    expect(ofType(events, "changed")).toEqual([]);
    expect(git(project, "status", "--short")).toContain("M src/mean.ts");
    expect(left).toBeDefined();
  });

  test("--fix mends what was proven, and who found it looks again", async () => {
    const mended: Worker = (brief, turn) => {
      if (brief.writes.endsWith("fix-result.json"))
        return {
          artifact: {
            ...{ status: "complete", reason: null, changed_files: ["src/mean.ts"], criteria: [] },
            ...{ deviations: [], answered: [], declined: [] },
          },
          edits: { "src/mean.ts": SUM, "tests/mean.test.ts": TEST },
        };
      if (brief.round > 1) {
        const prior = [{ id: "F1", state: "fixed" }];
        return { artifact: { ...approval, prior } };
      }
      return reviewer(brief, turn);
    };
    const { end, project } = drive(["review", "--fix", "--auto"], mended);
    const { code, out, state, tasks, err } = await end;
    expect([state.status, err]).toEqual(["complete", ""]);
    expect(subjects(tasks)).toEqual([
      ...["Review - Intent", "Review - Surroundings", "Review - Attack"],
      ...["Tests - Before", "Tests", "Findings", "Fix Findings v1"],
      ...["Review - Intent v2", "Review - Surroundings v2", "Findings v2", "Tests"],
    ]);
    expect(code).toBe(0);
    expect(out).toContain("1 fixed");
    expect(readFileSync(join(project, "src/mean.ts"), "utf8")).toBe(SUM);
  });
});
