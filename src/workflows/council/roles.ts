import type { Run, TaskWho } from "../../engine/run.ts";
import type { Settings } from "../../settings.ts";
import { shortJson } from "../../text.ts";
import type { Announcement } from "../contract/contract.ts";
import { REVIEWER, SEAT_IDS, seatOf } from "./seats.ts";

/** Who does which role, by the vendors whose key is there. */

/** An agent of the host, and its model. */
const HOST = "host";

/**
 * Provider and model of a text such as `deepseek/deepseek-v4-pro`; the model is empty where the
 * provider has one of its own.
 */
function modelOf(text: string): { provider: string; model: string } {
  const [provider = "", ...model] = text.split("/");
  return { provider, model: model.join("/") };
}

/**
 * For each role the vendors that are asked, the best first, each with the model that it has for
 * this today; the last one is an agent of the host, which needs no key. Anthropic's models are the
 * host's own: as its agents they can read the project, which a model behind an address cannot.
 */
const DEFAULT_ROLES: Record<string, readonly string[]> = {
  refiner: ["xai/grok-4.7", "host/sonnet"],
  auditor: ["host/haiku"],
  "tech-researcher": ["gemini/gemini-4-argon", "host/sonnet"],
  "plan-maker": ["host/opus"],
  "claude-architecture": ["host/sonnet"],
  "gpt4o-product": ["deepseek/deepseek-v4-pro", "host/sonnet"],
  "gemini-validation": ["gemini/gemini-4-argon", "host/sonnet"],
  "deepseek-code": ["deepseek/deepseek-v4-pro", "host/sonnet"],
  "grok-devil": ["deepseek/deepseek-v4-pro", "host/sonnet"],
  "mistral-security": ["deepseek/deepseek-v4-pro", "host/sonnet"],
  [REVIEWER]: ["host/opus"],
};

/** The names of all roles that may have a model of their own. */
export const ROLES: readonly string[] = Object.keys(DEFAULT_ROLES);

function whoFrom(role: string, text: string, models: Record<string, string>): TaskWho {
  const agent = seatOf(role) === undefined ? role : "council-seat";
  const { provider, model } = modelOf(text);
  // The person's `models` by role or by agent come first, as for every workflow.
  if (provider === HOST) return { agent, model: models[role] ?? models[agent] ?? model, role };
  return { agent, model, provider, role };
}

/** Whom the person named for a role, the best first; undefined: nobody. */
function usedBy({ council }: Settings, role: string): readonly string[] | undefined {
  const named = council?.use?.[role];
  return typeof named === "string" ? [named] : named;
}

/**
 * Who does each role, in the order in which they are tried. `isReady`: whether a provider's key, or
 * its program, is there. A seat with a veto has one alone: another vendor in its place would be
 * another seat.
 */
export function assigns(
  settings: Settings,
  isReady: (provider: string) => boolean,
): Record<string, TaskWho[]> {
  return Object.fromEntries(
    ROLES.map((role) => {
      // Whoever reviews code is another model than wrote it.
      const isSame = role === REVIEWER && settings.models.executor === "opus";
      const named = usedBy(settings, role) ?? (isSame ? ["host/sonnet"] : DEFAULT_ROLES[role]!);
      const ready = named.filter((text) => {
        const { provider } = modelOf(text);
        return provider === HOST || isReady(provider);
      });
      // With nothing else it is an agent of the host: a council without any key works.
      const all = ready.length > 0 ? ready : [DEFAULT_ROLES[role]!.at(-1)!];
      return [
        role,
        (seatOf(role)?.veto ? all.slice(0, 1) : all).map((text) =>
          whoFrom(role, text, settings.models),
        ),
      ];
    }),
  );
}

const HOST_MODELS = ["opus", "sonnet", "haiku"];
/**
 * Who of `council.use` is nobody: what he has would go to the next of the list, and nobody would
 * know.
 */
export function roleProblems(settings: Settings, providers: () => readonly string[]): string[] {
  return Object.entries(settings.council?.use ?? {}).flatMap(([role, wanted]) =>
    [wanted ?? []].flat().flatMap((text) => {
      const { provider, model } = modelOf(text);
      const isKnown =
        provider === HOST ? HOST_MODELS.includes(model) : providers().includes(provider);
      const known = [...HOST_MODELS.map((one) => `${HOST}/${one}`), ...providers()].join(", ");
      const own =
        provider === HOST ? "" : `; another provider needs providers.${provider}.base_url`;
      return isKnown
        ? []
        : [`council.use.${role}: found ${shortJson(text)}, expected one of ${known}${own}`];
    }),
  );
}

/**
 * What a person reads when a council starts. Six seats of one model see less than six models do.
 */
export function announced({ options, assigned }: Pick<Run, "options" | "assigned">): Announcement {
  const builds = options.ask === undefined;
  const seats = SEAT_IDS.flatMap((id) => assigned?.[id]?.[0] ?? []);
  const names = new Set(seats.map(({ provider = HOST, model }) => `${provider}/${model}`));
  const isOne = options.plan === undefined && seats.length > 1 && names.size === 1;
  const voted = `Six agents, called seats, each write a plan; one plan is made from these, and they vote on it${builds ? "; its tasks are carried out in waves" : ""}`;
  return {
    does: `${options.plan === undefined ? voted : "The tasks of an existing plan are carried out in waves"}${builds ? `, and each is checked by the plan's commands${options["no-review"] ? "; nobody reviews the code" : ", the whole by a reviewer"}` : ""}`,
    asks: builds
      ? "You approve the plan's commands before anything is built"
      : "You are asked where the request is unclear, or the seats cannot agree",
    leaves: builds
      ? "Each task is a commit; at the end you say on which branch"
      : "The project does not change",
    // See docs/benchmarks.md, "What a run asks of the model".
    measured: {
      session: "A simulated run took 1.5 M input tokens (cached ones in full)",
      direct: "A simulated run took 140 k input tokens (cached ones in full)",
    },
    ...(isOne && {
      more: [
        `All six seats are ${[...names][0]}: one model's opinion, six times. To add models: council.use in the settings.`,
      ],
    }),
  };
}
