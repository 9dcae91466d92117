// @bun
import {
  duration,
  plural,
  tokens
} from "./s28.js";
import {
  possibleMoves
} from "./s180.js";
import {
  limitOf,
  MAX_FAILED_DISPATCHES,
  MAX_ANSWERS
} from "./s227.js";
import {
  whoOf
} from "./s168.js";
import {
  isWork
} from "./s6.js";
import {
  entryOf,
  gatesOf,
  waveOf
} from "./s100.js";
import {
  roleBounds
} from "./s3.js";

// src/workflows/cost.ts
function chainOf(workflow, run, who) {
  const assigned = "role" in who && run.assigned?.[who.role] || [];
  return assigned.length > 0 ? assigned : [whoOf(who, run, workflow)];
}
var isProgram = (who) => ("program" in who);
var fixesOf = (moves) => moves.flatMap((move) => typeof move === "object" && ("fix" in move) ? [move] : []);
var dispatchesOf = (kinds) => 1 + kinds * (MAX_FAILED_DISPATCHES - 1);
function grown(workflow, run) {
  const { option = "", then = {} } = entryOf(workflow, run.entry).variants ?? {};
  const value = then[run.options[option] ?? ""];
  return value === undefined ? run : { ...run, options: { ...run.options, [option]: value } };
}
function kindOf(workflow, { entry, options }) {
  const { option = "" } = workflow.entries[entry]?.variants ?? {};
  const variant = options[option];
  return { workflow: workflow.name, entry, ...variant === undefined ? {} : { variant } };
}
function plannedWork(workflow, run) {
  const gates = gatesOf(workflow, grown(workflow, run));
  const work = [];
  const counted = new Set;
  const rewritten = new Map;
  const limit = (name) => limitOf(workflow, run, name);
  const worker = (who, kinds = 2) => ({
    chain: isProgram(who) ? [] : chainOf(workflow, run, who),
    dispatches: dispatchesOf(kinds)
  });
  function add(phase, who, count, kinds = 2) {
    if (!isProgram(who) && count.most > 0)
      work.push({ phase, ...worker(who, kinds), ...count });
  }
  function addFixes(fixes, most, items = null) {
    const calls = (fix) => ownersOf(fix).reduce((sum, who) => sum + callsPerTask(worker(who)), 0);
    const [dearest] = [...fixes].sort((one, other) => calls(other) - calls(one));
    for (const who of dearest ? ownersOf(dearest) : [])
      add(dearest.token, who, { usual: 0, most, items });
    for (const schema of new Set(fixes.map((fix) => fix.schema)))
      rewritten.set(schema, (rewritten.get(schema) ?? 0) + most);
  }
  function ownersOf({ each, who, schema }) {
    if (!each)
      return [who];
    return gates.flatMap((one) => one.gate === "produce" && one.schema === schema ? [one.who] : []);
  }
  const once = (key) => !counted.has(key) && counted.add(key) !== null;
  for (const gate of gates) {
    if (gate.wave !== undefined)
      continue;
    if (gate.gate === "produce")
      add(gate.token, gate.who, { usual: 1, most: 1, items: null });
    if (gate.gate === "review") {
      add(gate.token, gate.who, { usual: 1, most: 1 + limit(gate.group), items: null }, 4);
      const group = gates.filter((one) => isGroup(one, gate));
      const fixes = group.flatMap((one) => fixesOf(Object.values(one.on)).map(({ fix }) => fix));
      if (once(`group ${gate.group}`))
        addFixes(fixes, limit(gate.group));
    }
    if (gate.gate === "panel") {
      const rounds = workflow.panels?.[gate.panel]?.rounds?.(run, gate) ?? Number.POSITIVE_INFINITY;
      const times = possibleMoves(gate.stuck).includes("leave") ? 2 : 1;
      add(gate.token, gate.who, { usual: 1, most: rounds * times, items: null });
      if (once(`panel ${gate.panel}`))
        addFixes([gate.revise], rounds - 1);
    }
    if (gate.gate === "wave") {
      const items = waveOf(workflow, gate).most ?? Number.POSITIVE_INFINITY;
      for (const one of gate.body) {
        add(one.token ?? gate.token, one.who, { usual: 1, most: 1, items });
        const fixes = fixesOf(Object.values(one.on)).map(({ fix }) => fix);
        if (one.gate === "check")
          addFixes(fixes, limit(one.fixes), items);
      }
    }
  }
  for (const gate of gates) {
    if (gate.gate !== "check" || gate.wave !== undefined)
      continue;
    const behind = gate.behind ?? [];
    const made = gates.filter((one) => one.gate === "produce" && behind.includes(one.schema)).length;
    const again = behind.reduce((sum, schema) => sum + (rewritten.get(schema) ?? 0), 0);
    const fixes = fixesOf(Object.values(gate.on)).map(({ fix }) => fix);
    addFixes(fixes, limit(gate.fixes) * (behind.length === 0 ? 1 : made + again));
  }
  return work;
}
var callsPerTask = ({ chain, dispatches }) => chain.reduce((sum, who) => sum + dispatches * (who.provider === undefined ? 1 : MAX_ANSWERS), 0);
function callsOf2(work) {
  const calls = { usual: 0, most: 0, each: null };
  for (const one of work) {
    if (one.items !== null)
      calls.each ??= { usual: 0, most: 0, items: one.items };
    const counted = one.items === null ? calls : calls.each;
    counted.usual += one.usual;
    counted.most += one.most * callsPerTask(one);
  }
  return calls;
}
var callsByPhase = (work) => [...new Set(work.map((one) => one.phase))].map((phase) => [
  phase,
  callsOf2(work.filter((one) => one.phase === phase))
]);
function callsWords({ usual, most, each }) {
  const atMost = (one) => Number.isFinite(one.most) ? `${one.usual}, at most ${one.most}` : `${one.usual} and more for each further round`;
  const items = each === null ? [] : [`for each task of the plan${Number.isFinite(each.items) ? ` (${each.items} at most)` : ""} ${atMost(each)}`];
  return [...most > 0 ? [atMost({ usual, most })] : [], ...items].join("; ");
}
var callsText = (workflow, run) => `Calls of models: ${callsWords(callsOf2(plannedWork(workflow, run)))}`;
function costAtMost(workflow, run) {
  const { settings } = run;
  const chained = gatesOf(workflow, grown(workflow, run)).filter((gate) => gate.wave === undefined);
  const gates = chained.filter(isWork);
  const tokensOf = (who) => {
    if ("provider" in who && settings.codex.dispatch === "check")
      return 0;
    const [first] = chainOf(workflow, run, who);
    if ("role" in who && first.provider !== undefined)
      return 0;
    return roleBounds(workflow, settings, first.agent)?.tokens ?? 0;
  };
  const agents = Object.values(workflow.roles ?? {}).map(({ agent }) => agent);
  const dearest = Math.max(0, ...agents.map((agent) => roleBounds(workflow, settings, agent)?.tokens ?? 0));
  const makers = ({ schema }) => gates.filter((one) => one.gate === "produce" && one.schema === schema).length;
  const fixCost = (fix) => fix.each ? Math.max(1, makers(fix)) * dearest : tokensOf(fix.who);
  const all = (some) => some.reduce((total, one) => total + tokensOf(one.who), 0);
  const bodies = chained.flatMap((gate) => gate.gate === "wave" ? gate.body : []);
  const rounds = [...gates, ...bodies].flatMap((gate) => [
    ...gate.gate === "panel" ? [fixCost(gate.revise) + all(gates.filter((one) => one.gate === "panel" && one.panel === gate.panel))] : [],
    ...fixesOf(Object.values(gate.on)).map(({ fix, then }) => fixCost(fix) + all(gates.filter((one) => one === gate || then === "group" && isGroup(one, gate))))
  ]);
  return { clean: all(gates), each: all(bodies), round: Math.max(0, ...rounds) };
}
var isGroup = (one, other) => one.gate === "review" && other.gate === "review" && one.group === other.group;
function costBounds(workflow, run) {
  const { clean, each, round } = costAtMost(workflow, run);
  const begin = clean === 0 && each > 0 ? [] : [`${tokens(clean)} tokens`];
  const items = each === 0 ? [] : [`${tokens(each)}${clean === 0 ? " tokens" : ""} for each task of the plan`];
  const rounds = round === 0 ? [] : [`${tokens(round)} more for each further round`];
  return `at most: ${[...begin, ...items, ...rounds].join(", ")}`;
}
var ceilingText = ({ ceiling_tokens: ceiling }) => typeof ceiling === "number" ? `At ${tokens(ceiling)} tokens you are asked whether it goes on` : "No ceiling is set (ceiling_tokens)";
var costLines = (run, usual, measured) => {
  const elsewhere = measured === undefined ? "" : `. ${measured}`;
  const known = usual === null ? `no run of this kind was completed here yet${elsewhere}` : `usually ${tokens(usual.tokens)} tokens, ${duration(usual.minutes)} of agents' work, ${usual.money} (${plural(usual.runs, "earlier run")} here)`;
  return [`Cost: ${known}`, ceilingText(run.settings)];
};
var startCost = (workflow, run, ...of) => [
  ...modelsText(workflow, run),
  ...costLines(run, ...of)
];
var modelsText = (workflow, run) => run.assigned ? [...assignedText(run), callsText(workflow, run)] : [];
var modelName = ({ provider = "host", model }) => model === "" ? provider : `${provider}/${model}`;
function assignedText({ assigned }) {
  const roles = new Map;
  for (const [role, [first]] of Object.entries(assigned ?? {})) {
    if (first === undefined)
      continue;
    const name = modelName(first);
    roles.set(name, [...roles.get(name) ?? [], role]);
  }
  return roles.size === 0 ? [] : [`Roles: ${[...roles].map(([name, all]) => `${name} (${all.join(", ")})`).join("; ")}`];
}

export { kindOf, plannedWork, callsPerTask, callsOf2, callsByPhase, callsWords, costBounds, ceilingText, costLines, startCost, modelsText, modelName };
