import type { Run } from "../engine/run.ts";
import type { Project } from "./project.ts";

export function keepFiles(_project: Project, _run: Run): void {}
