import { attempt } from "../../process/attempt.ts";
import type { Rooted } from "../../project/project.ts";
import { startBeside } from "../life/background.ts";

/** Starts a process that sends what is due, and waits for nothing: whether it starts is nothing to the run. */
export function startNotifying({ root }: Rooted): void {
  // Its commands could read there what answers for the person; the others are those of the status line.
  const not = { MULTI_AI_TOKEN: undefined, MULTI_AI_CWD: undefined, BUN_JSC_useJIT: undefined };
  // Where it cannot be started the next change tries again, from where the last message was sent.
  attempt(() => startBeside(["notify", "--project", root], { ...process.env, ...not }, "ignore"), undefined);
}
