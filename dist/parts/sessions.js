// @bun
import {
  context
} from "./s8.js";
import {
  isAlive,
  sameHost,
  hasDialog
} from "./s225.js";
import {
  BrokenChain
} from "./s68.js";
import {
  beginningOf
} from "./s189.js";
import {
  clean,
  oneLine2
} from "./s28.js";
import {
  standingText2,
  isGuarded,
  readRun,
  change2
} from "./s200.js";
import {
  deliverNow,
  owns,
  takerOf,
  nextFor,
  haltOf,
  deliver,
  deliveredText
} from "./s64.js";
import {
  foreignText
} from "./s101.js";
import {
  forgetLeft,
  moveLeft
} from "./s161.js";
import {
  endChecks
} from "./s125.js";
import {
  noteTaken
} from "./s222.js";
import {
  isLive,
  taskOf
} from "./s5.js";

// src/hooks/sessions.ts
function foreignRun({ project }) {
  try {
    const run = readRun(project);
    return run !== null && isLive(run) ? { systemMessage: `multi-ai: ${clean(foreignText("host", run.run))}` } : null;
  } catch (error) {
    if (!(error instanceof BrokenChain))
      throw error;
    const run = oneLine2(beginningOf(project.task)?.run ?? "");
    return { systemMessage: `multi-ai: ${clean(foreignText("host", run, "unreadable"))}` };
  }
}
async function sessionStart(hook) {
  const { project, payload } = hook;
  moveLeft(project, payload.session, hook.host);
  const begins = hook.host === null && /^(startup|resume)$/.test(payload.source);
  forgetLeft(project, (one) => begins && one.host === null);
  const run = readRun(project);
  if (run === null)
    return null;
  const window = sameHost(run.owner?.host ?? null, hook.host);
  if (!isLive(run))
    return over(hook, run, window);
  if (window || owns(run, payload.session)) {
    noteTaken(project, run.run, takerOf(hook), hook.env);
    const halt = window ? haltOf(hook, run, run.owner.session) : null;
    const changed = change2(project, () => [
      { do: "attach", session: payload.session, host: hook.host, force: false },
      () => halt,
      deliver(hook, "always")
    ]);
    if (!window)
      await endChecks(hook, run);
    const text = deliveredText(hook, changed);
    return {
      ...window || !hasDialog(hook.env) ? {} : { systemMessage: clean(backText(hook, changed.run)) },
      ...context("SessionStart", `${standingText2(changed.run)}
${text ?? ""}`)
    };
  }
  change2(project, () => []);
  const free = !isAlive(run.owner?.host ?? null);
  const how = free ? "its session is gone; /multi-ai:resume goes on with it here" : "it belongs to another session that is at work; /multi-ai:resume --force takes it over";
  return { systemMessage: `multi-ai: run ${run.run} is live in this project; ${how}.` };
}
function backText(hook, run) {
  const next = nextFor(hook, run);
  const named = next.tasks.map((id) => `${id} ${taskOf(run, id).subject}`).join(", ");
  const due = {
    dispatch: `${named} ${next.tasks.length === 1 ? "starts" : "start"}`,
    ask: `you are asked ${next.questions.join(", ")}`
  };
  const then = due[next.do];
  return then === undefined ? `multi-ai: run ${run.run} is live here; /multi-ai:status shows it.` : `multi-ai: run ${run.run} waits for you. Type anything, such as "go on", or /multi-ai:resume, and ${then}; /multi-ai:status shows it.`;
}
function over(hook, run, window) {
  const { project, payload } = hook;
  const text = run.released ? null : owns(run, payload.session) || !window ? deliverNow(hook, "once") : toldHere(hook, run);
  if (text !== null)
    return context("SessionStart", text);
  const orphaned = window || owns(run, payload.session) || !isAlive(run.owner?.host ?? null);
  change2(project, () => orphaned && isGuarded(run) && !isHeld(hook, run) ? [{ do: "release" }] : []);
  return null;
}
function toldHere(hook, run) {
  const { id } = nextFor(hook, run);
  if (run.delivered?.directive === id)
    return null;
  const told = { do: "deliver", directive: id, session: hook.payload.session, reminder: false };
  return deliveredText(hook, change2(hook.project, () => [told]));
}
function sessionEnd(hook) {
  const { session } = hook.payload;
  if (endsWindow(hook))
    forgetLeft(hook.project, (one) => one.session === session);
  const run = readRun(hook.project);
  if (run === null || isLive(run) || isHeld(hook, run))
    return null;
  if (owns(run, session) || !isAlive(run.owner?.host ?? null))
    change2(hook.project, () => [{ do: "release" }]);
  return null;
}
var endsWindow = ({ payload }) => payload.event === "SessionEnd" && !/^(clear|resume)$/.test(payload.reason);
var isHeld = (hook, run) => run.void_calls.some((one) => isAlive(one.host) && !(one.session === hook.payload.session && (endsWindow(hook) || one.ended === true)));
export {
  foreignRun,
  sessionEnd,
  sessionStart
};
