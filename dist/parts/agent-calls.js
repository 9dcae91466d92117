// @bun
import {
  deny,
  allow,
  replace
} from "./s8.js";
import {
  change2,
  isExternal,
  FOREGROUND_MS,
  isCheckCommand
} from "./s46.js";
import {
  sha256
} from "./s19.js";
import {
  shellLine
} from "./s10.js";
import {
  outsideFolders
} from "./s185.js";
import {
  workflowOf,
  sceneOf
} from "./s64.js";
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
} from "./s141.js";
import {
  callOfAgent
} from "./s199.js";
import {
  pluginRoot
} from "./s158.js";
import {
  realPath,
  isInside
} from "./s15.js";

// src/policy/policy.ts
import { join } from "path";

// src/policy/approved.ts
var KNOWN = new Set(["command", "description", "timeout", "run_in_background"]);
var bare = (text) => text.replace(/^[ \t\n]+|[ \t\n]+$/g, "");
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

// src/policy/bounds.ts
var OWN_FILE = new Set(["Read", "Write", "Edit", "MultiEdit"]);

// src/policy/own-folders.ts
import { existsSync } from "fs";
var WHY = "is the plugin's own: what lies there is run as part of it, so nothing changes it while a run is live";
var isOwnProblem = (said) => said.endsWith(WHY);
function ownFolders(project) {
  const plugin = pluginRoot();
  const apart = !isInside(plugin, project.root) && !isInside(project.root, plugin);
  return [...apart ? [plugin] : [], ...outsideFolders(process.env, project).filter(existsSync)];
}
function ownProblem(project) {
  const folders = ownFolders(project);
  return (path, touch) => folders.some((folder) => isInside(path, folder) || touch === "deep" && isInside(folder, realPath(path))) ? `${path} ${WHY}` : null;
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
var writesOwn = (payload, project) => WRITERS.has(payload.tool) ? ownProblem(project)(pathOf(payload), "write") : null;
var frozenRule = (file) => `${file} is frozen by the person ("frozen" in .claude/multi-ai.json): no agent of the run changes it.`;
var CHECK_RULE = "A check is started by the main thread alone, as its directive says.";
var OVER = replace({ message: "This task was over before; nothing of this counts." });
var mayEdit = (task) => task.edits !== null;
var hasParts = (task) => task.documents.length > 0 || task.edits !== null && task.edits !== "all";
var hasFolder = (run) => workflowOf(run.workflow).files !== ".task";
var foldersOf = (project, run) => join(project.root, workflowOf(run.workflow).files);
var sayInstead = (task) => `Leave it as it is, and say in "deviations" of ${task.writes} what should change there and why.`;
function boundCall(payload, project, run, task) {
  const { tool } = payload;
  const scene = sceneOf(project, run);
  const own = join(project.root, task.writes);
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
    const found = bash().judgeBash(seen, project, kept);
    if (found === null)
      return tool === "Bash" ? allowApproved(payload, scene, task) : null;
    return bash().answerTo(found, {
      folder: `${task.id} writes ${task.writes} with the Write tool; no command touches .task/.`,
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
    return deny(`${task.id}: run exactly the command of your brief; ${task.writes} is written by it and by nobody else.`);
  return null;
}

// src/hooks/agent-calls.ts
async function bindAndDecide(hook) {
  const { payload, project } = hook;
  const agent = payload.agent;
  const call = callOfAgent(payload.transcript, agent);
  const changed = change2(project, (run) => {
    const task = run?.tasks.find((one) => call === null ? bindsByNonce(hook, one) : one.dispatch?.call === call);
    return task ? [{ do: "bind", task: task.id, call: task.dispatch.call, agent }] : [];
  });
  const task = changed.run?.tasks.find((one) => one.dispatch?.agent === agent);
  return task && changed.run ? boundCall(payload, project, changed.run, task) : deny("No task is known for this agent: it may only read.");
}
function bindsByNonce(hook, task) {
  if (task.dispatch === null || task.dispatch.agent !== null)
    return false;
  const content = String(hook.payload.input.content ?? "");
  const nonce = /"nonce"\s*:\s*"([0-9a-f]{16,64})"/.exec(content)?.[1];
  return nonce !== undefined && sha256(nonce) === task.dispatch.nonce;
}
export {
  bindAndDecide
};
