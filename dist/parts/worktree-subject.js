// @bun
import {
  worktreeSubject2
} from "./s189.js";
export {
  worktreeSubject2 as worktreeSubject
};
