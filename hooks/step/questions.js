// @bun
import{Fc}from"./s8.js";export{Fc as viewQuestions};
