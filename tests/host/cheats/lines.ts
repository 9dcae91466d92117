/**
 * Central lines: each carries a guarantee alone. Broken, at least two specs of different kinds have
 * to notice.
 */
export interface Line {
  guarantee: string;
  file: string;
  /** Stands there once. */
  line: string;
  broken: string;
  /**
   * Specs of the function itself, and specs that come through a door: a file, and what its tests'
   * names begin with.
   */
  noticed: { unit: [file: string, name: string]; door: [file: string, name: string] };
}

const FORGED = "tests/hooks/forged.test.ts";
const CENTRAL = "tests/hooks/central.test.ts";

export const LINES: Line[] = [
  {
    guarantee: "A result counts by the nonce of its brief",
    file: "src/run/audit/accept.ts",
    line: "if (sha256(parsed.nonce) !== nonceHash)",
    broken: 'if (parsed.nonce === "")',
    noticed: {
      unit: ["tests/run/accept.test.ts", "is refused: another dispatch"],
      door: [FORGED, "one with the nonce of another dispatch does not"],
    },
  },
  {
    guarantee: "A result counts as its own agent wrote it",
    file: "src/run/audit/accept.ts",
    line: "return dispatch.wrote === senseOf(bytes)",
    broken: 'return dispatch.wrote !== ""',
    noticed: {
      unit: [
        "tests/run/accept.test.ts",
        "does not count when anything else has written or changed it",
      ],
      door: [FORGED, "one that something else has changed since does not"],
    },
  },
  {
    guarantee: "A criterion is met by evidence that stands there",
    file: "src/workflows/review/evidence.ts",
    line: "if (wrong.includes(null)) return;",
    broken: "if (wrong.length > 0) return;",
    noticed: {
      unit: ["tests/workflows/review/review-checks.test.ts", "evidence whose quote is not there"],
      door: [FORGED, "an approval whose evidence stands nowhere does not count"],
    },
  },
  {
    guarantee: "A verdict is about one thing",
    file: "src/engine/outcomes.ts",
    line: "if (reviews && !bound && (result.ok || subject !== null)) {",
    broken: "if (reviews && !bound && !result.ok && subject !== null) {",
    noticed: {
      unit: ["tests/engine/fruitless.test.ts", "is void; the review is dispatched again"],
      door: [
        "tests/hooks/noticed.test.ts",
        "a review of a project that changes meanwhile does not count",
      ],
    },
  },
  {
    guarantee: "A setting that nobody has approved here does not count",
    file: "src/run/life/trust.ts",
    line: "settings: withoutHeld(settings, schema),",
    broken: "settings,",
    noticed: {
      unit: ["tests/run/trust.test.ts", "a settings file that nobody has approved here"],
      door: ["tests/run/trust.test.ts", "shows all of it with a code"],
    },
  },
  {
    guarantee: "Nobody builds what a seat with a veto has not approved",
    file: "src/workflows/council/vote/tally.ts",
    line: "return isWanted && approvals.length > SEATS.length / 2;",
    broken: "return approvals.length > SEATS.length / 2;",
    noticed: {
      unit: [
        "tests/workflows/council/tally.test.ts",
        "whose votes they are a majority is more than half of the seats",
      ],
      door: [
        "tests/workflows/council/build.test.ts",
        "council build with --auto it asks where a seat with a veto",
      ],
    },
  },
  {
    guarantee: "A test that failed has failed",
    file: "src/record/run-tests.ts",
    line: 'const hasFailed = !options.asItStands && told.tests.some((one) => one.state === "failed");',
    broken: "const hasFailed = false;",
    noticed: {
      unit: [
        "tests/record/run-tests.test.ts",
        "a test that failed has failed although the command ends with 0",
      ],
      door: [
        "tests/workflows/team/checks/qa.test.ts",
        "a test that failed is no pass where its command ends with 0",
      ],
    },
  },
  {
    guarantee: "An agent writes its own result in .task/ and nothing else",
    file: "src/policy/policy.ts",
    line: "if (isOther && kept !== undefined)",
    broken: "if (isOther && kept === null)",
    noticed: {
      unit: ["tests/policy/policy.test.ts", "what the implementer may do"],
      door: [CENTRAL, "an agent writes nothing else in .task/"],
    },
  },
  {
    guarantee: "What leaves the machine is asked about",
    file: "src/policy/command.ts",
    line: 'if (leaving(path, args, place.scripts?.(folder)) === "leaves")',
    broken: 'if (leaving(path, args, place.scripts?.(folder)) === null && path === "")',
    noticed: {
      unit: ["tests/policy/leaving.test.ts", "every plain way off the machine is asked about"],
      door: [CENTRAL, "an agent pushes nothing without being asked about"],
    },
  },
  {
    guarantee: "Each event follows the one before it",
    file: "src/store/journal.ts",
    line: "} else if (event.prev === position.head) {",
    broken: '} else if (event.prev !== "") {',
    noticed: {
      unit: ["tests/store/journal.test.ts", "a broken chain"],
      door: ["tests/hooks/unreadable.test.ts", "a journal that cannot be read reading is allowed"],
    },
  },
];
