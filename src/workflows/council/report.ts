import type { Scene } from "../../record/scene.ts";
import { clip, type Layout, laid, oneLine, section, wrap, wrapWhole } from "../../text.ts";
import type { Caught, ReportLines, WorkflowReport } from "../contract/contract.ts";
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
  const own: CouncilReport = { ...viewOf(scene), objections: ledgerOf(run).objections };
  return {
    story: refined?.what_to_build ?? null,
    criteria: [],
    criteria_in: null,
    deviations: [],
    own: { council: own },
  };
}

export const caught = (scene: Scene): Caught[] => [
  ...ledgerOf(scene.run).objections.map(objectionAsCaught),
  ...caughtFindings(scene),
];

const BECAME = { cleared: "mended", overruled: "accepted", refused: "open", taken: "open", open: "open" } as const;

/** What became of an objection, as of any other finding: its own seat, or the person, has the last word on it. */
function objectionAsCaught({ id, seat, severity, at, problem, state, reason, changed }: Objection): Caught {
  const isCleared = state === "cleared";
  return {
    ...{ id, severity, reviewer: seat, task: "", place: at, quote: "", problem, state: BECAME[state] },
    fix: isCleared ? (reason ?? "") : "",
    mended_by: isCleared && changed.length > 0 ? `the plan, in ${changed.join(", ")}` : null,
    closed_by: isCleared ? seat : null,
  };
}

export function reportLines(own: Record<string, unknown>, { width }: Layout, most: number): ReportLines {
  const isWhole = most === Number.POSITIVE_INFINITY;
  const { seats, verdict, objections, tasks, snapshot } = own.council as CouncilReport;
  const line = (...parts: string[]): string[] => laid(oneLine(parts.filter(Boolean).join(" · ")), width - 2, isWhole);
  const wrapped = (text: string): string[] => (isWhole ? wrapWhole(text, width - 2) : wrap(text, width - 2));
  /** A section with all lines of the items that a list shows. */
  const listed = <T>(title: string, items: T[], show: (item: T) => string[]): string[] =>
    section(
      title,
      items.length,
      clip(items, most, (one) => show(one).join("\n")).flatMap((text) => text.split("\n")),
    );
  const council = section("Council", seats.length, [
    ...seats.flatMap((one) => line(`${one.seat}${one.veto ? " (veto)" : ""} ${one.vote || "no vote"}`, one.who)),
    ...verdict.flatMap(wrapped),
  ]);
  const dissent = listed("Minority report: objections that were not followed", minority({ objections }), (one) =>
    line(`${one.id} (${one.state}) ${one.problem}${one.reason === null ? "" : ` — ${one.reason}`}`),
  );
  const planned = listed("Tasks of the plan", tasks, (one) => [
    ...line(`${one.item} ${one.title}: ${one.state}`),
    ...(one.reason ? wrapped(`  ${oneLine(one.reason)}`) : []),
  ]);
  return {
    head: [],
    reviews: [...council, ...dissent, ...planned],
    closing: snapshot === null ? [] : line(`Snapshot before the first change: ${snapshot}`),
    merging: [...council, ...dissent],
    foot: [],
  };
}
