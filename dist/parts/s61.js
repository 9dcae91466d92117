// @bun
import {
  MAX_COMMAND,
  MAX_COMMANDS
} from "./s2.js";
import {
  shown
} from "./s28.js";
import {
  _maxLength,
  _minLength,
  _regex,
  _trim,
  string,
  array,
  object,
  optional,
  nullable,
  _default
} from "./s1.js";
import {
  TASK_ID,
  FINDING_ID
} from "./s5.js";

// src/workflows/fields.ts
var MAX_TEXT = 4000;
var MAX_LIST = 60;
var text = string().check(_trim(), _minLength(1), _maxLength(MAX_TEXT));
var optionalText = optional(nullable(string().check(_maxLength(MAX_TEXT))));
var list = (item) => array(item).check(_maxLength(MAX_LIST));
var optionalList = (item) => _default(list(item), []);
var commandText = string().check(_trim(), _minLength(1), _maxLength(MAX_COMMAND), _regex(/^[^\r\n]*$/));
var commandList = _default(array(commandText).check(_maxLength(MAX_COMMANDS)), []);
var taskId = string().check(_regex(TASK_ID));
var criterionId = string().check(_regex(/^AC\d{1,3}$/));
var stepId = string().check(_regex(/^S\d{1,3}$/));
var findingId = string().check(_regex(FINDING_ID));
var stamp = { task: taskId, nonce: string().check(_regex(/^[0-9a-f]{16,64}$/)) };
var question = object({
  question: text,
  options: array(string().check(_trim(), _minLength(1), _maxLength(80))).check(_minLength(2), _maxLength(4)),
  answer: optionalText
});
var at = (value, path) => path.reduce((here, key) => {
  const isThere = typeof here === "object" && here !== null && Object.hasOwn(here, key);
  return isThere ? here[key] : undefined;
}, value);
var pathText2 = (path) => path.map((key) => typeof key === "number" ? `[${key}]` : `.${String(key)}`).join("").replace(/^\./, "") || "the whole file";
var unitOf = (origin) => origin === "string" ? " characters" : origin === "array" ? " entries" : "";
function expected(issue) {
  switch (issue.code) {
    case "invalid_type":
      return `expected ${issue.expected}`;
    case "invalid_value":
      return `expected one of ${issue.values.map((v) => JSON.stringify(v)).join(", ")}`;
    case "too_small":
      return `expected ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unitOf(issue.origin)}`;
    case "too_big":
      return `expected at most ${issue.maximum}${unitOf(issue.origin)}`;
    case "invalid_format":
      return `expected the form ${"pattern" in issue && issue.pattern ? issue.pattern : issue.format}`;
    case "unrecognized_keys":
      return `unknown: ${issue.keys.join(", ")}`;
    case "invalid_union":
      return "options" in issue && Array.isArray(issue.options) ? `expected one of ${issue.options.map((one) => JSON.stringify(one)).join(", ")}` : "fits none of the allowed forms";
    default:
      return issue.message || "not valid";
  }
}
var problemsOf = (value, issues) => issues.slice(0, 12).map((issue) => `${pathText2(issue.path)}: found ${shown(at(value, issue.path))}, ${expected(issue)}`);

export { MAX_TEXT, MAX_LIST, text, optionalText, list, optionalList, commandList, criterionId, stepId, findingId, stamp, question, at, pathText2, problemsOf };
