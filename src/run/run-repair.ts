import type { Run } from "../engine/run.ts";
import { hostName } from "../process/identity.ts";
import type { Project } from "../project/project.ts";
import { type Repaired, repair } from "../store/repair.ts";
import { runFold } from "./run.ts";

/** Goes on from the events before `fromSeq`; the journal as it was is kept. Also when it is broken or gone. */
export const repairRun = (project: Project, fromSeq: number): Repaired<Run> =>
  repair(project.task, runFold(project), fromSeq, {
    now: () => new Date().toISOString(),
    host: hostName(),
    pid: process.pid,
  });
