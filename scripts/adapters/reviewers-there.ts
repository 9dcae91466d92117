import { WORKFLOWS } from "../workflows/index.ts";

/** Titles of the gates that a program beside the host reviews, from the workflow's data. */
function externalGates(): string[] {
  return Object.values(WORKFLOWS["multi-ai"]?.entries.start?.gates ?? []).flatMap((gate) =>
    gate.gate === "review" && "provider" in gate.who && gate.who.provider === "codex" ? [gate.title] : [],
  );
}

/**
 * What a run will lack when it comes to its external reviewer, in one line for the person at the start; null when nothing
 * is known to be missing. Looks at PATH and starts nothing: a login that is missing shows only at the review.
 */
export function lackingReviewers(env: Record<string, string | undefined>): string | null {
  if (Bun.which("codex", { PATH: env.PATH ?? "" }) !== null) return null;
  const gates = externalGates().join(" and ");
  return `multi-ai: Codex is not on PATH. ${gates} need it (npm install -g @openai/codex, then codex login); without it the run asks there whether Opus reviews in its place.`;
}
