import { spentBy } from "../engine/bounds.ts";
import { isLive, type Run } from "../engine/run.ts";
import type { Project } from "../project/project.ts";
import { archiveIndex } from "../record/history.ts";
import { type Found, foundIn, foundText } from "../render/caught.ts";
import { statusWords } from "../render/outcome.ts";
import { type Call, type Command, done, noRunText, ownRun } from "../run/commands/command.ts";
import { keptRun } from "../run/life/kept-runs.ts";
import { caughtIn } from "../run/views/status.ts";
import { parkedRuns } from "../store/archive.ts";
import { duration, fit, minutesBetween, moment, oneLine, table, tokens } from "../text.ts";
import { moneyText, runMoney } from "../workflows/money/money.ts";

/** The runs of a project, newest first. */

/** Characters of `2026-01-31`. */
const DAY = 10;

/** Rows without `--all`: each run is read whole. */
const MAX_ROWS = 20;

type Kept = "here" | "parked" | "archived";

/** How many findings each reviewer had, and how many of them are in each state. */
function findingsOf(place: Project, run: Run) {
  return [...Map.groupBy(caughtIn(place, run), (one) => one.reviewer)].map(([reviewer, all]) => ({
    reviewer,
    found: all.length,
    ...foundIn(all),
  }));
}

const rowOf = (place: Project, run: Run, kept: Kept) => ({
  run: run.run,
  workflow: run.workflow,
  kept,
  status: run.status,
  reason: run.reason,
  request: run.request.text,
  created_at: run.created_at,
  updated_at: run.updated_at,
  minutes: minutesBetween(run.created_at, isLive(run) ? new Date().toISOString() : run.updated_at),
  tokens: spentBy(run).tokens,
  cost: runMoney(run),
  findings: findingsOf(place, run),
});

/** What the index says of a run that cannot be read; of a parked one its id alone. */
const lostRow = (call: Call, run: string, kept: Kept) => ({
  ...{ workflow: "", status: "cannot be read", reason: "", request: "", created_at: "", updated_at: "" },
  ...archiveIndex(call.project).find((one) => one.run === run),
  ...{ run, kept, minutes: null, tokens: null, cost: null, findings: null },
});

type Row = ReturnType<typeof rowOf> | ReturnType<typeof lostRow>;

function readRow(call: Call, run: string, kept: Kept): Row {
  try {
    const found = keptRun(call.project, run);
    if (found !== null) return rowOf(found.place, found.run, kept);
  } catch {
    // Its journal is broken: it stays on the list.
  }
  return lostRow(call, run, kept);
}

/** What all reviewers of a run found. */
const allFound = ({ findings }: Row): string => {
  const sum = (state: keyof Found): number => (findings ?? []).reduce((all, one) => all + one[state], 0);
  const states = Object.keys(foundIn([])) as (keyof Found)[];
  return foundText(Object.fromEntries(states.map((state) => [state, sum(state)])) as Found);
};

export const runs: Command = {
  summary: "The runs of this project: when, what came of them, what they took and found",
  foreign: true,
  options: { all: { about: `Also those before the newest ${MAX_ROWS}` } },
  run(call) {
    const own = ownRun(call)?.run ?? null;
    const known: [string, Kept][] = [
      ...(own === null ? [] : [[own, "here"] as [string, "here"]]),
      ...parkedRuns(call.project.task).map((id): [string, "parked"] => [id, "parked"]),
      ...archiveIndex(call.project)
        .toReversed()
        .map((one): [string, "archived"] => [one.run, "archived"]),
    ];
    if (known.length === 0) return done(noRunText(call), { runs: [] });
    const most = call.has("all") ? known.length : MAX_ROWS;
    const rows = known.slice(0, most).map(([id, kept]) => readRow(call, id, kept));
    const width = call.table ?? call.cutAt ?? call.width;
    const titles = ["begun", "run", "outcome", "time", "tokens", "findings", "cost"];
    const cells = rows.map((one) => [
      one.created_at === "" ? "" : moment(one.created_at, call.zone).slice(0, DAY),
      one.run,
      one.kept === "parked" ? "parked" : statusWords(one.status),
      one.minutes === null ? "" : duration(one.minutes),
      one.tokens ? tokens(one.tokens) : "",
      allFound(one),
      one.cost === null ? "" : moneyText(one.cost),
    ]);
    const [head = "", ...lines] = table([titles, ...cells], Number.isFinite(width) ? width : 10_000, [5]);
    const withRequests = lines.flatMap((line, at) => [line, fit(`  ${oneLine(rows[at]!.request)}`, width)]);
    const left = known.length - rows.length;
    const earlier = left > 0 ? [fit(`${left} earlier ones: --all`, width)] : [];
    return done([call.paint.dim(head), ...withRequests, ...earlier].join("\n"), { runs: rows });
  },
};
