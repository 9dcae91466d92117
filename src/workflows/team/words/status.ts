import { gatesOf, isOf } from "../../../engine/gates.ts";
import { openWarnings, type Run, type Task } from "../../../engine/run.ts";
import { fit, type Layout, oneLine, type Paint, PLAIN_LAYOUT, plural, table, wrap } from "../../../text.ts";
import { openQuestions } from "../rules.ts";
import {
  type AreaStanding,
  areaStandings,
  isBad,
  type StageStatus,
  statusOf,
  tasksOf,
  worstPart,
} from "../standing.ts";
import { team } from "../workflow.ts";
import { areaNotes, NOTES } from "./notes.ts";

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
  track: string;
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
  /** It is done without a gate of its own when this gate is left out, once what stands before it is done. */
  folds?: { gate: string; after: string };
}

const newest = (run: Run, key: string): Task | undefined => tasksOf(run, key).findLast((task) => task.acceptedSeq > 0);

/** Whoever had the last word on the release. */
const releaseRole = (run: Run): string =>
  newest(run, "deploy") ? "platform" : tasksOf(run, "signoff").at(-1)?.status === "skipped" ? "orchestrator" : "pm";

/** The rows of a run on every track; one whose gates the track leaves out has none. */
const STAGES: Stage[] = [
  { stage: "01", name: "Requirements", gates: ["brief"], role: "pm" },
  { stage: "02", name: "Design", gates: ["design", "notes", "answers", "scope"], role: "principal" },
  { stage: "03", name: "Clarification", gates: ["clarify"], role: "pm" },
  { stage: "04", name: "Build", gates: ["build"], role: "" },
  { stage: "05a", name: "Pre-review", gates: ["pre-review"], role: "platform" },
  { stage: "05b", name: "Security review", gates: ["security"], role: "security" },
  { stage: "06", name: "Peer Review", gates: ["peer"], role: "" },
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

/** Where a run stands, stage by stage. `feature`: what the table is headed with; `next`: what to do now. Pure. */
export function teamView(run: Run, { feature, next }: { feature: string; next: string }): TeamView {
  const keys = gatesOf(team, run).map((gate) => gate.key);
  const rows = STAGES.filter((stage) => keys.some((key) => stage.gates.some((one) => isOf(key, one)))).flatMap(
    (stage) =>
      stage.name === "Build"
        ? builds(run, stage)
        : stage.name === "Peer Review"
          ? peers(run, stage)
          : [row(run, stage)],
  );
  return {
    feature,
    track: run.options.track ?? "full",
    moved: run.options.moved ?? null,
    rows,
    warnings: openWarnings(run).map(({ id, text }) => ({ id, text })),
    questions: openQuestions(run).map(({ role, text }) => ({ role, text })),
    next,
  };
}

function row(run: Run, { stage, name, gates, role, folds }: Stage): StageRow {
  const status = statusOf(run, gates);
  const folded = status === "skipped" && folds !== undefined && isFolded(run, folds);
  return {
    stage,
    name,
    status: folded ? "PASS" : status,
    role: typeof role === "string" ? role : role(run),
    notes: NOTES[stage]!(run).join(", "),
  };
}

const isFolded = (run: Run, { gate, after }: NonNullable<Stage["folds"]>): boolean =>
  tasksOf(run, gate).at(-1)?.status === "skipped" && tasksOf(run, after).at(-1)?.status === "done";

const letter = (stage: string, index: number): string => `${stage}${String.fromCharCode(97 + index)}`;

/** A row for each area that has something to build; what the merge of all is missing, each of them is missing. */
function builds(run: Run, { stage, name }: Stage): StageRow[] {
  const merge = tasksOf(run, "merge").at(-1);
  const areas = tasksOf(run, "build").filter((task) => task.status !== "skipped");
  if (areas.length === 0)
    return [{ stage, name, status: statusOf(run, ["build"]), role: "", notes: "no area has work" }];
  const items = [...new Set(areas.map((task) => task.item ?? ""))];
  return items.map((item, index) => {
    const own = statusOf(run, [`build:${item}`]);
    const merged = merge ? statusOf(run, ["merge"]) : "skipped";
    const owners = newest(run, "merge")?.facts.owners ?? [];
    // A conflict is the row of those who have to mend it; the others wait for it.
    const shared: StageStatus = isBad(merged) && owners.length > 0 && !owners.includes(item) ? "running" : merged;
    const status = isBad(own) || own === "none" ? own : worstPart(run, [own, shared]);
    return {
      stage: letter(stage, index),
      name: `${name} (${item})`,
      status,
      role: `dev-${item}`,
      notes: areaNotes(run, `build:${item}`, merge && isBad(shared) ? "merge" : null).join(", "),
    };
  });
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
    ...(resolved > 0 ? [`${resolved} escalation${resolved === 1 ? "" : "s"} resolved`] : []),
    ...(overruled > 0 ? [`${overruled} overruled by the person`] : []),
    ...(standing.status === "PASS" ? [] : [`${standing.approved.length} of ${standing.required} approvals`]),
    ...(stale > 0 ? [`${stale} approval${stale === 1 ? "" : "s"} of an older state`] : []),
  ];
}

/** Columns of the lines that frame the table; long names make the table itself wider. */
const RULE = 64;
const MOST_LINES = 12;

/** How each status is written. */
export const SHOWN: Record<StageStatus, string> = {
  PASS: "PASS",
  WARN: "WARN",
  FAIL: "FAIL",
  ESCALATE: "ESCALATE",
  none: "–",
  running: "running",
  skipped: "skipped",
};

const tint = (status: StageStatus, text: string, paint: Paint): string => {
  switch (status) {
    case "PASS":
      return paint.green(text);
    case "WARN":
      return paint.yellow(text);
    case "FAIL":
      return paint.red(text);
    case "ESCALATE":
      return paint.bold(paint.red(text));
    case "running":
      return paint.cyan(text);
    default:
      return paint.dim(text);
  }
};

/** `1 warning: …` in one line, several in one line each. */
function listed(what: string, items: string[], width: number): string[] {
  if (items.length === 0) return [];
  const head = `${plural(items.length, what)}:`;
  if (items.length === 1) return wrap(`${head} ${items[0]}`, width);
  const more = items.length - MOST_LINES;
  const lines = items.slice(0, MOST_LINES).map((item) => fit(`  ${item}`, width));
  return [head, ...lines, ...(more > 0 ? [`  … and ${more} more`] : [])];
}

/** The stages of a run as a table, with what is open below it; without the next step, which the status says last. */
export function statusTable(view: TeamView, { width, paint }: Layout = PLAIN_LAYOUT): string[] {
  const rows = view.rows.map(({ stage, name, status, role, notes }) => [
    oneLine(`${stage} ${name}`),
    SHOWN[status],
    oneLine(role),
    oneLine(notes),
  ]);
  const [head, ...lines] = table([["Stage", "Status", "Role", "Notes"], ...rows], width, [3, 2, 0]);
  return [
    paint.bold(fit(`Pipeline Status — ${oneLine(view.feature)}`, width)),
    "=".repeat(RULE),
    head!,
    "-".repeat(RULE),
    ...lines.map((line, at) => coloured(line, view.rows[at]!.status, paint)),
    "-".repeat(RULE),
    ...(view.moved === null ? [] : wrap(`Track moved up: ${oneLine(view.moved)}`, width)),
    ...listed(
      "warning",
      view.warnings.map((one) => (view.warnings.length === 1 ? "" : `${one.id} `) + oneLine(one.text)),
      width,
    ),
    ...listed(
      "open question",
      view.questions.map((one) => `${oneLine(one.text)} (${one.role} asks pm)`),
      width,
    ),
  ];
}

/** The status where it stands in a laid out line: names and roles never hold two blanks in a row. */
function coloured(line: string, status: StageStatus, paint: Paint): string {
  const word = SHOWN[status];
  const at = line.indexOf(`  ${word}`);
  return at < 0 ? line : `${line.slice(0, at + 2)}${tint(status, word, paint)}${line.slice(at + 2 + word.length)}`;
}

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
