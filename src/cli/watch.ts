import { writeSync } from "node:fs";
import type { Recorded } from "../engine/events.ts";
import { isLive, type Run } from "../engine/run.ts";
import { isInHost } from "../plugin.ts";
import type { Project } from "../project/project.ts";
import { accepted } from "../record/accepted.ts";
import { progressLines } from "../render/progress.ts";
import { questionLines, shortStatusText } from "../render/status.ts";
import type { RunView } from "../render/view.ts";
import {
  aged,
  FIRST_SCREEN,
  keysIn,
  markedTask,
  type Page,
  pageLines,
  pageOf,
  pageRows,
  placeOf,
  press,
  type Screen,
  type Size,
  taskPage,
  type Watched,
  watchLines,
} from "../render/watch.ts";
import { type Answer, type Call, done, noRunText, projectLine, wrongUsage } from "../run/commands/command.ts";
import { reachOf } from "../run/commands/foreign.ts";
import { type Follower, followRun } from "../run/follow.ts";
import { SILENCE_LOOK_MS } from "../run/notify/look.ts";
import { lookForSilence } from "../run/notify/start.ts";
import { readRunFast } from "../run/read.ts";
import { readRun } from "../run/run.ts";
import { viewOf } from "../run/status.ts";
import { knownTask, newestFindings, usedSoFar } from "../run/watched.ts";
import { workSoFar } from "../run/work-so-far.ts";
import { clean, cleanPainted, UNSAFE } from "../text.ts";

/** In milliseconds: how often it is looked whether the journal has changed, and at least how often the time is drawn. */
const LOOK_MS = 100;
const TICK_MS = 1_000;
/** What the view costs may be no more than one part in so many of the time, but it is read at least so often (milliseconds). */
const SHARE = 20;
const MAX_PATIENCE_MS = 10_000;
/** In milliseconds: an escape character that nothing follows for so long is the key. */
const ESCAPE_MS = 50;
/** Lines of events, and findings, that are kept for the screen. */
const MAX_EVENTS = 200;
const MAX_FINDINGS = 20;

// ---------------------------------------------------------------- lines

/** An event as one line of JSON that changes no terminal: `JSON.stringify` leaves some of what one would act on. */
const jsonLine = (event: Recorded): string =>
  JSON.stringify(event).replace(UNSAFE, (one) => `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`);

/** Prints each event of a run as a line of progress, or of JSON; `place`: where the run is kept. */
const printer =
  (call: Call, place: Project) =>
  (run: Run, event: Recorded): void => {
    const options = { paint: call.paint, look: (sha: string) => accepted(place, sha) };
    const lines = call.json ? [jsonLine(event)] : progressLines(run, event, options).map(cleanPainted);
    for (const line of lines) process.stdout.write(`${line}\n`);
  };

/** All was printed already. */
const PRINTED: Answer = done("", undefined);

/** Prints what has happened in a run that is put aside. */
export function printAll(call: Call, place: Project): Answer {
  followRun(place, printer(call, place)).poll();
  return PRINTED;
}

/** The questions that a run waits for and how to answer them, as the status shows them; "" while it waits for none. */
function askedText(call: Call, run: Run): string {
  if (run.questions.length === 0) return "";
  const view = viewOf(call.project, run, "here", reachOf(call, run));
  return [...questionLines(view, call), `Next: ${view.next}`].join("\n");
}

/**
 * Prints what has happened, and then what happens, until the run is over; as text, also what it waits for. Waits for a run
 * where there is none. @throws BrokenChain, or what else is wrong with a journal that cannot be read
 */
export async function printLines(call: Call): Promise<Answer> {
  const follower = followRun(call.project, printer(call, call.project));
  let told: string | null = null;
  let asked = "";
  let looked = performance.now();
  for (;;) {
    follower.poll();
    const run = follower.run();
    const problem = follower.problem();
    if (problem === null && run !== null && !isLive(run)) return PRINTED;
    // What was only in the way for a moment is gone at this second look.
    if (problem !== null) readRun(call.project);
    const now = problem !== null || run === null || call.json ? asked : askedText(call, run);
    if (now !== asked && now !== "") process.stdout.write(`\n${clean(now)}\n\n`);
    asked = now;
    const said =
      problem ?? (run === null ? `${noRunText(call)}\nWaiting for a run to begin; Ctrl-C ends the wait.` : null);
    if (said !== null && said !== told) process.stderr.write(`${clean(said)}\n`);
    told = said;
    if (performance.now() - looked >= SILENCE_LOOK_MS) {
      looked = performance.now();
      lookForSilence(call.project);
    }
    await Bun.sleep(LOOK_MS);
  }
}

// ---------------------------------------------------------------- the screen

/** Alternate screen, no cursor, no wrapping at the right edge; and back. */
const ENTER = "\u001b[?1049h\u001b[?25l\u001b[?7l";
const LEAVE = "\u001b[?7h\u001b[?25h\u001b[?1049l";

/** A frame in one piece: each line to its end, what is below it cleared. Only a terminal that knows it waits for the end. */
function frameText(lines: readonly string[], width: number): string {
  // At the right edge a terminal may clear the last character with the rest of the line.
  const whole = lines.map((line) => (Bun.stringWidth(line) < width ? `${line}\u001b[K` : line));
  return `\u001b[?2026h\u001b[H${whole.join("\r\n")}\u001b[J\u001b[?2026l`;
}

const sizeNow = (): Size => {
  const [width, rows] = process.stdout.getWindowSize?.() ?? [];
  return { width: Math.max(1, width || 80), rows: Math.max(1, rows || 24) };
};

const NOTHING: Watched = {
  view: null,
  none: "",
  problem: null,
  findings: [],
  events: [],
  used: new Map(),
  page: null,
};

const said = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** The number of a run's last event, as its snapshot has it; 0: there is none, or it cannot be read. */
function lastSeq(project: Project): number {
  try {
    return readRunFast(project)?.seq ?? 0;
  } catch {
    return 0;
  }
}

/** What is shown of the run, read anew when it changed, and as time goes by, but never so often that it costs much. */
class Look {
  private readonly follower: Follower;
  private events: string[] = [];
  /** What `explain` reads, by task. */
  private byTask = new Map<string, Recorded[]>();
  private read: { watched: Watched; at: number; cost: number } | null = null;
  private isStale = true;
  /** The last event of which no line is made, as it would be gone from the screen by the end of the first look. */
  private skipped: number;
  /** Artifacts that were read, by their hash: they never change, and each look asks for all of them. */
  private readonly artifacts = new Map<string, unknown>();

  constructor(private readonly call: Call) {
    this.skipped = lastSeq(call.project) - 2 * MAX_EVENTS;
    this.follower = followRun(call.project, (run, event) => this.take(run, event));
  }

  private artifact(sha: string): unknown {
    if (!this.artifacts.has(sha)) this.artifacts.set(sha, accepted(this.call.project, sha));
    return this.artifacts.get(sha);
  }

  private take(run: Run, event: Recorded): void {
    if (event.type === "run_created") {
      this.events = [];
      this.byTask = new Map();
    }
    const { call } = this;
    const look = (sha: string): unknown => this.artifact(sha);
    const lines = event.seq <= this.skipped ? [] : progressLines(run, event, { paint: call.paint, look });
    this.events.push(...lines);
    if (this.events.length > 2 * MAX_EVENTS) this.events = this.events.slice(-MAX_EVENTS);
    const task = "task" in event && typeof event.task === "string" ? event.task : null;
    if (task === null) return;
    const known = this.byTask.get(task);
    if (known === undefined) this.byTask.set(task, [event]);
    else known.push(event);
  }

  /** Whether the journal has changed, and what is shown of it may be read anew. `now`: milliseconds. */
  changed(now: number): boolean {
    this.isStale = this.follower.poll() || this.isStale;
    this.skipped = 0;
    return this.isStale && (this.read === null || now - this.read.at >= this.patience());
  }

  /** Milliseconds between two looks. */
  private patience(): number {
    return Math.min(MAX_PATIENCE_MS, (this.read?.cost ?? 0) * SHARE);
  }

  run(): Run | null {
    return this.follower.run();
  }

  /** All that is shown but the page. `now`: milliseconds. */
  watched(now: number): Watched {
    if (this.read !== null) {
      const { at, watched } = this.read;
      const wait = this.isStale ? this.patience() : Math.max(this.patience(), TICK_MS / 2);
      if (now - at < wait) return { ...watched, view: watched.view && aged(watched.view, (now - at) / 60_000) };
    }
    const begun = performance.now();
    const watched = this.look();
    this.read = { watched, at: now, cost: performance.now() - begun };
    this.isStale = false;
    return watched;
  }

  private look(): Watched {
    const { call } = this;
    lookForSilence(call.project);
    const run = this.follower.run();
    const events = this.events.slice(-MAX_EVENTS);
    try {
      return {
        view: run === null ? null : viewOf(call.project, run, "here", reachOf(call, run), (sha) => this.artifact(sha)),
        none: run === null && this.follower.problem() === null ? noRunText(call) : "",
        problem: this.follower.problem(),
        findings: run === null ? [] : newestFindings(call.project, run, MAX_FINDINGS),
        events,
        used: run === null ? new Map() : usedSoFar(call.project, run),
        page: null,
      };
    } catch (error) {
      // Files of a run may be moved away while they are read: what was shown before stays.
      const problem = this.follower.problem() ?? said(error);
      return { ...(this.read?.watched ?? NOTHING), events, problem };
    }
  }

  /** The page over the run that a screen shows; null: it shows none of its own. */
  page(screen: Screen, view: RunView | null, width: number): Page | null {
    try {
      return this.made(screen, view, width);
    } catch (error) {
      return { title: "It cannot be shown", lines: [said(error)] };
    }
  }

  private made(screen: Screen, view: RunView | null, width: number): Page | null {
    const { call } = this;
    const run = this.follower.run();
    const place = placeOf(screen);
    if (run === null || view === null) return null;
    if (place.on === "diff") {
      const work = workSoFar(call.project, run);
      return { title: "Changed so far", lines: [work.said, "", ...work.text.split("\n")], diff: true };
    }
    const id = markedTask(view, screen);
    if (place.on !== "task" || id === null) return null;
    const known = knownTask(call.project, run, view, id, this.byTask.get(id) ?? [], { width, paint: call.paint });
    return known === null ? null : taskPage(known);
  }
}

/** Signals that end a program: the terminal is put right first, and then they do. */
const ENDING = ["SIGTERM", "SIGHUP", "SIGINT"] as const;

/** Shows the screen until the person leaves it. @returns the run as it was then */
async function showScreen(call: Call): Promise<RunView | null> {
  const { stdin, stdout } = process;
  const look = new Look(call);
  const left = Promise.withResolvers<void>();
  let screen = FIRST_SCREEN;
  let page: { of: string; page: Page | null } = { of: "", page: null };
  let shown = "";
  let rest = "";
  let lone: ReturnType<typeof setTimeout> | undefined;
  look.changed(Date.now());
  let watched = look.watched(Date.now());

  /** The open page is made when it is opened, when the run changes, and for another width. */
  const pageFor = (width: number): Page | null => {
    const place = placeOf(screen);
    const of = `${place.on} ${screen.chosen} ${width} ${look.run()?.seq}`;
    if (page.of !== of) page = { of, page: look.page(screen, watched.view, width) };
    return page.page;
  };

  const draw = (): void => {
    // A terminal that does not read, as after Ctrl-S, is given nothing more to keep.
    if (stdout.writableLength > 0) return;
    const size = sizeNow();
    watched = look.watched(Date.now());
    const frame = frameText(
      watchLines({ ...watched, page: pageFor(size.width) }, screen, size, call.paint, call.zone),
      size.width,
    );
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

  const take = (keys: readonly string[]): void => {
    for (const key of keys) {
      const size = sizeNow();
      const open = pageOf({ page: pageFor(size.width) }, placeOf(screen));
      const next = press(screen, key, {
        tasks: watched.view?.tasks.map((one) => one.id) ?? [],
        marked: markedTask(watched.view, screen),
        lines: open === null ? 0 : pageLines(open, size.width).length,
        seen: pageRows(size),
      });
      if (next === "leave") {
        left.resolve();
        return;
      }
      screen = next;
    }
    draw();
  };
  const typed = (sent: string, isAll: boolean): void => {
    clearTimeout(lone);
    const found = keysIn(rest + sent, isAll);
    rest = found.rest;
    if (rest !== "")
      lone = setTimeout(
        guarded(() => typed("", true)),
        ESCAPE_MS,
      );
    take(found.keys);
  };
  const onData = (bytes: Buffer): void => guarded(() => typed(bytes.toString("utf8"), false))();
  const redraw = guarded(() => {
    shown = "";
    draw();
  });

  let isEntered = false;
  const enter = (): void => {
    isEntered = true;
    if (stdin.isTTY) stdin.setRawMode(true);
    stdout.write(ENTER);
  };
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
  const goOn = (): void => {
    enter();
    redraw();
  };
  process.on("exit", leave);
  process.on("SIGCONT", goOn);
  // Behind the signal itself: only then the new size is known.
  stdout.on("resize", redraw);
  const looking = setInterval(
    guarded(() => {
      if (look.changed(Date.now())) draw();
    }),
    LOOK_MS,
  );
  const ticking = setInterval(guarded(draw), TICK_MS);
  try {
    enter();
    if (stdin.isTTY) stdin.on("data", onData).resume();
    draw();
    await left.promise;
  } finally {
    clearInterval(looking);
    clearInterval(ticking);
    clearTimeout(lone);
    for (const { signal, end } of handlers) process.off(signal, end);
    process.off("SIGCONT", goOn);
    stdout.off("resize", redraw);
    stdin.off("data", onData).pause();
    leave();
    process.off("exit", leave);
  }
  return watched.view;
}

/** Whether there is a terminal that a screen can be drawn on. */
const hasScreen = (call: Call): boolean =>
  process.stdout.isTTY === true && !call.json && (call.env.TERM ?? "") !== "" && call.env.TERM !== "dumb";

/** Where a slash command answers nothing can be watched: it would never end. */
export const onlyInTerminal = (): Answer | null =>
  isInHost() ? wrongUsage("This goes on until the run is over: only in a terminal of your own.") : null;

/** Shows the project's run live, on a screen or line by line. */
export async function watchRun(call: Call): Promise<Answer> {
  const refused = onlyInTerminal();
  if (refused !== null) return refused;
  if (!hasScreen(call)) return printLines(call);
  // Of a journal that cannot be read there is nothing to watch; one that breaks meanwhile is told on the screen.
  readRun(call.project);
  const view = await showScreen(call);
  // What is over is said once more where it stays.
  return view === null || !["complete", "failed", "cancelled"].includes(view.status)
    ? done("", undefined)
    : done(`${projectLine(call)}${shortStatusText(view, call)}`, view);
}
