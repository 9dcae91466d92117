import { oneLine } from "../terminal-text.ts";

/** Something that an agent handed in or tried, and that did not count. */
export interface Refusal {
  task: string;
  subject: string;
  /** `refused`: its file; `stale`: a verdict on what had changed meanwhile; `denied`: calls against a rule. */
  kind: "refused" | "stale" | "denied";
  /** What was wrong with it, as its writer was told. */
  problems: string[];
}

/** One line: the first thing that was wrong, and how many others. */
export function refusalLine({ task, subject, problems }: Refusal): string {
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : "";
  return `${task} ${subject}${more}: ${oneLine(problems[0] ?? "")}`;
}
