/** What the gates 04 to 09 claim, compared with what code derives from the documents and the project. */
import { shown } from "../../fields.ts";
import { parseLessons, promote } from "../documents/lessons.ts";
import { filesProblems, parsePullRequest } from "../documents/pull-request.ts";
import { nameKey } from "../documents/sections.ts";
import { parseTestReport } from "../documents/test-report.ts";
import { isPipelinePath, type PipelineCheck, type PipelineContext } from "../facts.ts";
import { criteriaNumbers } from "./design.ts";
import { checkGate, claim, missing, within } from "./gate.ts";
import { stage04, stage05Security, stage07, stage08, stage09 } from "./gates.ts";

const REPORT = "pipeline/test-report.md";
const LESSONS = "pipeline/lessons-learned.md";

/** Why an area's owner may not have written a path, null when it may. */
function ownerProblem(path: string, area: string, context: PipelineContext): string | null {
  if (context.isTest(path)) return `files_changed: ${path} is a test file, which belongs to dev-qa; leave it as it was`;
  if (context.inArea(path, area)) return null;
  const owner = Object.keys(context.areas).find((one) => context.inArea(path, one));
  return owner === undefined
    ? null
    : `files_changed: ${path} is outside ${area}; it belongs to ${owner}, leave it as it was and name it in Open points`;
}

/** Build: the files against what changed, each of them against the area, and the pull request's list against both. */
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
    // What is not this area's has to go back: to ask for it in the lists as well would say the opposite.
    const own = files.filter((one) => ownerProblem(one, area, context) === null);
    const real = new Set(files);
    const said = new Set(named);
    for (const one of said)
      if (!real.has(one))
        problems.push(`files_changed: found ${shown(one)}, expected only files that this task changed`);
    for (const one of own)
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
      problems.push(...within(path, [...unread, ...filesProblems(listed, own)]));
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

/** Security: the status against approval and veto; all but an approval stops. */
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

/** QA: the counts against each other, the mapping against the report and the test files. */
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

/** Sign-off by pm: never the program's own, and never a deployment. */
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

/** Lessons: each is known by its id, or new with a title. */
export const checkStage09: PipelineCheck = (input, context) =>
  checkGate(stage09, "stage-09", input, context, (gate) => {
    const chosen = gate.lessons_promoted;
    const existing = parseLessons(context.document(LESSONS));
    const { problems } = promote(existing, chosen, NO_DAY, context.maxLessons ?? chosen.length);
    return { problems, facts: { lessons: chosen } };
  });
