import type { OpenFinding } from "../../record/findings.ts";
import { STATUSES, type Status } from "../review/statuses.ts";
import type { BriefFacts } from "./facts.ts";

/** What the forms of artifacts of the chain, and the rules on them, share. */

/** The first lines of every form: which task it answers, and the proof that its writer got this brief. */
export const stampLines = ({ task, nonce }: BriefFacts): string => `  "task": "${task.id}",\n  "nonce": "${nonce}",`;
/** What an author says of the findings that it got: nothing where there are none. */
export const answeredLines = ({ findings }: BriefFacts): string =>
  findings.length === 0
    ? '  "answered": []'
    : `  "answered": [${findings.map(({ finding }) => `"${finding.id}"`).join(", ")}],\n  "declined": []`;
export const answerRules = (findings: readonly OpenFinding[]): string[] =>
  findings.length === 0
    ? []
    : [
        '`answered` keeps the findings that you mended. One that is wrong moves from there into `declined`, as {"id": "<id>", "reason": "<what in the code or the story shows it>"}; change nothing for it, its reviewer reads the reason.',
      ];
/** A line for each criterion; `more` stands behind whether it is met. */
export const criteriaLines = ({ criteria }: BriefFacts, more: string): string =>
  `  "criteria": [\n${criteria.map((id) => `    {"id": "${id}", "met": <true | false>${more}}`).join(",\n")}\n  ],`;

export const QUESTIONS_FORM =
  '  "questions": [{"question": "<…>", "options": ["<label>", "<label>"], "answer": null}],';
export const QUESTION_RULE =
  "A question has two to four options: short labels, each once. `questions` holds what is open now; what the person has answered is left out.";
/** The same for an author, who in a run without questions is told to leave the list empty. */
export const authorQuestions = ({ run }: BriefFacts): { form: string; rules: string[] } =>
  run.auto ? { form: '  "questions": [],', rules: [] } : { form: QUESTIONS_FORM, rules: [QUESTION_RULE] };

const SEVERITY = '"severity": "<blocker | major | minor>"';

/** A review's form. `evidence`: one entry of a criterion's; `place`: how a finding says where it is. */
export function reviewForm(facts: BriefFacts, of: { evidence: string; place: string; more: string[] }): string {
  const { statuses, findings, nextFinding } = facts;
  const prior = findings.map(({ finding }) => `{"id": "${finding.id}", "state": "<fixed | open | withdrawn>"}`);
  const known = facts.minors.map(({ name }) => `{"id": "${name}", "state": "<fixed | open>"}`);
  return [
    "{",
    stampLines(facts),
    `  "status": "<${statuses.join(" | ")}>", "summary": "<…>",`,
    criteriaLines(facts, `, "evidence": [${of.evidence}]`),
    `  "findings": [{"id": "F${nextFinding}", ${SEVERITY}, ${of.place}, "problem": "<…>", "fix": "<…>"}],`,
    ...of.more,
    `  "prior": [${prior.join(", ")}]${known.length > 0 ? "," : ""}`,
    ...(known.length > 0 ? [`  "known": [${known.join(", ")}]`] : []),
    "}",
  ].join("\n");
}

/** What is checked of every review. */
export const reviewRules = ({ statuses, findings, nextFinding, minors }: BriefFacts): string[] => [
  "A criterion that is not met may have empty evidence.",
  `Number findings from F${nextFinding} on.${findings.length > 0 ? ' `prior` answers each earlier finding once, and holds nothing else; none is raised again. `fixed` needs a change since; a finding that was wrong, as its author may have shown, is {"id", "state": "withdrawn", "reason": "<why it was wrong>"}.' : " There are no earlier findings: `prior` stays empty."}`,
  ...(minors.length > 0
    ? ["`known` says of each minor finding of others whether it is fixed now. Do not raise it again."]
    : []),
  "The status follows from what you found:",
  ...statuses.map((one) => `\`${one}\`: ${STATUSES[one as Status].words}.`),
];
