// @bun
import {
  goneNotice2,
  bringBack2,
  lookBehind2,
  whatChanged2,
  noticesOf2
} from "./s190.js";
export {
  bringBack2 as bringBack,
  goneNotice2 as goneNotice,
  lookBehind2 as lookBehind,
  noticesOf2 as noticesOf,
  whatChanged2 as whatChanged
};
