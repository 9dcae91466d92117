import type { Decision } from "./decision.ts";
import type { EventBody } from "./events.ts";
import { gatesOf } from "./gates.ts";
import { holds } from "./rules.ts";
import { rulingsToCarryOut, unfinishedBefore } from "./ruling.ts";
import { isOver, type Task, treesOf } from "./run.ts";
import { type AreaVerdict, isDecided, seatsOf, type Verdict } from "./seats.ts";
import { again, fixTasks, waitFor } from "./tasks.ts";
import type { PanelGate, PanelRules, ReviewGate } from "./workflow.ts";

/** Panels whose round is over decide: everybody has spoken, and rulings that were asked for are there. */
export function settlePanels(decision: Decision): void {
  const panels = new Map<string, PanelGate>();
  for (const gate of gatesOf(decision.workflow, decision.run))
    if (gate.gate === "panel" && !panels.has(gate.panel)) panels.set(gate.panel, gate);
  for (const gate of panels.values()) {
    applyRulings(decision, gate);
    if (isRoundOver(decision, gate)) settle(decision, gate);
  }
}

/** How the workflow counts this panel. @throws Error for one that it does not count */
function rulesOf({ workflow }: Decision, { panel }: PanelGate): PanelRules {
  const rules = workflow.panels?.[panel];
  if (!rules) throw new Error(`workflow ${workflow.name} does not say how the panel "${panel}" is counted`);
  return rules;
}

const hasVoted = (task: Task): boolean => task.status === "waiting" && task.outcome !== null;

/** What mends what the seats, or a ruling that the person asked for, have found. */
function panelFixes(decision: Decision, seats: Task[]): Task[] {
  const fixes = decision.run.tasks.filter((task) => task.kind === "fix" && !task.void);
  const own = fixes.filter((task) => seats.some((seat) => seat.id === task.fixes));
  return fixes.filter((task) => own.some((one) => one === task || one.id === task.fixes));
}

/**
 * The owners that a ruling names mend, once all that comes before the panel is done; then those look again who have looked.
 * In the middle of a round its end sees to that.
 */
function applyRulings(decision: Decision, gate: PanelGate): void {
  const seats = seatsOf(decision.workflow, decision.run, gate.panel);
  for (const ruling of rulingsToCarryOut(decision.run, seats, gate.ruling.schema)) {
    const areas = seats.every(isOver) ? rulesOf(decision, gate).standings(decision.run, gate, seats) : [];
    const before = unfinishedBefore(decision, gate).map((task) => task.id);
    const { owners = [] } = ruling.facts;
    const events = spawned(decision, gate, areas, seats, owners, [ruling.id, ...before], ruling);
    // Another ruling that waits for this one need not wait for what is mended.
    const isNext = (id: string): boolean => decision.task(id).schema === ruling.schema;
    decision.add(...events.filter((event) => event.type !== "task_blocked" || !isNext(event.task)));
  }
}

function isRoundOver(decision: Decision, gate: PanelGate): boolean {
  const { run } = decision;
  const seats = seatsOf(decision.workflow, run, gate.panel);
  const fixes = panelFixes(decision, seats);
  if (run.questions.some((one) => seats.some((seat) => seat.id === one.task))) return false;
  if (!fixes.every(isOver) || !seats.every((seat) => isOver(seat) || hasVoted(seat))) return false;
  const ruled = Math.max(
    0,
    ...fixes.map((task) => (isRuling(gate, task) && task.topic === null ? task.acceptedSeq : 0)),
  );
  return seats.some(hasVoted) || seats.every((seat) => seat.acceptedSeq < ruled);
}

const isRuling = (gate: PanelGate, task: Task): boolean => task.schema === gate.ruling.schema;

function settle(decision: Decision, gate: PanelGate): void {
  const seats = seatsOf(decision.workflow, decision.run, gate.panel);
  const areas = rulesOf(decision, gate).standings(decision.run, gate, seats);
  const open = areas.flatMap((one) => one.changes);
  if (askUndecided(decision, gate, open)) return;
  const rulings = open.filter((word) => needsRuling(decision, gate, word));
  const events: EventBody[] = rulings.length > 0 ? ruled(decision, gate, rulings) : round(decision, gate, areas, seats);
  const waiting = seats.filter((seat) => seat.status === "waiting");
  decision.add(...events, ...waiting.map((seat) => ({ type: "task_done" as const, task: seat.id, waiver: null })));
}

/** Asks what seats put before the person; true when there is something to ask. */
function askUndecided(decision: Decision, gate: PanelGate, open: Verdict[]): boolean {
  const asked = new Set<string>();
  for (const word of open) {
    const after = rulingOf(decision, gate, word);
    const once = word.escalation !== null && !isDecided(decision.run, gate, word);
    // The principal has ruled, and the seat asks for changes all the same: only the person is left.
    const endless =
      after !== undefined && word.task.acceptedSeq > after.acceptedSeq && !isDecided(decision.run, gate, word);
    if ((!once && !endless) || asked.has(word.task.id)) continue;
    asked.add(word.task.id);
    const { options = [], decision: question = "" } = word.escalation ?? {};
    if (once && options.length > 1) decision.ask(gate.escalation, word.task, [{ question, options }]);
    else decision.ask(gate.undecided, word.task);
  }
  return asked.size > 0;
}

/** The principal's ruling between this seat and this owner, if there was one. */
const rulingOf = (decision: Decision, gate: PanelGate, word: Verdict): Task | undefined =>
  panelFixes(decision, seatsOf(decision.workflow, decision.run, gate.panel)).findLast(
    (task) => isRuling(gate, task) && task.status === "done" && task.item === `${word.seat}/${word.area}`,
  );

/** Changes that this seat has asked of this area, with this time. */
const asksOf = (decision: Decision, word: Verdict): number =>
  decision.run.tasks.filter(
    (task) =>
      task.gate === word.task.gate &&
      task.kind !== "fix" &&
      !task.void &&
      task.facts.sections?.some((one) => one.area === word.area && one.verdict === "changes"),
  ).length;

function needsRuling(decision: Decision, gate: PanelGate, word: Verdict): boolean {
  if (rulingOf(decision, gate, word) !== undefined) return false;
  const limits = decision.run.settings.limits as Record<string, number>;
  const limit = limits[gate.rounds] ?? decision.workflow.limits[gate.rounds] ?? Number.POSITIVE_INFINITY;
  return isDecided(decision.run, gate, word) || asksOf(decision, word) > limit;
}

/** One ruling per seat and owner, one behind the other; what waits for the seats waits for the last. */
function ruled(decision: Decision, gate: PanelGate, words: Verdict[]): EventBody[] {
  const { workflow, run } = decision;
  const events: EventBody[] = [];
  const given: string[] = [];
  let before = words.map((word) => word.task.id);
  for (const word of words) {
    const from = run.tasks.length + events.length + 1;
    const [ruling] = fixTasks(workflow, run, word.task, gate.ruling, from, before, [null], given);
    events.push({ ...ruling!, item: `${word.seat}/${word.area}` });
    given.push(ruling!.subject);
    before = [ruling!.task];
  }
  return [...events, ...waitFor(run, seatIds(decision, gate), before[0]!)];
}

const seatIds = (decision: Decision, gate: PanelGate): string[] => {
  const seats = seatsOf(decision.workflow, decision.run, gate.panel);
  return [...seats, ...panelFixes(decision, seats)].map((task) => task.id);
};

/** Owners mend what is asked of them; then every seat whose word is needed looks again. Empty when all is approved. */
function round(decision: Decision, gate: PanelGate, areas: AreaVerdict[], seats: Task[]): EventBody[] {
  const owners = new Set(areas.flatMap((standing) => ownersToMend(decision, gate, standing)));
  return spawned(
    decision,
    gate,
    areas,
    seats,
    [...owners],
    seats.map((seat) => seat.id),
    null,
  );
}

function ownersToMend(decision: Decision, gate: PanelGate, { area, changes }: AreaVerdict): string[] {
  return changes.flatMap((word) => {
    const ruling = rulingOf(decision, gate, word);
    // Asked for again behind a ruling, the person has said so: it is mended.
    return ruling === undefined || word.task.acceptedSeq > ruling.acceptedSeq
      ? [area]
      : (ruling.facts.owners ?? [area]);
  });
}

/**
 * Whoever approved something older looks again, because what changed since was mended elsewhere: the panel's seats, and
 * the reviewers of these gates; of the latter also one who was left out, when what was mended is a reason to look.
 * `behind`: the check that saw it, which comes again behind them unless it is waived. Empty when every approval is of what
 * is there.
 */
export function seatsAgain(
  decision: Decision,
  panel: string,
  reviews: string[],
  behind: Task,
  comesAgain: boolean,
): EventBody[] {
  const { workflow, run } = decision;
  const gates = gatesOf(workflow, run);
  const gate = gates.find((one): one is PanelGate => one.gate === "panel" && one.panel === panel);
  const seats = gate ? seatsOf(workflow, run, panel) : [];
  const looks = gate
    ? seatLooks(decision, gate, looksAgain(rulesOf(decision, gate).standings(run, gate, seats), new Set()))
    : [];
  for (const one of gates)
    if (one.gate === "review" && reviews.includes(one.key)) {
      const first = isDueNow(decision, one);
      if (first || hasMoved(run, one)) looks.push({ gate: one, scope: [], first });
    }
  const first = run.tasks.length + 1;
  const events: EventBody[] = looks.map((look, index) => {
    const created = again(workflow, run, `T${first + index}`, look.gate, [behind.id], look.scope);
    return look.first ? { ...created, kind: "gate" } : created;
  });
  const own = decision.gate(behind);
  if (events.length === 0 || own.gate !== "check") return [];
  const made = looks.map((_, index) => `T${first + index}`);
  if (!comesAgain) return [...events, ...made.flatMap((id) => waitFor(run, [behind.id], id))];
  const last = `T${first + events.length}`;
  return [...events, again(workflow, run, last, own, made), ...waitFor(run, [behind.id], last)];
}

/** A reviewer approved, and an area is not any more what it was then. */
function hasMoved(run: Decision["run"], gate: ReviewGate): boolean {
  const last = run.tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix" && !task.void);
  const seen = last?.status === "done" && last.waiver === null ? last.facts.trees : undefined;
  const now = treesOf(run);
  return seen !== undefined && Object.keys(seen).some((area) => seen[area] !== now[area]);
}

/** Nobody was asked to review because there was no reason to; now there is one. */
function isDueNow({ workflow, run }: Decision, gate: ReviewGate): boolean {
  const last = run.tasks.findLast((task) => task.gate === gate.key && task.kind !== "fix" && !task.void);
  return last?.status === "skipped" && gate.when !== undefined && holds(workflow, gate.when, run, gate);
}

interface Look {
  gate: PanelGate | ReviewGate;
  scope: string[];
  /** Nobody has looked before. */
  first?: boolean;
}

const seatLooks = (decision: Decision, { panel }: PanelGate, looks: Map<string, string[]>): Look[] =>
  [...looks].flatMap(([seat, scope]) => {
    const gate = gatesOf(decision.workflow, decision.run).find(
      (one): one is PanelGate => one.gate === "panel" && one.panel === panel && one.item === seat,
    );
    return gate ? [{ gate, scope }] : [];
  });

function spawned(
  decision: Decision,
  gate: PanelGate,
  areas: AreaVerdict[],
  seats: Task[],
  owners: string[],
  waited: string[],
  ruling: Task | null,
): EventBody[] {
  const { workflow, run } = decision;
  const events: EventBody[] = [];
  const nextId = (): string => `T${run.tasks.length + events.length + 1}`;
  let before = waited;
  for (const owner of owners) {
    const asker = ruling ?? areas.find((one) => one.area === owner)?.changes[0]?.task ?? seats.at(-1)!;
    const from = run.tasks.length + events.length + 1;
    const items = [rulesOf(decision, gate).ownerOf(owner)];
    const [fix] = fixTasks(workflow, run, asker, gate.revise, from, before, items);
    events.push(fix!);
    before = [fix!.task];
  }
  const made: string[] = [];
  for (const look of seatLooks(decision, gate, looksAgain(areas, new Set(owners)))) {
    const id = nextId();
    events.push(again(workflow, run, id, look.gate, before, look.scope));
    made.push(id);
  }
  if (made.length === 0 && owners.length === 0) return [];
  const last = made.length > 0 ? made : before;
  return [...events, ...last.flatMap((id) => waitFor(run, seatIds(decision, gate), id))];
}

/** Seats that look again, and at what: who asked for changes, and as many of those whose approval is void as it takes. */
function looksAgain(areas: AreaVerdict[], mended: Set<string>): Map<string, string[]> {
  const looks = new Map<string, string[]>();
  for (const { area, words, changes, required, approvals } of areas) {
    const isMended = mended.has(area);
    const asked = changes.map((word) => word.seat);
    const left = required - asked.length - (isMended ? 0 : approvals.length);
    const approved = words
      .filter((one) => one.verdict === "approved" && (isMended || one.stale))
      .map((one) => one.seat);
    for (const seat of [...asked, ...approved.slice(0, Math.max(0, left))])
      looks.set(seat, [...(looks.get(seat) ?? []), area]);
  }
  return looks;
}
