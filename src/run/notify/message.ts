import { basename } from "node:path";
import { UNHEEDED } from "../../engine/run.ts";
import { calledAs, PLUGIN } from "../../plugin.ts";
import { headOf } from "../../render/history/head.ts";
import type { ReportModel } from "../../render/report/report.ts";
import type { Occasion } from "../../settings.ts";
import { clip, cut, oneLine } from "../../text.ts";
import type { Notice } from "../../workflows/contract/notice.ts";
import { questionWords } from "../../workflows/index.ts";

/** A message as every receiver gets it. */
export interface Message {
  /** The same for each try: a receiver can tell by it what it has already. */
  id: string;
  title: string;
  text: string;
  /** For programs: what a webhook is sent. */
  data: Record<string, unknown>;
}

/** What is not in the journal: the project, its files, and what the workflow adds. */
interface MessageFacts {
  /** The project's folder. */
  root: string;
  /** Null: it cannot be told. */
  files: number | null;
  /** Ref of the files before the run changed them; null: there is none. */
  snapshot: string | null;
  lines: string[];
  shown: ReportModel;
}

/** Characters of a line, and of a text: Telegram takes 4,096. */
const MAX_LINE = 300;
const MAX_TEXT = 3_500;
const MAX_LISTED = 12;

const safe = (text: string): string => cut(oneLine(text), MAX_LINE);
/** In a terminal: the reader of a message is in no session. */
const type = calledAs(PLUGIN);

const TITLES: Record<Occasion, (notice: Notice) => string> = {
  question: ({ question }) =>
    question === null ? "The run is waiting for you" : "A question for you",
  iteration: ({ round }) => `Voting round ${round} is over`,
  execution: () => "Work on the project starts",
  end: ({ status }) => (status === "complete" ? "The run is complete" : "The run has failed"),
};

const askText = (workflow: string, { id, kind, about }: NonNullable<Notice["question"]>): string =>
  `${id} ${questionWords(workflow, kind).header}: ${about}`;

/** Why a run waits without a question. The API's own words may be anything, and stay here. */
const waits = (failure: string): string =>
  failure === UNHEEDED
    ? "the main thread did not do what it was asked"
    : `an API did not answer (${failure})`;

/**
 * The message of a notice. It holds names, counts and hashes; nothing that a model or a person
 * wrote at length.
 */
export function messageOf(
  notice: Notice,
  { root, files, snapshot, lines, shown: model }: MessageFacts,
): Message {
  const project = safe(basename(root));
  const rollback = notice.on === "end" && notice.status === "failed" && snapshot !== null;
  const title = safe(`${PLUGIN}: ${TITLES[notice.on](notice)}`);
  const text = [
    `${notice.run} in ${project}`,
    ...(notice.question === null ? [] : [askText(notice.workflow, notice.question)]),
    ...(notice.held === null ? [] : [`Waits: ${waits(notice.held)}`]),
    ...clip(notice.failed, MAX_LISTED, (one) => `Failed: ${one}`),
    ...lines,
    headOf(model)
      .map((one) => one.text)
      .join(" · "),
    `Tasks: ${model.done} of ${model.total} done`,
    `Files changed: ${files ?? "unknown"}`,
    `Snapshot: ${snapshot ?? "none"}`,
    ...(rollback ? [`Rollback: ${type(`rollback --run ${notice.run}`)}`] : []),
    ...(notice.on === "question" ? [`What to do: ${type("status")}, or open Claude Code`] : []),
  ].map(safe);
  return {
    id: `${notice.run}-${notice.key}`,
    title,
    text: cut(text.join("\n"), MAX_TEXT),
    data: {
      on: notice.on,
      run: notice.run,
      workflow: notice.workflow,
      project,
      status: notice.status,
      elapsed_minutes: Math.floor(model.minutes),
      cost_usd: model.cost.usd,
      tokens: model.spent.total.tokens,
      tasks_done: model.done,
      tasks_total: model.total,
      files_changed: files,
      snapshot,
    },
  };
}

/** A message as programs get it: a webhook, and a command on its standard input. */
export const jsonOf = ({ id, title, text, data }: Message): object => ({
  id,
  title,
  text,
  ...data,
});

/** What `notify --test` sends. */
export const testMessage = (root: string, at: string): Message => ({
  id: `test-${at}`,
  title: `${PLUGIN}: test`,
  text: safe(`Messages about runs in ${basename(root)} will arrive here.`),
  data: { on: "test", project: safe(basename(root)) },
});
