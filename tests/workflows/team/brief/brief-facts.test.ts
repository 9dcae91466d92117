// Runs: in full too.
// Not in npm test: ^criteria stand once
import { afterEach, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Task } from "../../../../src/engine/run.ts";
import { agentFor } from "../../../../src/plugin.ts";
import { findProject } from "../../../../src/project/project.ts";
import { briefOf as roleBrief } from "../../../../src/run/dispatch/brief.ts";
import { sceneOf } from "../../../../src/workflows/index.ts";
import { currentTree } from "../../../../src/workflows/team/checks/check.ts";
import { teamModule } from "../../../../src/workflows/team/index.ts";
import { makeTeamRun, startTeam } from "../../../cli/made/make-team-run.ts";
import { cleanup, type Files, makeProject } from "../../../harness/project.ts";
import { request } from "../../../harness/small-team.ts";
import type { Brief } from "../../../harness/team.ts";
import { walkthrough, walkthroughFiles } from "../../../harness/walkthrough.ts";
import { runOf } from "../../../host/from-outside.ts";

afterEach(cleanup);

const NONCE = "ab".repeat(16);
const LEFT = "# Feature Brief: An earlier one\n";

async function briefOf(
  track: string,
  gate: string,
  more: Files = {},
): Promise<{ text: string; task: Task; root: string }> {
  const files = {
    ...walkthroughFiles(),
    ...more,
    "pipeline/brief.md": LEFT,
    "pipeline/design-spec.md": "STATUS: APPROVED\n",
  };
  const root = makeProject({ files });
  await startTeam(root, { track });
  const run = runOf(root);
  const task = run.tasks.find((one) => one.gate === gate)!;
  return { text: await roleBrief(findProject(root), run, task, NONCE, null), task, root };
}

test("a brief names no file of an earlier run: only what a task of this one writes, and what outlives a run", async () => {
  const nano = await briefOf("nano", "build:backend");
  expect(/^reads: (.*)$/m.exec(nano.text)?.[1]).toBe("-");
  const decided = await briefOf("nano", "build:backend", {
    "pipeline/adr/0001-first.md": "# 0001 — First\n",
  });
  expect(/^reads: (.*)$/m.exec(decided.text)?.[1]).toBe(
    `${decided.root}/pipeline/adr/0001-first.md`,
  );
  // Also where a task of this run will write one.
  const full = await briefOf("full", "build:backend");
  expect(/^reads: (.*)$/m.exec(full.text)?.[1]).toBe("-");
});

test("what was asked and decided is named to be read once there is some of it", async () => {
  const bare = await briefOf("full", "design", { "pipeline/context.md": "# Context\n" });
  expect(bare.text).not.toContain("context.md");
});

test("criteria stand once in a brief", async () => {
  const { run, project } = await makeTeamRun({
    answer: ({ kind }) =>
      kind.startsWith("checkpoint-") ? { option: "proceed", text: null } : null,
    until: (now) =>
      now.tasks.some((task) => task.gate === "peer:backend" && task.status === "ready"),
  });
  const told = (gate: string, more: Partial<Task> = {}) => {
    const task = { ...run.tasks.find((one) => one.gate === gate)!, ...more };
    return teamModule.briefFacts(sceneOf(project, run), task, {
      nonce: NONCE,
      subject: null,
      now: "",
    }).tellsCriteria;
  };
  expect([
    told("scope"),
    told("scope", { reads: [] }),
    told("build:backend"),
    told("retro:pm"),
  ]).toEqual([false, true, true, false]);
});

test("lessons of earlier runs stand whole in the brief of whoever decides, builds, tests or reviews", async () => {
  const text = `hold ${"the contract of each area ".repeat(60)}`.trim();
  const lesson = { id: "L001", title: "Contracts", text, reinforced: 1, last: "2026-03-26" };
  const learned = { "pipeline/lessons-learned.json": JSON.stringify({ lessons: [lesson] }) };
  for (const gate of [
    "brief",
    "design",
    "build:backend",
    "qa",
    "security",
    "peer:backend",
    "lessons",
  ])
    expect((await briefOf("full", gate, learned)).text).toContain(`L001 Contracts: ${text}`);
});

test("a role stands at the head of its brief, and its agent has the tools that its task needs", async () => {
  const role = readFileSync(
    join(import.meta.dir, "../../../../prompts/roles/area-owner.md"),
    "utf8",
  ).trim();
  const build = await briefOf("full", "build:backend");
  const [, head, below] = build.text.split(/\n\n## (?:Role|Task)\n/);
  expect(head).toBe(role);
  expect(below).toStartWith("You are dev-backend. Build the area backend's part");
  const of = async (gate: string) => (await briefOf("full", gate)).task;
  expect(agentFor("area-owner", build.task)).toBe("multi-ai:builder");
  expect(agentFor("area-owner", await of("retro:dev-backend"))).toBe("multi-ai:reader");
  expect(agentFor("pm", await of("brief"))).toBe("multi-ai:reader");
});

test("a brief holds its nonce where the stored copy leaves it out, and names no file that instructs agents", async () => {
  const { text, task } = await briefOf("full", "brief");
  expect(text).toStartWith(`run: team-0badcafe\ntask: ${task.id}\nnonce: ${NONCE}\n`);
  // No file that instructs agents, which may change: its text is handed in.
  expect(text).not.toMatch(/Read first|AGENTS\.md|CLAUDE\.md/);
});

test("what owners left open goes to those whom it concerns, and a reviewer gets the diff of its areas", async () => {
  const points = [
    "src/frontend/form.js has to send the token",
    "A test in src/tests/ repeats the old limit",
    "The queue is slow",
  ];
  const worker = (brief: Brief) => {
    const work = walkthrough(brief);
    return brief.writes.endsWith("stage-04-platform.json")
      ? {
          ...work,
          artifact: { ...(work.artifact as object), pull_request: request("Queue", points) },
        }
      : work;
  };
  const { project, run } = await makeTeamRun({
    worker,
    answer: ({ kind, options }) =>
      kind === "checkpoint-a"
        ? { option: options[0]!, text: "Keep it small" }
        : kind.startsWith("checkpoint-")
          ? { option: "proceed", text: null }
          : null,
    until: (now) =>
      now.tasks.some((task) => task.schema === "peer-review" && task.status === "ready"),
  });
  const scene = sceneOf(project, run);
  const { tree } = currentTree(scene);
  const factsOf = (gate: string) =>
    teamModule.briefFacts(scene, run.tasks.find((task) => task.gate === gate)!, {
      nonce: NONCE,
      subject: tree,
      now: "2026-01-01T00:00:00Z",
    });
  const left = (gate: string) => factsOf(gate).openPoints.map(({ by, text }) => `${by}: ${text}`);
  const [form, test, queue] = points.map((one) => `dev-platform: ${one}`);
  const limiter = "dev-backend: The rate limiter is in memory (W1)";
  expect(left("build:frontend")).toEqual([limiter, form!, test!, queue!]);
  expect(left("build:platform")).toEqual([limiter]);
  expect(left("qa")).toEqual([limiter, form!, test!, queue!]);
  expect(left("peer:backend")).toEqual([form!, test!, queue!]);
  expect(left("peer:platform")).toEqual([limiter]);
  expect(left("security")).toEqual([limiter, form!, test!, queue!]);
  const diff = factsOf("peer:backend").diff!.text;
  expect(diff).toContain("+++ b/src/frontend/");
  expect(diff).not.toContain("+++ b/src/backend/");
  expect(factsOf("security").diff!.files.some((one) => one.startsWith("src/backend/"))).toBe(true);
  expect(factsOf("build:backend").notes).toEqual([]);
});
