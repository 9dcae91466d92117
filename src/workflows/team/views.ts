import type { Scene } from "../../record/scene.ts";
import type { View } from "../contract.ts";
import { featureOf } from "./feature.ts";
import { diagramText, teamView } from "./words/status.ts";

/** The stages as a diagram, coloured by status. */
function visualize({ project, workflow, run }: Scene): View {
  const diagram = diagramText(teamView(run, { feature: featureOf(project, run), next: "" }));
  return { ok: true, lines: diagram.split("\n"), data: { diagram }, file: `${workflow.files}/diagram.md` };
}

/** What `multi-ai <name>` shows of a run of this workflow. */
export const VIEWS = { visualize };
