// @bun
import {
  confirmed2
} from "./s145.js";
export {
  confirmed2 as confirmed
};
