// Guarantee: You decide, and it is recorded.
// The dialog of a run's question: left for a talk, answered in words that are no option, hiding a
// command, or never opened.
// Runs: in full only.
import { afterEach, describe, expect, test } from "bun:test";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import { hostsOf } from "../harness/host.ts";
import { inFull } from "../harness/in-full.ts";
import { startModel } from "../harness/model.ts";
import { makeProbe } from "../harness/probe-plugin.ts";
import { cleanup } from "../harness/project.ts";
import { type Brief, obedientMain, team } from "../harness/team.ts";
import { honest, STORY } from "../harness/workers.ts";
import { answerFreely, pick, sitDown, untilLeft } from "./person.ts";
import { left, mainRequests, ofType, PLUGIN, play } from "./scenario.ts";

afterEach(cleanup);

const flat = (screen: string): string => screen.replace(/\s+/g, " ");
/** A team whose story names these test commands. */
const naming = (commands: string[]) =>
  team(
    honest((brief: Brief) =>
      brief.writes.endsWith("/user-story.json") ? { ...STORY, test_commands: commands } : undefined,
    ),
  );
const STORY_DIALOG = /Is this user story[\s\S]*❯ 1\. Not yet[\s\S]*2\. Approve/;

describe.each(hostsOf("new"))("a dialog that the person leaves (%s)", (version) => {
  inFull(
    "Chat about this: nothing is decided, the dialog waits for the next prompt, which the model answers first",
    async () => {
      const seat = await sitDown({ version, script: naming([]), rows: 60 });
      const { terminal, project, model } = seat;
      await terminal.submit("/multi-ai Say goodbye by name");
      await terminal.waitFor(STORY_DIALOG);
      const asked = mainRequests(model).length;
      // The run's question stays open and is told of whole; its dialog is not back.
      const screen = await pick(
        seat,
        "Chat about this",
        /The run is waiting for you\. Type an option/,
      );
      expect(screen).not.toContain("❯ 1. Not yet");
      expect(flat(screen)).toContain("AC1 goodbye(name) returns the goodbye for one person");
      expect(flat(screen)).toContain("Answer: /multi-ai:decide <A, B, …> --question Q1");
      // The one request more is the model's answer to the talk: no reminder made another.
      expect(mainRequests(model).length).toBe(asked + 1);
      const { events, state } = left(project);
      expect(ofType(events, "answered")).toEqual([]);
      expect(ofType(events, "delivered").filter((one) => one.reminder)).toEqual([]);
      expect(state).toMatchObject({ status: "waiting_for_user", question: { id: "Q1" } });

      // What is typed then is no answer: typed words with Enter had approved the story, because the
      // dialog was back.
      await terminal.submit("does it cover negative numbers?");
      await terminal.waitFor((now) =>
        /negative numbers\?[\s\S]*Is this user story[\s\S]*❯ 1\. Not yet[\s\S]*2\. Approve/.test(
          now,
        ),
      );
      expect(mainRequests(model).at(-1)!.text).toContain(
        "First do what the person asks in this prompt",
      );
      expect(ofType(left(project).events, "answered")).toEqual([]);
      expect(model.failures).toEqual([]);
    },
  );
});

describe.each(hostsOf("new"))("a command that is typed into an open dialog (%s)", (version) => {
  test("with Enter behind it decides nothing and asks no model; typed once more it is heard", async () => {
    const { terminal, project, model } = await sitDown({ version, script: naming([]), rows: 60 });
    await terminal.submit("/multi-ai Say goodbye by name");
    await terminal.waitFor(STORY_DIALOG);
    const asked = mainRequests(model).length;
    terminal.type("/multi-ai:cancel");
    const screen = await terminal.press("enter", /Q1 is still open\./);
    expect(flat(screen)).toContain("Type A Approve, B Correct, C Stop, ");
    const { events, state } = left(project);
    expect(ofType(events, "answered")).toEqual([]);
    expect(state).toMatchObject({ status: "waiting_for_user", question: { id: "Q1" } });
    expect(mainRequests(model).length).toBe(asked);
    await terminal.submit("/multi-ai:cancel");
    await untilLeft(project, (now) => now.state.status === "cancelled");
    expect(ofType(left(project).events, "answered")).toEqual([]);
    expect(model.failures).toEqual([]);
  });
});

describe.each(hostsOf("new"))("answers that are none (%s)", (version) => {
  inFull("another command is typed behind the words for it, and can be left again", async () => {
    const seat = await sitDown({ version, script: naming(["no-such-program --all"]), rows: 60 });
    const { terminal, project } = seat;
    await terminal.submit("/multi-ai Say goodbye by name");
    await terminal.waitFor(/Tests: no-such-program --all[\s\S]*❯ 1\. Not yet[\s\S]*2\. Approve/);
    // A command that is not there is asked about at once: no plan was made.
    await pick(
      seat,
      "Approve",
      /does not run here[\s\S]*Did not run: no-such-program --all[\s\S]*❯ 1\. Not yet[\s\S]*2\. Retry/,
    );
    expect(left(project).tasks.find((task) => task.id === "T2")!.status).toBe("blocked");
    await answerFreely(
      seat,
      "Another command",
      /type the command as your own answer[\s\S]*❯ 1\. Not yet[\s\S]*2\. Go back/,
    );
    expect(ofType(left(project).events, "answered").length).toBe(1);
    await pick(seat, "Go back", /does not run here[\s\S]*❯ 1\. Not yet[\s\S]*2\. Retry/);
    await answerFreely(
      seat,
      "Another command",
      /type the command as your own answer[\s\S]*❯ 1\. Not yet[\s\S]*2\. Go back/,
    );
    await answerFreely(seat, "bun test", /taken as the command to run: bun test/);
    const { events } = await untilLeft(
      project,
      ({ events }) => ofType(events, "tested").length === 2,
    );
    const decided = ofType(events, "tests_decided").map((one) => [one.commands[0], one.approved]);
    expect(decided).toEqual([
      ["no-such-program --all", true],
      ["no-such-program --all", false],
      ["bun test", true],
    ]);
    expect(ofType(events, "tested").at(-1)).toMatchObject({
      outcome: "pass",
      commands: [{ command: "bun test" }],
    });
  });
});

describe.each(hostsOf("new"))("a dialog that does not open (%s)", (version) => {
  inFull(
    "because another plugin denies it: the question is printed whole and stays open; a typed letter answers it",
    async () => {
      const deny = makeProbe({
        answers: {
          PermissionRequest: () => ({
            hookSpecificOutput: {
              hookEventName: "PermissionRequest",
              decision: { behavior: "deny", message: "no dialogs here" },
            },
          }),
        },
      });
      const plugin = [PLUGIN, deny.folder];
      const { terminal, project } = await sitDown({
        version,
        script: naming(["bun test"]),
        plugin,
        rows: 60,
      });
      await terminal.submit("/multi-ai Say goodbye by name");
      const screen = await terminal.waitFor(
        /The run is waiting for you\. Type an option[\s\S]*Answer: /,
      );
      expect(flat(screen)).toContain("Tests: bun test");
      expect(flat(screen)).toContain("A Approve");
      expect(left(project).state).toMatchObject({
        status: "waiting_for_user",
        question: { id: "Q1" },
      });
      await terminal.submit("A");
      const { events } = await untilLeft(
        project,
        ({ events }) => ofType(events, "answered").length === 1,
      );
      expect(ofType(events, "answered")[0]).toMatchObject({
        question: "Q1",
        option: "approve",
        via: "prompt",
      });
      expect(ofType(events, "tests_decided")[0]).toMatchObject({
        commands: ["bun test"],
        by: "person",
      });
    },
  );
});

describe.each(hostsOf("new"))("a session without a dialog (%s)", (version) => {
  test("a letter approves no command that was not printed whole; what refuses prints it, with the line to type", async () => {
    const script = team(
      honest((brief: Brief) =>
        brief.writes.endsWith("/user-story.json")
          ? { ...STORY, test_commands: ["bun test"] }
          : undefined,
      ),
      // It says that there is a question, and not what.
      (turn) => {
        const reply = obedientMain(turn);
        return reply.text?.includes("Q1 ·") ? { ...reply, text: "Q1 waits for you." } : reply;
      },
    );
    const model = startModel({ script, codex: codexReviewer() });
    const first = await play({ version, model, prompt: "/multi-ai Say goodbye by name" });
    const [{ home }, project] = [first.run, first.project];
    expect(first.state).toMatchObject({ status: "waiting_for_user", question: { id: "Q1" } });
    const goesOn = (prompt: string) =>
      play({ version, home, project, model, args: ["--continue"], prompt });
    for (const [prompt, line] of [
      ["A", "/multi-ai:decide A --question Q1"],
      ["/multi-ai:decide A", "/multi-ai:decide A --question Q1"],
    ] as const) {
      const { run, events } = await goesOn(prompt);
      const said = JSON.stringify(run);
      expect(said).toContain("Not decided: Q1 is about commands");
      expect(said).toContain("Tests: bun test");
      expect(said).toContain(`Type: ${line}`);
      expect(ofType(events, "answered")).toEqual([]);
    }
    const { events } = await goesOn("/multi-ai:decide A --question Q1");
    expect(ofType(events, "answered")[0]).toMatchObject({
      question: "Q1",
      option: "approve",
      via: "command",
    });
    expect(ofType(events, "tests_decided")[0]).toMatchObject({
      commands: ["bun test"],
      by: "person",
    });
  });
});
