import type { Rooted } from "../../project/project.ts";
import { code, inline, quotation } from "../../render/markdown-text.ts";
import { cut } from "../../text.ts";
import type { FeedbackItem, ItemAnswer } from "../../workflows/contract/contract.ts";
import { postJson } from "./api.ts";
import { mark, readConversation, sentThere } from "./conversation.ts";
import type { Failed } from "./gh.ts";
import type { Pull } from "./pull.ts";

/** Answers to what came back on a pull request: planned, shown, then sent. No thread is resolved. */

type Reply = Pick<FeedbackItem, "key" | "replyTo"> & { body: string };

const MAX_TEXT = 2_000;
const MAX_QUOTE = 200;

type Due = Omit<ItemAnswer, "id"> & { item: FeedbackItem };

/** Answers that are not there yet, each with what it answers. A check gets none. */
export const pendingAnswers = (
  items: readonly FeedbackItem[],
  answers: readonly ItemAnswer[],
  isThere: (key: string) => boolean,
): Due[] =>
  answers.flatMap(({ id, ...answer }) => {
    const item = items.find((one) => one.id === id && one.kind !== "check");
    return item === undefined || isThere(item.key) ? [] : [{ ...answer, item }];
  });

/** The replies, and all of them as a text for the person who is asked; `commit`: it has the fixes. */
export function planReplies(
  { repo, number, url }: Pull,
  answers: readonly Due[],
  commit: string | null,
): { replies: Reply[]; text: string } {
  const opening = { fixed: `Fixed in ${commit}`, declined: "Not changed", asks: "A question" };
  const planned = answers.map(({ item, state, text }) => {
    const { key, replyTo } = item;
    const about =
      replyTo === null
        ? [[...quotation(cut(item.text, MAX_QUOTE).toWellFormed()), "", item.url].join("\n")]
        : [];
    const said = `${opening[state]}: ${inline(cut(text.trim(), MAX_TEXT).toWellFormed())}`;
    const body = [...about, said, mark("answer", key)].join("\n\n");
    const to = replyTo === null ? "A comment" : `To ${inline(item.author)} (${code(item.url)})`;
    return { reply: { key, replyTo, body }, text: `${to}:\n${body}` };
  });
  const head = `On ${repo}#${number} (${url}), sent by gh as who is logged in there:`;
  return {
    replies: planned.map(({ reply }) => reply),
    text: [head, ...planned.map(({ text }) => text)].join("\n\n"),
  };
}

/** Which answers are on a pull request already, by what they answer. */
export async function saidThere(
  project: Rooted,
  pull: Pull,
  env: NodeJS.ProcessEnv,
): Promise<{ ok: true; has(key: string): boolean } | Failed> {
  const read = await readConversation(project, pull, env);
  return read.ok ? { ok: true, has: sentThere(read.conversation, "answer") } : read;
}

/**
 * Sends replies that the person has agreed to, but none that is there already; `problem`: why it
 * ended before the end.
 */
export async function sendReplies(
  project: Rooted,
  pull: Pull,
  replies: readonly Reply[],
  env: NodeJS.ProcessEnv,
): Promise<{ urls: string[]; problem: string | null }> {
  const urls: string[] = [];
  const said = await saidThere(project, pull, env);
  if (!said.ok) return { urls, problem: said.problem };
  for (const { replyTo, body } of replies.filter(({ key }) => !said.has(key))) {
    const path =
      replyTo === null
        ? `issues/${pull.number}/comments`
        : `pulls/${pull.number}/comments/${replyTo}/replies`;
    const about = `a reply on pull request #${pull.number}`;
    const answer = await postJson(project, pull, { path, about, json: { body } }, env);
    if (!answer.ok) return { urls, problem: answer.problem };
    urls.push(answer.url);
  }
  return { urls, problem: null };
}
