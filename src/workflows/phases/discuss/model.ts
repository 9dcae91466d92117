/** What is written down about a phase before it is planned. Types, and the words that they allow. */

export const CONFIDENCE = ["high", "medium", "low"] as const;

interface Talked {
  task: string;
  nonce: string;
  /** What the phase is, and what it is not. */
  boundary: string;
  /** What whoever builds it may choose. */
  discretion: string[];
  /** What the code has that matters here. */
  code: string[];
  /** Ideas that belong to later. */
  deferred: string[];
}

export interface Assumption {
  id: string;
  area: string;
  text: string;
  evidence: { file: string; shows: string }[];
  confidence: (typeof CONFIDENCE)[number];
  /** Other ways, and what each would mean. */
  otherwise: { choice: string; means: string }[];
  /** Words of the person that it follows. */
  corrected?: string | null | undefined;
}

export interface Assumptions extends Talked {
  assumptions: Assumption[];
}

export interface Variant {
  name: string;
  means: string;
  pros: string[];
  cons: string[];
  /** From 1 to 10. */
  score: number;
}

export interface OpenChoice {
  id: string;
  area: string;
  question: string;
  /** What depends on it. */
  why: string;
  variants: Variant[];
  /** Name of the variant that it would take. */
  recommended: string;
  reason: string;
  /** What the person said. */
  answer?: string | null | undefined;
}

export interface Advice extends Talked {
  questions: OpenChoice[];
}
