// @bun
import {
  approvedCommands
} from "./s5.js";

// src/engine/gates.ts
function partsOf2(entry, run) {
  const value = entry.variants && run.options[entry.variants.option];
  return value !== undefined && entry.variants.of[value] || null;
}
function inVariant(entry, run) {
  const parts = partsOf2(entry, run);
  if (parts === null)
    return entry.gates;
  const isIn = (gate) => gate.part === undefined || parts.includes(gate.part);
  const behind = new Map;
  return entry.gates.flatMap((gate) => {
    const after = [...new Set(gate.after.flatMap((key) => behind.get(key) ?? [key]))];
    behind.set(gate.key, isIn(gate) ? [gate.key] : after);
    return isIn(gate) ? [{ ...gate, after }] : [];
  });
}
function named(workflow, kind, functions, name) {
  const found = functions?.[name];
  if (found === undefined)
    throw new Error(`workflow ${workflow.name} has no ${kind} "${name}"`);
  return found;
}
var itemsOf2 = (workflow, over, run, task) => named(workflow, "selector", workflow.selectors, over)(run, task);
function expanded(workflow, entry, run) {
  const keys = new Map;
  return inVariant(entry, run).flatMap((gate) => {
    const after = gate.after.flatMap((key) => keys.get(key) ?? [key]);
    if (gate.gate === "wave") {
      const body = (run.items ?? []).filter((one) => one.gate === gate.key).flatMap((item) => bodyOf(gate, item, after));
      return [...body, { ...gate, after: [...after, ...body.map((one) => one.key)] }];
    }
    if (!gate.each) {
      keys.set(gate.key, [gate.key]);
      return [{ ...gate, after }];
    }
    const { over, in_turn } = gate.each;
    const items = itemsOf2(workflow, over, run, null);
    const own = items.map(({ item }) => `${gate.key}:${item}`);
    keys.set(gate.key, own);
    const turns = in_turn !== undefined && itemsOf2(workflow, in_turn, run, null).length > 0;
    return items.map((item, index) => ({
      ...fillItem(gate, item),
      key: own[index],
      item: item.item,
      after: turns && index > 0 ? [...after, own[index - 1]] : after
    }));
  });
}
var bodyKey = (wave, key, item) => `${wave.key}/${key}:${item}`;
function bodyOf(wave, item, after) {
  const before = item.after.flatMap((one) => wave.body.map((gate) => bodyKey(wave, gate.key, one)));
  return wave.body.map((gate) => ({
    ...fillItem(gate, item),
    key: bodyKey(wave, gate.key, item.item),
    wave: wave.key,
    item: item.item,
    after: gate.after.length > 0 ? gate.after.map((key) => bodyKey(wave, key, item.item)) : [...after, ...before]
  }));
}
function fillItem(value, item) {
  if (typeof value === "string")
    return value.replaceAll("{item}", item.item).replaceAll("{role}", item.role);
  if (Array.isArray(value))
    return value.map((one) => fillItem(one, item));
  if (typeof value !== "object" || value === null)
    return value;
  const isForOthers = (one) => typeof one === "object" && one !== null && ("each" in one);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, isForOthers(one) ? one : fillItem(one, item)]));
}
function entryOf(workflow, name) {
  const entry = workflow.entries[name];
  if (!entry)
    throw new Error(`entry "${name}": expected one of ${Object.keys(workflow.entries).join(", ")}`);
  return entry;
}
var last = null;
function gatesOf(workflow, run) {
  const entry = entryOf(workflow, run.entry);
  if (!entry.variants && !entry.gates.some((gate) => gate.each || gate.gate === "wave"))
    return entry.gates;
  const { settings } = run;
  const chosen = JSON.stringify([
    run.entry,
    run.options,
    run.items?.map(({ gate, item, role, after }) => [gate, item, role, after])
  ]);
  if (last?.workflow === workflow && last.settings === settings && last.chosen === chosen)
    return last.gates;
  const gates = expanded(workflow, entry, run);
  last = { workflow, settings, chosen, gates };
  return gates;
}
function gateOf(workflow, run, key) {
  const gate = gatesOf(workflow, run).find((one) => one.key === key);
  if (!gate)
    throw new Error(`workflow ${workflow.name} has no gate "${key}"`);
  return gate;
}
function keysFrom(gates, keys) {
  const reached = new Set(keys);
  for (const gate of gates)
    if (gate.after.some((one) => reached.has(one)))
      reached.add(gate.key);
  return reached;
}
function gatesFrom(gates, key) {
  const own = gates.filter((gate) => isOf(gate.key, key) || gate.wave === key).map((gate) => gate.key);
  const reached = keysFrom(gates, own);
  const chained = gates.filter((gate) => reached.has(gate.key));
  const isDue = (gate) => chained.some((one) => one.gate === "produce" && isBehindOf(gate, one.schema, one.item));
  return [...chained, ...gates.filter((gate) => isDue(gate) && !reached.has(gate.key))];
}
var isOf = (gate, key) => gate === key || gate.startsWith(`${key}:`);
var isBehind = (gate) => gate.gate === "check" && gate.behind !== undefined;
var isBehindOf = (gate, schema, item = null) => isBehind(gate) && gate.behind.includes(schema) && (gate.wave === undefined || gate.item === item);
function ownGate(workflow, run, task) {
  const gates = gatesOf(workflow, run);
  if (task.kind !== "fix")
    return gates.find((gate) => gate.key === task.gate);
  const makers = gates.filter((gate) => gate.gate === "produce" && gate.schema === task.schema);
  return makers.find((gate) => (gate.item ?? null) === task.item) ?? makers.find((gate) => gate.item === undefined);
}
var keysOfGroup = (workflow, run, group) => gatesOf(workflow, run).flatMap((gate) => gate.gate === "review" && gate.group === group ? [gate.key] : []);
var panelGates = (workflow, run, panel) => gatesOf(workflow, run).filter((gate) => gate.gate === "panel" && (panel === undefined || gate.panel === panel));
var RULES = {
  always: () => true,
  approvedTests: (run) => approvedCommands(run).length > 0,
  newTests: (run) => approvedCommands(run).some((one) => !run.tests.baseline.includes(one.text)) && !run.tasks.some((task) => task.dispatches > 0 && task.edits !== null)
};
var holds = (workflow, rule, run, gate) => (Object.hasOwn(RULES, rule) ? RULES[rule] : named(workflow, "rule", workflow.rules, rule))(run, gate);
var waveOf = (workflow, gate) => named(workflow, "wave", workflow.waves, gate.items);
var barsOf = (workflow, run, choice) => choice?.unless === undefined ? [] : named(workflow, "bar", workflow.bars, choice.unless)(run);
var shownBy = (workflow, run, ask) => ask.shows === undefined ? [] : named(workflow, "list to show", workflow.shows, ask.shows)(run);
var checksDue = (workflow, run, done) => gatesOf(workflow, run).filter((gate) => isBehindOf(gate, done.schema, done.item) && holds(workflow, gate.when ?? "always", run, gate));

export { partsOf2, itemsOf2, fillItem, entryOf, gatesOf, gateOf, keysFrom, gatesFrom, isOf, isBehind, ownGate, keysOfGroup, panelGates, holds, waveOf, barsOf, shownBy, checksDue };
