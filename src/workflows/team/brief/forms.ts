import { oneLine } from "../../../text.ts";
import type { PipelineBriefFacts } from "./facts.ts";

type Facts = PipelineBriefFacts;

/** A file that a task writes: its path in the project and its form, with `<…>` where the writer fills in. */
export interface PipelineForm {
  path: string;
  form: string;
}

/** The first line of a markdown artifact, which proves that its writer got the brief. */
const stamp = ({ task, nonce }: Facts): string => `<!-- task: ${task} nonce: ${nonce} -->`;

/** A gate: what code knows is filled in. `fields`: lines of this gate alone. */
function gate(facts: Facts, statuses: string, fields: readonly string[], agent = facts.role): string {
  return `{
  "task": "${facts.task}",
  "nonce": "${facts.nonce}",
  "stage": ${JSON.stringify(facts.stage)},
  "status": "<${statuses}>",
  "agent": ${JSON.stringify(agent)},
  "track": ${JSON.stringify(facts.track)},
  "timestamp": "${facts.now}",
${fields.map((line) => `  ${line},\n`).join("")}  "blockers": ["<…>"],
  "warnings": ["<…>"]${facts.warnings.length === 0 ? "" : ',\n  "closed_warnings": [{"id": "<W1>", "reason": "<…>"}]'}
}`;
}

const STATUSES = "PASS | FAIL | ESCALATE";
const BOOLEAN = "<true | false>";

const SPEC = (status: string): string => `# Design: <title>

STATUS: ${status}

## Architecture
<parts, data, how they work together, what happens when one fails>

## API Contracts
<each entry: request, response, every error, limits>

## Component Ownership

| Component | Area | Criteria | Paths |
|---|---|---|---|
| <name> | <area> | <1, 2> | \`<glob>\`, \`<glob>\` |

## Security
<what is secret and where it may go; who may call what, how often>
`;

const BRIEF = `# Feature Brief: <title>

## Problem Statement
<who cannot do what today, and what that costs>

## User Stories
1. As <who>, I want <what> so that <why>.

## Acceptance Criteria
1. <…>

## Out of Scope
- <…>

## Open Questions
<None at this time.>
`;

const adr = ({ nextAdr, now }: Facts): PipelineForm => ({
  path: `pipeline/adr/${nextAdr}-<title-in-lower-case>.md`,
  form: `# ${nextAdr} — <Title>

**Status**: Accepted
**Date**: ${now.slice(0, 10)}

## Context
<…>

## Decision
<…>

## Rationale
- <why, and which other way was refused for what reason>

## Consequences
<…>
`,
});

const answers = ({ notes }: Facts): string => {
  const counts = new Map<string, number>();
  const lines = notes.map(({ role }) => {
    const number = (counts.get(role) ?? 0) + 1;
    counts.set(role, number);
    return `- ${role} ${number}: <taken | not taken> — <where the design says so now, or why not>\n`;
  });
  return `# Answers to the notes\n\n${lines.join("")}`;
};

const reviewerName = ({ role }: Facts): string => role.replace(/^dev-/, "");

/** Forms of the artifacts themselves, per kind. Each carries the task and the nonce. */
export const PIPELINE_FORMS: Record<string, (facts: Facts) => string> = {
  "stage-01": (facts) =>
    gate(facts, STATUSES, [
      '"acceptance_criteria_count": <number>',
      '"out_of_scope_items": ["<…>"]',
      `"required_sections_complete": ${BOOLEAN}`,
    ]),
  "design-draft": (facts) => `${stamp(facts)}\n${SPEC("DRAFT")}`,
  "design-notes": (facts) => `${stamp(facts)}
- <section of the design>: <what goes wrong, and what would mend it>
`,
  "stage-02": (facts) =>
    gate(facts, STATUSES, [`"arch_approved": ${BOOLEAN}`, '"pm_approved": false', '"adr_count": <number>']),
  "scope-review": (facts) => `{
  "task": "${facts.task}",
  "nonce": "${facts.nonce}",
  "status": "<approved | needs_changes>",
  "reasons": ["<…>"]
}`,
  "stage-03": (facts) =>
    gate(facts, STATUSES, [
      '"open_questions_count": <number>',
      '"answered_questions_count": <number>',
      `"scope_changed": ${BOOLEAN}`,
    ]),
  "stage-04": (facts) =>
    gate(facts, STATUSES, [`"area": ${JSON.stringify(facts.item)}`, '"files_changed": ["<path>"]']),
  "stage-05-security": (facts) =>
    gate(facts, STATUSES, [
      `"security_approved": ${BOOLEAN}`,
      `"veto": ${BOOLEAN}`,
      `"triggering_conditions": ${JSON.stringify(facts.triggers)}`,
    ]),
  "peer-review": (facts) => `${stamp(facts)}
# Review by ${reviewerName(facts)}
${facts.reviews
  .map(
    (area) => `
## Review of ${area}
<what you followed, and what you saw>
REVIEW: <APPROVED | CHANGES REQUESTED>
`,
  )
  .join("")}`,
  ruling: (facts) => `{
  "task": "${facts.task}",
  "nonce": "${facts.nonce}",
  "topic": "<two-to-five-words>",
  "adr": "${adr(facts).path}",
  "spec_changed": ${BOOLEAN},
  "areas": ["<area that has to change something>"],
  "instruction": "<what each of them changes, exactly>"
}`,
  "stage-07": (facts) =>
    gate(
      facts,
      STATUSES,
      [
        `"all_acceptance_criteria_met": ${BOOLEAN}`,
        '"tests_total": <number>',
        '"tests_passed": <number>',
        '"tests_failed": <number>',
        '"failing_tests": ["<name>"]',
        '"assigned_retry_to": null',
        `"criterion_to_test_mapping_is_one_to_one": ${BOOLEAN}`,
      ],
      "qa",
    ),
  "stage-08": (facts) =>
    gate(facts, STATUSES, [
      `"pm_signoff": ${BOOLEAN}`,
      '"deploy_requested": false',
      '"runbook_referenced": false',
      '"auto_from_stage_07": false',
    ]),
  "deploy-log": (facts) => `${stamp(facts)}
# Deploy Log

## Stakeholder Summary
<what people can do now, and where>

## Known Limits
${facts.warnings.length === 0 ? "None." : facts.warnings.map(({ id }) => `- ${id}: <what it means, for whom, from when on>`).join("\n")}
`,
  retro: (facts) => `${stamp(facts)}
- <stage>: <what happened, what it cost, which rule would have caught it sooner>
`,
  "stage-09": (facts) =>
    gate(facts, STATUSES, ['"lessons_promoted": ["<title: what to do when, or the id of a known lesson>"]']),
};

/** Documents that a task writes beside its artifact, per kind of artifact; kinds without any are left out. */
export const PIPELINE_DOCUMENTS: Record<string, (facts: Facts) => PipelineForm[]> = {
  "stage-01": () => [{ path: "pipeline/brief.md", form: BRIEF }],
  "stage-02": (facts) => [
    { path: "pipeline/design-spec.md", form: SPEC("APPROVED") },
    adr(facts),
    ...(facts.notes.length === 0 ? [] : [{ path: "pipeline/design-review/principal.md", form: answers(facts) }]),
  ],
  "stage-03": (facts) => [
    {
      path: "pipeline/clarification.md",
      form: facts.openQuestions.map((question) => `QUESTION: ${oneLine(question)} @PM\nPM-ANSWER: <…>\n`).join("\n"),
    },
  ],
  "stage-04": ({ item }) => [
    {
      path: `pipeline/pr-${item}.md`,
      form: `# PR: ${item}

## Summary
<what it does now, by component>

## Files
- \`<path>\`: <what changed>

## How to test
<commands, and what they show>

## Open points
<None.>
`,
    },
  ],
  ruling: (facts) => [adr(facts)],
  "stage-07": (facts) => [
    {
      path: "pipeline/test-report.md",
      form: `# Test Report

## Criteria

| Criterion | Test | File |
|---|---|---|
${facts.criteria.map(({ number }) => `| ${number} | <name of the test> | <path> |`).join("\n")}

## Failing tests
<None, or each with what was expected and what came.>
`,
    },
  ],
};
