// `--play OUT`: begins a play there, hands in what was done for the open question, and shows the
// next one.
import { existsSync, mkdirSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { alive } from "../../src/process/identity.ts";
import { type ModeName, settingsOf } from "./modes.ts";
import { type Outcome, outcomeOf, outcomeTable } from "./outcome.ts";
import { filesOf, type Open, type Played } from "./player.ts";
import { freshProject, readTask, type Task, titlesOf } from "./task.ts";

/**
 * How long one call waits for the next question, in milliseconds: whoever plays may have a limit
 * for a command.
 */
const WAIT_MS = 540_000;
const POLL_MS = 200;

const seenFile = (out: string): string => join(out, "seen");
const pidFile = (out: string): string => join(out, "pid");

/** Makes a fresh project and starts the process that plays on it, which outlives this one. */
export function beginPlay(out: string, task: Task, mode: ModeName, author: string | null): void {
  const files = filesOf(out);
  if (existsSync(files.begun))
    throw new Error(`${out} has a play already; without --task it goes on`);
  mkdirSync(out, { recursive: true });
  freshProject(task, files.project, settingsOf(mode, author));
  const played: Played = { task: task.name, mode, author };
  writeFileSync(files.begun, JSON.stringify(played));
  const log = openSync(files.log, "a");
  const child = Bun.spawn([process.execPath, join(import.meta.dir, "player.ts"), out], {
    ...{ cwd: out, env: process.env, stdin: "ignore", stdout: log, stderr: log, detached: true },
  });
  writeFileSync(pidFile(out), `${child.pid}\n`);
  child.unref();
}

/** Hands in and shows what comes next. @returns whether there is more to play */
export async function goOn(out: string): Promise<boolean> {
  const files = filesOf(out);
  if (!existsSync(files.begun))
    throw new Error(`nothing is played in ${out}; begin it with --task and --mode`);
  const seen = existsSync(seenFile(out)) ? Number(readFileSync(seenFile(out), "utf8")) : 0;
  const open = (): Open | null =>
    existsSync(files.open) ? JSON.parse(readFileSync(files.open, "utf8")) : null;
  const shown = open();
  if (shown?.number === seen) {
    if (shown.writes !== null && !existsSync(shown.writes) && !existsSync(files.says))
      throw new Error(
        `question ${seen} is open: first write ${shown.writes}, or ${files.says} to end without it`,
      );
    writeFileSync(files.submit, "");
  }
  for (const end = Date.now() + WAIT_MS; Date.now() < end; await Bun.sleep(POLL_MS)) {
    if (existsSync(files.result)) return await ended(out);
    if (!alive(Number(readFileSync(pidFile(out), "utf8")), null) && !existsSync(files.result))
      throw new Error(`the play has broken off; ${files.log} says why`);
    const number = open()?.number ?? 0;
    if (number <= seen) continue;
    writeFileSync(seenFile(out), `${number}`);
    console.log(readFileSync(join(files.questions, `${number}.md`), "utf8"));
    return true;
  }
  console.log(`Nothing is asked yet; call it again. ${files.log} says what goes on.`);
  return true;
}

async function ended(out: string): Promise<boolean> {
  const files = filesOf(out);
  const result = JSON.parse(readFileSync(files.result, "utf8")) as Outcome | { problem: string };
  if ("problem" in result) throw new Error(`the play broke off: ${result.problem}`);
  const task = readTask(result.task);
  // What a judge has found out since then counts.
  const outcome = existsSync(files.judge)
    ? await outcomeOf(task, result.mode, files.project, await titlesOf(task), result, files.judge)
    : result;
  writeFileSync(files.result, `${JSON.stringify(outcome, null, 2)}\n`);
  console.log(`The run has ended.\n\n${outcomeTable([outcome])}`);
  return false;
}
