// Notifications, by the events of the host: of agents that end together it reads several at once,
// and one that is blocked takes along what the others give. With them the screen is told what came
// of each task.
// Runs: in full too.
// Not in npm test: ^what came of a task is told|^the end of a run is told|^the end of a call
import { afterEach, describe, expect, test } from "bun:test";
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { directive } from "../../../src/engine/directive.ts";
import { type Run, type Task, taskOf } from "../../../src/engine/run.ts";
import { ownProcess } from "../../../src/process/identity.ts";
import { atWorkText } from "../../../src/render/directive.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { cli } from "../../cli/cli.ts";
import { makeCouncilRun } from "../../cli/made/make-council-run.ts";
import { carryOut, dispatchTask, type MadeRun, makeRun, SESSION } from "../../cli/made/make-run.ts";
import { honestCouncil } from "../../harness/council.ts";
import { answerTo } from "../../harness/hook.ts";
import { inFull } from "../../harness/in-full.ts";
import { cleanup } from "../../harness/project.ts";
import { artifactText, type Brief, type Work } from "../../harness/team.ts";
import { noteWritten } from "../../harness/written.ts";

afterEach(cleanup);

const IN_TERMINAL = {
  PATH: process.env.PATH,
  CLAUDE_CODE_ENTRYPOINT: "cli",
  CLAUDE_PID: String(process.pid),
};

/** What the hook answers to an event of the run's session. */
const fire = async (
  { project }: MadeRun,
  event: string,
  more: object,
  env: object = IN_TERMINAL,
): Promise<string> =>
  JSON.stringify(await answerTo(project.root, event, more, { session: SESSION, env }));

/** The notification that the first call of a task has ended. */
const notified = (made: MadeRun, { id }: Pick<Task, "id">, env?: object): Promise<string> =>
  fire(
    made,
    "UserPromptSubmit",
    {
      prompt: `<task-notification>\n<tool-use-id>toolu_${id}_1</tool-use-id>\n<status>completed</status>\n</task-notification>`,
    },
    env,
  );

const dueTasks = (run: Run): Task[] => directive(run).tasks.map((id) => taskOf(run, id)!);
const started = (made: MadeRun, { id, who, subject }: Task): Promise<string> =>
  fire(made, "PreToolUse", {
    tool_name: "Agent",
    tool_use_id: `toolu_${id}_1`,
    tool_input: {
      subagent_type: `multi-ai:${who.agent}`,
      description: `${id} ${subject}`,
      prompt: id,
    },
  });

test("of seats that end together each notification brings what comes next; a seat that has begun is not begun again", async () => {
  const made = await makeCouncilRun({ until: (run) => dueTasks(run).length > 1 });
  const seats = dueTasks(made.run);
  const work = honestCouncil() as (brief: Brief) => Work;
  for (const seat of seats) await carryOut(made.project, readRun(made.project)!, seat, work);
  const [next] = dueTasks(readRun(made.project)!);
  // Before it all of them are told of, once and in order.
  const told = seats.map(({ id, subject }) => `${id} ${subject}: done`).join("\\n");
  for (const [nth, seat] of seats.entries()) {
    const said = await notified(made, seat);
    expect(said.split(told).length - 1).toBe(nth === 0 ? 1 : 0);
    expect(said.includes("systemMessage")).toBe(nth === 0);
    expect(said).toContain(`prompt: \\"${next!.id}\\"`);
    expect(said).not.toContain('"block"');
  }
  expect(await started(made, next!)).toContain('"allow"');
  expect(await started(made, next!)).toContain('"deny"');
  expect(
    readRun(made.project)!
      .tasks.filter(({ status }) => status === "running")
      .map(({ id }) => id),
  ).toEqual([next!.id]);
  // Now that it is at work, nothing is left to do for a late one.
  expect(await notified(made, seats[0]!)).toContain('"block"');
});

test("while an agent is still about to end a notification is not blocked: it would take along what that one's brings", async () => {
  const made = await makeCouncilRun({ until: (run) => dueTasks(run).length > 1 });
  const [seat, late, ...others] = dueTasks(made.run) as [Task, Task, ...Task[]];
  const work = honestCouncil() as (brief: Brief) => Work;
  await carryOut(made.project, readRun(made.project)!, seat, work);
  const brief = await dispatchTask(made.project, readRun(made.project)!, late);
  for (const other of others) await dispatchTask(made.project, readRun(made.project)!, other);
  expect(await notified(made, seat)).toContain('"block"');
  mkdirSync(dirname(brief.writes), { recursive: true });
  writeFileSync(brief.writes, "{}");
  noteWritten(made.project, late.id);
  const said = await notified(made, seat);
  expect(said).not.toContain('"block"');
  expect(said).toContain("Do nothing for it now");
});

inFull(
  "a question comes with each notification until its dialog has opened, and not a second time behind that",
  async () => {
    const made = await makeRun();
    for (let nth = 0; nth < 2; nth++)
      expect(await notified(made, { id: "T1" })).toContain("AskUserQuestion(questions:");
    await fire(made, "PreToolUse", {
      tool_name: "AskUserQuestion",
      tool_use_id: "toolu_ask",
      tool_input: { questions: [{ question: "Q1? x" }] },
    });
    // Of a prompt that is blocked the host shows something always: it is what the run waits for.
    const { decision, reason } = JSON.parse(await notified(made, { id: "T1" }));
    expect([decision, reason]).toEqual(["block", expect.stringMatching(/^Next: answer Q1[ :]/)]);
  },
);

describe("what came of a task", () => {
  const CAME = "T1 Gather requirements: done";
  const until = (run: Run) => taskOf(run, "T2")?.status === "ready";
  const begun = async (made: MadeRun): Promise<MadeRun> => {
    await dispatchTask(made.project, made.run, taskOf(made.run, "T2")!);
    return made;
  };
  const launched = {
    tool_name: "Agent",
    tool_use_id: "toolu_T2_1",
    tool_response: { status: "async_launched" },
  };

  test("stands beside the directive and not in it; the line at work says it no more", async () => {
    const made = await makeRun({ auto: true, until });
    const { systemMessage, hookSpecificOutput } = JSON.parse(await notified(made, { id: "T1" }));
    expect(systemMessage).toBe(CAME);
    expect(JSON.stringify(hookSpecificOutput)).not.toContain(CAME);
    await begun(made);
    const line = await fire(made, "PostToolUse", launched);
    expect(line).toContain(
      '"All is well: T2 Create implementation plan is running (1 of 9 tasks done)."',
    );
  });

  test("stands in the reason of a prompt that is blocked: of such a one the host shows nothing else", async () => {
    const made = await begun(await makeRun({ auto: true, until }));
    const { decision, reason, systemMessage } = JSON.parse(await notified(made, { id: "T1" }));
    expect([decision, reason.split("\n")[0], systemMessage]).toEqual(["block", CAME, undefined]);
    expect(await notified(made, { id: "T1" })).not.toContain(CAME);
  });

  inFull("is told to who opens the session again", async () => {
    const made = await makeRun({ auto: true, until });
    const again = await fire(made, "SessionStart", { source: "resume" });
    expect(JSON.parse(again).systemMessage).toStartWith(`${CAME}\n`);
    expect(await notified(made, { id: "T1" })).not.toContain(CAME);
  });
});

inFull(
  "of an agent that ended before its dispatch was heard of, what comes next is told in the same turn, and its notification asks nobody",
  async () => {
    const made = await makeRun({
      auto: true,
      until: (run) => taskOf(run, "T2")?.status === "ready",
    });
    const response = { status: "async_launched" };
    const line = await fire(made, "PostToolUse", {
      ...{ tool_name: "Agent", tool_use_id: "toolu_T1_1", tool_response: response },
    });
    expect(line).toContain("T2 Create implementation plan");
    await dispatchTask(made.project, readRun(made.project)!, taskOf(made.run, "T2")!);
    expect(await notified(made, { id: "T1" })).toContain('"block"');
  },
);

describe("the end of a run", () => {
  const WHOLE = /Report of [\w-]+: complete[\s\S]*Next/;
  const types = (made: MadeRun, env?: object) =>
    fire(made, "UserPromptSubmit", { prompt: "What was done?" }, env);

  test("is shown on a screen by code, once; the next prompt tells the main thread what the person has read", async () => {
    const made = await makeRun({ auto: true });
    expect(made.run.status).toBe("complete");
    const { decision, reason } = JSON.parse(await notified(made, { id: "T9" }));
    expect([decision, WHOLE.test(reason)]).toEqual(["block", true]);
    const late = JSON.parse(await notified(made, { id: "T8" })).reason;
    expect(late).toMatch(/^Next: .*report shows what was done; /);
    // What another turn of the main thread ends with is no reason to say it once more.
    expect(await fire(made, "Stop", {})).toBe("null");
    const text: string = JSON.parse(await types(made)).hookSpecificOutput.additionalContext;
    expect(text).toMatch(
      /The run is complete, and the person has read this report[\s\S]*Report of/,
    );
    expect(text).not.toContain("word for word");
    expect(await types(made)).toBe("null");
    await fire(made, "Stop", {});
    expect(existsSync(join(made.root, ".task/live"))).toBe(false);
  });

  test("is told to the session that takes the place of this one in its window as what the person has read", async () => {
    const made = await makeRun({ auto: true, host: ownProcess() });
    await notified(made, { id: "T9" });
    const next = await fire(made, "SessionStart", { source: "clear", session_id: "another" });
    expect(next).toContain("the person has read this report");
  });

  test("is printed by the main thread without a screen", async () => {
    const made = await makeRun({ auto: true });
    const said = await notified(
      made,
      { id: "T9" },
      { ...IN_TERMINAL, CLAUDE_CODE_ENTRYPOINT: "sdk-cli" },
    );
    expect(said).toContain("Print this report word for word");
    expect(said).not.toContain('"block"');
  });
});

test("without a screen an end that comes behind the run's own, taken in with another one's, wakes nobody", async () => {
  const made = await makeCouncilRun({ until: (run) => dueTasks(run).length > 1 });
  const without = { ...IN_TERMINAL, CLAUDE_CODE_ENTRYPOINT: "sdk-cli" };
  const seats = dueTasks(made.run);
  for (const seat of seats) {
    const brief = await dispatchTask(made.project, readRun(made.project)!, seat);
    mkdirSync(dirname(brief.writes), { recursive: true });
    writeFileSync(
      brief.writes,
      artifactText(brief, (honestCouncil() as (brief: Brief) => Work)(brief)),
    );
    noteWritten(made.project, seat.id);
  }
  await notified(made, seats[0]!, without);
  const now = readRun(made.project)!;
  expect(seats.map(({ id }) => taskOf(now, id)!.status)).toEqual(seats.map(() => "done"));
  change(made.project, () => [{ do: "cancel", reason: "" }, { do: "release" }]);
  expect(existsSync(join(made.root, ".task/live"))).toBe(false);
  // The host lists none of them at the end of the turn: their notifications wait to be read.
  await fire(made, "Stop", { background_tasks: [] }, without);
  expect(existsSync(join(made.root, ".task/left.json"))).toBe(true);
  for (const seat of seats.slice(1))
    expect(await notified(made, seat, without)).toContain('"block"');
  expect(existsSync(join(made.root, ".task/left.json"))).toBe(false);
});

test("the end of a call whose run was parked names what brings that back", async () => {
  const made = await makeRun({ auto: true, until: (run) => taskOf(run, "T1")?.status === "ready" });
  await dispatchTask(made.project, made.run, taskOf(made.run, "T1")!);
  const { run } = made.run;
  expect((await cli(made.root, ["park"])).code).toBe(0);
  expect(await notified(made, { id: "T1" })).toContain(
    `Run ${run} is parked; /multi-ai:resume ${run} continues it.`,
  );
});

inFull(
  "the line at work says for how long agents have worked that did not just begin",
  async () => {
    const made = await makeRun({
      auto: true,
      until: (run) => taskOf(run, "T1")?.status === "ready",
    });
    await dispatchTask(made.project, made.run, taskOf(made.run, "T1")!);
    const run = readRun(made.project)!;
    const at = (minutes: number): string =>
      atWorkText(run, [taskOf(run, "T1")!], {
        now: new Date(Date.parse(taskOf(run, "T1")!.dispatch!.at) + minutes * 60_000).toISOString(),
      });
    expect(at(0.5)).toStartWith("All is well: T1 Gather requirements is running (");
    expect(at(125)).toStartWith("All is well: T1 Gather requirements (2 h 05 min) is running (");
  },
);
