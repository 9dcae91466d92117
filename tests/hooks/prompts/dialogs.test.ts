// Guarantee: You decide, and it is recorded.
// A person's words at a dialog, by the events of the host: before it opened, in it, and after it
// was left.
// Runs: together.
import { afterAll, describe, expect, test } from "bun:test";
import type { Project } from "../../../src/project/project.ts";
import { change, readRun } from "../../../src/run/journal/change.ts";
import { inSession, viewQuestions } from "../../../src/run/views/questions.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { makeRun, type RunOptions } from "../../cli/made/make-run.ts";
import { answerTo } from "../../harness/hook.ts";
import { cleanup } from "../../harness/project.ts";
import { STORY } from "../../harness/workers.ts";

afterAll(cleanup);

const SESSION = "3f0c2c1e-0000-4000-8000-000000000001";
const IN_TERMINAL = {
  PATH: process.env.PATH,
  CLAUDE_CODE_ENTRYPOINT: "cli",
  CLAUDE_PID: String(process.pid),
};

/** The first open question as its dialog shows it. */
const dialogNow = (project: Project) =>
  inSession(project, readRun(project)!, readRun(project)!.questions[0]!);

async function seat(
  commands: string[],
  options: RunOptions = {},
  env: Record<string, string | undefined> = IN_TERMINAL,
) {
  const { root, project } = await makeRun({
    settings: { tests: DEFAULT_SETTINGS.tests },
    worker: (brief) =>
      brief.writes.endsWith("/user-story.json") ? { ...STORY, test_commands: commands } : undefined,
    ...options,
  });
  const event = async (name: string, fields: object) =>
    JSON.stringify(await answerTo(root, name, fields, { session: SESSION, env }));
  const call = {
    tool_name: "AskUserQuestion",
    tool_use_id: "toolu_ask",
    tool_input: { questions: [{ question: "Q1? x" }] },
  };
  return {
    now: () => readRun(project)!,
    types: (prompt: string) => event("UserPromptSubmit", { prompt }),
    opens: () => event("PreToolUse", call),
    /** In the dialog of the first open question, or in another one. */
    answers: (given: string, question = dialogNow(project).question) =>
      event("PostToolUse", { ...call, tool_response: { answers: { [question]: given } } }),
    stops: (said = "") => event("Stop", { last_assistant_message: said }),
    slash: (args: string) =>
      event("UserPromptExpansion", {
        command_name: "multi-ai:decide",
        command_args: args,
        prompt: `/x ${args}`,
      }),
    project,
  };
}

describe("a dialog of the run", () => {
  test("a letter that was typed before it opened approves no command; once it has opened it does", async () => {
    const { now, types, opens } = await seat(["bun test"]);
    // The dialog opens because of it, and shows what is decided.
    expect(await types("A")).toContain("AskUserQuestion(questions:");
    expect(now().decisions).toEqual([]);
    expect(await opens()).toContain("Tests: bun test");
    await types("A");
    expect(now().decisions).toMatchObject([{ option: "approve", commands: ["bun test"] }]);
  });

  test("of the model's own, with the question's very words, is no answer of the person", async () => {
    const { now, opens, answers, project } = await seat(["bun test"]);
    await answers("Approve");
    expect(now().decisions).toEqual([]);
    await opens();
    const shown = dialogNow(project);
    await answers("Approve");
    expect(now().decisions).toMatchObject([{ option: "approve", via: "dialog" }]);
    // The same event once more is nothing new.
    expect(await answers("Approve", shown.question)).toBe("null");
  });

  test("ends the turn with its answer where the main thread has nothing to do before a check has ended", async () => {
    const tests = { ...DEFAULT_SETTINGS.tests, run: true, commands: ["true"] };
    const { now, opens, answers } = await seat(["true"], { settings: { tests } });
    await opens();
    const said = JSON.parse(await answers("Approve"));
    expect([said.continue, Object.keys(said)]).toEqual([false, ["continue", "stopReason"]]);
    expect(said.stopReason).toMatch(/^All is well: T\d+ Tests - Baseline is running /);
    expect(now().decisions).toMatchObject([{ option: "approve", via: "dialog" }]);
  });

  test("answered by a letter that is typed ends the prompt there, where a check comes next", async () => {
    const tests = { ...DEFAULT_SETTINGS.tests, run: true, commands: ["true"] };
    const { now, opens, types } = await seat(["true"], { settings: { tests } });
    await types("hello");
    await opens();
    const said = JSON.parse(await types("approve"));
    expect(said.decision).toBe("block");
    expect(said.reason).toMatch(
      /^Recorded: Q1 is answered with Approve\.\nAll is well: T\d+ Tests - Baseline is running /,
    );
    expect(now().decisions).toMatchObject([{ option: "approve", via: "prompt" }]);
    // Other words are the model's, also then.
    expect(JSON.parse(await types("what are you doing?")).decision).toBeUndefined();
  });

  test("that was left does not open again in the same turn, and what is open is printed whole at its end", async () => {
    const { now, types, opens, stops } = await seat(["bun test"]);
    await types("hello");
    await opens();
    expect(await opens()).toContain("The person has left the dialog of Q1");
    const said = await stops();
    expect(said).toContain("The run is waiting for you.");
    expect(said).toContain("Tests: bun test");
    expect(said).not.toContain("AskUserQuestion");
    expect(await types("what is it about?")).toContain("First do what the person asks");
    expect(await opens()).toContain("Tests: bun test");
    expect(now().questions).toMatchObject([{ kind: "story" }]);
  });

  test("whose question was answered at a terminal meanwhile says so, and takes nothing of it", async () => {
    const { now, types, opens, answers, project } = await seat(["bun test"]);
    // What the host prints of a dialog that is left was written before anybody answered.
    expect(await types("hello")).toContain("Q1? It stays open unless it was answered elsewhere;");
    await opens();
    const shown = dialogNow(project);
    change(project, () => [
      {
        do: "answer",
        question: "Q1",
        option: "approve",
        text: null,
        via: "cli",
        session: null,
        named: true,
      },
    ]);
    const said = JSON.parse(await answers("Correct", shown.question));
    expect(said.systemMessage).toBe(
      "Q1 was already answered elsewhere. Your choice in this dialog was not used.",
    );
    // The model goes on by what was recorded.
    expect(said.hookSpecificOutput.additionalContext).toStartWith(
      `${said.systemMessage}\n[multi-ai `,
    );
    expect(now().decisions).toMatchObject([{ option: "approve", via: "cli" }]);
    // Of a dialog of the model's own nothing is said.
    expect(await answers("Approve", "Which colour?")).toBe("null");
  });

  test("repeats a correction as what it was taken for, and takes no words for an option", async () => {
    const story = await seat([]);
    await story.types("hello");
    await story.opens();
    expect(await story.answers("approve it, but in one word")).toContain(
      "Q1: taken as a correction: approve it, but in one word",
    );
    const red = await seat(["no-such-program"], {
      answers: { story: { option: "approve", text: null } },
    });
    expect(red.now().questions).toMatchObject([
      { kind: "baseline-cannot-run", commands: ["no-such-program"] },
    ]);
    await red.types("hello");
    await red.opens();
    const unread = await red.answers("please use bun test");
    expect(unread).toContain("your answer matches none of its options");
    expect(unread).toContain("answer in text what they say");
    expect(red.now().questions).toMatchObject([
      { kind: "baseline-cannot-run", wants_reason: null },
    ]);
    const failed = await seat([], {
      settings: { tests: { ...DEFAULT_SETTINGS.tests, run: false } },
      answers: { story: { option: "approve", text: null } },
      worker: (brief) =>
        brief.writes.endsWith("/impl-result.json")
          ? {
              status: "failed",
              reason: "no time",
              changed_files: [],
              criteria: [],
              deviations: [],
              answered: [],
            }
          : undefined,
      until: (run) => run.questions.some((one) => one.kind === "failed"),
    });
    await failed.types("hello");
    await failed.opens();
    // Who is stuck is given the person's words.
    expect(await failed.answers("use Monday")).toContain("Q2: taken as your answer: use Monday");
  });
});

describe("words that a question waits for, behind a dialog that was left", () => {
  /** "Correct" was chosen by its letter, and the dialog that asks for words was left. */
  const wanting = async (shown = true) => {
    const one = await seat(["bun test"]);
    if (shown) {
      await one.types("hello");
      await one.opens();
      await one.types("B");
    } else await one.slash("B --question Q1");
    await one.opens();
    expect(await one.stops()).toContain("Type what it asks for, or an option's letter or label.");
    expect(one.now().questions).toMatchObject([{ wants_reason: "correct" }]);
    return one;
  };

  test("are the next ones that are typed", async () => {
    const { now, types } = await wanting();
    expect(await types("say adieu")).toContain("Q1: taken as a correction: say adieu");
    expect(now().decisions).toMatchObject([{ option: "correct", text: "say adieu" }]);
  });

  test.each([
    ["yes, approve", "approve"],
    ["Approve", "approve"],
    ["C", "stop"],
    ["D: bun test tests", "name"],
  ])("are not %p, which is another option", async (words, option) => {
    const { now, types } = await wanting();
    await types(words);
    expect(now().decisions).toMatchObject([{ option }]);
  });

  test.each(["approve", "correct --reason say adieu", "--reason say adieu"])(
    "or /multi-ai:decide %s",
    async (line) => {
      const { now, slash } = await wanting();
      await slash(line);
      expect(now().decisions).toMatchObject([{ question: "Q1" }]);
    },
  );

  test("are no question, and no bare yes, which is said", async () => {
    const { now, types } = await wanting();
    expect(await types("what does AC2 mean?")).not.toContain("is still open:");
    for (const bare of ["yes", "E"])
      expect(await types(bare)).toContain("Q1 is still open: your answer matches none");
    expect(now()).toMatchObject({ decisions: [], questions: [{ wants_reason: "correct" }] });
    await types("A");
    expect(now().questions).toMatchObject([{ wants_reason: null }]);
  });

  test("approve no command that was not shown: the question comes back whole", async () => {
    const { now, types, opens, slash } = await wanting(false);
    expect(await slash("approve")).toContain("Tests: bun test");
    await types("approve");
    expect(now()).toMatchObject({ decisions: [], questions: [{ wants_reason: null }] });
    expect(await opens()).toContain("Tests: bun test");
    await types("approve");
    expect(now().decisions).toMatchObject([{ option: "approve", commands: ["bun test"] }]);
  });
});

describe("what is nearly an answer", () => {
  test.each(["ok go ahead", "Approve.", "Z", "A:", "yes"])(
    "is none, which is said: %p",
    async (words) => {
      const { now, types, opens } = await seat(["bun test"]);
      await types("hello");
      await opens();
      const { systemMessage } = JSON.parse(await types(words));
      expect(systemMessage).toContain(
        "Q1 is still open: your answer matches none of its options. Type A Approve, B Correct,",
      );
      expect(now().decisions).toEqual([]);
    },
  );

  test.each(["what is the weather like?", "A?", "fix the README for me please"])(
    "is a talk, of which nothing is said: %p",
    async (words) => {
      const { now, types, opens } = await seat(["bun test"]);
      await types("hello");
      await opens();
      expect(await types(words)).not.toContain("is still open: ");
      expect(now().decisions).toEqual([]);
    },
  );
});

describe("honest words", () => {
  test("a bare yes, no or letter in the dialog's own field is asked again, with the options named", async () => {
    for (const word of ["yes", "No", "ok!", "A"]) {
      const { now, types, opens, answers } = await seat(["bun test"]);
      await types("hello");
      await opens();
      expect(await answers(word)).toContain(
        "Q1 is still open: your answer matches none of its options",
      );
      expect(now()).toMatchObject({ decisions: [], questions: [{ id: "Q1", wants_reason: null }] });
      await types("A");
      expect(now().decisions).toMatchObject([{ option: "approve" }]);
    }
  });

  test("a condition beside the letter of an approval is a correction, repeated as that; at every door", async () => {
    const [typed, slashed] = [await seat(["bun test"]), await seat(["bun test"])];
    for (const one of [typed, slashed]) {
      await one.types("hello");
      await one.opens();
    }
    const told = "Q1: taken as a correction: only if the tests stay";
    expect(await typed.types("A: only if the tests stay")).toContain(told);
    await slashed.slash("A - only if the tests stay");
    for (const one of [typed, slashed]) {
      expect(one.now().decisions).toMatchObject([
        { option: "correct", text: "only if the tests stay" },
      ]);
      expect(one.now().tests.decided).toEqual([]);
    }
  });
});

describe("a command that cannot be taken", () => {
  const problem = "a command has at most 300 characters, not 3000";

  test("is told to the person at every door, and the question stays as it is", async () => {
    const red = await seat(["no-such-program"], {
      answers: { story: { option: "approve", text: null } },
    });
    await red.types("hello");
    await red.opens();
    await red.answers("Another command");
    const [open] = red.now().questions;
    expect(open).toMatchObject({ kind: "baseline-cannot-run", wants_reason: "name" });
    await red.opens();
    const said = JSON.parse(await red.answers("x".repeat(3_000)));
    expect(said.systemMessage).toStartWith(`Not taken: ${problem}`);
    expect(red.now().questions).toMatchObject([{ id: open!.id, wants_reason: "name" }]);
    expect(red.now().tests.decided.map((one) => one.text)).toEqual(["no-such-program"]);
    const typed = await seat(["no-such-program"], {
      answers: { story: { option: "approve", text: null } },
    });
    await typed.types("hello");
    await typed.opens();
    const blocked = JSON.parse(await typed.types(`D: ${"x".repeat(3_000)}`));
    expect([blocked.decision, blocked.reason]).toEqual(["block", expect.stringContaining(problem)]);
    expect(typed.now().questions).toMatchObject([
      { kind: "baseline-cannot-run", wants_reason: null },
    ]);
  });
});

describe("a question about commands is approved only by whoever saw it", () => {
  const COMMAND = `bun test # ${"x".repeat(190)} ; touch PWNED`;

  test("/multi-ai:decide before it was shown is refused with the whole question and the line to type", async () => {
    const { now, slash } = await seat([COMMAND]);
    const refused = JSON.parse(await slash("A")).reason;
    expect(refused).toStartWith("Not decided: Q1 is about commands");
    expect(refused).toContain(`Tests, in a shell: ${COMMAND}\n`);
    expect(refused).toEndWith("Type: /multi-ai:decide A --question Q1");
    // To type the same again shows the same again.
    expect(JSON.parse(await slash("A")).reason).toBe(refused);
    expect(JSON.parse(await slash("B --reason Make it short")).reason).toEndWith(
      "Type: /multi-ai:decide B --question Q1 --reason Make it short",
    );
    expect(now().decisions).toEqual([]);
    await slash("A --question Q1");
    expect(now().decisions).toMatchObject([
      { option: "approve", commands: [COMMAND], via: "command" },
    ]);
  });

  test("after its dialog a letter is enough; behind a change of session it is not", async () => {
    const shown = await seat(["bun test"]);
    await shown.types("hello");
    await shown.opens();
    change(shown.project, () => [{ do: "attach", session: "another", host: null, force: false }]);
    change(shown.project, () => [{ do: "attach", session: SESSION, host: null, force: false }]);
    expect(await shown.slash("A")).toContain("Not decided: Q1 is about commands");
    await shown.types("hello");
    await shown.opens();
    await shown.slash("A");
    expect(shown.now().decisions).toMatchObject([{ option: "approve", commands: ["bun test"] }]);
  });

  test("one whose dialog did not open was printed at the end of the turn: a typed letter is enough", async () => {
    const { now, types, stops } = await seat(["bun test"]);
    await types("hello");
    await stops();
    expect(await stops()).toContain("Tests: bun test");
    await types("A");
    expect(now().decisions).toMatchObject([
      { option: "approve", commands: ["bun test"], via: "prompt" },
    ]);
  });

  test("without dialogs a typed letter counts once the main thread has printed each command whole", async () => {
    const { now, types, stops, slash } = await seat([COMMAND], {}, { PATH: process.env.PATH });
    const blocked = JSON.parse(await types("A"));
    expect(blocked).toMatchObject({ decision: "block" });
    expect(blocked.reason).toContain(`Tests, in a shell: ${COMMAND}\n`);
    expect(blocked.reason).toEndWith("Type: /multi-ai:decide A --question Q1");
    await types("hello");
    await stops(`Q1: ${COMMAND.slice(0, 160)}…`);
    await types("A");
    expect(await slash("A")).toContain("Not decided");
    expect(now().decisions).toEqual([]);
    await stops(`Q1 · Is this right?\nTests: ${COMMAND}`);
    await types("A");
    expect(now().decisions).toMatchObject([
      { option: "approve", commands: [COMMAND], via: "prompt" },
    ]);
  });
});

describe("a question that came up by itself is answered only by whoever saw it", () => {
  /**
   * While the story is asked about, code notices something: its question comes before the story's.
   */
  const noticed = async (env?: Record<string, string | undefined>) => {
    const one = await seat([], {}, env);
    change(one.project, () => [
      {
        do: "notice",
        what: "program-changed",
        key: "k1",
        text: "codex is another program now",
        hold: true,
      },
    ]);
    expect(viewQuestions(one.project, one.now())[0]!.id).toBe("Q2");
    return one;
  };
  const PRINTS = { PATH: process.env.PATH };

  test("without dialogs a letter that was meant for the one before is refused, until the text was printed", async () => {
    const { now, types, slash, stops } = await noticed(PRINTS);
    for (const refused of [await types("A"), await slash("A")]) {
      const { reason } = JSON.parse(refused);
      expect(reason).toStartWith("Not decided: Q2 ");
      expect(reason).toContain("codex is another program now");
      expect(reason).toEndWith("Type: /multi-ai:decide A --question Q2");
    }
    // The words of the model about the question before show nothing of this one.
    await stops("Q1 · Is this right?");
    await types("B");
    expect(now()).toMatchObject({ decisions: [], questions: [{ id: "Q1" }, { id: "Q2" }] });
    await stops("Q2 · codex is another program now. A  Go on  B  Stop");
    await types("A");
    expect(now().decisions).toMatchObject([{ question: "Q2", option: "go_on", via: "prompt" }]);
  });

  test("where there is a dialog, the letter opens it, and counts from then on", async () => {
    const { now, types, opens } = await noticed();
    expect(await types("B")).toContain("AskUserQuestion(questions:");
    expect(now().decisions).toEqual([]);
    await opens();
    await types("A");
    expect(now().decisions).toMatchObject([{ question: "Q2", option: "go_on" }]);
  });
});
