import type { Endpoint } from "./endpoint.ts";

/** Google's Gemini, at Google's own address that speaks OpenAI's protocol. */
export const gemini: Endpoint = {
  id: "gemini",
  title: "Gemini",
  protocol: "openai",
  baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai",
  keys: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
  model: "gemini-4-argon",
  structured: "schema",
};
