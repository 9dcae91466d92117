// @bun
import{qn,on}from"./s12.js";export{qn as viewQuestion,on as viewQuestions};
