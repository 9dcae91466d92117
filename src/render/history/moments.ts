import { ASSUMED_TO_RUN } from "../../engine/decisions/outcomes.ts";
import type { EventOf, Recorded } from "../../engine/events.ts";
import { type Run, type Task, taskOf } from "../../engine/run.ts";
import { cut, moment, oneLine, type Zone } from "../../text.ts";
import type { FindingOutcome, Part, Row } from "../../workflows/contract/contract.ts";
import { assumedText, questionName, workflowOf } from "../../workflows/index.ts";
import { modelsText } from "../../workflows/money/estimate.ts";
import { MAX_SAID } from "../../workflows/words/finding-words.ts";
import { endOf } from "../../workflows/words/test-words.ts";
import { waiverWords } from "../../workflows/words/words.ts";
import { pauseText } from "../directive.ts";
import { endWords, isGood, resultWords, toYou } from "../outcome.ts";
import { optionLabel } from "../questions.ts";
import { linesOf } from "../report/finding-outcomes.ts";

/** What has happened in a run, for people: every view of it is made of these. */

/** What a moment is: by this it is marked, and by this alone its tone is known. */
export const KINDS = [
  ...(["begins", "added", "starts", "good", "warn", "bad", "again", "note", "quiet"] as const),
  ...(["dropped", "waits", "asks", "complete", "over"] as const),
] as const;
type Kind = (typeof KINDS)[number];

export interface Moment {
  seq: number;
  at: string;
  kind: Kind;
  /** The task that it is about; null: the run. */
  task: string | null;
  text: string;
  /** What is said below it, such as each finding. */
  more: string[];
}

const clipText = (text: string): string => cut(oneLine(text), MAX_SAID);

/** A task by its id, and its subject where the run has it. */
const named = (run: Run, { task: id }: { task: string }): string =>
  `${id} ${oneLine(taskOf(run, id)?.subject ?? "")}`.trimEnd();
const whoOf = (task: Task): string => `${task.who.agent}, ${task.who.provider ?? task.who.model}`;

type Entry = Pick<Moment, "kind" | "text"> & { more?: string[] };
type Writer = {
  [T in Recorded["type"]]?: (
    run: Run,
    event: Extract<Recorded, { type: T }>,
    caught: readonly FindingOutcome[],
  ) => Entry[];
};

const entry = (kind: Kind, text: string, more: string[] = []): Entry[] => [{ kind, text, more }];

/** Why a task starts again, after those words. */
const RETURNED: Record<Exclude<EventOf<"returned">["reason"], "api">, string> = {
  again: "",
  answered: " with your answer",
  invalid: ": its result was not valid",
  lost: ": its agent is gone",
  stale: ": what it reviews has changed",
  changed: ": what it reviews has changed",
  taken_over: ": its session is gone",
  bounded: ": its agent reached its limit",
  stopped: ": it was stopped",
};

/** What each event tells a person; the other events are bookkeeping. */
const TELLS: Writer = {
  run_created: (run, { run: id, request }) => [
    ...entry("begins", `${id} starts: ${clipText(request.text)}`),
    ...modelsText(workflowOf(run.workflow), run).flatMap((line) => entry("quiet", line)),
  ],
  task_created(run, event) {
    if (event.kind === "gate") return [];
    const by = [event.fixes ?? [], event.also_fixes ?? []].flat();
    const why =
      by.length === 0
        ? `after ${event.blocked_by.join(" and ")}`
        : `asked by ${by.map((task) => named(run, { task })).join(" and ")}`;
    return entry("added", `${named(run, event)}, ${why}`);
  },
  dispatched(run, event) {
    const task = taskOf(run, event.task);
    return entry("starts", `${named(run, event)}${task ? ` (${whoOf(task)})` : ""}`);
  },
  accepted(run, event, caught) {
    const task = taskOf(run, event.task);
    const { why_all: why } = event.facts ?? {};
    const more = [
      ...(typeof why === "string" ? [clipText(why)] : []),
      ...linesOf(event.task, caught),
    ];
    const words = `${named(run, event)}: ${resultWords(task, event)}`;
    return entry(isGood(run, task, event) ? "good" : "warn", words, more);
  },
  refused: (run, event) =>
    entry(
      "bad",
      `${named(run, event)}: rejected, sent back with the reasons`,
      event.problems.map(clipText),
    ),
  tests_decided: (_run, { commands, approved, by }) =>
    commands.length === 0
      ? []
      : entry(
          "quiet",
          `Tests ${approved ? "approved" : "not approved"} (${by}): ${clipText(commands.join("; "))}`,
        ),
  tested: (_run, event) =>
    event.commands.flatMap((command) =>
      entry(
        command.state === "passed" ? "good" : "bad",
        `${clipText(command.command)}: ${endOf(command)}`,
      ),
    ),
  check_failed: (run, event) => entry("bad", `${named(run, event)}: ${clipText(event.message)}`),
  // What the person is asked about, or what waits for the API with the run, does not start again by
  // itself. Why an agent is gone no other line says.
  returned(run, event) {
    const isAsked = run.questions.some(
      (question) => question.kind === "stuck" && question.task === event.task,
    );
    if (event.reason === "api" || (isAsked && event.reason !== "lost")) return [];
    const why = `${RETURNED[event.reason]}${event.note ? `: ${clipText(event.note)}` : ""}`;
    return entry("again", `${named(run, event)}${isAsked ? "" : " restarts"}${why}`);
  },
  task_done: (run, event) =>
    event.waiver === null
      ? []
      : entry(
          "warn",
          `${named(run, event)}: ${waiverWords(event.waiver.kind)}, ${clipText(toYou(event.waiver.reason))}`,
        ),
  options_set: (_run, { options: { moved } }) =>
    moved ? entry("note", `Switched to more steps: ${clipText(moved)}`) : [],
  task_cancelled: (run, event) => entry("dropped", `${named(run, event)} is cancelled`),
  substituted: (run, event) =>
    entry("begins", `${named(run, event)}: now done by ${event.who.agent} (${event.who.model})`),
  // A task may pass in several parts: its commands, and what its agent assumed.
  auto_approved(run, { task, assumptions, unasked }) {
    const all = [...unasked, ...assumptions];
    const [first, ...more] = all.filter((one) => !one.endsWith(ASSUMED_TO_RUN));
    if (first === undefined && all.length > 0) return [];
    const auto = run.auto ? " (--auto)" : "";
    const rest = more.length === 0 ? "" : `; and ${more.length} more`;
    const what = `${assumptions.length === 0 ? "nobody is asked" : "assumed"}${auto}${first === undefined ? "" : `: ${clipText(assumedText(run.workflow, first))}${rest}`}`;
    return entry("quiet", `${named(run, { task })}: ${what}`);
  },
  held: (run) => entry("waits", clipText(pauseText(run, "elsewhere") || "The run was waiting")),
  asked: (run, event) =>
    entry("asks", `${event.question} is open (${questionName(run.workflow, event.kind)})`),
  answered(run, { question, option, text }) {
    const kind = run.decisions.findLast((decision) => decision.question === question)?.kind ?? "";
    const said = [optionLabel(run, { kind }, option), text ?? ""].filter(Boolean).join(", ");
    return entry("note", `${question} is answered: ${clipText(said)}`);
  },
  request_changed: (_run, event) =>
    entry("note", `The request changes: ${clipText(event.request.text)}`),
  ended: (_run, event) =>
    event.status === "complete"
      ? entry("complete", "The run is complete")
      : entry("over", `The run is over: ${clipText(endWords(event))}`),
};

/**
 * What one event tells; nothing for bookkeeping. `run`: the run after it; `caught`: what its
 * reviewers found.
 */
export function momentsOf(
  run: Run,
  event: Recorded,
  caught: readonly FindingOutcome[] = [],
): Moment[] {
  const tell = TELLS[event.type] as
    | ((run: Run, event: Recorded, caught: readonly FindingOutcome[]) => Entry[])
    | undefined;
  const { seq, at } = event;
  const task = "task" in event ? event.task : null;
  return (tell?.(run, event, caught) ?? []).map(({ kind, text, more = [] }) => ({
    ...{ seq, at, kind, task, text },
    more,
  }));
}

/** How each kind of moment is marked. */
const TONES: Record<Kind, NonNullable<Row["tone"]>> = {
  ...({ good: "good", complete: "good", bad: "bad", over: "bad" } as const),
  ...({ warn: "warn", waits: "warn", again: "warn", asks: "asks", starts: "busy" } as const),
  ...({ begins: "none", added: "none", note: "none", quiet: "none", dropped: "skipped" } as const),
};

export const momentRow = ({ kind, text, more }: Moment): Row => ({ tone: TONES[kind], text, more });

export const momentsPart = (moments: readonly Moment[], zone?: Zone): Part => ({
  title: "What happened",
  rows: moments.map((one) => ({ ...momentRow(one), id: moment(one.at, zone) })),
});
