// @bun
import {
  SLASH_COMMANDS,
  here
} from "./s12.js";
import {
  JournalTooLong,
  BrokenChain,
  sha256
} from "./s68.js";
import {
  keepCopy,
  dropCopy,
  isGone2,
  testsOf
} from "./s119.js";
import {
  beginningOf,
  noteRun,
  isForeign
} from "./s189.js";
import {
  fit,
  wrapWhole,
  clip,
  clean,
  oneLine2,
  moment,
  HOST_TABLE,
  plural,
  distance
} from "./s28.js";
import {
  workflowOf,
  sceneOf,
  projectVerbs,
  allStarts,
  startOf,
  typedCommand,
  startText,
  startTexts
} from "./s70.js";
import {
  visible
} from "./s2.js";
import {
  projectTree
} from "./s247.js";
import {
  decide2,
  standingText2,
  readRun,
  repairRun
} from "./s200.js";
import {
  statusWords
} from "./s199.js";
import {
  bringBack2
} from "./s216.js";
import {
  isAlive,
  sameHost
} from "./s225.js";
import {
  storeRequest,
  releaseIfGone,
  finishUnpark,
  resetRun,
  archiveUnreadable,
  isOption
} from "./s160.js";
import {
  SETTINGS_FILE
} from "./s60.js";
import {
  glanceAt,
  viewOf3
} from "./s263.js";
import {
  CHANGE_LETTER
} from "./s109.js";
import {
  atWork2,
  rollBack2
} from "./s57.js";
import {
  lastTree2,
  changes2
} from "./s103.js";
import {
  lookForSilence2
} from "./s181.js";
import {
  statusText2
} from "./s154.js";
import {
  nextText,
  afterwards,
  decide
} from "./s268.js";
import {
  optionLines
} from "./s165.js";
import {
  strangerAnswer,
  unreadableStranger,
  reachOf
} from "./s101.js";
import {
  powerLines,
  heldLines,
  say,
  mendSettings,
  readSettings
} from "./s153.js";
import {
  takeUp
} from "./s159.js";
import {
  unparkRun,
  parkedRuns,
  earlierOf,
  putFilesBack,
  archiveRun,
  keptRun,
  plainly,
  done,
  no,
  wrongUsage,
  broken,
  goneOn,
  doorOf,
  typed,
  typedIn2,
  usageIn,
  startIn,
  projectLine,
  noRunText,
  RUN_OPTION,
  changeRun,
  agentsAtWork,
  deniedText,
  worktreesText,
  ownRun,
  liveRun,
  nothingToSee,
  whichRun
} from "./s162.js";
import {
  callsInJournal,
  mayStillWrite,
  leaveCalls
} from "./s161.js";
import {
  endChecks
} from "./s125.js";
import {
  Refused
} from "./s4.js";
import {
  ROLLED_BACK,
  isLive,
  taskOf
} from "./s5.js";

// src/run/commands/cancel.ts
import { existsSync } from "fs";
import { join } from "path";
var DENIED = " Agents of it are denied every further call until they have ended; what they changed stays.";
var REASON = "cancelled by the person";
var next = (call, start) => `Next: ${startIn(call, start)} starts a new run; ${typedIn2(call, "reset")} archives this one.`;
async function cancelRun(call, run) {
  if (run === null && isGone2(call.project, call.env))
    return forgetCopy(call);
  if (run === null)
    return no(noRunText(call), { run: null });
  if (!isLive(run))
    return no(`Run ${run.run} is over already (${run.status}). ${next(call, startText(run))}`, { run: run.run });
  const { run: now } = changeRun(call, [{ do: "cancel", reason: REASON }, releaseIfGone], "once");
  await endChecks(call, run);
  return done(`Run ${run.run} is cancelled. Its agents are denied every further call; what they changed stays.${worktreesText(call.project, run.run)}
${next(call, startText(run))}`, { run: run.run, status: now.status });
}
function forgetCopy(call) {
  dropCopy(call.project, call.env);
  return done(`The record of a run was gone from .task/ here; its copy is removed now, so nothing brings the run back.
Next: ${startIn(call, startTexts())} starts a new run.`, { run: null });
}
async function cancelByForce(call) {
  const isMarked = existsSync(join(call.project.task, "live"));
  const { run, was = null, folder, problem: found } = await archiveUnreadable(call.project, REASON);
  const problem = found && plainly(found);
  if (folder !== null)
    return done(`The run could not be read (${problem}). All of it is in ${folder} now.${DENIED}
Next: ${startIn(call, startTexts())} starts a new run.`, { run, folder, problem });
  if (run === null && isGone2(call.project, call.env))
    return forgetCopy(call);
  if (run === null && isMarked)
    return done(`No run is here, and .task/live said that one is: it is removed.
Next: ${startIn(call, startTexts())} starts a new run.`, { run: null });
  if (run === null)
    return no(noRunText(call), { run: null });
  const how = was === null ? "is cancelled." : `was over already (${was}) and stays so.`;
  return done(`Run ${run} ${how}${DENIED}
${next(call, startTexts())}`, { run, folder: null });
}
var cancel = {
  summary: "End the run; what was done stays",
  usage: "",
  args: [0, 0],
  foreign: true,
  slash: (call) => call.session === null ? null : "/multi-ai:cancel",
  options: { force: { about: "In whatever state the run is: also when its journal cannot be read" } },
  run: (call) => call.has("force") ? cancelByForce(call) : cancelRun(call, readRun(call.project))
};

// src/run/commands/reset.ts
import { existsSync as existsSync2 } from "fs";
import { join as join2, relative } from "path";
function readable(project) {
  try {
    return readRun(project);
  } catch {
    return "unreadable";
  }
}
var SLASH = "/multi-ai:reset";
var reset = {
  summary: "Archive the run in .task/history; nothing of yours is touched",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: {},
  slash: () => SLASH,
  async run(call) {
    const run = readable(call.project);
    const what = run === "unreadable" || run === null ? "what is in .task/" : `run ${run.run}`;
    const refusal = run === null ? null : await call.confirm(`This puts ${what} into .task/history/.`, SLASH);
    if (refusal !== null)
      return no(refusal);
    if (run === "unreadable")
      return cancelByForce(call);
    let archived;
    try {
      archived = resetRun(call.project, "reset by the person");
    } catch (error) {
      if (error instanceof JournalTooLong)
        return cancelByForce(call);
      throw error;
    }
    if (run !== null)
      await endChecks(call, run);
    if (archived === null)
      return no(noRunText(call), { run: null });
    const folder = relative(call.project.root, archived.folder);
    const atWork = agentsAtWork(run);
    const files = earlierOf(archived.run);
    const kept = files !== null && existsSync2(join2(call.project.root, files)) ? `, and its files in ${files}` : "";
    const warning = `${atWork.length > 0 ? ` ${deniedText(atWork)}` : ""}${worktreesText(call.project, archived.run.run)}`;
    return done(`Run ${archived.run.run} is archived in ${folder}${kept}.${warning}
Next: ${startIn(call, startText(archived.run))} starts a new run; ${typedIn2(call, `report --run ${archived.run.run}`)} shows this one.`, { run: archived.run.run, folder, at_work: atWork });
  }
};

// src/run/commands/resume.ts
import { join as join3, relative as relative2 } from "path";
var ownerLives = (run) => isAlive(run.owner?.host ?? null);
var atWork = (run) => `Run ${run.run} belongs to a session that is at work (process ${run.owner.host.pid}).`;
async function takeOver(call, session, run, text) {
  const force = call.has("force");
  const here = run.owner?.session === session.id && run.owner.host?.pid === session.host?.pid;
  const window = sameHost(run.owner?.host ?? null, session.host);
  if (!here && !window && !force && ownerLives(run))
    return no(`${atWork(run)} End that session, or take the run over: /multi-ai:resume --force (its running tasks start again).`, { run: run.run });
  session.takes(run.run);
  const attach = here ? [] : [{ do: "attach", session: session.id, host: session.host, force }];
  const changed = changeRun(call, [...attach, { do: "go_on" }], "always");
  if (!here && (force || !window))
    await endChecks(call, run);
  return goneOn(text, run, changed, standingText2(changed.run));
}
var howToGoOn = (call, run) => `
${nextText(call, run, `${takeUp(run)}.`)}`;
async function goOn(call, run) {
  const data = { run: run.run, status: run.status, owner_alive: ownerLives(run) };
  if (run.paused !== null) {
    const refusal = await call.confirm(`This has run ${run.run} go on, which waits.`, SLASH2);
    return refusal === null ? goOn(call, changeRun(call, [{ do: "go_on" }]).run) : no(refusal, data);
  }
  if (!ownerLives(run))
    return done(`Run ${run.run} is live and no session carries it on.${howToGoOn(call, run)}`, data);
  const pid = run.owner.host.pid;
  if (call.has("force"))
    return done(`Next: open Claude Code here and type /multi-ai:resume --force; the session in process ${pid} loses the run, and its running tasks start again.`, data);
  return done(`Run ${run.run} goes on in a session that is at work (process ${pid}).
Next: ${glanceAt(run).next}. To take it over: /multi-ai:resume --force in another session.`, data);
}
async function takeUp2(call, run, text, data) {
  if (call.session === null) {
    if (run.paused !== null)
      changeRun(call, [{ do: "go_on" }]);
    return done(`${text}${howToGoOn(call, run)}`, data);
  }
  const answer = await takeOver(call, call.session, run, text);
  return answer.exit === 0 ? answer : { ...answer, text: `${text}
${answer.text}` };
}
async function unpark(call, named, before) {
  const parked = parkedRuns(call.project.task);
  const name = named ?? (parked.length === 1 ? parked[0] : null);
  const list = parked.length > 0 ? `parked: ${parked.join(", ")}` : "nothing is parked";
  if (name === null) {
    const which = parked.length > 1 ? `
Say which one: ${list}` : "";
    const over = before === null ? noRunText(call) : `Run ${before.run} is over (${before.status}); ${list}.`;
    return no(`${over}${which}`, { run: before?.run ?? null, parked });
  }
  if (!parked.includes(name))
    return no(`No parked run "${name}"; ${list}.`, { parked });
  const stranger = strangerAnswer(call, join3(call.project.task, "parked", name));
  if (stranger !== null)
    return stranger;
  const refusal = await call.confirm(`This brings run ${name} back into .task/.`, SLASH2);
  if (refusal !== null)
    return no(refusal, { run: before?.run ?? null, parked });
  if (before !== null)
    archiveRun(call.project, before);
  unparkRun(call.project.task, name);
  const run = ownRun(call);
  if (run === null)
    return no(`Run ${name} is back in .task, but holds no event.`, { run: name });
  putFilesBack(call.project, run);
  if (isLive(run))
    keepCopy(call.project, run.run, call.env);
  const text = `Run ${name} is back (${statusWords(run.status)}).`;
  return takeUp2(call, run, text, { run: name, status: run.status });
}
function isWhole(call) {
  try {
    const run = readRun(call.project);
    if (run === null)
      return no(noRunText(call), { run: null });
    return no(`The journal of run ${run.run} is whole, all ${run.seq} events of it: --from mends one that is broken, and nothing was changed. ${typedIn2(call, "status")} shows where it stands.`, { run: run.run });
  } catch (error) {
    if (error instanceof BrokenChain)
      return null;
    throw error;
  }
}
async function repaired(call, from) {
  const seq = Number(from);
  if (!Number.isSafeInteger(seq) || seq < 1)
    return wrongUsage(`--from takes the number of an event, found "${from}"`);
  const whole = isWhole(call);
  if (whole !== null)
    return whole;
  const refusal = await call.confirm(`This cuts the run's journal off before event ${seq}.`, SLASH2);
  if (refusal !== null)
    return no(refusal);
  leaveCalls(call.project, "that was repaired", callsInJournal(call.project));
  const { state, kept, aside, warning } = repairRun(call.project, seq);
  const run = state !== null && isLive(state) ? changeRun(call, [{ do: "interrupt", note: "the journal was repaired" }]).run : state;
  const where = aside === null ? null : relative2(call.project.root, aside);
  const left = run === null ? "Nothing is left of the run" : `Run ${run.run} stands at event ${kept} (${glanceAt(run).phase})`;
  const old = where === null ? "there was no journal any more" : `the journal as it was is ${where}`;
  const text = `${left}; ${old}.${warning ? ` ${warning}` : ""}`;
  const data = { run: run?.run ?? null, kept, aside: where };
  if (run !== null && isLive(run))
    return takeUp2(call, run, text, data);
  return done(`${text}
Next: ${startIn(call, startText(run))} starts a new run.`, data);
}
var SLASH2 = "/multi-ai:resume";
var resume = {
  summary: "Bring a parked run back, or say how the live one goes on",
  usage: "[run]",
  args: [0, 1],
  options: {
    force: { about: "Also while the session that owns the run is at work" },
    from: {
      value: "<seq>",
      about: "With a broken journal: go on from the events before this one; the broken file is kept"
    }
  },
  slash: (call) => call.session !== null && !call.has("force") && call.value("from") === null ? null : SLASH2,
  async run(call) {
    const [named = null] = call.args;
    const from = call.value("from");
    if (from !== null)
      return repaired(call, from);
    if (isGone2(call.project, call.env))
      bringBack2(call.project, call.env);
    const run = ownRun(call);
    finishUnpark(call.project, run);
    if (run === null || !isLive(run))
      return unpark(call, named, run);
    if (named !== null && named !== run.run && !parkedRuns(call.project.task).includes(named))
      return no(`No parked run "${named}"; run ${run.run} is live here.`, { run: run.run });
    if (named !== null && named !== run.run)
      return no(`Run ${run.run} is live; ${typedIn2(call, "park")} puts it aside first.`, { run: run.run });
    if (call.session === null)
      return goOn(call, run);
    return takeOver(call, call.session, run, `Run ${run.run} goes on in this session.`);
  }
};

// src/render/rollback.ts
var MAX_FILES = 40;
var LEFT_ALONE = "Left alone: ignored files, .task/, repositories inside, the index, HEAD and branches.";
function rollbackText(facts, typed, other = null) {
  if (facts.refused !== null)
    return facts.refused;
  const call = `${typed}${other === null ? "" : ` --run ${other}`}`;
  const goal = facts.undo ? "before its rollback" : "before its implementation";
  const moved = facts.moved ? `; somebody has moved that ref, so what was noted of it counts` : "";
  const state = `the state of ${facts.run} ${goal} (${facts.from}, ${moment(facts.at ?? "")}${moved})`;
  if (facts.changes.length === 0)
    return `The project's files are already in ${state}. Nothing was changed.`;
  const count = (status) => {
    const { length } = facts.changes.filter((one) => one.status === status);
    return length === 0 ? [] : [`${length} ${status}`];
  };
  const files = clip(facts.changes, MAX_FILES, (one) => {
    const mark = one.later ? " (changed after the run)" : "";
    return `  ${CHANGE_LETTER[one.status]} ${oneLine2(one.path)}${mark}`;
  });
  const later = facts.changes.filter((one) => one.later).length;
  const theirs = later === 0 ? "" : `
${plural(later, "file was", "files were")} changed after the run. Commit or copy first what you want to keep of that.`;
  const counts = [...count("added"), ...count("modified"), ...count("deleted")].join(", ");
  const again = facts.undo ? "" : `
To go back: ${call} --undo`;
  return facts.done ? `The project's files are in ${state} again: ${counts}.
${files.join(`
`)}
What was there is kept on ${facts.to}.${again}` : `This would bring back ${state}: ${counts}.
${files.join(`
`)}${theirs}
${LEFT_ALONE}
Nothing was changed. To do it: ${call}${facts.undo ? " --undo" : ""} --yes`;
}

// src/run/changed-later.ts
function changedLater(project, run) {
  if (run.status !== "complete")
    return new Set;
  const scene = sceneOf(project, run);
  const now = projectTree(scene);
  const since = now.ok ? changes2(project, lastTree2(scene), now.subject) : null;
  return new Set((since ?? []).map(({ path }) => path));
}
function withLater(facts, project, run) {
  if (facts.undo || facts.done || facts.changes.length === 0)
    return facts;
  const later = changedLater(project, run);
  const [theirs, ours] = [true, false].map((is) => facts.changes.filter(({ path }) => later.has(path) === is));
  return { ...facts, changes: [...theirs.map((one) => ({ ...one, later: true })), ...ours] };
}

// src/run/commands/rollback.ts
var FAREWELL = 1 / 3;
var FAREWELL_MS = 5000;
var BROUGHT_BACK = { failure: ROLLED_BACK, message: "", until: null };
var stopsFirst = (busy) => busy.length === 0 ? "" : `
${busy.join(", ")} is at work: it is stopped first, and the run waits until you go on.`;
async function stopWork(call, live) {
  if (live !== null && atWork2(live).length > 0) {
    changeRun(call, [
      { do: "interrupt", note: "the person brought the files back" },
      { do: "hold", failure: BROUGHT_BACK }
    ]);
    await endChecks(call, live);
  }
  const until = Date.now() + Math.min(FAREWELL_MS, call.patience * FAREWELL);
  for (;; ) {
    const writing = mayStillWrite(call.project, readRun(call.project));
    if (writing.length === 0)
      return null;
    if (Date.now() > until)
      return no(`Nothing was brought back: an agent of ${writing.join(", ")} has not ended; its last command may still write. Try again, or end its session.`, { writing });
    await Bun.sleep(50);
  }
}
var SLASH3 = "/multi-ai:rollback";
var rollback = {
  summary: "Bring back the files as they were before the implementation",
  usage: "",
  args: [0, 0],
  options: {
    yes: { about: "Do it; without this it only shows what would change" },
    undo: { about: "Bring back the files as they were before the rollback" },
    ...RUN_OPTION
  },
  slash: () => SLASH3,
  async run(call) {
    const which = whichRun(call);
    if (!which.ok)
      return which.answer;
    const { run, kept, place } = which.found;
    const stranger = strangerAnswer(call, place.task);
    if (stranger !== null)
      return stranger;
    const options = { undo: call.has("undo"), yes: call.has("yes"), timeout: call.patience };
    const live = readRun(call.project);
    const shown = rollBack2(call.project, run, live, { ...options, yes: false });
    if (options.yes && shown.refused === null) {
      const refusal = await call.confirm(`This changes the project's files for run ${run.run}.`, SLASH3);
      if (refusal !== null)
        return no(refusal, { run: run.run });
    }
    const stopped = options.yes && shown.refused === null ? await stopWork(call, live) : null;
    if (stopped !== null)
      return stopped;
    const facts = options.yes && shown.refused === null ? rollBack2(call.project, run, readRun(call.project), options) : withLater(shown, place, run);
    const text = clean(rollbackText(facts, typedIn2(call, "rollback"), kept === "here" ? null : run.run));
    if (facts.refused !== null)
      return no(text, facts);
    return done(`${text}${options.yes ? "" : stopsFirst(atWork2(live))}`, facts);
  }
};

// src/run/commands/ruling.ts
var USAGE = '"<topic>"';
var SLASH4 = "/multi-ai:ruling";
var ruling = {
  summary: "Ask for a ruling now: it goes into the design, its owners mend, reviewers look again",
  usage: USAGE,
  args: [0, 1],
  text: true,
  options: {},
  slash: () => SLASH4,
  async run(call) {
    const live = liveRun(call, { over: "nothing is ruled in it", there: "ask there" });
    if (!live.ok)
      return live.answer;
    const before = live.found;
    const topic = (call.args[0] ?? "").trim();
    if (topic === "")
      return wrongUsage(`the topic is missing: ${typedIn2(call, "ruling")} ${usageIn(doorOf(call), USAGE)}`);
    const consult = { do: "consult", topic: storeRequest(call.project, topic) };
    try {
      decide2(workflowOf(before.workflow), before, consult);
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== "no_panel")
        throw error;
      return no(`Nobody was asked: in a run like this no reviewers and owners stand against each other, so nobody rules. ${typedIn2(call, "status")} shows what is open.`, { code: error.code });
    }
    const refusal = await call.confirm(`This has run ${before.run} asked for a ruling in your name.`, SLASH4);
    if (refusal !== null)
      return no(refusal, { run: before.run });
    const changed = changeRun(call, [{ do: "go_on" }, consult], "always");
    const now = changed.run;
    const task = now.tasks.findLast((one) => one.topic !== null && taskOf(before, one.id) === undefined);
    const who = task.who.role ?? task.who.agent;
    const text = clean(`${task.id} ${task.subject}: ${who} rules on ${fit(oneLine2(topic), 200).replace(/(?<![.?!\u2026])$/, ".")}`);
    if (call.session !== null)
      return goneOn(text, before, changed);
    const data = { run: now.run, task: task.id, topic, status: now.status };
    return done(`${text}
${clean(afterwards(call, now))}`, data);
  }
};

// src/run/commands/status.ts
var status = {
  summary: "Tasks, rounds, what is open, and what to do now",
  usage: "",
  args: [0, 0],
  foreign: true,
  options: RUN_OPTION,
  run(call) {
    const which = whichRun(call);
    if (!which.ok)
      return nothingToSee(call, which.answer);
    const { run, place, kept } = which.found;
    const view = viewOf3(place, run, kept, reachOf(call, run, place.task));
    if (kept === "here")
      lookForSilence2(place);
    return done(`${projectLine(call)}${statusText2(view, call)}`, view);
  }
};

// src/run/commands/trust.ts
import { join as join4 } from "path";

// src/run/commands/broken-settings.ts
var brokenSettings = (problems) => broken(`${problems.join(`
`)}
${mendSettings()}`);

// src/run/commands/trust.ts
function runLines(run) {
  const commands = testsOf(run).map(({ text }) => `  runs: ${visible(text)}`);
  return [
    `Run ${run.run} (${run.workflow}, ${statusWords(run.status)}), begun ${moment(run.created_at)}, was not started on this machine:`,
    `  request: ${fit(oneLine2(run.request.text), 500)}`,
    ...run.auto ? ["  asks nobody (--auto)"] : [],
    ...commands,
    ...powerLines(run.settings),
    "  what its agents and reviewers are said to have done is not checked again"
  ];
}
function readable2(place) {
  try {
    return readRun(place);
  } catch {
    return null;
  }
}
function strangers(call) {
  const { project, env } = call;
  const named = call.value("run");
  const kept = named === null ? null : keptRun(project, named);
  const places = [
    [project.task, project],
    ...parkedRuns(project.task).map((name) => {
      const at = join4(project.task, "parked", name);
      return [at, { ...project, task: at }];
    }),
    ...kept?.kept === "archived" ? [[kept.place.task, kept.place]] : []
  ];
  return places.flatMap(([at, place]) => {
    const found = beginningOf(at);
    if (found === null || !isForeign(project, env, at))
      return [];
    const run = readable2(place);
    const wanted = named === null ? run !== null && (isLive(run) || at === project.task) : run?.run === named;
    const next = run !== null && isLive(run) ? `; ${typedIn2(call, "resume")} goes on with it` : "";
    return run === null || !wanted ? [] : [{ run, found, at, next }];
  });
}
async function asked(call) {
  const read = await readSettings(call.project.root, call.env);
  const all = [];
  if (read.ok && read.waiting !== undefined) {
    const { waiting } = read;
    all.push({
      what: "settings",
      code: waiting.code,
      lines: heldLines(waiting),
      take: (left) => say(call.project, waiting, left ? "left_out" : "approved", call.env),
      taken: `These settings of ${SETTINGS_FILE} count here from now on, until they change:`
    });
  }
  for (const run of strangers(call))
    all.push({
      what: "run",
      code: sha256(`${run.found.first} ${run.run.seq} ${run.run.updated_at}`).slice(0, 10),
      lines: runLines(run.run),
      take: () => {
        noteRun(call.project, run.run.run, call.env, run.at);
        if (run.at === call.project.task && isLive(run.run))
          keepCopy(call.project, run.run.run, call.env);
      },
      taken: `Run ${run.run.run} counts as yours from now on${run.next}.`
    });
  return read.ok || all.length > 0 ? all : brokenSettings(read.problems);
}
function askedText({ what, lines, code }, call) {
  const taken = `${typedIn2(call, "trust")} ${code}`;
  if (what === "run")
    return [...lines, `To take it over as yours: ${taken}`].join(`
`);
  return [
    `${SETTINGS_FILE} sets this, which counts once you have approved it:`,
    ...lines,
    `To approve all of it for this project, until it changes: ${taken}`,
    `To work without it: ${taken} --without`
  ].join(`
`);
}
var NOTHING = "Nothing here has to be approved.";
var ALL = "all";
var SLASH5 = "/multi-ai:trust";
var trust = {
  summary: "Show which settings wait for your approval, or which run came with the project, and a code; with that code, approve it",
  usage: "[code]",
  args: [0, 1],
  options: {
    ...RUN_OPTION,
    without: { about: "Work without these settings, and ask no more about them" }
  },
  foreign: true,
  slash: () => SLASH5,
  async run(call) {
    const named = call.value("run") === null ? null : whichRun(call);
    if (named !== null && !named.ok && named.answer.exit === 1)
      return named.answer;
    const all = await asked(call);
    if ("exit" in all)
      return all;
    const stranger = all.length === 0 ? unreadableStranger(call) : null;
    if (stranger !== null)
      return stranger;
    const [code = null] = call.args;
    const data = all.map(({ what, code, lines }) => ({ what, code, lines: lines.map((line) => line.trim()) }));
    if (code === ALL && call.session !== null)
      return wrongUsage(`${ALL} is for scripts in a terminal; here it is the code that ${typedIn2(call, "trust")} shows`);
    if (code === null) {
      if (call.has("without"))
        return wrongUsage(`--without needs the code that ${typedIn2(call, "trust")} shows`);
      if (all.length === 0)
        return done(NOTHING, { waiting: [] });
      return done(all.map((one) => askedText(one, call)).join(`

`), { waiting: data });
    }
    const taken = all.filter((one) => code === ALL || one.code === code.toLowerCase());
    if (code !== ALL && taken.length === 0)
      return no(all.length === 0 ? NOTHING : `That is not, or no more, the code of what is there now.
${all.map((one) => askedText(one, call)).join(`

`)}`, { waiting: data });
    const left = call.has("without");
    if (left && taken.some((one) => one.what === "run"))
      return wrongUsage("--without is for settings");
    const said = left ? "This has runs here go on without these settings:" : "This approves in your name:";
    const shown = taken.flatMap(({ lines }) => lines);
    const refusal = taken.length === 0 ? null : await call.confirm([said, ...shown].join(`
`), SLASH5);
    if (refusal !== null)
      return no(refusal, { waiting: data });
    for (const one of taken)
      one.take(left);
    const text = taken.flatMap((one) => [left ? "Left out here until they change:" : one.taken, ...one.lines]);
    return done(text.length === 0 ? NOTHING : text.join(`
`), {
      taken: data.filter((one) => taken.some(({ code }) => code === one.code))
    });
  }
};

// src/run/commands/index.ts
var COMMANDS = { status, decide, ruling, cancel, resume, reset, rollback, trust };

// src/run/commands/slips.ts
var TERMINAL_ONLY = "next phase pr watch visualize budget run check notify statusline".split(" ");
var HELP = "help";
var literally = (door, name, word) => door === "host" ? `${typedCommand(name)} -- ${word}` : here(`run ${name} "-- ${word}"`);
function verbAs(door, verb, rest) {
  const [first] = rest;
  if (verb === "run" && first !== undefined && Object.hasOwn(allStarts(), first))
    return verbAs(door, first, rest.slice(1));
  const given = rest.length === 0 ? "" : ` ${rest.join(" ").slice(0, 60)}`;
  if (verb === HELP || verb === "version")
    return door === "host" ? `${typedCommand("multi-ai")} --help` : here("--help");
  if (Object.hasOwn(allStarts(), verb)) {
    const { request, bare } = startOf(verb);
    const behind = given.trim() || request;
    if (door === "host")
      return `${typedCommand(verb)} ${behind}`.trim();
    return here(bare && given === "" ? `run ${verb}` : `run ${verb} "${given.trim() || "\u2026"}"`);
  }
  return `${typed(door, verb)}${given}`;
}
var TAKES = {
  trust: /^(?:all|[0-9a-f]{6,64})$/i,
  decide: /^(?:change|q\d+(?:\s+[a-z])?|[a-z](?::.*|\s+q\d+)?)$/i,
  resume: /^(?:r\d+|r-?[0-9a-f]{3,}|\d{6,}\S*)$/i,
  ruling: /^t\d+$/i,
  run: { test: (text) => Object.hasOwn(allStarts(), text.toLowerCase()) },
  help: /^\S+$/
};
var ORDER = /^(?:Add|Allow|Build|Change|Create|Delete|Do|Drop|Extend|Fix|Implement|Improve|Let|Make|Migrate|Move|Port|Refactor|Remove|Rename|Replace|Rewrite|Show|Speed|Split|Support|Update|Upgrade|Use|Write|add|create|delete|fix|implement|make|refactor|remove|rename|replace|rewrite|write)$/;
var ANSWERS = new Set(("ok,okay,yes,y,yes please,no,n,nope,yep,yeah,sure,fine,go,go on,goon,go ahead,carry on,keep going,continue,proceed,next,do it,please," + "please continue,please go on,stop,stop it,halt,wait,abort,quit,exit,approve,approved,accept,reject,revise,lgtm,retry,again,try again," + "thanks,thank you,ja,nein,weiter,mach weiter,stopp,oui,non,si,s\xED").split(","));
var isAnswer = (text) => !/[\p{L}\p{N}]/u.test(text) || /^(?:[a-hny]|\d)[.):!?]*$/.test(text) || ANSWERS.has(text.replace(/[\s.,!?\u2026]+$/u, ""));
function isCommandLine(verb, words, isNamed) {
  const options = words.findIndex(isOption);
  const rest = words.slice(0, options < 0 ? words.length : options).join(" ");
  const [first = "", second = ""] = words;
  if (isNamed || first === "")
    return true;
  if (verb === HELP)
    return words.length === 1 && verbsOf().includes(first.toLowerCase());
  if (verb === "run" && Object.hasOwn(allStarts(), first))
    return words.length === 1 || ORDER.test(second);
  if (Object.hasOwn(allStarts(), verb))
    return ORDER.test(first) || isOption(first) || startOf(verb).resolves !== undefined && /^\d/.test(first);
  return isOption(first) || Object.hasOwn(TAKES, verb) && TAKES[verb].test(rest) || TAKES_RUN.test(rest);
}
var TAKES_RUN = /^r-?\d[\w-]*$/i;
var verbsOf = () => [
  ...new Set([
    HELP,
    "version",
    ...SLASH_COMMANDS,
    ...Object.keys(allStarts()),
    ...TERMINAL_ONLY,
    ...Object.keys(projectVerbs())
  ])
];
function slipIn(door, name, line) {
  const all = line.split(/\s+/).filter((word) => word !== "");
  if (all.includes("--"))
    return null;
  const own = startOf(name).flags;
  const isOwn = (word) => word.startsWith("--") && Object.hasOwn(own, word.slice(2).split("=")[0]);
  const words = all.filter((word, at) => !(isOwn(word) && (at === 0 || at === all.length - 1 || isOwn(all[0]))));
  const word = words.find((one) => !one.startsWith("--"));
  if (word === undefined)
    return null;
  const rest = words.slice(words.indexOf(word) + 1);
  const named = /^\/(?:multi-ai:)?/.test(word);
  const bare = word.toLowerCase().replace(/^\/(?:multi-ai:)?|[.!?]+$/g, "");
  const meant = verbsOf().find((verb) => verb === bare) ?? (rest.every((one) => one.startsWith("--")) ? verbsOf().find((verb) => verb.length > 4 && distance(bare, verb) <= 1) : undefined) ?? (/^(?:-{1,2}|[\u2013\u2014])(?:h|help|usage)$/.test(bare) ? HELP : undefined);
  const said = words.slice(words.indexOf(word)).join(" ");
  const shown = (text) => text.length > 60 ? `${text.slice(0, 60)}\u2026` : text;
  if (meant !== undefined && isCommandLine(meant, rest, named)) {
    const command = verbAs(door, meant, rest);
    const what = rest.length === 0 ? "is the name of a command" : "is another command";
    return `Nothing was started: "${shown(said)}" ${what}; did you mean ${command}? To start it as a request: ${literally(door, name, shown(said))}`;
  }
  if (startOf(name).resolves !== undefined && /^\d/.test(said))
    return null;
  if (!isAnswer(said.toLowerCase()))
    return null;
  return `Nothing was started: "${shown(said)}" says nothing to do. To answer an open question: ${typed(door, "decide")}; ${typed(door, "status")} shows what is open. A request says what to change, such as ${verbAs(door, name, [])}. To start it as a request: ${literally(door, name, shown(said))}`;
}
var asksForHelp = (line) => /^\s*(?:(?:-{1,2}|[\u2013\u2014])(?:help|usage|h)|-\?)\s*$/.test(line);
function startHelp(name) {
  const { request, flags, issue } = startOf(name);
  const options = Object.entries(flags).map(([flag, one]) => [
    flag,
    one.takes === "nothing" ? { about: one.about } : { value: one.value, about: one.about, ...one.takes === "name" ? { optional: true } : {} }
  ]);
  return [
    `usage: ${typedCommand(name)} [options] ${request}`,
    "",
    ...[
      "Starts a run; without anything it shows where the run stands, or goes on with one that stands still. A text that begins with -- comes behind a single --.",
      ...issue ? ["#12, or the address of an issue, in its place: what is written there is the request."] : []
    ].flatMap((line) => wrapWhole(line, HOST_TABLE, 0)),
    "",
    ...optionLines(Object.fromEntries(options), HOST_TABLE)
  ].join(`
`);
}

export { brokenSettings, COMMANDS, slipIn, asksForHelp, startHelp };
