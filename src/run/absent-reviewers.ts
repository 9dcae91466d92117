import { providers } from "../providers/index.ts";
import type { Provider } from "../providers/provider.ts";
import type { Settings } from "../settings.ts";
import { workflowOf } from "../workflows/index.ts";

/** Titles of the gates of a workflow that this provider reviews, from its data. */
export function gatesOfProvider(workflow: string, { id }: Provider): string[] {
  return Object.values(workflowOf(workflow).entries).flatMap(({ gates }) =>
    gates.flatMap((gate) =>
      gate.gate === "review" && "provider" in gate.who && gate.who.provider === id ? [gate.title] : [],
    ),
  );
}

/** What becomes of a review whose program is not there. */
const STANDS_IN: Record<Settings["codex"]["missing"], string> = {
  ask: 'without it you are asked there whether Opus reviews in its place ("codex": {"missing": "opus"} in the settings says so beforehand)',
  opus: "without it Opus reviews in its place, as the settings say",
  waive: "without it these reviews are waived, as the settings say, and stand in the report as waived",
};
const BY_AUTO = "without it Opus reviews in its place (--auto asks nobody)";

/**
 * What a run will lack when it comes to its external reviewers, one line for each to the person at the start; null when
 * nothing is known to be missing.
 */
export async function lackingReviewers(
  env: Record<string, string | undefined>,
  { workflow, auto, settings }: { workflow: string; auto: boolean; settings: Settings },
): Promise<string | null> {
  const lines: string[] = [];
  for (const provider of Object.values(providers) as Provider[]) {
    const gates = gatesOfProvider(workflow, provider);
    const absence = gates.length === 0 ? null : await provider.absence(env);
    if (absence === null) continue;
    const { missing } = settings.codex;
    const what = absence.failure === "not_installed" ? "is not installed" : "is not logged in";
    const then = auto && missing === "ask" ? BY_AUTO : STANDS_IN[missing];
    lines.push(`multi-ai: ${provider.title} ${what}. ${gates.join(" and ")} need it (${provider.setup}); ${then}.`);
  }
  return lines.length === 0 ? null : lines.join("\n");
}
