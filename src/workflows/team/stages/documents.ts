import type { Context } from "../documents/questions.ts";
import { areasOf } from "../areas.ts";
import { taken } from "../../../engine/run.ts";
import { questionsOf } from "../open-points.ts";
import { type Decision, type Run, type Task, taskOf } from "../../../engine/run.ts";
import { tasksOf } from "../standing.ts";
import { wordsOfKind } from "../../multi-ai/words.ts";
import { inSeconds } from "./gate-values.ts";

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
  const words = wordsOfKind(kind);
  const label = words.options[option]?.label;
  if (kind.startsWith("checkpoint-")) return `${words.header}: ${label?.toLowerCase() ?? option}`;
  if (text !== null && label === undefined) return `${place}question answered`;
  return `${place}${words.header.toLowerCase()}: ${label?.toLowerCase() ?? option}`;
}

/** Going on at a checkpoint changes nothing: all else that the person decided is told to every role. */
const isWorthTelling = ({ kind, option, text }: Decision): boolean =>
  !(kind.startsWith("checkpoint-") && option === "proceed" && text === null);

function textOf({ kind, option, text, asked }: Decision): string {
  const label = wordsOfKind(kind).options[option]?.label ?? option;
  // A reason without what was chosen says nothing either.
  if (WITH_REASON.includes(kind) && text !== null) return `${label}: ${text}`;
  // An answer without its question says nothing; an escalation's decision stands for itself.
  if (asked !== null && !ESCALATIONS.includes(kind)) return `${asked}\n${text ?? label}`;
  return text ?? label;
}

/** What goes into `pipeline/context.md`. */
export function contextOf(run: Run): Context {
  return {
    questions: questionsOf(run).map(({ text, answer }) => ({ question: text, answer })),
    decisions: run.decisions.filter(isWorthTelling).map((one) => ({
      at: inSeconds(one.at),
      title: titleOf(run, one),
      text: textOf(one),
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
  const isAnswered = taken(run).some((task) => task.handed.some((one) => one.path === PRINCIPALS_NOTES));
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
