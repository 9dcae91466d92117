import * as z from "zod/mini";
import { commandText } from "../../settings.ts";

/** Settings of the executor, which every workflow that has it brings along. */
export const EXECUTE_SETTINGS = {
  execute: z.optional(
    z.strictObject({
      /** `worktree`: each task of a plan in a git worktree of its own; `checkout`: one behind the other in the project. */
      isolation: z.optional(z.enum(["worktree", "checkout"])),
      /** Commands of plans that run without asking, word for word. */
      allow: z.optional(z.array(commandText).check(z.maxLength(50))),
      /** Where the commits of a run go at its end that are beside the branch that is checked out. */
      commits: z.optional(z.enum(["here", "branch", "files"])),
    }),
  ),
};

/** Of runs of before beside it: the form of a commit's first line, and what the name of the run's branch begins with. */
interface Before {
  execute?: { commit_message?: "type(phase-plan)" | "phase task"; branch_prefix?: string } | undefined;
}
type Recorded = z.infer<z.ZodMiniObject<typeof EXECUTE_SETTINGS>> & Before;

declare module "../../settings.ts" {
  interface Settings extends Recorded {}
}
