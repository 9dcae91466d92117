import type { Recorded } from "../engine/events.ts";
import type { Run } from "../engine/run.ts";
import { given, type Layout, oneLine, PLAIN_LAYOUT, plural } from "../text.ts";
import type { Caught } from "../workflows/contract/contract.ts";
import type { Look } from "./outcome.ts";
import { headLines, partLines } from "./print/text.ts";
import { momentsPart } from "./report.ts";
import { findingRow } from "./report-parts.ts";
import { momentsOf } from "./shown/moments.ts";
import { resultOf } from "./status.ts";
import type { RunView, TaskView } from "./view.ts";

/** Why a task is blocked or waiting: where it stands, why it is there, and what became of it. */

/** Rows of a list; the report and the log have all. */
const MOST = 12;

/** The part of a task that a view does not have. */
interface Explained {
  kind: string;
  /** The reviews that asked for it; none: the workflow has it from its beginning. */
  asked: string[];
  /** Ids of the open questions about it. */
  questions: string[];
  /** What it found, and what became of that. */
  caught: Caught[];
  /** What happened in the run. */
  events: readonly Recorded[];
  look: Look;
}

/** What the status says of it. */
function standsText(view: RunView, task: TaskView, questions: string[]): string {
  if (questions.length > 0) return `waiting for your answer to ${questions.join(", ")}`;
  const result = resultOf(view, task);
  if (task.status === "waiting") return `waiting for those who review the same: ${result}`;
  if (result.startsWith(task.status)) return result;
  return `${task.status}${result === "" ? "" : `: ${result}`}`;
}

/** Why a task is there that no workflow has from its beginning. */
const causeLines = ({ tasks }: RunView, { asked, kind }: Explained): string[] =>
  asked.flatMap((id) => {
    const { subject = "", outcome = "" } = tasks.find((task) => task.id === id) ?? {};
    const found = outcome === "" || outcome === "done" ? "" : ` (${outcome})`;
    return `Added because ${id} ${subject} asked for ${kind === "fix" ? "changes" : "another review"}${found}`;
  });

export function explainText(
  run: Run,
  view: RunView,
  task: TaskView,
  more: Explained,
  layout: Layout = PLAIN_LAYOUT,
): string {
  const who = [task.agent, task.model].filter((word) => word !== "").join(", ");
  const isAbout = (event: Recorded): boolean =>
    "task" in event ? event.task === task.id : task.void && event.type === "options_set";
  const events = more.events.filter((event) => event.run === run.run && isAbout(event));
  const moments = events.flatMap((event) => momentsOf(run, event, more.look));
  const scripts = events.filter(({ type }) => type === "tried").length;
  const earlier = task.earlier === undefined ? [] : [`Its review is kept in ${task.earlier}`];
  const doc = {
    title: oneLine(
      `${task.id} ${task.subject} (${who}): ${standsText(view, task, more.questions)}`,
    ),
    glance: [],
    lines: [
      ...causeLines(view, more),
      ...given(scripts > 0, `Had ${plural(scripts, "script")} run`),
      ...earlier,
    ].map(oneLine),
    parts: [
      momentsPart(moments, layout.zone),
      { title: "Findings", rows: more.caught.map(findingRow) },
    ],
  };
  return [
    ...headLines(doc, layout),
    ...doc.parts.flatMap((part) => partLines(part, layout, MOST)),
    "",
    `Next: ${view.next}`,
  ].join("\n");
}
