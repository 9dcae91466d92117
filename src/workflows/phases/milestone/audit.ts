import { basename } from "node:path";
import { forBoth } from "../../../plugin.ts";
import type { Scene } from "../../../record/scene.ts";
import { cut, fold } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { clipped, result } from "../../execute/checks/place.ts";
import { PLANNING, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { auditOf } from "../planning/audit.ts";
import { bullets, inline, newSections, newTable } from "../planning/edit.ts";
import { renderFrontMatter } from "../planning/front-matter.ts";
import type { PhaseFolder, Planning, Requirement, RoadmapPhase } from "../planning/model.ts";
import { samePhase } from "../planning/numbers.ts";
import { factsOf } from "../recorded.ts";
import { replaced } from "../replace.ts";
import { foldersOf, hasGaps, routeFacts } from "../routes.ts";
import { due } from "../stopped.ts";
import { planningNow } from "../touched.ts";
import { commandsIn, consentFacts, numbered } from "../verify/checks.ts";
import { movedBy } from "../verify/publish.ts";
import {
  type Criteria,
  criteriaOf,
  evidenceText,
  GATE,
  type PhaseVerification,
  type Survey,
  surveyOf,
  verificationOf,
} from "../verify/recorded.ts";
import { completable, standingOf, versionOf } from "./checks.ts";

/**
 * The audit of a milestone: what its files say of each requirement and phase, and how all of it
 * works together now.
 */

const phasesWith = (id: string, phases: readonly RoadmapPhase[]): RoadmapPhase[] =>
  phases.filter(({ requirements }) => requirements.includes(id));
const numbersOf = (phases: readonly RoadmapPhase[]): string =>
  phases.map(({ number }) => number).join(", ");
const titleOf = ({ number, name }: RoadmapPhase): string => fold(`Phase ${number}: ${name}`);

const requirementsOf = ({ requirements }: Planning): Requirement[] =>
  (requirements ?? []).filter(({ scope }) => scope === "v1");

/**
 * What is looked at in the project as it is now: requirements, phases that depend on each other,
 * commands of criteria.
 */
function lookOf(planning: Planning, name: string): Survey {
  const { phases } = planning.roadmap!;
  const needed = requirementsOf(planning).flatMap(({ id, text }) => {
    const numbers = numbersOf(phasesWith(id, phases));
    return numbers === "" ? [] : [{ text: `${id}: ${text}`, from: `phase ${numbers}` }];
  });
  const joints = phases.flatMap((phase) =>
    phases
      .filter(({ number }) => phase.depends_on.some((on) => samePhase(on, number)))
      .map((other) => ({
        text: `${titleOf(phase)} is connected to what ${titleOf(other)} built`,
        from: ROADMAP,
      })),
  );
  const whole = {
    text: "What the phases built is reachable and works together when a person uses it",
    from: ROADMAP,
  };
  const musts = [
    ...numbered("R", needed, ({ text }) => text),
    ...numbered("I", [...joints, whole], ({ text }) => text),
  ].map((one) => ({ ...one, commands: [] }));
  const commands = phases.flatMap(({ number, criteria }) =>
    criteria.flatMap(commandsIn).map((command) => ({ command, from: `phase ${number}` })),
  );
  const files = planning.phases.flatMap(({ named, verification }) => [
    ...named.map(({ path, summary }) => summary ?? path),
    ...(verification === null ? [] : [verification.path]),
  ]);
  return {
    ...{
      phase: "",
      name,
      requirements: [],
      artifacts: [],
      commits: [],
      plans: 0,
      before: null,
      uat: [],
    },
    goal: bullets(phases.map((phase) => `${titleOf(phase)}. ${phase.goal}`)).join("\n"),
    ...{ musts, folder: PLANNING, commands: numbered("K", commands, ({ command }) => command) },
    reads: [ROADMAP, ...(planning.requirements === null ? [] : [REQUIREMENTS]), ...files],
  };
}

export const survey: Check = async (scene, task) => {
  const { root } = scene.project;
  const facts = routeFacts(root);
  const { planning } = facts;
  const { version, hard } = completable(root, facts, scene.run.options.version, true);
  const { title, milestone } = planning.roadmap!;
  const found = lookOf(planning, `${version} ${milestone?.name ?? title}`);
  const stated = { version, open: hard.length, ...consentFacts(scene, found) };
  const record = { ...found, planning: planningNow(root) };
  return { ...result(task, "pass", { facts: stated }), record };
};

/** What a phase leaves for later, by its own files. */
function debtOf({ summaries, verification, uat }: PhaseFolder): string[] {
  const skipped = uat
    .flatMap(({ path, tests }) => tests.map((test) => ({ ...test, path })))
    .filter(({ result }) => result === "skipped")
    .map(({ path, number, name: of }) => `${basename(path)}: test ${number} (${of}) was skipped`);
  const issues = summaries.flatMap((summary) => summary.issues);
  return [...new Set([...issues, ...(verification?.accepted ?? []), ...skipped])].map((one) =>
    cut(fold(one), MAX_ITEM),
  );
}
const MAX_ITEM = 300;

/** What the verifications of these phases come to. */
function verifiedAs(folders: readonly (PhaseFolder | undefined)[]): string {
  const all = folders.map((folder) => folder?.verification ?? null);
  if (all.length === 0) return "orphaned";
  if (all.includes(null)) return "missing";
  return all.some(hasGaps)
    ? "gaps_found"
    : (all.find((one) => one!.status !== "passed")?.status ?? "passed");
}

const STATUS = { met: "passed", unmet: "failed", human: "human_needed" };
type Judged = PhaseVerification["musts"][number] | undefined;
const wordsOf = (judged: Judged): string =>
  judged === undefined ? "" : judged.reason || judged.evidence.map(evidenceText).join("; ");

/**
 * A requirement by all that says something of it; whoever looked at the whole has the last word.
 */
function requirementRow({ id, done }: Requirement, planning: Planning, judged: Judged) {
  const phases = phasesWith(id, planning.roadmap!.phases);
  const folders = phases.map(({ number }) => foldersOf(planning, number)[0]);
  const plans = planning.phases
    .flatMap((phase) => phase.plans)
    .filter((one) => one.requirements.includes(id));
  const summaries = planning.phases
    .flatMap((phase) => phase.summaries)
    .filter((one) => one.requirements.includes(id));
  const verified = verifiedAs(folders);
  const isPassed =
    verified === "passed" && judged?.verdict !== "human" && (done || summaries.length > 0);
  const isOpen = verified === "gaps_found" || judged?.verdict === "unmet";
  const isPartial = verified === "passed" || verified === "human_needed" || summaries.length > 0;
  const status =
    phases.length === 0
      ? "orphaned"
      : isOpen || !isPartial
        ? "unsatisfied"
        : isPassed
          ? "satisfied"
          : "partial";
  return {
    ...{ id, status, phase: numbersOf(phases) },
    claimed_by_plans: plans.map(({ path }) => basename(path)),
    completed_by_plans: summaries.map(({ path }) => basename(path)),
    verification_status: verified,
    evidence:
      wordsOf(judged) ||
      (phases.length === 0 ? "no phase names it" : `its verification: ${verified}`),
  };
}

/** What an audit comes to. */
type Audit = ReturnType<typeof auditNow>;

/** What it comes to, in the words of GSD. Pure. */
function resultOf({ requirements, phases, integration, open, debt }: Audit) {
  const isGood = ({ status }: { status: string }): boolean =>
    status === "passed" || status === "satisfied";
  const score = (all: { status: string }[]): string => `${all.filter(isGood).length}/${all.length}`;
  const gaps = {
    requirements: requirements.filter((requirement) => !isGood(requirement)),
    integration: (integration ?? []).filter((one) => !isGood(one)),
    flows: [],
    phases: open,
  };
  const isOpen = Object.values(gaps).some((all) => all.length > 0);
  const status = isOpen ? "gaps_found" : debt.length > 0 ? "tech_debt" : "passed";
  const scores = {
    ...{ requirements: score(requirements), phases: score(phases) },
    ...(integration === null ? {} : { integration: score(integration) }),
  };
  const scored = Object.entries(scores).map(([of, one]) => `${of} ${one}`);
  return { status, scores, gaps, line: `${status} (${scored.join(", ")})` };
}

/** Its file, in the form that GSD reads. Pure. */
export function auditText(audit: Audit): string {
  const { version, name, now, requirements, phases, integration, debt } = audit;
  const { status, scores, gaps, line } = resultOf(audit);
  const needed = requirements.map((requirement) => [
    ...[requirement.id, requirement.phase, requirement.completed_by_plans.join(", ")],
    ...[requirement.verification_status, requirement.status, requirement.evidence],
  ]);
  const joints = integration?.map(Object.values);
  return [
    renderFrontMatter({ milestone: version, audited: now, status, scores, gaps, tech_debt: debt }),
    `# Audit of milestone ${inline(name)}`,
    "",
    `**Status:** ${line}`,
    "",
    ...newSections(
      [
        "## Requirements",
        newTable(["Requirement", "Phase", "Done by", "Verification", "Status", "Evidence"], needed),
      ],
      ["## Phases", newTable(["Phase", "Verification"], phases.map(Object.values))],
      [
        "## Integration",
        joints
          ? newTable(["What", "Status", "Evidence"], joints)
          : ["Not looked at: phases are open."],
      ],
      ["## Open", bullets(gaps.phases)],
      [
        "## Tech Debt",
        bullets(debt.flatMap(({ phase, items }) => items.map((item) => `${phase}: ${item}`))),
      ],
    ),
  ].join("\n");
}

/** What is found of the milestone as it is now. */
function auditNow(scene: Scene, criteria: Criteria | null) {
  const { project, run } = scene;
  const [look, answer] = [due(surveyOf(scene)), verificationOf(scene)];
  const facts = routeFacts(project.root);
  const { planning } = facts;
  const { phases } = due(planning.roadmap);
  const judged = look.musts.map((must) => ({
    ...must,
    judged: answer?.musts.find(({ id }) => id === must.id),
  }));
  const joints = judged
    .filter(({ id }) => id.startsWith("I"))
    .map(({ text, judged: one }) => ({
      name: text,
      status: STATUS[one?.verdict ?? "unmet"],
      evidence: wordsOf(one),
    }));
  const ran = (criteria?.commands ?? []).map(({ command, state, lines }) => {
    const evidence =
      state === "passed" ? "the program ran it" : cut(fold(lines.at(-1) ?? state), MAX_ITEM);
    return { name: `${command} passes`, status: state, evidence };
  });
  const { hard, open } = forBoth(() => standingOf(routeFacts(project.root)));
  const folderOf = ({ number }: RoadmapPhase) => foldersOf(planning, number)[0];
  return {
    version: versionOf(facts, factsOf<{ version: string }>(run, GATE.survey).version),
    ...{ name: look.name, now: run.updated_at },
    requirements: requirementsOf(planning).map((requirement) =>
      requirementRow(
        requirement,
        planning,
        judged.find(({ text }) => text.startsWith(`${requirement.id}: `))?.judged,
      ),
    ),
    phases: phases.map((phase) => ({
      name: titleOf(phase),
      status: verifiedAs([folderOf(phase)]),
    })),
    /** How all of it works together; null: nobody has looked, as phases are open. */
    integration: answer === null ? null : [...joints, ...ran],
    /** What completing the milestone would ask about. */
    open: [...hard, ...open].map(fold),
    debt: phases
      .flatMap((phase) => folderOf(phase) ?? [])
      .map((folder) => ({ phase: folder.name, items: debtOf(folder) }))
      .filter(({ items }) => items.length > 0),
  };
}

export const publish: Check = async (scene, task) => {
  const { project } = scene;
  const criteria = criteriaOf(scene);
  const moved = criteria === null ? null : movedBy(scene, criteria);
  if (moved !== null) return result(task, "moved", { problems: [moved] });
  const audit = auditNow(scene, criteria);
  const { version } = audit;
  const path = auditOf(project.root, version) ?? `${PLANNING}/${version}-MILESTONE-AUDIT.md`;
  const { gaps, line } = resultOf(audit);
  const found = [
    ...gaps.requirements.map(({ id, status, evidence }) => `${id}: ${status}, ${evidence}`),
    ...gaps.integration.map(({ name, status, evidence }) => `${name}: ${status}, ${evidence}`),
    ...gaps.phases,
  ];
  return replaced(scene, task, {
    texts: new Map([[path, auditText(audit)]]),
    facts: () => ({
      ...{ path, audited: `${version}: ${line}` },
      gaps: clipped(found.map(fold)),
      warnings: clipped(
        audit.debt.map(({ phase, items }) => `tech debt of ${phase}: ${items.join("; ")}`),
      ),
    }),
  });
};
