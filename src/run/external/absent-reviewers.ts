import type { TaskWho } from "../../engine/run.ts";
import { apart } from "../../process/path.ts";
import type { Rooted } from "../../project/project.ts";
import { providerOf } from "../../providers/index.ts";
import type { Env } from "../../record/outside.ts";
import type { Settings } from "../../settings.ts";
import { moduleOf, workflowOf } from "../../workflows/index.ts";

/**
 * Titles of the gates of a workflow that name an external reviewer in its data, by the provider's
 * id.
 */
export function gatesByProvider(workflow: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { gates } of Object.values(workflowOf(workflow).entries))
    for (const gate of gates)
      if (gate.gate === "review" && "provider" in gate.who)
        found.set(gate.who.provider, [...(found.get(gate.who.provider) ?? []), gate.title]);
  return found;
}

/** What becomes of a review whose program is not there. */
function insteadOf(missing: Settings["codex"]["missing"], auto: boolean): string {
  if (missing === "waive") return "these reviews are skipped, and the report shows them as skipped";
  return missing === "ask" && !auto ? "you will be asked" : "Opus reviews instead";
}

/**
 * What a run will lack when it comes to its external reviewers, one line for each to the person at
 * the start; null when nothing is known to be missing.
 */
export async function lackingReviewers(
  env: NodeJS.ProcessEnv,
  { workflow, auto, settings }: { workflow: string; auto: boolean; settings: Settings },
): Promise<string | null> {
  const lines: string[] = [];
  for (const [id, gates] of gatesByProvider(workflow)) {
    const provider = providerOf(id, settings.providers);
    const state = await provider?.probe(env, settings.codex.profile);
    if (!state || state.ok) continue;
    const then = `Without it ${insteadOf(settings.codex.missing, auto)} ("codex": {"missing"} in the settings)`;
    lines.push(
      `multi-ai: ${state.problem}. ${gates.join(" and ")} need it: ${state.remedy}. ${then}.`,
    );
  }
  return lines.length === 0 ? null : lines.join("\n");
}

/**
 * Whether a provider may be asked here, as far as that is seen without asking it: an endpoint by
 * its key, a program by its place on the PATH. One without a key of its own, such as a model of
 * this machine, is there as soon as it is named.
 */
function readyProviders(project: Rooted, settings: Settings, env: Env): (id: string) => boolean {
  const place = apart(env, project.root);
  return (id) => {
    const provider = providerOf(id, settings.providers);
    if (provider === null) return false;
    if (provider.program !== null)
      return Bun.which(provider.program, { PATH: place.PATH ?? "" }) !== null;
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
