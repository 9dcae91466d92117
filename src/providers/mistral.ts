import type { Endpoint } from "./endpoint.ts";

/** Mistral's models. */
export const mistral: Endpoint = {
  id: "mistral",
  title: "Mistral",
  protocol: "openai",
  baseUrl: "https://api.mistral.ai/v1",
  keys: ["MISTRAL_API_KEY"],
  model: "mistral-large-latest",
  structured: "schema",
};
