// @bun
import{$n,cn}from"./s22.js";export{$n as viewQuestion,cn as viewQuestions};
