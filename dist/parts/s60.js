// @bun
import {
  MAX_COMMAND,
  MAX_COMMANDS
} from "./s2.js";
import {
  _lte,
  _gte,
  _positive,
  _nonnegative,
  _maxLength,
  _minLength,
  _regex,
  _trim,
  string,
  number2,
  int,
  boolean,
  array,
  strictObject,
  looseObject,
  extend,
  record2,
  _enum,
  optional,
  nullable,
  _default,
  refine
} from "./s1.js";

// src/settings.ts
var SETTINGS_FILE = ".claude/multi-ai.json";
var commandText = string().check(_trim(), _minLength(1), _maxLength(MAX_COMMAND), _regex(/^[^\r\n]*$/, "expected one line"));
var MAX_GLOB = 80;
function isBalanced(glob) {
  let depth = 0;
  for (const char of glob) {
    if (char === "{")
      depth++;
    else if (char === "}" && --depth < 0)
      return false;
  }
  return depth === 0;
}
function globProblem(glob) {
  if (glob.trim() === "")
    return "expected a glob such as src/backend/**, not an empty one";
  if ([...glob].length > MAX_GLOB)
    return `expected at most ${MAX_GLOB} characters, not ${[...glob].length}`;
  if (glob.startsWith("!"))
    return "expected no ! before it: globs only add files, so name those that it should match";
  if (/^(?:[A-Za-z]:|~(?:[/\\]|$))/.test(glob))
    return "expected a path from the project's folder, not from a drive or a home folder";
  if (/\p{Cc}/u.test(glob))
    return "expected no control character";
  const segments = glob.split(/[/\\]/);
  if (segments.includes(".."))
    return "expected a path inside the project, without a .. segment";
  if (segments.every((one) => one === "" || one === "."))
    return "expected a glob that names files, such as ** or src/**";
  return isBalanced(glob) ? null : "expected {a,b}, not a brace without its partner";
}
var glob = string().check(refine((text) => globProblem(text) === null, { error: (issue) => globProblem(String(issue.input)) ?? "" }));
var MAX_GLOBS = 20;
var globs = array(glob).check(_maxLength(MAX_GLOBS));
var positive = number2().check(int(), _positive(), _lte(100));
var seconds = number2().check(int(), _positive(), _lte(604800));
var limit = (name) => optional(name.endsWith("_s") ? seconds : positive);
var models = _enum(["opus", "sonnet", "haiku", "inherit"]);
var USUAL = ["question", "iteration", "execution", "end"];
var OCCASIONS = [...USUAL, "silent", "phase"];
var KINDS = {
  telegram: ["token_env", "chat_id", "url?"],
  ntfy: ["topic", "url?", "token_env?"],
  slack: ["url|url_env"],
  webhook: ["url|url_env", "token_env?"],
  desktop: [],
  command: ["command", "timeout_s?"]
};
function receiverProblem({
  kind,
  on,
  ...given
}) {
  const fields = KINDS[kind];
  const namesIn = (field) => field.split(/[|?]/);
  const names = Object.keys(given);
  const more = names.find((name) => !fields.some((field) => namesIn(field).includes(name)));
  if (more !== undefined)
    return `expected no ${more} for ${kind}`;
  const due = fields.filter((field) => !field.endsWith("?"));
  const wrong = due.find((field) => names.filter((name) => namesIn(field).includes(name)).length !== 1);
  return wrong === undefined ? null : `expected ${wrong.replace("|", " or else ")} for ${kind}`;
}
function isAddress(text) {
  const url = URL.canParse(text) ? new URL(text) : null;
  return url !== null && /^https?:$/.test(url.protocol) && url.username + url.password === "";
}
var variable = optional(string().check(_regex(/^[A-Za-z_]\w{0,59}$/, "expected the name of a variable, not its value")));
var receiver = strictObject({
  kind: _enum(Object.keys(KINDS)),
  url: optional(string().check(_maxLength(200), refine(isAddress, "expected an https:// address without a password"))),
  url_env: variable,
  token_env: variable,
  chat_id: optional(string().check(_regex(/^(?:-?\d{1,20}|@\w{5,32})$/, "expected a number or @channel, in quotes"))),
  topic: optional(string().check(_regex(/^[\w-]{1,64}$/, "expected letters, digits, - and _"))),
  command: optional(commandText),
  timeout_s: optional(number2().check(int(), _positive(), _lte(600))),
  on: optional(array(_enum(OCCASIONS)))
}).check(refine((one) => receiverProblem(one) === null, { error: (issue) => receiverProblem(issue.input) ?? "" }));
var isTold = ({ on }, occasion) => (on ?? USUAL).includes(occasion);
var usd = number2().check(_nonnegative(), _lte(1e5));
var price = strictObject({ input: usd, output: usd, cached: optional(usd) });
var priceOfModel = extend(price, { cache_write: optional(usd) });
var word = string().check(_regex(/^[\x21-\x7e]{1,200}$/, "expected a name without blanks"));
var isHttp = (text) => /^https?:\/\/[^@?#\s]+$/i.test(text) && URL.canParse(text);
var provider = strictObject({
  base_url: optional(string().check(refine(isHttp, "expected an address such as https://api.example.org/v1, without a key in it"))),
  key_env: optional(string().check(_regex(/^[A-Za-z_]\w{0,99}$/, "expected the name of a variable, not a key"))),
  model: optional(word),
  max_output_tokens: optional(number2().check(int(), _positive(), _lte(1e6))),
  timeout_s: optional(number2().check(_positive(), _lte(14400))),
  protocol: optional(_enum(["openai", "anthropic"])),
  structured: optional(_enum(["schema", "json", "text"])),
  price: optional(price)
});
var ceiling = nullable(number2().check(int(), _positive(), _lte(10000000000)));
var shared = {
  $schema: optional(string()),
  auto: _default(boolean(), false),
  limits: _default(record2(string(), seconds), {}),
  tests: _default(strictObject({
    run: _default(boolean(), true),
    commands: _default(array(commandText).check(_maxLength(MAX_COMMANDS)), []),
    timeout_minutes: _default(number2().check(_positive(), _lte(240)), 15)
  }), { run: true, commands: [], timeout_minutes: 15 }),
  convergence: _default(boolean(), true),
  minor_findings: optional(_enum(["note", "fix"])),
  final_confirmation: _default(boolean(), false),
  max_criteria: _default(number2().check(int(), _gte(1), _lte(40)), 12),
  bounds: optional(record2(string().check(_regex(/^[a-z][a-z0-9-]{0,39}$/, "expected the name of an agent, such as planner")), strictObject({
    tool_calls: optional(number2().check(int(), _positive(), _lte(1e5))),
    minutes: optional(number2().check(_positive(), _lte(10080))),
    tokens: optional(number2().check(int(), _positive(), _lte(1e9)))
  })).check(refine((one) => Object.keys(one).length <= 20, "expected at most 20 agents"))),
  ceiling_tokens: optional(ceiling),
  models: _default(record2(string(), models), {}),
  codex: _default(strictObject({
    dispatch: _default(_enum(["check", "agent"]), "check"),
    timeout_minutes: _default(number2().check(_positive(), _lte(240)), 30),
    model: optional(string().check(_minLength(1), _maxLength(100))),
    missing: _default(_enum(["ask", "opus", "waive"]), "ask")
  }), { dispatch: "check", timeout_minutes: 30, missing: "ask" }),
  providers: optional(record2(string().check(_regex(/^[a-z][a-z0-9-]{0,39}$/, "expected a name such as my-gateway")), provider).check(refine((one) => Object.keys(one).length <= 20, "expected at most 20 providers"))),
  prices: optional(record2(word, priceOfModel).check(refine((one) => Object.keys(one).length <= 50, "expected at most 50 models"))),
  secrets: _default(globs, []),
  frozen: _default(globs, []),
  budget: optional(strictObject({
    enabled: _default(boolean(), false),
    tokens_max: optional(number2().check(int(), _positive(), _lte(10000000000))),
    usd_max: optional(number2().check(_positive(), _lte(1e6))),
    calls_max: optional(number2().check(int(), _positive(), _lte(1e6))),
    minutes_max: optional(number2().check(_positive(), _lte(1e5))),
    on_exceed: _default(_enum(["escalate", "warn"]), "escalate")
  })),
  notify: optional(array(receiver).check(_maxLength(8)))
};
var DEFAULT_CEILING = 30000000;
var settingsFile = (parts, limits) => {
  const known = strictObject(Object.fromEntries(limits.map((name) => [name, limit(name)])));
  return strictObject({
    ...shared,
    ceiling_tokens: _default(ceiling, DEFAULT_CEILING),
    limits: _default(known, {}),
    ...parts
  });
};
var settings = looseObject(shared);
var DEFAULT_SETTINGS = settings.parse({});
var WITHOUT_FILE = { ...DEFAULT_SETTINGS, ceiling_tokens: DEFAULT_CEILING };

export { SETTINGS_FILE, commandText, globs, isAddress, isTold, settingsFile, WITHOUT_FILE };
