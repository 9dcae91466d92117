import { cut, oneLine, PLAIN, tokens } from "../text.ts";
import { moduleOf } from "../workflows/index.ts";
import { pricedText } from "../workflows/money/money.ts";
import { code, inline, part, quotation } from "./markdown-text.ts";
import type { ReportFacts } from "./report.ts";
import { issueLines, ownMarkdown, partMarkdown, WHOLE } from "./report-markdown.ts";
import {
  assumedPart,
  criteriaPart,
  deviationsPart,
  findingsPart,
  reviewersPart,
  saidPart,
  stateText,
  testsLines,
  waiversPart,
} from "./report-parts.ts";
import { titleOf } from "./title.ts";

/** The text of a pull request for what a run has changed: what, why, and how it was checked, for whoever has to merge it. */

/** Characters of a body, of which GitHub takes 65,536, and of the request in it. */
const MAX_BODY = 30_000;
const MAX_REQUEST = 3_000;

export interface PullRequest {
  title: string;
  body: string;
}

/** What it took, behind the name of the run; empty while nothing is known. */
function spentWords({ spent, cost }: ReportFacts): string {
  const all = spent.total.tokens + (spent.main_thread?.tokens ?? 0);
  const words = [all === 0 ? "" : `${tokens(all)} tokens`, inline(pricedText(cost))].filter(Boolean);
  return words.length === 0 ? "" : `: ${words.join(", ")}`;
}

/** As many of the lines as there is room for. */
function fitting(lines: string[]): string[] {
  let length = 0;
  const at = lines.findIndex((line) => {
    length += line.length + 1;
    return length > MAX_BODY;
  });
  return at < 0 ? lines : [...lines.slice(0, at), "", `… and ${lines.length - at} more lines, which the report has.`];
}

/** Title and body, which is cut well below what GitHub takes: the report has the whole. */
export function pullRequest(facts: ReportFacts): PullRequest {
  const { lines: ownLines, unasked } = moduleOf(facts.workflow).report;
  const own = ownLines?.(facts, { width: WHOLE, paint: PLAIN }, WHOLE);
  const checks = facts.tests === null ? [] : testsLines(facts.tests);
  const lines = [
    ...(facts.status === "complete"
      ? []
      : [`**The run behind this is not complete: ${inline(stateText(facts))}**`, ""]),
    "## What and why",
    "",
    ...(facts.story === null || oneLine(facts.story) === oneLine(facts.request) ? [] : [inline(facts.story), ""]),
    ...quotation(cut(facts.request, MAX_REQUEST)),
    ...issueLines(facts, "Closes"),
    ...(facts.auto ? ["", `Nobody was asked: ${unasked} and open questions were not put to a person.`] : []),
    ...[
      criteriaPart(facts, { most: WHOLE }),
      reviewersPart(facts, { most: WHOLE }),
      waiversPart(facts),
      findingsPart(facts, { most: WHOLE }),
    ].flatMap(partMarkdown),
    ...part(
      "How it was checked",
      checks.map((text) => `- ${inline(text)}`),
    ),
    ...ownMarkdown(own?.merging ?? own?.reviews ?? []),
    ...[saidPart(facts), assumedPart(facts), deviationsPart(facts)].flatMap(partMarkdown),
  ]
    .join("\n")
    .replace(/\n{3,}/g, "\n\n")
    .split("\n");
  const shown = fitting(lines);
  const body = [...shown, "", `Run ${code(facts.run)} of multi-ai${spentWords(facts)}`].join("\n");
  return { title: titleOf(facts), body };
}
