import { readJestJson } from "./jest-json.ts";
import { hasOption, programOf, type Runner } from "./runner.ts";

const OWN = ["--json", "--outputFile", "--watch", "--watchAll", "--listTests", "--showConfig", "--init"];

/** Programs that hand their arguments on to jest behind `test`. */
const AROUND = ["react-scripts", "craco", "react-app-rewired"];

/** Jest. With a file for its JSON the person's output stays as it is. */
export const jest: Runner = {
  name: "jest",
  reporting({ words, report, ...place }) {
    const program = programOf(words[0]);
    if (program !== "jest" && !(AROUND.includes(program) && words[1] === "test")) return null;
    if (hasOption(words, ...OWN)) return null;
    const path = `${report}.json`;
    return { add: ["--json", `--outputFile=${path}`], read: () => readJestJson(path, place) };
  },
};
