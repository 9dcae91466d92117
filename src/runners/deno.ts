import { readJUnit } from "./junit.ts";
import { reportsTo } from "./runner.ts";

/** `deno test`. Its JUnit report comes beside its own output; steps are tests as well. */
export const deno = reportsTo({
  name: "deno",
  calls: /^deno test$/,
  own: ["--junit-path", "--reporter", "--watch", "--no-run"],
  ending: "xml",
  ask: (path) => [`--junit-path=${path}`],
  read: (path, place) =>
    readJUnit(path, place, ({ file, suites, name }) => ({ file: file ?? suites[0] ?? null, suites: [], name })),
});
