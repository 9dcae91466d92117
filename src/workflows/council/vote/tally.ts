import { acceptedTasks, type Run, type Task } from "../../../engine/run.ts";
import type { Item, PartVerdict, Verdict } from "../../../engine/workflow.ts";
import { firstLines, oneLine } from "../../../text.ts";
import { counted } from "../../kit/stages/panel.ts";
import { SEATS, seatOf } from "../seats.ts";
import {
  BLOCKED,
  hasDecided,
  isBlocking,
  isSettled,
  type Ledger,
  ledgerOf,
  type Objection,
  type Round,
} from "./ledger.ts";
import { changedIn, seatTasks, takenIn, type VoteFacts, voteFacts } from "./recorded.ts";

/** What the votes on a plan come to. Pure counting. */

/** The one part that the seats look at, and the role that changes it. */
const PART = "plan";
export const PLAN_MAKER = "plan-maker";
/** Plans that one run may have, unless the settings say otherwise. */
const ITERATIONS = 5;
/** Plans in a row after which a loop without fewer open objections is over. */
const STALL_ROUNDS = 3;
/** An objection that came back this often after its seat had cleared it goes in a circle. */
const MAX_RETURNS = 2;
/** Why a seat's task was skipped: its models did not answer. It abstains. */
const SILENT = "silent";

const distinct = (names: readonly string[]): string[] =>
  [...new Set(names.map((name) => name.toLowerCase()))].sort();

/**
 * One model has several names: with its vendor before it, as the newest of its kind, by the day of
 * its release.
 */
const plainModel = (name: string): string =>
  name
    .toLowerCase()
    .replace(/^.*\//, "")
    .replace(/(?:-latest|[-@]\d{4}-?\d\d-?\d\d)$/, "");

/**
 * Where `Counts` has the tokens of what was answered: beside its own model an agent may have asked
 * a smaller one.
 */
const OUTPUT = 3;

/**
 * The model that did a task, as its answer or the host's record says; undefined: neither is there
 * yet.
 */
function answeredBy({ spent = [] }: Task): string | undefined {
  const { model, answered = model, used = {} } = spent.at(-1) ?? {};
  const [most] = Object.entries(used).toSorted(
    ([, one], [, other]) => (other[OUTPUT] ?? 0) - (one[OUTPUT] ?? 0),
  );
  return answered ?? most?.[0];
}

/**
 * The model that gave a vote. What the host used is recorded after the vote: until then it is what
 * others asked like that had.
 */
function votedBy({ tasks }: Run, task: Task): string {
  const isLike = ({ who }: Task): boolean =>
    who?.provider === task.who.provider && who?.model === task.who.model;
  const [known] = [task, ...tasks.filter(isLike)].flatMap((one) => answeredBy(one) ?? []);
  return plainModel(known ?? task.who.model);
}

/** A seat's vote with the task that it came from. */
interface Spoken {
  seat: string;
  task: Task;
  facts: VoteFacts;
}

type Tally = ReturnType<typeof tallied>;
type Standing = ReturnType<typeof standingOf>;

/** Whose models the host's own agents are. */
const HOST = "anthropic";

/** What of a run the counting needs. */
function standingOf(run: Run) {
  const ledger = ledgerOf(run);
  const seats = seatTasks(run);
  // The newest plan; undefined before there is one.
  const round = ledger.rounds.at(-1);
  const spoken = acceptedTasks(run).flatMap((task): Spoken[] => {
    const facts = seats.includes(task) ? voteFacts(task) : null;
    return facts === null ? [] : [{ seat: facts.seat, task, facts }];
  });
  // The newest vote of each seat, whatever the plan.
  const newest = SEATS.flatMap(({ id }) => spoken.findLast((one) => one.seat === id) ?? []);
  // Tasks of seats that are silent on the newest plan.
  const silent = seats.filter((task) => isSilentNow(run, seats, task, round));
  const present = newest.filter((one) => one.facts.plan === round?.plan);
  const earlier = spoken.filter((one) => one.facts.plan !== round?.plan);
  // Silence takes nothing back: who still objects is counted by its last vote.
  const held = earlier.flatMap(({ seat, facts }, at): Spoken[] => {
    const task = silent.find((one) => one.item === seat);
    const isLast = earlier.findLastIndex((one) => one.seat === seat) === at;
    const objects = ledger.objections.some(
      (objection) => objection.seat === seat && isBlocking(objection),
    );
    return task !== undefined && isLast && objects ? [{ seat, task, facts }] : [];
  });
  return {
    ledger,
    round,
    newest,
    earlier,
    silent,
    held,
    tally: tallied(run, present, held, silent),
  };
}

/**
 * The verdict on the newest plan. `present`: the votes on it; `held`: those of seats that are
 * silent and still object.
 */
function tallied(
  run: Run,
  present: readonly Spoken[],
  held: readonly Spoken[],
  silent: readonly Task[],
) {
  const isOverruled = (task: Task | undefined): boolean =>
    task !== undefined && hasDecided(run, task, "overrule");
  const all = SEATS.map(({ id, veto = false }) => {
    const ballot = [...present, ...held].find((one) => one.seat === id);
    const quiet = ballot === undefined ? silent.find((task) => task.item === id) : undefined;
    const refuses = ballot !== undefined && ballot.facts.vote !== "APPROVE";
    return {
      id,
      veto,
      ballot,
      quiet,
      refuses,
      overruled: isOverruled(refuses ? ballot.task : quiet),
    };
  });
  const idsWhere = (holds: (seat: (typeof all)[number]) => boolean): string[] =>
    all.filter(holds).map(({ id }) => id);
  const asks = idsWhere(({ refuses, overruled }) => refuses && !overruled);
  const missing = idsWhere(
    ({ ballot, quiet, veto, overruled }) =>
      ballot === undefined && (quiet === undefined || (veto && !overruled)),
  );
  return {
    approved: asks.length === 0 && missing.length === 0,
    // Seats that approve this plan, ask for changes of it (vetoes too), veto it.
    approvals: idsWhere(({ ballot, refuses }) => ballot !== undefined && !refuses),
    asks,
    vetoes: idsWhere(
      ({ id, veto, ballot }) => veto && asks.includes(id) && ballot?.facts.vote === "REJECT",
    ),
    // Seats that the person has overruled: with what was refused they are the minority.
    minority: idsWhere(({ overruled }) => overruled),
    // Seats that were asked and are silent.
    abstained: idsWhere(({ quiet }) => quiet !== undefined),
    // Seats without which there is no verdict: not heard on this plan yet, or silent with a veto.
    missing,
    // Of those who voted on this plan, each once.
    models: distinct(present.map(({ task }) => votedBy(run, task))),
    vendors: distinct(present.map(({ task }) => task.who.provider ?? HOST)),
  };
}

/** The newest task of its seat was skipped in silence, and is about the newest plan. */
function isSilentNow(
  run: Run,
  seats: readonly Task[],
  task: Task,
  round: Round | undefined,
): boolean {
  if (task.status !== "skipped" || task.skipped !== SILENT) return false;
  const position = (id: string | undefined): number =>
    run.tasks.findIndex((task) => task.id === id);
  const isLast = seats.findLast((seat) => seat.item === task.item) === task;
  return isLast && position(task.id) > position(round?.task);
}

/**
 * Whether most seats approve a plan, and both that have a veto, unless the person has overruled
 * them: with less nobody builds it without being asked.
 */
export function isMajority({
  approvals,
  minority,
}: Pick<Tally, "approvals" | "minority">): boolean {
  const isWanted = SEATS.filter((seat) => seat.veto).every(({ id }) =>
    [...approvals, ...minority].includes(id),
  );
  return isWanted && approvals.length > SEATS.length / 2;
}

/** Whether the newest plan of a run, or the one that it has taken, may be built without asking. */
export const isBuiltUnasked = (run: Run): boolean =>
  takenIn(run)?.unasked ?? isMajority(tallyOf(run));

/** The verdict on the newest plan of a run. */
export const tallyOf = (run: Run): Tally => standingOf(run).tally;

/**
 * The verdicts on the plan. While somebody asks for changes, those stand there who look again after
 * the next plan: who asks, and who was silent. Once nobody does, everybody whose approval is of an
 * older plan votes again; who is silent on this one abstains, but not from what it still objects
 * to.
 */
export function standings(run: Run): PartVerdict[] {
  const { round, newest, silent, held, tally: count } = standingOf(run);
  if (round === undefined) return [];
  const verdictOf = ({ seat, task, facts }: Spoken): Verdict => {
    const stale = facts.plan !== round.plan && task.outcome !== null;
    const approves = facts.vote === "APPROVE";
    const overruled = !approves && !stale && !count.asks.includes(seat);
    return {
      part: PART,
      seat,
      task,
      verdict: approves ? "approved" : "changes",
      escalation: null,
      stale,
      overruled,
    };
  };
  // What is of an older plan and does not approve is void: its seat is asked as if it had never
  // spoken.
  const valid = newest.filter(
    (one) => one.facts.vote === "APPROVE" || one.facts.plan === round.plan,
  );
  const again = count.asks.length > 0;
  const isQuiet = (seat: string): boolean => silent.some((task) => task.item === seat);
  const spoken = [...valid.filter((one) => !isQuiet(one.seat)), ...held];
  const looking = again ? spoken.filter((one) => one.facts.vote !== "APPROVE") : spoken;
  // Silence on this plan settles it for a seat; what a verdict needs is due as long as nobody has
  // decided.
  const rests = (seat: string): boolean => isQuiet(seat) && !count.missing.includes(seat);
  const unheard = SEATS.map((seat) => seat.id).filter(
    (seat) => !spoken.some((one) => one.seat === seat) && (again || !rests(seat)),
  );
  const verdicts = looking.map(verdictOf);
  const due = [...verdicts.map((verdict) => verdict.seat), ...unheard];
  const reviewers = SEATS.map((seat) => seat.id).filter((seat) => due.includes(seat));
  return [{ part: PART, required: due.length, reviewers, ...counted(verdicts) }];
}

export const ownerOf = (part: string): Item => ({ item: part, role: PLAN_MAKER });

/** Objections that an answer to the person names. */
const MAX_POINTS = 6;

/** What an agent wrote, as part of a sentence that goes on. */
const within = (text: string): string => oneLine(text).replace(/\.$/, "");

const pointOf = ({ id, at, problem }: Objection): string => `${id} (${at}): ${within(problem)}`;

function openPoints({ objections }: Ledger): string {
  const open = objections.filter(isBlocking).map(pointOf);
  return open.length === 0 ? "" : ` Open: ${firstLines(open, MAX_POINTS).join("; ")}.`;
}

/**
 * Why the council cannot go on by itself, with the task of the seat that the person has to decide
 * about; null: it goes on, or has approved. `parts`: as `standings` gave them.
 */
export function ends(run: Run, _gate: unknown, parts: readonly PartVerdict[]) {
  const standing = standingOf(run);
  const { ledger, round, tally: count } = standing;
  if (round === undefined || count.approved || wantsAnother(run, standing)) return null;
  const changes = parts.flatMap((part) => part.changes);
  // What the person has answered before is counted in.
  const end = (task: Task, why: string, points = "") => ({
    task,
    why: why + points,
    stays: true as const,
  });
  const veto = uncleared(standing, changes);
  if (veto !== null) return end(...veto);
  const quiet = silentVeto(run, standing);
  if (quiet !== undefined) return end(quiet, `${quiet.item} ${SILENT_VETO}`);
  const [first] = changes;
  if (first === undefined) return null;
  const points = openPoints(ledger);
  const made = ledger.rounds.length;
  // The plan is one that was there before, or an objection comes back each time that it was
  // cleared.
  const same = ledger.rounds
    .slice(0, -1)
    .findIndex((one) => changedIn(one.parts, round.parts).length === 0);
  if (same >= 0)
    return end(
      first.task,
      `Plan ${made} says the same as plan ${same + 1}: the council is going in circles.`,
      points,
    );
  const back = ledger.objections.find(
    (objection) => isBlocking(objection) && objection.returns >= MAX_RETURNS,
  );
  if (back !== undefined) {
    const why = `${back.seat} has raised ${pointOf(back)} again after it had cleared it ${back.returns} times.`;
    return end(
      changes.find((change) => change.seat === back.seat)?.task ?? first.task,
      why,
      points,
    );
  }
  // As many plans as a run may have were made, those that the person has asked for counted in.
  const asked = run.decisions.filter(
    (decision) => decision.kind === BLOCKED && decision.option === "another_round",
  );
  if (made >= (run.settings.limits.iterations ?? ITERATIONS) + asked.length) {
    const asking = `${changes.map((change) => change.seat).join(", ")} still ask${changes.length === 1 ? "s" : ""}`;
    return end(first.task, `${made} of ${made} plans are made, and ${asking} for changes.`, points);
  }
  const counts = ledger.rounds.map((round) => round.open);
  const [before, since] = [counts.slice(0, -STALL_ROUNDS), counts.slice(-STALL_ROUNDS)];
  if (Math.min(...since) < Math.min(...before)) return null;
  const why = `The last ${STALL_ROUNDS} plans left no fewer objections open than before (${counts.join(", ")}).`;
  return end(first.task, why, points);
}

/** Why the person is asked, in words with the open points; empty: nothing is to be decided. */
export const whyBlocked = (run: Run): string => ends(run, null, standings(run))?.why ?? "";

/** The person has asked for another round on this plan. */
const wantsAnother = (run: Run, { round, newest, silent }: Standing): boolean =>
  [
    ...newest.filter((one) => one.facts.plan === round!.plan).map((one) => one.task),
    ...silent,
  ].some((task) => hasDecided(run, task, "another_round"));

/**
 * A veto stands again on the plan that should have cleared it: a blocker of an earlier one is still
 * there.
 */
function uncleared(
  { ledger, earlier }: Standing,
  changes: readonly Verdict[],
): [Task, string] | null {
  for (const { seat, task } of changes) {
    const { veto } = voteFacts(task) ?? {};
    if (!veto || !earlier.some((one) => one.seat === seat && one.facts.veto !== null)) continue;
    const held = ledger.objections.filter(
      (objection) =>
        objection.seat === seat &&
        objection.severity === "blocker" &&
        !isSettled(objection) &&
        objection.round < ledger.rounds.length,
    );
    const why = `${seat} vetoes the plan again, and the new plan did not clear its veto: ${held.map(pointOf).join("; ")}. It asks for: ${within(veto.condition)}.`;
    if (held.length > 0) return [task, why];
  }
  return null;
}

/** A seat that has a veto and gives no vote: without it there is no verdict. */
const silentVeto = (run: Run, { silent }: Standing): Task | undefined =>
  silent.find(
    (one) =>
      seatOf(one.item)?.veto === true &&
      !hasDecided(run, one, "overrule") &&
      !hasDecided(run, one, "another_round"),
  );
const SILENT_VETO =
  "has a veto but did not vote: no model for this seat answered. Without its vote nothing is approved.";
