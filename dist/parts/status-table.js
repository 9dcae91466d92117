// @bun
import {
  statusTable2
} from "./s133.js";
export {
  statusTable2 as statusTable
};
