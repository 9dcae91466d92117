// @bun
import{Mc}from"./s60.js";export{Mc as viewQuestions};
