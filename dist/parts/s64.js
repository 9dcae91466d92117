// @bun
import {
  NOTICED
} from "./s139.js";
import {
  sessionBytes,
  priceableIn,
  contextIn
} from "./s52.js";
import {
  hostIdentity,
  hasDialog,
  hasTaskTools,
  isStoppedByPerson
} from "./s225.js";
import {
  directiveText,
  atWorkText,
  readRun,
  change2
} from "./s200.js";
import {
  isDeclined,
  haltCommand
} from "./s53.js";
import {
  BY_HOOK
} from "./s220.js";
import {
  directive,
  giving,
  questionsToAsk
} from "./s226.js";
import {
  openNotices,
  isLive,
  taskOf
} from "./s5.js";

// src/hooks/step.ts
import { dirname, join } from "path";
var deliverNow = (hook, mode) => deliveredText(hook, change2(hook.project, () => [deliver(hook, mode)]));
var hookCall = (payload, project, env, caller = null) => ({ payload, project, env, host: hostOf(caller, env), caller });
var hostOf = (caller, env) => caller === null ? hostIdentity(env) : caller.pid > 1 ? { pid: caller.pid, start: caller.start } : null;
var owns = (run, session) => run.owner?.session === session;
var takerOf = ({ host, payload, project, env }) => ({
  host,
  session: payload.session,
  transcript: payload.transcript,
  root: startFolder(env) ?? project.root,
  ...env.AI_AGENT ? { mark: env.AI_AGENT } : {}
});
var startFolder = (env) => env.MULTI_AI_PROJECT_START ?? env.CLAUDE_PROJECT_DIR;
function nextFor(hook, run) {
  const lasts = isLive(run) || hasDialog(hook.env);
  return directive(run, { mirror: lasts && hasTaskTools(hook.env) });
}
var endedAgent = (hook, task, agent = task.dispatch.agent) => ({
  transcript: hook.payload.transcript,
  agent
});
var haltOf = ({ payload: { transcript, session } }, run, of = session) => haltCommand(run, {
  stopped: (agent, at) => at === of && isStoppedByPerson(transcript, agent),
  declined: (call, at) => at === of && isDeclined(join(dirname(transcript), `${of}.jsonl`), call)
});
var MAX_WAIT_MS = 2000;
var POLL_MS = 50;
async function haltSoon(hook, run) {
  const { session } = hook.payload;
  for (let [waited, now] = [0, run];; waited += POLL_MS, now = readRun(hook.project)) {
    const halt = haltOf(hook, now);
    const hasIdleCall = now?.tasks.some(({ status, dispatch: call }) => status === "running" && call?.session === session && call.agent === null && !call.process);
    if (halt !== null || !hasIdleCall || waited >= MAX_WAIT_MS)
      return halt;
    await Bun.sleep(POLL_MS);
  }
}
function deliver(hook, mode) {
  return (run) => {
    const { session } = hook.payload;
    if (run === null || !owns(run, session))
      return null;
    const next = nextFor(hook, run);
    const { give, reminder } = giving(run, next, session, mode);
    if (!give)
      return null;
    const said = sessionBytes(hook.payload.transcript);
    const context = contextIn(said);
    const main = { ...priceableIn(said), ...context === null ? {} : { context } };
    return { do: "deliver", directive: next.id, session, reminder, main };
  };
}
var wasShown = (run) => {
  const due = questionsToAsk(run);
  return due.length > 0 && due.every((one) => one.shown);
};
var deliverDenied = (hook) => (run) => run === null || nextFor(hook, run).do === "wait" ? null : deliver(hook, "once")(run);
function remedy(hook) {
  const { run } = change2(hook.project, () => [deliverDenied(hook)]);
  return run === null ? "" : directiveFor(hook, run);
}
function deliveredText(hook, changed, onScreen = false) {
  const { run, events } = changed;
  if (run === null || !events.some((event) => event.type === "delivered"))
    return null;
  return directiveFor(hook, run, onScreen);
}
var questionsOf2 = ({ project }, run) => import.meta.require("./questions.js").viewQuestions(project, run);
var reportOf = ({ project }, run) => import.meta.require("./report-1.js").reportOf(project, run);
function directiveFor(hook, run, onScreen = false) {
  const next = nextFor(hook, run);
  return directiveText(run, next, {
    shown: next.do === "ask" ? questionsOf2(hook, run) : [],
    report: run.status === "complete" ? reportOf(hook, run) : "",
    dialog: hasDialog(hook.env),
    isTyped: isTypedOnly(run),
    hasTaskTools: hasTaskTools(hook.env),
    onScreen
  });
}
var BY_TYPING = new Set([BY_HOOK, "host-settings"]);
var isTypedOnly = (run) => questionsToAsk(run)[0]?.kind === NOTICED && openNotices(run).some(({ what }) => BY_TYPING.has(what));
var asksInDialog = (hook, run) => hasDialog(hook.env) && !isTypedOnly(run);
var onlyWaiting = (hook, run) => nextFor(hook, run).do === "wait";
var atWorkNow = ({ env }, run, tasks) => atWorkText(run, tasks.map((id) => taskOf(run, id)), { told: hasDialog(env), now: new Date().toISOString() });
var liveRun2 = (hook) => {
  const run = readRun(hook.project);
  return run !== null && isLive(run) ? run : null;
};

export { deliverNow, hookCall, owns, takerOf, startFolder, nextFor, endedAgent, haltOf, haltSoon, deliver, wasShown, deliverDenied, remedy, deliveredText, questionsOf2, directiveFor, isTypedOnly, asksInDialog, onlyWaiting, atWorkNow, liveRun2 };
