// @bun
import {
  context,
  block
} from "./s8.js";
import {
  objectText2
} from "./s119.js";
import {
  keepCopy
} from "./s117.js";
import {
  noteRun
} from "./s165.js";
import {
  workflowOf
} from "./s67.js";
import {
  notePrograms2
} from "./s238.js";
import {
  startRun,
  chosenText,
  lackingReviewers
} from "./s144.js";
import {
  takerOf,
  deliver,
  deliveredText
} from "./s63.js";
import {
  waitingText,
  mendSettings,
  readSettings
} from "./s139.js";
import {
  startCost
} from "./s171.js";
import {
  endChecks
} from "./s123.js";
import {
  noteTaken
} from "./s189.js";
import {
  apart
} from "./s13.js";

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
  const cost = run === null ? [] : startCost(workflowOf(run.workflow), run);
  const auto = start.auto || read.settings.auto;
  const lacking = await lackingReviewers(apart(hook.env, hook.project.root), {
    workflow: start.workflow,
    auto,
    settings: read.settings
  });
  const told = [chosenText(start), lacking, ...cost].filter((line) => line !== null).join(`
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
