import { fold } from "../../../text.ts";
import type { PlanningConfig } from "../planning/model.ts";
import { assumptionsOf } from "./assumptions.ts";
import type { Settled } from "./settled.ts";

/** The files of a new project, from what was accepted: values → text, in the form that GSD has them. Pure. */

/** One paragraph that stays one: nothing in it begins a block of markdown, or hides what follows. */
const plain = (text: string): string =>
  fold(text)
    .replace(/<(?=!--|\/?(?:details|summary)\b)/gi, "\\<")
    .replace(/^(?=[#>+|=]|[*-](?![^\s*-])|~~~|```|___)/, "\\");
const cell = (text: string): string => plain(text).replaceAll("|", "\\|");
const bullets = (lines: readonly string[]): string =>
  lines.length === 0 ? "None yet." : lines.map((line) => `- ${plain(line)}`).join("\n");
const rows = (header: string[], lines: string[][]): string =>
  [header, header.map(() => "---"), ...lines].map((cells) => `| ${cells.join(" | ")} |`).join("\n");

/** Blocks with an empty line between them, those without text left out. */
const blocks = (...parts: string[]): string => `${parts.filter((one) => one !== "").join("\n\n")}\n`;

/** `PROJECT.md`: what the project is, what it must do, what was decided and what is assumed. */
export function projectText({ draft, decisions, survey, date }: Settled): string {
  const of = (scope: string): string[] =>
    draft.requirements.filter((one) => one.scope === scope).map(({ text }) => text);
  const assumed = assumptionsOf(draft);
  return blocks(
    `# ${plain(draft.name)}`,
    "## What This Is",
    plain(draft.summary),
    bullets(draft.scope.points),
    "## Core Value",
    plain(draft.core_value),
    "## Requirements",
    "### Validated",
    "None yet.",
    "### Active",
    of("v1")
      .map((text) => `- [ ] ${plain(text)}`)
      .join("\n"),
    "### Out of Scope",
    bullets([...draft.non_goals.points, ...of("out")]),
    "## Success Criteria",
    bullets(draft.success_criteria.points),
    "## Context",
    "### Stack",
    bullets(draft.stack.points),
    "### Timeline",
    bullets(draft.timeline.points),
    survey.code > 0 ? `The project began with ${survey.code} files of code; \`.planning/codebase/\` maps them.` : "",
    "## Constraints",
    bullets(draft.constraints.points),
    "## Assumptions",
    assumed.length === 0
      ? "None: all of it was said."
      : `Nobody said these; correct what is wrong.\n\n${bullets(assumed)}`,
    "## Key Decisions",
    decisions.length === 0
      ? "None yet."
      : rows(
          ["Decision", "Rationale", "Outcome"],
          decisions.map(({ asked, said }) => [cell(`${asked} → ${said}`), "said by the person", "— Pending"]),
        ),
    "---",
    `*Last updated: ${date} after the roadmap*`,
  );
}

/** `REQUIREMENTS.md`: each with its id, and the phase that it belongs to. */
export function requirementsText({ draft, phases, first, date }: Settled): string {
  const of = (scope: string) => draft.requirements.filter((one) => one.scope === scope);
  const phaseOf = (id: string): number => first + phases.findIndex((one) => one.requirements.includes(id));
  const entry = ({ id, text }: { id: string; text: string }, box: string): string =>
    `- ${box}**${id}**: ${plain(text)}`;
  const wanted = of("v1");
  const groups = [...new Set(wanted.map(({ id }) => id.replace(/-\d+$/, "")))];
  const list = (scope: string): string =>
    of(scope)
      .map((one) => entry(one, ""))
      .join("\n");
  return blocks(
    `# Requirements: ${plain(draft.name)}`,
    `**Defined:** ${date}\n**Core Value:** ${plain(draft.core_value)}`,
    "## v1 Requirements",
    ...groups.flatMap((group) => [
      `### ${group}`,
      wanted
        .filter(({ id }) => id.replace(/-\d+$/, "") === group)
        .map((one) => entry(one, "[ ] "))
        .join("\n"),
    ]),
    "## v2 Requirements",
    list("later") || "None yet.",
    "## Out of Scope",
    list("out") || "None yet.",
    "## Traceability",
    rows(
      ["Requirement", "Phase", "Status"],
      wanted.map(({ id }) => [id, `Phase ${phaseOf(id)}`, "Pending"]),
    ),
    `**Coverage:**\n\n- v1 requirements: ${wanted.length} total\n- Mapped to phases: ${wanted.length}\n- Unmapped: 0`,
  );
}

/** `ROADMAP.md`: phases with what can be observed when they are done, in their order. */
export function roadmapText({ draft, phases, first, version }: Settled): string {
  const last = first + phases.length - 1;
  const after = (numbers: number[]): string =>
    numbers.length === 0 ? "Nothing" : numbers.map((one) => `Phase ${first + one - 1}`).join(", ");
  return blocks(
    `# Roadmap: ${plain(draft.name)}`,
    "## Overview",
    plain(draft.summary),
    // A milestone that is not the first stands beside others.
    first > 1 || version !== "v1.0"
      ? `## Milestones\n\n- 🚧 **${version} ${plain(draft.name)}** - Phases ${first}-${last} (in progress)`
      : "",
    "## Phases",
    phases.map(({ name, goal }, at) => `- [ ] **Phase ${first + at}: ${name}** - ${plain(goal)}`).join("\n"),
    "## Phase Details",
    ...phases.flatMap((one, at) => [
      `### Phase ${first + at}: ${one.name}`,
      [
        `**Goal**: ${plain(one.goal)}`,
        `**Depends on**: ${after(one.depends_on)}`,
        `**Requirements**: ${one.requirements.join(", ")}`,
        `**Risk**: ${plain(one.risk)}`,
        "**Success Criteria** (what must be TRUE):",
        ...one.criteria.map((text, n) => `  ${n + 1}. ${plain(text)}`),
        "",
        "**Plans**: 0 plans",
      ].join("\n"),
    ]),
    "## Progress",
    rows(
      ["Phase", "Plans Complete", "Status", "Completed"],
      phases.map(({ name }, at) => [`${first + at}. ${cell(name)}`, "0/0", "Not started", "-"]),
    ),
  );
}

/** `STATE.md` of a project of which nothing is done yet. */
export function stateText({ draft, phases, first, version, date, at }: Settled): string {
  const name = phases[0]!.name;
  return `---
gsd_state_version: "1.0"
milestone: ${version}
milestone_name: ${JSON.stringify(fold(draft.name))}
current_phase: ${first}
current_phase_name: ${JSON.stringify(fold(name))}
status: planning
last_updated: "${at}"
last_activity: ${date}
progress:
  total_phases: ${phases.length}
  completed_phases: 0
  total_plans: 0
  completed_plans: 0
  percent: 0
---

${blocks(
  "# Project State",
  "## Project Reference",
  `See: .planning/PROJECT.md (updated ${date})`,
  `**Core value:** ${plain(draft.core_value)}\n**Current focus:** Phase ${first}: ${name}`,
  "## Current Position",
  `Phase: ${first} of ${first + phases.length - 1} (${name})\nPlan: Not started\nStatus: Ready to plan\nLast activity: ${date} — Roadmap written`,
  "Progress: [░░░░░░░░░░] 0%",
  "## Accumulated Context",
  "### Decisions",
  "Those of the whole project stand in PROJECT.md.",
  "### Blockers/Concerns",
  "None yet.",
  "## Session Continuity",
  `Last session: ${date}\nStopped at: Roadmap written\nResume file: None`,
)}`;
}

/** `config.json` in GSD's names. */
export const configText = (config: PlanningConfig): string =>
  `${JSON.stringify(
    {
      mode: config.mode,
      granularity: config.granularity,
      model_profile: config.models,
      commit_docs: config.commit_docs,
      git: { branching_strategy: config.branching },
      workflow: {
        research: config.research,
        plan_check: config.plan_check,
        verifier: config.verifier,
        tdd_mode: config.tdd,
        use_worktrees: config.worktrees,
        // Theirs warns where it is not said; nothing here writes such a file.
        nyquist_validation: false,
      },
    },
    null,
    2,
  )}\n`;
