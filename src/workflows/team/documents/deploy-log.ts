/** `pipeline/deploy-log.md`, written by pm: what stakeholders are told, with every warning that is still open. */

import { stripStamp } from "../../stamp.ts";
import { readMarkdown } from "./markdown.ts";
import { problemAt } from "./sections.ts";
import type { Warning } from "./warnings.ts";

/** Reads the summary; it has to name the id of each open warning in its plain text. */
export function parseDeployLog(text: string, open: readonly Warning[]): { summary: string; problems: string[] } {
  const summary = stripStamp(text).trim();
  const plain = readMarkdown(summary).filter((line) => line.kind === "plain" && line.text.trim() !== "");
  const said = plain.filter((line) => line.heading === null);
  const problems = said.length === 0 ? [problemAt("deploy log", null, undefined, "the summary for stakeholders")] : [];
  const named = new Set(plain.flatMap((line) => [...line.text.matchAll(/[\p{L}\p{N}_]+/gu)].map((word) => word[0])));
  for (const one of open)
    if (!named.has(one.id))
      problems.push(problemAt("deploy log", null, undefined, `the open warning ${one.id}: ${one.text}`));
  return { summary, problems };
}
