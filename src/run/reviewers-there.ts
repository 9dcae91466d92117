import { workflowOf } from "../workflows/index.ts";

/** Titles of the gates of a workflow that a program beside the host reviews, from its data. */
function externalGates(workflow: string): string[] {
  return Object.values(workflowOf(workflow).entries).flatMap(({ gates }) =>
    gates.flatMap((gate) =>
      gate.gate === "review" && "provider" in gate.who && gate.who.provider === "codex" ? [gate.title] : [],
    ),
  );
}

/**
 * What a run will lack when it comes to its external reviewer, in one line for the person at the start; null when nothing
 * is known to be missing. Looks at PATH and starts nothing: a login that is missing shows only at the review.
 */
export function lackingReviewers(env: Record<string, string | undefined>, workflow: string): string | null {
  const gates = externalGates(workflow);
  if (gates.length === 0) return null;
  if (Bun.which("codex", { PATH: env.PATH ?? "" }) !== null) return null;
  return `multi-ai: Codex is not on PATH. ${gates.join(" and ")} need it (npm install -g @openai/codex, then codex login); without it the run asks there whether Opus reviews in its place.`;
}
