import type { Scene } from "../../record/scene.ts";
import { clip, type Layout, laid, oneLine, section, tokens, wrap, wrapWhole } from "../../text.ts";
import type { Caught, ReportLines, WorkflowReport } from "../contract/contract.ts";
import { moneyText } from "../money/money.ts";
import { caughtFindings } from "../review/caught.ts";
import { refinedOf } from "./audit/record.ts";
import { type CouncilView, viewOf } from "./status.ts";
import { ledgerOf, minority, type Objection } from "./vote/ledger.ts";

/** What a report says of a run of the council beyond that of any run. */

interface CouncilReport extends CouncilView {
  /** Every objection of the run with what became of it; those that were refused are the minority report. */
  objections: Objection[];
}

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
    untouched_fixes: [],
    disputed: [],
    own: { council: own },
  };
}

export const caught = (scene: Scene): Caught[] => [
  ...ledgerOf(scene.run).objections.map(objectionAsCaught),
  ...caughtFindings(scene),
];

/** What became of an objection, as of any other finding: its own seat, or the person, has the last word on it. */
function objectionAsCaught(one: Objection): Caught {
  const { id, seat, severity, at, problem, state, reason, changed } = one;
  const became = { cleared: "mended", overruled: "accepted", refused: "open", taken: "open", open: "open" } as const;
  return {
    id,
    severity,
    reviewer: seat,
    task: "",
    place: at,
    quote: "",
    problem,
    fix: state === "cleared" && reason !== null ? reason : "",
    state: became[state],
    mended_by: state === "cleared" && changed.length > 0 ? `the plan, in ${changed.join(", ")}` : null,
    closed_by: state === "cleared" ? seat : null,
  };
}

/** Tokens and dollars; empty where nothing was spent. */
const spentWords = (one: Pick<CouncilView["phases"][number], "tokens" | "cost">): string =>
  one.tokens === 0 && one.cost.usd === null ? "" : `${tokens(one.tokens)} tokens, dollars: ${moneyText(one.cost)}`;

export function reportLines(own: Record<string, unknown>, { width }: Layout, most: number): ReportLines {
  const isWhole = most === Number.POSITIVE_INFINITY;
  const { seats, phases, verdict, objections, tasks, snapshot } = own.council as CouncilReport;
  const line = (text: string): string => laid(oneLine(text), width - 2, isWhole).join("\n");
  const rows = (texts: string[]): string[] => texts.flatMap((text) => text.split("\n"));
  const said = (text: string): string[] => (isWhole ? wrapWhole(text, width - 2) : wrap(text, width - 2));
  const refused = minority({ objections });
  const council = section("Council", seats.length, [
    ...rows(
      seats.map((one) =>
        line(
          [`${one.seat}${one.veto ? " (veto)" : ""} ${one.vote || "no vote"}`, one.who, spentWords(one)]
            .filter(Boolean)
            .join(" · "),
        ),
      ),
    ),
    ...verdict.flatMap(said),
  ]);
  const dissent = section(
    "Minority report: objections that were not followed",
    refused.length,
    rows(
      clip(refused, most, (one) =>
        line(`${one.id} (${one.state}) ${one.problem}${one.reason === null ? "" : ` — ${one.reason}`}`),
      ),
    ),
  );
  return {
    head: [],
    reviews: [
      ...council,
      ...section(
        "Cost by phase",
        phases.length,
        rows(
          phases.map((one) =>
            line(`${one.phase}: ${[`${one.minutes} min`, spentWords(one)].filter(Boolean).join(", ")}`),
          ),
        ),
      ),
      ...dissent,
      ...section(
        "Tasks of the plan",
        tasks.length,
        rows(
          clip(tasks, most, (one) =>
            [
              line(`${one.item} ${one.title}: ${one.state}`),
              ...(one.reason ? said(`  ${oneLine(one.reason)}`) : []),
            ].join("\n"),
          ),
        ),
      ),
    ],
    closing: snapshot === null ? [] : rows([line(`Snapshot before the first change: ${snapshot}`)]),
    merging: [...council, ...dissent],
    foot: [],
  };
}
