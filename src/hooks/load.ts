import type { Payload } from "../host/payload.ts";
import { compileBehind, compiledStep, discard, type Place, placeFor, takeTry } from "./bytecode.ts";

type Step = typeof import("./main.ts");

/** The plugin's hooks, where the running program lies; a path that the bundler cannot resolve stays a path. */
const FOLDER = Bun.main.slice(0, Bun.main.lastIndexOf("/"));

const place = (): Place | null => placeFor(process.env.MULTI_AI_STEP, process.env);

/** The step, compiled where that has been done; null as `ready`: the plain one serves. */
function load(at: Place | null): { step: Step; ready: string | null } {
  const ready = at && compiledStep(at);
  if (ready !== null) {
    try {
      return { step: import.meta.require(ready), ready };
    } catch {
      discard(at!);
    }
  }
  return { step: import.meta.require(`${FOLDER}/step/main.js`), ready: null };
}

/** Answers the host with whichever step there is, and has it compiled for the calls to come. Returns the exit code. */
export async function answer(payload: Payload, closed: boolean): Promise<number> {
  const at = place();
  const { step, ready } = load(at);
  const code = await step.answer(payload, closed);
  if (ready === null && at !== null && takeTry(at)) compileBehind(`${FOLDER}/compile.js`, `${FOLDER}/..`, process.env);
  return code;
}

/** A hook before this one has ended without an answer, perhaps by its bytecode: the next one does without. */
export function distrust(): void {
  const at = place();
  if (at !== null) discard(at);
}
