import * as z from "zod/mini";
import { commandText } from "../../settings.ts";
import { ROLES } from "./roles.ts";

/** Settings of the council: who has which role, how its votes are counted, what may run without asking. */

/** `<provider>/<model>`, or a program's name alone. */
const WHO = /^[a-z][a-z0-9-]{0,39}(?:\/[\w.:/-]{1,100})?$/;

const role = z.strictObject({
  /** Whom to ask, in the order in which they are tried: `<provider>/<model>`, or `host/opus`, `host/sonnet`, `host/haiku`. */
  use: z.optional(
    z
      .array(
        z.string().check(z.regex(WHO, "expected <provider>/<model>, such as deepseek/deepseek-v4-pro or host/sonnet")),
      )
      .check(z.minLength(1), z.maxLength(6)),
  ),
  /** Tokens of one answer. */
  max_tokens: z.optional(z.number().check(z.int(), z.minimum(256), z.maximum(200_000))),
  /** Seconds that one answer may take. */
  timeout_s: z.optional(z.number().check(z.int(), z.minimum(5), z.maximum(7_200))),
});

type Roles = Partial<Record<string, z.infer<typeof role>>>;
/** Another name is told with those that there are: a role that nobody has would be left out without a word. */
const roles = z.strictObject(
  Object.fromEntries(ROLES.map((name) => [name, z.optional(role)])),
) as z.ZodMiniType<object> as z.ZodMiniType<Roles>;

const councilSettings = z.strictObject({
  /** By role or seat. */
  roles: z.optional(roles),
  /** How many different models must have voted; with fewer the plan is not approved. */
  quorum_models: z.optional(z.number().check(z.int(), z.minimum(1), z.maximum(6))),
  /** With fewer different models among the voters a warning stands beside the verdict. */
  warn_models: z.optional(z.number().check(z.int(), z.minimum(1), z.maximum(6))),
  /** True: no seat is told which model wrote a plan or a vote. */
  anonymous: z.optional(z.boolean()),
  /** Commands of a plan that run without asking, word for word. */
  allow: z.optional(z.array(commandText).check(z.maxLength(50))),
});

export type CouncilSettings = z.infer<typeof councilSettings>;

declare module "../../settings.ts" {
  interface Settings {
    council?: CouncilSettings;
  }
}

export const COUNCIL_SETTINGS = { council: z.optional(councilSettings) };
