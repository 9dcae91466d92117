/** What a role's artifact is checked against, and what the run learns from it. */
import type { Brief } from "./documents/brief.ts";
import type { NoteAnswer, RoleNotes } from "./documents/design-notes.ts";
import type { Mapping } from "./documents/test-report.ts";
import type { ClosedWarning, Warning } from "./documents/warnings.ts";
import type { AreaReview } from "./peer-review/review.ts";
import type { GateStatus, Ruling } from "./stages/gates.ts";

export interface PipelineContext {
  /** The task that is answered, `T7`. */
  task: string;
  /** `pm`, `principal`, `dev-<area>`, `dev-qa`, `security`. */
  role: string;
  /** The task's area, where it has one. */
  item: string | null;
  track: string;
  /** Globs by area. */
  areas: Record<string, readonly string[]>;
  inArea(path: string, area: string): boolean;
  isTest(path: string): boolean;
  /** Text of a project file, null where it is missing. */
  document(path: string): string | null;
  /** Names of the files directly in a folder of the project. */
  list(folder: string): string[];
  /** What this task changed in the project, null where that is unknown. Files below `pipeline/` are left out of account. */
  changed: { path: string; status: string }[] | null;
  /** The brief as the run has last accepted it; null before that. */
  brief: Brief | null;
  /** The notes that principal has to answer. */
  notes: RoleNotes[];
  /** Texts, as the run knows them. */
  openQuestions: string[];
  /** Open ones. */
  warnings: Warning[];
  /** Areas that this reviewer has to review. */
  reviews: string[];
  /** Most lessons that one run may promote; without it there is no limit. */
  maxLessons?: number;
  /** Most acceptance criteria of a brief; without it there is no limit. */
  maxCriteria?: number;
}

export interface PipelineFacts {
  status?: GateStatus;
  /** As the gate has them: one that begins with `W<n>: ` is known, any other is new. Code may have added some. */
  warnings?: string[];
  closed?: ClosedWarning[];
  /** Questions to pm, each once. */
  questions?: string[];
  answered?: { question: string; answer: string }[];
  blockers?: string[];
  /** Number of the brief's criteria. */
  criteria?: number;
  /** Number of ADRs on disk. */
  adrs?: number;
  areas?: string[];
  /** What changed, below `pipeline/` left out. */
  files?: string[];
  /** Those of `files` that belong to no area, or to another one too: the other owners have a word in them. */
  shared?: string[];
  notes?: string[];
  answers?: NoteAnswer[];
  /** Why pm asks for changes of the design. */
  reasons?: string[];
  sections?: AreaReview[];
  tests?: { total: number; passed: number; failed: number; failing: string[] };
  criteriaMet?: boolean;
  mapping?: Mapping[];
  oneToOne?: boolean;
  /** Whom dev-qa believes to own the failure. */
  assignedTo?: string | null;
  conditions?: string[];
  ruling?: Pick<Ruling, "topic" | "adr" | "spec_changed" | "instruction">;
  signedOff?: boolean;
  deployRequested?: boolean;
  summary?: string;
  points?: string[];
  /** Ids of known lessons, or `Title: text` of new ones. */
  lessons?: string[];
}

export interface PipelineChecked {
  /** Empty when the artifact holds; each says what was found and what is expected. */
  problems: string[];
  outcome: string;
  facts: PipelineFacts;
  /** For the person. */
  questions: { question: string; options: string[] }[];
}

/** `text`: the artifact as it is written; `data`: its value, where it is JSON. */
export interface PipelineInput {
  text: string;
  data?: unknown;
}

export type PipelineCheck = (input: PipelineInput, context: PipelineContext) => PipelineChecked;

/** Paths of the workflow's own files, which are not part of the project. */
export const isPipelinePath = (path: string): boolean => path.startsWith("pipeline/");
