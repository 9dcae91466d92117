// @bun
import {
  worktreeSubject2
} from "./s185.js";
export {
  worktreeSubject2 as worktreeSubject
};
