// @bun
import {
  isAlive,
  isStoppedByPerson,
  transcriptIn
} from "./s225.js";
import {
  inHost,
  here,
  isInHost
} from "./s12.js";
import {
  UnsafeFile,
  readRegular,
  makeFolders
} from "./s25.js";
import {
  JournalTooLong,
  BrokenChain
} from "./s68.js";
import {
  NoRecord,
  isForeign
} from "./s189.js";
import {
  underLock,
  dropCopy
} from "./s119.js";
import {
  oneLine2,
  PLAIN_LAYOUT,
  quote
} from "./s28.js";
import {
  moduleOf,
  workflowOf,
  standingText3,
  startTexts
} from "./s70.js";
import {
  mark2
} from "./s212.js";
import {
  writtenBy2
} from "./s84.js";
import {
  readRun,
  change2
} from "./s200.js";
import {
  takeOverOf
} from "./s163.js";
import {
  callsOf,
  leaveCalls
} from "./s161.js";
import {
  mainUsed
} from "./s258.js";
import {
  leftWorktrees
} from "./s277.js";
import {
  kindOf
} from "./s124.js";
import {
  archiveIndex
} from "./s210.js";
import {
  runMoney
} from "./s135.js";
import {
  isDeclined,
  haltCommand
} from "./s53.js";
import {
  Refused
} from "./s4.js";
import {
  isLive
} from "./s5.js";
import {
  spentBy
} from "./s3.js";
import {
  hostName
} from "./s203.js";
import {
  findProject,
  realPath
} from "./s172.js";

// src/run/commands/command.ts
import { existsSync as existsSync3 } from "fs";
import { dirname as dirname4, join as join4, resolve } from "path";

// src/store/archive.ts
import { appendFileSync, existsSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from "fs";
import { dirname, join } from "path";
var OWN = [
  "state.json",
  "pipeline-tasks.json",
  "live",
  "objects",
  "snapshot.json",
  "kept.json",
  "raw",
  "events.jsonl"
];
var present = (path) => {
  try {
    lstatSync(path);
    return true;
  } catch {
    return false;
  }
};
function move(from, to) {
  if (!present(from))
    return;
  mkdirSync(dirname(to), { recursive: true });
  if (present(to) && lstatSync(to).isDirectory() && lstatSync(from).isDirectory()) {
    for (const name of readdirSync(from))
      move(join(from, name), join(to, name));
    rmSync(from, { recursive: true, force: true });
  } else
    renameSync(from, to);
}
function moveAside(dir, folder, name, more, before) {
  const target = join(dir, folder, name);
  return locked(dir, () => {
    before?.();
    mkdirSync(target, { recursive: true });
    for (const file of new Set([...more, ...OWN]))
      move(join(dir, file), join(target, file));
    return target;
  });
}
var locked = (dir, work) => underLock(dir, { host: hostName(), pid: process.pid }, work);
function archive(dir, line, more, before) {
  noteOnce(join(dir, "history", "index.jsonl"), JSON.stringify(line));
  return moveAside(dir, "history", line.run, more, before);
}
function noteOnce(path, line) {
  mkdirSync(dirname(path), { recursive: true });
  const text = indexText(path);
  if (text.split(`
`).slice(0, -1).includes(line))
    return;
  appendFileSync(path, `${text === "" || text.endsWith(`
`) ? "" : `
`}${line}
`);
}
function indexText(path) {
  try {
    return readRegular(path)?.toString("utf8") ?? "";
  } catch {
    renameSync(path, `${path}.${new Date().toISOString().replace(/[^0-9TZ]/g, "-")}`);
    return "";
  }
}
function unparkRun(dir, name) {
  const from = join(dir, "parked", name);
  locked(dir, () => {
    for (const file of readdirSync(from).sort((a, b) => OWN.indexOf(b) - OWN.indexOf(a)))
      move(join(from, file), join(dir, file));
    rmSync(from, { recursive: true, force: true });
  });
}
var parkedRuns = (dir) => {
  const folder = join(dir, "parked");
  return existsSync(folder) ? readdirSync(folder).sort() : [];
};

// src/run/kept-runs.ts
import { existsSync as existsSync2, readdirSync as readdirSync3 } from "fs";
import { join as join3 } from "path";

// src/run/run-files.ts
import { lstatSync as lstatSync2, readdirSync as readdirSync2, renameSync as renameSync2, rmdirSync } from "fs";
import { dirname as dirname2, join as join2 } from "path";
var EARLIER = "earlier";
function earlierOf(run) {
  const { files } = moduleOf(run.workflow).workflow;
  return files === ".task" || !/^[\w-]+$/.test(run.run) ? null : `${files}/${EARLIER}/${run.run}`;
}
function setFilesAside(project, run) {
  const folder = earlierOf(run);
  if (folder === null)
    return 0;
  const { workflow, outlives = [] } = moduleOf(run.workflow);
  const stays = (path) => outlives.some((one) => path === one || path.startsWith(one));
  const own = ownFiles(project, run).filter((path) => path.startsWith(`${workflow.files}/`) && !stays(path));
  return own.filter((path) => move2(project.root, path, join2(folder, path.slice(workflow.files.length + 1)))).length;
}
function putFilesBack(project, run) {
  const folder = earlierOf(run);
  if (folder === null)
    return;
  const { files } = moduleOf(run.workflow).workflow;
  for (const name of filesBelow(join2(project.root, folder)))
    move2(project.root, `${folder}/${name}`, `${files}/${name}`);
}
function ownFiles(project, run) {
  const begun = Date.parse(run.created_at);
  const found = new Set(writtenBy2(project, run));
  for (const { writes, documents, handed, artifact, dispatches } of run.tasks) {
    if (artifact !== null)
      found.add(writes);
    for (const { path } of handed)
      found.add(path);
    if (dispatches === 0)
      continue;
    for (const path of [writes, ...documents]) {
      const there = statOf(join2(project.root, path));
      if (there?.isFile() && there.mtimeMs >= begun)
        found.add(path);
    }
  }
  return [...found].filter((path) => path.split("/").every((part) => !["", ".", ".."].includes(part)));
}
var statOf = (path) => lstatSync2(path, { throwIfNoEntry: false });
function move2(root, from, to) {
  const folders = dirname2(from).split("/");
  const isPlain = folders.every((_, at) => statOf(join2(root, ...folders.slice(0, at + 1)))?.isDirectory());
  if (!isPlain || !statOf(join2(root, from))?.isFile() || statOf(join2(root, to)) !== undefined)
    return false;
  makeFolders(root, dirname2(to));
  renameSync2(join2(root, from), join2(root, to));
  for (let at = folders.length;at > 1; at--)
    if (!removeEmpty(join2(root, ...folders.slice(0, at))))
      break;
  return true;
}
function removeEmpty(folder) {
  try {
    rmdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
function filesBelow(folder) {
  if (!statOf(folder)?.isDirectory())
    return [];
  return readdirSync2(folder, { withFileTypes: true }).flatMap((entry) => entry.isDirectory() ? filesBelow(join2(folder, entry.name)).map((name) => `${entry.name}/${name}`) : entry.isFile() ? [entry.name] : []);
}

// src/run/kept-runs.ts
var artifactsOf = (project, run) => (run === null ? [] : [...run.tasks.map(({ writes }) => writes), ...writtenBy2(project, run)]).flatMap((path) => path.startsWith(".task/") && !path.split("/").includes("..") ? [path.slice(".task/".length)] : []);
function moveRun(project, run, folder, name) {
  mark2(project, false);
  if (run !== null) {
    leaveCalls(project, run.run, callsOf(run));
    setFilesAside(project, run);
  }
  return moveAside(project.task, folder, name, artifactsOf(project, run), () => dropCopy(project));
}
function archiveRun(project, run) {
  const { run: id, workflow, status, reason, created_at, updated_at } = run;
  const request = run.request.text.slice(0, 200);
  const { tokens, minutes } = spentBy(run);
  const { usd, own, unknown } = runMoney(run);
  mark2(project, false);
  leaveCalls(project, id, callsOf(run));
  setFilesAside(project, run);
  const line = {
    run: id,
    request,
    status,
    reason,
    created_at,
    updated_at,
    ...kindOf(workflowOf(workflow), run),
    tokens,
    minutes,
    main_tokens: mainUsed(run)?.tokens ?? 0,
    usd,
    ...own && { own },
    unpriced: unknown
  };
  return archive(project.task, line, artifactsOf(project, run), () => dropCopy(project));
}
var holdsJournal = (folder) => existsSync2(join3(folder, "events.jsonl"));
function archivedRuns(project) {
  const folder = join3(project.task, "history");
  const there = existsSync2(folder) ? readdirSync3(folder).filter((name) => holdsJournal(join3(folder, name))) : [];
  const order = archiveIndex(project).map((line) => line.run);
  return there.sort((a, b) => order.indexOf(a) - order.indexOf(b));
}
function ownRun2(project) {
  try {
    return readRun(project);
  } catch {
    return null;
  }
}
function knownRuns(project) {
  const here = ownRun2(project);
  return [...new Set([...here ? [here.run] : [], ...parkedRuns(project.task), ...archivedRuns(project)])];
}
function keptRun(project, id) {
  const here = ownRun2(project);
  if (here?.run === id)
    return { run: here, place: project, kept: "here" };
  for (const [folder, kept, names] of [
    ["parked", "parked", parkedRuns(project.task)],
    ["history", "archived", archivedRuns(project)]
  ]) {
    if (!names.includes(id))
      continue;
    const place = { ...project, task: join3(project.task, folder, id) };
    const run = readRun(place);
    if (run !== null)
      return { run, place, kept };
  }
  return null;
}

// src/run/commands/system-errors.ts
import { dirname as dirname3 } from "path";
var REASONS = {
  EACCES: "you have no permission for it",
  EPERM: "you have no permission for it",
  EROFS: "that disk can only be read",
  ENOSPC: "the disk is full",
  EDQUOT: "your share of the disk is full",
  ENOTDIR: "a file stands where a folder should",
  EISDIR: "a folder stands where a file should",
  EIO: "the disk gives or takes no data",
  EMFILE: "too many files are open"
};
var SAID = /\b(E[A-Z]{2,}): [^,'\n]+, \w+ '([^'\n]+)'(?: -> '[^'\n]*')?/g;
var TEMPORARY = /\.\d+\.\w+\.tmp$/;
var plainly = (text) => text.replace(SAID, (said, code, path) => Object.hasOwn(REASONS, code) ? `${path.replace(TEMPORARY, "")}: ${REASONS[code]}` : said);
function systemText(error) {
  const { code = "", path, message } = error instanceof Error ? error : { message: "" };
  if (!Object.hasOwn(REASONS, code) || path === undefined)
    return null;
  const said = oneLine2(plainly(message));
  if (code !== "EACCES" && code !== "EPERM")
    return `${said}.
Mend that, then try again.`;
  const [folder] = /^.*\/\.task(?=\/|$)/.exec(path) ?? [dirname3(path)];
  const shown = /^[\w./+@:-]+$/.test(folder) ? folder : quote(oneLine2(folder));
  return `${said}.
If it is yours, chmod -R u+rwX ${shown} gives it back; else move it away. Then try again.`;
}

// src/run/commands/command.ts
var done = (text, data) => ({ exit: 0, text, data });
var no = (text, data = {}) => ({ exit: 1, text, data: { error: text, ...data } });
var wrongUsage = (text) => ({ exit: 2, text, data: { error: text } });
var broken = (text) => ({ exit: 3, text, data: { error: text } });
var goneOn = (text, before, changed, lead = "") => ({
  ...done(text, { run: before.run, status: changed.run.status }),
  goesOn: { before, changed, lead }
});
function failed(error, door) {
  const typedThere = door === "host" ? inHost : here;
  const message = error instanceof BrokenChain || error instanceof JournalTooLong ? error.told(typedThere) : error instanceof Error ? error.message : String(error);
  if (error instanceof Refused)
    return no(`Nothing was done: ${message}.`, { code: error.code });
  const refused = systemText(error);
  if (refused !== null)
    return broken(refused);
  const told = [BrokenChain, UnsafeFile, NoRecord].some((kind) => error instanceof kind);
  const text = told ? message : `${message}
${typed(door, "cancel")} --force sets the run aside whatever its state is.`;
  const place = error instanceof BrokenChain ? { line: error.line, seq: error.seq, remedy: error.remedyFor(typedThere) } : {};
  return { exit: 3, text, data: { error: message, ...place } };
}
var breakAt = ({ width, cutAt = width, table = cutAt }) => Math.min(table, cutAt);
var doorOf = ({ session }) => session === null ? "terminal" : "host";
var typed = (door, name) => (door === "host" ? inHost(name) : here(name)).trim();
var typedIn2 = (call, name) => typed(doorOf(call), name);
var usageIn = (door, usage) => door === "host" ? usage.replaceAll('"', "") : usage;
var isReadInHost = ({ session }) => session !== null || isInHost();
var startIn = (call, start) => isReadInHost(call) ? start : `${start} in Claude Code`;
function placeOf3(from) {
  const project = findProject(from);
  if (project.found !== "folder")
    return project;
  for (let folder = project.root;; folder = dirname4(folder)) {
    const task = join4(folder, ".task");
    if (existsSync3(join4(task, "history")) || existsSync3(join4(task, "parked")))
      return { ...project, root: folder, task };
    if (dirname4(folder) === folder)
      return project;
  }
}
var projectLine = ({ project, from }) => realPath(from) === project.root ? "" : `Project: ${project.root}
`;
function canResume({ project, env }, run) {
  const task = join4(project.task, "parked", run);
  try {
    return !isForeign(project, env, task) && readRun({ ...project, task }) !== null;
  } catch {
    return false;
  }
}
function standingOf({ root }) {
  try {
    return standingText3(root, PLAIN_LAYOUT);
  } catch (error) {
    const refused = systemText(error);
    if (refused === null)
      throw error;
    return refused;
  }
}
function noRunText(call) {
  const known = knownRuns(call.project).join(", ");
  const parked = parkedRuns(call.project.task).filter((run) => canResume(call, run)).map((run) => `
Parked: ${typedIn2(call, `resume ${run}`)} brings it back`);
  const earlier = known && `
Earlier and parked runs (${typedIn2(call, "status")} --run <id>): ${known}`;
  const standing = standingOf(call.project);
  const place = isReadInHost(call) ? "" : " in Claude Code";
  const first = `No run here (${resolve(call.from)}). Start one${place}: ${startTexts()}`;
  return `${first}${parked.join("")}${earlier}${standing === "" ? "" : `
${standing}`}`;
}
var RUN_OPTION = { run: { value: "<id>", about: "Also a parked or an archived run" } };
function changeRun(call, steps, deliver) {
  const delivered = deliver && call.session ? [call.session.deliver(deliver)] : [];
  const changed = change2(call.project, () => [...steps, ...delivered]);
  if (changed.warning !== undefined)
    call.warn(plainly(changed.warning));
  return changed;
}
var agentsAtWork = (run) => run.tasks.filter((task) => task.dispatch && !task.dispatch.check && isAlive(task.dispatch.host)).map((task) => task.id);
var deniedText = (tasks) => `The agent of ${tasks.join(", ")} is denied every further call; what was changed stays.`;
function worktreesText(project, run) {
  const left = leftWorktrees(project, run);
  if (left.length === 0)
    return "";
  return ` Work that was not brought in stays in ${left.join(", ")}; \`git worktree remove --force <folder>\` removes one.`;
}
function ownRun(call) {
  const { run } = changeRun(call, []);
  const said = (session, of) => {
    const transcript = transcriptIn(call.env, session);
    return transcript !== null && of(transcript);
  };
  const halt = haltCommand(run, {
    stopped: (agent, session) => said(session, (transcript) => isStoppedByPerson(transcript, agent)),
    declined: (tool, session) => said(session, (transcript) => isDeclined(transcript, tool))
  });
  return halt === null ? run : changeRun(call, [halt]).run;
}
function liveRun(call, words) {
  const run = ownRun(call);
  const refuse = (text) => ({ ok: false, answer: no(text, { run: run?.run ?? null }) });
  if (run === null)
    return refuse(noRunText(call));
  if (!isLive(run))
    return refuse(`Run ${run.run} is over (${run.status}): ${words.over}.`);
  const takeOver = call.session === null ? null : takeOverOf(run, call.session.id, call.session.host);
  return takeOver === null ? { ok: true, found: run } : refuse(`Run ${run.run} belongs to another session; ${words.there}, or take the run over: ${inHost(takeOver)}`);
}
var nothingToSee = (call, answer) => answer.exit === 1 && call.value("run") === null ? done(answer.text, { ...answer.data, error: undefined }) : answer;
function whichRun(call) {
  const id = call.value("run");
  if (id === null) {
    const run = ownRun(call);
    if (run !== null)
      return { ok: true, found: { run, place: call.project, kept: "here" } };
    return { ok: false, answer: no(noRunText(call), { run: null, known: knownRuns(call.project) }) };
  }
  try {
    const found = keptRun(call.project, id);
    if (found !== null)
      return { ok: true, found };
  } catch (error) {
    if (systemText(error) !== null)
      throw error;
    const problem = error instanceof BrokenChain ? `line ${error.line}, ${error.problem}` : error instanceof UnsafeFile ? `it ${error.problem}` : error.message;
    const text = `Run ${id} is put aside, and its journal cannot be read: ${problem}. It stays as it is; no other run depends on it.`;
    return { ok: false, answer: { ...no(text, { run: id }), exit: 3 } };
  }
  const known = knownRuns(call.project);
  return {
    ok: false,
    answer: no(`No run "${id}" in ${call.project.task}${known.length === 0 ? ", nor any other" : `; known: ${known.join(", ")}`}`, { known })
  };
}

export { unparkRun, parkedRuns, earlierOf, putFilesBack, moveRun, archiveRun, keptRun, plainly, done, no, wrongUsage, broken, goneOn, failed, breakAt, doorOf, typed, typedIn2, usageIn, startIn, placeOf3, projectLine, noRunText, RUN_OPTION, changeRun, agentsAtWork, deniedText, worktreesText, ownRun, liveRun, nothingToSee, whichRun };
