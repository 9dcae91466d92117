// @bun
import {
  sessionBytes
} from "./s52.js";
import {
  isAlive,
  sameHost,
  hasDialog
} from "./s225.js";
import {
  beginningOf
} from "./s189.js";
import {
  change2
} from "./s200.js";
import {
  isScheduled,
  isQueued
} from "./s239.js";
import {
  isAdrift,
  hostAbove
} from "./s204.js";
import {
  takenOf
} from "./s222.js";

// src/hooks/unheard.ts
var isHeadless = ({ env }) => (env.CLAUDE_CODE_ENTRYPOINT ?? "").startsWith("sdk");
function unheard2(hook, prompt) {
  const why = reason(hook, prompt);
  if (why === null)
    return null;
  try {
    change2(hook.project, (run) => run === null ? [] : [{ do: "notice", what: "not-the-person", key: prompt.slice(0, 80), text: why, hold: false }]);
  } catch {}
  return why;
}
function reason(hook, prompt) {
  const { project, payload, env, caller } = hook;
  const id = beginningOf(project.task)?.run;
  const taken = id === undefined ? null : takenOf(project, id, env);
  if (caller !== null) {
    const above = hostAbove(caller);
    if (above !== null)
      return `Nothing was decided: this Claude Code (process ${caller.pid}) was started by a command of another one (process ${above.pid}), so its prompts are not the person's. Type it in a window of your own.`;
    const owner = taken?.host ?? null;
    const isOther = isAlive(owner) && !sameHost(owner, caller);
    if (isOther && (isHeadless(hook) && taken.session === payload.session || isAdrift(caller)))
      return `Nothing was decided: the window that owns run ${id}, process ${owner.pid}, is open, and nobody sits before this one. Type it there, or close that window first.`;
  }
  const transcript = taken !== null && taken.session === payload.session ? taken.transcript : payload.transcript;
  const bytes = sessionBytes(transcript);
  if (isScheduled(bytes, prompt))
    return "Nothing was decided: this prompt was scheduled, nobody has typed it. Type it once more, if you mean it.";
  return env.CLAUDE_CODE_MESSAGING_SOCKET !== undefined && isQueued(bytes, prompt, payload.promptId, hasDialog(env)) ? "Nothing was decided: this prompt came by the queue of Claude Code, into which programs put theirs, too. Type it once more when the turn is over, if you mean it." : null;
}

export { unheard2 };
