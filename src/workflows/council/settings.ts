import * as z from "zod/mini";
import { setting } from "../../settings.ts";
import { ROLES } from "./roles.ts";

/** Settings of the council: who has which role, and how its votes are counted. */

/** `<provider>/<model>`, or a program's name alone. */
const WHO = /^[a-z][a-z0-9-]{0,39}(?:\/[\w.:/-]{1,100})?$/;
const who = z
  .string()
  .check(
    z.regex(WHO, "expected <provider>/<model>, such as deepseek/deepseek-v4-pro or host/sonnet"),
  );
const named = z.union([who, z.array(who).check(z.minLength(1), z.maxLength(6))]);

const role = z.enum(ROLES as [string, ...string[]]);

const councilSettings = z.strictObject({
  use: setting(z.partialRecord(role, named), {
    description:
      "Whom to ask for a role or seat, the best first: <provider>/<model>, host/opus, host/sonnet, host/haiku, or codex.",
    otherwise: "see docs/council.md",
    power: "sends the prompt, the plan and files that it names to these models",
    examples: [
      {
        "grok-devil": ["xai/grok-4.7", "host/sonnet"],
        "mistral-security": "mistral/mistral-large-latest",
      },
    ],
  }),
});

type CouncilSettings = z.infer<typeof councilSettings>;

declare module "../../settings.ts" {
  interface Settings {
    council?: CouncilSettings;
  }
}

export const COUNCIL_SETTINGS = {
  council: setting(councilSettings, {
    description: "Who has which role.",
  }),
};
