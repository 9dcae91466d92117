/** What the gates 01 to 03 claim, compared with what code derives from the documents. */
import { shown } from "../../fields.ts";
import { ADR_FOLDER, adrNameProblems, parseAdr } from "../documents/adr.ts";
import { type Brief, parseBrief } from "../documents/brief.ts";
import { parseClarification } from "../documents/clarification.ts";
import { parseNoteAnswers } from "../documents/design-notes.ts";
import { parseDesignSpec } from "../documents/design-spec.ts";
import { nameKey } from "../documents/sections.ts";
import type { PipelineCheck, PipelineContext } from "../facts.ts";
import { checkGate, claim, missing, within } from "./gate.ts";
import { stage01, stage02, stage03 } from "./gates.ts";

const BRIEF = "pipeline/brief.md";
const SPEC = "pipeline/design-spec.md";
const ANSWERS = "pipeline/design-review/principal.md";
const CLARIFICATION = "pipeline/clarification.md";

/** The accepted brief, else the one that is there. */
function parsedBrief(context: PipelineContext): Brief | null {
  if (context.brief !== null) return context.brief;
  const text = context.document(BRIEF);
  return text === null ? null : parseBrief(text).brief;
}

/** Numbers of the brief's criteria. */
export const criteriaNumbers = (context: PipelineContext): number[] =>
  (parsedBrief(context)?.criteria ?? []).map((one) => one.number);

const itemKey = (text: string): string => nameKey(text).replace(/[.;,]$/, "");

/** Requirements: the counts and the items of the gate against the brief; its open questions are for the person. */
export const checkStage01: PipelineCheck = (input, context) =>
  checkGate(stage01, "stage-01", input, context, (gate) => {
    const text = context.document(BRIEF);
    const { brief, problems: wrong } = parseBrief(text ?? "");
    const passes = gate.status === "PASS";
    const problems = passes ? (text === null ? [missing(BRIEF)] : within(BRIEF, wrong)) : [];
    const complete = text !== null && wrong.length === 0;
    const listed = new Set(gate.out_of_scope_items.map(itemKey));
    const scope = new Set(brief.outOfScope.map(itemKey));
    problems.push(
      ...claim(
        "acceptance_criteria_count",
        gate.acceptance_criteria_count,
        brief.criteria.length,
        `${BRIEF} has so many`,
      ),
      ...claim("required_sections_complete", gate.required_sections_complete, complete, `as ${BRIEF} stands`),
      ...gate.out_of_scope_items
        .filter((one) => !scope.has(itemKey(one)))
        .map((one) => `out_of_scope_items: found ${shown(one)}, expected an item of Out of Scope in ${BRIEF}`),
    );
    const most = context.maxCriteria ?? Number.POSITIVE_INFINITY;
    if (brief.criteria.length > most)
      problems.push(
        `${BRIEF}: found ${brief.criteria.length} criteria, expected at most ${most}: merge what one test would show together`,
      );
    const unlisted = brief.outOfScope.filter((one) => !listed.has(itemKey(one)));
    const asked = passes ? brief.openQuestions : [];
    return {
      problems,
      facts: {
        criteria: brief.criteria.length,
        warnings: [
          ...gate.warnings,
          ...unlisted.map((one) => `Out of scope in the brief, but not in its gate: ${one}`),
        ],
      },
      documents: [text],
      questions: asked.map((one) => ({ question: one.text, options: one.options })),
      ...(asked.length > 0 ? { outcome: "questions" } : {}),
    };
  });

/** The ADRs on disk, with what is wrong with them. */
export function adrsOf(context: PipelineContext): { names: string[]; texts: string[]; problems: string[] } {
  const names = context.list(ADR_FOLDER).filter((name) => name.toLowerCase().endsWith(".md"));
  const texts = names.map((name) => context.document(`${ADR_FOLDER}/${name}`) ?? "");
  const wrong = names.flatMap((name, at) => parseAdr(texts[at]!, name).problems);
  return { names, texts, problems: [...adrNameProblems(names), ...wrong] };
}

/** The design as it is on disk. */
export function specOf(context: PipelineContext): { text: string | null; status: string | null; problems: string[] } {
  const text = context.document(SPEC);
  if (text === null) return { text, status: null, problems: [missing(SPEC)] };
  const { spec, problems } = parseDesignSpec(text, {
    areas: Object.keys(context.areas),
    criteria: criteriaNumbers(context),
  });
  return { text, status: spec.status, problems: within(SPEC, problems) };
}

/** Design: approval against the spec's status line, ADRs against the folder, principal's answers against the notes. */
export const checkStage02: PipelineCheck = (input, context) =>
  checkGate(stage02, "stage-02", input, context, (gate) => {
    const spec = specOf(context);
    const adrs = adrsOf(context);
    const answers = context.document(ANSWERS);
    const said = parseNoteAnswers(answers ?? "", context.notes);
    const problems = [
      ...claim(
        "arch_approved",
        gate.arch_approved,
        spec.status === "APPROVED",
        `${SPEC} says STATUS: ${spec.status ?? "nothing"}`,
      ),
      ...claim("pm_approved", gate.pm_approved, false, "pm confirms the scope in a task of its own"),
      ...claim("adr_count", gate.adr_count, adrs.names.length, `${ADR_FOLDER} has so many`),
    ];
    if (gate.status === "PASS") {
      problems.push(...spec.problems, ...adrs.problems, ...within(ANSWERS, said.problems));
      if (!gate.arch_approved)
        problems.push("arch_approved: found false with status PASS, expected true, or FAIL with what is missing");
    }
    return {
      problems,
      facts: { adrs: adrs.names.length, answers: said.answers },
      documents: [spec.text, ...adrs.texts, answers],
    };
  });

/** Whether two briefs want the same. */
const wantsSame = (a: Brief, b: Brief): boolean =>
  JSON.stringify([a.criteria, a.outOfScope, a.stories]) === JSON.stringify([b.criteria, b.outOfScope, b.stories]);

/** Clarification: the counts against pm's answers, a change of scope against the brief as it was accepted. */
export const checkStage03: PipelineCheck = (input, context) =>
  checkGate(stage03, "stage-03", input, context, (gate) => {
    const text = context.document(CLARIFICATION);
    const { clarification, problems: wrong } = parseClarification(text ?? "", context.openQuestions);
    const { answered, open } = clarification;
    const briefText = context.document(BRIEF);
    const now = briefText === null ? null : parseBrief(briefText);
    const passes = gate.status === "PASS";
    const problems = passes ? (text === null ? [missing(CLARIFICATION)] : within(CLARIFICATION, wrong)) : [];
    problems.push(
      ...claim(
        "open_questions_count",
        gate.open_questions_count,
        open.length,
        `so many have no answer in ${CLARIFICATION}`,
      ),
      ...claim(
        "answered_questions_count",
        gate.answered_questions_count,
        answered.length,
        `${CLARIFICATION} answers so many`,
      ),
    );
    if (context.brief !== null && now !== null) {
      const changed = !wantsSame(context.brief, now.brief);
      problems.push(
        ...claim(
          "scope_changed",
          gate.scope_changed,
          changed,
          `${BRIEF} ${changed ? "wants something else than before" : "wants what it wanted before"}`,
        ),
      );
      if (passes) problems.push(...within(BRIEF, now.problems));
    }
    return {
      problems,
      facts: { answered, ...(now === null ? {} : { criteria: now.brief.criteria.length }) },
      // Its questions are those that it answers; only the brief may ask anew.
      documents: [briefText],
      ...(passes && gate.scope_changed ? { outcome: "scope_changed" } : {}),
    };
  });
