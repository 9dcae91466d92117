// A process that has begun. At a line of its input it takes the lock at the path that it is given,
// tells what others find of it in a journal, and holds the lock to its end.
import { ownProcess } from "../../src/process/identity.ts";
import { acquire } from "../../src/store/files/lock.ts";

console.log("begun");
for await (const _ of console) {
  const held = acquire(process.argv[2]!, 0);
  console.log(JSON.stringify({ held: held !== null, host: ownProcess() }));
}
