// @bun
import{qn,sn}from"./s58.js";export{qn as viewQuestion,sn as viewQuestions};
