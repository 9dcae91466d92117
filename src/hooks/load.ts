import type { Payload } from "../host/payload.ts";
import { compileBehind, discard, type Place, type ProgramName, placeFor, readyEntry, takeTry } from "./bytecode.ts";

/** What each program of the step exports. */
interface Programs {
  "judge.js": typeof import("./judge.ts");
  "main.js": typeof import("./main.ts");
}

/** The plugin's hooks, where the running program lies; a path that the bundler cannot resolve stays a path. */
const FOLDER = Bun.main.slice(0, Bun.main.lastIndexOf("/"));
const PLAIN = `${FOLDER}/step`;

const place = (): Place | null => placeFor(process.env.MULTI_AI_STEP, process.env);

/**
 * Answers the host with the programs of the step, compiled where that has been done, and has them compiled for the calls to
 * come. Returns the exit code.
 */
export async function answer(payload: Payload, closed: boolean): Promise<number> {
  const at = place();
  let entry = at && readyEntry(at);
  const load = <Name extends ProgramName>(name: Name): Programs[Name] => {
    if (entry !== null) {
      try {
        return import.meta.require(`${entry}/${name}`);
      } catch {
        discard(at!);
        entry = null;
      }
    }
    return import.meta.require(`${PLAIN}/${name}`);
  };
  const code = closed && load("judge.js").judge(payload) ? 0 : await load("main.js").answer(payload);
  if (entry === null && at !== null && takeTry(at)) compileBehind(`${FOLDER}/compile.js`, `${FOLDER}/..`, process.env);
  return code;
}

/** A hook before this one has ended without an answer, perhaps by its bytecode: the next one does without. */
export function distrust(): void {
  const at = place();
  if (at !== null) discard(at);
}
