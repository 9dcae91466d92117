// @bun
import{Wa}from"./s49.js";export{Wa as viewQuestions};
