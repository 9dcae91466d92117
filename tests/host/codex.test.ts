// Scenario 9: the external reviewer is missing, fails, hangs or lies, and never counts as an
// approval then.
// Runs: in full only, by a driver too, on disk.
import { afterEach, describe, expect, test } from "bun:test";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { codexPath } from "../harness/codex-program.ts";
import { codexApproval, codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import type { CodexReply, ToolResult } from "../harness/model.ts";
import { cleanup, IN_TURN, tempDir } from "../harness/project.ts";
import type { Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { answer, goOn } from "./from-outside.ts";
import {
  bySubject,
  goodExit,
  mainPays,
  mainRequests,
  ofType,
  type Played,
  play,
  type Scenario,
} from "./scenario.ts";
import { codexPrompts } from "./told.ts";

afterEach(cleanup);

const withSettings = (codex: object) => ({
  ...IN_TURN,
  ".claude/multi-ai.json": JSON.stringify({ codex, reviews: "in_turn" }),
});

/**
 * The run waits for the person because the external reviewer gave no verdict; the reason in its own
 * words.
 */
function failed(played: Played, task: string, failure: string): string {
  const { run, state, events, tasks } = played;
  expect(run.exitCode).toBe(goodExit(played));
  expect(state).toMatchObject({
    status: "waiting_for_user",
    question: { kind: "provider-failed", task },
  });
  const last = ofType(events, "check_failed").at(-1)!;
  expect([last.task, last.failure]).toEqual([task, failure]);
  expect(tasks.find((one) => one.id === task)!.status).toBe("waiting");
  expect(ofType(events, "accepted").map((one) => one.task)).not.toContain(task);
  const said = run.results.at(-1)!;
  expect(said).toContain("the external reviewer gave no verdict. What now?");
  expect(said).toContain(last.message.slice(0, 150));
  return said;
}

function completed({ run, state, tasks }: Played): string {
  expect(run.exitCode).toBe(0);
  expect(state).toMatchObject({ status: "complete" });
  expect(tasks.filter((one) => one.status !== "done")).toEqual([]);
  return run.results.at(-1)!;
}

describe.each(hostsOf("new"))("Codex as a check (%s)", (version) => {
  inFull(
    "missing, refused, broken: each has its own words, and is tried again or waived",
    async () => {
      let reply: (kind: "plan" | "code") => CodexReply | undefined = () => ({
        status: 400,
        text: "No such model here",
      });
      const scenario: Scenario = { version, codex: codexReviewer((asked) => reply(asked.kind)) };

      // With --auto Opus would stand in for one that is missing.
      const prompt = "/multi-ai Say goodbye by name";
      const files = {
        ...IN_TURN,
        ".claude/multi-ai.json": JSON.stringify({ tests: { run: false } }),
      };
      const story = await play({ ...scenario, codexOnPath: false, prompt, files });
      answer(story.project, "approve");
      const missing = await goOn({ ...scenario, codexOnPath: false }, story);
      expect(failed(missing, "T5", "not_installed")).toContain(
        "Codex is not installed (codex: not found on PATH): run `npm install -g @openai/codex`",
      );
      // One more than with --auto: the story's question.
      expect(mainRequests(missing.model).length).toBe(mainPays(6));
      // The person installs it, and says so: they are not asked about it once more.
      const installed = tempDir();
      symlinkSync(codexPath(), join(installed, "codex"));
      // What reads it: each start of these tests makes links of its own.
      symlinkSync(Bun.which("node")!, join(installed, "node"));
      scenario.inFront = [installed];
      answer(missing.project, "retry");

      const refused = await goOn(scenario, missing);
      expect(failed(refused, "T5", "failed")).toContain("No such model here");
      answer(missing.project, "retry");

      // At last it answers; then its server breaks down.
      reply = (kind) =>
        kind === "plan"
          ? { text: JSON.stringify(codexApproval({ kind, open: [], prompt: "" })) }
          : { status: 500, text: "Something went wrong" };
      const broken = await goOn(scenario, refused);
      failed(broken, "T9", "failed");
      expect(bySubject(broken.tasks, "Plan Review - Codex").status).toBe("done");
      expect(ofType(broken.events, "dispatched").filter((one) => one.task === "T5").length).toBe(3);
      expect(ofType(broken.events, "returned").filter((one) => one.reason === "lost")).toEqual([]);
      answer(missing.project, "waive");
      answer(missing.project, null, "The server is down all day");

      const done = await goOn(scenario, broken);
      const report = completed(done);
      expect(report).toMatch(/Accepted without approval \(1\)/);
      expect(report).toContain("no approval: no verdict; skipped by you");
      expect(report).toContain("The server is down all day");
      expect(ofType(done.events, "accepted").map((one) => one.task)).not.toContain("T9");
    },
  );

  inFull(
    "out of quota: the run waits and says until when; it goes on at the next prompt, and asks when it still is",
    async () => {
      const error = {
        type: "usage_limit_reached",
        message: "no",
        plan_type: "plus",
        resets_at: 1_900_000_000,
      };
      let isOut = true;
      const scenario: Scenario = {
        version,
        env: { TZ: "UTC" },
        codex: codexReviewer(() => (isOut ? { status: 429, error } : undefined)),
      };
      const first = await play(scenario);
      expect(first.state).toMatchObject({ status: "waiting_for_user" });
      expect(first.state.question).toBeUndefined();
      expect(first.state.blocker_reason).toStartWith(
        "Codex's limit is used up until Mar 17th, 2030 5:46 PM",
      );
      expect(first.run.stdout + first.run.stderr).toContain(
        "If it is not, you are asked what comes instead.",
      );
      expect(ofType(first.events, "dispatched").filter((one) => one.task === "T5").length).toBe(1);
      expect(ofType(first.events, "returned")).toMatchObject([{ task: "T5", reason: "api" }]);

      const second = await goOn(scenario, first);
      expect(failed(second, "T5", "quota")).toContain(
        "Codex's limit is used up until Mar 17th, 2030",
      );
      answer(first.project, "retry");
      isOut = false;
      const done = await goOn(scenario, second);
      completed(done);
      // What Codex took counts as an agent's does.
      const spent = ofType(done.events, "spent").filter((one) => ["T5", "T9"].includes(one.task));
      expect(spent.filter((one) => one.tokens > 0).map((one) => one.task)).toEqual(["T5", "T9"]);
    },
  );
});

describe.each(hostsOf("new"))("Codex started by an agent (%s)", (version) => {
  test("the agent runs the command of its brief; a verdict of its own counts for nothing", async () => {
    const good = honest();
    const came: Record<string, ToolResult[]> = {};
    const worker: Worker = (brief, turn) => {
      if (!["T5", "T9"].includes(brief.task)) return good(brief);
      const command = /^command: (.*)$/m.exec(turn.firstUser)?.[1] ?? "";
      const bash = (line: string) => ({
        name: "Bash",
        input: { command: line, description: "Review" },
      });
      if (turn.turn === 0 && brief.task === "T5")
        return {
          calls: [
            { name: "Write", input: { file_path: brief.writes, content: "{}" } },
            bash(`${command}; true`),
            bash(`echo '{}' > ${brief.writes}`),
            bash("ls"),
          ],
        };
      // It claims a verdict, and is sent back to the command.
      if (turn.turn === 0) return { text: "T9: approved" };
      if (turn.turn === 1) {
        came[brief.task] = turn.toolResults;
        return { calls: [bash(command)] };
      }
      return { text: turn.toolResults.map((result) => result.text).join("\n") || "ended" };
    };
    let down = true;
    const codex = codexReviewer((asked) => {
      if (asked.kind === "plan" || !down) return undefined;
      down = false;
      return { status: 400, text: "No such model here" };
    });
    const scenario: Scenario = {
      version,
      worker,
      codex,
      files: withSettings({ dispatch: "agent" }),
    };
    const asked = await play(scenario);
    const { model } = asked;
    // What the command could not get is no verdict here either, and not the agent's to mend.
    failed(asked, "T9", "failed");
    expect(mainRequests(model).length).toBe(mainPays(10));
    answer(asked.project, "retry");

    const done = await goOn(scenario, asked);
    const { events, tasks } = done;
    const report = completed(done);
    expect(tasks[4]).toMatchObject({ agent: "codex-reviewer", model: "codex" });
    expect(came.T5!.map((result) => result.isError)).toEqual([true, true, true, true]);
    for (const { text } of came.T5!.slice(1))
      expect(text).toContain("run exactly the command that you were given");
    expect(codexPrompts(model).length).toBe(3);
    expect(ofType(events, "refused").map((one) => one.task)).toEqual(["T9", "T9"]);
    expect(ofType(events, "check_started").map((one) => one.task)).toEqual(["T5", "T9", "T9"]);
    expect(ofType(events, "dispatched").length).toBe(10);
    expect(mainRequests(model).length).toBe(mainPays(12));
    expect(report).toContain("Plan Review - Codex (codex): approved");
    // The line that proves the dispatch stays with the agent.
    const main = JSON.stringify(mainRequests(model).map((one) => one.turn?.messages));
    expect(main).not.toContain("--nonce");
  });
});
