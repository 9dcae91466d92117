import { phaseOf } from "../render/phase.ts";
import { type Command, done } from "../run/commands/command.ts";
import { COMMANDS } from "../run/commands/index.ts";
import { workflowOfOrDefault } from "../workflows/index.ts";
import { explain } from "./look/explain.ts";
import { log } from "./look/log.ts";
import { runs } from "./look/runs.ts";
import { next } from "./next.ts";
import { notify } from "./notify.ts";
import { comment } from "./publish/comment.ts";
import { drop } from "./publish/drop.ts";
import { pr } from "./publish/pull-request.ts";
import { reply } from "./publish/reply.ts";
import { take } from "./publish/take.ts";
import { serve, token, worker } from "./server.ts";
import { carry } from "./start/carry.ts";
import { dryRun } from "./start/dry-run.ts";
import { exportVerb, importVerb } from "./start/portable.ts";
import { run, START_VERBS } from "./start/run.ts";
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
  ...{ notify, serve, worker, token, carry },
  export: exportVerb,
  import: importVerb,
  "dry-run": dryRun,
};
