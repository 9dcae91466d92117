import { type Ended, runProgram } from "./process.ts";

/** Thrown where git refuses; its message is git's own. */
export class GitFailed extends Error {}

const TIMEOUT_MS = 600_000;

/**
 * Git for repositories that others have made: it asks nobody, runs no hooks, and reaches others by
 * https and ssh alone. Variables of the caller that name a repository do not count.
 */
const environment = (): Record<string, string | undefined> => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"))),
  GIT_TERMINAL_PROMPT: "0",
  GIT_ASKPASS: "true",
  GIT_SSH_COMMAND: process.env.GIT_SSH_COMMAND ?? "ssh -oBatchMode=yes",
  GIT_ALLOW_PROTOCOL: "https:ssh",
  GIT_OPTIONAL_LOCKS: "0",
  GIT_AUTHOR_NAME: "multi-ai",
  GIT_AUTHOR_EMAIL: "multi-ai@localhost",
  GIT_COMMITTER_NAME: "multi-ai",
  GIT_COMMITTER_EMAIL: "multi-ai@localhost",
  LC_ALL: "C.UTF-8",
});

const SAFE = [
  ...["-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "commit.gpgsign=false"],
  // Other jobs of the repository write refs as well, each for a moment.
  ...["-c", "core.filesRefLockTimeout=10000", "-c", "core.packedRefsTimeout=30000"],
  // Whether a host may be asked was looked at for the address that was named alone.
  ...["-c", "http.followRedirects=false"],
];

interface More {
  stdin?: string | Buffer;
  env?: Record<string, string>;
  signal?: AbortSignal;
}

const ended = (cwd: string, args: string[], { stdin, env = {}, signal }: More): Promise<Ended> =>
  runProgram(["git", ...SAFE, ...args], {
    cwd,
    env: { ...environment(), ...env },
    timeout: TIMEOUT_MS,
    ...(stdin === undefined ? {} : { stdin }),
    ...(signal === undefined ? {} : { signal }),
  });

/** What git prints, as bytes. @throws GitFailed */
export async function gitBytes(cwd: string, args: string[], more: More = {}): Promise<Buffer> {
  const { code, out, err } = await ended(cwd, args, more);
  if (code !== 0)
    throw new GitFailed(`git ${args[0]} failed: ${err.trim().slice(-1_000) || `exit ${code}`}`);
  return out;
}

/** The same as a text, without the end of its last line. @throws GitFailed */
export const git = async (cwd: string, args: string[], more: More = {}): Promise<string> =>
  (await gitBytes(cwd, args, more)).toString().trimEnd();

/** The same; null where git refuses. */
export async function gitOrNull(
  cwd: string,
  args: string[],
  more: More = {},
): Promise<string | null> {
  const { code, out } = await ended(cwd, args, more);
  return code === 0 ? out.toString().trimEnd() : null;
}

/** The commit that something names; null: none that is there. */
export const commitAt = (cwd: string, name: string): Promise<string | null> =>
  gitOrNull(cwd, ["rev-parse", "--verify", "-q", `${name}^{commit}`]);
