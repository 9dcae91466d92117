import { basename } from "node:path";
import { placeless } from "../../../src/text.ts";
import type { Job, Question } from "../jobs/job.ts";
import { oneLine } from "../line.ts";
import type { NotifiedJob } from "./teller.ts";

/**
 * Messages in words: names, counts, and a question's one line. What a model or a person wrote at
 * length stays on the page.
 */

const MAX_LINE = 300;
const MAX_LABEL = 60;
const MAX_NAME = 80;

/** It leaves the machine, so it names no folder of it. */
const line = (text: string): string => oneLine(placeless(text), MAX_LINE);

export const labelOf = (text: string): string => oneLine(text, MAX_LABEL);
/** Of a person, for the audit: their name is their own choice, the number is not. */
export const personOf = (service: string, name: string, id: string | number): string =>
  `${oneLine(name, MAX_NAME) || "somebody"} (${service} ${id})`;

export interface Message {
  title: string;
  text: string;
  /** Of the page. */
  link: string;
}

/** A project without what only its machine knows. */
const projectOf = ({ project }: Job): string =>
  line(basename(project).replace(/\.git$/, "") || project);

export const linkOf = (job: { id: string }, url: string): string => `${url}/#/job/${job.id}`;
const namedJob = (job: Job): string =>
  `${job.run ?? `job ${job.id.slice(0, 8)}`} in ${projectOf(job)}`;

/** What a job took so far; empty where nothing is known. */
function spentText({ spent }: Job): string {
  const { tokens, money, minutes } = spent as {
    tokens?: number;
    money?: number | null;
    minutes?: number;
  };
  const parts = [
    minutes === undefined ? "" : `${Math.round(minutes)} min`,
    tokens === undefined ? "" : `${tokens.toLocaleString("en")} tokens`,
    typeof money === "number" ? `$${money.toFixed(2)}` : "",
  ].filter(Boolean);
  return parts.length === 0 ? "" : `Took: ${parts.join(", ")}`;
}

const ENDS: Partial<Record<Job["state"], string>> = {
  complete: "The job is complete",
  failed: "The job has failed",
  cancelled: "The job was cancelled",
  parked: "The job is parked: it waits for you",
};

const DONE: Record<NonNullable<NotifiedJob["followed"]>["what"], [done: string, not: string]> = {
  rollback: ["The job was rolled back", "The job was not rolled back"],
  undo: ["The job's rollback was undone", "The job's rollback was not undone"],
  publish: ["The job's branch was pushed", "The job's branch was not pushed"],
  park: ["The job is as before", "What was asked of the job was not done"],
};

/** How a job's end, or its being parked, is told; `link`: of the page. */
export function endText(job: NotifiedJob, url: string): Message {
  const { followed } = job;
  const title = followed
    ? DONE[followed.what][followed.done ? 0 : 1]
    : (ENDS[job.state] ?? job.state);
  const lines = [
    namedJob(job),
    job.reason === null ? "" : line(job.reason),
    spentText(job),
    job.branch === null ? "" : `Branch: ${line(job.branch)}`,
  ];
  return {
    title: `multi-ai: ${title}`,
    text: lines.filter(Boolean).join("\n"),
    link: linkOf(job, url),
  };
}

/** How one of a job's questions is told. */
export function questionText(job: Job, question: Question, url: string): Message {
  const words = question.options
    .filter((option) => option.text)
    .map((option) => labelOf(option.label));
  const lines = [
    namedJob(job),
    line(`${question.id}: ${question.title}`),
    words.length === 0 ? "" : `In your own words, on the page: ${words.join(", ")}`,
  ];
  return {
    title: "multi-ai: You are asked",
    text: lines.filter(Boolean).join("\n"),
    link: linkOf(job, url),
  };
}
