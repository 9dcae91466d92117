// @bun
import {
  TEST_CHECKS
} from "./s64.js";
export {
  TEST_CHECKS as CHECKS
};
