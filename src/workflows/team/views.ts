import type { View } from "../index.ts";
import { featureOf } from "./feature.ts";
import { P } from "./gates/parts.ts";
import { budgetCheck, budgetRows } from "./words/budget.ts";
import { diagramText, teamView } from "./words/status.ts";

/** What a run has used of its budget; not ok when the person is asked beyond it. */
const budget: View = ({ run, now }) => {
  const { status, lines } = budgetCheck(run, now);
  const { enabled = false, tokens_max = null, minutes_max = null, on_exceed = "escalate" } = run.settings.budget ?? {};
  const data = { status, lines, budget: { enabled, tokens_max, minutes_max, on_exceed }, rows: budgetRows(run) };
  return { ok: status !== "escalate", lines, data };
};

/** The stages as a diagram, coloured by status. */
const visualize: View = ({ project, run }) => {
  const diagram = diagramText(teamView(run, { feature: featureOf(project, run), next: "" }));
  return { ok: true, lines: diagram.split("\n"), data: { diagram }, file: `${P}/diagram.md` };
};

/** What `multi-ai <name>` shows of a run of this workflow. */
export const views: Record<string, View> = { budget, visualize };
