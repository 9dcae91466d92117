import { readJestJson } from "./jest-json.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

const OWN = ["--reporter", "--outputFile", "--watch", "-w", "--ui", "--mergeReports", "--standalone"];
/** Its commands that are no run of tests. */
const OTHERS = ["bench", "list", "watch", "dev", "init", "typecheck"];

/** Vitest, from 0.34 on: several reporters, and a file for each. */
export const vitest: Runner = {
  name: "vitest",
  reporting({ words, report, ...place }) {
    if (programOf(words[0]) !== "vitest" || OTHERS.includes(words[1] ?? "") || hasOption(words, ...OWN)) return null;
    const path = `${report}.json`;
    return {
      add: ["--reporter=default", "--reporter=json", `--outputFile.json=${path}`],
      read: () => readJestJson(path, place),
    };
  },
};
