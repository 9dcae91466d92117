// @bun
import {
  TEST_CHECKS
} from "./s138.js";
export {
  TEST_CHECKS as CHECKS
};
