// `npm run serve` and `multi-ai serve`: plain Node, because in a fresh clone there is nothing else. Reads the words, installs what
// is missing, then hands over to Bun with the words as they are.
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { install, root } from "../tests/install.mjs";
import { readArguments, typed, usage, WrongUsage } from "./options.mjs";

// npm runs scripts in the package's folder; where the person is stands in INIT_CWD. Bun itself starts in a folder of ours:
// it would read files of that one.
const from = process.env.MULTI_AI_CWD ?? process.env.INIT_CWD ?? process.cwd();
const typedAs = (verb) => typed(verb, process.env, root);

let bun;
try {
  const { verb, isAsked } = readArguments(process.argv.slice(2), { env: process.env, from, typedAs });
  if (verb === "help") {
    console.log(usage(typedAs));
    process.exit(isAsked ? 0 : 2);
  }
  const [, oldest] = /(\d+\.\d+)/.exec(JSON.parse(readFileSync(`${root}/package.json`, "utf8")).engines.node);
  const isOld = oldest.localeCompare(process.versions.node, "en", { numeric: true }) > 0;
  if (isOld && verb !== "token") console.error(`Node ${process.versions.node} is too old: multi-ai needs ${oldest} or newer, and is tried with no other. Get it from https://nodejs.org`);
  const postgres = verb !== "worker" && !process.env.DATABASE_URL;
  // What a program reads of the server is on standard output.
  bun = await install({ server: true, postgres, say: (line) => console.error(line) });
} catch (error) {
  console.error(error.message);
  if (!(error instanceof WrongUsage)) process.exit(1);
  console.error(`All options: ${typedAs("serve")} --help`);
  process.exit(2);
}

const options = ["--no-install", "--config=hooks/bunfig.toml", "--no-env-file", "--env-file=/dev/null"];
const child = spawn(bun, [...options, "server/src/main.ts", ...process.argv.slice(2)], {
  cwd: root,
  env: { ...process.env, MULTI_AI_CWD: from },
  stdio: "inherit",
});
// The child gives back what it has: this program only waits for it.
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"])
  process.on(signal, () => child.kill(signal === "SIGHUP" ? "SIGTERM" : signal));
child.on("error", (error) => {
  console.error(`Bun did not start: ${error.message}`);
  process.exitCode = 1;
});
child.on("exit", (code) => {
  process.exitCode = code ?? 1;
});
