// @bun
import {
  TEST_CHECKS
} from "./s131.js";
export {
  TEST_CHECKS as CHECKS
};
