import type { Run } from "../../../engine/run.ts";
import { headOf } from "../../../project/head.ts";
import { type PhaseAt, phaseAt } from "../phase-at.ts";
import { hyphened, problemText } from "../phase-found.ts";
import { readText } from "../planning/files.ts";
import { frontMatterOf, renderFrontMatter } from "../planning/front-matter.ts";
import { twoDigits } from "../planning/numbers.ts";
import { Stopped } from "../stopped.ts";
import { summaryOf, unheldSummaries } from "./done.ts";
import { planProblems } from "./tasks.ts";

/** The phase that is carried out, as it lies on the disk. */
export type Phase = ReturnType<typeof lookAtPhase>;
/** A plan without a summary, and what a person has to set up for it. */
export type OpenPlan = Phase["open"][number];

/** The branch that the project's config wants, by default the one that is checked out. */
function branchOf(root: string, { planning: { config, roadmap }, folder }: PhaseAt): string | null {
  if (config.branching === "none") return headOf(root)?.branch ?? null;
  const { version, name } = roadmap?.milestone ?? { version: "v1.0", name: "" };
  // STATE.md may say anything, such as `v1.0 beta`.
  const number = version.split(".").map(hyphened).filter(Boolean).join(".");
  if (config.branching === "milestone") return `gsd/${number}-${hyphened(name) || "milestone"}`;
  return `gsd/phase-${twoDigits(folder.number)}-${hyphened(folder.name.replace(/^[\d.]+/, "")) || "phase"}`;
}

/**
 * Looks at the phase that a run carries out; `branch`: the one that takes the commits, null where HEAD is detached or there is no
 * git, so that the run has its own; `done`: ids of plans whose summary holds. @throws Stopped with file and line of what keeps it from that
 */
export function lookAtPhase(root: string, run: Run) {
  const at = phaseAt(root, run.options.phase ?? "");
  const { phase, folder, plans } = at;
  const branch = branchOf(root, at);
  const left = plans.filter((plan) => summaryOf(folder, plan) === undefined);
  const done = new Set(plans.filter((plan) => !left.includes(plan)).map(({ id }) => id));
  const unheld = unheldSummaries(root, folder, branch ?? undefined);
  const problems = [...at.problems, ...left.flatMap(planProblems), ...unheld.map(problemText)];
  if (unheld.length > 0)
    problems.push("a plan counts as done by its summary: mend it, or take it away to have the plan carried out");
  if (problems.length > 0) throw new Stopped(...new Set(problems));
  if (left.length === 0)
    throw new Stopped(
      `all plans of phase ${phase.number} are carried out: /multi-ai:verify-work ${phase.number} looks at them`,
    );
  const open = left.map((plan) => ({ plan, setup: setupOf(readText(root, plan.path, []) ?? "") }));
  return { ...at, branch, done, open };
}

/** What a person has to set up by hand for a plan: `user_setup` of its front matter, as it stands there. `source`: the plan's file. */
export function setupOf(source: string): string[] {
  const { user_setup } = frontMatterOf(source)?.fields ?? {};
  if (!Array.isArray(user_setup) || user_setup.length === 0) return [];
  return renderFrontMatter({ user_setup })
    .split("\n")
    .filter((line) => /^\s/.test(line));
}
