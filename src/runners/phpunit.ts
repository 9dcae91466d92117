import { readJUnit } from "./junit.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

const OWN = ["--log-junit", "--list-tests", "--list-suites"];

/** PHPUnit, and Pest, which takes the same options. The class is the group; what a data provider adds stands in the name. */
export const phpunit: Runner = {
  name: "phpunit",
  reporting({ words, cwd, report }) {
    if (!/^(?:phpunit|pest)(?:\.phar)?$/.test(programOf(words[0] ?? "")) || hasOption(words, ...OWN)) return null;
    const path = `${report}.xml`;
    return {
      add: ["--log-junit", path],
      read: () =>
        readJUnit(path, cwd, ({ file, classname, name }) => ({
          file,
          suites: classname === "" ? [] : [classname],
          name,
        })),
    };
  },
};
