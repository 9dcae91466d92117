// @bun
import {
  worktreeSubject2
} from "./s190.js";
export {
  worktreeSubject2 as worktreeSubject
};
