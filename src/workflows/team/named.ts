import { Refused } from "../../engine/commands.ts";
import { approvedCommands, type Question, type Run, type Task, taskOf } from "../../engine/run.ts";
import type { Functions } from "../../engine/workflow.ts";
import type { Settings } from "../../settings.ts";
import { didYouMean } from "../../text.ts";
import { teamFacts } from "./recorded.ts";
import { hasChecks, hasStage, type Track, trackOf } from "./tracks.ts";

/** Commands that the person has named in a dialog: they run in the place of those of the settings and of the project. Pure. */

const PARTS = ["lint", "types", "dependencies", "deploy"] as const;
type Part = (typeof PARTS)[number];

/** The option of a run that holds a named command. */
const optionOf = (part: Part): string => `${part}_command`;

/** `lint: npx eslint .`, also without the blank; a line without such a word is a test command, or is for what the question is about. */
const LINE = /^(\p{L}[\p{L}_-]+)\s*:(?![\\/:])\s*(.*)$/u;
const WORDS: string[] = ["tests", ...PARTS];

/** What a line is for, and its command. @throws Refused where its word is none, or this run cannot run it */
function read(run: Run, line: string, about: string[]): { part: string; command: string } {
  const [, word, command = ""] = LINE.exec(line) ?? [];
  const part = word === undefined ? about[0]! : partOf(word);
  const refuse = (why: string): never => {
    throw new Refused("command", `"${line}" ${why}`);
  };
  if (word === undefined && about.length > 1)
    refuse(`may be for ${about.join(" or ")}: say which before it, as in "${about[0]}: ${line}"`);
  if (word !== undefined && command === "") refuse("names no command");
  const isBehind = about[0] === "deploy" && part !== "deploy";
  const why = isBehind ? "it is behind this question" : neverRun(run, part);
  if (why !== null) refuse(`would never run: ${why}`);
  return { part, command: word === undefined ? line : command };
}

/** What a word before a command says that it is for. @throws Refused for one that says nothing */
function partOf(word: string): string {
  const name = word.toLowerCase() === "test" ? "tests" : word.toLowerCase();
  if (WORDS.includes(name)) return name;
  const known = `known: ${WORDS.map((one) => `${one}:`).join(" ")}`;
  throw new Refused(
    "command",
    `"${word}:" is no word for what a command is for${didYouMean(name, WORDS) || ";"} ${known}`,
  );
}

/** Why this run runs nothing of the kind; null: it does, or may. */
function neverRun({ options, settings }: Run, part: string): string | null {
  const track = trackOf({ options });
  if (part === "tests") return settings.tests.run ? null : "tests.run is false in the settings";
  if (part === "lint" || part === "types" || part === "dependencies")
    return hasChecks(track) ? null : `the track ${track} has no stage 05, so it runs no lint, types or dependencies`;
  return noDeployment(track, settings);
}

/** Why nothing can be deployed on a track with these settings, with what to do about it; null: it can. */
export function noDeployment(track: Track, { deploy }: Settings): string | null {
  if (!deploy?.command) return "the settings say no way to deploy; set deploy.command";
  return hasStage(track, "08") ? null : `the track ${track} deploys nothing; take another one, such as --track quick`;
}

/** The task that noted last, before anything was built, what the checks find in the project. */
export const foundBefore = ({ tasks }: Pick<Run, "tasks">): Task | undefined =>
  tasks.findLast((task) => !task.void && teamFacts(task).found !== undefined);

/** What a line without a word is for; several: the question shows commands of each of these kinds. */
function aboutOf(run: Run, { kind, task }: Question): string[] {
  if (kind === "deploy-failed" || kind === "checkpoint-c") return ["deploy"];
  const { about = [] } = teamFacts(taskOf(run, task ?? ""));
  return about.length > 0 ? about : ["tests"];
}

/** What the lines are for that the person has typed at a question. */
export function named(run: Run, lines: string[], question: Question): ReturnType<Functions["named"]> {
  const about = aboutOf(run, question);
  const tests: string[] = [];
  const sets: Record<string, string> = {};
  for (const line of lines) {
    const { part, command } = read(run, line, about);
    if (part === "tests") tests.push(command);
    else sets[optionOf(part as Part)] = command;
  }
  const approved = approvedCommands(run).map((one) => one.text);
  // One that passed, and was not shown, stays.
  const shown = approved.filter((one) => question.commands?.includes(one));
  const old = (shown.length > 0 ? shown : approved).filter((one) => !tests.includes(one));
  return { tests, replaced: tests.length > 0 ? old : [], sets };
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

/** `deploy` with what the person has named since; undefined: it is not set. A run of before may have more ways to ask for health. */
export function deploySettingsOf({ settings: { deploy }, options }: Run): Settings["deploy"] {
  if (deploy === undefined) return undefined;
  const { health, ...rest } = deploy as Omit<typeof deploy, "health"> & { health?: string | { url?: string } };
  const url = typeof health === "object" ? health.url : health;
  const command = options[optionOf("deploy")] ?? rest.command;
  return { ...rest, command, ...(url === undefined ? {} : { health: url }) };
}

/** Commands that the person has named, whatever they are for. */
export const namedCommands = ({ options }: Run): string[] => PARTS.flatMap((part) => options[optionOf(part)] ?? []);

/** The environment that a run deploys to. `asked`: its option, which is that word where a checkpoint asked for it. */
export const environmentOf = (asked: string, set: Settings["deploy"]): string =>
  asked === "asked" ? (set?.environment ?? "production") : asked;
