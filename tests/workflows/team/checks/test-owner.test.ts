import { expect, test } from "bun:test";
import { globSet } from "../../../../src/project/globs.ts";
import { type TestCase, testOfLine } from "../../../../src/runners/report.ts";
import type { Areas } from "../../../../src/workflows/team/areas.ts";
import { type OwnerContext, ownerOfFailure } from "../../../../src/workflows/team/checks/tests.ts";

const AREAS: Areas = {
  backend: ["src/backend/**", "src/shared/**"],
  frontend: ["src/frontend/**", "src/shared/**"],
  platform: ["src/infra/**"],
};
const isTest = globSet(["**/*.test.*", "tests/", "src/tests/"]);

interface Over {
  test?: string;
  file?: string | null;
  stack?: string[];
}
const failure = ({
  test = "returns 200",
  file = "src/tests/auth.test.js",
  stack = [],
}: Over): TestCase => ({
  ...{
    ...testOfLine(test, "failed"),
    file,
    message: stack.map((path) => `at x (${path}:1:2)`).join("\n"),
  },
});
const context = (over: Partial<OwnerContext>): OwnerContext => ({
  named: (text) => [...text.matchAll(/\((.*?):/g)].map(([, path]) => path!),
  mapping: [],
  components: [],
  areas: AREAS,
  isTest,
  ...over,
});
const proved = (test: string, file: string | null = "src/tests/auth.test.js") => [
  { criterion: 1, test, file },
];
const component = (area: string, criteria = [1]) => ({ area, criteria });

const CASES: [name: string, Over, Parameters<typeof context>[0], owner: string][] = [
  [
    "its criterion's component",
    {},
    { mapping: proved("returns 200"), components: [component("backend")] },
    "backend",
  ],
  [
    "the criterion before its stack",
    { stack: ["src/frontend/a.js"] },
    { mapping: proved("returns 200"), components: [component("backend")] },
    "backend",
  ],
  [
    "the name with its groups",
    { test: "auth > returns 200" },
    { mapping: proved("returns 200"), components: [component("backend")] },
    "backend",
  ],
  [
    "a name that only ends alike",
    { test: "never_returns 200" },
    { mapping: proved("turns 200"), components: [component("backend")] },
    "principal",
  ],
  [
    "another file's test of that name",
    {},
    { mapping: proved("returns 200", "src/tests/b.test.js"), components: [component("backend")] },
    "principal",
  ],
  [
    "a criterion whose file nobody told",
    {},
    { mapping: proved("returns 200", null), components: [component("platform")] },
    "platform",
  ],
  [
    "a criterion of two areas",
    {},
    { mapping: proved("returns 200"), components: [component("backend"), component("frontend")] },
    "principal",
  ],
  [
    "a criterion of two components of one area",
    {},
    { mapping: proved("returns 200"), components: [component("backend"), component("backend")] },
    "backend",
  ],
  [
    "a component of an area that does not exist",
    { stack: ["src/infra/a.js"] },
    { mapping: proved("returns 200"), components: [component("nobody")] },
    "platform",
  ],
  [
    "a criterion of no component",
    {},
    { mapping: proved("returns 200"), components: [component("backend", [2])] },
    "principal",
  ],
  [
    "its stack, and a file of nobody",
    { stack: ["src/tests/setup.js", "src/backend/routes/auth.js"] },
    {},
    "backend",
  ],
  [
    "a test of another area in it does not count",
    { stack: ["src/frontend/a.test.js", "src/infra/b.js"] },
    {},
    "platform",
  ],
  ["its stack", { stack: ["src/tests/auth.test.js", "src/frontend/a.jsx"] }, {}, "frontend"],
  ["a stack of two areas", { stack: ["src/frontend/a.jsx", "src/backend/a.js"] }, {}, "principal"],
  [
    "a shared module beside one of its own",
    { stack: ["src/shared/a.js", "src/backend/a.js"] },
    {},
    "backend",
  ],
  ["a shared module alone", { stack: ["src/shared/a.js"] }, {}, "principal"],
  ["the folder that it mirrors", { file: "src/tests/backend/auth.test.js" }, {}, "backend"],
  ["a mirrored folder below the usual root", { file: "tests/frontend/a.test.js" }, {}, "frontend"],
  ["the code beside it", { file: "src/infra/queue.test.js" }, {}, "platform"],
  ["back slashes", { file: "src\\tests\\backend\\auth.test.js" }, {}, "backend"],
  ["a mirrored shared folder", { file: "src/tests/shared/a.test.js" }, {}, "principal"],
  ["a mirrored folder of an area", { file: "tests/infra/queue.test.js" }, {}, "platform"],
  [
    "its own folder",
    { file: "tests/e2e/a.js" },
    { areas: { ...AREAS, e2e: ["tests/e2e/**"] } },
    "e2e",
  ],
  ["nothing", {}, {}, "principal"],
  ["no file", { file: null }, {}, "principal"],
  ["one area that owns all", {}, { areas: { app: ["**"] } }, "app"],
];

test.each(CASES)("a failing test goes by %s", (_name, over, given, owner) => {
  const found = ownerOfFailure(failure(over), context(given));
  expect(found.owner).toBe(owner);
  expect(found.why).not.toBe("");
});

test("the reason names what decided", () => {
  expect(
    ownerOfFailure(
      failure({}),
      context({ mapping: proved("returns 200"), components: [component("backend")] }),
    ).why,
  ).toBe("criterion 1, by the design spec, belongs to backend");
  expect(
    ownerOfFailure(failure({ stack: ["src/backend/a.js", "src/frontend/b.js"] }), context({})).why,
  ).toBe(
    "what its failure names (src/backend/a.js, src/frontend/b.js) belongs to backend and frontend: the principal decides whose it is",
  );
});
