// @bun
import {
  SPEC,
  ANSWERS,
  parseNoteAnswers
} from "./s150.js";
import {
  count,
  flag,
  stage,
  gateKind
} from "./s248.js";
import {
  specForm,
  specRules,
  adrDocument,
  adrRule,
  adrsOf,
  specOf
} from "./s249.js";
import {
  notingFound,
  problemIf,
  claim,
  within,
  QUESTION
} from "./s251.js";
import {
  strictObject,
  optional
} from "./s1.js";

// src/workflows/team/kinds/stage-02.ts
function answersForm(notes) {
  const lines = [...Map.groupBy(notes, (one) => one.role)].flatMap(([role, own]) => own.map((_note, at) => `- ${role} ${at + 1}: <taken | not taken> \u2014 <where the design says so now, or why not>
`));
  return `# Answers to the notes

${lines.join("")}`;
}
var kind = notingFound(gateKind({
  schema: strictObject({
    ...stage("stage-02"),
    arch_approved: optional(flag),
    pm_approved: optional(flag),
    adr_count: optional(count)
  }),
  stage: "stage-02",
  fields: () => [],
  documents: (facts) => [
    { path: SPEC, form: specForm("APPROVED") },
    adrDocument(facts),
    ...facts.notes.length === 0 ? [] : [{ path: ANSWERS, form: answersForm(facts.notes) }]
  ],
  rules: (facts) => [
    "With `PASS` the design has the line `STATUS: APPROVED`, and begins with its title: the draft's stamp above it goes.",
    ...specRules(facts),
    `${adrRule(facts)} One is for a decision that is costly to turn back; without such a one none is written.`,
    ...facts.notes.length === 0 ? [] : ["Each note has one line with its answer, which begins as in the form."],
    QUESTION
  ],
  judge(gate, context) {
    const spec = specOf(context);
    const adrs = adrsOf(context);
    const answers = context.document(ANSWERS);
    const unanswered = parseNoteAnswers(answers ?? "", context.notes).problems;
    const says = `${SPEC} says STATUS: ${spec.status ?? "nothing"}`;
    const passes = gate.status === "PASS";
    const isApproved = spec.status === "APPROVED";
    return {
      problems: [
        ...claim("arch_approved", gate.arch_approved, isApproved, says),
        ...claim("pm_approved", gate.pm_approved, false, "pm confirms the scope in a task of its own"),
        ...passes ? [...spec.problems, ...adrs.problems, ...within(ANSWERS, unanswered)] : [],
        ...problemIf(passes && !isApproved, `${says}, expected STATUS: APPROVED with status PASS, or FAIL with what is missing`)
      ],
      facts: {
        counts: { adrs: adrs.names.length },
        flags: { arch_approved: isApproved },
        ...passes ? { areas: spec.areas } : {}
      },
      texts: [spec.text, ...adrs.texts, answers]
    };
  }
}));
export {
  kind
};
