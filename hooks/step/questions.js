// @bun
import{Cc}from"./s16.js";export{Cc as viewQuestions};
