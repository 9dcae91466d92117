import { join } from "node:path";
import { CHANGE } from "../../engine/decisions/questions.ts";
import { questionsToAsk } from "../../engine/directive.ts";
import { type Question, type Run, taskOf } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { acceptedText, isWritten } from "../../record/accepted.ts";
import { type QuestionView, questionView, sessionQuestion } from "../../render/questions.ts";
import { readCache } from "../../store/files/disk.ts";
import type { QuestionLines } from "../../workflows/contract/contract.ts";
import { forLargeText, questionWords, sceneOf, startLine } from "../../workflows/index.ts";
import { deniedLines, linesAbout, spentLines } from "../../workflows/words/words.ts";

/** A new request and that of now, each with its start command if they differ in that. */
function requestLines(run: Run, { request, start }: Question): string[] {
  const isPlain =
    start === null ||
    (start.workflow === run.workflow &&
      start.entry === run.entry &&
      Object.keys(start.options).length === 0);
  const [asked, now] = [request!.text, run.request.text];
  return isPlain
    ? [`New: ${asked}`, `Now: ${now}`]
    : [`New: ${startLine(start, asked)}`, `Now: ${startLine(run, now)}`];
}

/** Characters of a document that is printed before a question: nobody reads more of it there. */
const MAX_READ = 20_000;

const REPLACES =
  "The new request replaces the whole current one: repeat in it what you still want.";

/** The lines that explain a question; read from accepted objects, not from files. */
function linesOf(project: Project, run: Run, question: Question): QuestionLines {
  if (question.request) {
    const lines = requestLines(run, question);
    const isChange = question.kind === CHANGE;
    return { lines: isChange ? [...lines, REPLACES] : lines, whole: true, file: null };
  }
  const task = taskOf(run, question.task);
  // About the whole run: what it has used, where nothing else.
  if (!task) return { lines: linesAbout(run, question) ?? spentLines(run), file: null };
  const words = questionWords(run.workflow, question.kind);
  const own = words.lines?.(sceneOf(project, run), question, task) ?? {
    lines: [],
    file: question.text === null ? task.writes : null,
  };
  const large = own.large ? [forLargeText()] : [];
  const { price = [] } = own;
  return { ...own, lines: [...deniedLines(project.root, task), ...large, ...price, ...own.lines] };
}

/** One question as it is shown where no document is printed before it. */
export function viewQuestion(project: Project, run: Run, question: Question): QuestionView {
  const { lines, unread = [], ...rest } = linesOf(project, run, question);
  return questionView(run, question, { ...rest, lines: [...unread, ...lines] });
}

/**
 * A document as it was accepted, whatever stands in its place by now; one that no task writes is
 * read from the project.
 */
function documentText(project: Project, run: Run, path: string): string {
  const kept = acceptedText(project, run, path);
  if (kept !== null || run.tasks.some((task) => isWritten(task, path))) return kept ?? "";
  return readCache(join(project.root, path), MAX_READ)?.toString() ?? "";
}

/** The same with what a session prints before its dialog. */
export function inSession(project: Project, run: Run, question: Question) {
  const lines = linesOf(project, run, question);
  const path = lines.reads ?? (lines.file?.endsWith(".md") ? lines.file : null);
  const text = path === null ? "" : documentText(project, run, path).trim();
  const shown = text.length > MAX_READ ? `${text.slice(0, MAX_READ)}\n… the rest: ${path}` : text;
  return sessionQuestion(run, question, lines, shown === "" ? null : `${path}:\n${shown}`);
}

/** The questions of the next dialog as they are shown. */
export const viewQuestions = (project: Project, run: Run): QuestionView[] =>
  questionsToAsk(run).map((question) => viewQuestion(project, run, question));
