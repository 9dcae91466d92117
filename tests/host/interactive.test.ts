// Scenario 3: a person at the terminal answers what the run asks, by keys, in free text and by a
// typed prompt.
// Runs: in full only, first.
import { afterEach, describe, expect, test } from "bun:test";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import type { Script } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import { type Brief, team } from "../harness/team.ts";
import { honest, plan, STORY } from "../harness/workers.ts";
import { answerFreely, hold, pick, sitDown, untilLeft } from "./person.ts";
import { agentStarts, left, mainRequests, ofType } from "./scenario.ts";
import { briefs, sectionOf } from "./told.ts";

afterEach(cleanup);

const writes = (brief: Brief, file: string) => brief.writes.endsWith(`/${file}`);
const question = (text: string, options: string[]) => [{ question: text, options, answer: null }];

/**
 * Asks the person once for the story and once for the plan; what was decided stands in the next
 * brief.
 */
const asking = () =>
  honest((brief) => {
    const decided = sectionOf(brief.text, "Decided by the person");
    if (writes(brief, "user-story.json") && decided === "")
      return { ...STORY, questions: question("Formal or casual?", ["Casual", "Formal"]) };
    if (writes(brief, "plan-refined.json") && !decided.includes("file for goodbye"))
      return {
        ...plan([]),
        questions: question("Which file for goodbye?", ["A new one", "The same one"]),
      };
    return undefined;
  });

const RULE = /─{20}/;
const ON_SCREEN = (...texts: string[]) =>
  new RegExp(texts.map((text) => RegExp.escape(text)).join("[\\s\\S]*"));

describe.each(hostsOf("new"))("at the terminal (%s)", (version) => {
  test("questions, a correction and the approval are answered by keys; the run goes to its report", async () => {
    const first = hold();
    const honestTeam = team(asking());
    const script: Script = async (turn) => {
      const reply = await honestTeam(turn);
      return turn.thread === "agent" && turn.turn === 0 ? { ...reply, hold: first.held } : reply;
    };
    const seat = await sitDown({ version, script, rows: 90 });
    const { terminal, project, model } = seat;

    await terminal.submit("/multi-ai Say goodbye by name");
    const working = await terminal.waitFor(/hook stopped[\s\S]*\/multi-ai:cancel ends/);
    expect(working.replace(/\s+/g, " ")).toContain(
      "All is well: T1 Gather requirements is running (0 of 9 tasks done). The run continues by itself; /multi-ai:status shows it, /multi-ai:cancel ends it.",
    );

    // The state is told at once while the agent works, and no model is asked for it.
    const before = mainRequests(model).length;
    await terminal.submit("/multi-ai:status");
    await terminal.waitFor(/T1 +Gather requirements +running for [\s\S]*T9 [\s\S]*Next: /);
    expect(mainRequests(model).length).toBe(before);
    await terminal.submit("/multi-ai:decide A");
    await terminal.waitFor(/No question is open\./);
    expect(mainRequests(model).length).toBe(before);
    first.letGo();

    // The gatherer's own question, then the gatherer again with the answer in its brief.
    await terminal.waitFor(
      ON_SCREEN(
        "☐ Story",
        "Q1 · Formal or casual?",
        "❯ 1. Not yet: let me read or ask",
        "2. Casual",
        "3. Formal",
        "Type something.",
      ),
    );
    const approval = await pick(
      seat,
      "Formal",
      /Read before you answer Q2:[\s\S]*Q2 · Is this user story[\s\S]*❯ 1\. Not yet[\s\S]*2\. Approve/,
    );
    expect(sectionOf(briefs(model)[1]!.text, "Decided by the person")).toBe(
      "- Formal or casual? → Formal",
    );
    const dialog = approval.slice(approval.lastIndexOf("Q2 ·")).split(RULE)[0]!;
    const read = approval.slice(
      approval.lastIndexOf("Read before you answer Q2:"),
      approval.lastIndexOf("Q2 ·"),
    );
    for (const { id, text } of STORY.acceptance_criteria) expect(read).toContain(`${id} ${text}`);
    expect(dialog).toContain("Read it above, or in .task/user-story.json");
    for (const label of ["2. Approve", "3. Correct", "4. Stop"]) expect(dialog).toContain(label);

    // Free text is a correction, however much it sounds like an approval.
    const typed = await answerFreely(
      seat,
      "approve it, but in one word",
      /Q3 · Is this user story[\s\S]*❯ 1\. Not yet[\s\S]*2\. Approve/,
    );
    expect(ofType(left(project).events, "answered").at(-1)).toMatchObject({
      question: "Q2",
      option: "correct",
      text: typed,
      via: "dialog",
    });
    // "Correct" without a word asks for the word; going back leaves the question as it was.
    await pick(
      seat,
      "Correct",
      /Q3 · Correct: type the reason[\s\S]*❯ 1\. Not yet[\s\S]*2\. Go back/,
    );
    await pick(seat, "Go back", /Q3 · Is this user story[\s\S]*❯ 1\. Not yet[\s\S]*2\. Approve/);
    await pick(
      seat,
      "Correct",
      /Q3 · Correct: type the reason[\s\S]*❯ 1\. Not yet[\s\S]*2\. Go back/,
    );
    const reason = await answerFreely(
      seat,
      "Name the person",
      /Q4 · Is this user story[\s\S]*❯ 1\. Not yet[\s\S]*2\. Approve/,
    );
    expect(sectionOf(briefs(model).at(-1)!.text, "Decided by the person")).toBe(
      `- Formal or casual? → Formal\n- story, correct: ${typed}\n- story, correct: ${reason}`,
    );

    await pick(
      seat,
      "Approve",
      /Q5 · Which file for goodbye\?[\s\S]*❯ 1\. Not yet[\s\S]*2\. A new one/,
    );
    await pick(
      seat,
      "The same one",
      /Q6 · Neither the story nor the plan names a test command[\s\S]*❯ 1\. Not yet[\s\S]*2\. Name one/,
    );
    await pick(seat, "No tests", /→ No tests/);
    await untilLeft(project, ({ state }) => state.status === "complete", 60_000);
    await terminal.waitFor(
      /Decided by you[\s\S]*Q5 Plan [\s\S]*The files before the implementation/,
    );
    // The report may be longer than the screen.
    expect(terminal.history()).toMatch(
      /AC2 A test covers goodbye[\s\S]*The files before the implementation/,
    );

    const { events, tasks } = left(project);
    expect(tasks.map((task) => [task.id, task.status])).toEqual(
      tasks.map((task) => [task.id, "done"]),
    );
    expect(ofType(events, "answered").map((one) => [one.question, one.option, one.via])).toEqual([
      ["Q1", "answer", "dialog"],
      ["Q2", "correct", "dialog"],
      ["Q3", "correct", "dialog"],
      ["Q4", "approve", "dialog"],
      ["Q5", "answer", "dialog"],
      ["Q6", "without", "dialog"],
    ]);
    // One request for each agent and each dialog.
    const dialogs = ofType(events, "delivered").filter((one) =>
      one.directive.startsWith("ask:"),
    ).length;
    expect(dialogs).toBe(9);
    expect(mainRequests(model).length).toBe(agentStarts(events) + dialogs);
    expect(ofType(events, "delivered").filter((one) => one.reminder)).toEqual([]);
    expect(model.failures).toEqual([]);
  });
});

describe.each(hostsOf("new"))("at the terminal, otherwise answered (%s)", (version) => {
  inFull(
    "Esc leaves a question open; a typed letter, a typed label and /multi-ai:decide answer it",
    async () => {
      const seat = await sitDown({ version, script: team(asking()) });
      const { terminal, project, model } = seat;
      const escaped = async (id: string) => {
        await terminal.press("esc", new RegExp(`eclined to answer[\\s\\S]*${id}\\?`));
        await terminal.waitFor((screen) => !screen.includes("Esc to cancel"));
      };

      await terminal.submit("/multi-ai Say goodbye by name");
      await terminal.waitFor(/Q1 · Formal or casual\?[\s\S]*❯ 1\. Not yet[\s\S]*2\. Casual/);
      terminal.key("esc");
      const after = await terminal.waitFor((screen) => /eclined to answer[\s\S]*Q1\?/.test(screen));
      expect(after.replace(/\s+/g, " ")).toContain(
        "Q1? It stays open unless it was answered elsewhere; /multi-ai:status shows it. Answer with /multi-ai:decide, or type (A / B)",
      );
      expect(left(project).state).toMatchObject({
        status: "waiting_for_user",
        question: { id: "Q1" },
      });
      const asked = mainRequests(model).length;
      await terminal.submit("/multi-ai:status");
      await terminal.waitFor(/waiting for you[\s\S]*Q1 · Formal or casual\?/);
      expect(mainRequests(model).length).toBe(asked);

      // Another prompt is no answer: it is dealt with, and the question comes again.
      await terminal.submit("what is this about?");
      await terminal.waitFor((screen) =>
        /what is this about\?[\s\S]*Q1 · Formal or casual\?[\s\S]*❯ 1\. Not yet[\s\S]*2\. Casual/.test(
          screen,
        ),
      );
      expect(mainRequests(model).at(-1)!.text).toContain(
        "First do what the person asks in this prompt",
      );
      await escaped("Q1");
      await terminal.submit("b");
      await terminal.waitFor(/Q2 · Is this user story[\s\S]*❯ 1\. Not yet[\s\S]*2\. Approve/);
      await escaped("Q2");
      await terminal.submit("Approve");
      await terminal.waitFor(
        /Q3 · Which file for goodbye\?[\s\S]*❯ 1\. Not yet[\s\S]*2\. A new one/,
      );
      await escaped("Q3");
      await terminal.submit("/multi-ai:decide nonsense");
      await terminal.waitFor(
        /"nonsense" is not an option of Q3; expected one of: A A new one, B The same one/,
      );
      await terminal.submit("/multi-ai:decide A");
      await terminal.waitFor(
        /Q4 · Neither the story nor the plan[\s\S]*❯ 1\. Not yet[\s\S]*2\. Name one/,
      );
      await escaped("Q4");
      await terminal.submit("No tests");
      const { events } = await untilLeft(project, ({ tasks }) => tasks[1]?.status === "done");
      expect(
        ofType(events, "answered").map((one) => [one.question, one.option, one.text, one.via]),
      ).toEqual([
        ["Q1", "answer", "Formal", "prompt"],
        ["Q2", "approve", null, "prompt"],
        ["Q3", "answer", "A new one", "command"],
        ["Q4", "without", null, "prompt"],
      ]);
      expect(model.failures).toEqual([]);
    },
  );
});

describe.each(hostsOf("new"))("at a small terminal (%s)", (version) => {
  inFull(
    "what is to be read is in the transcript, the dialog fits, and a small story takes the lighter way by Enter",
    async () => {
      const ids = ["AC1", "AC2", "AC3"];
      const criteria = ids.map((id) => ({
        id,
        text: `${id} goodbye(name) says goodbye ${"and more ".repeat(6)}`,
      }));
      const story = {
        ...STORY,
        size: "small",
        acceptance_criteria: criteria,
        test_commands: ["bun test"],
      };
      const worker = honest((brief) => (writes(brief, "user-story.json") ? story : undefined));
      const seat = await sitDown({ version, script: team(worker), columns: 80, rows: 24 });
      const { terminal, project } = seat;
      await terminal.submit("/multi-ai Say goodbye by name");
      const screen = await terminal.waitFor(
        /❯ 1\. Not yet[\s\S]*2\. Approve \(quick\)[\s\S]*Esc to cancel/,
      );
      for (const text of ["This looks like a small change", "bun test", "Read it above"])
        expect(screen).toContain(text);
      // A bare yes approves nothing, and sends nobody back.
      await answerFreely(seat, "yes, approve", /A {2}Approve \(quick\)/);
      await terminal.submit("a");
      const { events, tasks } = await untilLeft(project, (now) =>
        now.tasks.some(({ status }) => status === "skipped"),
      );
      expect(ofType(events, "answered").map(({ option }) => option)).toEqual(["quick"]);
      expect(tasks.filter(({ status }) => status === "skipped")).toHaveLength(4);
      expect(agentStarts(events)).toBeLessThanOrEqual(2);
    },
  );
});

describe.each(hostsOf("new"))("a run that begins with a check (%s)", (version) => {
  inFull("asks the main thread nothing before its first agent is due", async () => {
    const { terminal, project, model } = await sitDown({ version, script: team(honest()) });
    await terminal.submit("/multi-ai:team --track hotfix --auto Say goodbye by name");
    await terminal.waitFor((screen) =>
      /All is well: T1 .* is running/.test(screen.replace(/\s+/g, " ")),
    );
    const { events } = await untilLeft(project, ({ tasks }) =>
      tasks.some((one) => one.id !== "T1" && one.status === "running"),
    );
    expect(ofType(events, "dispatched").map((one) => [one.task, one.check])[0]).toEqual([
      "T1",
      true,
    ]);
    expect(mainRequests(model).length).toBe(1);
  });
});
