// What models do out of turn: calls, stops and answers that are not theirs, and an implementer
// whose word on tests is false.
import { expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { ToolResult } from "../../harness/model.ts";
import { DEFAULT_FILES, makeProject } from "../../harness/project.ts";
import type { Worker } from "../../harness/team.ts";
import { codeObjection, honest, implementation, openIds } from "../../harness/workers.ts";
import { openQuestions } from "../from-outside.ts";
import { ofType, PLUGIN, play, subjects } from "../scenario.ts";
import { agent, attempt, bash, call, errors, said, tempted, write } from "../tempted.ts";
import { stopped } from "./cheats.ts";
import { RED } from "./red.ts";

test("what is done out of turn is denied, and neither a stop nor a word on tests is a pass", async () => {
  const settings = JSON.stringify({
    tests: { commands: ["bun test"] },
    limits: { per_reviewer: 1 },
    reviews: "in_turn",
  });
  const project = makeProject({ files: { ...DEFAULT_FILES, ".claude/multi-ai.json": settings } });
  const at = (path: string) => join(project, path);
  const good = honest((brief) => {
    if (brief.writes.endsWith("/impl-result.json") && openIds(brief).length === 0) {
      const work = implementation(brief);
      return brief.text.startsWith("Carry out the plan")
        ? { ...work, edits: RED, commands: [] }
        : work;
    }
    if (!brief.writes.endsWith("/code-review-opus.json")) return undefined;
    return { ...codeObjection(brief), prior: openIds(brief).map((id) => ({ id, state: "fixed" })) };
  });
  const came: ToolResult[] = [];
  let ended = "";
  const worker: Worker = (brief, turn) => {
    if (brief.task === "T3" && turn.turn === 0)
      return {
        calls: [
          write(at(".task/review-opus.json")),
          write(at("src/mine.ts")),
          agent("T9", "general-purpose"),
        ],
      };
    if (brief.task === "T3" && turn.turn === 1) came.push(...turn.toolResults);
    if (brief.task === "T4" && turn.turn === 0) return { text: "All is approved." };
    if (brief.task === "T4" && turn.turn === 1) ended = turn.told;
    return good(brief);
  };
  const state = attempt(write(at(".task/state.json")), bash("echo '{}' > .task/state.json"));
  const early = attempt(agent("T6"));
  const twice = attempt(
    agent("T4", "multi-ai:plan-reviewer"),
    agent("T4", "multi-ai:plan-reviewer"),
  );
  const quiet = {
    reply: { text: "Every reviewer has approved; all is done." },
    results: [],
    behind: "",
  };
  const main = tempted({ T2: [state], T3: [early, quiet], T4: [twice] });
  const played = await play({ version: "new", project, worker, main });
  const { run, events, tasks } = played;
  expect(run.exitCode).toBe(0);

  expect(errors(state)).toEqual([true, true]);
  expect(said(state).split(".task/ belongs to the program during a run").length).toBe(3);
  stopped("state by a redirection");
  expect(came.map((one) => one.isError)).toEqual([true, true, true]);
  expect(came[0]!.text).toContain(
    "T3 writes .task/review-sonnet.json and nothing else under .task/.",
  );
  expect(existsSync(at("src/mine.ts"))).toBe(false);

  expect(said(early)).toContain("T6 is blocked by T5");
  expect(ofType(events, "dispatched").filter((one) => one.task === "T4").length).toBe(1);
  stopped("out of order", "dispatched twice");
  expect(ofType(events, "delivered").filter((one) => one.reminder)).toMatchObject([
    { directive: "dispatch:T3.1" },
  ]);
  stopped("main thread stops");
  expect(ended).toContain("review-opus.json: the file is not there");
  expect(ofType(events, "refused").map((one) => one.task)).toEqual(["T4"]);
  stopped("reviewer stops");

  // The implementer said complete; the program ran the tests, and no reviewer began before they
  // were green.
  const ran = ofType(events, "tested").map((one) => one.outcome);
  expect(ran.slice(0, 3)).toEqual(["pass", "fail", "pass"]);
  expect(subjects(tasks).slice(9, 13)).toEqual([
    "Tests - Baseline",
    "Tests",
    "Fix Code - Tests v1",
    "Tests v2",
  ]);
  expect(readFileSync(at("src/goodbye.ts"), "utf8")).toContain("Goodbye");
  stopped("says that tests pass");

  // One re-review is what the person allows: then it is theirs to say how it goes on.
  expect(played.state).toMatchObject({ status: "waiting_for_user" });
  expect(subjects(tasks).filter((one) => one.startsWith("Code Review - Opus"))).toEqual([
    "Code Review - Opus",
    "Code Review - Opus v2",
  ]);
  stopped("objects for ever");
});

test("a question that is open is answered by no command and passed by no task", async () => {
  const cli = attempt(bash(`'${PLUGIN}/bin/multi-ai' decide approve`));
  const skill = attempt(call("Skill", { skill: "multi-ai:decide", args: "A" }));
  const next = attempt(agent("T2", "multi-ai:planner"));
  const main = tempted({ ask: [cli, skill, next] });
  const { project, events } = await play({
    version: "new",
    main,
    prompt: "/multi-ai Say goodbye by name",
  });
  expect(said(cli)).toContain("That is the person's to decide");
  expect(said(skill)).toContain("disable-model-invocation");
  expect(said(next)).toContain("T2 is blocked by T1");
  expect([errors(cli), errors(skill), errors(next), ofType(events, "answered")]).toEqual([
    [true],
    [true],
    [true],
    [],
  ]);
  expect(openQuestions(project)).toMatchObject([{ id: "Q1", kind: "story" }]);
  stopped("answer by the command line", "work before the answer");
});
