// @bun
import {
  statusTable2
} from "./s76.js";
export {
  statusTable2 as statusTable
};
