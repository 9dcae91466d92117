// @bun
import {
  fold2
} from "./s28.js";
import {
  titleOf3,
  isTestNamed
} from "./s24.js";

// src/workflows/review/named-tests.ts
var folded = ({ file, suites, name, held }) => ({
  file: file === null ? null : fold2(file),
  suites: suites.map(fold2),
  name: fold2(name),
  ...held === undefined ? {} : { held }
});
function testsNamed(tests, written, file = null) {
  const named = fold2(written);
  return tests.filter((one) => (file === null || one.file === null || one.file === file) && isTestNamed(folded(one), named));
}
var MAX_WAYS = 1e4;
function sharedTests(told) {
  const criteria = told.map(({ id, by }) => ({
    id,
    by: by.flatMap((tests) => [...Map.groupBy(tests, (one) => one.file).values()])
  }));
  const order = criteria.toSorted((one, other) => one.by.length - other.by.length);
  let ways = 0;
  const assign = (at, taken) => {
    const one = order[at];
    return one === undefined || ++ways <= MAX_WAYS && one.by.some((tests) => isFree(tests, taken) && assign(at + 1, new Map([...taken, ...tests.map((test) => [test, one.id])])));
  };
  if (assign(0, new Map))
    return [];
  const taken = new Map;
  return criteria.flatMap(({ id, by }) => {
    const own = by.find((tests) => isFree(tests, taken));
    for (const test of own ?? [])
      taken.set(test, id);
    const [test] = by.flat().filter((one) => taken.has(one));
    return own !== undefined || test === undefined ? [] : [{ id, test: titleOf3(test), other: taken.get(test) }];
  });
}
var isFree = (tests, taken) => !tests.some((one) => taken.has(one));

export { testsNamed, sharedTests };
