import type { Scene } from "../../record/scene.ts";
import { given } from "../../text.ts";
import {
  type FindingOutcome,
  listPart,
  type OwnParts,
  type WorkflowReport,
} from "../contract/contract.ts";
import { TO_LOOK_AT } from "../execute/summary.ts";
import { caughtFindings } from "../review/findings/caught.ts";
import { refinedOf } from "./audit/record.ts";
import { type CouncilView, viewOf } from "./status.ts";
import { ledgerOf, minority, type Objection } from "./vote/ledger.ts";

/** What a report says of a run of the council beyond that of any run. */

/**
 * Every objection of the run with what became of it; those that were refused are the minority
 * report.
 */
type CouncilReport = CouncilView & { objections: Objection[] };

export function reportFacts(
  scene: Scene,
  _final: string | null,
  note: (what: string) => void,
): WorkflowReport {
  const { project, run } = scene;
  const refined = refinedOf(project, run);
  if (
    refined === null &&
    run.tasks.some((task) => task.schema === "refined-prompt" && task.artifact !== null)
  )
    note("the refined prompt");
  const council: CouncilReport = { ...viewOf(scene), objections: ledgerOf(run).objections };
  const story = refined?.what_to_build ?? null;
  return { story, criteria: [], criteria_in: null, deviations: [], own: { council } };
}

const BECAME = {
  cleared: "mended",
  overruled: "accepted",
  refused: "open",
  taken: "open",
  open: "open",
} as const;

/**
 * What became of each objection, as of any other finding: its own seat, or the person, has the last
 * word on it.
 */
export const caught = (scene: Scene): FindingOutcome[] => [
  ...ledgerOf(scene.run).objections.map(
    ({ id, seat, task, severity, at, problem, state, reason }) => ({
      ...{
        id,
        severity,
        reviewer: seat,
        task,
        place: at,
        quote: "",
        problem,
        state: BECAME[state],
      },
      fix: (state === "cleared" && reason) || "",
      mended_by: null,
      closed_by: state === "cleared" ? seat : null,
    }),
  ),
  ...caughtFindings(scene),
];

export function reportParts(own: Record<string, unknown>): OwnParts {
  const {
    iterations,
    seats,
    verdict,
    objections,
    tasks,
    shown,
    open,
    branch,
    snapshot,
    taken,
    build,
  } = own.council as CouncilReport;
  const votes = iterations === 0 && taken.length > 0 ? [] : seats;
  const council = [
    ...taken,
    ...votes.map(({ seat, veto, vote, who }) =>
      [`${seat}${veto ? " (veto)" : ""} ${vote || "no vote"}`, who].filter(Boolean).join(" · "),
    ),
    ...verdict,
  ];
  const refused = minority({ objections }).map(
    ({ id, state, problem, reason }) =>
      `${id} (${state}) ${problem}${reason === null ? "" : ` — ${reason}`}`,
  );
  const planned = tasks.map(
    ({ item, title, state, reason }) => `${item} ${title}: ${state}${reason ? `, ${reason}` : ""}`,
  );
  const where = [
    ...given(branch !== null, `Commits: branch ${branch}`),
    ...given(snapshot !== null, `Snapshot before the first change: ${snapshot}`),
    ...given(build !== null, `To build its plan: ${build}`),
  ];
  return {
    shown,
    reviews: [
      listPart("Council", council, { count: seats.length, merging: true }),
      listPart("Minority report: objections that were not followed", refused, { merging: true }),
      listPart(TO_LOOK_AT, open, { merging: true }),
      listPart("Tasks of the plan", planned),
    ],
    closing: [listPart("Where it is", where, { count: null })],
  };
}
