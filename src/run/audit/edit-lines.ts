import { visible } from "../../command-line.ts";
import type { Edit } from "../../engine/events.ts";
import type { Run } from "../../engine/run.ts";
import { lineDiff } from "../../project/changes.ts";
import type { Project } from "../../project/project.ts";
import { acceptedText, objectText } from "../../record/accepted.ts";

/** A changed line with every character to be seen, in as many lines as it takes. */
function wholeLines(line: string): string[] {
  const rows = [`${line[0]} `];
  // What the question would show as one blank.
  for (const char of visible(line.slice(1).trim()).replaceAll("  ", "⟨2 blanks⟩")) {
    if (rows.at(-1)!.length + char.length > ROW) rows.push("… ");
    rows.push(rows.pop()! + char);
  }
  return rows;
}
/** Length of a line that a question does not cut: a letter may count as two. */
const ROW = 158;

/** What is wrong with a file that was changed by hand, else what was changed in it. */
export function editLines(project: Project, run: Run, { path, sha, problems }: Edit): string[] {
  if (problems.length > 0) return problems.map(visible);
  const changed = objectText(project, sha);
  if (changed === null)
    return ["It cannot be shown: its copy in .task/objects is gone. Put it back, then make the change again."];
  const { hunks } = lineDiff(acceptedText(project, run, path) ?? "", changed);
  const rows = hunks.split("\n").filter((line) => /^[-+]/.test(line));
  // What would come in stands first: that is what the person decides about.
  return ["+", "-"].flatMap((sign) => rows.filter((line) => line.startsWith(sign)).flatMap(wholeLines));
}
