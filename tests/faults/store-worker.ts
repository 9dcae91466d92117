// A process that records events one by one and acknowledges each on stdout: <task> <name>
// <decisions> <lock wait> [die at call] [torn]
import { writeSync } from "node:fs";
import { putObjects } from "../../src/store/objects.ts";
import { counting, disk, onDisk, record, transact } from "../store/counting-fold.ts";
import { dyingDisk, killSelf } from "./dying-disk.ts";

const [task, name, decisions, lockWait, dieAt, torn] = process.argv.slice(2);
const io = dieAt === undefined ? disk : dyingDisk(Number(dieAt), killSelf, torn === "torn");

for (let count = 1; count <= Number(decisions); count++) {
  const keys = [`${name}.${count}.a`, `${name}.${count}.b`].slice(0, 1 + (count % 2));
  if (dieAt !== undefined) onDisk(io, () => putObjects(task!, [`object ${name}.${count}`]));
  transact(
    task!,
    counting,
    record(keys, { now: () => new Date().toISOString(), lockWait: Number(lockWait), disk: io }),
  );
  for (const key of keys) writeSync(1, `${key}\n`);
}
