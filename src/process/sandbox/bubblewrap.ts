import { readFileSync, realpathSync, statSync } from "node:fs";
import { attempt } from "../attempt.ts";
import { linkless, pathApart } from "../files/path.ts";
import type { ProcessResult } from "../run.ts";

/** Bubblewrap, Linux' program that shows another one no more of this machine than it is to have. */

/** The arguments of bubblewrap in which everything is there to be read, and no other process. */
export const READS_ALL = "--ro-bind / / --dev /dev --unshare-pid --proc /proc".split(" ");

/** The superuser could else mount again what may not be written, or name a program for the kernel. */
export const FENCE = [
  ...READS_ALL,
  ...["--cap-drop", "ALL", "--ro-bind", "/proc/sys", "/proc/sys", "--unshare-ipc"],
];

/** Sockets of servers that may run outside of what this machine tells of its own. */
const SERVERS = ["/run/docker.sock", "/run/podman/podman.sock"];

/**
 * The sockets by which programs outside can be asked for something: no mount keeps anybody from
 * asking, so each of them is covered.
 */
export function sockets(env: NodeJS.ProcessEnv): string[] {
  const listed = attempt(() => readFileSync("/proc/net/unix", "utf8"), "");
  const bound = [...listed.matchAll(/ (\/.+)$/gm)].map(([, path]) => path!);
  const found = [...bound, ...SERVERS, env.SSH_AUTH_SOCK ?? ""].flatMap((path) =>
    attempt(() => (statSync(path).isSocket() ? realpathSync(path) : []), []),
  );
  return [...new Set(found)];
}

/** So often another socket may be gone by the time that it is covered. */
const MOST_GONE = 20;
/** Bubblewrap knows by then that one is gone, in milliseconds. */
const GONE_MS = 1_000;

/**
 * What a program came to that bubblewrap has started. It is started again, with what `start` finds
 * then, where a socket was gone before it was covered. A program that only says so is started again
 * as well: it gains nothing by it, and not much time.
 */
export async function covered(start: () => Promise<ProcessResult>): Promise<ProcessResult> {
  for (let tried = 0; ; tried++) {
    const result = await start();
    const { exitCode, stdout, stderr, durationMs } = result;
    const isGone =
      exitCode === 1 && stdout === "" && /^bwrap: Can't /.test(stderr) && durationMs < GONE_MS;
    if (!isGone || tried === MOST_GONE) return result;
  }
}

/** The arguments with which nobody reads what lies there. */
export const hide = (path: string | null): string[] =>
  path === null
    ? []
    : attempt(() => statSync(path).isDirectory(), false)
      ? ["--tmpfs", path]
      : ["--ro-bind", "/dev/null", path];

/** The arguments with which each of these is there, as far as it exists. */
export const bind = (kind: string, ...paths: (string | null)[]): string[] =>
  paths.flatMap((path) => {
    const at = path === null ? null : linkless(path);
    return at === null ? [] : [kind, at, at];
  });

/** Bubblewrap, if it works here for a project in this folder; null: none does. */
export function bubblewrap(env: NodeJS.ProcessEnv, top: string): string | null {
  // A device folder of its own hides what lies in it.
  if (process.platform !== "linux" || top.startsWith("/dev/")) return null;
  const found = Bun.which("bwrap", { PATH: pathApart(env.PATH, top, env.HOME) });
  if (found === null) return null;
  const tried = attempt(
    () => Bun.spawnSync([found, ...FENCE, "--unshare-net", "true"], { env, stdin: "ignore" }),
    null,
  );
  return tried?.exitCode === 0 ? found : null;
}
