import * as z from "zod/mini";
import { sameName } from "../../project/project.ts";
import { commandText, DECIDES, globs, required, setting } from "../../settings.ts";

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
const checkpoint = (stage: string, example: string | null, ...rules: string[]) => {
  const names = rules.map((rule) => JSON.stringify(rule)).join(", ");
  const error = `expected ${names} or null, which asks`;
  const rule = required(z.nullable(z.enum(rules, { error })), {
    description: `After ${stage}. Null: always ask.`,
    otherwise: "null",
    power: DECIDES,
    narrows: (value) => value === null,
    examples: [example],
  });
  return setting(z.strictObject({ auto_pass_when: rule }), { description: `After ${stage}.` });
};
const checkpoints = z.strictObject({
  a: checkpoint("the requirements", "no_warnings", "no_warnings"),
  b: checkpoint("the design", null, "no_warnings"),
  c: checkpoint("the tests", "all_criteria_passed", "no_warnings", "all_criteria_passed"),
});

const FROM_PACKAGE = "what package.json has";
const team = z.strictObject({
  qa: setting(globs, {
    description: "Globs of test files, which belong to the tester in whatever area they lie.",
    otherwise: "names that tests have",
    power: "says which files are tests, and not looked at as code",
    examples: [["e2e/**"]],
  }),
  commands: setting(
    z.strictObject({
      lint: setting(command, {
        description: "Style and errors; false: nothing is run.",
        otherwise: FROM_PACKAGE,
        examples: ["npm run lint"],
      }),
      types: setting(command, {
        description: "Types; false: nothing is run.",
        otherwise: FROM_PACKAGE,
        examples: ["npx tsc --noEmit"],
      }),
      dependencies: setting(command, {
        description: "Known faults in dependencies; false: nothing is run.",
        otherwise: "by the lock file",
        examples: [false],
      }),
    }),
    {
      description:
        "What the program runs before the reviews beside the tests: a command, or false, which runs nothing.",
      power: "runs, or false: is not run",
    },
  ),
});

/**
 * `deploy` of the person's settings: how a feature is deployed, and how the program sees that it
 * works.
 */
export const deploySettings = z.strictObject({
  command: required(commandText, {
    description: "What deploys; exit code 0 means that it did, and works.",
  }),
  check: setting(commandText, {
    description:
      "A command that shows afterwards that it works, such as a smoke test: exit code 0 means that it does.",
  }),
});

/** The workflow's fields of the settings file. */
export const TEAM_SETTINGS = {
  // Each area has an owner that edits no other, and is reviewed by somebody else.
  areas: setting(areas, {
    description: "Globs of each area of the project, by its name.",
    otherwise: "one area, app",
    power: null,
    examples: [{ backend: ["src/backend/**"], frontend: ["src/frontend/**"] }],
  }),
  checkpoints: setting(checkpoints, { description: "When a checkpoint passes without asking." }),
  team: setting(team, { description: "How areas are built, tested and reviewed." }),
  deploy: setting(deploySettings, {
    description: "How a feature is deployed, and how the program sees that it works.",
    power: "deploys",
    examples: [
      {
        command: "docker compose up -d --wait && npm run smoke",
        check: "curl -fsS --retry 20 --retry-all-errors http://localhost:8080/health",
      },
    ],
  }),
};

type Recorded = z.infer<z.ZodMiniObject<typeof TEAM_SETTINGS>>;

declare module "../../settings.ts" {
  interface Settings extends Recorded {}
}
