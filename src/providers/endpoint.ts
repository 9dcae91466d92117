import type { AskRequest } from "./provider.ts";

/**
 * A model behind an address: what is known of it before it is asked. Nothing here loads the client
 * library.
 */

/** An endpoint as this plugin, or the person, describes it. */
export interface Endpoint {
  id: string;
  title: string;
  /** Whose form its requests have: OpenAI's chat completions, or Anthropic's messages. */
  protocol: "openai" | "anthropic";
  /** Up to what stands before `/chat/completions` or `/messages`. */
  baseUrl: string;
  keys: readonly string[];
  /** Null: the person names one. */
  model: string | null;
  /** The field that bounds the answer, where it is not `max_tokens`. */
  boundField?: string;
}

/** What the settings say of one provider; all of it may be left out. */
export interface Own {
  base_url?: string | undefined;
  key_env?: string | undefined;
  model?: string | undefined;
  protocol?: Endpoint["protocol"] | undefined;
}

/** An endpoint with what the person has set. */
export function withOwn(endpoint: Endpoint, own: Own): Endpoint {
  const { base_url, key_env, model, protocol } = own;
  return {
    ...endpoint,
    baseUrl: (base_url ?? endpoint.baseUrl).replace(/\/+$/, ""),
    keys: key_env === undefined ? endpoint.keys : [key_env],
    model: model ?? endpoint.model,
    protocol: protocol ?? endpoint.protocol,
  };
}

/**
 * The key of an endpoint; null where it needs none. `problem`: why none is sent, `remedy`: what
 * helps.
 */
export type Key =
  | { ok: true; name: string | null; key: string | null }
  | { ok: false; failure: "no_key" | "bad_key"; problem: string; remedy: string };

/**
 * Looks for the key in the environment. One with a line break or another character that no key has
 * is never sent.
 */
export function keyOf({ id, keys, baseUrl }: Endpoint, env: AskRequest["env"]): Key {
  if (keys.length === 0) return { ok: true, name: null, key: null };
  const name = keys.find((key) => env[key]);
  if (name === undefined)
    return {
      ok: false,
      failure: "no_key",
      problem: "has no key",
      remedy: `set ${keys.join(" or ")}`,
    };
  const bad = (problem: string, remedy: string): Key => ({
    ok: false,
    failure: "bad_key",
    problem,
    remedy,
  });
  const key = env[name]!;
  if (/[^\x21-\x7e]/.test(key))
    return bad(
      "has a key that is not sent: it contains a line break, a space or another character that no key has",
      `set ${name} again`,
    );
  // Else somebody on the way could read it.
  const { protocol, hostname } = new URL(baseUrl);
  if (protocol !== "https:" && !["127.0.0.1", "localhost", "[::1]"].includes(hostname))
    return bad(
      "has a key, which is sent only over https or to this machine",
      `fix providers.${id}.base_url`,
    );
  return { ok: true, name, key };
}
