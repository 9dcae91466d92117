// Runs the command line program as a person does who has no Claude Code above them, wherever these tests run.
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { tempDir } from "../harness/project.ts";

export interface Result {
  code: number;
  out: string;
  err: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever the program prints
  json: any;
}

const PROGRAM = join(import.meta.dir, "..", "..", "src", "cli", "main.ts");

/** Starts the program once the shell that started it is gone, so that nothing of the tests is among its ancestors. */
const ORPHAN = '( while kill -0 $$ 2>/dev/null; do :; done; "$@"; echo $? >"$0" ) &';

const environment = (env: Record<string, string>): Record<string, string> => ({
  PATH: process.env.PATH ?? "",
  HOME: process.env.HOME ?? "/",
  ...env,
});

async function finish(command: string[], cwd: string, env: Record<string, string>): Promise<[string, string, number]> {
  const child = Bun.spawn(command, { cwd, env: environment(env), stdin: "ignore", stdout: "pipe", stderr: "pipe" });
  // Both streams end when the last process that holds them does: the program itself, not only its starter.
  const [out, err, code] = await Promise.all([
    new Response(child.stdout).text(),
    new Response(child.stderr).text(),
    child.exited,
  ]);
  return [out, err, code];
}

const result = (code: number, out: string, err: string): Result => ({
  code,
  out,
  err,
  get json() {
    return JSON.parse(out);
  },
});

/** A command in a folder, as an orphan. */
export async function orphan(command: string[], cwd: string, env: Record<string, string> = {}): Promise<Result> {
  const file = join(tempDir(), "exit");
  const [out, err] = await finish(["sh", "-c", ORPHAN, file, ...command], cwd, env);
  return result(existsSync(file) ? Number(readFileSync(file, "utf8")) : -1, out, err);
}

/** `multi-ai <args>` in a folder, as an orphan. */
export const cli = (cwd: string, args: string[], env: Record<string, string> = {}): Promise<Result> =>
  orphan([process.execPath, PROGRAM, ...args], cwd, env);

/** The same with `above` as its parent: a command that runs its arguments. */
export async function cliUnder(above: string[], cwd: string, args: string[]): Promise<Result> {
  const [out, err, code] = await finish([...above, process.execPath, PROGRAM, ...args], cwd, {});
  return result(code, out, err);
}
