import type { Run } from "../../engine/run.ts";
import { usageIn } from "../../host/transcript.ts";
import { here } from "../../plugin.ts";
import type { Project } from "../../project/project.ts";
import { accepted } from "../../record/accepted.ts";
import { progressLines } from "../../render/progress.ts";
import type { RunView } from "../../render/view.ts";
import { type Call, reachOf, told } from "../../run/commands/command.ts";
import { readRun, recordedEvents } from "../../run/life/run.ts";
import { transcriptsAtWork, viewOf } from "../../run/views/status.ts";
import { disk } from "../../store/disk.ts";
import { journalPath } from "../../store/reader.ts";
import type { Watched } from "./draw.ts";

/** What somebody who watches a run is shown, read without a lock and without writing anything. */

/** Lines of events that are kept for the screen. */
const MAX_EVENTS = 200;

const NOTHING: Watched = { view: null, none: "", problem: null, events: [] };

/** What is shown of the run in a project, also of one that begins later or takes the place of another. */
export class Look {
  /** As far as its journal could be read; null: there is none. */
  private run: Run | null = null;
  /** What is wrong with the journal, in one or two sentences; null: it could be read. */
  private problem: string | null = null;
  private events: string[] = [];
  private seen = "";
  private shown = NOTHING;

  constructor(private readonly call: Call) {}

  /** Which file the journal is, its size, and when it was written. */
  private journal(): string {
    const found = disk.lstat(journalPath(this.call.project.task));
    return found === undefined ? "none" : `${found.dev} ${found.ino} ${found.size} ${found.mtimeMs}`;
  }

  /** All that is shown now. */
  watched(): Watched {
    this.read();
    this.shown = this.look();
    return this.shown;
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
      this.problem = told(error, here);
    }
  }

  private look(): Watched {
    const { project } = this.call;
    const { run, problem, events } = this;
    if (run === null) return { ...NOTHING, problem, none: problem === null ? this.call.noRunText() : "" };
    try {
      return {
        view: withUsed(viewOf(project, run, "here", reachOf(this.call, run)), usedSoFar(project, run)),
        none: "",
        problem,
        events,
      };
    } catch (error) {
      // Files of a run may be moved away while they are read: what was shown before stays.
      return { ...this.shown, events, problem: problem ?? told(error, here) };
    }
  }
}

type Used = { tokens: number; tool_calls: number };

/** With what is used by the agents at work, which is not on record yet. */
function withUsed(view: RunView, used: ReadonlyMap<string, Used>): RunView {
  const plus = (spent: RunView["spent"], more: Used = { tokens: 0, tool_calls: 0 }): RunView["spent"] => ({
    ...spent,
    tokens: spent.tokens + more.tokens,
    tool_calls: spent.tool_calls + more.tool_calls,
  });
  return {
    ...view,
    spent: [...used.values()].reduce<RunView["spent"]>((sum, one) => plus(sum, one), view.spent),
    tasks: view.tasks.map((task) => ({ ...task, spent: plus(task.spent, used.get(task.id)) })),
  };
}

/** Tool calls and tokens so far of each running task's agent, from the transcripts that the host writes. */
const usedSoFar = (project: Project, run: Run): Map<string, Used> =>
  new Map(
    transcriptsAtWork(project, run).flatMap(({ id, bytes }) => (bytes.length === 0 ? [] : [[id, usageIn(bytes)]])),
  );
