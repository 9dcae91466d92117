import text from "../../../prompts/executor-constraints.md" with { type: "text" };

/** What an executor can and cannot do: whoever plans for one has to know it. */
export const EXECUTOR_CONSTRAINTS: string = text.trim();
