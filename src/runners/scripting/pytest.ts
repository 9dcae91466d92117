import { existsSync } from "node:fs";
import { join } from "node:path";
import { readJUnit } from "../junit.ts";
import { NOT_LOADED, type TestCase } from "../report.ts";
import { fileIn, notLoaded, type RunDir } from "../run-dir.ts";
import { reportsTo } from "../runner.ts";

/** Without its conftest pytest begins nothing, and writes no report. */
const CONFTEST = /^ImportError while loading conftest '(.+)'\.$/m;

/**
 * `tests.test_shop.TestCart` in `tests/test_shop.py`: what is left of the module is the classes.
 */
function classesOf(classname: string, file: string | null): string[] {
  const module = (file ?? "").replace(/\.py$/, "").replaceAll("/", ".");
  const rest =
    module !== "" && classname.startsWith(`${module}.`) ? classname.slice(module.length + 1) : "";
  return rest === "" ? [] : rest.split(".");
}

/** pytest's own root, from which it names files: as it says, else where it was started. */
function rootOf(stdout: string, { cwd }: RunDir): (file: string) => string {
  const root =
    /^rootdir: (.+?)(?:, (?:configfile|inifile|testpaths): .*)?$/m.exec(stdout)?.[1] ?? cwd;
  return (file) => join(existsSync(join(root, file)) ? root : cwd, file);
}

/**
 * One test that fails and then fails to clean up, or the other way round, stands in the report
 * twice.
 */
function eachOnce(tests: TestCase[]): TestCase[] {
  const found = new Map<string, TestCase>();
  for (const test of tests) {
    const id = JSON.stringify([test.file, test.suites, test.name]);
    const same = found.get(id);
    if (same === undefined) found.set(id, test);
    else if (test.state === "failed")
      found.set(id, {
        ...test,
        message: [same.message, test.message].filter(Boolean).join("\n"),
      });
  }
  return [...found.values()];
}

/**
 * pytest. The older form of its JUnit report names the file of each test. A module that cannot be
 * loaded is an error without a class.
 */
export const pytest = reportsTo({
  name: "pytest",
  calls: /^(?:pytest|py\.test|pytest-3) /,
  own: [
    "--junitxml",
    "--junit-xml",
    "--collect-only",
    "--co",
    "--fixtures",
    "--markers",
    "--setup-plan",
  ],
  ending: "xml",
  ask: (path) => [`--junitxml=${path}`, "-o", "junit_family=xunit1"],
  read(path, place, { stdout, stderr }) {
    const whole = rootOf(stdout, place);
    const tests = readJUnit(path, place, ({ file, classname, name, state }) => {
      if (classname === "" && state === "failed") {
        const module = file ?? `${name.replaceAll(".", "/")}.py`;
        return { file: whole(module), suites: [], name: NOT_LOADED };
      }
      return { file: file === null ? null : whole(file), suites: classesOf(classname, file), name };
    });
    if (tests !== null) return eachOnce(tests);
    const conftest = CONFTEST.exec(stderr)?.[1];
    return conftest === undefined ? null : [notLoaded(fileIn(conftest, place), stderr)];
  },
});
