// @bun
import{Mc}from"./s59.js";export{Mc as viewQuestions};
