import { phaseOf } from "../render/phase.ts";
import { type Command, done } from "../run/commands/command.ts";
import { COMMANDS } from "../run/commands/index.ts";
import { workflowOfOrDefault } from "../workflows/index.ts";
import { carry } from "./carry.ts";
import { comment } from "./comment.ts";
import { completion } from "./completion.ts";
import { drop } from "./drop.ts";
import { dryRun } from "./dry-run.ts";
import { explain } from "./explain.ts";
import { log } from "./log.ts";
import { next } from "./next.ts";
import { notify } from "./notify.ts";
import { exportVerb, importVerb } from "./portable.ts";
import { pr } from "./pull-request.ts";
import { reply } from "./reply.ts";
import { run, START_VERBS } from "./run.ts";
import { runs } from "./runs.ts";
import { serve, token, worker } from "./server.ts";
import { take } from "./take.ts";
import { verify } from "./verify.ts";
import { watch } from "./watch.ts";

const phase: Command = {
  summary: "The run's phase as one word, for scripts",
  foreign: true,
  run(call) {
    const run = call.ownRun();
    const token = phaseOf(run, workflowOfOrDefault(run));
    return done(token, { run: run?.run ?? null, phase: token });
  },
};

/** What the program does without a verb. */
export const ALONE = "status";

/** Every verb that `VERB_GROUPS` names: those of the host, and what only a terminal has. */
export const VERBS: Record<string, Command> = {
  ...COMMANDS,
  ...START_VERBS,
  ...{ run, watch, next, phase, pr, comment, reply, take, drop, explain, runs, log },
  ...{ verify, notify, serve, worker, token, carry },
  export: exportVerb,
  import: importVerb,
  "dry-run": dryRun,
  completion: completion(() => VERBS),
};
