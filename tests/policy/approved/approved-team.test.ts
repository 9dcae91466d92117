// In the team workflow: owners and the tester may run what the program runs in stages 05 and 07,
// where they work.
// Runs: together.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import type { Task } from "../../../src/engine/run.ts";
import { allowApproved } from "../../../src/policy/approved.ts";
import {
  commandLine,
  ownCommands,
  workplaceOf,
  worktreeOf,
} from "../../../src/run/audit/workplace.ts";
import { sceneOf } from "../../../src/workflows/index.ts";
import type { MadeRun } from "../../cli/made/make-run.ts";
import { makeTeamRun } from "../../cli/made/make-team-run.ts";
import { cleanup } from "../../harness/project.ts";
import { toolCall } from "../call.ts";

afterAll(cleanup);

let made: MadeRun;
beforeAll(async () => {
  made = await makeTeamRun({
    answer: () => null,
    settings: { execute: { isolation: "worktree" } },
  });
});

const taskOf = (schema: string): Task => made.run.tasks.find((one) => one.schema === schema)!;
const allowed = (task: Task, command: string, cwd: string): boolean => {
  const payload = toolCall(
    "Bash",
    { command },
    { agent: "agent", type: "multi-ai:area-owner", cwd },
  );
  return allowApproved(payload, workplaceOf(sceneOf(made.project, made.run), task)) !== null;
};

test("the tester runs tests and lint, in the project and to the letter", () => {
  const task = taskOf("stage-07");
  expect(ownCommands(sceneOf(made.project, made.run), task)).toEqual(["bun test", "bun lint.js"]);
  expect(allowed(task, "bun test", made.root)).toBe(true);
  expect(allowed(task, "bun lint.js", made.root)).toBe(true);
  expect(allowed(task, "bun lint.js --fix", made.root)).toBe(false);
  expect(allowed(task, "sh deploy/run.sh", made.root)).toBe(false);
  expect(allowed(task, "bun test", join(made.root, "src"))).toBe(false);
});

test("an owner in a worktree runs them there, by the line of its brief", () => {
  const task = taskOf("stage-04");
  const scene = sceneOf(made.project, made.run);
  const stream = worktreeOf(scene, task)!;
  expect(stream).not.toBeNull();
  const line = commandLine(workplaceOf(scene, task), "bun test");
  expect(line).toMatch(/^cd '.+' && bun test$/);
  expect(allowed(task, line, made.root)).toBe(true);
  expect(allowed(task, "bun test", /'(.+)'/.exec(line)![1]!)).toBe(true);
  // In the project the same words mean the work of others.
  expect(allowed(task, "bun test", made.root)).toBe(false);
  expect(allowed(task, `${line} && touch x`, made.root)).toBe(false);
  expect(allowed(task, line.replace("cd '", "cd '/tmp/"), made.root)).toBe(false);
});
