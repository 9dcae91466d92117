// @bun
import{$n,cn}from"./s27.js";export{$n as viewQuestion,cn as viewQuestions};
