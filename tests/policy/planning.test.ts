// Files of .planning are the program's while a command of phases is live: no agent writes them,
// whatever it may change.
// Runs: together.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { join } from "node:path";
import { type Run, type Task, taskOf } from "../../src/engine/run.ts";
import { boundCall, policy } from "../../src/policy/policy.ts";
import type { Project } from "../../src/project/project.ts";
import { resolves } from "../../src/workflows/phases/debug/start.ts";
import { BUGGY, debuggerWork, SYMPTOM } from "../harness/phases/debug.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { PhasesRun } from "../workflows/phases/play.ts";
import { toolCall, verdictOf } from "./call.ts";

afterAll(cleanup);

const FORGED = ".planning/phases/01-x/01-VERIFICATION.md";

/**
 * The run as it stands while debugger, who may change every file of the project, writes its failing
 * test.
 */
let at: { project: Project; run: Run; task: Task };
beforeAll(async () => {
  const root = makeProject({ files: BUGGY });
  const meant = resolves(root, SYMPTOM);
  if (!meant.ok) throw new Error(meant.problem);
  const play: PhasesRun = new PhasesRun(root, (brief, task) => {
    const { project, run } = play;
    if (task.gate === "debug-reproduce")
      at ??= { project, run: structuredClone(run), task: taskOf(run, task.id)! };
    return debuggerWork(brief);
  });
  await play.start("debug", { request: meant.request, options: meant.options, auto: true });
});

test.each<[string, string, (root: string) => object, string]>([
  ["a forged verification", "Write", (root) => ({ file_path: join(root, FORGED) }), "deny"],
  ["the roadmap", "Edit", (root) => ({ file_path: join(root, ".planning/ROADMAP.md") }), "deny"],
  ["one by a command", "Bash", () => ({ command: `echo 'status: passed' > ${FORGED}` }), "deny"],
  [
    "a file of the folder, taken away",
    "Bash",
    () => ({ command: "rm .planning/config.json" }),
    "deny",
  ],
  ["all of the folder", "Bash", () => ({ command: "rm -rf .planning" }), "deny"],
  [
    "a file of the project",
    "Write",
    (root) => ({ file_path: join(root, "tests/total.test.ts") }),
    "silent",
  ],
  [
    "one by a command, in the project",
    "Bash",
    () => ({ command: "echo x > tests/total.test.ts" }),
    "silent",
  ],
  ["reading it", "Bash", () => ({ command: "cat .planning/ROADMAP.md" }), "silent"],
])("an agent that may change the whole project, %s", (_what, tool, input, expected) => {
  const { project, run, task } = at;
  const payload = toolCall(tool, input(project.root), {
    agent: "a",
    type: "multi-ai:debugger",
    cwd: project.root,
  });
  expect(verdictOf(boundCall(payload, project, run, task))).toBe(expected);
});

test.each<[string, string, string]>([
  ["a forged verification", `printf 'status: passed' > ${FORGED}`, "ask"],
  ["the plan", "sed -i s/a/b/ .planning/phases/01-x/01-01-PLAN.md", "ask"],
  ["reading it", "grep -c x .planning/ROADMAP.md", "silent"],
  ["the project", "bun test > out.txt", "silent"],
])("a command of the main thread, %s", (_what, command, expected) => {
  const root = makeProject({ files: BUGGY });
  const play = new PhasesRun(root, () => {
    throw new Error("nobody works");
  });
  void play.start("debug", { request: SYMPTOM, options: { session: "x" } }).catch(() => {});
  play.attach("s");
  const payload = toolCall("Bash", { command }, { cwd: root });
  expect(verdictOf(policy(payload, play.project))).toBe(expected);
});
