import type { TaskWho } from "../engine/run.ts";
import { providerOf } from "../providers/index.ts";
import { assignedNow } from "../run/external/ready-providers.ts";
import { readSettings } from "../run/life/settings.ts";
import type { Settings } from "../settings.ts";
import { type Checkup, type Finding, ok } from "../workflows/contract/checkup.ts";
import { allStarts, moduleOf } from "../workflows/index.ts";
import { modelName } from "../workflows/money/cost.ts";

/** For workflows that give each role a model: who would do it, and what is missing for a better one. */

export const rolesCheckup: Checkup = async ({ project, env }) => {
  const read = await readSettings(project, env);
  if (!read.ok) return [];
  // What the person has not approved yet is shown, too.
  const settings = read.waiting?.whole ?? read.settings;
  const found = Object.values(allStarts()).flatMap(({ workflow }) => {
    const assigned = assignedNow(workflow, { root: project }, settings, env);
    if (assigned === undefined) return [];
    const best = moduleOf(workflow).assigns!(settings, () => true);
    return Object.keys(assigned).map((role) =>
      roleFinding(`${workflow} ${role}`, assigned[role]!, best[role] ?? [], settings),
    );
  });
  return found;
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
