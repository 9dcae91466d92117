import { existsSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { attempt } from "../attempt.ts";
import { linkless, pathApart } from "../files/path.ts";
import { type ProcessRequest, type ProcessResult, runProcess } from "../run.ts";
import { bind, bubblewrap, covered, FENCE, hide, sockets } from "./bubblewrap.ts";

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

/** In milliseconds: a worktree may have many files. */
const FIND_MS = 60_000;

/** Where a stranger's command works. */
interface SandboxFolders {
  /** The worktree of the stranger's commits. */
  top: string;
  /** The run's record in it. */
  task: string;
  /** A folder in the record that it writes all the same; null: none. */
  folder: string | null;
  /** Files and folders of the person that it does not read. */
  hidden: readonly string[];
}

/**
 * Runs a program of a stranger, with a home and a temporary folder of its own. In the fence it
 * writes there and in its worktree alone, reads no other process' environment, and reaches nobody
 * unless it `installs`.
 */
export async function runStrangers(
  request: ProcessRequest,
  { top, task, folder, hidden }: SandboxFolders,
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
  const bwrap = isThere ? bubblewrap(env, top) : null;
  // A copy of the project lies in the record.
  const copy = cwd.startsWith(`${record}/`) ? cwd : null;
  const fenced = () => [
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
    return await covered(() =>
      runProcess({
        ...request,
        env,
        ...(bwrap !== null && { command: bwrap, args: fenced() }),
      }),
    );
  } finally {
    // Git waits for the other end of a pipe that is called .gitignore.
    const pipes = { command: "find", args: [top, "-type", "p", "-delete"], cwd: "/" };
    const PATH = pathApart(env.PATH, top, process.env.HOME);
    await runProcess({ ...pipes, env: { PATH }, timeoutMs: FIND_MS });
    attempt(() => rmSync(home, { recursive: true, force: true }), undefined);
  }
}
