import type { Endpoint } from "./endpoint.ts";

/** An address that speaks OpenAI's protocol, unless it is said otherwise. */
export const endpoint = (own: Partial<Endpoint> & Pick<Endpoint, "id" | "title" | "baseUrl">): Endpoint => ({
  protocol: "openai",
  keys: [],
  model: null,
  ...own,
});

/** The addresses that are known by an id; of those without a model the person names one. */
export const ENDPOINTS: readonly Endpoint[] = [
  endpoint({
    id: "anthropic",
    title: "Anthropic",
    protocol: "anthropic",
    baseUrl: "https://api.anthropic.com/v1",
    keys: ["ANTHROPIC_API_KEY"],
    model: "claude-sonnet-5-5",
  }),
  endpoint({
    id: "openai",
    title: "OpenAI",
    baseUrl: "https://api.openai.com/v1",
    keys: ["OPENAI_API_KEY"],
    model: "gpt-6.1-sol",
    // Models that reason refuse the older field.
    boundField: "max_completion_tokens",
  }),
  endpoint({ id: "xai", title: "xAI", baseUrl: "https://api.x.ai/v1", keys: ["XAI_API_KEY"], model: "grok-4.7" }),
  endpoint({
    id: "deepseek",
    title: "DeepSeek",
    baseUrl: "https://api.deepseek.com",
    keys: ["DEEPSEEK_API_KEY"],
    model: "deepseek-v4-pro",
  }),
  endpoint({
    id: "mistral",
    title: "Mistral",
    baseUrl: "https://api.mistral.ai/v1",
    keys: ["MISTRAL_API_KEY"],
    model: "mistral-large-latest",
  }),
  endpoint({
    id: "gemini",
    title: "Gemini",
    // Google's own address for OpenAI's protocol.
    baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai",
    keys: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
    model: "gemini-4-argon",
  }),
  endpoint({ id: "ollama", title: "Ollama", baseUrl: "http://127.0.0.1:11434/v1" }),
  endpoint({ id: "vllm", title: "vLLM", baseUrl: "http://127.0.0.1:8000/v1" }),
];
