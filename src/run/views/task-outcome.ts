import { basename, dirname, join } from "node:path";
import { visible } from "../../command-line.ts";
import { acceptedTasks, type Run, type Task } from "../../engine/run.ts";
import { type Output, withMessage } from "../../host/answer.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { isCheck } from "../../render/directive.ts";
import { momentsOf } from "../../render/history/moments.ts";
import { outcomeText } from "../../render/outcome.ts";
import { linesOf } from "../../render/report/finding-outcomes.ts";
import { displace } from "../../store/displaced.ts";
import { readCache, writeAtomic } from "../../store/files/disk.ts";
import { statAt } from "../../store/files/plain-file.ts";
import { fieldsIn } from "../../store/json/fields.ts";
import { locked } from "../../store/transact.ts";
import { cut, oneLine, plural } from "../../text.ts";
import { recordedEvents } from "../journal/change.ts";
import { caughtIn } from "./caught.ts";

/**
 * What came of each task, for the screen of the session that carries the run: what a hook says
 * there costs no request, and no model reads it.
 */

/**
 * In `.task/`: which results were told there. A file of its own, as nothing of the run depends on
 * it.
 */
export const REPORTED = "told.json";

/** The newest tasks that are told at once. */
const MOST = 8;

/** Some tasks have a title of an agent's words: on one line, with what nobody sees by its code. */
const MAX_TITLE = 50;
const titled = ({ id, subject }: Task): string =>
  `${id} ${cut(visible(oneLine(subject)), MAX_TITLE)}`;

/** What came of each task, in a line, and below it what is asked of the person about it. */
export function taskOutcomes(project: Project, run: Run, tasks: readonly Task[]): string[] {
  if (tasks.length === 0) return [];
  const caught = caughtIn(project, run);
  // Tests are run by the program's own tasks: for an agent's the journal is not read again.
  const events = tasks.some((task) => isCheck(run, task)) ? recordedEvents(project) : [];
  const tested = events.flatMap((event) =>
    event.type === "tested" && event.run === run.run ? momentsOf(run, event) : [],
  );
  return tasks.map((task) => {
    const tests = tested.filter((one) => one.task === task.id).map(({ text }) => text);
    const lines = [...tests, ...linesOf(task.id, caught)];
    const asked = run.questions.filter((question) => question.task === task.id).map(({ id }) => id);
    return [
      `${titled(task)}: ${outcomeText(run, task)}`,
      ...lines.map((line) => `  ${line}`),
      ...(asked.length > 0 ? [`  you are asked ${asked.join(", ")}`] : []),
    ].join("\n");
  });
}

/** Names a result: a task that is done anew has another one. */
const nameOf = ({ id, artifact, acceptedSeq }: Task): string =>
  `${id} ${artifact?.slice(0, 12) ?? acceptedSeq}`;

/** In bytes: a longer note is none of the program's. */
const MAX_REPORTED = 1_000_000;

/** Which results of a run were told; none where the file is gone, or of another run. */
export function reportedOf(path: string, run: Run): Set<string> {
  const { run: noted, told: names } = fieldsIn(readCache(path, MAX_REPORTED)?.toString());
  return new Set(
    noted === run.run && Array.isArray(names)
      ? names.filter((name) => typeof name === "string")
      : [],
  );
}

/** The name under which the end of a run is told. */
export const END = "end";

/** Whether the end of a run was told. */
export const isEndReported = ({ task }: Project, run: Run): boolean =>
  reportedOf(join(task, REPORTED), run).has(END);

/**
 * Notes names as told, where the store is held, and returns those that were not. None where they
 * cannot be noted, as they would be told at each event.
 */
function noteHeld({ task }: Project, run: Run, names: readonly string[]): Set<string> {
  const path = join(task, REPORTED);
  const told = reportedOf(path, run);
  const fresh = names.filter((name) => !told.has(name));
  if (fresh.length === 0) return new Set();
  const isNoted = attempt(() => recordReported(path, run, [...told, ...fresh]), "unnoted");
  return new Set(isNoted === "unnoted" ? [] : fresh);
}

/** The same, alone: of events that come at once one tells each. */
function noteNew(project: Project, run: Run, names: readonly string[]): Set<string> {
  const told = reportedOf(join(project.task, REPORTED), run);
  if (names.every((name) => told.has(name))) return new Set();
  return locked(project.task, (isHeld) =>
    isHeld ? noteHeld(project, run, names) : new Set<string>(),
  );
}

/** Notes something of a run as told, by an answer that says it; false: it was, or cannot be noted. */
export const noteOnce = (project: Project, run: Run, name: string): boolean =>
  noteNew(project, run, [name]).has(name);

/** Notes the end of a run as told, within a change of it. */
export function noteEnd(project: Project, run: Run): void {
  noteHeld(project, run, [END]);
}

/** @throws where it cannot be noted */
export function recordReported(path: string, { run }: Run, names: Iterable<string>): void {
  // A folder in its place would hide all that is to come.
  if (statAt(path)?.isDirectory())
    displace(dirname(dirname(path)), basename(dirname(path)), [basename(path)]);
  writeAtomic(path, `${JSON.stringify({ run, told: [...names] })}\n`);
}

/**
 * Something beside the tasks that is told once; `name` is its own among all that is told of the
 * run.
 */
export interface News {
  name: string;
  text: string;
}

/**
 * What came of the tasks that ended since it was last told, oldest first, and after it what else
 * is news, with `again` also where it was told; notes it as told. Empty: nothing new.
 */
export function newOutcomes(
  project: Project,
  run: Run,
  more: readonly News[] = [],
  again = false,
): string {
  const all = acceptedTasks(run);
  const fresh = noteNew(project, run, [...all.map(nameOf), ...more.map(({ name }) => name)]);
  const due = all.filter((task) => fresh.has(nameOf(task)));
  const news = again ? more : more.filter(({ name }) => fresh.has(name));
  if (due.length === 0 && news.length === 0) return "";
  const shown = due.filter((task) => !task.by_person).slice(-MOST);
  const rest = due.length - shown.length;
  const earlier =
    rest > 0 && due.length > MOST ? [`${plural(rest, "earlier task")}: /multi-ai:status`] : [];
  return [...earlier, ...taskOutcomes(project, run, shown), ...news.map(({ text }) => text)].join(
    "\n",
  );
}

/** An answer of a hook to the session's main thread, with what is new for the person. */
export function withOutcomes(
  project: Project,
  run: Run,
  output: NonNullable<Output>,
  more: readonly News[] = [],
  again = false,
): NonNullable<Output> {
  // What is told for a person to read takes no directive along when it fails.
  return withMessage(
    output,
    attempt(() => newOutcomes(project, run, more, again), ""),
  );
}
