// @bun
import{Pc}from"./s65.js";export{Pc as viewQuestions};
