import type { Endpoint } from "./endpoint.ts";

/** A vLLM server on this machine, or where base_url says; the person names the model that it serves. */
export const vllm: Endpoint = {
  id: "vllm",
  title: "vLLM",
  protocol: "openai",
  baseUrl: "http://127.0.0.1:8000/v1",
  keys: [],
  model: null,
  structured: "schema",
};
