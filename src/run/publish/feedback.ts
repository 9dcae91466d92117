import type { Rooted } from "../../project/project.ts";
import { fieldsIn } from "../../store/json/fields.ts";
import { clean, cut, given, oneLine, plural } from "../../text.ts";
import type { FeedbackItem } from "../../workflows/contract/contract.ts";
import { objectsIn, textIn } from "./api.ts";
import {
  type Conversation,
  isMarked,
  type Remark,
  readConversation,
  sentThere,
  type Thread,
} from "./conversation.ts";
import { askGh, type Failed } from "./gh.ts";
import { type Pull, readPull } from "./pull.ts";
import { visibleText } from "./visible-text.ts";

/** What has come back on a pull request. Its text is data, whoever wrote it. */
export type Feedback = Omit<FeedbackItem, "id">;

/** `left`: what is more than was read, as sentences. */
type FeedbackRead = { ok: true; pull: Pull; items: Feedback[]; left: string[] } | Failed;

/** Characters of a comment, and of a log; and lines of that. */
const MAX_COMMENT = 4_000;
const MAX_LOG = 6_000;
const MAX_LINES = 80;
/** Checks whose logs are read. */
const MAX_LOGS = 5;

const shownText = ({ body }: Remark): string => cut(visibleText(body).text, MAX_COMMENT);
const saidBy = (remark: Remark): string => `${remark.author}: ${shownText(remark)}`;
const isAnswer = ({ body, isTrusted }: Remark): boolean =>
  isTrusted && body.includes("<!-- multi-ai:answer ");

/** A thread that waits for an answer; none where the last word is one. */
function ofThread(thread: Thread): Feedback[] {
  const { id, file, line, comments, between, first } = thread;
  const [opened, last] = [comments[0], comments.at(-1)];
  if (thread.isResolved || opened === undefined || last === undefined || isAnswer(last)) return [];
  const said = [
    saidBy(opened),
    ...given(between > 0, `[… ${plural(between, "comment")} left out]`),
    ...comments.slice(1).map(saidBy),
  ];
  return [
    {
      ...{ key: `${id}/${last.number}`, kind: "thread", file, line, replyTo: first },
      ...{ author: opened.author, isBot: opened.isBot, url: opened.url },
      text: said.join("\n\n"),
    },
  ];
}

const ofRemark = (remark: Remark): Feedback => ({
  ...{ key: remark.url.split("#")[1] ?? remark.url, kind: "comment", file: null, line: null },
  ...{ author: remark.author, isBot: remark.isBot, url: remark.url, replyTo: null },
  text: shownText(remark),
});

/** What was said and waits for an answer: comments on no line only since the last commit. */
function openItems({ threads, remarks, headAt }: Conversation): Feedback[] {
  const isAnswered = sentThere({ threads: [], remarks }, "answer");
  const since = remarks.filter(
    (one) =>
      !one.isHidden &&
      Date.parse(one.at) >= (Date.parse(headAt) || 0) &&
      !(one.isTrusted && isMarked(one.body)) &&
      visibleText(one.body).text !== "",
  );
  return [
    ...threads.flatMap(ofThread),
    ...since.map(ofRemark).filter(({ key }) => !isAnswered(key)),
  ];
}

type Check = { name: string; state: string; url: string; at: string; job: string | null };

/** Checks whose last run has failed, from what `gh pr view --json statusCheckRollup` answers. */
export function failedChecks(answer: string, { host, repo }: Pick<Pull, "host" | "repo">): Check[] {
  const runs = `https://${host}/${repo}/actions/runs/`;
  const last = new Map<string, Check>();
  for (const one of objectsIn(fieldsIn(answer).statusCheckRollup)) {
    const url = textIn(one.detailsUrl) || textIn(one.targetUrl);
    const named = textIn(one.name) || textIn(one.context);
    const name = [textIn(one.workflowName), named].filter(Boolean).join(" / ");
    const job = url.startsWith(runs)
      ? (/^\d+\/job\/(\d+)/.exec(url.slice(runs.length))?.[1] ?? null)
      : null;
    const state = textIn(one.conclusion) || textIn(one.state);
    const check = { name: oneLine(name), state, url, at: textIn(one.startedAt), job };
    if (check.at >= (last.get(name)?.at ?? "")) last.set(name, check);
  }
  const failed = /^(?:FAILURE|ERROR|TIMED_OUT|STARTUP_FAILURE)$/;
  return [...last.values()].filter(({ state }) => failed.test(state));
}

/** The end of a log that `gh run view --log-failed` prints: `job, step, time and line`. */
export function logTail(log: string): string {
  const lines = clean(Bun.stripANSI(log))
    .trimEnd()
    .split("\n")
    .map((line) => line.replace(/^[^\t]*\t[^\t]*\t\ufeff?\d{4}-[\d:T.-]+Z ?/, ""));
  const tail = lines.slice(-MAX_LINES).join("\n").slice(-MAX_LOG).toWellFormed();
  const left = lines.length - tail.split("\n").length;
  return left > 0 ? `[… ${plural(left, "line")} left out]\n${tail}` : tail;
}

/** What waits for an answer on a pull request that is open, and the checks that fail there. */
export async function readFeedback(
  project: Rooted,
  number: number,
  env: NodeJS.ProcessEnv,
): Promise<FeedbackRead> {
  const got = await readPull(project, number, env);
  if (!got.ok) return got;
  const { pull } = got;
  const read = await readConversation(project, pull, env);
  if (!read.ok) return read;
  const { left } = read.conversation;
  const checks = await readChecks(project, pull, left, env);
  return { ok: true, pull, items: [...openItems(read.conversation), ...checks], left };
}

async function readChecks(
  project: Rooted,
  pull: Pull,
  left: string[],
  env: NodeJS.ProcessEnv,
): Promise<Feedback[]> {
  const about = `the checks of pull request #${pull.number}`;
  const view = ["pr", "view", pull.url, "--json", "statusCheckRollup"];
  const answer = await askGh(project, { args: view, about }, env);
  if (!answer.ok) left.push(answer.problem);
  const failed = answer.ok ? failedChecks(answer.out, pull) : [];
  const items: Feedback[] = [];
  for (const { name, state, url, job } of failed) {
    const isRead = job !== null && items.length < MAX_LOGS;
    const text = `${name}: ${state.toLowerCase()}`;
    const log = isRead ? await readLog(project, pull, { name, job }, left, env) : "";
    items.push({
      ...{ key: `check/${name}/${pull.head.commit}`, kind: "check", author: name, isBot: true },
      ...{ file: null, line: null, url, replyTo: null },
      text: log === "" ? text : `${text}\n\n${log}`,
    });
  }
  const unread = items.filter(({ text }) => !text.includes("\n")).map(({ author }) => author);
  if (unread.length > 0) left.push(`No log was read of: ${unread.join(", ")}.`);
  return items;
}

async function readLog(
  project: Rooted,
  { host, repo }: Pull,
  { name, job }: { name: string; job: string },
  left: string[],
  env: NodeJS.ProcessEnv,
): Promise<string> {
  const args = ["run", "view", "--job", job, "--log-failed", "--repo", `${host}/${repo}`];
  const about = `the log of ${name}`;
  const answer = await askGh(project, { args, about, isCut: true }, env);
  if (answer.ok) return logTail(answer.out);
  left.push(answer.problem);
  return "";
}
