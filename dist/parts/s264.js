// @bun
import {
  transcriptOf,
  mapped
} from "./s52.js";
import {
  callOfAgent
} from "./s225.js";
import {
  blocksOf,
  rowsWith,
  callsIn,
  callFinder,
  resultIn,
  beginsAt
} from "./s10.js";
import {
  isOwnAgent
} from "./s12.js";
import {
  SEEN_HEAD,
  isSeen,
  seenFiles
} from "./s176.js";
import {
  outsideFolders,
  wasBegunHere
} from "./s189.js";
import {
  getObject
} from "./s121.js";
import {
  readEvents
} from "./s122.js";
import {
  checkCall
} from "./s9.js";
import {
  mayBe
} from "./s108.js";
import {
  hashOfWords,
  promptsIn,
  promptsWith
} from "./s239.js";
import {
  BY_HOOK,
  notedOf,
  noteMore
} from "./s220.js";
import {
  checkedTask
} from "./s244.js";
import {
  takenOf,
  ownersOf2
} from "./s222.js";
import {
  senseOf,
  senseOfText,
  textAfter,
  fitsEdit
} from "./s243.js";

// src/run/counterparts.ts
var SLACK_MS = 1e4;
var AGENT_TOOLS = new Set(["Agent", "Task"]);
var CAUSES = new Set([
  ...["accepted", "answered", "auto_approved", "check_failed", "returned", "refused"],
  "item_dropped"
]);
function unbacked(events, told, look) {
  const found = [];
  const tasks = new Map;
  const started = new Map;
  const asked = new Map;
  const calls = new Set;
  const times = new Map;
  const created = events.find((one) => one.type === "run_created");
  const begun = created?.at ?? "";
  const hasWords = created?.type === "run_created" && created.noted === true;
  let batch = [];
  for (const [index, event] of events.entries()) {
    if ((event.batch?.[0] ?? 1) === 1)
      batch = [];
    const isLooked = index >= look.from;
    const subject = `${event.type[0]}${"task" in event ? event.task : ("question" in event) ? event.question : ""}`;
    const nth = (times.get(subject) ?? 0) + 1;
    times.set(subject, nth);
    const miss = (what, session = null) => {
      const untold = told.silentAt(event.at, session);
      if (isLooked)
        found.push({ id: `${subject}.${nth}`, event, what, untold });
    };
    switch (event.type) {
      case "task_created":
        tasks.set(event.task, { writes: event.writes, who: event.who });
        break;
      case "substituted":
        tasks.set(event.task, { writes: tasks.get(event.task)?.writes ?? "", who: event.who });
        break;
      case "dispatched": {
        const row = isLooked ? told.call(event.call) : null;
        const isMade = isLooked && (calls.has(event.call) || row === null || !isStart(row, event, begun));
        if (isMade)
          miss(`${event.task} was started by no call of the host`, event.session);
        started.set(event.task, { event, agent: null, isMade });
        calls.add(event.call);
        break;
      }
      case "bound": {
        const start = started.get(event.task);
        if (start)
          start.agent = event.agent;
        if (isLooked && !start?.isMade && (start === undefined || told.startOf(event.agent) !== start.event.call))
          miss(`${event.task} has an agent that the host did not start for it`, start?.event.session);
        break;
      }
      case "accepted": {
        const start = started.get(event.task);
        const why = isLooked ? unwritten(event, start, tasks.get(event.task), index) : null;
        if (why !== null)
          miss(`${event.task} counts as done, and ${why}`, start?.event.session);
        break;
      }
      case "asked":
        asked.set(event.question, event);
        break;
      case "answered": {
        const { question, via, session, prompt = null, said = null } = event;
        const open = asked.get(question);
        const isMeant = (words, earlier) => open !== undefined && look.isAnswer(open, event, words, earlier);
        const isWordless = hasWords && (said === null || prompt === null) && (via === "prompt" || via === "command");
        const how = { via, question, from: open?.at ?? "", to: event.at, prompt, said, isMeant };
        const by = !isLooked ? "person" : open === undefined || isWordless ? "nobody" : told.answered(how);
        if (by === "nobody")
          miss(`${question} was answered by nobody in the session`, session);
        if (by === "other")
          miss(`${question} was answered otherwise in the session`, session);
        if (by === "hook")
          found.push({ id: `${subject}.${nth}`, event, what: question, untold: null, isByHook: true });
        break;
      }
      case "task_done":
        if (!batch.some((one) => CAUSES.has(one.type)))
          miss(`${event.task} was called done without a reason`);
        break;
    }
    batch.push(event);
  }
  return found;
  function endedOtherwise(event, { call }, index) {
    const next = events.slice(index).find((one) => one.type === "attached")?.at ?? null;
    const ended = told.checkEnded(call, event.at, next);
    if (ended === "badly")
      return "its check ended without a result of its own";
    return ended === null ? "its check has not ended" : null;
  }
  function unwritten(event, start, task, index) {
    if (event.by === "person")
      return batch.some((one) => one.type === "answered") ? null : "nobody took it in for the person";
    if (start === undefined || task === undefined)
      return "it was never started";
    if (start.isMade)
      return null;
    if (start.event.check)
      return index < look.coming ? endedOtherwise(event, start.event, index) : null;
    if (start.agent === null)
      return "no agent worked for it";
    if (!look.whole)
      return null;
    if (task.who.provider !== undefined)
      return told.commands(start.agent).some((command) => (checkCall(command) ?? checkedTask(command)) === event.task) ? null : "its agent asked no external model";
    const last = told.writes(start.agent, task.writes).at(-1);
    if (last === undefined)
      return `its agent wrote no ${task.writes}`;
    const sense = look.senseOf(event.artifact);
    return last.sense === null || sense === null || last.sense === sense ? null : `its agent wrote another ${task.writes}`;
  }
}
function isStart(row, event, begun) {
  const made = Date.parse(row.at);
  if (!(made >= Date.parse(begun) - SLACK_MS && made <= Date.parse(event.at) + SLACK_MS))
    return false;
  if (!event.check)
    return AGENT_TOOLS.has(row.name) && (isOwnAgent(row.input.subagent_type) || isNamed(row.input.prompt, event.task));
  const command = String(row.input.command ?? "");
  return row.name === "Bash" && (checkCall(command) ?? checkedTask(command)) === event.task;
}
var isNamed = (prompt, task) => typeof prompt === "string" && prompt.trim() === task;
function gapsIn(events, told, { from, isLooked }) {
  const found = [];
  const open = new Map;
  const close = (task, to) => {
    const one = open.get(task);
    open.delete(task);
    const tools = one === undefined || !isLooked(task) ? [] : told.unseen(one.agent, one.at, to);
    if (one === undefined || tools.length === 0)
      return;
    const names = [...new Set(tools)].join(", ");
    const times = tools.length === 1 ? "1 call" : `${tools.length} calls`;
    found.push({ id: `g${task}.${one.nth}`, what: `${times} of ${task}'s agent (${names})` });
  };
  for (const [index, event] of events.entries()) {
    if (index < from)
      continue;
    if (event.type === "bound")
      open.set(event.task, { agent: event.agent, at: event.at, nth: index });
    else if (event.type === "accepted" || event.type === "returned")
      close(event.task, event.at);
  }
  for (const task of [...open.keys()])
    close(task, events.at(-1).at);
  return found;
}

// src/run/told-by-host.ts
var WRITES = new Set(["Write", "Edit", "MultiEdit"]);
function toldBy(owners, { seen = NONE_SEEN, answers = [] } = {}) {
  const paths = [...new Set(owners.map((one) => one.transcript))];
  const mains = paths.map(mapped);
  const agents = new Map;
  const ofAgent = (agent) => {
    const known = agents.get(agent);
    if (known !== undefined)
      return known;
    const files = paths.map((path) => mapped(transcriptOf(path, agent))).filter((bytes) => bytes.length > 0);
    agents.set(agent, files);
    return files;
  };
  const finders = mains.map(callFinder);
  const firstOf = (all, look) => {
    for (const one of all) {
      const found = look(one);
      if (found !== null)
        return found;
    }
    return null;
  };
  return {
    call: (id) => firstOf(finders, (find) => find(id)),
    startOf: (agent) => firstNote(paths, agent),
    writes: (agent, path) => ofAgent(agent).flatMap((bytes) => writesIn(bytes, path)),
    unseen(agent, from, to) {
      if (seen.files.length === 0 || Date.parse(from) < seen.since)
        return [];
      return ofAgent(agent).flatMap((bytes) => unseenIn(bytes, seen, { from, to }));
    },
    commands: (agent) => ofAgent(agent).flatMap((bytes) => [...rowsWith(bytes, '"name":"Bash"')].flatMap(callsIn).filter(({ id }) => resultIn(bytes, id)?.isError !== true).map(({ input }) => String(input.command ?? ""))),
    checkEnded(call, from, to) {
      const ends = mains.flatMap((bytes) => checkEndsIn(bytes, call));
      const [end] = ["well", "badly", "unknown"].filter((one) => ends.includes(one));
      if (end !== undefined)
        return end;
      return mains.some((bytes) => isWrittenTo(bytes, from, to)) ? null : "unknown";
    },
    answered({ via, question, from, to, prompt, said, isMeant }) {
      if (via === "cli")
        return answers.includes(question) ? "person" : "nobody";
      const picked = mains.flatMap((bytes) => pickedIn(bytes, question, Date.parse(from) - SLACK_MS2));
      const isThen = between(from, to);
      const earlier = () => {
        const typed = mains.flatMap(promptsIn).filter(({ at }) => isThen(at));
        return [...picked.map(({ words }) => words), ...typed.map(({ text }) => text)];
      };
      if (via !== "dialog") {
        const fits = (words) => isMeant(words, earlier);
        return mains.some((bytes) => isTyped(bytes, { prompt, said, isMeant: fits }, isThen)) ? "person" : "nobody";
      }
      const last = picked.toSorted((a, b) => a.at - b.at).at(-1);
      if (last === undefined)
        return "nobody";
      return !isMeant(last.words, earlier) ? "other" : last.isByHook ? "hook" : "person";
    },
    silentAt(at, session) {
      const own = owners.filter((one) => one.session === session);
      const told = (own.length > 0 ? own : owners).map((one) => one.transcript);
      for (const path of told) {
        const begins = beginsAt(mains[paths.indexOf(path)]);
        if (begins === null)
          return `the transcript ${path} cannot be read`;
        if (Date.parse(begins) > Date.parse(at) + SLACK_MS2)
          return `the transcript ${path} begins later than that`;
      }
      return null;
    }
  };
}
var SLACK_MS2 = 1e4;
function firstNote(paths, agent) {
  for (const path of paths) {
    const call = callOfAgent(path, agent);
    if (call !== null)
      return call;
  }
  return null;
}
var NONE_SEEN = { files: [], since: 0 };
var CHANGING = new Set([...WRITES, "NotebookEdit", "Bash", "Agent", "Task"]);
function unseenIn(bytes, seen, { from, to }) {
  if (!seen.files.some((file) => file.indexOf(1, SEEN_HEAD) >= 0))
    return [];
  return [...rowsWith(bytes, '"type":"tool_use"')].flatMap(callsIn).filter(({ name, at }) => CHANGING.has(name) && at >= from && at <= to).filter(({ id }) => !isSeen(id, seen.files) && resultIn(bytes, id)?.isError === false).map(({ name }) => name);
}
function writesIn(bytes, path) {
  const named = JSON.stringify(`/${path}`).slice(1);
  const calls = [...rowsWith(bytes, named)].flatMap(callsIn).filter((one) => isWriteTo(one, path));
  let text = null;
  return calls.flatMap(({ id, input }) => {
    const result = resultIn(bytes, id);
    if (result === null || result.isError)
      return [];
    const isEdit = typeof input.content !== "string";
    text = isEdit && (text === null || !fitsEdit(input, text)) ? null : textAfter(input, text ?? "");
    return [{ sense: text === null ? null : senseOfText(text) }];
  });
}
var isWriteTo = ({ name, input }, path) => WRITES.has(name) && typeof input.file_path === "string" && input.file_path.endsWith(`/${path}`);
function checkEndsIn(bytes, call) {
  const result = resultIn(bytes, call);
  if (result !== null && result.answer.backgroundTaskId === undefined)
    return [result.isError ? "badly" : "well"];
  return [...rowsWith(bytes, `<tool-use-id>${call}</tool-use-id>`)].flatMap((line) => {
    const text = notificationIn(blocksOf(line).row);
    const status = /<status>(\w+)<\/status>/.exec(text)?.[1];
    if (status === undefined || !text.includes(`<tool-use-id>${call}</tool-use-id>`))
      return [];
    const isWell = status === "completed" && !/\(exit code [1-9]/.test(text);
    return [isWell ? "well" : /\bexit code [1-9]/.test(text) ? "badly" : "unknown"];
  });
}
function notificationIn({ type, content, message, attachment }) {
  if (type === "assistant")
    return "";
  const of = (value, field) => (value ?? {})[field];
  const texts = [content, of(message, "content"), of(attachment, "prompt")].map(wordsOf);
  const taken = texts.map((text) => text.slice(text.lastIndexOf(TAKEN_BY_HOOK) + TAKEN_BY_HOOK.length));
  return [...texts, ...taken].find((text) => text.startsWith("<task-notification>")) ?? "";
}
function isWrittenTo(bytes, from, to) {
  const first = Date.parse(from) + SLACK_MS2;
  const last = to === null ? Number.POSITIVE_INFINITY : Date.parse(to) - SLACK_MS2;
  for (const line of rowsWith(bytes, '"timestamp":')) {
    const at = Date.parse(String(blocksOf(line).row.timestamp));
    if (at > first && at < last)
      return true;
  }
  return false;
}
var between = (from, to) => (at) => Date.parse(at) >= Date.parse(from) - SLACK_MS2 && Date.parse(at) <= Date.parse(to) + SLACK_MS2;
var TAKEN_BY_HOOK = "Original prompt: ";
function isTyped(bytes, { prompt, said, isMeant }, isThen) {
  const isSaid = (text) => said === null || hashOfWords(text) === said && isMeant(text);
  const rows = prompt === null ? promptsIn(bytes) : promptsWith(bytes, prompt);
  const own = rows.filter(({ text, at }) => isThen(at) && isSaid(text));
  if (own.length > 0)
    return own.some(({ by }) => by === "person");
  const isTaken = ({ type, content, timestamp }) => type === "system" && typeof content === "string" && isThen(String(timestamp)) && isSaid(content.slice(content.lastIndexOf(TAKEN_BY_HOOK) + TAKEN_BY_HOOK.length));
  const isPutIn = ({ attachment, timestamp }) => {
    const { type, prompt: text, origin } = attachment ?? {};
    const by = origin?.kind ?? "human";
    return type === "queued_command" && by === "human" && isThen(String(timestamp)) && isSaid(wordsOf(text));
  };
  return [...rowsWith(bytes, TAKEN_BY_HOOK)].some((line) => isTaken({ ...blocksOf(line).row })) || said !== null && [...rowsWith(bytes, '"queued_command"')].some((line) => isPutIn({ ...blocksOf(line).row }));
}
var wordsOf = (prompt) => typeof prompt === "string" ? prompt : (Array.isArray(prompt) ? prompt : []).map((one) => String(one?.text ?? "")).join(`
`);
function pickedIn(bytes, question, since) {
  return [...rowsWith(bytes, `"${question} \xB7 `)].flatMap((line) => {
    const { row, blocks } = blocksOf(line);
    const { answers } = row.toolUseResult ?? {};
    const at = Date.parse(String(row.timestamp));
    if (typeof answers !== "object" || answers === null || !(at >= since))
      return [];
    const call = String(blocks.find((one) => one.type === "tool_result")?.tool_use_id);
    return Object.entries(answers).filter(([asked]) => asked.startsWith(`${question} \xB7 `)).map(([, words]) => ({ words: String(words), at, isByHook: isByHook(bytes, call) }));
  });
}
function isByHook(bytes, call) {
  return [...rowsWith(bytes, `"toolUseID":${JSON.stringify(call)}`)].some((line) => {
    const { type, toolUseID, hookEvent, stdout } = blocksOf(line).row.attachment ?? {};
    if (toolUseID !== call)
      return false;
    return type === "hook_permission_decision" || hookEvent === "PreToolUse" && /"answers"\s*:/.test(String(stdout));
  });
}
var UNBACKED = "no-counterpart";
var UNTOLD = "counterpart-unknown";
var GAP = "hook-gap";
var YOUNG_MS = 5000;
function held2(project, run, { events, whole, isPatient, env = process.env }) {
  const at = new Date().toISOString();
  const coming = events.map((event, index) => ({
    ...event,
    seq: run.seq + 1 + index,
    at,
    batch: [index + 1, events.length],
    prev: ""
  }));
  const { found, gaps } = missing(project, run, coming, { whole, env });
  const isYoung = ({ event }) => Date.parse(event.at) > Date.now() - YOUNG_MS;
  if (!whole)
    return telling(project, run, found.filter((one) => !isYoung(one)), gaps, env);
  return isPatient && found.some((one) => one.untold === null && isYoung(one)) ? "late" : telling(project, run, found, gaps, env);
}
function toldAtEnd2(project, run, env = process.env) {
  const { found, gaps } = missing(project, run, [], { whole: true, env });
  const isComing = ({ event }) => event.type === "answered" && Date.parse(event.at) > Date.now() - YOUNG_MS;
  return noticesOf(found.filter((one) => (one.untold === null || one.id === NO_NOTE) && !isComing(one)), gaps).map(({ text }) => text);
}
function missing(project, run, coming, { whole, env }) {
  const taken = takenOf(project, run.run, env);
  const events = [...readEvents(project.task), ...coming];
  if (taken === null)
    return unnoted(project, run, events[0], env);
  const owners = ownersOf2(taken);
  const from = events.findIndex((one) => (one.type === "run_created" || one.type === "attached") && owners.some(({ session }) => session === one.session));
  if (from < 0)
    return NOTHING;
  const noted = notedOf(project, run.run, env);
  const known = knownOf(project, run, noted.told, env);
  const seen = seenFiles(outsideFolders(env, project), project.root);
  const told = toldBy(owners, { seen, answers: noted.answers });
  const found = unbacked(events, told, {
    from,
    coming: events.length - coming.length,
    whole,
    senseOf(artifact) {
      const bytes = getObject(project.task, artifact);
      return bytes === null ? null : senseOf(bytes);
    },
    isAnswer: (...of) => mayBe(run, ...of)
  });
  const isSaid = ({ event }) => event.type === "answered" && coming.includes(event);
  const ending = new Set(coming.flatMap((one) => one.type === "accepted" ? [one.task] : []));
  const past = gapsIn(events, told, { from, isLooked: (task) => whole || ending.has(task) });
  return {
    found: found.filter((one) => !known.has(one.id) && !isSaid(one)),
    gaps: past.filter(({ id }) => !known.has(id))
  };
}
var NOTHING = { found: [], gaps: [] };
var NO_NOTE = "owner";
function unnoted(project, run, begun, env) {
  if (begun?.type !== "run_created" || begun.noted !== true || !wasBegunHere(project, run.run, env))
    return NOTHING;
  if (knownOf(project, run, notedOf(project, run.run, env).told, env).has(NO_NOTE))
    return NOTHING;
  const untold = "the note of who carries this run on, which lay outside of the project, is gone";
  return { found: [{ id: NO_NOTE, event: begun, what: `all that was done in run ${run.run}`, untold }], gaps: [] };
}
function knownOf(project, run, told, env) {
  const said = (run.notices ?? []).filter(isOurs).flatMap(({ key }) => key.split(" "));
  const isNoted = said.length === 0 || told.length > 0 || noteMore(project, run.run, {}, env) !== null;
  return new Set(isNoted ? said.filter((id) => told.includes(id)) : said);
}
function telling(project, run, found, past, env) {
  const told = [...found, ...past].map(({ id }) => id);
  if (told.length > 0)
    noteMore(project, run.run, { told }, env);
  const isKnownHook = (run.notices ?? []).some((one) => one.what === BY_HOOK && one.known);
  return noticesOf(found, past).map((one) => ({ ...one, hold: one.what !== BY_HOOK || !isKnownHook }));
}
var isOurs = ({ what }) => [UNBACKED, UNTOLD, GAP, BY_HOOK].includes(what);
var IN_ONE = 40;
var SHOWN = 4;
function noticesOf(found, past) {
  const of = (what, all, text) => {
    if (all.length === 0)
      return [];
    const more = all.length > SHOWN ? `; and ${all.length - SHOWN} more` : "";
    const said = `${all.slice(0, SHOWN).map((one) => one.what).join("; ")}${more}`;
    const key = all.slice(0, IN_ONE).map((one) => one.id).concat(crypto.randomUUID().slice(0, 8)).join(" ");
    return [{ do: "notice", what, key, text: text(said), hold: true }];
  };
  const untold = found.filter((one) => one.untold !== null);
  const byHook = found.filter((one) => one.isByHook);
  return [
    ...of(BY_HOOK, byHook, (said) => `A hook of Claude Code (PermissionRequest, or PreToolUse) answered in your place: ${said}. Go on if that hook is yours and means what you want; else stop, and take it out of the settings, skill or plugin that brings it.`),
    ...of(UNBACKED, found.filter((one) => one.untold === null && !one.isByHook), (said) => `Claude Code's own transcript knows nothing of this: ${said}. Others did it, or changed the transcript; nothing was undone.`),
    ...of(UNTOLD, untold, (said) => `It cannot be told whether Claude Code did all of this, as ${untold[0].untold}: ${said}.`),
    ...of(GAP, past, (said) => `While hooks were off or failed, Claude Code carried out calls that none of them saw: ${said}. No rule was held to what they did.`)
  ];
}

export { held2, toldAtEnd2 };
