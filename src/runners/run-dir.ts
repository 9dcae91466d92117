import { relative, resolve } from "node:path";
import { projectPath } from "../project/globs.ts";
import { realPath } from "../project/project.ts";
import { NOT_LOADED, type TestCase, type TestName, type TestState } from "./report.ts";

/**
 * Where a runner runs: paths that it writes are seen from `cwd`, and kept as seen from the
 * project's root.
 */
export interface RunDir {
  /** Absolute folder of the project. */
  root: string;
  /**
   * Absolute folder that the runner itself is started in: the root, or one of a workspace's
   * packages.
   */
  cwd: string;
}

/** Runners write paths without symbolic links. */
const unlinked = (path: string, root: string): string => {
  const real = realPath(root);
  return path.startsWith(`${real}/`) ? root + path.slice(real.length) : path;
};

/** Code that is not the project's own, and what only looks like a path. */
const FOREIGN =
  /(?:^|\/)(?:node_modules|site-packages|dist-packages|\.venv|venv|gems|\.cargo|\.rustup)(?:\/|$)|^(?:node|bun|internal|native):/;

/** A file as a runner writes it, relative to the project; null when it is none of the project. */
export function fileIn(written: string | null | undefined, { root, cwd }: RunDir): string | null {
  if (!written) return null;
  const path = written.startsWith("file://") ? Bun.fileURLToPath(written) : written;
  const whole = projectPath(relative(root, resolve(cwd, unlinked(path, root))));
  return whole === "" || whole.startsWith("../") || FOREIGN.test(whole) ? null : whole;
}

/** A test with its runner's message, which is kept only where the test failed. */
export const testCase = (
  { file, suites, name }: TestName,
  state: TestState,
  output: string | null | undefined,
): TestCase => ({ file, suites, name, state, message: state === "failed" ? (output ?? "") : null });

/** The failed test that stands for a file that could not be loaded. */
export const notLoaded = (file: string | null, output: string | null | undefined): TestCase =>
  testCase({ file, suites: [], name: NOT_LOADED }, "failed", output);

/** Files of this name in the folders of a workspace, up to three deep. */
export const manifests = (cwd: string, name: string): string[] =>
  ["*/", "*/*/", "*/*/*/"]
    .flatMap((folders) => [...new Bun.Glob(`${folders}${name}`).scanSync({ cwd })])
    .filter((path) => !/(?:^|\/)(?:node_modules|target|vendor)\//.test(path))
    .sort();
