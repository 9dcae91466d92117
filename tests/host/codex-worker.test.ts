// Guarantee: Codex may do the work of an agent.
// Runs: in full too, on disk.
import { afterEach, expect, test } from "bun:test";
import { readdirSync } from "node:fs";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { codexTeam } from "../harness/codex-team.ts";
import { startModel } from "../harness/model.ts";
import { cleanup, DEFAULT_FILES, makeProject } from "../harness/project.ts";
import { claudePath, makeSandbox } from "../harness/sandbox.ts";
import { team, type Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { left, ofType } from "./scenario.ts";
import { started } from "./started.ts";

afterEach(cleanup);

const drive = (models: Record<string, string>, worker: Worker = honest()) => {
  const settings = JSON.stringify({ models, tests: { run: false } });
  const project = makeProject({ files: { ...DEFAULT_FILES, ".claude/multi-ai.json": settings } });
  const model = startModel({
    script: team(worker),
    codex: codexTeam(worker as never, codexReviewer()),
  });
  const { env, home } = makeSandbox({ version: "new", project, model });
  const words = ["run", "--claude", claudePath("new"), "--allowed-tools", "Bash(bun test:*)"];
  const { child, end } = started(project, env, [...words, "multi-ai", "Say goodbye", "--auto"]);
  return {
    project,
    home,
    model,
    env,
    child,
    end: end.then((printed) => ({ ...printed, ...left(project) })),
  };
};

test("Codex implements, and Claude Code reviews", async () => {
  const { end, project, model } = drive({ implementer: "codex/gpt-6.1-sol" });
  const { out, state, tasks, events } = await end;
  for (const r of model.requests.filter((q) => q.thread === "codex"))
    console.log(r.at, JSON.stringify(r.reply).slice(0, 150), r.text.slice(0, 300));
  expect(state.status).toBe("complete");
  // What it changed is its own, by the files before and after.
  const [changed] = ofType(events, "changed");
  expect(Object.keys(changed!.files).sort()).toEqual(["src/goodbye.ts", "tests/goodbye.test.ts"]);
  expect(ofType(events, "noticed")).toEqual([]);
  // Its events say what it took: five requests of 100 and 20 tokens, and four commands.
  const spent = ofType(events, "spent").find((one) => one.task === "T6")!;
  expect(spent).toMatchObject({
    tool_calls: 4,
    tokens: 600,
    used: { "gpt-6.1-sol": [500, 0, 0, 100] },
  });
  const said = model.requests.map(({ text }) => text).join();
  expect(said).toContain("1 pass");
  expect(out).toContain("Implementation (implementer, codex/gpt-6.1-sol)");
  expect(model.failures).toEqual([]);
  expect(readdirSync(project)).not.toContain(".aws");
  expect(tasks.length).toBe(9);
});

test("Claude Code implements, and Codex plans and reviews", async () => {
  const by = "codex/gpt-6.1-sol";
  const { end } = drive({ planner: by, "plan-reviewer": by, "code-reviewer": by });
  const { state, events } = await end;
  expect(state.status).toBe("complete");
  expect(ofType(events, "noticed")).toEqual([]);
  // Those that change nothing write nothing but their result.
  expect(ofType(events, "changed").map(({ task }) => task)).toEqual(["T6", "T6"]);
});
