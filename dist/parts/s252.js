// @bun
import {
  shown,
  didYouMean
} from "./s28.js";
import {
  seatOf
} from "./s34.js";

// src/workflows/council/roles.ts
var HOST = "host";
function modelOf(text) {
  const at = text.indexOf("/");
  return at < 0 ? { provider: text, model: "" } : { provider: text.slice(0, at), model: text.slice(at + 1) };
}
var AGENTS = {
  refiner: "refiner",
  auditor: "auditor",
  "tech-researcher": "tech-researcher",
  "plan-maker": "plan-maker"
};
var DEFAULT_ROLES = {
  refiner: ["xai/grok-4.7", "host/sonnet"],
  auditor: ["host/haiku"],
  "tech-researcher": ["gemini/gemini-4-argon", "host/sonnet"],
  "plan-maker": ["host/opus"],
  "claude-architecture": ["host/sonnet"],
  "gpt4o-product": ["deepseek/deepseek-v4-pro", "host/sonnet"],
  "gemini-validation": ["gemini/gemini-4-argon", "host/sonnet"],
  "deepseek-code": ["deepseek/deepseek-v4-pro", "host/sonnet"],
  "grok-devil": ["deepseek/deepseek-v4-pro", "host/sonnet"],
  "mistral-security": ["deepseek/deepseek-v4-pro", "host/sonnet"]
};
var ROLES2 = Object.keys(DEFAULT_ROLES);
function whoFrom(role, text, models) {
  const agent = AGENTS[role] ?? "council-seat";
  const { provider, model } = modelOf(text);
  if (provider === HOST)
    return { agent, model: models[role] ?? models[agent] ?? model, role };
  return { agent, model, provider, role };
}
function assigns2(settings, isReady) {
  const { roles = {} } = settings.council ?? {};
  return Object.fromEntries(ROLES2.map((role) => {
    const named = roles[role]?.use ?? DEFAULT_ROLES[role];
    const ready = named.filter((text) => {
      const { provider } = modelOf(text);
      return provider === HOST || isReady(provider);
    });
    const all = ready.length > 0 ? ready : [DEFAULT_ROLES[role].at(-1)];
    return [role, ((seatOf(role)?.veto) ? all.slice(0, 1) : all).map((text) => whoFrom(role, text, settings.models))];
  }));
}
var HOST_MODELS = ["opus", "sonnet", "haiku"];
var MEANT = {
  ...{ grok: "xai", claude: "anthropic", gpt: "openai", chatgpt: "openai", google: "gemini", mistralai: "mistral" },
  ...Object.fromEntries(HOST_MODELS.map((model) => [model, `${HOST}/${model}`]))
};
function roleProblems2(settings, providers) {
  return Object.entries(settings.council?.roles ?? {}).flatMap(([role, said]) => (said?.use ?? []).flatMap((text, at) => {
    const { provider, model } = modelOf(text);
    const found = `council.roles.${role}.use[${at}]: found ${shown(text)}`;
    if (provider === HOST)
      return HOST_MODELS.includes(model) ? [] : [`${found}, expected one of ${HOST_MODELS.map((one) => `${HOST}/${one}`).join(", ")}`];
    const known = providers();
    if (known.includes(provider))
      return [];
    const meant = Object.hasOwn(MEANT, provider) ? `; did you mean ${MEANT[provider]}?` : didYouMean(provider, [HOST, ...known]);
    return [
      `${found}, which names no provider${meant}${meant === "" ? ";" : ""} known: ${[HOST, ...known].join(", ")}; another one needs providers.${provider}.base_url`
    ];
  }));
}

export { ROLES2, assigns2, roleProblems2 };
