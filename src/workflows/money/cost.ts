import { roleBounds } from "../../engine/bounds.ts";
import { type Chosen, entryOf, gatesOf, waveOf } from "../../engine/gates.ts";
import { possibleMoves } from "../../engine/outcomes.ts";
import { limitOf, MAX_ANSWERS, MAX_FAILED_DISPATCHES } from "../../engine/rounds.ts";
import type { Run, TaskWho } from "../../engine/run.ts";
import { whoOf } from "../../engine/tasks.ts";
import {
  type Fix,
  type Gate,
  isWork,
  type Move,
  type ReviewGate,
  type Who,
  type Workflow,
  type WorkGate,
} from "../../engine/workflow.ts";
import { duration, plural, tokens } from "../../text.ts";
import type { Kind, Usual } from "./usual.ts";

/** What a run may cost at most, before anything of it is done. */

/** A run that is about to start, or one that has. */
export type Planned = Chosen & Partial<Pick<Run, "assigned">>;

/** Tasks of one gate, or fix, of a run: who does them, and how many there are. */
export interface PlannedWork {
  /** The phase of the run. */
  phase: string;
  /** In the order in which they are tried; the program itself is none. */
  chain: TaskWho[];
  /** How many items of a plan there may be, each with these tasks; null: they are not for items. */
  items: number | null;
  /** Tasks while nobody asks for changes and nothing fails. */
  usual: number;
  /** Tasks at most, unless the person allows more; Infinity: the workflow has no limit. */
  most: number;
  /** How often each of the chain may begin such a task before the next one, or the person, comes. */
  dispatches: number;
}

/** Calls of models: an agent that begins, or an answer that an external model is asked for. */
export interface Calls {
  /** While nobody asks for changes and nothing fails. */
  usual: number;
  most: number;
  /** The same for each item of a plan, beside these; null: there are no items. */
  each: { usual: number; most: number; items: number } | null;
}

/** Whoever the run has for this, in the order in which they are tried. */
function chainOf(workflow: Workflow, run: Planned, who: Who): TaskWho[] {
  const assigned = ("role" in who && run.assigned?.[who.role]) || [];
  return assigned.length > 0 ? assigned : [whoOf(who, run, workflow)];
}

const isProgram = (who: Who): boolean => "program" in who;
const fixesOf = (moves: Move[]): { fix: Fix; then: "self" | "group" }[] =>
  moves.flatMap((move) => (typeof move === "object" && "fix" in move ? [move] : []));
/** Each kind of failure is counted by itself: no valid artifact, a lost agent; of a review also that its subject has changed. */
const dispatchesOf = (kinds: number): number => 1 + kinds * (MAX_FAILED_DISPATCHES - 1);

/** The run as it will be where its variant is one that every run leaves behind. */
function grown(workflow: Workflow, run: Planned): Planned {
  const { option = "", then = {} } = entryOf(workflow, run.entry).variants ?? {};
  const value = then[run.options[option] ?? ""];
  return value === undefined ? run : { ...run, options: { ...run.options, [option]: value } };
}

/** Which earlier runs tell what this one takes. */
export function kindOf(workflow: Workflow, { entry, options }: Pick<Run, "entry" | "options">): Kind {
  const { option = "" } = workflow.entries[entry]?.variants ?? {};
  const variant = options[option];
  return { workflow: workflow.name, entry, ...(variant === undefined ? {} : { variant }) };
}

/** All that models may be asked for in a run. */
export function plannedWork(workflow: Workflow, run: Planned): PlannedWork[] {
  const gates = gatesOf(workflow, grown(workflow, run));
  const work: PlannedWork[] = [];
  const counted = new Set<string>();
  /** Fixes so far by the kind of their artifact: a check behind it runs again. */
  const rewritten = new Map<string, number>();
  const limit = (name: string): number => limitOf(workflow, run, name);
  const worker = (who: Who, kinds = 2): Pick<PlannedWork, "chain" | "dispatches"> => ({
    chain: isProgram(who) ? [] : chainOf(workflow, run, who),
    dispatches: dispatchesOf(kinds),
  });
  function add(phase: string, who: Who, count: Pick<PlannedWork, "usual" | "most" | "items">, kinds = 2): void {
    if (!isProgram(who) && count.most > 0) work.push({ phase, ...worker(who, kinds), ...count });
  }
  /** So many fixes, whichever of these they are: the one with the most calls counts. */
  function addFixes(fixes: Fix[], most: number, items: number | null = null): void {
    const calls = (fix: Fix): number => ownersOf(fix).reduce((sum, who) => sum + callsPerTask(worker(who)), 0);
    const [dearest] = [...fixes].sort((one, other) => calls(other) - calls(one));
    for (const who of dearest ? ownersOf(dearest) : []) add(dearest!.token, who, { usual: 0, most, items });
    for (const schema of new Set(fixes.map((fix) => fix.schema)))
      rewritten.set(schema, (rewritten.get(schema) ?? 0) + most);
  }
  // Who owns what is wrong is not known yet: at most everybody who has made such an artifact.
  function ownersOf({ each, who, schema }: Fix): Who[] {
    if (!each) return [who];
    return gates.flatMap((one) => (one.gate === "produce" && one.schema === schema ? [one.who] : []));
  }
  const once = (key: string): boolean => !counted.has(key) && counted.add(key) !== null;

  for (const gate of gates) {
    // Items that are planned already are counted with their wave.
    if (gate.wave !== undefined) continue;
    if (gate.gate === "produce") add(gate.token, gate.who, { usual: 1, most: 1, items: null });
    if (gate.gate === "review") {
      // Each fix of the group has each of its reviewers look again, once at most.
      add(gate.token, gate.who, { usual: 1, most: 1 + limit(gate.group), items: null }, 4);
      const group = gates.filter((one) => isGroup(one, gate)) as ReviewGate[];
      const fixes = group.flatMap((one) => fixesOf(Object.values(one.on)).map(({ fix }) => fix));
      if (once(`group ${gate.group}`)) addFixes(fixes, limit(gate.group));
    }
    if (gate.gate === "panel") {
      const rounds = workflow.panels?.[gate.panel]?.rounds?.(run, gate) ?? Number.POSITIVE_INFINITY;
      // A seat that was left out is asked once more before anything has changed.
      const times = possibleMoves(gate.stuck).includes("leave") ? 2 : 1;
      add(gate.token, gate.who, { usual: 1, most: rounds * times, items: null });
      if (once(`panel ${gate.panel}`)) addFixes([gate.revise], rounds - 1);
    }
    if (gate.gate === "wave") {
      const items = waveOf(workflow, gate).most ?? Number.POSITIVE_INFINITY;
      for (const one of gate.body) {
        add(one.token ?? gate.token, one.who, { usual: 1, most: 1, items });
        const fixes = fixesOf(Object.values(one.on)).map(({ fix }) => fix);
        if (one.gate === "check") addFixes(fixes, limit(one.fixes), items);
      }
    }
  }
  for (const gate of gates) {
    if (gate.gate !== "check" || gate.wave !== undefined) continue;
    const behind = gate.behind ?? [];
    // Its limit is on fixes in a row: each artifact that it is behind begins a new row.
    const made = gates.filter((one) => one.gate === "produce" && behind.includes(one.schema)).length;
    const again = behind.reduce((sum, schema) => sum + (rewritten.get(schema) ?? 0), 0);
    const fixes = fixesOf(Object.values(gate.on)).map(({ fix }) => fix);
    addFixes(fixes, limit(gate.fixes) * (behind.length === 0 ? 1 : made + again));
  }
  return work;
}

/** Calls of one chain for one task, at most. */
export const callsPerTask = ({ chain, dispatches }: Pick<PlannedWork, "chain" | "dispatches">): number =>
  chain.reduce((sum, who) => sum + dispatches * (who.provider === undefined ? 1 : MAX_ANSWERS), 0);

/** Calls of models that this work needs, and at most. */
export function callsOf(work: readonly PlannedWork[]): Calls {
  const calls: Calls = { usual: 0, most: 0, each: null };
  for (const one of work) {
    if (one.items !== null) calls.each ??= { usual: 0, most: 0, items: one.items };
    const counted = one.items === null ? calls : calls.each!;
    counted.usual += one.usual;
    counted.most += one.most * callsPerTask(one);
  }
  return calls;
}

/** The same by phase, in the order of the run. */
export const callsByPhase = (work: readonly PlannedWork[]): [phase: string, calls: Calls][] =>
  [...new Set(work.map((one) => one.phase))].map((phase) => [
    phase,
    callsOf(work.filter((one) => one.phase === phase)),
  ]);

/** `3, at most 12`, with what each task of a plan takes beside that. */
export function callsWords({ usual, most, each }: Calls): string {
  const atMost = (one: { usual: number; most: number }): string =>
    Number.isFinite(one.most) ? `${one.usual}, at most ${one.most}` : `${one.usual} and more for each further round`;
  const items =
    each === null
      ? []
      : [`for each task of the plan${Number.isFinite(each.items) ? ` (${each.items} at most)` : ""} ${atMost(each)}`];
  return [...(most > 0 ? [atMost({ usual, most })] : []), ...items].join("; ");
}

/** The number of calls of a run in one line: as a rule, and with every round and every retry. */
export const callsText = (workflow: Workflow, run: Planned): string =>
  `Calls of models: ${callsWords(callsOf(plannedWork(workflow, run)))}`;

/** What a run may cost at most, in tokens of the host's agents: without any change asked for, for each item, and of the dearest further round. */
export function costAtMost(workflow: Workflow, run: Planned): { clean: number; each: number; round: number } {
  const { settings } = run;
  const chained = gatesOf(workflow, grown(workflow, run)).filter((gate) => gate.wave === undefined);
  const gates = chained.filter(isWork);
  const tokensOf = (who: Who): number => {
    if ("provider" in who && settings.codex.dispatch === "check") return 0;
    const [first] = chainOf(workflow, run, who);
    if ("role" in who && first!.provider !== undefined) return 0;
    return roleBounds(workflow, settings, first!.agent)?.tokens ?? 0;
  };
  const agents = Object.values(workflow.roles ?? {}).map(({ agent }) => agent);
  const dearest = Math.max(0, ...agents.map((agent) => roleBounds(workflow, settings, agent)?.tokens ?? 0));
  // Who owns what is wrong is not known yet: at most everybody who has made such an artifact.
  const makers = ({ schema }: Fix): number =>
    gates.filter((one) => one.gate === "produce" && one.schema === schema).length;
  const fixCost = (fix: Fix): number => (fix.each ? Math.max(1, makers(fix)) * dearest : tokensOf(fix.who));
  const all = (some: WorkGate[]): number => some.reduce((total, one) => total + tokensOf(one.who), 0);
  const bodies = chained.flatMap((gate) => (gate.gate === "wave" ? gate.body : []));
  const rounds = [...gates, ...bodies].flatMap((gate) => [
    ...(gate.gate === "panel"
      ? [fixCost(gate.revise) + all(gates.filter((one) => one.gate === "panel" && one.panel === gate.panel))]
      : []),
    ...fixesOf(Object.values(gate.on)).map(
      ({ fix, then }) =>
        fixCost(fix) + all(gates.filter((one) => one === gate || (then === "group" && isGroup(one, gate)))),
    ),
  ]);
  return { clean: all(gates), each: all(bodies), round: Math.max(0, ...rounds) };
}

const isGroup = (one: Gate, other: Gate): boolean =>
  one.gate === "review" && other.gate === "review" && one.group === other.group;

/** What a run may cost at most by the bounds of its agents. */
export function costBounds(workflow: Workflow, run: Planned): string {
  const { clean, each, round } = costAtMost(workflow, run);
  // Where only the tasks of a plan cost something, no 0 stands before them.
  const begin = clean === 0 && each > 0 ? [] : [`${tokens(clean)} tokens`];
  const items = each === 0 ? [] : [`${tokens(each)}${clean === 0 ? " tokens" : ""} for each task of the plan`];
  const rounds = round === 0 ? [] : [`${tokens(round)} more for each further round`];
  return `at most: ${[...begin, ...items, ...rounds].join(", ")}`;
}

/** When a run asks whether it may go on with what it costs. */
export const ceilingText = ({ ceiling_tokens: ceiling }: Planned["settings"]): string =>
  typeof ceiling === "number"
    ? `At ${tokens(ceiling)} tokens you are asked whether it goes on`
    : "No ceiling is set (ceiling_tokens)";

/**
 * What a run will cost, as far as earlier ones of the project tell, and its ceiling, a line each: a question cuts longer ones.
 * `usual`: null, none tells. `measured`: what one took elsewhere, which is said in that case.
 */
export const costLines = (run: Planned, usual: Usual | null, measured: string | undefined): string[] => {
  const elsewhere = measured === undefined ? "" : `. ${measured}`;
  const known =
    usual === null
      ? `no run of this kind was completed here yet${elsewhere}`
      : `usually ${tokens(usual.tokens)} tokens, ${duration(usual.minutes)} of agents' work, ${usual.money} (${plural(usual.runs, "earlier run")} here)`;
  return [`Cost: ${known}`, ceilingText(run.settings)];
};

/** What a person reads at a start: whom the roles have, the number of calls of models, and what they may cost. */
export const startCost = (workflow: Workflow, run: Planned, ...of: [Usual | null, string | undefined]): string[] => [
  ...modelsText(workflow, run),
  ...costLines(run, ...of),
];

/** Whom the roles have, and the number of calls: where others than the host's agents may be asked, a call is what is paid for. */
export const modelsText = (workflow: Workflow, run: Planned): string[] =>
  run.assigned ? [...assignedText(run), callsText(workflow, run)] : [];

/** Vendor and model, as the settings name them: `deepseek/deepseek-v4-pro`, `host/sonnet`. */
export const modelName = ({ provider = "host", model }: Pick<TaskWho, "provider" | "model">): string =>
  model === "" ? provider : `${provider}/${model}`;

/** Whom each role of a run has at first, in one line; none where the run assigns none. */
export function assignedText({ assigned }: Partial<Pick<Run, "assigned">>): string[] {
  const roles = new Map<string, string[]>();
  for (const [role, [first]] of Object.entries(assigned ?? {})) {
    if (first === undefined) continue;
    const name = modelName(first);
    roles.set(name, [...(roles.get(name) ?? []), role]);
  }
  return roles.size === 0
    ? []
    : [`Roles: ${[...roles].map(([name, all]) => `${name} (${all.join(", ")})`).join("; ")}`];
}
