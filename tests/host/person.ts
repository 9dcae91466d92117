// A person at the terminal: a session with the plugin whose agents can be held, and what a test
// waits for.
import { fold } from "../../src/engine/evolve.ts";
import { codexReviewer } from "../harness/codex-reviewer.ts";
import type { HostVersion } from "../harness/host.ts";
import { type CodexScript, type Model, type Script, startModel } from "../harness/model.ts";
import { patient } from "../harness/patience.ts";
import { IN_TURN, makeProject } from "../harness/project.ts";
import { readBrief } from "../harness/team.ts";
import { type HostTerminal, startTerminal, type TerminalOptions } from "../harness/terminal.ts";
import { type Left, left, PLUGIN } from "./scenario.ts";

export interface SeatOptions extends Partial<TerminalOptions> {
  version: HostVersion;
  script: Script;
  codex?: CodexScript;
}

export interface Seat {
  terminal: HostTerminal;
  project: string;
  model: Model;
}

/** Opens Claude Code with the plugin in a project and waits until it takes keys. */
export async function sitDown({
  script,
  codex = codexReviewer(),
  ...options
}: SeatOptions): Promise<Seat> {
  const project = options.project ?? makeProject({ files: IN_TURN });
  const model = options.model ?? startModel({ script, codex });
  const terminal = startTerminal({ plugin: PLUGIN, ...options, project, model });
  await terminal.waitFor(/❯/);
  return { terminal, project, model };
}

/** Something that is held until a test lets it go. */
export interface Hold {
  held: Promise<void>;
  letGo(): void;
}

export function hold(): Hold {
  const { promise, resolve } = Promise.withResolvers<void>();
  return { held: promise, letGo: resolve };
}

/**
 * A script in which the first agent on a task is held: before its first call, or at the turn that
 * is named.
 */
export function holdAgent(
  task: string,
  work: Script,
  at: (turn: number) => boolean = (turn) => turn === 0,
) {
  const { held, letGo } = hold();
  let agent: string | null = null;
  const script: Script = async (turn) => {
    const reply = await work(turn);
    if (turn.thread !== "agent" || readBrief(turn.firstUser)?.task !== task) return reply;
    agent ??= turn.agentId;
    return turn.agentId === agent && at(turn.turn) ? { ...reply, hold: held } : reply;
  };
  return { script, letGo, agent: () => agent };
}

/**
 * Waits until the journal and its folds are as wanted, and returns them. Rejects after
 * `patient(ms)` with what stands there.
 */
export async function untilLeft(
  project: string,
  fits: (now: Left) => boolean,
  ms = 25_000,
): Promise<Left> {
  const end = Date.now() + patient(ms);
  let before = "";
  for (;;) {
    const now = readLeft(project);
    // The folds are written one after the other: only what stands still and agrees with the journal
    // is of one moment.
    const all = JSON.stringify(now);
    if (now !== null && fits(now) && all === before && isOneMoment(now)) return now;
    before = all;
    if (Date.now() > end && now !== null) {
      const events = now.events
        .map((event) => `${event.type} ${"task" in event ? event.task : ""}`)
        .join("\n");
      throw new Error(
        `${fits} did not come about within ${patient(ms)} ms; state ${JSON.stringify(now.state)}\n${events}`,
      );
    }
    await Bun.sleep(25);
  }
}

/**
 * Whether both folds are written up to the journal's last event: a busy machine may wait long
 * between two of them.
 */
function isOneMoment({ events, state, tasks }: Left): boolean {
  const run = fold(null, events);
  return (
    run === null ||
    (state.status === run.status &&
      run.tasks.every((task, index) => tasks[index]?.status === task.status))
  );
}

/**
 * Null while a run that has ended is just being moved into the history, and while a line is just
 * being written.
 */
function readLeft(project: string): Left | null {
  try {
    return left(project);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT" || error instanceof SyntaxError)
      return null;
    throw error;
  }
}

/** Waits for a condition of any kind; rejects after `patient(ms)`. */
export async function until(fits: () => boolean, what: string, ms = 15_000): Promise<void> {
  const end = Date.now() + patient(ms);
  while (!fits()) {
    if (Date.now() > end) throw new Error(`${what} did not come about within ${patient(ms)} ms`);
    await Bun.sleep(25);
  }
}

/** The row that is marked in a dialog. */
const marked = (screen: string): string => /❯ (\d\. .*)$/m.exec(screen)?.[1]?.trim() ?? "";

/** Moves down to the option of this label and takes it; waits until the screen fits. */
export async function pick({ terminal }: Seat, label: string, then: RegExp): Promise<string> {
  await goTo(terminal, label);
  return terminal.press("enter", then);
}

/** Moves down to the option of this label. */
export async function goTo(terminal: HostTerminal, label: string): Promise<void> {
  await terminal.waitFor((screen) => marked(screen) !== "");
  while (!marked(terminal.screen()).endsWith(label)) {
    const before = marked(terminal.screen());
    // In the middle of being drawn again a screen has no mark.
    await terminal.press("down", (screen) => !["", before].includes(marked(screen)));
  }
}

/**
 * Types an answer of the person's own into the dialog, and sends it. Returns what stood in the
 * field.
 */
export async function answerFreely(
  { terminal }: Seat,
  text: string,
  then: RegExp,
): Promise<string> {
  await goTo(terminal, "Type something.");
  const empty = (screen: string) => marked(screen).endsWith("Type something.");
  // The field takes no key in its first moments: the first letter is typed until it stands there.
  const first = setInterval(() => empty(terminal.screen()) && terminal.type(text[0]!), 500);
  await terminal
    .waitFor((screen) => marked(screen) !== "" && !empty(screen))
    .finally(() => clearInterval(first));
  terminal.type(text.slice(1));
  const field = (screen: string) => marked(screen).replace(/^\d\. /, "");
  const typed = field(await terminal.waitFor((screen) => field(screen).endsWith(text.slice(1))));
  await terminal.press("enter", then);
  return typed;
}

/**
 * Agents that end when a denial tells them to; without this a scripted agent would try for ever.
 */
export const heeding =
  (script: Script): Script =>
  (turn) =>
    turn.thread === "agent" &&
    turn.toolResults.some((one) => one.isError && one.text.includes("Stop now"))
      ? { text: "Stopped." }
      : script(turn);
