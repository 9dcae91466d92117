// @bun
import {
  commandText
} from "./s60.js";
import {
  ROLES2
} from "./s252.js";
import {
  _lte,
  _gte,
  _maxLength,
  _minLength,
  _regex,
  string,
  number2,
  int,
  boolean,
  array,
  strictObject,
  optional
} from "./s1.js";

// src/workflows/council/settings.ts
var WHO = /^[a-z][a-z0-9-]{0,39}(?:\/[\w.:/-]{1,100})?$/;
var role = strictObject({
  use: optional(array(string().check(_regex(WHO, "expected <provider>/<model>, such as deepseek/deepseek-v4-pro or host/sonnet"))).check(_minLength(1), _maxLength(6))),
  max_tokens: optional(number2().check(int(), _gte(256), _lte(200000))),
  timeout_s: optional(number2().check(int(), _gte(5), _lte(7200)))
});
var roles = strictObject(Object.fromEntries(ROLES2.map((name) => [name, optional(role)])));
var councilSettings = strictObject({
  roles: optional(roles),
  quorum_models: optional(number2().check(int(), _gte(1), _lte(6))),
  warn_models: optional(number2().check(int(), _gte(1), _lte(6))),
  anonymous: optional(boolean()),
  allow: optional(array(commandText).check(_maxLength(50)))
});
var COUNCIL_SETTINGS = { council: optional(councilSettings) };
export {
  COUNCIL_SETTINGS
};
