import type { Host } from "../engine/run.ts";
import { alive } from "../process/identity.ts";
import { sessionLeader } from "../process/terminal.ts";
import type { Project } from "../project/project.ts";
import { sha256 } from "../store/journal.ts";
import { type Env, readOutside, writeOutside } from "./outside.ts";

/**
 * Which scripts may answer for the person where there is no terminal, as in CI: the one that has started the run by
 * `multi-ai run`, known by the system's session that it works in, or by a token of its own. Nothing that the host starts has
 * either: it gets a session of its own, and an environment without the token.
 */

/** The variable with the token; its name has the outputs of tests masked, too. */
export const TOKEN = "MULTI_AI_TOKEN";
/** Characters that a token has at least: a shorter one is guessed. */
const MIN_TOKEN = 16;

interface Script {
  run: string;
  token: string | null;
  session: Host | null;
}

const fileOf = (run: string): string => `scripts/${sha256(run).slice(0, 32)}.json`;

/** The hash of the token in an environment; null: there is none, or it is too short to be one. */
const tokenIn = (env: Env): string | null => {
  const token = env[TOKEN] ?? "";
  return token.length < MIN_TOKEN ? null : sha256(`${TOKEN} ${token}`);
};

/** Notes that this process' script has started the run. @throws NoRecord */
export function noteScript(project: Pick<Project, "root">, run: string, env: Env): void {
  const script: Script = { run, token: tokenIn(env), session: sessionLeader() };
  writeOutside(env, project, fileOf(run), script);
}

/** By what the caller is the script that has started the run; null: it is not. */
export function scriptOf(project: Pick<Project, "root">, run: string, env: Env): "token" | "session" | null {
  const known = readOutside<Script>(env, project, fileOf(run)).find((one) => one.run === run);
  const token = tokenIn(env);
  if (token !== null && known?.token === token) return "token";
  const own = sessionLeader();
  const same = own !== null && known?.session?.pid === own.pid && known.session.start === own.start;
  return same && alive(own.pid, own.start) ? "session" : null;
}
