import * as z from "zod/mini";
import { ROLES } from "./roles.ts";

/** Settings of the council: who has which role, and how its votes are counted. */

/** `<provider>/<model>`, or a program's name alone. */
const WHO = /^[a-z][a-z0-9-]{0,39}(?:\/[\w.:/-]{1,100})?$/;
const who = z
  .string()
  .check(z.regex(WHO, "expected <provider>/<model>, such as deepseek/deepseek-v4-pro or host/sonnet"));
const named = z.union([who, z.array(who).check(z.minLength(1), z.maxLength(6))]);

type Use = Partial<Record<string, z.infer<typeof named>>>;
/** Another name is told with those that there are: a role that nobody has would be left out without a word. */
const use = z.strictObject(
  Object.fromEntries(ROLES.map((name) => [name, z.optional(named)])),
) as z.ZodMiniType<object> as z.ZodMiniType<Use>;

const councilSettings = z.strictObject({
  /** Whom to ask by role or seat, the best first: `<provider>/<model>`, or `host/opus`, `host/sonnet`, `host/haiku`. */
  use: z.optional(use),
});

export type CouncilSettings = z.infer<typeof councilSettings>;

declare module "../../settings.ts" {
  interface Settings {
    council?: CouncilSettings;
  }
}

export const COUNCIL_SETTINGS = { council: z.optional(councilSettings) };
