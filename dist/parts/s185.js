// @bun
import {
  oneLine2
} from "./s28.js";
import {
  stagesOf,
  SHOWN,
  statusText
} from "./s196.js";

// src/workflows/team/words/diagram.ts
function visualize(scene) {
  const diagram = diagramText(stagesOf(scene));
  return { ok: true, lines: diagram.split(`
`), data: { diagram }, file: `${scene.workflow.files}/diagram.md` };
}
var escaped = (text) => [...oneLine2(text)].map((char) => /[\p{L}\p{M}\p{N} ]/u.test(char) ? char : `#${char.codePointAt(0)};`).join("");
var classOf = (status) => status === "none" ? "notyet" : status.toLowerCase();
var stepOf = ({ stage, name }) => `${stage.slice(0, 2)} ${name.split(" (")[0]}`;
function diagramText(view) {
  const title = `# Pipeline: ${oneLine2(view.feature).replaceAll("<", "&lt;")}`;
  return [title, "", "```mermaid", ...diagramLines(view), "```", ""].join(`
`);
}
function diagramLines({ rows }) {
  const ids = new Map(rows.map((row, index) => [row, `s${index + 1}`]));
  const steps = [...new Set(rows.map(stepOf))].map((step) => rows.filter((row) => stepOf(row) === step));
  const edges = steps.flatMap((step, at) => at === 0 ? step.map((row) => `[*] --> ${ids.get(row)}`) : steps[at - 1].flatMap((before) => step.map((row) => `${ids.get(before)} --> ${ids.get(row)}`)));
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
    ...rows.map((row) => `class ${ids.get(row)} ${classOf(row.status)}`)
  ];
  return ["stateDiagram-v2", ...lines.map((line) => `  ${line}`)];
}

export { visualize, diagramText };
