/** `pipeline/pr-<area>.md`: what one area's owner built. */
import { readMarkdown } from "../../markdown.ts";
import { bare, type Item, itemsOf, problemAt, refusing, requiredSections, saysNone, textOf } from "../../sections.ts";

interface PullRequest {
  summary: string;
  files: { path: string; line: number }[];
  openPoints: string[];
}

/** The path at an item's begin: in backticks, or up to what describes it. */
function pathOf({ text }: Item): string {
  if (text.startsWith("`")) {
    const end = text.indexOf("`", 1);
    if (end > 0) return text.slice(1, end).trim();
  }
  const ends = [" — ", " – ", " - ", ": "].map((mark) => text.indexOf(mark)).filter((at) => at > 0);
  return bare(ends.length === 0 ? text : text.slice(0, Math.min(...ends)));
}

/** Reads a pull request's text. */
export function parsePullRequest(text: string): { request: PullRequest; problems: string[] } {
  const problems: string[] = [];
  const lines = readMarkdown(text);
  const sections = requiredSections(lines, ["Summary", "Files", "How to test", "Open points"], problems);
  const listed = itemsOf(sections.Files?.lines ?? []);
  if (sections.Files && listed.items.length === 0 && !saysNone(listed))
    problems.push(problemAt("## Files", sections.Files.line, "no list", 'a list of the changed files, or "None"'));
  const open = itemsOf(sections["Open points"]?.lines ?? []);
  return {
    request: {
      summary: textOf(sections.Summary),
      files: saysNone(listed) ? [] : listed.items.map((item) => ({ path: pathOf(item), line: item.line })),
      openPoints: saysNone(open) ? [] : open.items.map((item) => item.text),
    },
    problems,
  };
}

/** How the listed files differ from those that changed. */
export function filesProblems(files: PullRequest["files"], changed: readonly string[]): string[] {
  const problems: string[] = [];
  const refuse = refusing("## Files", problems);
  const real = new Set(changed);
  const listed = new Set<string>();
  for (const { path, line } of files) {
    if (listed.has(path)) refuse(line, `${path} again`, "each file once");
    else if (!real.has(path)) refuse(line, path, "only files that this task changed");
    listed.add(path);
  }
  for (const path of changed) if (!listed.has(path)) refuse(null, undefined, `${path}, which changed`);
  return problems;
}
