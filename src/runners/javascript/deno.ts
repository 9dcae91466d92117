import { type JUnitCase, readJUnit } from "../junit.ts";
import type { TestCase } from "../report.ts";
import { reportsTo } from "../runner.ts";

/** `deno test`. Its JUnit report comes beside its own output. */
export const deno = reportsTo({
  name: "deno",
  calls: /^deno test$/,
  own: ["--junit-path", "--reporter", "--watch", "--no-run"],
  ending: "xml",
  ask: (path) => [`--junit-path=${path}`],
  read(path, place) {
    const named = ({ file, suites, name }: JUnitCase) => ({
      file: file ?? suites[0] ?? null,
      suites: [],
      name,
    });
    const tests = readJUnit(path, place, named);
    return tests && withSteps(tests);
  },
});

/**
 * Steps stand after their test as `test > step`: they are the tests then, and what holds them only
 * where it fails by itself.
 */
function withSteps(tests: readonly TestCase[]): TestCase[] {
  const holds = (outer: TestCase, inner: TestCase): boolean =>
    outer.file === inner.file && inner.name.startsWith(`${outer.name} > `);
  return tests.flatMap((test) => {
    const isByStep = test.state !== "failed" || /^\d+ test steps? failed/.test(test.message ?? "");
    if (isByStep && tests.some((other) => holds(test, other))) return [];
    const parts = tests.some((other) => holds(other, test)) ? test.name.split(" > ") : [test.name];
    return [{ ...test, suites: parts.slice(0, -1), name: parts.at(-1)! }];
  });
}
