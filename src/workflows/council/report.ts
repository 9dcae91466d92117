import type { Scene } from "../../record/scene.ts";
import { clip, type Layout, laid, oneLine, section, wrap, wrapWhole } from "../../text.ts";
import type { Caught, ReportLines, WorkflowReport } from "../contract/contract.ts";
import { TO_LOOK_AT } from "../execute/summary.ts";
import { caughtFindings } from "../review/caught.ts";
import { refinedOf } from "./audit/record.ts";
import { type CouncilView, viewOf } from "./status.ts";
import { ledgerOf, minority, type Objection } from "./vote/ledger.ts";

/** What a report says of a run of the council beyond that of any run. */

/** Every objection of the run with what became of it; those that were refused are the minority report. */
type CouncilReport = CouncilView & { objections: Objection[] };

export function reportFacts(scene: Scene, _final: string | null, note: (what: string) => void): WorkflowReport {
  const { project, run } = scene;
  const refined = refinedOf(project, run);
  if (refined === null && run.tasks.some((task) => task.schema === "refined-prompt" && task.artifact !== null))
    note("the refined prompt");
  const council: CouncilReport = { ...viewOf(scene), objections: ledgerOf(run).objections };
  const story = refined?.what_to_build ?? null;
  return { story, criteria: [], criteria_in: null, deviations: [], own: { council } };
}

const BECAME = { cleared: "mended", overruled: "accepted", refused: "open", taken: "open", open: "open" } as const;

/** What became of each objection, as of any other finding: its own seat, or the person, has the last word on it. */
export const caught = (scene: Scene): Caught[] => [
  ...ledgerOf(scene.run).objections.map(({ id, seat, task, severity, at, problem, state, reason }) => ({
    ...{ id, severity, reviewer: seat, task, place: at, quote: "", problem, state: BECAME[state] },
    fix: (state === "cleared" && reason) || "",
    mended_by: null,
    closed_by: state === "cleared" ? seat : null,
  })),
  ...caughtFindings(scene),
];

export function reportLines(own: Record<string, unknown>, { width }: Layout, most: number): ReportLines {
  const isWhole = most === Number.POSITIVE_INFINITY;
  const { iterations, seats, verdict, objections, tasks, shown, open, branch, snapshot, taken, build } =
    own.council as CouncilReport;
  const line = (text: string): string[] => laid(oneLine(text), width - 2, isWhole);
  const wrapped = (text: string): string[] => (isWhole ? wrapWhole : wrap)(text, width - 2);
  const council = section("Council", seats.length, [
    ...taken.flatMap(line),
    ...(iterations === 0 && taken.length > 0 ? [] : seats).flatMap(({ seat, veto, vote, who }) =>
      line([`${seat}${veto ? " (veto)" : ""} ${vote || "no vote"}`, who].filter(Boolean).join(" · ")),
    ),
    ...verdict.flatMap(wrapped),
  ]);
  const refused = minority({ objections }).map(
    ({ id, state, problem, reason }) => `${id} (${state}) ${problem}${reason === null ? "" : ` — ${reason}`}`,
  );
  const planned = tasks.map(
    ({ item, title, state, reason }) => `${item} ${title}: ${state}${reason ? `, ${reason}` : ""}`,
  );
  const listed = (title: string, items: string[], lay = line): string[] =>
    section(title, items.length, clip(items, most, (one) => one).flatMap(lay));
  const toLookAt = listed(TO_LOOK_AT, open, wrapped);
  const dissent = listed("Minority report: objections that were not followed", refused);
  return {
    head: shown === "" ? [] : line(shown),
    reviews: [...council, ...dissent, ...toLookAt, ...listed("Tasks of the plan", planned)],
    closing: [
      ...(branch === null ? [] : line(`Commits: branch ${branch}`)),
      ...(snapshot === null ? [] : line(`Snapshot before the first change: ${snapshot}`)),
      ...(build === null ? [] : line(`To build its plan: ${build}`)),
    ],
    merging: [...(shown === "" ? [] : line(shown)), ...toLookAt, ...council, ...dissent],
    foot: [],
  };
}
