import { join } from "node:path";
import { acceptedTasks, type Decision, type Run, type Task, taskOf } from "../../../engine/run.ts";
import type { Project } from "../../../project/project.ts";
import { accepted, handedText } from "../../../record/accepted.ts";
import type { Scene } from "../../../record/scene.ts";
import { readCache } from "../../../store/disk.ts";
import { getObject } from "../../../store/objects.ts";
import { budgetText } from "../../budget.ts";
import type { OutputFile, Outputs } from "../../contract.ts";
import { areasOf } from "../areas.ts";
import { assembled } from "../documents/design-notes.ts";
import { parseLessons, printLessons, promote, retire } from "../documents/lessons.ts";
import { type Context, contextText } from "../documents/questions.ts";
import { featureOf } from "../feature.ts";
import { questionsOf } from "../rules.ts";
import { tasksOf } from "../standing.ts";
import { wordsOf } from "../words/questions.ts";
import { diagramText, teamView } from "../words/status.ts";
import { gateFiles, inSeconds, type Value } from "./write.ts";

/** What the program puts together of what roles have written, and of what the person decided. */

/** Kinds of decisions that the seed words in a way of its own. */
const ESCALATIONS = ["peer-escalation", "peer-undecided", "escalation"];

/** Those of them that offer the workflow's own ways, and take a reason. */
const WITH_REASON = ["peer-undecided", "escalation"];

/** `Stage 6 escalation resolved`: a decision's stage, and what it was about. */
function titleOf(run: Run, { kind, task, option, text }: Decision): string {
  const token = task === null ? undefined : taskOf(run, task)?.token;
  const stage = /^stage-0(\d)$/.exec(token ?? "")?.[1];
  const place = stage === undefined ? "" : `Stage ${stage} `;
  if (ESCALATIONS.includes(kind)) return `${place}escalation resolved`;
  const words = wordsOf(kind);
  const label = words.options[option]?.label;
  if (kind.startsWith("checkpoint-")) return `${words.header}: ${label?.toLowerCase() ?? option}`;
  if (text !== null && label === undefined) return `${place}question answered`;
  return `${place}${words.header.toLowerCase()}: ${label?.toLowerCase() ?? option}`;
}

/** Going on at a checkpoint changes nothing: all else that the person decided is told to every role. */
const isWorthTelling = ({ kind, option, text }: Decision): boolean =>
  !(kind.startsWith("checkpoint-") && option === "proceed" && text === null);

function decisionText({ kind, option, text, asked }: Decision): string {
  const label = wordsOf(kind).options[option]?.label ?? option;
  // A reason without what was chosen says nothing either.
  if (WITH_REASON.includes(kind) && text !== null) return `${label}: ${text}`;
  // An answer without its question says nothing; an escalation's decision stands for itself.
  if (asked !== null && !ESCALATIONS.includes(kind)) return `${asked}\n${text ?? label}`;
  return text ?? label;
}

/** What goes into `pipeline/context.md`. */
export function questionsContext(run: Run): Context {
  return {
    questions: questionsOf(run).map(({ text, answer }) => ({ question: text, answer })),
    decisions: run.decisions.filter(isWorthTelling).map((one) => ({
      at: inSeconds(one.at),
      title: titleOf(run, one),
      text: decisionText(one),
    })),
    autoPasses: autoPasses(run),
  };
}

/** Checkpoints that a rule, or `--auto`, has passed: nobody has decided about them. What was passed before a change counts too. */
function autoPasses(run: Run): Context["autoPasses"] {
  return run.tasks.flatMap((task) => {
    const checkpoint = /^checkpoint-([abc])$/.exec(task.gate)?.[1] as "a" | "b" | "c" | undefined;
    if (checkpoint === undefined || task.status !== "done" || task.ended_at === null) return [];
    if (run.decisions.some((one) => one.task === task.id)) return [];
    const byRule = run.assumptions.some((text) => text.startsWith(`${task.gate}: passed without asking`));
    const rule = (byRule ? run.settings.checkpoints?.[checkpoint]?.auto_pass_when : null) ?? "--auto";
    return [{ at: inSeconds(task.ended_at), checkpoint, rule }];
  });
}

/** One role's part of a file that the program puts together: its own file, as it was accepted. */
export interface DocumentPart {
  heading: string;
  /** The accepted artifact; null: the document `path`, which was handed in with another one. */
  task: Task | null;
  path: string;
}

const newest = (run: Run, gate: string): Task | undefined =>
  tasksOf(run, gate).findLast((task) => task.outcome !== null && task.artifact !== null);

const part = (heading: string, task: Task | undefined): DocumentPart[] =>
  task ? [{ heading, task, path: task.writes }] : [];

const PRINCIPALS_NOTES = "pipeline/design-review/principal.md";

/** Parts of `pipeline/design-review-notes.md`: areas in the order of the settings, then principal, then pm. */
export function notesParts(run: Run): DocumentPart[] {
  const isAnswered = acceptedTasks(run).some((task) => task.handed.some((one) => one.path === PRINCIPALS_NOTES));
  return [
    ...Object.keys(areasOf(run.settings)).flatMap((area) => part(`dev-${area} notes`, newest(run, `notes:${area}`))),
    ...(isAnswered ? [{ heading: "principal notes", task: null, path: PRINCIPALS_NOTES }] : []),
    ...part("pm notes", newest(run, "scope")),
  ];
}

/** Parts of `pipeline/retrospective.md`, in the order of the roles. */
export const retroParts = (run: Run): DocumentPart[] =>
  [...new Set(tasksOf(run, "retro").map((task) => task.gate))].flatMap((gate) => {
    const task = newest(run, gate);
    return part(task?.item ?? gate, task);
  });

/** pm's word on the scope is data: its text in the assembled notes. */
export function scopeText(value: { status?: unknown; reasons?: unknown }): string {
  const reasons = Array.isArray(value.reasons) ? value.reasons.filter((one) => typeof one === "string") : [];
  return [
    value.status === "approved" ? "The scope is confirmed." : "The design has to change.",
    ...reasons.map((one) => `- ${one.replaceAll(/\s+/g, " ")}`),
  ].join("\n\n");
}

/** What the program writes below `pipeline/`, from a run's state and its accepted artifacts. */

const LESSONS = "pipeline/lessons-learned.md";
/** Later runs without use after which a lesson goes, unless the settings say otherwise. */
const RETIRE_AFTER = 10;

/** Everything that belongs there now. */
export function outputs({ project, workflow, run }: Scene): Outputs {
  const read = (task: Task): Value | null => jsonOf(project, task);
  const gates: OutputFile[] = gateFiles(run, read).map((file) => ({
    ...file,
    ofRole: run.tasks.some((task) => task.writes === file.path && task.dispatches > 0),
  }));
  const { files: lessons, problems } = lessonsFile(project, run, read);
  const view = teamView(run, { feature: featureOf(project, run), next: "" });
  const own: [path: string, text: string | null][] = [
    ["pipeline/context.md", contextText(questionsContext(run))],
    ["pipeline/design-review-notes.md", together(project, run, "Design Review Notes", notesParts(run))],
    ["pipeline/retrospective.md", together(project, run, "Retrospective", retroParts(run))],
    ["pipeline/budget.md", run.settings.budget?.enabled === true ? budgetText(workflow, run) : null],
    ["pipeline/diagram.md", diagramText(view)],
  ];
  const documents = own.flatMap(([path, text]) => (text === null ? [] : [{ path, text, ofRole: false }]));
  return { files: [...gates, ...documents, ...lessons], problems };
}

/** An accepted artifact as an object; null when it is markdown, or its copy is gone. */
function jsonOf(project: Project, task: Task): Value | null {
  try {
    const value = accepted<unknown>(project, task.artifact);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Value) : null;
  } catch {
    return null;
  }
}

const decoded = (bytes: Uint8Array | null): string | null => (bytes === null ? null : new TextDecoder().decode(bytes));

/** A file made of several roles' parts; null without any. */
function together(project: Project, run: Run, title: string, parts: DocumentPart[]): string | null {
  const texts = parts.flatMap((part) => {
    const text = partText(project, run, part);
    return text === null ? [] : [{ heading: part.heading, text }];
  });
  return texts.length === 0 ? null : assembled(title, texts);
}

function partText(project: Project, run: Run, { task, path }: DocumentPart): string | null {
  if (task === null) return handedText(project, run, path);
  if (task.schema !== "scope-review") return decoded(getObject(project.task, task.artifact ?? ""));
  const value = jsonOf(project, task);
  return value === null ? null : scopeText(value);
}

/**
 * Lessons of all runs, with those that this run has promoted once it has; the file itself says which run was the last to
 * change it, so that none counts twice. What cannot be read is left as it is.
 */
function lessonsFile(project: Project, run: Run, read: (task: Task) => Value | null): Outputs {
  const none = { files: [], problems: [] };
  const task = tasksOf(run, "lessons").findLast((one) => one.status === "done" && one.outcome !== null);
  if (!task || task.ended_at === null) return none;
  const known = parseLessons(decoded(readCache(join(project.root, LESSONS))));
  if (known.run === run.run) return none;
  if (known.problems.length > 0)
    return {
      files: [],
      problems: known.problems.map((one) => `${LESSONS}: ${one}; mend the line, and the lessons of this run are added`),
    };
  const value = read(task)?.lessons_promoted;
  const chosen = Array.isArray(value) ? value.filter((one): one is string => typeof one === "string") : [];
  const { promote: most = chosen.length, retire_after = RETIRE_AFTER } = run.settings.team?.lessons ?? {};
  const next = promote(known, chosen, task.ended_at.slice(0, 10), most);
  const text = printLessons({ ...retire(next, retire_after), run: run.run });
  return { files: [{ path: LESSONS, text, ofRole: true }], problems: next.problems };
}
