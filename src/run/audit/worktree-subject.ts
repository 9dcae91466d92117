import type { Project } from "../../project/project.ts";
import type { Workstream } from "../../project/worktrees/names.ts";
import { openWorkstream, workstreamTree } from "../../project/worktrees/worktrees.ts";
import type { SubjectResult } from "../../record/subject.ts";

/** The tree of a worktree, which is made when it is not there yet. Once or twice in a task, and few runs have worktrees. */
export function worktreeSubject(project: Project, stream: Workstream): SubjectResult {
  const opened = openWorkstream(project, stream);
  if (!opened.ok) return { ok: false, problem: `${opened.problem}; ${opened.remedy}` };
  const tree = workstreamTree(project, stream);
  return tree.ok ? { ok: true, subject: tree.tree } : { ok: false, problem: `${tree.problem}; ${tree.remedy}` };
}
