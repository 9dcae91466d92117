import { afterEach, test } from "bun:test";
import { writeFileSync } from "node:fs";
import { startModel } from "../harness/model.ts";
import { cleanup } from "../harness/project.ts";
import { team } from "../harness/team.ts";
import { type Carrier, carried } from "./carried.ts";
import { asWritten, behind, careful, plantedProject } from "./planted.ts";
afterEach(cleanup);
for (const carrier of ["direct", "session"] as Carrier[])
test(carrier, async () => {
  const project = plantedProject();
  const model = startModel({ script: behind(careful(project), team(asWritten)) });
  const run = await carried(carrier, { project, model, typed: [["review", ""]], codexOnPath: false });
  for (const [role, a] of run.asked) console.log(role, JSON.stringify(a));
  for (const r of model.requests) console.log(r.thread, r.turn?.model, JSON.stringify(r.parts), r.turn?.tools.join(","), r.turn?.messages.length, (JSON.stringify(r.reply) ?? "").slice(0,200));
  writeFileSync(`/dev/shm/price-${carrier}.json`, JSON.stringify(model.requests, null, 1));
}, 300000);
