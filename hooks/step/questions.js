// @bun
import{jc}from"./s21.js";export{jc as viewQuestions};
