import { Refused } from "../../engine/commands.ts";
import { approvedCommands, type Question, type Run, type Task } from "../../engine/run.ts";
import type { Functions } from "../../engine/workflow.ts";
import type { Settings } from "../../settings.ts";
import { labelled } from "../tests/test-questions.ts";
import { teamFacts } from "./record/recorded.ts";
import { hasChecks, hasStage, type Track, trackOf } from "./tracks.ts";

/** The task that noted last, before anything was built, what the checks find in the project. */
export const foundBefore = ({ tasks }: Pick<Run, "tasks">): Task | undefined =>
  tasks.findLast((task) => !task.void && teamFacts(task).found !== undefined);

/**
 * Why nothing can be deployed on a track with these settings, with what to do about it; null: it
 * can.
 */
export function noDeployment(track: Track, { deploy }: Settings): string | null {
  if (!deploy?.command) return "the settings do not say how to deploy; set deploy.command";
  return hasStage(track, "08")
    ? null
    : `the track ${track} deploys nothing; choose another one, such as --track quick`;
}

/**
 * What the lines are for that the person has typed at a question: tests, or what deploys. @throws
 * Refused where they would never run
 */
export function named(
  run: Run,
  lines: string[],
  question: Question,
): ReturnType<Functions["named"]> {
  const isDeploy = ["deploy-failed", "checkpoint-c", "release"].includes(question.kind);
  const noTests = run.settings.tests.run ? null : "tests.run is false in the settings";
  const why = isDeploy ? noDeployment(trackOf(run), run.settings) : noTests;
  if (why !== null) throw new Refused("command", `"${lines[0]}" would never run: ${why}`);
  if (isDeploy) return { tests: [], replaced: [], sets: { deploy_command: lines.join(" && ") } };
  const approved = approvedCommands(run).map((approvedCommand) => approvedCommand.text);
  // One that passed, and was not shown, stays.
  const shown = approved.filter((one) => question.commands?.includes(one));
  return {
    tests: lines,
    replaced: (shown.length > 0 ? shown : approved).filter((one) => !lines.includes(one)),
  };
}

/** `deploy` with what the person has named since; undefined: it is not set. */
export const deploySettingsOf = ({
  settings: { deploy },
  options: { deploy_command: command },
}: Run): Settings["deploy"] => deploy && { ...deploy, ...(command !== undefined && { command }) };

/**
 * The environment that a run deploys to. `asked`: its option, which is that word where a checkpoint
 * asked for it.
 */
export const environmentOf = (asked: string): string => (asked === "asked" ? "production" : asked);

/**
 * What the program runs or sends once the person goes on at a checkpoint, by the run's own
 * settings. Pure.
 */

const line = (what: string, command: string): string => `${labelled(what)(command)}${command}`;

/** Whether nothing is there to run as tests, though nobody said to leave them out. */
export const lacksTests = (run: Run): boolean =>
  foundBefore(run) !== undefined &&
  run.settings.tests.run &&
  !checks(run).some((text) => text.startsWith("Tests"));

/**
 * What the checks run: by the settings, and what they find in the project, as far as the run's
 * track has them.
 */
function checks(run: Run): string[] {
  const isRun = (text: string): boolean =>
    text.startsWith("Tests") ? run.settings.tests.run : hasChecks(trackOf(run));
  const { lint, types, dependencies } = run.settings.team?.commands ?? {};
  const approved = approvedCommands(run).map((approvedCommand) => approvedCommand.text);
  const set = Object.entries({ Lint: lint, Types: types, Dependencies: dependencies });
  const { found = [] } = teamFacts(foundBefore(run));
  return [
    ...set.flatMap(([what, command]) => (typeof command === "string" ? [line(what, command)] : [])),
    ...approved.map((command) => line("Tests", command)),
    ...found.filter((text) => approved.length === 0 || !text.startsWith("Tests ")),
  ].filter(isRun);
}

/** What a deployment runs and asks. */
function deploy(run: Run): string[] {
  const set = deploySettingsOf(run);
  if (set === undefined || noDeployment(trackOf(run), run.settings) !== null) return [];
  const { command, check } = set;
  const to = environmentOf(run.options.deploy || "asked");
  return [
    line(`Deploy to ${to}`, command),
    ...(check === undefined ? [] : [line("Check that it works", check)]),
  ];
}

export const SHOWS: Functions["shows"] = { checks, deploy };
