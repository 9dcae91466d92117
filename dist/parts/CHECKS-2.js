// @bun
import {
  TEST_CHECKS
} from "./s67.js";
export {
  TEST_CHECKS as CHECKS
};
