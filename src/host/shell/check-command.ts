import type { Task } from "../../engine/run.ts";
import { ownBun } from "../../plugin.ts";
import type { Project } from "../../project/project.ts";
import { sha256 } from "../../store/journal.ts";
import { quote } from "../../text.ts";
import { pluginRoot } from "../program.ts";

/** A task that an external model does, also when an agent starts that; none changes the project. */
export const isExternal = (task: Task): boolean =>
  task.who.provider !== undefined && task.edits === null;

/** How long a shell command may run in the foreground, in milliseconds: the host's own limit. */
export const FOREGROUND_MS = 600_000;
/** How long ours waits there, in seconds, before it says that it has to be called again. */
const FOREGROUND_WAIT = "540";

/**
 * The line that starts a task's check: made of paths and ids alone, each quoted. It runs from the
 * plugin's own folder, because a tsconfig.json in the current folder can make Bun run another file
 * in place of ours, and without the options in the environment that load other code first.
 */
export function checkShellCommand(
  project: Project,
  task: string,
  nonce: string,
  foreground: boolean,
): string {
  const options = {
    project: project.root,
    task,
    nonce,
    ...(foreground && { limit: FOREGROUND_WAIT }),
  };
  const given = Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]);
  const words = [pluginRoot(), ...ownBun(), "src/check-start.ts", ...given];
  return `/bin/sh -c ${quote(FROM_PLUGIN)} ${words.map(quote).join(" ")}`;
}

/**
 * A shell of its own: the one that the host has may hold functions and aliases in the place of
 * these words. Where sh is bash it takes functions from the environment, too, so they go first.
 */
const FROM_PLUGIN =
  'unset -f cd read test pwd; cd -- "$0" && . hooks/find-bun.sh && shed_options && exec "$@"';

/**
 * Whether a command is the one that starts this task's check: what an agent that runs it may run.
 */
export function isCheckCommand(command: string, project: Project, task: Task): boolean {
  const nonce = /'--nonce' '([0-9a-f]{16,64})'/.exec(command)?.[1];
  if (nonce === undefined || sha256(nonce) !== task.dispatch?.nonce) return false;
  return command.trim() === checkShellCommand(project, task.id, nonce, true);
}
