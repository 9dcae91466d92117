import { readJestJson } from "./jest-json.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

const OWN = ["--json", "--outputFile", "--watch", "--watchAll", "--listTests", "--showConfig"];

/** Jest. With a file for its JSON the person's output stays as it is. */
export const jest: Runner = {
  name: "jest",
  reporting({ words, cwd, report }) {
    if (programOf(words[0] ?? "") !== "jest" || hasOption(words, ...OWN)) return null;
    const path = `${report}.json`;
    return { add: ["--json", `--outputFile=${path}`], read: () => readJestJson(path, cwd) };
  },
};
