// @bun
// src/hooks/person.ts
async function person(hook) {
  switch (hook.payload.event) {
    case "UserPromptExpansion":
      return (await import("./slash-commands.js")).slashCommand(hook);
    case "UserPromptSubmit":
      return (await import("./typed.js")).typedPrompt(hook);
    default:
      return (await import("./answers.js")).readAnswers(hook);
  }
}
export {
  person
};
