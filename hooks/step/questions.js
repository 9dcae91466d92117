// @bun
import{qn,on}from"./s54.js";export{qn as viewQuestion,on as viewQuestions};
