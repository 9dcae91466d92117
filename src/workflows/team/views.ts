import { isLive } from "../../engine/run.ts";
import type { Scene } from "../../record/scene.ts";
import type { View } from "../contract.ts";
import { featureOf } from "./feature.ts";
import { budgetCheck, budgetRows } from "./words/budget.ts";
import { diagramText, teamView } from "./words/status.ts";

/** What the run has used of its budget; not ok when the person is asked beyond it. */
function budget({ run }: Scene, now: string): View {
  // A run that is over, or put aside, uses no more time.
  const { status, lines } = budgetCheck(run, isLive(run) ? now : run.updated_at);
  const { enabled = false, tokens_max = null, minutes_max = null, on_exceed = "escalate" } = run.settings.budget ?? {};
  return {
    ok: status !== "escalate",
    lines,
    data: { status, lines, budget: { enabled, tokens_max, minutes_max, on_exceed }, rows: budgetRows(run) },
  };
}

/** The diagram of the run's stages, coloured by status, and the file that holds it. */
function visualize({ project, workflow, run }: Scene): View {
  const diagram = diagramText(teamView(run, { feature: featureOf(project, run), next: "" }));
  return { ok: true, lines: diagram.split("\n"), data: { path: `${workflow.files}/diagram.md`, diagram } };
}

export const VIEWS = { budget, visualize };
