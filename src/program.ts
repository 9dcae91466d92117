import type { Payload } from "./host/payload.ts";

/**
 * All of the plugin: what is compiled on the machine. Each way in loads what it needs of it when it
 * is taken.
 */

/**
 * A tool call, by the policy alone. False: the call may change the run, and nothing is answered
 * yet.
 */
export const judge = (payload: Payload): boolean =>
  (require("./hooks/calls/judge.ts") as typeof import("./hooks/calls/judge.ts")).judge(payload);

/** Any other event of the host. Returns the exit code. */
export const answer = (payload: Payload): Promise<number> =>
  (require("./hooks/main.ts") as typeof import("./hooks/main.ts")).answer(payload);

/** The checks that are due after an event, beside the session. Returns what wakes it. */
export const attend = (payload: Payload): Promise<string | null> =>
  (require("./hooks/main.ts") as typeof import("./hooks/main.ts")).attend(payload);

/** A verb in a terminal. */
export const verb = (argv: string[]): Promise<number> =>
  (require("./cli/main.ts") as typeof import("./cli/main.ts")).main(argv);

/** A check, in a process of its own. */
export const check = (argv: string[]): Promise<number> =>
  (require("./check.ts") as typeof import("./check.ts")).main(argv);
