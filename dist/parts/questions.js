// @bun
import {
  viewQuestion2,
  viewQuestions2
} from "./s64.js";
export {
  viewQuestion2 as viewQuestion,
  viewQuestions2 as viewQuestions
};
