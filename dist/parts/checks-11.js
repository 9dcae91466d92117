// @bun
import {
  TEST_CHECKS
} from "./s134.js";
export {
  TEST_CHECKS as CHECKS
};
