import { columns, cut, given, titleOf } from "../../text.ts";
import { unknownText } from "../../workflows/unshown.ts";
import { code, inline, plainLine, quotation } from "../markdown-text.ts";
import { issueLines, partMarkdown } from "./print/markdown.ts";
import type { ReportFacts } from "./report.ts";
import { reportDoc, stateText } from "./report-parts.ts";

/**
 * The text of a pull request for what a run has changed: what, why, and how it was checked, for
 * whoever has to merge it.
 */

/** Characters of a body, of which GitHub takes 65,536, and of the request in it. */
const MAX_BODY = 30_000;
const MAX_REQUEST = 3_000;

/** Columns of a title: what `git log` and GitHub show whole. */
const MAX_TITLE = 72;

const plainTitle = (text: string): string => plainLine(text).replace(/[.\s]+$/, "");

/** What a change is, in one line without marks: of a commit, of a pull request. */
function nameOf({ story, request }: Pick<ReportFacts, "story" | "request">): string {
  const titles = [story ?? "", request.trim().split("\n")[0] ?? ""].map(plainTitle).filter(Boolean);
  // Both tell what it is; the whole of one is better than a part of the other.
  const title = titleOf(
    titles.find((text) => columns(text) <= MAX_TITLE) ?? titles.at(-1) ?? "A change",
    MAX_TITLE,
  );
  return title.replace(/[.\s]+$/, "");
}

/** As many of the lines as there is room for. */
function fitting(lines: string[]): string[] {
  let length = 0;
  const at = lines.findIndex((line) => {
    length += line.length + 1;
    return length > MAX_BODY;
  });
  return at < 0
    ? lines
    : [...lines.slice(0, at), "", `… and ${lines.length - at} more lines, which the report has.`];
}

export type PullRequest = ReturnType<typeof pullRequest>;

/**
 * Answers whose words are a part of what was built: a correction, an answer to an agent's question,
 * a command.
 */
const BUILT = ["correct", "revise", "answer", "name"];

/**
 * Without what a person gave as a reason: that was said to the run, not to whoever reads the pull
 * request.
 */
const withoutReasons = (facts: ReportFacts): ReportFacts => ({
  ...facts,
  decisions: facts.decisions.map((decision) =>
    BUILT.includes(decision.option) ? decision : { ...decision, text: null },
  ),
  waivers: facts.waivers.map((waiver) => ({ ...waiver, reason: "" })),
  reviewers: facts.reviewers.map((reviewer) => ({ ...reviewer, reason: null })),
});

/** Title and body, which is cut well below what GitHub takes: the report has the whole. */
export function pullRequest(all: ReportFacts) {
  const facts = withoutReasons(all);
  const doc = reportDoc(facts, null);
  const title = nameOf(facts);
  const isComplete = facts.status === "complete";
  const unknown = unknownText(facts.unknown);
  const warning = isComplete
    ? `The reviews are complete; ${unknown}`
    : `The run for this is not complete: ${stateText(facts)}`;
  const lines = [
    ...given(!isComplete || unknown !== "", `**${inline(warning)}**`, ""),
    "## What and why",
    "",
    ...quotation(cut(facts.request, MAX_REQUEST)),
    ...issueLines(doc, "Closes"),
    // The title stands right above.
    ...doc.lines
      .filter((line) => !plainLine(line).includes(title))
      .flatMap((line) => ["", inline(line)]),
    ...doc.parts.filter((part) => part.merging).flatMap(partMarkdown),
  ];
  const body = [...fitting(lines), "", `Run ${code(facts.run)} of multi-ai`].join("\n");
  return { title, body };
}
