/** What a brief of the team workflow is made of, beside what every brief holds. Texts of others are material. */
import type { BriefPart } from "../../contract.ts";

export interface PipelineBriefFacts {
  run: string;
  /** The same task was done before in this run. */
  again: boolean;
  /** Parts that every workflow has, such as the request and the diff. */
  common: BriefPart[];
  task: string;
  nonce: string;
  /** `pm`, `principal`, `dev-<area>`, `dev-qa` or `security`. */
  role: string;
  /** The area that the task is about; null for a task about the whole. */
  item: string | null;
  track: string;
  /** Value of the gate's field of this name, the area included: `stage-04-backend`. */
  stage: string;
  /** Time of the dispatch, ISO 8601 in UTC: the gate's timestamp. */
  now: string;
  /** Absolute path of the project, in which `pipeline/` stands. */
  project: string;
  /** Globs of each area, in the settings' order. */
  areas: Record<string, readonly string[]>;
  criteria: { number: number; text: string }[];
  /** Questions without an answer, without their `QUESTION:` and `@PM`. */
  openQuestions: string[];
  /** Open warnings, oldest first. */
  warnings: { id: string; text: string }[];
  /** Notes of the area owners on the design, one entry each, in their order. */
  notes: { role: string; note: string }[];
  /** Number of the next free ADR, four digits. */
  nextAdr: string;
  /** Areas that a reviewer reviews. */
  reviews: string[];
  /** What holds the work up and has to be mended, and who said so. */
  blockers: { by: string; text: string }[];
  /** What the person decided or asked for; null without. */
  decision: string | null;
  /** Absolute path of the checkout that an owner builds in or a reviewer reads; null: the project itself. */
  workdir: string | null;
  /** Lines of earlier lessons that apply. */
  lessons: string[];
  /** Commands that the program ran. */
  tests: { command: string; state: string; failed: string[]; lines: string[] }[];
  /** Files that the work under judgement changed. */
  files: string[];
  /** Files that could not be merged, and whose work stands against this one's. */
  conflicts: { path: string; against: string }[];
  /** Globs of test files, which belong to dev-qa in whatever area they lie. */
  qa: readonly string[];
  /** Rules that asked for a security review, such as `path:auth`. */
  triggers: readonly string[];
  /** Acceptance criteria that a brief may have. */
  maxCriteria: number;
  /** Notes that one owner may write on a design. */
  maxNotes: number;
  /** Lessons that one run may promote. */
  maxLessons: number;
  /** Rows of the design's Component Ownership. */
  components: { component: string; area: string; criteria: number[]; paths: string[] }[];
}
