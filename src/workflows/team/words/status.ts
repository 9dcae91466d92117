import { gatesOf, isOf } from "../../../engine/gates.ts";
import type { Run } from "../../../engine/run.ts";
import type { Scene } from "../../../record/scene.ts";
import { clip, fit, type Layout, laid, oneLine, type Paint, PLAIN_LAYOUT, plural, table, wrap } from "../../../text.ts";
import type { View } from "../../contract/contract.ts";
import { featureOf } from "../accepted.ts";
import { openQuestions } from "../rules.ts";
import { type AreaStanding, areaStandings, newestOf, statusOf, tasksOf, worstPart } from "../standing.ts";
import { isBad, type StageStatus } from "../statuses.ts";
import { hasChecks, trackOf } from "../tracks.ts";
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
export type TeamView = ReturnType<typeof teamView>;

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
  { stage: "08", name: "Sign-off + Deploy", gates: ["signoff", "deploy", "summary"], role: releaseRole },
  { stage: "09", name: "Retrospective", gates: ["retro", "lessons"], role: "principal" },
];

/** The stages of a run under the title of its feature. */
export const stagesOf = (scene: Scene, next = ""): TeamView => teamView(scene.run, { feature: featureOf(scene), next });

/** Where a run stands, stage by stage. `feature`: what the table is headed with; `next`: what to do now. Pure. */
export function teamView(run: Run, { feature, next }: { feature: string; next: string }) {
  const keys = gatesOf(team, run).map((gate) => gate.key);
  const stages = STAGES.filter(
    ({ gates, isShown }) => keys.some((key) => gates.some((one) => isOf(key, one))) && (isShown?.(run) ?? true),
  );
  return {
    feature,
    track: trackOf(run),
    /** From which track it was moved up, and why; null: it is on the one that it began with. */
    moved: run.options.moved ?? null,
    rows: stages.flatMap((stage) => (stage.rows ?? row)(run, stage)),
    warnings: openWarnings(run).map(({ id, text }) => ({ id, text })),
    questions: openQuestions(run).map(({ role, text }) => ({ role, text })),
    next,
  };
}

function row(run: Run, { stage, name, gates, role }: Stage): StageRow[] {
  const status = statusOf(run, gates);
  // A sign-off that needed nobody has passed with its checkpoint.
  const isSigned = stage === "08" && status === "skipped" && tasksOf(run, "checkpoint-c").at(-1)?.status === "done";
  return [
    {
      stage,
      name,
      status: isSigned ? "PASS" : status,
      role: typeof role === "string" ? role : role(run),
      notes: NOTES[stage]!(run).join(", "),
    },
  ];
}

const letter = (stage: string, index: number): string => `${stage}${String.fromCharCode(97 + index)}`;

/** A row for each area that has something to build; where the merge of all does not hold, none of them does. */
function builds(run: Run, { stage, name }: Stage): StageRow[] {
  const areas = tasksOf(run, "build").filter((task) => task.status !== "skipped");
  const items = [...new Set(areas.map((task) => task.item ?? ""))];
  if (items.length === 0)
    return [{ stage, name, status: statusOf(run, ["build"]), role: "", notes: "no area has work" }];
  const merged = statusOf(run, ["merge"]);
  return items.map((item, index) => {
    const own = statusOf(run, [`build:${item}`]);
    const isOpen = isBad(own) || own === "none";
    return {
      stage: letter(stage, index),
      name: `${name} (${item})`,
      status: isOpen ? own : worstPart(run, tasksOf(run, "merge").length === 0 ? [own] : [own, merged]),
      role: `dev-${item}`,
      notes: trouble(run, [`build:${item}`, "merge"]).join(", "),
    };
  });
}

/** A row for each area that the run has changed; its role: who reviews it, by area. */
function peers(run: Run, { stage, name }: Stage): StageRow[] {
  const areas = areaStandings(run);
  if (areas.length === 0) return [{ stage, name, status: statusOf(run, ["peer"]), role: "", notes: "" }];
  return areas.map((one, index) => ({
    stage: letter(stage, index),
    name: `${name} (${one.area})`,
    status: one.status,
    role: one.reviewers.join(", "),
    notes: peerNotes(one).join(", "),
  }));
}

const peerNotes = ({ resolved, standing }: AreaStanding): string[] => [
  ...(resolved > 0 ? [`${plural(resolved, "escalation")} resolved`] : []),
  ...(standing.verdicts.some((one) => one.overruled) ? ["overruled by the person"] : []),
  ...(standing.status === "PASS" ? [] : [`${standing.approved.length} of ${standing.required} approvals`]),
];

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

/** Columns of the lines that frame the table; long names make the table itself wider. */
const RULE = 64;
/** Open warnings, and open questions, that are listed. */
const MAX_LINES = 12;

/** `1 warning: …` in one line, several in one line each. */
const listed = (what: string, items: string[], width: number): string[] =>
  items.length < 2
    ? items.flatMap((item) => wrap(`1 ${what}: ${item}`, width))
    : [`${plural(items.length, what)}:`, ...clip(items, MAX_LINES, (item) => fit(`  ${item}`, width))];

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
  const painted = SHOWN[status].paint.reduce((shown, name) => paint[name](shown), text);
  return line.replace(`  ${text}`, () => `  ${painted}`);
}

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
