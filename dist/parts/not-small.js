// @bun
import {
  notSmall2
} from "./s193.js";
export {
  notSmall2 as notSmall
};
