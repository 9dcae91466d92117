import type { Endpoint } from "./endpoint.ts";

/** OpenAI's models. Those that reason refuse the older field for the bound of an answer. */
export const openai: Endpoint = {
  id: "openai",
  title: "OpenAI",
  protocol: "openai",
  baseUrl: "https://api.openai.com/v1",
  keys: ["OPENAI_API_KEY"],
  model: "gpt-6.1-sol",
  structured: "schema",
  boundField: "max_completion_tokens",
};
