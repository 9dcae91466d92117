// @bun
import{Bc}from"./s21.js";export{Bc as viewQuestions};
