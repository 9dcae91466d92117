// @bun
import {
  TEST_CHECKS
} from "./s115.js";
export {
  TEST_CHECKS as CHECKS
};
