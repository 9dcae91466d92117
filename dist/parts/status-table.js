// @bun
import {
  statusTable2
} from "./s130.js";
export {
  statusTable2 as statusTable
};
