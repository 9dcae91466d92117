// @bun
import {
  ROLES2,
  assigns2,
  roleProblems2
} from "./s253.js";
export {
  ROLES2 as ROLES,
  assigns2 as assigns,
  roleProblems2 as roleProblems
};
