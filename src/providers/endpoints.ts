import type { Endpoint } from "./endpoint.ts";

/** An address that speaks OpenAI's protocol, unless it is said otherwise. */
export const endpoint = (
  own: Partial<Endpoint> & Pick<Endpoint, "id" | "title" | "baseUrl">,
): Endpoint => ({
  protocol: "openai",
  keys: [],
  model: null,
  ...own,
});

type Row = [
  id: string,
  title: string,
  baseUrl: string,
  model?: string | null,
  keys?: string[],
  more?: Partial<Endpoint>,
];

const ROWS: Row[] = [
  [
    "anthropic",
    "Anthropic",
    "https://api.anthropic.com/v1",
    "claude-sonnet-5-5",
    [],
    { protocol: "anthropic" },
  ],
  // Models that reason refuse the older field.
  [
    "openai",
    "OpenAI",
    "https://api.openai.com/v1",
    "gpt-6.1-sol",
    [],
    { boundField: "max_completion_tokens" },
  ],
  ["xai", "xAI", "https://api.x.ai/v1", "grok-4.7"],
  ["deepseek", "DeepSeek", "https://api.deepseek.com", "deepseek-v4-pro"],
  ["mistral", "Mistral", "https://api.mistral.ai/v1", "mistral-large-latest"],
  // Google's own address for OpenAI's protocol.
  [
    "gemini",
    "Gemini",
    "https://generativelanguage.googleapis.com/v1beta/openai",
    "gemini-4-argon",
    ["GOOGLE_API_KEY"],
  ],
  ["ollama", "Ollama", "http://127.0.0.1:11434/v1", null],
  ["vllm", "vLLM", "http://127.0.0.1:8000/v1", null],
];

/**
 * The addresses that are known by an id: a key of their own, and others. Those without a model are
 * on this machine: the person names one.
 */
export const ENDPOINTS: readonly Endpoint[] = ROWS.map(
  ([id, title, baseUrl, model = null, others = [], more = {}]) => {
    const keys = model === null ? [] : [`${id.toUpperCase()}_API_KEY`, ...others];
    return endpoint({ id, title, baseUrl, model, keys, ...more });
  },
);
