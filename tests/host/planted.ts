// A change with twelve planted faults in four languages, and whoever reviews it.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Reply, Script, Turn } from "../harness/model.ts";
import { type Files, filesBelow, makeProject, writeFiles } from "../harness/project.ts";
import type { Worker } from "../harness/team.ts";

const FIXTURES = join(import.meta.dir, "../fixtures/planted");

/** Sources that other tools of this repository would read end in `.txt` there. */
const filesOf = (state: "before" | "after"): Files =>
  Object.fromEntries(
    filesBelow(join(FIXTURES, state)).map((name) => [
      name.replace(/\.txt$/, ""),
      readFileSync(join(FIXTURES, state, name), "utf8"),
    ]),
  );

export const CHANGE = filesOf("after");

/** A project in which nothing of the change is committed, or without it. */
export function plantedProject({ isChanged = true } = {}): string {
  const settings = JSON.stringify({ tests: { commands: ["bun test web"] } });
  const project = makeProject({
    files: { ...filesOf("before"), ".claude/multi-ai.json": settings },
  });
  if (isChanged) writeFiles(project, CHANGE);
  return project;
}

/** Reviewers who write what a model wrote, to which nobody had told what is planted. */
export const asWritten: Worker = ({ writes }) => ({
  artifact: JSON.parse(readFileSync(join(FIXTURES, "reviews", writes.split("/").at(-1)!), "utf8")),
});

/** Each of the faults by a word of its problem, with its file. */
export const PLANTED: [file: string, words: RegExp][] = [
  ["web/cart.ts", /inverted/],
  ["web/cart.ts", /remainder/],
  ["web/cart.ts", /changes the caller's/],
  ["go/inv/store.go", /without unlocking/],
  ["go/inv/store.go", /Count reads the map/],
  ["go/inv/store.go", /Atoi is thrown away/],
  ["py/report.py", /SQL injection/],
  ["py/report.py", /default dict/],
  ["py/report.py", /ZeroDivisionError/],
  ["rb/mailer.rb", /without raising/],
  ["rb/mailer.rb", /Off by one/],
  ["rb/mailer.rb", /unescaped/],
];

/** What a careful reviewer reads of it: each changed file and its test, then the callers. */
const UNSHOWN = ["web/cart.test.ts"];
export const READ = [...Object.keys(CHANGE), ...UNSHOWN];
export const SOUGHT = ["total|merged|split|discounted", "Store|report|Mailer"];

type Calls = NonNullable<Reply["calls"]>;

/** The calls by the tools of a reviewer, in two messages: to read these, and to search. */
export function careful(project: string, read = READ): [Calls, Calls] {
  const reads = read.map((name) => ({
    name: "Read",
    input: { file_path: join(project, name) },
  }));
  const searches = SOUGHT.map((pattern) => ({
    name: "Grep",
    input: { pattern, path: project, output_mode: "content" },
  }));
  return [reads, searches];
}

/** How reviewers may read: in how many messages, and whether also what their brief shows whole. */
export const WAYS = {
  twice: (project: string): Calls[] => careful(project),
  oneByOne: (project: string): Calls[] =>
    careful(project)
      .flat()
      .map((call) => [call]),
  unshown: (project: string): Calls[] => [careful(project, UNSHOWN).flat()],
};

/** Makes the calls of each message in turn before `script` is asked; only where `isWanted`. */
export const behind =
  (messages: Calls[], script: Script, isWanted = (turn: Turn) => turn.thread === "agent"): Script =>
  (turn) => {
    const calls = isWanted(turn) ? messages[turn.turn] : undefined;
    return calls === undefined ? script(turn) : { calls };
  };
