// Answers to the person's questions that the main thread gives inside its own call.
import { expect, test } from "bun:test";
import { findProject } from "../../../src/project/project.ts";
import { viewQuestions } from "../../../src/run/views/questions.ts";
import type { Turn } from "../../harness/model.ts";
import { obedientMain, team } from "../../harness/team.ts";
import { honest } from "../../harness/workers.ts";
import { runOf } from "../from-outside.ts";
import { pick, sitDown, untilLeft } from "../person.ts";
import { ofType } from "../scenario.ts";
import { stopped } from "./cheats.ts";

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
  expect(ofType(events, "answered")).toMatchObject([
    { question: "Q1", option: "stop", via: "dialog" },
  ]);
  expect(state).toMatchObject({ status: "cancelled" });
  expect(ofType(events, "dispatched").map((one) => one.task)).toEqual(["T1"]);
  stopped("answers in the call");
});
