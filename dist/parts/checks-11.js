// @bun
import {
  TEST_CHECKS
} from "./s132.js";
export {
  TEST_CHECKS as CHECKS
};
