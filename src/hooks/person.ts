import type { Output } from "../host/answer.ts";
import type { HookCall } from "./step.ts";

/** Answers what a person says, see `saidByPerson`. What each way of saying it needs is loaded for it alone. */
export async function person(hook: HookCall): Promise<Output> {
  switch (hook.payload.event) {
    case "UserPromptExpansion":
      return (await import("./slash-commands.ts")).slashCommand(hook);
    case "UserPromptSubmit":
      return (await import("./typed.ts")).typedPrompt(hook);
    default:
      return (await import("./answers.ts")).readAnswers(hook);
  }
}
