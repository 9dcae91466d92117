import { phaseOf } from "../engine/directive.ts";
import { DEFAULT_WORKFLOW, workflowOf } from "../workflows/index.ts";
import { done, ownRun, type Verb } from "./verb.ts";

export const phase: Verb = {
  summary: "The run's phase as one word, for scripts",
  usage: "",
  args: [0, 0],
  options: {},
  run(call) {
    const run = ownRun(call);
    const token = phaseOf(run, run === null ? DEFAULT_WORKFLOW : workflowOf(run.workflow));
    return done(token, { run: run?.run ?? null, phase: token });
  },
};
