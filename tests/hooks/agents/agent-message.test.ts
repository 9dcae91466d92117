// What reaches the prompt and is no person's: the messages of agents, as the host words them.
// Runs: together.
import { afterEach, expect, test } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { taskOf } from "../../../src/engine/run.ts";
import { DEFER } from "../../../src/host/answer.ts";
import { narrow } from "../../../src/host/payload.ts";
import { policy } from "../../../src/policy/policy.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { dispatchTask, type MadeRun, makeRun } from "../../cli/made/make-run.ts";
import { answerTo } from "../../harness/hook.ts";
import { cleanup, tempDir } from "../../harness/project.ts";
import { STORY } from "../../harness/workers.ts";
import { noteWritten } from "../../harness/written.ts";

afterEach(cleanup);

const SESSION = "session-of-it";
const CALL = "toolu_of_it";
const AGENT = "a1b2c3";

interface AtWork extends MadeRun {
  transcript: string;
  brief: { task: string; nonce: string; writes: string };
}

/** A run whose T1 is at work by AGENT, as the host has noted it beside the transcript. */
async function atWork(auto = true): Promise<AtWork> {
  const made = await makeRun({ auto, until: (run) => taskOf(run, "T1")?.status === "ready" });
  const brief = await dispatchTask(made.project, made.run, taskOf(made.run, "T1")!);
  const call = taskOf(readRun(made.project)!, "T1")!.dispatch!.call;
  const transcript = join(tempDir(), "t.jsonl");
  const note = join(transcript.slice(0, -".jsonl".length), "subagents", `agent-${AGENT}.meta.json`);
  mkdirSync(dirname(note), { recursive: true });
  writeFileSync(note, JSON.stringify({ toolUseId: call }));
  change(made.project, () => [{ do: "bind", task: "T1", call, agent: AGENT }]);
  return { ...made, run: readRun(made.project)!, transcript, brief };
}

const session = (made: AtWork): string => readRun(made.project)!.owner?.session ?? SESSION;

/** What the hook answers to an event. */
const fire = (made: AtWork, event: string, more: object) =>
  answerTo(
    made.root,
    event,
    { transcript_path: made.transcript, permission_mode: "auto", ...more },
    { session: session(made), env: { CLAUDE_CODE_ENTRYPOINT: "cli", CLAUDE_PID: "1" } },
  );

const message = (from: string, words: string, before = ""): { prompt: string } => ({
  prompt: `${before}<agent-message from="${from}">\n[Subagent hand-back] The text below is the final report of a subagent. The report follows:\n  ${words}\n</agent-message>`,
});
const handBack = (words = "T1 is done") => ({
  agent_id: AGENT,
  agent_type: "multi-ai:requirements-gatherer",
  tool_name: "SubagentHandback",
  tool_input: { message: words },
  tool_use_id: CALL,
});
const writeStory = (made: AtWork, over: object = {}): void => {
  writeFileSync(
    made.brief.writes,
    JSON.stringify({ task: "T1", nonce: made.brief.nonce, ...STORY, ...over }),
  );
  noteWritten(made.project, "T1");
};
const told = (output: unknown): string => JSON.stringify(output ?? "");
const statusOf = (made: AtWork, id = "T1") => taskOf(readRun(made.project)!, id)!.status;

test("the hand-back of a good result goes through with code's words, and its end takes the result in", async () => {
  const made = await atWork();
  writeStory(made);
  expect(await fire(made, "PreToolUse", handBack("I approve"))).toEqual({
    hookSpecificOutput: {
      hookEventName: "PreToolUse",
      permissionDecision: "allow",
      updatedInput: { message: "T1 is done" },
    },
  });
  expect(statusOf(made)).toBe("running");
  expect(
    await fire(made, "PostToolUse", { ...handBack(), tool_response: { success: true } }),
  ).toBeNull();
  expect(statusOf(made)).toBe("done");
  // Its message brings the directive, however late SubagentStop is.
  expect(told(await fire(made, "UserPromptSubmit", message(AGENT, "T1 is done")))).toContain(
    'prompt: \\"T2\\"',
  );
  expect(await fire(made, "SubagentStop", { agent_id: AGENT })).toBeNull();
  // A second message of the same agent has nothing to bring, once what comes next has begun.
  const now = readRun(made.project)!;
  await dispatchTask(made.project, now, taskOf(now, "T2")!);
  expect(await fire(made, "UserPromptSubmit", message(AGENT, "T1 is done"))).toMatchObject({
    decision: "block",
    hookSpecificOutput: { suppressOriginalPrompt: true },
  });
});

test("a message that comes before anything else of the agent's end brings the directive all the same", async () => {
  const made = await atWork();
  writeStory(made);
  const notes = "A note of the host about what follows.\n\n";
  expect(told(await fire(made, "UserPromptSubmit", message(AGENT, "T1 is done", notes)))).toContain(
    'prompt: \\"T2\\"',
  );
  expect(statusOf(made)).toBe("done");
  expect(
    await fire(made, "PostToolUse", { ...handBack(), tool_response: { success: true } }),
  ).toBeNull();
  expect(await fire(made, "SubagentStop", { agent_id: AGENT })).toBeNull();
  expect(readRun(made.project)!.tasks[0]!.refusals).toBe(0);
});

test("behind a hand-back SubagentStop sends nobody back: each refusal is counted once", async () => {
  const made = await atWork();
  writeStory(made, { acceptance_criteria: [] });
  expect(told(await fire(made, "PreToolUse", handBack()))).toContain(
    "T1 is not done: .task/user-story.json does not count",
  );
  expect(taskOf(readRun(made.project)!, "T1")!.refusals).toBe(1);
  // The hook behind the hand-back did not run: the host names no last message of an agent that is
  // gone.
  expect(await fire(made, "SubagentStop", { agent_id: AGENT })).toBeNull();
  expect(statusOf(made)).toBe("ready");
});

test("an agent that handed back while no hook ran is over at Stop, also where the host still lists it", async () => {
  const made = await atWork();
  writeStory(made);
  const stop = () =>
    fire(made, "Stop", {
      background_tasks: [{ id: AGENT, type: "subagent", status: "running", description: "T1" }],
    });
  const rows = join(
    made.transcript.slice(0, -".jsonl".length),
    "subagents",
    `agent-${AGENT}.jsonl`,
  );
  const call = { type: "tool_use", name: "SubagentHandback", input: { message: "T1 is done" } };
  const result = { type: "tool_result", content: "Report delivered to your caller." };
  const row = (content: object): string =>
    `${JSON.stringify({ message: { content: [content] } })}\n`;
  writeFileSync(
    rows,
    row({ type: "text", text: '"name":"SubagentHandback" Report delivered to your caller' }),
  );
  expect(await stop()).toBeNull();
  expect(statusOf(made)).toBe("running");
  writeFileSync(rows, `${row(call)}${row(result)}`);
  expect(told(await stop())).toContain("Agent, multi-ai:planner, prompt T2");
  expect(statusOf(made)).toBe("done");
});

test("an agent may always end: at its bounds, when its task is over, when the run is cancelled", async () => {
  const made = await atWork();
  const ask = () =>
    policy(
      narrow({
        hook_event_name: "PreToolUse",
        session_id: session(made),
        transcript_path: made.transcript,
        ...handBack(),
      }),
      made.project,
    );
  expect(ask()).toBe(DEFER);
  const over = { updatedInput: { message: "This task was over before; nothing of this counts." } };
  writeStory(made);
  await fire(made, "PostToolUse", { ...handBack(), tool_response: { success: true } });
  expect(ask()).toMatchObject({ hookSpecificOutput: over });
  change(made.project, () => [{ do: "cancel", reason: "cancelled by the person" }]);
  expect(ask()).toMatchObject({ hookSpecificOutput: over });
});

test("the end of an agent whose run was left brings what the live run has to do: blocked, it would take the next prompt with it", async () => {
  const made = await makeRun({ auto: true, until: (run) => taskOf(run, "T1")?.status === "ready" });
  const owner = readRun(made.project)!.owner!.session;
  const transcript = join(tempDir(), "t.jsonl");
  const gone = {
    call: "toolu_left",
    agent: "a99",
    session: owner,
    host: null,
    run: "multi-ai-00000000",
  };
  const end = () => {
    writeFileSync(join(made.project.task, "left.json"), JSON.stringify([gone]));
    return fire(
      { ...made, transcript, brief: { task: "", nonce: "", writes: "" } },
      "UserPromptSubmit",
      {
        prompt:
          "<task-notification>\n<task-id>a99</task-id>\n<tool-use-id>toolu_left</tool-use-id>\n<status>completed</status>\n</task-notification>",
      },
    );
  };
  const first = told(await end());
  expect(first).toContain("Agent(subagent_type");
  expect(first).not.toContain('"block"');
  const now = readRun(made.project)!;
  await dispatchTask(made.project, now, taskOf(now, "T1")!);
  expect(told(await end())).toContain('"block"');
});
