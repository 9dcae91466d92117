// Guarantee: The main thread only dispatches.
import { describe, expect, test } from "bun:test";
import { directive } from "../../src/engine/directive.ts";
import {
  atWorkText,
  directiveText,
  dispatchItem,
  isCheck,
  standingText,
} from "../../src/render/directive.ts";
import { questionView } from "../../src/render/questions.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import {
  command,
  dispatched,
  ends,
  given,
  nonceOf,
  type Step,
  type Story,
  started,
  until,
} from "../workflows/multi-ai/given.ts";
import {
  added,
  BUILD,
  CODE_CODEX,
  CODE_OPUS,
  CODE_SONNET,
  PLAN_CODEX,
  PLAN_OPUS,
  PLAN_SONNET,
} from "../workflows/multi-ai/ids.ts";

function said(story: Story, { dialog = true, mirror = false } = {}): string {
  const run = story.now;
  const next = directive(run, { mirror });
  const shown = run.questions.map((question) =>
    questionView(run, question, { lines: [], file: null }),
  );
  const at = dialog ? "session" : "shell";
  return directiveText(run, next, {
    shown,
    report: "The report.",
    at,
    dialog,
    hasTaskTools: mirror,
  });
}
const at = (...steps: Step[]): Story => given(started(), ...steps);

describe("what the main thread is told", () => {
  test("to dispatch is the call, to the letter; the prompt is the task's id alone", () => {
    const text = said(at(until(PLAN_SONNET)));
    expect(text).toStartWith("[multi-ai multi-ai-00000001] Make exactly this call now");
    expect(text).toEndWith(
      `\nAgent(subagent_type: "multi-ai:plan-reviewer", description: "${PLAN_SONNET} Plan Review - Sonnet", prompt: "${PLAN_SONNET}")`,
    );
  });

  test("to ask is the dialog with the question's id; its text is code's", () => {
    const text = said(at(ends("T1", "done")));
    const call = JSON.parse(/AskUserQuestion\(questions: (.*)\)$/.exec(text)![1]!);
    expect(call).toMatchObject([
      { question: expect.stringMatching(/^Q1\?/), header: "Story", multiSelect: false },
    ]);
    // Who leaves the dialog is shown the call: what stands there can be typed.
    expect(call[0].options.map((one: { label: string }) => one.label)).toEqual([
      "Approve",
      "Correct",
      "Stop",
      "Another command",
    ]);
    expect(call[0].header.length).toBeLessThanOrEqual(12);
  });

  test("without a dialog is the question with the line that answers it", () => {
    const text = said(at(ends("T1", "done")), { dialog: false });
    expect(text).toContain("Q1 · Is this user story what you want?");
    expect(text).toContain("Answer: /multi-ai:decide <A, B, …> --question Q1");
    expect(text).toContain(`claude --continue -p "/multi-ai:decide A --question Q1"`);
    expect(text).not.toContain("AskUserQuestion");
  });

  test("at the end is the report, or that the run is over and why", () => {
    // On a screen in a fence, where nothing of it is markdown.
    expect(said(at(until()))).toEndWith("\n````\nThe report.\n````");
    expect(said(at(until()), { dialog: false })).toEndWith("\n\nThe report.");
    expect(said(at(command({ do: "cancel", reason: "enough" })))).toContain("(cancelled: enough)");
  });

  test("to mirror comes in the same message as the dispatch, with the host's own ids", () => {
    const story = at(
      ...["T1", "T2"].map((task) => command({ do: "host_task", task, hostTask: `h${task}` })),
    );
    const lines = said(story, { mirror: true }).split("\n");
    expect(lines[1]).toBe(
      `TaskCreate(subject: "Plan Review - Sonnet", description: "multi-ai ${PLAN_SONNET}")`,
    );
    expect(lines).toContain('TaskUpdate(taskId: "hT2", addBlockedBy: ["hT1"])');
    expect(lines.at(-1)).toStartWith("Agent(");
    until("T2")(story);
    expect(said(story, { mirror: true })).toContain(
      'TaskUpdate(taskId: "hT1", status: "completed")',
    );
  });

  /** Every task has its entry in the host's list. */
  const listed: Step = (story) => {
    for (const { id, host_task_id } of story.now.tasks)
      if (host_task_id === null) command({ do: "host_task", task: id, hostTask: `h${id}` })(story);
  };
  const updates = (story: Story): string[] =>
    said(story, { mirror: true })
      .split("\n")
      .filter((line) => line.startsWith("TaskUpdate("));

  test("what is started is in progress in the host's list, once, and with its chain in one call", () => {
    // An entry that is only made now has no id yet.
    expect(updates(at())).toEqual([]);
    expect(updates(at(listed))).toContain('TaskUpdate(taskId: "hT1", status: "in_progress")');
    const story = at(listed, until("T2"));
    expect(updates(story)[0]).toBe(
      'TaskUpdate(taskId: "hT2", addBlockedBy: ["hT1"], status: "in_progress")',
    );
    expect(said(story)).not.toContain("in_progress");
    dispatched("T2")(story);
    command({ do: "lost", task: "T2", nonce: nonceOf(story.task("T2")), why: "gone" })(story);
    expect(story.task("T2").status).toBe("ready");
    expect(updates(story).join()).not.toContain("in_progress");
  });

  test("a fix and its re-review are made with the message that starts the fix, and chained with the next", () => {
    const story = at(listed, until(PLAN_SONNET), ends(PLAN_SONNET, "needs_changes"));
    const [fix, again] = [added(1), added(2)];
    expect(said(story, { mirror: true })).toContain(`description: "multi-ai ${again}"`);
    expect(updates(story).join()).not.toMatch(new RegExp(`${fix}|${again}`));
    listed(story);
    expect(updates(story)).toContain(`TaskUpdate(taskId: "h${again}", addBlockedBy: ["h${fix}"])`);
    expect(updates(story)).toContain(
      `TaskUpdate(taskId: "h${PLAN_OPUS}", addBlockedBy: ["h${PLAN_SONNET}","h${again}"])`,
    );
  });

  test("invariant 8: holds no nonce, brief, request or artifact", () => {
    const story = given(started());
    for (const id of [
      "T1",
      "T2",
      PLAN_SONNET,
      PLAN_OPUS,
      PLAN_CODEX,
      BUILD,
      CODE_SONNET,
      CODE_OPUS,
      CODE_CODEX,
    ]) {
      until(id)(story);
      const before = said(story);
      dispatched(id)(story);
      const { now } = story;
      for (const text of [
        before,
        said(story),
        atWorkText(now, [story.task(id)], { now: now.updated_at }),
        standingText(now),
      ]) {
        expect(text).not.toContain(nonceOf(story.task(id)));
        expect(text).not.toContain(now.request.text);
        expect(text.length).toBeLessThan(1_200);
      }
    }
  });
});

describe("a dispatch", () => {
  test("of an external reviewer is a check, its fixes and its stand-in are not", () => {
    const story = at(until(PLAN_CODEX), ends(PLAN_CODEX, "needs_changes"));
    expect(isCheck(story.now, story.task(PLAN_CODEX))).toBe(true);
    expect(isCheck(story.now, story.task(added(1)))).toBe(false);
    expect(isCheck(story.now, story.task(added(2)))).toBe(true);
    expect(dispatchItem(story.now, story.task(added(1)))).toMatchObject({
      tool: "Agent",
      agent: "multi-ai:planner",
    });
  });

  test("of any other external model is a check whatever the setting says of Codex, of a fix too, but of no work on the project", () => {
    const story = given(
      started({ settings: { codex: { ...DEFAULT_SETTINGS.codex, dispatch: "agent" } } }),
    );
    const task = { ...story.task(PLAN_CODEX), who: { agent: "a", model: "m", provider: "openai" } };
    expect(isCheck(story.now, task)).toBe(true);
    expect(isCheck(story.now, { ...task, kind: "fix" })).toBe(true);
    expect(isCheck(story.now, { ...task, edits: "project" })).toBe(false);
  });
});
