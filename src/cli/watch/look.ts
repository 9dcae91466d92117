import type { Recorded } from "../../engine/events.ts";
import { type Run, type Task, taskOf } from "../../engine/run.ts";
import { usageIn } from "../../host/transcript.ts";
import { here } from "../../plugin.ts";
import { denyList, type IsSecret } from "../../project/deny-list.ts";
import type { Project } from "../../project/project.ts";
import { accepted, objectText } from "../../record/accepted.ts";
import { explainText } from "../../render/explain.ts";
import { progressLines } from "../../render/progress.ts";
import type { RunView } from "../../render/view.ts";
import { type Call, noRunText } from "../../run/commands/command.ts";
import { reachOf } from "../../run/commands/foreign.ts";
import { readRun, recordedEvents } from "../../run/life/run.ts";
import { NONCE_LINE } from "../../run/life/shown-files.ts";
import { caughtIn, transcriptsAtWork, viewOf } from "../../run/views/status.ts";
import { workSoFar } from "../../run/views/work-so-far.ts";
import { disk } from "../../store/disk.ts";
import { BrokenChain, JournalTooLong } from "../../store/journal.ts";
import { journalPath } from "../../store/reader.ts";
import type { Layout } from "../../text.ts";
import { type KnownTask, markedTask, type Page, placeOf, type Screen, taskPage, type Watched } from "./draw.ts";

/** What somebody who watches a run is shown, read without a lock and without writing anything. */

/** In milliseconds: how often it is looked whether the journal has changed, and at least how often the time is drawn. */
export const LOOK_MS = 100;
export const TICK_MS = 1_000;
/** What a look costs may be no more than one part in so many of the time, but it is read at least so often (milliseconds). */
const SHARE = 20;
const MAX_PATIENCE_MS = 10_000;
/** Lines of events, and findings, that are kept for the screen. */
const MAX_EVENTS = 200;
const MAX_FINDINGS = 20;

const problemOf = (error: unknown): string =>
  error instanceof BrokenChain || error instanceof JournalTooLong
    ? error.told(here)
    : error instanceof Error
      ? error.message
      : String(error);

const NOTHING: Watched = { view: null, none: "", problem: null, findings: [], events: [], used: new Map(), page: null };

/**
 * What is shown of the run in a project, also of one that begins later or takes the place of another: read anew when it
 * changed, and as time goes by, but never so often that it costs much.
 */
export class Look {
  /** As far as its journal could be read; null: there is none. */
  run: Run | null = null;
  /** What is wrong with the journal, in one or two sentences; null: it could be read. */
  private problem: string | null = null;
  private events: string[] = [];
  private seen = "";
  private newest: { watched: Watched; at: number; cost: number } | null = null;

  constructor(private readonly call: Call) {}

  /** Which file the journal is, its size, and when it was written. */
  private journal(): string {
    const found = disk.lstat(journalPath(this.call.project.task));
    return found === undefined ? "none" : `${found.dev} ${found.ino} ${found.size} ${found.mtimeMs}`;
  }

  /** Whether the journal has changed, and what is shown of it may be read anew. `now`: milliseconds. */
  changed(now: number): boolean {
    return this.journal() !== this.seen && (this.newest === null || now - this.newest.at >= this.patience());
  }

  /** Milliseconds between two looks. */
  private patience(): number {
    return Math.min(MAX_PATIENCE_MS, (this.newest?.cost ?? 0) * SHARE);
  }

  /** All that is shown but the page. `now`: milliseconds. */
  watched(now: number): Watched {
    const { newest } = this;
    const least = this.journal() !== this.seen ? 0 : TICK_MS / 2;
    if (newest !== null && now - newest.at < Math.max(this.patience(), least)) return newest.watched;
    const begun = performance.now();
    this.read();
    const watched = this.look();
    this.newest = { watched, at: now, cost: performance.now() - begun };
    return watched;
  }

  /** Reads the journal if it has changed. Never throws. */
  private read(): void {
    const { project, paint } = this.call;
    try {
      const now = this.journal();
      if (now === this.seen) return;
      this.seen = now;
      const events = recordedEvents(project).slice(-2 * MAX_EVENTS);
      const run = readRun(project);
      const look = (sha: string): unknown => accepted(project, sha);
      const lines = run === null ? [] : events.flatMap((event) => progressLines(run, event, { paint, look }));
      this.run = run;
      this.events = lines.slice(-MAX_EVENTS);
      this.problem = null;
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  private look(): Watched {
    const { project } = this.call;
    const { run, problem, events } = this;
    if (run === null) return { ...NOTHING, problem, none: problem === null ? noRunText(this.call) : "" };
    try {
      return {
        view: viewOf(project, run, "here", reachOf(this.call, run)),
        none: "",
        problem,
        findings: caughtIn(project, run).slice(-MAX_FINDINGS).reverse(),
        events,
        used: usedSoFar(project, run),
        page: null,
      };
    } catch (error) {
      // Files of a run may be moved away while they are read: what was shown before stays.
      return { ...(this.newest?.watched ?? NOTHING), events, problem: problem ?? problemOf(error) };
    }
  }

  /** The page over the run that a screen shows; null: it shows none of its own. */
  page(screen: Screen, view: RunView | null, width: number): Page | null {
    const { project, paint } = this.call;
    const { run } = this;
    const place = placeOf(screen);
    if (run === null || view === null) return null;
    try {
      if (place.on === "diff") {
        const work = workSoFar(project, run);
        return { title: "Changed so far", lines: [work.summary, "", ...work.text.split("\n")], diff: true };
      }
      const id = markedTask(view, screen);
      if (place.on !== "task" || id === null) return null;
      const known = knownTask(project, run, view, id, recordedEvents(project), { width, paint });
      return known === null ? null : taskPage(known);
    } catch (error) {
      return { title: "It cannot be shown", lines: [problemOf(error)] };
    }
  }
}

/** Tool calls and tokens so far of each running task's agent, from the transcripts that the host writes. */
const usedSoFar = (project: Project, run: Run): Map<string, { tokens: number; tool_calls: number }> =>
  new Map(
    transcriptsAtWork(project, run).flatMap(({ id, bytes }) => (bytes.length === 0 ? [] : [[id, usageIn(bytes)]])),
  );

/** Fields of an artifact that hold lines of the file that stands beside them. */
const QUOTES = ["quote", "gone"];

/** A value without the lines that it quotes of secret files. */
function withoutSecrets(value: unknown, isSecret: IsSecret): unknown {
  if (Array.isArray(value)) return value.map((one) => withoutSecrets(one, isSecret));
  if (typeof value !== "object" || value === null) return value;
  const { file } = value as { file?: unknown };
  const hides = typeof file === "string" && isSecret(file);
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !(hides && QUOTES.includes(name)))
      .map(([name, one]) => [name, withoutSecrets(one, isSecret)]),
  );
}

/** What an artifact says: of JSON its value, else its text; null before there is one. Without what only binds it to its task. */
function resultOf(project: Project, run: Run, { artifact, handed }: Task): unknown {
  const value = accepted<unknown>(project, artifact);
  if (value === null) return objectText(project, artifact) ?? objectText(project, handed.at(-1)?.sha ?? null);
  const { nonce: _nonce, task: _task, ...content } = value as Record<string, unknown>;
  return withoutSecrets(Array.isArray(value) ? value : content, denyList(run.settings.secrets));
}

/** All that is known of a task; null: the run has no such task. `events`: those of the run. */
function knownTask(
  project: Project,
  run: Run,
  view: RunView,
  id: string,
  events: readonly Recorded[],
  layout: Layout,
): KnownTask | null {
  const task = taskOf(run, id);
  const shown = view.tasks.find((one) => one.id === id);
  if (task === undefined || shown === undefined) return null;
  const caught = caughtIn(project, run).filter((one) => one.task === id);
  const brief = events.findLast((one) => one.type === "dispatched" && one.task === id);
  return {
    title: `${id} ${task.subject}`,
    why: explainText(view, shown, { kind: task.kind, fixes: task.fixes, caught }, events, layout),
    findings: caught,
    result: resultOf(project, run, task),
    brief: (brief?.type === "dispatched" ? objectText(project, brief.brief) : null)?.replace(NONCE_LINE, "") ?? null,
  };
}
