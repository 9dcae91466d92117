import { lstatSync, rmSync } from "node:fs";
import { join } from "node:path";
import { visible } from "../../command-line.ts";
import { acceptedTasks, type Run, SEVERITIES, type Task } from "../../engine/run.ts";
import type { Output } from "../../host/answer.ts";
import { attempt } from "../../process/attempt.ts";
import type { Project } from "../../project/project.ts";
import { accepted } from "../../record/accepted.ts";
import type { FindingWords } from "../../record/findings.ts";
import { testRecordOf } from "../../record/tests.ts";
import { countText, outcomeText } from "../../render/outcome.ts";
import { readCache, writeFileAtomic } from "../../store/disk.ts";
import { fieldsIn, isObject } from "../../store/loose.ts";
import { cut, firstLines, HOST_TABLE, oneLine, plural, someOf, wrap, wrapWhole } from "../../text.ts";
import { moduleOf, sceneOf } from "../../workflows/index.ts";
import { newFailures } from "../../workflows/test-words.ts";

/**
 * What came of each task, for the screen of the session that carries the run: what a hook says there costs no request, and no
 * model reads it.
 */

/** In `.task/`: which results were told there. A file of its own, as nothing of the run depends on it. */
const TOLD = "told.json";

/** What is told at once: the newest tasks, and of each so many findings, files and failures. */
const MOST = { tasks: 8, findings: 6, files: 6, failures: 3 };

/** Columns of a text, and letters of a finding that are looked at: one may be as long as a whole artifact. */
const WIDTH = 100;
const MAX_LETTERS = 1_000;

/** Text of others on one line, with what nobody sees by its code. */
const seen = (text: string): string => visible(oneLine(text));

/**
 * Text of others, to the end of a word. It is broken here, each line further in: where a
 * terminal breaks it, or blanks fill a line, the next one would look like what code says of a task.
 */
function line(lead: string, text: string): string {
  const [first = "", ...more] = wrap(lead + seen(text.slice(0, MAX_LETTERS)), WIDTH - 1);
  const whole = more.length > 0 ? `${first.replace(/[\s.,;:…]+$/, "")}…` : first;
  return wrapWhole(whole, HOST_TABLE).join("\n");
}

type Found = Pick<FindingWords, "severity" | "file" | "line" | "at" | "problem" | "outside">;

/** The artifact of a task, as far as it says what came of it; those of other workflows have some of these, or none. */
interface Artifact {
  findings?: Found[];
  changed_files?: string[];
  vote?: string;
}

const isFound = (one: unknown): one is Found => isObject(one) && typeof one.problem === "string";

/** What a task found: by its artifact, else as its workflow has it. */
function foundBy(project: Project, run: Run, task: Task, { findings }: Artifact): Found[] {
  const own = Array.isArray(findings) ? findings.filter(isFound) : [];
  if (own.length > 0) return own;
  const caught = moduleOf(run.workflow).report.caught(sceneOf(project, run));
  return caught.filter((one) => one.task === task.id).map(({ place, ...one }) => ({ ...one, at: place }));
}

function findingLines(found: readonly Found[]): string[] {
  const rank = ({ severity }: Found): number => SEVERITIES.indexOf(severity);
  const lines = found
    .toSorted((a, b) => rank(a) - rank(b))
    .map(({ severity, file, line: at, at: part, problem, outside }) => {
      const place = seen(file ? `${file}${at ? `:${at}` : ""}` : (part ?? ""));
      const where = `${place}${outside === true ? ", outside of the change" : ""}`;
      return line(`  ${oneLine(String(severity))} ${where}${where === "" ? "" : ": "}`, problem);
    });
  return firstLines(lines, MOST.findings, "", "  … ");
}

/** Some tasks have a title of an agent's words. */
const MAX_TITLE = 50;
const titled = ({ id, subject }: Task): string => `${id} ${cut(seen(subject), MAX_TITLE)}`;

/** What came of one task: its verdict in a line, and below it what it found, changed or tested, and what is asked of whom. */
export function taskOutcome(project: Project, run: Run, task: Task): string {
  const artifact = accepted<Artifact>(project, task.artifact) ?? {};
  const found = foundBy(project, run, task, artifact);
  const voted = [`votes ${oneLine(String(artifact.vote))}`, countText(found)].filter((one) => one !== "").join(", ");
  const files = Array.isArray(artifact.changed_files) ? artifact.changed_files.map((one) => oneLine(String(one))) : [];
  const verdict = outcomeText(run, task, (sha) => accepted(project, sha));
  const failures = (testRecordOf(project, task)?.commands ?? []).flatMap(newFailures);
  const asked = run.questions.filter((one) => one.task === task.id).map(({ id }) => id);
  return [
    `${titled(task)}: ${artifact.vote === undefined ? verdict : voted}`,
    ...findingLines(found),
    ...(files.length > 0 ? [line("  ", someOf(files, MOST.files))] : []),
    ...firstLines(
      failures.map((title) => line("  fails now: ", title)),
      MOST.failures,
      "",
      "  … ",
    ),
    ...(asked.length > 0 ? [`  you are asked ${asked.join(", ")}`] : []),
  ].join("\n");
}

/** Names a result: a task that is done anew has another one. */
const nameOf = ({ id, artifact, acceptedSeq }: Task): string => `${id} ${artifact?.slice(0, 12) ?? acceptedSeq}`;

/** In bytes: a longer note is none of the program's. */
const MAX_TOLD = 1_000_000;

/** Which results of a run were told; none where the file is gone, or of another run. */
function toldOf(path: string, run: Run): Set<string> {
  const { run: of, told } = fieldsIn(readCache(path, undefined, MAX_TOLD)?.toString());
  return new Set(of === run.run && Array.isArray(told) ? told.filter((one) => typeof one === "string") : []);
}

/** Something beside the tasks that is told once; `name` is its own among all that is told of the run. */
export interface News {
  name: string;
  text: string;
}

/**
 * What came of the tasks that ended since it was last told, oldest first, and behind it what else is news; notes it as told.
 * Empty: nothing new.
 */
export function newOutcomes(project: Project, run: Run, more: readonly News[] = []): string {
  const path = join(project.task, TOLD);
  const all = acceptedTasks(run);
  const before = toldOf(path, run);
  const due = all.filter((task) => !before.has(nameOf(task)));
  const news = more.filter(({ name }) => !before.has(name));
  if (due.length === 0 && news.length === 0) return "";
  try {
    // A folder in its place would hide all that is to come.
    if (lstatSync(path, { throwIfNoEntry: false })?.isDirectory()) rmSync(path, { recursive: true });
    writeFileAtomic(
      path,
      `${JSON.stringify({ run: run.run, told: [...all.map(nameOf), ...more.map(({ name }) => name)] })}\n`,
    );
  } catch {
    // What cannot be noted would be told at each event.
    return "";
  }
  const shown = due.filter((task) => !task.by_person).slice(-MOST.tasks);
  const rest = due.length - shown.length;
  const earlier = rest > 0 && due.length > MOST.tasks ? [`${plural(rest, "earlier task")}: /multi-ai:status`] : [];
  return [...earlier, ...shown.map((task) => taskOutcome(project, run, task)), ...news.map(({ text }) => text)].join(
    "\n",
  );
}

/**
 * An answer of a hook to the session's main thread, with what is new for the person. Of a prompt that is blocked the host shows
 * the reason alone.
 */
export function withOutcomes(
  project: Project,
  run: Run,
  output: NonNullable<Output>,
  more: readonly News[] = [],
): NonNullable<Output> {
  // What is told for a person to read takes no directive along when it fails.
  const outcomes = attempt(() => newOutcomes(project, run, more), "");
  if (outcomes === "") return output;
  const field = output.decision === "block" ? "reason" : "systemMessage";
  const text = output[field];
  return { ...output, [field]: typeof text === "string" ? `${outcomes}\n${text}` : outcomes };
}
