/** `pipeline/code-review/by-<name>.md`: one reviewer's verdict on each area that it reviews. */

import { fold } from "../../../text.ts";
import { type Line, readMarkdown, type Section, sectionsOf } from "../../markdown.ts";
import { nameKey, problemAt, refusing } from "../../sections.ts";
import { areaNamed } from "./design-spec.ts";

/** What a section may come to, by the text of its line. */
const VERDICTS = new Map([
  ["APPROVED", "approved" as const],
  ["CHANGES REQUESTED", "changes" as const],
]);

export type AreaReview = NonNullable<ReturnType<typeof reviewOf>>;

const KEYS = ["REVIEW", "BLOCKER", "ESCALATE", "DECISION", "OPTION"] as const;
/** A key at the begin of its line, also of a list's item, and emphasized or not. */
const KEY = /^[-+*_\s`]*(REVIEW|BLOCKER|ESCALATE|DECISION|OPTION)(?: [A-Z])?[*_`\s]*:[*_]*(.*)$/;
const EXPECTED =
  'one line "REVIEW: APPROVED" and no other key, or "REVIEW: CHANGES REQUESTED" with BLOCKER: lines and at most one ESCALATE: line, which has its DECISION: and none or two to four OPTION: lines; keys begin their line, outside of quotes and code';
/** Options that the host's dialog can show. */
const [MIN_OPTIONS, MAX_OPTIONS] = [2, 4];

/**
 * The keys of some lines with their text; what a key says goes on until a blank line, another key
 * or something shown.
 */
function entriesOf(lines: readonly Line[]) {
  const entries: { key: string; text: string; line: number }[] = [];
  let open: (typeof entries)[number] | null = null;
  for (const { kind, heading, text, number } of lines) {
    const isText = kind === "plain" && heading === null && text.trim() !== "";
    const [, key, value = ""] = (isText && KEY.exec(text)) || [];
    if (key !== undefined) {
      open = { key, text: value, line: number };
      entries.push(open);
    }
    if (!isText || key === "REVIEW") open = null;
    else if (open !== null && key === undefined) open.text += ` ${text}`;
  }
  return entries.map((one) => ({ ...one, text: fold(one.text) }));
}

/**
 * What a section says of its area; null: no one verdict. `decision`: what the person has to decide;
 * `options`: without their letters.
 */
function reviewOf({ lines, line }: Section, area: string, problems: string[]) {
  const entries = entriesOf(lines);
  const [verdicts, blockers, escalations, decisions, options] = KEYS.map((key) =>
    entries.filter((one) => one.key === key).map((one) => one.text),
  ) as [string[], string[], string[], string[], string[]];
  const verdict = VERDICTS.get(verdicts[0]?.replace(/[*_`]+$/, "") ?? "");
  const isChange = verdict === "changes";
  const empty = entries.find((one) => one.text === "" && one.key !== "REVIEW");
  const isChoice =
    escalations.length > 0 && options.length >= MIN_OPTIONS && options.length <= MAX_OPTIONS;
  const causes: [isWrong: boolean, found: string | undefined][] = [
    [verdicts.length !== 1 || verdict === undefined, verdicts.join(" and ") || undefined],
    [empty !== undefined, `${empty?.key}: without text`],
    [isChange && blockers.length === 0, "changes without a BLOCKER"],
    [
      !isChange && blockers.length + escalations.length > 0,
      "a BLOCKER or ESCALATE without changes",
    ],
    [
      escalations.length > 1 || decisions.length !== escalations.length,
      `${escalations.length} ESCALATE and ${decisions.length} DECISION lines`,
    ],
    [options.length > 0 && !isChoice, `${options.length} OPTION lines`],
  ];
  for (const [isWrong, found] of causes)
    if (isWrong) refusing(problems, `## Review of ${area}`)(line, found, EXPECTED);
  const [reason] = escalations;
  const escalation =
    reason === undefined ? null : { reason, decision: decisions[0] ?? "", options };
  return verdict === undefined ? null : { area, verdict, blockers, escalation };
}

const PREFIX = "review of ";

/** Reads a reviewer's file: one section with one verdict for each area that it has to review, and for no other. */
export function parsePeerReview(text: string, wanted: readonly string[]) {
  const problems: string[] = [];
  const lines = readMarkdown(text);
  const own = sectionsOf(lines, 2).filter((one) => nameKey(one.title).startsWith(PREFIX));
  const inside = new Set(own.flatMap((one) => one.lines));
  for (const { line } of entriesOf(lines.filter((one) => !inside.has(one))))
    problems.push(
      problemAt(
        "review",
        line,
        "a key outside of all sections",
        "it in a section ## Review of <area>",
      ),
    );
  const seen = new Set<string>();
  const sections = own.flatMap((section) => {
    const name = fold(section.title).slice(PREFIX.length);
    const area = areaNamed(name, wanted);
    if (area === null || seen.has(area)) {
      problems.push(
        problemAt(
          "## Review of",
          section.line,
          name,
          `one section for each of ${wanted.join(", ")}`,
        ),
      );
      return [];
    }
    seen.add(area);
    return reviewOf(section, area, problems) ?? [];
  });
  for (const area of wanted)
    if (!seen.has(area))
      problems.push(problemAt(`## Review of ${area}`, null, undefined, "this section"));
  return { sections, problems };
}
