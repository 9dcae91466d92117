import { existsSync, readdirSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { plainOutput } from "../../project/commands/test-output.ts";
import { foldersIn } from "../../store/files/plain-file.ts";
import { readReport } from "../json.ts";
import { parseJUnit } from "../junit.ts";
import { NOT_LOADED, type TestCase } from "../report.ts";
import { notLoaded, type RunDir, testCase } from "../run-dir.ts";
import type { Ran, Runner } from "../runner.ts";

/** Gradle and Maven leave JUnit files in the folder of each module without being asked. */

/** Where a module keeps them. */
const FOLDERS = {
  gradle: /^(.*?)\/?build\/test-results\/([^/]+)$/,
  maven: /^(.*?)\/?target\/(?:surefire|failsafe)-reports$/,
};
/** Folders that hold no module, and how deep modules lie. */
const SKIPPED = /^(?:\..*|node_modules|src|classes|tmp|libs)$/;
const MAX_DEPTH = 8;
const MAX_FILES = 5_000;

const NOT_BUILT =
  /COMPILATION ERROR|Compilation failed; see the compiler|Execution failed for task '[\w:-]*:compile\w*'/;
/** A task of Gradle whose results are those of an earlier run, of the same inputs. */
const UP_TO_DATE = /^(?:> Task )?:((?:[\w.-]+:)*)([\w-]+) (?:UP-TO-DATE|FROM-CACHE)$/gm;

export const gradle: Runner = {
  name: "gradle",
  calls: /^gradlew? /,
  own: ["-t", "--continuous", "-m", "--dry-run", "--tasks"],
  reporting: (place) => ({ read: (ran) => testsOf(ran, "gradle", place) }),
};

export const maven: Runner = {
  name: "maven",
  calls: /^mvnw?d? /,
  reporting: (place) => ({ read: (ran) => testsOf(ran, "maven", place) }),
};

/** Folders of reports below a project, with the module that each is of. */
function reportFolders(
  kind: keyof typeof FOLDERS,
  cwd: string,
): { folder: string; module: string; task: string }[] {
  const found: { folder: string; module: string; task: string }[] = [];
  const walk = (folder: string, depth: number): void => {
    const matched = FOLDERS[kind].exec(folder);
    if (matched) found.push({ folder, module: matched[1]!, task: matched[2] ?? "" });
    if (matched || depth > MAX_DEPTH) return;
    const names = foldersIn(join(cwd, folder)).filter((name) => !SKIPPED.test(name));
    for (const name of names.sort()) walk(folder === "" ? name : `${folder}/${name}`, depth + 1);
  };
  walk("", 0);
  return found;
}

function testsOf(
  { stdout, stderr, startedAt }: Ran,
  kind: keyof typeof FOLDERS,
  place: RunDir,
): TestCase[] | null {
  const output = plainOutput(`${stdout}\n${stderr}`);
  const kept = new Set(
    [...output.matchAll(UP_TO_DATE)].map(
      ([, path, task]) => `${path!.replaceAll(":", "/")}${task}`,
    ),
  );
  // Some file systems know no parts of a second. The time of a change cannot be set, as that of the
  // content can.
  const since = Math.floor(startedAt / 1_000) * 1_000;
  const folders = reportFolders(kind, place.cwd);
  const tests: TestCase[] = [];
  let files = 0;
  for (const { folder, module, task } of folders) {
    const isKept = kept.has(module === "" ? task : `${module}/${task}`);
    for (const file of readdirSync(join(place.cwd, folder)).sort()) {
      const path = join(place.cwd, folder, file);
      if (!/^TEST-.*\.xml$/.test(file) || (!isKept && statSync(path).ctimeMs < since)) continue;
      files++;
      const cases = files > MAX_FILES ? null : parseJUnit(readReport(path) ?? "");
      // One that cannot be read would hide its tests.
      if (cases === null) return null;
      for (const one of cases) {
        const name = one.name === "" || one.name === one.classname ? NOT_LOADED : one.name;
        const file = fileOfClass(one.classname, module, place);
        const suites = one.classname === "" ? [] : [one.classname];
        tests.push(testCase({ file, suites, name }, one.state, one.message));
      }
    }
  }
  if (NOT_BUILT.test(output)) return [...tests, notLoaded(null, output)];
  return files === 0 ? null : tests;
}

const SOURCES = ["test", "main", "integrationTest", "it"];
const LANGUAGES = ["java", "kotlin", "groovy", "scala"];
const ENDINGS: Record<string, string> = { kotlin: "kt" };

/** The file of a class, by its packages; one in a class has that one's. */
function fileOfClass(name: string, module: string, place: RunDir): string | null {
  const path = name.replace(/\$.*$/, "").replaceAll(".", "/");
  for (const source of SOURCES)
    for (const language of LANGUAGES) {
      const file = join(
        place.cwd,
        module,
        "src",
        source,
        language,
        `${path}.${ENDINGS[language] ?? language}`,
      );
      if (path !== "" && existsSync(file)) return relative(place.root, file).replaceAll("\\", "/");
    }
  return null;
}
