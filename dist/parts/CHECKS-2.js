// @bun
import {
  TEST_CHECKS
} from "./s66.js";
export {
  TEST_CHECKS as CHECKS
};
