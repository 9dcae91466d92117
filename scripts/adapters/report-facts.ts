import type { Run } from "../engine/run.ts";
import { reportText } from "../render/report.ts";
import type { Project } from "./project.ts";

/** The report of a run as text. */
export const reportOf = (_project: Project, run: Run): string => reportText(run);
