// Guarantee: Commands are approved only when shown whole.
// What the program will run is shown whole, or nobody has approved it.
import { describe, expect, test } from "bun:test";
import fc from "fast-check";
import { linesOf, needsShell, visible } from "../../src/command-line.ts";
import { approvedCommands, type Run } from "../../src/engine/run.ts";
import { questionText, questionView } from "../../src/render/questions.ts";
import type { Story } from "../engine/given.ts";
import {
  answered,
  dispatched,
  ends,
  given,
  openKinds,
  started,
  statusOf,
  until,
} from "../workflows/multi-ai/given.ts";

/** As many lines of a story as one may have. */
const STORY = Array.from(
  { length: 40 },
  (_, at) => `AC${at + 1} ${"a long criterion ".repeat(20)}`,
);

const shownNow = (run: Run): string =>
  questionView(run, run.questions[0]!, { lines: STORY, file: "f" }).question;

const columns = (text: string): number =>
  [...text].reduce((sum, one) => sum + (one.codePointAt(0)! < 0x1100 ? 1 : 2), 0);
const rows = (lines: string[]): number =>
  lines.reduce((sum, one) => sum + Math.ceil(columns(one) / 72), 0);

/** Names of what may not be seen, and commands with it, at any place and length. */
const HIDDEN = [
  "\u202e",
  "\u2066",
  "\u200b",
  "\u0007",
  "\u001b[8m",
  "\u00ad",
  "\t",
  "\u2028",
  "\u00a0",
  "\ufe0f",
  "\u{e0041}",
  "\u3164",
];
const part = fc.oneof(
  { weight: 6, arbitrary: fc.stringMatching(/^[a-z./ -]{1,60}$/) },
  { weight: 2, arbitrary: fc.constantFrom(...HIDDEN) },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      " ; touch PWNED",
      " ".repeat(200),
      "⟨U+202E⟩",
      "测试",
      "é",
      "e\u0301",
      "#",
    ),
  },
  { weight: 1, arbitrary: fc.string({ unit: "binary", maxLength: 10 }) },
);
const command = fc
  .array(part, { minLength: 1, maxLength: 12 })
  .map((parts) =>
    parts
      .join("")
      .replace(/[\r\n]/g, "")
      .slice(0, 300)
      .trim(),
  )
  .filter((text) => text !== "");
const commands = fc.uniqueArray(command, { maxLength: 8 });

/** Approves question after question; calls `seen` before each answer. */
function approveAll(story: Story, seen: (shown: string, run: Run) => void): void {
  for (let asked = 0; story.now.questions.length > 0; asked++) {
    if (asked > 20) throw new Error("it asks for ever");
    const { kind } = story.now.questions[0]!;
    seen(shownNow(story.now), story.now);
    answered(kind === "no-tests" ? "without" : "approve")(story);
  }
}

describe("commands of an artifact", () => {
  test("each one that the person has approved stood whole in a line of the question that they answered", () => {
    fc.assert(
      fc.property(commands, commands, (ofStory, ofPlan) => {
        const story = given(started(), ends("T1", "done", { commands: ofStory }));
        const seen = (shown: string, run: Run): void => {
          const { commands: about } = run.questions[0]!;
          const lines = shown.split("\n");
          for (const one of about ?? []) {
            const label = needsShell(one) ? "Tests, in a shell: " : "Tests: ";
            expect(lines).toContain(`${label}${visible(one)}`);
          }
          // They come first, and leave the options on the screen.
          expect(
            lines.slice(1, 1 + (about ?? []).length).every((line) => line.startsWith("Tests")),
          ).toBe(true);
          const own = lines.slice(1, 1 + (about ?? []).length);
          if (own.length > 1) expect(rows(own)).toBeLessThanOrEqual(14);
          expect(
            questionText(questionView(run, run.questions[0]!, { lines: [], file: null }), "decide"),
          ).toContain(own.join("\n"));
          // Whatever an answer here approves is in this list, and nothing else is.
          expect(approvedCommands(run).some((one) => (about ?? []).includes(one.text))).toBe(false);
        };
        approveAll(story, seen);
        if (story.task("T2").status === "blocked") ends("Tests - Baseline", "pass")(story);
        ends("T2", "done", { commands: ofPlan })(story);
        approveAll(story, seen);
        const all = [...new Set([...ofStory, ...ofPlan])];
        expect(new Set(approvedCommands(story.now).map((one) => one.text))).toEqual(new Set(all));
        expect(story.now.tests.decided.every((one) => one.by === "person")).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("no character of a shown command is hidden, and two commands never look the same", () => {
    fc.assert(
      fc.property(command, command, (one, other) => {
        expect(visible(one)).toMatch(
          /^(?! )(?!.*[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}])(?!.* {3}).*$/u,
        );
        expect(visible(one) === visible(other)).toBe(one === other);
      }),
    );
    expect(visible("npm test \u202e; echo\u200b x")).toBe("npm test ⟨U+202E⟩; echo⟨U+200B⟩ x");
    expect(visible(`npm test${" ".repeat(250)}; touch PWNED`)).toBe(
      "npm test⟨250 blanks⟩; touch PWNED",
    );
    expect(visible("bun test -t 'a b'  x")).toBe("bun test -t 'a b'  x");
  });

  test("a command of 172 characters beside nine criteria is whole; what has no room beside the story is asked about alone", () => {
    const long = `npm test -- ${"x".repeat(150)} ; touch PWNED`;
    const one = given(started(), ends("T1", "done", { commands: [long] }));
    expect(shownNow(one.now)).toContain(`Tests, in a shell: ${long}`);
    const many = Array.from({ length: 8 }, (_, at) => `npm test -- ${at} ${"y".repeat(270)}`);
    const story = given(started(), ends("T1", "done", { commands: many }));
    expect(shownNow(story.now)).not.toContain("yyy");
    expect(shownNow(story.now)).toContain("AC12 ");
    answered("approve")(story);
    expect(approvedCommands(story.now)).toEqual([]);
    expect(openKinds(story)).toEqual(["plan-tests"]);
    expect(statusOf(story, "T1")).toBe("waiting");
    const [, to] = /These are commands 1 to (\d) of 8\.$/m.exec(
      shownNow(story.now).split("\n")[0]!,
    )!;
    answered("refuse")(story);
    expect(shownNow(story.now).split("\n")[0]).toContain(
      `These are commands ${Number(to) + 1} to `,
    );
    // Those that were refused are over; the rest is still asked about, by its own question.
    expect(openKinds(story)).toEqual(["plan-tests"]);
    approveAll(story, () => undefined);
    expect(statusOf(story, "T1")).toBe("done");
    const decided = story.now.tests.decided.map((test) => [test.text, test.approved] as const);
    expect(decided.map(([text]) => text)).toEqual(many);
    expect(decided.filter(([, approved]) => !approved).length).toBeGreaterThan(0);
  });

  test("a question of before that showed none approves none: they are asked about with their text", () => {
    const story = given(started());
    ends("T1", "done", { commands: ["bun test"] })(story);
    const asked = story.batches.flat().findLast((event) => event.type === "asked");
    if (asked?.type === "asked") delete asked.commands;
    const old = given(...story.batches.flat());
    expect(old.now.questions[0]!.commands).toBeNull();
    answered("approve")(old);
    expect(approvedCommands(old.now)).toEqual([]);
    expect(openKinds(old)).toEqual(["plan-tests"]);
    expect(shownNow(old.now)).toContain("Tests: bun test");
  });

  test("--auto names each line, and takes none that needs a shell", () => {
    const story = given(
      started({ auto: true }),
      ends("T1", "done", {
        commands: ["bun test", "bun test; touch PWNED"],
        assumptions: ["It is small."],
      }),
    );
    expect(story.now.tests.decided.map((one) => [one.text, one.approved, one.by])).toEqual([
      ["bun test", true, "auto"],
      ["bun test; touch PWNED", false, "auto"],
    ]);
    expect(story.now.unasked).toEqual([
      "bun test runs: --auto approved it",
      "bun test; touch PWNED does not run: it needs a shell, which --auto does not approve",
    ]);
    expect(story.now.assumptions).toEqual(["It is small."]);
  });
});

describe("another command", () => {
  const red = (): Story =>
    given(started(), ends("T1", "done", { commands: ["npm test", "npm run lint"] }));

  test("takes the place of those that the question shows", () => {
    const story = red();
    answered("name", "npx bun test")(story);
    expect(story.now.tests.decided.map((one) => [one.text, one.approved])).toEqual([
      ["npm test", false],
      ["npm run lint", false],
      ["npx bun test", true],
    ]);
    expect(statusOf(story, "T1")).toBe("done");
  });

  test("counts only behind the option that says so: words alone are no command", () => {
    const story = given(
      started(),
      ends("T1", "done", { commands: ["no-such-program"] }),
      answered("approve"),
    );
    ends("Tests - Baseline", "cannot_run", { commands: ["no-such-program"] })(story);
    expect(openKinds(story)).toEqual(["baseline-cannot-run"]);
    story.when(answered(null, "npx bun test")).refused("free_text");
    expect(approvedCommands(story.now).map((one) => one.text)).toEqual(["no-such-program"]);
    answered("name")(story);
    expect(story.now.questions[0]).toMatchObject({ wants_reason: "name" });
    answered("back")(story);
    story.when(answered(null, "npx bun test")).refused("free_text");
    answered("name")(story);
    answered(null, "npx bun test")(story);
    expect(approvedCommands(story.now).map((one) => one.text)).toEqual(["npx bun test"]);
    expect(statusOf(story, "Tests - Baseline")).toBe("ready");
    expect(linesOf("a\r\nb\n\na")).toEqual(["a", "b"]);
  });
});

describe("a command that does not run at the baseline", () => {
  const baseline = (auto = false) =>
    given(
      started({ auto }),
      ends("T1", "done", { commands: ["no-such-program"] }),
      ...(auto ? [] : [answered("approve")]),
    );
  const stuck = (auto = false) => {
    const story = baseline(auto);
    ends("Tests - Baseline", "cannot_run", { commands: ["no-such-program"] })(story);
    return story;
  };

  test("is asked about at once, with the command", () => {
    const story = stuck();
    expect(openKinds(story)).toEqual(["baseline-cannot-run"]);
    expect(shownNow(story.now).split("\n")[1]).toBe("Did not run: no-such-program");
    answered("again")(story);
    expect(statusOf(story, "Tests - Baseline")).toBe("ready");
  });

  test("is left to the change where the person says so, and with --auto where a change may bring it", () => {
    const story = stuck();
    answered("later")(story);
    expect(statusOf(story, "T2")).toBe("ready");
    expect(openKinds(stuck(true))).toEqual(["baseline-cannot-run"]);
    const toCome = baseline(true);
    ends("Tests - Baseline", "to_come", { commands: ["npm run later"] })(toCome);
    expect(openKinds(toCome)).toEqual([]);
  });
});

describe("another owner, and going on without", () => {
  test("a task that came to nothing is done by another model, told where the one before it stopped", () => {
    const bounded = given(started(), ends("T1", "done"), answered("approve"), dispatched("T2"));
    const { nonce, bounds } = bounded.task("T2").dispatch!;
    const result = { ok: false as const, problems: ["the file is not there"], sha: null };
    bounded.do({
      do: "ended",
      task: "T2",
      nonce,
      blockable: false,
      subject: null,
      spent: { ...bounds!, tokens: 1e9 },
      result,
    });
    expect(openKinds(bounded)).toEqual(["bounded"]);
    expect(bounded.task("T2").who).toMatchObject({ agent: "planner", model: "opus" });
    answered("other")(bounded);
    expect(bounded.task("T2").who).toMatchObject({ agent: "planner", model: "sonnet" });
    expect(bounded.task("T2")).toMatchObject({
      status: "ready",
      note: expect.stringContaining("was at its limit"),
    });
  });

  test("failed work is accepted with a reason only, and recorded as that", () => {
    const story = given(started(), until("T6"), ends("T6", "failed"));
    answered("accept")(story);
    expect(statusOf(story, "T6")).toBe("waiting");
    answered("accept", "the rest is done by hand")(story);
    expect(story.task("T6").waiver).toEqual({
      kind: "accepted",
      reason: "the rest is done by hand",
    });
  });
});
