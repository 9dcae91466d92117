import type { Run } from "../../engine/run.ts";
import type { Project } from "../../project/project.ts";
import { clean, sentence } from "../../text.ts";
import type { Resolved } from "../../workflows/contract/contract.ts";
import { moduleOf } from "../../workflows/index.ts";

/** What begins by itself behind a run that is over, or why nothing does; null: nothing was meant to. `begin.ts` begins it. */
export const following = ({ root }: Pick<Project, "root">, run: Run): Resolved | null =>
  run.status === "complete" || run.status === "failed" ? (moduleOf(run.workflow).follows?.(root, run) ?? null) : null;

/** Why it goes no further, and what to type; null: it was not meant to, or it does. */
export const endedText = (next: Resolved | null): string | null =>
  next === null || next.ok ? null : clean(`Nothing else starts by itself. ${sentence(next.problem)}`);
