// @bun
import {
  MAX_GLOB_LENGTH,
  waysOf
} from "./s18.js";

// src/workflows/execute/plan-rules.ts
var MAX_WAYS = 16;
function fileProblem(file) {
  const path = file.replaceAll("\\", "/");
  if (/\p{C}/u.test(file))
    return "a path of characters that can be seen";
  if (file.length > MAX_GLOB_LENGTH)
    return `a path of at most ${MAX_GLOB_LENGTH} characters`;
  if (file.includes("\\"))
    return "forward slashes";
  if (/(?:^|[{,])(?:\/|~|[A-Za-z]:)/.test(path))
    return "a path from the project's root, not an absolute one";
  if (/(?:^|[/{,])\.\.(?:$|[/},])/.test(path))
    return 'a path inside the project, without ".."';
  if (/(?:^|[{,])(?:\.\/)*\.(?:git|task)(?:$|[/},])/i.test(path))
    return "no file of .git or .task: they are not the plan's";
  const ways = waysOf(file);
  return ways !== null && ways.length <= MAX_WAYS ? null : `braces with at most ${MAX_WAYS} combinations`;
}
var ALWAYS_PASSES = /^(?::|true|exit(?: 0)?|(?:echo|printf)\b[^|&;]*)$/;
var passesAlways = (command) => ALWAYS_PASSES.test(command);

export { fileProblem, passesAlways };
