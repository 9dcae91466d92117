import { mkdtempSync, realpathSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { linkless } from "../files/path.ts";
import { removeAll } from "../files/remove-all.ts";
import { type ProcessRequest, type ProcessResult, runProcess } from "../run.ts";
import { bind, bubblewrap, covered, FENCE, hide, sockets } from "./bubblewrap.ts";
import { bareEnvironment } from "./run-strangers.ts";

/**
 * A program that tries something: it reads what this machine has but for what is hidden, writes in
 * its own folder alone, and reaches nobody outside of it.
 */

/** macOS' own program for that. */
const SEATBELT = "/usr/bin/sandbox-exec";

/** A path as its rules name it: without links. */
const named = (path: string): string[] => {
  const at = linkless(path);
  return at === null ? [] : [JSON.stringify(at)];
};

/** Its rules, of which the last that fits decides. */
const seatbelt = (writes: readonly string[], hidden: readonly string[]): string =>
  [
    "(version 1)(allow default)(deny network*)(deny file-write*)",
    // Nobody outside is ended, or asked to do something in its place.
    "(deny signal)(allow signal (target self) (target same-sandbox))",
    "(deny appleevent-send)(deny lsopen)(deny job-creation)",
    '(deny mach-lookup (global-name "com.apple.SecurityServer" "com.apple.securityd.xpc"))',
    '(allow network-bind (local ip "localhost:*"))',
    '(allow network-inbound (local ip "localhost:*"))',
    '(allow network-outbound (remote ip "localhost:*"))',
    '(allow file-write* (subpath "/dev/fd") (literal "/dev/null") (literal "/dev/tty"))',
    ...writes.flatMap(named).map((path) => `(allow file-write* (subpath ${path}))`),
    ...hidden.flatMap(named).map((path) => `(deny file-read* (subpath ${path}))`),
  ].join("\n");

/** Whether this machine can keep a program so for a project in this folder. */
export const canRunApart = (env: NodeJS.ProcessEnv, root: string): boolean =>
  process.platform === "darwin" || bubblewrap(env, root) !== null;

/** Where package managers keep what is installed already: nothing is fetched here. */
const PACKAGES = ["GOPATH", "GOMODCACHE", "CARGO_HOME", "VIRTUAL_ENV", "PYTHONPATH"];
const placesOfPackages = (env: NodeJS.ProcessEnv): NodeJS.ProcessEnv =>
  Object.fromEntries(PACKAGES.flatMap((name) => (env[name] ? [[name, env[name]]] : [])));

interface SandboxScope {
  /** The project; what is started to keep the program is none of its own. */
  root: string;
  /** Files and folders that it does not read. */
  hidden: readonly string[];
}

/**
 * Runs a program so, in `request.cwd`. Its environment is that of the request without secrets.
 * Never rejects. @returns null: nothing here can keep it
 */
export async function runApart(
  request: ProcessRequest,
  { root, hidden }: SandboxScope,
): Promise<ProcessResult | null> {
  const { command, args, cwd } = request;
  const bwrap = bubblewrap(request.env, root);
  if (bwrap === null && process.platform !== "darwin") return null;
  const temporary = realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-apart-")));
  const writes = [cwd, temporary];
  const env = {
    ...bareEnvironment(request.env),
    ...placesOfPackages(request.env),
    HOME: request.env.HOME,
    TMPDIR: temporary,
    // Caches lie in the home, which is not written.
    XDG_CACHE_HOME: temporary,
    GOCACHE: join(temporary, "go-build"),
    GRADLE_USER_HOME: join(temporary, "gradle"),
  };
  const fenced = () =>
    bwrap === null
      ? { command: SEATBELT, args: ["-p", seatbelt(writes, hidden), command, ...args] }
      : {
          command: bwrap,
          args: [
            ...[...FENCE, "--unshare-net"],
            ...hidden.flatMap((path) => hide(linkless(path))),
            // Where no part of the project would be hidden, it is what most write to.
            ...((linkless(root) ?? root).startsWith("/tmp/") ? [] : ["--bind", temporary, "/tmp"]),
            ...bind("--bind", ...writes),
            ...sockets(process.env).flatMap(hide),
            ...["--die-with-parent", "--chdir", cwd, "--", command, ...args],
          ],
        };
  try {
    return await covered(() => runProcess({ ...request, ...fenced(), env, endsAll: true }));
  } finally {
    removeAll(temporary);
  }
}
