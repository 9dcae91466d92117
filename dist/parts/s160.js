// @bun
import {
  isAlive
} from "./s225.js";
import {
  disk,
  ownFolder,
  createTaskFolder,
  removeFile
} from "./s25.js";
import {
  BrokenChain,
  sha256
} from "./s68.js";
import {
  dropCopy
} from "./s119.js";
import {
  readSnapshot,
  journalPath
} from "./s122.js";
import {
  beginningOf
} from "./s189.js";
import {
  mark2
} from "./s212.js";
import {
  putObjects
} from "./s121.js";
import {
  bytesText,
  distance
} from "./s28.js";
import {
  workflowOf,
  allStarts,
  startOf,
  typedCommand,
  startNameOf,
  SWITCHED
} from "./s70.js";
import {
  VERSION,
  readRun,
  change2
} from "./s200.js";
import {
  assignedNow
} from "./s206.js";
import {
  unparkRun,
  parkedRuns,
  putFilesBack,
  moveRun,
  archiveRun
} from "./s162.js";
import {
  callsOf,
  callsInJournal,
  callsFromOutside,
  leaveCalls
} from "./s161.js";
import {
  endChecks
} from "./s125.js";
import {
  Refused
} from "./s4.js";
import {
  ISSUE_OPTION,
  ISSUE_REQUEST
} from "./s30.js";
import {
  isLive
} from "./s5.js";

// src/run/start.ts
import { mkdirSync, renameSync } from "fs";
import { join, relative } from "path";
var EXCERPT = 4000;
function storeRequest(project, text) {
  createTaskFolder(project.task);
  const bytes = new TextEncoder().encode(text);
  if (bytes.length > 900000)
    throw new Refused("too_large", `the request has ${bytes.length} bytes, expected at most 900000: put the material into a file and name it`);
  putObjects(project.task, [bytes]);
  const excerpt = [...text.slice(0, EXCERPT + 1)].slice(0, EXCERPT).join("");
  return { text: excerpt.isWellFormed() ? excerpt : excerpt.toWellFormed(), sha: sha256(bytes), bytes: bytes.length };
}
var newRunId = (workflow) => `${workflow}-${Buffer.from(crypto.getRandomValues(new Uint8Array(4))).toString("hex")}`;
function startRun(project, options, after = []) {
  const before = readRun(project);
  if (before !== null && !isLive(before))
    archiveRun(project, before);
  const request = storeRequest(project, options.request);
  const run = newRunId(options.workflow);
  options.note?.(project, run);
  const assigned = assignedNow(options.workflow, project, options.settings, options.env ?? process.env);
  const changed = change2(project, () => [
    {
      do: "start",
      run,
      version: VERSION,
      workflow: options.workflow,
      entry: options.entry ?? "start",
      request,
      auto: options.auto || options.settings.auto,
      settings: options.settings,
      ...options.options && Object.keys(options.options).length > 0 ? { options: options.options } : {},
      ...assigned ? { assigned } : {},
      session: options.session,
      host: options.host,
      ...options.noted ? { noted: true } : {}
    },
    ...after
  ]);
  options.keep?.(project, run);
  try {
    options.note?.(project, run);
  } catch {}
  return changed;
}
function releaseIfGone(run) {
  const host = run?.owner?.host ?? null;
  const gone = run?.owner === null || host !== null && !isAlive(host);
  return run !== null && !isLive(run) && gone ? { do: "release" } : null;
}
function finishUnpark(project, run) {
  if (run === null || !parkedRuns(project.task).includes(run.run))
    return;
  unparkRun(project.task, run.run);
  putFilesBack(project, run);
  change2(project, () => []);
}
function resetRun(project, reason) {
  if (readRun(project) === null)
    return null;
  const run = change2(project, (now) => now !== null && isLive(now) ? [{ do: "cancel", reason }] : []).run;
  return { run, folder: archiveRun(project, run) };
}
var MAX_FORCED_BYTES = 4 * 1024 * 1024;
function unreadJournal({ task }) {
  const found = disk.lstat(journalPath(task));
  if (found === undefined)
    return null;
  if (!found.isFile())
    return "it is no regular file";
  return found.size > MAX_FORCED_BYTES ? `it has ${found.size} bytes` : null;
}
function setLinkAside(project) {
  const stamp = new Date().toISOString().replace(/[^0-9TZ]/g, "-");
  const aside = `${project.task}.${stamp}`;
  mark2(project, false);
  renameSync(project.task, aside);
  createTaskFolder(project.task);
  const folder = join(project.task, "history", `unreadable-run-${stamp}`);
  mkdirSync(folder, { recursive: true });
  renameSync(aside, join(folder, "task"));
  dropCopy(project);
  return relative(project.root, folder);
}
async function archiveUnreadable(project, reason) {
  const place = disk.lstat(project.task);
  if (place !== undefined && !place.isDirectory()) {
    const problem = place.isSymbolicLink() ? ".task is a symbolic link" : ".task is no folder";
    return { run: null, folder: setLinkAside(project), problem };
  }
  if (!ownFolder(project.task))
    return { run: null, folder: null, problem: null };
  const unread = unreadJournal(project);
  if (unread !== null)
    return setAside(project, unread, "unread");
  try {
    const run = readRun(project);
    if (run !== null) {
      leaveCalls(project, run.run, callsOf(run));
      change2(project, (now) => [
        ...now !== null && isLive(now) ? [{ do: "cancel", reason }] : [],
        (left) => left === null ? null : { do: "release" }
      ]);
      await endChecks({ project, env: process.env }, run);
    }
    removeFile(join(project.task, "live"));
    return {
      run: run?.run ?? null,
      was: run !== null && !isLive(run) ? run.status : null,
      folder: null,
      problem: null
    };
  } catch (error) {
    if (error instanceof BrokenChain)
      return setAside(project, `line ${error.line}: ${error.problem}`);
    return setAside(project, error instanceof Error ? error.message : String(error));
  }
}
var BEGINNING_BYTES = 64 * 1024;
async function setAside(project, problem, journal = "read") {
  const run = lastKnown(project);
  if (run !== null)
    await endChecks({ project, env: process.env }, run).catch(() => {});
  const id = run?.run ?? beginningOf(project.task, BEGINNING_BYTES)?.run;
  leaveCalls(project, id ?? "that could not be read", [
    ...id === undefined ? [] : callsFromOutside(project, id),
    ...journal === "read" ? callsInJournal(project) : []
  ]);
  const stamp = new Date().toISOString().replace(/[^0-9TZ]/g, "-");
  const name = `unreadable-${run?.run ?? "run"}-${stamp}`;
  let folder;
  try {
    folder = moveRun(project, run, "history", name);
  } catch {
    folder = moveRun(project, null, "history", name);
  }
  removeFile(join(project.task, "live"));
  return { run: run?.run ?? null, folder: relative(project.root, folder), problem };
}
function lastKnown(project) {
  try {
    const snapshot = readSnapshot(project.task, VERSION, disk);
    const run = snapshot?.usable ? snapshot.state : null;
    return run !== null && /^[\w-]{1,100}$/.test(run.run) ? run : null;
  } catch {
    return null;
  }
}

// src/run/start-request.ts
var wrong = (problem) => ({
  ok: false,
  problem,
  refused: false
});
var flagText = (name, flag) => flag.takes === "nothing" ? `--${name}` : flag.takes === "name" ? `--${name}[=${flag.value}]` : `--${name} ${flag.value}`;
var possible = ({ flags }) => Object.entries(flags).map(([name, flag]) => flagText(name, flag)).join(", ");
var isOption = (word) => /^(?:--|-|[\u2013\u2014])\p{L}/u.test(word) && !/^[\u2013\u2014].*[\u2013\u2014]$/u.test(word);
var bareName = (word) => word.replace(/^(?:-{1,2}|[\u2013\u2014])/, "").split("=")[0];
var ABOUT = new Set(("a,an,the,of,for,to,in,into,on,by,with,without,from,when,if,and,or,than,like,as,is,are,be,not,via,under,option,options,flag,flags,switch," + "parameter,argument,add,accept,accepts,allow,allows,support,supports,take,takes,understand,understands,document,explain,describe,deprecate," + "drop,remove,rename,replace,implement,ignore,ignores,honour,honor,parse,handle,handles,called,named,use,uses,using,pass,passes,passing,given,gets,get,has,have," + "run,runs,running,fix,break,breaks,show,shows,print,prints,test,mention,mentions,die,der,das,mit,ohne,von,f\xFCr,zu,auf,und,oder,nach,flagge,schalter,le,la,de,du,avec,sans,et,por,con,sin,y,el").split(","));
var GOES_ON = new Set("to,in,for,of,as,and,or,with,from,that,which,is,are,so,on,by,when,if,into,at,should,must,can,option,flag,switch,zu,und,in,im,f\xFCr,als,mit".split(","));
var TYPED = "force,yes,dry-run,quiet,verbose,debug,help,version,model,print,continue,resume,json,run,project,auto,reason,question,undo,without,full,quick,nano,hotfix,f,y,v,h,q,n".split(",");
var isCall = (words, at) => at >= 3 && ABOUT.has(words[at - 2].toLowerCase()) && !TYPED.includes(bareName(words[at]));
function strayOption(name, text) {
  const words = text.split(/\s+/).filter((word) => word !== "");
  if (words.length === 0)
    return null;
  if (isOption(words[0]))
    return words[0];
  let from = words.length;
  while (from > 0 && isOption(words[from - 1]))
    from -= 1;
  if (from < words.length && !ABOUT.has(words[from - 1].toLowerCase()) && !isCall(words, from))
    return words.at(-1);
  const foreign = Object.entries(allStarts()).flatMap(([other, { flags }]) => other === name ? [] : Object.keys(flags).filter((flag) => !Object.hasOwn(startOf(name).flags, flag)));
  const within = words.findIndex((word, at) => at < from && word.startsWith("--") && foreign.includes(bareName(word)) && !GOES_ON.has((words[at + 1] ?? "to").toLowerCase()));
  return within < 0 ? null : words[within];
}
function readFlags(name, line) {
  const command = startOf(name);
  const typed = command.strict ? strict(name, command, line) : free(name, command, line);
  if (!typed.ok || /(?:^|\s)--(?:\s|$)/.test(line))
    return typed;
  const stray = strayOption(name, typed.text);
  return stray === null ? typed : unknownFlag(name, stray);
}
function unknownFlag(name, word) {
  const command = startOf(name);
  const near = nearFlag(bareName(word), command);
  const meant = near === undefined ? `possible: ${possible(command)}.` : `did you mean --${near}?`;
  return wrong(`${word.slice(0, 60)} is no flag of ${typedCommand(name)}; ${meant} ${BEHIND}`);
}
function strict(name, command, line) {
  const flags = new Map;
  const words = /\S+/g;
  let text = "";
  let [from, end] = [-1, -1];
  for (let found = words.exec(line);found !== null; found = words.exec(line)) {
    const [word] = found;
    if (word === "--") {
      text = from < 0 ? "" : `${line.slice(from, end < 0 ? found.index : end).trimEnd()} `;
      return { ok: true, text: `${text}${line.slice(words.lastIndex).trim()}`.trim(), flags };
    }
    if (!word.startsWith("--")) {
      if (end >= 0)
        return wrong(`${typedCommand(name)}: text stands before and behind ${[...flags.keys()].map((one) => `--${one}`).at(-1)}; put flags in front of the text. ${BEHIND}`);
      if (from < 0)
        from = found.index;
      continue;
    }
    if (from >= 0 && end < 0)
      end = found.index;
    const [given = "", inline] = halves(word.slice(2));
    const flag = Object.hasOwn(command.flags, given) ? command.flags[given] : undefined;
    if (!flag)
      return wrong(`--${given.slice(0, 60)} is no flag of ${typedCommand(name)}; possible: ${possible(command)}. ${BEHIND}`);
    if (flags.has(given))
      return wrong(`--${given} is given twice`);
    let value = inline;
    if (flag.takes === "nothing" && value !== null)
      return wrong(`--${given} takes no value, found "${value.slice(0, 60)}"`);
    if (flag.takes !== "nothing" && flag.takes !== "name" && value === null) {
      const next = words.exec(line);
      if (next === null || next[0].startsWith("--"))
        return wrong(`--${given} needs a value: ${flagText(given, flag)}`);
      value = next[0];
    }
    if (value === "")
      return wrong(`--${given}=: the value is missing, expected ${flagText(given, flag)}`);
    flags.set(given, value);
  }
  text = from < 0 ? "" : line.slice(from, end < 0 ? line.length : end).trim();
  return { ok: true, text, flags };
}
var BEHIND = "A text that begins with -- comes behind a single --.";
var halves = (word) => {
  const at = word.indexOf("=");
  return at < 0 ? [word, null] : [word.slice(0, at), word.slice(at + 1)];
};
var nearFlag = (word, { flags }) => Object.keys(flags).find((name) => distance(word, name) <= 1);
function free(name, command, line) {
  const flags = new Map;
  let text = line.trim();
  for (let lead = /^--(\S*)\s*/.exec(text);lead !== null; lead = /^--(\S*)\s*/.exec(text)) {
    text = text.slice(lead[0].length);
    if (lead[1] === "")
      return { ok: true, text: text.trim(), flags };
    const [given, value] = halves(lead[1]);
    if (!Object.hasOwn(command.flags, given))
      return unknownFlag(name, `--${given}`);
    if (value !== null)
      return wrong(`--${given} takes no value, found "${value.slice(0, 60)}"`);
    if (flags.has(given))
      return wrong(`--${given} is given twice`);
    flags.set(given, null);
  }
  const last = /\s--(\S+)$/.exec(text);
  if (last === null)
    return { ok: true, text, flags };
  const word = last[1];
  if (!Object.hasOwn(command.flags, word))
    return nearFlag(word, command) ? unknownFlag(name, `--${word}`) : { ok: true, text, flags };
  flags.set(word, null);
  return { ok: true, text: text.slice(0, last.index).trim(), flags };
}
var ENVIRONMENT = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,39}$/u;
function optionOf(command, name, value, settings) {
  const flag = command.flags[name];
  const none = (what, expected) => ({
    problem: `--${name}: found "${what.slice(0, 60)}", expected ${expected}`
  });
  if (flag.takes === "variant") {
    const { variants } = workflowOf(command.workflow).entries[command.entry];
    const known = Object.keys(variants?.of ?? {});
    return known.includes(value ?? "") ? { value } : none(value ?? "", `one of ${known.join(", ")}`);
  }
  if (flag.takes === "names") {
    const known = flag.known(settings);
    const named = (value ?? "").split(",").map((one) => one.trim().normalize("NFC"));
    const unknown = named.find((one) => !known.includes(one));
    if (unknown === undefined)
      return { value: [...new Set(named)].join(",") };
    const head = unknown.slice(0, unknown.indexOf("=") + 1);
    const alike = known.filter((one) => head !== "" && one.startsWith(head));
    if (alike.length > 0)
      return none(unknown, `one of ${alike.join(", ")}`);
    return none(unknown, `${flag.what} with commas between them: ${known.join(", ")}`);
  }
  if (flag.takes === "name") {
    if (value === null)
      return { value: flag.alone };
    return ENVIRONMENT.test(value) ? { value } : none(value, "letters, digits, . _ -, at most 40, letter or digit first");
  }
  return { value: SWITCHED };
}
var AUTO = "auto";
var ISSUE = /^(?:#(?<own>\d{1,9})|https:\/\/github\.com\/(?<repo>[\w.-]+\/[\w.-]+)\/(?<kind>issues|pull)\/(?<number>\d{1,9})\/?(?:[?#]\S*)?)$/i;
var NEARLY = /^(?:(?:GH-|(?<repo>[\w.-]+\/[\w.-]+)?#)(?<number>\d{1,9})[.,;:!?]?|(?:https?:\/\/)?(?:www\.)?github\.com\/(?<at>[\w.-]+\/[\w.-]+)\/issues\/(?<last>\d{1,9})\S{0,200})$/i;
function issueIn(name, line) {
  if (startOf(name).issue !== true || /(?:^|\s)--(?:\s|$)/.test(line))
    return null;
  const typed = readFlags(name, line);
  const { own, repo, kind, number } = typed.ok && ISSUE.exec(typed.text)?.groups || {};
  if (own !== undefined)
    return { number: own, repo: null, isPull: false };
  if (number !== undefined)
    return { number, repo, isPull: kind.toLowerCase() === "pull" };
  const nearly = typed.ok ? NEARLY.exec(typed.text)?.groups : undefined;
  if (nearly === undefined)
    return null;
  return {
    number: nearly.number ?? nearly.last,
    repo: nearly.repo ?? nearly.at ?? null,
    isPull: false,
    isSlip: true
  };
}
function issueText({ options }, bytes) {
  const { [ISSUE_OPTION]: url } = options;
  return url === undefined ? null : `Request: what stands in ${url}, ${bytesText(bytes)}. Anybody may have written it: read what is made of it before you approve that.`;
}
function readStart(name, line, settings, root, issue = null) {
  const command = startOf(name);
  const read = readFlags(name, line);
  if (!read.ok)
    return wrong(read.problem);
  const typed = { ...read, text: issue?.request ?? read.text };
  const options = {};
  for (const [flag, value] of typed.flags) {
    if (flag === AUTO)
      continue;
    const option = optionOf(command, flag, value, settings);
    if ("problem" in option)
      return wrong(option.problem);
    options[flag] = option.value;
  }
  if (issue !== null)
    Object.assign(options, { [ISSUE_OPTION]: issue.url, [ISSUE_REQUEST]: sha256(issue.request) });
  const { workflow, entry } = command;
  const start = { workflow, entry, auto: typed.flags.has(AUTO), options };
  if (typed.text === "" && !command.bare)
    return { ok: true, value: { request: "", start } };
  const choice = command.chooses?.();
  if (choice !== undefined) {
    const { option } = choice;
    if (options[option] === undefined) {
      const { value, reason } = choice.propose(root, typed.text, issue !== null);
      Object.assign(options, { [option]: value, [`${option}_reason`]: reason });
    }
    const refused = choice.problem(options[option], typed.text);
    if (refused !== null)
      return { ok: false, problem: refused, refused: true };
  }
  const refused = command.refuses?.(options, settings) ?? null;
  if (refused !== null)
    return { ok: false, problem: refused, refused: true };
  for (const [option, byValue] of Object.entries(command.implies ?? {}))
    Object.assign(options, byValue[options[option] ?? ""] ?? {});
  Object.assign(options, command.adds?.(typed.text, options));
  const meant = command.resolves?.()(root, typed.text, options);
  if (meant === undefined)
    return { ok: true, value: { request: typed.text, start } };
  if (!meant.ok)
    return { ok: false, problem: meant.problem, refused: true };
  const resolved = { ...start, entry: meant.entry, options: { ...options, ...meant.options } };
  return { ok: true, value: { request: meant.request, start: resolved } };
}
function changeProblem(run, text) {
  const choice = startOf(startNameOf(run)).chooses?.();
  const value = choice === undefined ? undefined : run.options[choice.option];
  const problem = choice === undefined || value === undefined ? null : choice.problem(value, text);
  return problem === null ? null : `The request stays as it is. ${problem}: that is fixed when a run starts.`;
}
function chosenText(start, request) {
  const chosen = Object.keys(start.options).filter((name) => start.options[`${name}_reason`] !== undefined);
  if (chosen.length === 0)
    return startOf(startNameOf(start)).hint?.(request, start.options) ?? null;
  const lines = chosen.map((name) => `${name} ${start.options[name]}: ${start.options[`${name}_reason`]}`);
  const isFlag = Object.hasOwn(startOf(startNameOf(start)).flags, chosen[0]);
  const other = isFlag ? `start it again with --${chosen[0]}` : "type it yourself";
  return `Chosen for you: ${lines.join("; ")}. For another one cancel this run, then ${other}.`;
}

export { storeRequest, startRun, releaseIfGone, finishUnpark, resetRun, archiveUnreadable, isOption, issueIn, issueText, readStart, changeProblem, chosenText };
