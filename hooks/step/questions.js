// @bun
import{qn,sn}from"./s12.js";export{qn as viewQuestion,sn as viewQuestions};
