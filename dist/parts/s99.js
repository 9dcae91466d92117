// @bun
import {
  allPowers
} from "./s70.js";
import {
  pathOf,
  valueAt,
  withValue,
  waitingText,
  mendSettings,
  readSettings
} from "./s153.js";
import {
  taskOf
} from "./s5.js";

// src/run/reread.ts
var isNothing = (value) => value === undefined || value === false || typeof value === "object" && Object.keys(value ?? {}).length === 0;
function renewed(own, file) {
  const timed = { ...own, tests: { ...own.tests, timeout_minutes: file.tests.timeout_minutes } };
  return allPowers().filter((one) => one.again && one.idle?.(valueAt(file, pathOf(one.field))) !== true).map((one) => pathOf(one.field)).filter((path) => !isNothing(valueAt(file, path)) && !Bun.deepEquals(valueAt(own, path), valueAt(file, path))).reduce((now, path) => withValue(now, path, valueAt(file, path)), timed);
}
async function reread2(project, run, answers, where) {
  const about = answers.flatMap(({ question, option }) => {
    const open = run.questions.find((one) => one.id === question);
    const isCheck = open?.task != null && taskOf(run, open.task)?.who.program !== undefined;
    return open && (isCheck || open.commands !== null) ? [{ open, isAgain: isCheck && option === "again" }] : [];
  });
  if (about.length === 0)
    return { steps: [], refusal: null };
  const again = about.find((one) => one.isAgain);
  const read = await readSettings(project.root, where.env);
  const stays = `${again?.open.id} stays open; answer it again after that.`;
  if (!read.ok) {
    const why = `The settings were read again:
${read.problems.join(`
`)}
${mendSettings()} ${stays}`;
    return { steps: [], refusal: again ? why : null };
  }
  if (read.waiting !== undefined)
    return { steps: [], refusal: again ? `${waitingText(where.door, read.waiting)}
${stays}` : null };
  const settings = renewed(run.settings, read.settings);
  return { steps: Bun.deepEquals(settings, run.settings) ? [] : [{ do: "settings", settings }], refusal: null };
}

export { reread2 };
