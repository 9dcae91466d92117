import { readJUnit } from "./junit.ts";
import { notLoaded } from "./place.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

const OWN = ["--log-junit", "--list-tests", "--list-suites", "--list-groups", "--list-test-files"];

/** PHP ends so where a file cannot be loaded. */
const FATAL = /^(?:PHP )?(?:Fatal|Parse) error: /m;

/** PHPUnit, and Pest, which takes the same options. The class is the group; what a data provider adds stands in the name. */
export const phpunit: Runner = {
  name: "phpunit",
  reporting({ words, report, ...place }) {
    const isArtisan = programOf(words[0]) === "artisan" && words[1] === "test";
    if (!isArtisan && !/^(?:phpunit|pest)(?:\.phar)?$/.test(programOf(words[0]))) return null;
    if (hasOption(words, ...OWN)) return null;
    const path = `${report}.xml`;
    return {
      add: ["--log-junit", path],
      read: ({ stdout, stderr }) => {
        const tests = readJUnit(path, place, ({ file, classname, name }) => ({
          file,
          suites: classname === "" ? [] : [classname.replaceAll(".", "\\")],
          name,
        }));
        const said = `${stdout}\n${stderr}`;
        return tests ?? (FATAL.test(said) ? [notLoaded(null, said, place)] : null);
      },
    };
  },
};
