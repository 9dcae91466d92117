// @bun
import {
  sha256
} from "./s68.js";
import {
  quote
} from "./s28.js";
import {
  pluginRoot
} from "./s223.js";

// src/host/check-command.ts
var isExternal = (task) => task.who.provider !== undefined && task.edits === null;
var FOREGROUND_MS = 600000;
var FOREGROUND_WAIT = "540";
var checkShellCommand = (project, task, nonce, foreground) => shellLine(project, task, ["--nonce", nonce, ...foreground ? ["--limit", FOREGROUND_WAIT] : []]);
var waitShellCommand = (project, task) => shellLine(project, task, ["--wait", "--limit", FOREGROUND_WAIT]);
function shellLine(project, task, more) {
  const bun = [process.execPath, "--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
  const words = [...bun, "dist/check.js", "--project", project.root, "--task", task.id, ...more];
  return `/bin/sh -c ${quote(FROM_PLUGIN)} ${[pluginRoot(), ...words].map(quote).join(" ")}`;
}
var FROM_PLUGIN = 'unset -f cd read test pwd; cd -- "$0" && . hooks/find-bun.sh && shed_options && exec "$@"';
var checkedTask = (command) => command.includes("'dist/check.js'") ? /'--task' '(T\d{1,4})'/.exec(command)?.[1] ?? null : null;
function isCheckCommand(command, project, task) {
  const nonce = /'--nonce' '([0-9a-f]{16,64})'/.exec(command)?.[1];
  if (nonce === undefined || sha256(nonce) !== task.dispatch?.nonce)
    return false;
  return command.trim() === checkShellCommand(project, task, nonce, true);
}

export { isExternal, FOREGROUND_MS, checkShellCommand, waitShellCommand, checkedTask, isCheckCommand };
