// Our own agents without a brief: never dispatched, started inside of another agent, or woken after
// their end.
// Runs: together.
import { afterAll, beforeAll, expect, test } from "bun:test";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { policy } from "../../src/policy/policy.ts";
import { findProject } from "../../src/project/project.ts";
import { type MadeRun, makeRun } from "../cli/made/make-run.ts";
import { cleanup, tempDir } from "../harness/project.ts";
import { BUILD, PLAN_SONNET } from "../workflows/multi-ai/ids.ts";
import { toolCall, verdictOf } from "./call.ts";

afterAll(cleanup);

let at: MadeRun;
const folder = tempDir();
const transcript = join(folder, "s.jsonl");

/** The host's note of the call that started an agent. */
const noted = (agent: string, call: string): void =>
  writeFileSync(
    join(folder, "s/subagents", `agent-${agent}.meta.json`),
    JSON.stringify({ toolUseId: call }),
  );

beforeAll(async () => {
  at = await makeRun({
    auto: true,
    until: (run) => run.tasks.find((task) => task.id === BUILD)?.status === "ready",
  });
  mkdirSync(join(folder, "s/subagents"), { recursive: true });
  noted("by-words", "toolu_by_words");
  noted("over", at.run.calls.at(-1)!);
});

const verdict = (tool: string, input: object, agent?: string, type?: string): string =>
  verdictOf(policy(toolCall(tool, input, { agent, type, transcript }), at.project));

const source = () => ({ file_path: join(at.root, "src/greet.ts"), content: "x" });
const artifact = () => ({ file_path: join(at.root, ".task/impl-result.json"), content: "{}" });

test.each<[string, string, () => object, string]>([
  ["reads", "Read", source, "silent"],
  ["writes nothing of the project", "Write", source, "deny"],
  ["edits nothing", "Edit", source, "deny"],
  ["writes no artifact", "Write", artifact, "deny"],
  ["runs nothing", "Bash", () => ({ command: "ls" }), "deny"],
  ["starts nobody", "Agent", () => ({ prompt: "x" }), "deny"],
])("one that a call started which was no dispatch %s", (_name, tool, input, expected) => {
  expect(verdict(tool, input(), "by-words")).toBe(expected);
});

test("one that is woken after its end writes nothing, and nobody wakes it", () => {
  expect(verdict("Write", source(), "over")).toBe("deny");
  expect(verdict("Write", artifact(), "over")).toBe("deny");
  expect(verdict("Bash", { command: "ls" }, "over")).toBe("deny");
  expect(verdict("SendMessage", { to: "over", message: "go on" })).toBe("deny");
  expect(verdict("SendMessage", { to: "by-words", message: "go on" })).toBe("silent");
});

test("the person's own agent works as ever, and starts none of ours", () => {
  expect(verdict("Write", source(), "by-words", "general-purpose")).toBe("silent");
  expect(verdict("Bash", { command: "make" }, "by-words", "general-purpose")).toBe("silent");
  expect(
    verdict("Agent", { prompt: "x", subagent_type: "Explore" }, "by-words", "general-purpose"),
  ).toBe("silent");
  expect(
    verdict(
      "Agent",
      { prompt: BUILD, subagent_type: "multi-ai:implementer" },
      "by-words",
      "general-purpose",
    ),
  ).toBe("deny");
});

test("when the run is over ours still only reads; others are left alone", async () => {
  const live = at;
  at = await makeRun({
    auto: true,
    until: (run) => run.tasks.find((task) => task.id === PLAN_SONNET)?.status === "ready",
  });
  const { change } = await import("../../src/run/journal/change.ts");
  change(at.project, () => [{ do: "cancel", reason: "by hand" }]);
  expect(verdict("Write", source(), "by-words")).toBe("deny");
  expect(verdict("Write", source(), "by-words", "general-purpose")).toBe("silent");
  // The guard is still on until the end has been told: nothing of ours starts then either.
  expect(verdict("Agent", { prompt: "x", subagent_type: "multi-ai:implementer" })).toBe("deny");
  expect(verdict("Agent", { prompt: "x", subagent_type: "general-purpose" })).toBe("silent");
  at = live;
});

test("in a run that another machine started none of ours is started", () => {
  const here = at;
  // As it comes with a clone.
  const root = join(tempDir(), "clone");
  cpSync(here.root, root, { recursive: true });
  at = { ...here, root, project: findProject(root) };
  expect(verdict("Agent", { prompt: BUILD, subagent_type: "multi-ai:implementer" })).toBe("deny");
  expect(verdict("Agent", { prompt: BUILD, subagent_type: "Explore" })).toBe("silent");
  at = here;
});
