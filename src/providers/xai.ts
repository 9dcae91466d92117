import type { Endpoint } from "./endpoint.ts";

/** xAI's Grok. */
export const xai: Endpoint = {
  id: "xai",
  title: "xAI",
  protocol: "openai",
  baseUrl: "https://api.x.ai/v1",
  keys: ["XAI_API_KEY"],
  model: "grok-4.7",
  structured: "schema",
};
