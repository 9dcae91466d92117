import { apart } from "../../process/files/path.ts";
import { programApart } from "../../process/files/program-apart.ts";
import { runProcess } from "../../process/run.ts";
import { gitEnvironment } from "../../project/git/git.ts";
import type { Rooted } from "../../project/project.ts";
import { withoutAgents } from "../../record/tests/run-tests.ts";
import { cut, oneLine } from "../../text.ts";

/** What GitHub is asked and told, by its program `gh` and as whoever is logged in there. */

/** In milliseconds: the host ends the hook that asks after 60 s. */
const PATIENCE_MS = 20_000;
/** Bytes of an answer. */
const MAX_ANSWER = 8_388_608;

/** For the git that gh starts: nothing that the repository's own config names is run. */
const GIT_SETTINGS = {
  ...{ GIT_CONFIG_COUNT: "2", GIT_CONFIG_KEY_0: "core.fsmonitor", GIT_CONFIG_VALUE_0: "false" },
  ...{ GIT_CONFIG_KEY_1: "core.hooksPath", GIT_CONFIG_VALUE_1: "/dev/null" },
};

/** Nobody is asked anything, and nothing but the answer is printed. */
const QUIET = {
  GIT_TERMINAL_PROMPT: "0",
  GH_PROMPT_DISABLED: "1",
  GH_NO_UPDATE_NOTIFIER: "1",
  NO_COLOR: "1",
};

/**
 * The person's environment for what git and gh do in their name, without what would lead git
 * elsewhere and without prompts.
 */
export function personEnvironment(from: NodeJS.ProcessEnv, root: string): NodeJS.ProcessEnv {
  // Neither hooks of a push nor gh answer for the person: the token is not for them.
  const env = withoutAgents(apart(from, root));
  const { HOME, PATH } = gitEnvironment(env, root);
  const astray =
    /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES|NAMESPACE|PREFIX|COMMON_DIR)$/;
  const kept = Object.entries(env).filter(([name]) => !astray.test(name));
  return { ...Object.fromEntries(kept), HOME, PATH, ...QUIET };
}

interface GhCall {
  args: string[];
  /** What it is about, as the beginning of a sentence: `issue #12`. */
  about: string;
  /** What gh could not do with it: to `read` it, unless it says otherwise. */
  does?: string;
  stdin?: string;
  /** An answer that is too long is cut in its middle; else it is none. */
  isCut?: true;
}

/** Why something was not read or sent, and what is to be done about it. */
export type Failed = { ok: false; problem: string };

type GhAnswer = { ok: true; out: string } | Failed;

/** What is to be done about a complaint of gh; "": it says so itself. */
const REMEDIES: [RegExp, string][] = [
  [
    /\bno git remotes\b|none of the git remotes/i,
    "Add a remote that is on GitHub: git remote add.",
  ],
  [
    /Could not resolve to a|HTTP 404/,
    "It does not exist, or who is logged in may not see it: gh auth status.",
  ],
  [/HTTP 401/, "Log in again: gh auth login."],
];

/** What gh complains of, in one line and with what to do about it. */
function complaint(text: string): string {
  const line = cut(oneLine(text) || "it said nothing", 300);
  const remedy = REMEDIES.find(([pattern]) => pattern.test(line))?.[1];
  return remedy === undefined ? line : `${line.replace(/\.?$/, ".")} ${remedy}`;
}

/** Calls gh in a project's folder. Starts no shell, and asks nobody. */
export async function askGh(
  { root }: Rooted,
  call: GhCall,
  env: NodeJS.ProcessEnv,
): Promise<GhAnswer> {
  const { args, about, does = "read", stdin, isCut } = call;
  const fail = (problem: string): Failed => ({ ok: false, problem });
  const gh = programApart("gh", env, root);
  const absent = fail(
    `${about} needs gh, GitHub's command-line tool, which is not installed (https://cli.github.com).`,
  );
  if (gh === null) return absent;
  const ran = await runProcess({
    command: gh,
    args,
    cwd: root,
    env: {
      ...gitEnvironment(withoutAgents(apart(env, root)), root),
      ...{ GH_REPO: undefined, GH_FORCE_TTY: undefined },
      ...GIT_SETTINGS,
      ...QUIET,
    },
    ...(stdin === undefined ? {} : { stdin }),
    timeoutMs: PATIENCE_MS,
    maxOutputBytes: MAX_ANSWER,
  });
  if (ran.outcome === "not_found") return absent;
  if (ran.outcome === "timeout")
    return fail(`gh gave no answer for ${about} within ${PATIENCE_MS / 1_000} s.`);
  if (ran.outcome !== "exited" || ran.exitCode !== 0)
    return fail(`gh could not ${does} ${about}: ${complaint(ran.stderr)}`);
  return ran.truncated && !isCut
    ? fail(`gh's answer for ${about} is too long.`)
    : { ok: true, out: ran.stdout };
}
