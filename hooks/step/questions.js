// @bun
import{Ac}from"./s18.js";export{Ac as viewQuestions};
