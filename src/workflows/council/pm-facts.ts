import type { BriefPart } from "../contract.ts";
import type { HostAudit } from "./audit.ts";
import type { AuditResult } from "./audit-result.ts";
import type { RefinedPrompt } from "./refine.ts";

/** What the briefs and forms of refiner, auditor and researcher are made of. */
export interface PmFacts {
  /** The task's id. */
  task: string;
  nonce: string;
  /** The person can be asked. */
  asks: boolean;
  /** The person's request, to the letter, as a part of a brief. */
  request: BriefPart;
  /** What the person decided in this run; empty without. */
  decided: string;
  refined: RefinedPrompt | null;
  hostAudit: HostAudit | null;
  audit: AuditResult | null;
  /** Lines of the agent's memory; empty without. */
  memory: string;
  /** What an executor can and cannot do. */
  constraints: string;
}

/** The first lines of a form: which task it answers, and the proof that its writer got that task's brief. */
export const stampLines = ({ task, nonce }: Pick<PmFacts, "task" | "nonce">): string =>
  `  "task": "${task}",\n  "nonce": "${nonce}",`;
