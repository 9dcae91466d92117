import { assignedNow } from "../run/external/ready-providers.ts";
import { readSettings } from "../run/life/settings.ts";
import { type Checkup, ok } from "../workflows/contract/checkup.ts";
import { allStarts } from "../workflows/index.ts";
import { modelName } from "../workflows/money/estimate.ts";

/** For workflows that give each role a model: who would do it. */

export const rolesCheckup: Checkup = async ({ project, env }) => {
  const read = await readSettings(project, env);
  if (!read.ok) return [];
  // What the person has not approved yet is shown, too.
  const settings = read.waiting?.whole ?? read.settings;
  const found = Object.values(allStarts()).flatMap(({ workflow }) => {
    const assigned = assignedNow(workflow, { root: project }, settings, env);
    if (assigned === undefined) return [];
    return Object.entries(assigned).map(([role, chain]) =>
      ok(`${workflow} ${role}`, chain.map(modelName).join(", then ")),
    );
  });
  return found;
};
