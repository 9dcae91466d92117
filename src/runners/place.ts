import { realpathSync } from "node:fs";
import { framesIn, pathInProject } from "./frames.ts";
import { NOT_LOADED, type TestCase, type TestState } from "./report.ts";

/** Where a runner runs: paths that it writes are seen from `cwd`, and kept as seen from the project's root. */
export interface Place {
  /** Absolute folder of the project. */
  root: string;
  /** Absolute folder that the runner itself is started in: the root, or one of a workspace's packages. */
  cwd: string;
}

/** Runners write paths without symbolic links. */
function unlinked(text: string, root: string): string {
  try {
    const real = realpathSync(root);
    return real === root || real === "/" ? text : text.replaceAll(real, root);
  } catch {
    return text;
  }
}

/** A file as a runner writes it, relative to the project; null when it is none of the project. */
export const fileIn = (written: string | null | undefined, { root, cwd }: Place): string | null =>
  written ? pathInProject(unlinked(written, root), root, cwd) : null;

/** Files of the project that a failure's text names. */
const framesAt = (text: string, { root, cwd }: Place): string[] => framesIn(unlinked(text, root), root, cwd);

/** A test with what its runner says of it, which is kept of a failed one alone. */
export function testCase(
  { file, suites, name }: Pick<TestCase, "file" | "suites" | "name">,
  state: TestState,
  output: string | null | undefined,
  place: Place,
): TestCase {
  const message = state === "failed" ? (output ?? "") : null;
  const frames = message === null ? [] : framesAt(message, place);
  // Its own file is where it failed, also where no line says so.
  if (message !== null && file !== null && !frames.includes(file)) frames.push(file);
  return { file, suites, name, state, message, frames };
}

/** The failed test that stands for a file that could not be loaded. */
export const notLoaded = (file: string | null, output: string | null | undefined, place: Place): TestCase =>
  testCase({ file, suites: [], name: NOT_LOADED }, "failed", output, place);

/** Files of this name in the folders of a workspace, up to three deep. */
export const manifests = (cwd: string, name: string): string[] =>
  ["*/", "*/*/", "*/*/*/"]
    .flatMap((folders) => [...new Bun.Glob(`${folders}${name}`).scanSync({ cwd })])
    .filter((path) => !/(?:^|\/)(?:node_modules|target|vendor)\//.test(path))
    .sort();
