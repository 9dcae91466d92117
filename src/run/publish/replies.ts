import type { Rooted } from "../../project/project.ts";
import { code, inline, quotation } from "../../render/markdown-text.ts";
import { cut } from "../../text.ts";
import { postJson } from "./api.ts";
import { mark, readConversation } from "./conversation.ts";
import type { Feedback } from "./feedback.ts";
import type { Failed } from "./gh.ts";
import type { Pull } from "./pull.ts";

/** Answers to what came back on a pull request: planned, shown, then sent. No thread is resolved. */

/** What a run says to one piece of feedback. `commit`: the one that fixed it. */
export interface FeedbackAnswer {
  id: string;
  kind: "fixed" | "declined" | "asked";
  text: string;
  commit: string | null;
}

export interface Reply {
  id: string;
  /** The comment whose thread it goes to; null: it is a comment of its own. */
  replyTo: number | null;
  body: string;
}

const MAX_TEXT = 2_000;
const MAX_QUOTE = 200;

/** How an answer begins. */
const opening = ({ kind, commit }: FeedbackAnswer): string => {
  if (kind === "fixed") return commit === null ? "Fixed" : `Fixed in ${commit}`;
  return kind === "declined" ? "Not changed" : "A question";
};

/** The replies, and all of them as a text for the person who is asked. A check gets none. */
export function planReplies(
  { repo, number, url }: Pull,
  items: readonly Feedback[],
  answers: readonly FeedbackAnswer[],
): { replies: Reply[]; text: string } {
  const planned = answers.flatMap((answer) => {
    const item = items.find(({ id, kind }) => id === answer.id && kind !== "check");
    if (item === undefined) return [];
    const about =
      item.replyTo === null
        ? [[...quotation(cut(item.text, MAX_QUOTE).toWellFormed()), "", item.url].join("\n")]
        : [];
    const said = `${opening(answer)}: ${inline(cut(answer.text.trim(), MAX_TEXT).toWellFormed())}`;
    const body = [...about, said, mark("answer", item.id)].join("\n\n");
    const to =
      item.replyTo === null ? "A comment" : `To ${inline(item.author)} (${code(item.url)})`;
    return [{ reply: { id: item.id, replyTo: item.replyTo, body }, text: `${to}:\n${body}` }];
  });
  const head = `On ${repo}#${number} (${url}), sent by gh as who is logged in there:`;
  return {
    replies: planned.map(({ reply }) => reply),
    text: [head, ...planned.map(({ text }) => text)].join("\n\n"),
  };
}

/** `sent`: addresses by id; `already`: ids of what was there; `problem`: why it ended before the end. */
export interface Sent {
  sent: Record<string, string>;
  already: string[];
  problem: string | null;
}

/** Which answers are on a pull request already, by what they answer. */
export async function saidThere(
  project: Rooted,
  pull: Pull,
  env: NodeJS.ProcessEnv,
): Promise<{ ok: true; has(id: string): boolean } | Failed> {
  const read = await readConversation(project, pull, env);
  if (!read.ok) return read;
  const { threads, remarks } = read.conversation;
  const said = [...threads.flatMap(({ comments }) => comments), ...remarks]
    .flatMap(({ isTrusted, body }) => (isTrusted ? [body] : []))
    .join("\n");
  return { ok: true, has: (id) => said.includes(mark("answer", id)) };
}

/** Sends replies that the person has agreed to, but none that is there already. */
export async function sendReplies(
  project: Rooted,
  pull: Pull,
  replies: readonly Reply[],
  env: NodeJS.ProcessEnv,
): Promise<Sent> {
  const done: Sent = { sent: {}, already: [], problem: null };
  const said = await saidThere(project, pull, env);
  if (!said.ok) return { ...done, problem: said.problem };
  for (const { id, replyTo, body } of replies) {
    if (said.has(id)) {
      done.already.push(id);
      continue;
    }
    const path =
      replyTo === null
        ? `issues/${pull.number}/comments`
        : `pulls/${pull.number}/comments/${replyTo}/replies`;
    const about = `a reply on pull request #${pull.number}`;
    const answer = await postJson(project, pull, { path, about, json: { body } }, env);
    if (!answer.ok) return { ...done, problem: answer.problem };
    done.sent[id] = answer.url;
  }
  return done;
}
