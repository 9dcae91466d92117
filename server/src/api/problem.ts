import { STATUS_CODES } from "node:http";
import { z } from "@hono/zod-openapi";

/** What an error says: RFC 9457, with what was found, what was expected, and what to do next. */
export const ProblemBody = z
  .object({
    type: z.string().describe("The kind of problem, as a URN that ends with its code."),
    title: z.string().describe("What the status means."),
    status: z.number().int().describe("The status of the answer."),
    detail: z.string().describe("All of it in words, for a person."),
    code: z.string().describe("The kind of problem in a word, for programs."),
    found: z.string().describe("What was found."),
    expected: z.string().describe("What was expected in its place."),
    next: z.string().describe("What to do next."),
  })
  .openapi("Problem");
type ProblemBody = z.infer<typeof ProblemBody>;
type Told = Pick<ProblemBody, "found" | "expected" | "next">;

export const PROBLEM_TYPE = "application/problem+json";

/** Statuses of refused requests that routes declare. */
export type Refusal = 400 | 401 | 403 | 404 | 405 | 409 | 412 | 413 | 422 | 429 | 500 | 503;

/** Whether the client has gone, or its body is none by its form: nobody's error but its own. */
export const isCut = (error: unknown): boolean => (error as Error | null)?.name === "AbortError";

/** Ends a request with an answer that says why. */
export class Problem extends Error {
  constructor(
    readonly status: Refusal,
    readonly code: string,
    readonly told: Told,
    /** Further headers of the answer, such as when to try again. */
    readonly headers: Record<string, string> = {},
  ) {
    super(`Found ${told.found}; expected ${told.expected}. ${told.next}`);
  }

  answer(): Response {
    const { status, code, message: detail, told } = this;
    const title = STATUS_CODES[status]!;
    const type = `urn:multi-ai:problem:${code}`;
    const body: ProblemBody = { type, title, status, detail, code, ...told };
    const headers = { ...this.headers, "content-type": PROBLEM_TYPE };
    return new Response(JSON.stringify(body), { status, headers });
  }
}
