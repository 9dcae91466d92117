import { type CommandOf, Refused } from "../commands.ts";
import type { EventDraft } from "../events.ts";
import { gatesFrom, gatesOf, holds, keysFrom, panelGates } from "../gates.ts";
import { isOver, type Request, type Run, type Task, taskOf, tasksOf, treesOf } from "../run.ts";
import type { Gate, PanelGate, PartVerdict, ReviewGate, Verdict, Workflow } from "../workflow.ts";
import { type Decision, excerpt } from "./decision.ts";
import { limitOf } from "./rounds.ts";
import { fixTasks, redo, repeatGate, waitFor } from "./tasks.ts";

/**
 * Panels: several seats review parts of the same thing. A round is over when every seat has voted;
 * then each part is approved, or changed by its owner and reviewed again, or decided by the arbiter
 * or by the person.
 */

/** A panel as it stands in a run. */
type Panel = ReturnType<typeof panelOf>;

/** All tasks of a panel's seats that still count. */
export const seatsOf = (workflow: Workflow, run: Run, panel: string): Task[] => {
  const keys = new Set(panelGates(workflow, run, panel).map((gate) => gate.key));
  return run.tasks.filter((task) => keys.has(task.gate) && task.kind !== "fix" && !task.void);
};

/** @throws Error for a panel without rules in the workflow */
function panelOf({ workflow, run }: Decision, gate: PanelGate) {
  const rules = workflow.panels?.[gate.panel];
  if (!rules)
    throw new Error(
      `workflow ${workflow.name} does not say how the panel "${gate.panel}" is counted`,
    );
  const seats = seatsOf(workflow, run, gate.panel);
  const fixes = run.tasks.filter((task) => task.kind === "fix" && !task.void);
  const own = fixes.filter((task) => seats.some((seat) => seat.id === task.fixes));
  return {
    gate,
    rules,
    /** Every task of a seat, in the order of the rounds. */
    seats,
    /**
     * Tasks that change what the seats, or an arbiter whom the person called, asked for; also the
     * arbiter's own tasks.
     */
    fixes: fixes.filter((task) => own.some((one) => one === task || one.id === task.fixes)),
  };
}

const standings = ({ run }: Decision, { gate, rules, seats }: Panel): PartVerdict[] =>
  rules.standings(run, gate, seats);

/** Applies what arbiters have decided, and settles panels whose round is over. */
export function settlePanels(decision: Decision): void {
  const gates = panelGates(decision.workflow, decision.run);
  for (const gate of gates.filter(
    (gate, index) => gates.findIndex((other) => other.panel === gate.panel) === index,
  )) {
    applyArbiters(decision, panelOf(decision, gate));
    const panel = panelOf(decision, gate);
    const isAsked = decision.run.questions.some((question) =>
      panel.seats.some((seat) => seat.id === question.task),
    );
    if (!isAsked && (isRoundOver(panel) || isShort(decision, panel))) settle(decision, panel);
  }
}

const hasVoted = (task: Task): boolean => task.status === "waiting" && task.outcome !== null;

const isArbiters = ({ arbiter }: PanelGate, task: Task): boolean => task.schema === arbiter?.schema;

function isRoundOver({ gate, seats, fixes }: Panel): boolean {
  if (!fixes.every(isOver) || !seats.every((seat) => isOver(seat) || hasVoted(seat))) return false;
  const ruled = fixes.filter((task) => isArbiters(gate, task) && task.topic === null);
  const last = Math.max(0, ...ruled.map((task) => task.acceptedSeq));
  return seats.some(hasVoted) || seats.every((seat) => seat.acceptedSeq < last);
}

/**
 * A part has too few votes although all seats have spoken: seen before anything after it begins,
 * and
 * before the run ends.
 */
function isShort(decision: Decision, panel: Panel): boolean {
  if (panel.seats.length === 0 || ![...panel.seats, ...panel.fixes].every(isOver)) return false;
  const { tasks } = decision.run;
  const later = new Set(gatesAfterPanel(decision, panel.gate).map((gate) => gate.key));
  const hasBegun = tasks.some((task) => later.has(task.gate) && !task.void && task.dispatches > 0);
  if (hasBegun && !tasks.every(isOver)) return false;
  return looks(decision, panel, standings(decision, panel), new Set()).length > 0;
}

/**
 * Settles a round that is over: the person is asked, or the arbiter, or owners make changes and
 * seats look again.
 */
function settle(decision: Decision, panel: Panel): void {
  const parts = standings(decision, panel);
  const changes = parts.flatMap((part) => part.changes);
  const end = panel.rules.ends?.(decision.run, panel.gate, parts) ?? null;
  // What the person has answered is settled: the panel goes on.
  if (
    end !== null &&
    (end.stays || !isDecided(decision.run, panel.gate, { ...end, escalation: null }))
  ) {
    decision.ask(panel.gate.undecided, end.task);
    return;
  }
  if (panel.rules.ends === undefined && askUndecided(decision, panel, changes)) return;
  const disputed = changes.filter((change) => needsArbiter(decision, panel, change));
  const events =
    disputed.length > 0 ? askArbiter(decision, panel, disputed) : nextRound(decision, panel, parts);
  const waiting = panel.seats.filter((seat) => seat.status === "waiting");
  decision.add(
    ...events,
    ...waiting.map((seat) => ({ type: "task_done" as const, task: seat.id, waiver: null })),
  );
}

/**
 * Whether the person has answered what a seat put before them, in its own words or by the panel's
 * `undecided` question.
 */
export const isDecided = (
  run: Run,
  gate: PanelGate,
  { task, escalation }: Pick<Verdict, "task" | "escalation">,
): boolean =>
  run.decisions.some(
    (decision) =>
      decision.task === task.id &&
      ((decision.kind === gate.escalation.ask &&
        escalation !== null &&
        decision.asked === escalation.decision) ||
        (decision.kind === gate.undecided.ask &&
          (escalation === null || escalation.options.length < 2))),
  );

/**
 * Asks the person what seats put before them, and what nobody else can decide. True: something was
 * asked.
 */
function askUndecided(decision: Decision, panel: Panel, changes: Verdict[]): boolean {
  const { gate } = panel;
  const asked = new Set<string>();
  for (const change of changes) {
    if (asked.has(change.task.id) || isDecided(decision.run, gate, change)) continue;
    const { options = [], decision: question = "" } = change.escalation ?? {};
    if (change.escalation === null && !isEndless(decision, panel, change)) continue;
    asked.add(change.task.id);
    if (options.length > 1) decision.askEach(gate.escalation, change.task, [{ question, options }]);
    else decision.ask(gate.undecided, change.task);
  }
  return asked.size > 0;
}

/**
 * The seat still asks for changes although the arbiter has decided, or the limit is passed without
 * one: the person decides.
 */
function isEndless(decision: Decision, panel: Panel, verdict: Verdict): boolean {
  if (panel.gate.arbiter === undefined)
    return isPastLimit(decision, panel, verdict) || isDeclined(panel, verdict);
  const spoken = arbiterOn(panel, verdict);
  return spoken !== undefined && verdict.task.acceptedSeq > spoken.acceptedSeq;
}

/** The arbiter's last task between this seat and this owner. */
const arbiterOn = ({ gate, fixes }: Panel, { seat, part }: Verdict): Task | undefined =>
  fixes.findLast(
    (task) => isArbiters(gate, task) && task.status === "done" && task.item === `${seat}/${part}`,
  );

/**
 * Whether this seat has asked for changes of this part more often, this time included, than the
 * limit allows.
 */
function isPastLimit(
  { workflow, run }: Decision,
  { gate, rules }: Panel,
  { task, part }: Verdict,
): boolean {
  const own = tasksOf(run, task.gate);
  return (
    own.filter((one) => rules.changesIn?.(one).includes(part)).length >
    limitOf(workflow, run, gate.rounds)
  );
}

const needsArbiter = (decision: Decision, panel: Panel, verdict: Verdict): boolean =>
  panel.gate.arbiter !== undefined &&
  arbiterOn(panel, verdict) === undefined &&
  (isDecided(decision.run, panel.gate, verdict) ||
    isPastLimit(decision, panel, verdict) ||
    isDeclined(panel, verdict));

/**
 * The owner has declined something of what was asked of this part, and the seat, which has read
 * why, asks for changes again.
 */
function isDeclined(panel: Panel, { task, part }: Verdict): boolean {
  const fix = panel.fixes.findLast(
    (fix) =>
      fix.item === part && !isArbiters(panel.gate, fix) && fix.acceptedSeq < task.acceptedSeq,
  );
  const asked = panel.seats.some(
    (seat) =>
      seat.gate === task.gate && seat.acceptedSeq > 0 && seat.acceptedSeq < (fix?.acceptedSeq ?? 0),
  );
  return asked && (fix?.facts.declined ?? []).length > 0;
}

/**
 * One task of the arbiter per seat and part, in sequence; whatever waits for the seats waits for
 * the last of them.
 */
function askArbiter({ workflow, run }: Decision, panel: Panel, disputed: Verdict[]): EventDraft[] {
  const events: EventDraft[] = [];
  const given: string[] = [];
  let before = disputed.map((one) => one.task.id);
  for (const { task, seat, part } of disputed) {
    const from = run.tasks.length + events.length + 1;
    const [created] = fixTasks({ workflow, run }, task, panel.gate.arbiter!, from, before, {
      items: [null],
      given,
    });
    events.push({ ...created!, item: `${seat}/${part}` });
    given.push(created!.subject);
    before = [created!.task];
  }
  return [...events, ...waitFor(run, idsOf(panel), before[0]!)];
}

const idsOf = ({ seats, fixes }: Panel): string[] => [...seats, ...fixes].map((task) => task.id);

/**
 * Owners change what is asked of them; then every seat whose verdict is needed looks again. Empty:
 * all is approved.
 */
function nextRound(decision: Decision, panel: Panel, parts: PartVerdict[]): EventDraft[] {
  const owners = new Set(
    parts.flatMap(({ changes }) => changes.flatMap((change) => ownersToMend(panel, change))),
  );
  const after = panel.seats.map((seat) => seat.id);
  return mendAndLook(decision, panel, parts, [...owners], after, null);
}

/**
 * Whom the arbiter names, unless the seat asked again after its decision: then, and without one,
 * the part itself.
 */
function ownersToMend(panel: Panel, verdict: Verdict): string[] {
  const word = arbiterOn(panel, verdict);
  return word === undefined || verdict.task.acceptedSeq > word.acceptedSeq
    ? [verdict.part]
    : (word.facts.owners ?? [verdict.part]);
}

/**
 * One fix per owner, in sequence, then the seats that look again. `by`: the arbiter's task that
 * names the owners.
 */
function mendAndLook(
  decision: Decision,
  panel: Panel,
  parts: PartVerdict[],
  owners: string[],
  after: string[],
  by: Task | null,
): EventDraft[] {
  const { run } = decision;
  const events: EventDraft[] = [];
  const next = (): number => run.tasks.length + events.length + 1;
  let before = after;
  for (const owner of owners) {
    const asker =
      by ?? parts.find((part) => part.part === owner)?.changes[0]?.task ?? panel.seats.at(-1)!;
    const items = [panel.rules.ownerOf(owner)];
    const [fix] = fixTasks(decision, asker, panel.gate.revise, next(), before, { items });
    events.push(fix!);
    before = [fix!.task];
  }
  const made: string[] = [];
  for (const { gate, scope } of looks(decision, panel, parts, new Set(owners))) {
    const id = `T${next()}`;
    events.push(repeatGate(decision, id, gate, before, scope));
    made.push(id);
  }
  if (made.length === 0 && owners.length === 0) return [];
  return [
    ...events,
    ...(made.length > 0 ? made : before).flatMap((id) => waitFor(run, idsOf(panel), id)),
  ];
}

interface DueReview {
  gate: PanelGate | ReviewGate;
  scope: string[];
  /** It is the first review of this gate. */
  first?: boolean;
}

/**
 * Seats that look again, and at which parts: those that asked for changes, and as many as are
 * needed of those whose approval is void, then of those that have not looked at it.
 */
function looks(
  { workflow, run }: Decision,
  panel: Panel,
  parts: PartVerdict[],
  mended: Set<string>,
): DueReview[] {
  const scopes = new Map<string, string[]>();
  const looksAt = (seats: string[], part: string): void => {
    for (const seat of seats) scopes.set(seat, [...(scopes.get(seat) ?? []), part]);
  };
  const short = parts.map(({ part, verdicts, changes, required, approved, reviewers }) => {
    const isMended = mended.has(part);
    const asked = changes.map((change) => change.seat);
    const overruled = verdicts.filter((verdict) => verdict.overruled === true).length;
    const missing = required - asked.length - overruled - (isMended ? 0 : approved.length);
    const voided = verdicts.filter(
      (verdict) => verdict.verdict === "approved" && (isMended || verdict.stale),
    );
    const again = voided.slice(0, Math.max(0, missing)).map((one) => one.seat);
    looksAt([...asked, ...again], part);
    const others = reviewers.filter((seat) => !verdicts.some((verdict) => verdict.seat === seat));
    return { part, others, missing: Math.max(0, missing - again.length) };
  });
  // Whoever looks again anyway takes the new ones, too.
  for (const { part, others, missing } of short)
    looksAt(
      others.toSorted((a, b) => Number(scopes.has(b)) - Number(scopes.has(a))).slice(0, missing),
      part,
    );
  const gates = panelGates(workflow, run, panel.gate.panel);
  return [...scopes].flatMap(([seat, scope]) => {
    const gate = gates.find((gate) => gate.item === seat);
    return gate ? [{ gate, scope }] : [];
  });
}

/**
 * New reviews for everyone whose approval is of an older tree: seats of the panel `name`, and
 * reviewers of the gates `reviews`; also a reviewer that was skipped and has a reason to look now.
 * `check`: the check after which they look; it is repeated after them if `comesAgain`. Empty:
 * every approval is of the present tree.
 */
export function seatsAgain(
  decision: Decision,
  name: string,
  reviews: string[],
  check: Task,
  comesAgain: boolean,
) {
  const { workflow, run } = decision;
  const [seat] = panelGates(workflow, run, name);
  const panel = seat && panelOf(decision, seat);
  const all: DueReview[] = panel
    ? looks(decision, panel, standings(decision, panel), new Set())
    : [];
  for (const gate of gatesOf(workflow, run))
    if (gate.gate === "review" && reviews.includes(gate.key)) {
      const first = isDueNow(decision, gate);
      if (first || hasMoved(run, gate)) all.push({ gate, scope: [], first });
    }
  const from = run.tasks.length + 1;
  const made = all.map((_, index) => `T${from + index}`);
  const events: EventDraft[] = all.map((look, index) => {
    const created = repeatGate(decision, made[index]!, look.gate, [check.id], look.scope);
    return look.first ? { ...created, kind: "gate" } : created;
  });
  const own = decision.gate(check);
  if (events.length === 0 || own.gate !== "check") return [];
  if (!comesAgain) return [...events, ...made.flatMap((id) => waitFor(run, [check.id], id))];
  const last = `T${from + events.length}`;
  return [...events, repeatGate(decision, last, own, made), ...waitFor(run, [check.id], last)];
}

function hasMoved(run: Run, gate: ReviewGate): boolean {
  const last = tasksOf(run, gate.key).at(-1);
  const seen = last?.status === "done" && last.waiver === null ? last.facts.trees : undefined;
  const now = treesOf(run);
  return seen !== undefined && Object.keys(seen).some((part) => seen[part] !== now[part]);
}

/** The gate was skipped by its rule, which holds now. */
const isDueNow = ({ workflow, run }: Decision, gate: ReviewGate): boolean =>
  tasksOf(run, gate.key).at(-1)?.status === "skipped" &&
  gate.when !== undefined &&
  holds(workflow, gate.when, run, gate);

/**
 * The person calls the arbiter, whatever the state of the round. Unfinished tasks of the panel, and
 * all that come after it, wait for the arbiter; the owners that it names make changes, then seats
 * look again. @throws Refused
 */
export function consult(decision: Decision, { topic }: CommandOf<"consult">): void {
  const { workflow, run } = decision;
  if (!decision.live) throw new Refused("no_run", "no live run to ask about");
  const [gate] = panelGates(workflow, run);
  const panel = gate && panelOf(decision, gate);
  if (panel?.gate.arbiter === undefined || panel.seats.length === 0)
    throw new Refused(
      "no_panel",
      `run ${run.run} has no roles that review one another, so nobody can decide a topic in it`,
    );
  const later = gatesAfterPanel(decision, panel.gate);
  const refused = panel.rules.refuses?.(run, later) ?? null;
  if (refused !== null) throw new Refused(refused.code, refused.why);
  redoAfterPanel(decision, panel.gate, later);
  spawnArbiter(decision, panelOf(decision, panel.gate), excerpt(topic));
}

/** The gates that come after a panel. */
const gatesAfterPanel = ({ workflow, run }: Decision, { key, panel }: PanelGate): Gate[] =>
  gatesFrom(gatesOf(workflow, run), key).filter(
    (gate) => gate.gate !== "panel" || gate.panel !== panel,
  );

/** Redoes what has begun after the panel: it was about an older state of what the panel reviews. */
function redoAfterPanel(decision: Decision, { panel }: PanelGate, later: Gate[]): void {
  const { workflow, run } = decision;
  const keys = new Set(later.map((gate) => gate.key));
  const hasBegun = (task: Task): boolean =>
    task.dispatches > 0 || task.status === "done" || task.status === "waiting";
  if (!run.tasks.some((task) => !task.void && keys.has(task.gate) && hasBegun(task))) return;
  const seats = new Set(panelGates(workflow, run, panel).map((gate) => gate.key));
  const first = later.find((gate) => gate.after.some((key) => seats.has(key)));
  if (first) decision.add(...redo(workflow, run, first.key));
}

function spawnArbiter(decision: Decision, { gate, seats }: Panel, topic: Request): void {
  const { run } = decision;
  const arbiter = gate.arbiter!;
  // All tasks of an arbiter write the same file, so a new one waits until the others are over.
  const before = run.tasks.filter((task) => !isOver(task) && task.writes === arbiter.writes);
  const ids = before.map((task) => task.id);
  const [created] = fixTasks(decision, seats.at(-1)!, arbiter, run.tasks.length + 1, ids);
  const keys = fromPanel(decision, gate);
  const waiting = run.tasks.filter(
    (task) =>
      (task.status === "blocked" || task.status === "ready") &&
      keys.has(task.gate) &&
      !ids.includes(task.id),
  );
  // The others wait for one of these.
  const first = waiting.filter(
    (task) => !task.blocked_by.some((id) => waiting.some((one) => one.id === id)),
  );
  decision.add(
    { ...created!, reads: gate.reads, topic },
    ...first.map((task) => ({ type: "task_blocked" as const, task: task.id, by: [created!.task] })),
  );
}

/**
 * Keys of gates that come after a panel while a question about one of its seats is open. A seat
 * that was left out, or has voted, is over, and nothing waits for it any more; but the person may
 * want another round.
 */
export function blockedByPanels({ workflow, run }: Decision): Set<string> {
  const blocked = new Set<string>();
  for (const { task: id } of run.questions) {
    const task = taskOf(run, id);
    const gate =
      task &&
      isOver(task) &&
      panelGates(workflow, run).find((panelGate) => panelGate.key === task.gate);
    if (gate)
      for (const key of keysFrom(gatesOf(workflow, run), [gate.key]))
        if (key !== gate.key) blocked.add(key);
  }
  return blocked;
}

/** Keys of the panel's gates, and of all that come after them. */
function fromPanel({ workflow, run }: Decision, { key, panel }: PanelGate): Set<string> {
  const gates = [...panelGates(workflow, run, panel), ...gatesFrom(gatesOf(workflow, run), key)];
  return new Set(gates.map((gate) => gate.key));
}

/**
 * Creates the changes by the owners whom an arbiter has named that the person called, after all
 * open tasks before the panel. If the round is over, seats look again after them; else the end of
 * the round sees to that.
 */
function applyArbiters(decision: Decision, panel: Panel): void {
  const { gate, seats } = panel;
  for (const word of pendingArbiters(decision.run, panel)) {
    const parts = seats.every(isOver) ? standings(decision, panel) : [];
    const keys = fromPanel(decision, gate);
    const before = decision.run.tasks
      .filter((task) => !isOver(task) && !keys.has(task.gate))
      .map((task) => task.id);
    const after = [word.id, ...before];
    const events = mendAndLook(
      decision,
      panelOf(decision, gate),
      parts,
      word.facts.owners!,
      after,
      word,
    );
    // Other tasks of the arbiter need not wait for these changes.
    decision.add(
      ...events.filter(
        (event) => event.type !== "task_blocked" || !isArbiters(gate, decision.task(event.task)),
      ),
    );
  }
}

/** Done tasks of an arbiter that the person called, whose named owners have no fix yet. */
const pendingArbiters = ({ tasks }: Run, { gate, seats }: Panel): Task[] =>
  tasks.filter(
    (task) =>
      task.topic !== null &&
      isArbiters(gate, task) &&
      task.status === "done" &&
      !task.void &&
      (task.facts.owners ?? []).length > 0 &&
      seats.some((seat) => seat.id === task.fixes) &&
      !tasks.some((one) => one.fixes === task.id),
  );
