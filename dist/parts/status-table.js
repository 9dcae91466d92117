// @bun
import {
  statusTable2
} from "./s78.js";
export {
  statusTable2 as statusTable
};
