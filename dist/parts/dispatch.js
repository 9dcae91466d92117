// @bun
import {
  deny,
  replace
} from "./s8.js";
import {
  checkCall
} from "./s9.js";
import {
  inHost,
  isOwnAgent
} from "./s12.js";
import {
  sha256
} from "./s68.js";
import {
  isAlive,
  killsBackground
} from "./s225.js";
import {
  openSeen
} from "./s176.js";
import {
  shellLine
} from "./s11.js";
import {
  headOf2
} from "./s224.js";
import {
  TreeUnreadable
} from "./s127.js";
import {
  putObjects,
  restoreReads
} from "./s121.js";
import {
  isAsLooked2
} from "./s215.js";
import {
  isTree
} from "./s247.js";
import {
  isCheck,
  dispatchItem,
  heldText,
  change2
} from "./s200.js";
import {
  owns,
  haltSoon,
  deliverDenied,
  remedy,
  directiveFor,
  liveRun2
} from "./s64.js";
import {
  takeOverOf
} from "./s163.js";
import {
  subjectOf,
  treeAtStart,
  movedSince
} from "./s266.js";
import {
  NONCE_LINE,
  briefOf2
} from "./s131.js";
import {
  isRunAsked
} from "./s226.js";
import {
  FOREGROUND_MS,
  checkShellCommand,
  waitShellCommand
} from "./s244.js";
import {
  sandboxOf,
  pluginApart
} from "./s223.js";
import {
  Refused
} from "./s4.js";
import {
  taskOf,
  isOver,
  beginsWork
} from "./s5.js";

// src/hooks/dispatch.ts
function newNonce() {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("hex");
}
function namedTask({ payload: { input } }, run) {
  const prompt = typeof input.prompt === "string" ? input.prompt.trim() : "";
  if (/^T\d{1,4}$/.test(prompt))
    return taskOf(run, prompt) ?? null;
  return isOwnAgent(input.subagent_type) ? taskInWords(run, input, prompt) : null;
}
function taskInWords(run, input, prompt) {
  const type = String(input.subagent_type);
  const ids = `${prompt} ${String(input.description ?? "")}`.match(/\bT\d{1,4}\b/g) ?? [];
  const named = ids.flatMap((id) => taskOf(run, id) ?? []).filter((task) => dispatchItem(run, task).agent === type);
  return named.find((task) => !isOver(task)) ?? onlyReady(run, type) ?? named[0] ?? null;
}
function onlyReady(run, type) {
  const due = run.tasks.filter((task) => task.status === "ready" && !isCheck(run, task));
  const own = due.filter((task) => dispatchItem(run, task).agent === type);
  return own.length === 1 ? own[0] : null;
}
var elsewhere = (run, { payload, host }) => `Run ${run.run} belongs to another session. ${inHost(takeOverOf(run, payload.session, host) ?? "resume")} takes it over.`;
async function dispatch(hook) {
  const run = liveRun2(hook);
  if (run === null)
    return null;
  const { payload, project } = hook;
  const isBash = payload.tool === "Bash";
  const checkId = isBash && checkCall(shellLine(payload) ?? "") || "";
  const task = isBash ? taskOf(run, checkId) ?? null : namedTask(hook, run);
  const isOwn = isBash || isOwnAgent(payload.input.subagent_type);
  if (task === null && isOwn && !owns(run, payload.session))
    return deny(elsewhere(run, hook));
  if (task === null) {
    const prompt = String(payload.input.prompt ?? "").trim();
    if (isBash || /^T\d{1,4}$/.test(prompt))
      return deny(`Run ${run.run} has no task ${checkId || prompt}.`, remedy(hook));
    if (isOwn)
      return deny(`${payload.input.subagent_type} works on tasks of run ${run.run} alone, and not exactly one is ready for it.`, remedy(hook));
    return null;
  }
  if (!owns(run, payload.session))
    return deny(elsewhere(run, hook));
  const halt = task.status === "running" ? await haltSoon(hook, run) : null;
  if (halt !== null)
    return deny(heldText(change2(project, () => [halt]).run));
  if (isBash !== isCheck(run, task))
    return deny(`${task.id} is started another way.`, remedy(hook));
  if (isBash && killsBackground(hook.env) && task.dispatch?.check && isAlive(task.dispatch.process))
    return replace(checkInput(hook, waitShellCommand(project, task), `${task.id} ${task.subject}`));
  const replaced = task.status === "ready" && !isRunAsked(run) ? await askAboutPrograms(hook, run, task) : null;
  if (replaced !== null)
    return replaced;
  const edited = task.status === "ready" && !isRunAsked(run) ? await askAboutEdits(hook, run, task) : null;
  if (edited !== null)
    return edited;
  const gone = task.status === "ready" ? restoreReads(project, run, task) : null;
  if (gone !== null)
    return deny(`${task.id} cannot start: ${gone}. ${inHost("reset")} ends the run; then start it again.`);
  const subject = subjectOf(project, run, task);
  if (!subject.ok)
    return deny(`${task.id} cannot start: ${subject.problem}. Mend that, then make the call again.`);
  const isReviewed = task.edits === null && isTree(subject.subject);
  const noticed = isReviewed ? (await import("./git-notice.js")).gitNotice(project, run, hook.env) : null;
  if (noticed !== null) {
    const { run: now } = change2(project, () => [
      noticed,
      (after) => after !== null && isRunAsked(after) ? deliverDenied(hook)(after) : null
    ]);
    if (now !== null && isRunAsked(now))
      return deny(`${task.id} does not start yet: git's settings changed.`, directiveFor(hook, now));
  }
  const snapshot = beginsWork(run, task) ? (await import("./rollback.js")).snapshotBefore(project, run, task) : { ok: true, commit: null, drop: () => {} };
  if (!snapshot.ok)
    return deny(`${task.id} cannot start: ${snapshot.problem}. Mend that, then make the call again.`);
  openSeen(hook.env, run.tasks.every((one) => one.dispatches === 0));
  const nonce = newNonce();
  const text = await briefOf2(project, run, task, nonce, subject.subject).catch((error) => {
    if (error instanceof TreeUnreadable)
      return error;
    throw error;
  });
  if (text instanceof TreeUnreadable) {
    snapshot.drop();
    return deny(`${task.id} cannot start: ${text.message}. Mend that, then make the call again.`);
  }
  const [stored] = putObjects(project.task, [text.replace(NONCE_LINE, "")]);
  const item = dispatchItem(run, task);
  let changed;
  try {
    changed = change2(project, () => [
      {
        do: "dispatch",
        task: task.id,
        call: payload.call,
        nonce: sha256(nonce),
        agentType: item.agent,
        session: payload.session,
        host: hook.host,
        brief: stored,
        subject: subject.subject ?? treeAtStart(project, run),
        moved: movedSince(project, run, task, subject.subject),
        check: isBash,
        head: headOf2(project.root),
        ...snapshot.commit === null ? {} : { snapshot: snapshot.commit }
      },
      (now) => now && taskOf(now, task.id)?.status === "running" ? null : deliverDenied(hook)(now)
    ]);
  } catch (error) {
    if (!(error instanceof Refused))
      throw error;
    snapshot.drop();
    return deny(`${error.message}.`, remedy(hook));
  }
  if (!changed.events.some((event) => event.type === "dispatched")) {
    snapshot.drop();
    return deny(`${task.id} does not start yet: the project changed after the tests had run.`, directiveFor(hook, changed.run));
  }
  if (isBash)
    return replace(checkInput(hook, checkShellCommand(project, task, nonce, killsBackground(hook.env)), item.description));
  return replace({
    description: item.description,
    prompt: text,
    subagent_type: item.agent,
    ...item.model === "inherit" ? {} : { model: item.model },
    run_in_background: true
  });
}
async function askAboutPrograms(hook, run, task) {
  const { project, env, host } = hook;
  const notices = await (await import("./programs.js")).changedPrograms(project, run, task, env, host);
  const isReplaced = notices.length > 0;
  const plugin = pluginApart(project);
  if (!isAsLooked2(project, env, plugin))
    notices.push(...(await import("./folder.js")).lookAgain(project, env, plugin).notices);
  if (notices.length === 0)
    return null;
  const { run: now } = change2(hook.project, () => [
    ...notices,
    (after) => after !== null && isRunAsked(after) ? deliverDenied(hook)(after) : null
  ]);
  if (now === null || !isRunAsked(now))
    return null;
  const why = isReplaced ? "a program is another one than when the run began" : "settings or files changed";
  return deny(`${task.id} does not start yet: ${why}.`, directiveFor(hook, now));
}
async function askAboutEdits(hook, run, task) {
  const { editsFor, restoreTexts } = await import("./edits.js");
  const edits = await editsFor(hook.project, run, task);
  const { run: now } = edits.length === 0 ? { run } : change2(hook.project, () => [
    ...edits.map((edit) => ({ do: "edited", edit })),
    (after) => after !== null && isRunAsked(after) ? deliverDenied(hook)(after) : null
  ]);
  if (now === null)
    return null;
  if (!isRunAsked(now)) {
    restoreTexts(hook.project, now, task);
    return null;
  }
  return deny(`${task.id} does not start yet: ${edits.at(-1).path} was changed by hand.`, directiveFor(hook, now));
}
function checkInput(hook, command, description) {
  const outside = sandboxOf(hook.env, hook.project.root).isOn ? { dangerouslyDisableSandbox: true } : {};
  return killsBackground(hook.env) ? { command, description, timeout: FOREGROUND_MS, ...outside } : { command, description, run_in_background: true, ...outside };
}
export {
  dispatch
};
