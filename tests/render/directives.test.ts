import { describe, expect, test } from "bun:test";
import { directive } from "../../src/engine/directive.ts";
import {
  atWorkText,
  CHECK_COMMAND,
  checkCommand,
  directiveText,
  dispatchItem,
  isCheck,
  standingText,
} from "../../src/render/directive.ts";
import { shownQuestion } from "../../src/render/questions.ts";
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

function said(story: Story, { dialog = true, mirror = false } = {}): string {
  const run = story.now;
  const next = directive(run, { mirror });
  const shown = run.questions.map((question) => shownQuestion(run, question, { lines: [], file: null }));
  return directiveText(run, next, { shown, report: "The report.", dialog, command: "multi-ai" });
}
const at = (...steps: Step[]): Story => given(started(), ...steps);

describe("what the main thread is told", () => {
  test("to dispatch is the call, to the letter; the prompt is the task's id alone", () => {
    const text = said(at(until("T3")));
    expect(text).toStartWith("[multi-ai multi-ai-00000001] 2 of 9 tasks done.");
    expect(text).toEndWith(
      '\nAgent(subagent_type: "multi-ai:plan-reviewer", description: "T3 Plan Review - Sonnet", prompt: "T3")',
    );
  });

  test("to start a check is a Bash call that names the task", () => {
    const text = said(at(until("T5")));
    expect(text).toEndWith('\nBash(command: "multi-ai check T5", description: "T5 Plan Review - Codex")');
  });

  test("to ask is the dialog with the question's id; its text is code's", () => {
    const text = said(at(ends("T1", "done")));
    const call = JSON.parse(/AskUserQuestion\(questions: (.*)\)$/.exec(text)![1]!);
    expect(call).toMatchObject([{ question: expect.stringMatching(/^Q1\?/), header: "Story", multiSelect: false }]);
    expect(call[0].options).toHaveLength(2);
    expect(call[0].header.length).toBeLessThanOrEqual(12);
  });

  test("without a dialog is the question with the line that answers it", () => {
    const text = said(at(ends("T1", "done")), { dialog: false });
    expect(text).toContain("Q1 · Is this user story what you want?");
    expect(text).toContain("multi-ai decide <A, B, …> --question Q1");
    expect(text).not.toContain("AskUserQuestion");
  });

  test("while agents work is to do nothing", () => {
    expect(said(at(dispatched("T1")))).not.toContain("Agent(");
    expect(said(at(dispatched("T1")))).toContain("Do nothing");
  });

  test("at the end is the report, or that the run is over and why", () => {
    expect(said(at(until()))).toEndWith("The report.");
    expect(said(at(command({ do: "cancel", reason: "enough" })))).toContain("(cancelled: enough)");
  });

  test("to mirror comes in the same message as the dispatch, with the host's own ids", () => {
    const story = at(...["T1", "T2"].map((task) => command({ do: "host_task", task, hostTask: `h${task}` })));
    const lines = said(story, { mirror: true }).split("\n");
    expect(lines[1]).toBe('TaskUpdate(taskId: "hT2", addBlockedBy: ["hT1"])');
    expect(lines[2]).toBe('TaskCreate(subject: "Plan Review - Sonnet", description: "multi-ai T3")');
    expect(lines.at(-1)).toStartWith("Agent(");
    until("T2")(story);
    expect(said(story, { mirror: true })).toContain('TaskUpdate(taskId: "hT1", status: "completed")');
  });

  test("invariant 8: holds no nonce, brief, request or artifact", () => {
    const story = given(started());
    for (const id of ["T1", "T2", "T3", "T4", "T5", "T6", "T7", "T8", "T9"]) {
      until(id)(story);
      const before = said(story);
      dispatched(id)(story);
      const { now } = story;
      for (const text of [before, said(story), atWorkText(now, story.task(id)), standingText(now)]) {
        expect(text).not.toContain(nonceOf(story.task(id)));
        expect(text).not.toContain(now.request.text);
        expect(text.length).toBeLessThan(1_200);
      }
    }
  });
});

describe("a dispatch", () => {
  test("of an external reviewer is a check, its fixes and its stand-in are not", () => {
    const story = at(until("T5"), ends("T5", "needs_changes"));
    expect(isCheck(story.now, story.task("T5"))).toBe(true);
    expect(isCheck(story.now, story.task("T10"))).toBe(false);
    expect(isCheck(story.now, story.task("T11"))).toBe(true);
    expect(dispatchItem(story.now, story.task("T10"))).toMatchObject({ tool: "Agent", agent: "multi-ai:planner" });
  });

  test("of an external reviewer is an agent where a person's setting says so", () => {
    const story = given(started({ settings: { codex: { ...DEFAULT_SETTINGS.codex, dispatch: "agent" } } }));
    const item = dispatchItem(story.now, story.task("T5"));
    expect(item).toMatchObject({ tool: "Agent", agent: "multi-ai:codex-reviewer", prompt: "T5" });
  });

  test("by command is recognised as a whole, and nothing else is", () => {
    expect(CHECK_COMMAND.exec(checkCommand("T5"))?.[1]).toBe("T5");
    for (const line of [
      "multi-ai check T5; rm -rf .",
      "echo multi-ai check T5",
      "multi-ai check",
      "multi-ai check T5 T6",
      "multi-ai check $(x)",
    ])
      expect(CHECK_COMMAND.test(line)).toBe(false);
  });
});

test("a context that begins anew is told what is decided, void approvals left out", () => {
  const story = at(until("T3"));
  expect(standingText(story.now)).toContain("phase plan_review_sonnet");
  expect(standingText(story.now)).toContain("T1 Gather requirements; T2 Create implementation plan");
  expect(standingText(given(started()).now)).toContain("nothing yet");
});
