import { z } from "@hono/zod-openapi";

/** What an error says: what was found, what was expected in its place, and what to do next. */
export const ProblemBody = z
  .object({
    error: z.object({
      code: z.string(),
      found: z.string(),
      expected: z.string(),
      next: z.string(),
    }),
  })
  .openapi("Problem");
type Told = Omit<z.infer<typeof ProblemBody>["error"], "code">;

/** Statuses of refused requests that routes declare. */
export const REFUSALS = [400, 401, 403, 404, 409, 413, 422, 429, 500, 503] as const;
export type Refusal = (typeof REFUSALS)[number];

/** Ends a request with an answer that says why. */
export class Problem extends Error {
  constructor(
    readonly status: Refusal,
    readonly code: string,
    readonly told: Told,
    /** Of 429 and 503: after how many seconds to try again. */
    readonly after?: number,
  ) {
    super(`${told.found}; expected: ${told.expected}. ${told.next}`);
  }

  body(): z.infer<typeof ProblemBody> {
    return { error: { code: this.code, ...this.told } };
  }
}
