import { providerOf } from "../../providers/index.ts";
import type { Settings } from "../../settings.ts";
import { workflowOf } from "../../workflows/index.ts";

/** Titles of the gates of a workflow that name an external reviewer in its data, by the provider's id. */
export function gatesByProvider(workflow: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { gates } of Object.values(workflowOf(workflow).entries))
    for (const gate of gates)
      if (gate.gate === "review" && "provider" in gate.who)
        found.set(gate.who.provider, [...(found.get(gate.who.provider) ?? []), gate.title]);
  return found;
}

/** What becomes of a review whose program is not there. */
const STANDS_IN: Record<Settings["codex"]["missing"], string> = {
  ask: 'Without it you are asked then whether Opus reviews in its place. "codex": {"missing": "opus"} in the settings answers beforehand',
  opus: "Without it Opus reviews in its place, as the settings say",
  waive: "Without it these reviews are waived, as the settings say, and stand in the report as waived",
};
const BY_AUTO = "Without it Opus reviews in its place (--auto asks nobody)";

/**
 * What a run will lack when it comes to its external reviewers, one line for each to the person at the start; null when
 * nothing is known to be missing.
 */
export async function lackingReviewers(
  env: Record<string, string | undefined>,
  { workflow, auto, settings }: { workflow: string; auto: boolean; settings: Settings },
): Promise<string | null> {
  const lines: string[] = [];
  for (const [id, gates] of gatesByProvider(workflow)) {
    const provider = providerOf(id, settings.providers);
    const state = await provider?.probe(env);
    if (!state || state.ok) continue;
    const { missing } = settings.codex;
    const then = auto && missing === "ask" ? BY_AUTO : STANDS_IN[missing];
    lines.push(`multi-ai: ${state.problem}. ${gates.join(" and ")} need it: ${state.remedy}. ${then}.`);
  }
  return lines.length === 0 ? null : lines.join("\n");
}
