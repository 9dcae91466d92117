// @bun
import {
  TEST_CHECKS
} from "./s136.js";
export {
  TEST_CHECKS as CHECKS
};
