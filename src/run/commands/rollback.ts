import { rollbackText } from "../../render/rollback.ts";
import { clean } from "../../text.ts";
import { rollBack } from "../rollback.ts";
import { readRun } from "../run.ts";
import { type Command, done, no, RUN_OPTION, typedIn, whichRun } from "./command.ts";
import { strangerAnswer } from "./foreign.ts";

/** The person's own hand does it, so whose session the run belongs to does not matter. */
export const rollback: Command = {
  summary: "Bring back the files as they were before the implementation",
  usage: "",
  args: [0, 0],
  options: {
    yes: { about: "Do it; without this it only shows what would change" },
    undo: { about: "Bring back the files as they were before the rollback" },
    ...RUN_OPTION,
  },
  slash: () => "/multi-ai:rollback",
  run(call) {
    const which = whichRun(call);
    if (!which.ok) return which.answer;
    const { run, kept, place } = which.found;
    const stranger = strangerAnswer(call, place.task);
    if (stranger !== null) return stranger;
    const options = { undo: call.has("undo"), yes: call.has("yes"), timeout: call.patience };
    const facts = rollBack(call.project, run, readRun(call.project), options);
    const text = clean(rollbackText(facts, typedIn(call, "rollback"), kept === "here" ? null : run.run));
    return facts.refused === null ? done(text, facts) : no(text, facts);
  },
};
