// @bun
import {
  unheard2
} from "./s239.js";
export {
  unheard2 as unheard
};
