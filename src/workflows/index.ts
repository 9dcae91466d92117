import type { Workflow } from "../engine/workflow.ts";
import { multiAi } from "./multi-ai/index.ts";
import { team } from "./team/index.ts";

export const WORKFLOWS: Record<string, Workflow> = {
  [multiAi.name]: multiAi,
  [team.name]: team,
};

/** The workflow of a run; an unknown name means a journal of a newer version. */
export function workflowOf(name: string): Workflow {
  const workflow = WORKFLOWS[name];
  if (!workflow)
    throw new Error(`workflow "${name}" is not known to this version; known: ${Object.keys(WORKFLOWS).join(", ")}`);
  return workflow;
}

/** Fields of the settings file that belong to a workflow, by name. Loaded on use: they stand on the schema library. */
export const settingsParts = () => import("./team/settings.ts").then((team) => team.TEAM_SETTINGS);

/** Commands that start a run, as data: what each takes, and which workflow and entry it starts. */

/** What may stand behind `--<flag>`: nothing, one of several names, several of them, or a name that may be left out. */
export type Flag =
  | { takes: "nothing"; about: string }
  | { takes: "variant"; value: string; about: string }
  | { takes: "areas"; value: string; about: string }
  /** `alone`: the option's value where the flag stands alone. */
  | { takes: "name"; value: string; alone: string; about: string };

export interface StartCommand {
  workflow: string;
  entry: string;
  /** What the person types behind it. */
  request: string;
  /** By name; what is given becomes an option of the run by that name, `--auto` what it is for every run. */
  flags: Record<string, Flag>;
  /** Words that begin with `--` are flags, and one that is unknown is refused; else they belong to the request. */
  strict: boolean;
  /** An option that the program chooses where the person does not, by a name of `adapters/start-choices.ts`. */
  chooses?: string;
  /** Options that follow from the value of another one. */
  implies?: Record<string, Record<string, Record<string, string>>>;
}

const auto: Flag = { takes: "nothing", about: "Ask nobody where an answer can be assumed" };

/** By what stands behind the plugin's name. */
export const STARTS: Record<string, StartCommand> = {
  "multi-ai": { workflow: multiAi.name, entry: "start", request: "<request>", flags: { auto }, strict: false },
  team: {
    workflow: team.name,
    entry: "start",
    request: "<feature>",
    flags: {
      track: { takes: "variant", value: "<track>", about: "Which stages the run has; else proposed from the request" },
      areas: { takes: "areas", value: "<a,b>", about: "Areas that build, where no design says which" },
      deploy: {
        takes: "name",
        value: "<environment>",
        alone: "asked",
        about: "Deploy after the sign-off; without a name to the environment of the settings",
      },
      auto,
    },
    strict: true,
    chooses: "track",
    implies: { track: { quick: { approvals: "1" } } },
  },
};

const PLUGIN = "multi-ai";

/** What is typed for one of the plugin's commands: the one of the plugin's own name stands alone. */
export const typedCommand = (name: string): string => (name === PLUGIN ? `/${PLUGIN}` : `/${PLUGIN}:${name}`);

/** Name of the command that starts this entry of a workflow; that of the first workflow where none does. */
export const startNameOf = (run: { workflow: string; entry: string } | null): string =>
  Object.keys(STARTS).find((name) => STARTS[name]!.workflow === run?.workflow && STARTS[name]!.entry === run.entry) ??
  Object.keys(STARTS)[0]!;

/** What to type for a new run like this one, such as `/multi-ai <request>`. */
export function startText(run: { workflow: string; entry: string } | null): string {
  const name = startNameOf(run);
  return `${typedCommand(name)} ${STARTS[name]!.request}`;
}

/** What to type for this very start, with its request; what the program chose by itself stands in it, too. */
export function startLine(
  {
    workflow,
    entry,
    auto,
    options,
  }: { workflow: string; entry: string; auto: boolean; options: Record<string, string> },
  request: string,
): string {
  const name = startNameOf({ workflow, entry });
  const { flags, strict } = STARTS[name]!;
  const given = Object.entries(flags).flatMap(([flag, one]) => {
    const value = one.takes === "nothing" ? (auto ? "" : undefined) : options[flag];
    if (value === undefined) return [];
    if (one.takes === "nothing" || (one.takes === "name" && value === one.alone)) return [`--${flag}`];
    return [one.takes === "name" ? `--${flag}=${value}` : `--${flag} ${value}`];
  });
  return [typedCommand(name), ...given, ...(strict && /(?:^|\s)--/.test(request) ? ["--"] : []), request].join(" ");
}

/** Every command that starts a run, with what it takes, in one line. */
export const allStarts = (): string =>
  Object.entries(STARTS)
    .map(([name, { request }]) => `${typedCommand(name)} ${request}`)
    .join(" or ");
