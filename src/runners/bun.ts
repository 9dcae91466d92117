import { readJUnit } from "./junit.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

/** `bun test`. Its JUnit report comes beside its own output; groups stand innermost first in `classname`, and as suites. */
export const bun: Runner = {
  name: "bun",
  reporting({ words, cwd, report }) {
    if (programOf(words[0] ?? "") !== "bun" || words[1] !== "test") return null;
    if (hasOption(words, "--reporter", "--reporter-outfile", "--watch")) return null;
    const path = `${report}.xml`;
    return {
      add: ["--reporter=junit", `--reporter-outfile=${path}`],
      // The outermost suite is the file.
      read: () => readJUnit(path, cwd, ({ file, suites, name }) => ({ file, suites: suites.slice(1), name })),
    };
  },
};
