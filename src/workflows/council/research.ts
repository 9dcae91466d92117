import * as z from "zod/mini";
import { cut, shown } from "../../text.ts";
import type { ArtifactKind, Checked } from "../contract.ts";
import { list, stamp } from "../fields.ts";
import { nothing } from "../review/check.ts";
import type { AuditResult } from "./audit-result.ts";
import { type PmFacts, stampLines } from "./pm-facts.ts";
import { auditOf } from "./pm-record.ts";

const said = z.string().check(z.trim(), z.minLength(1), z.maxLength(1_000));
/** The id of a missing work, or `project`. */
const aim = z.string().check(z.trim(), z.minLength(1), z.maxLength(40));

const COMPLEXITIES = ["low", "medium", "high"] as const;

const researchPacket = z.strictObject({
  ...stamp,
  recommended_stack: list(z.strictObject({ name: said, for: aim, why: said })),
  implementation_patterns: list(z.strictObject({ text: said, for: aim })),
  pitfalls: list(said),
  security_notes: list(said),
  estimated_complexity: z.enum(COMPLEXITIES),
  estimated_files: z.number().check(z.int(), z.gte(0), z.lte(10_000)),
  summary: said,
  error: z.optional(z.nullable(z.string().check(z.maxLength(1_000)))),
});
export type ResearchPacket = z.infer<typeof researchPacket>;

/** What is done already, and what is missing, by id. */
type ResearchContext = Pick<AuditResult, "completed_work" | "missing_work">;

const PROJECT = "project";
const MAX_ERROR = 400;

const ARTICLE = /^(?:an?|the|its|our|your|new)$/;
/** Words with which a recommendation says that something is to be made anew. */
const BUILD = /^(?:build|create|implement|make|write|develop|code|scaffold|rebuild|reimplement|rewrite|recreate)$/;

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
const withoutArticles = (words: string[]): string[] => words.filter((word) => !ARTICLE.test(word));

/**
 * Whether a recommendation says, word for word, to build what is done: a sentence or clause of it is a word such as `build`
 * and then all words of the done thing. Whoever only names it, to use or to extend it, is not meant.
 */
export function buildsAgain(recommendation: string, done: string): boolean {
  const thing = withoutArticles(wordsOf(done));
  if (thing.length === 0) return false;
  return recommendation.split(/[.;:,!?\n()]|\b(?:and|then)\b/i).some((clause) => {
    const [verb, ...rest] = withoutArticles(wordsOf(clause));
    return (
      verb !== undefined &&
      BUILD.test(verb) &&
      thing.length === rest.length &&
      thing.every((word, at) => rest[at] === word)
    );
  });
}

/** A packet's problems and what it states. Pure. */
export function judgeResearch(packet: ResearchPacket, { completed_work, missing_work }: ResearchContext): Checked {
  const error = packet.error?.trim() || null;
  const aims = [PROJECT, ...missing_work.map((one) => one.id)];
  const entries = [
    ...packet.recommended_stack.map((one, at) => ({
      ...{ field: `recommended_stack[${at}]`, aim: one.for, texts: [one.name, one.why] },
    })),
    ...packet.implementation_patterns.map((one, at) => ({
      ...{ field: `implementation_patterns[${at}]`, aim: one.for, texts: [one.text] },
    })),
  ];
  const others = [
    ...packet.pitfalls.map((text, at) => ({ field: `pitfalls[${at}]`, texts: [text] })),
    ...packet.security_notes.map((text, at) => ({ field: `security_notes[${at}]`, texts: [text] })),
    { field: "summary", texts: [packet.summary] },
  ];
  const aimProblem = (field: string, found: string): string[] => {
    const done = completed_work.find((one) => one.id === found);
    if (done)
      return [
        `${field}.for: ${found} is done already (${shown(done.text)}); drop it, or say for which missing work it is`,
      ];
    return aims.includes(found) ? [] : [`${field}.for: found ${shown(found)}, expected one of ${aims.join(", ")}`];
  };
  const again = ({ field, texts }: { field: string; texts: string[] }): string[] =>
    completed_work
      .filter((done) => texts.some((text) => buildsAgain(text, done.text)))
      .map(
        (done) =>
          `${field}: says to build ${shown(done.text)}, which ${done.id} says is done; drop it, or say what is missing of it`,
      );
  const empty = error === null && missing_work.length > 0 && packet.implementation_patterns.length === 0;
  return {
    ...nothing,
    problems: [
      ...entries.flatMap((one) => [...aimProblem(one.field, one.aim), ...again(one)]),
      ...others.flatMap(again),
      ...(empty ? ["implementation_patterns: found none, expected at least one, or an error"] : []),
    ],
    claims: entries.length,
    facts: {
      complexity: packet.estimated_complexity,
      ...(error === null ? {} : { error: cut(error, MAX_ERROR) }),
    },
    outcome: "done",
  };
}

const GONE = "the audit as it was accepted is gone from .task/objects; end, the person has to decide";

/** `research-packet.json`, written by tech-researcher: how the missing work is best built here, and nothing of what is done. */
export const kind: ArtifactKind<ResearchPacket, Pick<PmFacts, "task" | "nonce" | "audit">> = {
  schema: researchPacket,
  form: (facts) => `{
${stampLines(facts)}
  "recommended_stack": [{"name": "<…>", "for": "<${aimsText(facts)}>", "why": "<…>"}],
  "implementation_patterns": [{"text": "<…>", "for": "<${aimsText(facts)}>"}],
  "pitfalls": ["<…>"],
  "security_notes": ["<…>"],
  "estimated_complexity": "<${COMPLEXITIES.join(" | ")}>",
  "estimated_files": <number of files that are created or changed>,
  "summary": "<…>",
  "error": null
}`,
  rules: () => [
    "`for` is the id of the missing work that an entry serves, or `project` for what serves all of it. An entry for completed work, or one that says to build it, is refused.",
    "`error` is null; where the research cannot be done at all it says why, and the run stops with it.",
  ],
  check(packet, { project, run }) {
    const audit = auditOf(project, run);
    return audit === null ? { ...nothing, problems: [GONE], outcome: "" } : judgeResearch(packet, audit);
  },
};

const aimsText = ({ audit }: Pick<PmFacts, "audit">): string =>
  [...(audit?.missing_work ?? []).map((one) => one.id), PROJECT].join(" | ");
