// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { existsSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { memoryText } from "../../../../src/workflows/council/audit/memory.ts";
import { verifyResearch } from "../../../../src/workflows/council/checks.ts";
import { cleanup, tempDir, writeFiles } from "../../../harness/project.ts";
import { checked, GOOD_AUDIT, GOOD_RESEARCH, RUN, sceneWith } from "./pm-given.ts";

afterEach(cleanup);

const artifacts = { "audit-result": GOOD_AUDIT, "research-packet": GOOD_RESEARCH };

test("a pass is remembered by auditor and researcher, with its run, once", async () => {
  const root = tempDir();
  for (let n = 0; n < 2; n++) {
    const { outcome, record, facts } = await checked(verifyResearch, root, { artifacts });
    expect([outcome, facts]).toEqual(["pass", undefined]);
    expect(record).toEqual({ check: "verify-research", outcome: "pass", reason: null, notes: [] });
  }
  const { project } = sceneWith(root);
  expect(memoryText(project, "auditor").split("\n")).toEqual([
    `- Constraint: Node 20 (${RUN})`,
    `- Reuse: csv() in src/csv.ts (${RUN})`,
  ]);
  expect(memoryText(project, "tech-researcher").split("\n")).toEqual(
    ["Estimated low, 3 files: Stream it.", "Stack: csv-stringify", "Pitfall: quotes"].map(
      (one) => `- ${one} (${RUN})`,
    ),
  );
});

test("a blocked run is not remembered, and its reason is a fact", async () => {
  const root = tempDir();
  const failed = { ...artifacts, "research-packet": { ...GOOD_RESEARCH, error: "x".repeat(900) } };
  const { outcome, facts, record } = await checked(verifyResearch, root, { artifacts: failed });
  expect(outcome).toBe("blocked");
  expect(facts!.error).toStartWith("research: xxx");
  expect(facts!.error).toHaveLength(400);
  expect(JSON.stringify(record)).toContain("x".repeat(900));
  expect(existsSync(join(root, ".task", "memory"))).toBe(false);
});

test("a memory that cannot be kept is a note, and fails nothing", async () => {
  const root = tempDir();
  const scene = sceneWith(root, { artifacts });
  symlinkSync(tempDir(), join(scene.project.task, "memory"));
  const { outcome, record } = await checked(verifyResearch, root, { artifacts });
  expect(outcome).toBe("pass");
  expect(JSON.stringify(record)).toContain("is a symbolic link");
});

test("a secret of the project does not get into a memory", async () => {
  const root = tempDir();
  writeFiles(root, { ".env": "API_KEY=hunter2-hunter2\n" });
  await checked(verifyResearch, root, {
    artifacts: {
      ...artifacts,
      "audit-result": { ...GOOD_AUDIT, constraints: ["The key is hunter2-hunter2"] },
    },
  });
  expect(memoryText(sceneWith(root).project, "auditor")).toStartWith(
    "- Constraint: The key is [masked] (",
  );
});
