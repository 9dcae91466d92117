// What the data of a workflow names and its module does not have.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { SILENT } from "../../src/engine/decisions/outcomes.ts";
import { DROPPED } from "../../src/engine/decisions/wave.ts";
import { RULES } from "../../src/engine/gates.ts";
import {
  type Ask,
  type Fix,
  type Gate,
  isWork,
  type Move,
  type Stuck,
  type Who,
  type WorkGate,
} from "../../src/engine/workflow.ts";
import { hasOwnAgent } from "../../src/plugin.ts";
import type { WorkflowModule } from "../../src/workflows/contract/contract.ts";
import { QUESTIONS } from "../../src/workflows/words/words.ts";

/** Whether the host has an agent for a role, or the brief a text. */
const isThere = (role: string): boolean =>
  existsSync(
    join(import.meta.dir, "..", "..", hasOwnAgent(role) ? "agents" : "prompts/roles", `${role}.md`),
  );

/** Every ask of a gate, of its outcomes and beside them; those that an answer leads to as well. */
export function asksOf(gate: Gate): Ask[] {
  if (gate.gate === "checkpoint") return [gate.ask];
  if (gate.gate === "wave") return Object.values(gate.on).flatMap(asksIn);
  const all: (Move | Stuck)[] = [
    ...Object.values(gate.on),
    gate.stuck,
    ...(gate.gate === "check" ? [gate.limit] : [gate.bounded]),
    ...(gate.gate === "produce" && gate.tests ? Object.values(gate.tests) : []),
    ...(gate.gate === "review" ? [gate.limit, gate.stale, gate.failed] : []),
    ...(gate.gate === "panel" ? [gate.escalation, gate.undecided] : []),
  ].filter((one) => one !== undefined);
  return all.flatMap(asksIn);
}

const asksIn = (move: Move | Stuck): Ask[] =>
  typeof move !== "object"
    ? []
    : "ask" in move
      ? [move, ...Object.values(move.options).flatMap((choice) => asksIn(choice.move))]
      : "if" in move
        ? [...asksIn(move.then), ...asksIn(move.else)]
        : [];

/**
 * What comes of a gate's task that fails for good; what a rule decides between is listed beside it.
 */
const endsOf = (gate: Gate): (Move | Stuck)[] =>
  isWork(gate)
    ? [gate.stuck, gate.gate === "check" ? gate.limit : gate.bounded].flatMap(withParts)
    : [];
const withParts = (end: Move | Stuck): (Move | Stuck)[] =>
  typeof end === "object" && "if" in end
    ? [end, ...withParts(end.then), ...withParts(end.else)]
    : [end];

/** Every move of a gate, those of the person's answers among them. */
export function movesOf(gate: Gate): (Move | "leave")[] {
  const own = gate.gate === "checkpoint" ? [] : Object.values(gate.on);
  const all: (Move | "leave")[] = [
    ...own,
    ...asksOf(gate).flatMap((ask) => Object.values(ask.options).map((choice) => choice.move)),
  ];
  return all.flatMap((move): (Move | "leave")[] =>
    typeof move === "object" && "if" in move ? [move, move.then, move.else] : [move],
  );
}

export const fixesOf = (gate: Gate): Fix[] => [
  ...movesOf(gate).flatMap((move) => (typeof move === "object" && "fix" in move ? [move.fix] : [])),
  ...(gate.gate === "panel" ? [gate.revise, ...(gate.arbiter ? [gate.arbiter] : [])] : []),
];

/** One line for each name that leads nowhere: `build: brief "build"`. */
export async function missingNames(module: WorkflowModule): Promise<string[]> {
  const { workflow } = module;
  const checks = await module.checks();
  const missing: string[] = [];
  const need = (
    where: string,
    what: string,
    name: string,
    there: object | readonly string[],
  ): void => {
    const known = Array.isArray(there) ? there : Object.keys(there);
    if (!known.includes(name)) missing.push(`${where}: ${what} "${name}"`);
  };
  const roles = workflow.roles ?? {};
  const agents = [...new Set(Object.values(roles).map((one) => one.agent))];
  const needWho = (where: string, who: Who): void => {
    if ("program" in who) need(where, "check", who.program, checks);
    else if ("role" in who) {
      const isRole = Object.keys(roles).some((name) =>
        name.endsWith("*") ? who.role.startsWith(name.slice(0, -1)) : name === who.role,
      );
      if (who.role !== "{role}" && !isRole) missing.push(`${where}: role "${who.role}"`);
    } else {
      if (!isThere(who.agent)) missing.push(`${where}: agent "${who.agent}"`);
      need(where, "bounds of agent", who.agent, workflow.bounds);
    }
  };
  const needWork = (
    where: string,
    work: Pick<WorkGate, "schema" | "brief"> & { who: Fix["who"] },
  ): void => {
    // Another model has the agent of whoever wrote it.
    if (!("other" in work.who)) needWho(where, work.who);
    if ("program" in work.who) return;
    need(where, "artifact", work.schema, module.artifacts);
    need(where, "brief", work.brief, module.briefs);
  };
  for (const agent of agents) {
    if (!isThere(agent)) missing.push(`roles: agent "${agent}"`);
    need("roles", "bounds of agent", agent, workflow.bounds);
  }
  for (const entry of Object.values(workflow.entries))
    for (const gate of entry.gates.flatMap((one): Gate[] =>
      one.gate === "wave" ? [one, ...one.body] : [one],
    )) {
      const where = gate.key;
      for (const over of [gate.each?.over, gate.each?.in_turn])
        if (over !== undefined) need(where, "selector", over, workflow.selectors ?? {});
      if (gate.when !== undefined) {
        need(where, "rule", gate.when, { ...RULES, ...workflow.rules });
        need(where, "skip reason", gate.when, module.skipReasons ?? {});
      }
      if ((gate.gate === "review" || gate.gate === "panel") && gate.runs !== undefined)
        need(where, "rule", gate.runs, { ...RULES, ...workflow.rules });
      for (const ask of asksOf(gate)) {
        const words = { ...QUESTIONS, ...module.questions }[ask.ask];
        if (words === undefined) missing.push(`${where}: question "${ask.ask}"`);
        // Options of a question from an artifact are that artifact's own.
        else if (Object.keys(ask.options).length > 1)
          for (const option of Object.keys(ask.options))
            need(where, `option of ${ask.ask}`, option, words.options);
        if (ask.shows !== undefined) need(where, "shows", ask.shows, workflow.shows ?? {});
        if (ask.passes) need(where, "rule", ask.passes.when, { ...RULES, ...workflow.rules });
        for (const choice of Object.values(ask.options)) {
          if (choice.when !== undefined)
            need(where, "rule", choice.when, { ...RULES, ...workflow.rules });
          if (choice.unless !== undefined) need(where, "bar", choice.unless, workflow.bars ?? {});
        }
      }
      const inWave = entry.gates.some(
        (one) => one.gate === "wave" && one.body.some((part) => part === gate),
      );
      for (const move of [...movesOf(gate), ...endsOf(gate)]) {
        if (move === "drop" && !inWave) missing.push(`${where}: "drop", and it is in no wave`);
        if (move === "leave" && gate.gate !== "panel")
          missing.push(`${where}: "leave", and it is no panel's seat`);
        if (typeof move !== "object") continue;
        if ("if" in move) need(where, "rule", move.if, { ...RULES, ...workflow.rules });
        if ("tally" in move) need(where, "panel", move.tally, workflow.panels ?? {});
        if ("substitute" in move && !("other" in move.substitute)) needWho(where, move.substitute);
        if ("redo" in move)
          need(
            where,
            "gate",
            move.redo,
            entry.gates.map((one) => one.key),
          );
      }
      if (gate.gate === "panel") need(where, "panel", gate.panel, workflow.panels ?? {});
      if (gate.gate === "review") {
        need(where, "limit", gate.group, workflow.limits);
        need(where, "limit", "per_reviewer", workflow.limits);
      }
      if (gate.gate === "check") need(where, "limit", gate.fixes, workflow.limits);
      if (gate.gate === "panel") need(where, "limit", gate.rounds, workflow.limits);
      if (gate.gate === "wave") {
        need(where, "wave", gate.items, workflow.waves ?? {});
        need(where, "skip reason", DROPPED, module.skipReasons ?? {});
      }
      if (isWork(gate) && JSON.stringify(gate.stuck).includes('"leave"'))
        need(where, "skip reason", SILENT, module.skipReasons ?? {});
      if (isWork(gate)) needWork(where, gate);
      for (const fix of fixesOf(gate)) {
        needWork(`${where}, ${fix.title}`, fix);
        if (fix.each) need(where, "selector", fix.each.over, workflow.selectors ?? {});
      }
    }
  for (const [name, start] of Object.entries(module.starts))
    need(name, "entry", start.entry, workflow.entries);
  return [...new Set(missing)];
}
