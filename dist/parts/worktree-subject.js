// @bun
import {
  worktreeSubject2
} from "./s173.js";
export {
  worktreeSubject2 as worktreeSubject
};
