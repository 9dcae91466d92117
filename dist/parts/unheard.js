// @bun
import {
  unheard2
} from "./s224.js";
export {
  unheard2 as unheard
};
