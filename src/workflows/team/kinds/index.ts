import * as z from "zod/mini";
import { MAX_CRITERIA } from "../../../settings.ts";
import { fold, given, oneLine, shown } from "../../../text.ts";
import { MAX_LIST } from "../../contract/fields.ts";
import { described } from "../../kit/form.ts";
import { sectionsForm } from "../../kit/sections-form.ts";
import { readMarkdown } from "../../markdown.ts";
import { problemAt, refusing } from "../../sections.ts";
import { PRINCIPAL, partText, REST, TESTS } from "../areas.ts";
import { BRIEF_SECTIONS, type Brief, parseBrief } from "../documents/brief.ts";
import { answerProblems, parseNotes } from "../documents/design-notes.ts";
import {
  ADR_SECTIONS,
  adrProblems,
  areaNamed,
  DESIGN_SECTIONS,
  parseDesignSpec,
} from "../documents/design-spec.ts";
import { MAX_PROMOTED, parseLessons, promote } from "../documents/lessons.ts";
import { PULL_REQUEST_SECTIONS, parsePullRequest } from "../documents/pull-request.ts";
import { parseTestReport, reportSections } from "../documents/test-report.ts";
import { type BriefFacts, type CheckContext, criteriaNumbers } from "../facts.ts";
import {
  ADR_FOLDER,
  ANSWERS,
  BRIEF,
  CODE_REVIEW,
  LESSONS,
  pullRequestPath,
  SPEC,
  TEST_REPORT,
} from "../paths.ts";
import { reviewPage, reviewProblems, reviews } from "../peer-review/verdict.ts";
import { questionKey } from "../recorded.ts";
import { hasDesign } from "../tracks.ts";
import type { Warning } from "../warnings.ts";
import {
  codeList,
  dataKind,
  documentKind,
  gateKind,
  line,
  lines,
  QUESTION,
  required,
  testFiles,
  within,
} from "./kind.ts";

/** What a brief wants, to be compared with another one. */
const wantedIn = ({ criteria, outOfScope, stories }: Brief): string =>
  JSON.stringify([criteria, outOfScope, stories]);

/** Characters of an instruction that the briefs of those get who follow it. */
const MAX_NOTE = 400;

const specForm = (status: "DRAFT" | "APPROVED"): string =>
  sectionsForm(`# Design: <title>\n\nSTATUS: ${status}`, DESIGN_SECTIONS);

const specRules = ({ areas }: BriefFacts): string[] => [
  `In the table of Component Ownership every criterion's number stands in at least one row (a hyphen for a component without any); a row has a name of its own, one area of ${codeList(Object.keys(areas))}, and its files as globs, which this area owns, or nobody. Test files are dev-qa's, whatever row names them.`,
];

/** The next decision of the design, with its form. */
const adrDocument = ({ nextAdr, now }: BriefFacts): { path: string; form: string } => ({
  path: `${ADR_FOLDER}/${nextAdr}-<title-in-lower-case>.md`,
  form: sectionsForm(
    `# ${nextAdr} — <Title>\n\n**Status**: Accepted\n**Date**: ${now.slice(0, 10)}`,
    ADR_SECTIONS,
  ),
});

const adrRule = ({ nextAdr }: BriefFacts): string =>
  `An ADR's file has four digits, a hyphen and its title in lower case with hyphens; its first line begins with the same number. The next free one is ${nextAdr}.`;

/** The ADRs that are there, with what is wrong with them. */
function adrsOf({ list, document }: CheckContext): {
  paths: string[];
  texts: string[];
  problems: string[];
} {
  const names = list(ADR_FOLDER).filter((name) => name.toLowerCase().endsWith(".md"));
  const paths = names.map((name) => `${ADR_FOLDER}/${name}`);
  const texts = paths.map((path) => document(path) ?? "");
  return {
    paths,
    texts,
    problems: names.flatMap((name, at) => adrProblems(texts[at]!, name, names)),
  };
}

/** The design in a text, with what is wrong with it. */
const designIn = (text: string, context: CheckContext): ReturnType<typeof parseDesignSpec> =>
  parseDesignSpec(text, { areas: context.areas, criteria: criteriaNumbers(context) });

/**
 * Most notes of one owner on a design: each is answered, and a list of everything hides what
 * matters.
 */
const MAX_NOTES = 8;

/** What its author may change, in words. */
const ownPart = ({ item, areas: { [item ?? ""]: globs } }: BriefFacts): string =>
  globs
    ? `Code of the area ${item} alone: ${codeList(globs)}; a file of no area only where your part needs it`
    : `Of the project ${partText(item ?? "")} alone`;

/**
 * The reviewer's entry that an owner means: as its brief shows it, or without the area or the key
 * that stands before it.
 */
function entryOf(blocker: string, { item, mayDecline }: CheckContext): string | undefined {
  const text = fold(blocker).replace(/^BLOCKER: ?/, "");
  return mayDecline.find((one) => [text, `${item}: ${text}`].includes(fold(one)));
}

/**
 * Whose part has to be mended: the areas of the files that the blockers name, else all that the run
 * has changed.
 */
function ownersOf(blockers: string[], { areas, changedAreas, partsOf }: CheckContext): string[] {
  const words = blockers
    .flatMap((one) => one.split(/[\s,;:()'"`]+/))
    .filter((word) => word.includes("/"));
  const named = areas.filter((area) => words.some((word) => partsOf(word).includes(area)));
  return named.length > 0 ? named : changedAreas;
}

/** What the form of the deploy log has where its writer puts in words. */
const SUMMARY = "<what people can do now, and where>";
const LIMIT = "<what it means, for whom, from when on>";

/** What is wrong with the summary; it has to name the id of each open warning, which may be a heading. */
export function summaryProblems(text: string, open: readonly Warning[]): string[] {
  const lines = readMarkdown(text).filter(({ kind }) => kind === "plain");
  const left = [SUMMARY, LIMIT].filter((one) => lines.some((line) => line.text.includes(one)));
  const problems: string[] = [];
  const refuse = refusing(problems, "deploy log");
  if (isBlank(text)) refuse(null, undefined, "the summary for stakeholders");
  for (const { id, text: warning } of open)
    if (!lines.some((line) => new RegExp(`\\b${id}\\b`).test(line.text)))
      refuse(null, undefined, `the open warning ${id}: ${warning}`);
  for (const one of left) refuse(null, one, "your own words in its place");
  return problems;
}

/** Whether a document says nothing beside its headings. */
const isBlank = (text: string): boolean =>
  !readMarkdown(text).some(
    (line) => line.kind === "plain" && line.heading === null && line.text.trim() !== "",
  );

/** Any day: only which lessons are there counts here. */
const NO_DAY = "2000-01-01";

/** Every kind of artifact of the workflow, by the name that gates give it. */
export const KINDS = {
  /** pm's brief, whose open questions are for the person. */
  "stage-01": gateKind({
    notesFound: true,
    documents: () => [
      { path: BRIEF, form: sectionsForm("# Feature Brief: <title>", BRIEF_SECTIONS) },
    ],
    rules: () => [
      `Most features take 3 to 9 criteria; more than ${MAX_CRITERIA} are refused: each costs a test of its own and a place in every review.`,
      "An open question is one entry of Open Questions, for the person; it may end with `Options: <label>; <label>`, two to four; the brief takes the first one, and is `PASS` with it.",
    ],
    judge({ status }, { document }) {
      const text = document(BRIEF);
      const { brief, problems: wrong } = parseBrief(text ?? "");
      const { criteria, outOfScope, openQuestions } = brief;
      // Who holds the brief back for its questions asks them: the person answers these, and not the gate.
      const asked = status === "FAIL" ? [] : openQuestions;
      const questions = asked.map(({ text: question, options }) => ({ question, options }));
      const problems = status === "PASS" || asked.length > 0 ? required(BRIEF, text, wrong) : [];
      const most = `at most ${MAX_CRITERIA}: merge what one test would show together`;
      if (criteria.length > MAX_CRITERIA)
        problems.push(`${BRIEF}: found ${criteria.length} criteria, expected ${most}`);
      const facts = { counts: { criteria: criteria.length }, out_of_scope: outOfScope };
      return {
        problems,
        facts,
        texts: [text],
        questions,
        outcome: asked.length > 0 ? "questions" : undefined,
      };
    },
  }),

  /** The principal's draft: the owners annotate it before it is approved. */
  "design-draft": documentKind({
    form: () => specForm("DRAFT"),
    rules: (facts) => [...specRules(facts), QUESTION],
    judge: (text, context) => ({ problems: designIn(text, context).problems }),
  }),

  /** An owner's notes: what has to change in the draft. */
  "design-notes": documentKind({
    form: () => "- <section of the design>: <what goes wrong, and what would mend it>\n",
    rules: () => [
      `At most ${MAX_NOTES} notes, the gravest first; what one change would mend is one note.`,
      "Each note is one entry that begins with `- `, nothing else does; the principal answers every one. Without any note the list is replaced by `None.`",
      QUESTION,
    ],
    judge(text) {
      const { notes, problems } = parseNotes(text);
      const tooMany = `found ${notes.length} notes, expected at most ${MAX_NOTES}: keep the gravest, and merge what one change would mend`;
      return { problems: [...problems, ...given(notes.length > MAX_NOTES, tooMany)] };
    },
  }),

  /** The principal's approved design: its status line, its ADRs, the answers to the owners' notes. */
  "stage-02": gateKind({
    notesFound: true,
    documents(facts) {
      const answer = "<taken | not taken> — <where the design says so now, or why not>\n";
      const answers = facts.notes.map(({ name }) => `- ${name}: ${answer}`).join("");
      const noted =
        answers === "" ? [] : [{ path: ANSWERS, form: `# Answers to the notes\n\n${answers}` }];
      return [{ path: SPEC, form: specForm("APPROVED") }, adrDocument(facts), ...noted];
    },
    rules: (facts) => [
      "With `PASS` the design has the line `STATUS: APPROVED`, and begins with its title: the draft's stamp above it goes.",
      ...specRules(facts),
      `${adrRule(facts)} One is for a decision that is costly to turn back; without such a one none is written.`,
      ...given(
        facts.notes.length > 0,
        "Each note has one line with its answer, which begins as in the form.",
      ),
      QUESTION,
    ],
    judge(_gate, context) {
      const text = context.document(SPEC);
      const { spec, problems } = designIn(text ?? "", context);
      const adrs = adrsOf(context);
      const answers = context.document(ANSWERS);
      const isApproved = text !== null && spec.status === "APPROVED";
      const unapproved = `${SPEC} says STATUS: ${(text && spec.status) ?? "nothing"}, expected STATUS: APPROVED with status PASS, or FAIL with what is missing`;
      const unanswered = within(ANSWERS, answerProblems(answers ?? "", context.notes));
      const areas = context.areas.filter((area) =>
        spec.components.some((one) => one.area === area),
      );
      return {
        unfinished: [
          ...required(SPEC, text, problems),
          ...adrs.problems,
          ...unanswered,
          ...given(!isApproved, unapproved),
        ],
        facts: { counts: { adrs: adrs.paths.length }, areas: isApproved ? areas : undefined },
        texts: [text, ...adrs.texts, answers],
      };
    },
  }),

  /** pm's word on the design's scope. */
  "scope-review": gateKind({ outcomes: { holds: "approved", not: "needs_changes" } }),

  /** pm's answer to each question, and a change of scope against the brief as it was accepted. */
  "stage-03": gateKind({
    own: {
      answers: described(
        z.array(z.object({ question: line(), answer: line() })).check(z.maxLength(MAX_LIST)),
        {
          form: ({ openQuestions }: BriefFacts) => {
            const asked = openQuestions.map(
              (one) => `{"question": ${JSON.stringify(oneLine(one))}, "answer": "<…>"}`,
            );
            return `[${asked.map((one) => `\n    ${one}`).join(",")}\n  ]`;
          },
        },
      ),
    },
    rules: () => [
      "The questions stay word for word, each once. It is `PASS` only where each has its answer.",
      "A criterion that stays keeps its number.",
    ],
    judge({ status, answers }, context) {
      const byQuestion = new Map(
        answers.map(({ question, answer }) => [questionKey(question), answer]),
      );
      const answered = context.openQuestions.flatMap((question) => {
        const answer = byQuestion.get(questionKey(question));
        return answer === undefined ? [] : [{ question, answer: fold(answer) }];
      });
      const open = context.openQuestions.filter((one) => !byQuestion.has(questionKey(one)));
      const text = context.document(BRIEF);
      const now = text === null ? null : parseBrief(text);
      const isChanged =
        context.brief !== null && now !== null && wantedIn(context.brief) !== wantedIn(now.brief);
      const unanswered = open.map((one) =>
        problemAt("answers", null, undefined, `an answer to: ${one}`),
      );
      const criteria: Record<string, number> =
        now === null ? {} : { criteria: now.brief.criteria.length };
      const counts = {
        ...criteria,
        open_questions: open.length,
        answered_questions: answered.length,
      };
      return {
        unfinished: [
          ...unanswered,
          ...(context.brief === null || now === null ? [] : within(BRIEF, now.problems)),
        ],
        facts: { answered, counts },
        // Its questions are those that it answers; only the brief may ask anew.
        texts: [text],
        outcome: status === "PASS" && isChanged ? "scope_changed" : undefined,
      };
    },
  }),

  /** What an area's owner has built, with its pull request: which files it changed the trees say. */
  "stage-04": gateKind({
    own: {
      declined: described(
        z.optional(
          z.array(z.object({ blocker: line(), reason: line() })).check(z.maxLength(MAX_LIST)),
        ),
        {
          form: ({ mayDecline }: BriefFacts) =>
            mayDecline.length > 0 ? '[{"blocker": "<…>", "reason": "<…>"}]' : null,
        },
      ),
    },
    documents: ({ item }) => [
      { path: pullRequestPath(item), form: sectionsForm(`# PR: ${item}`, PULL_REQUEST_SECTIONS) },
    ],
    rules: (facts) => [
      `${ownPart(facts)}. A file of another owner that has to change is an open point that names the file and the owner.`,
      "A `PASS` may have open points.",
      ...given(
        facts.mayDecline.length > 0,
        "An entry of a reviewer that is wrong goes into `declined`: its text as it stands above, and the reason, what in code, design or brief shows it. Change nothing for it; its reviewer reads the reason.",
      ),
      ...testFiles(
        facts,
        facts.item === TESTS
          ? "They are yours."
          : "They belong to dev-qa: leave them as they are; one that contradicts what you build is an open point that names it.",
      ),
    ],
    judge({ declined = [] }, context) {
      const area = context.item ?? "";
      const path = pullRequestPath(area);
      const text = context.document(path);
      const expected = `one of ${context.mayDecline.map(shown).join(", ") || "none: no reviewer asks for anything here"}`;
      const entries = declined.map(({ blocker, reason }) => ({
        text: fold(entryOf(blocker, context) ?? ""),
        reason,
      }));
      return {
        problems: entries.flatMap(({ text }, at) =>
          given(
            text === "",
            `declined[${at}].blocker: found ${shown(declined[at]!.blocker)}, expected ${expected}`,
          ),
        ),
        unfinished: required(path, text, parsePullRequest(text ?? "").problems),
        facts: {
          changed:
            context.changed === null
              ? [area]
              : [...new Set(context.changed.flatMap(context.partsOf))],
          // Of files that are not the owner's the program asks by itself.
          files: (context.changed ?? []).filter((one) =>
            context
              .partsOf(one)
              .some(
                (part) => [area, area === TESTS ? area : REST].includes(part) || area === PRINCIPAL,
              ),
          ),
          trees: context.trees(),
          declined: entries.length === 0 ? undefined : entries,
        },
        texts: [text],
      };
    },
  }),

  /** The security review: all but an approval holds the change back. */
  "stage-05-security": gateKind({
    outcomes: { holds: "approved", not: "veto" },
    rules: () => [
      "`FAIL` is a veto, for a way in that must not be shipped. Each blocker names file and line.",
    ],
    judge({ blockers }, context) {
      // A test changes nothing that it has looked at.
      const { [TESTS]: _tests, ...trees } = context.trees() ?? {};
      return { facts: { owners: ownersOf(blockers, context), trees } };
    },
  }),

  /** An owner's verdict on each area that it reviews, bound to what it looked at. */
  "peer-review": dataKind({
    fields: { reviews },
    written: ({ reviews }, _scene, { item }) => [
      { path: `${CODE_REVIEW}/by-${item}.md`, text: reviewPage(reviews) },
    ],
    judge({ reviews }, { reviews: wanted, trees, treesBefore }) {
      const named = reviews.map((one) => ({
        ...one,
        area: areaNamed(one.area, wanted) ?? one.area,
      }));
      // Of what was there when the review began: whatever changed since was not looked at.
      const seen = treesBefore() ?? {};
      const sections = named.map(({ area, verdict, blockers, escalation = null }) => ({
        ...{ area, verdict, blockers: blockers.map(fold), escalation },
        tree: seen[area] ?? "",
      }));
      return { problems: reviewProblems(named, wanted), facts: { sections, trees: trees() } };
    },
  }),

  /** The principal's ruling: what holds where two owners do not agree, and who follows it. */
  ruling: gateKind({
    own: {
      adr: described(line(), {
        form: (facts: BriefFacts) => JSON.stringify(adrDocument(facts).path),
      }),
      areas: lines("area that has to change something"),
      instruction: line("what each of them changes, exactly"),
    },
    documents: (facts) => [adrDocument(facts)],
    rules: (facts) => [
      adrRule(facts),
      `\`areas\` are of ${[...Object.keys(facts.areas), REST, TESTS].map(partText).join(", ")}, and only those that have to change something; none if the code is right as it stands. Where a design is changed its STATUS line stays.`,
    ],
    judge({ adr, areas: named, instruction }, context) {
      const adrs = adrsOf(context);
      const isThere = adrs.paths.includes(adr);
      // On a track without a design, what lies there is of another run.
      const isDesigned = hasDesign(context.track);
      const design = isDesigned ? context.document(SPEC) : null;
      const { spec, problems } = designIn(design ?? "", context);
      const parts = [...context.areas, REST, TESTS];
      const areas = named.map((one) => areaNamed(one, parts));
      const unknown = named.flatMap((one, at) =>
        given(
          areas[at] === null,
          `areas[${at}]: found ${shown(one)}, expected one of ${parts.join(", ")}`,
        ),
      );
      const owners = [...new Set(areas.filter((one) => one !== null))];
      return {
        problems: [
          ...given(
            !isThere,
            `adr: found ${shown(adr)}, expected one of ${adrs.paths.join(", ") || "none"}`,
          ),
          ...adrs.problems,
          ...(isDesigned ? required(SPEC, design, problems) : []),
          ...given(
            spec.status === "DRAFT",
            `${SPEC}: found "STATUS: DRAFT", expected "STATUS: APPROVED"`,
          ),
          ...unknown,
        ],
        facts: {
          counts: { adrs: adrs.paths.length },
          owners,
          note: instruction.slice(0, MAX_NOTE),
        },
        texts: [design, ...adrs.texts, instruction],
      };
    },
  }),

  /** dev-qa's word, and the mapping of its report against the brief and the test files. */
  "stage-07": gateKind({
    documents: (facts) => [
      { path: TEST_REPORT, form: sectionsForm("# Test Report", reportSections(facts.criteria)) },
    ],
    rules: (facts) => [
      facts.criteria.length === 0
        ? "There are no criteria on this track: the table keeps its head alone."
        : "Every criterion has one row, and no test stands for two: the test that shows it, by its name as it stands in its file, a bar in it as `\\|`; of a parametrised test its name, or one case with its parameters as the runner prints it. Further tests have no row.",
      "The program runs the tests again, and takes names, numbers and owners from its own run: a test that is skipped, or did not run, shows nothing. It runs your tests on the code before the build, too: one that passes there leaves its criterion unknown.",
      "`PASS` says that every row's test passed, and that no test failed but those that failed before the build, too. Any other failing test is `FAIL`, with one blocker for each criterion that is not met.",
      ...testFiles(facts, "Change no other file."),
    ],
    judge({ status }, context) {
      const { document, isTest, changed } = context;
      const text = document(TEST_REPORT);
      const criteria = criteriaNumbers(context);
      const report = parseTestReport(text ?? "", criteria, document, isTest);
      const expected =
        "expected only test files; what is wrong in it goes to its owner as a failing test";
      const others = (changed ?? []).filter((one) => !isTest(one));
      const flags = { all_criteria_met: status === "PASS", one_to_one: report.oneToOne };
      const parts = [...new Set((changed ?? []).flatMap(context.partsOf))];
      return {
        problems: others.map((one) => `changed files: found ${shown(one)}, ${expected}`),
        unfinished: required(TEST_REPORT, text, report.problems),
        facts: {
          counts: { criteria: criteria.length },
          flags,
          changed: parts,
          trees: context.trees(),
        },
        texts: [text],
      };
    },
  }),

  /** pm's sign-off. That of a deployment the program writes. */
  "stage-08": gateKind({}),

  /** What pm tells stakeholders, with every warning that is still open. */
  "deploy-log": documentKind({
    form({ warnings }) {
      const limits = warnings.map(({ id }) => `- ${id}: ${LIMIT}`).join("\n") || "None.";
      return sectionsForm("# Deploy Log", {
        "Stakeholder Summary": SUMMARY,
        "Known Limits": limits,
      });
    },
    rules: ({ warnings }) => [
      "The summary is a few sentences without names of files, functions or stages.",
      ...given(
        warnings.length > 0,
        "Every open warning has its entry under Known Limits, which begins with its id.",
      ),
    ],
    judge: (text, { warnings }) => ({ problems: summaryProblems(text, warnings) }),
  }),

  /** What one role takes from the run, in a list or in paragraphs. */
  retro: documentKind({
    form: () =>
      "- <stage>: <what happened, what it cost, which rule would have caught it sooner>\n",
    rules: () => ["Few entries, each about something that happened in this run."],
    judge(text) {
      const none = problemAt("retrospective", null, undefined, "at least one point in plain text");
      return { problems: given(isBlank(text), none) };
    },
  }),

  /** What the principal promotes: each lesson is known by its id, or new with a title. */
  "stage-09": gateKind({
    own: { lessons_promoted: lines("title: what to do when, or the id of a known lesson") },
    rules: ({ lessons }) => [
      "A new lesson is one line: a title of a few words, a colon, and what to do when. The program gives the id, the count and the date.",
      `At most ${MAX_PROMOTED}; none is fine.`,
      ...given(
        lessons.length > 0,
        "A lesson above that this run proved again is promoted by its id alone, such as `L001`.",
      ),
    ],
    judge({ lessons_promoted: chosen }, { document }) {
      const { problems } = promote(parseLessons(document(LESSONS)), chosen, NO_DAY, MAX_PROMOTED);
      return { problems, facts: { counts: { lessons: chosen.length } } };
    },
  }),
};
