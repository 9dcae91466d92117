/** Settings of the team workflow: areas, checkpoints, the build, its budget. */
import * as z from "zod/mini";
import { commandText } from "../fields.ts";

const glob = z.string().check(z.minLength(1), z.maxLength(80), z.regex(/^[^!]/));
const name = z.string().check(
  z.refine((text) => /^[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,29}$/u.test(text), "1 to 30 letters, digits, - or _"),
  z.refine(
    (text) => text.toLowerCase() !== "qa" && text.toLowerCase() !== "principal",
    "another name: this one is a role's",
  ),
);
/** A command, or false: none, whatever the project has. */
const command = z.union([commandText, z.literal(false)]);

export const areas = z.record(name, z.array(glob).check(z.minLength(1), z.maxLength(20))).check(
  z.refine((all) => Object.keys(all).length <= 12, "at most 12 areas"),
  z.refine(
    (all) =>
      new Set(Object.keys(all).map((one) => one.normalize("NFC").toLowerCase())).size === Object.keys(all).length,
    "names that differ in more than case",
  ),
);

export const checkpoints = z.strictObject({
  a: z.optional(z.strictObject({ auto_pass_when: z.nullable(z.enum(["no_warnings"])) })),
  b: z.optional(z.strictObject({ auto_pass_when: z.nullable(z.enum(["no_warnings"])) })),
  c: z.optional(z.strictObject({ auto_pass_when: z.nullable(z.enum(["no_warnings", "all_criteria_passed"])) })),
});

export const budget = z.strictObject({
  enabled: z._default(z.boolean(), false),
  /** Tokens of all agents of a run. */
  tokens_max: z.optional(z.number().check(z.int(), z.positive(), z.maximum(10_000_000_000))),
  /** From the start of a run to now. */
  minutes_max: z.optional(z.number().check(z.positive(), z.maximum(100_000))),
  /** Escalate: the person is asked; warn: the run goes on with a warning. */
  on_exceed: z._default(z.enum(["escalate", "warn"]), "escalate"),
});

export const team = z.strictObject({
  /** `local`: areas are built one after the other in the checkout; `app_worktree`: in parallel, each in a worktree. */
  profile: z._default(z.enum(["local", "app_worktree"]), "local"),
  /** Beginning of the branches of worktrees. */
  branch_prefix: z._default(z.string().check(z.minLength(1), z.maxLength(60)), "feature/build-"),
  /** Approvals that an area needs where a change crosses several. */
  approvals: z._default(z.number().check(z.int(), z.positive(), z.maximum(11)), 2),
  /** Globs of test files: they are the tester's, in whatever area they lie. */
  qa: z.optional(z.array(glob).check(z.maxLength(20))),
  /** What the program runs before reviews, in place of what it finds in the project. */
  commands: z.optional(
    z.strictObject({
      lint: z.optional(command),
      types: z.optional(command),
      tests: z.optional(command),
      dependencies: z.optional(command),
    }),
  ),
  /** Globs beyond the built-in ones whose change asks for a security review. */
  security: z.optional(z.array(glob).check(z.maxLength(20))),
  /** Lessons that one run may add, and later runs without use after which one is retired. */
  lessons: z.optional(
    z.strictObject({
      promote: z._default(z.number().check(z.int(), z.nonnegative(), z.maximum(10)), 3),
      retire_after: z._default(z.number().check(z.int(), z.positive(), z.maximum(1_000)), 10),
    }),
  ),
});
