import { basename } from "node:path";
import { cut, fold } from "../../../text.ts";
import type { Check } from "../../contract/contract.ts";
import { failed, result } from "../../execute/checks/place.ts";
import { readMarkdown } from "../../markdown.ts";
import { PHASES, PLANNING, REQUIREMENTS, ROADMAP } from "../paths.ts";
import { auditOf } from "../planning/audit.ts";
import { bullets, cellText, newSections, newTable } from "../planning/edit.ts";
import { readText } from "../planning/files.ts";
import { renderFrontMatter } from "../planning/front-matter.ts";
import type { PhaseFolder, Planning, Requirement, RoadmapPhase } from "../planning/model.ts";
import { samePhase } from "../planning/numbers.ts";
import { readOverview } from "../planning/read.ts";
import { factsOf } from "../recorded.ts";
import { replaced } from "../replace.ts";
import { foldersOf, hasGaps, projectInTheWay, routeFacts } from "../routes.ts";
import { due } from "../stopped.ts";
import { commandsIn, consentFacts, numbered } from "../verify/checks.ts";
import { movedBy } from "../verify/publish.ts";
import {
  criteriaOf,
  evidenceText,
  GATE,
  type PhaseVerification,
  type Survey,
  surveyOf,
  verificationOf,
} from "../verify/recorded.ts";
import { completing, standingOf, versionOf } from "./checks.ts";

/** The audit of a milestone: what its files say of each requirement and phase, and how all of it works together now. */

const phasesWith = (id: string, phases: readonly RoadmapPhase[]): RoadmapPhase[] =>
  phases.filter(({ requirements }) => requirements.includes(id));
const numbersOf = (phases: readonly RoadmapPhase[]): string => phases.map(({ number }) => number).join(", ");
const titleOf = ({ number, name }: RoadmapPhase): string => fold(`Phase ${number}: ${name}`);

const requirementsOf = ({ requirements }: Planning): Requirement[] =>
  (requirements ?? []).filter(({ scope }) => scope === "v1");

/** What is looked at in the project as it is now: requirements, phases that depend on each other, commands of criteria. */
function lookOf(planning: Planning, name: string): Survey {
  const { phases } = planning.roadmap!;
  const needed = requirementsOf(planning).flatMap(({ id, text }) => {
    const numbers = numbersOf(phasesWith(id, phases));
    return numbers === "" ? [] : [{ text: `${id}: ${text}`, from: `phase ${numbers}` }];
  });
  const joints = phases.flatMap((one) =>
    phases
      .filter(({ number }) => one.depends_on.some((on) => samePhase(on, number)))
      .map((other) => ({ text: `${titleOf(one)} is connected with what ${titleOf(other)} brought`, from: ROADMAP })),
  );
  const whole = { text: "What the phases brought is reached, and works together, as a person uses it", from: ROADMAP };
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
    ...{ phase: "", name, requirements: [], artifacts: [], commits: [], plans: 0, before: null, uat: [] },
    goal: bullets(phases.map((one) => `${titleOf(one)}. ${one.goal}`)).join("\n"),
    ...{ musts, folder: PLANNING, commands: numbered("K", commands, ({ command }) => command) },
    reads: [ROADMAP, ...(planning.requirements === null ? [] : [REQUIREMENTS]), ...files],
  };
}

export const survey: Check = async (scene, task) => {
  const { root } = scene.project;
  const facts = routeFacts(root, readOverview(root));
  const { planning, archived } = facts;
  const version = versionOf(facts, scene.run.options.version);
  const { hard } = completing(root, facts, version);
  if (projectInTheWay(facts) !== null || archived.includes(version)) return failed(task, ...hard);
  const { title, milestone } = planning.roadmap!;
  const found = lookOf(planning, `${version} ${milestone?.name ?? title}`);
  const folders = [PLANNING, ...planning.phases.map(({ name }) => `${PHASES}/${name}`)];
  const stated = { version, open: hard.length, ...consentFacts(scene, found, folders) };
  return { ...result(task, "pass", { facts: stated }), record: found };
};

/** Headings below which a file lists what is left for later, an entry, and the first rows of a table. */
const DEBT = /^(?:issues encountered|known (?:issues|stubs)|anti-?patterns|accepted by the person)|\bdeferred\b/i;
const ITEM = /^(?:[-*+]\s+(?:\[ \]\s+)?(?=[^[])|\|)(?!\s*None\b)(.+?)\|?\s*$/i;
const TABLE_HEAD = /^\|\s*(?:file|path)\s*\||^\|[\s:|-]+$/i;
const MAX_ITEM = 300;

function debtIn(root: string, path: string): string[] {
  let isIn = false;
  return readMarkdown(readText(root, path, []) ?? "").flatMap(({ heading, kind, text }) => {
    if (heading !== null) isIn = DEBT.test(heading.title);
    const item = isIn && kind === "plain" && !TABLE_HEAD.test(text) ? ITEM.exec(text)?.[1] : undefined;
    return item === undefined ? [] : [cut(fold(item.replaceAll("|", ",")).replaceAll(" ,", ","), MAX_ITEM)];
  });
}

/** What a phase leaves for later, by its own files. */
function debtOf(root: string, { name, summaries, verification, uat }: PhaseFolder): string[] {
  const reports = [...summaries, ...(verification === null ? [] : [verification])].map(({ path }) => path);
  const listed = [...reports, `${PHASES}/${name}/deferred-items.md`].flatMap((path) => debtIn(root, path));
  const skipped = uat
    .flatMap(({ path, tests }) => tests.map((one) => ({ ...one, path })))
    .filter(({ result }) => result === "skipped")
    .map(({ path, number, name: of }) => `${basename(path)}: test ${number} (${of}) was skipped`);
  return [...new Set([...listed, ...skipped])];
}

/** What the verifications of these phases come to. */
function verifiedAs(folders: readonly (PhaseFolder | undefined)[]): string {
  const all = folders.map((one) => one?.verification ?? null);
  if (all.length === 0) return "orphaned";
  if (all.includes(null)) return "missing";
  return all.some(hasGaps) ? "gaps_found" : (all.find((one) => one!.status !== "passed")?.status ?? "passed");
}

type Judged = PhaseVerification["musts"][number] | undefined;
const wordsOf = (judged: Judged): string =>
  judged === undefined ? "" : judged.reason || judged.evidence.map(evidenceText).join("; ");

/** A requirement by all that says something of it; whoever looked at the whole has the last word. */
function requirementRow({ id, done }: Requirement, planning: Planning, judged: Judged) {
  const phases = phasesWith(id, planning.roadmap!.phases);
  const folders = phases.map(({ number }) => foldersOf(planning, number)[0]);
  const plans = planning.phases.flatMap((one) => one.plans).filter((one) => one.requirements.includes(id));
  const summaries = planning.phases.flatMap((one) => one.summaries).filter((one) => one.requirements.includes(id));
  const verified = verifiedAs(folders);
  const isPassed = verified === "passed" && judged?.verdict !== "human" && (done || summaries.length > 0);
  const isOpen = verified === "gaps_found" || judged?.verdict === "unmet";
  const isPartial = verified === "passed" || verified === "human_needed" || summaries.length > 0;
  const status =
    phases.length === 0 ? "orphaned" : isOpen || !isPartial ? "unsatisfied" : isPassed ? "satisfied" : "partial";
  return {
    ...{ id, status, phase: numbersOf(phases) },
    claimed_by_plans: plans.map(({ path }) => basename(path)),
    completed_by_plans: summaries.map(({ path }) => basename(path)),
    verification_status: verified,
    evidence: wordsOf(judged) || (phases.length === 0 ? "no phase names it" : `its verification: ${verified}`),
  };
}

const scoreOf = <T>(all: readonly T[], holds: (one: T) => boolean): string =>
  `${all.filter(holds).length}/${all.length}`;

export const publish: Check = async (scene, task) => {
  const { project, run } = scene;
  const { root } = project;
  const [look, criteria, answer] = [due(surveyOf(scene)), criteriaOf(scene), verificationOf(scene)];
  const moved = criteria === null ? null : movedBy(scene, criteria);
  if (moved !== null) return result(task, "moved", { problems: [moved] });
  const facts = routeFacts(root, readOverview(root));
  const { planning } = facts;
  const { phases } = due(planning.roadmap);
  const version = versionOf(facts, factsOf<{ version: string }>(run, GATE.survey).version);
  const judgedAs = (id: string | undefined): Judged => answer?.musts.find((one) => one.id === id);

  const requirements = requirementsOf(planning).map((one) =>
    requirementRow(one, planning, judgedAs(look.musts.find(({ text }) => text.startsWith(`${one.id}: `))?.id)),
  );
  const verified = phases.map((one) => ({ of: one, status: verifiedAs(foldersOf(planning, one.number).slice(0, 1)) }));
  const joints = look.musts.flatMap(({ id, text: name }) => {
    const judged = id.startsWith("I") ? judgedAs(id) : undefined;
    const status = judged?.verdict === "met" ? "passed" : judged?.verdict === "human" ? "human_needed" : "failed";
    return judged === undefined ? [] : [{ name, status, evidence: wordsOf(judged) }];
  });
  const ran = (criteria?.commands ?? []).map(({ command, state, lines }) => ({
    ...{ name: `${command} passes`, status: state },
    evidence: state === "passed" ? "the program ran it" : cut(fold(lines.at(-1) ?? state), MAX_ITEM),
  }));
  const integration = [...joints, ...ran];
  const { hard, open } = standingOf(facts);
  const debt = phases
    .flatMap(({ number }) => foldersOf(planning, number).slice(0, 1))
    .map((folder) => ({ phase: folder.name, items: debtOf(root, folder) }))
    .filter(({ items }) => items.length > 0);

  const gaps = {
    requirements: requirements.filter(({ status }) => status !== "satisfied"),
    integration: integration.filter(({ status }) => status !== "passed"),
    flows: [],
    phases: [...hard, ...open].map(fold),
  };
  const isOpen = Object.values(gaps).some((all) => all.length > 0);
  const status = isOpen ? "gaps_found" : debt.length > 0 ? "tech_debt" : "passed";
  const scores = {
    requirements: scoreOf(requirements, (one) => one.status === "satisfied"),
    phases: scoreOf(verified, (one) => one.status === "passed"),
    // Nobody has looked while phases are open.
    integration: answer === null ? undefined : scoreOf(integration, (one) => one.status === "passed"),
  };
  const scored = Object.entries(scores).flatMap(([of, score]) => (score === undefined ? [] : [`${of} ${score}`]));
  const tableOf = (columns: string, rows: readonly string[][]): string[] =>
    newTable(
      columns.split(", "),
      rows.map((row) => row.map(cellText)),
    );
  const text = [
    renderFrontMatter({ milestone: version, audited: run.updated_at, status, scores, gaps, tech_debt: debt }),
    `# Audit of milestone ${fold(look.name)}`,
    "",
    `**Status:** ${status} (${scored.join(", ")})`,
    "",
    ...newSections(
      [
        "## Requirements",
        tableOf(
          "Requirement, Phase, Done by, Verification, Status, Evidence",
          requirements.map((one) => [
            ...[one.id, one.phase, one.completed_by_plans.join(", ")],
            ...[one.verification_status, one.status, one.evidence],
          ]),
        ),
      ],
      [
        "## Phases",
        tableOf(
          "Phase, Verification",
          verified.map((one) => [titleOf(one.of), one.status]),
        ),
      ],
      [
        "## Integration",
        answer === null
          ? ["Not looked at: phases are open."]
          : tableOf("What, Status, Evidence", integration.map(Object.values)),
      ],
      ["## Open", bullets(gaps.phases)],
      ["## Tech Debt", bullets(debt.flatMap(({ phase, items }) => items.map((one) => `${phase}: ${one}`)))],
    ),
  ].join("\n");
  const path = auditOf(root, version) ?? `${PLANNING}/${version}-MILESTONE-AUDIT.md`;
  const found = [...gaps.requirements, ...gaps.integration].map(
    (one) => `${"id" in one ? one.id : one.name}: ${one.status}, ${one.evidence}`,
  );
  return replaced(project, task, {
    texts: new Map([[path, text]]),
    replaced: [],
    // As with a map: whoever types the command wants a new one.
    overwrite: true,
    facts: () => ({
      ...{ path, audited: `${version}: ${status} (${scored.join(", ")})` },
      gaps: [...found, ...gaps.phases].slice(0, 20).map((one) => cut(fold(one), MAX_ITEM)),
      warnings: debt.map(({ phase, items }) => cut(`tech debt of ${phase}: ${items.join("; ")}`, MAX_ITEM)),
    }),
  });
};
