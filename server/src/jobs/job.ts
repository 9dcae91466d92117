import { z } from "zod";
import { LABEL } from "../../options.mjs";
import { amount, count, flag, oneOf, time, words } from "../fields.ts";

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
  run: z
    .string()
    .max(2_000)
    .nullish()
    .describe("The job's run when the question was read: that of another run is not answered."),
});
export type Answer = z.infer<typeof Answer>;

/**
 * Who has asked for it: a token's name, a schedule, or a webhook's issue or pull request, to which
 * the report goes back. `branch`: of that pull request, which a job of this server has opened.
 * `text_of`: the address of the issue whose text the request is; left out: the person's words.
 */
export const Source = z
  .discriminatedUnion("by", [
    z.object({
      by: z.literal("token"),
      name: words("The token's name."),
    }),
    z.object({
      by: z.literal("schedule"),
      name: words("The schedule's name."),
      person: words("Who has made the schedule."),
    }),
    z.object({
      by: z.literal("github"),
      repository: words("The repository, owner/name."),
      issue: amount("Number of its issue or pull request."),
      person: words("Who has asked there."),
      branch: words("Branch of the pull request that is answered.").optional(),
      text_of: words(
        "Address of the issue whose text the request is; without it, the person's words.",
      ).optional(),
    }),
  ])
  .describe("Who has asked for it: a token, a schedule, or an issue.");
export type Source = z.infer<typeof Source>;

/** The branch of the pull request that a job answers on; null: it is about none. */
export const answeredBranch = ({ source }: { source: Source }): string | null =>
  source.by === "github" ? (source.branch ?? null) : null;

/**
 * What a worker may do with a job that has ended. `rollback`: its files go back to before its run;
 * `undo`: that is taken back. `publish`: its branch is pushed.
 */
export const WISHES = ["rollback", "undo", "publish"] as const;

/** Such a wish, until a worker has done it. `back`: the job's state before, and after it. */
export const Wish = z.object({
  what: oneOf(WISHES, "What a worker is to do with it."),
  back: oneOf(["complete", "failed"], "The state after it."),
  who: words("Who has wished it."),
});
export type Wish = z.infer<typeof Wish>;

/** A job as the API gives it: all of its row but the key, the queue's id and the bytes. */
export const Job = z.object({
  id: z.uuid().describe("The job's id."),
  project: words("A folder of the workers' machines, or the URL of a repository."),
  base_commit: words("The commit that the run began on.").nullable(),
  workflow: oneOf(ALL_WORKFLOWS, "The workflow that is run."),
  request: words("What is to be done."),
  options: z
    .record(z.string(), z.union([z.string(), z.literal(true)]))
    .describe("Options of the workflow's start; true for one without a value."),
  limits: z
    .object({
      minutes: amount("Minutes of work.").optional(),
      tokens: amount("Tokens.").optional(),
      money: amount("US dollars.").optional(),
    })
    .describe("What the job may take; at one of these it fails."),
  priority: count("Higher ones are taken first."),
  needs: z.array(z.string()).describe("Labels that its worker has to have."),
  after: z.uuid().nullable().describe("The job that it comes after."),
  base: words("The branch that it was to begin on.").nullable(),
  source: Source,
  state: oneOf(STATES, "question: it waits for a person. parked: until a retry."),
  reason: words("Why it is in this state, where that is not plain.").nullable(),
  attempts: count("Attempts without a newly accepted task."),
  worker: words("Who works on it, or did last.").nullable(),
  run: words("The run's id.").nullable(),
  question: z
    .object({ all: z.array(Question).describe("All that are open.") })
    .nullable()
    .describe("What a person is asked."),
  spent: z
    .object({
      tokens: amount("Tokens.").optional(),
      money: amount("US dollars, where prices are known.").optional(),
      minutes: amount("Minutes of work.").optional(),
    })
    .describe("What the job has taken so far."),
  branch: words("The branch with its change, in its repository.").nullable(),
  wish: Wish.nullable().describe("What a worker is to do with a job that has ended."),
  rolled_back: flag("Whether its branch ends with its rollback."),
  pull: words("Address of its pull request.").nullable(),
  cleared: time("When its events and results were removed.").nullable(),
  created: time("When it was submitted."),
  updated: time("When it has changed last."),
  ended: time("When it has ended.").nullable(),
});
export type Job = z.infer<typeof Job>;
