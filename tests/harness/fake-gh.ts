// Stands in for GitHub's program: a folder for the PATH with a `gh` that notes how it was called,
// and answers as it was told.
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
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
  /** What each call read that was given something to read. */
  inputs(): string[];
  /** What it answers from now on. */
  says(answers: Record<string, GhAnswer>): void;
}

/**
 * `answers`: by the first words of a call; behind ` … ` stands a part that it has later on. The
 * first one that fits counts.
 */
export function fakeGh(answers: Record<string, GhAnswer>): FakeGh {
  const folder = tempDir("gh-");
  const [calls, input] = [join(folder, "calls"), join(folder, "input")];
  let written = 0;
  function says(given: Record<string, GhAnswer>): void {
    const cases = Object.entries(given).map(([words, { out = "", err = "", code = 0 }]) => {
      const at = written++;
      for (const [name, text] of Object.entries({ out, err }))
        writeFileSync(join(folder, `${name}-${at}`), text);
      const [toOut, toErr] = [`out-${at}`, `err-${at}`].map((name) => quote(join(folder, name)));
      const later = words.split(" … ").map(quote).join("*");
      return `${later}*) cat ${toOut}; cat ${toErr} >&2; exit ${code};;`;
    });
    const script = [
      "#!/bin/sh",
      `for word; do printf '%s\\0' "$word"; done >>${quote(calls)}; printf '\\n' >>${quote(calls)}`,
      `case "$* " in *" - "*) n=$(ls ${quote(folder)} | grep -c ^input); cat >${quote(`${input}-`)}$n;; esac`,
      `case "$*" in ${cases.join("\n")} *) echo "not asked for: $*" >&2; exit 9;; esac`,
    ];
    // One that is at work reads its own script to the end.
    writeFileSync(join(folder, "next"), script.join("\n"), { mode: 0o755 });
    renameSync(join(folder, "next"), join(folder, "gh"));
  }
  says(answers);
  const read = (file: string): string => (existsSync(file) ? readFileSync(file, "utf8") : "");
  const inputs = (): string[] => {
    const texts = Array.from({ length: 100 }, (_, at) => `${input}-${at}`).filter(existsSync);
    return texts.map(read);
  };
  return {
    path: `${folder}:${process.env.PATH}`,
    calls: () =>
      read(calls)
        .split("\0\n")
        .filter(Boolean)
        .map((line) => line.split("\0")),
    input: () => inputs().at(-1) ?? "",
    inputs,
    says,
  };
}
