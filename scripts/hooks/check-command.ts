import { sha256 } from "../adapters/journal.ts";
import { pluginRoot } from "../adapters/plugin.ts";
import type { Project } from "../adapters/project.ts";
import type { Task } from "../engine/run.ts";

/** One word of a shell line, whatever it holds. */
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/**
 * The line that starts a task's check: made of paths and ids alone, each quoted. It runs from the plugin's own folder,
 * because a tsconfig.json in the current folder can make Bun run another file in place of ours.
 */
export function checkShellCommand(project: Project, task: Task, nonce: string): string {
  const bun = [process.execPath, "--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
  const words = [...bun, "dist/codex-review.js", "--project", project.root, "--task", task.id, "--nonce", nonce];
  return `(cd ${quote(pluginRoot())} && exec ${words.map(quote).join(" ")})`;
}

/** Whether a command is the one that starts this task's check: what an agent that runs it may run. */
export function isCheckCommand(command: string, project: Project, task: Task): boolean {
  const nonce = /'--nonce' '([0-9a-f]{16,64})'/.exec(command)?.[1];
  return nonce !== undefined && sha256(nonce) === task.dispatch?.nonce && command.trim() === checkShellCommand(project, task, nonce);
}
