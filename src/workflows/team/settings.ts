import * as z from "zod/mini";
import { sameName } from "../../project/project.ts";
import {
  type About,
  about,
  commandText,
  DECIDES,
  globs,
  HARMLESS,
  NONE,
  REQUIRED,
} from "../../settings.ts";

/** Settings of the team workflow: areas, checkpoints, the build, its deployment. */

/**
 * Names that a file, a role or a part of the pipeline has already: `dev-qa`, `by-principal.md`,
 * files of no area.
 */
const TAKEN = ["qa", "principal", "rest"];

/**
 * Whether an area may have this name beside the others. An object lists keys that are whole numbers
 * first: the order of the setting would be lost.
 */
const isName = (name: string, others: string[]): boolean =>
  name === name.normalize("NFC") &&
  /^(?=.*\p{L})[\p{L}\p{N}][\p{L}\p{M}\p{N}_-]{0,29}$/u.test(name) &&
  !TAKEN.includes(name.toLowerCase()) &&
  others.every((other) => other === name || !sameName(other, name));
const NAMES = `names of letters, digits, - and _, with a letter, at most 30 characters, in the form NFC, that differ in more than case and are none of ${TAKEN.join(", ")}`;

/** A command, or false: none, whatever the project has. */
const command = z.union([commandText, z.literal(false)], {
  error:
    'expected one command in quotes, such as "make lint && make test", or false, which runs none',
});

/** Globs of each area by its name. */
const areas = z.record(z.string(), globs.check(z.minLength(1))).check(
  z.refine((all) => Object.keys(all).length <= 12, "expected at most 12 areas"),
  z.refine(
    (all) => Object.keys(all).every((name, _at, names) => isName(name, names)),
    `expected ${NAMES}`,
  ),
);

/** What passes a checkpoint without asking, by the names of rules. */
const checkpoint = (...rules: string[]) => {
  const names = rules.map((rule) => JSON.stringify(rule)).join(", ");
  const error = `expected ${names} or null, which asks`;
  const when = "After the requirements (a), the design (b) or the tests (c).";
  const rule = z.nullable(z.enum(rules, { error })).check(
    about(`${when} Null: always ask; all_criteria_passed: c alone.`, {
      otherwise: "null",
      power: DECIDES,
      narrows: (value) => value === null,
    }),
  );
  return z.optional(z.strictObject({ auto_pass_when: rule })).check(about(when));
};
const checkpoints = z.strictObject({
  a: checkpoint("no_warnings"),
  b: checkpoint("no_warnings"),
  c: checkpoint("no_warnings", "all_criteria_passed"),
});

const FROM_PACKAGE: About = { otherwise: "what package.json has" };
const team = z.strictObject({
  profile: z
    ._default(z.enum(["local", "app_worktree"]), "local")
    .check(
      about(
        "local: one area after the other in the checkout; app_worktree: in parallel, each in a git worktree.",
        HARMLESS,
      ),
    ),
  qa: z.optional(globs).check(
    about("Globs of test files, which belong to the tester in whatever area they lie.", {
      otherwise: "names that tests have",
      power: "says which files are tests, and not looked at as code",
    }),
  ),
  commands: z
    .optional(
      z.partial(
        z.strictObject({
          lint: command.check(about("Style and errors.", FROM_PACKAGE)),
          types: command.check(about("Types.", FROM_PACKAGE)),
          tests: command.check(
            about(
              "Tests. Else it is the script test of package.json, or what go.mod, Cargo.toml, pytest.ini and the like speak for, shown to you first.",
              { otherwise: "found in the project" },
            ),
          ),
          dependencies: command.check(
            about("Known faults in dependencies.", { otherwise: "by the lock file" }),
          ),
        }),
      ),
    )
    .check(
      about(
        "What the program runs before the reviews: a command, or false, which runs nothing. Where it finds tests by go.mod, pytest.ini and the like, it shows you the command first.",
        {
          otherwise: "what package.json has; dependencies: by the lock file",
          power: "runs, or false: is not run",
        },
      ),
    ),
});

const isWebAddress = (url: string): boolean =>
  /^https?:\/\/[^\s/?#]+[^\s]*$/i.test(url) && URL.canParse(url);
const ADDRESS = 'expected an address such as "http://localhost:8080/health"';
const webAddress = z.string().check(z.maxLength(500), z.refine(isWebAddress, { error: ADDRESS }));

/**
 * `deploy` of the person's settings: how a feature is deployed, and how the program sees that it
 * works.
 */
export const deploySettings = z.strictObject({
  command: commandText.check(
    about("What deploys; exit code 0 means that it did, and works.", REQUIRED),
  ),
  check: z
    .optional(commandText)
    .check(
      about(
        "A command that shows afterwards that it works, such as a smoke test: exit code 0 means that it does.",
        NONE,
      ),
    ),
  health: z
    .optional(webAddress)
    .check(
      about(
        "An address that is asked after it until it answers with a status of 200 to 299.",
        NONE,
      ),
    ),
  rollback: z
    .optional(commandText)
    .check(
      about("What takes a deployment back: shown when one failed, never run by the program.", NONE),
    ),
});

/** The workflow's fields of the settings file. */
export const TEAM_SETTINGS = {
  // Each area has an owner that edits no other, and is reviewed by somebody else.
  areas: z.optional(areas).check(
    about("In team runs: globs of each area of the project, by its name.", {
      otherwise: "one area, app",
      power: null,
    }),
  ),
  checkpoints: z
    .optional(checkpoints)
    .check(about("In team runs: when a checkpoint passes without asking.")),
  team: z.optional(team).check(about("In team runs: how areas are built, tested and reviewed.")),
  deploy: z.optional(deploySettings).check(
    about("In team runs: how a feature is deployed, and how the program sees that it works.", {
      power: "deploys",
    }),
  ),
};

/** Of runs of before beside it. */
interface Before {
  /** The environment when `--deploy` names none. */
  deploy?: { environment?: string } | undefined;
  /**
   * Beginning of the branches of worktrees; approvals that an area needs where a change crosses
   * several.
   */
  team?: { branch_prefix?: string; approvals?: number } | undefined;
}
type Recorded = z.infer<z.ZodMiniObject<typeof TEAM_SETTINGS>> & Before;

declare module "../../settings.ts" {
  interface Settings extends Recorded {}
}
