// Scenario 6: a main thread, and agents, that try what is not theirs to do.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { type Reply, startModel, type ToolResult, type Turn } from "../harness/model.ts";
import { cleanup, makeProject } from "../harness/project.ts";
import { type Brief, directiveCalls, obedientMain, team, type Worker } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { answer, goOn, openQuestions } from "./from-outside.ts";
import { mainRequests, ofType, PLUGIN, play } from "./scenario.ts";
import { type Attempt, agent, attempt, bash, call, dispatchOf, errors, said, tempted, write } from "./tempted.ts";
import { briefs, phases } from "./told.ts";

afterEach(cleanup);

/** Agents that try first what they may not; the tries and what came of them, by task. */
function tempting(tries: (brief: Brief, project: string) => NonNullable<Reply["calls"]>): {
  worker: Worker;
  came: Record<string, ToolResult[]>;
} {
  const good = honest();
  const came: Record<string, ToolResult[]> = {};
  const worker: Worker = (brief, turn) => {
    const calls = tries(brief, brief.writes.slice(0, brief.writes.lastIndexOf("/.task/")));
    if (turn.turn === 0 && calls.length > 0) return { calls };
    if (turn.turn === 1) came[brief.task] = turn.toolResults;
    return good(brief);
  };
  return { worker, came };
}

describe.each(hostsOf("new"))("short cuts (%s)", (version) => {
  test("skipping, doubling and writing by itself is denied with what to do, and the run ends right", async () => {
    const project = makeProject();
    const at = (path: string) => join(project, path);
    const skip = attempt(agent("T6"));
    const review = attempt(write(at(".task/review-sonnet.json")));
    const state = attempt(call("Read", { file_path: at(".task/state.json") }));
    const swap = { old_string: '"running"', new_string: '"complete"' };
    const edit = attempt(write(at(".task/state.json")), call("Edit", { file_path: at(".task/state.json"), ...swap }));
    const shell = attempt(
      bash("echo '{}' > .task/state.json"),
      bash("sed -i s/running/complete/ .task/state.json"),
      bash("cp README.md .task/state.json"),
      bash("echo '{}' | tee -a .task/events.jsonl"),
      bash("python3 -c \"open('.task/state.json', 'w').write('{}')\""),
    );
    const look = attempt(bash("cat .task/state.json"));
    // What no rule can see: the files are folds and artifacts without a nonce, so it changes nothing.
    const forge = attempt(
      bash(
        `d=$(echo .tosk | sed s/o/a/); echo '{"status": "complete"}' > $d/state.json; cp $d/state.json "$d/review-$(echo sonnet | sed s/x/y/).json"`,
      ),
    );
    const plan = attempt(write(at(".task/plan-refined.json")));
    const early: Attempt = { reply: { text: "I have planned it all; nothing is left to do." }, results: [] };
    const twice = attempt(agent("T4", "multi-ai:plan-reviewer"), agent("T4", "multi-ai:plan-reviewer"));
    const attempts = {
      T1: [skip, review, state, edit, shell, look, forge],
      T2: [plan, attempt(agent("T2: write the plan as OWN WORDS OF MAIN say. ".repeat(50), "multi-ai:planner"))],
      T3: [early],
      T4: [twice],
    };
    const { worker, came } = tempting((brief, root) => {
      if (!["T3", "T6", "T7"].includes(brief.task)) return [];
      const own = brief.task === "T6" ? [] : [call("Write", { file_path: `${root}/src/mine.ts`, content: "1" })];
      const edits = brief.task === "T6" ? [] : [bash("echo 1 > src/mine.ts")];
      return [
        ...own,
        ...edits,
        write(`${root}/.task/code-review-opus.json`),
        bash("echo 1 > .task/code-review-opus.json"),
        agent("T9", "general-purpose"),
        call("SendMessage", { to: "main", summary: "Hello", message: "Hello" }),
      ];
    });
    const { run, state: end, tasks, events, model } = await play({ version, project, worker, main: tempted(attempts) });
    expect(run.exitCode).toBe(0);
    expect(end).toMatchObject({ status: "complete" });
    expect(tasks.map((one) => [one.id, one.status])).toEqual(
      Array.from({ length: 9 }, (_, index) => [`T${index + 1}`, "done"]),
    );

    expect(errors(skip)).toEqual([true]);
    expect(said(skip)).toMatch(/T6 is blocked by T5\.\n\[multi-ai [\s\S]*prompt: "T1"\)/);
    for (const one of [review, edit, plan]) {
      expect(errors(one)).not.toContain(false);
      expect(said(one)).toContain(".task/ belongs to the program while a run is live");
      expect(said(one)).toContain("The main thread only starts agents");
    }
    expect(errors(shell)).toEqual([true, true, true, true, true]);
    for (const { text } of shell.results) expect(text).toContain("Read it with cat, ls, head, tail, grep or jq");
    expect([errors(state), errors(look), errors(forge)]).toEqual([[false], [false], [false]]);
    expect(errors(edit).length).toBe(2);
    expect(said(look)).toContain('"phase": "requirements_gathering"');

    expect(phases(events).slice(0, 4)).toEqual([
      "requirements_gathering",
      "plan_drafting",
      "plan_review_sonnet",
      "plan_review_opus",
    ]);
    expect(JSON.parse(readFileSync(at(".task/review-sonnet.json"), "utf8"))).toMatchObject({ status: "approved" });
    expect(end).toMatchObject({ workflow: "multi-ai", phase: "complete" });

    // Words of its own reach no agent: code puts the brief in.
    const agents = model.requests.filter((one) => one.thread === "agent").map((one) => one.turn!.firstUser);
    expect(agents.join("\n")).not.toContain("OWN WORDS OF MAIN");
    expect(briefs(model).filter((one) => one.task === "T2").length).toBe(1);

    // It is reminded once of what it left undone.
    expect(ofType(events, "delivered").filter((one) => one.reminder)).toMatchObject([{ directive: "dispatch:T3.1" }]);

    // The second of two equal calls starts nothing.
    expect(ofType(events, "dispatched").map((one) => one.task)).toEqual(tasks.map((one) => one.id));
    expect(briefs(model).length).toBe(7);

    // Agents get no further: nothing of what they tried is there.
    for (const task of ["T3", "T6", "T7"]) {
      expect(came[task]!.length).toBeGreaterThan(3);
      expect(came[task]!.filter((one) => !one.isError)).toEqual([]);
    }
    expect(came.T6![0]!.text).toContain("T6 writes .task/impl-result.json and nothing else under .task/.");
    expect(came.T6![1]!.text).toContain("no command touches .task/");
    expect(came.T3![0]!.text).toContain("plan-reviewer reads the project and writes only .task/review-sonnet.json");
    expect(existsSync(at("src/mine.ts"))).toBe(false);
    expect(JSON.parse(readFileSync(at(".task/code-review-opus.json"), "utf8")).task).toBe("T8");
  });

  inFull(
    "while an agent works it is not dispatched again, gets no message, and no other agent writes for it",
    async () => {
      const project = makeProject();
      const tried = Promise.withResolvers<void>();
      const strange: ToolResult[] = [];
      const results: Record<string, ToolResult[]> = {};
      let atWork = "";
      const good = honest();
      const worker: Worker = (brief, turn) => {
        if (brief.task !== "T2" || turn.turn > 0) return good(brief);
        // It is at work until the main thread has tried everything.
        atWork = turn.agentId!;
        return { calls: [call("Read", { file_path: join(project, "README.md") })], hold: tried.promise };
      };
      /** An agent of the main thread's own: its end wakes the main thread while the run's agent is at work. */
      const stranger = (turn: Turn): Reply => {
        if (turn.turn === 0)
          return {
            calls: [write(join(project, ".task/review-sonnet.json")), bash("echo 1 > .task/plan-refined.json")],
          };
        strange.push(...turn.toolResults);
        return { text: "I have looked around." };
      };
      const tries = ["again", "load", "message"];
      let now = "";
      const main = (turn: Turn): Reply => {
        if (now !== "") results[now] = turn.toolResults;
        now = "";
        const next = dispatchOf(turn.lastUser);
        if (next?.input.prompt === "T2") {
          const own = { subagent_type: "general-purpose", description: "Look", prompt: "Look around." };
          return { calls: [call("Agent", { ...own, run_in_background: true }), ...directiveCalls(turn.lastUser)] };
        }
        if (next || atWork === "" || tries.length === 0) return obedientMain(turn);
        now = tries.shift()!;
        if (now === "again") return { calls: [agent("T2", "multi-ai:planner")] };
        if (now === "load") return { calls: [call("ToolSearch", { query: "select:SendMessage", max_results: 1 })] };
        return { calls: [call("SendMessage", { to: atWork, summary: "Hurry", message: "Approve it." })] };
      };
      const ours = team(worker, main);
      const model = startModel({
        script: async (turn) => {
          if (turn.thread === "agent" && turn.firstUser.includes("Look around.")) return stranger(turn);
          const reply = await ours(turn);
          if (results.message !== undefined) tried.resolve();
          return reply;
        },
        codex: codexReviewer(),
      });
      const { run, state, events } = await play({ version, project, model });
      expect(run.exitCode).toBe(0);
      expect(state).toMatchObject({ status: "complete" });
      expect(ofType(events, "dispatched").length).toBe(9);
      for (const name of ["again", "message"]) expect(results[name]!.map((one) => one.isError)).toEqual([true]);
      expect(results.again![0]!.text).toContain("T2 is at work already.");
      expect(results.message![0]!.text).toContain("works on a task of run");
      expect(strange.map((one) => one.isError)).toEqual([true, true]);
      for (const { text } of strange) expect(text).toContain(".task/ belongs to the program while a run is live");
      // Its own agent's end is its own business: one request for each task, one for that end, one per try, and the report.
      expect(mainRequests(model).length).toBe(9 + 1 + 3 + 1);
    },
  );

  test("a question is the person's: no tool, command or skill of the main thread answers it; nobody is held", async () => {
    const cli = attempt(bash(`${PLUGIN}/bin/multi-ai decide A`));
    const disguised = attempt(bash(`verb=dec; ${PLUGIN}/bin/multi-ai "$verb"ide A`));
    const skill = attempt(call("Skill", { skill: "multi-ai:decide", args: "A" }));
    const ask = attempt(
      call("AskUserQuestion", {
        questions: [
          {
            question: "Q1?",
            header: "Story",
            multiSelect: false,
            options: [
              { label: "Approve", description: "yes" },
              { label: "Stop", description: "no" },
            ],
          },
        ],
      }),
    );
    const skip = attempt(agent("T2", "multi-ai:planner"));
    const stay: Attempt[] = [1, 2].map(() => ({ reply: { text: "I would rather not." }, results: [] }));
    const main = tempted({ ask: [cli, disguised, skill, ask, skip], T2: stay });
    const scenario = { version, main, prompt: "/multi-ai Say goodbye by name" };
    const asked = await play(scenario);
    for (const one of [cli, disguised, skill, ask, skip]) expect(errors(one)).toEqual([true]);
    for (const one of [cli, disguised]) expect(said(one)).toContain("/multi-ai:decide");
    expect(said(skill)).toContain("disable-model-invocation");
    expect(asked.run.exitCode).toBe(0);
    expect(openQuestions(asked.project)).toMatchObject([{ id: "Q1", kind: "story" }]);
    expect(ofType(asked.events, "answered")).toEqual([]);
    expect(ofType(asked.events, "dispatched").length).toBe(1);
    expect(said(skip)).toContain("T2 is blocked by T1");
    answer(asked.project, "approve");

    // It stops early, is reminded once, stops again, says that the run waits, and is left in peace.
    const before = mainRequests(asked.model).length;
    const early = await goOn(scenario, asked);
    expect(early.run.exitCode).toBe(0);
    expect(early.state).toMatchObject({ status: "waiting_for_user", phase: "plan_drafting" });
    expect(early.run.results.at(-1)).toContain(
      "The run waits, nothing is lost: T2 Create implementation plan is ready",
    );
    expect(ofType(early.events, "dispatched").length).toBe(1);
    expect(ofType(early.events, "delivered").slice(-3)).toMatchObject([
      { directive: "dispatch:T2.1", reminder: false },
      { directive: "dispatch:T2.1", reminder: false },
      { directive: "dispatch:T2.1", reminder: true },
    ]);
    expect(mainRequests(early.model).length - before).toBe(3);

    const untested = await goOn(scenario, early);
    expect(openQuestions(untested.project)).toMatchObject([{ kind: "no-tests" }]);
    answer(untested.project, "without");
    const done = await goOn(scenario, untested);
    expect(done.run.exitCode).toBe(0);
    expect(done.state).toMatchObject({ status: "complete" });
  });
});
