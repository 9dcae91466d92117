import { readJestJson } from "./jest-json.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

const OWN = ["--reporter", "--outputFile", "--watch", "-w", "--ui", "bench", "list", "typecheck"];

/** Vitest, from 0.34 on: several reporters, and a file for each. */
export const vitest: Runner = {
  name: "vitest",
  reporting({ words, cwd, report }) {
    if (programOf(words[0] ?? "") !== "vitest" || hasOption(words, ...OWN)) return null;
    const path = `${report}.json`;
    return {
      add: ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`],
      read: () => readJestJson(path, cwd),
    };
  },
};
