import { Refused } from "../../engine/commands.ts";
import { approvedCommands, type Question, type Run, type Task } from "../../engine/run.ts";
import type { Functions } from "../../engine/workflow.ts";
import type { Settings } from "../../settings.ts";
import { teamFacts } from "./recorded.ts";
import { hasStage, type Track, trackOf } from "./tracks.ts";

/** Commands that the person has named in a dialog: they run in the place of those of the settings and of the project. Pure. */

/** The task that noted last, before anything was built, what the checks find in the project. */
export const foundBefore = ({ tasks }: Pick<Run, "tasks">): Task | undefined =>
  tasks.findLast((task) => !task.void && teamFacts(task).found !== undefined);

/** Why nothing can be deployed on a track with these settings, with what to do about it; null: it can. */
export function noDeployment(track: Track, { deploy }: Settings): string | null {
  if (!deploy?.command) return "the settings say no way to deploy; set deploy.command";
  return hasStage(track, "08") ? null : `the track ${track} deploys nothing; take another one, such as --track quick`;
}

/** What the lines are for that the person has typed at a question: tests, or what deploys. @throws Refused where they would never run */
export function named(run: Run, lines: string[], question: Question): ReturnType<Functions["named"]> {
  const refuse = (why: string): never => {
    throw new Refused("command", `"${lines[0]}" would never run: ${why}`);
  };
  if (question.kind === "deploy-failed" || question.kind === "checkpoint-c") {
    const why = noDeployment(trackOf(run), run.settings);
    if (why !== null) refuse(why);
    return { tests: [], replaced: [], sets: { deploy_command: lines.join(" && ") } };
  }
  if (!run.settings.tests.run) refuse("tests.run is false in the settings");
  const approved = approvedCommands(run).map((one) => one.text);
  // One that passed, and was not shown, stays.
  const shown = approved.filter((one) => question.commands?.includes(one));
  return { tests: lines, replaced: (shown.length > 0 ? shown : approved).filter((one) => !lines.includes(one)) };
}

type Commands = NonNullable<NonNullable<Settings["team"]>["commands"]>;

/** `team.commands` of a run; earlier versions took others for them from a dialog. */
export function commandSettings({ settings, options }: Run): Commands {
  const said = (["lint", "types", "dependencies"] as const).flatMap((part) => {
    const command = options[`${part}_command`];
    return command === undefined ? [] : [[part, command] as const];
  });
  return { ...settings.team?.commands, ...Object.fromEntries(said) };
}

/** `deploy` with what the person has named since; undefined: it is not set. A run of before may have more ways to ask for health. */
export function deploySettingsOf({ settings: { deploy }, options }: Run): Settings["deploy"] {
  if (deploy === undefined) return undefined;
  const { health, ...rest } = deploy as Omit<typeof deploy, "health"> & { health?: string | { url?: string } };
  const url = typeof health === "object" ? health.url : health;
  return { ...rest, command: options.deploy_command ?? rest.command, ...(url === undefined ? {} : { health: url }) };
}

/** The environment that a run deploys to. `asked`: its option, which is that word where a checkpoint asked for it. */
export const environmentOf = (asked: string, set: Settings["deploy"]): string =>
  asked === "asked" ? (set?.environment ?? "production") : asked;
