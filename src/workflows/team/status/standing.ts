import { isDecided } from "../../../engine/decisions/panel.ts";
import { isOf } from "../../../engine/gates.ts";
import { acceptedTasks, isLive, type Run, type Task } from "../../../engine/run.ts";
import { peer } from "../gates.ts";
import { type AreaVerdict, reviewsOf, standings } from "../peer-review/tally.ts";
import { requestedChanges, teamFacts } from "../record/recorded.ts";
import {
  type GateStatus,
  isBad,
  isGateStatus,
  type StageStatus,
  statusOfOutcome,
  worst,
} from "./statuses.ts";

/**
 * What tasks, gates and stages have come to, for whoever shows it: pure, and nothing is decided
 * here.
 */

/**
 * Newest verdict of each gate, where the program's own is the last of its token: what it saw itself
 * replaces what a role said.
 */
export function latestVerdicts(run: Run): Task[] {
  const last = new Map<string, Task>();
  for (const task of acceptedTasks(run)) {
    if (task.kind === "fix") continue;
    if (task.who.program)
      for (const [gate, before] of last) if (before.token === task.token) last.delete(gate);
    last.set(task.gate, task);
  }
  return [...last.values()];
}

/**
 * What a task's artifact says, by its outcome and by the status that it states: the worse of the
 * two; null without one.
 */
export function verdictOf(task: Pick<Task, "outcome" | "facts">): GateStatus | null {
  const { outcome } = task;
  if (outcome === null) return null;
  const { status } = teamFacts(task);
  return worst([statusOfOutcome(outcome), ...(status === undefined ? [] : [status])]);
}

/**
 * Where one task stands. What the person waived counts as a warning: it is no approval, and it
 * holds nothing up.
 */
export function taskStatus(run: Run, task: Task): StageStatus {
  const verdict = verdictOf(task);
  switch (task.status) {
    case "skipped":
      return "skipped";
    case "failed":
      return "FAIL";
    case "cancelled":
      return verdict !== null && isBad(verdict) ? verdict : "none";
    case "done":
      return task.waiver !== null ? "WARN" : (verdict ?? "none");
    case "waiting": {
      if (verdict !== null && isBad(verdict)) return verdict;
      // A question in the agent's own words is a part of its work; any other one is the person's to
      // decide.
      const asked = run.questions.filter((question) => question.task === task.id);
      return asked.some((one) => one.text === null) ? "ESCALATE" : "running";
    }
    default:
      return task.dispatches > 0 ? "running" : "none";
  }
}

/**
 * Where a gate stands, or all that one `each` made of it: what was said last, until a later task
 * has said otherwise.
 */
function gateStatus(run: Run, all: Task[]): StageStatus {
  // One that found nothing to do says nothing against what was said before it.
  const tasks = all.some((task) => task.outcome !== null)
    ? all.filter((task) => task.status !== "skipped")
    : all;
  const last = tasks.at(-1);
  if (!last) return "none";
  const now = taskStatus(run, last);
  if (now !== "none" && now !== "running") return now;
  const before = tasks.slice(0, -1).findLast((task) => task.outcome !== null);
  if (!before) return now;
  const was = taskStatus(run, before);
  return isBad(was) ? was : unfinished(run);
}

const unfinished = (run: Run): StageStatus => (isLive(run) ? "running" : "none");

/**
 * Tasks of a gate, or of all that one `each` made of it, that still count; without those that mend.
 */
export const tasksOf = (run: Run, key: string): Task[] =>
  run.tasks.filter((task) => isOf(task.gate, key) && task.kind !== "fix" && !task.void);

/**
 * The newest artifact of a gate, or of all that one `each` made of it, that still counts; without
 * those that mend.
 */
export const newestOf = (run: Run, key: string): Task | undefined =>
  acceptedTasks(run).findLast((task) => isOf(task.gate, key) && task.kind !== "fix");

/**
 * What several parts come to: the worst verdict, and never PASS while one that is needed is
 * missing.
 */
export function worstPart(run: Run, parts: readonly StageStatus[]): StageStatus {
  const counted = parts.filter((part) => part !== "skipped");
  if (counted.length === 0) return parts.length > 0 ? "skipped" : "none";
  const verdicts = counted.filter(isGateStatus);
  const verdict = worst(verdicts);
  if (verdict !== null && isBad(verdict)) return verdict;
  if (counted.every((part) => part === "none")) return "none";
  return verdicts.length < counted.length || verdict === null ? unfinished(run) : verdict;
}

/**
 * The tasks of each gate of these keys whose word counts: what the program saw replaces what was
 * said before it.
 */
function counting(run: Run, keys: readonly string[]): Task[][] {
  const all = keys.flatMap((key) => tasksOf(run, key));
  const seen = all
    .filter((task) => task.who.program && task.outcome !== null)
    .map((task) => task.acceptedSeq);
  return [...Map.groupBy(all, (task) => task.gate).values()].filter((tasks) => {
    const last = tasks.findLast((task) => task.status !== "skipped");
    return (
      !last ||
      last.who.program !== undefined ||
      last.outcome === null ||
      last.acceptedSeq > Math.max(0, ...seen)
    );
  });
}

/** The newest task with a verdict of each of them. */
export const verdictTasks = (run: Run, keys: readonly string[]): Task[] =>
  counting(run, keys).flatMap((tasks) => tasks.findLast(({ outcome }) => outcome !== null) ?? []);

/** Where the gates of these keys stand together. */
export const statusOf = (run: Run, keys: readonly string[]): StageStatus =>
  worstPart(
    run,
    counting(run, keys).map((tasks) => gateStatus(run, tasks)),
  );

/**
 * Where the reviews by one another stand on every part that they look at by now, in the order of
 * the settings.
 */
export function areaStandings(run: Run) {
  const seats = tasksOf(run, peer.key);
  // Parts that a seat has spoken of, or has to look at.
  const looksAt = (seat: Task): string[] =>
    teamFacts(seat).sections?.map((section) => section.area) ?? reviewsOf(run, seat);
  return standings(run, peer, seats).map((standing) => {
    const area = standing.part;
    const looking = seats.filter(
      (seat) => seat.status !== "skipped" && looksAt(seat).includes(area),
    );
    const asked = seats.filter((task) =>
      requestedChanges(task).some(
        (one) => one.area === area && isDecided(run, peer, { task, escalation: one.escalation }),
      ),
    );
    return {
      ...{ area, status: standingStatus(run, standing, looking), standing },
      /** Seats that look at it, in the order of their tasks: who is ready first is chance. */
      reviewers: [...new Set(looking.map(({ item }) => item ?? ""))],
      /** What seats put before the person about it, and the person has decided. */
      resolved: asked.length,
    };
  });
}

function standingStatus(
  run: Run,
  { status, verdicts, changes }: AreaVerdict,
  looking: Task[],
): StageStatus {
  if (status === "ESCALATE") return "ESCALATE";
  if (status === "PASS") return verdicts.some((verdict) => verdict.overruled) ? "WARN" : "PASS";
  if (changes.length > 0) return "FAIL";
  if (looking.some((seat) => isBad(taskStatus(run, seat)))) return "ESCALATE";
  return looking.some((seat) => seat.dispatches > 0) ? unfinished(run) : "none";
}
