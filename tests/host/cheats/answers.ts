// Answers to the person's questions that somebody else gives: the main thread inside its own call, a hook of the host.
import { expect, test } from "bun:test";
import { findProject } from "../../../src/project/project.ts";
import { viewQuestions } from "../../../src/run/questions.ts";
import type { Turn } from "../../harness/model.ts";
import type { Payload } from "../../harness/probe-plugin.ts";
import { obedientMain, team } from "../../harness/team.ts";
import { honest } from "../../harness/workers.ts";
import { runOf } from "../from-outside.ts";
import { pick, sitDown, untilLeft } from "../person.ts";
import { left, ofType, PLUGIN } from "../scenario.ts";
import { answeringHook } from "./answering-hook.ts";
import { stopped } from "./cheats.ts";
import { withTests } from "./program-tries.ts";

test("answers that the model puts into the dialog's call are not the person's", async () => {
  let root = "";
  let tried = 0;
  const main = (turn: Turn) => {
    const reply = obedientMain(turn);
    const calls = reply.calls?.map((one) => {
      if (one.name !== "AskUserQuestion") return one;
      tried += 1;
      const shown = viewQuestions(findProject(root), runOf(root))[0]!;
      const answers = { [shown.question]: shown.options[0]!.label, "Q1?": "Approve" };
      return { ...one, input: { ...one.input, answers } };
    });
    return { ...reply, ...(calls ? { calls } : {}) };
  };
  const seat = await sitDown({
    version: "new",
    script: (turn) => team(honest(), main)(turn),
  });
  root = seat.project;
  await seat.terminal.submit("/multi-ai Say goodbye by name");
  // The dialog comes all the same, and what the person takes there is what counts.
  await pick(seat, "Stop", /cancelled|stopped|is over/i);
  const { events, state } = await untilLeft(root, (now) => now.state.status === "cancelled");
  expect(tried).toBe(1);
  expect(ofType(events, "answered")).toMatchObject([{ question: "Q1", option: "stop", via: "dialog" }]);
  expect(state).toMatchObject({ status: "cancelled" });
  expect(ofType(events, "dispatched").map((one) => one.task)).toEqual(["T1"]);
  stopped("answers in the call");
});

test.each([
  ["PermissionRequest", "a hook answers"],
  ["PreToolUse", "a hook fills in"],
] as const)(
  "a hook that answers each dialog (%s) holds the run, and does not answer the question about itself",
  async (event, cheat) => {
    const answering = answeringHook(event);
    const plugin = [PLUGIN, answering.folder];
    const { terminal, project } = await sitDown({
      version: "new",
      script: team(withTests("bun test")),
      plugin,
      rows: 60,
    });
    await terminal.submit("/multi-ai Say goodbye by name");
    // It is known when the next artifact is accepted: Claude Code writes it down behind the answer.
    await terminal.waitFor(/answered in your place: Q1[\s\S]*Answer: \/multi-ai:decide/);
    const { events } = await untilLeft(project, ({ state }) => state.status === "waiting_for_user");
    expect(ofType(events, "answered")).toMatchObject([{ question: "Q1", option: "approve", via: "dialog" }]);
    expect(ofType(events, "noticed")).toMatchObject([{ what: "answered-by-hook", asked: true }]);
    const dialogs = (): Payload[] => answering.payloads(event).filter((one) => one.tool_name === "AskUserQuestion");
    expect(dialogs()).toHaveLength(1);
    // Other words are talked about; the letter is an answer.
    await terminal.submit("which hook is that?");
    await terminal.waitFor(/which hook is that\?[\s\S]*Answer: \/multi-ai:decide/);
    expect(dialogs()).toHaveLength(1);
    await terminal.submit("B");
    await untilLeft(project, ({ state }) => state.status === "cancelled");
    expect(ofType(left(project).events, "answered").at(-1)).toMatchObject({ option: "stop", via: "prompt" });
    stopped(cheat);
  },
);
