// A worker as a process of its own, whose runs are the stand-in's: <url of the database> <data folder>.
import { join } from "node:path";
import { openPool } from "../src/database/connection.ts";
import { openQueue } from "../src/queue.ts";
import { startWorker } from "../src/worker/worker.ts";

const [url = "", data = ""] = process.argv.slice(2);
const pool = openPool(url);
const queue = await openQueue(url, () => {});
const program = [process.execPath, join(import.meta.dir, "stand-in.ts")];
const carrying = { program, arguments: [], env: process.env };
const worker = await startWorker({
  ...{ pool, queue, data, carrying, slots: 1, projects: { folders: ["/"] } },
  say: (line) => console.error(line),
});
process.on("SIGTERM", async () => {
  await worker.stop();
  await queue.stop();
  process.exit();
});
