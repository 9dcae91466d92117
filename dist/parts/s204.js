// @bun
import {
  processOf,
  processesOf,
  hostAmong,
  startedByHost,
  processAncestors,
  programOfProcess
} from "./s16.js";
import {
  deny,
  block,
  swallow
} from "./s8.js";
import {
  isAlive,
  sameHost
} from "./s225.js";
import {
  readRunFast,
  change2
} from "./s200.js";
import {
  takenOf
} from "./s222.js";
import {
  isLive
} from "./s5.js";

// src/host/caller.ts
import { fstatSync, readFileSync } from "fs";
import { basename } from "path";
var GUARD = "/hooks/guard.sh";
function callerOfHook(env, parent = process.ppid) {
  const known = processesOf([parent, Number(env.MULTI_AI_HOST_PID)]);
  const shell = known.find(({ pid }) => pid === parent);
  if (shell === undefined)
    return null;
  const above = () => known.find(({ pid }) => pid === shell.parent) ?? processOf(shell.parent);
  const caller = isGuard(parent, shell.command) ? above() : shell;
  return caller === null ? null : { pid: caller.pid, start: caller.started, group: caller.group, unread: isUnread(fstatSync(1)) };
}
var isUnread = (output) => output.isFile() || output.isCharacterDevice();
function isGuard(pid, listed) {
  if (listed !== null)
    return listed.includes(GUARD);
  try {
    return readFileSync(`/proc/${pid}/cmdline`, "utf8").split("\x00").some((word) => word.endsWith(GUARD));
  } catch {
    return false;
  }
}
var isCommandOfHost = ({ unread }, { AI_AGENT = "" }, hooks) => unread || AI_AGENT !== hooks && /^claude-code_.*_agent$/.test(AI_AGENT);
var SHELL = /^(?:sh|bash|dash|zsh|ksh|mksh|ash|fish|busybox|env|timeout|nohup|setsid|python[\d.]*|perl|ruby)$/;
var runs = (pattern, { executable, argv }) => [executable ?? "", argv[0] ?? ""].some((word) => pattern.test(basename(word.replace(/ \(deleted\)$/, "")).replace(/^-/, "")));
function isNoHost({ pid }) {
  const program = programOfProcess(pid);
  return program !== null && runs(SHELL, program);
}
var FIRST = /^(?:systemd|init|launchd|tini|dumb-init|docker-init|catatonit|s6-svscan|runit|openrc-init)$/;
function isAdrift({ pid }) {
  const [own, ...above] = processAncestors(pid);
  if (own === undefined)
    return false;
  if (startedByHost([own, ...above], {}))
    return true;
  const other = above.find((one) => !runs(SHELL, one));
  if (other !== undefined)
    return other.pid === 1 || runs(FIRST, other);
  const top = above.at(-1);
  return top?.parent === 1 || top?.pid === 1;
}
function hostAbove(caller) {
  const own = processOf(caller.pid);
  if (own === null)
    return null;
  const above = processAncestors(own.parent).filter(({ pid }) => processOf(pid)?.group !== caller.group);
  const found = hostAmong(above);
  const known = found && processOf(found.pid);
  return known ? { pid: known.pid, start: known.started } : null;
}

// src/hooks/persons.ts
var AGENT_MESSAGE = /^<agent-message from="([^"]*)">/m;
function hostsPrompt(prompt) {
  if (prompt.startsWith("<task-notification>"))
    return "notification";
  const from = AGENT_MESSAGE.exec(prompt)?.[1];
  return from === undefined ? null : { from };
}
function saidByPerson({ event, tool, agent, prompt }) {
  switch (event) {
    case "UserPromptExpansion":
      return true;
    case "UserPromptSubmit":
      return !prompt.startsWith("/") && hostsPrompt(prompt) === null;
    case "PostToolUse":
      return tool === "AskUserQuestion" && agent === null;
    default:
      return false;
  }
}

// src/hooks/foreign.ts
function ownedRun({ project, env }) {
  let run;
  try {
    run = readRunFast(project);
  } catch {
    return null;
  }
  if (run === null || !isLive(run))
    return null;
  const taken = takenOf(project, run.run, env);
  const owner = taken ?? run.owner;
  return owner === null ? null : { run, session: owner.session, host: owner.host, mark: taken?.mark };
}
function foreign2(hook) {
  const { caller, env, payload } = hook;
  const owned = caller === null ? null : ownedRun(hook);
  if (caller === null || owned === null)
    return null;
  const { run, host } = owned;
  const own = sameHost(host, caller);
  if (isCommandOfHost(caller, env, owned.mark) || !own && isNoHost(caller)) {
    const who = own ? `a command called the hook in the place of the Claude Code that run ${run.run} belongs to` : `process ${caller.pid} is not the Claude Code that run ${run.run} belongs to`;
    const text = `Nothing of this counts: ${who}, so what it sent for ${payload.event} is ignored.`;
    try {
      change2(hook.project, () => [{ do: "notice", what: "foreign-caller", key: payload.event, text, hold: false }]);
    } catch {}
    return { output: refusal(hook, text) };
  }
  if (own || host === null || payload.session !== owned.session || !isAlive(host) || takesOver(hook))
    return null;
  const text = `Nothing of this counts: this session's run ${run.run} goes on in another window, process ${host.pid}, which is open. Type it there; or close that window and type /multi-ai:resume here.`;
  return { output: refusal(hook, text) };
}
var takesOver = ({ payload }) => payload.event === "UserPromptExpansion" && /^(?:multi-ai:)?resume$/.test(payload.commandName);
function refusal({ payload }, text) {
  if (payload.event === "UserPromptExpansion")
    return block(text);
  if (payload.event === "UserPromptSubmit")
    return saidByPerson(payload) ? block(text) : swallow(text);
  return payload.event === "PreToolUse" ? deny(text) : { systemMessage: `multi-ai: ${text}` };
}

export { callerOfHook, isCommandOfHost, isNoHost, isAdrift, hostAbove, hostsPrompt, saidByPerson, foreign2 };
