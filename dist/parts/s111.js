// @bun
import {
  context,
  block
} from "./s8.js";
import {
  objectText2
} from "./s121.js";
import {
  keepCopy
} from "./s119.js";
import {
  noteRun
} from "./s189.js";
import {
  plural
} from "./s28.js";
import {
  moduleOf,
  workflowOf
} from "./s70.js";
import {
  runGit,
  hasGit,
  topLevel
} from "./s191.js";
import {
  notePrograms2
} from "./s272.js";
import {
  startRun,
  issueText,
  chosenText
} from "./s160.js";
import {
  usualCost2
} from "./s192.js";
import {
  takerOf,
  deliver,
  deliveredText
} from "./s64.js";
import {
  lackingReviewers,
  MODES
} from "./s207.js";
import {
  waitingText,
  mendSettings,
  readSettings
} from "./s153.js";
import {
  kindOf,
  startCost
} from "./s124.js";
import {
  endChecks
} from "./s125.js";
import {
  noteTaken
} from "./s222.js";
import {
  apart
} from "./s15.js";

// src/run/preflight.ts
var MAX_LIST = 4 * 1024 * 1024;
var PATIENCE = 5000;
function uncommitted({ root }) {
  const listed = runGit(["status", "--porcelain=v1", "-z", "--no-renames", "--", ".", ":(exclude).task"], {
    cwd: root,
    timeout: PATIENCE,
    maxBytes: MAX_LIST
  });
  return listed.ok ? listed.out.toString("latin1").split("\x00").filter(Boolean).length : null;
}
function treeText(project) {
  if (!hasGit() || topLevel(project.root) === null)
    return "no git here, so there is no rollback";
  const count = uncommitted(project);
  if (count === null)
    return "git does not tell what is not committed";
  return count === 0 ? "all is committed" : `${plural(count, "file")} not committed: the run's diff leaves ${count === 1 ? "it" : "them"} out`;
}
function preflight(project, mode) {
  const known = Object.hasOwn(MODES, mode) ? MODES[mode] : null;
  const said = known === null ? [] : [`mode ${mode}, where ${known.words}`];
  const remedy = known?.remedy ?? null;
  return [
    `Before it begins: ${[...said, treeText(project)].join("; ")}.`,
    ...remedy === null ? [] : [`To change that: ${remedy}.`]
  ];
}

// src/hooks/starts.ts
function proceed2(hook, changed, lead = "") {
  const text = deliveredText(hook, changed);
  return text === null ? block(lead || "Nothing to do now: agents are at work.") : context(hook.payload.event, `${lead}${lead ? `
` : ""}${text}`);
}
async function settingsOr2(hook) {
  const read = await readSettings(hook.project.root, hook.env);
  if (read.ok && read.waiting !== undefined) {
    const text = waitingText("host", read.waiting);
    return { refusal: block(`Nothing was started. ${text}
Then type the command again.`) };
  }
  if (read.ok)
    return { settings: read.settings };
  const problems = read.problems.join(`
`);
  return { refusal: block(`The run did not start:
${problems}
${mendSettings()} Type the command again after it.`) };
}
async function begin2(hook, request, start) {
  const read = await settingsOr2(hook);
  if ("refusal" in read)
    return read.refusal;
  const { noteGit } = await import("./git-notice.js");
  const changed = startRun(hook.project, {
    ...start,
    request,
    settings: read.settings,
    session: hook.payload.session,
    host: hook.host,
    noted: true,
    note(project, run) {
      noteRun(project, run, hook.env);
      noteTaken(project, run, takerOf(hook), hook.env);
      noteGit(project, run, hook.env);
    },
    keep: (project, run) => keepCopy(project, run, hook.env)
  }, [deliver(hook, "once")]);
  const output = proceed2(hook, changed);
  const { run } = changed;
  if (run !== null)
    await notePrograms2(hook.project, run.run, hook.env, hook.host);
  const workflow = workflowOf(start.workflow);
  const { measured } = moduleOf(start.workflow);
  const cost = run === null ? [] : startCost(workflow, run, usualCost2(hook.project, kindOf(workflow, run)), measured);
  const auto = start.auto || read.settings.auto;
  const lacking = await lackingReviewers(apart(hook.env, hook.project.root), {
    workflow: start.workflow,
    auto,
    settings: read.settings
  });
  const before = preflight(hook.project, hook.payload.permissionMode);
  const told = [issueText(start, run?.request.bytes ?? 0), chosenText(start, request), lacking, ...before, ...cost].filter((line) => line !== null).join(`
`);
  return output === null || told === "" ? output : { systemMessage: told, ...output };
}
async function replacedBy2(hook, before, changed) {
  const replaced = changed.events.find((event) => event.type === "answered" && event.option === "replace");
  if (replaced?.type !== "answered")
    return;
  const question = before.questions.find((one) => one.id === replaced.question);
  if (!question?.request)
    return;
  await endChecks(hook, before);
  const start = question.start ?? { workflow: before.workflow, entry: before.entry, auto: before.auto, options: {} };
  return begin2(hook, objectText2(hook.project, question.request.sha) ?? question.request.text, start);
}

export { proceed2, settingsOr2, begin2, replacedBy2 };
