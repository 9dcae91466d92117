import type { Wish } from "../jobs/job.ts";
import { commitLeft, diffOf, dropOwnRefs, titleOf } from "./branch.ts";
import type { Folder } from "./folder.ts";
import type { AttemptOutput, Ending, Hold } from "./hold.ts";
import type { Carrying } from "./program.ts";
import { Program } from "./program.ts";
import { pushBranch } from "./push.ts";
import { isOfTask, restore, State } from "./state.ts";

/**
 * What a person wishes of a job that has ended is done in a worktree of its branch, by the run's
 * own program.
 */

const files = (count: number): string => (count === 1 ? "1 file" : `${count} files`);

/**
 * What came of a rollback in words. `left`: so many files that are not as the run has left them.
 */
function doneText({ what, who }: Wish, changed: number, left: number): string {
  const done =
    what === "undo"
      ? `the rollback was undone by ${who}: ${files(changed)} brought back`
      : `rolled back by ${who}: ${files(changed)} as before the run`;
  return left === 0
    ? done
    : `${done}; ${files(left)} changed by somebody else since, and left alone`;
}

export async function followUp(
  hold: Hold,
  wish: Wish,
  folder: Folder,
  left: AttemptOutput,
  carrying: Carrying,
): Promise<Ending> {
  const { job } = hold;
  const { what, who } = wish;
  if (what === "publish") {
    const unpushed = await pushBranch(folder, job, folder.branch);
    return {
      state: "followed",
      reason: unpushed ?? `its branch was pushed by ${who}`,
      done: unpushed === null ? {} : null,
    };
  }
  const program = new Program(carrying, folder, job);
  const state = new State(folder, job.id);
  await restore(folder, job.id, left, isOfTask);
  const isUndo = what === "undo";
  const back = await program.rollBack(isUndo);
  if (typeof back === "string")
    return {
      state: "followed",
      reason: `not ${isUndo ? "undone" : "rolled back"}: ${back}`,
      done: null,
    };
  // What an undo needs is kept before the branch has the commit: the next attempt would find
  // nothing to take back.
  await hold.keepCommits(await state.bundle(job.run!));
  await commitLeft(
    folder,
    `${isUndo ? "Undo the rollback" : "Roll back"}: ${titleOf(job.request)}`,
  );
  const bundle = await state.bundle(job.run!);
  const diff = (await diffOf(folder)) ?? "";
  await dropOwnRefs(folder, job.id);
  const text = doneText(wish, back.changed, back.left);
  // Where others have the branch, they get this as well.
  const isElsewhere = job.pushed || job.source.by === "github";
  const unpushed = isElsewhere ? await pushBranch(folder, job, folder.branch) : null;
  return {
    state: "followed",
    reason: unpushed === null ? text : `${text}; ${unpushed}`,
    done: { diff, bundle },
  };
}
