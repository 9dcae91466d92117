// What a journal says that the host did, held against what the host has written.
import { afterAll, beforeEach, describe, expect, test } from "bun:test";
import { cpSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CommandOf } from "../../src/engine/commands.ts";
import type { Recorded } from "../../src/engine/events.ts";
import { type Run, taskOf } from "../../src/engine/run.ts";
import { hashOfWords } from "../../src/host/said.ts";
import type { Project } from "../../src/project/project.ts";
import { noteMore } from "../../src/record/noted.ts";
import { noteRun } from "../../src/record/outside.ts";
import { mayBe } from "../../src/render/recorded-answer.ts";
import { type Look, type Unbacked, unbacked } from "../../src/run/counterparts.ts";
import { reportFacts } from "../../src/run/report.ts";
import { change, readRun, recordedEvents } from "../../src/run/run.ts";
import { held, toldBy } from "../../src/run/told-by-host.ts";
import { sha256 } from "../../src/store/journal.ts";
import { apply, carryOn, type MadeRun, makeRun, SESSION } from "../cli/make-run.ts";
import {
  callRow,
  type HostFiles,
  hostFiles,
  ownRecord,
  type Row,
  resultRow,
  taken,
  writeRows,
} from "../harness/host-rows.ts";
import { cleanup, makeProject, tempDir } from "../harness/project.ts";
import type { Brief } from "../harness/team.ts";
import { BUILD, CODE_CODEX, CODE_OPUS, CODE_SONNET, PLAN_CODEX, PLAN_SONNET } from "../workflows/multi-ai/ids.ts";

afterAll(cleanup);

let files: HostFiles;
let made: MadeRun;
let project: Project;

const agentOf = (task: string): string => `agent${task}`;
const callOf = (task: string): string => `toolu_${task}_1`;
/** What has happened to the host's files when the last task ends. */
let spoil: () => void;

/** Each agent is bound as its first call is; the host has written all rows when the last one ends. */
function worker(brief: Brief): undefined {
  const { call } = taskOf(readRun(project)!, brief.task)!.dispatch!;
  apply(project, { do: "bind", task: brief.task, call, agent: agentOf(brief.task) });
  if (brief.task !== CODE_CODEX) return;
  writeRows(project, files);
  spoil();
}

const isAnswer: Look["isAnswer"] = (...of) => mayBe({ workflow: "multi-ai" }, ...of);
/** The story's question, as the journal has it. */
const STORY_ASKED = {
  type: "asked",
  question: "Q1",
  kind: "story",
  options: ["approve", "correct", "stop"],
  labels: [],
};

const projectIn = (root: string): Project => ({ root, task: `${root}/.task`, found: "journal" });
let ready: Promise<MadeRun> | undefined;

/** A run whose last task is ready, made once; each spec has a copy, and all that the host has written about it. */
beforeEach(async () => {
  ownRecord();
  spoil = () => {};
  if (ready === undefined) {
    project = projectIn(makeProject());
    const until = (run: Run) => taskOf(run, CODE_CODEX)?.status === "ready";
    ready = makeRun({ root: project.root, auto: true, worker, until });
  }
  made = await ready;
  const root = tempDir("multi-ai-copy-");
  cpSync(made.root, root, { recursive: true });
  project = projectIn(root);
  files = hostFiles(SESSION);
  taken(project, made.run.run, SESSION, files.main);
  writeRows(project, files);
});

const finish = async (): Promise<Run> => (await carryOn(project.root, { worker })).run;
/** What would hold the run if it were complete now. */
const found = (): string[] => heldNow().map((one) => `${one.what}: ${one.text}`);
function heldNow(): CommandOf<"notice">[] {
  const run = readRun(project)!;
  const end = [{ type: "ended" as const, run: run.run, status: "complete" as const, reason: "" }];
  const all = held(project, run, { events: end, whole: true, isPatient: false });
  if (all === "late") throw new Error("rows are missing that may still come");
  return all;
}

const rows = (path: string): Row[] =>
  readFileSync(path, "utf8")
    .split("\n")
    .filter(Boolean)
    .map((one) => JSON.parse(one));
const write = (path: string, all: Row[]): void =>
  writeFileSync(path, all.map((one) => `${JSON.stringify(one)}\n`).join(""));
/** Events as a journal, with a right chain. */
function chained(events: Record<string, unknown>[]): string {
  let prev = "";
  return events
    .map(({ prev: _prev, ...one }) => {
      const line = JSON.stringify({ ...one, prev });
      prev = sha256(line);
      return `${line}\n`;
    })
    .join("");
}
const without = (path: string, text: string): void =>
  write(
    path,
    rows(path).filter((one) => !JSON.stringify(one).includes(text)),
  );
const replaced = (path: string, from: string, to: string): void =>
  writeFileSync(path, readFileSync(path, "utf8").replaceAll(from, to));

/** What a program writes that knows how the journal is made: a review that never took place. */
function forge(task: string, call: string): void {
  const run = readRun(project)!;
  const nonce = sha256("made up");
  change(project, () => [
    {
      do: "dispatch",
      ...{ task, call, nonce, agentType: "multi-ai:code-reviewer", session: SESSION, host: null },
      ...{ brief: sha256("none"), subject: run.tasks.at(-2)!.dispatch?.subject ?? null, check: false, head: null },
    },
  ]);
}

describe("an honest run", () => {
  test("is complete, and nobody is asked", async () => {
    expect(found()).toEqual([]);
    expect(await finish()).toMatchObject({ status: "complete", questions: [] });
  });

  test("of which no owner is noted is not looked at", async () => {
    ownRecord();
    rmSync(files.main);
    expect(await finish()).toMatchObject({ status: "complete" });
  });

  test("that another session took over has its rows with both", () => {
    const next = hostFiles("second");
    const all = rows(files.main);
    const at = all.findIndex((one) => JSON.stringify(one).includes(callOf(CODE_SONNET)));
    taken(project, made.run.run, "second", next.main);
    write(next.main, [all[0]!, ...all.slice(at)]);
    write(files.main, all.slice(0, at));
    expect(found()).toEqual([]);
  });

  test("whose agent mended its file by an edit has what that made of it", () => {
    const path = files.agent(agentOf(CODE_OPUS));
    const [first, call, result] = rows(path) as [Row, Row, Row];
    const [{ input }] = (call.message as { content: [{ input: { file_path: string; content: string } }] }).content;
    const draft = { ...input, content: input.content.replace("approved", "aproved") };
    const edit = { file_path: input.file_path, old_string: "aproved", new_string: "approved" };
    const at = String(call.timestamp);
    write(path, [first, callRow(at, "w1", "Write", draft), resultRow(at, "w1"), callRow(at, "e1", "Edit", edit)]);
    expect(found()).toEqual([expect.stringContaining("wrote another")]);
    write(path, [...rows(path), resultRow(at, "e1")]);
    expect(found()).toEqual([]);
    // What the file said before an edit is not always known: that is no reason to ask.
    write(path, [first, callRow(at, "e1", "Edit", edit), resultRow(at, "e1")]);
    expect(found()).toEqual([]);
    expect(result).toBeDefined();
  });
});

describe("is told", () => {
  test.each<[string, () => void, RegExp]>([
    ["a task that no call started", () => without(files.main, callOf(BUILD)), /T6 was started by no call/],
    [
      "a call that only a text names",
      () => {
        const at = made.run.created_at;
        const said = JSON.stringify(callRow(at, callOf(BUILD), "Agent", { prompt: BUILD }));
        without(files.main, callOf(BUILD));
        const text = { type: "text", text: said };
        const input = {
          type: "tool_use",
          id: "x",
          name: "X",
          input: { type: "tool_use", id: callOf(BUILD), name: "Agent" },
        };
        write(files.main, [
          ...rows(files.main),
          { type: "assistant", timestamp: at, message: { content: [text, input] } },
          { type: "user", timestamp: at, message: { content: [{ ...input, id: callOf(BUILD), name: "Agent" }] } },
        ]);
      },
      /T6 was started by no call/,
    ],
    [
      "a call of another tool",
      () => replaced(files.main, `"id":"${callOf(BUILD)}","name":"Agent"`, `"id":"${callOf(BUILD)}","name":"Bash"`),
      /T6 was started by no call/,
    ],
    [
      "a check that is another command",
      () => replaced(files.main, `multi-ai check ${PLAN_CODEX}`, "echo checked"),
      /T5 was started by no call/,
    ],
    [
      "an agent of another call",
      () => writeFileSync(files.note(agentOf(PLAN_SONNET)), '{"toolUseId":"toolu_other"}'),
      /T3 has an agent that the host did not start for it/,
    ],
    ["an agent without a note", () => rmSync(files.note(agentOf(PLAN_SONNET))), /T3 has an agent/],
    [
      "an artifact that its agent did not write",
      () => without(files.agent(agentOf(CODE_OPUS)), '"Write"'),
      /T8 counts as done, and its agent wrote no \.task\/code-review-opus\.json/,
    ],
    [
      "an artifact whose writing failed",
      () => replaced(files.agent(agentOf(CODE_OPUS)), '"content":"done"', '"content":"denied","is_error":true'),
      /T8 counts as done, and its agent wrote no/,
    ],
    [
      "a verdict that its agent wrote otherwise",
      () => replaced(files.agent(agentOf(CODE_OPUS)), "approved", "needs_changes"),
      /T8 counts as done, and its agent wrote another \.task\/code-review-opus\.json/,
    ],
  ])("%s", (_name, spoils, expected) => {
    spoils();
    expect(found()).toEqual([expect.stringMatching(expected)]);
  });

  /** A row of the session a minute from now. */
  const later = (): Row => ({ type: "user", timestamp: new Date(Date.now() + 60_000).toISOString() });

  test.each<[string, (call: string) => void, RegExp | null]>([
    [
      "a check whose process was killed",
      () => replaced(files.main, "completed (exit code 0)", "failed (exit code 137)"),
      /T5 counts as done, and its check ended without a result of its own/,
    ],
    [
      "a check that did not record what counts",
      () => replaced(files.main, "(exit code 0)", "(exit code 3)"),
      /T5 counts as done, and its check ended without a result of its own/,
    ],
    [
      "a check that has not ended, though the host goes on",
      (call) => {
        without(files.main, `<tool-use-id>${call}`);
        write(files.main, [...rows(files.main), later()]);
      },
      /T5 counts as done, and its check has not ended/,
    ],
    [
      "the end of a check that an agent's words only name",
      (call) => {
        const at = rows(files.main).findIndex((one) => JSON.stringify(one).includes(`<tool-use-id>${call}`));
        const all = rows(files.main);
        const { content } = all[at]!.message as { content: string };
        const said = { ...all[at], message: { content: `<agent-message from="x">${content}` } };
        write(files.main, [...all.slice(0, at), said, ...all.slice(at + 1), later()]);
      },
      /T5 counts as done, and its check has not ended/,
    ],
    [
      "the end of a check that the model itself says",
      (call) => {
        const at = rows(files.main).findIndex((one) => JSON.stringify(one).includes(`<tool-use-id>${call}`));
        const all = rows(files.main);
        const { content } = all[at]!.message as { content: string };
        const said = {
          ...all[at],
          type: "assistant",
          message: { role: "assistant", content: [{ type: "text", text: content }] },
        };
        write(files.main, [...all.slice(0, at), said, ...all.slice(at + 1), later()]);
      },
      /T5 counts as done, and its check has not ended/,
    ],
    ["nothing, where the host was gone by then", (call) => without(files.main, `<tool-use-id>${call}`), null],
    [
      "nothing, where a hook took the notification",
      (call) => {
        const all = rows(files.main);
        const at = all.findIndex((one) => JSON.stringify(one).includes(`<tool-use-id>${call}`));
        const { content } = all[at]!.message as { content: string };
        const taken = { ...all[at], type: "system", message: undefined };
        const blocked = { ...taken, content: `Operation blocked by hook. Original prompt: ${content}` };
        write(files.main, [...all.slice(0, at), blocked, ...all.slice(at + 1), later()]);
      },
      null,
    ],
    [
      "nothing, where it ran in the foreground",
      (call) => {
        without(files.main, `<tool-use-id>${call}`);
        replaced(files.main, '"toolUseResult":{"backgroundTaskId":"b1"}', '"toolUseResult":{"stdout":"T5: approved"}');
        write(files.main, [...rows(files.main), later()]);
      },
      null,
    ],
  ])("%s", (_name, spoils, expected) => {
    expect(taskOf(readRun(project)!, PLAN_CODEX)!.status).toBe("done");
    spoils(callOf(PLAN_CODEX));
    expect(found()).toEqual(expected === null ? [] : [expect.stringMatching(expected)]);
  });

  test("that the note of who carries the run on was taken away", () => {
    const other = tempDir("multi-ai-data-");
    const before = process.env.CLAUDE_PLUGIN_DATA;
    process.env.CLAUDE_PLUGIN_DATA = join(other, "multi-ai-inline");
    try {
      // Of a run of an earlier version there never was one.
      expect(found()).toEqual([]);
      const journal = join(project.task, "events.jsonl");
      const [first, ...more] = recordedEvents(project).map((one) => ({ ...one }) as Record<string, unknown>);
      const all = chained([{ ...first!, noted: true }, ...more]);
      rmSync(join(project.task, "snapshot.json"), { force: true });
      writeFileSync(journal, all);
      // On a machine that knows nothing of it the run is a stranger's, which is another matter.
      expect(found()).toEqual([]);
      noteRun(project, made.run.run);
      expect(found()).toEqual([expect.stringMatching(/^counterpart-unknown: .* the note of who carries this run on/)]);
    } finally {
      process.env.CLAUDE_PLUGIN_DATA = before;
    }
  });

  test("a task that was started by the call of another one", () => {
    forge(CODE_CODEX, callOf(CODE_OPUS));
    expect(found()).toEqual([expect.stringContaining("T9 was started by no call of the host")]);
  });

  test("an answer of a hook is asked about once: who says it is theirs is told of the others in the report", () => {
    const byHook = (question: string, session: string): void => {
      const call = `toolu_${question}`;
      const at = new Date().toISOString();
      const attachment = { type: "hook_permission_decision", decision: "allow", toolUseID: call };
      write(files.main, [
        ...rows(files.main),
        { type: "attachment", timestamp: at, attachment } as unknown as Row,
        { ...resultRow(at, call), toolUseResult: { answers: { [`${question} · May it?`]: "Go on" } } },
      ]);
      change(project, () => [{ do: "answer", question, option: "go_on", text: null, via: "dialog", session }]);
    };
    const session = readRun(project)!.owner!.session;
    const ask = (key: string): string => {
      change(project, () => [{ do: "notice", what: "program-changed", key, text: "another one", hold: true }]);
      return readRun(project)!.questions[0]!.id;
    };
    const first = ask("k1");
    byHook(first, session);
    const holds = () => heldNow().map(({ what, hold, text }) => ({ what, hold, text }));
    const text = expect.stringContaining(`answered in your place: ${first}.`);
    expect(holds()).toEqual([{ what: "answered-by-hook", hold: true, text }]);
    change(project, () => heldNow());
    const answer = { option: "go_on", text: null, via: "cli" as const, session: null, named: true };
    const { id } = readRun(project)!.questions[0]!;
    noteMore(project, made.run.run, { answers: [id] });
    change(project, () => [{ do: "answer", question: id, ...answer }]);
    byHook(ask("k2"), session);
    expect(holds()).toMatchObject([{ what: "answered-by-hook", hold: false }]);
  });

  test("an answer at a terminal that nobody gave there", () => {
    const text = "made up";
    change(project, () => [{ do: "notice", what: "program-changed", key: "k", text, hold: true }]);
    const { id } = readRun(project)!.questions[0]!;
    const answer = { option: "go_on", text: null, via: "cli" as const, session: null, named: true };
    change(project, () => [{ do: "answer", question: id, ...answer }]);
    expect(found()).toEqual([expect.stringContaining(`${id} was answered by nobody in the session`)]);
    expect(noteMore(project, made.run.run, { answers: [id] })).toHaveLength(2);
    expect(found()).toEqual([]);
  });

  test("what a forged line calls known already", () => {
    without(files.main, callOf(BUILD));
    const key = `d${BUILD}.1`;
    change(project, () => [{ do: "notice", what: "no-counterpart", key, text: "known", hold: false }]);
    expect(found()).toEqual([expect.stringContaining("T6 was started by no call of the host")]);
    // It has been told now.
    change(project, () => [{ do: "notice", what: "no-counterpart", key: `${key} x`, text: "told", hold: false }]);
    expect(found()).toEqual([]);
  });

  test("all of it at once, in one question before the run is complete; it stays in the report", async () => {
    spoil = () => {
      without(files.agent(agentOf(CODE_OPUS)), '"Write"');
      without(files.main, callOf(BUILD));
    };
    const asked = await finish();
    expect(asked).toMatchObject({ status: "waiting_for_user", questions: [{ kind: "noticed", task: null }] });
    const key = expect.stringMatching(new RegExp(`^d${BUILD}.1 a${CODE_OPUS}.1 `));
    expect(asked.notices).toMatchObject([{ what: "no-counterpart", key, asked: true }]);
    const over = apply(project, {
      do: "answer",
      ...{ question: asked.questions[0]!.id, option: "go_on", text: null, via: "cli", session: null, named: true },
    });
    expect(over).toMatchObject({ status: "complete", questions: [] });
  });
});

test("a run whose end came with what nobody did says so in its report", () => {
  const run = readRun(project)!;
  without(files.main, callOf(BUILD));
  const over = { ...run, status: "complete" as const };
  const said = () => reportFacts(project, over).notices.map(({ text }) => text);
  expect(said()).toEqual([expect.stringContaining("T6 was started by no call of the host")]);
  rmSync(files.main);
  expect(said()).toEqual([]);
});

describe("an answer in a dialog", () => {
  const event = (seq: number, body: object): Recorded =>
    ({ seq, at: `2030-01-01T00:00:0${seq}.000Z`, run: "r", prev: "", ...body }) as Recorded;
  const answers = { "Q1 · Is this what you want?\nAC1": "Approve" };
  const dialog = (at: string, toolUseResult: object): Row => ({ ...resultRow(at, "toolu_q"), toolUseResult });
  const APPROVED = { option: "approve", text: null };
  const missed = (...all: Row[]): string[] => missedOf(APPROVED, all).map(({ what }) => what);
  const missedOf = (answer: object, all: Row[]): Unbacked[] => {
    write(files.main, [{ type: "user", timestamp: "2030-01-01T00:00:00.000Z" }, ...all]);
    const events = [
      event(1, { type: "run_created", session: SESSION }),
      event(2, STORY_ASKED),
      event(4, { type: "answered", question: "Q1", via: "dialog", session: SESSION, ...answer }),
    ];
    const owner = { session: SESSION, transcript: files.main, host: null, at: "" };
    return unbacked(events, toldBy([owner]), {
      from: 0,
      coming: events.length,
      whole: true,
      senseOf: () => null,
      isAnswer,
    });
  };

  test.each<[string, Row[], number]>([
    ["that the person gave", [dialog("2030-01-01T00:00:03.900Z", { questions: [], answers })], 0],
    ["that nobody gave", [], 1],
    ["that was given to another question", [dialog("2030-01-01T00:00:03.900Z", { answers: { "Q12 · x": "A" } })], 1],
    ["that was given long before it was asked", [dialog("2029-01-01T00:00:03.900Z", { answers })], 1],
    [
      "that a model only writes of",
      [callRow("2030-01-01T00:00:03.900Z", "toolu_q", "AskUserQuestion", { answers, toolUseResult: { answers } })],
      1,
    ],
  ])("%s", (_name, all, count) => {
    expect(missed(...all)).toHaveLength(count);
  });

  const AT = "2030-01-01T00:00:03.900Z";
  const picked = (words: string): Row => dialog(AT, { answers: { "Q1 · Is this what you want?": words } });
  const CORRECT = { option: "correct", text: "only on Sundays" };
  const EVIL = { option: "name", text: "sh evil.sh" };
  const OTHERWISE = ["Q1 was answered otherwise in the session"];
  test.each<[string, object, string[], string[]]>([
    ["the label of another option", APPROVED, ["Stop"], ["Q1 was answered otherwise in the session"]],
    ["words of one's own", CORRECT, ["only on Sundays"], []],
    ["other words of one's own", CORRECT, ["only on Mondays"], ["Q1 was answered otherwise in the session"]],
    ["the option, and then its words", CORRECT, ["Correct", "only on Sundays"], []],
    ["words where an option is recorded", APPROVED, ["only on Sundays"], ["Q1 was answered otherwise in the session"]],
    ["a command of one's own, shown again", { option: "name", text: "bun test" }, ["bun test", "Run it"], []],
    ["another command than was shown again", EVIL, ["bun test", "Run it"], OTHERWISE],
    ["a command with other quotes", { option: "name", text: "echo a; rm x" }, ['echo "a; rm x"'], OTHERWISE],
    ["an option that was left", { option: "correct", text: null }, ["Correct", "Go back", "Stop"], OTHERWISE],
    ["a reason that is a label of another option", { option: "correct", text: "Stop" }, ["Correct", "Stop"], []],
  ])("by %s", (_name, answer, words, expected) => {
    const all = words.map((one, at) => ({ ...picked(one), timestamp: `2030-01-01T00:00:03.90${at}Z` }));
    expect(missedOf(answer, all).map(({ what }) => what)).toEqual(expected);
  });

  test("that a hook gave in the person's place", () => {
    const attachment = { type: "hook_permission_decision", decision: "allow", hookEvent: "PermissionRequest" };
    const byHook = (toolUseID: string): Row =>
      ({ type: "attachment", timestamp: AT, attachment: { ...attachment, toolUseID } }) as unknown as Row;
    expect(missedOf(APPROVED, [byHook("toolu_q"), picked("Approve")])).toMatchObject([{ what: "Q1", isByHook: true }]);
    expect(missedOf(APPROVED, [byHook("toolu_other"), picked("Approve")])).toEqual([]);
    const before = (updatedInput: object): Row => {
      const stdout = JSON.stringify({ hookSpecificOutput: { hookEventName: "PreToolUse", updatedInput } });
      const more = { type: "hook_success", hookEvent: "PreToolUse", toolUseID: "toolu_q", stdout };
      return { type: "attachment", timestamp: AT, attachment: more } as unknown as Row;
    };
    expect(missedOf(APPROVED, [before({ questions: [], answers: {} }), picked("Approve")])).toMatchObject([
      { isByHook: true },
    ]);
    // As code puts in the questions itself, whatever they say.
    expect(missedOf(APPROVED, [before({ questions: ['"answers": {}'] }), picked("Approve")])).toEqual([]);
  });
});

describe("a typed answer", () => {
  const AT = "2030-01-01T00:00:03.900Z";
  const typed = (text: string, more: object = {}): Row =>
    ({
      type: "user",
      promptId: "p1",
      timestamp: AT,
      message: { role: "user", content: text },
      origin: { kind: "human" },
      ...more,
    }) as Row;
  const intoTurn = (text: string, kind = "human"): Row =>
    ({
      type: "attachment",
      timestamp: AT,
      attachment: { type: "queued_command", prompt: text, origin: { kind } },
    }) as Row;
  const refused = (text: string): Row =>
    ({ type: "system", timestamp: AT, content: `blocked by hook\n\nOriginal prompt: ${text}` }) as unknown as Row;
  const missed = (...all: Row[]): number => missedOf({ prompt: "p1", said: sha256("A") }, all);
  const missedOf = (spoken: object, all: Row[], begun: object = {}): number => {
    write(files.main, [{ type: "user", timestamp: "2030-01-01T00:00:00.000Z" }, ...all]);
    const at = (seq: number, body: object): Recorded =>
      ({ seq, at: `2030-01-01T00:00:0${seq}.000Z`, run: "r", prev: "", ...body }) as Recorded;
    const answered = {
      option: "approve",
      text: null,
      via: "prompt",
      session: SESSION,
      ...spoken,
    };
    const events = [
      at(1, { type: "run_created", session: SESSION, ...begun }),
      at(2, STORY_ASKED),
      at(4, { type: "answered", question: "Q1", ...answered }),
    ];
    const owner = { session: SESSION, transcript: files.main, host: null, at: "" };
    return unbacked(events, toldBy([owner]), {
      from: 0,
      coming: events.length,
      whole: true,
      senseOf: () => null,
      isAnswer,
    }).length;
  };

  test.each<[string, Row[], number]>([
    ["that the person typed", [typed("A")], 0],
    ["with a blank behind it", [typed("A ")], 0],
    ["into a turn, which another prompt began", [typed("Go on"), intoTurn("A")], 0],
    ["that a hook took", [refused("A")], 0],
    ["by the id of a prompt with other words", [typed("/multi-ai Add x")], 1],
    ["that a program put into the queue", [typed("A", { origin: { kind: "peer" } })], 1],
    ["that a program put into the turn", [typed("Go on"), intoTurn("A", "peer")], 1],
    ["beside a notification that a hook took", [refused("<task-notification>")], 1],
  ])("%s", (_name, all, count) => {
    expect(missed(...all)).toBe(count);
  });

  const CORRECT = { option: "correct", text: "only on Sundays" };
  test.each<[string, string, object, number]>([
    ["a letter", "A", {}, 0],
    ["a letter and a reason", "b: only on Sundays", CORRECT, 0],
    ["a letter with words beside a plain yes", "A: only on Sundays", CORRECT, 0],
    ["a label in small letters", "approve", {}, 0],
    ["a letter for a command that nobody has named", "A", { option: "name", text: "sh evil.sh" }, 1],
    ["a yes to a command that nobody has named", "Run it", { option: "name", text: "sh evil.sh" }, 1],
    ["the letter of another option", "C", {}, 1],
    ["another option with its reason", "b: only on Sundays", {}, 1],
    ["another reason", "A: only on Mondays", CORRECT, 1],
    ["words that are no option", "Approve it later", {}, 1],
  ])("by its own words: %s", (_name, words, answer, count) => {
    expect(missedOf({ prompt: "p1", said: hashOfWords(words), ...answer }, [typed(words)])).toBe(count);
  });

  test.each<[string, string, object, number]>([
    ["a letter", " A", {}, 0],
    ["the question's id", "A --question Q1", {}, 0],
    ["the id without a name", "q1 A", {}, 0],
    ["the option's name", "approve --question Q1", {}, 0],
    ["a reason that names another", "B --reason as in --question Q2", CORRECT, 0],
    ["a reason alone", '--question Q1 --reason "only on  Sundays"', CORRECT, 0],
    ["the id and a reason alone", "Q1 --reason only on Sundays", CORRECT, 0],
    ["a reason that says so", "Q1 --reason the --reason option", { option: "correct", text: "the --reason option" }, 0],
    ["a letter, words and a reason", "A: x --reason only on Sundays", CORRECT, 0],
    ["the command to run", "name --reason bun test", { option: "name", text: "bun test" }, 0],
    ["another command to run", "name --reason bun test", { option: "name", text: "sh evil.sh" }, 1],
    ["a letter alone, for a command", "A --question Q1", { option: "name", text: "sh evil.sh" }, 1],
    ["another question", "A --question Q12", {}, 1],
    ["another option", "C --question Q1", {}, 1],
    ["another reason alone", "--question Q1 --reason only on Mondays", CORRECT, 1],
  ])("by a command with %s", (_name, words, answer, count) => {
    const line = `/multi-ai:decide ${words}`;
    const said = { prompt: "p1", said: hashOfWords(line), via: "command", ...answer };
    expect(missedOf(said, [typed(line)])).toBe(count);
    expect(missedOf(said, [typed(line.replace("decide", "multi-ai"))])).toBe(1);
  });

  test("to a command of one's own that was shown again; it has to be that command", () => {
    const said = { prompt: "p1", said: hashOfWords("A"), option: "name" };
    const proposed = typed("/multi-ai:decide --reason bun test", { promptId: "p0" });
    expect(missedOf({ ...said, text: "bun test" }, [proposed, typed("A")])).toBe(0);
    expect(missedOf({ ...said, text: "sh evil.sh" }, [proposed, typed("A")])).toBe(1);
  });

  test("in blocks, as a client may send it, counts like any other; a result of a call does not", () => {
    const inBlocks = (type: string): Row => typed("", { message: { content: [{ type, text: "A" }] } });
    expect(missed(inBlocks("text"))).toBe(0);
    expect(missed(inBlocks("tool_result"))).toBe(1);
  });

  test("by words that were typed before the question was asked is none", () => {
    const before = typed("A", { timestamp: "2029-12-31T23:59:00.000Z" });
    expect(missed(before)).toBe(1);
  });

  test("that names no words is one of an older journal alone", () => {
    expect(missedOf({}, [typed("Go on")])).toBe(0);
    expect(missedOf({}, [typed("Go on")], { noted: true })).toBe(1);
  });
});

describe("what cannot be told is asked once, and traps nobody", () => {
  test.each<[string, () => void, RegExp]>([
    ["a transcript that is gone", () => rmSync(files.main), /cannot be told .* cannot be read/],
    ["one that is empty", () => writeFileSync(files.main, ""), /cannot be read/],
    ["one that begins later", () => replaced(files.main, '"timestamp":"2', '"timestamp":"3'), /begins later than that/],
  ])("%s", async (_name, spoils, expected) => {
    spoil = spoils;
    const asked = await finish();
    expect(asked.notices).toMatchObject([{ what: "counterpart-unknown", text: expect.stringMatching(expected) }]);
    expect(asked.questions).toHaveLength(1);
    const answer = { text: null, via: "cli" as const, session: null, named: true };
    const over = apply(project, { do: "answer", question: asked.questions[0]!.id, option: "go_on", ...answer });
    expect(over.status).toBe("complete");
  });

  test("and the run can be cancelled", async () => {
    spoil = () => rmSync(files.main);
    expect((await finish()).status).toBe("waiting_for_user");
    expect(apply(project, { do: "cancel", reason: "enough" }).status).toBe("cancelled");
  });
});

test("rows that come late are waited for", async () => {
  spoil = () => {
    const late = readFileSync(files.main);
    without(files.main, callOf(CODE_CODEX));
    writeFileSync(`${files.main}.late`, late);
    Bun.spawn(["sh", "-c", `sleep 0.2; mv '${files.main}.late' '${files.main}'`]);
  };
  expect(await finish()).toMatchObject({ status: "complete", questions: [] });
});
