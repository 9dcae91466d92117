// Runs a program that ends with whoever started it: node tied.mjs <command> [<argument> …]. Its standard input is a pipe of the
// parent's, which ends with the parent, however that ends; then everything in the group of this process is killed.
import { spawn } from "node:child_process";

const [command, ...words] = process.argv.slice(2);
const child = spawn(command, words, { stdio: ["ignore", "inherit", "inherit"] });
child.on("error", (error) => {
  console.error(error.message);
  process.exit(1);
});
// `close` would wait for whatever has inherited its output.
child.on("exit", (code) => process.exit(code ?? 1));
process.stdin.on("close", () => process.kill(-process.pid, "SIGKILL")).resume();
