/**
 * A process that brings the work of a project's worktree here: `bun bring-worker.ts <project>
 * <form>`. What it could not do goes to standard error.
 */
import { findProject } from "../../../src/project/project.ts";
import { worktreesOf } from "../../../src/project/worktrees/linked-worktrees.ts";
import { type Form, mergeWorktree } from "../../../src/project/worktrees/merge/bring.ts";

const [root = "", form = ""] = process.argv.slice(2);
const forms: Record<string, Form> = { squash: { squash: "The work" } };
const [worktree] = worktreesOf({ root });
const brought = mergeWorktree(findProject(root), worktree!, {
  form: forms[form] ?? (form as Form),
});
if (!brought.ok) {
  console.error(`${brought.written ? "written: " : ""}${brought.problem}`);
  process.exit(1);
}
