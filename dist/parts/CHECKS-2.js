// @bun
import {
  TEST_CHECKS
} from "./s72.js";
export {
  TEST_CHECKS as CHECKS
};
