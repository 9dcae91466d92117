// @bun
import {
  deny,
  allow,
  ask2,
  replace,
  STEP
} from "./s8.js";
import {
  checkCall
} from "./s9.js";
import {
  PLUGIN,
  checkCommand,
  isOwnAgent
} from "./s12.js";
import {
  isNear
} from "./s52.js";
import {
  isOldHost,
  HAND_BACK,
  callOfAgent
} from "./s225.js";
import {
  shellLine
} from "./s11.js";
import {
  outsideFolders,
  isForeign,
  isKnownPlace
} from "./s189.js";
import {
  workflowOf,
  sceneOf
} from "./s70.js";
import {
  readRunFast
} from "./s200.js";
import {
  nearBounds2
} from "./s116.js";
import {
  settingsAct2
} from "./s73.js";
import {
  isLeft
} from "./s161.js";
import {
  frozenBy,
  workFolder2,
  ownCommands3,
  commandLine,
  editProblem,
  commandProblem,
  isDocument2,
  isInWorktree,
  asInProject
} from "./s79.js";
import {
  isExternal,
  FOREGROUND_MS,
  isCheckCommand
} from "./s244.js";
import {
  pluginApart
} from "./s223.js";
import {
  isLive,
  taskOf
} from "./s5.js";
import {
  realPath,
  isInside
} from "./s172.js";

// src/policy/policy.ts
import { join as join2 } from "path";

// src/policy/approved.ts
var KNOWN = new Set(["command", "description", "timeout", "run_in_background"]);
function bare(text) {
  const isBlank = (at) => ` 	
`.includes(text[at] ?? "x");
  let [from, to] = [0, text.length];
  while (isBlank(from))
    from++;
  while (to > from && isBlank(to - 1))
    to--;
  return text.slice(from, to);
}
function allowApproved(payload, scene, task) {
  const { input, cwd } = payload;
  const text = typeof input.command === "string" ? bare(input.command) : "";
  if (text === "" || input.run_in_background === true || Object.keys(input).some((key) => !KNOWN.has(key)))
    return null;
  const at = realPath(cwd || scene.project.root);
  const inPlace = at === realPath(workFolder2(scene, task));
  const inProject = at === realPath(scene.project.root);
  const isOwn = ownCommands3(scene, task).some((one) => inPlace && text === bare(one) || inProject && text === bare(commandLine(scene, task, one)));
  return isOwn ? allow(`${text} is a command that the program runs in this run itself`) : null;
}

// src/policy/messages.ts
var SPEAKS = new Set(["SendMessage", "TaskStop", "KillShell", "KillBash"]);
var EVERYBODY = /^(?:\*|@?(?:all|everyone|everybody|broadcast|team|agents|channel|here))$/;
var bare2 = (text) => text.normalize("NFKC").replace(/[\p{C}\p{Z}\p{Default_Ignorable_Code_Point}]/gu, "").toLowerCase();
var PART = 3;
function namedIn(value, depth = 0) {
  if (typeof value === "string")
    return [value];
  if (typeof value !== "object" || value === null || depth > 3)
    return [];
  return Object.values(value).flatMap((one) => namedIn(one, depth + 1));
}
function addressed(run, tool, input) {
  if (!SPEAKS.has(tool))
    return null;
  const { message: _message, summary: _summary, content: _content, ...whom } = input;
  const named = namedIn(whom).map(bare2).filter((one) => one !== "");
  for (const { id, who, dispatch } of run.tasks) {
    const agent = dispatch?.agent;
    if (!agent)
      continue;
    const names = [agent, `agent-${agent}`, id, `${PLUGIN}:${who.agent}`, who.agent].map(bare2);
    const fits = (one) => names.includes(one) || one.includes(names[0]) || one.length >= PART && names[0].startsWith(one) || EVERYBODY.test(one);
    if (named.some(fits))
      return agent;
  }
  return null;
}

// src/policy/own-folders.ts
import { existsSync } from "fs";
import { dirname, join } from "path";
var FOLDER_RULE = ".task/ belongs to the program while a run is live: an agent writes its own result there and nothing else.";
var WHY = "is the plugin's own: what lies there is run as part of it, so nothing changes it while a run is live";
var HIDES = "would hide the run from its session, which was started in it or below: nobody makes one there while a run is live";
var isOwnProblem = (said) => said.endsWith(WHY) || said.endsWith(HIDES);
function ownFolders(project) {
  const plugin = pluginApart(project);
  return [...plugin === null ? [] : [plugin], ...outsideFolders(process.env, project).filter(existsSync)];
}
function between({ root }, start) {
  const real = realPath(root);
  const found = [];
  for (let at = realPath(start || root);at.startsWith(`${real}/`); at = dirname(at))
    found.push(at);
  return found;
}
function ownProblem(project, env = process.env) {
  const folders = ownFolders(project);
  const planted = between(project, env.MULTI_AI_PROJECT_START).flatMap((at) => [join(at, ".git"), join(at, ".task")]);
  return (path, touch) => {
    if (folders.some((folder) => isInside(path, folder) || touch === "deep" && isInside(folder, realPath(path))))
      return `${path} ${WHY}`;
    const at = planted.find((one) => isInside(path, one));
    return at === undefined ? null : `${at} ${HIDES}`;
  };
}

// src/policy/policy.ts
var bash = () => import.meta.require("./bash.js");
var WRITERS = new Set(["Write", "Edit", "MultiEdit", "NotebookEdit"]);
var SPAWNERS = new Set(["Agent", "Task", "SendMessage", "Workflow"]);
var SPEAKS_LATER = new Set(["ScheduleWakeup", "CronCreate", "RemoteTrigger"]);
var pathOf = (payload) => {
  const path = payload.input.file_path ?? payload.input.notebook_path;
  return typeof path === "string" ? path : "";
};
var inTaskFolder = (payload, project) => isInside(pathOf(payload), project.task);
var frozen = (project, run, task) => run.settings.frozen.length === 0 ? null : frozenBy(project, run, task);
function guarded(project, more) {
  const own = ownProblem(project);
  return (path, touch) => own(path, touch) ?? more?.(path, touch) ?? null;
}
function mayBeSettings(path) {
  const config = process.env.CLAUDE_CONFIG_DIR;
  return [path, realPath(path)].some((one) => /claude|\.mcp\.json$/i.test(one) || config !== undefined && one.startsWith(config));
}
var moment = (payload, project, run, bound) => ({
  asking: isLive(run) && run.questions.length > 0,
  settings: (path, touch, content) => mayBeSettings(path) ? held(payload, settingsAct2(project, process.env, bound, path, { touch, content })) : null
});
var held = ({ permissionMode }, act) => act === "ask" && permissionMode === "bypassPermissions" && isOldHost(process.env) ? "unasked" : act;
function hostWrite(payload, project, bound) {
  const path = pathOf(payload);
  if (!WRITERS.has(payload.tool) || !mayBeSettings(path))
    return null;
  const change = { touch: "write", content: null, call: payload };
  const act = held(payload, settingsAct2(project, process.env, bound, path, change));
  return act === null ? null : bash().answerTo(bash().ofSettings(act), NO_WORDS);
}
var NO_WORDS = { folder: "", frozen: () => null, check: "" };
var writesOwn = (payload, project) => WRITERS.has(payload.tool) ? ownProblem(project)(pathOf(payload), "write") : null;
var frozenRule = (file) => `${file} is frozen by the person ("frozen" in .claude/multi-ai.json): no agent of the run changes it.`;
function known(project, env) {
  try {
    return readRunFast(project);
  } catch (error) {
    if (!isKnownPlace(project, env))
      return null;
    throw error;
  }
}
function policy2(payload, project, env = {}) {
  const run = known(project, env);
  const isOurs = run !== null && (run.owner?.session === payload.session || !isForeign(project, env));
  if (!isOurs)
    return payload.agent === null ? startCall(payload) : leftCall(payload, project, callOfAgent(payload.transcript, payload.agent));
  if (isLive(run) && SPEAKS_LATER.has(payload.tool))
    return deny(`While run ${run.run} is live nothing is scheduled: what comes later by itself would count as the person's word. The run goes on by itself; /multi-ai:status shows it.`);
  if (payload.agent !== null)
    return agentCall(payload, project, run, env);
  return isLive(run) ? mainCall(payload, project, run) : startCall(payload);
}
var startCall = ({ tool, input }) => (tool === "Agent" || tool === "Task") && isOwnAgent(input.subagent_type) ? deny("Its agents work in a run, and none is live here. The person starts one with /multi-ai <request>.") : null;
var CHECK_RULE = "A check is started by the main thread alone, as it was told.";
function aloneRule(run, line) {
  const id = /\bcheck\W+(T\d{1,4})\b/.exec(line)?.[1] ?? "";
  const task = taskOf(run, id);
  return task ? `A check is started alone. Make exactly this call: Bash(command: "${checkCommand(id)}", description: "${id} ${task.subject}")` : `A check is started alone, by Bash(command: "${checkCommand("<task>")}"), and run ${run.run} has no task ${id || "that this line names"}. Do what you were told.`;
}
function mainCall(payload, project, run) {
  const { tool } = payload;
  if (tool === "Agent" || tool === "Task" || tool === "AskUserQuestion" || tool === "TaskUpdate")
    return STEP;
  const line = shellLine(payload);
  if (line !== null) {
    if (tool === "Bash" && checkCall(line) !== null)
      return STEP;
    const kept = frozen(project, run, null);
    const more = (path, touch) => kept?.(path, touch) ?? (inFolder(project, run, path) ? path : null);
    return bash().answerTo(bash().judgeBash(payload, project, guarded(project, more), moment(payload, project, run, false)), {
      folder: `${FOLDER_RULE} Read it with cat, ls, head, tail, grep or jq; /multi-ai:status shows the run.`,
      frozen: (file) => isOwnProblem(file) ? deny(`${file}.`) : ask2(inFolder(project, run, file) ? liveRule(run) : frozenRule(file)),
      check: aloneRule(run, line)
    });
  }
  const spoken = spokenTo(payload, run);
  if (spoken !== null)
    return spoken;
  if (tool === "SendMessage") {
    const to = typeof payload.input.to === "string" ? payload.input.to.trim() : "";
    const call = to === "" ? null : callOfAgent(payload.transcript, to);
    return call !== null && run.calls.includes(call) ? deny(`Agent ${to} has ended its task of run ${run.run}; woken again it could do nothing. Do what you were told.`) : null;
  }
  if (WRITERS.has(tool) && inTaskFolder(payload, project))
    return deny(`${FOLDER_RULE} The main thread only starts agents; a decision is the person's: /multi-ai:decide.`);
  const own = writesOwn(payload, project);
  if (own !== null)
    return deny(`${own}.`);
  const host = hostWrite(payload, project, false);
  if (host !== null)
    return host;
  if (WRITERS.has(tool) && isInside(pathOf(payload), project.root))
    return ask2(liveRule(run));
  return null;
}
function spokenTo({ tool, input }, run) {
  const agent = addressed(run, tool, input);
  return agent === null ? null : deny(`Agent ${agent} works on a task of run ${run.run}. It has all that it needs, so nobody sends it messages; /multi-ai:cancel ends it.`);
}
var liveRule = (run) => `Run ${run.run} is live in this project. An edit now changes what its agents work on; verdicts on the code count no more.`;
var inFolder = (project, run, path) => hasFolder(run) && isInside(path, foldersOf(project, run));
var VOID = "This task was cancelled or given to another agent: nothing that you do counts any more. Stop now, with one line.";
var leftCall = (payload, project, call) => isLeft(project, payload.agent, call) ? payload.tool === HAND_BACK ? OVER : deny(VOID) : null;
var OVER = replace({ message: "This task was over before; nothing of this counts." });
function agentCall(payload, project, run, env) {
  const agent = payload.agent;
  if (payload.tool === HAND_BACK)
    return handBack(payload, project, run);
  const task = run.tasks.find((one) => one.dispatch?.agent === agent);
  if (task && isLive(run)) {
    const rules = () => boundCall2(payload, project, run, task);
    return isNear(task.dispatch, payload.transcript, agent) ? nearBounds2(payload, project, task, env, rules) : rules();
  }
  const call = callOfAgent(payload.transcript, agent);
  if (run.void_calls.some((one) => one.agent === agent || call !== null && one.call === call))
    return deny(VOID);
  const own = isOwnAgent(payload.agentType);
  const left = leftCall(payload, project, call);
  if (left !== null || !isLive(run))
    return left ?? (own ? briefless(payload) : null);
  if (call !== null && run.calls.includes(call) && !run.tasks.some((one) => one.dispatch?.call === call))
    return deny("The task of this agent is over: nothing that it does counts any more. Stop now, with one line.");
  if (call !== null && run.tasks.some((one) => one.dispatch?.call === call))
    return STEP;
  if (!own)
    return strangerCall(payload, project, run);
  const mayBind = call === null && payload.tool === "Write" && inTaskFolder(payload, project);
  return mayBind ? STEP : briefless(payload);
}
function handBack(payload, project, run) {
  const agent = payload.agent;
  const call = callOfAgent(payload.transcript, agent);
  const works = ({ dispatch }) => dispatch !== null && (dispatch.agent === agent || call !== null && dispatch.call === call);
  if (isLive(run) && run.tasks.some(works))
    return STEP;
  const isOurs = call !== null && run.calls.includes(call) || run.void_calls.some((one) => one.agent === agent || call !== null && one.call === call);
  return isOurs ? OVER : leftCall(payload, project, call);
}
function strangerCall(payload, project, run) {
  const spoken = spokenTo(payload, run);
  if (spoken !== null)
    return spoken;
  if (SPAWNERS.has(payload.tool) && isOwnAgent(payload.input.subagent_type))
    return deny("Agents of a run are started by the main thread alone, as it was told.");
  if (WRITERS.has(payload.tool) && inTaskFolder(payload, project))
    return deny(FOLDER_RULE);
  const own = writesOwn(payload, project);
  if (own !== null)
    return deny(`${own}.`);
  if (shellLine(payload) === null)
    return hostWrite(payload, project, false);
  return bash().answerTo(bash().judgeBash(payload, project, guarded(project, null), moment(payload, project, run, false)), {
    folder: FOLDER_RULE,
    frozen: (file) => deny(`${file}.`),
    check: CHECK_RULE
  });
}
function briefless(payload) {
  if (WRITERS.has(payload.tool) || shellLine(payload) !== null || SPAWNERS.has(payload.tool))
    return deny("No task is known for this agent: it may read, and write its own result. Start tasks only as you were told.");
  return null;
}
var mayEdit = (task) => task.edits !== null;
var hasParts = (task) => task.documents.length > 0 || task.edits !== null && task.edits !== "all";
var hasFolder = (run) => workflowOf(run.workflow).files !== ".task";
var foldersOf = (project, run) => join2(project.root, workflowOf(run.workflow).files);
var sayInstead = (task) => `Leave it as it is, and say in "deviations" of ${task.writes} what should change there and why.`;
function boundCall2(payload, project, run, task) {
  const { tool } = payload;
  const scene = sceneOf(project, run);
  const own = join2(project.root, task.writes);
  if (isExternal(task))
    return externalCall(payload, project, task);
  if (SPAWNERS.has(tool))
    return deny(`${task.id} is done by this agent alone: it starts no agents and sends no messages.`);
  if (tool === "AskUserQuestion")
    return deny(`Put questions for the person into ${task.writes}; code asks them.`);
  if (WRITERS.has(tool)) {
    const path = pathOf(payload);
    if (realPath(path) === realPath(own))
      return allow(`the artifact of ${task.id}`);
    if (task.documents.length > 0 && isDocument2(project, task, path))
      return allow(`a document of ${task.id}`);
    const writes = [task.writes, ...task.documents].join(", ");
    const foreign = writesOwn(payload, project);
    if (foreign !== null)
      return deny(`${foreign}.`);
    const inWorktree = inTaskFolder(payload, project) && mayEdit(task) && isInWorktree(scene, task, path);
    if (inTaskFolder(payload, project) && !inWorktree)
      return deny(`${task.id} writes ${writes} and nothing else under .task/.`);
    if (isInside(path, foldersOf(project, run)) && !inWorktree)
      return deny(`${task.id} writes ${writes} and nothing else under ${workflowOf(run.workflow).files}/.`);
    if (!mayEdit(task))
      return deny(`${task.who.role ?? task.who.agent} reads the project and writes only ${writes}. Say in it what should change.`);
    const part = editProblem(scene, task, path);
    if (part !== null)
      return deny(`${part}.`);
    const host = hostWrite(payload, project, true);
    if (host !== null)
      return host;
    const file = frozen(project, run, task)?.(path, "write") ?? null;
    return file === null ? null : deny(`${frozenRule(file)} ${sayInstead(task)}`);
  }
  const line = shellLine(payload);
  if (line !== null) {
    if (!mayEdit(task))
      return deny(`${task.who.role ?? task.who.agent} runs no commands: read files, and write ${task.writes}.`);
    const isFrozen = guarded(project, frozen(project, run, task));
    const seen = asInProject(scene, task, { ...payload, tool: "Bash", input: { command: line } });
    if (seen === null)
      return deny("A command in a worktree names files from the worktree's own folder, without `..`: so code can tell what it changes.");
    const kept = (path, touch) => {
      const file = isFrozen(path, touch);
      if (file !== null)
        return isOwnProblem(file) ? `${file}.` : `${frozenRule(file)} ${sayInstead(task)}`;
      const part = hasParts(task) || hasFolder(run) ? commandProblem(scene, task, path, touch) : null;
      return part === null ? null : `${part}.`;
    };
    const found = bash().judgeBash(seen, project, kept, moment(payload, project, run, true));
    if (found === null)
      return tool === "Bash" ? allowApproved(payload, scene, task) : null;
    return bash().answerTo(found, {
      folder: `${task.id} writes ${task.writes} with the Write tool; no command touches .task/, nor code that names it. Read there with Read, cat or grep; \`git clean -e .task\` and \`git stash -u\` leave it alone.`,
      frozen: deny,
      check: CHECK_RULE
    });
  }
  return null;
}
function externalCall(payload, project, task) {
  if (payload.tool === "Bash" && isCheckCommand(shellLine(payload) ?? "", project, task))
    return replace({ ...payload.input, timeout: FOREGROUND_MS, run_in_background: false });
  if (WRITERS.has(payload.tool) || shellLine(payload) !== null || SPAWNERS.has(payload.tool))
    return deny(`${task.id}: run exactly the command that you were given; ${task.writes} is written by it and by nobody else.`);
  return null;
}

export { policy2, boundCall2 };
