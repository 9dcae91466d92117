import { type JUnitCase, readJUnit } from "../junit.ts";
import { notLoaded } from "../run-dir.ts";
import { reportsTo } from "../runner.ts";

/** PHP ends so where a file cannot be loaded. */
const FATAL = /^(?:PHP )?(?:Fatal|Parse) error: /m;

/**
 * PHPUnit, and Pest, which takes the same options. The class is the group; what a data provider
 * adds stands in the name.
 */
export const phpunit = reportsTo({
  name: "phpunit",
  calls: /^(?:phpunit|pest)(?:\.phar)? |^artisan test$/,
  own: ["--log-junit", "--list-tests", "--list-suites", "--list-groups", "--list-test-files"],
  ending: "xml",
  ask: (path) => ["--log-junit", path],
  read(path, place, { stdout, stderr }) {
    const suitesOf = (classname: string): string[] =>
      classname === "" ? [] : [classname.replaceAll(".", "\\")];
    const named = ({ file, classname, name }: JUnitCase) => ({
      file,
      suites: suitesOf(classname),
      name,
    });
    const output = `${stdout}\n${stderr}`;
    return readJUnit(path, place, named) ?? (FATAL.test(output) ? [notLoaded(null, output)] : null);
  },
});
