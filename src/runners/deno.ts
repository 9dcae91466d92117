import { readJUnit } from "./junit.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

const OWN = ["--junit-path", "--reporter", "--watch", "--no-run"];

/** `deno test`. Its JUnit report comes beside its own output. */
export const deno: Runner = {
  name: "deno",
  reporting({ words, report, ...place }) {
    if (programOf(words[0]) !== "deno" || words[1] !== "test" || hasOption(words, ...OWN)) return null;
    const path = `${report}.xml`;
    return {
      add: [`--junit-path=${path}`],
      read: () =>
        readJUnit(path, place, ({ file, suites, name }) => ({ file: file ?? suites[0] ?? null, suites: [], name })),
    };
  },
};
