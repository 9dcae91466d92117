/** What each gate of the pipeline claims, compared with what code derives from the documents and the project. */
import { shown } from "../problems.ts";
import { ADR_FOLDER, adrNameProblems, parseAdr } from "./adr.ts";
import { type Brief, parseBrief } from "./brief.ts";
import { parseClarification } from "./clarification.ts";
import { parseNoteAnswers } from "./design-notes.ts";
import { parseDesignSpec } from "./design-spec.ts";
import { isPipelinePath, type PipelineCheck, type PipelineContext } from "./facts.ts";
import { checkGate, claim } from "./gate-checks.ts";
import { stage01, stage02, stage03, stage04, stage05Security, stage07, stage08, stage09 } from "./gates.ts";
import { parseLessons, promote } from "./lessons.ts";
import { filesProblems, parsePullRequest } from "./pull-request.ts";
import { nameKey } from "./sections.ts";
import { parseTestReport } from "./test-report.ts";

const BRIEF = "pipeline/brief.md";
const SPEC = "pipeline/design-spec.md";
const ANSWERS = "pipeline/design-review/principal.md";
const CLARIFICATION = "pipeline/clarification.md";
const REPORT = "pipeline/test-report.md";
const LESSONS = "pipeline/lessons-learned.md";

const missing = (path: string): string => `${path}: found nothing, expected this file`;
const within = (path: string, problems: readonly string[]): string[] => problems.map((one) => `${path}: ${one}`);

/** The accepted brief, else the one that is there. */
function briefOf(context: PipelineContext): Brief | null {
  if (context.brief !== null) return context.brief;
  const text = context.document(BRIEF);
  return text === null ? null : parseBrief(text).brief;
}

/** Numbers of the brief's criteria. */
export const criteriaNumbers = (context: PipelineContext): number[] =>
  (briefOf(context)?.criteria ?? []).map((one) => one.number);

const itemKey = (text: string): string => nameKey(text).replace(/[.;,]$/, "");

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

/** Why an area's owner may not have written a path, null when it may. */
function ownerProblem(path: string, area: string, context: PipelineContext): string | null {
  if (context.isTest(path)) return `files_changed: ${path} is a test file, which belongs to dev-qa; leave it as it was`;
  if (context.inArea(path, area)) return null;
  const owner = Object.keys(context.areas).find((one) => context.inArea(path, one));
  return owner === undefined
    ? null
    : `files_changed: ${path} is outside ${area}; it belongs to ${owner}, leave it as it was and name it in Open points`;
}

export const checkStage04: PipelineCheck = (input, context) => {
  const area = context.item ?? context.role.replace(/^dev-/, "");
  return checkGate(stage04, `stage-04-${area}`, input, context, (gate) => {
    const path = `pipeline/pr-${area}.md`;
    const text = context.document(path);
    const named = gate.files_changed.filter((one) => !isPipelinePath(one));
    const files =
      context.changed === null
        ? [...new Set(named)]
        : context.changed.map((one) => one.path).filter((one) => !isPipelinePath(one));
    const problems =
      nameKey(gate.area) === nameKey(area) ? [] : [`area: found ${shown(gate.area)}, expected "${area}"`];
    const real = new Set(files);
    const said = new Set(named);
    for (const one of said)
      if (!real.has(one))
        problems.push(`files_changed: found ${shown(one)}, expected only files that this task changed`);
    for (const one of files)
      if (!said.has(one))
        problems.push(`files_changed: ${shown(one)} is missing, expected every file that this task changed`);
    if (said.size < named.length) problems.push("files_changed: a file is there more than once, expected each once");
    for (const one of files) {
      const wrong = ownerProblem(one, area, context);
      if (wrong !== null) problems.push(wrong);
    }
    if (gate.status === "PASS" && text === null) problems.push(missing(path));
    if (gate.status === "PASS" && text !== null) {
      const { request, problems: unread } = parsePullRequest(text);
      const listed = request.files.filter((one) => !isPipelinePath(one.path));
      problems.push(...within(path, [...unread, ...filesProblems(listed, files)]));
    }
    const owners = (one: string): number =>
      Object.keys(context.areas).filter((other) => context.inArea(one, other)).length;
    return {
      problems,
      facts: { areas: [area], files, shared: files.filter((one) => owners(one) !== 1) },
      documents: [text],
    };
  });
};

export const checkStage05Security: PipelineCheck = (input, context) =>
  checkGate(stage05Security, "stage-05-security", input, context, (gate) => {
    const passes = gate.status === "PASS";
    const problems: string[] = [];
    if (passes !== gate.security_approved)
      problems.push(
        `security_approved: found ${gate.security_approved} with status ${gate.status}, expected ${passes}`,
      );
    if (gate.veto && (passes || gate.security_approved))
      problems.push(
        "veto: found true with an approval, expected false; a veto has status FAIL and security_approved false",
      );
    return {
      problems,
      outcome: passes && !gate.veto ? "approved" : "veto",
      facts: { conditions: gate.triggering_conditions },
    };
  });

/** Whether a name is a role that could mend a failing test. */
const isOwner = (name: string, context: PipelineContext): boolean =>
  ["principal", ...Object.keys(context.areas).flatMap((area) => [area, `dev-${area}`])].some(
    (one) => nameKey(one) === nameKey(name),
  );

export const checkStage07: PipelineCheck = (input, context) =>
  checkGate(stage07, "stage-07", input, context, (gate) => {
    const text = context.document(REPORT);
    const criteria = criteriaNumbers(context);
    const report = parseTestReport(
      text ?? "",
      criteria,
      (path) => context.document(path),
      (path) => context.isTest(path),
    );
    const passes = gate.status === "PASS";
    const { tests_total: total, tests_passed: passed, tests_failed: failed, failing_tests: failing } = gate;
    const problems = passes ? (text === null ? [missing(REPORT)] : within(REPORT, report.problems)) : [];
    problems.push(
      ...claim("tests_total", total, passed + failed, "passed and failed together"),
      ...claim("failing_tests", failing.length, failed, "as many names as tests_failed"),
      ...claim(
        "criterion_to_test_mapping_is_one_to_one",
        gate.criterion_to_test_mapping_is_one_to_one,
        report.oneToOne,
        `as ${REPORT} stands`,
      ),
    );
    if (new Set(failing).size < failing.length)
      problems.push("failing_tests: a test is there more than once, expected each once");
    if (passes) {
      if (failed > 0) problems.push(`status: found PASS with ${failed} failing, expected FAIL`);
      if (total === 0) problems.push("tests_total: found 0 with status PASS, expected at least one test");
      if (gate.assigned_retry_to !== null)
        problems.push(`assigned_retry_to: found ${shown(gate.assigned_retry_to)} with status PASS, expected null`);
    }
    if (passes !== gate.all_acceptance_criteria_met)
      problems.push(
        `all_acceptance_criteria_met: found ${gate.all_acceptance_criteria_met} with status ${gate.status}, expected ${passes}`,
      );
    if (gate.assigned_retry_to !== null && !isOwner(gate.assigned_retry_to, context))
      problems.push(
        `assigned_retry_to: found ${shown(gate.assigned_retry_to)}, expected null, principal, or an area of ${Object.keys(context.areas).join(", ")}`,
      );
    const files = (context.changed ?? []).map((one) => one.path).filter((one) => !isPipelinePath(one));
    for (const one of files)
      if (!context.isTest(one))
        problems.push(
          `changed files: found ${shown(one)}, expected only test files; what is wrong in it goes to its owner as a failing test`,
        );
    return {
      problems,
      facts: {
        criteria: criteria.length,
        tests: { total, passed, failed, failing },
        criteriaMet: gate.all_acceptance_criteria_met,
        mapping: report.mapping,
        oneToOne: report.oneToOne,
        assignedTo: gate.assigned_retry_to,
        files,
      },
      documents: [text],
    };
  });

export const checkStage08: PipelineCheck = (input, context) =>
  checkGate(stage08, "stage-08", input, context, (gate) => {
    if (gate.agent === "platform") return { problems: ["agent: only the program writes the gate of a deployment"] };
    const problems = claim(
      "auto_from_stage_07",
      gate.auto_from_stage_07,
      false,
      "only the program signs off by itself",
    );
    const passes = gate.status === "PASS";
    problems.push(...claim("pm_signoff", gate.pm_signoff, passes, `with status ${gate.status}`));
    return { problems, facts: { signedOff: gate.pm_signoff && passes, deployRequested: gate.deploy_requested } };
  });

/** Any day: only which lessons are there counts here. */
const NO_DAY = "2000-01-01";

export const checkStage09: PipelineCheck = (input, context) =>
  checkGate(stage09, "stage-09", input, context, (gate) => {
    const chosen = gate.lessons_promoted;
    const existing = parseLessons(context.document(LESSONS));
    const { problems } = promote(existing, chosen, NO_DAY, context.maxLessons ?? chosen.length);
    return { problems, facts: { lessons: chosen } };
  });
