// Which cases can be tried on this machine.
import { IS_FULL } from "../harness/in-full.ts";
import { loadCase } from "./case.ts";

/** Whether a program is there, and a module of Python that is started as one. */
function isThere([program, flag, module]: readonly string[]): boolean {
  if (program === "bun") return true;
  // Compilers and runners of other languages take their time: `npm run test:faults` has them.
  if (!IS_FULL) return false;
  if (Bun.which(program!) === null) return false;
  return flag !== "-m" || Bun.spawnSync([program!, flag, module!, "--version"]).exitCode === 0;
}
/** Whether all is there that the trials of a case start; without that there is nothing to try it with. */
export const isHere = (name: string): boolean => loadCase(name).expect.trials.every(({ command }) => isThere(command));
