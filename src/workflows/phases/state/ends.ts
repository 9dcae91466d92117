import type { Run } from "../../../engine/run.ts";
import type { CheckGate } from "../../../engine/workflow.ts";
import { denyList } from "../../../project/secrets/deny-list.ts";
import { commitFiles } from "../../../project/worktrees/branch.ts";
import { accepted } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { cut, fold } from "../../../text.ts";
import type { Check, Outputs } from "../../contract/contract.ts";
import { isInGit, orInconclusive, result } from "../../execute/checks/workspace.ts";
import { isDone, snapshotFacts } from "../../execute/plan/plan.ts";
import { CODE_REVIEW, isReviewPending } from "../execute/recorded.ts";
import { PLANNING, STATE } from "../paths.ts";
import { DEFAULT_CONFIG } from "../planning/documents/config.ts";
import type { Undone } from "../planning/documents/state.ts";
import { readText, unwritten } from "../planning/files.ts";
import { configIn } from "../planning/read.ts";
import { isSkipped, recordOf } from "../recorded.ts";
import { texts } from "../words.ts";
import { PARTS, partOf } from "../workflow.ts";
import { writeState } from "./state.ts";
import {
  type PlanningFiles,
  type PlanningSteps,
  planningNow,
  touchedSince,
  writtenSince,
} from "./touched.ts";

/**
 * What a run comes to, as `STATE.md` has it, and the commit of `.planning` that a command ends
 * with.
 */

const MAX_TEXT = 200;
const MAX_LONG = 600;
const text = (words: string): string => cut(fold(words), MAX_TEXT);

/** `plan-phase 02`. */
const commandOf = ({ entry, options: { phase } }: Run): string =>
  phase === undefined ? entry : `${entry} ${phase}`;

const ENDED: Record<string, string> = {
  complete: "is done",
  failed: "failed",
  cancelled: "was stopped",
};
/** The command, and how it went. */
const what = (run: Run): string => `${commandOf(run)} ${ENDED[run.status] ?? "is running"}`;

/**
 * What the person gave words for, with the command that it belongs to. What is wrong is no decision:
 * it is a gap, or mended.
 */
function decisionsOf({ decisions, entry, options }: Run): string[] {
  const about = options.phase === undefined ? entry : `Phase ${options.phase}`;
  const { questions } = PARTS[entry] ?? {};
  return decisions.flatMap(({ kind, option, asked, text: words }) => {
    if (words === null || words.trim() === "" || kind === "second-request") return [];
    if (option === "revise") return [];
    // The question is cut first: what was decided is the answer.
    const label =
      asked === null ? questions?.[kind]?.options[option]?.label : cut(fold(asked), MAX_TEXT / 2);
    return text(`[${about}]: ${label === undefined ? "" : `${label} → `}${words}`);
  });
}

/**
 * Whether a check let its command go on; gaps are what a verification is there to find, and what
 * waits for a person is theirs.
 */
const hasGoneOn = (outcome: string | null): boolean =>
  ["pass", "gaps", "human_needed"].includes(outcome ?? "");

/** Tasks of plans that a run carries out. */
const plannedIn = (run: Run) =>
  (snapshotFacts(run)?.items ?? []).flatMap(({ n, name, plan, task }) =>
    plan === undefined || task === undefined ? [] : [{ item: String(n), name, plan, task }],
  );

/**
 * Tasks of plans whose executors ran out of tries, or came to nothing else, for whoever carries
 * them out again.
 */
function undoneIn(run: Run): Undone[] {
  return plannedIn(run).flatMap(({ item, name, plan, task }) => {
    const own = run.tasks.filter((task) => task.item === item && !task.void);
    const by = own.findLast((one) => one.schema === "task-result" && one.dispatches > 0)?.who.model;
    const dropped = run.items?.findLast((one) => one.item === item)?.dropped ?? null;
    const isSpent =
      dropped !== null || own.findLast(({ outcome }) => outcome !== null)?.outcome === "spent";
    if (by === undefined || !isSpent || isDone(run, item)) return [];
    const problems = own.findLast((one) => one.facts.problems)?.facts.problems ?? dropped;
    const why = cut(fold(`${name}: ${texts(problems).join("; ")}`), MAX_LONG);
    return [{ plan, task, model: by, why }];
  });
}

/** A review of the code of a phase that came to no end: nobody begins it again. */
function unreviewedIn(run: Run): string[] {
  const planned = plannedIn(run);
  const isWhole = planned.length > 0 && planned.every(({ item }) => isDone(run, item));
  const review = run.tasks.findLast(
    (task) => task.gate === `${CODE_REVIEW.key}-${CODE_REVIEW.name}` && !task.void,
  );
  if (run.status === "complete" || !isWhole || !isReviewPending(run)) return [];
  if (review === undefined || review.outcome === "approved") return [];
  const open = run.findings.flatMap(({ id, state }) => (state === "open" ? [id] : []));
  const found = open.length === 0 ? "" : `, with ${open.join(", ")} open`;
  return [`[Phase ${run.options.phase}]: its code review did not end${found} (run ${run.run})`];
}

/** Those that are done. */
const carriedIn = (run: Run): Pick<Undone, "plan" | "task">[] =>
  plannedIn(run).flatMap(({ item, plan, task }) => (isDone(run, item) ? [{ plan, task }] : []));

/**
 * The failed check that a run ended with and that nobody has taken up; null: none. A look that came
 * before any work says that it cannot begin, and nothing of the project; tasks that are not done
 * are carried out again.
 */
export function errorOf(run: Run): string | null {
  if (run.status !== "failed" || undoneIn(run).length > 0) return null;
  const last = run.tasks.findLast(
    (task) => task.outcome !== null && !task.void && task.who.program !== undefined,
  );
  if (last === undefined || hasGoneOn(last.outcome) || /-(?:survey|prepare)$/.test(last.gate))
    return null;
  const [first = String(last.facts.reason ?? last.note)] = texts(last.facts.problems);
  return cut(fold(`${commandOf(run)}, ${last.subject}: ${first}`), MAX_LONG);
}

/** Fact of the check by which a command has recorded its end already. */
const RECORDED = "recorded";

/** Writes what a run comes to into `STATE.md`. @returns problems of what could not be written */
function record(scene: Scene): string[] {
  const { project, run } = scene;
  const error = errorOf(run);
  const wrote = writeState(project.root, {
    now: run.updated_at,
    last: what(run),
    stopped_at: text(run.status === "complete" ? what(run) : run.reason || what(run)),
    decisions: decisionsOf(run),
    carried: carriedIn(run),
    undone: undoneIn(run),
    concerns: unreviewedIn(run),
    // A run that was stopped, or that could not begin, has mended nothing.
    ...(error === null && run.status !== "complete" ? {} : { error }),
  });
  return unwritten(wrote);
}

/** Where the config wants branches of its own: else the one that is checked out has the commits. */
export const branches = (root: string): string[] =>
  (configIn(root)?.config ?? DEFAULT_CONFIG).branching === "none" ? [] : ["gsd/"];

/**
 * Commits what is changed below `.planning` on the branch that is checked out, unless the settings
 * skip that; what git ignores, and files of the deny list, stay out.
 * `trailers`: by them it is found again, and made once. @returns warnings: why that was not
 * possible, and what helps
 */
function commitPlanning({ project, run }: Scene, trailers: Record<string, string> = {}): string[] {
  if (isSkipped(run.settings, "commit") || !isInGit(project)) return [];
  const isSecret = denyList(run.settings.secrets);
  const made = commitFiles(
    project,
    { run: run.run, exclude: [".task"] },
    {
      title: `docs: ${commandOf(run)}`,
      trailers,
      form: run.settings.commits,
      files: (name) => name.startsWith(`${PLANNING}/`) && !isSecret(name),
    },
  );
  return made.ok ? [] : [`${PLANNING} is not committed: ${made.problem}; ${made.remedy}`];
}

/** The run is put aside. @returns what could not be written */
export function parked(scene: Scene): string[] {
  const { project, run } = scene;
  if (readText(project.root, STATE, []) === null) return [];
  const [open] = run.questions;
  const undone = run.tasks.filter(
    (task) => !task.void && !["done", "skipped"].includes(task.status),
  );
  // What waits for all items of a wave stands before them.
  const at = undone.findLast(({ dispatches }) => dispatches > 0) ?? undone[0];
  const question = open === undefined ? "" : `, with question ${open.id} open`;
  const why = `it was parked${at === undefined ? "" : ` at ${at.subject}`}${question}`;
  const wrote = writeState(project.root, {
    now: run.updated_at,
    last: `${commandOf(run)} was parked`,
    stopped_at: text(`${commandOf(run)}: ${why}`),
    decisions: decisionsOf(run),
  });
  return [...unwritten(wrote), ...(hasWorked(run) ? commitPlanning(scene) : [])];
}

/** Whether an agent has done anything. */
const hasWorked = (run: Run): boolean =>
  run.tasks.some((task) => task.who.program === undefined && task.dispatches > 0);

/** Whether a task has the accepted work of an agent. */
const isDelivered = ({ who, artifact }: Run["tasks"][number]): boolean =>
  who.program === undefined && artifact !== null;

/** Written once the run is over, unless the command's last check has recorded its end already. */
export function outputs(scene: Scene): Outputs {
  const { run } = scene;
  const { status, tasks } = run;
  const isRecorded =
    status === "complete" && tasks.some((task) => !task.void && task.facts[RECORDED] === true);
  if (isRecorded) return { files: [], problems: [] };
  // A command that was stopped before it had any work of an agent has changed nothing.
  if (status === "cancelled" && !tasks.some(isDelivered)) return { files: [], problems: [] };
  const problems = [...touchedIn(scene), ...record(scene)];
  // What is written later is the person's, or of the next command.
  if (status !== "complete" && hasWorked(run))
    problems.push(...commitPlanning(scene, { Ended: run.run }));
  return { files: [], problems };
}

/**
 * What something other than the program has changed below `.planning` while this run's commands and
 * agents were at work. Empty where the person lets it stand, or where that was not noted.
 */
function touchedIn(scene: Scene): string[] {
  const { entry, options } = scene.run;
  const before = recordOf<{ planning?: PlanningFiles }>(scene, partOf(entry).gates[0]!.key);
  return before?.planning === undefined || options.touched === "kept"
    ? []
    : touchedSince(scene.project.root, before.planning, stepsIn(scene));
}

/** A check's record with what it has written below `.planning`. */
interface Wrote {
  wrote?: PlanningSteps;
}

/** What the run's checks have written there. */
const stepsIn = ({ project, run }: Scene): PlanningSteps[] =>
  run.tasks.flatMap(({ who, artifact }) => {
    const record = who.program === undefined ? null : accepted<Wrote>(project, artifact);
    return record?.wrote === undefined ? [] : [record.wrote];
  });

/**
 * The same check, with that on record: what this machine knows of it is not known where the run goes
 * on elsewhere.
 */
const recording =
  (check: Check): Check =>
  async (scene, ...more) => {
    const { root } = scene.project;
    const before = planningNow(root);
    const done = await check(scene, ...more);
    const wrote = writtenSince(root, before);
    return Object.keys(wrote).length === 0
      ? done
      : { ...done, record: { ...done.record, wrote } satisfies Wrote };
  };

/** The last check of each command. */
const LAST = Object.values(PARTS).map(({ gates }) => (gates.at(-1) as CheckGate).who.program);

/**
 * A command's last check, once nobody else has changed what it goes by: it records the command's
 * end beside what it publishes, and commits both where the project wants that.
 */
const recordedBy =
  (check: Check): Check =>
  async (scene, task, signal) => {
    const problems = touchedIn(scene);
    if (problems.length > 0) return result(task, "touched", { problems });
    const done = await check(scene, task, signal);
    if (!hasGoneOn(done.outcome)) return done;
    const run: Run = { ...scene.run, status: "complete", updated_at: new Date().toISOString() };
    const warnings = [...record({ ...scene, run }), ...commitPlanning(scene)];
    const all = [...texts(done.facts?.warnings), ...warnings];
    return {
      ...done,
      facts: { ...done.facts, [RECORDED]: true, ...(all.length === 0 ? {} : { warnings: all }) },
    };
  };

/** The same checks, each of which can be stopped; those that end a command record it. */
export const withEnds = (checks: Record<string, Check>): Record<string, Check> =>
  Object.fromEntries(
    Object.entries(checks).map(([name, check]) => [
      name,
      orInconclusive(recording(LAST.includes(name) ? recordedBy(check) : check), "fail"),
    ]),
  );
