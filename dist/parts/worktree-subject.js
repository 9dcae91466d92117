// @bun
import {
  worktreeSubject2
} from "./s157.js";
export {
  worktreeSubject2 as worktreeSubject
};
