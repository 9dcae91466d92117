// @bun
import {
  unheard2
} from "./s192.js";
export {
  unheard2 as unheard
};
