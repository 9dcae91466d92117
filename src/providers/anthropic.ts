import type { Endpoint } from "./endpoint.ts";

/** Anthropic's models, by its own protocol. */
export const anthropic: Endpoint = {
  id: "anthropic",
  title: "Anthropic",
  protocol: "anthropic",
  baseUrl: "https://api.anthropic.com/v1",
  keys: ["ANTHROPIC_API_KEY"],
  model: "claude-sonnet-5-5",
  structured: "schema",
};
