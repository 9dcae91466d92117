import { readJUnit } from "./junit.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

const OWN = ["--reporter", "--reporter-outfile", "--watch", "--hot"];

/** `bun test`. Its JUnit report comes beside its own output; groups stand innermost first in `classname`, and as suites. */
export const bun: Runner = {
  name: "bun",
  reporting({ words, report, ...place }) {
    if (programOf(words[0]) !== "bun" || words[1] !== "test" || hasOption(words, ...OWN)) return null;
    const path = `${report}.xml`;
    return {
      add: ["--reporter=junit", `--reporter-outfile=${path}`],
      // The outermost suite is the file.
      read: () => readJUnit(path, place, ({ file, suites, name }) => ({ file, suites: suites.slice(1), name })),
    };
  },
};
