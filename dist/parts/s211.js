// @bun
import {
  transcriptOf,
  mapped,
  checkedTask
} from "./s47.js";
import {
  callOfAgent,
  blocksOf,
  rowsWith,
  callsIn,
  callIn,
  resultIn,
  beginsAt
} from "./s210.js";
import {
  getObject
} from "./s185.js";
import {
  readEvents
} from "./s78.js";
import {
  checkCall
} from "./s9.js";
import {
  isOwnAgent
} from "./s11.js";
import {
  takenOf,
  ownersOf2
} from "./s161.js";
import {
  senseOf,
  senseOfText,
  textAfter,
  fitsEdit
} from "./s189.js";

// src/run/counterparts.ts
var SLACK_MS = 1e4;
var AGENT_TOOLS = new Set(["Agent", "Task"]);
var CAUSES = new Set(["accepted", "answered", "auto_approved", "check_failed", "returned", "refused"]);
function unbacked(events, told, look) {
  const found = [];
  const tasks = new Map;
  const started = new Map;
  const asked = new Map;
  const calls = new Set;
  const times = new Map;
  const begun = events.find((one) => one.type === "run_created")?.at ?? "";
  let batch = [];
  for (const [index, event] of events.entries()) {
    if ((event.batch?.[0] ?? 1) === 1)
      batch = [];
    const isLooked = index >= look.from;
    const subject = `${event.type[0]}${"task" in event ? event.task : ("question" in event) ? event.question : ""}`;
    const nth = (times.get(subject) ?? 0) + 1;
    times.set(subject, nth);
    const miss = (what, session = null) => {
      if (isLooked)
        found.push({
          id: `${subject}.${nth}`,
          event,
          what,
          untold: told.silentAt(event.at, session)
        });
    };
    switch (event.type) {
      case "task_created":
        tasks.set(event.task, { writes: event.writes, who: event.who });
        break;
      case "substituted":
        tasks.set(event.task, { writes: tasks.get(event.task)?.writes ?? "", who: event.who });
        break;
      case "dispatched": {
        started.set(event.task, { event, agent: null });
        const row = isLooked ? told.call(event.call) : null;
        if (isLooked && (calls.has(event.call) || row === null || !isStart(row, event, begun)))
          miss(`${event.task} was started by no call of the host`, event.session);
        calls.add(event.call);
        break;
      }
      case "bound": {
        const start = started.get(event.task);
        if (start)
          start.agent = event.agent;
        if (isLooked && (start === undefined || told.startOf(event.agent) !== start.event.call))
          miss(`${event.task} has an agent that the host did not start for it`, start?.event.session);
        break;
      }
      case "accepted": {
        const start = started.get(event.task);
        const why = isLooked ? unwritten(event, start, tasks.get(event.task), batch) : null;
        if (why !== null)
          miss(`${event.task} counts as done, and ${why}`, start?.event.session);
        break;
      }
      case "asked":
        asked.set(event.question, event);
        break;
      case "answered": {
        const { question, via, session } = event;
        const from = asked.get(question)?.at;
        if (isLooked && (from === undefined || !told.answered({ via, question, from, to: event.at, session })))
          miss(`${question} was answered by nobody in the session`, session);
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
  function unwritten(event, start, task, before) {
    if (event.by === "person")
      return before.some((one) => one.type === "answered") ? null : "nobody took it in for the person";
    if (start === undefined || task === undefined)
      return "it was never started";
    if (start.event.check)
      return null;
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

// src/run/told-by-host.ts
var WRITES = new Set(["Write", "Edit", "MultiEdit"]);
function toldBy(owners) {
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
  const firstOf = (files, look) => {
    for (const bytes of files) {
      const found = look(bytes);
      if (found !== null)
        return found;
    }
    return null;
  };
  return {
    call: (id) => firstOf(mains, (bytes) => callIn(bytes, id)),
    startOf: (agent) => firstNote(paths, agent),
    writes: (agent, path) => ofAgent(agent).flatMap((bytes) => writesIn(bytes, path)),
    commands: (agent) => ofAgent(agent).flatMap((bytes) => [...rowsWith(bytes, '"name":"Bash"')].flatMap(callsIn).map(({ input }) => String(input.command ?? ""))),
    answered: ({ via, question, from, to }) => via !== "dialog" || mains.some((bytes) => isAnswered(bytes, question, from, to)),
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
function isAnswered(bytes, question, from, to) {
  for (const line of rowsWith(bytes, `"${question} \xB7 `)) {
    const { timestamp, toolUseResult } = blocksOf(line).row;
    const answers = toolUseResult?.answers;
    if (typeof answers !== "object" || answers === null)
      continue;
    const made = Date.parse(String(timestamp));
    const isThen = made >= Date.parse(from) - SLACK_MS2 && made <= Date.parse(to) + SLACK_MS2;
    if (isThen && Object.keys(answers).some((one) => one.startsWith(`${question} \xB7 `)))
      return true;
  }
  return false;
}
var UNBACKED = "no-counterpart";
var UNTOLD = "counterpart-unknown";
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
  const found = missing(project, run, coming, { whole, env });
  const isYoung = ({ event }) => Date.parse(event.at) > Date.now() - YOUNG_MS;
  if (!whole)
    return noticesOf(found.filter((one) => !isYoung(one)));
  return isPatient && found.some((one) => one.untold === null && isYoung(one)) ? "late" : noticesOf(found);
}
function toldAtEnd2(project, run, env = process.env) {
  const found = missing(project, run, [], { whole: true, env });
  const isComing = ({ event }) => event.type === "answered" && Date.parse(event.at) > Date.now() - YOUNG_MS;
  return noticesOf(found.filter((one) => one.untold === null && !isComing(one))).map(({ text }) => text);
}
function missing(project, run, coming, { whole, env }) {
  const taken = takenOf(project, run.run, env);
  if (taken === null)
    return [];
  const owners = ownersOf2(taken);
  const events = [...readEvents(project.task), ...coming];
  const from = events.findIndex((one) => (one.type === "run_created" || one.type === "attached") && owners.some(({ session }) => session === one.session));
  if (from < 0)
    return [];
  const known = new Set((run.notices ?? []).filter(isOurs).flatMap(({ key }) => key.split(" ")));
  const found = unbacked(events, toldBy(owners), {
    from,
    whole,
    senseOf(artifact) {
      const bytes = getObject(project.task, artifact);
      return bytes === null ? null : senseOf(bytes);
    }
  });
  return found.filter(({ id, event }) => !known.has(id) && !(event.type === "answered" && coming.includes(event)));
}
var isOurs = ({ what }) => what === UNBACKED || what === UNTOLD;
var IN_ONE = 40;
var SHOWN = 4;
function noticesOf(found) {
  const of = (what, all, text) => {
    if (all.length === 0)
      return [];
    const more = all.length > SHOWN ? `; and ${all.length - SHOWN} more` : "";
    const said = `${all.slice(0, SHOWN).map((one) => one.what).join("; ")}${more}`;
    const key = all.slice(0, IN_ONE).map((one) => one.id).join(" ");
    return [{ do: "notice", what, key, text: text(said), hold: true }];
  };
  const untold = found.filter((one) => one.untold !== null);
  return [
    ...of(UNBACKED, found.filter((one) => one.untold === null), (said) => `The journal says what Claude Code's own transcript knows nothing of: ${said}. It was not done in this session, or the transcript was changed. Nothing was undone.`),
    ...of(UNTOLD, untold, (said) => `It cannot be told whether all of this was done by Claude Code: ${untold[0].untold}. What stands open: ${said}.`)
  ];
}

export { held2, toldAtEnd2 };
