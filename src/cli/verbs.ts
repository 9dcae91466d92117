import { budget } from "./budget.ts";
import { cancel } from "./cancel.ts";
import { check } from "./check.ts";
import { decide } from "./decide.ts";
import { dryRun } from "./dry-run.ts";
import { here } from "./here.ts";
import { log } from "./log.ts";
import { next } from "./next.ts";
import { park } from "./park.ts";
import { phase } from "./phase.ts";
import { report } from "./report.ts";
import { reset } from "./reset.ts";
import { resume } from "./resume.ts";
import { rollback } from "./rollback.ts";
import { ruling } from "./ruling.ts";
import { run } from "./run.ts";
import { status } from "./status.ts";
import type { Verb } from "./verb.ts";
import { verify } from "./verify.ts";
import { visualize } from "./visualize.ts";

/** Every verb, in the order of the help. */
export const VERBS: Record<string, Verb> = {
  status,
  next,
  decide,
  ruling,
  phase,
  report,
  log,
  verify,
  cancel,
  park,
  resume,
  reset,
  rollback,
  visualize,
  budget,
  run,
  "dry-run": dryRun,
  check,
};

/** What the program does without a verb. */
export const ALONE: Verb = here;
