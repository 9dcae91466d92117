/** What the program writes down of a check of the team workflow that it has run itself. */
import type { Facts } from "../../../engine/facts.ts";

export interface ProgramCommand {
  name: string;
  command: string;
  state: string;
  failed: string[];
  /** Names of tests that passed, as far as its output tells them. */
  passed?: string[];
  /** Of the output's end. */
  lines: string[];
}

export interface ProgramRecord {
  task: string;
  check: string;
  outcome: string;
  /** The project's tree that it ran on. */
  tree: string | null;
  facts: Facts;
  commands: ProgramCommand[];
  conflicts: { path: string; area: string; against: string; ours: string | null; theirs: string | null }[];
  /** The stage's gate as it is written to `pipeline/gates/`; null where another one makes it. */
  gate: Record<string, unknown> | null;
  /** The command that takes a deployment back, with secrets masked; null: none is set. */
  rollback?: string | null;
}
