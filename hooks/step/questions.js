// @bun
import{Mc}from"./s40.js";export{Mc as viewQuestions};
