import { gatesOf, isOf } from "../../../engine/gates.ts";
import type { Run, Task } from "../../../engine/run.ts";
import type { Scene } from "../../../record/scene.ts";
import { fit, type Layout, laid, oneLine, type Paint, PLAIN_LAYOUT, plural, table, wrap } from "../../../text.ts";
import type { View } from "../../contract/contract.ts";
import { featureOf } from "../accepted.ts";
import { openQuestions } from "../rules.ts";
import { type AreaStanding, areaStandings, newestOf, statusOf, tasksOf, worstPart } from "../standing.ts";
import { isBad, type StageStatus } from "../statuses.ts";
import { hasChecks, type Track, trackOf } from "../tracks.ts";
import { openWarnings } from "../warnings.ts";
import { team } from "../workflow.ts";
import { NOTES, trouble } from "./notes.ts";

/** One line of the status table: a stage, or a part of one. */
export interface StageRow {
  /** `01`, `04a`. */
  stage: string;
  name: string;
  status: StageStatus;
  role: string;
  notes: string;
}

/** A run with stages as plain data, for the table, the diagram and `status --json`. */
export interface TeamView {
  feature: string;
  track: Track;
  /** From which track it was moved up, and why; null: it is on the one that it began with. */
  moved: string | null;
  rows: StageRow[];
  /** Open ones. */
  warnings: { id: string; text: string }[];
  /** Those without an answer. */
  questions: { role: string; text: string }[];
  next: string;
}

interface Stage {
  stage: string;
  name: string;
  /** Gates whose words count for it, by key. Checkpoints are the doors behind stages, not parts of them. */
  gates: string[];
  role: string | ((run: Run) => string);
  /** Where it is not one row. */
  rows?: (run: Run, stage: Stage) => StageRow[];
  /** Whether it has a row in this run. */
  isShown?: (run: Run) => boolean;
  /** It is done without a gate of its own when this gate is left out, once what stands before it is done. */
  folds?: { gate: string; after: string };
}

/** Whoever had the last word on the release. */
const releaseRole = (run: Run): string =>
  newestOf(run, "deploy") ? "platform" : tasksOf(run, "signoff").at(-1)?.status === "skipped" ? "orchestrator" : "pm";

/** A track without stage 05 has its review where the change asked for one. */
const hasSecurityReview = (run: Run): boolean =>
  hasChecks(trackOf(run)) ||
  tasksOf(run, "security").some(({ status }) => !["blocked", "skipped", "cancelled"].includes(status));

/** The rows of a run on every track; one whose gates the track leaves out has none. */
const STAGES: Stage[] = [
  { stage: "01", name: "Requirements", gates: ["brief"], role: "pm" },
  { stage: "02", name: "Design", gates: ["design", "notes", "answers", "scope"], role: "principal" },
  { stage: "03", name: "Clarification", gates: ["clarify"], role: "pm" },
  { stage: "04", name: "Build", gates: ["build"], role: "", rows: builds },
  { stage: "05a", name: "Pre-review", gates: ["pre-review"], role: "platform" },
  { stage: "05b", name: "Security review", gates: ["security"], role: "security", isShown: hasSecurityReview },
  { stage: "06", name: "Peer Review", gates: ["peer"], role: "", rows: peers },
  { stage: "07", name: "QA", gates: ["qa", "qa-tests", "clarify-late"], role: "qa" },
  {
    stage: "08",
    name: "Sign-off + Deploy",
    gates: ["signoff", "deploy", "summary"],
    role: releaseRole,
    folds: { gate: "signoff", after: "checkpoint-c" },
  },
  { stage: "09", name: "Retrospective", gates: ["retro", "lessons"], role: "principal" },
];

/** The stages of a run under the title of its feature. */
export const stagesOf = (scene: Scene, next = ""): TeamView => teamView(scene.run, { feature: featureOf(scene), next });

/** Where a run stands, stage by stage. `feature`: what the table is headed with; `next`: what to do now. Pure. */
export function teamView(run: Run, { feature, next }: { feature: string; next: string }): TeamView {
  const keys = gatesOf(team, run).map((gate) => gate.key);
  const stages = STAGES.filter(
    ({ gates, isShown }) =>
      keys.some((key) => gates.some((one) => isOf(key, one))) && (isShown === undefined || isShown(run)),
  );
  return {
    feature,
    track: trackOf(run),
    moved: run.options.moved ?? null,
    rows: stages.flatMap((stage) => (stage.rows ?? row)(run, stage)),
    warnings: openWarnings(run).map(({ id, text }) => ({ id, text })),
    questions: openQuestions(run).map(({ role, text }) => ({ role, text })),
    next,
  };
}

function row(run: Run, { stage, name, gates, role, folds }: Stage): StageRow[] {
  const is = (gate: string, status: Task["status"]): boolean => tasksOf(run, gate).at(-1)?.status === status;
  const isFolded = folds !== undefined && is(folds.gate, "skipped") && is(folds.after, "done");
  const status = statusOf(run, gates);
  return [
    {
      stage,
      name,
      status: status === "skipped" && isFolded ? "PASS" : status,
      role: typeof role === "string" ? role : role(run),
      notes: NOTES[stage]!(run).join(", "),
    },
  ];
}

const letter = (stage: string, index: number): string => `${stage}${String.fromCharCode(97 + index)}`;

/** A row for each area that has something to build; what the merge of all is missing, each of them is missing. */
function builds(run: Run, { stage, name }: Stage): StageRow[] {
  const merge = tasksOf(run, "merge").at(-1);
  const areas = tasksOf(run, "build").filter((task) => task.status !== "skipped");
  if (areas.length === 0)
    return [{ stage, name, status: statusOf(run, ["build"]), role: "", notes: "no area has work" }];
  const items = [...new Set(areas.map((task) => task.item ?? ""))];
  const asked = tasksOf(run, "clarify-build").filter((task) => task.status !== "skipped" && task.status !== "blocked");
  const clarified = asked.map((): StageRow => {
    const status = statusOf(run, ["clarify-build"]);
    const notes = trouble(run, ["clarify-build"]).join(", ");
    return { stage: letter(stage, items.length), name: "Clarification", status, role: "pm", notes };
  });
  const built = items.map((item, index) => {
    const own = statusOf(run, [`build:${item}`]);
    const merged = merge ? statusOf(run, ["merge"]) : "skipped";
    const owners = newestOf(run, "merge")?.facts.owners ?? [];
    // A conflict is the row of those who have to mend it; the others wait for it.
    const shared: StageStatus = isBad(merged) && owners.length > 0 && !owners.includes(item) ? "running" : merged;
    const status = isBad(own) || own === "none" ? own : worstPart(run, [own, shared]);
    return {
      stage: letter(stage, index),
      name: `${name} (${item})`,
      status,
      role: `dev-${item}`,
      notes: trouble(run, [`build:${item}`, ...(merge && isBad(shared) ? ["merge"] : [])]).join(", "),
    };
  });
  return [...built, ...clarified.slice(0, 1)];
}

/** A row for each area that the run has changed; its role: who reviews it, by area. */
function peers(run: Run, { stage, name }: Stage): StageRow[] {
  const areas = areaStandings(team, run, "peer");
  if (areas.length === 0) return [{ stage, name, status: statusOf(run, ["peer"]), role: "", notes: "" }];
  return areas.map((one, index) => ({
    stage: letter(stage, index),
    name: `${name} (${one.area})`,
    status: one.status,
    role: one.reviewers.join(", "),
    notes: peerNotes(one).join(", "),
  }));
}

function peerNotes({ resolved, standing }: AreaStanding): string[] {
  const stale = standing.verdicts.filter((one) => one.verdict === "approved" && one.stale).length;
  const overruled = standing.verdicts.filter((one) => one.overruled).length;
  return [
    ...(resolved > 0 ? [`${plural(resolved, "escalation")} resolved`] : []),
    ...(overruled > 0 ? [`${overruled} overruled by the person`] : []),
    ...(standing.status === "PASS" ? [] : [`${standing.approved.length} of ${standing.required} approvals`]),
    ...(stale > 0 ? [`${plural(stale, "approval")} of an older state`] : []),
  ];
}

/** How a status is shown: in the table, and its fill, border and text in the diagram. */
const SHOWN: Record<StageStatus, { paint: (keyof Paint)[]; colours: string[] }> = {
  PASS: { paint: ["green"], colours: ["#2da44e", "#1a7f37", "#ffffff"] },
  WARN: { paint: ["yellow"], colours: ["#f2cc60", "#9a6700", "#24292f"] },
  FAIL: { paint: ["red"], colours: ["#cf222e", "#82071e", "#ffffff"] },
  ESCALATE: { paint: ["red", "bold"], colours: ["#fb8500", "#953800", "#24292f"] },
  none: { paint: ["dim"], colours: ["#d0d7de", "#6e7781", "#24292f"] },
  running: { paint: ["cyan"], colours: ["#54aeff", "#0969da", "#24292f"] },
  skipped: { paint: ["dim"], colours: ["#eaeef2", "#afb8c1", "#57606a"] },
};
const statusText = (status: StageStatus): string => (status === "none" ? "–" : status);

/** The status of a run as a person reads it. */

/** Columns of the lines that frame the table; long names make the table itself wider. */
const RULE = 64;
/** Open warnings, and open questions, that are listed. */
const MAX_LINES = 12;

/** `1 warning: …` in one line, several in one line each. */
function listed(what: string, items: string[], width: number): string[] {
  if (items.length === 0) return [];
  const head = `${plural(items.length, what)}:`;
  if (items.length === 1) return wrap(`${head} ${items[0]}`, width);
  const more = items.length - MAX_LINES;
  const lines = items.slice(0, MAX_LINES).map((item) => fit(`  ${item}`, width));
  return [head, ...lines, ...(more > 0 ? [`  … and ${more} more`] : [])];
}

/**
 * The stages of a run as a table, with what is open below it; without the next step, which the status says last. `isWhole`:
 * no cell is cut.
 */
export function statusTable(
  view: TeamView,
  { width, paint, table: room = width }: Layout = PLAIN_LAYOUT,
  isWhole = false,
): string[] {
  const rows = view.rows.map(({ stage, name, status, role, notes }) => [
    oneLine(`${stage} ${name}`),
    statusText(status),
    oneLine(role),
    oneLine(notes),
  ]);
  const [head, ...lines] = table([["Stage", "Status", "Role", "Notes"], ...rows], room, [3, 2, 0], isWhole);
  const warnings = view.warnings.map((one, _at, { length }) => (length === 1 ? "" : `${one.id} `) + oneLine(one.text));
  const questions = view.questions.map((one) => `${oneLine(one.text)} (${one.role} asks pm)`);
  return [
    ...laid(`Pipeline Status — ${oneLine(view.feature)}`, width, isWhole).map(paint.bold),
    "=".repeat(RULE),
    head!,
    "-".repeat(RULE),
    ...lines.flatMap((line, at) => coloured(line, view.rows[at]!.status, paint).split("\n")),
    "-".repeat(RULE),
    ...(view.moved === null ? [] : wrap(`Track moved up: ${oneLine(view.moved)}`, width)),
    ...listed("warning", warnings, width),
    ...listed("open question", questions, width),
  ];
}

/** The status where it stands in a laid out line: names and roles never hold two blanks in a row. */
function coloured(line: string, status: StageStatus, paint: Paint): string {
  const text = statusText(status);
  const painted = SHOWN[status].paint.reduce((said, name) => paint[name](said), text);
  return line.replace(`  ${text}`, () => `  ${painted}`);
}

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
