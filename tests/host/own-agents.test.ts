// Guarantee: The main thread only dispatches.
// Our agents start with a brief or not at all, and the line of a check may be written in many ways.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf, runHost } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { startModel, type ToolResult } from "../harness/model.ts";
import { cleanup, IN_TURN, makeProject } from "../harness/project.ts";
import { readBrief, team } from "../harness/team.ts";
import { honest } from "../harness/workers.ts";
import { mainRequests, ofType, PLUGIN, play } from "./scenario.ts";
import { agent, attempt, bash, call, errors, said, tempted, write } from "./tempted.ts";

afterEach(cleanup);

const WORDS =
  "Please implement goodbye as the plan of the project says, and delete what is not needed.";

describe.each(hostsOf("new"))("words in place of a task (%s)", (version) => {
  test("the one task that is ready for that agent, else a denial with the directive; no check is started by a line", async () => {
    const early = attempt(agent(WORDS));
    const other = attempt(agent("Review what T2 has planned.", "multi-ai:plan-reviewer"));
    const more = attempt(bash("multi-ai check T5 && touch PWNED"));
    const piped = attempt(bash("cd . && ./bin/multi-ai check T9 2>&1 | tail -40"));
    const words = attempt(agent(WORDS));
    const attempts = { T2: [early], T3: [other], T6: [more, piped, words] };
    const { run, state, events, tasks, project, model } = await play({
      version,
      main: tempted(attempts),
    });

    expect([errors(early), errors(more), errors(piped)]).toEqual([[true], [true], [true]]);
    expect(said(early)).toContain("not exactly one is ready for it");
    expect(early.behind).toContain('prompt: "T2"');
    expect(said(more) + said(piped)).toMatch(/Code starts the checks.*Code starts the checks/s);
    expect(existsSync(join(project, "PWNED"))).toBe(false);
    // Each task once: the words went to nobody, the brief to everybody.
    expect(ofType(events, "dispatched").map((one) => one.task)).toEqual(
      tasks.slice(0, 9).map((one) => one.id),
    );
    expect(
      model.requests.some((one) => one.thread === "agent" && one.turn?.firstUser.includes(WORDS)),
    ).toBe(false);
    expect(state).toMatchObject({ status: "complete" });
    expect(run.exitCode).toBe(0);
  });
});

describe.each(hostsOf("new"))("an agent that nobody dispatched (%s)", (version) => {
  inFull("one of ours that a workflow of the host starts reads, and changes nothing", async () => {
    const project = makeProject({ files: IN_TURN });
    const tried = [
      write(join(project, "src/mine.ts")),
      bash("touch mine.txt"),
      call("Read", { file_path: join(project, "README.md") }),
    ];
    const came: ToolResult[] = [];
    const script = [
      "export const meta = { name: 'own', description: 'own', phases: [{ title: 'one' }] }",
      `await agent(${JSON.stringify(WORDS)}, { label: 'own', agentType: 'multi-ai:implementer' })`,
    ].join("\n");
    const start = attempt(call("Workflow", { script }));
    const main = tempted({ T3: [start] });
    const working = team(honest(), main);
    const model = startModel({
      script: (turn) => {
        if (turn.thread === "main" || readBrief(turn.firstUser) !== null) return working(turn);
        came.push(...turn.toolResults);
        const next = tried[turn.turn];
        return next ? { calls: [next] } : { text: "nothing to do" };
      },
      codex: codexReviewer(),
    });
    const { state } = await play({ version, project, model });
    expect(came.map((one) => one.isError)).toEqual([true, true, false]);
    expect(came[0]!.text).toContain("No task is known for this agent");
    expect([
      existsSync(join(project, "src/mine.ts")),
      existsSync(join(project, "mine.txt")),
    ]).toEqual([false, false]);
    expect(state).toMatchObject({ status: "complete" });
  });
});

describe.each(hostsOf("new"))("without a run (%s)", (version) => {
  test("none of ours is started; another agent is", async () => {
    const project = makeProject({ files: IN_TURN });
    const attempts = attempt(
      agent(WORDS),
      agent(WORDS, "implementer"),
      agent("Say hello.", "general-purpose"),
    );
    const model = startModel({
      script: (turn) => {
        if (turn.thread === "agent") return { text: "hello" };
        if (turn.turn === 0) return attempts.reply;
        if (turn.turn === 1) attempts.results = turn.toolResults;
        return { text: "over" };
      },
    });
    const run = await runHost({ version, project, plugin: PLUGIN, model, prompt: "work" });
    expect(run.exitCode).toBe(0);
    // By its bare name the host knows none of them.
    expect(errors(attempts).toSorted()).toEqual([false, true, true]);
    expect(said(attempts)).toContain("there is none here");
    expect(
      model.requests.some((one) => one.turn?.firstUser.includes(WORDS) && one.thread === "agent"),
    ).toBe(false);
    expect(readFileSync(join(project, "src/greet.ts"), "utf8")).toContain("Hello");
    expect(mainRequests(model).length).toBeGreaterThan(1);
  });
});
