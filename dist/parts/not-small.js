// @bun
import {
  notSmall2
} from "./s227.js";
export {
  notSmall2 as notSmall
};
