import * as z from "zod/mini";
import { commandText } from "../../settings.ts";

/** Settings of the executor, which every workflow that has it brings along. */
export const EXECUTE_SETTINGS = {
  execute: z.optional(
    z.strictObject({
      /** `worktree`: each task of a plan in a git worktree of its own; `checkout`: one behind the other in the project. */
      isolation: z.optional(z.enum(["worktree", "checkout"])),
      /** First line of the commit of a task of a phase's plan: `feat(02-01): add a search`, or `phase-2 task: Add a search`. */
      commit_message: z.optional(z.enum(["type(phase-plan)", "phase task"])),
      /** Commands of plans that run without asking, word for word. */
      allow: z.optional(z.array(commandText).check(z.maxLength(50))),
      /** What the name of the run's branch begins with; `multi-ai/work-` when absent. */
      branch_prefix: z.optional(
        z.string().check(
          z.regex(/^[A-Za-z0-9][\w./-]{0,59}$/, "expected the beginning of a branch's name, such as plan/"),
          z.refine((one) => one !== "multi-ai/", "expected another one: refs/multi-ai/<run> is the run's snapshot"),
        ),
      ),
    }),
  ),
};

declare module "../../settings.ts" {
  interface Settings extends z.infer<z.ZodMiniObject<typeof EXECUTE_SETTINGS>> {}
}
