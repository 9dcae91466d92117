import type { Endpoint } from "./endpoint.ts";

/** DeepSeek's models, which can be held to JSON, and to no schema. */
export const deepseek: Endpoint = {
  id: "deepseek",
  title: "DeepSeek",
  protocol: "openai",
  baseUrl: "https://api.deepseek.com",
  keys: ["DEEPSEEK_API_KEY"],
  model: "deepseek-v4-pro",
  structured: "json",
};
