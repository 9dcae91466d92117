// @bun
import{jc}from"./s65.js";export{jc as viewQuestions};
