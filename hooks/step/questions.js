// @bun
import{Bc}from"./s55.js";export{Bc as viewQuestions};
