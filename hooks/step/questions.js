// @bun
import{qn,on}from"./s53.js";export{qn as viewQuestion,on as viewQuestions};
