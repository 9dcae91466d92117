import { readJUnit } from "./junit.ts";
import { NOT_LOADED } from "./report.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

const OWN = ["--junitxml", "--junit-xml", "--collect-only", "--co", "--fixtures", "--markers"];

/** `tests.test_shop.TestCart` in `tests/test_shop.py`: what is left of the module is the classes. */
function classesOf(classname: string, file: string | null): string[] {
  const module = (file ?? "").replace(/\.py$/, "").replaceAll("/", ".");
  const rest = module !== "" && classname.startsWith(`${module}.`) ? classname.slice(module.length + 1) : "";
  return rest === "" ? [] : rest.split(".");
}

/** pytest. The older form of its JUnit report names the file of each test. A module that cannot be loaded is an error without a class. */
export const pytest: Runner = {
  name: "pytest",
  reporting({ words, cwd, report }) {
    if (!/^(?:pytest|py\.test|pytest-3)$/.test(programOf(words[0] ?? "")) || hasOption(words, ...OWN)) return null;
    const path = `${report}.xml`;
    return {
      add: [`--junitxml=${path}`, "-o", "junit_family=xunit1"],
      read: () =>
        readJUnit(path, cwd, ({ file, classname, name, message }) => ({
          file,
          suites: classesOf(classname, file),
          name: classname === "" && message !== null ? NOT_LOADED : name,
        })),
    };
  },
};
