import type { StageStatus } from "../standing.ts";
import { oneLine } from "../../../terminal-text.ts";
import type { StageRow, TeamView } from "./status.ts";
import { SHOWN } from "./status-table.ts";

/** The stages as a diagram in Mermaid's words. */

/** Name and colours of each status: fill, border and text. */
const CLASSES: Record<StageStatus, { name: string; fill: string; stroke: string; color: string }> = {
  PASS: { name: "pass", fill: "#2da44e", stroke: "#1a7f37", color: "#ffffff" },
  WARN: { name: "warn", fill: "#f2cc60", stroke: "#9a6700", color: "#24292f" },
  FAIL: { name: "fail", fill: "#cf222e", stroke: "#82071e", color: "#ffffff" },
  ESCALATE: { name: "escalate", fill: "#fb8500", stroke: "#953800", color: "#24292f" },
  none: { name: "notyet", fill: "#d0d7de", stroke: "#6e7781", color: "#24292f" },
  running: { name: "running", fill: "#54aeff", stroke: "#0969da", color: "#24292f" },
  skipped: { name: "skipped", fill: "#eaeef2", stroke: "#afb8c1", color: "#57606a" },
};

/** Anything but letters, digits and blanks as a character reference: nothing of a name is read as the diagram's own. */
const escaped = (text: string): string =>
  [...oneLine(text)].map((char) => (/[\p{L}\p{M}\p{N} ]/u.test(char) ? char : `#${char.codePointAt(0)};`)).join("");

const idOf = (index: number): string => `s${index + 1}`;
/** Rows of several areas stand side by side; the parts of stage 05 come one after the other. */
const stepOf = ({ stage, name }: StageRow): string => `${stage.slice(0, 2)} ${name.split(" (")[0]}`;

/** The text of `pipeline/diagram.md`. */
export function diagramText(view: TeamView): string {
  return [
    `# Pipeline: ${oneLine(view.feature).replaceAll("<", "&lt;")}`,
    "",
    "```mermaid",
    ...diagramLines(view),
    "```",
    "",
  ].join("\n");
}

/** The diagram alone. */
export function diagramLines({ rows }: TeamView): string[] {
  const ids = new Map(rows.map((row, index) => [row, idOf(index)]));
  const steps = [...new Set(rows.map(stepOf))].map((step) => rows.filter((row) => stepOf(row) === step));
  const edges = steps.flatMap((step, at) =>
    at === 0
      ? step.map((row) => `[*] --> ${ids.get(row)}`)
      : steps[at - 1]!.flatMap((before) => step.map((row) => `${ids.get(before)} --> ${ids.get(row)}`)),
  );
  const used = [...new Set(rows.map((row) => row.status))];
  const lines = [
    "direction LR",
    ...used.map((status) => {
      const { name, fill, stroke, color } = CLASSES[status];
      return `classDef ${name} fill:${fill},stroke:${stroke},color:${color}`;
    }),
    ...rows.map((row) => `state "${escaped(`${row.stage} ${row.name} ${SHOWN[row.status]}`)}" as ${ids.get(row)}`),
    ...edges,
    ...(steps.at(-1) ?? []).map((row) => `${ids.get(row)} --> [*]`),
    ...rows.map((row) => `class ${ids.get(row)} ${CLASSES[row.status].name}`),
  ];
  return ["stateDiagram-v2", ...lines.map((line) => `  ${line}`)];
}
