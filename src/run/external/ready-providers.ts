import type { TaskWho } from "../../engine/run.ts";
import { apart } from "../../process/path.ts";
import type { Rooted } from "../../project/project.ts";
import { providerOf } from "../../providers/index.ts";
import type { Env } from "../../record/outside.ts";
import type { Settings } from "../../settings.ts";
import { moduleOf } from "../../workflows/index.ts";

/**
 * Whether a provider may be asked here, as far as that is seen without asking it: an endpoint by its key, a program by its
 * place on the PATH. One without a key of its own, such as a model of this machine, is there as soon as it is named.
 */
function readyProviders(project: Rooted, settings: Settings, env: Env): (id: string) => boolean {
  const place = apart(env, project.root);
  return (id) => {
    const provider = providerOf(id, settings.providers);
    if (provider === null) return false;
    if (provider.program !== null) return Bun.which(provider.program, { PATH: place.PATH ?? "" }) !== null;
    return provider.keys.length === 0 || provider.keys.some((name) => (env[name] ?? "") !== "");
  };
}

/** Who does each role in a run that starts now; undefined: as the workflow's data says. */
export const assignedNow = (
  workflow: string,
  project: Rooted,
  settings: Settings,
  env: Env,
): Record<string, TaskWho[]> | undefined =>
  moduleOf(workflow).assigns?.(settings, readyProviders(project, settings, env));
