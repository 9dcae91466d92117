// @bun
import {
  unheard2
} from "./s220.js";
export {
  unheard2 as unheard
};
