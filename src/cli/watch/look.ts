import type { Run } from "../../engine/run.ts";
import type { Bounds } from "../../engine/workflow.ts";
import { usageIn } from "../../host/transcript.ts";
import { here } from "../../plugin.ts";
import type { Project } from "../../project/project.ts";
import { progressLines } from "../../render/progress.ts";
import type { RunView } from "../../render/view.ts";
import { type Call, errorText, reachOf } from "../../run/commands/command.ts";
import { readRun, recordedEvents } from "../../run/life/run.ts";
import { besideLines } from "../../run/views/beside.ts";
import { caughtIn } from "../../run/views/caught.ts";
import { reportFacts } from "../../run/views/report.ts";
import { transcriptsAtWork, viewOf } from "../../run/views/status.ts";
import { disk } from "../../store/disk.ts";
import { journalPath } from "../../store/reader.ts";
import type { Paint } from "../../text.ts";
import type { PageName, Watched } from "./draw.ts";
import { findingsPage, storyPage } from "./pages.ts";

/** What somebody who watches a run is shown, read without a lock and without writing anything. */

/** Lines of events that are kept for the screen. */
const MAX_EVENTS = 200;

const NOTHING: Watched = { view: null, none: "", problem: null, events: [], beside: [] };

/**
 * Looks at the run in a project, also at one that begins later or takes the place of another; gives
 * all that is shown now, and its pages.
 */
export function watcher(call: Call) {
  const { project, paint } = call;
  /**
   * The run as far as its journal could be read, and what is wrong with that, in one or two
   * sentences.
   */
  let run: Run | null = null;
  let problem: string | null = null;
  let events: string[] = [];
  let seen = "";
  let shown = NOTHING;

  /** Reads the journal if it has changed. Never throws. */
  function read(): void {
    try {
      const found = disk.lstat(journalPath(project.task));
      const now =
        found === undefined ? "none" : `${found.dev} ${found.ino} ${found.size} ${found.mtimeMs}`;
      if (now === seen) return;
      seen = now;
      const recorded = recordedEvents(project).slice(-2 * MAX_EVENTS);
      run = readRun(project);
      const caught = run === null ? [] : caughtIn(project, run);
      const layout = { paint, width: Number.POSITIVE_INFINITY };
      events = recorded.flatMap((event) =>
        run === null ? [] : progressLines(run, event, caught, layout),
      );
      events = events.slice(-MAX_EVENTS);
      problem = null;
    } catch (error) {
      problem = errorText(error, here);
    }
  }

  function look(): Watched {
    if (run === null)
      return { ...NOTHING, problem, none: problem === null ? call.noRunText() : "" };
    try {
      const view = viewOf(project, run, "here", reachOf(call, run));
      return {
        view: withUsed(view, usedSoFar(project, run)),
        none: "",
        problem,
        events,
        beside: besideLines(project),
      };
    } catch (error) {
      // Files of a run may be moved away while they are read: what was shown before stays.
      return { ...shown, events, problem: problem ?? errorText(error, here) };
    }
  }

  return {
    look: (): Watched => {
      read();
      shown = look();
      return shown;
    },
    /** A page of the run in its lines, as it is now. */
    page: (name: PageName): string[] => {
      try {
        return run === null ? [] : pageOf(project, run, name, paint);
      } catch (error) {
        return [errorText(error, here)];
      }
    },
  };
}

/** @throws Error where files of the run are moved away while they are read */
function pageOf(project: Project, run: Run, name: PageName, paint: Paint): string[] {
  const facts = reportFacts(project, run);
  if (name === "findings") return findingsPage(facts, paint);
  return storyPage(facts, paint);
}

type Used = { tokens: number; tool_calls: number };

/** With what is used by the agents at work, which is not on record yet. */
function withUsed(view: RunView, used: ReadonlyMap<string, Used>): RunView {
  const plus = (spent: Bounds, more: Used = { tokens: 0, tool_calls: 0 }): Bounds => ({
    ...spent,
    tokens: spent.tokens + more.tokens,
    tool_calls: spent.tool_calls + more.tool_calls,
  });
  return {
    ...view,
    spent: {
      ...view.spent,
      total: [...used.values()].reduce<Bounds>((sum, one) => plus(sum, one), view.spent.total),
    },
    tasks: view.tasks.map((task) => ({ ...task, spent: plus(task.spent, used.get(task.id)) })),
  };
}

/**
 * Tool calls and tokens so far of each running task's agent, from the transcripts that the host
 * writes.
 */
const usedSoFar = (project: Project, run: Run): Map<string, Used> =>
  new Map(
    transcriptsAtWork(project, run).flatMap(({ id, bytes }) =>
      bytes.length === 0 ? [] : [[id, usageIn(bytes)]],
    ),
  );
