// Runs the command line program as a person does who has no Claude Code above them, wherever these
// tests run.
import {
  closeSync,
  constants,
  existsSync,
  openSync,
  readFileSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { quote } from "../../src/text.ts";
import { tempDir } from "../harness/project.ts";
import { PROGRAM, SHARED_DATA } from "../harness/start.ts";

export { PROGRAM };

export interface Result {
  code: number;
  out: string;
  err: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into whatever the program prints
  json: any;
}

/**
 * Starts the program once the shell that started it is gone, so that nothing of the tests is among
 * its ancestors. On a busy machine another process may get that shell's id at once, so the wait has
 * an end. The test may have put sleep out of reach.
 */
const ORPHAN = `( n=0; while [ $n -lt 500 ] && kill -0 $$ 2>/dev/null; do n=$((n+1)); ${quote(Bun.which("sleep") ?? "sleep")} 0.01; done; "$@"; echo $? >"$0" ) &`;

const environment = (env: Record<string, string>): Record<string, string> => ({
  PATH: process.env.PATH ?? "",
  HOME: process.env.HOME ?? "/",
  ...(SHARED_DATA === undefined ? {} : { MULTI_AI_TESTS_DATA: SHARED_DATA }),
  ...env,
});

async function finish(
  command: string[],
  cwd: string,
  env: Record<string, string>,
): Promise<[string, string, number]> {
  const child = Bun.spawn(command, {
    cwd,
    env: environment(env),
    stdin: "ignore",
    stdout: "pipe",
    stderr: "pipe",
  });
  // Both streams end when the last process that holds them does: the program itself, not only its
  // starter.
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
export async function orphan(
  command: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<Result> {
  const file = join(tempDir(), "exit");
  const [out, err] = await finish(["sh", "-c", ORPHAN, file, ...command], cwd, env);
  return result(existsSync(file) ? Number(readFileSync(file, "utf8")) : -1, out, err);
}

/**
 * `multi-ai <args>` in a folder, as an orphan. A verb that asks who calls it has a terminal at
 * which a person types.
 */
export const cli = (
  cwd: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Result> =>
  args.some((word) => ASKING.test(word))
    ? atTerminal([process.execPath, PROGRAM, ...args], cwd, env).then(({ result }) => result)
    : blindly(cwd, args, env);

const ASKING = /^(decide|fence|import|next|reset|resume|rollback|ruling|trust)$/;

/** The same where nobody sits at a terminal. */
export const blindly = (
  cwd: string,
  args: string[],
  env: Record<string, string> = {},
): Promise<Result> => orphan([process.execPath, PROGRAM, ...args], cwd, env);

const POLL_MS = 5;

/** A prompt at the end of a screen; the first group is what is asked for. */
const CONFIRM = /To confirm, type (\w+): $/;

const readText = (path: string): string => (existsSync(path) ? readFileSync(path, "utf8") : "");

/** Types a line, or presses a key, at what is new on the screen; null: nothing yet. */
type Person = (fresh: string) => string | null;

/** What runs a line of a shell at a terminal of its own. */
export const inTerminal = (line: string): string =>
  process.platform === "darwin"
    ? `script -q /dev/null sh -c ${quote(line)}`
    : `script -qefc ${quote(line)} /dev/null`;

/**
 * A command of a shell as an orphan at a terminal of its own, with a person at it. `screen`: what
 * they saw.
 */
async function seated(
  line: string,
  cwd: string,
  env: Record<string, string>,
  person: Person,
): Promise<{ result: Result; screen: string }> {
  const folder = tempDir();
  const [keys, screen] = [join(folder, "keys"), join(folder, "screen")];
  Bun.spawnSync(["mkfifo", keys]);
  writeFileSync(screen, "");
  const terminal = `SHELL=/bin/sh exec ${inTerminal(line)} <${quote(keys)} 3>&1 4>&2 >${quote(screen)}`;
  // Opened for both, so that it waits for nobody.
  const keyboard = openSync(keys, constants.O_RDWR);
  let answered = 0;
  const looks = setInterval(() => {
    const shown = readText(screen);
    const typed = shown.length > answered ? person(shown.slice(answered)) : null;
    if (typed === null) return;
    answered = shown.length;
    writeSync(keyboard, typed);
  }, POLL_MS);
  try {
    const result = await orphan(["sh", "-c", terminal], cwd, env);
    return { result, screen: readText(screen) };
  } finally {
    clearInterval(looks);
    closeSync(keyboard);
  }
}

/**
 * A command as an orphan at a terminal of its own, with a person who types what it asks for, or
 * something else, at each `prompt`. `screen`: what they saw; its outputs go elsewhere.
 */
export const atTerminal = (
  command: string[],
  cwd: string,
  env: Record<string, string> = {},
  types: (word: string) => string = (word) => word,
  prompt = CONFIRM,
): Promise<{ result: Result; screen: string }> =>
  seated(`${command.map(quote).join(" ")} </dev/null >&3 2>&4 3>&- 4>&-`, cwd, env, (fresh) => {
    const asked = prompt.exec(fresh);
    return asked === null ? null : `${types(asked[1]!)}\n`;
  });

/** The same with keyboard and screen as its input and outputs, where nothing is typed. */
export function atScreen(
  command: string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<{ result: Result; screen: string }> {
  return seated(command.map(quote).join(" "), cwd, env, () => null);
}

/** The same with `above` as its parent: a command that runs its arguments. */
export async function cliUnder(above: string[], cwd: string, args: string[]): Promise<Result> {
  const [out, err, code] = await finish([...above, process.execPath, PROGRAM, ...args], cwd, {});
  return result(code, out, err);
}
