import * as z from "zod/mini";
import { readMarkdown, type Section, sectionsOf } from "../../markdown.ts";
import { telling } from "./files.ts";
import { asWritten, checkedFields, parseFrontMatter, splitFrontMatter } from "./front-matter.ts";
import type { PlanSummary, Problem } from "./model.ts";
import { samePhase, twoDigits } from "./numbers.ts";
import { type PlanPlace, words } from "./plan.ts";

/** Reading of `NN-MM-SUMMARY.md`. */

const keyFiles = z.object({ created: z._default(words, []), modified: z._default(words, []) });
const fieldsOfSummary = z.object({
  phase: z.optional(z.union([z.string(), z.number()])),
  plan: z.optional(z.union([z.string(), z.number()])),
  "requirements-completed": z.optional(words),
  requirements_completed: z.optional(words),
  "key-files": z.optional(z.nullable(keyFiles)),
  status: z.optional(z.nullable(z.string())),
});

const COMMIT = /`([0-9a-f]{7,40})`/g;
const PATH = /^[ \t]*[-*+][ \t]+(?:\*\*)?`([^`\n]+)`/;
/** Titles of the sections that tell what others should know. */
const TOLD = /^(?:decisions|deviations|issues|concerns|next phase|user setup|known stubs|threat flags)/i;
const SELF_CHECK = /^(?:self[- ]check|verification|quality check)/i;
/** As GSD reads it: one of these after the heading means that something is missing. */
const FAILED = /\bfail|✗|❌|\bincomplete\b|\bblocked\b/i;

const textIn = (section: Section): string =>
  section.lines
    .map((line) => line.text)
    .join("\n")
    .trim();

/** What the text of a summary says. What cannot be read is in its problems. Pure. */
export function readSummaryText(source: string, { path, phase, file }: PlanPlace): PlanSummary {
  const problems: Problem[] = [];
  const tell = telling(path, problems);
  const { yaml, body } = splitFrontMatter(source);
  // The oldest ones have none: what they name stands in the text alone.
  const front = yaml === null ? null : parseFrontMatter(yaml, tell);
  const fields = front === null ? null : checkedFields(fieldsOfSummary, front, tell);
  const said = (key: string): string | null => (front === null ? null : asWritten(front, key));
  const ofPhase = /^\d+(?:\.\d+)*/.exec(said("phase") ?? "")?.[0];
  if (ofPhase !== undefined && !samePhase(ofPhase, phase))
    tell(front!.at.get("phase")?.line ?? 1, `phase: found ${said("phase")}, expected ${twoDigits(phase)}`);
  const number = /(\d{1,4})$/.exec(said("plan") ?? "")?.[1];
  const plan = file.plan ?? (number === undefined ? null : Number(number));
  if (plan === null) tell(front?.at.get("plan")?.line ?? 1, "plan: found no number, expected that of the plan");
  else if (number !== undefined && Number(number) !== plan)
    tell(front!.at.get("plan")?.line ?? 1, `plan: found ${said("plan")}, expected ${plan} as in the name of the file`);

  const sections = sectionsOf(readMarkdown(body), 2);
  const under = (title: RegExp): string =>
    sections
      .filter((one) => title.test(one.title))
      .map(textIn)
      .join("\n");
  const selfCheck = sections.findIndex((one) => SELF_CHECK.test(one.title));
  const checked = sections.slice(selfCheck < 0 ? sections.length : selfCheck);
  return {
    path,
    phase,
    plan: plan ?? 0,
    commits: [...new Set([...under(/^(?:task )?commits/i).matchAll(COMMIT)].map((one) => one[1]!))],
    files: [
      ...new Set([
        ...(fields?.["key-files"]?.created ?? []),
        ...(fields?.["key-files"]?.modified ?? []),
        ...under(/^files\b/i)
          .split("\n")
          .flatMap((line) => PATH.exec(line)?.[1] ?? []),
      ]),
    ],
    self_check:
      !/^(?:halted|blocked)$/.test(fields?.status ?? "") &&
      !checked.some((one) => FAILED.test(`${one.title}\n${textIn(one)}`)),
    requirements: fields?.["requirements-completed"] ?? fields?.requirements_completed ?? [],
    text: sections
      .filter((one) => TOLD.test(one.title))
      .map((one) => `## ${one.title}\n\n${textIn(one)}`)
      .join("\n\n"),
    problems,
  };
}
