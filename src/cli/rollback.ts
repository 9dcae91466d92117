import { rollbackText } from "../render/rollback.ts";
import { rollBack } from "../run/rollback.ts";
import { readRun } from "../run/run.ts";
import { clean } from "../text.ts";
import { done, no, RUN_OPTION, type Verb, whichRun } from "./verb.ts";

/** Milliseconds: nobody ends a command in a terminal but the person. */
const PATIENCE = 600_000;

export const rollback: Verb = {
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
    const { run, kept } = which.found;
    const options = { undo: call.has("undo"), yes: call.has("yes"), timeout: PATIENCE };
    const facts = rollBack(call.project, run, readRun(call.project), options);
    const text = clean(rollbackText(facts, "multi-ai rollback", kept === "here" ? null : run.run));
    return facts.refused === null ? done(text, facts) : no(text, facts);
  },
};
