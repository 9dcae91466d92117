// @bun
import {
  nearBounds2
} from "./s118.js";
export {
  nearBounds2 as nearBounds
};
