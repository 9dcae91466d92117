import type { Project, Rooted } from "../../project/project.ts";
import { sha256 } from "../../store/journal.ts";
import { beginningOf, type Env, readOutside, writeOutside } from "./outside.ts";

/**
 * Which scripts may answer for the person where there is no terminal, as in CI: the one that has
 * started the run by `multi-ai run` with a token of its own. Nothing that the host starts has it:
 * it gets an environment without the token.
 */

/** The variable with the token; its name has the outputs of tests masked, too. */
export const TOKEN = "MULTI_AI_TOKEN";
/** Characters that a token has at least: a shorter one is guessed. */
const MIN_TOKEN = 16;

type Script = Record<"run" | "token", string>;

const fileOf = (run: string): string => `scripts/${sha256(run).slice(0, 32)}.json`;

/** The hash of the token in an environment; null: there is none, or it is too short to be one. */
const tokenIn = (env: Env): string | null => {
  const token = env[TOKEN] ?? "";
  return token.length < MIN_TOKEN ? null : sha256(`${TOKEN} ${token}`);
};

/** Notes the token of the script that has started the run. @throws NoRecord */
export function noteScript(project: Rooted, run: string, env: Env): void {
  const token = tokenIn(env);
  if (token !== null) writeOutside(env, project, fileOf(run), { run, token } satisfies Script);
}

/** Whether the caller is the script that has started the run. */
export function isOwnScript(project: Rooted, run: string, env: Env): boolean {
  const token = tokenIn(env);
  return (
    token !== null &&
    readOutside<Script>(env, project, fileOf(run)).find((one) => one.run === run)?.token === token
  );
}

/** The same of the run that lies in a project. */
export function isScriptHere(project: Project, env: Env): boolean {
  const begun = beginningOf(project.task);
  return begun !== null && isOwnScript(project, begun.run, env);
}
