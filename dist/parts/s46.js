// @bun
import {
  DENIED_BY
} from "./s8.js";
import {
  START,
  BrokenChain,
  sha256,
  compose,
  scan
} from "./s19.js";
import {
  preview,
  fold,
  Decision,
  excerpt,
  size,
  clipBytes
} from "./s113.js";
import {
  directive,
  questionsToAsk,
  askChange,
  askSecond,
  edited,
  answer2,
  wantsWords,
  questionText
} from "./s207.js";
import {
  PLUGIN,
  checkCommand,
  inHost
} from "./s11.js";
import {
  whyText
} from "./s45.js";
import {
  WORKFLOW_NAMES,
  moduleOf,
  workflowOf,
  questionWords
} from "./s64.js";
import {
  pluginRoot
} from "./s158.js";
import {
  acquire
} from "./s92.js";
import {
  giveUp,
  pause,
  ended,
  checkFailed,
  lost,
  checksAgain,
  apply
} from "./s143.js";
import {
  settleWave,
  dropOverdue,
  readyTasks
} from "./s101.js";
import {
  settlePanels,
  consult,
  heldByPanels
} from "./s108.js";
import {
  limitOf,
  MAX_FAILED_DISPATCHES,
  roundsLeft,
  fixesLeft,
  confirmFinal
} from "./s160.js";
import {
  chain,
  dropped
} from "./s133.js";
import {
  isWork
} from "./s6.js";
import {
  CEILING,
  boundsOf,
  spentBy,
  ceilingOf,
  externalCeiling,
  atCeiling
} from "./s3.js";
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
} from "./s94.js";
import {
  oneLine2,
  fence
} from "./s21.js";
import {
  UNHEEDED,
  STOPPED,
  DECLINED,
  ROLLED_BACK,
  isPersons,
  isLive,
  taskOf,
  isOver,
  rounds2
} from "./s5.js";
import {
  hostName,
  startTime
} from "./s152.js";
import {
  disk,
  UnsafeFile,
  errorCode,
  openRegular,
  ownFolder,
  readRange,
  readRegular,
  readCache,
  createFile,
  temporaryName,
  writeFileAtomic,
  syncFolder,
  syncFile,
  createTaskFolder,
  createFolder,
  sweep,
  removeFile
} from "./s18.js";

// src/host/transcript.ts
var MAX_TRANSCRIPT_BYTES = 64 * 1024 * 1024;
var HEAD = 200;
var COUNTS = 300;
var ROW = HEAD + COUNTS;
var ROLE = Buffer.from('"role":"assistant"');
var USAGE = Buffer.from('"usage":{');
var ID = '"id":"';
var CALL = '"type":"tool_use"';
var CACHE_READ_WEIGHT = 0.1;
function transcriptOf(session, agent, what = "jsonl") {
  if (!/^[A-Za-z0-9_-]+$/.test(agent) || !session.endsWith(".jsonl"))
    return null;
  const folder = session.includes("/subagents/") ? session.slice(0, session.lastIndexOf("/")) : `${session.slice(0, -".jsonl".length)}/subagents`;
  return `${folder}/agent-${agent}.${what}`;
}
var transcriptBytes = (session, agent) => mapped(transcriptOf(session, agent)).subarray(0, MAX_TRANSCRIPT_BYTES);
var sessionBytes = (session) => mapped(session.endsWith(".jsonl") ? session : null).subarray(-MAX_TRANSCRIPT_BYTES);
function mapped(path) {
  const size = path === null ? 0 : Bun.file(path).size;
  if (path === null || !Number.isSafeInteger(size) || size === 0)
    return Buffer.alloc(0);
  try {
    const bytes = Bun.mmap(path);
    return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  } catch {
    return Buffer.alloc(0);
  }
}
function hasHandedBack(session, agent) {
  const bytes = transcriptBytes(session, agent);
  return bytes.indexOf('"name":"SubagentHandback"') >= 0 && bytes.indexOf("Report delivered to your caller") >= 0;
}
function occurrences(bytes, text) {
  const wanted = Buffer.from(text);
  let count = 0;
  for (let at = bytes.indexOf(wanted);at >= 0; at = bytes.indexOf(wanted, at + wanted.length))
    count++;
  return count;
}
var usageIn2 = (bytes) => ({
  tool_calls: occurrences(bytes, CALL),
  tokens: answersIn(bytes).tokens
});
function answersIn(bytes) {
  const places = [];
  for (let at = bytes.indexOf(ROLE);at >= 0; at = bytes.indexOf(ROLE, at + HEAD)) {
    const usage = bytes.indexOf(USAGE, at);
    if (usage >= 0)
      places.push(at, usage);
  }
  const copied = Buffer.alloc(places.length / 2 * ROW);
  for (let row = 0;row < places.length / 2; row++) {
    const [role, usage] = [places[2 * row], places[2 * row + 1]];
    const head = Math.min(HEAD, role);
    bytes.copy(copied, row * ROW + HEAD - head, role - head, role);
    bytes.copy(copied, row * ROW + HEAD, usage, usage + COUNTS);
  }
  const text = copied.toString("latin1");
  let tokens = 0;
  let requests = 0;
  let last = "";
  let counts = "";
  for (let from = 0;from < text.length; from += ROW) {
    const id = text.slice(text.lastIndexOf(ID, from + HEAD), from + HEAD);
    if (id !== last) {
      tokens += tokensOf(counts);
      requests++;
    }
    last = id;
    counts = text.slice(from + HEAD, from + ROW);
  }
  return { requests, tokens: Math.round(tokens + tokensOf(counts)) };
}
function contextIn(bytes) {
  const role = bytes.lastIndexOf(ROLE);
  const usage = role < 0 ? -1 : bytes.indexOf(USAGE, role);
  if (usage < 0)
    return null;
  const counts = bytes.toString("latin1", usage, usage + COUNTS);
  return WEIGHTS.reduce((sum, [name]) => sum + countOf(counts, name), 0);
}
var MAX_DIGITS = 15;
var WEIGHTS = [
  ['"input_tokens":', 1],
  ['"cache_creation_input_tokens":', 1],
  ['"cache_read_input_tokens":', CACHE_READ_WEIGHT],
  ['"output_tokens":', 1]
];
function tokensOf(counts) {
  let total = 0;
  for (const [name, weight] of WEIGHTS)
    total += countOf(counts, name) * weight;
  return total;
}
function countOf(counts, name) {
  const at = counts.indexOf(name);
  return at < 0 ? 0 : Number.parseInt(counts.slice(at + name.length, at + name.length + MAX_DIGITS), 10) || 0;
}
var minutesSince = (at, now) => Math.max(0, (now - Date.parse(at)) / 60000) || 0;
var TAIL_BYTES = 64 * 1024;
var exactMinutes = (minutes) => Math.ceil(minutes * 1000) / 1000;
function spentSince(dispatch, session, agent, now) {
  if (agent === null)
    return null;
  const bytes = transcriptBytes(session, agent);
  if (bytes.length === 0)
    return null;
  const denied = Math.ceil(occurrences(bytes, DENIED_BY) / 2);
  return {
    ...usageIn2(bytes),
    ...denied > 0 ? { denied } : {},
    minutes: exactMinutes(minutesSince(dispatch.at, now))
  };
}
function apiFailure(failure, message) {
  return { failure: failure || "unknown", message, until: untilOf(message) };
}
function untilOf(message) {
  const seconds = /limit reached\|(\d{10})\b/.exec(message)?.[1];
  if (seconds !== undefined)
    return new Date(Number(seconds) * 1000).toISOString();
  const said = /\b(?:resets?|try again|available again)(?: at| on)? ([^.\u00B7|\n]*\d[^.\u00B7|\n]*)/i.exec(message)?.[1];
  return said?.trim().slice(0, 100) ?? null;
}
function failureIn(session, agent) {
  if (agent === null)
    return null;
  const bytes = transcriptBytes(session, agent);
  const rows = bytes.subarray(-TAIL_BYTES).toString().split(`
`);
  for (const row of rows.reverse()) {
    if (!row.includes('"type":"assistant"'))
      continue;
    if (!row.includes('"isApiErrorMessage":true'))
      return null;
    try {
      const { error, message } = JSON.parse(row);
      const said = message?.content?.map((block) => typeof block.text === "string" ? block.text : "").join(" ") ?? "";
      return apiFailure(typeof error === "string" ? error : "", said);
    } catch {
      return null;
    }
  }
  return null;
}
var hasBegun = (session, agent) => {
  const path = transcriptOf(session, agent, "meta.json");
  return path !== null && Bun.file(path).size > 0;
};
var MAX_WAIT_MS = 1000;
var POLL_MS = 50;
async function failureOf(session, agent) {
  for (let waited = 0;; waited += POLL_MS) {
    const failure = failureIn(session, agent);
    if (failure !== null || agent === null || waited >= MAX_WAIT_MS)
      return failure;
    const bytes = transcriptBytes(session, agent);
    const { tool_calls, tokens } = usageIn2(bytes);
    if (tool_calls > 0 || tokens > 0 || bytes.length === 0 && !hasBegun(session, agent))
      return null;
    await Bun.sleep(POLL_MS);
  }
}

// src/store/transact.ts
import { constants as constants2 } from "fs";
import { join as join3 } from "path";

// src/store/reader.ts
import { constants } from "fs";
import { join as join2 } from "path";

// src/store/snapshot.ts
import { join } from "path";
var FORMAT = 1;
var OPENING = '{"checksum":"';
var COVERED_FROM = OPENING.length + 64;
var MAX_SNAPSHOT_BYTES = 64 * 1024 * 1024;
function readSnapshot(dir, version, io) {
  const path = join(dir, "snapshot.json");
  if ((io.lstat(path)?.size ?? 0) > MAX_SNAPSHOT_BYTES)
    return null;
  const text = readCache(path, io)?.toString();
  if (text === undefined || !text.startsWith(OPENING))
    return null;
  if (text.slice(OPENING.length, COVERED_FROM) !== sha256(text.slice(COVERED_FROM)))
    return null;
  const { v, fold, bytes, head, headAt, headLength, seq, at, state } = JSON.parse(text);
  if (v !== FORMAT)
    return null;
  return { position: { bytes, head, headAt, headLength, seq, at }, state, usable: fold === version };
}
function writeSnapshot(dir, version, position, state, io) {
  const rest = JSON.stringify({ v: FORMAT, fold: version, ...position, state });
  const covered = `",${rest.slice(1)}
`;
  writeFileAtomic(join(dir, "snapshot.json"), `${OPENING}${sha256(covered)}${covered}`, io);
}

// src/store/reader.ts
var MAX_READS = 3;
function journalPath(dir) {
  return join2(dir, "events.jsonl");
}
function openView(dir, fold, mode, io) {
  for (let tries = 1;; tries++) {
    const fd = ownFolder(dir, io) ? openJournal(journalPath(dir), mode, io) : null;
    const snapshot = readSnapshot(dir, fold.version ?? "", io);
    try {
      return { fd, view: load(fd, fold, snapshot, mode, io) };
    } catch (error) {
      const ino = fd === null ? undefined : io.fstat(fd).ino;
      if (fd !== null)
        io.close(fd);
      if (!(error instanceof BrokenChain) || tries === MAX_READS)
        throw error;
      const sameJournal = io.lstat(journalPath(dir))?.ino === ino;
      const sameSnapshot = readSnapshot(dir, "", io)?.position.head === snapshot?.position.head;
      if (sameJournal && sameSnapshot)
        throw error;
    }
  }
}
function readState(dir, fold, io = disk, mode = "fast") {
  const { view, fd } = openView(dir, fold, mode, io);
  if (fd !== null)
    io.close(fd);
  const { state, position, fresh } = view;
  return { state, bytes: position.bytes, head: position.head, seq: position.seq, fresh };
}
function openJournal(path, mode, io) {
  if (mode !== "append")
    return openRegular(path, constants.O_RDONLY, io);
  try {
    return openRegular(path, constants.O_RDWR | constants.O_APPEND, io);
  } catch (error) {
    if (!["EACCES", "EPERM", "EROFS"].includes(errorCode(error) ?? ""))
      throw error;
    return openRegular(path, constants.O_RDONLY, io);
  }
}
function load(fd, fold, snapshot, mode, io) {
  if (fd === null)
    return foldAll(Buffer.alloc(0), fold, snapshot?.position ?? START);
  const size = io.fstat(fd).size;
  if (mode === "fast" && snapshot?.usable && size >= snapshot.position.bytes) {
    const { position, state } = snapshot;
    const bytes = readRange(fd, position.headAt, size, io);
    if (sha256(bytes.subarray(0, position.headLength)) === position.head) {
      const view = foldTail(bytes.subarray(position.bytes - position.headAt), fold, { state, position });
      if (view !== null) {
        return { ...view, terminated: bytes.at(-1) === 10, fresh: view.position.bytes === position.bytes };
      }
    }
  }
  const checkedTo = mode === "fast" ? Number.POSITIVE_INFINITY : snapshot?.usable ? snapshot.position.seq : 0;
  const view = foldAll(readRange(fd, 0, size, io), fold, snapshot?.position ?? START, undefined, checkedTo);
  return { ...view, fresh: snapshot !== null && isCurrent(snapshot, view) };
}
var isCurrent = (snapshot, { position, state }) => snapshot.usable && JSON.stringify(snapshot.position) === JSON.stringify(position) && JSON.stringify(snapshot.state) === JSON.stringify(state);
function advance(fd, fold, view, io, wanted) {
  const size = io.fstat(fd).size;
  const bytes = readRange(fd, view.position.bytes, size, io);
  const terminated = bytes.length === 0 ? view.terminated : bytes.at(-1) === 10;
  const next = foldTail(bytes, fold, view, wanted);
  if (next !== null)
    return { ...next, terminated };
  return foldAll(readRange(fd, 0, size, io), fold, view.position, wanted);
}
function foldTail(bytes, fold, from, wanted) {
  const { scan, ...view } = foldBytes(bytes, fold, from, wanted);
  return scan.broken === null ? view : null;
}
function foldAll(bytes, fold, witness, wanted, checkedTo = Number.POSITIVE_INFINITY) {
  const { scan, ...view } = foldBytes(bytes, fold, { state: null, position: START }, wanted, checkedTo);
  const { seq } = scan.position;
  if (scan.broken !== null)
    throw new BrokenChain(scan.broken.line, seq + 1, scan.broken.problem);
  if (witness.seq > seq) {
    const problem = `events ${seq + 1} to ${witness.seq} were recorded but are not there any more`;
    throw new BrokenChain(lineAt(bytes, scan.position.bytes), seq + 1, problem);
  }
  if (witness.seq > 0 && !scan.counted.has(witness.head)) {
    const problem = `event ${witness.seq} is not the one that was recorded`;
    throw new BrokenChain(lineAt(bytes, witness.headAt), witness.seq, problem);
  }
  return view;
}
function foldBytes(bytes, fold, from, wanted, checkedTo = Number.POSITIVE_INFINITY) {
  let { state } = from;
  let found = null;
  const result = scan(bytes, from.position, (batch, hash, lines) => {
    for (const [index, event] of batch.entries()) {
      const problem = event.seq > checkedTo ? fold.problem?.(event) ?? null : null;
      if (problem === null)
        continue;
      throw new BrokenChain(lineAt(bytes, lines[index].byteOffset - bytes.byteOffset), event.seq, problem);
    }
    state = fold.evolve(state, batch);
    if (hash === wanted)
      found = [...batch];
  });
  const { position } = result;
  const size = from.position.bytes + bytes.length;
  return {
    scan: result,
    state,
    position,
    size,
    terminated: bytes.length === 0 || bytes.at(-1) === 10,
    fresh: false,
    found
  };
}
function lineAt(bytes, offset) {
  let line = 1;
  for (let at = bytes.indexOf(10);at !== -1 && at < offset; at = bytes.indexOf(10, at + 1))
    line++;
  return line;
}
function readEvents(dir, problem) {
  const events = [];
  const bytes = readRegular(journalPath(dir)) ?? Buffer.alloc(0);
  const evolve = (_state, batch) => events.push(...batch);
  foldAll(bytes, { evolve, ...problem ? { problem } : {} }, START, undefined, 0);
  return events;
}

// src/store/transact.ts
var LOCK_WAIT_MS = 2000;
var MAX_ATTEMPTS = 50;
function transact(dir, fold, decision) {
  const io = decision.disk ?? disk;
  if (!ownFolder(dir, io)) {
    if (decision.decide(null).length === 0)
      return { state: null, appended: [] };
    createTaskFolder(dir, io);
  }
  return underLock(dir, decision, (locked) => {
    for (let tries = 0;tries < MAX_ATTEMPTS; tries++) {
      const done = attempt(dir, fold, decision, locked, io);
      if (done !== null)
        return done;
      io.sleep(Math.random() * 5);
    }
    throw new Error(`Others wrote the journal .task/events.jsonl ${MAX_ATTEMPTS} times in a row; nothing was recorded. Try again.`);
  });
}
function underLock(dir, options, work) {
  const io = options.disk ?? disk;
  const me = { pid: options.pid, host: options.host, start: startTime(options.pid) };
  const held = acquire(join3(dir, "lock"), me, options.lockWait ?? LOCK_WAIT_MS, io);
  try {
    if (held?.tookOverFrom) {
      sweep(dir, held.tookOverFrom.pid, io);
      sweep(join3(dir, "objects"), held.tookOverFrom.pid, io);
    }
    return work(held !== null);
  } finally {
    held?.release();
  }
}
function attempt(dir, fold, decision, locked, io) {
  const opened = openView(dir, fold, "append", io);
  const { view } = opened;
  let { fd } = opened;
  try {
    const events = decision.decide(view.state);
    if (events.length === 0) {
      if (!view.fresh && fd !== null)
        io.fsync(fd);
      return { state: view.state, appended: [], ...project(dir, fold, fd, view, io) };
    }
    const { text, last } = compose(events, view.position, decision.now(), locked ? undefined : mark(decision.pid));
    fd ??= createJournal(dir, io);
    append(fd, view.terminated && locked ? text : `
${text}`, io);
    const after = advance(fd, fold, view, io, last);
    if (after.found === null)
      return null;
    io.fsync(fd);
    if (view.size === 0)
      syncFolder(dir, io);
    if (io.lstat(journalPath(dir))?.ino !== io.fstat(fd).ino)
      return null;
    return { state: after.state, appended: after.found, ...project(dir, fold, fd, after, io) };
  } finally {
    if (fd !== null)
      io.close(fd);
  }
}
function mark(pid) {
  return `${pid}-${Math.random().toString(36).slice(2, 10)}`;
}
function createJournal(dir, io) {
  createTaskFolder(dir, io);
  return openRegular(journalPath(dir), constants2.O_RDWR | constants2.O_APPEND | constants2.O_CREAT, io);
}
function append(fd, text, io) {
  const bytes = Buffer.from(text);
  let problem = "the disk is full";
  try {
    if (io.write(fd, bytes) === bytes.length)
      return;
  } catch (error) {
    if (errorCode(error) === undefined)
      throw error;
    problem = errorCode(error) === "EBADF" ? "it may only be read" : error.message;
  }
  throw new Error(`The journal .task/events.jsonl could not be written: ${problem}. The step is not recorded; mend that and try again.`);
}
function project(dir, fold, fd, view, io) {
  let current = view;
  for (let round = 0;round < MAX_ATTEMPTS; round++) {
    const files = fold.files(current.state);
    try {
      for (const [name, content] of Object.entries(files))
        writeFold(join3(dir, name), content, io);
      if (!current.fresh && current.position.seq > 0)
        writeSnapshot(dir, fold.version ?? "", current.position, current.state, io);
    } catch (error) {
      if (errorCode(error) === undefined && !(error instanceof UnsafeFile))
        throw error;
      return { warning: `The files in .task could not be brought up to date: ${error.message}` };
    }
    if (fd === null || io.fstat(fd).size === current.size)
      break;
    const grown = advance(fd, fold, current, io);
    if (grown.position.head === current.position.head)
      break;
    io.fsync(fd);
    current = grown;
  }
  return {};
}
function writeFold(path, content, io) {
  if (content === null) {
    if (io.lstat(path) !== undefined)
      removeFile(path, io);
    return;
  }
  if (!readCache(path, io)?.equals(Buffer.from(content)))
    writeFileAtomic(path, content, io);
}

// src/engine/decide.ts
function decide(workflow, run, command) {
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
    throw new Refused("no_run", "no live run: nothing to dispatch");
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
  const bounds = command.check ? null : boundsOf(decision.workflow, run, task);
  const { do: _do, agentType, moved: _moved, head, ...about } = command;
  decision.add({
    type: "dispatched",
    ...about,
    agent_type: agentType,
    bounds: bounds ?? undefined,
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
  const reached = keysFrom(gates, fresh);
  const kept = new Set(gates.filter((gate) => known.has(gate.key) && isMade(run, gate)).map((gate) => gate.key));
  const again = gates.filter((gate) => reached.has(gate.key) && !kept.has(gate.key));
  return [...dropped(run, new Set(again.map((gate) => gate.key))), ...chain(workflow, run, again)];
}
var isMade = (run, gate) => gate.gate === "produce" && gate.stays === true && run.tasks.some((task) => task.gate === gate.key && !task.void && task.status === "done");

// src/store/repair.ts
import { join as join4 } from "path";
function repair(dir, fold, fromSeq, options) {
  const io = options.disk ?? disk;
  return underLock(dir, options, () => {
    const path = journalPath(dir);
    const old = readRegular(path, io);
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
    removeFile(join4(dir, "snapshot.json"), io);
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
  const history = join4(dir, "history");
  createFolder(history, io);
  const stamp = now.replace(/[^0-9TZ]/g, "-");
  for (let copy = 1;; copy++) {
    const aside = join4(history, `broken-${stamp}${copy === 1 ? "" : `-${copy}`}.jsonl`);
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
function mirrorCall(run, op) {
  const task = taskOf(run, op.task);
  const host = (id) => taskOf(run, id).host_task_id ?? "";
  switch (op.op) {
    case "create":
      return `TaskCreate(subject: ${quoted(task.subject)}, description: ${quoted(`${PLUGIN} ${task.id}`)})`;
    case "block":
      return `TaskUpdate(taskId: ${quoted(host(op.task))}, addBlockedBy: ${JSON.stringify(op.by.map(host))})`;
    case "complete":
      return `TaskUpdate(taskId: ${quoted(host(op.task))}, status: "completed")`;
  }
}
var STAYS_OPEN = "It stays open; /multi-ai:status shows it. Answer with /multi-ai:decide, or type";
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
var countedTasks = (run) => run.tasks.filter((task) => !task.void && task.status !== "cancelled" && task.status !== "skipped");
var progress = (run) => {
  const counted = countedTasks(run);
  return `${counted.filter((task) => task.status === "done").length} of ${counted.length} tasks done`;
};
var fromShell = (words, lead = "In a shell") => `${lead}, behind claude -p: claude --continue -p "${words}", with the options of the first call.`;
var answerFromShell = (shown) => fromShell(`${inHost("decide")} ${wantsWords(shown) ? `--question ${shown.id} --reason \u2026` : `A --question ${shown.id}`}`);
function directiveText(run, directive, said) {
  const head = `[multi-ai ${run.run}] `;
  const mirror = directive.mirror.map((op) => mirrorCall(run, op));
  const calls = (lines) => [...mirror, ...lines].join(`
`);
  switch (directive.do) {
    case "dispatch": {
      const items = directive.tasks.map((id) => call(dispatchItem(run, taskOf(run, id))));
      return `${head}Make ${items.length + mirror.length > 1 ? "these calls in one message" : "this call"} now, exactly as written; write nothing else:
${calls(items)}`;
    }
    case "ask":
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
function atWorkText(run, ...tasks) {
  const what = tasks.map(({ id, subject }) => `${id} ${subject}`).join(", ");
  const begins = run.tasks.every((one) => one.status !== "done");
  const ways = begins ? " The run goes on by itself; /multi-ai:status shows it, /multi-ai:cancel ends it." : "";
  return `All is well: ${what} ${tasks.length === 1 ? "is" : "are"} at work (${progress(run)}).${ways}`;
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
function standingText(run) {
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
function problemIn(event) {
  const schema = import.meta.require("./event-problem.js");
  return schema.problemIn(event);
}
var recordedEvents = (project) => readEvents(project.task, problemIn);
var RUN = {
  evolve: (run, batch) => foldRecorded(run, batch),
  problem: problemIn,
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
function writeCurrentOutputs(project, run) {
  if (run === null || moduleOf(run.workflow).outputs === undefined)
    return;
  try {
    return underLock(project.task, { host: hostName(), pid: process.pid }, () => {
      const now = readRunFast(project)?.seq === run.seq ? run : readRun(project);
      if (now === null || moduleOf(now.workflow).outputs === undefined)
        return;
      const { problems } = import.meta.require("./outputs-3.js").writeOutputs(project, now);
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
var mayTell = (run, events) => events.some((event) => ["asked", "held", "ended"].includes(event.type) || event.type === "task_done" && workflowOf(run.workflow).panels !== undefined || event.type === "dispatched" && (taskOf(run, event.task)?.edits ?? null) !== null);
function change2(project, steps) {
  const result = transact(project.task, runFold(project), {
    now: () => new Date().toISOString(),
    host: hostName(),
    pid: process.pid,
    decide: (before) => {
      const events = [];
      let run = before;
      for (const step of steps(before)) {
        const command = typeof step === "function" ? step(run) : step;
        if (command === null)
          continue;
        const name = command.do === "start" ? command.workflow : run?.workflow;
        if (name === undefined)
          throw new Refused("no_run", "no run here");
        const more = decide(workflowOf(name), run, command).map((event) => withHead(project, event));
        if (more.length === 0)
          continue;
        events.push(...more);
        run = preview(run, more);
      }
      return events;
    }
  });
  const events = result.appended;
  if (result.state?.settings.notify?.length && mayTell(result.state, events))
    import.meta.require("./start-4.js").startNotifying(project);
  const warning = events.length > 0 ? writeCurrentOutputs(project, result.state) : undefined;
  return { run: result.state, events, warning: result.warning ?? warning };
}
var repairRun = (project, fromSeq) => repair(project.task, runFold(project), fromSeq, {
  now: () => new Date().toISOString(),
  host: hostName(),
  pid: process.pid
});

// src/host/check-command.ts
var isExternal = (task) => task.who.provider !== undefined && task.edits === null;
var quote = (text) => `'${text.replaceAll("'", "'\\''")}'`;
var FOREGROUND_MS = 600000;
var FOREGROUND_WAIT = "540";
var checkShellCommand = (project, task, nonce, foreground) => shellLine(project, task, ["--nonce", nonce, ...foreground ? ["--limit", FOREGROUND_WAIT] : []]);
var waitShellCommand = (project, task) => shellLine(project, task, ["--wait", "--limit", FOREGROUND_WAIT]);
function shellLine(project, task, more) {
  const bun = [process.execPath, "--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
  const words = [...bun, "dist/check.js", "--project", project.root, "--task", task.id, ...more];
  return `(cd ${quote(pluginRoot())} && . hooks/find-bun.sh && shed_options && exec ${words.map(quote).join(" ")})`;
}
var checkedTask = (command) => command.includes("'dist/check.js'") ? /'--task' '(T\d{1,4})'/.exec(command)?.[1] ?? null : null;
function isCheckCommand(command, project, task) {
  const nonce = /'--nonce' '([0-9a-f]{16,64})'/.exec(command)?.[1];
  if (nonce === undefined || sha256(nonce) !== task.dispatch?.nonce)
    return false;
  return command.trim() === checkShellCommand(project, task, nonce, true);
}

export { CACHE_READ_WEIGHT, transcriptOf, transcriptBytes, sessionBytes, hasHandedBack, usageIn2, answersIn, contextIn, exactMinutes, spentSince, apiFailure, failureOf, readSnapshot, journalPath, readState, underLock, decide, phaseOf, currentTask, isCheck, dispatchItem, countedTasks, directiveText, atWorkText, heldReason, saysGoOn, heldText, undoneText, printText, standingText, isGuarded, VERSION, OLDEST_SUPPORTED_BUN, foldRecorded, recordedEvents, RUN, readRun, change2, repairRun, isExternal, quote, FOREGROUND_MS, checkShellCommand, waitShellCommand, checkedTask, isCheckCommand };
