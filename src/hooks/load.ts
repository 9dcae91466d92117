import type { Payload } from "../host/payload.ts";
import { compileBehind, discard, type Place, type ProgramName, placeFor, readyEntry, takeTry } from "./bytecode.ts";
import { saidByPerson } from "./persons.ts";

/** What each program of the step exports. */
interface Programs {
  "judge.js": typeof import("./judge.ts");
  "main.js": typeof import("./main.ts");
}

/** The folder `hooks` of the plugin, in which this program lies. The bundler leaves paths alone that it cannot resolve. */
const FOLDER = Bun.main.slice(0, Bun.main.lastIndexOf("/"));
const PLAIN = `${FOLDER}/step`;
/** Answers what a person says. It shares its code with the command line, and is not compiled: it answers nobody else. */
const PERSON = `${FOLDER}/../dist/person.js`;

const place = (): Place | null => placeFor(process.env.MULTI_AI_STEP, process.env);

/**
 * Answers the host with the programs of `hooks/step`, from bytecode where there is any, or with that of a person's words,
 * and starts the compilation of the step for later calls. `closed`: a tool call, on which the policy answers. Returns the exit code.
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
  const program = (): Programs["main.js"] => (saidByPerson(payload) ? import.meta.require(PERSON) : load("main.js"));
  const code = closed && load("judge.js").judge(payload) ? 0 : await program().answer(payload);
  if (entry === null && at !== null && takeTry(at)) compileBehind(`${FOLDER}/compile.js`, `${FOLDER}/..`, process.env);
  return code;
}

/** Removes the bytecode: the hook before this one has ended without an answer, perhaps because of it. */
export function distrust(): void {
  const at = place();
  if (at !== null) discard(at);
}
