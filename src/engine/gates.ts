import { approvedCommands, looksTogether, type PlannedItem, type Run, type Task } from "./run.ts";
import type {
  CheckGate,
  Choice,
  Entry,
  Gate,
  Item,
  PanelGate,
  WaveGate,
  WaveRules,
  Workflow,
} from "./workflow.ts";

/**
 * The gates of one run: without the parts that its variant leaves out, and with one gate per item
 * of `each`.
 */

/** What a run's gates depend on. */
export type Chosen = Pick<Run, "entry" | "settings" | "options"> & Partial<Pick<Run, "items">>;

/** The parts that this run's variant has; null for all. */
export function partsOf(entry: Entry, run: Pick<Run, "options">): string[] | null {
  const value = entry.variants && run.options[entry.variants.option];
  return (value !== undefined && entry.variants!.of[value]) || null;
}

/**
 * Gates of the run's variant. A gate that follows a left-out one follows whatever the left-out one
 * followed.
 */
export function inVariant(entry: Entry, run: Pick<Run, "options">): Gate[] {
  const parts = partsOf(entry, run);
  if (parts === null) return entry.gates;
  const isIn = (gate: Gate): boolean => gate.part === undefined || parts.includes(gate.part);
  const resolved = new Map<string, string[]>();
  return entry.gates.flatMap((gate) => {
    const after = [...new Set(gate.after.flatMap((key) => resolved.get(key) ?? [key]))];
    resolved.set(gate.key, isIn(gate) ? [gate.key] : after);
    return isIn(gate) ? [{ ...gate, after }] : [];
  });
}

/** Whether it has reviews that need not wait for each other. */
export const hasParallelReviews = ({ gates }: Entry): boolean =>
  gates.some((gate) => gate.gate === "review" && gate.beside === true);

/** A function that the workflow's data names. @throws Error for an unknown one */
function named<T>(
  workflow: Workflow,
  kind: string,
  functions: Record<string, T> | undefined,
  name: string,
): T {
  const found = functions?.[name];
  if (found === undefined) throw new Error(`workflow ${workflow.name} has no ${kind} "${name}"`);
  return found;
}

/** The items that a selector of the workflow finds. */
export const itemsOf = (
  workflow: Workflow,
  over: string,
  run: Pick<Run, "settings">,
  task: Task | null,
): Item[] => named(workflow, "selector", workflow.selectors, over)(run, task);

/**
 * The gates of the run's variant, one for each item of those that stand for several; its key is
 * `<key>:<item>`.
 */
function expanded(workflow: Workflow, entry: Entry, run: Chosen): Gate[] {
  const keys = new Map<string, string[]>();
  return inVariant(entry, run).flatMap((gate): Gate[] => {
    const after = gate.after.flatMap((key) => keys.get(key) ?? [key]);
    if (gate.gate === "wave") {
      const body = (run.items ?? [])
        .filter((item) => item.gate === gate.key)
        .flatMap((item) => bodyOf(gate, item, after));
      return [...body, { ...gate, after: [...after, ...body.map((one) => one.key)] }];
    }
    if (!gate.each) {
      keys.set(gate.key, [gate.key]);
      return [{ ...gate, after }];
    }
    const { over, in_turn } = gate.each;
    const items = itemsOf(workflow, over, run, null);
    const own = items.map(({ item }) => `${gate.key}:${item}`);
    keys.set(gate.key, own);
    const turns = in_turn !== undefined && itemsOf(workflow, in_turn, run, null).length > 0;
    return items.map((item, index) => ({
      ...fillItem(gate, item),
      key: own[index]!,
      item: item.item,
      after: turns && index > 0 ? [...after, own[index - 1]!] : after,
    }));
  });
}

/** Key of a body's gate for one item. */
const bodyKey = (wave: WaveGate, key: string, item: string): string => `${wave.key}/${key}:${item}`;

/** The gates of a wave's body for one item; the first ones wait for all of the items before it. */
function bodyOf(wave: WaveGate, item: PlannedItem, after: string[]): Gate[] {
  const before = item.after.flatMap((one) => wave.body.map((gate) => bodyKey(wave, gate.key, one)));
  return wave.body.map((gate) => ({
    ...fillItem(gate, item),
    key: bodyKey(wave, gate.key, item.item),
    wave: wave.key,
    item: item.item,
    after:
      gate.after.length > 0
        ? gate.after.map((key) => bodyKey(wave, key, item.item))
        : [...after, ...before],
  }));
}

/**
 * The same data with every `{item}`, `{role}` and `{model}` in its texts replaced. Data with an
 * `each` of its own is left as it is: it is for other items.
 */
export function fillItem<T>(value: T, item: Item): T {
  const { item: name, role, model = "" } = item;
  if (typeof value === "string")
    return value
      .replaceAll("{item}", name)
      .replaceAll("{role}", role)
      .replaceAll("{model}", model) as T;
  if (Array.isArray(value)) return value.map((one) => fillItem(one, item)) as T;
  if (typeof value !== "object" || value === null) return value;
  const isForOthers = (one: unknown): boolean =>
    typeof one === "object" && one !== null && "each" in one;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]) => [key, isForOthers(one) ? one : fillItem(one, item)]),
  ) as T;
}

export function entryOf(workflow: Workflow, name: string): Entry {
  const entry = workflow.entries[name];
  if (!entry)
    throw new Error(`entry "${name}": expected one of ${Object.keys(workflow.entries).join(", ")}`);
  return entry;
}

/** Cache of the last call: one decision asks for the same gates dozens of times. */
let last: { workflow: Workflow; settings: Run["settings"]; chosen: string; gates: Gate[] } | null =
  null;

/**
 * The same gates, where reviews of one group do not wait for each other: each begins where the first
 * one does, and whatever waits for one of them waits for all.
 */
function sideBySide(gates: Gate[]): Gate[] {
  const groupOf = (key: string): string | null => {
    const gate = gates.find((one) => one.key === key);
    return gate?.gate === "review" && gate.beside === true ? gate.group : null;
  };
  const first = new Map<string, string[]>();
  return gates.map((gate) => {
    const group = groupOf(gate.key);
    if (group !== null) {
      const after = first.get(group) ?? gate.after;
      first.set(group, after);
      return { ...gate, after };
    }
    const after = gate.after.flatMap((key) => {
      const before = groupOf(key);
      return before === null
        ? [key]
        : gates.map((one) => one.key).filter((one) => groupOf(one) === before);
    });
    return { ...gate, after: [...new Set(after)] };
  });
}

/** The gates of a run, in the order of the chain. */
export function gatesOf(workflow: Workflow, run: Chosen): Gate[] {
  const entry = entryOf(workflow, run.entry);
  // Nothing depends on the run.
  if (
    !entry.variants &&
    !looksTogether(run) &&
    !entry.gates.some((gate) => gate.each || gate.gate === "wave")
  )
    return entry.gates;
  const { settings } = run;
  const chosen = JSON.stringify([
    run.entry,
    run.options,
    run.items?.map(({ gate, item, role, model, after }) => [gate, item, role, model, after]),
  ]);
  if (last?.workflow === workflow && last.settings === settings && last.chosen === chosen)
    return last.gates;
  const all = expanded(workflow, entry, run);
  const gates = looksTogether(run) ? sideBySide(all) : all;
  last = { workflow, settings, chosen, gates };
  return gates;
}

export function gateOf(workflow: Workflow, run: Chosen, key: string): Gate {
  const gate = gatesOf(workflow, run).find((candidate) => candidate.key === key);
  if (!gate) throw new Error(`workflow ${workflow.name} has no gate "${key}"`);
  return gate;
}

/**
 * Whether a task is of a part that the run's variant leaves out: the variant was chosen after the
 * start.
 */
export const isOutsideVariant = (
  workflow: Workflow,
  run: Chosen,
  { gate }: Pick<Task, "gate">,
): boolean => {
  const entry = entryOf(workflow, run.entry);
  const part = entry.gates.find(({ key }) => key === gate)?.part;
  return part !== undefined && partsOf(entry, run)?.includes(part) === false;
};

/** The keys of these gates and of everything that comes after them. */
export function keysFrom(gates: Gate[], keys: string[]): Set<string> {
  const reached = new Set(keys);
  for (const gate of gates) if (gate.after.some((one) => reached.has(one))) reached.add(gate.key);
  return reached;
}

/**
 * The gate `key`, or all that its `each` or body made, everything after it, and the checks after
 * their artifacts.
 */
export function gatesFrom(gates: Gate[], key: string): Gate[] {
  const own = gates
    .filter((gate) => isOf(gate.key, key) || gate.wave === key)
    .map((gate) => gate.key);
  const reached = keysFrom(gates, own);
  const chained = gates.filter((gate) => reached.has(gate.key));
  const isDue = (gate: Gate): boolean =>
    chained.some(
      (one) =>
        (one.gate === "produce" || one.gate === "check") &&
        isPostCheckOf(gate, one.schema, one.item),
    );
  return [...chained, ...gates.filter((gate) => isDue(gate) && !reached.has(gate.key))];
}

/** Whether a gate has this key, or was made by the `each` of the gate with this key. */
export const isOf = (gate: string, key: string): boolean =>
  gate === key || gate.startsWith(`${key}:`);

/** Whether a gate is a check that comes after certain artifacts and is not part of the chain. */
export const isPostCheck = (gate: Gate): gate is CheckGate =>
  gate.gate === "check" && gate.afterKinds !== undefined;

/** Whether it is after artifacts of this kind; in a wave it is after those of its own item. */
const isPostCheckOf = (gate: Gate, schema: string, item: string | null = null): gate is CheckGate =>
  isPostCheck(gate) &&
  gate.afterKinds!.includes(schema) &&
  (gate.wave === undefined || gate.item === item);

/**
 * The gate whose moves apply to a task; for a fix, the gate whose artifact it rewrites. Undefined:
 * the run has no such gate.
 */
export function ownGate(workflow: Workflow, run: Run, task: Task): Gate | undefined {
  const gates = gatesOf(workflow, run);
  if (task.kind !== "fix") return gates.find((gate) => gate.key === task.gate);
  // A check that takes over what the person has made stands for its author.
  const makers = gates.filter(
    (gate) => (gate.gate === "produce" || gate.gate === "check") && gate.schema === task.schema,
  );
  // The part of a panel is no item of whoever has made it.
  return (
    makers.find((gate) => (gate.item ?? null) === task.item) ??
    makers.find((gate) => gate.item === undefined)
  );
}

/** Keys of the reviews of one group: its limit counts their rounds together. */
export const keysOfGroup = (workflow: Workflow, run: Run, group: string): string[] =>
  gatesOf(workflow, run).flatMap((gate) =>
    gate.gate === "review" && gate.group === group ? [gate.key] : [],
  );

/** The seats of a panel; without a name, of all panels. */
export const panelGates = (workflow: Workflow, run: Run, panel?: string): PanelGate[] =>
  gatesOf(workflow, run).filter(
    (gate): gate is PanelGate =>
      gate.gate === "panel" && (panel === undefined || gate.panel === panel),
  );

/** Rules that every workflow can name. */
export const RULES: NonNullable<Workflow["rules"]> = {
  always: () => true,
  approvedTests: (run) => approvedCommands(run).length > 0,
  /** A baseline is run before the first change: a command that is approved later has none. */
  newTests: (run) =>
    approvedCommands(run).some(
      (approvedCommand) => !run.tests.baseline.includes(approvedCommand.text),
    ) && !run.tasks.some((task) => task.dispatches > 0 && task.edits !== null),
};

/** Whether a rule of the workflow, or of every workflow, holds for a gate. */
export const holds = (workflow: Workflow, rule: string, run: Run, gate: Gate): boolean =>
  (Object.hasOwn(RULES, rule) ? RULES[rule]! : named(workflow, "rule", workflow.rules, rule))(
    run,
    gate,
  );

/** How a wave of the workflow is divided. */
export const waveOf = (workflow: Workflow, gate: WaveGate): WaveRules =>
  named(workflow, "wave", workflow.waves, gate.items);

/** Reasons why an option of a question is not possible now; empty: it is. */
export const barsOf = (workflow: Workflow, run: Run, choice: Choice | undefined): string[] =>
  choice?.unless === undefined ? [] : named(workflow, "bar", workflow.bars, choice.unless)(run);

/**
 * What the program runs or sends once the person goes on at a question, by the list's name; without
 * one nothing.
 */
export const listToShow = (workflow: Workflow, run: Run, list: string | undefined): string[] =>
  list === undefined ? [] : named(workflow, "list to show", workflow.shows, list)(run);

/** The checks that have to run after this task because of its artifact. */
export const pendingChecks = (workflow: Workflow, run: Run, done: Task): CheckGate[] =>
  gatesOf(workflow, run).filter(
    (gate): gate is CheckGate =>
      isPostCheckOf(gate, done.schema, done.item) &&
      holds(workflow, gate.when ?? "always", run, gate),
  );
