import { afterEach, expect, test } from "bun:test";
import type { Task } from "../../../src/engine/run.ts";
import { findProject } from "../../../src/project/project.ts";
import { briefOf as roleBrief } from "../../../src/run/brief.ts";
import { cleanup, makeProject } from "../../harness/project.ts";
import { walkthroughFiles } from "../../harness/walkthrough.ts";
import { runOf } from "../../host/from-outside.ts";
import { startTeam } from "../../host/team-run.ts";

afterEach(cleanup);

const NONCE = "ab".repeat(16);
const LEFT = "# Feature Brief: An earlier one\n";

async function briefOf(track: string, gate: string): Promise<{ text: string; task: Task; root: string }> {
  const files = {
    ...walkthroughFiles(),
    "pipeline/brief.md": LEFT,
    "pipeline/design-spec.md": "STATUS: APPROVED\n",
    "pipeline/adr/0001-one.md": "# ADR 0001\n",
  };
  const root = makeProject({ files });
  await startTeam(root, { track });
  const run = runOf(root);
  const task = run.tasks.find((one) => one.gate === gate)!;
  return { text: await roleBrief(findProject(root), run, task, NONCE, null), task, root };
}

test("a brief names no file of an earlier run: only what a task of this one writes, and what outlives a run", async () => {
  const nano = await briefOf("nano", "build:backend");
  expect(/^reads: (.*)$/m.exec(nano.text)?.[1]).toBe(`${nano.root}/pipeline/adr/`);
  expect(nano.text).not.toContain("Components of the design");
  const full = await briefOf("full", "build:backend");
  expect(/^reads: (.*)$/m.exec(full.text)?.[1]).toBe(
    ["brief.md", "design-spec.md", "adr/"].map((name) => `${full.root}/pipeline/${name}`).join(", "),
  );
});

test("a brief holds its nonce where the stored copy leaves it out, and names what to read first", async () => {
  const { text, task, root } = await briefOf("full", "brief");
  expect(text).toStartWith(`run: team-0badcafe\ntask: ${task.id}\nnonce: ${NONCE}\n`);
  expect(text).toContain(`${root}/AGENTS.md`);
  expect(text).toContain(`${root}/pipeline/context.md`);
});
