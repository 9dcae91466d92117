// @bun
import{Ac}from"./s14.js";export{Ac as viewQuestions};
