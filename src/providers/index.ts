import { codexProvider } from "./codex.ts";
import { type Endpoint, keyOf, type Own, withOwn } from "./endpoint.ts";
import { endpoint as addressOf, ENDPOINTS } from "./endpoints.ts";
import type { Provider } from "./provider.ts";

/** External models by id. Listing them loads no client library. */

/** Programs beside the host, by id. */
const programs: Record<string, Provider> = { codex: codexProvider() };

/** What the settings say of providers, by id. */
export type OwnProviders = Readonly<Record<string, Own>>;

/**
 * How long is waited before the first retry, in milliseconds; each later one waits twice as long.
 */
const FIRST_WAIT_MS = 1_000;

/** A provider that is asked over HTTP. */
export function endpointProvider(
  endpoint: Endpoint,
  { firstWaitMs = FIRST_WAIT_MS } = {},
): Provider {
  const { id, title, keys, baseUrl, model } = endpoint;
  const setup =
    keys.length > 0 ? `set ${keys.join(" or ")}` : `start it at ${baseUrl} and name a model`;
  return {
    ...{ id, title, program: null, keys, baseUrl, model, setup },
    async probe(env) {
      const key = keyOf(endpoint, env);
      if (!key.ok) return { ok: false, problem: `${title} ${key.problem}`, remedy: key.remedy };
      // Whether a key is good shows only when it is used.
      return { ok: true, found: key.name === null ? "needs no key" : `key in ${key.name}` };
    },
    // Loads the HTTP client and the schema library (60 ms), and hooks compare the programs of all
    // providers.
    ask: async (request) => (await import("./endpoint-ask.ts")).ask(endpoint, request, firstWaitMs),
  };
}

/**
 * A provider as the settings have it; null: no provider has this id, and the settings name no base
 * URL for it.
 */
export function providerOf(id: string, own: OwnProviders = {}): Provider | null {
  if (Object.hasOwn(programs, id)) return programs[id]!;
  const known = ENDPOINTS.find((one) => one.id === id);
  const ownSettings: Own = Object.hasOwn(own, id) ? own[id]! : {};
  if (known === undefined && ownSettings.base_url === undefined) return null;
  const address = known ?? addressOf({ id, title: id, baseUrl: "" });
  return endpointProvider(withOwn(address, ownSettings));
}

/**
 * Every provider: the built-in ones in the order of the table, then those that only the settings
 * know.
 */
export function allProviders(own: OwnProviders = {}): Provider[] {
  const ids = new Set([
    ...Object.keys(programs),
    ...ENDPOINTS.map(({ id }) => id),
    ...Object.keys(own),
  ]);
  return [...ids].flatMap((id) => providerOf(id, own) ?? []);
}
