// @bun
import{Ac}from"./s15.js";export{Ac as viewQuestions};
