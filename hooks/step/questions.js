// @bun
import{qn,sn}from"./s15.js";export{qn as viewQuestion,sn as viewQuestions};
