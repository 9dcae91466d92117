import { approvedCommands, type Question, type Run, type Task } from "../../engine/run.ts";
import type { Functions } from "../../engine/workflow.ts";
import type { Settings } from "../../settings.ts";
import { teamFacts } from "./recorded.ts";

/** Commands that the person has named in a dialog: they run in the place of those of the settings and of the project. Pure. */

const PARTS = ["lint", "types", "dependencies", "deploy", "smoke", "health"] as const;
type Part = (typeof PARTS)[number];

/** The option of a run that holds a named command. */
const optionOf = (part: Part): string => `${part}_command`;

/** `lint: npx eslint .`; a line without such a word is a test command, or is for what the question is about. */
const LINE = /^(lint|types|tests?|dependencies|deploy|smoke|health)\s*:\s+(\S.*)$/i;

/** The task that noted last, before anything was built, what the checks find in the project. */
export const foundBefore = ({ tasks }: Pick<Run, "tasks">): Task | undefined =>
  tasks.findLast((task) => !task.void && teamFacts(task).found !== undefined);

/** What a question is about, where that is not the tests. */
function aboutOf(run: Run, { kind, commands }: Question): Part | "tests" {
  if (kind === "deploy-failed" || kind === "checkpoint-c") return "deploy";
  if (kind.startsWith("checkpoint-") || commands?.length !== 1) return "tests";
  const [shown] = commands;
  const set = commandSettings(run);
  const { found = [] } = teamFacts(foundBefore(run));
  const isOf = (part: "lint" | "types" | "dependencies"): boolean =>
    set[part] === shown ||
    found.some((line) => line.toLowerCase().startsWith(`${part} (`) && line.endsWith(`): ${shown}`));
  return (["lint", "types", "dependencies"] as const).find(isOf) ?? "tests";
}

/** What the lines are for that the person has typed at a question. */
export function named(run: Run, lines: string[], question: Question): ReturnType<Functions["named"]> {
  const about = aboutOf(run, question);
  const tests: string[] = [];
  const sets: Record<string, string> = {};
  for (const line of lines) {
    const [, word, command] = LINE.exec(line) ?? [null, about, line];
    const part = PARTS.find((one) => one === word!.toLowerCase());
    if (part === undefined) tests.push(command!);
    else sets[optionOf(part)] = command!;
  }
  const approved = approvedCommands(run).map((one) => one.text);
  return { tests, replaced: tests.length > 0 ? approved.filter((one) => !tests.includes(one)) : [], sets };
}

type Commands = NonNullable<NonNullable<Settings["team"]>["commands"]>;

/** `team.commands` with what the person has named since. */
export function commandSettings({ settings, options }: Run): Commands {
  const said = (["lint", "types", "dependencies"] as const).flatMap((part) => {
    const command = options[optionOf(part)];
    return command === undefined ? [] : [[part, command] as const];
  });
  return { ...settings.team?.commands, ...Object.fromEntries(said) };
}

/** `deploy` with what the person has named since; undefined: it is not set. */
export function deploySettingsOf({ settings, options }: Run): Settings["deploy"] {
  const { deploy } = settings;
  if (deploy === undefined) return undefined;
  const [command, smoke, health] = (["deploy", "smoke", "health"] as const).map((part) => options[optionOf(part)]);
  const { timeout_seconds = 60 } = deploy.health ?? {};
  return {
    ...deploy,
    ...(command === undefined ? {} : { command }),
    ...(smoke === undefined ? {} : { smoke }),
    ...(health === undefined ? {} : { health: { command: health, timeout_seconds } }),
  };
}

/** Commands that the person has named, whatever they are for. */
export const namedCommands = ({ options }: Run): string[] => PARTS.flatMap((part) => options[optionOf(part)] ?? []);
