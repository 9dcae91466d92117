// @bun
import {
  foreign2
} from "./s178.js";
export {
  foreign2 as foreign
};
