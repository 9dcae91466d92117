import { anthropic } from "./anthropic.ts";
import { codexProvider } from "./codex.ts";
import { deepseek } from "./deepseek.ts";
import { type Endpoint, type Own, withOwn } from "./endpoint.ts";
import { endpointProvider } from "./endpoint-provider.ts";
import { gemini } from "./gemini.ts";
import { geminiCliProvider } from "./gemini-cli.ts";
import { mistral } from "./mistral.ts";
import { ollama } from "./ollama.ts";
import { openai } from "./openai.ts";
import type { Provider } from "./provider.ts";
import { vllm } from "./vllm.ts";
import { xai } from "./xai.ts";

/** The table of external models, by id. Listing them loads no client library. */

const ENDPOINTS: readonly Endpoint[] = [anthropic, openai, xai, deepseek, mistral, gemini, ollama, vllm];

/** Programs beside the host, by id. */
const programs: Record<string, Provider> = { codex: codexProvider(), "gemini-cli": geminiCliProvider() };

/** What the settings say of providers, by id. */
export type OwnProviders = Readonly<Record<string, Own>>;

/** An address that only the person's settings know. */
const custom = (id: string): Endpoint => ({
  id,
  title: id,
  protocol: "openai",
  baseUrl: "",
  keys: [],
  model: null,
  structured: "json",
});

/** A provider as the settings have it; null: no provider has this id, and the settings name no base URL for it. */
export function providerOf(id: string, own: OwnProviders = {}): Provider | null {
  if (Object.hasOwn(programs, id)) return programs[id]!;
  const known = ENDPOINTS.find((one) => one.id === id);
  const ownSettings: Own = Object.hasOwn(own, id) ? own[id]! : {};
  if (known === undefined && ownSettings.base_url === undefined) return null;
  return endpointProvider(withOwn(known ?? custom(id), ownSettings));
}

/** Every provider: the built-in ones in the order of the table, then those that only the settings know. */
export function allProviders(own: OwnProviders = {}): Provider[] {
  const ids = new Set([...Object.keys(programs), ...ENDPOINTS.map(({ id }) => id), ...Object.keys(own)]);
  return [...ids].flatMap((id) => providerOf(id, own) ?? []);
}
