// @bun
import {
  ROLES2,
  assigns2,
  roleProblems2
} from "./s252.js";
export {
  ROLES2 as ROLES,
  assigns2 as assigns,
  roleProblems2 as roleProblems
};
