// @bun
import {
  checkCommand,
  inHost,
  speak
} from "./s12.js";
import {
  beginningOf,
  isForeign
} from "./s189.js";
import {
  context,
  endTurn,
  STEP
} from "./s8.js";
import {
  isAlive,
  sameHost,
  hasDialog,
  HAND_BACK
} from "./s225.js";
import {
  isGone2
} from "./s119.js";
import {
  heldText,
  readRun,
  readRunFast,
  change2
} from "./s200.js";
import {
  callerOfHook,
  isCommandOfHost,
  isNoHost,
  saidByPerson,
  foreign2
} from "./s204.js";
import {
  shellLine
} from "./s11.js";
import {
  withCame2
} from "./s273.js";
import {
  hookCall,
  owns,
  nextFor,
  endedAgent,
  deliver,
  deliveredText,
  onlyWaiting,
  atWorkNow,
  liveRun2
} from "./s64.js";
import {
  checkedTask
} from "./s244.js";
import {
  takenOf
} from "./s222.js";
import {
  Refused
} from "./s4.js";
import {
  isLive,
  taskOf
} from "./s5.js";
import {
  findProject
} from "./s172.js";

// src/hooks/caller.ts
function foreignCall(hook) {
  const { project, env, caller } = hook;
  const run = caller === null ? undefined : beginningOf(project.task)?.run;
  if (caller === null || run === undefined)
    return null;
  const taken = takenOf(project, run, env);
  const host = taken === null ? ownerIn(project) : taken.host;
  const counts = host === null ? !isNoHost(caller) : sameHost(host, caller);
  return counts && !isCommandOfHost(caller, env, taken?.mark) ? null : foreign2(hook);
}
function ownerIn(project) {
  try {
    return readRunFast(project)?.owner?.host ?? null;
  } catch {
    return null;
  }
}

// src/hooks/index.ts
import { existsSync } from "fs";
import { join } from "path";

// src/hooks/launches.ts
async function launched(hook) {
  const { payload } = hook;
  const run = readRun(hook.project);
  if (run === null || !owns(run, payload.session))
    return null;
  const waited = payload.tool === "Bash" ? checkedTask(String(payload.input.command ?? "")) : null;
  if (!run.calls.includes(payload.call) && waited === null)
    return null;
  const task = run.tasks.find((one) => one.dispatch?.call === payload.call) ?? (waited ? taskOf(run, waited) : undefined);
  const { response } = payload;
  const background = response.status === "async_launched" || typeof response.backgroundTaskId === "string";
  return background ? inBackground(hook, run, task) : inForeground(hook, run, task);
}
function inBackground(hook, run, task) {
  const { payload, project } = hook;
  if (run.paused !== null)
    return endTurn(heldText(run));
  if (task?.dispatch?.call !== payload.call)
    return onlyWaiting(hook, run) ? endTurn("All is well: the run goes on by itself.") : null;
  const agent = payload.response.agentId;
  const bind = typeof agent === "string" && task.dispatch.agent === null;
  const now = bind ? change2(project, () => [{ do: "bind", task: task.id, call: payload.call, agent }]).run : run;
  return onlyWaiting(hook, now) ? endTurn(atWorkNow(hook, now, [task.id])) : null;
}
async function inForeground(hook, run, task) {
  const event = hook.payload.event;
  if (task?.dispatch?.check && isAlive(task.dispatch.process))
    return context(event, `[multi-ai ${run.run}] ${task.id} is still at work. Make this call now, exactly as written:
Bash(command: "${checkCommand(task.id)}", description: "${task.id} ${task.subject}")`);
  const over = task?.dispatch && (task.dispatch.check ? { do: "lost", task: task.id, nonce: task.dispatch.nonce, why: "its check ended without a result" } : await (await import("./ended.js")).endedCommand(hook.project, run, task, false, endedAgent(hook, task)));
  const text = deliveredText(hook, change2(hook.project, () => [...over ? [over] : [], deliver(hook, "once")]));
  return text === null ? null : context(event, text);
}
async function notLaunched(hook) {
  const { payload, project } = hook;
  if (payload.tool === "Bash")
    return launched(hook);
  const run = liveRun2(hook);
  const task = run?.tasks.find((one) => one.dispatch?.call === payload.call);
  if (!run || !task)
    return null;
  const why = "the host did not start it";
  const changed = change2(project, () => [
    { do: "lost", task: task.id, nonce: task.dispatch.nonce, why },
    deliver(hook, "always")
  ]);
  const text = deliveredText(hook, changed);
  return text === null ? null : context("PostToolUseFailure", text);
}

// src/hooks/mirror.ts
var MARK = /^multi-ai (T\d{1,4})$/;
function hostTaskCreated(hook) {
  const task = MARK.exec(String(hook.payload.input.description ?? ""))?.[1];
  const made = hook.payload.response.task;
  if (task === undefined || typeof made?.id !== "string")
    return null;
  const hostTask = made.id;
  change2(hook.project, (run) => {
    const ours = run !== null && isLive(run) && owns(run, hook.payload.session) && taskOf(run, task) !== undefined;
    return ours ? [{ do: "host_task", task, hostTask }] : [];
  });
  return null;
}
function hostTaskUpdated(hook) {
  const run = readRun(hook.project);
  if (run === null || !owns(run, hook.payload.session))
    return null;
  const { input } = hook.payload;
  const task = run.tasks.find((one) => one.host_task_id === input.taskId);
  if (!task)
    return null;
  const hostIds = Array.isArray(input.addBlockedBy) ? input.addBlockedBy : [];
  const by = run.tasks.filter((one) => one.host_task_id !== null && hostIds.includes(one.host_task_id)).map((one) => one.id);
  const changed = change2(hook.project, () => [
    ...by.length > 0 ? [{ do: "host_blocked", task: task.id, by }] : [],
    ...input.status === "completed" && task.status === "done" ? [{ do: "host_completed", task: task.id }] : []
  ]);
  const last = changed.run?.status === "complete" && nextFor(hook, changed.run).mirror.length === 0;
  return last ? endTurn(`All is well: run ${run.run} is complete.`) : null;
}
function refuseCompletion(hook) {
  const run = readRun(hook.project);
  const task = run?.tasks.find((one) => one.host_task_id !== null && one.host_task_id === hook.payload.hostTask && one.subject === hook.payload.subject);
  if (!run || !task || !owns(run, hook.payload.session) || task.status === "done")
    return null;
  return `${task.id} ${task.subject} is ${task.status}: only the program completes it. /multi-ai:status shows the run.`;
}

// src/hooks/index.ts
async function before(tool) {
  switch (tool) {
    case "Agent":
    case "Task":
    case "Bash":
      return (await import("./dispatch.js")).dispatch;
    case "AskUserQuestion":
      return (await import("./dialogs.js")).fillDialog;
    case "TaskUpdate":
      return (await import("./host-ids.js")).putHostIds;
  }
}
var WRITES = new Set(["Write", "Edit", "MultiEdit"]);
async function after(tool) {
  switch (tool) {
    case "Agent":
    case "Task":
    case "Bash":
      return launched;
    case "TaskCreate":
      return hostTaskCreated;
    case "TaskUpdate":
      return hostTaskUpdated;
  }
  if (WRITES.has(tool))
    return (await import("./writes.js")).passSettings;
}
async function beforeInAgent(tool) {
  if (tool === HAND_BACK)
    return (await import("./hand-back.js")).checkHandBack;
  return (await import("./agent-calls.js")).bindAndDecide;
}
async function afterInAgent(tool) {
  if (tool === HAND_BACK)
    return (await import("./hand-back.js")).handedBack;
  return WRITES.has(tool) ? (await import("./writes.js")).written : undefined;
}
async function handlerOf({ payload }) {
  if (saidByPerson(payload))
    return (await import("./s7.js")).person;
  const inAgent = payload.agent !== null;
  switch (payload.event) {
    case "SessionStart":
      return (await import("./sessions.js")).sessionStart;
    case "SessionEnd":
      return (await import("./sessions.js")).sessionEnd;
    case "UserPromptSubmit":
      return (await import("./prompts.js")).hostsWords;
    case "PreToolUse":
      return inAgent ? beforeInAgent(payload.tool) : before(payload.tool);
    case "PostToolUse":
      return inAgent ? afterInAgent(payload.tool) : after(payload.tool);
    case "PostToolUseFailure":
      return inAgent ? undefined : notLaunched;
    case "SubagentStop":
      return (await import("./stops.js")).subagentStop;
    case "Stop":
      return (await import("./stops.js")).stop;
    case "StopFailure":
      return (await import("./failures.js")).stopFailure;
  }
}
async function foreign(hook) {
  return hook.payload.event === "SessionStart" ? (await import("./sessions.js")).foreignRun(hook) : null;
}
var TELLS = /^(?:UserPromptSubmit|Stop|SessionStart)$/;
function told({ project, payload, env }, output) {
  const run = hasDialog(env) ? readRun(project) : null;
  return run === null || !owns(run, payload.session) ? output : withCame2(project, run, output);
}
async function handle(input) {
  const { event } = input.payload;
  if (isGone2(input.project, input.env)) {
    const answer = await (await import("./watch-1.js")).recordGone(input);
    if (answer !== undefined)
      return answer;
    if (event === "PreToolUse") {
      const output = (await import("./policy.js")).policy(input.payload, input.project, input.env);
      if (output !== STEP) {
        (await import("./before-command.js")).beforeCommand(input.payload, input.project, input.env, output);
        return output;
      }
    }
  }
  if (event !== "UserPromptExpansion" && isForeign(input.project, input.env))
    return foreign(input);
  if (existsSync(join(input.project.task, "silences.json")))
    (await import("./start-4.js")).lookForSilence(input.project);
  if (event.startsWith("PostToolUse") && shellLine(input.payload) !== null) {
    const refused = await (await import("./watch-1.js")).behindCommand(input);
    if (refused !== undefined)
      return refused;
  }
  const handler = await handlerOf(input);
  try {
    const output = handler ? await handler(input) : null;
    return output === null || !TELLS.test(event) ? output : told(input, output);
  } catch (error) {
    if (error instanceof Refused && error.code === "no_run")
      return null;
    throw error;
  }
}

// src/hooks/project-of.ts
import { readFileSync } from "fs";
function projectOf(env) {
  const home = env.MULTI_AI_HOME;
  const start = env.MULTI_AI_PROJECT_START ?? env.CLAUDE_PROJECT_DIR ?? "/";
  const root = home || marked(start, env);
  return root ? { root, task: `${root}/.task`, found: "journal" } : findProject(start);
}
function marked(start, env) {
  try {
    return readFileSync(`${env.CLAUDE_PLUGIN_DATA}/outside/live${start.replace(/\/$/, "")}/.live`, "utf8").split(`
`)[0];
  } catch {
    return "";
  }
}

// src/hooks/main.ts
async function answer(payload) {
  speak(inHost);
  const call = hookCall(payload, projectOf(process.env), process.env, callerOfHook(process.env));
  if (payload.event === "TaskCompleted") {
    const reason = isForeign(call.project, call.env) ? null : refuseCompletion(call);
    if (reason !== null)
      console.error(reason);
    return reason === null ? 0 : 2;
  }
  const foreign = foreignCall(call);
  const output = foreign === null ? await handle(call) : foreign.output;
  if (output !== null)
    console.log(JSON.stringify(output));
  return 0;
}

// src/person.ts
async function dispatch(...of) {
  speak(inHost);
  return (await import("./dispatch.js")).dispatch(...of);
}
function reportOf(project, run) {
  speak(inHost);
  return import.meta.require("./report-1.js").reportOf(project, run);
}
var held = (...of) => import.meta.require("./told-by-host.js").held(...of);
var behindCall = (...of) => import.meta.require("./folder.js").behindCall(...of);
var broughtBack = (...of) => import.meta.require("./gone.js").broughtBack(...of);
function foreign3(...of) {
  speak(inHost);
  return import.meta.require("./foreign.js").foreign(...of);
}
var worktreeSubject = (...of) => import.meta.require("./worktree-subject.js").worktreeSubject(...of);
export {
  answer,
  behindCall,
  broughtBack,
  dispatch,
  foreign3 as foreign,
  held,
  reportOf,
  worktreeSubject
};
