import { canRunApart } from "../../../process/sandbox/run-apart.ts";
import { MOST_TRIES, TRY_MINUTES } from "../../../record/tests/tries.ts";
import { given } from "../../../text.ts";
import type { KitFacts } from "../facts.ts";

/** How the reviewer has scripts run, where it may and this machine can keep them. */
export const tryRules = ({ tryFile, project }: KitFacts): string[] =>
  given(
    tryFile !== null && canRunApart(process.env, project),
    `Try what reading does not show: Write ${tryFile}, a bash script, and the answer to that call is its output. It runs in a copy of the project as it is now, packages included, that is gone afterwards: no network, nothing else can be written, ${TRY_MINUTES} minutes each, ${MOST_TRIES} in all. It has no .git, no build folders and no secrets: what fails for want of those is no fault. Random input against a simple model, repeats, other orders, growth of time and memory. What you see so needs its place in the code, as all that you report.`,
  );
