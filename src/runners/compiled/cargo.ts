import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { plainOutput } from "../../project/commands/test-output.ts";
import { readPlainText } from "../../store/files/plain-file.ts";
import type { TestCase, TestState } from "../report.ts";
import { fileIn, manifests, notLoaded, type RunDir, testCase } from "../run-dir.ts";
import type { Ran, Runner } from "../runner.ts";

/** One binary of tests: `running 3 tests` up to `test result: …`. */
const SECTION =
  /^running (\d+) tests?\n([\s\S]*?)^test result: \w+\. (\d+) passed; (\d+) failed; (\d+) ignored; (\d+) measured; \d+ filtered out/gm;
/** What a test prints may stand between its name and its result, with `--nocapture`. */
const RESULT =
  /^test (\S.*?)(?: - should panic)? \.\.\. ([\s\S]*?)(ok|FAILED|ignored(?:, .*)?|bench: .*)$/gm;
const STATES: Record<string, TestState> = { ok: "passed", FAILED: "failed" };
const FAILURE = /^---- (.+) stdout ----\n([\s\S]*?)(?=^---- .+ stdout ----$|^failures:$)/gm;
const BINARY = /^ +Running (?:unittests )?(\S+) \((.*)\)$|^ +Doc-tests (\S+)$/gm;
const NOT_BUILT = /^error(?:\[E\d+\])?: (?:could not compile|failed to parse manifest|aborting)/m;

/**
 * `cargo test`. A stable Rust prints text only, whose sections are exact; they count where they are
 * as many as they say.
 */
export const cargo: Runner = {
  name: "cargo",
  calls: /^cargo (?:test$|t$|\+)/,
  own: ["-q", "--quiet", "--no-run", "--list", "--format", "--help", "-h"],
  reporting({ words, ...place }) {
    const isTest = !words[1]!.startsWith("+") || ["test", "t"].includes(words[2] ?? "");
    return isTest ? { read: (ran) => testsOf(ran, place) } : null;
  },
};

/** Where a package's own files lie, by the name that Rust gives it. */
function folderOf(crate: string, place: RunDir): string | null {
  const named = (manifest: string): boolean => {
    try {
      const text = readPlainText(join(place.cwd, manifest)) ?? "";
      const name = (Bun.TOML.parse(text) as { package?: { name?: unknown } }).package?.name;
      return typeof name === "string" && name.replaceAll("-", "_") === crate;
    } catch {
      return false;
    }
  };
  if (named("Cargo.toml")) return "";
  const found = manifests(place.cwd, "Cargo.toml").find(named);
  return found === undefined ? null : dirname(found);
}

interface Binary {
  /** As the outermost group. */
  title: string;
  file: string | null;
}

function binariesIn(stderr: string, place: RunDir): Binary[] {
  let last: string | null = null;
  const folders = new Map<string, string | null>();
  return [...stderr.matchAll(BINARY)].map(([, path, target, crate]) => {
    if (path === undefined) return { title: `Doc-tests ${crate}`, file: null };
    const own = target!.replace(/^.*[\\/]/, "").replace(/-[0-9a-f]{16}(?:\.exe)?$/, "");
    if (path.startsWith("src")) last = own;
    // A file in tests/ is a crate of its own name: its package was told with the one before, if
    // that has any sources.
    const of = path.startsWith("src") ? own : (last ?? own);
    if (!folders.has(of)) folders.set(of, folderOf(of, place));
    const file = join(place.cwd, folders.get(of) ?? "", path);
    return { title: own, file: existsSync(file) ? fileIn(file, place) : null };
  });
}

function testsOf({ stdout, stderr }: Ran, place: RunDir): TestCase[] | null {
  const [text, errors] = [plainOutput(stdout), plainOutput(stderr)];
  const sections = [...text.matchAll(SECTION)];
  const binaries = binariesIn(errors, place);
  const tests: TestCase[] = [];
  for (const [at, found] of sections.entries()) {
    const binary = binaries.length === sections.length ? binaries[at]! : { title: "", file: null };
    const failures = new Map(
      [...found[2]!.matchAll(FAILURE)].map(([, name, message]) => [name!, message!.trim()]),
    );
    const cases = [...found[2]!.matchAll(RESULT)].map(([, name, , mark]) =>
      caseOf(name!, STATES[mark!] ?? "skipped", failures.get(name!), binary, place),
    );
    const count = (state: TestState): number => cases.filter((one) => one.state === state).length;
    const [running, , passed, failed] = found.slice(1).map(Number);
    if (cases.length !== running || count("passed") !== passed || count("failed") !== failed)
      return null;
    tests.push(...cases);
  }
  if (NOT_BUILT.test(errors)) return [...tests, notLoaded(null, errors)];
  return sections.length === 0 || text.match(/^running \d+ tests?$/gm)?.length !== sections.length
    ? null
    : tests;
}

function caseOf(
  path: string,
  state: TestState,
  message: string | undefined,
  binary: Binary,
  place: RunDir,
): TestCase {
  // An example in the documentation: `src/lib.rs - add (line 5)`.
  const example = /^(\S+\.(?:rs|md)) - (.+)$/.exec(path);
  const parts = example ? [example[2]!] : path.split("::");
  const suites = [...(binary.title === "" ? [] : [binary.title]), ...parts.slice(0, -1)];
  const file = example ? fileIn(example[1], place) : binary.file;
  return testCase({ file, suites, name: parts.at(-1)! }, state, message);
}
