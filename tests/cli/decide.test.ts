import { afterAll, expect, test } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { taskOf } from "../../src/engine/run.ts";
import { startTime } from "../../src/process/identity.ts";
import { readRun } from "../../src/run/run.ts";
import { storeRequest } from "../../src/run/start.ts";
import { DEFAULT_SETTINGS } from "../../src/settings.ts";
import { someOf } from "../harness/in-full.ts";
import { cleanup } from "../harness/project.ts";
import { STORY } from "../harness/workers.ts";
import { PLAN_CODEX } from "../workflows/multi-ai/ids.ts";
import { cli } from "./cli.ts";
import { apply, makeRun, STATES } from "./make-run.ts";

afterAll(cleanup);

const stateFile = (root: string) => JSON.parse(readFileSync(join(root, ".task/state.json"), "utf8"));
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
test.each(someOf(accepted))("%j answers the story, recorded as the person's own from outside", async (args, answer) => {
  const made = await STATES["story question open"]();
  const { code, out } = await cli(made.root, ["decide", ...args]);
  expect(readRun(made.project)!.decisions).toMatchObject([{ question: "Q1", via: "cli", ...answer }]);
  expect([code, out]).toEqual([0, expect.stringMatching(/^Recorded: Q1 is answered[\s\S]*\nNext: /)]);
});

const refused: [string[], number, RegExp][] = [
  [["B"], 1, /counts only with a reason: multi-ai decide correct --question Q1 --reason/],
  [["B", "--reason", "  "], 1, /counts only with a reason/],
  [["D"], 1, /counts only with the command: multi-ai decide name --question Q1 --reason/],
  [["--reason", ""], 2, /Say which/],
  [[], 2, /Say which option of Q1: A Approve, B Correct, C Stop/],
  [["aprove"], 2, /^"aprove" is no option of Q1; .* D Another command; did you mean approve\?\n/],
  [["approve it but shorter"], 2, /is no option of Q1/],
  [["E"], 2, /"E" is no option of Q1/],
  [["A", "--question", "Q9"], 1, /Question Q9 is not open; open: Q1/],
  [["change"], 2, /Say the new request/],
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
  expect(readRun(made.project)!.decisions).toMatchObject([{ option: "answer", text: "Cool: we are reserved" }]);
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

test("where no question is open, what comes next is said", async () => {
  const made = await STATES["review running"]();
  expect(await cli(made.root, ["decide", "A"])).toMatchObject({
    code: 1,
    err: "No question is open.\nNext: nothing: T3 Plan Review - Sonnet is at work and the run goes on by itself\n",
  });
});

test("a new request without its words is shown how, also while no question is open", async () => {
  const made = await STATES["review running"]();
  expect(await cli(made.root, ["decide", "change"])).toMatchObject({
    code: 2,
    err: 'Say the new request: multi-ai decide change --reason "…"\n',
  });
});

test("a new request asks where to go on", async () => {
  const made = await STATES["review running"]();
  const { code, out } = await cli(made.root, ["decide", "change", "--reason", "Say it in French"]);
  expect([code, lastEvent(made.project.task)]).toEqual([0, "asked"]);
  expect(out).toMatch(/^The request changes once you say where to go on:\nQ2 [\s\S]*New: Say it in French/);
  await cli(made.root, ["decide", "go_on"]);
  expect(readRun(made.project)!.request.text).toBe("Say it in French");
});

test("a waiver is recorded as one", async () => {
  const made = await STATES["provider failed"]();
  await cli(made.root, ["decide", "waive", "--reason", "No login here"]);
  expect(taskOf(readRun(made.project)!, PLAN_CODEX)!.waiver).toEqual({ kind: "waived", reason: "No login here" });
});

test("stop ends the run", async () => {
  const made = await STATES.escalation();
  const { json } = await cli(made.root, ["decide", "stop", "--json"]);
  expect([json.status, stateFile(made.root).status]).toEqual(["cancelled", "cancelled"]);
});

test("a session that lives is said to hear of it", async () => {
  const host = { pid: process.pid, start: startTime(process.pid)! };
  const { root } = await makeRun({ host });
  expect((await cli(root, ["decide", "A"])).out).toContain("hears of it at its next prompt or notification");
});

test.each(["complete", "cancelled"] as const)("a run that is %s has nothing to decide", async (name) => {
  const { root } = await STATES[name]();
  expect(await cli(root, ["decide", "A"])).toMatchObject({ code: 1, err: expect.stringContaining("is over") });
});

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
    expect.stringMatching(/^Q1 is asked anew, with all of its options\.\nNext: answer Q1/),
  ]);
  apply(made.project, wants);
  await cli(made.root, ["decide", "--reason", "Only in English"]);
  expect(readRun(made.project)!.decisions).toMatchObject([{ option: "correct", text: "Only in English" }]);
});

test("a replacing request is not started from here, and is said", async () => {
  const made = await STATES["review running"]();
  apply(made.project, { do: "second_request", request: storeRequest(made.project, "Something else") });
  const { out } = await cli(made.root, ["decide", "replace"]);
  expect(out).toContain(
    "type it in Claude Code: /multi-ai -- Something else\nNext: /multi-ai <request> starts a new run",
  );
  expect(readRun(made.project)!.status).toBe("cancelled");
});

test("after the end of a run whose session is gone no hook has to fire", async () => {
  const gone = { pid: 2 ** 22 - 1, start: "1" };
  const { root } = await makeRun({ host: gone });
  expect(existsSync(join(root, ".task/live"))).toBe(true);
  await cli(root, ["decide", "stop"]);
  expect(existsSync(join(root, ".task/live"))).toBe(false);
});

test("a question about commands is named with its answer: a letter alone approves nothing", async () => {
  const { root, project } = await makeRun({
    settings: { tests: DEFAULT_SETTINGS.tests },
    worker: (brief) =>
      brief.writes.endsWith("/user-story.json") ? { ...STORY, test_commands: ["bun test"] } : undefined,
  });
  const blind = await cli(root, ["decide", "A"]);
  expect(blind.code).toBe(1);
  expect(`${blind.out}${blind.err}`).toContain("Nothing was decided: Q1 is about commands");
  expect(`${blind.out}${blind.err}`).toContain("Tests: bun test");
  expect(readRun(project)!.decisions).toEqual([]);
  expect((await cli(root, ["decide", "A", "--question", "Q1"])).code).toBe(0);
  expect(readRun(project)!.decisions).toMatchObject([{ option: "approve", commands: ["bun test"] }]);
});

test("a new request beside another question about the run shows its own question, and which one is open as well", async () => {
  const made = await STATES["review running"]();
  apply(made.project, { do: "second_request", request: storeRequest(made.project, "Something else") });
  const { out } = await cli(made.root, ["decide", "change", "--reason", "Say it in French"]);
  expect(out).toStartWith("The request changes once you say where to go on:\nQ3 · The request changes");
  expect(out).toContain("Answer: multi-ai decide <A, B, …> --question Q3");
  expect(out.trimEnd()).toEndWith("Open as well: Q2.");
  // The other one has an option of the same name.
  expect((await cli(made.root, ["decide", "change", "--question", "Q2"])).code).toBe(0);
  expect(readRun(made.project)!.decisions.at(-1)).toMatchObject({ question: "Q2", option: "change" });
});

test.each([
  [
    ["change"],
    /^Say the new request: multi-ai decide change --reason "…"\nWhat is open now is another question:\nQ1 · /,
  ],
  [["change the tone"], /To change the request: multi-ai decide change --reason 'the tone'\nQ1 · /],
])("decide %j says how a request is changed, and what is open", async (args, said) => {
  const { root } = await STATES["story question open"]();
  const { code, err } = await cli(root, ["decide", ...args]);
  expect([code, err]).toEqual([2, expect.stringMatching(said)]);
});

test("words that are no answer to a question show it with its options", async () => {
  const { root } = await STATES["review running"]();
  await cli(root, ["decide", "change", "--reason", "Say it in French"]);
  const { code, err } = await cli(root, ["decide", "--reason", "later"]);
  expect([code, err]).toEqual([2, expect.stringMatching(/^these words are none of its options[\s\S]* {2}A {2}Go on/)]);
});

test("where the session asks for a command, what is shown is what can be answered, at each view", async () => {
  const made = await STATES["story question open"]();
  apply(made.project, { do: "answer", question: "Q1", option: "name", text: null, via: "dialog", session: "s" });
  const how = 'multi-ai decide --question Q1 --reason "…"';
  for (const line of ["status", "next", "decide", "decide D --reason x", "decide approve", "decide B"]) {
    const { out, err } = await cli(made.root, line.split(" "));
    expect([line, out + err]).toEqual([
      line,
      expect.stringContaining(`Answer: ${how}, or to choose again: multi-ai decide A`),
    ]);
    expect([line, out + err]).not.toEqual([line, expect.stringContaining("Leave open")]);
  }
  expect(readRun(made.project)!.decisions).toEqual([]);
  await cli(made.root, ["decide", "--question", "Q1", "--reason", "bun test"]);
  expect(readRun(made.project)!.decisions).toMatchObject([{ option: "name", text: "bun test" }]);
});

test.each(someOf([[["Q1", "C"]], [["c", "q1"]], [["C", "--question", "1"]], [["Stop", "--question", "q1"]]]))(
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
      brief.writes.endsWith("/user-story.json") ? { ...STORY, test_commands: ["bun test"] } : undefined,
  });
  await cli(root, ["decide", "change", "--reason", "Say it in French"]);
  const before = readRun(project)!;
  expect(before.questions.map((one) => [one.id, one.kind])).toEqual([
    ["Q1", "story"],
    ["Q2", "request-change"],
  ]);
  const ofOther = await cli(root, ["decide", "go_on", "--question", "Q1"]);
  expect([ofOther.code, ofOther.err]).toEqual([2, expect.stringMatching(/^"go_on" is no option of Q1; /)]);
  expect(ofOther.err).toContain("Q1 · Is this user story");
  expect(ofOther.err).toContain("Tests: bun test");
  expect(ofOther.err).not.toContain("Say it in French");
  const approved = await cli(root, ["decide", "approve", "--question", "Q2"]);
  expect([approved.code, approved.err]).toEqual([2, expect.stringMatching(/^"approve" is no option of Q2; /)]);
  expect(approved.err).toContain("Say it in French");
  expect(approved.err).not.toContain("Tests: bun test");
  expect(readRun(project)).toEqual(before);
  // The letter is that of the named one, whichever of them is asked first.
  expect((await cli(root, ["decide", "A", "--question", "Q1"])).code).toBe(0);
  expect(readRun(project)!.decisions).toMatchObject([{ question: "Q1", option: "approve", commands: ["bun test"] }]);
});
