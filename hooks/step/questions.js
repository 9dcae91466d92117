// @bun
import{Wn,sn}from"./s19.js";export{Wn as viewQuestion,sn as viewQuestions};
