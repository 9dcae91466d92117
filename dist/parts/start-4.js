// @bun
import {
  pluginRoot
} from "./s207.js";

// src/run/notify/start.ts
import { join } from "path";
function startNotifying({ root }) {
  const plugin = pluginRoot();
  const bun = [process.execPath, "--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
  try {
    Bun.spawn([...bun, join(plugin, "dist/orchestrator.js"), "notify", "--project", root], {
      cwd: plugin,
      stdio: ["ignore", "ignore", "ignore"],
      detached: true
    }).unref();
  } catch {}
}
export {
  startNotifying
};
