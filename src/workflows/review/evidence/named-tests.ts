import { isTestNamed, type TestCase, type TestName, titleOf } from "../../../runners/report.ts";
import { fold } from "../../../text.ts";

/**
 * Tests of the program's record by the names that an artifact gives them, and which criterion each
 * of them shows.
 */

const folded = ({ file, suites, name, held }: TestName): TestName => ({
  file: file === null ? null : fold(file),
  suites: suites.map(fold),
  name: fold(name),
  ...(held === undefined ? {} : { held }),
});

/**
 * The tests that somebody means by a name, in a file where one is given: several where it leaves
 * parameters out.
 */
export function testsNamed(
  tests: readonly TestCase[],
  written: string,
  file: string | null = null,
): TestCase[] {
  const named = fold(written);
  return tests.filter(
    (test) =>
      (file === null || test.file === null || test.file === file) &&
      isTestNamed(folded(test), named),
  );
}

/** A criterion, and the tests of each of the names that stand for it. */
export interface CriterionTests {
  id: string;
  by: TestCase[][];
}

/**
 * How often a test is looked for: more criteria of one name than there are tests of it have very
 * many ways to fail.
 */
const MAX_WAYS = 10_000;

/**
 * Criteria that share their test with another criterion; empty where each can have a test of its
 * own. A name without parameters matches every case of its test. A name that occurs in several
 * files, such as in packages of a workspace, matches any of them.
 */
export function sharedTests(
  shown: readonly CriterionTests[],
): { id: string; test: string; other: string }[] {
  const criteria = shown.map(({ id, by }) => ({
    id,
    by: by.flatMap((tests) => [...Map.groupBy(tests, (one) => one.file).values()]),
  }));
  // Who has the least to choose from chooses first: a way that exists is found before the bound.
  const order = criteria.toSorted((one, other) => one.by.length - other.by.length);
  let ways = 0;
  const assign = (at: number, taken: Map<TestCase, string>): boolean => {
    const one = order[at];
    return (
      one === undefined ||
      (++ways <= MAX_WAYS &&
        one.by.some(
          (tests) =>
            isFree(tests, taken) &&
            assign(at + 1, new Map([...taken, ...tests.map((test) => [test, one.id] as const)])),
        ))
    );
  };
  if (assign(0, new Map())) return [];
  const taken = new Map<TestCase, string>();
  return criteria.flatMap(({ id, by }) => {
    const own = by.find((tests) => isFree(tests, taken));
    for (const test of own ?? []) taken.set(test, id);
    const [test] = by.flat().filter((one) => taken.has(one));
    return own !== undefined || test === undefined
      ? []
      : [{ id, test: titleOf(test), other: taken.get(test)! }];
  });
}

const isFree = (tests: readonly TestCase[], taken: ReadonlyMap<TestCase, string>): boolean =>
  !tests.some((test) => taken.has(test));
