// @bun
import {
  TEST_CHECKS
} from "./s74.js";
export {
  TEST_CHECKS as CHECKS
};
