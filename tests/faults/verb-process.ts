// One verb as a process: it comes as JSON on standard input, its project in MULTI_AI_HOME.
import { played } from "./played.ts";

const home = process.env.MULTI_AI_HOME!;
const project = { root: home, task: `${home}/.task`, found: "journal" } as const;
console.log(await played(project, JSON.parse(await Bun.stdin.text())));
