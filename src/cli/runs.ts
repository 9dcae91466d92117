import { isLive, type Run } from "../engine/run.ts";
import { startInHost } from "../plugin.ts";
import { archiveIndex, type IndexLine, NONE } from "../record/history.ts";
import { statusWords } from "../render/outcome.ts";
import { standsText } from "../render/status.ts";
import { type Command, done } from "../run/commands/command.ts";
import { readable } from "../run/life/read.ts";
import { indexLine, placeAside } from "../run/life/runs-aside.ts";
import { startNotifying } from "../run/notify/start.ts";
import { glanceAt } from "../run/views/status.ts";
import { parkedRuns } from "../store/archive.ts";
import { duration, fit, given, minutesBetween, moment, oneLine, table, tokens } from "../text.ts";
import { startNameOf } from "../workflows/index.ts";
import { moneyText } from "../workflows/money/money.ts";

/** The runs of a project, newest first. */

/** Characters of `2026-01-31 12:05`. */
const MINUTE = 16;

interface Row extends IndexLine {
  kept: "here" | "parked" | "archived";
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

export const runs: Command = {
  summary: "The runs of this project: date, outcome, time and tokens",
  foreign: true,
  run(call) {
    const { project } = call;
    const own = call.ownRun();
    startNotifying(project, own);
    const rows: Row[] = [
      ...(own === null ? [] : [{ ...noted(own), kept: "here" as const }]),
      ...parkedRuns(project.task).map((id): Row => {
        const run = readable(placeAside(project, "parked", id));
        return { ...(run === null ? lost(id) : noted(run)), kept: "parked" };
      }),
      ...archiveIndex(project)
        .toReversed()
        .map((one): Row => ({ ...one, kept: "archived" })),
    ];
    const isRunning = (row: Row): boolean => row.kept === "here" && own !== null && isLive(own);
    /** From its begin to its end, or to now. */
    const minutesOf = (row: Row): number | null =>
      row.created_at === ""
        ? null
        : minutesBetween(
            row.created_at,
            isRunning(row) ? new Date().toISOString() : row.updated_at,
          );
    if (rows.length === 0) return done(call.noRunText(), { runs: [] });
    const width = call.table ?? call.cutAt ?? call.width;
    const titles = ["begun", "run", "outcome", "time", "tokens", "cost"];
    const cells = rows.map((row) =>
      [
        row.created_at === "" ? "" : moment(row.created_at, call.zone).slice(0, MINUTE),
        row.run,
        row.kept === "parked"
          ? "parked"
          : isRunning(row)
            ? standsText(glanceAt(own!))
            : statusWords(row.status),
        row.created_at === "" ? "" : duration(minutesOf(row) ?? 0),
        row.tokens ? tokens(row.tokens) : "",
        moneyText({ usd: row.usd ?? null, unknown: row.unpriced ?? [] }),
      ].map(oneLine),
    );
    const [head = "", ...lines] = table(
      [titles, ...cells],
      Number.isFinite(width) ? width : 10_000,
      [5],
    );
    const withRequests = lines.flatMap((line, at) => [
      line,
      fit(`  ${startedBy(rows[at]!)}`, width),
    ]);
    return done([call.paint.dim(head), ...withRequests].join("\n"), {
      runs: rows.map((row) => ({ ...row, minutes: minutesOf(row), usd: row.usd ?? null })),
    });
  },
};
