// @bun
import {
  openWorkstream,
  workstreamTree
} from "./s82.js";

// src/run/worktree-subject.ts
function worktreeSubject2(project, stream) {
  const opened = openWorkstream(project, stream);
  if (!opened.ok)
    return { ok: false, problem: `${opened.problem}; ${opened.remedy}` };
  const tree = workstreamTree(project, stream);
  return tree.ok ? { ok: true, subject: tree.tree } : { ok: false, problem: `${tree.problem}; ${tree.remedy}` };
}

export { worktreeSubject2 };
