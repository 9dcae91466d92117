// A worker as a process of its own, whose runs are the stand-in's: <url of the database> <data folder> <slots>.
import { join } from "node:path";
import { openDatabase } from "../src/database/open.ts";
import { startWorker } from "../src/worker/worker.ts";

const [url = "", data = "", slots = "1"] = process.argv.slice(2);
const opened = await openDatabase(url, () => {}, "worker");
const program = [process.execPath, join(import.meta.dir, "stand-in.ts")];
const carrying = { program, arguments: [], env: process.env };
const worker = await startWorker({
  ...{ ...opened, data, carrying, slots: Number(slots), projects: { folders: ["/"] } },
  say: (line) => console.error(line),
});
process.on("SIGTERM", async () => {
  await worker.stop();
  await opened.close();
  process.exit();
});
