import { existsSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { attempt } from "./attempt.ts";
import { linkless, pathApart } from "./path.ts";
import { type ProcessRequest, type ProcessResult, runProcess } from "./run.ts";

/** How a stranger's code runs: without the person's variables, and fenced in where that can be. */

/** Where programs lie, how they speak, and what `worktree.setup` is told. No value is a secret. */
const HARMLESS =
  /^(?:PATH|LANG|LANGUAGE|LC_\w+|TZ|TERM|CI|SHELL|USER|LOGNAME|npm_config_yes|WORKTREE_(?:NAME|CHECKOUT)|(?:JAVA|RUSTUP)_HOME|(?:GO|DOTNET_|PYENV_|RBENV_)ROOT|LD_LIBRARY_PATH|NODE_EXTRA_CA_CERTS|SSL_CERT_(?:FILE|DIR))$/;

/** An environment with nothing of the person's that a stranger may not read. */
export function bareEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const kept = Object.entries(env).filter(([name]) => HARMLESS.test(name));
  // Rust's programs are looked for in a home that is not the person's any more.
  const rustup = env.HOME ? { RUSTUP_HOME: join(env.HOME, ".rustup") } : {};
  return { ...rustup, ...Object.fromEntries(kept) };
}

/** The arguments of bubblewrap in which everything is there to be read, and no other process. */
export const READS_ALL = "--ro-bind / / --dev /dev --unshare-pid --proc /proc".split(" ");

/** The superuser could else mount again what may not be written, or name a program for the kernel. */
const FENCE = [
  ...READS_ALL,
  ...["--cap-drop", "ALL", "--ro-bind", "/proc/sys", "/proc/sys", "--unshare-ipc"],
];

/** In milliseconds: a worktree may have many files. */
const FIND_MS = 60_000;

/** Sockets of servers that may run outside of what this machine tells of its own. */
const SERVERS = ["/run/docker.sock", "/run/podman/podman.sock"];

/**
 * The sockets by which programs outside can be asked for something: no mount keeps anybody from
 * asking, so each of them is covered.
 */
function sockets(env: NodeJS.ProcessEnv): string[] {
  const listed = attempt(() => readFileSync("/proc/net/unix", "utf8"), "");
  const bound = [...listed.matchAll(/ (\/.+)$/gm)].map(([, path]) => path!);
  const found = [...bound, ...SERVERS, env.SSH_AUTH_SOCK ?? ""].flatMap((path) =>
    attempt(() => (statSync(path).isSocket() ? realpathSync(path) : []), []),
  );
  return [...new Set(found)];
}

/** The arguments with which nobody reads what lies there. */
const hide = (path: string | null): string[] =>
  path === null
    ? []
    : attempt(() => statSync(path).isDirectory(), false)
      ? ["--tmpfs", path]
      : ["--ro-bind", "/dev/null", path];

/** Where a stranger's command works. */
interface Place {
  /** The worktree of the stranger's commits. */
  top: string;
  /** The run's record in it. */
  task: string;
  /** A folder in the record that it writes all the same; null: none. */
  folder: string | null;
  /** Files and folders of the person that it does not read. */
  hidden: readonly string[];
}

/** Bubblewrap, if it works here for a project in this folder; null: none does. */
function fence(env: NodeJS.ProcessEnv, top: string): string | null {
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

/**
 * Runs a program of a stranger, with a home and a temporary folder of its own. In the fence it
 * writes there and in its worktree alone, reads no other process' environment, and reaches nobody
 * unless it `installs`.
 */
export async function runStrangers(
  request: ProcessRequest,
  { top, task, folder, hidden }: Place,
  installs = false,
): Promise<ProcessResult> {
  const home = realpathSync(mkdtempSync(join(tmpdir(), "multi-ai-stranger-")));
  const env: NodeJS.ProcessEnv = { ...request.env, HOME: home, TMPDIR: home };
  const { command, args } = request;
  const [cwd, record] = [request.cwd, task].map((path) => linkless(path) ?? path) as [
    string,
    string,
  ];
  // A folder that is moved takes what is mounted below along, unless it is mounted itself.
  const above = record.startsWith(`${top}/`)
    ? record.slice(top.length).split("/").slice(0, -1)
    : [""];
  const isThere = command.includes("/")
    ? existsSync(resolve(cwd, command))
    : Bun.which(command, { PATH: env.PATH ?? "" }) !== null;
  // One that is not there is told as what it is.
  const bwrap = isThere ? fence(env, top) : null;
  const bind = (kind: string, ...paths: (string | null)[]) =>
    paths.flatMap((path) => {
      const at = path === null ? null : linkless(path);
      return at === null ? [] : [kind, at, at];
    });
  // A copy of the project lies in the record.
  const copy = cwd.startsWith(`${record}/`) ? cwd : null;
  const fenced = [
    ...FENCE,
    ...(installs ? [] : ["--unshare-net"]),
    ...hidden.flatMap((path) => hide(linkless(path))),
    ...above.flatMap((_, at) => bind("--bind", `${top}${above.slice(0, at + 1).join("/")}`)),
    // By this file git, and this program, know which worktree it is.
    ...bind("--ro-bind", join(top, ".git"), record),
    ...bind("--bind", copy, folder, home),
    ...sockets(process.env).flatMap(hide),
    ...["--die-with-parent", "--chdir", cwd, "--", command, ...args],
  ];
  try {
    return await runProcess({
      ...request,
      env,
      ...(bwrap !== null && { command: bwrap, args: fenced }),
    });
  } finally {
    // Git waits for the other end of a pipe that is called .gitignore.
    const pipes = { command: "find", args: [top, "-type", "p", "-delete"], cwd: "/" };
    const PATH = pathApart(env.PATH, top, process.env.HOME);
    await runProcess({ ...pipes, env: { PATH }, timeoutMs: FIND_MS });
    attempt(() => rmSync(home, { recursive: true, force: true }), undefined);
  }
}
