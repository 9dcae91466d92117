/** Central lines: each carries a guarantee alone. Broken, at least two specs of different kinds have to notice. */
export interface Line {
  guarantee: string;
  file: string;
  /** Stands there once. */
  line: string;
  broken: string;
  /** Specs of the function itself, and specs that come through a door: a file, and what its tests' names begin with. */
  noticed: { unit: [file: string, name: string]; door: [file: string, name: string] };
}

const FORGED = "tests/hooks/forged.test.ts";

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
      unit: ["tests/run/accept.test.ts", "does not count when anything else has written or changed it"],
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
      door: ["tests/hooks/noticed.test.ts", "a review of a project that changes meanwhile does not count"],
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
];
