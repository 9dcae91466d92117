// `npm run serve` and `multi-ai serve`: plain Node, because in a fresh clone there is nothing else. Installs what is missing, then
// hands over to Bun with the words as they are.
import { spawn } from "node:child_process";
import { install, root } from "../tests/install.mjs";

let bun;
try {
  // What a program reads of the server is on standard output.
  bun = install({ server: true, say: (line) => console.error(line) });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

// npm runs scripts in the package's folder; where the person is stands in INIT_CWD. Bun itself starts in a folder of ours:
// it would read files of that one.
const from = process.env.MULTI_AI_CWD ?? process.env.INIT_CWD ?? process.cwd();
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
