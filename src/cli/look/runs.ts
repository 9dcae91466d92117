import { isLive, type Run } from "../../engine/run.ts";
import { startInHost } from "../../plugin.ts";
import { type Project, realPath } from "../../project/project.ts";
import { archiveIndex, type IndexLine, NONE } from "../../record/history.ts";
import { statusWords } from "../../render/outcome.ts";
import { partsText } from "../../render/report/print/text.ts";
import { breakAt, type Command, done } from "../../run/commands/command.ts";
import { indexLine, storedPlace } from "../../run/end/archived-runs.ts";
import { readable } from "../../run/journal/read-run.ts";
import { nameOf, sidesOf, standing } from "../../run/views/worktrees.ts";
import { parkedRuns } from "../../store/archive.ts";
import { duration, given, minutesBetween, moment, oneLine, tokens } from "../../text.ts";
import type { Part } from "../../workflows/contract/contract.ts";
import { startNameOf } from "../../workflows/index.ts";
import { moneyText } from "../../workflows/money/money.ts";

/** The runs of a project, newest first. */

/** Characters of `2026-01-31 12:05`. */
const MINUTE = 16;

interface Row extends IndexLine {
  kept: "here" | "parked" | "archived";
  /** Its word in the list: what it waits for, or what came of it. */
  outcome: string;
  /** Whether it is not over. */
  live: boolean;
  /** The place of the project that it is in. */
  place: string;
}

/** Of a run that is not in the index yet: its whole request. */
const noted = (run: Run): IndexLine => ({ ...indexLine(run), request: run.request.text });

/** Of a parked run that cannot be read its id alone is known. */
const lost = (run: string): IndexLine => ({ ...NONE, run, status: "cannot be read" });

/** What was typed: several commands may have the same request, such as a phase. */
const startedBy = ({ workflow, entry, request }: Row): string =>
  [
    ...given(entry !== undefined, startInHost(startNameOf({ workflow, entry: entry ?? "" }))),
    oneLine(request),
  ].join(" ");

/** The runs of one place of the project. `own`: the one that is there now. */
function rowsOf(project: Project, own: Run | null, place: string): Row[] {
  const aside = (kept: Row["kept"], line: IndexLine): Row => ({
    ...line,
    kept,
    outcome: [
      kept === "parked" ? "parked" : statusWords(line.status),
      ...given(line.dropped !== undefined, "dropped"),
    ].join(", "),
    live: false,
    place: line.dropped ?? place,
  });
  return [
    ...(own === null
      ? []
      : [{ ...aside("here", noted(own)), outcome: standing(own), live: isLive(own) }]),
    ...parkedRuns(project.task).map((id) => {
      const run = readable(storedPlace(project, "parked", id));
      return aside("parked", run === null ? lost(id) : noted(run));
    }),
    ...archiveIndex(project)
      .toReversed()
      .map((one) => aside("archived", one)),
  ];
}

export const runs: Command = {
  summary: "The runs of this project and its worktrees: date, outcome, time and tokens",
  foreign: true,
  run(call) {
    const { project } = call;
    const own = call.ownRun();
    const sides = sidesOf(project);
    const all = sides.map((side) => {
      const isHere = realPath(side.project.root) === realPath(project.root);
      return rowsOf(side.project, isHere ? own : readable(side.project), nameOf(side));
    });
    const rows = all.flat().sort((a, b) => b.created_at.localeCompare(a.created_at));
    /** From its begin to its end, or to now. */
    const minutesOf = (row: Row): number | null =>
      row.created_at === ""
        ? null
        : minutesBetween(row.created_at, row.live ? new Date().toISOString() : row.updated_at);
    if (rows.length === 0) return done(call.noRunText(), { runs: [] });
    const table: Part = {
      columns: ["run", "in", "outcome", "started by", "time", "tokens", "cost"],
      rows: rows.map((row) => ({
        id: row.created_at === "" ? "" : moment(row.created_at, call.zone).slice(0, MINUTE),
        text: row.run,
        cells: [
          sides.length === 1 ? "" : row.place,
          row.outcome,
          startedBy(row),
          row.created_at === "" ? "" : duration(minutesOf(row) ?? 0),
          row.tokens ? tokens(row.tokens) : "",
          moneyText({ usd: row.usd ?? null, unknown: row.unpriced ?? [] }),
        ],
      })),
    };
    return done(partsText([table], { ...call, width: breakAt(call) }), {
      runs: rows.map((row) => {
        const { outcome, live, ...known } = row;
        return { ...known, minutes: minutesOf(row), usd: row.usd ?? null };
      }),
    });
  },
};
