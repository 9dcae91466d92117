import { existsSync } from "node:fs";
import { join } from "node:path";
import { framesIn } from "./frames.ts";
import { jsonLines } from "./json.ts";
import { NOT_LOADED, type TestCase } from "./report.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

interface Event {
  Action: string;
  Package?: string;
  Test?: string;
  Output?: string;
}

const STATES = { pass: "passed", fail: "failed", skip: "skipped" } as const;

/** `go test`. Its report takes the place of its output, and holds it. Packages stand as the outermost group; Go tells no files. */
export const go: Runner = {
  name: "go",
  reporting({ words, cwd, env }) {
    if (programOf(words[0] ?? "") !== "go" || words[1] !== "test" || hasOption(words, "-json", "-c", "-list"))
      return null;
    // Behind names of packages Go takes options for the tests' own.
    return {
      env: { GOFLAGS: [env.GOFLAGS, "-json"].filter(Boolean).join(" ") },
      read: ({ stdout, stderr }) => testsOf(jsonLines<Event>(stdout), stderr, cwd),
      shown: (stdout) =>
        stdout
          .split("\n")
          .map((line) =>
            line.startsWith("{") ? (jsonLines<Event>(line)[0]?.Output ?? "") : line === "" ? "" : `${line}\n`,
          )
          .join(""),
    };
  },
};

function testsOf(events: Event[], stderr: string, cwd: string): TestCase[] | null {
  if (events.length === 0) return null;
  const outputs = new Map<string, string>();
  const tests: TestCase[] = [];
  const keyOf = ({ Package = "", Test = "" }: Event): string => `${Package}\n${Test}`;
  const parents = new Set(
    events.flatMap((one) =>
      one.Test?.includes("/") ? [`${one.Package}\n${one.Test.slice(0, one.Test.lastIndexOf("/"))}`] : [],
    ),
  );
  for (const event of events) {
    const key = keyOf(event);
    if (event.Action === "output") outputs.set(key, (outputs.get(key) ?? "") + (event.Output ?? ""));
    const state = STATES[event.Action as keyof typeof STATES];
    if (state === undefined || event.Package === undefined) continue;
    const parts = (event.Test ?? NOT_LOADED).split("/");
    // A package is red because of its tests, unless it has none that ran.
    const hasTests = tests.some((one) => one.suites[0] === event.Package);
    if (event.Test === undefined && (state !== "failed" || hasTests)) continue;
    // What holds other tests counts by itself only where all of them passed and it failed.
    const inner = tests.filter(
      (one) =>
        one.suites[0] === event.Package && [...one.suites.slice(1), one.name].join("/").startsWith(`${event.Test}/`),
    );
    if (parents.has(key) && (state !== "failed" || inner.some((one) => one.state === "failed"))) continue;
    const message = state === "failed" ? outputs.get(key) || stderr : null;
    tests.push({
      file: null,
      suites: [event.Package, ...parts.slice(0, -1)],
      name: parts.at(-1)!,
      state,
      message,
      frames: message === null ? [] : framesOfPackage(message, event.Package, cwd),
    });
  }
  return tests;
}

/** Go names files without their folder, which the package's path ends with. */
function framesOfPackage(message: string, of: string, cwd: string): string[] {
  return framesIn(message, cwd).map((file) => {
    const parts = of.split("/");
    const folders = parts.map((_, at) => parts.slice(at + 1).join("/"));
    const folder = folders.find((one) => existsSync(join(cwd, one, file)));
    return folder ? `${folder}/${file}` : file;
  });
}
