// Stands in for GitHub's program: a folder for the PATH with a `gh` that notes how it was called,
// and answers as it was told.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { quote } from "../../src/text.ts";
import { tempDir } from "./project.ts";

export interface GhAnswer {
  out?: string;
  err?: string;
  code?: number;
}

export interface FakeGh {
  /** The PATH with it in front. */
  path: string;
  /** The arguments of each call so far. */
  calls(): string[][];
  /** What the last call read. */
  input(): string;
}

/** `answers`: by the first two words of a call. */
export function fakeGh(answers: Record<string, GhAnswer>): FakeGh {
  const folder = tempDir("gh-");
  const [calls, input] = [join(folder, "calls"), join(folder, "input")];
  const cases = Object.entries(answers).map(([words, { out = "", err = "", code = 0 }], at) => {
    for (const [name, text] of Object.entries({ out, err }))
      writeFileSync(join(folder, `${name}-${at}`), text);
    const [toOut, toErr] = [`out-${at}`, `err-${at}`].map((name) => quote(join(folder, name)));
    return `${quote(words)}) cat ${toOut}; cat ${toErr} >&2; exit ${code};;`;
  });
  const script = [
    "#!/bin/sh",
    `for word; do printf '%s\\0' "$word"; done >>${quote(calls)}; printf '\\n' >>${quote(calls)}`,
    `case "$1 $2" in "pr create") cat >${quote(input)};; esac`,
    `case "$1 $2" in ${cases.join("\n")} *) echo "not asked for: $*" >&2; exit 9;; esac`,
  ];
  writeFileSync(join(folder, "gh"), script.join("\n"), { mode: 0o755 });
  const read = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");
  return {
    path: `${folder}:${process.env.PATH}`,
    calls: () =>
      read(calls)
        .split("\0\n")
        .filter(Boolean)
        .map((line) => line.split("\0")),
    input: () => read(input),
  };
}
