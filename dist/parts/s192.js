// @bun
import {
  pluginRoot
} from "./s221.js";

// src/run/notify/start.ts
import { lstatSync, utimesSync } from "fs";
import { join } from "path";
var SILENCES2 = "silences.json";
var SILENCE_LOOK_MS2 = 60000;
function startNotifying2({ root }) {
  const plugin = pluginRoot();
  const bun = [process.execPath, "--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
  try {
    Bun.spawn([...bun, join(plugin, "dist/orchestrator.js"), "notify", "--project", root], {
      cwd: plugin,
      stdio: ["ignore", "ignore", "ignore"],
      env: { ...process.env, MULTI_AI_TOKEN: undefined },
      detached: true
    }).unref();
  } catch {}
}
function lookForSilence2(project) {
  try {
    const path = join(project.task, SILENCES2);
    const now = Date.now();
    if (now - lstatSync(path).mtimeMs < SILENCE_LOOK_MS2)
      return;
    utimesSync(path, now / 1000, now / 1000);
  } catch {
    return;
  }
  startNotifying2(project);
}

export { SILENCES2, SILENCE_LOOK_MS2, startNotifying2, lookForSilence2 };
