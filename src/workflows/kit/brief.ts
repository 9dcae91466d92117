import reviewCode from "../../../prompts/review-code.md" with { type: "text" };
import reviewPlan from "../../../prompts/review-plan.md" with { type: "text" };
import { isFixOf } from "../../engine/run.ts";
import { objectText } from "../../record/accepted.ts";
import { type FindingWords, type OpenFinding, placeText } from "../../record/findings.ts";
import { fence, oneLine } from "../../text.ts";
import { type Brief, type BriefPart, ON_OPTION, TEXT_OPTION } from "../contract/contract.ts";
import type { KnownMinor } from "../review/findings/known.ts";
import { ASSUMED, assumptions, decisions, diffPart, requestPart } from "../words/brief-parts.ts";
import { findingParts, testedText } from "../words/finding-words.ts";
import { failureTexts, passedLines, testLines } from "../words/test-words.ts";
import type { KitFacts } from "./facts.ts";
import type { BriefText } from "./stages/stages.ts";

/** What a brief of the kit says: what to do, and what its agent has to know for it. */

/** What the change did that makes another place wrong. */
function causeOf({ because }: OpenFinding["finding"]): string {
  if (!because?.file) return "";
  const at = `${because.file}${because.line && !because.gone ? `:${because.line}` : ""}`;
  const quoted = because.gone || because.quote;
  const how = because.gone ? "what is gone from" : "what the change wrote at";
  return ` Because of ${how} ${at}${quoted ? `: ${JSON.stringify(oneLine(quoted))}` : ""}.`;
}

/** A finding of a reviewer, whole; `notes`: such as who it is. */
const saidText = (severity: FindingWords["severity"], finding: FindingWords, note = ""): string => {
  const place = finding.at || placeText(finding);
  return `${findingParts({ ...finding, severity, place, notes: [note] }).join(" ")}${causeOf(finding)}`;
};

/**
 * What was said of a finding since: why its author declined it, and whether the person wants it
 * mended all the same.
 */
const sinceLine = ({ finding, declined }: OpenFinding, { task, insisted }: KitFacts): string => {
  if (insisted.includes(finding.id))
    return " Declined before; the person decided that it is to be mended.";
  if (declined === null) return "";
  return task.kind === "fix"
    ? ` Declined before, and raised again. The reason was: ${oneLine(declined)}`
    : ` Its author holds it to be wrong: ${oneLine(declined)}`;
};

/** What its own test shows of it: one that ran, after it; why another did not, in its line. */
const provenLine = ({ shown, before, finding: { test } }: OpenFinding): string => {
  if (shown !== "proven" || !test) return "";
  const too = before ? ", also without this change" : "";
  return ` Proven: ${test.file} failed by \`${oneLine(test.command)}\` when this was found${too}, and has to pass.`;
};

const openText = (one: OpenFinding, facts: KitFacts): string => {
  const { severity, finding, task, shown } = one;
  const note =
    shown === "unknown" ? testedText(facts.run, { task, id: finding.id, shown }, finding) : "";
  return `- ${finding.id} ${saidText(severity, finding, note)}${provenLine(one)}${sinceLine(one, facts)}`;
};

/** Tests that proved findings, for whoever mends these. */
const testParts = ({ findings, task }: KitFacts): BriefPart[] =>
  findings.flatMap(({ finding: { id, test }, shown }) =>
    task.kind === "fix" && shown === "proven" && test
      ? [
          {
            title: `Test of ${id}: the program does not write it; put it into the change as ${test.file}, where it has to pass`,
            body: fence(test.code),
          },
        ]
      : [],
  );

const minorLine = ({ name, reviewer, finding }: KnownMinor): string =>
  `- ${name} ${saidText("minor", finding, reviewer)}`;

/**
 * Minor findings of others: an author may mend them on the way, a reviewer need not raise them
 * again.
 */
export const minorsPart = ({ minors, task, statuses }: KitFacts): BriefPart => ({
  title:
    statuses.length > 0
      ? "Minor findings that are known already: raise one again only where the fault is there and is more than minor"
      : `Minor findings of reviewers: do in your work what costs little and is yours to change, also where they speak of the plan${task.kind === "fix" ? "; they need no answer" : ""}`,
  body: minors.map(minorLine).join("\n"),
});

/** Of the work that the run builds on: told once, to each agent that begins. */
function earlierPart({ run, task, scene, isAgain }: KitFacts): BriefPart {
  const told = run.options[TEXT_OPTION + ON_OPTION];
  return {
    title: "What the run builds on: keep what it does, unless the request changes it",
    body:
      told === undefined || task.kind === "fix" || isAgain
        ? ""
        : fenced(objectText(scene.project, told)),
  };
}
const fenced = (text: string | null): string => (text === null ? "" : fence(text));

/** What every brief tells, in this order. */
function parts<F extends KitFacts>(
  facts: F,
  { failures, request, more, minors, passed }: BriefText<F>,
): BriefPart[] {
  const { run, diff, whole, tests, project, untouched } = facts;
  const red = failures ? failureTexts(tests, `${project}/.task/objects`) : [];
  return [
    ...(request === false ? [] : [requestPart(facts)]),
    earlierPart(facts),
    ...(more?.(facts) ?? []),
    {
      title: "Acceptance criteria",
      body: facts.tellsCriteria
        ? facts.criteria.map(({ id, text }) => `- ${id}: ${oneLine(text)}`).join("\n")
        : "",
    },
    { title: "Decided by the person", body: decisions(run) },
    { title: ASSUMED, body: assumptions(run) },
    { title: "Tests, run by the program", body: testLines(tests).join("\n") },
    { title: "Tests that passed", body: passed && !facts.isAgain ? passedLines(tests) : "" },
    ...red.map((one) => ({ title: `Output of ${one.title}`, body: fence(one.text) })),
    ...facts.attempt,
    {
      title: "Open findings",
      body: facts.findings.map((finding) => openText(finding, facts)).join("\n"),
    },
    ...testParts(facts),
    ...(minors === false ? [] : [minorsPart(facts)]),
    {
      title: "Called fixed by their reviewers: look whether it is so",
      body: untouched.map((line) => `- ${line}`).join("\n"),
    },
    { title: "Changed files", body: (diff?.files ?? []).map((file) => `- ${file}`).join("\n") },
    diffPart(diff),
    facts.others,
    facts.brought,
    facts.steering,
    facts.unseen,
    facts.unshown,
    {
      title: "The whole change, earlier rounds included",
      body: whole === null ? "" : `It stands in ${whole}`,
    },
  ];
}

/**
 * What a reviewer is told that has no file of an agent, by the kind of its artifact; `{{BRIEF}}` is
 * what to do.
 */
const OF_EXTERNAL: Record<string, string> = {
  "code-review": reviewCode,
  "plan-review": reviewPlan,
};

function workText<F extends KitFacts>({ work, again }: BriefText<F>, facts: F): string {
  if (again !== undefined && facts.isAgain) return again;
  return typeof work === "string" ? work : work(facts);
}

/** A review whose findings a fix answers: they stand in its brief. */
const isTold = (path: string, { run, task, findings }: KitFacts): boolean =>
  findings.length > 0 && run.tasks.some(({ id, writes }) => writes === path && isFixOf(task, id));

/** The brief that a stage's words are. */
export const briefOf = <F extends KitFacts>(text: BriefText<F>): Brief<F> => ({
  work: (facts) => {
    const { who, schema } = facts.task;
    const around = (who.provider !== undefined && OF_EXTERNAL[schema]) || "{{BRIEF}}";
    return around.trimEnd().replace("{{BRIEF}}", () => workText(text, facts));
  },
  parts: (facts) => parts(facts, text),
  use: (path, facts) => (isTold(path, facts) ? "none" : (text.use?.(path, facts) ?? "shown")),
  shows: (facts) => text.shows?.(facts) ?? [],
});

export const briefsOf = <F extends KitFacts>(
  texts: Record<string, BriefText<F>>,
): Record<string, Brief<F>> =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, briefOf(text)]));
