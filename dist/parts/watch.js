// @bun
import {
  context,
  block
} from "./s8.js";
import {
  shellLine
} from "./s10.js";
import {
  copyOf,
  dropCopy,
  unmark,
  isGuarded,
  readRun,
  change2
} from "./s79.js";
import {
  sameHost
} from "./s210.js";
import {
  liveRun2
} from "./s179.js";
import {
  takeBefore
} from "./s184.js";
import {
  pluginApart
} from "./s162.js";

// src/hooks/watch.ts
async function behindCommand(hook) {
  const { payload, project, env } = hook;
  if (shellLine(payload) === null)
    return;
  const before = takeBefore(project, payload.call, env);
  if (before === null)
    return;
  const { lookBehind, noticesOf, whatChanged } = await import("./folder.js");
  const touched = lookBehind(project, before, env, pluginApart(project));
  if (touched.length === 0)
    return;
  const run = liveRun2(hook);
  if (run === null || run.run !== before.run)
    return;
  change2(project, () => noticesOf(touched, "a command", payload.call));
  const refused = touched.filter((one) => one.remedy !== "tell" || one.what === "folder-changed");
  return refused.length === 0 ? undefined : refusal(payload.event, whatChanged(refused));
}
function refusal(event, changed) {
  const said = `Refused by multi-ai: while this command ran, ${changed}. Whatever program, script or tool of it did that: run it so that it leaves these files alone (\`git clean -e .task\`), and do not undo what the program has put back. If nothing of this command did it, go on.`;
  return event === "PostToolUse" ? { ...block(said), systemMessage: `multi-ai: while a command ran, ${changed}.` } : context(event, said);
}
async function recordGone(hook) {
  const { project, env, payload } = hook;
  const copy = copyOf(project, env);
  const run = copied(hook, copy);
  if (run === null || !isGuarded(run)) {
    dropCopy(project, env);
    return null;
  }
  const isOwn = run.owner?.session === payload.session || sameHost(run.owner?.host ?? null, hook.host);
  if (isOwn && payload.event !== "SessionEnd") {
    const isCommand = payload.event.startsWith("PostToolUse") && shellLine(payload) !== null;
    if (!isCommand) {
      const { bringBack, goneNotice } = await import("./folder.js");
      bringBack(project, env, goneNotice);
    }
    return;
  }
  if (payload.event !== "SessionStart")
    return null;
  unmark(project, env);
  return {
    systemMessage: `multi-ai: the record of run ${run.run} is gone from .task/ in this folder, and a copy of it is kept. /multi-ai:resume brings it back; /multi-ai:cancel forgets it.`
  };
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
