import type { Endpoint } from "./endpoint.ts";

/** Ollama on this machine, or where base_url says; the person names a model that it has. */
export const ollama: Endpoint = {
  id: "ollama",
  title: "Ollama",
  protocol: "openai",
  baseUrl: "http://127.0.0.1:11434/v1",
  keys: [],
  model: null,
  structured: "schema",
};
