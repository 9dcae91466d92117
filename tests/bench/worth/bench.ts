import { checkTable, checkTasks } from "./check.ts";
import { readTask, taskNames } from "./task.ts";

const rows = await checkTasks((process.argv.length > 2 ? process.argv.slice(2) : taskNames()).map(readTask));
console.log(checkTable(rows));
for (const { task, problems } of rows) for (const one of problems) console.log(`\n${task.name}: ${one}`);
