import { type Endpoint, keyOf } from "./endpoint.ts";
import type { Absence, AskRequest, Provider } from "./provider.ts";

/** How long is waited before the first retry, in milliseconds; each later one waits twice as long. */
const FIRST_WAIT_MS = 1_000;

/** A provider that is asked over HTTP. */
export function endpointProvider(endpoint: Endpoint, { firstWaitMs = FIRST_WAIT_MS } = {}): Provider {
  const { id, title, keys, baseUrl, model } = endpoint;
  const setup = keys.length > 0 ? `set ${keys.join(" or ")}` : `start it at ${baseUrl} and name a model`;
  const absence = (env: AskRequest["env"]): Absence | null => {
    const key = keyOf(endpoint, env);
    return key.ok ? null : key.failure;
  };
  return {
    ...{ id, title, program: null, keys, baseUrl, model, setup },
    absence: async (env) => absence(env),
    probe: async (env) => {
      const found = absence(env);
      // Whether a key is good shows only when it is used.
      if (found === null) return { installed: true, loggedIn: keys.length === 0 ? true : "unknown" };
      const problem = `${title} has ${found === "no_key" ? "no key" : "a key that is not sent: it holds a line break, a blank or another character that no key has"}`;
      return { installed: true, loggedIn: false, problem, remedy: setup };
    },
    // Loads the HTTP client and the schema library (60 ms), and hooks compare the programs of all providers.
    ask: async (request) => (await import("./endpoint-ask.ts")).ask(endpoint, request, firstWaitMs),
  };
}
