// @bun
import {
  TEST_CHECKS
} from "./s103.js";
export {
  TEST_CHECKS as CHECKS
};
