// @bun
import{Lc}from"./s6.js";export{Lc as viewQuestions};
