import type { Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { projectTree } from "../../record/subject.ts";
import type { RollbackFacts } from "../../render/rollback.ts";
import { sceneOf } from "../../workflows/index.ts";
import { changes, lastTree } from "../views/report.ts";

/** Paths that differ from what a complete run left behind; none where nobody can tell. `project`: where the run is kept. */
function changedLater(project: Project, run: Run): Set<string> {
  if (run.status !== "complete") return new Set();
  const scene = sceneOf(project, run);
  const now = projectTree(scene);
  const since = now.ok ? changes(project, lastTree(scene), now.subject) : null;
  return new Set((since ?? []).map(({ path }) => path));
}

/** A rollback with a mark at each file that somebody changed after the run, these first: what of theirs would go is seen. */
export function withLater(facts: RollbackFacts, project: Project, run: Run): RollbackFacts {
  if (facts.undo || facts.done || facts.changes.length === 0) return facts;
  const later = changedLater(project, run);
  const [theirs, ours] = [true, false].map((is) => facts.changes.filter(({ path }) => later.has(path) === is));
  return { ...facts, changes: [...theirs!.map((one) => ({ ...one, later: true as const })), ...ours!] };
}
