import { type Call, callAt } from "../run/commands/command.ts";
import { worktreeNamed } from "../run/views/worktrees.ts";

/**
 * The call where the run is that a verb names, as its argument or by `--run`: in its worktree, else
 * here, by its id.
 */
export function atNamedRun(call: Call): Call {
  const name = call.args[0] ?? call.value("run");
  const worktree = name === null ? null : worktreeNamed(call.project, name);
  if (worktree !== null) return callAt(call, worktree.root);
  if (call.args[0] !== undefined) call.given.run = call.args[0];
  return call;
}
