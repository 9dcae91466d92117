import { SEVERITIES } from "../../engine/run.ts";
import type { Rooted } from "../../project/project.ts";
import { diffLines, displayPath } from "../../project/trees/changes.ts";
import { inline } from "../../render/markdown-text.ts";
import { countText } from "../../render/outcome.ts";
import type { MergedFinding } from "../../render/report/sarif.ts";
import { valueIn } from "../../store/json/fields.ts";
import { cut, given, plural } from "../../text.ts";
import { findingParts } from "../../workflows/words/finding-words.ts";
import { objectsIn, postJson, textIn } from "./api.ts";
import { type Conversation, mark, readConversation, sentThere } from "./conversation.ts";
import { askGh, type Failed } from "./gh.ts";
import type { Pull } from "./pull.ts";

/** A review's findings as one review on a pull request: planned, shown, then sent. */

/** Lines of the pull request's files, as they are in it, that can have a comment. */
type Commentable = ReadonlyMap<string, ReadonlySet<number>>;

interface ReviewPlan {
  /** What GitHub is sent. */
  review: {
    commit_id: string;
    event: "COMMENT";
    body: string;
    comments: { path: string; line: number; side: "RIGHT"; body: string }[];
  };
  /** All of it, for the person who is asked. */
  text: string;
}

/** Characters of one text of a finding, and of a body; GitHub takes 65,536. */
const MAX_TEXT = 2_000;
const MAX_BODY = 60_000;
/** Pages of 100 files: GitHub lists no more. */
const MAX_PAGES = 30;

/** The lines of a file's patch that are in the file as it is now. */
export const commentableLines = (patch: string): Set<number> =>
  new Set([...diffLines(patch)].flatMap(({ sign, now }) => (/[ +]/.test(sign) ? [now] : [])));

/** A finding in markdown, without what GitHub would make of its texts. */
const marked = (finding: MergedFinding): string =>
  [
    ...findingParts(finding).map((text) => inline(cut(text, MAX_TEXT).toWellFormed())),
    mark("finding", finding.fingerprint),
  ].join("\n\n");

/**
 * The review that says what was not said before; null: all was. A finding is known again by its
 * fingerprint; where the lines of its comment have changed since, it may be said anew.
 */
function planReview(
  { number, url, repo, head }: Pull,
  findings: readonly MergedFinding[],
  lines: Commentable,
  { threads, remarks }: Pick<Conversation, "threads" | "remarks">,
): ReviewPlan | null {
  const current = threads.filter(({ isOutdated }) => !isOutdated);
  const isThere = sentThere({ threads: current, remarks }, "finding");
  const fresh = findings.filter(({ fingerprint }) => !isThere(fingerprint));
  if (fresh.length === 0) return null;
  const sorted = SEVERITIES.flatMap((level) => fresh.filter(({ severity }) => severity === level));
  const onLine = ({ file, line }: MergedFinding): boolean =>
    file !== null && line !== null && lines.get(file)?.has(line) === true;
  const comments = sorted.filter(onLine).map((finding) => ({
    path: finding.file!,
    line: finding.line!,
    side: "RIGHT" as const,
    body: marked({ ...finding, place: null }),
  }));
  let body = `${head.commit.slice(0, 12)} was reviewed by multi-ai: ${countText(sorted)}.`;
  let leftOut = 0;
  for (const finding of sorted.filter((one) => !onLine(one))) {
    const part = `\n\n${marked(finding)}`;
    if (body.length + part.length > MAX_BODY) leftOut++;
    else body += part;
  }
  if (leftOut > 0) body += `\n\n${plural(leftOut, "more finding")} did not fit in here.`;
  const already = findings.length - fresh.length;
  const text = [
    `One review of ${repo}#${number} (${url}), sent by gh as who is logged in there:`,
    body,
    ...comments.map((one) => `${displayPath(one.path)}, line ${one.line}:\n${one.body}`),
    ...given(already > 0, `${plural(already, "finding")} there already: not sent again.`),
  ].join("\n\n");
  const review = { commit_id: head.commit, event: "COMMENT" as const, body, comments };
  return { review, text };
}

type Planned = { ok: true; plan: ReviewPlan | null } | Failed;

/** The same with what GitHub has of the pull request now. */
export async function planComments(
  project: Rooted,
  pull: Pull,
  findings: readonly MergedFinding[],
  env: NodeJS.ProcessEnv,
): Promise<Planned> {
  const about = `the files of pull request #${pull.number}`;
  const lines = new Map<string, Set<number>>();
  for (let page = 1; page <= MAX_PAGES; page++) {
    const path = `repos/${pull.repo}/pulls/${pull.number}/files?per_page=100&page=${page}`;
    const args = ["api", path, "--hostname", pull.host];
    const answer = await askGh(project, { about, args }, env);
    if (!answer.ok) return answer;
    const files = objectsIn(valueIn(answer.out));
    // One that is binary or too large has no patch, and takes no comment.
    for (const { filename, patch } of files)
      lines.set(textIn(filename), commentableLines(textIn(patch)));
    if (files.length < 100) break;
  }
  const read = await readConversation(project, pull, env);
  return read.ok ? { ok: true, plan: planReview(pull, findings, lines, read.conversation) } : read;
}

/** Sends a review that the person has agreed to; `url`: where it is. */
export const sendReview = (
  project: Rooted,
  pull: Pull,
  { review }: ReviewPlan,
  env: NodeJS.ProcessEnv,
) =>
  postJson(
    project,
    pull,
    {
      path: `pulls/${pull.number}/reviews`,
      about: `the review of pull request #${pull.number}`,
      json: review,
    },
    env,
  );
