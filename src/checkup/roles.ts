import type { TaskWho } from "../engine/run.ts";
import { costOf } from "../prices.ts";
import { providerOf } from "../providers/index.ts";
import { MAX_FILES_BYTES } from "../run/external/external-prompt.ts";
import { assignedNow } from "../run/external/ready-providers.ts";
import { readSettings } from "../run/life/settings.ts";
import type { Settings } from "../settings.ts";
import { dollars, tokens } from "../text.ts";
import { type Checkup, type Finding, ok } from "../workflows/contract/checkup.ts";
import { allStarts, moduleOf, workflowOf } from "../workflows/index.ts";
import {
  callsByPhase,
  callsOf,
  callsPerTask,
  callsWords,
  modelName,
  type PlannedWork,
  plannedWork,
} from "../workflows/money/cost.ts";

/** For workflows that give each role a model: who would do it, what is missing for a better one, and what that costs at most. */

/** A prompt's tokens at most: four bytes are about one token. */
const PROMPT_TOKENS = MAX_FILES_BYTES / 4;
/** Tokens of an answer where neither workflow nor settings say anything. */
const ANSWER_TOKENS = 16_384;

export const rolesCheckup: Checkup = async ({ project, env }) => {
  const read = await readSettings(project, env);
  if (!read.ok) return [];
  // What the person has not approved yet is shown, too.
  const settings = read.waiting?.whole ?? read.settings;
  const found = Object.values(allStarts()).map(async ({ workflow, entry }) => {
    const assigned = assignedNow(workflow, { root: project }, settings, env);
    if (assigned === undefined) return [];
    const best = moduleOf(workflow).assigns!(settings, () => true);
    const run = { entry, settings, options: {}, assigned };
    const work = plannedWork(workflowOf(workflow), run);
    return [
      ...((await moduleOf(workflow).checkupRoles?.(settings, assigned)) ?? []),
      ...Object.keys(assigned).map((role) =>
        roleFinding(`${workflow} ${role}`, assigned[role]!, best[role] ?? [], settings),
      ),
      callsFinding(workflow, work),
      costFinding(workflow, work, settings),
    ];
  });
  return (await Promise.all(found)).flat();
};

/** A role with its chain, and what would come before or behind if it were there: named by its variable, never by its value. */
function roleFinding(name: string, chain: TaskWho[], best: TaskWho[], settings: Settings): Finding {
  const has = new Set(chain.map(modelName));
  const missing = best
    .filter((who) => who.provider !== undefined && !has.has(modelName(who)))
    .map((who) => ({ model: modelName(who), ...lackOf(who.provider!, settings) }));
  const use = chain.map(modelName);
  const lack = missing.map(({ model, lacks }) => `${model} if ${lacks}`);
  const found = `${use.join(", then ")}${lack.length === 0 ? "" : ` (${lack.join("; ")})`}`;
  return { ...ok(name, found), facts: { use, missing: missing.map(({ model, keys }) => ({ model, keys })) } };
}

function lackOf(id: string, settings: Settings): { keys: readonly string[]; lacks: string } {
  const provider = providerOf(id, settings.providers);
  if (provider === null) return { keys: [], lacks: `providers.${id}.base_url is set` };
  if (provider.program !== null) return { keys: [], lacks: `${provider.program} is on the PATH` };
  return { keys: provider.keys, lacks: `${provider.keys.join(" or ")} is set` };
}

function callsFinding(workflow: string, work: PlannedWork[]): Finding {
  const phases = callsByPhase(work);
  const calls = callsOf(work);
  const found = `${callsWords(calls)} (${phases.map(([phase, one]) => `${phase} ${callsWords(one)}`).join(" · ")})`;
  return { ...ok(`${workflow} calls`, found), facts: { ...calls, phases: Object.fromEntries(phases) } };
}

/** Dollars of external models: with whom comes first and no further round, and at most. Models without a price are named. */
function costFinding(workflow: string, work: PlannedWork[], settings: Settings): Finding {
  const unknown = new Set<string>();
  let [usual, most, external, host] = [0, 0, false, false];
  for (const one of work) {
    for (const [at, who] of one.chain.entries()) {
      if (who.provider === undefined) {
        host = true;
        continue;
      }
      external = true;
      const each = priceOfAnswer(workflow, who, settings);
      if (each === null) unknown.add(modelName(who));
      else if (each > 0) most += each * one.most * (one.items ?? 1) * callsPerTask({ ...one, chain: [who] });
      if (at === 0 && one.items === null) usual += (each ?? 0) * one.usual;
    }
  }
  const names = [...unknown].sort();
  const parts = [
    ...(external
      ? [
          `external models at most ${dollars(most)}, ${dollars(usual)} without a further round or retry (prompts of ${tokens(PROMPT_TOKENS)} tokens, answers as long as they may be)`,
        ]
      : []),
    ...(names.length > 0 ? [`unknown, and not in it: ${names.join(", ")}`] : []),
    ...(host ? ["Claude Code's own agents: unknown in dollars, their tokens stand under Cost"] : []),
  ];
  const { usd_max } = settings.budget?.enabled === true ? settings.budget : {};
  const asked = usd_max === undefined ? "no ceiling is set (budget.usd_max)" : `asked at ${dollars(usd_max)}`;
  const facts = { usd_usual: usual, usd_most: most, unknown: names, host_agents: host ? "unknown" : "none" };
  const found = `${parts.join("; ")}; ${asked}`;
  // With a model whose price nobody knows the sum is none.
  return { ...ok(`${workflow} cost`, found), facts: names.length === 0 ? facts : { ...facts, usd_most: null } };
}

function priceOfAnswer(workflow: string, who: TaskWho, settings: Settings): number | null {
  const output = moduleOf(workflow).answers?.(settings, { who }).max_tokens ?? ANSWER_TOKENS;
  const model = who.model === "" ? (settings.providers?.[who.provider!]?.model ?? "") : who.model;
  return costOf({ provider: who.provider!, model }, { input: PROMPT_TOKENS, cached: 0, output }, settings);
}
