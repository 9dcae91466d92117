// @bun
import{Fc}from"./s6.js";export{Fc as viewQuestions};
