import type { Rooted } from "../../project/project.ts";
import { fieldsOf } from "../../store/json/fields.ts";
import { askGraph, objectsIn, type PullName, textIn } from "./api.ts";
import type { Failed } from "./gh.ts";

/** What was said on a pull request so far. All of it is a stranger's text. */

/** A comment as it was written. */
export interface Remark {
  /** Its number for REST, by its address: GraphQL's own is null where it is large. */
  number: number;
  /** As written, with what its page does not show. */
  body: string;
  author: string;
  isBot: boolean;
  /** Of somebody whose hidden marks count: who is logged in, a bot, or one with a say there. */
  isTrusted: boolean;
  /** Somebody has hidden it, as spam or as done with. */
  isHidden: boolean;
  url: string;
  at: string;
}

/** A thread on a line. */
export interface Thread {
  id: string;
  file: string;
  line: number | null;
  isResolved: boolean;
  /** Its line has changed since. */
  isOutdated: boolean;
  /** The number of its first comment, which a reply names. */
  first: number;
  /** Its first comment and its last ones, and how many there are between them. */
  comments: Remark[];
  between: number;
}

export interface Conversation {
  threads: Thread[];
  /** Comments on no line, and texts of reviews. */
  remarks: Remark[];
  /** When the last commit was made; "" where nobody knows. */
  headAt: string;
  /** What is more than was read, as sentences. */
  left: string[];
}

/** Of 100 nodes. */
const MAX_PAGES = 10;
const MAX_COMMENTS = 30;

const BY = "body url isMinimized viewerDidAuthor authorAssociation author { __typename login }";
const COMMENT = `createdAt ${BY}`;
const ON_LINE = `state ${COMMENT}`;
const THREAD = `id isResolved isOutdated path line originalLine root: comments(first: 1) { nodes { ${ON_LINE} } } comments(last: ${MAX_COMMENTS}) { totalCount nodes { ${ON_LINE} } }`;
const COMMIT = "commits(last: 1) { nodes { commit { committedDate } } }";

/** A mark that no page shows, by which something is known again that was sent before. */
export const mark = (kind: "finding" | "answer" | "job", id: string): string =>
  `${MARK}${kind} ${encodeURIComponent(id.toWellFormed()).replaceAll("-", "%2D")} -->`;
const MARK = "<!-- multi-ai:";
/** Whether a text says that multi-ai has written it. */
export const isMarked = (body: string): boolean => body.includes(MARK);

/** Which findings or answers were sent there already; a mark of a stranger does not count. */
export function sentThere(
  { threads, remarks }: Pick<Conversation, "threads" | "remarks">,
  kind: Parameters<typeof mark>[0],
): (id: string) => boolean {
  const all = [...threads.flatMap(({ comments }) => comments), ...remarks];
  const trusted = all.filter(({ isTrusted }) => isTrusted).map(({ body }) => body);
  return (id) => trusted.some((body) => body.includes(mark(kind, id)));
}

const count = (value: unknown): number => (Number.isSafeInteger(value) ? Number(value) : 0);
const nodesOf = (value: unknown) => objectsIn(fieldsOf(value).nodes);

function remarkOf(node: Record<string, unknown>): Remark {
  const author = fieldsOf(node.author);
  const isBot = author.__typename === "Bot";
  const hasSay = /^(?:OWNER|MEMBER|COLLABORATOR)$/.test(textIn(node.authorAssociation));
  return {
    number: Number(/\d+$/.exec(textIn(node.url))?.[0] ?? 0),
    body: textIn(node.body),
    // Of an account that is gone there is none.
    author: textIn(author.login) || "ghost",
    isBot,
    isTrusted: node.viewerDidAuthor === true || isBot || hasSay,
    isHidden: node.isMinimized === true,
    url: textIn(node.url),
    at: textIn(node.createdAt) || textIn(node.submittedAt),
  };
}

function threadOf(node: Record<string, unknown>): Thread {
  // Of who is logged in there may be drafts.
  const sent = (list: unknown): Remark[] =>
    nodesOf(list)
      .filter(({ state }) => state !== "PENDING")
      .map(remarkOf);
  const [root, last] = [sent(node.root), sent(node.comments)];
  const comments = [...root.filter((one) => one.number !== last[0]?.number), ...last];
  return {
    id: textIn(node.id),
    file: textIn(node.path),
    line: count(node.line) || count(node.originalLine) || null,
    isResolved: node.isResolved === true,
    isOutdated: node.isOutdated === true,
    first: root[0]?.number ?? 0,
    comments,
    between: Math.max(0, count(fieldsOf(node.comments).totalCount) - comments.length),
  };
}

/** Reads all that was said on a pull request, resolved threads too. */
export async function readConversation(
  project: Rooted,
  pull: PullName,
  env: NodeJS.ProcessEnv,
): Promise<{ ok: true; conversation: Conversation } | Failed> {
  const about = `what was said on pull request #${pull.number}`;
  const left: string[] = [];
  let headAt = "";
  /** All nodes of a list. @throws Unread */
  async function all(field: string, fields: string, beside = "") {
    const nodes: Record<string, unknown>[] = [];
    const list = `${field}(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ${fields} } }`;
    let after: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const call = { about, selection: `${list} ${beside}`.trim(), ...(after && { after }) };
      const got = await askGraph(project, pull, call, env);
      if (!got.ok) throw new Unread(got.problem);
      const commit = fieldsOf(nodesOf(got.pull.commits)[0]?.commit);
      headAt ||= textIn(commit.committedDate);
      nodes.push(...nodesOf(got.pull[field]));
      const { hasNextPage, endCursor } = fieldsOf(fieldsOf(got.pull[field]).pageInfo);
      if (hasNextPage !== true) return nodes;
      after = textIn(endCursor);
    }
    left.push(`Of its ${field} only the first ${nodes.length} were read.`);
    return nodes;
  }
  try {
    const threads = await all("reviewThreads", THREAD);
    const reviews = await all("reviews", `submittedAt ${BY}`);
    const comments = await all("comments", COMMENT, COMMIT);
    const remarks = [...reviews, ...comments].map(remarkOf).filter(({ body }) => body !== "");
    return {
      ok: true,
      conversation: { threads: threads.map(threadOf), remarks, headAt, left },
    };
  } catch (error) {
    if (error instanceof Unread) return { ok: false, problem: error.message };
    throw error;
  }
}

/** Why the conversation could not be read. */
class Unread extends Error {}
