import { fit } from "../text.ts";
import { plainLine } from "./markdown-text.ts";
import type { ReportFacts } from "./report.ts";

/** Columns of a title: what `git log` and GitHub show whole. */
const MAX_TITLE = 72;

/** What a change is, in one line without marks: of a commit, of a pull request. */
export function titleOf({ story, request }: Pick<ReportFacts, "story" | "request">): string {
  const titles = [story ?? "", request.trim().split("\n")[0] ?? ""]
    .map((text) => plainLine(text).replace(/[.\s]+$/, ""))
    .filter(Boolean);
  // Both tell what it is; the whole of one is better than a part of the other.
  return fit(titles.find((text) => text.length <= MAX_TITLE) ?? titles.at(-1) ?? "A change", MAX_TITLE);
}
