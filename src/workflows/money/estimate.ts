import { type Chosen, gatesOf } from "../../engine/gates.ts";
import type { Run, TaskWho } from "../../engine/run.ts";
import { isWork, type Workflow, type WorkGate } from "../../engine/workflow.ts";
import { duration, given, plural, tokens } from "../../text.ts";
import type { Measured } from "../contract/contract.ts";
import type { Kind, Usual } from "./usual.ts";

/** What a run will cost, as far as that can be told before anything of it is done. */

/** A run that is about to start, or one that has. */
export type Planned = Chosen & Partial<Pick<Run, "assigned" | "owner">>;

/** Which earlier runs tell what this one takes. */
export function kindOf(workflow: Workflow, { entry, options, owner }: Planned): Kind {
  const { option = "" } = workflow.entries[entry]?.variants ?? {};
  const variant = options[option];
  const isDirect = owner?.driver === true;
  return {
    workflow: workflow.name,
    entry,
    isDirect,
    ...(variant === undefined ? {} : { variant }),
  };
}

/**
 * Tasks of models while nobody asks for changes and nothing fails: of the run, and beside them of
 * each item of its plan.
 */
export function usualTasks(workflow: Workflow, run: Planned): { all: number; each: number } {
  const isOfModel = ({ who }: Pick<WorkGate, "who">): boolean => !("program" in who);
  // Items that are planned already are counted with their wave.
  const gates = gatesOf(workflow, run).filter((gate) => gate.wave === undefined);
  const bodies = gates.flatMap((gate) => (gate.gate === "wave" ? gate.body : []));
  return {
    all: gates.filter(isWork).filter(isOfModel).length,
    each: bodies.filter(isOfModel).length,
  };
}

/** When a run asks whether it may go on with what it costs. */
export const ceilingText = ({ ceiling_tokens: ceiling }: Planned["settings"]): string =>
  typeof ceiling === "number"
    ? `At ${tokens(ceiling)} tokens you are asked whether to continue`
    : "No ceiling is set (ceiling_tokens)";

/**
 * What a run will cost, by earlier runs of the project. `usual`: what those cost; null: there are
 * none. `measured`: what a run cost in another project, shown where this one has none. `way`: the
 * kind of run, where the workflow has several.
 */
export const costLine = (
  run: Planned,
  usual: Usual | null,
  measured: Measured | undefined,
  way = "",
): string => {
  const elsewhere =
    measured === undefined ? "" : `. ${measured[run.owner?.driver ? "direct" : "session"]}`;
  const known =
    usual === null
      ? `no run of this kind has been completed here yet${elsewhere}`
      : `usually ${tokens(usual.tokens)} tokens, ${duration(usual.minutes)} of agents' work, ${usual.money} (${plural(usual.runs, "earlier run")} here)`;
  return `Cost${way}: ${known}`;
};

/** That and its ceiling, a line each: a question cuts longer ones. */
export const costLines = (...[run, ...of]: Parameters<typeof costLine>): string[] => [
  costLine(run, ...of),
  ceilingText(run.settings),
];

/**
 * Whom the roles have, and the number of calls: where others than the host's agents may be asked, a
 * call is what is paid for.
 */
export function modelsText(workflow: Workflow, run: Planned): string[] {
  if (!run.assigned) return [];
  const { all, each } = usualTasks(workflow, run);
  const items = each === 0 ? "" : `, ${each} for each task of the plan`;
  // Whom each role has at first.
  const first = Object.entries(run.assigned).flatMap(([role, [who]]) =>
    who ? [{ role, name: modelName(who) }] : [],
  );
  const roles = [...Map.groupBy(first, ({ name }) => name)].map(
    ([name, own]) => `${name} (${own.map(({ role }) => role).join(", ")})`,
  );
  return [
    ...given(roles.length > 0, `Roles: ${roles.join("; ")}`),
    `Model calls: ${all}${items}, and more for each further round`,
  ];
}

/** Vendor and model, as the settings name them: `deepseek/deepseek-v4-pro`, `host/sonnet`. */
const modelName = ({ provider = "host", model }: Pick<TaskWho, "provider" | "model">): string =>
  model === "" ? provider : `${provider}/${model}`;
