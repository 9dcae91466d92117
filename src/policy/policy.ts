import { existsSync } from "node:fs";
import { join, relative, sep } from "node:path";
import {
  isLive,
  type Run,
  type Task,
  taskOfAgent,
  taskOfCall,
  voidCallsOf,
} from "../engine/run.ts";
import { allow, ask, DEFER, deny, endTurn, type Output, replace } from "../host/answer.ts";
import { callOfAgent } from "../host/host.ts";
import type { Payload } from "../host/payload.ts";
import { pluginApart } from "../host/program.ts";
import { FOREGROUND_MS, isCheckCommand, isExternal } from "../host/shell/check-command.ts";
import {
  HAND_BACK,
  SPAWNERS,
  SPEAKS_LATER,
  SPEAKS_NOW,
  shellLine,
  WRITERS,
} from "../host/shell/shell-call.ts";
import { isNear } from "../host/transcript/transcript.ts";
import { isOwnAgent } from "../plugin.ts";
import { foldedName, isInside, type Project, realPath } from "../project/project.ts";
import { laterOf } from "../project/steering.ts";
import { asking } from "../record/accepted.ts";
import { type Env, isForeign, isKnownPlace, outsideFolders } from "../record/machine/outside.ts";
import { tryFile } from "../record/tests/tries.ts";
import {
  asInProject,
  commandProblem,
  editProblem,
  isInWorktree,
  type Touch,
  type Workplace,
  workplaceOf,
} from "../run/audit/workplace.ts";
import { orphanOf } from "../run/end/orphans.ts";
import { readRunFast } from "../run/journal/read-run.ts";
import { sceneOf, workflowOf } from "../workflows/index.ts";
import { allowApproved } from "./approved.ts";
import { nearBounds } from "./bounds.ts";
import { type Finding, judgeCommand, type PolicyContext } from "./command.ts";
import { gitRule } from "./git.ts";
import { addressed } from "./messages.ts";
import { type SettingsAct, settingsAct } from "./settings-files.ts";

/** The answers that are the same for everybody. */
const ANSWERS = {
  person: deny(
    "That is the person's to decide. They type /multi-ai:decide, /multi-ai:cancel or /multi-ai:resume, or use a terminal of their own.",
  ),
  publish: ask(
    "This sends the project's work to others, which no run does by itself. Allow it only if you want that now.",
  ),
  machine: ask(
    "This changes settings or programs of the machine, outside the project. Allow it only if you want that.",
  ),
  check: deny("Code starts the checks: you need not do anything."),
};

const SETTINGS_RULES: Record<SettingsAct, string> = {
  deny: "Settings and plugins of Claude Code belong to the person during a run: they change them in a terminal of their own.",
  ask: "This writes settings, plugins or servers of Claude Code, which may let it run something else or allow more. Allow it only if you want that.",
};

/** Loaded for few commands: it reads files of the project. */
const named = (): typeof import("../project/commands/named-scripts.ts") =>
  require("../project/commands/named-scripts.ts");

/** What the rules on commands say about a call that runs one. */
function judgeBash(
  payload: Payload,
  project: Project,
  rules: Pick<PolicyContext, "kept" | "settings" | "within" | "git">,
): Finding | null {
  const root = realPath(project.root);
  const folder = realPath(payload.cwd || project.root);
  const home = process.env.HOME ?? "/";
  return judgeCommand(shellLine(payload) ?? "", {
    root,
    task: join(root, ".task"),
    folder,
    home,
    scripts:
      (at) =>
      (...asked) =>
        named().scriptsIn(at, root)(...asked),
    ...rules,
  });
}

/** The host's answer to a finding; `instead`: the texts that depend on who makes the call. */
function answerTo(
  finding: Finding | null,
  instead: { folder: string; kept: (why: string) => Output },
): Output {
  if (finding === null) return null;
  if (finding.rule === "kept") return instead.kept(finding.why);
  if (finding.rule === "settings") return settingsAnswer(finding.act);
  return finding.rule === "folder" ? deny(instead.folder) : ANSWERS[finding.rule];
}

/** The answer to a call that changes Claude Code's own settings. */
const settingsAnswer = (act: SettingsAct): Output =>
  act === "ask" ? ask(SETTINGS_RULES.ask) : deny(SETTINGS_RULES[act]);

const pathOf = (payload: Payload): string => {
  const path = payload.input.file_path ?? payload.input.notebook_path;
  return typeof path === "string" ? path : "";
};

const inTaskFolder = (payload: Payload, project: Project): boolean =>
  isInside(pathOf(payload), project.task);

const FOLDER_RULE =
  ".task/ belongs to the program during a run: an agent writes its own result there and nothing else.";

/** The suffix by which `isOwnProblem` knows it. */
const WHY = "belongs to the plugin and is run as part of it, so nothing may change it during a run";

const isOwnProblem = (line: string): boolean => line.endsWith(WHY);

/**
 * A function that says why a path may not be touched, without a full stop; null: it is none of the
 * plugin's. Those are the folders whose files are run as its code: the plugin itself, and its data
 * with the compiled program and the record of what was started and approved. Not the plugin in the
 * project itself: somebody works on it.
 */
function ownProblem(project: Project): (path: string, touch: Touch) => string | null {
  const folders = [
    pluginApart(project) ?? [],
    ...outsideFolders(process.env, project).filter(existsSync),
  ].flat();
  return (path, touch) =>
    folders.some(
      (folder) => isInside(path, folder) || (touch === "deep" && isInside(folder, realPath(path))),
    )
      ? `${path} ${WHY}`
      : null;
}

/** Why a path may not be touched: first the plugin's own folders, then `more`. */
function guarded(
  project: Project,
  more: NonNullable<PolicyContext["kept"]>,
): NonNullable<PolicyContext["kept"]> {
  const own = ownProblem(project);
  return (path, touch) => own(path, touch) ?? more(path, touch);
}

/**
 * Whether a path may be one of the host's own settings, by its name: what tells that for sure is
 * loaded for few.
 */
function mayBeSettings(path: string): boolean {
  const config = process.env.CLAUDE_CONFIG_DIR;
  const near = config && foldedName(config);
  return [path, realPath(path)]
    .map(foldedName)
    .some((one) => /claude|\.mcp\.json$/.test(one) || (near && one.startsWith(near)));
}

/** What a command does to settings of the host; `bound`: by an agent of the run. */
const settingsOf = (project: Project, bound: boolean) => (path: string, touch: Touch) =>
  mayBeSettings(path) ? settingsAct(project, process.env, bound, path, touch) : null;

/** The answer to a tool that writes the host's own settings; null: it does not. */
function hostWrite(payload: Payload, project: Project, bound: boolean): Output {
  const act = WRITERS.has(payload.tool)
    ? settingsOf(project, bound)(pathOf(payload), "write")
    : null;
  return act === null ? null : settingsAnswer(act);
}

/** The answer to a tool call that writes the plugin's own files; null: it does not. */
function ownWrite(payload: Payload, project: Project): Output {
  const problem = WRITERS.has(payload.tool) ? ownProblem(project)(pathOf(payload), "write") : null;
  return problem === null ? null : deny(`${problem}.`);
}

/**
 * The run; null: there is none, or what stands in its place is unreadable and not of this machine.
 * @throws BrokenChain, UnsafeFile
 */
function known(project: Project, env: Env): Run | null {
  try {
    return readRunFast(project);
  } catch (error) {
    if (!isKnownPlace(project, env)) return null;
    throw error;
  }
}

/**
 * Answers a tool call by the run alone: no lock, no write, no schema library. DEFER: the call may
 * change the run.
 */
export function policy(payload: Payload, project: Project, env: Env = {}): Output | typeof DEFER {
  const run = known(project, env);
  // No repository can know a session of this machine; so a run whose record is lost stays guarded
  // in its own session.
  const isOurs =
    run !== null && (run.owner?.session === payload.session || !isForeign(project, env));
  if (!isOurs)
    return payload.agent === null
      ? startCall(payload)
      : orphanCall(payload, project, callOfAgent(payload.transcript, payload.agent));
  if (isLive(run) && SPEAKS_LATER.has(payload.tool))
    return deny(
      `During run ${run.run} nothing may be scheduled: a later prompt would count as the person's word. The run continues by itself; /multi-ai:status shows it.`,
    );
  if (isLive(run) && run.questions.length > 0 && SPEAKS_NOW.has(payload.tool))
    return deny(
      `Run ${run.run} waits for the person's answer: until then ${payload.tool} could speak in their place. Tell them what you wanted, and end your turn.`,
    );
  if (payload.agent !== null) return agentCall(payload, project, run);
  return isLive(run) ? personsCall(payload, project, run) : startCall(payload);
}

/**
 * A call of the main thread beside a run that is over or is none of this machine: as without one,
 * see hooks/no-run.sh.
 */
const startCall = ({ tool, input }: Payload): Output =>
  (tool === "Agent" || tool === "Task") && isOwnAgent(input.subagent_type)
    ? deny(
        "This plugin's agents work only in a run, and there is none here. The person starts one with /multi-ai <request>.",
      )
    : null;

/** A call of the main thread, or of an agent of the person's own, beside a live run. */
function personsCall(payload: Payload, project: Project, run: Run): Output | typeof DEFER {
  const { tool, input } = payload;
  const isMain = payload.agent === null;
  // A driver carries the run on: the session is the person's own, and only the record is kept from
  // it.
  const isBeside = run.owner?.driver === true;
  const line = shellLine(payload);
  if (isMain && (tool === "Agent" || tool === "Task" || tool === "AskUserQuestion")) return DEFER;
  const spoken = spokenTo(payload, run);
  if (spoken !== null) return spoken;
  if (SPAWNERS.has(tool) && isOwnAgent(input.subagent_type))
    return deny("Only the main thread starts agents of a run, as instructed.");
  const isWrite = WRITERS.has(tool);
  if (isWrite && inTaskFolder(payload, project))
    return deny(
      `${FOLDER_RULE} The main thread only starts agents; a decision is the person's: /multi-ai:decide.`,
    );
  if (line === null) {
    const foreign = ownWrite(payload, project);
    if (foreign !== null || isBeside) return foreign;
    // Such an edit makes verdicts of agents stale: the person decides whether it is meant.
    const isEdit = isMain && isWrite && isInside(pathOf(payload), project.root);
    return hostWrite(payload, project, false) ?? (isEdit ? ask(liveRule(run)) : null);
  }
  // The workflow's own files beside `.task/` are the program's, too. One that this version does not
  // know stops no other command.
  const isKept = (path: string): boolean => {
    const { files } = workflowOf(run.workflow);
    return files !== ".task" && isInside(path, join(project.root, files));
  };
  const finding = judgeBash(payload, project, {
    kept: guarded(project, (path) => (isMain && !isBeside && isKept(path) ? path : null)),
    settings: isBeside ? () => null : settingsOf(project, false),
  });
  const answer = answerTo(finding, {
    folder: `${FOLDER_RULE} Read it with cat, ls, head, tail, grep or jq; /multi-ai:status shows the run.`,
    kept: (file) => (isOwnProblem(file) ? deny(`${file}.`) : ask(liveRule(run))),
  });
  return isBeside && finding?.act === "ask" ? null : answer;
}

/** Nobody speaks to an agent of the run, ends it, or wakes one that has ended, but the person. */
function spokenTo({ tool, input, transcript }: Payload, run: Run): Output {
  const to = tool === "SendMessage" && typeof input.to === "string" ? input.to.trim() : "";
  const call =
    to === "" ? null : (callOfAgent(transcript, to) ?? callOfAgent(transcript, to.toLowerCase()));
  const ended = call !== null && run.calls.includes(call) ? to : null;
  const agent = addressed(run, tool, input) ?? ended;
  if (agent === null) return null;
  return deny(
    `Agent ${agent} works on a task of run ${run.run}, or has ended its task. It has all that it needs: send it no messages; /multi-ai:cancel ends it.`,
  );
}

const liveRule = (run: Run): string =>
  `Run ${run.run} of this project is not over. An edit now changes what its agents work on; verdicts on the code no longer count.`;

const VOID =
  "This task was cancelled or given to another agent, or is over: nothing that you do counts any more. Stop now, with one line.";

/** A call of an agent whose run was left; null: it is none. */
const orphanCall = (payload: Payload, project: Project, call: string | null): Output =>
  orphanOf(project, payload.agent, call) ? (payload.tool === HAND_BACK ? OVER : STOPPED) : null;

/** The denial of a call of such an agent, which ends it. */
const STOPPED: Output = { ...endTurn(VOID), ...deny(VOID) };

/**
 * What the main thread hears of an agent whose task is over or void when that ends, in place of the
 * agent's words.
 */
const OVER = replace({ message: "This task was over before; nothing of this counts." });

function agentCall(payload: Payload, project: Project, run: Run): Output | typeof DEFER {
  const agent = payload.agent!;
  const isEnd = payload.tool === HAND_BACK;
  const task = taskOfAgent(run, agent);
  if (task && isLive(run) && !isEnd) {
    const rules = (): Output => boundCall(payload, project, run, task);
    return isNear(task.dispatch!, payload.transcript, agent)
      ? nearBounds(payload, project, task, rules)
      : rules();
  }
  const call = callOfAgent(payload.transcript, agent);
  const isVoid = voidCallsOf(run, agent, call).length > 0;
  // The artifact of one that works on a task is checked before it ends.
  if (isLive(run) && !isVoid && (task || taskOfCall(run, call))) return DEFER;
  const isOver = call !== null && run.calls.includes(call) && (isEnd || isLive(run));
  if (isVoid || isOver) return isEnd ? OVER : STOPPED;
  const ofOrphan = orphanCall(payload, project, call);
  if (ofOrphan !== null || isEnd) return ofOrphan;
  const own = isOwnAgent(payload.agentType);
  if (!isLive(run)) return own ? briefless(payload) : null;
  if (!own) return personsCall(payload, project, run);
  // The host noted no call for it: what it writes may still show that it has a brief.
  const mayBind = call === null && payload.tool === "Write" && inTaskFolder(payload, project);
  return mayBind ? DEFER : briefless(payload);
}

/** One of our agents without a dispatch, or one that was woken after its end: it may read. */
function briefless(payload: Payload): Output {
  return doesMore(payload)
    ? deny(
        "No task is known for this agent: it may read, and write its own result. Start tasks only as instructed.",
      )
    : null;
}

/** Whether a call may do more than to read. */
const doesMore = (payload: Payload): boolean =>
  WRITERS.has(payload.tool) || shellLine(payload) !== null || SPAWNERS.has(payload.tool);

/** What an agent that works on a task may do. */
export function boundCall(payload: Payload, project: Project, run: Run, task: Task): Output {
  const { tool } = payload;
  if (isExternal(task)) return externalCall(payload, project, task);
  if (SPAWNERS.has(tool))
    return deny(
      `${task.id} is done by this agent alone: it starts no agents and sends no messages.`,
    );
  if (tool === "AskUserQuestion")
    return deny(`Put questions for the person into ${task.writes}; code asks them.`);
  const line = shellLine(payload);
  if (line === null && !WRITERS.has(tool)) return null;
  const work = workplaceOf(sceneOf(project, run), task);
  return line === null ? boundWrite(payload, work) : boundCommand(payload, line, work);
}

/** A file that such an agent writes with a tool of the host. */
function boundWrite(payload: Payload, work: Workplace): Output {
  const { scene, task, folder } = work;
  const { project, workflow } = scene;
  const path = pathOf(payload);
  if (realPath(path) === realPath(join(project.root, task.writes)))
    return allow(`the artifact of ${task.id}`);
  const script = tryFile(scene, task);
  if (script !== null && realPath(path) === realPath(join(project.root, script)))
    return allow(`a script of ${task.id}`);
  const foreign = ownWrite(payload, project);
  if (foreign !== null) return foreign;
  const { writes } = task;
  // A worktree lies below `.task/`.
  const isOther = !(
    task.edits !== null &&
    inTaskFolder(payload, project) &&
    isInWorktree(work, path)
  );
  const kept = [".task", workflow.files].find((one) => isInside(path, join(project.root, one)));
  if (isOther && kept !== undefined)
    return deny(`${task.id} writes ${writes} and nothing else under ${kept}/.`);
  if (task.edits === null)
    return deny(
      `${task.who.role ?? task.who.agent} reads the project and writes only ${writes}, not ${relative(project.root, path)}. Say in it what should change.`,
    );
  const host = hostWrite(payload, project, true);
  if (host !== null) return host;
  if (relative(folder, path).split(sep)[0] === ".git")
    return deny(`${task.id} may change files of the project, but .git belongs to the person.`);
  const part = editProblem(work, path);
  return part === null ? steeringWrite(work, path) : deny(`${part}.`);
}

/**
 * The answer to a write of what instructs agents or runs later, which nobody has asked for: the
 * person's to allow. A driver's run has nobody who could be asked: there reviewers are told of it,
 * as everywhere.
 */
function steeringWrite({ scene, folder }: Workplace, path: string): Output {
  const { project, run } = scene;
  const name = relative(realPath(folder), realPath(path));
  const does = run.owner?.driver === true ? null : laterOf(name);
  if (does === null) return null;
  const isAskedFor = asking(project, run).some((text) => text.includes(name));
  return isAskedFor ? null : ask(`${name} ${does}, and neither the request nor the plan names it.`);
}

/**
 * Whether the person has a fence of this program around sessions. Loaded for few calls: it reads
 * settings by their schema.
 */
const isFenced = (root: string): boolean =>
  (
    require("../run/fence/session-fence.ts") as typeof import("../run/fence/session-fence.ts")
  ).sessionSettings(root)?.isOurs === true;

/** A command that such an agent runs. */
function boundCommand(payload: Payload, line: string, work: Workplace): Output {
  const { scene, task, folder, isWorktree } = work;
  const { project } = scene;
  if (task.edits === null)
    return deny(
      `${task.who.role ?? task.who.agent} runs no commands: read files, and write ${task.writes}.`,
    );
  if (payload.input.dangerouslyDisableSandbox === true && isFenced(project.root))
    return deny(
      `Commands of ${task.id} stay in the sandbox that the person set up. Say in ${task.writes} what cannot be done there.`,
    );
  const ownFolder = `Commands of ${task.id} may name files of its worktree only`;
  const seen = asInProject(work, { ...payload, tool: "Bash" }, line);
  if (seen === null) return deny(`${ownFolder}, ${folder}, not of the project.`);
  const problem = guarded(project, (path, touch) => commandProblem(work, path, touch));
  // What keeps the task from a path, as a sentence.
  const kept: PolicyContext["kept"] = (path, touch) => {
    const part = problem(path, touch);
    return part === null ? null : `${part}.`;
  };
  const approved = payload.tool === "Bash" ? allowApproved(payload, work) : null;
  if (approved !== null) return approved;
  const within = `${ownFolder}; no \`..\` may lead out of it.`;
  const settings = settingsOf(project, true);
  return answerTo(
    judgeBash(seen, project, {
      kept,
      settings,
      git: gitRule(work, payload.cwd || project.root),
      ...(isWorktree && { within }),
    }),
    {
      folder: `${task.id} writes ${task.writes} with the Write tool; no command touches .task/. Read there with Read, cat or grep; \`git clean\` without -x or -X leaves it alone.`,
      kept: deny,
    },
  );
}

/**
 * An agent that starts an external review may run the one command of its brief, and write nothing.
 */
function externalCall(payload: Payload, project: Project, task: Task): Output {
  if (payload.tool === "Bash" && isCheckCommand(shellLine(payload) ?? "", project, task))
    return replace({ ...payload.input, timeout: FOREGROUND_MS, run_in_background: false });
  if (doesMore(payload))
    return deny(
      `${task.id}: run exactly the command that you were given; nothing else may write ${task.writes}.`,
    );
  return null;
}
