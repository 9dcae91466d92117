// Guarantee: You decide, and it is recorded.
// Runs: in full too.
// Not in npm test: ^decide change|^with two questions|^a new request|^an artifact
import { afterAll, expect, test } from "bun:test";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readRun } from "../../../src/run/journal/change.ts";
import { DEFAULT_SETTINGS } from "../../../src/settings.ts";
import { someOf } from "../../harness/in-full.ts";
import { cleanup } from "../../harness/project.ts";
import { STORY } from "../../harness/workers.ts";
import { cli } from "../cli.ts";
import { apply, makeRun, STATES } from "../made/make-run.ts";

afterAll(cleanup);

const lastEvent = (task: string): string =>
  JSON.parse(readFileSync(join(task, "events.jsonl"), "utf8").trim().split("\n").at(-1)!).type;

const accepted: [string[], object][] = [
  [["A"], { option: "approve", text: null }],
  [["approve"], { option: "approve", text: null }],
  [["Approve"], { option: "approve", text: null }],
  [["B", "--reason", "Shorter, please"], { option: "correct", text: "Shorter, please" }],
  [["B - shorter"], { option: "correct", text: "shorter" }],
  [["--reason", "approve? no: shorter"], { option: "correct", text: "approve? no: shorter" }],
  [
    ["correct", "--reason", '--question Q7 "$(x)"', "--question", "Q1"],
    { option: "correct", text: '--question Q7 "$(x)"' },
  ],
];
test.each(someOf(accepted))(
  "%j answers the story, recorded as the person's own from outside",
  async (args, answer) => {
    const made = await STATES["story question open"]();
    const { code, out } = await cli(made.root, ["decide", ...args]);
    expect(readRun(made.project)!.decisions).toMatchObject([
      { question: "Q1", via: "cli", ...answer },
    ]);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^Recorded: Q1 is answered with [\s\S]*\nNext: /),
    ]);
  },
);

const refused: [string[], number, RegExp][] = [
  [["B"], 1, /^B Correct needs a reason\.\nType: multi-ai decide B --question Q1 --reason/],
  [["B", "--reason", "  "], 1, /needs a reason/],
  [
    ["D"],
    1,
    /^D Another command needs the command\.\nType: multi-ai decide D --question Q1 --reason/,
  ],
  [["--reason", ""], 2, /Choose an option/],
  [[], 2, /Choose an option of Q1: A Approve, B Correct, C Stop/],
  [
    ["aprove"],
    2,
    /^"aprove" is not an option of Q1; .* D Another command; did you mean approve\?\n/,
  ],
  [["approve it but shorter"], 2, /is not an option of Q1/],
  [["E"], 2, /"E" is not an option of Q1; expected one of: A Approve, [^;?]*\n/],
  [["A", "--question", "Q9"], 1, /Question Q9 is not open; open: Q1/],
  [["change"], 2, /Type the new request/],
];
test.each(someOf(refused))("%j is not recorded (exit %d)", async (args, exit, said) => {
  const made = await STATES["story question open"]();
  const { code, err } = await cli(made.root, ["decide", ...args]);
  expect([code, readRun(made.project)]).toEqual([exit, made.run]);
  expect(err).toMatch(said);
});

test("an artifact's question takes its own words, and a reason beside them", async () => {
  const made = await STATES["artifact questions open"]();
  await cli(made.root, ["decide", "b", "--reason", "we are reserved"]);
  expect(readRun(made.project)!.decisions).toMatchObject([
    { option: "answer", text: "Cool: we are reserved" },
  ]);
});

test("a question that an answer opens is shown with the line that answers it, and so is one that waits as the run comes back", async () => {
  const made = await STATES["artifact questions open"]();
  const story =
    /\nNext: [^\n]*multi-ai decide <A, B, …> --question Q2\.?\nQ2 · Is this user story [\s\S]*\n {2}A {2}Approve/;
  expect((await cli(made.root, ["decide", "Warm"])).out).toMatch(story);
  expect((await cli(made.root, ["resume"])).out).toMatch(story);
  await cli(made.root, ["park"]);
  expect((await cli(made.root, ["resume"])).out).toMatch(story);
});

test("a new request asks where to go on", async () => {
  const made = await STATES["review running"]();
  const { code, out } = await cli(made.root, ["decide", "change", "--reason", "Say it in French"]);
  expect([code, lastEvent(made.project.task)]).toEqual([0, "asked"]);
  expect(out).toMatch(
    /^The request changes once you say where to continue:\nQ2 [\s\S]*New: Say it in French/,
  );
  await cli(made.root, ["decide", "go_on"]);
  expect(readRun(made.project)!.request.text).toBe("Say it in French");
});

test.each(["complete", "cancelled"] as const)(
  "a run that is %s has nothing to decide",
  async (name) => {
    const { root } = await STATES[name]();
    expect(await cli(root, ["decide", "A"])).toMatchObject({
      code: 1,
      err: expect.stringContaining("is over"),
    });
  },
);

test("a reason that was asked for in the session can be given from outside, or the question asked anew", async () => {
  const made = await STATES["story question open"]();
  const wants = {
    do: "answer" as const,
    question: "Q1",
    option: "correct",
    text: null,
    via: "dialog" as const,
    session: "s",
  };
  apply(made.project, wants);
  expect((await cli(made.root, ["status"])).out).toContain("A  Go back");
  const back = await cli(made.root, ["decide", "A"]);
  expect([back.code, back.out]).toEqual([
    0,
    expect.stringMatching(/^Q1 is asked again, with all of its options\.\nNext: answer Q1/),
  ]);
  apply(made.project, wants);
  await cli(made.root, ["decide", "--reason", "Only in English"]);
  expect(readRun(made.project)!.decisions).toMatchObject([
    { option: "correct", text: "Only in English" },
  ]);
});

test("a question about commands is named with its answer: a letter alone approves nothing", async () => {
  const { root, project } = await makeRun({
    settings: { tests: DEFAULT_SETTINGS.tests },
    worker: (brief) =>
      brief.writes.endsWith("/user-story.json")
        ? { ...STORY, test_commands: ["bun test"] }
        : undefined,
  });
  const blind = await cli(root, ["decide", "A"]);
  expect(blind.code).toBe(1);
  expect(`${blind.out}${blind.err}`).toContain("Not decided: Q1 is about commands");
  expect(`${blind.out}${blind.err}`).toContain("Tests: bun test");
  expect(readRun(project)!.decisions).toEqual([]);
  // All of it stands above the word that is asked for.
  expect(blind.err).toBe(
    `Not decided: Q1 is about commands, so your answer must name it.
Q1 · Is this user story what you want?
Tests: bun test
Type: multi-ai decide A --question Q1
`,
  );
  const own = await cli(root, ["decide", "D"]);
  expect(own.err).toStartWith("Not decided: Q1 is about commands, so your answer must name it.\n");
  expect(own.err).toEndWith('\nType: multi-ai decide name --question Q1 --reason "<command>"\n');
  expect((await cli(root, ["decide", "B"])).err).toEndWith(
    '\nType: multi-ai decide correct --question Q1 --reason "<reason>"\n',
  );
  expect((await cli(root, ["decide", "A", "--question", "Q1"])).code).toBe(0);
  expect(readRun(project)!.decisions).toMatchObject([
    { option: "approve", commands: ["bun test"] },
  ]);
});

test("decide change says how a request is changed, and what is open", async () => {
  const { root } = await STATES["story question open"]();
  const { code, err } = await cli(root, ["decide", "change"]);
  expect([code, err]).toEqual([
    2,
    expect.stringMatching(/^Type the new request: multi-ai decide change --reason "…"\nQ1 · /),
  ]);
});

test.each(someOf([[["C", "--question", "1"]], [["Stop", "--question", "q1"]]]))(
  "decide %j names the question, too",
  async (args) => {
    const made = await STATES["story question open"]();
    expect((await cli(made.root, ["decide", ...args])).code).toBe(0);
    expect(readRun(made.project)!.decisions).toMatchObject([{ question: "Q1", option: "stop" }]);
  },
);

test("with two questions open it shows the one that is named, and takes no option of the other", async () => {
  const { root, project } = await makeRun({
    settings: { tests: DEFAULT_SETTINGS.tests },
    worker: (brief) =>
      brief.writes.endsWith("/user-story.json")
        ? { ...STORY, test_commands: ["bun test"] }
        : undefined,
  });
  await cli(root, ["decide", "change", "--reason", "Say it in French"]);
  const before = readRun(project)!;
  expect(before.questions.map((one) => [one.id, one.kind])).toEqual([
    ["Q1", "story"],
    ["Q2", "request-change"],
  ]);
  const unnamed = await cli(root, ["decide", "A"]);
  expect([unnamed.code, unnamed.err]).toEqual([
    1,
    expect.stringMatching(
      /^Not decided: 2 questions are open, so your answer must name one with --question Q1 or Q2:\n {2}Q1 · Is this user story .*\n {2}Q2 · .*\nmulti-ai status shows them whole\.\n$/,
    ),
  ]);
  const ofOther = await cli(root, ["decide", "go_on", "--question", "Q1"]);
  expect([ofOther.code, ofOther.err]).toEqual([
    2,
    expect.stringMatching(/^"go_on" is not an option of Q1; /),
  ]);
  expect(ofOther.err).toContain("Q1 · Is this user story");
  expect(ofOther.err).toContain("Tests: bun test");
  expect(ofOther.err).not.toContain("Say it in French");
  const approved = await cli(root, ["decide", "approve", "--question", "Q2"]);
  expect([approved.code, approved.err]).toEqual([
    2,
    expect.stringMatching(/^"approve" is not an option of Q2; /),
  ]);
  expect(approved.err).toContain("Say it in French");
  expect(approved.err).not.toContain("Tests: bun test");
  expect(readRun(project)).toEqual(before);
  // The letter is that of the named one, whichever of them is asked first.
  expect((await cli(root, ["decide", "A", "--question", "Q1"])).code).toBe(0);
  expect(readRun(project)!.decisions).toMatchObject([
    { question: "Q1", option: "approve", commands: ["bun test"] },
  ]);
});
