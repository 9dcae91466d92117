// @bun
import{$n,cn}from"./s17.js";export{$n as viewQuestion,cn as viewQuestions};
