import { gatesOf, isOf } from "../../../engine/gates.ts";
import { openQuestions } from "../open-points.ts";
import type { Run, Task } from "../../../engine/run.ts";
import {
  type AreaStanding,
  areaStandings,
  isBad,
  type StageStatus,
  statusOf,
  tasksOf,
  worstPart,
} from "../standing.ts";
import { openWarnings } from "../../../engine/warnings.ts";
import { workflowOf } from "../../index.ts";
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

const newest = (run: Run, key: string): Task | undefined => tasksOf(run, key).findLast((task) => task.taken > 0);

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
  const keys = gatesOf(workflowOf(run.workflow), run).map((gate) => gate.key);
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
  const areas = areaStandings(workflowOf(run.workflow), run, "peer");
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
  const stale = standing.words.filter((word) => word.verdict === "approved" && word.stale).length;
  const overruled = standing.words.filter((word) => word.overruled).length;
  return [
    ...(resolved > 0 ? [`${resolved} escalation${resolved === 1 ? "" : "s"} resolved`] : []),
    ...(overruled > 0 ? [`${overruled} overruled by the person`] : []),
    ...(standing.status === "PASS" ? [] : [`${standing.approvals.length} of ${standing.required} approvals`]),
    ...(stale > 0 ? [`${stale} approval${stale === 1 ? "" : "s"} of an older state`] : []),
  ];
}
