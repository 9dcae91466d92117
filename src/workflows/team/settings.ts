import * as z from "zod/mini";
import { sameName } from "../../project/project.ts";
import { commandText, globs } from "../../settings.ts";

/** Settings of the team workflow: areas, checkpoints, the build, its deployment. */

/** Names that a file, a role or a part of the pipeline has already: `dev-qa`, `by-principal.md`, files of no area. */
const TAKEN = ["qa", "principal", "rest"];

/**
 * Whether an area may have this name beside the others. An object lists keys that are whole numbers first: the order of the
 * setting would be lost.
 */
const isName = (name: string, others: string[]): boolean =>
  name === name.normalize("NFC") &&
  /^(?=.*\p{L})[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,29}$/u.test(name) &&
  !TAKEN.includes(name.toLowerCase()) &&
  others.every((other) => other === name || !sameName(other, name));
const NAMES = `names of letters, digits, - and _, with a letter, at most 30 characters, in the form NFC, that differ in more than case and are none of ${TAKEN.join(", ")}`;

/** A command, or false: none, whatever the project has. */
const command = z.union([commandText, z.literal(false)], {
  error: 'expected one command in quotes, such as "make lint && make test", or false, which runs none',
});

/** Globs of each area by its name. */
const areas = z.record(z.string(), globs.check(z.minLength(1))).check(
  z.refine((all) => Object.keys(all).length <= 12, "expected at most 12 areas"),
  z.refine((all) => Object.keys(all).every((name, _at, names) => isName(name, names)), `expected ${NAMES}`),
);

/** What passes a checkpoint without asking, by the names of rules. */
const checkpoint = (...rules: string[]) => {
  const names = rules.map((rule) => JSON.stringify(rule)).join(", ");
  const error = `expected ${names} or null, which asks`;
  return z.optional(z.strictObject({ auto_pass_when: z.nullable(z.enum(rules, { error })) }));
};
const checkpoints = z.strictObject({
  a: checkpoint("no_warnings"),
  b: checkpoint("no_warnings"),
  c: checkpoint("no_warnings", "all_criteria_passed"),
});

const team = z.strictObject({
  /** `local`: areas are built one after the other in the checkout; `app_worktree`: in parallel, each in a worktree. */
  profile: z._default(z.enum(["local", "app_worktree"]), "local"),
  /** Globs of test files: they are the tester's, in whatever area they lie. */
  qa: z.optional(globs),
  /** What the program runs before reviews, in place of what it finds in the project. */
  commands: z.optional(
    z.partial(z.strictObject({ lint: command, types: command, tests: command, dependencies: command })),
  ),
});

const isWebAddress = (url: string): boolean => /^https?:\/\/[^\s/?#]+[^\s]*$/i.test(url) && URL.canParse(url);
const ADDRESS = 'expected an address such as "http://localhost:8080/health"';
const webAddress = z.string().check(z.maxLength(500), z.refine(isWebAddress, { error: ADDRESS }));

/** `deploy` of the person's settings: how a feature is deployed, and how the program sees that it works. */
export const deploySettings = z.strictObject({
  /** What deploys, such as `docker compose up -d --wait && ./smoke.sh`; exit code 0 means that it did, and works. */
  command: commandText,
  /** What shows afterwards that it works, such as `./smoke.sh`: exit code 0 means that it does. */
  check: z.optional(commandText),
  /** An address that answers with a status of 200–299 when the deployment is well; it is asked until it does, or time is up. */
  health: z.optional(webAddress),
  /** What takes the deployment back. Shown when it failed, never run by the program. */
  rollback: z.optional(commandText),
});

/** The workflow's fields of the settings file. */
export const TEAM_SETTINGS = {
  /** Without any the project is one area, `app`. */
  areas: z.optional(areas),
  checkpoints: z.optional(checkpoints),
  deploy: z.optional(deploySettings),
  team: z.optional(team),
};

/** Of runs of before beside it. */
interface Before {
  /** The environment when `--deploy` names none. */
  deploy?: { environment?: string } | undefined;
  /** Beginning of the branches of worktrees; approvals that an area needs where a change crosses several. */
  team?: { branch_prefix?: string; approvals?: number } | undefined;
}
type Recorded = z.infer<z.ZodMiniObject<typeof TEAM_SETTINGS>> & Before;

declare module "../../settings.ts" {
  interface Settings extends Recorded {}
}
