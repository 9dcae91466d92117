import { join } from "node:path";
import { pluginRoot } from "../../host/program.ts";
import type { Project } from "../../project/project.ts";

/** Starts a process that sends what is due, and waits for nothing: whether it starts is nothing to the run. */
export function startNotifying({ root }: Pick<Project, "root">): void {
  const plugin = pluginRoot();
  const bun = [process.execPath, "--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
  try {
    Bun.spawn([...bun, join(plugin, "dist/orchestrator.js"), "notify", "--project", root], {
      cwd: plugin,
      stdio: ["ignore", "ignore", "ignore"],
      detached: true,
    }).unref();
  } catch {
    // The next change tries again, from where the last message was sent.
  }
}
