// @bun
import{Wn,sn}from"./s10.js";export{Wn as viewQuestion,sn as viewQuestions};
