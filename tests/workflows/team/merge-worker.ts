/** A process that runs a team's merge on a run that was written down: `bun merge-worker.ts <project> <run>`. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Run } from "../../../src/engine/run.ts";
import { CHECKS } from "../../../src/workflows/team/checks/index.ts";
import { team } from "../../../src/workflows/team/workflow.ts";

const [root = "", file = ""] = process.argv.slice(2);
const project = { root, task: join(root, ".task"), found: "folder" as const };
const run = JSON.parse(readFileSync(file, "utf8")) as Run;
const task = run.tasks.find(({ who }) => who.program === "merge")!;
const scene = { project, workflow: team, run };
const { outcome, facts } = await CHECKS.merge!(scene, task, new AbortController().signal);
writeFileSync(`${file}.found`, JSON.stringify([outcome, facts]));
