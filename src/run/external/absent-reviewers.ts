import { inVariant } from "../../engine/gates.ts";
import type { Start, TaskWho } from "../../engine/run.ts";
import { codexModel } from "../../plugin.ts";
import { apart } from "../../process/path.ts";
import type { Rooted } from "../../project/project.ts";
import { knownModels } from "../../providers/codex-state.ts";
import { providerOf } from "../../providers/index.ts";
import type { Env } from "../../record/outside.ts";
import type { Settings } from "../../settings.ts";
import { didYouMean, given, someOf } from "../../text.ts";
import { moduleOf, workflowOf } from "../../workflows/index.ts";

/**
 * Titles of the gates of a workflow that name an external reviewer in its data, by the provider's
 * id. `start`: of its entry alone, without what its options leave out.
 */
export function gatesByProvider(
  workflow: string,
  start?: Pick<Start, "entry" | "options">,
): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const [name, entry] of Object.entries(workflowOf(workflow).entries))
    for (const gate of start && start.entry !== name
      ? []
      : inVariant(entry, start ?? { options: {} }))
      if (gate.gate === "review" && "provider" in gate.who)
        found.set(gate.who.provider, [
          ...new Set([...(found.get(gate.who.provider) ?? []), gate.title]),
        ]);
  return found;
}

/** The models of agents that are a Codex, by the setting. */
const codexModels = ({ models }: Settings): [setting: string, model: string][] =>
  Object.entries(models).flatMap(([agent, named]) => {
    const model = codexModel(named);
    return model === null ? [] : [[`models.${agent}`, model]];
  });

/** Which agents are a Codex, in words; empty: none. */
export function codexAgents(settings: Settings): string {
  const agents = codexModels(settings).map(([setting, model]) => `${setting} (${model})`);
  return agents.length === 0 ? "" : `and is the agent of ${agents.join(", ")}`;
}

/** That Codex' own list has not a model that the settings name: it may know newer ones. */
export async function unlistedModels(env: Env, settings: Settings): Promise<string[]> {
  const { model: reviews } = settings.codex;
  const named = [
    ...codexModels(settings),
    ...given(reviews !== undefined, ["codex.model", reviews!] as const),
  ];
  const known = named.length === 0 ? [] : await knownModels("codex", env);
  return named.flatMap(([setting, model]) =>
    given(
      known.length > 0 && !known.includes(model),
      `${setting}: ${model} is not in Codex' list of models (${someOf(known)})${didYouMean(model, known)}`,
    ),
  );
}

/** What becomes of a review whose program is not there. */
function insteadOf(missing: Settings["codex"]["missing"], auto: boolean): string {
  if (missing === "waive") return "these reviews are skipped, and the report shows them as skipped";
  return missing === "ask" && !auto ? "you will be asked" : "Opus reviews instead";
}

/**
 * What a run will lack when it comes to its external reviewers and its agents that are a Codex, one
 * line for each to the person at the start; null when nothing is known to be missing.
 */
export async function lackingReviewers(
  env: NodeJS.ProcessEnv,
  {
    auto,
    settings,
    ...start
  }: Pick<Start, "workflow" | "entry" | "options" | "auto"> & {
    settings: Settings;
  },
): Promise<string | null> {
  const lines: string[] = [];
  for (const [id, gates] of gatesByProvider(start.workflow, start)) {
    const provider = providerOf(id, settings.providers);
    const state = await provider?.probe(env);
    if (!state || state.ok) continue;
    const then = `Without it ${insteadOf(settings.codex.missing, auto)} ("codex": {"missing"} in the settings)`;
    lines.push(
      `multi-ai: ${state.problem}. ${gates.join(" and ")} ${gates.length === 1 ? "needs" : "need"} it: ${state.remedy}. ${then}.`,
    );
  }
  const agents = codexAgents(settings);
  const state = agents === "" ? null : await providerOf("codex")!.probe(env);
  if (state?.ok === false) lines.push(`multi-ai: ${state.problem}, ${agents}: ${state.remedy}.`);
  lines.push(...(await unlistedModels(env, settings)).map((line) => `multi-ai: ${line}`));
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
