import { writeSync } from "node:fs";
import type { RunView } from "../../render/view.ts";
import type { Call } from "../../run/commands/command.ts";
import { PAGES, type Page, type Size, scrolled, type Watched, watchLines } from "./draw.ts";
import { watcher } from "./look.ts";

/** The terminal of a person who watches: what is drawn on it, and what its keys do. */

/**
 * In milliseconds: the pause between two looks; what a look costs is no more than one part in so
 * many of the time, within a bound.
 */
const PAUSE_MS = 500;
const SHARE = 20;
const MAX_PAUSE_MS = 10_000;

/** As a terminal in raw mode sends it. */
const CTRL_C = "\u0003";
const ESC = "\u001b";

/** Lines by which a key scrolls a page of so many rows. */
const SCROLLS: Record<string, (rows: number) => number> = {
  [`${ESC}[A`]: () => -1,
  [`${ESC}[B`]: () => 1,
  k: () => -1,
  j: () => 1,
  [`${ESC}[5~`]: (rows) => -rows,
  [`${ESC}[6~`]: (rows) => rows,
  " ": (rows) => rows,
  [`${ESC}[H`]: () => Number.NEGATIVE_INFINITY,
};

/** Alternate screen, no cursor, no wrapping at the right edge; and back. */
const ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
const LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";

/**
 * A frame in one piece: each line to its end, what is below it cleared. Only a terminal that knows
 * it waits for the end.
 */
function frameText(lines: readonly string[], width: number): string {
  // At the right edge a terminal may clear the last character with the rest of the line.
  const whole = lines.map((line) => (Bun.stringWidth(line) < width ? `${line}\u001b[K` : line));
  return `\u001b[?2026h\u001b[H${whole.join("\r\n")}\u001b[J\u001b[?2026l`;
}

const sizeNow = (): Size => {
  const [width, rows] = process.stdout.getWindowSize?.() ?? [];
  return { width: Math.max(1, width || 80), rows: Math.max(1, rows || 24) };
};

/** Signals that end a program: the terminal is put right first, and then they do. */
const ENDING = ["SIGTERM", "SIGHUP", "SIGINT"] as const;

/** Shows the screen until the person leaves it. @returns the run as it was then */
export async function showScreen(call: Call): Promise<RunView | null> {
  const { stdin, stdout } = process;
  const { look, page: linesOf } = watcher(call);
  let page: Page | null = null;
  const left = Promise.withResolvers<void>();
  let shown = "";
  let watched: Watched;

  const draw = (): void => {
    // A terminal that does not read, as after Ctrl-S, is given nothing more to keep.
    if (stdout.writableLength > 0) return;
    const size = sizeNow();
    const lines = watchLines(watched, size, call.paint, call.zone, page);
    const frame = frameText(lines, size.width);
    if (frame === shown) return;
    shown = frame;
    stdout.write(frame);
  };

  const guarded =
    (work: () => void): (() => void) =>
    () => {
      try {
        work();
      } catch (error) {
        left.reject(error);
      }
    };

  const redraw = guarded(() => {
    shown = "";
    draw();
  });
  const onKey = (typed: Buffer): void => {
    const text = typed.toString();
    if (text.startsWith("q") || text.includes(CTRL_C)) left.resolve();
    const name = Object.hasOwn(PAGES, text) ? PAGES[text as keyof typeof PAGES] : null;
    const scroll = Object.hasOwn(SCROLLS, text) ? SCROLLS[text]! : null;
    if (text === ESC || name === page?.name) page = null;
    else if (name !== null) page = { name, lines: linesOf(name), from: 0 };
    else if (page !== null && scroll !== null)
      page = scrolled(page, scroll(sizeNow().rows - 3), sizeNow());
    else return;
    redraw();
  };

  let isEntered = false;
  /** At once, and also while the process ends: nothing is written later then. */
  const leave = (): void => {
    if (!isEntered) return;
    isEntered = false;
    try {
      if (stdin.isTTY) stdin.setRawMode(false);
      writeSync(1, LEAVE);
    } catch {
      // The terminal is gone.
    }
  };
  const handlers = ENDING.map((signal) => {
    const end = (): void => {
      leave();
      process.off(signal, end);
      process.kill(process.pid, signal);
    };
    process.on(signal, end);
    return { signal, end };
  });
  /** Also after `fg`: meanwhile the screen was the shell's. */
  const enter = (): void => {
    isEntered = true;
    if (stdin.isTTY) stdin.setRawMode(true);
    stdout.write(ENTER);
    shown = "";
  };
  process.on("exit", leave);
  process.on("SIGCONT", enter);
  // Behind the signal itself: only then the new size is known.
  stdout.on("resize", redraw);
  let looking: NodeJS.Timeout;
  const lookAgain = guarded(() => {
    const begun = performance.now();
    watched = look();
    draw();
    looking = setTimeout(
      lookAgain,
      Math.min(MAX_PAUSE_MS, PAUSE_MS + SHARE * (performance.now() - begun)),
    );
  });
  try {
    if (stdin.isTTY) stdin.on("data", onKey);
    enter();
    lookAgain();
    await left.promise;
  } finally {
    clearTimeout(looking!);
    for (const { signal, end } of handlers) process.off(signal, end);
    process.off("SIGCONT", enter);
    stdout.off("resize", redraw);
    stdin.off("data", onKey).pause();
    leave();
    process.off("exit", leave);
  }
  return watched!.view;
}
