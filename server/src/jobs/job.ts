import { z } from "zod";
import { LABEL } from "../../options.mjs";

/**
 * A job is one run of a workflow in a repository. `queued`: waits for a worker. `question`: waits
 * for a person, and no worker holds it. `parked`: five attempts without a newly accepted task; a
 * person has it go on by `retry`.
 */
export const STATES = [
  "queued",
  "running",
  "question",
  "complete",
  "failed",
  "cancelled",
  "parked",
] as const;
export type State = (typeof STATES)[number];
/** States that a worker and answers leave alone. */
export const ENDED: readonly State[] = ["complete", "failed", "cancelled"];

/** Those that people start. */
export const WORKFLOWS = ["multi-ai", "team", "council", "phases"] as const;
/** Of all jobs: what comes back on a pull request starts one by itself. */
export const ALL_WORKFLOWS = [...WORKFLOWS, "address"] as const;
export type Workflow = (typeof ALL_WORKFLOWS)[number];

/** After so many attempts without a newly accepted task a job is parked. */
export const MAX_ATTEMPTS = 5;

/** A name that operators give to workers, and jobs to what they need. */
export const Label = z.string().regex(LABEL);

/** A branch as git names one. */
const BRANCH = /^(?![-/.])(?!.*(?:\.\.|\/\/|\/\.|@\{))[^\s~^:?*[\\]*[^\s~^:?*[\\/.]$/;

/** What a person asks for. */
export const JobRequest = z.strictObject({
  project: z
    .string()
    .min(1)
    .max(2_000)
    .describe("A folder of the workers' machines, or the URL of a repository."),
  workflow: z.enum(WORKFLOWS).default("multi-ai").describe("The workflow to run."),
  request: z.string().min(1).max(20_000).describe("What is to be done."),
  options: z
    .record(
      z.string().regex(/^[a-z][a-z-]{0,30}$/),
      z.union([z.string().max(500), z.literal(true)]),
    )
    .default({})
    .describe(
      "Options of the workflow's start without dashes; true for one without a value. GET /api/workflows lists them.",
    ),
  limits: z
    .strictObject({
      minutes: z.number().int().min(1).max(1_440).optional().describe("Minutes of work."),
      tokens: z.number().int().min(1_000).optional().describe("Tokens."),
      money: z.number().positive().optional().describe("US dollars."),
    })
    .default({})
    .describe("What the job may take; at one of these it fails."),
  priority: z.number().int().min(-100).max(100).default(0).describe("Higher ones are taken first."),
  needs: z
    .array(Label)
    .max(8)
    .default([])
    .describe("Labels that its worker has to have, all of them."),
  after: z
    .uuid()
    .nullable()
    .default(null)
    .describe(
      "It waits until this job is complete, and begins on its branch unless that is merged.",
    ),
  base: z
    .string()
    .max(200)
    .regex(BRANCH)
    .nullable()
    .default(null)
    .describe("The branch that it begins on; null: that of after, or else the default one."),
});
export type JobRequest = z.infer<typeof JobRequest>;
/** What a job is made of. */
export type NewJob = Omit<JobRequest, "workflow" | Order> &
  Partial<Pick<JobRequest, Order>> & { workflow: Workflow };
type Order = "after" | "base";

/**
 * A question of a run as its workflow words it; what a person chooses is the name of one of its
 * options.
 */
export const Question = z.object({
  id: z.string().describe("Its id, which an answer names."),
  kind: z.string().describe("What it is about, in a word."),
  title: z.string().describe("The question in one line."),
  commands: z
    .array(z.string())
    .optional()
    .describe("What would run. Lines without it stand for themselves, to the letter."),
  lines: z.array(z.string()).default([]).describe("What it is about in full."),
  price: z.array(z.string()).optional().describe("What the answers cost."),
  file: z.string().nullish().describe("The file that has all of it."),
  options: z
    .array(
      z.object({
        name: z.string().describe("What an answer names it by."),
        label: z.string().describe("What a person reads."),
        description: z.string().default("").describe("What it does."),
        text: z.boolean().default(false).describe("Whether it needs words of your own."),
      }),
    )
    .describe("What may be answered."),
});
export type Question = z.infer<typeof Question>;
/** Kind of a question about what is sent: it is answered where that is shown whole, on the page. */
export const REPLIES = "Replies";

export const Answer = z.strictObject({
  question: z.string().min(1).max(200).describe("The question's id."),
  option: z.string().min(1).max(100).describe("The name of one of its options."),
  text: z.string().max(10_000).nullish().describe("The reason, or an answer in words."),
});
export type Answer = z.infer<typeof Answer>;

/**
 * Who has asked for it: a token's name, a schedule, or a webhook's issue or pull request, to which
 * the report goes back. `branch`: of that pull request, which a job of this server has opened.
 * `text_of`: the address of the issue whose text the request is; left out: the person's words.
 */
export type Source =
  | { by: "token"; name: string }
  | { by: "schedule"; name: string; person: string }
  | {
      by: "github";
      repository: string;
      issue: number;
      person: string;
      branch?: string;
      text_of?: string;
    };

/** The branch of the pull request that a job answers on; null: it is about none. */
export const answeredBranch = ({ source }: { source: Source }): string | null =>
  source.by === "github" ? (source.branch ?? null) : null;

/**
 * What a worker may do with a job that has ended. `rollback`: its files go back to before its run;
 * `undo`: that is taken back. `publish`: its branch is pushed.
 */
export const WISHES = ["rollback", "undo", "publish"] as const;

/** Such a wish, until a worker has done it. `back`: the job's state before, and behind it. */
export interface Wish {
  what: (typeof WISHES)[number];
  back: "complete" | "failed";
  who: string;
}

/** A job as the API gives it: all of its row but the key, the queue's id and the bytes. */
export interface Job {
  id: string;
  project: string;
  base_commit: string | null;
  workflow: Workflow;
  request: string;
  options: JobRequest["options"];
  limits: JobRequest["limits"];
  priority: number;
  needs: string[];
  after: string | null;
  base: string | null;
  source: Source;
  state: State;
  /**
   * Why it is as it is, where that is not plain: what failed, who cancelled it, why it is parked.
   */
  reason: string | null;
  attempts: number;
  worker: string | null;
  run: string | null;
  question: { all: Question[] } | null;
  /** Tokens and minutes at work by the newest events; US dollars, where known, by its last stop. */
  spent: { tokens?: number; money?: number; minutes?: number };
  branch: string | null;
  wish: Wish | null;
  /** The branch ends with a commit that takes back what the run has changed. */
  rolled_back: boolean;
  /** Address of its pull request. */
  pull: string | null;
  /** When its events, results and commits were removed, because it had ended long before. */
  cleared: string | null;
  created: string;
  updated: string;
  ended: string | null;
}
