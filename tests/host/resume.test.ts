// Guarantee: Late and repeated events do no harm.
// Scenario 7: a run outlives the context of its session and the host itself.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { alive } from "../../src/process/identity.ts";
import { sha256 } from "../../src/store/journal.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { type HostHandle, type HostVersion, hostsOf, runHost, startHost } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import {
  type CodexScript,
  type Model,
  type Reply,
  type Script,
  startModel,
  type Turn,
} from "../harness/model.ts";
import { makeProbe } from "../harness/probe-plugin.ts";
import { cleanup, IN_TURN, makeProject } from "../harness/project.ts";
import { obedientMain, readBrief, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { hold, holdAgent, sitDown, until, untilLeft } from "./person.ts";
import { type Left, left, mainRequests, ofType, PLUGIN } from "./scenario.ts";

afterEach(cleanup);

/**
 * A call that the first reviewer makes beside its Write: an accepted Write ends its agent once all
 * of its calls are over.
 */
const BESIDE = { name: "Grep", input: { pattern: "held" } };
/** A plugin under which that call does not end. */
const holdsBeside = () =>
  makeProbe({
    answers: {
      PreToolUse: async ({ tool_input }) => {
        if (tool_input.pattern === "held") await Bun.sleep(25_000);
      },
    },
  });

interface Started {
  project: string;
  model: Model;
  host: HostHandle;
  /** Another session in the same project: the same one with `--continue` when a home is given. */
  again: (prompt: string, home?: string) => ReturnType<typeof runHost>;
}

function start(
  version: HostVersion,
  script: Script,
  codex: CodexScript = codexReviewer(),
  more: string[] = [],
): Started {
  const model = startModel({ script, codex });
  const project = makeProject({ files: IN_TURN });
  const common = { version, project, plugin: PLUGIN, model, limitMs: 40_000 };
  return {
    project,
    model,
    host: startHost({
      ...common,
      plugin: [PLUGIN, ...more],
      prompt: "/multi-ai --auto Say goodbye by name",
    }),
    again: (prompt, home) =>
      runHost({ ...common, prompt, ...(home ? { home, args: ["--continue"] } : {}) }),
  };
}

async function kill(host: HostHandle): Promise<void> {
  host.kill("SIGKILL");
  await host.exited;
}

const isAsked = ({ lastUser }: Turn) => lastUser.includes("where are we");

const json = (project: string, path: string) =>
  JSON.parse(readFileSync(join(project, path), "utf8"));
const times = ({ events }: Left, task: string) =>
  ofType(events, "dispatched").filter((one) => one.task === task);

/**
 * Every task done, the named one in its second dispatch with a new nonce, every other one in its
 * first.
 */
function finished(project: string, again: string): void {
  const now = left(project);
  expect(now.state).toMatchObject({ status: "complete" });
  expect(now.tasks.map((one) => [one.id, one.status])).toEqual(
    now.tasks.map((one) => [one.id, "done"]),
  );
  for (const { id } of now.tasks)
    expect([id, times(now, id).length]).toEqual([id, id === again ? 2 : 1]);
  const [first, second] = times(now, again);
  expect(second!.nonce).not.toBe(first!.nonce);
  expect(ofType(now.events, "returned").map((one) => [one.task, one.reason])).toEqual([
    [again, "taken_over"],
  ]);
  const { output } = now.tasks.find((one) => one.id === again)!;
  expect(sha256(json(project, output).nonce)).toBe(second!.nonce);
}

describe.each(hostsOf("new"))("resume (%s)", (version) => {
  inFull(
    "after a compaction the model is told what is decided, and what it repeats is denied",
    async () => {
      // Its memory of the run is gone: it plans again, starts the review a second time, and writes
      // a verdict itself.
      let forgot = false;
      const retries = [
        {
          name: "Agent",
          input: { subagent_type: "multi-ai:planner", description: "T2 again", prompt: "T2" },
        },
        {
          name: "Agent",
          input: { subagent_type: "multi-ai:plan-reviewer", description: "T3 again", prompt: "T3" },
        },
      ];
      const main = (turn: Turn): Reply => {
        if (turn.compaction)
          return { text: "<analysis>short</analysis><summary>They planned a goodbye.</summary>" };
        if (!isAsked(turn) || forgot) return obedientMain(turn);
        forgot = true;
        return {
          calls: [
            ...retries,
            {
              name: "Write",
              input: { file_path: `${project}/.task/review-opus.json`, content: "{}" },
            },
          ],
        };
      };
      const { script, letGo } = holdAgent("T3", team(honest(), main));
      const seat = await sitDown({ version, script });
      const { terminal, project, model } = seat;
      await terminal.submit("/multi-ai --auto Say goodbye by name");
      await untilLeft(project, ({ events }) =>
        ofType(events, "bound").some((one) => one.task === "T3"),
      );
      // Bound may be ahead of the request that is held.
      await model.until(
        (one) => one.thread === "agent" && readBrief(one.turn!.firstUser)?.task === "T3",
      );
      await terminal.waitFor(/All is well: T3/);

      await terminal.submit("/compact");
      await model.until((request) => request.turn?.compaction === true);
      await terminal.waitFor(/Compacted/);
      await terminal.submit("where are we?");
      const asked = await model.until((request) => request.turn !== null && isAsked(request.turn));
      const told = JSON.stringify(asked.turn!.messages);
      expect(told).toContain("They planned a goodbye.");
      expect(told).toContain(
        "Decided and not to be repeated: T1 Gather requirements; T2 Create implementation plan. Whatever else you remember of it is out of date",
      );
      const denied = await model.until(
        ({ thread, turn }) =>
          thread === "main" && turn!.toolResults.some((one) => one.text.includes("T2 is done")),
      );
      const results = denied.turn!.toolResults;
      expect(results.map((one) => one.isError)).toEqual([true, true, true]);
      const reasons = results.map((one) => one.text).join("\n");
      for (const reason of [
        "T2 is done",
        "T3 is already running",
        "The main thread only starts agents",
      ])
        expect(reasons).toContain(reason);
      expect(existsSync(join(project, ".task/review-opus.json"))).toBe(false);

      letGo();
      const now = await untilLeft(project, ({ state }) => state.status === "complete", 40_000);
      for (const { id } of now.tasks) expect([id, times(now, id).length]).toEqual([id, 1]);
      expect(model.failures).toEqual([]);
    },
  );

  test("kill -9 in the middle of a review, then --continue: the review starts again and the old verdict does not count", async () => {
    const work = team(honest());
    const script: Script = async (turn) => {
      const reply = await work(turn);
      const isReview = turn.thread === "agent" && readBrief(turn.firstUser)?.task === "T3";
      return isReview && turn.turn === 0 ? { calls: [...(reply.calls ?? []), BESIDE] } : reply;
    };
    const { project, model, host, again } = start(version, script, codexReviewer(), [
      holdsBeside().folder,
    ]);
    // The file stands there whole and approves; only its agent has not ended.
    await untilLeft(project, ({ events }) =>
      ofType(events, "wrote").some((one) => one.task === "T3"),
    );
    const old = json(project, ".task/review-sonnet.json");
    expect(old.status).toBe("approved");
    await kill(host);
    expect(left(project).state).toMatchObject({ status: "running", phase: "plan_review_sonnet" });

    const before = mainRequests(model).length;
    const run = await again("Go on.", host.home);
    expect(run.exitCode).toBe(0);
    const [first] = mainRequests(model).slice(before);
    const told = JSON.stringify(first!.turn!.messages);
    expect(told).toContain(
      "Decided and not to be repeated: T1 Gather requirements; T2 Create implementation plan.",
    );
    finished(project, "T3");
    expect(json(project, ".task/review-sonnet.json").nonce).not.toBe(old.nonce);
    // The agents of T3 to T8, and the report.
    expect(mainRequests(model).length - before).toBe(6);
  });

  inFull(
    "kill -9 during a Codex check that ends before the next session: its verdict counts",
    async () => {
      const at = hold();
      const { project, model, host, again } = start(version, team(honest()), async (turn) => ({
        ...(await codexReviewer()(turn)),
        hold: at.held,
      }));
      await model.until((request) => request.thread === "codex");
      const [check] = ofType(left(project).events, "check_started");
      await kill(host);
      at.letGo();
      await untilLeft(project, ({ tasks }) => tasks[4]?.status === "done");
      await until(() => !alive(check!.pid, check!.start), "the end of the check");
      await again("Go on.", host.home);
      const now = left(project);
      expect(now.state).toMatchObject({ status: "complete" });
      for (const { id } of now.tasks) expect([id, times(now, id).length]).toEqual([id, 1]);
    },
  );
});
