import { gatesOf, isOf } from "../../../engine/gates.ts";
import { acceptedTasks, type Run } from "../../../engine/run.ts";
import type { Scene } from "../../../record/scene.ts";
import { fit, given, oneLine, plural } from "../../../text.ts";
import { linesPart, listPart, type Part } from "../../contract/contract.ts";
import { waiverWords } from "../../words.ts";
import { featureOf } from "../accepted.ts";
import { teamFacts } from "../recorded.ts";
import { openQuestions, questionsOf } from "../rules.ts";
import {
  areaStandings,
  newestOf,
  statusOf,
  taskStatus,
  tasksOf,
  verdictOf,
  worstPart,
} from "../standing.ts";
import { isBad, type StageStatus } from "../statuses.ts";
import { trackOf } from "../tracks.ts";
import { openWarnings } from "../warnings.ts";
import { team } from "../workflow.ts";

/** One line of the status table: a stage, or a part of one, such as `04a`. */
type StageRow = Record<"stage" | "name" | "role" | "notes", string> & { status: StageStatus };

/** A run with stages as plain data, for the table, the diagram and `status --json`. */
export type TeamView = ReturnType<typeof teamView>;

interface Stage {
  stage: string;
  name: string;
  /**
   * Gates whose words count for it, by key. Checkpoints are the doors behind stages, not parts of
   * them.
   */
  gates: string[];
  role: string | ((run: Run) => string);
  /**
   * Gates that say what is wrong with it, where the program's word replaces what was said before;
   * left out: all of them.
   */
  telling?: string[];
  /** Where it is not one row. */
  rows?: (run: Run, stage: Stage) => StageRow[];
}

/** The rows of a run on every track; one whose gates the track leaves out has none. */
const STAGES: Stage[] = [
  { stage: "01", name: "Requirements", gates: ["brief"], role: "pm" },
  {
    stage: "02",
    name: "Design",
    gates: ["design", "notes", "answers", "scope"],
    role: "principal",
  },
  { stage: "03", name: "Clarification", gates: ["clarify"], role: "pm" },
  { stage: "04", name: "Build", gates: ["build"], role: "", rows: builds },
  { stage: "05a", name: "Pre-review", gates: ["pre-review"], role: "platform" },
  { stage: "05b", name: "Security review", gates: ["security"], role: "security" },
  { stage: "06", name: "Peer Review", gates: ["peer"], role: "", rows: peers },
  {
    stage: "07",
    name: "QA",
    gates: ["qa", "qa-tests", "clarify-late"],
    role: "qa",
    telling: ["qa-tests"],
  },
  {
    stage: "08",
    name: "Sign-off + Deploy",
    gates: ["signoff", "deploy", "summary"],
    role: releaseRole,
  },
  { stage: "09", name: "Retrospective", gates: ["retro", "lessons"], role: "principal" },
];

/** What a stage came to, before what is wrong with it. */
const NOTES: Record<string, (run: Run) => string[]> = {
  "01": (run) => counted(countOf(run, "criteria"), "criterion", "criteria"),
  "02": (run) => counted(countOf(run, "adrs"), "ADR"),
  "03": answersNote,
  "05b": triggerNote,
  "07": (run) => {
    const total = countOf(run, "tests_total");
    return given(total !== undefined, `${countOf(run, "tests_passed") ?? 0}/${total} pass`);
  },
  "08": releaseNote,
  "09": (run) => counted(countOf(run, "lessons"), "lesson promoted", "lessons promoted"),
};

const BY_SETTINGS = "the settings say not to ask";
/** Why a task was left out, by the rule that did: a workflow's `when`. */
export const SKIP_REASONS: Record<string, string> = {
  openQuestions: "no open questions",
  nothingBuilt: "the build has begun",
  areaHasWork: "the area has no work",
  mergeDue: "built in the checkout",
  securityDue: "no rule asked for it",
  seatNeeded: "nothing for it to look at",
  checkDue: "unchanged since it last passed",
  signedByHand: "signed off automatically",
  deployAsked: "not deployed",
  ...{ passesA: BY_SETTINGS, passesB: BY_SETTINGS, passesC: BY_SETTINGS },
  deployed: "nothing was deployed",
  tookPart: "the role took no part",
};

/** The stages of a run under the title of its feature. */
export const stagesOf = (scene: Scene, next = ""): TeamView =>
  teamView(scene.run, { feature: featureOf(scene), next });

/**
 * Where a run stands, stage by stage. `feature`: what the table is headed with; `next`: what to do
 * now. Pure.
 */
export function teamView(run: Run, { feature, next }: { feature: string; next: string }) {
  const keys = gatesOf(team, run).map((gate) => gate.key);
  const stages = STAGES.filter(({ gates }) =>
    keys.some((key) => gates.some((gate) => isOf(key, gate))),
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

function row(run: Run, { stage, name, gates, role: by, telling = gates }: Stage): StageRow[] {
  const found = statusOf(run, gates);
  // A sign-off that needed nobody has passed with its checkpoint.
  const isSigned =
    stage === "08" && found === "skipped" && tasksOf(run, "checkpoint-c").at(-1)?.status === "done";
  const status = isSigned ? "PASS" : found;
  const role = typeof by === "string" ? by : by(run);
  return [
    {
      stage,
      name,
      status,
      role,
      notes: [...(NOTES[stage]?.(run) ?? []), ...trouble(run, telling)].join(", "),
    },
  ];
}

const letter = (stage: string, index: number): string =>
  `${stage}${String.fromCharCode(97 + index)}`;

/**
 * A row for each area that has something to build; where the merge of all does not hold, none of
 * them does.
 */
function builds(run: Run, { stage, name }: Stage): StageRow[] {
  const areas = tasksOf(run, "build").filter((task) => task.status !== "skipped");
  const items = [...new Set(areas.map((task) => task.item ?? ""))];
  if (items.length === 0)
    return [{ stage, name, status: statusOf(run, ["build"]), role: "", notes: "no area has work" }];
  const merged = tasksOf(run, "merge").length === 0 ? [] : [statusOf(run, ["merge"])];
  return items.map((item, index) => {
    const own = statusOf(run, [`build:${item}`]);
    const status = isBad(own) || own === "none" ? own : worstPart(run, [own, ...merged]);
    const notes = trouble(run, [`build:${item}`, "merge"]).join(", ");
    return {
      stage: letter(stage, index),
      name: `${name} (${item})`,
      status,
      role: `dev-${item}`,
      notes,
    };
  });
}

/** A row for each area that the run has changed; its role: who reviews it, by area. */
function peers(run: Run, { stage, name }: Stage): StageRow[] {
  const areas = areaStandings(run);
  if (areas.length === 0)
    return [{ stage, name, status: statusOf(run, ["peer"]), role: "", notes: "" }];
  return areas.map(({ area, status, reviewers, resolved, standing }, index) => {
    const notes = [
      ...given(resolved > 0, `${plural(resolved, "escalation")} resolved`),
      ...given(
        standing.verdicts.some((verdict) => verdict.overruled),
        "overruled",
      ),
      ...given(
        standing.status !== "PASS",
        `${standing.approved.length} of ${standing.required} approvals`,
      ),
    ].join(", ");
    return {
      stage: letter(stage, index),
      name: `${name} (${area})`,
      status,
      role: reviewers.join(", "),
      notes,
    };
  });
}

/** Whoever had the last word on the release. */
function releaseRole(run: Run): string {
  if (newestOf(run, "deploy")) return "platform";
  return tasksOf(run, "signoff").at(-1)?.status === "skipped" ? "orchestrator" : "pm";
}

/** Columns of a note that is somebody's own words. */
const MAX_NOTE_LENGTH = 40;
const shortly = (text: string): string => fit(oneLine(text), MAX_NOTE_LENGTH);

/** Why a part does not pass, and what the person decided about it. */
const trouble = (run: Run, keys: string[]): string[] =>
  keys.flatMap((key) => {
    const last = newestOf(run, key);
    const waived = tasksOf(run, key).findLast((task) => task.waiver !== null)?.waiver;
    const blocker =
      last && isBad(taskStatus(run, last)) ? teamFacts(last).blockers?.[0] : undefined;
    const partly = last && verdictOf(last) === "WARN" ? last.facts.warnings?.[0] : undefined;
    const why = waived ? `${waiverWords(waived.kind)}: ${waived.reason}` : undefined;
    return [blocker, why, partly].flatMap((one) => (one === undefined ? [] : [shortly(one)]));
  });

/** Why the newest task of a gate was left out; empty when it was not. */
function skipped(run: Run, key: string): string[] {
  const last = tasksOf(run, key).at(-1);
  return last?.status === "skipped" && last.skipped !== null
    ? [SKIP_REASONS[last.skipped] ?? last.skipped]
    : [];
}

/** The newest number of this name that any artifact has stated. */
export const countOf = (run: Run, name: string): number | undefined =>
  acceptedTasks(run)
    .map((task) => teamFacts(task).counts?.[name])
    .findLast((count) => count !== undefined);

const counted = (count: number | undefined, one: string, many?: string): string[] =>
  count === undefined ? [] : [plural(count, one, many)];

/** The first answer that pm gave, else why it was not asked. */
function answersNote(run: Run): string[] {
  const answered = questionsOf(run).flatMap((question) => question.answer ?? []);
  return answered.length === 0 ? skipped(run, "clarify") : answered.slice(0, 1).map(shortly);
}

function triggerNote(run: Run): string[] {
  const why = skipped(run, "security");
  const { rules = [] } = teamFacts(newestOf(run, "pre-review"));
  if (rules === null) return ["the changed files are unknown"];
  const more = rules.length > 1 ? ` and ${rules.length - 1} more` : "";
  return why.length > 0 || rules.length === 0 ? why : [`${rules[0]}${more} triggered`];
}

function releaseNote(run: Run): string[] {
  const deployed = newestOf(run, "deploy");
  if (deployed)
    return teamFacts(deployed).flags?.smoke_test_passed === true ? ["smoke tests pass"] : [];
  const signed = tasksOf(run, "signoff").at(-1);
  if (signed?.status === "done") return ["signed off by pm", ...skipped(run, "deploy")];
  return signed?.status === "skipped"
    ? [...skipped(run, "signoff"), ...skipped(run, "deploy")]
    : [];
}

const statusText = (status: StageStatus): string => (status === "none" ? "–" : status);

/** The stages of a run as a table, and its track. */
export const stageParts = ({
  feature,
  rows,
  track,
  moved,
}: Pick<TeamView, "feature" | "rows" | "track" | "moved">): Part[] => [
  {
    title: `Pipeline Status — ${feature}`,
    count: null,
    columns: ["Stage", "Status", "Notes", "Role"],
    rows: rows.map(({ stage, name, status, role, notes }) => ({
      text: `${stage} ${name}`,
      cells: [statusText(status), notes, role],
    })),
  },
  linesPart([moved === null ? `Track ${track}` : `Track switched from ${moved}`]),
];

export const warningsPart = ({ warnings }: Pick<TeamView, "warnings">): Part => ({
  title: "Warnings",
  rows: warnings,
  merging: true,
});

/** The same with what is open below it. */
export function statusParts(view: TeamView): Part[] {
  const questions = view.questions.map(({ text, role }) => `${text} (${role} asks pm)`);
  return [...stageParts(view), warningsPart(view), listPart("Open questions", questions)];
}

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

/** The text of `pipeline/diagram.md`. */
export function diagramText(view: TeamView): string {
  const title = `# Pipeline: ${oneLine(view.feature).replaceAll("<", "&lt;")}`;
  return [title, "", "```mermaid", ...diagramLines(view), "```", ""].join("\n");
}

/** The diagram alone: a state for each row, one behind the other. */
export function diagramLines({ rows }: Pick<TeamView, "rows">): string[] {
  const states = rows.flatMap(({ stage, name, status }, at) => [
    `  state "${escaped(`${stage} ${name} ${statusText(status)}`)}" as s${at + 1}`,
    `  class s${at + 1} ${classOf(status)}`,
  ]);
  const ends = ["[*]", ...rows.map((_row, at) => `s${at + 1}`), "[*]"];
  return [
    "stateDiagram-v2",
    ...Object.entries(FILLS).map(
      ([status, fill]) => `  classDef ${classOf(status as StageStatus)} fill:${fill}`,
    ),
    ...states,
    ...ends.slice(1).map((end, at) => `  ${ends[at]} --> ${end}`),
  ];
}
