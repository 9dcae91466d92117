// @bun
import {
  NOTICED
} from "./s139.js";
import {
  shownQuestion
} from "./s275.js";
import {
  wrap,
  oneLine2
} from "./s28.js";
import {
  spentLines2,
  denialLines,
  ALLOW_IT
} from "./s188.js";
import {
  sceneOf,
  questionWords,
  startLine
} from "./s70.js";
import {
  editLines2
} from "./s270.js";
import {
  questionsToAsk
} from "./s226.js";
import {
  openNotices,
  taskOf
} from "./s5.js";

// src/run/questions.ts
var NOTICE_WIDTH = 150;
function asStarted(run, { request, start }) {
  const plain = start === null || start.workflow === run.workflow && Object.keys(start.options).length === 0;
  return plain ? request.text : startLine(start, request.text);
}
function deniedLines(project, task) {
  const [last] = task.spent.slice(-1);
  if (last?.host_denied === undefined)
    return [];
  const isAsked = last.host_denied.every((one) => one.asked);
  const lines = denialLines([{ ...last, own_denied: [] }], project.root, " its agent");
  return isAsked ? lines : [...lines, ALLOW_IT];
}
function linesOf(project, run, question) {
  if (question.request)
    return { lines: [`New: ${asStarted(run, question)}`, `Now: ${run.request.text}`], file: null };
  if (question.edit !== null)
    return { lines: editLines2(project, run, question.edit), file: question.edit.path };
  const task = question.task === null ? undefined : taskOf(run, question.task);
  if (question.kind === NOTICED)
    return { lines: openNotices(run).flatMap(({ text }) => wrap(oneLine2(text), NOTICE_WIDTH)), file: null };
  if (!task)
    return { lines: spentLines2(run), file: null };
  const words = questionWords(run.workflow, question.kind);
  const own = words.lines?.(sceneOf(project, run), question, task) ?? {
    lines: [],
    file: question.text === null ? task.writes : null
  };
  return { ...own, lines: [...deniedLines(project, task), ...own.lines] };
}
var viewQuestion2 = (project, run, question) => shownQuestion(run, question, linesOf(project, run, question));
var viewQuestions2 = (project, run) => questionsToAsk(run).map((question) => viewQuestion2(project, run, question));

export { viewQuestion2, viewQuestions2 };
