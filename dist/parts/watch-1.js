// @bun
import {
  context,
  block
} from "./s8.js";
import {
  sameHost
} from "./s225.js";
import {
  shellLine
} from "./s11.js";
import {
  copyOf,
  dropCopy,
  staysGone,
  takeBefore,
  isQuiet2
} from "./s119.js";
import {
  isAsLooked2
} from "./s215.js";
import {
  mark2
} from "./s212.js";
import {
  isGuarded,
  readRun
} from "./s200.js";
import {
  pluginApart
} from "./s223.js";

// src/hooks/watch.ts
async function behindCommand(hook) {
  const { payload, project, env } = hook;
  if (shellLine(payload) === null)
    return;
  const before = takeBefore(project, payload.call, env);
  const plugin = pluginApart(project);
  if ((before === null || isQuiet2(project, before)) && isAsLooked2(project, env, plugin))
    return;
  const { behindCall } = await import("./folder.js");
  const changed = behindCall(project, before, env, plugin, { by: "a command", call: payload.call });
  return changed === null ? undefined : refusal(payload.event, changed);
}
function refusal(event, changed) {
  const how = /(?:^|[\s,])\.task\//.test(changed) ? " (`git clean -e .task`)" : "";
  const said = `Refused by multi-ai: while this command ran, ${changed}. Whatever program, script or tool of it did that: run it so that it leaves ${how === "" ? "that" : "these files"} alone${how}, and do not undo what the program has put back. If nothing of this command did it, go on.`;
  return event === "PostToolUse" ? { ...block(said), systemMessage: `multi-ai: while a command ran, ${changed}.` } : context(event, said);
}
async function recordGone(hook) {
  const { project, env, payload } = hook;
  if (!staysGone(project, env))
    return;
  const copy = copyOf(project, env);
  const run = copied(hook, copy);
  if (run === null || !isGuarded(run)) {
    dropCopy(project, env);
    return;
  }
  const isOwn = run.owner?.session === payload.session || sameHost(run.owner?.host ?? null, hook.host);
  if (isOwn && payload.event !== "SessionEnd") {
    const isCommand = payload.event.startsWith("PostToolUse") && shellLine(payload) !== null;
    if (!isCommand)
      (await import("./gone.js")).broughtBack(project, env);
    return;
  }
  const text = `the record of run ${run.run} is gone from .task/ in this folder, and a copy of it is kept. /multi-ai:resume brings it back; /multi-ai:cancel forgets it.`;
  if (payload.event === "UserPromptExpansion")
    return /^multi-ai:(?:resume|cancel)$/.test(payload.commandName) ? undefined : block(`Nothing was started: ${text}`);
  if (payload.event !== "SessionStart")
    return null;
  mark2(project, false, env);
  return { systemMessage: `multi-ai: ${text}` };
}
function copied({ project }, copy) {
  try {
    return readRun({ ...project, task: copy });
  } catch {
    return null;
  }
}
export {
  behindCommand,
  recordGone
};
