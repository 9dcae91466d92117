// @bun
import {
  preview,
  fold,
  Decision,
  excerpt,
  size,
  clipBytes
} from "./s139.js";
import {
  askChange,
  askSecond,
  edited,
  notice2,
  answer2,
  wantsWords,
  questionText
} from "./s275.js";
import {
  disk,
  errorCode,
  createFile,
  temporaryName,
  syncFolder,
  syncFile,
  createFolder,
  removeFile
} from "./s25.js";
import {
  PLUGIN,
  checkCommand,
  inHost
} from "./s12.js";
import {
  START,
  scan
} from "./s68.js";
import {
  transact,
  underLock,
  project,
  copyOf,
  keepCopy,
  dropCopy,
  copyFor
} from "./s119.js";
import {
  journalPath,
  openView,
  readState,
  readJournal,
  readEvents
} from "./s122.js";
import {
  mark2
} from "./s212.js";
import {
  columns2,
  fit,
  thenText,
  oneLine2,
  minutesBetween,
  duration,
  fence,
  tokens
} from "./s28.js";
import {
  whyText
} from "./s188.js";
import {
  WORKFLOW_NAMES,
  moduleOf,
  workflowOf,
  questionWords
} from "./s70.js";
import {
  outcomeText
} from "./s199.js";
import {
  directive,
  questionsToAsk
} from "./s226.js";
import {
  giveUp,
  pause,
  ended,
  checkFailed,
  lost,
  checksAgain,
  apply
} from "./s180.js";
import {
  settleWave,
  dropOverdue,
  readyTasks
} from "./s107.js";
import {
  settlePanels,
  consult,
  heldByPanels
} from "./s128.js";
import {
  limitOf,
  MAX_FAILED_DISPATCHES,
  roundsLeft,
  fixesLeft,
  confirmFinal
} from "./s227.js";
import {
  chain,
  dropped
} from "./s168.js";
import {
  isWork
} from "./s6.js";
import {
  Refused
} from "./s4.js";
import {
  gatesOf,
  gateOf,
  keysFrom,
  isBehind,
  holds,
  barsOf,
  shownBy
} from "./s100.js";
import {
  UNHEEDED,
  STOPPED,
  DECLINED,
  ROLLED_BACK,
  isPersons,
  isLive,
  taskOf,
  isOver,
  tasksOf2,
  rounds2,
  acceptedTasks
} from "./s5.js";
import {
  CEILING,
  boundsOf,
  spentBy,
  ceilingOf,
  externalCeiling,
  atCeiling
} from "./s3.js";
import {
  hostName
} from "./s203.js";

// src/engine/decide.ts
function decide2(workflow, run, command) {
  if (command.do === "start")
    return start(workflow, run, command);
  if (run === null)
    throw new Refused("no_run", "no run here");
  const decision = new Decision(workflow, run);
  HANDLERS[command.do](decision, command);
  finish(decision);
  return decision.events;
}
function renewSettings(decision, { settings }) {
  if (!decision.live)
    return;
  const before = decision.run.settings.tests.commands;
  const now = settings.tests.commands;
  const gone = before.filter((one) => !now.includes(one));
  const fresh = now.filter((one) => !before.includes(one));
  decision.add({ type: "settings_read", settings });
  decision.decideTests(null, gone, false, "settings");
  decision.decideTests(null, fresh, true, "settings");
}
function mustWait(decision, id, nonce) {
  if (!decision.waitingFor(id, nonce))
    throw new Refused("void", `task ${id} does not wait for this check`);
}
function listed(names) {
  let room = 8000;
  const end = names.findIndex((name) => {
    room -= size(name) + 3;
    return room < 0;
  });
  return end < 0 ? names : names.slice(0, end);
}
var HANDLERS = {
  dispatch,
  bind(decision, { task: id, call, agent }) {
    const { dispatch } = decision.task(id);
    if (dispatch?.call === call && dispatch.agent === null)
      decision.add({ type: "bound", task: id, agent });
  },
  wrote(decision, { task: id, nonce, sense }) {
    if (decision.waitingFor(id, nonce))
      decision.add({ type: "wrote", task: id, sense });
  },
  check_started(decision, { task: id, nonce, process: process2 }) {
    mustWait(decision, id, nonce);
    decision.add({ type: "check_started", task: id, ...process2 });
  },
  sent(decision, { do: _do, nonce, ...sent }) {
    mustWait(decision, sent.task, nonce);
    const files = listed(sent.files);
    decision.add({ type: "sent", ...sent, files, more: sent.files.length - files.length });
  },
  tested(decision, { do: _do, task, ...tested }) {
    if (task !== null)
      mustWait(decision, task.id, task.nonce);
    if (!decision.live)
      throw new Refused("no_run", "no live run that tests could belong to");
    decision.add({ type: "tested", ...tested, task: task?.id ?? null });
  },
  check_failed: checkFailed,
  ended,
  lost,
  spent(decision, { task: id, call, spent }) {
    const known = decision.task(id).spent.find((one) => one.call === call);
    if (known && (spent.tokens > known.tokens || spent.tool_calls > known.tool_calls))
      decision.add({ type: "spent", task: id, call, ...spent });
  },
  hold(decision, { failure }) {
    if (decision.run.paused === null && directive(decision.run).do === "dispatch")
      pause(decision, failure, null);
  },
  unheeded(decision) {
    const { tasks, do: due } = directive(decision.run);
    if (due !== "dispatch" || decision.run.tasks.some((task) => task.status === "running"))
      return;
    const what = tasks.map((id) => `${id} ${decision.task(id).subject}`).join(", ");
    const message = `${what} ${tasks.length === 1 ? "is" : "are"} ready, and the main thread did not start ${tasks.length === 1 ? "it" : "them"}, although it was reminded`;
    pause(decision, { failure: UNHEEDED, message, until: null }, null);
  },
  halt(decision, { tasks }) {
    const halted = tasks.filter(({ task, nonce }) => decision.waitingFor(task, nonce));
    const stopped = "the person stopped the agent before you; what it changed is still there, go on from that";
    for (const { task: id, declined } of halted) {
      const note = declined ? decision.task(id).note : stopped;
      decision.add({ type: "returned", task: id, reason: "stopped", note });
    }
    if (halted.length === 0 || decision.run.paused !== null)
      return;
    const message = halted.map(({ task: id }) => `${id} ${decision.task(id).subject}`).join(", ");
    const failure = halted.every((one) => one.declined) ? DECLINED : STOPPED;
    pause(decision, { failure, message, until: null }, halted[0].task);
  },
  go_on(decision) {
    if (decision.run.paused !== null)
      decision.add({ type: "went_on" });
  },
  gone(decision, { call }) {
    if (decision.run.void_calls.some((one) => one.call === call))
      decision.add({ type: "agent_gone", call });
  },
  stopped(decision, { call }) {
    if (decision.run.void_calls.some((one) => one.call === call && one.ended !== true))
      decision.add({ type: "agent_ended", call });
  },
  answer: answer2,
  settings: renewSettings,
  show(decision, { questions, printed = false }) {
    const known = printed ? "seen" : "shown";
    const fresh = decision.run.questions.filter((one) => questions.includes(one.id) && !one[known]);
    const ids = fresh.map((one) => one.id);
    if (ids.length > 0)
      decision.add({ type: "shown", questions: ids, ...printed ? { printed } : {} });
  },
  edited,
  notice: notice2,
  change(decision, { request }) {
    if (!decision.live)
      throw new Refused("no_run", "no live run whose request could change");
    askChange(decision, excerpt(request));
  },
  second_request(decision, { request, start }) {
    if (decision.live)
      askSecond(decision, excerpt(request), start);
  },
  consult,
  cancel(decision, { reason }) {
    if (!decision.live)
      throw new Refused("no_run", "no live run to cancel");
    decision.add({ type: "ended", status: "cancelled", reason: clipBytes(reason, 2000) });
  },
  attach,
  interrupt(decision, { note }) {
    const running = decision.live ? decision.run.tasks.filter((task) => task.status === "running") : [];
    for (const task of running)
      decision.add({ type: "returned", task: task.id, reason: "taken_over", note: clipBytes(note, 2000) });
  },
  deliver(decision, { do: _do, ...told }) {
    decision.add({ type: "delivered", ...told });
  },
  host_task(decision, { task: id, hostTask }) {
    if (decision.task(id).host_task_id === null)
      decision.add({ type: "host_task", task: id, host_task_id: hostTask });
  },
  host_blocked(decision, { task: id, by }) {
    const { host_blocked_by: known } = decision.task(id);
    const more = by.filter((one) => !known.includes(one));
    if (more.length > 0)
      decision.add({ type: "host_blocked", task: id, by: more });
  },
  host_completed(decision, { task: id }) {
    if (!decision.task(id).host_completed)
      decision.add({ type: "host_completed", task: id });
  },
  release(decision) {
    if (!decision.live && !decision.run.released)
      decision.add({ type: "released" });
  }
};
function start(workflow, run, command) {
  if (run !== null && isLive(run))
    throw new Refused("live_run", `run ${run.run} is live`);
  const { do: _do, ...about } = command;
  const created = {
    type: "run_created",
    ...about,
    workflow: workflow.name,
    request: excerpt(command.request),
    void_calls: []
  };
  const decision = new Decision(workflow, preview(null, [created]));
  decision.add(...chain(workflow, decision.run, gatesOf(workflow, decision.run)));
  const { tests } = command.settings;
  if (tests.run)
    decision.decideTests(null, tests.commands, true, "settings");
  settleIdle(decision);
  return [created, ...decision.events];
}
function dispatch(decision, command) {
  const { run } = decision;
  if (!decision.live)
    throw new Refused("no_run", "no live run: nothing to start");
  const task = decision.task(command.task);
  if (task.status === "running")
    throw new Refused("running", `${task.id} is at work already`);
  if (task.status === "blocked") {
    const waits = task.blocked_by.filter((id) => taskOf(run, id)?.status !== "done");
    throw new Refused("blocked", `${task.id} is blocked by ${waits.join(", ")}`);
  }
  if (task.status === "waiting")
    throw new Refused("waiting", `${task.id} waits for the person's answer`);
  if (task.status !== "ready")
    throw new Refused("over", `${task.id} is ${task.status}`);
  if (!readyTasks(run).includes(task))
    throw new Refused("blocked", `${task.id} waits: as many items are at work as may be`);
  if (run.paused?.failure === UNHEEDED)
    decision.add({ type: "went_on" });
  else if (run.paused !== null)
    throw new Refused("held", "the run waits until the person goes on with it");
  if (atCeiling(run))
    throw new Refused("ceiling", "the run is at its ceiling: the person decides first");
  const open = run.questions.find((question) => question.task === null);
  if (open)
    throw new Refused("asked", `the person decides first: ${open.id} is about the run itself`);
  if (checksAgain(decision, task, command.subject, command.moved ?? null))
    return;
  const { do: _do, agentType, moved: _moved, head, ...about } = command;
  decision.add({
    type: "dispatched",
    ...about,
    agent_type: agentType,
    bounds: command.check ? undefined : boundsOf(decision.workflow, run, task) ?? undefined,
    head: head ?? undefined
  });
}
function attach(decision, command) {
  if (!decision.live)
    return;
  const { session, host } = command;
  const { paused, owner } = decision.run;
  for (const task of decision.run.tasks) {
    const at = task.dispatch;
    if (task.status !== "running" || !at)
      continue;
    const same = at.host?.pid === host?.pid && at.host?.start === host?.start && (host || at.session === session);
    if (same && !command.force)
      continue;
    decision.add({ type: "returned", task: task.id, reason: "taken_over", note: "the session that ran it is gone" });
  }
  decision.add({ type: "attached", session, host });
  const window = host !== null && owner?.host?.pid === host.pid && owner.host.start === host.start;
  if (paused !== null && isPersons(paused) && window)
    pause(decision, paused, paused.task);
}
function finish(decision) {
  if (!decision.live)
    return;
  const { run } = decision;
  regrade(decision);
  if (decision.run.items !== undefined)
    dropOverdue(decision);
  settlePanels(decision);
  if (run.settings.final_confirmation === true)
    confirmFinal(decision);
  settleIdle(decision);
  const { tasks, questions } = decision.run;
  const asked = questions.some((one) => one.kind === CEILING.ask);
  if (decision.live && !asked && atCeiling(decision.run) && !tasks.every(isOver)) {
    decision.askRun(CEILING);
    return;
  }
  if (!decision.live || questions.length > 0)
    return;
  if (tasks.every(isOver)) {
    decision.add({ type: "ended", status: "complete", reason: "every task is done" });
    return;
  }
  if (tasks.some((task) => task.status === "ready" || task.status === "running"))
    return;
  const held = tasks.find((task) => task.status === "waiting") ?? tasks.find((task) => !isOver(task));
  giveUp(decision, held);
}
function settleIdle(decision) {
  for (let again = true;again && decision.live; ) {
    again = false;
    regrade(decision);
    const held = heldByPanels(decision);
    for (const { id, gate: key, kind, status } of decision.run.tasks) {
      if (status !== "ready" || kind === "fix" || held.has(key))
        continue;
      const gate = gatesOf(decision.workflow, decision.run).find((one) => one.key === key);
      if (!gate)
        continue;
      if (gate.when !== undefined && !isBehind(gate) && kind === "gate" && !holds(decision.workflow, gate.when, decision.run, gate)) {
        decision.add({ type: "task_skipped", task: id, rule: gate.when });
        again = true;
        break;
      }
      if (gate.gate === "wave") {
        const outcome = settleWave(decision, gate, decision.task(id));
        if (outcome !== null)
          apply(decision, gate.on[outcome], decision.task(id));
      } else if (gate.gate === "checkpoint")
        checkpoint(decision, gate.ask, id);
      else
        continue;
      again = true;
      break;
    }
  }
}
function checkpoint(decision, ask, id) {
  const { run } = decision;
  const rule = ask.passes && holds(decision.workflow, ask.passes.when, run, decision.gate(decision.task(id))) ? ask.passes : null;
  const option = rule?.option ?? (run.auto ? ask.auto : undefined);
  const bars = option === undefined ? [] : barsOf(decision.workflow, run, ask.options[option]);
  if (option === undefined || bars.length > 0) {
    decision.ask(ask, decision.task(id));
    return;
  }
  const shown = shownBy(decision.workflow, run, ask);
  const lines = shown.map((line) => `nobody was asked: ${line}`);
  const { tests, sets } = ask.options[option];
  if (tests === "approved")
    decision.decideTests(id, shown, true, "auto");
  if (sets)
    decision.add({ type: "options_set", options: sets });
  const why = [...rule === null ? [] : [`${ask.ask}: passed without asking (${rule.when})`], ...lines];
  decision.add({ type: "auto_approved", task: id, kind: ask.ask, assumptions: why }, { type: "task_done", task: id, waiver: null });
}
function regrade(decision) {
  const options = decision.workflow.regrade?.(decision.run) ?? null;
  if (options === null)
    return;
  decision.add({ type: "options_set", options });
  decision.add(...missing(decision));
}
function missing(decision) {
  const { run, workflow } = decision;
  const gates = gatesOf(workflow, run);
  const known = new Set(run.tasks.filter((task) => !task.void).map((task) => task.gate));
  const fresh = gates.filter((gate) => !known.has(gate.key) && !isBehind(gate)).map((gate) => gate.key);
  const again = gates.filter((gate) => keysFrom(gates, fresh).has(gate.key) && !isMade(run, gate));
  const fixes = run.tasks.filter((one) => one.kind === "fix" && one.status === "done" && !one.void);
  const due = run.tasks.filter((one) => !isOver(one) && isBehind(decision.gate(one))).map(({ id }) => id);
  const answered = fixes.flatMap((fix) => [fix.id, fix.fixes]);
  return [
    ...dropped(run, new Set(again.map((gate) => gate.key)), answered),
    ...chain(workflow, run, again).map((one) => ({ ...one, blocked_by: [...one.blocked_by, ...due] }))
  ];
}
var isMade = (run, gate) => gate.gate === "produce" && gate.stays === true && tasksOf2(run, gate.key).some((task) => task.status === "done");

// src/store/repair.ts
import { join } from "path";
function repair(dir, fold, fromSeq, options) {
  const io = options.disk ?? disk;
  return underLock(dir, options, () => {
    options.before?.();
    const path = journalPath(dir);
    const old = readJournal(dir, io);
    const lines = [];
    let kept = 0;
    scan(old ?? Buffer.alloc(0), START, (batch, _hash, raw) => {
      const last = batch[batch.length - 1].seq;
      if (last >= fromSeq)
        return;
      kept = last;
      lines.push(...raw);
    });
    const next = temporaryName(path);
    createFile(next, Buffer.concat(lines.flatMap((line) => [line, NEWLINE])), io);
    syncFile(next, io);
    const aside = old === null ? null : keepAside(dir, old, options.now(), io);
    removeFile(join(dir, "snapshot.json"), io);
    io.rename(next, path);
    syncFolder(dir, io);
    const { fd, view } = openView(dir, fold, "read", io);
    try {
      return { state: view.state, kept, aside, ...project(dir, fold, fd, view, io) };
    } finally {
      if (fd !== null)
        io.close(fd);
    }
  });
}
var NEWLINE = Buffer.from(`
`);
function keepAside(dir, old, now, io) {
  const history = join(dir, "history");
  createFolder(history, io);
  const stamp = now.replace(/[^0-9TZ]/g, "-");
  for (let copy = 1;; copy++) {
    const aside = join(history, `broken-${stamp}${copy === 1 ? "" : `-${copy}`}.jsonl`);
    if (io.lstat(aside) !== undefined)
      continue;
    try {
      io.link(journalPath(dir), aside);
    } catch (error) {
      if (errorCode(error) === "EEXIST")
        continue;
      createFile(aside, old, io);
      syncFile(aside, io);
    }
    syncFolder(history, io);
    return aside;
  }
}

// src/render/phase.ts
function phaseOf(run, words) {
  if (run === null)
    return words.idle;
  if (run.status === "complete")
    return words.complete;
  if (words.blocked && blockerOf(run, words.blocked.blocking) !== null)
    return words.blocked.token;
  if (!isLive(run))
    return (run.status === "failed" ? words.failed : undefined) ?? words.idle;
  if (words.fresh !== undefined && run.tasks.every((task) => task.dispatches === 0))
    return words.fresh;
  const current = currentTask(run);
  return current ? current.token : words.idle;
}
function blockerOf(run, blocking) {
  const last = run.decisions.at(-1);
  const isEnd = run.tasks.some((task) => task.id === last?.task && task.status === "cancelled" && !task.void);
  const kinds = isLive(run) ? run.questions.map((one) => one.kind) : [isEnd && last ? last.kind : ""];
  return run.status === "cancelled" ? null : kinds.find((kind) => blocking.includes(kind)) ?? null;
}
function currentTask(run) {
  const live = run.tasks.filter((task) => !task.void);
  return live.find((task) => task.status === "running") ?? live.find((task) => task.status === "waiting") ?? live.find((task) => task.status === "ready") ?? live.findLast((task) => task.status === "done");
}

// src/render/status-line.ts
var SHOWN_FOR = 30;
var MAX_NAME = 200;
var MAX_TASKS = 1e4;
var SIGNS = {
  running: ["\u25B6", "cyan"],
  waiting_for_user: ["?", "yellow"],
  complete: ["\u2713", "green"],
  failed: ["\u2717", "red"],
  cancelled: ["\u2717", "red"]
};
var field = (value, name) => typeof value === "object" && value !== null && Object.hasOwn(value, name) ? value[name] : undefined;
var word = (value) => typeof value === "string" ? oneLine2(value.slice(0, MAX_NAME)) : "";
var endedEarly = (status) => status === "cancelled" || status === "failed";
function rowsOf(tasks, run) {
  const all = field(tasks, "tasks");
  if (!Array.isArray(all) || all.length > MAX_TASKS)
    return [];
  return all.filter((one) => {
    const status = field(one, "status");
    return field(one, "void") !== true && status !== "skipped" && (status !== "cancelled" || endedEarly(run));
  });
}
var withStatus = (rows, status) => rows.filter((one) => field(one, "status") === status);
function shownMinutes(at, now) {
  const minutes = typeof at === "string" ? (now - Date.parse(at)) / 60000 : Number.NaN;
  return minutes >= 0 ? minutes : null;
}
function taskText(rows, now) {
  const running = withStatus(rows, "running");
  const task = running[0] ?? withStatus(rows, "waiting")[0] ?? withStatus(rows, "ready")[0];
  const minutes = running.length === 0 ? null : shownMinutes(field(task, "at_work_since"), now);
  const others = running.length > 1 ? ` +${running.length - 1}` : "";
  const name = `${word(field(task, "id"))} ${word(field(task, "subject"))}`.trim();
  return { name: `${name}${others}`, time: minutes === null ? "" : duration(minutes) };
}
function statusLine(state, tasks, { width, paint }, now) {
  const [status, run] = [field(state, "status"), field(state, "run")];
  if (typeof status !== "string" || typeof run !== "string" || !Object.hasOwn(SIGNS, status))
    return "";
  if (field(tasks, "run") !== run)
    return "";
  const isOver = status !== "running" && status !== "waiting_for_user";
  const ended = shownMinutes(field(state, "updated_at"), now);
  if (isOver && (ended === null || ended >= SHOWN_FOR))
    return "";
  const rows = rowsOf(tasks, status);
  const { name, time } = isOver ? { name: status, time: "" } : taskText(rows, now);
  const asked = isOver ? undefined : field(state, "question");
  const question = word(field(asked, "id"));
  const held = isOver || question !== "" || typeof field(state, "blocker_reason") !== "string" ? "" : "held up";
  const used = field(state, "tokens");
  const asks = question === "" ? held : `waits for you: ${question}`;
  const others = field(asked, "others");
  const all = `${asks}${thenText(Array.isArray(others) ? others.map(word).filter(Boolean) : [])}`;
  const count = rows.length === 0 ? "" : `${withStatus(rows, "done").length}/${rows.length}`;
  const spent = typeof used === "number" && used > 0 && Number.isFinite(used) ? tokens(used) : "";
  const [sign, colour] = held === "" && question === "" ? SIGNS[status] : SIGNS.waiting_for_user;
  const lead = `${PLUGIN} ${sign}`;
  const choices = [
    [[name, time].filter(Boolean).join(" "), count, spent, all],
    [[name, time].filter(Boolean).join(" "), count, all],
    [[name, time].filter(Boolean).join(" "), all],
    [[name, time].filter(Boolean).join(" "), count, spent, asks],
    [[name, time].filter(Boolean).join(" "), count, asks],
    [[name, time].filter(Boolean).join(" "), asks],
    [name, asks]
  ];
  const shown = choices.map((parts) => parts.filter((part) => part !== ""));
  const plain = (parts) => [lead, parts.join(" \xB7 ")].filter(Boolean).join(" ");
  const fits = shown.find((parts) => columns2(plain(parts)) <= width);
  if (fits === undefined)
    return fit(cutName(lead, name, asks, width), width);
  const painted = fits.map((part) => part === asks || part === all ? paint.yellow(part) : part);
  return [`${PLUGIN} ${paint[colour](sign)}`, painted.join(" \xB7 ")].filter(Boolean).join(" ");
}
function cutName(lead, name, asks, width) {
  const left = width - columns2(`${lead} ${asks === "" ? "" : ` \xB7 ${asks}`}`);
  if (left < 2)
    return `${lead} ${asks === "" ? name : asks}`;
  return `${lead} ${fit(name, left)}${asks === "" ? "" : ` \xB7 ${asks}`}`;
}

// src/render/directive.ts
var isCheck = (run, task) => task.who.program !== undefined || task.who.provider !== undefined && task.edits === null && (task.who.provider !== "codex" || run.settings.codex.dispatch === "check");
function dispatchItem(run, task) {
  const check = isCheck(run, task);
  return {
    task: task.id,
    tool: check ? "Bash" : "Agent",
    agent: `${PLUGIN}:${task.who.agent}`,
    model: task.who.model,
    description: `${task.id} ${task.subject}`,
    prompt: check ? checkCommand(task.id) : task.id,
    writes: task.writes
  };
}
var quoted = (text) => JSON.stringify(text);
function call(item) {
  return item.tool === "Bash" ? `Bash(command: ${quoted(item.prompt)}, description: ${quoted(item.description)})` : `Agent(subagent_type: ${quoted(item.agent)}, description: ${quoted(item.description)}, prompt: ${quoted(item.prompt)})`;
}
var entryOf = (run, id) => taskOf(run, id).host_task_id ?? id;
var update = (run, id, fields) => `TaskUpdate(taskId: ${quoted(entryOf(run, id))}, ${fields})`;
function chainOf(run, made) {
  const hasEntry = (id) => made.has(id) || taskOf(run, id)?.host_task_id !== null;
  const waits = run.tasks.filter((task) => !isOver(task) && hasEntry(task.id));
  return new Map(waits.map(({ id, blocked_by }) => [
    id,
    blocked_by.filter((by) => (made.has(id) || made.has(by)) && hasEntry(by) && !isOver(taskOf(run, by)))
  ]));
}
function mirrorCalls(run, { do: due, tasks, mirror }, hasTaskTools) {
  const made = new Set(mirror.flatMap((op) => op.op === "create" ? [op.task] : []));
  const isFirst = run.tasks.every((task) => task.host_task_id === null);
  const chain = isFirst ? new Map : chainOf(run, made);
  const lines = [];
  const done = [];
  for (const op of mirror) {
    const { subject } = taskOf(run, op.task);
    if (op.op === "create")
      lines.push(`TaskCreate(subject: ${quoted(subject)}, description: ${quoted(`${PLUGIN} ${op.task}`)})`);
    else if (op.op === "complete")
      done.push(update(run, op.task, 'status: "completed"'));
    else
      chain.set(op.task, [...op.by, ...chain.get(op.task) ?? []]);
  }
  const started = due === "dispatch" && hasTaskTools ? tasks.filter((id) => taskOf(run, id).dispatches === 0) : [];
  for (const id of new Set([...chain.keys(), ...started])) {
    const by = (chain.get(id) ?? []).map((one) => entryOf(run, one));
    const blocked = by.length > 0 ? `addBlockedBy: ${JSON.stringify(by)}` : "";
    const begun = started.includes(id) ? 'status: "in_progress"' : "";
    const fields = [blocked, begun].filter(Boolean).join(", ");
    if (fields !== "")
      lines.push(update(run, id, fields));
  }
  return [...lines, ...done];
}
var STAYS_OPEN = "It stays open unless it was answered elsewhere; /multi-ai:status shows it. Answer with /multi-ai:decide, or type";
function askCall(shown) {
  const questions = shown.map((one) => ({
    question: `${one.id}? ${STAYS_OPEN}`,
    header: one.header,
    multiSelect: false,
    options: one.options.map(({ key, label }, at) => ({
      label: key === "answer" ? String.fromCharCode(65 + at) : label,
      description: "set by code"
    }))
  }));
  return `AskUserQuestion(questions: ${JSON.stringify(questions)})`;
}
var countedTasks = ({ status, tasks }) => tasks.filter((task) => !task.void && task.status !== "skipped" && (task.status !== "cancelled" || endedEarly(status)));
var progress = (run) => {
  const counted = countedTasks(run);
  return `${counted.filter((task) => task.status === "done").length} of ${counted.length} tasks done`;
};
var fromShell = (words, lead = "In a shell") => `${lead}, behind claude -p: claude --continue -p "${words}", with the options of the first call.`;
var answerFromShell = (shown) => fromShell(`${inHost("decide")} ${wantsWords(shown) ? `--question ${shown.id} --reason \u2026` : `A --question ${shown.id}`}`);
function dueInWords(run, { do: due, tasks }, { dialog, isTyped, shown }) {
  if (due === "ask" && dialog && isTyped !== true)
    return `Next: the person answers ${shown.map(({ id }) => id).join(", ")}. Call AskUserQuestion now with the question "${shown[0].id}?" and any two options; code puts in the text.`;
  if (due !== "dispatch")
    return null;
  const items = tasks.map((id) => dispatchItem(run, taskOf(run, id))).map((item) => item.tool === "Bash" ? `${item.description} (Bash: ${item.prompt})` : `${item.description} (Agent, ${item.agent}, prompt ${item.prompt})`);
  return `Next: ${items.join(", ")}. Make ${items.length > 1 ? "these calls in one message" : "this call"} now.`;
}
function directiveText(run, directive, said) {
  const inWords = said.onScreen === true ? dueInWords(run, directive, said) : null;
  if (inWords !== null)
    return inWords;
  const head = `[multi-ai ${run.run}] `;
  const mirror = mirrorCalls(run, directive, said.hasTaskTools === true);
  const calls = (lines) => [...mirror, ...lines].join(`
`);
  switch (directive.do) {
    case "dispatch": {
      const items = directive.tasks.map((id) => call(dispatchItem(run, taskOf(run, id))));
      return `${head}Make ${items.length + mirror.length > 1 ? "these calls in one message" : "this call"} now, exactly as written; write nothing else:
${calls(items)}`;
    }
    case "ask":
      if (said.dialog && said.isTyped === true)
        return `${head}The person answers by typing, not in a dialog. Print the following word for word and end your turn:

${said.shown.map((one) => questionText(one, inHost("decide"))).join(`

`)}`;
      return said.dialog ? `${head}The person decides. Make ${mirror.length > 0 ? "these calls in one message" : "this call"} now, exactly as written; code puts in the text:
${calls([askCall(said.shown)])}` : `${head}The person decides, and there is no dialog here. Print the following word for word and end your turn:

${said.shown.map((one) => questionText(one, inHost("decide"))).join(`

`)}
${answerFromShell(said.shown[0])}`;
    case "wait":
      return `${head}${progress(run)}. Agents are at work; the run goes on by itself. Do nothing for it now.`;
    case "held":
      return `${head}${heldText(run, said.dialog ? "session" : "shell")}`;
    case "done": {
      const also = mirror.length > 0 ? `. In the same message, behind it, make these calls:
${mirror.join(`
`)}
The report` : "";
      const report = said.dialog ? fence(said.report) : said.report;
      return `${head}The run is complete. Print this report${said.dialog ? " with its fence" : ""} word for word and end your turn${also}:

${report}`;
    }
    case "stopped":
      return `${head}The run is over (${run.status}: ${run.reason}). Tell the person in one line; do nothing else for it.`;
    case "none":
      return "";
  }
}
function lastOutcome(run) {
  const last = acceptedTasks(run).at(-1);
  return last ? `${last.id} ${last.subject}: ${outcomeText(run, last)}` : "";
}
function sinceText({ id, subject, dispatch }, now) {
  const minutes = dispatch === null ? 0 : minutesBetween(dispatch.at, now);
  return `${id} ${subject}${minutes < 1 ? "" : ` (${duration(minutes)})`}`;
}
function atWorkText(run, tasks, { told, now }) {
  const what = tasks.map((task) => sinceText(task, now)).join(", ");
  const begins = run.tasks.every((one) => one.status !== "done");
  const last = told ? "" : lastOutcome(run);
  const ways = begins ? " The run goes on by itself; /multi-ai:status shows it, /multi-ai:cancel ends it." : "";
  return `${last === "" ? "" : `${last}. `}All is well: ${what} ${tasks.length === 1 ? "is" : "are"} at work (${progress(run)}).${ways}`;
}
var HELD = {
  rate_limit: "Claude's limit is used up",
  billing_error: "Claude's account has no credit left",
  authentication_failed: "Claude's login is not valid"
};
function heldReason({ failure, message, until }) {
  if (failure === "quota")
    return oneLine2(message);
  if (failure === UNHEEDED)
    return oneLine2(message);
  if (failure === STOPPED)
    return `You stopped the agent of ${oneLine2(message)}`;
  if (failure === DECLINED)
    return `You declined to start ${oneLine2(message)}`;
  if (failure === ROLLED_BACK)
    return "You brought the files back";
  const what = HELD[failure] ?? "Claude's API gives no answer";
  return `${what}${until === null ? "" : ` until ${until}`}: ${oneLine2(message)}`;
}
var GO_ON = "go on";
var saysGoOn = (prompt) => /^\W*(go on|continue|resume)\W*$/i.test(prompt);
function heldText({ paused }, at = "session") {
  if (paused === null)
    return "";
  const sooner = paused.failure === "quota" ? " If it is not, you are asked what comes instead." : "";
  if (at !== "session") {
    const isOver = paused.failure === UNHEEDED || isPersons(paused);
    const how = fromShell(GO_ON, isOver ? "In a shell" : "When that is over, in a shell");
    const lead = `The run waits, nothing is lost${paused.failure === UNHEEDED ? ":" : "."}`;
    return `${lead} ${heldReason(paused)}.${at === "shell" ? ` ${how}${sooner}` : ""}`;
  }
  if (paused.failure === UNHEEDED)
    return `The run waits, nothing is lost: ${heldReason(paused)}. ${TYPE_ANYTHING}`;
  if (isPersons(paused))
    return `The run waits, nothing is lost. ${heldReason(paused)}. Type "${GO_ON}" or /multi-ai:resume and it starts${paused.failure === DECLINED ? "" : " again"}; /multi-ai:cancel ends it.`;
  return `The run waits, nothing is lost. ${heldReason(paused)} \u2014 When that is over, type anything, such as "go on", or /multi-ai:resume.${sooner}`;
}
var TYPE_ANYTHING = 'Type anything, such as "go on", or /multi-ai:resume.';
function undoneText(run, { do: due, tasks }, at) {
  const how = at === "shell" ? fromShell(GO_ON) : TYPE_ANYTHING;
  return due === "dispatch" ? `Run ${run.run} waits: the main thread did not start ${tasks.join(", ")}. ${how}` : "";
}
var printText = (run, text) => `[multi-ai ${run.run}] Print the following word for word and end your turn:

${text}`;
function standingText2(run) {
  const done = run.tasks.filter((task) => task.status === "done" && !task.void).map((task) => `${task.id} ${task.subject}`);
  return `[multi-ai ${run.run}] A run is live here, phase ${phaseOf(run, workflowOf(run.workflow))}, journal entry ${run.seq}. Decided and not to be repeated: ${done.join("; ") || "nothing yet"}. Whatever else you remember of it is out of date; only the next line counts.`;
}

// src/run/folds.ts
var json = (value) => `${JSON.stringify(value, null, 2)}
`;
function teamName(root) {
  const folder = (root.split("/").pop() ?? "").toLowerCase().replaceAll(/[^a-z0-9-]+/g, "-").slice(0, 20);
  const hash = new Bun.CryptoHasher("sha256").update(root).digest("hex").slice(0, 6);
  return `multi-ai-${folder}-${hash}`;
}
function roundsOf(run) {
  const counts = {};
  const workflow = workflowOf(run.workflow);
  const isNew = ({ key }) => !run.tasks.some((task) => task.gate === key);
  const missing = new Set(gatesOf(workflow, run).flatMap((gate) => isNew(gate) ? [gate.key] : []));
  for (const gate of workflow.entries[run.entry].gates)
    if (gate.gate === "review" && !missing.has(gate.key))
      counts[gate.token] = rounds2(run, [gate.key]);
  return counts;
}
function keyOf({ token, gate, version, who, kind }) {
  const name = who.program !== undefined && kind !== "fix" ? gate : token;
  return version === 1 ? name : `${name}.${version}`;
}
function blockerOf2(run) {
  if (run.paused !== null)
    return heldReason(run.paused);
  const [open] = questionsToAsk(run);
  if (!open)
    return isLive(run) ? null : run.reason;
  const failed = run.tasks.find((task) => task.id === open.task)?.failure;
  return `question ${open.id} (${open.kind}) is open${failed ? `: ${failed.message}` : ""}`;
}
function reasonOf(run, open, task) {
  const why = whyText(workflowOf(run.workflow), run, open);
  return why || task?.failure?.message || task?.note || null;
}
function limitAt(workflow, run, { kind, task: id }) {
  const external = kind === CEILING.ask ? externalCeiling(run) : null;
  if (external !== null)
    return external;
  if (kind === CEILING.ask)
    return { name: "ceiling_tokens", limit: ceilingOf(run) ?? 0, count: spentBy(run).tokens };
  const task = id === null ? undefined : taskOf(run, id);
  const gate = task && gateOf(workflow, run, task.gate);
  if (!task || !gate || !isWork(gate))
    return null;
  const isStuck = typeof gate.stuck === "object" && "ask" in gate.stuck && kind === gate.stuck.ask;
  if (isStuck || gate.gate === "review" && kind === gate.stale.ask) {
    const count = Math.max(task.invalid, task.lost, task.stale, task.unsettled);
    return count === 0 ? null : { name: "dispatches", limit: MAX_FAILED_DISPATCHES, count };
  }
  if (gate.gate === "check" && typeof gate.limit === "object" && kind === gate.limit.ask) {
    const limit = limitOf(workflow, run, gate.fixes);
    return { name: gate.fixes, limit, count: limit - fixesLeft(workflow, run, gate, task) };
  }
  if (gate.gate !== "review" || kind !== gate.limit.ask && kind !== gate.confirm?.limit.ask)
    return null;
  const left = roundsLeft(workflow, run, gate);
  const name = left.group < left.reviewer ? gate.group : "per_reviewer";
  const limit = limitOf(workflow, run, name);
  return { name, limit, count: limit - Math.min(left.group, left.reviewer) };
}
function questionOf(run, open) {
  const workflow = workflowOf(run.workflow);
  const words = questionWords(run.workflow, open.kind);
  const task = run.tasks.find((one) => one.id === open.task);
  const own = open.labels.map((label) => ({ key: "answer", label }));
  return {
    id: open.id,
    kind: open.kind,
    task: open.task,
    text: words.title({ workflow, run }, open),
    options: own.length > 0 ? own : open.options.map((key) => ({ key, label: words.options[key]?.label ?? key })),
    asked_by: task ? `${task.id} ${task.subject}` : run.run,
    reason: reasonOf(run, open, task),
    limit: limitAt(workflow, run, open),
    others: run.questions.filter((one) => one !== open).map((one) => one.id)
  };
}
function stateFile(run) {
  const [open] = questionsToAsk(run);
  const task = currentTask(run);
  return {
    version: 1,
    run: run.run,
    workflow: run.workflow,
    request: run.request.text,
    phase: phaseOf(run, workflowOf(run.workflow)),
    status: run.status,
    blocker_reason: blockerOf2(run),
    rounds: roundsOf(run),
    ...open ? { question: questionOf(run, open) } : {},
    subject: task?.reviewed ?? task?.dispatch?.subject ?? null,
    tokens: spentBy(run).tokens,
    updated_at: run.updated_at
  };
}
function tasksFile(run, root) {
  return {
    run: run.run,
    team: teamName(root),
    tasks: run.tasks.map((task) => ({
      id: task.id,
      key: keyOf(task),
      subject: task.subject,
      agent: task.who.agent,
      model: task.who.provider ?? task.who.model,
      status: task.status,
      at_work_since: task.status === "running" ? task.dispatch?.at ?? null : null,
      ...task.status === "running" && task.dispatch?.agent ? { agent_id: task.dispatch.agent, bounds: task.dispatch.bounds } : {},
      waiver: task.waiver,
      by_person: task.by_person,
      void: task.void,
      blocked_by: task.blocked_by,
      output: task.writes,
      round: task.version,
      host_task_id: task.host_task_id
    }))
  };
}
function isGuarded(run) {
  if (isLive(run))
    return true;
  if (run.released)
    return false;
  const told = run.owner === null || run.delivered?.directive === directive(run).id;
  return !told || run.void_calls.length > 0 || hasOpenEntries(run);
}
var hasOpenEntries = (run) => run.status === "complete" && run.tasks.some((task) => task.status === "done" && task.host_task_id !== null && !task.host_completed);
function folds(run, root) {
  if (run === null)
    return { "state.json": null, "pipeline-tasks.json": null, live: null };
  return {
    "state.json": json(stateFile(run)),
    "pipeline-tasks.json": json(tasksFile(run, root)),
    live: isGuarded(run) ? `${run.run}
` : null
  };
}

// src/version.ts
var VERSION = "0.4.0";
var OLDEST_SUPPORTED_BUN = "1.3.0";

// src/run/read.ts
function foldRecorded(run, batch) {
  const [first] = batch;
  const name = first?.type === "run_created" ? first.workflow : run?.workflow;
  const upcast = name !== undefined && WORKFLOW_NAMES.includes(name) ? workflowOf(name).upcast : undefined;
  return fold(run, upcast ? batch.map(upcast) : batch);
}
var CHECKED = {
  problem: (event) => schema().problemIn(event),
  isNewer: (event) => schema().isUnknown(event)
};
var schema = () => import.meta.require("./event-problem.js");
var recordedEvents = (project) => readEvents(project.task, CHECKED, VERSION);
var RUN = {
  evolve: (run, batch) => foldRecorded(run, batch),
  ...CHECKED,
  version: VERSION
};
function readRun(project) {
  return readState(project.task, RUN, disk, "read").state;
}
function readRunFast(project) {
  return readState(project.task, RUN).state;
}

// src/run/run.ts
var runFold = (project) => ({ ...RUN, files: (run) => folds(run, project.root) });
function writeCurrentOutputs(project, run, anew = []) {
  if (run === null || moduleOf(run.workflow).outputs === undefined)
    return;
  try {
    return underLock(project.task, { host: hostName(), pid: process.pid }, () => {
      const now = readRunFast(project)?.seq === run.seq ? run : readRun(project);
      if (now === null || moduleOf(now.workflow).outputs === undefined)
        return;
      const { problems } = import.meta.require("./outputs-3.js").writeOutputs(project, now, anew);
      return problems.length === 0 ? undefined : problems.join(`
`);
    });
  } catch (error) {
    return `${workflowOf(run.workflow).files}/ could not be brought up to date: ${error instanceof Error ? error.message : String(error)}`;
  }
}
function withHead(project, event) {
  if (event.type !== "ended")
    return event;
  const head = import.meta.require("./head.js").headOf(project.root);
  return head === null ? event : { ...event, head };
}
var isNamed = ({ settings }, on) => settings.notify?.some((one) => one.on?.includes(on)) === true;
var mayTell = (run, events) => events.some((event) => ["asked", "held", "ended"].includes(event.type) || isNamed(run, "phase") && ["dispatched", "task_done", "task_cancelled"].includes(event.type) || event.type === "dispatched" && isNamed(run, "silent") || event.type === "task_done" && workflowOf(run.workflow).panels !== undefined || event.type === "dispatched" && (taskOf(run, event.task)?.edits ?? null) !== null);
var journalMended = (run) => run === null ? null : {
  do: "notice",
  what: "folder-changed",
  key: `journal-${run.seq}`,
  text: "The journal .task/events.jsonl was changed by something that is no part of multi-ai. It is as it was before; what stood there is kept in .task/history/.",
  hold: false
};
var MAX_WAIT_MS = 2000;
var POLL_MS = 100;
function heldBy(project, run, events, isPatient) {
  const whole = events.some((event) => event.type === "ended" && event.status === "complete");
  if (!whole && !events.some((event) => event.type === "accepted"))
    return [];
  return import.meta.require("./told-by-host.js").held(project, run, {
    events,
    whole,
    isPatient
  });
}
function decided(project, before, steps) {
  const events = [];
  let run = before;
  for (const step of steps) {
    const command = typeof step === "function" ? step(run) : step;
    if (command === null)
      continue;
    const name = command.do === "start" ? command.workflow : run?.workflow;
    if (name === undefined)
      throw new Refused("no_run", "no run here");
    const more = decide2(workflowOf(name), run, command).map((event) => withHead(project, event));
    if (more.length === 0)
      continue;
    events.push(...more);
    run = preview(run, more);
  }
  return events;
}
function change2(project, steps) {
  let waited = 0;
  let isLate = false;
  let isMended = false;
  const record = () => transact(project.task, runFold(project), {
    now: () => new Date().toISOString(),
    host: hostName(),
    pid: process.pid,
    copy: () => copyFor(project),
    decide: (before, mended) => {
      isMended ||= mended;
      const all = () => [...isMended ? [journalMended] : [], ...steps(before)];
      const events = decided(project, before, all());
      const held = before === null ? [] : heldBy(project, before, events, waited < MAX_WAIT_MS);
      isLate = held === "late";
      if (held === "late")
        return [];
      return held.length === 0 ? events : decided(project, before, [...held, ...all()]);
    }
  });
  let result = record();
  for (;isLate; waited += POLL_MS) {
    Bun.sleepSync(POLL_MS);
    result = record();
  }
  const events = result.appended;
  if (result.state !== null && events.length > 0) {
    if (!isGuarded(result.state))
      mark2(project, false);
    else if (events.some((one) => one.type === "run_created" || one.type === "attached"))
      mark2(project, true);
  }
  if (result.state !== null && !isGuarded(result.state) && copyOf(project) !== null)
    dropCopy(project);
  if (result.state?.settings.notify?.length && mayTell(result.state, events))
    import.meta.require("./start-4.js").startNotifying(project);
  const warning = events.length > 0 ? writeCurrentOutputs(project, result.state) : undefined;
  return { run: result.state, events, warning: result.warning ?? warning };
}
function repairRun(project, fromSeq) {
  const hadCopy = copyFor(project) !== null;
  const repaired = repair(project.task, runFold(project), fromSeq, {
    now: () => new Date().toISOString(),
    host: hostName(),
    pid: process.pid,
    before: () => dropCopy(project)
  });
  if (hadCopy && repaired.state !== null && isGuarded(repaired.state))
    keepCopy(project, repaired.state.run);
  return repaired;
}

export { decide2, phaseOf, currentTask, field, word, rowsOf, shownMinutes, statusLine, isCheck, dispatchItem, countedTasks, directiveText, atWorkText, heldReason, saysGoOn, heldText, undoneText, printText, standingText2, isGuarded, folds, VERSION, OLDEST_SUPPORTED_BUN, foldRecorded, recordedEvents, RUN, readRun, readRunFast, writeCurrentOutputs, change2, repairRun };
