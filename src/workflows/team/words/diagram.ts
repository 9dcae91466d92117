import type { Scene } from "../../../record/scene.ts";
import { oneLine } from "../../../text.ts";
import type { View } from "../../contract/contract.ts";
import type { StageStatus } from "../statuses.ts";
import { SHOWN, type StageRow, stagesOf, statusText, type TeamView } from "./status.ts";

/** The stages as a diagram in Mermaid's words, coloured by status. */

/** The view of `multi-ai visualize`, which is kept as `pipeline/diagram.md`. */
export function visualize(scene: Scene): View {
  const diagram = diagramText(stagesOf(scene));
  return { ok: true, lines: diagram.split("\n"), data: { diagram }, file: `${scene.workflow.files}/diagram.md` };
}

/** Anything but letters, digits and blanks as a character reference: nothing of a name is read as the diagram's own. */
const escaped = (text: string): string =>
  [...oneLine(text)].map((char) => (/[\p{L}\p{M}\p{N} ]/u.test(char) ? char : `#${char.codePointAt(0)};`)).join("");

const classOf = (status: StageStatus): string => (status === "none" ? "notyet" : status.toLowerCase());
/** Rows of several areas stand side by side; the parts of stage 05 come one after the other. */
const stepOf = ({ stage, name }: StageRow): string => `${stage.slice(0, 2)} ${name.split(" (")[0]}`;

/** The text of `pipeline/diagram.md`. */
export function diagramText(view: TeamView): string {
  const title = `# Pipeline: ${oneLine(view.feature).replaceAll("<", "&lt;")}`;
  return [title, "", "```mermaid", ...diagramLines(view), "```", ""].join("\n");
}

/** The diagram alone. */
export function diagramLines({ rows }: TeamView): string[] {
  const ids = new Map(rows.map((row, index) => [row, `s${index + 1}`]));
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
      const [fill, stroke, color] = SHOWN[status].colours;
      return `classDef ${classOf(status)} fill:${fill},stroke:${stroke},color:${color}`;
    }),
    ...rows.map((row) => `state "${escaped(`${row.stage} ${row.name} ${statusText(row.status)}`)}" as ${ids.get(row)}`),
    ...edges,
    ...(steps.at(-1) ?? []).map((row) => `${ids.get(row)} --> [*]`),
    ...rows.map((row) => `class ${ids.get(row)} ${classOf(row.status)}`),
  ];
  return ["stateDiagram-v2", ...lines.map((line) => `  ${line}`)];
}
