import { join } from "node:path";
import * as z from "zod/mini";
import type { Task } from "../../../engine/run.ts";
import { filesIn } from "../../../project/project.ts";
import type { Scene } from "../../../record/scene.ts";
import { MAX_CRITERIA } from "../../../settings.ts";
import { fold, given, oneLine, shortJson } from "../../../text.ts";
import { MAX_LIST } from "../../contract/fields.ts";
import { page } from "../../kit/artifacts/document.ts";
import { described, outdatedField } from "../../kit/artifacts/form.ts";
import { tryRules } from "../../kit/artifacts/try-rules.ts";
import { checkOutdated } from "../../review/evidence/earlier-tests.ts";
import { PRINCIPAL, partText, REST, TESTS } from "../areas.ts";
import { adr, adrNames, adrPages } from "../documents/adr.ts";
import { answerProblems, answers } from "../documents/answers.ts";
import { type Brief, brief, briefPage, openIn } from "../documents/brief.ts";
import {
  areaNamed,
  changes,
  type Design,
  design,
  designPage,
  designProblems,
} from "../documents/design.ts";
import { MAX_PROMOTED, promote, readLessons } from "../documents/lessons.ts";
import { pullRequest } from "../documents/pull-request.ts";
import { mappingProblems, mappings } from "../documents/test-report.ts";
import { ADR_FOLDER, BRIEF, CODE_REVIEW, DEPLOY_LOG, LESSONS_DATA, SPEC } from "../paths.ts";
import { reviewPage, reviewProblems, reviews } from "../peer-review/verdict.ts";
import { designOf, featureOf } from "../record/accepted.ts";
import { adrsOf, type BriefFacts, type CheckContext } from "../record/facts.ts";
import { questionKey } from "../record/recorded.ts";
import { hasDesign, trackOf } from "../tracks.ts";
import { codeList, line, lines } from "./fields.ts";
import { dataKind, gateKind, questions, testFiles } from "./kind.ts";

/** What a brief wants, to be compared with another one. */
const wantedIn = ({ acceptance_criteria, out_of_scope, user_stories }: Brief): string =>
  JSON.stringify([acceptance_criteria, out_of_scope, user_stories]);

const briefPages = (one: Brief | undefined) => (one ? [{ path: BRIEF, text: briefPage(one) }] : []);

/** The design with these changes, and what its brief and its areas have against it. */
function designIn(changed: Partial<Design>, { design, areas, brief }: CheckContext) {
  const criteria = (brief?.criteria ?? []).map(({ number }) => number);
  const spec = { ...design, ...changed };
  return { spec, problems: designProblems(spec, { areas, criteria }) };
}

const specPage = (changed: Partial<Design>, at: Scene, status: "DRAFT" | "APPROVED") => ({
  path: SPEC,
  text: designPage({ ...designOf(at), ...changed }, status),
});

const designRules = ({ areas }: BriefFacts): string[] => [
  `In \`components\` every criterion's number stands at least once (\`[]\` for a component without any); each has a name of its own, one area of ${codeList(Object.keys(areas))}, and its files as globs, which this area owns, or nobody. Test files are dev-qa's, whatever component names them.`,
];
const CHANGES_RULE =
  "`design` has the sections that change, each whole; one that is left out stays as it is.";

/** Every decision that there is once these are recorded. */
const countAdrs = (adrs: readonly { title: string }[], { list, ownAdrs }: CheckContext): number =>
  new Set([...list(ADR_FOLDER), ...adrNames(adrs, list(ADR_FOLDER), ownAdrs)]).size;

/** What is written of them. */
const adrsWritten = (adrs: Parameters<typeof adrPages>[0], { project, run }: Scene, task: Task) =>
  adrPages(
    adrs,
    adrNames(adrs, filesIn(join(project.root, ADR_FOLDER)), adrsOf(run)),
    (task.started_at ?? run.updated_at).slice(0, 10),
  );

/**
 * Most notes of one owner on a design: each is answered, and a list of everything hides what
 * matters.
 */
const MAX_NOTES = 8;

/** What its author may change, in words. */
const ownPart = ({ item, areas: { [item ?? ""]: globs } }: BriefFacts): string =>
  globs
    ? `Change code of the area ${item} alone: ${codeList(globs)}; a file of no area only where your part needs it`
    : `Change ${partText(item ?? "")} alone`;

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
    .flatMap((blocker) => blocker.split(/[\s,;:()'"`]+/))
    .filter((word) => word.includes("/"));
  const named = areas.filter((area) => words.some((word) => partsOf(word).includes(area)));
  return named.length > 0 ? named : changedAreas;
}

/** Any day: only which lessons are there counts here. */
const NO_DAY = "2000-01-01";

/** Every kind of artifact of the workflow, by the name that gates give it. */
export const KINDS = {
  /** pm's brief, whose open questions are for the person. */
  "stage-01": gateKind({
    notesFound: true,
    own: { brief: described(z.optional(brief), {}) },
    written: ({ brief }) => briefPages(brief),
    rules: () => [
      `Most features take 3 to 9 criteria; more than ${MAX_CRITERIA} are refused: each costs a test of its own and a place in every review.`,
      "An open question is for the person, with two to four options or none; the brief takes the first one, and is `PASS` with it.",
    ],
    judge({ status, brief }) {
      // Who holds the brief back for its questions asks them: the person answers these, and not the gate.
      const questions = brief && status !== "FAIL" ? openIn(brief) : [];
      const { acceptance_criteria: criteria = [], out_of_scope = [] } = brief ?? {};
      const most = `at most ${MAX_CRITERIA}: merge what one test would show together`;
      return {
        problems: given(
          criteria.length > MAX_CRITERIA,
          `brief: found ${criteria.length} criteria, expected ${most}`,
        ),
        unfinished: given(!brief, "brief: found nothing, expected it with status PASS"),
        facts: { counts: { criteria: criteria.length }, out_of_scope },
        questions,
        outcome: questions.length > 0 ? "questions" : undefined,
      };
    },
  }),

  /** The principal's draft: the owners annotate it before it is approved. */
  "design-draft": dataKind({
    fields: { design },
    written: ({ design }, scene) => [specPage(design, scene, "DRAFT")],
    rules: designRules,
    judge: ({ design }, context) => ({ problems: designIn(design, context).problems }),
  }),

  /** An owner's notes: what has to change in the draft. */
  "design-notes": dataKind({
    fields: {
      notes: z
        .array(line("section of the design: what goes wrong, and what would mend it"))
        .check(z.maxLength(MAX_NOTES)),
      questions,
    },
    rules: () => [
      `At most ${MAX_NOTES} notes, the gravest first; what one change would mend is one note. The principal answers every one.`,
    ],
    judge: (value) => ({ asks: value.questions ?? [] }),
  }),

  /** The principal's approved design: what changes in its draft, its ADRs, the answers to the owners' notes. */
  "stage-02": gateKind({
    notesFound: true,
    own: {
      design: described(changes, {}),
      adrs: described(z.optional(z.array(adr)), {}),
      answers,
    },
    written: ({ status, design = {}, adrs = [] }, scene, task) => [
      specPage(design, scene, status === "PASS" ? "APPROVED" : "DRAFT"),
      ...adrsWritten(adrs, scene, task),
    ],
    rules: (facts) => [
      CHANGES_RULE,
      ...designRules(facts),
      "`adrs`: decisions that are costly to turn back, if any; one with the title of one of this run takes its place.",
    ],
    judge({ status, design = {}, adrs = [], answers = [] }, context) {
      const { spec, problems } = designIn(design, context);
      const areas = context.areas.filter((area) =>
        spec.components?.some((component) => component.area === area),
      );
      return {
        unfinished: [...problems, ...answerProblems(answers, context.notes)],
        facts: {
          counts: { adrs: countAdrs(adrs, context) },
          areas: status === "PASS" ? areas : undefined,
        },
      };
    },
  }),

  /** pm's word on the design's scope. */
  "scope-review": gateKind({ outcomes: { PASS: "approved", FAIL: "needs_changes" } }),

  /** pm's answer to each question, and a change of scope against the brief as it was accepted. */
  "stage-03": gateKind({
    own: {
      brief: described(z.optional(brief), {}),
      answers: described(
        z.array(z.object({ question: line(), answer: line() })).check(z.maxLength(MAX_LIST)),
        {
          form: ({ openQuestions }: BriefFacts) => {
            const asked = openQuestions.map(
              (question) => `{"question": ${JSON.stringify(oneLine(question))}, "answer": "<…>"}`,
            );
            return `[${asked.map((one) => `\n    ${one}`).join(",")}\n  ]`;
          },
        },
      ),
    },
    says: { PASS: "each question has its answer, and `blockers` is empty" },
    rules: () => [
      "The questions stay word for word, each once.",
      "`brief` is left out, unless an answer changes what it demands: then it has all of the brief, and a criterion that stays keeps its place.",
    ],
    written: ({ brief }) => briefPages(brief),
    judge({ status, answers, brief: now }, context) {
      const byQuestion = new Map(
        answers.map(({ question, answer }) => [questionKey(question), answer]),
      );
      const answered = context.openQuestions.flatMap((question) => {
        const answer = byQuestion.get(questionKey(question));
        return answer === undefined ? [] : [{ question, answer: fold(answer) }];
      });
      const open = context.openQuestions.filter(
        (question) => !byQuestion.has(questionKey(question)),
      );
      const isChanged =
        context.brief !== null && now !== undefined && wantedIn(context.brief) !== wantedIn(now);
      const unanswered = open.map((one) => `answers: found nothing, expected an answer to: ${one}`);
      const criteria: Record<string, number> =
        now === undefined ? {} : { criteria: now.acceptance_criteria.length };
      const counts = {
        ...criteria,
        open_questions: open.length,
        answered_questions: answered.length,
      };
      return {
        unfinished: unanswered,
        facts: { answered, counts },
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
      pull_request: described(z.optional(pullRequest), {}),
    },
    rules: (facts) => [
      `${ownPart(facts)}. A file of another owner that has to change is an open point, with \`PASS\` too.`,
      "`pull_request` tells all that you have built in this run. Its files, and open points of before, are kept by the program.",
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
    judge({ declined = [], pull_request: request }, context) {
      const area = context.item ?? "";
      const expected = `one of ${context.mayDecline.map(shortJson).join(", ") || "none: no reviewer asks for anything here"}`;
      const entries = declined.map(({ blocker, reason }) => ({
        text: fold(entryOf(blocker, context) ?? ""),
        reason,
      }));
      return {
        problems: entries.flatMap(({ text }, at) =>
          given(
            text === "",
            `declined[${at}].blocker: found ${shortJson(declined[at]!.blocker)}, expected ${expected}`,
          ),
        ),
        unfinished: given(!request, "pull_request: found nothing, expected it with status PASS"),
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
      };
    },
  }),

  /** The security review: all but an approval holds the change back. */
  "stage-05-security": gateKind({
    outcomes: { PASS: "approved", FAIL: "veto", ESCALATE: "veto" },
    says: {
      FAIL: "a veto, for a way in that must not be shipped; each blocker names its place, such as `src/a.ts:3`",
    },
    rules: tryRules,
    judge({ blockers }, context) {
      // A test changes nothing that it has looked at.
      const { [TESTS]: _tests, ...trees } = context.trees() ?? {};
      return { facts: { owners: ownersOf(blockers, context), trees } };
    },
  }),

  /** An owner's verdict on each area that it reviews, bound to what it looked at. */
  "peer-review": dataKind({
    fields: { reviews, outdated: outdatedField, questions },
    rules: tryRules,
    written: ({ reviews }, _scene, { item }) => [
      { path: `${CODE_REVIEW}/by-${item}.md`, text: reviewPage(reviews) },
    ],
    judge({ reviews, outdated = [], questions: asks = [] }, context) {
      const { reviews: wanted, trees, treesBefore, earlier, brief } = context;
      const named = reviews.map((review) => ({
        ...review,
        area: areaNamed(review.area, wanted) ?? review.area,
      }));
      // Of what was there when the review began: whatever changed since was not looked at.
      const seen = treesBefore() ?? {};
      const sections = named.map(({ area, verdict, blockers, escalation = null }) => ({
        ...{ area, verdict, blockers: blockers.map(fold), escalation },
        tree: seen[area] ?? "",
      }));
      const criteria = (brief?.criteria ?? []).map(({ number }) => String(number));
      const approves = named.every(({ verdict }) => verdict === "approved");
      const problems = [
        ...reviewProblems(named, wanted),
        ...checkOutdated(outdated, earlier, criteria, approves),
      ];
      return { problems, facts: { sections, trees: trees() }, asks };
    },
  }),

  /** The principal's ruling: what holds where two owners do not agree, and who follows it. */
  ruling: gateKind({
    own: {
      design: described(changes, {}),
      adr: described(z.optional(adr), {}),
      areas: described(z.optional(lines("area that has to change something")), {}),
      instruction: described(z.optional(line("what each of them changes, exactly")), {}),
    },
    written: ({ design, adr }, scene, task) => [
      ...(design && hasDesign(trackOf(scene.run)) ? [specPage(design, scene, "APPROVED")] : []),
      ...(adr ? adrsWritten([adr], scene, task) : []),
    ],
    rules: (facts) => [
      `\`areas\`: of ${codeList(Object.keys(facts.areas))}, \`rest\` (files of no area), \`qa\` (test files); none, and an \`instruction\` that says so, if the code is right.`,
      CHANGES_RULE,
    ],
    judge({ design, adr, areas: named = [], instruction }, context) {
      const parts = [...context.areas, REST, TESTS];
      const areas = named.map((one) => areaNamed(one, parts));
      const unknown = named.flatMap((one, at) =>
        given(
          areas[at] === null,
          `areas[${at}]: found ${shortJson(one)}, expected one of ${parts.join(", ")}`,
        ),
      );
      const owners = [...new Set(areas.filter((one) => one !== null))];
      return {
        problems: [...(design ? designIn(design, context).problems : []), ...unknown],
        unfinished: given(
          !adr || !instruction,
          "adr, instruction: found nothing, expected both with status PASS",
        ),
        facts: {
          counts: { adrs: countAdrs(adr ? [adr] : [], context) },
          owners,
          note: instruction,
        },
      };
    },
  }),

  /** dev-qa's word, and the mapping of its report against the brief and the test files. */
  "stage-07": gateKind({
    own: { tests: mappings },
    says: {
      PASS: "the test of every entry passed, and none failed that had not before the build",
      FAIL: "else, with a blocker for each criterion that is not met and for each other new failure",
    },
    rules: (facts) => [
      facts.criteria.length === 0
        ? "There are no criteria on this track: `tests` is `[]`."
        : "Each criterion that a test can show has one entry in `tests`, and no test stands for two: its name as it stands in its file, or one case of a parametrised test as the runner prints it. Further tests have none.",
      "The program runs the tests again, and takes names, numbers and owners from its own run: a test that is skipped, or did not run, shows nothing. It runs your tests on the code before the build, too: one that passes there leaves its criterion unknown.",
      ...testFiles(facts, "Change no other file."),
    ],
    judge({ status, tests }, context) {
      const { document, isTest, changed } = context;
      const criteria = (context.brief?.criteria ?? []).map(({ number }) => number);
      const wrong = mappingProblems(tests, criteria, document, isTest);
      const expected =
        "expected only test files; what is wrong in it goes to its owner as a failing test";
      const others = (changed ?? []).filter((one) => !isTest(one));
      const oneToOne = wrong.length === 0 && tests.length === criteria.length;
      return {
        problems: others.map((other) => `changed files: found ${shortJson(other)}, ${expected}`),
        unfinished: wrong,
        facts: {
          counts: { criteria: criteria.length },
          flags: { all_criteria_met: status === "PASS", one_to_one: oneToOne },
          changed: [...new Set((changed ?? []).flatMap(context.partsOf))],
          trees: context.trees(),
        },
      };
    },
  }),

  /** pm's sign-off. That of a deployment the program writes. */
  "stage-08": gateKind({}),

  /** What pm tells stakeholders, with every warning that is still open. */
  "deploy-log": dataKind({
    fields: {
      summary: line("what people can do now, and where"),
      known_limits: described(z.array(z.object({ id: line(), text: line() })), {
        form: ({ warnings }: BriefFacts) => {
          const limits = warnings.map(
            ({ id }) => `{"id": "${id}", "text": "<what it means, for whom, from when on>"}`,
          );
          return `[${limits.join(", ")}]`;
        },
      }),
    },
    written: ({ summary, known_limits: limits }, scene) => [
      {
        path: DEPLOY_LOG,
        text: page(`# Deploy Log: ${featureOf(scene)}\n\n${summary.trim()}`, {
          ...(limits.length > 0 && {
            "Known limits": limits.map(({ id, text }) => `${fold(id)}: ${text}`),
          }),
        }),
      },
    ],
    rules: () => [
      "The summary is a few sentences without names of files, functions or stages. Every open warning has its entry in `known_limits`.",
    ],
    judge: ({ known_limits: limits }, { warnings }) => ({
      problems: warnings
        .filter(({ id }) => !limits.some((limit) => limit.id === id))
        .map(
          ({ id, text }) => `known_limits: found nothing, expected the open warning ${id}: ${text}`,
        ),
    }),
  }),

  /** What one role takes from the run. */
  retro: dataKind({
    fields: {
      points: z
        .array(line("what happened, what it cost, which rule would have caught it sooner"))
        .check(z.maxLength(MAX_LIST)),
    },
    rules: () => [],
    judge: () => ({}),
  }),

  /** What the principal promotes: each lesson is known by its id, or new with a title. */
  "stage-09": gateKind({
    isLast: true,
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
      const known = readLessons(document(LESSONS_DATA));
      const { problems } = promote(known, chosen, NO_DAY, MAX_PROMOTED);
      return { problems, facts: { promoted: chosen } };
    },
  }),
};
