import { join } from "node:path";
import { pluginRoot } from "../adapters/plugin.ts";
import type { Project } from "../adapters/project.ts";
import type { Task } from "../engine/run.ts";

/** One word of a shell line, whatever it holds. */
const quote = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

/** The line that starts a task's check: made of paths and ids alone, each quoted. */
export function checkShellCommand(project: Project, task: Task, nonce: string): string {
  const root = pluginRoot();
  const words = [
    process.execPath,
    `--config=${join(root, "hooks/bunfig.toml")}`,
    "--no-env-file",
    join(root, "dist/codex-review.js"),
    "--project",
    project.root,
    "--task",
    task.id,
    "--nonce",
    nonce,
  ];
  return words.map(quote).join(" ");
}
