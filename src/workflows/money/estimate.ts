import type { Chosen } from "../../engine/gates.ts";
import type { Run, TaskWho } from "../../engine/run.ts";
import { tokens } from "../../text.ts";

/** What a run will cost, as far as that can be told before anything of it is done. */

/** A run that is about to start, or one that has. */
export type Planned = Chosen & Partial<Pick<Run, "assigned">>;

/** When a run asks whether it may go on with what it costs. */
export const ceilingText = ({ ceiling_tokens: ceiling }: Planned["settings"]): string =>
  typeof ceiling === "number"
    ? `At ${tokens(ceiling)} tokens you are asked whether it goes on`
    : "No ceiling is set (ceiling_tokens)";

/** What a run costs, and its ceiling, a line each: a question cuts longer ones. `measured`: what one took elsewhere. */
export const costLines = (run: Planned, measured: string | undefined): string[] => [
  `Cost: not known beforehand${measured === undefined ? "" : `. ${measured}`}`,
  ceilingText(run.settings),
];

/** What a person reads at a start: whom the roles have, and what the run may cost. */
export const startCost = (run: Planned, measured: string | undefined): string[] => [
  ...assignedText(run),
  ...costLines(run, measured),
];

/** Vendor and model, as the settings name them: `deepseek/deepseek-v4-pro`, `host/sonnet`. */
const modelName = ({ provider = "host", model }: Pick<TaskWho, "provider" | "model">): string =>
  model === "" ? provider : `${provider}/${model}`;

/** Whom each role of a run has at first, in one line; none where the run assigns none. */
export function assignedText({ assigned }: Partial<Pick<Run, "assigned">>): string[] {
  const first = Object.entries(assigned ?? {}).flatMap(([role, [who]]) =>
    who ? [{ role, name: modelName(who) }] : [],
  );
  const roles = [...Map.groupBy(first, ({ name }) => name)];
  const texts = roles.map(([name, all]) => `${name} (${all.map(({ role }) => role).join(", ")})`);
  return roles.length === 0 ? [] : [`Roles: ${texts.join("; ")}`];
}
