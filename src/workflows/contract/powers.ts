import { WITHOUT_FILE } from "../../settings.ts";

/**
 * A field of the settings, each of which has an entry: in a file that came with the project it counts once the person has approved
 * it, unless `narrows` proves of its value that a run can do less with it, or asks more. To hide is not to narrow.
 */
export interface Power {
  /** Its path in the file, such as `tests.commands`. */
  field: string;
  does: string;
  /** Its value when nothing is said; left out where it has none then. */
  without?: unknown;
  /** `own`: the least that a workflow itself has of it, by name. */
  narrows?(value: unknown, own: Least): boolean;
}
/** The smallest limit and bound of all workflows, by name. */
export interface Least {
  limits: Record<string, number>;
  bounds: Record<string, Record<string, number>>;
}

export const DECIDES = "decides in your place";
/** Whatever it says, it takes nothing away and adds nothing that runs, is sent, hidden or decided. */
export const always = (): boolean => true;

const isBelow = (value: unknown, own: Record<string, number> = {}): boolean =>
  Object.entries(value as Record<string, number>).every(([name, one]) => one <= (own[name] ?? 0));

/** Of the fields that all workflows share. */
export const POWERS: readonly Power[] = [
  { field: "$schema", does: "helps an editor", narrows: always },
  { field: "auto", does: DECIDES, without: false },
  {
    field: "limits",
    does: "allows more rounds than the default",
    without: {},
    narrows: (value, { limits }) => isBelow(value, limits),
  },
  { field: "tests.run", does: `${DECIDES}: no test is run`, without: true },
  { field: "tests.commands", does: "run in every run, in a shell if a line needs one", without: [] },
  {
    field: "tests.timeout_minutes",
    does: `lets commands run longer than ${WITHOUT_FILE.tests.timeout_minutes} minutes`,
    without: WITHOUT_FILE.tests.timeout_minutes,
    narrows: (value) => (value as number) <= WITHOUT_FILE.tests.timeout_minutes,
  },
  {
    field: "bounds",
    does: "lets agents use more than the default",
    narrows: (value, { bounds }) =>
      Object.entries(value as Least["bounds"]).every(([agent, one]) => isBelow(one, bounds[agent])),
  },
  {
    field: "ceiling_tokens",
    does: `lets a run use more than ${WITHOUT_FILE.ceiling_tokens} tokens`,
    without: WITHOUT_FILE.ceiling_tokens,
    narrows: (value) => value !== null && (value as number) <= WITHOUT_FILE.ceiling_tokens!,
  },
  { field: "models", does: "chooses the models that work and review", without: {} },
  { field: "codex.dispatch", does: "has an agent start Codex", without: "check" },
  { field: "codex.model", does: "chooses the model that reviews" },
  { field: "codex.missing", does: DECIDES, without: "ask" },
  {
    field: "notify",
    does: "receives the status of runs and the values of the named variables; a command runs",
  },
  { field: "providers", does: "decides where prompts and your keys are sent" },
  { field: "prices", does: "sets the prices of models, which budgets use" },
  { field: "secrets", does: "hides files from reviewers of other vendors", without: [] },
  { field: "commits", does: "words your commits, and signs them off in your name" },
  { field: "agent_commits", does: "lets agents commit on your branch", without: false },
  { field: "budget", does: "limits what a run may use", narrows: always },
];
