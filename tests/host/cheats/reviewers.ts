// Reviewers, a fixer and a main thread that cheat: what they write and call is checked, and nothing
// of it passes.
import { expect, test } from "bun:test";
import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { findProject } from "../../../src/project/project.ts";
import { reportText } from "../../../src/render/report/report.ts";
import { reportFacts } from "../../../src/run/views/report.ts";
import { codexReviewer } from "../../harness/codex-reviewer.ts";
import { startModel, type ToolResult, type Turn } from "../../harness/model.ts";
import { IN_TURN, makeProject } from "../../harness/project.ts";
import { team, type Worker } from "../../harness/team.ts";
import { codeApproval, codeObjection, honest, implementation } from "../../harness/workers.ts";
import { runOf } from "../from-outside.ts";
import { ofType, play } from "../scenario.ts";
import { type Attempt, agent, attempt, call, errors, said, tempted, write } from "../tempted.ts";
import { stopped } from "./cheats.ts";
import {
  AGAIN_LIES,
  CODE_LIES,
  COMMENT,
  FIX_LIES,
  fileText,
  liar,
  nonceLies,
  PLAN_LIES,
  type Told,
} from "./lies.ts";

const PLAN = ".task/plan-refined.json";

test("what reviewers claim is checked, and what the main thread dispatches by itself is denied", async () => {
  const project = makeProject({ files: IN_TURN });
  const at = (path: string) => join(project, path);
  const told: Told = {};
  const good = honest((brief) => {
    if (brief.task === "T6") return implementation(brief, `${COMMENT}\n`);
    return brief.task === "T8" ? codeObjection(brief) : undefined;
  });
  let plan = "";
  const edit: ToolResult[] = [];
  const revived: ToolResult[] = [];
  const agents: Record<string, string> = {};

  const NONCES = nonceLies(project);

  const first: Record<string, Worker> = {
    T3: liar(PLAN_LIES, good, told),
    T4: liar(
      NONCES,
      (brief) => {
        // Its verdict is honest; what it is about changes before it counts.
        if (plan === "") {
          plan = fileText(at(PLAN));
          appendFileSync(at(PLAN), " ");
        }
        return good(brief);
      },
      told,
    ),
    // It takes the comment's word for it; told that a comment is no evidence, it quotes the next
    // best line of the change.
    T7: liar(CODE_LIES, (brief) => ({ artifact: codeApproval(brief) }), told),
    T10: liar(FIX_LIES, good, told),
    T11: liar(AGAIN_LIES, good, told),
  };
  const seen = new Map<string, string>();
  const worker: Worker = (brief, turn) => {
    agents[brief.task] ??= turn.agentId!;
    if (JSON.stringify(turn.messages.at(-1)).includes("WRITE IT AGAIN"))
      return { calls: [write(brief.writes)] };
    if (brief.task === "T3") {
      if (turn.turn === 0)
        return { calls: [call("Read", { file_path: at(PLAN) }), write(at(PLAN))] };
      if (turn.turn === 1) edit.push(...turn.toolResults);
    }
    if (turn.turn === 0) seen.set(brief.nonce, brief.task);
    // The second dispatch of the plan's review is honest from the start.
    const again =
      [...seen].filter(([, task]) => task === "T4").findIndex(([nonce]) => nonce === brief.nonce) >
      0;
    return again ? good(brief) : (first[brief.task] ?? good)(brief, turn);
  };

  const wake: Attempt = { reply: {}, results: [], behind: "" };
  const load = attempt(call("ToolSearch", { query: "select:SendMessage", max_results: 1 }));
  const made = attempt(agent("T99"));
  const codex = attempt(agent("T9", "multi-ai:codex-reviewer"));
  const main = tempted({ T3: [made], T4: [load, wake], T6: [codex] });
  const ours = team(worker, main);
  const script = (turn: Turn) => {
    if (turn.thread === "main" && agents.T3 && wake.reply.calls === undefined)
      wake.reply = {
        calls: [
          call("SendMessage", { to: agents.T3, summary: "Again", message: "WRITE IT AGAIN" }),
        ],
      };
    if (
      turn.thread === "agent" &&
      turn.agentId === agents.T3 &&
      turn.toolResults.some((one) => one.text.includes("is over"))
    )
      revived.push(...turn.toolResults);
    if (revived.length > 0 && turn.thread === "agent" && turn.agentId === agents.T3)
      return { text: "Stopped." };
    return ours(turn);
  };
  const model = startModel({ script, codex: codexReviewer() });
  const { run, state, events, tasks } = await play({ version: "new", project, model });
  expect(run.exitCode).toBe(0);
  expect(state).toMatchObject({ status: "complete" });
  expect(tasks.map((one) => one.status)).toEqual(tasks.map(() => "done"));

  // Each lie was named to its teller; the last of each kind was also refused at the agent's end.
  const lists = { T3: PLAN_LIES, T4: NONCES, T7: CODE_LIES, T10: FIX_LIES, T11: AGAIN_LIES };
  for (const [task, lies] of Object.entries(lists)) {
    for (const lie of lies) {
      expect(told[lie.name]).toContain("The file does not count yet:");
      expect(told[lie.name]).toMatch(lie.told);
      stopped(lie.name);
    }
    const refused = ofType(events, "refused").filter((one) => one.task === task);
    expect(refused.map((one) => one.problems.join("\n"))).toEqual([
      expect.stringMatching(lies.at(-1)!.told),
    ]);
  }
  expect(ofType(events, "refused").length).toBe(Object.keys(lists).length);
  // The person reads of each in the report, with its task and the reason; so of the review of what
  // had changed, and of the calls that were denied. The host has the first of them.
  expect(run.results.at(-1)!).toContain("Refused, stale or denied (7)");
  const report = reportText(
    reportFacts(findProject(project), runOf(project)),
    undefined,
    undefined,
    undefined,
    Number.POSITIVE_INFINITY,
  );
  expect(report).toMatch(
    /T3 Plan Review - Sonnet: Refused by multi-ai: \.task\/plan-refined\.json \(Write\)/,
  );
  expect(report).toContain("Refused, stale or denied (7)");
  for (const task of [...Object.keys(lists), "T4"])
    expect(report).toMatch(new RegExp(`^  ${task} .*: `, "m"));
  expect(report).toMatch(/^ {2}T4 Plan Review - Opus: what is reviewed changed during the review/m);

  // No task was accepted twice.
  expect(ofType(events, "accepted").map((one) => one.task)).toEqual(
    "T1 T2 T3 T4 T5 T6 T7 T8 T10 T11 T9".split(" "),
  );
  for (const one of tasks) {
    const [accepted] = ofType(events, "accepted").filter(({ task }) => task === one.id);
    expect(fileText(at(`.task/objects/${accepted!.artifact}`))).toContain(`"task": "${one.id}"`);
  }

  // The plan's second review is of the plan as it was accepted, and of nothing that somebody added.
  expect(ofType(events, "returned")).toMatchObject([{ task: "T4", reason: "stale" }]);
  expect(plan).toContain('"task": "T2"');
  expect(fileText(at(PLAN))).toBe(plan);
  stopped("plan changed in its review");

  expect(edit.map((one) => one.isError)).toEqual([false, true]);
  expect(edit[1]!.text).toContain(
    "T3 writes .task/review-sonnet.json and nothing else under .task/.",
  );
  stopped("reviewer edits the plan");
  expect(errors(wake)).toEqual([true]);
  expect(said(wake)).toContain("has ended its task");
  expect(revived).toEqual([]);
  stopped("message to a finished agent");

  expect(errors(made)).toEqual([true]);
  expect(said(made)).toContain("has no task T99");
  expect(errors(codex)).toEqual([true]);
  expect(said(codex)).toContain("T9");
  expect(ofType(events, "dispatched").length).toBe(12);
  stopped("made-up task", "agent for a check");

  // A line is of the change or it is not: whether it meets the criterion only another reviewer
  // sees.
  const verdicts = ofType(events, "accepted").filter((one) =>
    ["T7", "T8", "T11", "T9"].includes(one.task),
  );
  expect(verdicts.map((one) => [one.task, one.outcome])).toEqual([
    ["T7", "approved"],
    ["T8", "needs_changes"],
    ["T11", "approved"],
    ["T9", "approved"],
  ]);
  stopped("instruction in the source");
});
