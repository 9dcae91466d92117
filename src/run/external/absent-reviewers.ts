import { inVariant } from "../../engine/gates.ts";
import type { Start, TaskWho } from "../../engine/run.ts";
import { codexModel } from "../../plugin.ts";
import { apart } from "../../process/files/path.ts";
import type { Rooted } from "../../project/project.ts";
import { knownModels } from "../../providers/codex-state.ts";
import { allProviders, providerOf } from "../../providers/index.ts";
import type { Provider } from "../../providers/provider.ts";
import type { Env } from "../../record/machine/outside.ts";
import type { Settings } from "../../settings.ts";
import { didYouMean, given, someOf } from "../../text.ts";
import { moduleOf, WORKFLOW_NAMES, workflowOf } from "../../workflows/index.ts";
import { error, type Found, ok, warning } from "../checkup/finding.ts";

/** What of a start its reviewers and agents hang on. */
type Begins = Pick<Start, "workflow" | "entry" | "options" | "auto">;

/**
 * Titles of the gates that name an external reviewer in a workflow's data, by the provider's id:
 * those of a start, without what its options leave out; null: of whatever may be started.
 */
function gatesByProvider(start: Begins | null): Map<string, string[]> {
  const entries = start
    ? [workflowOf(start.workflow).entries[start.entry]!]
    : WORKFLOW_NAMES.flatMap((name) => Object.values(workflowOf(name).entries));
  const asking = entries
    .flatMap((entry) => [...inVariant(entry, start ?? { options: {} })])
    .flatMap((gate) =>
      gate.gate === "review" && "provider" in gate.who
        ? [{ id: gate.who.provider, title: gate.title }]
        : [],
    );
  const titles = (gates: typeof asking) => [...new Set(gates.map(({ title }) => title))];
  return new Map([...Map.groupBy(asking, ({ id }) => id)].map(([id, all]) => [id, titles(all)]));
}

/** The models of agents that are a Codex, by the setting. */
const codexModels = ({ models }: Settings): [setting: string, model: string][] =>
  Object.entries(models).flatMap(([agent, named]) => {
    const model = codexModel(named);
    return model === null ? [] : [[`models.${agent}`, model]];
  });

/** That Codex' own list has not a model that the settings name: it may know newer ones. */
async function unlistedModels(env: Env, settings: Settings): Promise<Found[]> {
  const { model: reviews } = settings.codex;
  const named = [
    ...codexModels(settings),
    ...given(reviews !== undefined, ["codex.model", reviews!] as const),
  ];
  const known = named.length === 0 ? [] : await knownModels("codex", env);
  return named.flatMap(([setting, model]) =>
    given(
      known.length > 0 && !known.includes(model),
      warning(
        `${setting}: ${model} is not in Codex' list of models (${someOf(known)})${didYouMean(model, known)}`,
        "look for a slip; a newer model may be right",
      ),
    ),
  );
}

/** What becomes of a review whose program is not there. */
function insteadOf(missing: Settings["codex"]["missing"], auto: boolean): string {
  if (missing === "waive") return "these reviews are skipped, and the report shows them as skipped";
  return missing === "ask" && !auto ? "you will be asked" : "Opus reviews instead";
}

/**
 * External models, for reviews and as agents: those that a start comes to; null: also all others
 * that are set up or could be. No model is asked.
 */
export async function modelFindings(
  env: Env,
  settings: Settings,
  start: Begins | null,
): Promise<Found[]> {
  const { providers: own = {}, codex } = settings;
  const gates = gatesByProvider(start);
  const agents = codexModels(settings).map(([setting, model]) => `${setting} (${model})`);
  const isCalled = ({ id }: Provider) => gates.has(id) || (id === "codex" && agents.length > 0);
  const all = allProviders(own);
  const isAsked = (one: Provider): boolean =>
    isCalled(one) ||
    (start === null && (Object.hasOwn(own, one.id) || one.keys.some((key) => env[key])));
  const look = async (provider: Provider): Promise<Found[]> => {
    const { title: name, id, model, program, baseUrl } = provider;
    const state = await provider.probe(env);
    const isAgent = id === "codex" && agents.length > 0;
    const agent = isAgent ? `, and is the agent of ${agents.join(", ")}` : "";
    if (state.ok) {
      const which = `, ${model === null ? "no model set" : `model ${model}`}, ${baseUrl}`;
      return [{ name, ...ok(`${state.found}${program === null ? which : ""}${agent}`) }];
    }
    const { problem, remedy } = state;
    const titles = gates.get(id) ?? [];
    const need = `${titles.join(" and ")} ${titles.length === 1 ? "needs" : "need"} it`;
    const then = `without it ${insteadOf(codex.missing, start?.auto ?? settings.auto)}`;
    const found = [
      ...given(isAgent, error(`${problem}${agent}`, remedy)),
      ...given(
        titles.length > 0,
        warning(`${problem}. ${need}; ${then} ("codex": {"missing"} in the settings)`, remedy),
      ),
    ];
    return (found.length > 0 ? found : [warning(problem, remedy)]).map((one) => ({ name, ...one }));
  };
  const found = (await Promise.all(all.filter(isAsked).map(look))).flat();
  const unlisted = (await unlistedModels(env, settings)).map((one) => ({ ...one, name: "Codex" }));
  if (start !== null) return [...found, ...unlisted];
  const unknown = Object.keys(own).filter((id) => all.every((one) => one.id !== id));
  const rest = all.filter((one) => !isAsked(one)).map(({ title, setup }) => `${title} (${setup})`);
  return [
    ...found,
    ...unlisted,
    ...unknown.map((name) => ({
      name,
      ...error(`providers.${name}: not built in, and without a base_url`, "set its base_url"),
    })),
    ...given(rest.length > 0, {
      name: "Other models",
      ...ok(`not set up here: ${rest.join("; ")}`),
    }),
  ];
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
