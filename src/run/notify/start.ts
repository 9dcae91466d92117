import { lstatSync, utimesSync } from "node:fs";
import { join } from "node:path";
import { pluginRoot } from "../../host/program.ts";
import type { Project } from "../../project/project.ts";

/** In `.task/`: the silences that were told. It is there from the first dispatch on, where somebody is told of silences. */
export const SILENCES = "silences.json";
/** Milliseconds between two looks for them. */
export const SILENCE_LOOK_MS = 60_000;

/** Starts a process that sends what is due, and waits for nothing: whether it starts is nothing to the run. */
export function startNotifying({ root }: Pick<Project, "root">): void {
  const plugin = pluginRoot();
  const bun = [process.execPath, "--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
  try {
    Bun.spawn([...bun, join(plugin, "dist/orchestrator.js"), "notify", "--project", root], {
      cwd: plugin,
      stdio: ["ignore", "ignore", "ignore"],
      // Its commands could read there what answers for the person.
      env: { ...process.env, MULTI_AI_TOKEN: undefined },
      detached: true,
    }).unref();
  } catch {
    // The next change tries again, from where the last message was sent.
  }
}

/**
 * Has silent agents looked for, at most once a minute whoever asks, by such a process: for whoever happens to be at work while
 * a run is. Nothing happens where nobody is told of silences. Never throws.
 */
export function lookForSilence(project: Pick<Project, "root" | "task">): void {
  try {
    const path = join(project.task, SILENCES);
    const now = Date.now();
    if (now - lstatSync(path).mtimeMs < SILENCE_LOOK_MS) return;
    utimesSync(path, now / 1_000, now / 1_000);
  } catch {
    return;
  }
  startNotifying(project);
}
