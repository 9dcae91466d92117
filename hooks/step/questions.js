// @bun
import{Cc}from"./s11.js";export{Cc as viewQuestions};
