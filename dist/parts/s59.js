// @bun
import {
  INSTALL,
  LOGIN,
  absence
} from "./s235.js";
import {
  INSTALL2,
  absence2
} from "./s21.js";

// src/providers/anthropic.ts
var anthropic = {
  id: "anthropic",
  title: "Anthropic",
  protocol: "anthropic",
  baseUrl: "https://api.anthropic.com/v1",
  keys: ["ANTHROPIC_API_KEY"],
  model: "claude-sonnet-5-5",
  structured: "schema"
};

// src/providers/codex.ts
function codexProvider({ command = "codex" } = {}) {
  return {
    id: "codex",
    title: "Codex",
    program: command,
    keys: [],
    baseUrl: null,
    model: null,
    setup: `${INSTALL}, then ${LOGIN}`,
    absence: (env) => absence(command, env),
    probe: async (env) => (await import("./codex-probe.js")).probe(command, env),
    parts: async () => {
      const { codexBehaviour, launchedByCodex } = await import("./codex-config.js");
      return { launched: launchedByCodex, behaviour: codexBehaviour };
    },
    ask: async (request) => (await import("./codex-ask.js")).ask(command, request)
  };
}

// src/providers/deepseek.ts
var deepseek = {
  id: "deepseek",
  title: "DeepSeek",
  protocol: "openai",
  baseUrl: "https://api.deepseek.com",
  keys: ["DEEPSEEK_API_KEY"],
  model: "deepseek-v4-pro",
  structured: "json"
};

// src/providers/endpoint.ts
function withOwn(endpoint, own) {
  const { base_url, key_env, model, protocol, structured } = own;
  return {
    ...endpoint,
    baseUrl: (base_url ?? endpoint.baseUrl).replace(/\/+$/, ""),
    keys: key_env === undefined ? endpoint.keys : [key_env],
    model: model ?? endpoint.model,
    protocol: protocol ?? endpoint.protocol,
    structured: structured ?? endpoint.structured
  };
}
function keyOf({ keys, baseUrl }, env) {
  if (keys.length === 0)
    return { ok: true, name: null, key: null };
  const name = keys.find((one) => env[one]);
  if (name === undefined)
    return { ok: false, failure: "no_key", name: null, why: null };
  const key = env[name];
  if (/[^\x21-\x7e]/.test(key))
    return { ok: false, failure: "bad_key", name, why: "characters" };
  if (!isPrivate(baseUrl))
    return { ok: false, failure: "bad_key", name, why: "address" };
  return { ok: true, name, key };
}
function isPrivate(baseUrl) {
  const { protocol, hostname } = new URL(baseUrl);
  return protocol === "https:" || ["127.0.0.1", "localhost", "[::1]"].includes(hostname);
}

// src/providers/endpoint-provider.ts
var FIRST_WAIT_MS = 1000;
function endpointProvider(endpoint, { firstWaitMs = FIRST_WAIT_MS } = {}) {
  const { id, title, keys, baseUrl, model } = endpoint;
  const setup = keys.length > 0 ? `set ${keys.join(" or ")}` : `start it at ${baseUrl} and name a model`;
  const absence = (env) => {
    const key = keyOf(endpoint, env);
    return key.ok ? null : key.failure;
  };
  return {
    ...{ id, title, program: null, keys, baseUrl, model, setup },
    absence: async (env) => absence(env),
    probe: async (env) => {
      const found = absence(env);
      if (found === null)
        return { installed: true, loggedIn: keys.length === 0 ? true : "unknown" };
      const problem = `${title} has ${found === "no_key" ? "no key" : "a key that is not sent: it holds a line break, a blank or another character that no key has"}`;
      return { installed: true, loggedIn: false, problem, remedy: setup };
    },
    ask: async (request) => (await import("./providers.js")).ask(endpoint, request, firstWaitMs)
  };
}

// src/providers/gemini.ts
var gemini = {
  id: "gemini",
  title: "Gemini",
  protocol: "openai",
  baseUrl: "https://generativelanguage.googleapis.com/v1beta/openai",
  keys: ["GEMINI_API_KEY", "GOOGLE_API_KEY"],
  model: "gemini-4-argon",
  structured: "schema"
};

// src/providers/gemini-cli.ts
function geminiCliProvider({ command = "gemini" } = {}) {
  const setup = `${INSTALL2}, then gemini to log in`;
  return {
    id: "gemini-cli",
    title: "Gemini CLI",
    program: command,
    keys: [],
    baseUrl: null,
    model: null,
    setup,
    absence: async (env) => absence2(command, env),
    probe: async (env) => (await import("./gemini-cli-probe.js")).probe(command, env),
    parts: async () => ({
      launched: () => [],
      behaviour: (await import("./gemini-cli-config.js")).geminiBehaviour
    }),
    ask: async (request) => (await import("./gemini-cli-ask.js")).ask(command, request)
  };
}

// src/providers/mistral.ts
var mistral = {
  id: "mistral",
  title: "Mistral",
  protocol: "openai",
  baseUrl: "https://api.mistral.ai/v1",
  keys: ["MISTRAL_API_KEY"],
  model: "mistral-large-latest",
  structured: "schema"
};

// src/providers/ollama.ts
var ollama = {
  id: "ollama",
  title: "Ollama",
  protocol: "openai",
  baseUrl: "http://127.0.0.1:11434/v1",
  keys: [],
  model: null,
  structured: "schema"
};

// src/providers/openai.ts
var openai = {
  id: "openai",
  title: "OpenAI",
  protocol: "openai",
  baseUrl: "https://api.openai.com/v1",
  keys: ["OPENAI_API_KEY"],
  model: "gpt-6.1-sol",
  structured: "schema",
  boundField: "max_completion_tokens"
};

// src/providers/vllm.ts
var vllm = {
  id: "vllm",
  title: "vLLM",
  protocol: "openai",
  baseUrl: "http://127.0.0.1:8000/v1",
  keys: [],
  model: null,
  structured: "schema"
};

// src/providers/xai.ts
var xai = {
  id: "xai",
  title: "xAI",
  protocol: "openai",
  baseUrl: "https://api.x.ai/v1",
  keys: ["XAI_API_KEY"],
  model: "grok-4.7",
  structured: "schema"
};

// src/providers/index.ts
var ENDPOINTS = [anthropic, openai, xai, deepseek, mistral, gemini, ollama, vllm];
var programs = { codex: codexProvider(), "gemini-cli": geminiCliProvider() };
var custom = (id) => ({
  id,
  title: id,
  protocol: "openai",
  baseUrl: "",
  keys: [],
  model: null,
  structured: "json"
});
function providerOf(id, own = {}) {
  if (Object.hasOwn(programs, id))
    return programs[id];
  const known = ENDPOINTS.find((one) => one.id === id);
  const said = Object.hasOwn(own, id) ? own[id] : {};
  if (known === undefined && said.base_url === undefined)
    return null;
  return endpointProvider(withOwn(known ?? custom(id), said));
}
function allProviders(own = {}) {
  const ids = new Set([...Object.keys(programs), ...ENDPOINTS.map(({ id }) => id), ...Object.keys(own)]);
  return [...ids].flatMap((id) => providerOf(id, own) ?? []);
}

export { providerOf, allProviders };
