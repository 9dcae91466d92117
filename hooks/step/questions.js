// @bun
import{Ac}from"./s12.js";export{Ac as viewQuestions};
