import { acceptedTasks, type Run, type Task, taskOf } from "../../../engine/run.ts";
import type { FindingOutcome } from "../../contract/contract.ts";
import { peer } from "../gates.ts";
import { tasksOf } from "../status/standing.ts";
import { requestedChanges, roleOf, teamFacts } from "./recorded.ts";

/**
 * What reviewers asked of an owner and the owner holds to be wrong. A verdict is of a whole area:
 * to approve it takes all back.
 */

/** Whose words an owner may decline; what the program saw, and what was ruled, it may not. */
const REVIEWS = ["peer-review", "stage-05-security"];
/** All that look at the work of others. */
const LOOKS = [...REVIEWS, "scope-review"];

/** This gate's newest earlier word, by which a reviewer is held to what it has said. */
const lastWord = (run: Run, task: Task): Task | undefined =>
  run.tasks.findLast(
    (one) =>
      one.id !== task.id && one.gate === task.gate && one.kind !== "fix" && one.acceptedSeq > 0,
  );

/** What a task asks for, with the area that it is about; null: the whole. */
const entriesOf = (task: Task): { area: string | null; text: string }[] => [
  ...(teamFacts(task).blockers ?? []).map((text) => ({ area: null, text })),
  ...requestedChanges(task).flatMap(({ area, blockers }) =>
    blockers.map((text) => ({ area, text })),
  ),
];

/**
 * What has to be mended, and who said so: of a fix what it answers, of a look again what this role
 * has said before.
 */
export function requestedFixes(
  run: Run,
  task: Task,
): { by: string; text: string; isReview: boolean }[] {
  const found = task.fixes === null ? lastWord(run, task) : taskOf(run, task.fixes);
  if (!found) return [];
  // An owner mends what any seat of the round asks of its area.
  const isOfRound = found.schema === "peer-review" && task.fixes !== null;
  const round = isOfRound ? tasksOf(run, peer.key) : [found];
  const spoken = round.filter(({ acceptedSeq }) => acceptedSeq > 0);
  const newest = new Map(spoken.map((one) => [one.gate, one]));
  const isOther = (area: string | null): boolean =>
    area !== null && task.schema === "stage-04" && area !== task.item;
  return [...newest.values()].flatMap((one) => {
    const by = one.who.program ? "the program" : roleOf(one);
    const isReview = REVIEWS.includes(one.schema);
    const raised = requestedChanges(one).flatMap(({ area, escalation }) =>
      escalation ? [{ area, text: escalation.reason }] : [],
    );
    return [...entriesOf(one), ...raised]
      .filter(({ area }) => !isOther(area))
      .map(({ area, text }) => ({
        ...{ by, isReview },
        text: area === null ? text : `${area}: ${text}`,
      }));
  });
}

/** What an owner's fix may decline: each text as its brief shows it. */
export const declinable = (run: Run, task: Task): string[] =>
  task.kind === "fix" && task.schema === "stage-04"
    ? requestedFixes(run, task).flatMap(({ text, isReview }) => (isReview ? [text] : []))
    : [];

/**
 * Fixes after this reviewer's last look, or after the round that a ruling is about, whose owners
 * declined something.
 */
export function declinedSince(
  run: Run,
  task: Task,
): { by: string; text: string; reason: string }[] {
  const isRuling = task.schema === "ruling";
  if (!isRuling && !REVIEWS.includes(task.schema)) return [];
  const since = isRuling ? 0 : (lastWord(run, task)?.acceptedSeq ?? Number.POSITIVE_INFINITY);
  return acceptedTasks(run)
    .filter((acceptedTask) => acceptedTask.acceptedSeq > since)
    .flatMap((acceptedTask) =>
      (teamFacts(acceptedTask).declined ?? []).map((entry) => ({
        by: roleOf(acceptedTask),
        ...entry,
      })),
    );
}

/**
 * What reviewers asked to be changed, by their own words, and what became of it: one that is asked
 * again in the same words is the same.
 */
export function caughtBlockers(run: Run): FindingOutcome[] {
  const looks = acceptedTasks(run).filter(
    (acceptedTask) => LOOKS.includes(acceptedTask.schema) && acceptedTask.kind !== "fix",
  );
  const asked = looks.flatMap((look) => entriesOf(look).map((entry) => ({ look, ...entry })));
  const newest = new Map(asked.map((one) => [`${one.look.gate} ${one.area} ${one.text}`, one]));
  return [...newest.values()].map(({ look, area, text }, at) => {
    // Whoever looked again did not ask for it again.
    const next = looks.find((one) => one.gate === look.gate && one.acceptedSeq > look.acceptedSeq);
    const fix = acceptedTasks(run).findLast(
      (acceptedTask) =>
        acceptedTask.fixes === look.id &&
        (area === null || acceptedTask.item === null || acceptedTask.item === area),
    );
    const isDeclined = teamFacts(fix).declined?.some((one) => one.text.endsWith(text)) ?? false;
    const left = look.waiver === null ? "open" : "accepted";
    const closed = isDeclined ? "withdrawn" : "mended";
    return {
      ...{ id: `B${at + 1}`, severity: "blocker", reviewer: roleOf(look), task: look.id },
      ...{ place: area, quote: "", problem: text, fix: "" },
      state: next === undefined ? left : closed,
      mended_by: next && fix && !isDeclined ? `${fix.id} ${fix.subject}` : null,
      closed_by: next === undefined ? null : `${next.id} ${next.subject}`,
    };
  });
}
