import type { Run } from "../../../engine/run.ts";
import type { Scene } from "../../../record/scene.ts";
import { oneLine } from "../../../text.ts";
import { type Document, linesPart, listPart, type Part } from "../../contract/contract.ts";
import { GATES } from "../paths.ts";
import { featureOf } from "../record/accepted.ts";
import { openQuestions } from "../rules.ts";
import type { StageStatus } from "../status/statuses.ts";
import { openWarnings } from "../status/warnings.ts";
import { trackOf } from "../tracks.ts";
import { type StageRow, stageRows } from "./table.ts";

/** The table of a run as gate files, as parts of status and report, and as a diagram. */

/** The gate file of each row that somebody has spoken of. The same run gives the same bytes. */
export const gateFiles = (run: Run): Document[] =>
  stageRows(run).flatMap(({ gate }) =>
    gate === null
      ? []
      : { path: `${GATES}/${gate.stage}.json`, text: `${JSON.stringify(gate, null, 2)}\n` },
  );

/** A run with stages as plain data. */
export type TeamView = ReturnType<typeof teamView>;

/** The stages of a run under the title of its feature; `next`: what to do now. */
export const stagesOf = (scene: Scene, next = ""): TeamView =>
  teamView(scene.run, { feature: featureOf(scene), next });

export const teamView = (run: Run, { feature, next }: { feature: string; next: string }) => ({
  feature,
  track: trackOf(run),
  /** From which track it was moved up, and why; null: it is on the one that it began with. */
  moved: run.options.moved ?? null,
  rows: stageRows(run),
  warnings: openWarnings(run).map(({ id, text }) => ({ id, text })),
  questions: openQuestions(run).map(({ role, text }) => ({ role, text })),
  next,
});

const statusText = (status: StageStatus): string => (status === "none" ? "–" : status);

/** The table, the run's track, and what is open. */
export const stageParts = (view: TeamView): Part[] => [
  {
    title: `Pipeline Status — ${view.feature}`,
    count: null,
    merging: true,
    columns: ["Stage", "Status", "Notes", "Role"],
    rows: view.rows.map(({ stage, name, status, role, notes }) => ({
      text: `${stage} ${name}`,
      cells: [statusText(status), notes, role],
    })),
  },
  linesPart([view.moved === null ? `Track ${view.track}` : `Track switched from ${view.moved}`]),
  { title: "Warnings", rows: view.warnings, merging: true },
  listPart(
    "Open questions",
    view.questions.map(({ text, role }) => `${text} (${role} asks pm)`),
  ),
];

/** How each status is filled in the diagram. */
const FILLS: Record<StageStatus, string> = {
  PASS: "#2da44e,color:#ffffff",
  WARN: "#f2cc60,color:#24292f",
  FAIL: "#cf222e,color:#ffffff",
  ESCALATE: "#fb8500,color:#24292f",
  none: "#d0d7de,color:#24292f",
  running: "#54aeff,color:#24292f",
  skipped: "#eaeef2,color:#57606a",
};
const classOf = (status: StageStatus): string =>
  status === "none" ? "notyet" : status.toLowerCase();

/**
 * Anything but letters, digits and blanks as a character reference: nothing of a name is read as
 * the diagram's own.
 */
const escaped = (text: string): string =>
  oneLine(text).replace(/[^\p{L}\p{M}\p{N} ]/gu, (char) => `#${char.codePointAt(0)};`);

/** The text of `pipeline/diagram.md`: a state for each row, one after the other. */
export function diagramText({ feature, rows }: Pick<TeamView, "feature" | "rows">): string {
  const title = `# Pipeline: ${oneLine(feature).replaceAll("<", "&lt;")}`;
  return [title, "", "```mermaid", ...diagramLines(rows), "```", ""].join("\n");
}

export function diagramLines(rows: readonly Pick<StageRow, "stage" | "name" | "status">[]) {
  const classes = Object.entries(FILLS).map(
    ([status, fill]) => `  classDef ${classOf(status as StageStatus)} fill:${fill}`,
  );
  const states = rows.flatMap(({ stage, name, status }, at) => [
    `  state "${escaped(`${stage} ${name} ${statusText(status)}`)}" as s${at + 1}`,
    `  class s${at + 1} ${classOf(status)}`,
  ]);
  const ends = ["[*]", ...rows.map((_row, at) => `s${at + 1}`), "[*]"];
  const edges = ends.slice(1).map((end, at) => `  ${ends[at]} --> ${end}`);
  return ["stateDiagram-v2", ...classes, ...states, ...edges];
}
