/** What the beginning of each task needs: the prompt that leads to it, and its dispatch with the brief. */
export { dispatch } from "./dispatch.ts";
export { userPromptSubmit } from "./prompts.ts";
