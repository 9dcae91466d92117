// @bun
import {
  worktreeSubject2
} from "./s187.js";
export {
  worktreeSubject2 as worktreeSubject
};
