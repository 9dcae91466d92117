// @bun
import {
  confirmed2
} from "./s152.js";
export {
  confirmed2 as confirmed
};
