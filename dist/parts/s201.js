// @bun
import {
  problemAt,
  refusing,
  requiredSections,
  textOf,
  itemsOf,
  saysNone,
  bare
} from "./s149.js";
import {
  readMarkdown
} from "./s36.js";

// src/workflows/team/documents/pull-request.ts
function pathOf({ text }) {
  if (text.startsWith("`")) {
    const end = text.indexOf("`", 1);
    if (end > 0)
      return text.slice(1, end).trim();
  }
  const ends = [" \u2014 ", " \u2013 ", " - ", ": "].map((mark) => text.indexOf(mark)).filter((at) => at > 0);
  return bare(ends.length === 0 ? text : text.slice(0, Math.min(...ends)));
}
function parsePullRequest(text) {
  const problems = [];
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
      openPoints: saysNone(open) ? [] : open.items.map((item) => item.text)
    },
    problems
  };
}
function filesProblems(files, changed) {
  const problems = [];
  const refuse = refusing("## Files", problems);
  const real = new Set(changed);
  const listed = new Set;
  for (const { path, line } of files) {
    if (listed.has(path))
      refuse(line, `${path} again`, "each file once");
    else if (!real.has(path))
      refuse(line, path, "only files that this task changed");
    listed.add(path);
  }
  for (const path of changed)
    if (!listed.has(path))
      refuse(null, undefined, `${path}, which changed`);
  return problems;
}

export { parsePullRequest, filesProblems };
